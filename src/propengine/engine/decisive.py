"""Decisive facts: each unstated fact that would change the answer, and what it would change it to.

For each value that somebody could state, the levels that read the fact are evaluated; where one concludes
something else, the case is decided again from there, and the answers are compared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from propengine.engine.outcome import Outcome
from propengine.engine.ranges import FractionOutsideBoundsError, NoRangeRecordedError, RangeRuleError
from propengine.engine.walk import StatedContradictsDerivedError, UnknownTextReachedError, resume
from propengine.core.domains import Domain, SlotValue, slot_of_member
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
        before: the outcome as it is without it.
        outcome: the outcome that would follow.
        law_date: the day of the other law whose undetermined outcome it settles; None for the preferred one.
    """

    fact: str
    value: SlotValue
    before: Outcome
    outcome: Outcome
    law_date: date | None = None


def decisive_facts(outcome: Outcome, still_wanted: StillWanted) -> tuple[DecisiveFact, ...]:
    """Return the decisive facts of an outcome: for each fact, the first value that changes the answer."""
    found: dict[str, DecisiveFact] = {}
    what_if = WhatIf(outcome)
    for name, value, changes in (*_plain_statements(outcome), *_parts_of_shares(outcome)):
        if name in found:
            continue
        still_wanted()
        level = what_if.first_different(changes)
        if level is None:
            continue
        other = _decided_with(outcome, level, changes)
        if other is not None and other.answer != outcome.answer:
            found[name] = DecisiveFact(name, value, outcome, other)
    return tuple(found.values())


_Statement: TypeAlias = tuple[str, SlotValue, Mapping[str, SlotValue]]
"""A fact, a value that somebody could state, and the slots that change with it."""


def _plain_statements(outcome: Outcome) -> Iterator[_Statement]:
    """Yield what could be stated of the facts that conditions read."""
    domains, calendar = outcome.program.strata.domains, outcome.law.jurisdiction.calendar
    for slot, name, fact in _unstated(outcome):
        for value in _statable(domains[slot], fact, calendar):
            yield name, slot.partition(":")[2] or value, _changes(outcome, slot, name, fact, value)


def _parts_of_shares(outcome: Outcome) -> Iterator[_Statement]:
    """Yield what could be stated of a fact that conditions read as a share of another, which is known."""
    facts, slots = outcome.law.contents.facts, outcome.slots
    for share, domain in outcome.program.strata.domains.items():
        derive = facts[share].derive if share in facts else None
        if derive is None or derive.share is None or slots.get(share) is not None:
            continue
        part, whole = derive.share
        size = slots.get(whole)
        if facts[part].question is not None and slots.get(part) is None and isinstance(size, Fraction):
            # The limits come first: a round figure says more than one a hair beside it.
            for value in sorted(_around(domain, Fraction(1, 1000)), key=lambda near: near not in domain.cuts):
                yield part, value * size, {share: value, part: value * size}


def _statable(domain: Domain, fact: Fact, calendar: Calendar) -> Iterable[SlotValue]:
    """Return values that somebody could state: whole numbers, days, or the members; one of every class."""
    if fact.type is FactType.SET:
        return (True,)
    if domain.members:
        return domain.members
    step = {FactType.INTEGER: Fraction(1), FactType.DURATION: calendar.day}.get(fact.type, Fraction(1, 1000))
    return _around(domain, step)


def _around(domain: Domain, step: Fraction) -> Iterable[Fraction]:
    """Return the limits of a domain and what lies just beside them; one value of every class."""
    near = (value for cut in domain.cuts for value in (cut - step, cut, cut + step) if value >= 0)
    one_of_each: dict[int, Fraction] = {}
    for value in near:
        one_of_each.setdefault(domain.classify(value), value)
    return one_of_each.values()


def _unstated(outcome: Outcome) -> Iterator[tuple[str, str, Fact]]:
    """Yield each slot of a fact that somebody could state and nobody did."""
    facts = outcome.law.contents.facts
    for slot in outcome.program.strata.domains:
        name = slot.partition(":")[0]
        fact = facts.get(name)
        askable = fact is not None and fact.question is not None
        if askable and outcome.slots.get(name) is None and outcome.slots.get(slot) is None:
            yield slot, name, fact  # type: ignore[misc]  # askable facts exist


class WhatIf:
    """Asks what the levels of an outcome would conclude with some slots changed."""

    def __init__(self, outcome: Outcome) -> None:
        """Keep the outcome."""
        self.outcome = outcome
        self._values: dict[int, list[SlotValue]] = {}

    def first_different(self, changes: Mapping[str, SlotValue]) -> int | None:
        """Return the first level that would conclude something else with the changes; None if none would.

        Only the levels that read a changed slot are asked: where they conclude the same, nothing changes.
        """
        outcome, program = self.outcome, self.outcome.program
        for number in sorted({n for slot in changes for n in program.readers.get(slot, ())}):
            level = program.levels[number]
            values = self._values_of(number).copy()
            for slot, value in changes.items():
                if (place := level.places.get(slot)) is not None:
                    values[place] = value
            after, before = level.function(values), outcome.held[number]
            if after != before and not program.concludes_alike(number, before, after, outcome.offence_id):
                return number
        return None

    def _values_of(self, number: int) -> list[SlotValue]:
        known = self._values.get(number)
        if known is None:
            slots = self.outcome.slots
            known = self._values[number] = [slots.get(s) for s in self.outcome.program.levels[number].slots]
        return known


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
