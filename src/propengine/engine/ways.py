"""Ways: under which combinations of worlds and choices an outcome holds, told as shortly as is exact."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from propengine.engine.conditions import Condition, Question
from propengine.engine.worlds import merged

Way: TypeAlias = tuple[Condition, ...]
"""A conjunction of conditions; an outcome holds in any of its ways."""
Axis: TypeAlias = tuple[Question, str]
_Hull: TypeAlias = tuple[tuple[Fraction, bool], tuple[Fraction, bool]]


def axes_of(ways: Iterable[Way]) -> Mapping[Axis, Sequence[Condition]]:
    """Return, for each axis, every condition that some way has on it."""
    found: dict[Axis, dict[Condition, None]] = {}
    for way in ways:
        for condition in way:
            found.setdefault((condition.question, condition.id), {})[condition] = None
    return {axis: tuple(conditions) for axis, conditions in found.items()}


def told_shortly(ways: Iterable[Way], axes: Mapping[Axis, Sequence[Condition]]) -> tuple[Way, ...]:
    """Return ways without the axes that make no difference to them.

    Args:
        ways: of one outcome.
        axes: every condition of every outcome, by axis: an outcome that holds for all of them does not depend
            on the axis.
    """
    found = list(dict.fromkeys(ways))
    while True:
        shorter = found
        for axis, conditions in sorted(axes.items(), key=_turn):
            if axis[0] is not Question.LAW:  # which law it is, always matters
                shorter = _without(shorter, axis, conditions)
        if shorter == found:
            return tuple(found)
        found = shorter


def _turn(of_axis: tuple[Axis, Sequence[Condition]]) -> tuple[int, str]:
    """Return when an axis is looked at: what is so before what is decided, in any order of items."""
    (question, id_), _ = of_axis
    return -list(Question).index(question), id_


def _without(ways: Sequence[Way], axis: Axis, conditions: Sequence[Condition]) -> list[Way]:
    """Return ways in which those that differ in one axis alone are told together."""
    groups: dict[Way, list[Condition]] = {}
    plain: list[Way] = []
    for way in ways:
        own = [c for c in way if (c.question, c.id) == axis]
        if not own:
            plain.append(way)
            continue
        rest = tuple(c for c in way if c not in own)
        groups.setdefault(rest, []).append(own[0])
    told = list(plain)
    for rest, own in groups.items():
        if _covers(own, conditions) or rest in plain:
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
    """Say whether some conditions are all that there are on their axis."""
    if set(own) == set(every):
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
