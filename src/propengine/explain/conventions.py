"""How a country writes numbers, days, lists and money: by Babel, and exact: no legal figure is rounded."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_name

from propengine.explain.catalogues import Language
from propengine.law.numerals import decimal

_USUAL: Final[Mapping[Language, str]] = MappingProxyType(
    {"en": "en_GB", "es": "es", "pt": "pt_PT", "fr": "fr"}
)
"""The conventions of a language where its country has none of its own in it."""
_DECIMAL: Final = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
_FIRST_IN_FRENCH: Final = "d'er' MMMM y"
"""The first of a month is an ordinal in French, which Babel does not know."""
_BEFORE_I: Final = re.compile(r"(?:h?i(?!e)|h?í)", re.IGNORECASE)
_BEFORE_O: Final = re.compile(r"(?:h?[oó]|8|11\b)", re.IGNORECASE)
_SEVERAL: Final = 2
_KEPT: Final = 1024
"""So many numbers and days are kept as they were written: an answer says few, and often."""
_ROOM: Final = 10
"""So many digits more than a number has are computed with: Babel scales and pads."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """How one language is written in one country.

    Attributes:
        locale: the two, as Babel knows them.
    """

    locale: Locale

    def number(self, number: Fraction) -> str:
        """Return an exact number: a decimal, or else whole and a part, such as `666 2/3`."""
        text = decimal(number)
        if "/" not in text:
            return _decimal(text, self.locale)
        whole, rest = divmod(abs(number), 1)
        parts = ([_decimal(str(whole), self.locale)] if whole else []) + [str(rest)]
        return f"{'-' if number < 0 else ''}{' '.join(parts)}"

    def decimals(self, text: str) -> str:
        """Return text with its decimals as they are written here: 10.125 is ten thousand in Portugal."""
        return _DECIMAL.sub(lambda found: _decimal(found[0], self.locale), text)

    def money(self, amount: Fraction, currency: str) -> str:
        """Return a decimal amount of a currency of ISO 4217 with its name: `24.94 euros`."""
        text = decimal(amount)
        with localcontext(prec=len(text) + _ROOM):
            return format_currency(
                Decimal(text),
                currency,
                locale=self.locale,
                currency_digits=amount.denominator != 1,
                format_type="name",
                decimal_quantization=False,
            )

    def currency(self, currency: str) -> str:
        """Return what a currency of ISO 4217 is called, where there are several of it."""
        return get_currency_name(currency, count=_SEVERAL, locale=self.locale)

    def is_one(self, count: Fraction) -> bool:
        """Say whether so many are counted as one: one and a half are several in English, one in French."""
        return self.locale.plural_form(Decimal(count.numerator) / count.denominator) == "one"

    def date(self, date: dt.date) -> str:
        """Return a day in words."""
        return _day(date, self.locale)

    def listed(self, parts: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Return parts as a list; in Spanish `y` and `o` are otherwise before their own sound."""
        text = format_list(parts, style=style, locale=self.locale)
        if self.locale.language != "es" or len(parts) <= 1:
            return text
        last = parts[-1]
        if style == "standard" and _BEFORE_I.match(last):
            return f"{text.removesuffix(f' y {last}')} e {last}"
        if style == "or" and _BEFORE_O.match(last):
            return f"{text.removesuffix(f' o {last}')} u {last}"
        return text


@lru_cache(_KEPT)
def _decimal(text: str, locale: Locale) -> str:
    with localcontext(prec=len(text) + _ROOM):
        return format_decimal(Decimal(text), locale=locale, decimal_quantization=False)


@lru_cache(_KEPT)
def _day(date: dt.date, locale: Locale) -> str:
    if locale.language == "fr" and date.day == 1:
        return format_date(date, _FIRST_IN_FRENCH, locale=locale)
    return format_date(date, "long", locale=locale)


@cache
def conventions_of(language: Language, jurisdiction: str) -> Conventions:
    """Return how a language is written where a law applies, if it is spoken there; else as it usually is.

    Args:
        language: the language.
        jurisdiction: a code whose first part is that of a country, such as `mx` or `us-hi`; empty for none.
    """
    country = jurisdiction.partition("-")[0].upper()
    spoken = language in get_official_languages(country, regional=True, de_facto=True)
    return Conventions(Locale.parse(f"{language}_{country}" if spoken else _USUAL[language]))
