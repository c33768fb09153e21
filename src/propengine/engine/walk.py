"""The walk through a law's strata: each level is evaluated, and the next reads what it concludes.

Nothing is ever revised, so the order in which rules are written cannot matter.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from propengine.engine.arithmetic import Arithmetic
from propengine.engine.outcome import (
    LIFE_MONTHS,
    Circumstances,
    GateVerdict,
    Judge,
    Outcome,
    ProgrammeVerdict,
)
from propengine.engine.program import (
    CountPlan,
    GatePlan,
    OffencesPlan,
    Plan,
    Program,
    ProgrammePlan,
    RulesPlan,
    StepsPlan,
)
from propengine.engine.ranges import FineRange, Months, Range, SanctionArithmetic
from propengine.law.domains import LEAST, MOST, SlotValue
from propengine.law.rules import ValueOf
from propengine.law.sanctions import LIFE, Checkpoint, Force
from propengine.law.subjects import ProgrammeStatus
from propengine.law.vocabulary import IMPOSED_SENTENCE


class ContradictoryRulesError(Exception):
    """Two rules conclude different things and neither is an exception to the other.

    Loading finds such rules; reaching this is a defect of the ruleset or of the loader.

    Attributes:
        variable: what they conclude.
        rules: the rules.
    """

    def __init__(self, variable: str, rules: Sequence[str]) -> None:
        """Keep the parts."""
        self.variable, self.rules = variable, tuple(rules)
        super().__init__(f"{', '.join(rules)} conclude different values of {variable}")


class StatedContradictsDerivedError(Exception):
    """The case states a conclusion that differs from what follows from its other facts.

    Attributes:
        subject: the conclusion.
        stated: as the case states it.
        derived: as it follows.
        provision: where it follows from.
    """

    def __init__(self, subject: str, stated: str, derived: str, provision: str) -> None:
        """Keep the parts."""
        self.subject, self.stated, self.derived, self.provision = subject, stated, derived, provision
        super().__init__(
            f"{subject} is stated as {stated}, but {derived} follows from the other facts ({provision})"
        )


class UnknownTextReachedError(Exception):
    """The case leads to an offence whose text on that date is not known.

    Attributes:
        provision: the provision.
        why: the reason that the ruleset records.
    """

    def __init__(self, provision: str, why: str) -> None:
        """Keep the parts."""
        self.provision, self.why = provision, why
        super().__init__(f"the text of {provision} in force on that date is not known: {why}")


def evaluate(program: Program, start: Circumstances, judge: Judge) -> Outcome:
    """Decide one case under one law.

    Raises:
        ContradictoryRulesError: rules contradict each other without a label.
        StatedContradictsDerivedError: a stated conclusion differs from the derived one.
        UnknownTextReachedError: the text of the offence is not known.
        NoRangeRecordedError: a table of ranges has no cell for the case.
        FractionOutsideBoundsError: a stated fraction lies outside its bounds.
    """
    walk = _Walk(program, start, judge)
    for measured in (start.measures.slots, start.instead):
        for name, value in measured.items():
            walk.conclude(name, value, "the items of the case")
    for name, bound in start.measures.at_least.items():
        domain = program.strata.domains.get(name)
        if domain is not None and all(bound > cut for cut in domain.cuts):
            walk.conclude(name, bound, "the items that the law has a figure for, already above every limit")
    return walk.run()


def resume(outcome: Outcome, level: int, changes: Mapping[str, SlotValue]) -> Outcome:
    """Decide again from a level on, with some slots changed that no earlier level reads.

    Only the compiled function is asked: this serves counterfactuals, never the answer itself.
    """
    program = outcome.program
    walk = _Walk(program, outcome.start, lambda n, values: program.levels[n].function(values), outcome)
    walk.slots = {**known_before(outcome, level), **changes}
    walk.changed = set(changes)
    for number in range(level):
        walk.take_over(number)
    return walk.run()


def known_before(outcome: Outcome, level: int) -> dict[str, SlotValue]:
    """Return the slots as they were before a level was decided."""
    later = {name for names in outcome.concluded[level:] for name in names}
    return {name: value for name, value in outcome.slots.items() if name not in later}


class _Walk:
    """One walk through the strata of a law."""

    def __init__(
        self, program: Program, start: Circumstances, judge: Judge, base: Outcome | None = None
    ) -> None:
        self.program = program
        self.contents = program.law.contents
        self.start = start
        self.judge = judge
        self.held: list[int] = []
        self.concluded: list[tuple[str, ...]] = []
        self.writing: list[str] = []
        self.slots: dict[str, SlotValue] = dict(start.slots)
        self.offence_id: str | None = None
        self.arithmetic: SanctionArithmetic | None = None
        self.may_steps: tuple[str, ...] = ()
        self.moved_fines: Mapping[int, FineRange] = {}
        self.programmes: list[ProgrammeVerdict] = []
        self.base = base
        self.changed: set[str] = set()

    def run(self) -> Outcome:
        slots, levels = self.slots, self.program.levels
        for number in range(len(self.held), len(levels)):
            level = levels[number]
            if self.base is not None and self.changed.isdisjoint(level.inputs):
                self.take_over(number)
                continue
            self.writing = []
            held = self.judge(number, [slots.get(slot) for slot in level.slots])
            self.held.append(held)
            for plan, mask in zip(level.plans, level.masks, strict=True):
                if self.base is not None and self._is_as_before(plan, (held ^ self.base.held[number]) & mask):
                    self._take_over_plan(plan, self.base)
                else:
                    self._produce(plan, held)
            self.concluded.append(tuple(self.writing))
            if self.base is not None:
                self._note_changes(self.base, number)
        return Outcome(
            self.program,
            self.start,
            tuple(self.held),
            tuple(self.concluded),
            slots,
            self.offence_id,
            self.arithmetic,
            self.may_steps,
            self.moved_fines,
            tuple(self.programmes),
        )

    def take_over(self, number: int) -> None:
        """Take a level over from the base: nothing that it reads has changed."""
        base = self.base
        if base is None:
            return
        self.held.append(base.held[number])
        self.writing = []
        for plan in self.program.levels[number].plans:
            self._take_over_plan(plan, base)
        self.concluded.append(base.concluded[number])
        for name in base.concluded[number]:
            self.slots[name] = base.slots[name]

    def _is_as_before(self, plan: Plan, differing: int) -> bool:
        """Say whether a plan concludes what it did in the base, by where its conditions differ."""
        match plan:
            case RulesPlan():
                return not differing and not plan.copies and plan.variable not in self.changed
            case CountPlan():
                return not differing and plan.fact not in self.changed
            case ProgrammePlan():
                return not differing
            case _:
                return False

    def _take_over_plan(self, plan: Plan, base: Outcome) -> None:
        match plan:
            case RulesPlan():
                self._take_over_slot(plan.variable, base)
            case CountPlan():
                self._take_over_slot(plan.fact, base)
            case OffencesPlan():
                self.offence_id = base.offence_id
            case StepsPlan():
                self.arithmetic, self.may_steps = base.arithmetic, base.may_steps
                self.moved_fines = base.moved_fines
            case ProgrammePlan():
                self._take_over_slot(plan.slot, base)
                self.programmes.append(base.programmes[len(self.programmes)])

    def _take_over_slot(self, name: str, base: Outcome) -> None:
        if name not in self.slots and base.slots.get(name) is not None:
            self._write(name, base.slots[name])

    def _note_changes(self, base: Outcome, number: int) -> None:
        """Note which slots a level concluded otherwise than the base did."""
        written = {*base.concluded[number], *self.writing}
        self.changed.update(name for name in written if self.slots.get(name) != base.slots.get(name))

    def _write(self, name: str, value: SlotValue) -> None:
        self.slots[name] = value
        self.writing.append(name)

    def _produce(self, plan: Plan, held: int) -> None:
        match plan:
            case ProgrammePlan():
                self._judge_programme(plan, held)
            case RulesPlan():
                self._conclude_rules(plan, held)
            case OffencesPlan():
                self._conclude_offence(plan, held)
            case StepsPlan():
                self._move_ranges(plan, held)
            case CountPlan():
                fact = self.contents.facts[plan.fact]
                self.conclude(
                    plan.fact, Fraction((held & plan.mask).bit_count()), fact.provision or plan.fact
                )

    def conclude(self, name: str, value: SlotValue, provision: str) -> None:
        stated = self.slots.get(name)
        if value is None:
            return
        if stated is not None and stated != value:
            raise StatedContradictsDerivedError(name, str(stated), str(value), provision)
        if stated is None:
            self._write(name, value)

    def _conclude_rules(self, plan: RulesPlan, held: int) -> None:
        standing = [entry.id for entry in plan.entries if entry.stands(held)]
        values = {self._value(id_) for id_ in standing}
        if len(values) > 1:
            raise ContradictoryRulesError(plan.variable, standing)
        if standing:
            self.conclude(plan.variable, values.pop(), self.contents.rules[standing[0]].provision)

    def _value(self, rule_id: str) -> SlotValue:
        value = self.contents.rules[rule_id].value
        if isinstance(value, ValueOf):
            found = self.slots.get(value.value_of)
            return Fraction(found) if isinstance(found, str) and found.isdigit() else found
        return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _conclude_offence(self, plan: OffencesPlan, held: int) -> None:
        standing = [entry.id for entry in plan.entries if entry.stands(held)]
        if len(standing) > 1:
            raise ContradictoryRulesError("offence", standing)
        if standing:
            self.conclude("offence", standing[0], self.contents.offences[standing[0]].provision)
        stated = self.slots.get("offence")
        if stated is None:
            return
        self.offence_id = str(stated)
        offence = self.contents.offences[self.offence_id]
        if offence.unknown is not None:
            raise UnknownTextReachedError(offence.provision, offence.unknown)
        self._write("classification", offence.classification.value)
        self._write("liability", offence.liability.value)

    def _move_ranges(self, plan: StepsPlan, held: int) -> None:
        if self.offence_id is not None:
            standing = [e.id for e in plan.entries if e.stands(held) and e.id not in self.start.declined]
            self.may_steps = tuple(s for s in standing if self.contents.steps[s].force is Force.MAY)
            self.arithmetic = self._arithmetic(standing, best_case=False)
            if self.arithmetic is not None:
                self._range_slots(self.arithmetic, standing)
            if self.program.moves_fines:
                self.moved_fines = self._fines(self.offence_id, standing)
        imposed = self.slots.get(IMPOSED_SENTENCE)
        if imposed is not None:
            self._write(LEAST, imposed)
            self._write(MOST, imposed)

    def _fines(self, offence: str, standing: Sequence[str]) -> Mapping[int, FineRange]:
        """Return the offence's fines after the steps that act on fines, by place."""
        arithmetic = Arithmetic(self.program.law, self.slots, {})
        acted = self.arithmetic.acted if self.arithmetic is not None else arithmetic.acting(offence, standing)
        single = enumerate(leaf.fine for _, leaf in self.program.sanctions[offence])
        return {i: arithmetic.fine(fine, acted) for i, fine in single if fine is not None}

    def _range_slots(self, arithmetic: SanctionArithmetic, standing: Sequence[str]) -> None:
        for checkpoint, range_ in arithmetic.checkpoints.items():
            self._range_slot(checkpoint, range_)
        if self.program.reads_best_case:
            best = self._arithmetic(standing, best_case=True)
            if best is not None:
                self._range_slot(Checkpoint.BEST_CASE, best.checkpoints[Checkpoint.FINAL])
        final = arithmetic.checkpoints[Checkpoint.FINAL]
        self._write(LEAST, _number(final.min))
        self._write(MOST, _number(final.max))

    def _arithmetic(self, standing: Sequence[str], *, best_case: bool) -> SanctionArithmetic | None:
        bands = {**self.start.measures.item_bands}
        for name in self.start.instead:
            bands.pop(name, None)
        arithmetic = Arithmetic(self.program.law, self.slots, bands, best_case=best_case)
        return arithmetic.run(str(self.offence_id), standing)

    def _range_slot(self, checkpoint: Checkpoint, range_: Range) -> None:
        """Write the ends of a range that some condition reads."""
        for end, slot in self.program.range_slots.get(checkpoint, ()):
            match end:
                case "min" | "max" as side:
                    self._write(slot, _number(range_.min if side == "min" else range_.max))
                case "point":
                    self._write(slot, _number(range_.point) if range_.point else None)
                case _:
                    least, most = _number(range_.min), _number(range_.max)
                    self._write(slot, (least + most) / 2 if least is not None and most is not None else None)

    def _judge_programme(self, plan: ProgrammePlan, held: int) -> None:
        relevant = held & plan.mask
        verdict: ProgrammeVerdict | None = plan.verdicts.get(relevant)
        if verdict is None:
            verdict = plan.verdicts[relevant] = self._verdict(plan, held)
        self._write(plan.slot, verdict.status.value)
        self.programmes.append(verdict)

    def _verdict(self, plan: ProgrammePlan, held: int) -> ProgrammeVerdict:
        programme = self.contents.programmes[plan.name]
        gates = tuple(self._gate(gate, held) for gate in plan.gates)
        status = max((gate.status for gate in gates), key=_STATUSES.index)
        force = next((force for bit, force in plan.forces if held & bit), programme.force)
        return ProgrammeVerdict(plan.name, status, gates, force, programme)

    def _gate(self, gate: GatePlan, held: int) -> GateVerdict:
        if held & gate.barred:
            return GateVerdict(gate, ProgrammeStatus.CLOSED, gate.unless)
        if held & gate.failed:
            return GateVerdict(gate, ProgrammeStatus.CLOSED, gate.when_denied)
        if not held & gate.asked:
            waits = held & gate.awaits
            status = ProgrammeStatus.CONDITIONAL if waits else ProgrammeStatus.UNDETERMINED
            return GateVerdict(gate, status, gate.when)
        if gate.unless is not None and not held & gate.cleared:
            waits = held & gate.bar_awaits
            status = ProgrammeStatus.CONDITIONAL if waits else ProgrammeStatus.OPEN_UNLESS
            return GateVerdict(gate, status, gate.unless)
        return GateVerdict(gate, ProgrammeStatus.ELIGIBLE, None)


_STATUSES: Final = tuple(ProgrammeStatus)


def _number(end: Months) -> Fraction | None:
    return LIFE_MONTHS if end.word == LIFE else end.months
