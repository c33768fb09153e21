"""A law made ready to decide cases: compiled levels, and a plan of what each level's conditions conclude.

Everything that can be worked out from the law alone is worked out here once, so that a case only tests
bits. A program is immutable and shared by threads.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from propengine.engine.function import compile_level
from propengine.law.domains import Domain, Leaf, SlotValue, leaves_of
from propengine.law.programmes import GateKind
from propengine.law.resolution import Labelled, ancestors
from propengine.law.rules import ValueOf
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Force, Penalty, Sanction
from propengine.law.strata import Conditional, Producer, Role, Strata, strata_of
from propengine.law.subjects import ENDS

Function: TypeAlias = Callable[[Sequence[SlotValue]], int]
"""From the values of a level's slots to the conditions that hold, as a bit mask."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule, offence or step: its bit, and the bits of the exceptions that set it aside."""

    id: str
    bit: int
    set_aside_by: int

    def stands(self, held: int) -> bool:
        """Say whether it holds and nothing sets it aside."""
        return bool(held & self.bit) and not held & self.set_aside_by


@dataclass(frozen=True, slots=True)
class RulesPlan:
    """The rules that conclude one variable.

    Attributes:
        variable: which.
        entries: the rules.
        copies: whether one of them concludes what another subject holds.
    """

    variable: str
    entries: tuple[Entry, ...]
    copies: bool


@dataclass(frozen=True, slots=True)
class OffencesPlan:
    """The offences."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StepsPlan:
    """The steps."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CountPlan:
    """A derived fact that counts the conditions of a mask that hold."""

    fact: str
    mask: int


@dataclass(frozen=True, slots=True)
class GatePlan:
    """One gate: the bits of what it asks for and of its bar, shown and denied; 0 where there is no bar.

    Attributes:
        kind: which gate.
        asked: the bit that holds when what it asks for is shown.
        failed: the bit that holds when that is shown not to be.
        barred: the bit that holds when the bar is shown.
        cleared: the bit that holds when the bar is shown not to exist.
        awaits: the bit that holds when only the sentence keeps it from being met; 0 where it is not read.
        bar_awaits: the bit that holds when only the sentence keeps the bar from being cleared; 0 likewise.
        when: the condition behind `asked`.
        when_denied: the condition behind `failed`.
        unless: the condition behind `barred`.
    """

    kind: GateKind
    asked: int
    failed: int
    barred: int
    cleared: int
    awaits: int
    bar_awaits: int
    when: Conditional
    when_denied: Conditional
    unless: Conditional | None


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """One programme.

    Attributes:
        name: its id.
        slot: the slot that its status is written to.
        gates: its gates.
        forces: the forces that it has in some cases, by bit.
        mask: every bit that it depends on.
        verdicts: verdicts already worked out, by the bits that hold.
    """

    name: str
    slot: str
    gates: tuple[GatePlan, ...]
    forces: tuple[tuple[int, Force], ...]
    mask: int
    verdicts: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)


Plan: TypeAlias = RulesPlan | OffencesPlan | StepsPlan | CountPlan | ProgrammePlan


