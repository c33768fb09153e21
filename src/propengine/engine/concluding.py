"""Concluding: a case decided under one law from one set of inputs, level by level; nothing is ever revised.

A case that differs from another in few inputs is decided again only where they are read; one that the law
does not tell apart from an earlier one has its conclusions.
"""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from typing import Final

from propengine.core.slots import SlotValue
from propengine.engine.bounded import Bounded
from propengine.engine.compiled import CompiledGroup, CompiledLaw
from propengine.engine.making import make
from propengine.engine.runs import Inputs, Made, Run

_NOTHING_YET: Final = Made({})
_MOST_RUNS: Final = 1_000
_BYTES: Final = 22_000
"""So much memory one of them takes: the largest measured over the worked cases of four rulesets."""


def evaluate(
    law: CompiledLaw, inputs: Inputs, base: Run | None = None, changed: Collection[str] | None = None
) -> Run:
    """Decide a case from its inputs.

    Args:
        law: the law.
        inputs: what is known of the case.
        base: a run of the law that differs in few inputs, if there is one: only where they are read is the
            case decided anew.
        changed: the slots in which it may differ from that run, if they are known.

    Raises:
        ContradictoryRulesError: rules contradict each other without a label.
        StatedContradictsDerivedError: a stated conclusion differs from the derived one.
        UnknownTextReachedError: the text of the offence is not known.
        FractionOutsideBoundsError: a stated choice lies outside its bounds.
        RangeRuleError: a step has no meaning for the range.
    """
    values = {**law.empty, **inputs.values}
    known_of = base.classes_of_inputs if base is not None and changed is not None else None
    classes = (
        law.classes_of(values) if known_of is None else law.classes_with(known_of, values, changed or ())
    )
    exact = tuple(map(values.get, law.read_exactly))
    told_apart = classes, exact, inputs.declined, tuple(inputs.item_bands.items())
    kept = law.kept(RunsOfLaw).known
    known = kept.get(told_apart)
    if known is None:
        run = _evaluated(law, inputs, values) if base is None else again(base, inputs, changed)
        run.classes_of_inputs = classes
        run.settle()
        kept[told_apart] = _of(run, Inputs({}), {})
        return run
    values.update(known.written)
    return _of(known, inputs, values)


def _of(run: Run, inputs: Inputs, values: dict[str, SlotValue]) -> Run:
    """Return the conclusions of a run for another case, or for none: what is kept holds nothing stated."""
    other = copy(run)
    other.inputs, other.values, other.differing = inputs, values, set()
    return other


class RunsOfLaw:
    """Runs of cases from their inputs, kept for cases that the law does not tell apart from them.

    Attributes:
        known: by the class of all that clauses read, and the value of all that is read otherwise.
    """

    def __init__(self, _law: CompiledLaw) -> None:
        """Start with none."""
        self.known: Bounded[object, Run] = Bounded(_MOST_RUNS, _BYTES)


def _evaluated(law: CompiledLaw, inputs: Inputs, values: dict[str, SlotValue]) -> Run:
    run = Run(law, inputs, values, [], [])
    for functions, groups in zip(law.functions, law.groups, strict=True):
        held = 0
        bit = 1
        for holds in functions:
            if holds(values):
                held |= bit
            bit <<= 1
        run.held.append(held)
        made: list[Made] = []
        run.made.append(made)
        for group in groups:
            made.append(_made(run, group, held))  # noqa: PERF401 - a group may ask what was made before it
    return run


def again(base: Run, inputs: Inputs, changed: Iterable[str] | None = None) -> Run:
    """Decide a case again whose inputs differ from those of a run, at most in the slots given if any are."""
    law = base.law
    if changed is None:
        old, new = base.inputs.values, inputs.values
        changed = [slot for slot in old.keys() | new.keys() if old.get(slot) != new.get(slot)]
    differing = {slot for slot in changed if inputs.values.get(slot) != base.values.get(slot)}
    run = Run(law, inputs, dict(base.values), [], [], differing)
    for slot in differing:
        run.values[slot] = inputs.values.get(slot, law.empty.get(slot))
    new_readings = any(slot.startswith("reading.") for slot in differing)
    if not new_readings:
        run.options, run.view, run.structure = base.options, base.view, base.structure
    # A table of ranges may be asked for the band of each holding, which no slot tells.
    moved = set(law.range_groups) if inputs.item_bands != base.inputs.item_bands else set[tuple[int, int]]()
    for number, inputs_of in enumerate(law.inputs):
        places = [place for level, place in moved if level == number]
        if not new_readings and not places and differing.isdisjoint(inputs_of):
            run.held.append(base.held[number])
            run.made.append(base.made[number])
        else:
            moved.update(_level_again(base, run, number, places, new_readings=new_readings))
    return run


def _level_again(
    base: Run, run: Run, number: int, moved: Sequence[int], *, new_readings: bool
) -> Collection[tuple[int, int]]:
    """Decide one level again: the clauses that read what differs, and the groups that they turn.

    A group of phases goes on from the range that the one before made, of which its slots tell a part alone.

    Args:
        base: the run that it differs from.
        run: the run.
        number: of the level.
        moved: the places of groups that go on from another range, or look up other bands.
        new_readings: every group is made again.

    Returns:
        Where the groups stand that go on from another range, if one was made.
    """
    law, differing, values = run.law, run.differing, run.values
    held, functions, readers = base.held[number], law.functions[number], law.readers[number]
    for slot in readers.keys() & differing:
        for bit in readers[slot]:
            held = held | 1 << bit if functions[bit](values) else held & ~(1 << bit)
    run.held.append(held)
    groups, made = law.groups[number], [*base.made[number]]
    run.made.append(made)
    turned = law.groups_turned(number, held ^ base.held[number], differing)
    if not set(moved).issubset(turned):
        turned = sorted({*turned, *moved})
    following: list[tuple[int, int]] = []
    for place in range(len(groups)) if new_readings else turned:
        before, made[place] = made[place], _NOTHING_YET
        after = made[place] = _made(run, groups[place], held)
        for slot in before.writes.keys() - after.writes.keys():
            values[slot] = run.inputs.values.get(slot, law.empty.get(slot))
        for slot in before.writes.keys() | after.writes.keys():
            value, was = values.get(slot), base.values.get(slot)
            if value is not was and value != was:
                differing.add(slot)
        if (number, place) in law.after_ranges and _is_other_range(before, after):
            following.append(law.after_ranges[number, place])
    return following


def _is_other_range(before: Made, after: Made) -> bool:
    """Say whether a group of phases made another range than before, in any way to go through them."""
    return after is not before and (before.passage, before.best, before.lawful) != (
        after.passage,
        after.best,
        after.lawful,
    )


def _made(run: Run, group: CompiledGroup, held: int) -> Made:
    made = make(run, group, held)
    run.values.update(made.writes)
    return made
