"""One outcome: an answer, the ways in which a case leads to it, and all that a reader must know of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from propengine.core.ends import Range
from propengine.core.formulas import Leaf, leaf_holds, leaves_of
from propengine.core.moves import FineRange, Passage
from propengine.core.slots import LAWFUL, LEAST, SlotValue
from propengine.core.statements import Clause
from propengine.engine.examples import Instead, ToldFigure, examples_of, instead_of, told_figures
from propengine.engine.intake import Intake
from propengine.engine.marks import mark_of
from propengine.engine.measuring import Figure, figures, open_compositions, undefined
from propengine.engine.ranking import Reason, ranks, reasons
from propengine.engine.refining import Overturned, weakened
from propengine.engine.runs import Run
from propengine.engine.trace import TraceStep, trace_of
from propengine.engine.verdicts import GateVerdict, ProgrammeVerdict
from propengine.engine.ways import Way
from propengine.engine.worlds import World
from propengine.law.elements import Mark, lowest
from propengine.law.jurisdictions import Candidate, Service
from propengine.law.programmes import FINAL_STATUSES, ProgrammeStatus, Term
from propengine.law.rules import Classification, Liability, Notice, Offence
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Sanction
from propengine.law.stages import Stage
from propengine.law.subjects import IMPOSED, PROGRAMME

_MOST_LOOKED_AT: Final = 64
_SENTENCE: Final = frozenset({*LAWFUL, *LAWFUL.values()})
"""Of so many ways that lead to an answer, each is looked at for its marks and its figures."""


@dataclass(frozen=True)
class Outcome:
    """An answer to a case, under one law.

    Attributes:
        run: the law decided, in the way that departs least from it as written.
        runs: every run that leads to this answer.
        world: the world of the run.
        ways: the combinations of worlds and choices that lead to it, any of them; one empty one where nothing
            is open.
        intake: the case as it was read under the law.
        candidate: why the law takes part.
        day: the day whose law it is.
        overturned: the gates of which something that nobody has stated would take back what is shown.
    """

    run: Run
    runs: tuple[tuple[Run, World], ...]
    world: World
    ways: tuple[Way, ...]
    intake: Intake
    candidate: Candidate
    day: date
    overturned: tuple[Overturned, ...] = ()

    @property
    def law(self) -> Law:
        """Return the law under the readings of this outcome."""
        return self.run.view

    @property
    def slots(self) -> Mapping[str, SlotValue]:
        """Return everything stated and concluded."""
        return self.run.values

    @property
    def offence_id(self) -> str | None:
        """Return the offence that stands; None when undetermined."""
        return self.run.offence_id

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
    def passage(self) -> Passage | None:
        """Return how the range came about; None where the offence carries no custody."""
        return self.run.passage

    @property
    def checkpoints(self) -> Mapping[Checkpoint, Range]:
        """Return the named ranges; none where the offence carries no custody or the range is open."""
        return self.passage.checkpoints if self.passage is not None else {}

    @property
    def awaited(self) -> tuple[str, ...]:
        """Return the slots that must be known for the range to be."""
        return self.passage.awaited if self.passage is not None else ()

    @property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Return the single sanctions that are open, in the order of the statute."""
        return self.run.sanctions

    @property
    def fines(self) -> tuple[FineRange, ...]:
        """Return the fines that are open, after the steps that act on them."""
        return self.run.fines

    @property
    def stage(self) -> Stage:
        """Return the stage of the process that the case is at."""
        return Stage(str(self.slots["stage"]))

    @property
    def ranks(self) -> Mapping[str, int]:
        """Return which open programme comes before which, by id."""
        return ranks(self.rank_reasons)

    @property
    def rank_reasons(self) -> Mapping[str, Sequence[Reason]]:
        """Return what each criterion of the ruleset finds of each open programme, by id."""
        return reasons(self.programmes, self.stage, self.law.jurisdiction.programmes_ranked_by)

    @property
    def services(self) -> tuple[Service, ...]:
        """Return to which health and social services a person is referred: none while a programme is open."""
        return () if self.ranks else tuple(self.law.jurisdiction.services)

    @property
    def programmes(self) -> tuple[ProgrammeVerdict, ...]:
        """Return the verdicts on the programmes, short of what could still be stated."""
        if not self.overturned:
            return self.run.programmes
        return tuple(weakened(verdict, self.overturned) for verdict in self.run.programmes)

    @property
    def passed(self) -> tuple[ProgrammeVerdict, ...]:
        """Return the programmes of which nothing is said: their stages all lie before that of the case."""
        return self.run.passed

    @property
    def answer(self) -> tuple[object, ...]:
        """Return what makes two outcomes the same answer."""
        *others, _ = self.run.answer
        return *others, tuple(verdict.told for verdict in self.programmes)

    @property
    def notices(self) -> tuple[tuple[str, Notice], ...]:
        """Return what the ruleset wants told."""
        return tuple((name, self.law.contents.notices[name]) for name in dict.fromkeys(self.run.notices))

    @property
    def gaps(self) -> tuple[str, ...]:
        """Return the declared gaps that are shown, where no offence is."""
        return self.run.gaps if self.offence_id is None else ()

    @property
    def open_readings(self) -> tuple[str, ...]:
        """Return the readings that some way of this outcome answers."""
        readings = self.run.law.lowered.law.contents.readings
        named = {c.id for way in self.ways for c in way if c.id in readings}
        return tuple(name for name in readings if name in named or name in self.run.open_readings)

    @property
    def may_steps(self) -> tuple[str, ...]:
        """Return the steps that the court may take and that stand."""
        return self.run.may_steps

    @cached_property
    def trace(self) -> tuple[TraceStep, ...]:
        """Return every clause considered, in order, taken or not."""
        return tuple(trace_of(self.run))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Return the figures of the law that were compared."""
        return tuple(figures(self.run.law.lowered, self.world.holdings, self.run.options, self.slots))

    @cached_property
    def _instead(self) -> tuple[Instead, ...]:
        """Return what the items could be instead in this outcome."""
        near = self.runs[:_MOST_LOOKED_AT]
        return instead_of(self.intake.items, self.world, [world for _, world in near])

    @cached_property
    def examples(self) -> frozenset[str]:
        """Return what the items make whose value is one of many: it hangs on what is not known of them."""
        return examples_of(self.run.law.lowered, self.run.options, self.slots, self._instead)

    @cached_property
    def figures_told(self) -> tuple[ToldFigure, ...]:
        """Return the figures as they are told beside what the items could be instead."""
        lowered, options = self.run.law.lowered, self.run.options
        return told_figures(self.figures, lowered, options, self.slots, self._instead)

    @cached_property
    def undefined(self) -> tuple[str, ...]:
        """Return the quantities for which the law has no figure for something of the case."""
        return tuple(undefined(self.run.law.lowered, self.world.holdings, self.run.options))

    @cached_property
    def open_compositions(self) -> tuple[str, ...]:
        """Return the tables whose law does not say how several substances combine."""
        lowered = self.run.law.lowered
        return tuple(open_compositions(lowered, self.world.holdings, self.run.options, self.slots))

    @cached_property
    def mark(self) -> Mark:
        """Return the weakest mark among the figures that it rests on, in any of its ways."""
        others = (mark_of(run, world) for run, world in self.runs[:_MOST_LOOKED_AT] if run is not self.run)
        return lowest(mark_of(self.run, self.world), *others)

    @property
    def beside_custody(self) -> tuple[object, ...]:
        """Return what stands beside liability and custody: fines, other responses, programmes."""
        fines = tuple((fine.fine.unit, fine.min, fine.max, fine.fine.max_called) for fine in self.fines)
        responses = tuple(leaf.response.name for leaf in self.sanctions if leaf.response is not None)
        return fines, responses, tuple(verdict.told for verdict in self.programmes)

    def turns_on(self, gate: GateVerdict) -> tuple[str, ...]:
        """Return the subjects that close a gate, or that it turns on."""
        leaves = list(leaves_of(gate.because.asked)) if gate.because is not None else []
        match gate.status:
            case ProgrammeStatus.CLOSED | ProgrammeStatus.OUTSIDE_GUIDANCE:
                found = [leaf.slot for leaf in leaves if self.leaf_holds(leaf)]
            case ProgrammeStatus.CONDITIONAL:
                found = [LEAST]
            case _:
                found = [leaf.slot for leaf in leaves if self._is_open(leaf)]
        found = [IMPOSED if slot in _SENTENCE else slot for slot in found]
        return tuple(dict.fromkeys((*gate.unless, *found)))

    def _is_open(self, leaf: Leaf) -> bool:
        """Say whether nothing is known of what a leaf reads, or not yet whether a programme is open."""
        value = self.slots.get(leaf.slot)
        return value is None or (leaf.slot.startswith(PROGRAMME) and value not in FINAL_STATUSES)

    def leaf_holds(self, leaf: Leaf) -> bool:
        """Say whether a leaf holds."""
        return leaf_holds(leaf, self.slots.get(leaf.slot), self.run.law.lowered.slots[leaf.slot].words)

    def units_of(self, verdict: ProgrammeVerdict) -> Fraction | None:
        """Return how many units of a measure stand for the sentence, exactly; None without a rate."""
        term = verdict.programme.term
        return self._units(term) if term is not None else None

    def _units(self, term: Term) -> Fraction | None:
        """Return the rate times what is converted, at most the cap; to be rounded once, when shown."""
        if term.rate is None or term.per is None or term.of is None:
            return None
        converted = self._duration(term.of)
        if converted is None:
            return None
        units = converted / self.law.jurisdiction.calendar.months(term.per) * term.rate
        return min(units, term.most) if term.most is not None else units

    def _duration(self, of: str) -> Fraction | None:
        """Return the months of a duration fact, or of an end of a range (`range.final.max`)."""
        kind, _, place = of.partition(".")
        if kind != "range":
            stated = self.intake.lengths.get(of, self.slots.get(of))
            return stated if isinstance(stated, Fraction) else None
        checkpoint, _, end = place.partition(".")
        range_ = self.checkpoints.get(Checkpoint(checkpoint))
        found = range_.end(end) if range_ is not None and end in {"min", "max", "point"} else None  # type: ignore[arg-type]  # checked here
        return found.months if found is not None else None

    def reads(self, clause: Clause) -> Iterator[tuple[Leaf, SlotValue]]:
        """Yield what a considered clause read: each test and the value it met."""
        for leaf in leaves_of(clause.asked):
            yield leaf, self.slots.get(leaf.slot)
