"""Lengths of time across units: 365 days and one year are compared on what the units can be.

A year has 365 or 366 days and a month 28 to 31, so a length in days is less than a number of months, more, or
it may be equal. What stays open goes in the person's favour, and a notice says so: it is taken to be equal,
unless the law places it beside the limit (`law.limits`).
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from propengine.law.durations import Calendar, Duration
from propengine.law.limits import Side

_DAYS_OF_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = 400
_MEAN_MONTH: Final = Fraction(146097, 4800)
"""The mean length of a month, in days, over the four hundred years after which the calendar repeats."""


class _Time(NamedTuple):
    """A length of time in the units that have no fixed relation."""

    months: Fraction
    days: Fraction

    def times(self, factor: Fraction) -> "_Time":
        return _Time(self.months * factor, self.days * factor)


def _time(length: Duration) -> _Time:
    sizes = {"y": 12, "m": 1}
    months = (number * sizes[unit] for number, unit in length.parts if unit in sizes)
    of_days = {"w": Fraction(7), "d": Fraction(1), "h": Fraction(1, 24)}
    days = (number * of_days[unit] for number, unit in length.parts if unit in of_days)
    return _Time(sum(months, start=Fraction(0)), sum(days, start=Fraction(-1 if length.less_a_day else 0)))


class _Apart(NamedTuple):
    """The days that a length is ahead of a limit, and the fewest and the most that it is behind."""

    ahead: Fraction
    least: Fraction
    most: Fraction

    @property
    def order(self) -> int:
        """Return -1, 0 or 1: less than the limit, may be equal, more."""
        return -1 if self.ahead < self.least else 1 if self.ahead > self.most else 0

    @property
    def is_exact(self) -> bool:
        """Say whether nothing was compared across units."""
        return self.least == self.most == 0

    def may_be(self, side: Side) -> bool:
        """Say whether a length that may be equal to a limit may be on a side of it."""
        if side is Side.ABOVE:
            return self.ahead > self.least
        return side is Side.BELOW and self.ahead < self.most


def _apart(length: _Time, limit: _Time) -> _Apart:
    months, days = limit.months - length.months, length.days - limit.days
    least, most = _days_in(abs(months))
    return _Apart(days, -most, -least) if months < 0 else _Apart(days, least, most)


def place(length: Duration, limits: Mapping[Duration, Side], calendar: Calendar) -> tuple[Fraction, bool]:
    """Return a length in months so that it compares rightly with each limit.

    Args:
        length: as it is stated.
        limits: those that the law compares it with, and where to place it that may be equal to one.
        calendar: how the legal order counts where units need not be compared.

    Returns:
        The months, and whether what its units can be left a limit open.
    """
    time = _time(length)
    counted = calendar.months(length)
    if not time.days and not any(_time(limit).days for limit in limits):
        return counted, False
    compared = [(calendar.months(of), _apart(time, _time(of)), side) for of, side in limits.items()]
    return _placed(compared, counted, time.months + time.days / _MEAN_MONTH)


def place_share(part: Duration, whole: Duration, limits: Mapping[Fraction, Side]) -> tuple[Fraction, bool]:
    """Return which share of a whole a part is, so that it compares rightly with each limit; see `place`."""
    return _share(_time(part), _time(whole), limits)


def place_share_of_months(
    months: Fraction, days: Fraction, whole: Fraction, limits: Mapping[Fraction, Side]
) -> tuple[Fraction, bool]:
    """Return which share of a number of months a length of months and days is; see `place_share`."""
    return _share(_Time(months, days), _Time(whole, Fraction(0)), limits)


def _share(of: _Time, all_: _Time, limits: Mapping[Fraction, Side]) -> tuple[Fraction, bool]:
    means = [time.months + time.days / _MEAN_MONTH for time in (of, all_)]
    if not of.days and not all_.days:
        return of.months / all_.months, False
    if not of.months and not all_.months:
        return of.days / all_.days, False
    compared = [
        # Whole months are compared, whose days are known best: for a tenth, ten times the part.
        (limit, _apart(of.times(Fraction(limit.denominator)), all_.times(Fraction(limit.numerator))), side)
        for limit, side in limits.items()
    ]
    share = means[0] / means[1]
    return _placed(compared, share, share)


def _placed(
    compared: Iterable[tuple[Fraction, _Apart, Side]], counted: Fraction, mean: Fraction
) -> tuple[Fraction, bool]:
    """Return a number that stands to each limit as a length does, and whether its units left one open.

    Args:
        compared: each limit, how the length stands to it, and where to place it that may be equal.
        counted: the number as the legal order counts, to be kept where it stands rightly.
        mean: the number that is closest, to be kept next.
    """
    low, high, is_open = Fraction(-1), None, False
    for limit, apart, side in compared:
        order = apart.order
        if order == 0 and not apart.may_be(side):
            return limit, not apart.is_exact
        is_open = is_open or order == 0
        if (order or side) > 0:
            low = max(low, limit)
        else:
            high = limit if high is None else min(high, limit)
    if counted > low and (high is None or counted < high):
        return counted, is_open
    if mean > low and (high is None or mean < high):
        return mean, is_open
    return (low + high) / 2 if high is not None else low + 1, is_open


def months_and_days(length: Duration) -> tuple[Fraction, Fraction]:
    """Return the months of a length and its days, which have no fixed relation."""
    return _time(length)


def added(lengths: Iterable[Duration]) -> Duration:
    """Return lengths together, unit by unit: 2 y and 3 m 10 d are 2 y 3 m 10 d.

    A day that is taken off each is taken off as often.
    """
    of_units: dict[str, Fraction] = {}
    for length in lengths:
        for number, unit in (*length.parts, *([(Fraction(-1), "d")] if length.less_a_day else [])):
            of_units[unit] = of_units.get(unit, Fraction(0)) + number
    parts = tuple((of_units[unit], unit) for unit in "ymwdh" if of_units.get(unit))
    return Duration(parts, " ".join(f"{number} {unit}" for number, unit in parts) or "0")


def compare(length: Duration, limit: Duration) -> int:
    """Return -1, 0 or 1: the length is less than the limit, may be equal to it, or is more."""
    return _apart(_time(length), _time(limit)).order


def place_within(
    months: Fraction, days: Fraction, counted: Fraction, least: Fraction | None, most: Fraction | None
) -> tuple[Fraction, bool] | None:
    """Return a length in months so that it lies between two ends; None where it cannot.

    Args:
        months: of the length.
        days: of it, beside the months.
        counted: the length as the legal order counts, to be kept where it lies between the ends.
        least: the least, in months; None where there is none.
        most: the most, likewise.

    Returns:
        The months, and whether what its units can be left open that it does.
    """
    time, is_open = _Time(months, days), False
    for end, beyond in ((least, -1), (most, 1)):
        if end is None:
            continue
        apart = _apart(time, _Time(end, Fraction(0)))
        if apart.order == beyond:
            return None
        is_open = is_open or (apart.order == 0 and not apart.is_exact)
        counted = max(counted, end) if beyond < 0 else min(counted, end)
    return counted, is_open


def is_outside(length: Duration, least: Fraction | None, most: Fraction | None) -> bool:
    """Say whether a length is certainly less than a least, or more than a most, in months."""
    return place_within(*_time(length), Fraction(0), least, most) is None


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
