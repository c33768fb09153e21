"""What a page says of its own language: what stands in another, and who answers for the words."""

from collections.abc import Iterator

from propengine.explain.page import UNSURE, Line, Span, line
from propengine.explain.telling import Telling


def told_languages(telling: Telling) -> Iterator[Line]:
    """Yield that something stands in another language, and that a translation is nobody's yet."""
    if telling.lacks_texts:
        elsewhere = telling.own("What the ruleset says only in another language stands in that one.")
        yield line(Span(elsewhere, UNSURE), indent=0)
    if telling.phrases.language != "en":
        working = telling.own(
            "The words of this program are a working translation that nobody has signed off."
        )
        yield line(Span(working, UNSURE), indent=0)