@dataclass(frozen=True)
class Level:
    """One level of a law.

    Attributes:
        conditions: the conditions, by bit.
        slots: the slots that they read, in the order of the values.
        domains: the domains of the slots.
        function: the compiled evaluator.
        plans: what the conditions conclude.
        law: whose level it is.
        inputs: everything that its conditions and conclusions read.
    """

    conditions: tuple[Conditional, ...]
    slots: tuple[str, ...]
    domains: tuple[Domain, ...]
    function: Function
    plans: tuple[Plan, ...]
    law: Law
    inputs: frozenset[str]

    def condition(self, bit: int) -> Conditional:
        """Return the condition of a bit."""
        return self.conditions[bit.bit_length() - 1]

    @cached_property
    def masks(self) -> tuple[int, ...]:
        """Return the bits that each plan depends on."""
        return tuple(map(_mask, self.plans))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Return the place of each slot among the values."""
        return {slot: place for place, slot in enumerate(self.slots)}

    @cached_property
    def bits(self) -> Mapping[tuple[Role, str, str], int]:
        """Return the bit of each condition."""
        return {(c.role, c.id, c.part): 1 << i for i, c in enumerate(self.conditions)}

    def set_aside(self, held: int) -> Mapping[tuple[Role, str], str]:
        """Return, for each element that holds but is set aside, the exception that does it."""
        found: dict[tuple[Role, str], str] = {}
        roles = {RulesPlan: Role.RULE, OffencesPlan: Role.OFFENCE, StepsPlan: Role.STEP}
        for plan in self.plans:
            if isinstance(plan, RulesPlan | OffencesPlan | StepsPlan):
                for entry in plan.entries:
                    by = held & entry.set_aside_by
                    if held & entry.bit and by:
                        first = (by & -by).bit_length() - 1
                        found[roles[type(plan)], entry.id] = self.conditions[first].id
        return found


class Program:
    """A law made ready.

    Attributes:
        law: the law.
        strata: its conditions in levels.
        levels: the levels, compiled.
        reads_best_case: whether a condition reads the best case.
        range_slots: for each named range, its ends that a condition reads, with their slots.
        moves_fines: whether a step acts on fines.
        readers: the levels that read each slot.
        offence_conditions: the conditions of the offences.
        step_conditions: the condition of each step.
        rules_of: for each concluded variable, the level and the plan of its rules.
        sanctions: for each offence, its single sanctions, each with the bit of the last level that opens it.
    """

    def __init__(self, law: Law) -> None:
        """Compile the law."""
        self.law = law
        self.strata: Strata = strata_of(law)
        contents = law.contents
        self._ancestors: Mapping[Role, Mapping[str, frozenset[str]]] = {
            Role.RULE: _closed(contents.rules),
            Role.OFFENCE: _closed(contents.offences),
            Role.STEP: _closed(contents.steps),
        }
        producers = [*self.strata.producers, ()]
        self.levels = tuple(
            self._level(conditions, of) for conditions, of in zip(self.strata.levels, producers, strict=True)
        )
        best = f"range.{Checkpoint.BEST_CASE}."
        self.reads_best_case = any(slot.startswith(best) for slot in self.strata.domains)
        self.range_slots: Mapping[Checkpoint, tuple[tuple[str, str], ...]] = {
            checkpoint: tuple(
                (end, slot) for end in ENDS if (slot := f"range.{checkpoint}.{end}") in self.strata.domains
            )
            for checkpoint in Checkpoint
        }
        self.moves_fines = any(Penalty.FINE in step.acts_on for step in contents.steps.values())
        self.readers: Mapping[str, tuple[int, ...]] = {
            slot: tuple(n for n, level in enumerate(self.levels) if slot in level.slots)
            for slot in self.strata.domains
        }
        self.offence_conditions = tuple(
            condition
            for level in self.levels
            for condition in level.conditions
            if condition.role is Role.OFFENCE
        )
        self.step_conditions: Mapping[str, Conditional] = {
            c.id: c for level in self.levels for c in level.conditions if c.role is Role.STEP
        }
        self.rules_of: Mapping[str, tuple[int, RulesPlan]] = {
            plan.variable: (number, plan)
            for number, level in enumerate(self.levels)
            for plan in level.plans
            if isinstance(plan, RulesPlan)
        }
        last = self.levels[-1].bits
        self.sanctions: Mapping[str, tuple[tuple[int, Sanction], ...]] = {
            id_: tuple(
                (last.get((Role.SANCTION, id_, str(i)), 0), leaf)
                for i, leaf in enumerate(offence.sanction.leaves() if offence.sanction else ())
            )
            for id_, offence in contents.offences.items()
        }
        self._allowed: dict[Leaf, int] = {}

    def concludes_alike(self, number: int, before: int, after: int, offence_id: str | None) -> bool:
        """Say whether a level concludes the same, as far as answers go, from two sets of conditions."""
        if number == len(self.levels) - 1:
            opening = sum(bit for bit, _ in self.sanctions[offence_id]) if offence_id is not None else 0
            return not (before ^ after) & opening
        changed = before ^ after
        level = self.levels[number]
        return all(
            not changed & mask or _alike(plan, before, after)
            for plan, mask in zip(level.plans, level.masks, strict=True)
        )

    def leaf_holds(self, leaf: Leaf, value: SlotValue) -> bool:
        """Say whether a leaf holds for a value of its slot."""
        domain = self.strata.domains[leaf.slot]
        if leaf not in self._allowed:
            self._allowed[leaf] = domain.allowed(leaf)
        return bool(self._allowed[leaf] >> domain.classify(value) & 1)

    def _level(self, conditions: tuple[Conditional, ...], producers: Sequence[Producer]) -> Level:
        slots = tuple(dict.fromkeys(leaf.slot for c in conditions for leaf in leaves_of(c.formula)))
        domains = tuple(self.strata.domains[slot] for slot in slots)
        function = compile_level([c.formula for c in conditions], slots, self.law)
        bits = {(c.role, c.id, c.part): i for i, c in enumerate(conditions)}
        plans = tuple(plan for p in producers if (plan := self._plan(p, conditions, bits)) is not None)
        inputs = frozenset(slots).union(*(producer.reads for producer in producers))
        return Level(conditions, slots, domains, function, plans, self.law, inputs)

    def _plan(
        self, producer: Producer, conditions: Sequence[Conditional], bits: Mapping[tuple[Role, str, str], int]
    ) -> Plan | None:
        kind, _, name = producer.name.partition(".")
        match kind:
            case "facts":
                counted = [
                    bit for (role, id_, _), bit in bits.items() if role is Role.COUNTED and id_ == name
                ]
                derive = self.law.contents.facts[name].derive
                return (
                    CountPlan(name, sum(1 << b for b in counted))
                    if derive and derive.count is not None
                    else None
                )
            case "rules":
                rules = self.law.contents.rules
                wanted = [c.id for c in conditions if c.role is Role.RULE and rules[c.id].variable == name]
                copies = any(isinstance(rules[id_].value, ValueOf) for id_ in wanted)
                return RulesPlan(name, self._entries(Role.RULE, wanted, bits), copies)
            case "offences":
                return OffencesPlan(self._entries(Role.OFFENCE, list(self.law.contents.offences), bits))
            case "steps":
                return StepsPlan(self._entries(Role.STEP, list(self.law.contents.steps), bits))
            case _:
                return self._programme(name, conditions, bits)

    def _entries(
        self, role: Role, ids: Sequence[str], bits: Mapping[tuple[Role, str, str], int]
    ) -> tuple[Entry, ...]:
        of_role = {id_: bit for (r, id_, _), bit in bits.items() if r is role}
        above = self._ancestors[role]
        return tuple(
            Entry(
                id_, 1 << of_role[id_], sum(1 << bit for other, bit in of_role.items() if id_ in above[other])
            )
            for id_ in ids
        )

    def _programme(
        self, name: str, conditions: Sequence[Conditional], bits: Mapping[tuple[Role, str, str], int]
    ) -> ProgrammePlan:
        programme = self.law.contents.programmes[name]
        gates = tuple(self._gate(name, kind, conditions, bits) for kind in programme.gates)
        forces = tuple(
            (1 << bits[Role.FORCE, name, str(i)], where.force)
            for i, where in enumerate(programme.force_where)
        )
        parts = [(g.asked, g.failed, g.barred, g.cleared, g.awaits, g.bar_awaits) for g in gates]
        mask = sum(map(sum, parts)) + sum(bit for bit, _ in forces)
        return ProgrammePlan(name, f"programme.{name}", gates, forces, mask)

    @staticmethod
    def _gate(
        name: str,
        kind: GateKind,
        conditions: Sequence[Conditional],
        bits: Mapping[tuple[Role, str, str], int],
    ) -> GatePlan:
        def bit(role: Role) -> int:
            number = bits.get((role, name, kind))
            return 0 if number is None else 1 << number

        def condition(role: Role) -> Conditional | None:
            number = bits.get((role, name, kind))
            return None if number is None else conditions[number]

        return GatePlan(
            kind,
            bit(Role.GATE_ASKED),
            bit(Role.GATE_FAILED),
            bit(Role.GATE_BARRED),
            bit(Role.GATE_CLEARED),
            bit(Role.GATE_AWAITS_SENTENCE),
            bit(Role.BAR_AWAITS_SENTENCE),
            conditions[bits[Role.GATE_ASKED, name, kind]],
            conditions[bits[Role.GATE_FAILED, name, kind]],
            condition(Role.GATE_BARRED),
        )


def _mask(plan: Plan) -> int:
    if isinstance(plan, ProgrammePlan | CountPlan):
        return plan.mask
    mask = 0
    for entry in plan.entries:
        mask |= entry.bit | entry.set_aside_by
    return mask


def _alike(plan: Plan, before: int, after: int) -> bool:
    """Say whether a plan concludes the same from two sets of conditions."""
    match plan:
        case ProgrammePlan():
            was, would = (plan.verdicts.get(held & plan.mask) for held in (before, after))
            return was is not None and would is not None and bool(was.told == would.told)
        case CountPlan():
            return (before & plan.mask).bit_count() == (after & plan.mask).bit_count()
        case _:
            return all(entry.stands(before) == entry.stands(after) for entry in plan.entries)


def _closed(elements: Mapping[str, Labelled]) -> Mapping[str, frozenset[str]]:
    return {id_: ancestors(elements, id_) for id_ in elements}
