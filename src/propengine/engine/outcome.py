"""One outcome: a case decided under one law, one reading of it, and one value of everything disputed.

The law's strata are walked from the bottom: each level's conditions are evaluated, their conclusions
recorded, and the next level reads them. Nothing is ever revised.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from propengine.engine.evaluators import Program
from propengine.engine.measures import Measures
from propengine.engine.ranges import Arithmetic, Months, Range, SanctionArithmetic
from propengine.law.domains import LEAST, MOST, Leaf, SlotValue, leaves_of
from propengine.law.elements import Mark, lowest
from propengine.law.programmes import GateKind, Programme
from propengine.law.resolution import set_aside
from propengine.law.ruleset import Law
from propengine.law.rules import Classification, Liability, Notice, Offence, ValueOf
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
        super().__init__(f"{subject} is stated as {stated}, but {derived} follows from the other facts ({provision})")


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


@dataclass(frozen=True, slots=True)
class TraceStep:
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
    set_aside_by: str | None = None

    @property
    def stands(self) -> bool:
        """Say whether it holds and nothing set it aside."""
        return self.holds and self.set_aside_by is None


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What a decision says of one gate of a programme.

    Attributes:
        kind: which gate.
        status: eligible where the gate is open.
        subjects: what closes it, or what it turns on, by name.
    """

    kind: GateKind
    status: ProgrammeStatus
    subjects: tuple[str, ...]


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


@dataclass(frozen=True)
class Outcome:
    """A case decided under one law and one reading.

    Attributes:
        law: the law.
        program: the law made ready.
        slots: everything stated and concluded.
        measures: what the items made.
        offence_id: the offence that stands; None when undetermined.
        arithmetic: the ranges; None where the offence carries no custody.
        sanctions: the single sanctions that are open, in the order of the statute.
        programmes: the verdicts.
        notices: what the ruleset wants told.
        open_readings: the readings that are open on these facts.
        may_steps: the steps that the court may take and that stand.
        trace: every condition considered.
        best_case: the final range with the most favourable fractions.
    """

    law: Law
    program: Program
    slots: Mapping[str, SlotValue]
    measures: Measures
    offence_id: str | None
    arithmetic: SanctionArithmetic | None
    sanctions: tuple[Sanction, ...]
    programmes: tuple[ProgrammeVerdict, ...]
    notices: tuple[tuple[str, Notice], ...]
    open_readings: tuple[str, ...]
    may_steps: tuple[str, ...]
    trace: tuple[TraceStep, ...]

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
        programmes = tuple(
            (verdict.id, verdict.status, verdict.force if verdict.status is not ProgrammeStatus.CLOSED else None)
            for verdict in self.programmes
        )
        return (self.offence_id, self.classification, self.liability, ranges, self.sanctions, programmes)

    @cached_property
    def mark(self) -> Mark:
        """Return the weakest mark among the figures that the answer rests on."""
        return lowest(*_Marks(self).of_answer())

    def reads(self, step: TraceStep) -> Iterator[tuple[Leaf, SlotValue]]:
        """Yield what a considered condition read: each test and the value it met."""
        for leaf in leaves_of(step.condition.formula):
            yield leaf, self.slots.get(leaf.slot)


def _plain(range_: Range) -> tuple[object, ...]:
    return tuple((e.months, e.word) if e is not None else None for e in (range_.min, range_.max, range_.point))


