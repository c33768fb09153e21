"""Which of two outcomes is more favourable to the accused: liability first, then both ends of custody."""

from enum import StrEnum
from fractions import Fraction

from propengine.engine.arithmetic import Arithmetic
from propengine.engine.outcome import Outcome
from propengine.law.rules import Liability
from propengine.law.sanctions import Checkpoint


class Favour(StrEnum):
    """How a first outcome compares with a second."""

    MORE = "more"
    """The first is more favourable."""
    EQUAL = "equal"
    LESS = "less"
    INCOMPARABLE = "incomparable"
    """Each is better at one end, or one of them is undetermined."""


def compare(first: Outcome, second: Outcome) -> Favour:
    """Compare two outcomes of one case; fines and programmes are shown, never weighed.

    Nothing is more favourable than lawful: not even an outcome that is still undetermined.
    """
    if first.liability is second.liability is None:
        return Favour.EQUAL
    if first.liability is None or second.liability is None:
        if Liability.LAWFUL in {first.liability, second.liability}:
            return Favour.MORE if first.liability is Liability.LAWFUL else Favour.LESS
        return Favour.INCOMPARABLE
    order = list(Liability)
    a, b = order.index(first.liability), order.index(second.liability)
    if a != b:
        return Favour.MORE if a < b else Favour.LESS
    ends = [_custody(outcome) for outcome in (first, second)]
    if ends[0] == ends[1]:
        return Favour.EQUAL
    (low_a, high_a), (low_b, high_b) = ends
    if low_a <= low_b and high_a <= high_b:
        return Favour.MORE
    if low_a >= low_b and high_a >= high_b:
        return Favour.LESS
    return Favour.INCOMPARABLE


_Place = tuple[int, Fraction]
_NO_CUSTODY: _Place = (-1, Fraction(0))


def _custody(outcome: Outcome) -> tuple[_Place, _Place]:
    final = outcome.checkpoints.get(Checkpoint.FINAL)
    if final is None:
        return _NO_CUSTODY, _NO_CUSTODY
    scale = Arithmetic(outcome.law, {}, {})
    return scale.rank(final.min), scale.rank(final.max)
