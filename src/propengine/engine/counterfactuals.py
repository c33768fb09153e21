"""Decisive facts: each unstated fact that would change the answer, and what it would change it to.

For each value that somebody could state, the levels that read the fact are evaluated; where one concludes
something else, the case is decided again from there, and the answers are compared.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from propengine.engine.outcome import Outcome
from propengine.engine.ranges import FractionOutsideBoundsError, NoRangeRecordedError, RangeRuleError
from propengine.engine.walk import StatedContradictsDerivedError, UnknownTextReachedError, resume
from propengine.law.domains import Domain, SlotValue, slot_of_member
from propengine.law.durations import Calendar
from propengine.law.vocabulary import Fact, FactType

StillWanted: TypeAlias = Callable[[], None]
"""Raises when nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class DecisiveFact:
    """An unstated fact that would change the answer.

    Attributes:
        fact: its name.
        value: a value that would change it; for a set, a member.
        outcome: the outcome that would follow.
        data: the fact's vocabulary entry.
    """

    fact: str
    value: SlotValue
    outcome: Outcome
    data: Fact


def decisive_facts(outcome: Outcome, still_wanted: StillWanted) -> tuple[DecisiveFact, ...]:
    """Return the decisive facts of an outcome: for each fact, the first value that changes the answer."""
    found: dict[str, DecisiveFact] = {}
    domains = outcome.program.strata.domains
    for slot, name, fact in _unstated(outcome):
        still_wanted()
        seen: set[int] = set()
        for value in _statable(domains[slot], fact, outcome.law.jurisdiction.calendar):
            class_ = domains[slot].classify(value)
            if class_ in seen or name in found:
                continue
            seen.add(class_)
            changes = _changes(outcome, slot, name, fact, value)
            level = first_different(outcome, changes)
            if level is None:
                continue
            other = _decided_with(outcome, level, changes)
            if other is not None and other.answer != outcome.answer:
                found[name] = DecisiveFact(name, slot.partition(":")[2] or value, other, fact)
    return tuple(found.values())


def _statable(domain: Domain, fact: Fact, calendar: Calendar) -> Iterator[SlotValue]:
    """Yield values that somebody could state: whole numbers, days, or the members; one of every class."""
    if domain.members:
        yield from domain.members
        return
    step = {FactType.INTEGER: Fraction(1), FactType.DURATION: calendar.day}.get(fact.type, Fraction(1, 1000))
    for cut in domain.cuts:
        yield from (value for value in (cut - step, cut, cut + step) if value >= 0)


def _unstated(outcome: Outcome) -> Iterator[tuple[str, str, Fact]]:
    """Yield each slot of a fact that somebody could state and nobody did."""
    facts = outcome.law.contents.facts
    for slot in outcome.program.strata.domains:
        name = slot.partition(":")[0]
        fact = facts.get(name)
        askable = fact is not None and fact.question is not None
        if askable and outcome.slots.get(name) is None and outcome.slots.get(slot) is None:
            yield slot, name, fact  # type: ignore[misc]  # askable facts exist


def first_different(outcome: Outcome, changes: Mapping[str, SlotValue]) -> int | None:
    """Return the first level that would conclude something else with the changes; None if none would.

    Only the levels that read a changed slot are asked: where they conclude the same, nothing else changes.
    """
    program, known = outcome.program, {**outcome.slots, **changes}
    for number in sorted({n for slot in changes for n in program.readers.get(slot, ())}):
        level = program.levels[number]
        after = level.function([known.get(slot) for slot in level.slots])
        before = outcome.held[number]
        if after != before and not program.concludes_alike(number, before, after, outcome.offence_id):
            return number
    return None


def _changes(outcome: Outcome, slot: str, name: str, fact: Fact, value: SlotValue) -> Mapping[str, SlotValue]:
    if fact.type is not FactType.SET:
        return {slot: value}
    members: dict[str, SlotValue] = {slot_of_member(name, m): False for m in fact.members or ()}
    sizes = [n for n, f in outcome.law.contents.facts.items() if f.derive and f.derive.size == name]
    return {**members, **dict.fromkeys(sizes, Fraction(1)), slot: True, name: True}


def _decided_with(outcome: Outcome, level: int, changes: Mapping[str, SlotValue]) -> Outcome | None:
    """Return the outcome with the changes, or None where such a case would be refused."""
    try:
        return resume(outcome, level, changes)
    except (
        NoRangeRecordedError,
        FractionOutsideBoundsError,
        RangeRuleError,
        StatedContradictsDerivedError,
        UnknownTextReachedError,
    ):
        return None