class _Marks:
    """Follows an answer back to the figures that it rests on."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.seen: set[str] = set()
        self.standing: dict[str, list[TraceStep]] = {}
        for step in outcome.trace:
            if step.condition.role is Role.RULE and step.stands:
                variable = outcome.law.contents.rules[step.condition.id].variable
                self.standing.setdefault(variable, []).append(step)

    def of_answer(self) -> Iterator[Mark]:
        outcome, contents = self.outcome, self.outcome.law.contents
        for step in outcome.trace:
            if step.condition.role is Role.OFFENCE and (outcome.offence_id in {None, step.condition.id}):
                yield from self._of_step(step)
        if outcome.offence is not None:
            yield outcome.offence.mark
        if outcome.arithmetic is not None:
            yield outcome.arithmetic.mark
            for applied in outcome.arithmetic.applied:
                yield contents.steps[applied.step].mark
        for reading, _ in outcome.law.readings:
            yield contents.readings[reading].mark
        for reading in outcome.open_readings:
            yield contents.readings[reading].mark

    def _of_step(self, step: TraceStep) -> Iterator[Mark]:
        for leaf in leaves_of(step.condition.formula):
            yield from self._of_subject(leaf.slot)

    def _of_subject(self, subject: str) -> Iterator[Mark]:
        if subject in self.seen:
            return
        self.seen.add(subject)
        contents = self.outcome.law.contents
        table = contents.tables.get(subject)
        of = {subject, table.of} if table is not None else {subject}
        yield from (figure.mark for figure in self.outcome.measures.figures if figure.of in of)
        if (measure := contents.measures.get(subject)) is not None:
            yield measure.mark
        for step in self.standing.get(subject, ()):
            yield contents.rules[step.condition.id].mark
            yield from self._of_step(step)


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
    walk.run()
    return walk.outcome()


class _Walk:
    """One walk through the strata of a law."""

    def __init__(self, program: Program, start: Circumstances, judge: Judge) -> None:
        self.program = program
        self.law = program.law
        self.contents = program.law.contents
        self.start = start
        self.judge = judge
        self.slots: dict[str, SlotValue] = {**start.slots}
        self.trace: list[TraceStep] = []
        self.held: set[tuple[Role, str, str]] = set()
        self.offence_id: str | None = None
        self.arithmetic: SanctionArithmetic | None = None
        self.programmes: list[ProgrammeVerdict] = []
        self.may_steps: tuple[str, ...] = ()

    def run(self) -> None:
        for name, value in {**self.start.measures.slots, **self.start.instead}.items():
            self._conclude(name, value, "the items of the case")
        for number, level in enumerate(self.program.levels):
            values = [self.slots.get(slot) for slot in level.slots]
            bits = self.judge(number, values)
            held = {i for i in range(len(level.conditions)) if bits >> i & 1}
            self._record(number, level.conditions, held)
            for producer in self.program.strata.producers[number] if number < len(self.program.strata.producers) else ():
                kind, _, name = producer.name.partition(".")
                self._produce(kind, name)

    def _record(self, number: int, conditions: Sequence[Conditional], held: set[int]) -> None:
        by_role: dict[Role, list[str]] = {}
        for i in held:
            condition = conditions[i]
            self.held.add((condition.role, condition.id, condition.part))
            by_role.setdefault(condition.role, []).append(condition.id)
        aside = {
            (role, id_): by
            for role, ids in by_role.items()
            if role in self.program.ancestors
            for id_, by in set_aside(self.program.ancestors[role], ids).items()
        }
        self.trace.extend(
            TraceStep(number, condition, i in held, aside.get((condition.role, condition.id)))
            for i, condition in enumerate(conditions)
        )
        self.aside = aside
        self.standing = {
            role: [id_ for id_ in ids if (role, id_) not in aside] for role, ids in by_role.items()
        }

    def _produce(self, kind: str, name: str) -> None:
        match kind:
            case "facts":
                self._count(name)
            case "rules":
                self._conclude_rules(name)
            case "offences":
                self._conclude_offence()
            case "steps":
                self._move_ranges()
            case "programmes":
                self.programmes.append(self._verdict(name))

    def _conclude(self, name: str, value: SlotValue, provision: str) -> None:
        stated = self.slots.get(name)
        if value is None:
            return
        if stated is not None and stated != value:
            raise StatedContradictsDerivedError(name, str(stated), str(value), provision)
        self.slots[name] = value

    def _count(self, name: str) -> None:
        fact = self.contents.facts[name]
        conditions = fact.derive.count if fact.derive else None
        if conditions is not None:
            shown = sum((Role.COUNTED, name, str(i)) in self.held for i in range(len(conditions)))
            self._conclude(name, Fraction(shown), fact.provision or name)

    def _conclude_rules(self, variable: str) -> None:
        standing = [id_ for id_ in self.standing.get(Role.RULE, ()) if self.contents.rules[id_].variable == variable]
        values = {self._value(id_) for id_ in standing}
        if len(values) > 1:
            raise ContradictoryRulesError(variable, standing)
        if standing:
            self._conclude(variable, values.pop(), self.contents.rules[standing[0]].provision)

    def _value(self, rule_id: str) -> SlotValue:
        value = self.contents.rules[rule_id].value
        if isinstance(value, ValueOf):
            found = self.slots.get(value.value_of)
            return Fraction(found) if isinstance(found, str) and found.isdigit() else found
        return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _conclude_offence(self) -> None:
        standing = self.standing.get(Role.OFFENCE, [])
        if len(standing) > 1:
            raise ContradictoryRulesError("offence", standing)
        if standing:
            self._conclude("offence", standing[0], self.contents.offences[standing[0]].provision)
        stated = self.slots.get("offence")
        self.offence_id = str(stated) if stated is not None else None
        if self.offence_id is None:
            return
        offence = self.contents.offences[self.offence_id]
        if offence.unknown is not None:
            raise UnknownTextReachedError(offence.provision, offence.unknown)
        self.slots["classification"] = offence.classification.value
        self.slots["liability"] = offence.liability.value

    def _move_ranges(self) -> None:
        imposed = self.slots.get(IMPOSED_SENTENCE)
        if self.offence_id is not None:
            standing = [s for s in self.standing.get(Role.STEP, ()) if s not in self.start.declined]
            self.may_steps = tuple(s for s in standing if self.contents.steps[s].force is Force.MAY)
            self.arithmetic = self._arithmetic(standing, best_case=False)
        if self.arithmetic is not None:
            for checkpoint, range_ in self.arithmetic.checkpoints.items():
                self._range_slots(checkpoint, range_)
            if self.program.reads_best_case:
                best = self._arithmetic(standing, best_case=True)
                self._range_slots(Checkpoint.BEST_CASE, best.checkpoints[Checkpoint.FINAL] if best else None)
            final = self.arithmetic.checkpoints[Checkpoint.FINAL]
            self.slots[LEAST], self.slots[MOST] = _number(final.min), _number(final.max)
        if imposed is not None:
            self.slots[LEAST] = self.slots[MOST] = imposed

    def _arithmetic(self, standing: Sequence[str], *, best_case: bool) -> SanctionArithmetic | None:
        bands = {**self.start.measures.item_bands}
        for name in self.start.instead:
            bands.pop(name, None)
        arithmetic = Arithmetic(self.law, self.slots, bands, best_case=best_case)
        return arithmetic.run(str(self.offence_id), standing)

    def _range_slots(self, checkpoint: Checkpoint, range_: Range | None) -> None:
        if range_ is None:
            return
        least, most = _number(range_.min), _number(range_.max)
        self.slots[f"range.{checkpoint}.min"] = least
        self.slots[f"range.{checkpoint}.max"] = most
        self.slots[f"range.{checkpoint}.point"] = _number(range_.point) if range_.point else None
        known = least is not None and most is not None
        self.slots[f"range.{checkpoint}.mean"] = (least + most) / 2 if known else None  # type: ignore[operator]  # both known

    def _verdict(self, name: str) -> ProgrammeVerdict:
        programme = self.contents.programmes[name]
        gates = tuple(self._gate(name, kind) for kind in programme.gates)
        order = list(ProgrammeStatus)
        status = max((gate.status for gate in gates), key=order.index)
        self.slots[f"programme.{name}"] = status.value
        force = next(
            (w.force for i, w in enumerate(programme.force_where) if (Role.FORCE, name, str(i)) in self.held),
            programme.force,
        )
        return ProgrammeVerdict(name, status, gates, force, programme)

    def _gate(self, name: str, kind: GateKind) -> GateVerdict:
        asked, failed, barred, cleared = (
            (role, name, kind.value) in self.held
            for role in (Role.GATE_ASKED, Role.GATE_FAILED, Role.GATE_BARRED, Role.GATE_CLEARED)
        )
        gates = self.program.gates[name, kind]
        if failed or barred:
            closing = gates.barred if barred else gates.failed
            return GateVerdict(kind, ProgrammeStatus.CLOSED, self._met(closing))
        if not asked:
            return self._open_question(kind, gates.asked, ProgrammeStatus.UNDETERMINED)
        if gates.barred is not None and not cleared:
            return self._open_question(kind, gates.barred, ProgrammeStatus.OPEN_UNLESS)
        return GateVerdict(kind, ProgrammeStatus.ELIGIBLE, ())

    def _open_question(self, kind: GateKind, asked: Conditional, status: ProgrammeStatus) -> GateVerdict:
        imposed = any(
            leaf.slot in {LEAST, MOST} and not self._leaf_holds(leaf) for leaf in leaves_of(asked.formula)
        )
        unknown = [leaf.slot for leaf in leaves_of(asked.formula) if self.slots.get(leaf.slot) is None]
        unknown = [slot for slot in unknown if slot not in {LEAST, MOST}]
        if imposed and not unknown and LEAST in self.slots:
            return GateVerdict(kind, ProgrammeStatus.CONDITIONAL, (IMPOSED,))
        return GateVerdict(kind, status, tuple(dict.fromkeys(unknown)))

    def _met(self, condition: Conditional | None) -> tuple[str, ...]:
        leaves = leaves_of(condition.formula) if condition else ()
        return tuple(dict.fromkeys(_subject(leaf.slot) for leaf in leaves if self._leaf_holds(leaf)))

    def _leaf_holds(self, leaf: Leaf) -> bool:
        domain = self.program.strata.domains[leaf.slot]
        return bool(domain.allowed(leaf) >> domain.classify(self.slots.get(leaf.slot)) & 1)

    def outcome(self) -> Outcome:
        contents = self.contents
        leaves = (
            contents.offences[self.offence_id].sanction.leaves()  # type: ignore[union-attr]  # guarded below
            if self.offence_id is not None and contents.offences[self.offence_id].sanction is not None
            else []
        )
        open_ = tuple(
            leaf
            for i, leaf in enumerate(leaves)
            if leaf.custody is not None or (Role.SANCTION, str(self.offence_id), str(i)) in self.held
        )
        return Outcome(
            self.law,
            self.program,
            self.slots,
            self.start.measures,
            self.offence_id,
            self.arithmetic,
            open_,
            tuple(self.programmes),
            tuple((n, notice) for n, notice in contents.notices.items() if (Role.NOTICE, n, "") in self.held),
            tuple(name for name in contents.readings if (Role.READING, name, "") in self.held),
            self.may_steps,
            tuple(self.trace),
        )


def _subject(slot: str) -> str:
    return IMPOSED if slot in {LEAST, MOST} else slot


def _number(end: Months) -> Fraction | None:
    return LIFE_MONTHS if end.word == LIFE else end.months


