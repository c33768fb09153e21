"""Which of two answers is more favourable to the accused: liability first, then both ends of custody."""

from enum import StrEnum
from typing import Final

from propengine.core.ends import Order, Range
from propengine.engine.runs import Run
from propengine.law.rules import Liability
from propengine.law.sanctions import Checkpoint

_UNPUNISHED: Final = frozenset({Liability.LAWFUL, Liability.TOLERATED})


class Favour(StrEnum):
    """How a first answer compares with a second."""

    MORE = "more"
    """The first is more favourable."""
    EQUAL = "equal"
    LESS = "less"
    INCOMPARABLE = "incomparable"
    """Each is better at one end, or one of them is undetermined."""


def compare(first: Run, second: Run) -> Favour:
    """Compare two answers to one case under two laws; fines and programmes are shown, never weighed.

    Nothing is more favourable than lawful: not even an answer that is still undetermined.
    """
    a, b = _liability(first), _liability(second)
    if a is b is None:
        return Favour.EQUAL
    if a is None or b is None:
        if Liability.LAWFUL in {a, b}:
            return Favour.MORE if a is Liability.LAWFUL else Favour.LESS
        return Favour.INCOMPARABLE
    order = list(Liability)
    if a is not b:
        return Favour.MORE if order.index(a) < order.index(b) else Favour.LESS
    return _of_custody(first, second)


def prefers(first: Run, second: Run) -> bool:
    """Say whether a choice that leads to the first answer is milder than one that leads to the second.

    What is open alone never convicts: an answer without an offence is milder than one with an offence.
    """
    a, b = _liability(first), _liability(second)
    if a is None or b is None:
        if Liability.LAWFUL in {a, b}:
            return a is Liability.LAWFUL and b is not Liability.LAWFUL
        return a is None and b is not None
    return compare(first, second) is Favour.MORE


def is_punished(run: Run) -> bool | None:
    """Say whether an answer provides a sanction for the act; None where no offence is shown."""
    liability = _liability(run)
    return liability not in _UNPUNISHED if liability is not None else None


def _liability(run: Run) -> Liability | None:
    value = run.values.get("liability")
    return Liability(str(value)) if value is not None else None


def _of_custody(first: Run, second: Run) -> Favour:
    a, b = _custody(first), _custody(second)
    if a is None or b is None:
        open_ = any(run.passage is not None and run.passage.awaited for run in (first, second))
        if open_:
            return Favour.INCOMPARABLE
        return Favour.EQUAL if a is b else Favour.MORE if a is None else Favour.LESS
    scale = first.law.lowered.scale
    orders = {scale.compare(a.min, b.min, "min"), scale.compare(a.max, b.max, "max")}
    if Order.OPEN in orders or {Order.LESS, Order.MORE} <= orders:
        return Favour.INCOMPARABLE
    if Order.LESS in orders:
        return Favour.MORE
    return Favour.LESS if Order.MORE in orders else Favour.EQUAL


def _custody(run: Run) -> Range | None:
    passage = run.passage
    return passage.checkpoints.get(Checkpoint.FINAL) if passage is not None else None
