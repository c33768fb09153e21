"""What the evaluation service answers when an answer is to be told."""

from collections.abc import Mapping, Sequence
from typing import Final

from propengine.contract.cases import Reader
from propengine.contract.languages import read_languages
from propengine.contract.violations import RequestReason, RequestRefusedError, Violation
from propengine.engine.refusals import Reason
from propengine.explain.catalogues import LANGUAGES, ORIGINAL, Language
from propengine.explain.forms import Form, Level, UnreadableAnswerError, Wanted, text_of
from propengine.v1 import evaluation_service_pb2 as evaluation_pb2

_LEVELS: Final[Mapping[int, Level]] = {
    evaluation_pb2.EXPLANATION_LEVEL_PLAIN: Level.PLAIN,
    evaluation_pb2.EXPLANATION_LEVEL_PROFESSIONAL: Level.PROFESSIONAL,
}
_FORMS: Final[Mapping[int, Form]] = {
    evaluation_pb2.EXPLANATION_FORM_TEXT: Form.TEXT,
    evaluation_pb2.EXPLANATION_FORM_MARKDOWN: Form.MARKDOWN,
    evaluation_pb2.EXPLANATION_FORM_HTML: Form.HTML,
}
_MEDIA_TYPES: Final[Mapping[Form, str]] = {
    Form.TEXT: "text/plain",
    Form.MARKDOWN: "text/markdown",
    Form.HTML: "text/html",
}
_SPOKEN: Final[Mapping[str, Language]] = {language: language for language in LANGUAGES}
_REQUIRED: Final = "expected this field, which is required"


def explain_decision(
    request: evaluation_pb2.ExplainDecisionRequest,
) -> evaluation_pb2.ExplainDecisionResponse:
    """Tell an answer, from itself alone.

    Raises:
        RequestRefusedError: with every fault of the request, or because what it holds cannot be told.
    """
    reader = Reader()
    asked = read_languages(reader, request.languages)
    level = reader.word(_LEVELS, request.level, "level", unset=Level.PROFESSIONAL)
    form = reader.word(_FORMS, request.form, "form", unset=Form.TEXT)
    if not request.HasField("decision"):
        reader.refuse(Reason.MISSING_FIELD, "decision", _REQUIRED)
    if reader.violations or level is None or form is None:
        raise RequestRefusedError(reader.violations)
    language = next((_SPOKEN[spoken] for spoken in asked.spoken), ORIGINAL)
    wanted = Wanted(language, level, form, request.with_reasoning, request.why_not)
    try:
        text = text_of(request.decision, wanted)
    except UnreadableAnswerError as error:
        violation = Violation(RequestReason.UNREADABLE_ANSWER, "decision", str(error), {"why": error.why})
        raise RequestRefusedError([violation]) from None
    return evaluation_pb2.ExplainDecisionResponse(
        text=text,
        media_type=_MEDIA_TYPES[form],
        language=wanted.language,
        notice="" if asked.spoken or not asked.unspoken else _not_spoken(asked.unspoken),
    )


def _not_spoken(tags: Sequence[str]) -> str:
    """Return that none of some languages is spoken here, in English, in which the answer is told then."""
    asked, spoken = ", ".join(tags), ", ".join(_SPOKEN)
    return f"{asked}: not spoken here ({spoken} are); this is told in English"
