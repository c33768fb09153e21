"""Lengths of time in words: years, months and days by the ruleset's calendar, rounded down to whole days."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from propengine.law.elements import Language

_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class _Words:
    """How a language counts time."""

    units: tuple[tuple[str, str], ...]
    joined: str
    nothing: str
    singular_below: int


_WORDS: Final = {
    Language.EN: _Words((("year", "years"), ("month", "months"), ("day", "days")), "and", "0 days", 2),
    Language.ES: _Words((("año", "años"), ("mes", "meses"), ("día", "días")), "y", "0 días", 2),
    Language.PT: _Words((("ano", "anos"), ("mês", "meses"), ("dia", "dias")), "e", "0 dias", 2),
    Language.FR: _Words((("an", "ans"), ("mois", "mois"), ("jour", "jours")), "et", "0 jour", 2),
}
LIFE_IN_WORDS: Final[Mapping[Language, str]] = {
    Language.EN: "life",
    Language.ES: "perpetuidad",
    Language.PT: "perpétua",
    Language.FR: "perpétuité",
}
NONE_STATED_IN_WORDS: Final[Mapping[Language, str]] = {
    Language.EN: "none stated",
    Language.ES: "no indicado",
    Language.PT: "não indicado",
    Language.FR: "non indiqué",
}
NOT_RECORDED_IN_WORDS: Final[Mapping[Language, str]] = {
    Language.EN: "not recorded",
    Language.ES: "no consta en las reglas",
    Language.PT: "não consta nas regras",
    Language.FR: "non enregistré",
}


def in_words(months: Fraction, day: Fraction) -> tuple[Mapping[Language, str], bool]:
    """Return months in words, by language, and whether they were rounded.

    Args:
        months: not negative.
        day: months in one day.
    """
    whole, rest = divmod(months, 1)
    days, lost = divmod(rest, day)
    years, left = divmod(int(whole), _MONTHS_IN_YEAR)
    counts = (years, left, int(days))
    return {language: _said(counts, words) for language, words in _WORDS.items()}, lost != 0


def _said(counts: tuple[int, int, int], words: _Words) -> str:
    parts = [
        f"{count} {one if count < words.singular_below else many}"
        for count, (one, many) in zip(counts, words.units, strict=True)
        if count
    ]
    if not parts:
        return words.nothing
    *first, last = parts
    return f"{', '.join(first)} {words.joined} {last}" if first else last
