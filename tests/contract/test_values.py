"""Values: they keep their kind and their unit, and are told in words where the number alone says little."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from propengine.contract.rendering import exactly_in_words, in_words
from propengine.contract.values import TooPreciseError, fill_rational, fill_value
from propengine.core.ends import ABOVE_ALL
from propengine.law.durations import Calendar
from propengine.law.elements import Language
from propengine.v1 import law_pb2

DAY = Fraction(1, 30)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (
            Fraction(0),
            {Language.EN: "0 days", Language.ES: "0 días", Language.PT: "0 dias", Language.FR: "0 jour"},
        ),
        (
            Fraction(12),
            {Language.EN: "1 year", Language.ES: "1 año", Language.PT: "1 ano", Language.FR: "1 an"},
        ),
        (
            Fraction(48, 5),
            {
                Language.EN: "9 months and 18 days",
                Language.ES: "9 meses y 18 días",
                Language.PT: "9 meses e 18 dias",
                Language.FR: "9 mois et 18 jours",
            },
        ),
        (
            25 + DAY,
            {
                Language.EN: "2 years, 1 month and 1 day",
                Language.ES: "2 años, 1 mes y 1 día",
                Language.PT: "2 anos, 1 mês e 1 dia",
                Language.FR: "2 ans, 1 mois et 1 jour",
            },
        ),
    ],
)
def test_in_words(months: Fraction, words: Mapping[Language, str]) -> None:
    """Months are told in years, months and days, in four languages."""
    assert (words, False) == in_words(months, DAY)


def test_rounded_once_when_shown() -> None:
    """Less than a day is dropped, and said to be."""
    words, rounded = in_words(Fraction(1, 7), DAY)

    assert ("4 days", True) == (words[Language.EN], rounded)


@pytest.mark.parametrize(
    ("months", "day", "words"),
    [
        (
            Fraction(179, 30),
            DAY,
            ["5 months and 29 days", "5 meses y 29 días", "5 meses e 29 dias", "5 mois et 29 jours"],
        ),
        (
            Fraction(2161, 60),
            DAY,
            ["3 years and 1/2 day", "3 años y 1/2 día", "3 anos e 1/2 dia", "3 ans et 1/2 jour"],
        ),
        (Fraction(1, 20), DAY, ["1 1/2 days", "1 1/2 días", "1 1/2 dias", "1 1/2 jour"]),
        (
            Fraction(1, 7),
            DAY,
            ["4 2/7 days", "4 2/7 días", "4 2/7 dias", "4 2/7 jours"],
        ),
    ],
)
def test_exactly_in_words(months: Fraction, day: Fraction, words: list[str]) -> None:
    """What is left of a day is told, too; one and a half is several, but in French."""
    assert words == list(exactly_in_words(months, day).values())


def test_rational_too_large() -> None:
    """A number that does not fit is never cut."""
    with pytest.raises(TooPreciseError):
        fill_rational(law_pb2.Rational(), Fraction(1, 2**63))


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (True, "", law_pb2.Value(boolean=True)),
        (False, "", law_pb2.Value(boolean=False)),
        ("trade", "", law_pb2.Value(word="trade")),
        (Fraction(4, 3), "m", law_pb2.Value(number="4/3", unit="m")),
        (Fraction(6), "g", law_pb2.Value(number="6", unit="g")),
        (ABOVE_ALL, "m", law_pb2.Value(word="life")),
        (None, "m", law_pb2.Value()),
    ],
)
def test_value(*, value: bool | str | Fraction | None, unit: str, told: law_pb2.Value) -> None:
    """A value keeps its kind and its unit; life is a word, never the number that it compares as."""
    target = law_pb2.Value()
    fill_value(target, value, unit)

    assert told == target


def test_months_that_are_no_whole_number_are_told_in_words() -> None:
    """The exact number stays beside the words; a whole number of months has none, nor has an amount."""
    calendar = Calendar(day=DAY, week=Fraction(7, 30), provision="convention")
    length, whole, amount = law_pb2.Value(), law_pb2.Value(), law_pb2.Value()
    fill_value(length, Fraction(179, 30), "m", calendar)
    fill_value(whole, Fraction(6), "m", calendar)
    fill_value(amount, Fraction(179, 30), "g", calendar)

    assert ("179/30", "5 months and 29 days") == (length.number, length.rendered.en)
    assert [False, False] == [whole.HasField("rendered"), amount.HasField("rendered")]
