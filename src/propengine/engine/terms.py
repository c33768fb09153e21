"""Terms of programmes: how many units of a measure, such as hours of work, stand for a sentence."""

from collections.abc import Mapping
from fractions import Fraction

from propengine.engine.ranges import Range
from propengine.law.domains import SlotValue
from propengine.law.durations import Calendar
from propengine.law.programmes import Term
from propengine.law.sanctions import Checkpoint


def units_of(
    term: Term, slots: Mapping[str, SlotValue], checkpoints: Mapping[Checkpoint, Range], calendar: Calendar
) -> Fraction | None:
    """Return the rate times what is converted, at most the cap; exact, to be rounded once, when shown.

    None where the term has no rate, or where the duration that it converts is not known.
    """
    if term.rate is None or term.per is None or term.of is None:
        return None
    converted = _duration(term.of, slots, checkpoints)
    if converted is None:
        return None
    units = converted / calendar.months(term.per) * term.rate
    return min(units, term.most) if term.most is not None else units


def _duration(
    of: str, slots: Mapping[str, SlotValue], checkpoints: Mapping[Checkpoint, Range]
) -> Fraction | None:
    """Return the months of a duration fact, or of an end of a range (`range.final.max`)."""
    kind, _, place = of.partition(".")
    if kind != "range":
        stated = slots.get(of)
        return stated if isinstance(stated, Fraction) else None
    checkpoint, _, end = place.partition(".")
    range_ = checkpoints.get(Checkpoint(checkpoint))
    found = range_.end(end) if range_ is not None else None
    return found.months if found is not None else None
