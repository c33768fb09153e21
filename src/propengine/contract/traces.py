"""The trace: every clause of a law that was considered, what it read, and whether an exception set it aside.

Its steps are the same for every case under a law and options of its readings, but for what is known: each is
made once for each way in which it is met, and kept as the bytes that are sent.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import count
from typing import Final, TypeAlias

from propengine.contract.enums import BOUND, CLASSIFICATION, COMPARISON, LIABILITY, ROLE
from propengine.contract.presumptions import fill_presumption
from propengine.contract.values import MONTHS, fill_source, fill_value, unit_of, word_above_all
from propengine.core.ends import ABOVE_ALL
from propengine.core.formulas import Every, Formula, Leaf, Some, leaves_of
from propengine.core.lowering import LoweredLaw
from propengine.core.profiles import UNKNOWN, Domain
from propengine.core.slots import SlotValue
from propengine.core.statements import KIND_OF, Clause, Role
from propengine.engine.bounded import Bounded
from propengine.engine.runs import Run
from propengine.engine.trace import set_aside
from propengine.law.rules import Rule, ValueOf
from propengine.law.ruleset import Law
from propengine.v1 import decision_pb2, trace_pb2

TRACE_VERSION: Final = 1
"""The form of a trace, as docs/trace.md tells it: another number where a reader must know of a change."""
_NOTHING_KNOWN: Final = 1 << UNKNOWN


_Held: TypeAlias = tuple[str | None, SlotValue]
"""What set a clause aside that holds, and what it concludes."""
_Met: TypeAlias = tuple[int, bool, SlotValue, bool, str]
"""What a test of a step meets: which test, whether it holds, the value, whether an example, its unit."""
_HowMet: TypeAlias = tuple[int, _Held | None, tuple[_Met, ...]]


@dataclass(frozen=True, slots=True)
class SlotReads:
    """Where the trace reads a slot.

    Attributes:
        slot: which.
        unit: what a number there counts.
        domain: the classes of its values.
        places: the step, the test in it, and the classes in which that test holds, as a bit mask.
    """

    slot: str
    unit: str
    domain: Domain
    places: tuple[tuple[int, int, int], ...]


class TraceTemplate:
    """The trace of a law under options of its readings, as it is while nothing is known.

    What belongs to other options is left out, and so is what a step asks of the readings.

    Attributes:
        elements: whose its steps are, as `kind/id`, each once.
        subjects: what its steps read and conclude, each once.
        values: the words with which they compare, each once, with the subject.
    """

    def __init__(self, law: Law, lowered: LoweredLaw, options: Mapping[str, str]) -> None:
        """Write it while nothing is known.

        Args:
            law: the law under the options.
            lowered: what it means, under all options.
            options: of its readings.
        """
        self._law = law
        self._calendar = law.jurisdiction.calendar
        self._outcome = decision_pb2.Outcome()
        self._clauses: list[Clause] = []
        self._places: list[Mapping[int, int]] = []
        for level, clauses in enumerate(lowered.clauses):
            places: dict[int, int] = {}
            for bit, clause in enumerate(clauses):
                if all(options[reading] == option for reading, option in clause.guard):
                    places[bit] = len(self._clauses)
                    self._clauses.append(clause)
                    self._fill_step(self._outcome.trace.add(level=level), clause)
            self._places.append(places)
        self.elements = tuple(dict.fromkeys(f"{KIND_OF[c.role]}/{c.id}" for c in self._clauses))
        self._reads = tuple(self._slot_reads(lowered.domains))
        reads = [read for step in self._outcome.trace for read in step.reads]
        concluded = [step.concludes for step in self._outcome.trace if step.concludes]
        self.subjects = tuple(dict.fromkeys([*(read.subject for read in reads), *concluded]))
        self.values = tuple(
            dict.fromkeys(
                (read.subject, value.word) for read in reads for value in read.constants if value.word
            )
        )
        self._while_silent = [_sent(step) for step in self._outcome.trace]
        self._met: Bounded[_HowMet, bytes] = Bounded(2 * len(self._clauses))

    def fill(self, target: decision_pb2.Outcome, run: Run, examples: Collection[str] = ()) -> None:
        """Write the trace of a run.

        Args:
            target: where to.
            run: the run.
            examples: the slots whose values stand for others.
        """
        reads = self._reads_of(run, examples)
        held = dict(self._held(run))
        steps = list(self._while_silent)
        for place in reads.keys() | held.keys():
            how = place, held.get(place), tuple(reads.get(place, ()))
            sent = self._met.get(how)
            if sent is None:
                sent = self._met[how] = self._step(*how)
            steps[place] = sent
        target.MergeFromString(b"".join((*steps, self._considered)))

    def _held(self, run: Run) -> Iterator[tuple[int, _Held]]:
        """Yield, by the place of the step, what set aside each clause that holds, and what it concludes."""
        for level, (held, places) in enumerate(zip(run.held, self._places, strict=True)):
            aside = set_aside(run, level)
            for bit in _bits(held):
                if (place := places.get(bit)) is not None:
                    by = aside.get(bit)
                    concludes = self._outcome.trace[place].concludes
                    yield place, (by, run.values.get(concludes) if concludes and by is None else None)

    def _reads_of(self, run: Run, examples: Collection[str]) -> Mapping[int, list[_Met]]:
        """Return, by the place of the step, what its tests meet: which test, whether it holds, and what."""
        found: dict[int, list[_Met]] = {}
        for reads in self._reads:
            value = run.values.get(reads.slot)
            if value is None:
                continue
            class_, example = reads.domain.classify(value), reads.slot in examples
            met = word_above_all(run, reads.slot) if value == ABOVE_ALL and reads.unit == MONTHS else value
            for place, read, allowed in reads.places:
                holds = bool(allowed >> class_ & 1)
                found.setdefault(place, []).append((read, holds, met, example, reads.unit))
        return found

    def _step(self, place: int, held: _Held | None, reads: Sequence[_Met]) -> bytes:
        """Return a step as it is sent, with what its tests meet and what it concludes."""
        step = trace_pb2.TraceStep()
        step.CopyFrom(self._outcome.trace[place])
        for read, holds, met, example, unit in reads:
            of = step.reads[read]
            of.holds = holds
            fill_value(of.met, met, unit, self._calendar)
            if example:
                of.met.example = True
        if held is not None:
            step.holds = True
            by, value = held
            if by is not None:
                step.set_aside_by = by
            elif step.concludes:
                fill_value(step.concluded, value, unit_of(self._law, step.concludes), self._calendar)
        return _sent(step)

    @cached_property
    def _considered(self) -> bytes:
        """Return what is said of offences and steps whether they stand or not, as it is sent."""
        outcome = decision_pb2.Outcome()
        for clause in self._clauses:
            if clause.role is Role.OFFENCE:
                offence = self._law.contents.offences[clause.id]
                outcome.considered_offences.add(
                    id=clause.id,
                    classification=CLASSIFICATION[offence.classification],
                    liability=LIABILITY[offence.liability],
                )
            elif clause.role is Role.STEP and self._law.contents.steps[clause.id].move.lowers:
                outcome.lowering_steps.append(clause.id)
        return outcome.SerializeToString(deterministic=True)

    def _slot_reads(self, domains: Mapping[str, Domain]) -> Iterator[SlotReads]:
        places: dict[str, list[tuple[int, int, int]]] = {}
        for i, clause in enumerate(self._clauses):
            for j, leaf in enumerate(leaves_of(clause.asked)):
                allowed = domains[leaf.slot].allowed(leaf)
                places.setdefault(leaf.slot, []).append((i, j, allowed))
                self._outcome.trace[i].reads[j].holds = bool(allowed & _NOTHING_KNOWN)
        for slot, of_slot in places.items():
            yield SlotReads(slot, unit_of(self._law, slot), domains[slot], tuple(of_slot))

    def _fill_step(self, step: trace_pb2.TraceStep, clause: Clause) -> None:
        contents = self._law.contents
        step.role, step.id, step.part = ROLE[clause.role], clause.id, clause.part
        for leaf in leaves_of(clause.asked):
            self._fill_read(step.reads.add(), leaf)
        if not _asks_every(clause.asked):
            _fill_joined(step.joined, clause.asked, count())
        match clause.role:
            case Role.GAP:
                gap = next(gap for gap in self._law.jurisdiction.gaps if gap.id == clause.id)
                step.source.provision = gap.provision or ""
                return
            case Role.RULE:
                step.concludes = contents.rules[clause.id].variable
                self._fill_would_conclude(step, contents.rules[clause.id])
                fill_presumption(step.presumption, contents.rules[clause.id].presumption)
            case Role.OFFENCE:
                fill_presumption(step.presumption, contents.offences[clause.id].presumption)
            case Role.COUNTED | Role.NOT_COUNTED:
                step.source.provision = contents.facts[clause.id].provision or ""
            case _:
                pass
        self._fill_source(step, clause)

    def _fill_would_conclude(self, step: trace_pb2.TraceStep, rule: Rule) -> None:
        value = rule.value
        if isinstance(value, ValueOf):
            return
        unit = unit_of(self._law, step.concludes)
        known = value if isinstance(value, bool | str) else Fraction(value)
        fill_value(step.would_conclude, known, unit, self._calendar)

    def _fill_source(self, step: trace_pb2.TraceStep, clause: Clause) -> None:
        """Write where a clause comes from; that of a single sanction may have a provision of its own."""
        part = None
        if clause.role is Role.SANCTION:
            leaf = self._law.contents.offences[clause.id].leaves[int(clause.part)]
            part = leaf.fine or leaf.response
        mark, provision = (part.mark, part.provision) if part is not None else (None, None)
        fill_source(step.source, self._law, KIND_OF[clause.role], clause.id, mark, provision)

    def _fill_read(self, read: trace_pb2.Read, leaf: Leaf) -> None:
        read.subject = leaf.slot
        read.comparison = COMPARISON[leaf.comparison]
        read.bound = BOUND[leaf.bound]
        for reference in leaf.references:
            fill_value(read.constants.add(), reference, unit_of(self._law, leaf.slot), self._calendar)


def _sent(step: trace_pb2.TraceStep) -> bytes:
    """Return a step as it is sent in an outcome."""
    return decision_pb2.Outcome(trace=[step]).SerializeToString(deterministic=True)


def _asks_every(formula: Formula) -> bool:
    """Say whether a formula holds just where each of its leaves does."""
    match formula:
        case Leaf():
            return True
        case Every():
            return all(map(_asks_every, formula.parts))
        case Some():
            return len(formula.parts) == 1 and _asks_every(formula.parts[0])


def _fill_joined(target: trace_pb2.Joined, formula: Formula, places: Iterator[int]) -> None:
    """Write how the leaves of a formula belong together, each by its place among the reads."""
    if isinstance(formula, Leaf):
        target.read = next(places)
        return
    target.any_of = isinstance(formula, Some)
    for part in formula.parts:
        _fill_joined(target.parts.add(), part, places)


def _bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
