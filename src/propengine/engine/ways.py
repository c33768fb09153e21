"""Ways: under which combinations of worlds and choices an outcome holds, told as shortly as is exact."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import TypeAlias

from propengine.engine.conditions import Condition, Question
from propengine.engine.worlds import merged

Way: TypeAlias = tuple[Condition, ...]
"""A conjunction of conditions; an outcome holds in any of its ways."""
Axis: TypeAlias = tuple[Question, str]
_Hull: TypeAlias = tuple[tuple[Fraction, bool], tuple[Fraction, bool]]


class Combinations:
    """Every combination of worlds and choices that a case has: what can be so together.

    An axis may be open in some combinations alone, and have other conditions in some than in others.
    """

    def __init__(self, ways: Iterable[Way]) -> None:
        """Take every way of every outcome."""
        self._found: dict[Axis, dict[Condition, int]] = {}
        self._every = 0
        for place, way in enumerate(ways):
            self._every |= 1 << place
            for condition in way:
                of_axis = self._found.setdefault(_axis(condition), {})
                of_axis[condition] = of_axis.get(condition, 0) | 1 << place
        self._open = {axis: _together(of.values()) for axis, of in self._found.items()}
        self._meeting: dict[Condition, int] = {}

    @property
    def axes(self) -> Sequence[Axis]:
        """Return the axes, in the order in which they are looked at."""
        return sorted(self._found, key=_turn)

    def on(self, axis: Axis, way: Way) -> tuple[Sequence[Condition], bool]:
        """Return which conditions an axis can have where a way holds, and whether it is always open there."""
        meeting = self._every
        for condition in way:
            meeting &= self._meets(condition)
        possible = [condition for condition, places in self._found[axis].items() if places & meeting]
        return possible, not meeting & ~self._open[axis]

    def _meets(self, condition: Condition) -> int:
        """Return the combinations that nothing keeps from meeting a condition, as a bit mask."""
        known = self._meeting.get(condition)
        if known is None:
            axis = _axis(condition)
            here = (places for other, places in self._found[axis].items() if _may_be(other, condition))
            known = self._meeting[condition] = _together(here) | self._every & ~self._open[axis]
        return known


def _axis(condition: Condition) -> Axis:
    return condition.question, condition.id


def _together(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _may_be(one: Condition, other: Condition) -> bool:
    """Say whether two conditions on one axis can both be met."""
    if one.bounds is None or other.bounds is None:
        return one == other
    return one.bounds.overlaps(other.bounds)


def told_shortly(ways: Iterable[Way], every: Combinations) -> tuple[Way, ...]:
    """Return ways without the conditions that make no difference to them.

    Args:
        ways: of one outcome.
        every: what can be so together: a way that holds whatever an axis can be does not depend on it.
    """
    found = list(dict.fromkeys(ways))
    while True:
        shorter = found
        for axis in every.axes:
            if axis[0] is not Question.LAW:  # which law it is, always matters
                shorter = _without(shorter, axis, every)
        if shorter == found:
            return tuple(found)
        found = shorter


def _turn(axis: Axis) -> tuple[bool, int, str]:
    """Return when an axis is looked at: a band that the amount decides, what is so, what is decided.

    It does not hang on the order of items.
    """
    question, id_ = axis
    return question is not Question.NEIGHBOURING_BAND, -list(Question).index(question), id_


def _without(ways: Sequence[Way], axis: Axis, every: Combinations) -> list[Way]:
    """Return ways in which those that differ in one axis alone are told together."""
    groups: dict[Way, list[Condition]] = {}
    plain: list[Way] = []
    for way in ways:
        own = [c for c in way if _axis(c) == axis]
        if not own:
            plain.append(way)
            continue
        rest = tuple(c for c in way if c not in own)
        groups.setdefault(rest, []).append(own[0])
    told = list(plain)
    for rest, own in groups.items():
        possible, always_open = every.on(axis, rest)
        if rest in plain or (always_open and _covers(own, possible)):
            told.append(rest)
        elif all(c.bounds is not None for c in own):
            together = merged([(c,) for c in sorted(own, key=_from)])
            told += [_in_place(rest, c) for (c,) in together]
        else:
            told += [_in_place(rest, c) for c in dict.fromkeys(own)]
    return list(dict.fromkeys(told))


def _in_place(rest: Way, condition: Condition) -> Way:
    """Return a way with a condition back among the others, in an order of its own."""
    order = list(Question)
    return tuple(sorted((*rest, condition), key=lambda c: (order.index(c.question), c.id, c.value)))


def _from(condition: Condition) -> tuple[str, object, bool]:
    bounds = condition.bounds
    if bounds is None:
        return "", 0, False
    return bounds.unit, bounds.least, not bounds.least_included


def _covers(own: Sequence[Condition], every: Sequence[Condition]) -> bool:
    """Say whether some conditions are all that their axis can have."""
    if set(own) >= set(every):
        return True
    if any(condition.bounds is None for condition in (*own, *every)):
        return False
    units = dict.fromkeys(c.bounds.unit for c in every if c.bounds is not None)
    return all(_joined(own, unit) == [_hull(every, unit)] for unit in units)


def _joined(conditions: Iterable[Condition], unit: str) -> list[_Hull]:
    """Return the stretches that some conditions in a unit make, those that touch together."""
    of_unit = [(c,) for c in sorted(conditions, key=_from) if c.bounds is not None and c.bounds.unit == unit]
    return [_hull(stretch, unit) for stretch in merged(of_unit)]


def _hull(conditions: Iterable[Condition], unit: str) -> _Hull:
    """Return the outermost ends of some conditions in a unit, and whether they are included."""
    of = [c.bounds for c in conditions if c.bounds is not None and c.bounds.unit == unit]
    return min((b.least, not b.least_included) for b in of), max((b.most, b.most_included) for b in of)
