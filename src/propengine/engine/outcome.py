"""One outcome: a case decided under one law, one reading of it, and one value of everything disputed.

The law's strata are walked from the bottom: each level's conditions are evaluated, their conclusions
recorded, and the next level reads them. Nothing is ever revised.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from propengine.engine.measures import Measures
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
from propengine.engine.ranges import Arithmetic, FineRange, Months, Range, SanctionArithmetic
from propengine.engine.terms import units_of
from propengine.law.domains import LEAST, MOST, Leaf, SlotValue, leaves_of
from propengine.law.elements import Mark, lowest
from propengine.law.programmes import GateKind, Programme
from propengine.law.rules import Classification, Liability, Notice, Offence, ValueOf
from propengine.law.ruleset import Law
from propengine.law.sanctions import LIFE, Checkpoint, Force, Sanction
from propengine.law.strata import Conditional, Role
from propengine.law.subjects import IMPOSED, ProgrammeStatus
from propengine.law.vocabulary import IMPOSED_SENTENCE

LIFE_MONTHS: Final = Fraction(10**9)
"""How life stands in a comparison with a limit in months: above all of them."""

Judge = Callable[[int, Sequence[SlotValue]], int]
"""Says which conditions of a level hold."""


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


class TraceStep(NamedTuple):
    """A condition that was considered.

    Attributes:
        level: the level of the strata.
        condition: the condition.
        holds: whether it holds.
        set_aside_by: the exception that set it aside, if one did.
    """

    level: int
    condition: Conditional
    holds: bool
    set_aside_by: str | None

    @property
    def stands(self) -> bool:
        """Say whether it holds and nothing set it aside."""
        return self.holds and self.set_aside_by is None


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What a decision says of one gate of a programme.

    Attributes:
        plan: the gate.
        status: eligible where the gate is open.
        because: the condition that closes it, or that it turns on; None where it is open.
    """

    plan: GatePlan
    status: ProgrammeStatus
    because: Conditional | None

    @property
    def kind(self) -> GateKind:
        """Return which gate it is."""
        return self.plan.kind


