"""Lengths of time in words: years, months and days by the ruleset's calendar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from propengine.law.elements import Language
from propengine.law.numerals import mixed

_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class _Words:
    """How a language counts time.

    Attributes:
        units: years, months and days: one, and several.
        joined: what stands before the last.
        nothing: no time at all.
        counted: as which whole number a part counts: one and a half is several in English, one in French.
    """

    units: tuple[tuple[str, str], ...]
    joined: str
    nothing: str
    counted: Callable[[Fraction], int] = ceil


_WORDS: Final = {
    Language.EN: _Words((("year", "years"), ("month", "months"), ("day", "days")), "and", "0 days"),
    Language.ES: _Words((("año", "años"), ("mes", "meses"), ("día", "días")), "y", "0 días"),
    Language.PT: _Words((("ano", "anos"), ("mês", "meses"), ("dia", "dias")), "e", "0 dias"),
    Language.FR: _Words((("an", "ans"), ("mois", "mois"), ("jour", "jours")), "et", "0 jour", floor),
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
    """Return months in words, rounded down to whole days, by language, and whether they were rounded.

    Args:
        months: not negative.
        day: months in one day.
    """
    days, lost = divmod(months % 1, day)
    return _told(months, Fraction(days)), lost != 0


def exactly_in_words(months: Fraction, day: Fraction) -> Mapping[Language, str]:
    """Return months in words, by language, with the part of a day that may be left.

    Args:
        months: not negative.
        day: months in one day.
    """
    return _told(months, months % 1 / day)


def _told(months: Fraction, days: Fraction) -> Mapping[Language, str]:
    years, left = divmod(floor(months), _MONTHS_IN_YEAR)
    counts = (Fraction(years), Fraction(left), days)
    return {language: _said(counts, words) for language, words in _WORDS.items()}


def _said(counts: tuple[Fraction, Fraction, Fraction], words: _Words) -> str:
    parts = [
        f"{mixed(count)} {one if words.counted(count) <= 1 else many}"
        for count, (one, many) in zip(counts, words.units, strict=True)
        if count
    ]
    if not parts:
        return words.nothing
    *first, last = parts
    return f"{', '.join(first)} {words.joined} {last}" if first else last
