"""Ages: what the age on one day says of the age on another, where nobody states when the person was born."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from propengine.engine.days import years_between

Bounds = tuple[Fraction, Fraction]
"""The least and the most whole years that an age can be."""


def bounds(known: Fraction, on: date, day: date) -> Bounds:
    """Return between what an age lies on a day when it is known on another.

    Whole years between the days pass in any case; one birthday more may lie between them. Somebody born on
    29 February grows older on either of two days, of which the one that says less is taken.
    """
    if day == on:
        return known, known
    earlier, later = min(on, day), max(on, day)
    least, most = sorted(years_between(earlier, later, leap) for leap in ("02-28", "03-01"))
    if day >= on:
        return known + least, known + most + 1
    return known - most - 1, known - least


def within(every: Iterable[Bounds]) -> Bounds | None:
    """Return what several bounds of one age leave; None where there are none."""
    found = tuple(every)
    return (max(least for least, _ in found), min(most for _, most in found)) if found else None