@dataclass(frozen=True, slots=True)
class ProgrammeVerdict:
    """What a decision says of a programme.

    Attributes:
        id: of the programme.
        status: the worst of its gates'.
        gates: each gate by itself.
        force: whether it is available, presumed, mandatory or to be considered first.
        programme: the programme's data.
    """

    id: str
    status: ProgrammeStatus
    gates: tuple[GateVerdict, ...]
    force: Force
    programme: Programme

    @property
    def told(self) -> tuple[str, ProgrammeStatus, Force | None]:
        """Return what makes two verdicts the same answer; the force of a closed programme does not matter."""
        return self.id, self.status, None if self.status is ProgrammeStatus.CLOSED else self.force


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What one evaluation starts from.

    Attributes:
        slots: what is stated.
        measures: what the items made.
        declined: the steps that the court does not take in this outcome.
        instead: bands put in the place of the measured ones.
    """

    slots: Mapping[str, SlotValue]
    measures: Measures
    declined: frozenset[str] = frozenset()
    instead: Mapping[str, SlotValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """A case decided under one law and one reading.

    Attributes:
        program: the law made ready.
        start: what the evaluation started from.
        held: for each level, the conditions that hold, as a bit mask.
        concluded: for each level, the slots that it wrote.
        slots: everything stated and concluded.
        offence_id: the offence that stands; None when undetermined.
        arithmetic: the ranges; None where the offence carries no custody.
        may_steps: the steps that the court may take and that stand.
        moved_fines: the fines that steps may act on, by their place among the offence's single sanctions.
        programmes: the verdicts on the programmes.
    """

    program: Program
    start: Circumstances
    held: tuple[int, ...]
    concluded: tuple[tuple[str, ...], ...]
    slots: Mapping[str, SlotValue]
    offence_id: str | None
    arithmetic: SanctionArithmetic | None
    may_steps: tuple[str, ...]
    moved_fines: Mapping[int, FineRange]
    programmes: tuple[ProgrammeVerdict, ...]

    @property
    def law(self) -> Law:
        """Return the law."""
        return self.program.law

    @property
    def measures(self) -> Measures:
        """Return what the items made."""
        return self.start.measures

    def _holds(self, role: Role, id_: str, part: str = "") -> bool:
        """Say whether a condition of the last level holds."""
        return bool(self.held[-1] & self.program.levels[-1].bits[role, id_, part])

    @cached_property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Return the single sanctions that are open, in the order of the statute."""
        single = self.program.sanctions[self.offence_id] if self.offence_id is not None else ()
        held = self.held[-1]
        return tuple(leaf for bit, leaf in single if not bit or held & bit)

    @cached_property
    def fines(self) -> tuple[FineRange, ...]:
        """Return the fines that are open, in the order of the statute, after the steps that act on them."""
        single = self.program.sanctions[self.offence_id] if self.offence_id is not None else ()
        held = self.held[-1]
        return tuple(
            self.moved_fines.get(i) or FineRange(leaf.fine, leaf.fine.min, leaf.fine.max)
            for i, (bit, leaf) in enumerate(single)
            if leaf.fine is not None and (not bit or held & bit)
        )

    @property
    def notices(self) -> tuple[tuple[str, Notice], ...]:
        """Return what the ruleset wants told."""
        return tuple(
            (n, notice) for n, notice in self.law.contents.notices.items() if self._holds(Role.NOTICE, n)
        )

    @property
    def open_readings(self) -> tuple[str, ...]:
        """Return the readings that are open on these facts."""
        return tuple(name for name in self.law.contents.readings if self._holds(Role.READING, name))

    @cached_property
    def trace(self) -> tuple[TraceStep, ...]:
        """Return every condition considered, in order, taken or not."""
        return tuple(
            TraceStep(n, condition, bool(held >> i & 1), aside.get((condition.role, condition.id)))
            for n, (level, held) in enumerate(zip(self.program.levels, self.held, strict=True))
            for aside in (level.set_aside(held),)
            for i, condition in enumerate(level.conditions)
        )

    def turns_on(self, gate: GateVerdict) -> tuple[str, ...]:
        """Return the subjects that close a gate, or that it turns on."""
        leaves = list(leaves_of(gate.because.formula)) if gate.because is not None else []
        match gate.status:
            case ProgrammeStatus.CLOSED:
                found = [
                    leaf.slot for leaf in leaves if self.program.leaf_holds(leaf, self.slots.get(leaf.slot))
                ]
            case ProgrammeStatus.CONDITIONAL:
                found = [LEAST]
            case _:
                found = [leaf.slot for leaf in leaves if self.slots.get(leaf.slot) is None]
        return tuple(dict.fromkeys(_subject(slot) for slot in found))

    @property
    def offence(self) -> Offence | None:
        """Return the offence that stands."""
        return self.law.contents.offences[self.offence_id] if self.offence_id is not None else None

    @property
    def classification(self) -> Classification | None:
        """Return the comparative class; None when undetermined."""
        return self.offence.classification if self.offence else None

    @property
    def liability(self) -> Liability | None:
        """Return the most severe response that the law allows; None when undetermined."""
        return self.offence.liability if self.offence else None

    @property
    def checkpoints(self) -> Mapping[Checkpoint, Range]:
        """Return the named ranges; none where the offence carries no custody."""
        return self.arithmetic.checkpoints if self.arithmetic else {}

    @cached_property
    def answer(self) -> tuple[object, ...]:
        """Return what makes two outcomes the same answer."""
        ranges = tuple((name, _plain(range_)) for name, range_ in self.checkpoints.items())
        programmes = tuple(verdict.told for verdict in self.programmes)
        fines = tuple((fine.min, fine.max) for fine in self.fines) if self.program.moves_fines else ()
        return (
            self.offence_id,
            self.classification,
            self.liability,
            ranges,
            self.sanctions,
            fines,
            programmes,
        )

    @property
    def beside_custody(self) -> tuple[object, ...]:
        """Return what stands beside liability and custody: fines, other responses, programmes."""
        fines = tuple((fine.fine.unit, fine.min, fine.max, fine.fine.max_called) for fine in self.fines)
        responses = tuple(leaf.response.name for leaf in self.sanctions if leaf.response is not None)
        return fines, responses, tuple(verdict.told for verdict in self.programmes)

    @cached_property
    def mark(self) -> Mark:
        """Return the weakest mark among the figures that the answer rests on."""
        return lowest(*_Marks(self).of_answer())

    def units_of(self, verdict: ProgrammeVerdict) -> Fraction | None:
        """Return how many units of a measure stand for the sentence, exactly; None without a rate."""
        term = verdict.programme.term
        return units_of(term, self.slots, self.checkpoints, self.law.jurisdiction.calendar) if term else None

    def reads(self, step: TraceStep) -> Iterator[tuple[Leaf, SlotValue]]:
        """Yield what a considered condition read: each test and the value it met."""
        for leaf in leaves_of(step.condition.formula):
            yield leaf, self.slots.get(leaf.slot)


