"""Days: read exactly, and counted by calendar."""

import re
from calendar import isleap
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from propengine.law.durations import Duration
from propengine.law.faults import Expected

_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_LEAP_DAY: Final = "02-29"


def read_day(value: object) -> date:
    """Return a day as a case states it.

    Raises:
        Expected: anything else.
    """
    text = str(value)
    try:
        return date(*map(int, _DAY.fullmatch(text).groups()))  # type: ignore[union-attr]  # AttributeError is caught
    except (AttributeError, ValueError):
        raise Expected("a day such as 2001-07-01", str(value)) from None


def years_between(born: date, day: date, leap_birthday: str) -> int:
    """Return whole years by calendar.

    Args:
        born: the first day.
        day: the last day.
        leap_birthday: the month and day on which they pass in a common year for somebody born on 29 February.
    """
    birthday = born.strftime("%m-%d")
    if birthday == _LEAP_DAY and not isleap(day.year):
        birthday = leap_birthday
    return day.year - born.year - (day.strftime("%m-%d") < birthday)


def months_between(earlier: date, later: date) -> int:
    """Return whole months by calendar."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def is_within(day: date, before: date, window: Duration) -> bool:
    """Say whether less than a window of time lies between two days, the first not after the second."""
    sizes = {unit: number for number, unit in window.parts}
    months = 12 * sizes.get("y", Fraction(0)) + sizes.get("m", Fraction(0))
    days = 7 * sizes.get("w", Fraction(0)) + sizes.get("d", Fraction(0)) + sizes.get("h", Fraction(0)) / 24
    days -= 1 if window.less_a_day else 0
    earlier = before - timedelta(days=int(days))
    if not months:
        return (before - day).days < days
    return earlier < day or months_between(day, earlier) < months
