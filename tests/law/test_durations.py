from fractions import Fraction

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, ValidationError

from propengine.law.durations import Calendar, DurationText, ExactNumber, read_duration, read_fraction
from propengine.law.faults import Expected

THIRTIETHS = Calendar(day="1/30", week="7/30", provision="convention")  # type: ignore[arg-type]  # read from text
WEEKS = Calendar(day="1/30", week="3/13", provision="52 weeks to the year")  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("4 y", 48),
        ("9 m", 9),
        ("541 d", Fraction(541, 30)),
        ("3 y 1 d", 36 + Fraction(1, 30)),
        ("5 y less a day", 60 - Fraction(1, 30)),
        ("1 y 6 m 15 d", Fraction(37, 2)),
        ("72 h", Fraction(3, 30)),
        ("1/2 y", 6),
        ("0.5 y", 6),
        ("0", 0),
        (0, 0),
    ],
)
def test_a_duration_is_exact_months(text: object, months: Fraction) -> None:
    """Every way of writing a duration is a rational number of months in the ruleset's calendar."""
    assert months == THIRTIETHS.months(read_duration(text))


def test_the_calendar_of_the_ruleset_says_what_a_week_is() -> None:
    """26 weeks are half a year where the law counts 52 weeks to the year, and 182 days elsewhere."""
    weeks = read_duration("26 w")

    assert 6 == WEEKS.months(weeks)
    assert Fraction(182, 30) == THIRTIETHS.months(weeks)


@pytest.mark.parametrize(
    "value",
    [
        "1 d 3 y",
        "3 y 2 y",
        "3y",
        "3  y",
        " 3 y",
        "3 y ",
        "3 years",
        "y",
        "",
        "less a day",
        "-3 y",
        "1e2 d",
        "3,5 y",
        "3/0 y",
        "1.5.2 y",
        "13000 y",
        "9" * 5000 + " d",
        3,
        -1,
        True,
        False,
        None,
        1.5,
        ["3 y"],
    ],
)
def test_what_is_no_duration_is_refused(value: object) -> None:
    """Larger units come first, each once, with one blank; a bare number has no unit."""
    with pytest.raises(Expected):
        read_duration(value)


def test_the_words_of_the_enactment_are_kept() -> None:
    """541 days stay 541 days, whatever they are in months."""
    assert "541 d" == str(read_duration("541 d"))


@given(st.integers(0, 1000), st.integers(0, 11), st.integers(0, 29))
def test_parts_add_up(years: int, months: int, days: int) -> None:
    """A composed duration is the sum of its parts."""
    duration = read_duration(f"{years} y {months} m {days} d")

    assert 12 * years + months + Fraction(days, 30) == THIRTIETHS.months(duration)


@pytest.mark.parametrize("value", ["4/3", "0.25", 7, "7", Fraction(1, 3)])
def test_an_exact_number_is_read_as_it_stands(value: int | str | Fraction) -> None:
    """Whole numbers, decimals and fractions are rationals of the law."""
    assert Fraction(value) == read_fraction(value)


@pytest.mark.parametrize(
    "value", [0.25, True, "1/0", "1/-2", "-1", "1e3", "NaN", " 1", "1 / 2", "", None, "9" * 5000]
)
def test_a_binary_float_is_no_exact_number(value: object) -> None:
    """No float, sign, exponent or blank enters the law's arithmetic."""
    with pytest.raises(Expected):
        read_fraction(value)


class _Law(BaseModel):
    number: ExactNumber
    duration: DurationText


@pytest.mark.parametrize(("number", "duration"), [(2, "3 y"), ("4/3", "5 y less a day"), ("1/4", 0)])
def test_what_is_written_is_what_was_read(number: int | str, duration: int | str) -> None:
    """A number and a duration of the law go out as they came in."""
    law = _Law.model_validate({"number": number, "duration": duration})

    assert {"number": number, "duration": duration} == law.model_dump(mode="json")


def test_a_calendar_is_complete() -> None:
    """A calendar without a week says nothing about weeks, so it is refused."""
    with pytest.raises(ValidationError):
        Calendar.model_validate({"day": "1/30", "provision": "convention"})