def _plain(range_: Range) -> tuple[object, ...]:
    return tuple(
        (e.months, e.word) if e is not None else None for e in (range_.min, range_.max, range_.point)
    )


class _Marks:
    """Follows an answer back to the figures that it rests on."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.contents = outcome.law.contents
        self.seen: set[str] = set()

    def of_answer(self) -> Iterator[Mark]:
        outcome = self.outcome
        for condition in outcome.program.offence_conditions:
            if outcome.offence_id in {None, condition.id}:
                yield from self._of_condition(condition)
        if outcome.offence is not None:
            yield outcome.offence.mark
        if outcome.arithmetic is not None:
            yield from self._of_ranges(outcome.arithmetic)
        written = outcome.law.written or outcome.law
        for reading in (*(name for name, _ in outcome.law.readings), *outcome.open_readings):
            yield written.contents.readings[reading].mark

    def _of_ranges(self, arithmetic: SanctionArithmetic) -> Iterator[Mark]:
        """Yield the marks of the cells, of what they were looked up by, and of the steps and their grounds."""
        yield arithmetic.mark
        for subject in arithmetic.looked_up_by:
            yield from self._of_subject(subject)
        for applied in arithmetic.applied:
            yield self.contents.steps[applied.step].mark
            yield from self._of_condition(self.outcome.program.step_conditions[applied.step])

    def _of_condition(self, condition: Conditional) -> Iterator[Mark]:
        for leaf in leaves_of(condition.formula):
            yield from self._of_subject(leaf.slot)

    def _of_subject(self, subject: str) -> Iterator[Mark]:
        if subject in self.seen:
            return
        self.seen.add(subject)
        table = self.contents.tables.get(subject)
        of = {subject, table.of} if table is not None else {subject}
        yield from (figure.mark for figure in self.outcome.measures.figures if figure.of in of)
        if (measure := self.contents.measures.get(subject)) is not None:
            yield measure.mark
        if (found := self.outcome.program.rules_of.get(subject)) is not None:
            number, plan = found
            held = self.outcome.held[number]
            for entry in plan.entries:
                if entry.stands(held):
                    rule = self.contents.rules[entry.id]
                    yield rule.mark
                    if isinstance(rule.value, ValueOf):
                        yield from self._of_subject(rule.value.value_of)
                    yield from self._of_condition(self.outcome.program.levels[number].condition(entry.bit))


def evaluate(program: Program, start: Circumstances, judge: Judge) -> Outcome:
    """Decide one case under one law.

    Raises:
        ContradictoryRulesError: rules contradict each other without a label.
        StatedContradictsDerivedError: a stated conclusion differs from the derived one.
        UnknownTextReachedError: the text of the offence is not known.
        NoRangeRecordedError: a table of ranges has no cell for the case.
        FractionOutsideBoundsError: a stated fraction lies outside its bounds.
        EvaluatorsDisagreeError: from the judge.
    """
    walk = _Walk(program, start, judge)
    for measured in (start.measures.slots, start.instead):
        for name, value in measured.items():
            walk.conclude(name, value, "the items of the case")
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
            for plan in level.plans:
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
        self.concluded.append(base.concluded[number])
        for name in base.concluded[number]:
            self.slots[name] = base.slots[name]
        for plan in self.program.levels[number].plans:
            match plan:
                case OffencesPlan():
                    self.offence_id = base.offence_id
                case StepsPlan():
                    self.arithmetic, self.may_steps = base.arithmetic, base.may_steps
                    self.moved_fines = base.moved_fines
                case ProgrammePlan():
                    self.programmes.append(base.programmes[len(self.programmes)])
                case _:
                    pass

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
        least, most = _number(range_.min), _number(range_.max)
        values: dict[str, Fraction | None] = {"min": least, "max": most}
        values["point"] = _number(range_.point) if range_.point else None
        values["mean"] = (least + most) / 2 if least is not None and most is not None else None
        for end, value in values.items():
            slot = f"range.{checkpoint}.{end}"
            if slot in self.program.readers:
                self._write(slot, value)

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


def _subject(slot: str) -> str:
    return IMPOSED if slot in {LEAST, MOST} else slot


def _number(end: Months) -> Fraction | None:
    return LIFE_MONTHS if end.word == LIFE else end.months
