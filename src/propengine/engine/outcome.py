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
    GatePlan,
    Program,
)
from propengine.engine.ranges import FineRange, Range, SanctionArithmetic
from propengine.engine.terms import units_of
from propengine.core.domains import LEAST, MOST, Leaf, SlotValue, leaves_of
from propengine.law.programmes import GateKind, Programme
from propengine.law.rules import Classification, Liability, Notice, Offence
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Force, Sanction
from propengine.core.strata import Conditional, Role
from propengine.law.subjects import IMPOSED, ProgrammeStatus

LIFE_MONTHS: Final = Fraction(10**9)
"""How life stands in a comparison with a limit in months: above all of them."""

Judge = Callable[[int, Sequence[SlotValue]], int]
"""Says which conditions of a level hold."""


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


def _subject(slot: str) -> str:
    return IMPOSED if slot in {LEAST, MOST} else slot
