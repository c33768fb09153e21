"""What a page says of its own language: what stands in another, and who answers for the words."""

from collections.abc import Iterator

from propengine.explain.catalogues import ORIGINAL, catalogue_of, lacking
from propengine.explain.page import UNSURE, Line, Span, line
from propengine.explain.telling import Telling


def told_languages(telling: Telling) -> Iterator[Line]:
    """Yield that something stands in another language, and that a translation is nobody's yet."""
    if telling.lacks_texts:
        yield line(Span(telling.say("languages.ruleset-lacks"), UNSURE), indent=0)
    language = telling.phrases.language
    if lacking(language):
        yield line(Span(telling.say("languages.program-lacks"), UNSURE), indent=0)
    if language == ORIGINAL:
        return
    if role := catalogue_of(language).signed_off_by:
        yield line(telling.say("languages.signed-off", role=role), indent=0)
    else:
        yield line(Span(telling.say("languages.working-translation"), UNSURE), indent=0)
