"""This program's own words for what an answer holds, and the choice of a language."""

import datetime as dt
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Final, Literal

from propengine.explain.catalogues import LANGUAGES, NEAREST, Language, catalogue_of
from propengine.explain.conventions import Conventions, conventions_of
from propengine.explain.ids import TIME
from propengine.explain.page import Span
from propengine.v1 import law_pb2

MARKED: Final = rf"\[(?:{'|'.join(LANGUAGES)}): [^\[\]]*\]"
"""What `elsewhere` returns, as an expression."""
_WHOLE_SENTENCE: Final = ("?", ".")
"""How a text ends after which no semicolon stands."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language, as it is written where a law applies, and what stands in for what it lacks.

    Attributes:
        language: the language.
        jurisdiction: the law whose country writes numbers and days in its own way; empty for none.
    """

    language: Language = "en"
    jurisdiction: str = ""

    @property
    def conventions(self) -> Conventions:
        """Return how numbers, days, lists and money are written."""
        return conventions_of(self.language, self.jurisdiction)

    def said(self, text: law_pb2.Text) -> str:
        """Return what the ruleset says, in the nearest language that it has where it lacks this one."""
        found: list[str] = [getattr(text, language) for language in NEAREST[self.language]]
        return next((said for said in found if said), "")

    def say(self, id_: str, /, *, count: int | Fraction | None = None, **parts: object) -> str:
        """Return a message of this program, with its parts put in.

        Args:
            id_: of the message, as the catalogues have it.
            count: so many things it is about, where it says one thing of one and another of several.
            parts: what stands in for each name in braces.
        """
        language, text = self._message(id_, count)
        said = text.format(count=count, **parts)
        return said if language == self.language else elsewhere(language, said)

    def spans(self, id_: str, /, **parts: str | Span | Sequence[Span]) -> tuple[Span, ...]:
        """Return a message of this program as pieces of a line, its parts put in as they are."""
        language, text = self._message(id_, None)
        spans: list[Span] = []
        for before, name, _, _ in string.Formatter().parse(text):
            part = parts[name] if name else ""
            spans += [Span(before), *_pieces(part)]
        if language != self.language:
            opening, closing = elsewhere(language, "\n").split("\n")
            spans = [Span(opening), *spans, Span(closing)]
        return tuple(span for span in spans if span.text)

    def _message(self, id_: str, count: int | Fraction | None) -> tuple[Language, str]:
        """Return a message, for so many, in the nearest language that has it."""
        language, forms = self.language, catalogue_of(self.language).texts.get(id_)
        if forms is None:
            language = next((near for near in NEAREST[language] if id_ in catalogue_of(near).texts), language)
            forms = catalogue_of(language).texts[id_]
        if len(forms) == 1 or count is None:
            return language, forms[0]
        is_one = conventions_of(language, self.jurisdiction).is_one(Fraction(count))
        return language, forms[0 if is_one else -1]

    def time(self, count: Fraction, unit: str) -> str:
        """Return so many years, months, weeks, days or hours, by the letter of the unit.

        Babel counts time, too, but it rounds: what is counted here is exact.
        """
        return self.say(TIME[unit], count=count, number=self.conventions.number(count))

    def date(self, date: dt.date) -> str:
        """Return a day in words."""
        return self.conventions.date(date)

    def listed(self, parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """Return parts as a list in a sentence: with `and` before the last, or with `or`."""
        return self.conventions.listed(list(parts), style)

    def chained(self, parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """Return long parts as a list in which each is joined to what stands before it, behind a comma."""
        return reduce(lambda before, part: self.conventions.listed([f"{before},", part], style), parts)

    def clauses(self, parts: Iterable[str]) -> str:
        """Return parts with a semicolon between two of them; none where the first is a whole sentence."""
        return reduce(self._clauses, parts, "")

    def _clauses(self, before: str, rest: str) -> str:
        if not before or before.endswith(_WHOLE_SENTENCE):
            return f"{before} {rest}".strip()
        return self.say("answer.clauses", first=before, rest=rest)


def _pieces(part: str | Span | Sequence[Span]) -> Sequence[Span]:
    if isinstance(part, str):
        return (Span(part),)
    return (part,) if isinstance(part, Span) else part


def elsewhere(language: Language, text: str) -> str:
    """Return what is said in another language than the one that is wanted, marked so."""
    return f"[{language}: {text}]"


def language_marked(text: str) -> str:
    """Return which language a text that is marked is in."""
    return text[1:].partition(":")[0]
