"""The forms in which an answer is told, in a language, at a level: lines, text, Markdown, a page of HTML."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from propengine.contract.traces import TRACE_VERSION
from propengine.explain import html, markdown
from propengine.explain.catalogues import Language
from propengine.explain.decision import told_decision
from propengine.explain.page import Line, plain
from propengine.explain.phrases import Phrases
from propengine.explain.plain import told_plainly
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2


class Level(StrEnum):
    """For whom an answer is told."""

    PLAIN = "plain"
    PROFESSIONAL = "professional"


class Form(StrEnum):
    """As what an answer is told."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class UnreadableAnswerError(Exception):
    """A message is no answer that can be told: it holds nothing, or what this version does not know."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        self.why = why
        super().__init__(f"expected an answer of this version of the contract: {why}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an answer is wanted.

    Attributes:
        language: of the words.
        level: for whom.
        form: as what.
        with_reasoning: every condition that was considered, too; never at the plain level.
        why_not: why the answer is no other, too; never at the plain level.
    """

    language: Language = "en"
    level: Level = Level.PROFESSIONAL
    form: Form = Form.TEXT
    with_reasoning: bool = False
    why_not: bool = False


def lines_of(decision: decision_pb2.Decision, wanted: Wanted) -> list[Line]:
    """Return an answer as lines, whatever its form.

    Raises:
        UnreadableAnswerError: it is no answer that can be told.
    """
    with _readable(decision):
        return _lines(decision, wanted)


def text_of(decision: decision_pb2.Decision, wanted: Wanted) -> str:
    """Return an answer in the form that is wanted.

    Raises:
        UnreadableAnswerError: it is no answer that can be told.
    """
    with _readable(decision):
        lines = _lines(decision, wanted)
        if wanted.form is Form.HTML:
            folded = wanted.level is Level.PROFESSIONAL
            return html.page(decision, _phrases(decision, wanted), lines, folded=folded)
        return markdown.markdown(lines) if wanted.form is Form.MARKDOWN else plain(lines)


def _lines(decision: decision_pb2.Decision, wanted: Wanted) -> list[Line]:
    phrases = _phrases(decision, wanted)
    if wanted.level is Level.PLAIN:
        return told_plainly(Telling.of(decision, phrases))
    return told_decision(decision, phrases, with_reasoning=wanted.with_reasoning, why_not=wanted.why_not)


def _phrases(decision: decision_pb2.Decision, wanted: Wanted) -> Phrases:
    return Phrases(wanted.language, decision.jurisdiction)


@contextmanager
def _readable(decision: decision_pb2.Decision) -> Iterator[None]:
    """Say what an answer holds that cannot be told: somebody changed it, or another version made it."""
    if not decision.jurisdiction or not decision.status:
        raise UnreadableAnswerError("it has no jurisdiction or no status")
    if decision.trace_version not in {0, TRACE_VERSION}:
        why = (
            f"its traces are of version {decision.trace_version}, and this one reads version {TRACE_VERSION}"
        )
        raise UnreadableAnswerError(why)
    try:
        yield
    except KeyError as error:
        raise UnreadableAnswerError(f"the word {error.args[0]!r} is not known") from None
    except IndexError:
        raise UnreadableAnswerError("it names an outcome that it does not hold") from None
    except (ValueError, ZeroDivisionError):
        raise UnreadableAnswerError("it holds something else where a number stands") from None
