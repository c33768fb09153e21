"""Durations as the law writes them, and the calendar that puts them on one scale.

A ruleset says how many months its day and week are (Chile: a day is 1/30; England: a week is 3/13), because
each legal order counts its own way. Months are exact rationals; they are rounded once, when shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, model_validator

from propengine.law.faults import Expected

_FRACTION: Final = re.compile(r"[0-9]{1,40}(?:/[1-9][0-9]{0,39}|\.[0-9]{1,40})?", re.ASCII)
_PART: Final = re.compile(r"([0-9]{1,40}(?:/[1-9][0-9]{0,39}|\.[0-9]{1,40})?) (y|m|w|d|h)", re.ASCII)
_HOURS_IN_DAY: Final = 24
_MONTHS_IN_YEAR: Final = 12
MOST_MONTHS: Final = 12 * 1000


def read_fraction(value: object) -> Fraction:
    """Read an exact number: an integer, a decimal string or `n/d`; never a binary float.

    Raises:
        Expected: anything else.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        return Fraction(value)
    raise Expected(
        'an exact number as a whole number or a quoted string, such as "4/3" or "0.25"', str(value)
    )


def read_number(value: object) -> Fraction:
    """Read an exact number of the law, which is never below 0.

    Raises:
        Expected: anything else.
    """
    number = read_fraction(value)
    if number < 0:
        raise Expected("a number that is not below 0", str(value))
    return number


ExactNumber = Annotated[
    Fraction,
    BeforeValidator(read_number, json_schema_input_type=int | str),
    PlainSerializer(lambda f: f.numerator if f.denominator == 1 else str(f), return_type=int | str),
]
"""A rational of the law, written as a whole number or a quoted string."""


class Calendar(BaseModel):
    """How the legal order counts: months in a day and in a week, and who says so.

    Attributes:
        day: months in one day, such as 1/30.
        week: months in one week, such as 3/13.
        leap_birthday: the day of a common year on which somebody born on 29 February grows older, as month
            and day. Where it is absent, the law does not say: the age changes on 28 February, with a notice.
        provision: where the law says so, or that it is a convention of the ruleset.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: ExactNumber
    week: ExactNumber
    leap_birthday: Literal["02-28", "03-01"] | None = None
    provision: str

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 < self.day < self.week < 1:
            message = "expected a day shorter than a week, and a week shorter than a month"
            raise ValueError(message)
        return self

    def months(self, duration: "Duration") -> Fraction:
        """Return the duration in months, exactly."""
        parts = [number * self._sizes[unit] for number, unit in duration.parts]
        total = sum(parts[1:], start=parts[0]) if parts else Fraction(0)
        return total - self.day if duration.less_a_day else total

    @cached_property
    def _sizes(self) -> Mapping[str, Fraction]:
        """Return the months in each unit."""
        return {
            "y": Fraction(_MONTHS_IN_YEAR),
            "m": Fraction(1),
            "w": self.week,
            "d": self.day,
            "h": self.day / _HOURS_IN_DAY,
        }


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration in the units of the enactment, such as `5 y 1 d`, kept for rendering."""

    parts: tuple[tuple[Fraction, str], ...]
    text: str
    less_a_day: bool = False

    def __str__(self) -> str:
        """Return the words it was read from."""
        return self.text


def read_duration(value: object) -> Duration:
    """Read a duration: `4 y`, `9 m`, `541 d`, `26 w`, `72 h`, `3 y 1 d`, `5 y less a day`, or 0.

    Raises:
        Expected: anything else.
    """
    if isinstance(value, Duration):
        return value
    if value == 0 and not isinstance(value, bool):
        return Duration((), "0")
    if not isinstance(value, str):
        raise Expected("a duration such as 4 y, 541 d or 5 y 1 d", str(value))
    if value == "0":
        return Duration((), "0")
    text = value.removesuffix(" less a day")
    parts = tuple((Fraction(number), unit) for number, unit in _PART.findall(text))
    units = [unit for _, unit in parts]
    written = " ".join(f"{number} {unit}" for number, unit in _PART.findall(text))
    if not parts or written != text or units != sorted(set(units), key="ymwdh".index):
        raise Expected("a duration such as 4 y, 541 d or 5 y 1 d, larger units first", value)
    if text != value and not any(number for number, _ in parts):
        raise Expected("a duration that is longer than a day", value)
    if sum(number for number, _ in parts) > MOST_MONTHS:
        raise Expected("a duration that a law could mean", value)
    return Duration(parts, value, less_a_day=text != value)


DurationText = Annotated[
    Duration,
    BeforeValidator(read_duration, json_schema_input_type=int | str),
    PlainSerializer(lambda d: 0 if d.text == "0" else d.text, return_type=int | str),
]
"""A duration of the law, written with its units."""
