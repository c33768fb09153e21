"""Lengths of time across units: 365 days and one year are compared on what the units can be.

A year has 365 or 366 days and a month 28 to 31, so a length in days is less than a number of months, more, or
it may be equal. What stays open goes in the person's favour, and a notice says so: it is taken to be equal,
unless the law places it beside the limit (`law.limits`).
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Final

from propengine.law.durations import Calendar, Duration
from propengine.law.limits import Side

_DAYS_OF_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = 400
_MEAN_MONTH: Final = Fraction(146097, 4800)
"""The mean length of a month, in days, over the four hundred years after which the calendar repeats."""


def place(length: Duration, limits: Mapping[Duration, Side], calendar: Calendar) -> tuple[Fraction, bool]:
    """Return a length in months so that it compares rightly with each limit.

    Args:
        length: as it is stated.
        limits: those that the law compares it with, and where to place it that may be equal to one.
        calendar: how the legal order counts where units need not be compared.

    Returns:
        The months, and whether a comparison across units decided them.
    """
    counted = calendar.months(length)
    if not _days(length):
        return counted, False
    low, high, is_open = Fraction(-1), None, False
    for limit, side in limits.items():
        months = calendar.months(limit)
        order = compare(length, limit)
        if order == 0 and not _may_be(length, limit, side):
            return months, not _same_units(length, limit)
        is_open = is_open or order == 0
        if (order or side) > 0:
            low = max(low, months)
        else:
            high = months if high is None else min(high, months)
    if counted > low and (high is None or counted < high):
        return counted, is_open
    mean = _months(length) + _days(length) / _MEAN_MONTH
    if mean > low and (high is None or mean < high):
        return mean, True
    return (low + high) / 2 if high is not None else low + 1, True


def _may_be(length: Duration, limit: Duration, side: Side) -> bool:
    """Say whether a length that may be equal to a limit may be on a side of it."""
    days, least, most = _apart(length, limit)
    return days > least if side is Side.ABOVE else days < most if side is Side.BELOW else False


def compare(length: Duration, limit: Duration) -> int:
    """Return -1, 0 or 1: the length is less than the limit, may be equal to it, or is more."""
    days, least, most = _apart(length, limit)
    if days < least:
        return -1
    return 1 if days > most else 0


def _apart(length: Duration, limit: Duration) -> tuple[Fraction, Fraction, Fraction]:
    """Return the days that a length is ahead of a limit, and the fewest and most that it is behind."""
    months, days = _months(limit) - _months(length), _days(length) - _days(limit)
    least, most = _days_in(abs(months))
    return (days, -most, -least) if months < 0 else (days, least, most)


def is_outside(length: Duration, least: Fraction | None, most: Fraction | None) -> bool:
    """Say whether a length is certainly less than a least, or more than a most, in months."""
    below = least is not None and compare(length, _of_months(least)) < 0
    return below or (most is not None and compare(length, _of_months(most)) > 0)


def _of_months(months: Fraction) -> Duration:
    return Duration(((months, "m"),), f"{months} m")


def _same_units(length: Duration, limit: Duration) -> bool:
    return _months(length) == _months(limit)


def _months(length: Duration) -> Fraction:
    sizes = {"y": 12, "m": 1}
    return sum((number * sizes[unit] for number, unit in length.parts if unit in sizes), start=Fraction(0))


def _days(length: Duration) -> Fraction:
    sizes = {"w": Fraction(7), "d": Fraction(1), "h": Fraction(1, 24)}
    days = sum((number * sizes[unit] for number, unit in length.parts if unit in sizes), start=Fraction(0))
    return days - 1 if length.less_a_day else days


def _days_in(months: Fraction) -> tuple[Fraction, Fraction]:
    """Return the fewest and the most days that a number of months can have."""
    whole = months.numerator // months.denominator
    rest = months - whole
    least, most = _whole_months(int(whole))
    return least + rest * 28, most + rest * 31


@cache
def _whole_months(count: int) -> tuple[Fraction, Fraction]:
    years, months = divmod(count, 12 * _YEARS)
    lengths = [
        29 if month == 1 and _is_leap(year) else days
        for year in range(2 * _YEARS)
        for month, days in enumerate(_DAYS_OF_MONTHS)
    ]
    total = sum(lengths[:months])
    least = most = total
    for start in range(12 * _YEARS):
        total += lengths[start + months] - lengths[start]
        least, most = min(least, total), max(most, total)
    turns = years * 146097
    return Fraction(least + turns), Fraction(most + turns)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
