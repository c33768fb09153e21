"""Decisive facts: each unstated fact that would change the answer, and what it would change it to.

Every candidate is tried by the compiled function on the same circumstances. A fact is a candidate only
where some condition of the law is one unstated test away from being decided differently.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from propengine.engine.evaluators import Program
from propengine.engine.outcome import Circumstances, Outcome, evaluate
from propengine.engine.ranges import NoRangeRecordedError
from propengine.engine.refusals import CaseRefusedError
from propengine.law.domains import SlotValue
from propengine.law.vocabulary import Fact, FactType


@dataclass(frozen=True, slots=True)
class DecisiveFact:
    """An unstated fact that would change the answer.

    Attributes:
        fact: its name.
        value: the value that would change it; for a set, the member.
        outcome: the outcome that would follow.
        data: the fact's vocabulary entry.
    """

    fact: str
    value: SlotValue
    outcome: Outcome
    data: Fact


def decisive_facts(program: Program, outcome: Outcome, start: Circumstances) -> tuple[DecisiveFact, ...]:
    """Return the decisive facts of an outcome: for each fact, the first value that changes the answer."""
    found: dict[str, DecisiveFact] = {}
    tried: set[tuple[str, int]] = set()
    for slot, name, fact in candidates(program, outcome):
        for class_, value in program.strata.domains[slot].representatives():
            if value is None or name in found or (slot, class_) in tried:
                continue
            tried.add((slot, class_))
            other = _with(program, start, slot, name, fact, value)
            if other is not None and other.answer != outcome.answer:
                shown: SlotValue = slot.partition(":")[2] or value
                found[name] = DecisiveFact(name, shown, other, fact)
    return tuple(found.values())


def _with(
    program: Program, start: Circumstances, slot: str, name: str, fact: Fact, value: SlotValue
) -> Outcome | None:
    slots: dict[str, SlotValue] = {**start.slots, slot: value}
    if fact.type is FactType.SET:
        slots = _with_member(slots, name, slot, fact)
    try:
        return evaluate(program, replace(start, slots=slots), lambda n, v: program.levels[n].function(v))
    except (NoRangeRecordedError, CaseRefusedError):
        return None


def _with_member(slots: Mapping[str, SlotValue], name: str, slot: str, fact: Fact) -> dict[str, SlotValue]:
    members = {f"{name}:{member}": f"{name}:{member}" == slot for member in fact.members or ()}
    return {**slots, **members, name: True}


def candidates(program: Program, outcome: Outcome) -> Iterator[tuple[str, str, Fact]]:
    """Yield each unstated fact's slot on which alone some condition turns, with the fact's name and data."""
    facts = outcome.law.contents.facts
    open_slots: dict[str, tuple[str, Fact]] = {}
    classes: dict[str, int] = {}
    for slot, domain in program.strata.domains.items():
        value = outcome.slots.get(slot)
        classes[slot] = domain.classify(value)
        name = slot.partition(":")[0]
        fact = facts.get(name)
        if value is None and fact is not None and (fact.question is not None) and outcome.slots.get(name) is None:
            open_slots[slot] = (name, fact)
    turning = set(_turning(program, classes, open_slots))
    for slot, (name, fact) in open_slots.items():
        if slot in turning:
            yield slot, name, fact


def _turning(
    program: Program, classes: Mapping[str, int], open_slots: Mapping[str, tuple[str, Fact]]
) -> Iterator[str]:
    """Yield the open slots that are the only reason why a way to satisfy a condition fails, or that undo one."""
    for ways in program.strata.branches.values():
        if not any(slot in open_slots for way in ways for slot in way):
            continue
        for way in ways:
            failing = [slot for slot, mask in way.items() if not mask >> classes[slot] & 1]
            if len(failing) == 1 and failing[0] in open_slots:
                yield failing[0]
            elif not failing:
                everything = [(slot, (1 << program.strata.domains[slot].size) - 1) for slot in way]
                yield from (s for s, full in everything if s in open_slots and way[s] != full)

