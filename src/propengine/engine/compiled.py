"""A law made ready to decide cases, and deciding a case under it from one set of inputs.

Inputs are what is stated, what the items make, under which options of the readings the law is applied, and
which steps the court declines. From them the levels are decided one after the other; nothing is ever revised.
A case that differs from another in few inputs is decided again only where they are read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from propengine.core.ends import Range
from propengine.core.levels import Group, Sort
from propengine.core.lowering import LoweredLaw
from propengine.core.moves import (
    Arithmetic,
    AwaitedError,
    FineRange,
    Passage,
    may_be_declined,
    standing_moves,
)
from propengine.core.profiles import Domain
from propengine.core.relevance import Relevant, relevant_for
from propengine.core.resolution import ancestors
from propengine.core.slots import (
    LEAST,
    MOST,
    OFFENCE,
    Of,
    SlotValue,
    of_lengths,
    of_open,
    of_programme,
    of_reading,
    slot_of_member,
)
from propengine.core.statements import (
    Clause,
    Conclude,
    ConcludeHow,
    Forced,
    Gate,
    Guard,
    Move,
    Role,
    clauses_of,
)
from propengine.engine.exact import Compiler, Holds
from propengine.law.programmes import Programme, ProgrammeStatus, worst
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Force, Penalty, Sanction
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
        where = f" ({provision})" if provision else ""
        super().__init__(
            f"{subject} is stated as {stated}, but {derived} follows from the other facts{where}"
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


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What a decision says of one gate of a programme.

    Attributes:
        gate: the gate.
        status: eligible where the gate is open.
        because: the clause that closes it, or that it turns on; None where it is open.
        unless: the facts that, stated, would overturn what would otherwise be said of it.
    """

    gate: Gate
    status: ProgrammeStatus
    because: Clause | None
    unless: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class Inputs:
    """What one run starts from.

    Attributes:
        values: the slots that are known: stated, measured, and the options of readings.
        declined: the steps that the court does not take.
        item_bands: for each table with bands, the band of each holding.
    """

    values: Mapping[str, SlotValue]
    declined: frozenset[str] = frozenset()
    item_bands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def changed(self, changes: Mapping[str, SlotValue]) -> "Inputs":
        """Return the inputs with some slots changed."""
        return replace(self, values={**self.values, **changes})


@dataclass(frozen=True)
class Made:
    """What a group of statements made.

    Attributes:
        writes: the slots that it wrote.
        offence: the offence that stands.
        passage: the range so far.
        best: the same with the most favourable choices.
        standing: the steps that stand.
        verdict: on the programme.
    """

    writes: Mapping[str, SlotValue]
    offence: str | None = None
    passage: Passage | None = None
    best: Passage | None = None
    standing: tuple[tuple[str, Move], ...] = ()
    verdict: ProgrammeVerdict | None = None


@dataclass
class Run:
    """A law decided once.

    Attributes:
        law: the law.
        inputs: what it started from.
        values: everything known and concluded.
        held: for each level, the clauses that hold, as a bit mask.
        made: for each level, what each group made.
        differing: the slots in which it differs from the run that it was made from.
        kind: all that the law tells apart of it, once somebody asked.
    """

    law: "CompiledLaw"
    inputs: Inputs
    values: dict[str, SlotValue]
    held: list[int]
    made: list[list[Made]]
    differing: set[str] = field(default_factory=set)
    kind: tuple[object, ...] | None = None

    @cached_property
    def options(self) -> Mapping[str, str]:
        """Return under which options of its readings the law was applied."""
        return {name: str(self.values[of_reading(name)]) for name in self.law.lowered.as_written}

    @cached_property
    def view(self) -> Law:
        """Return the law under its reading."""
        return self.law.lowered.law.under(self.options)

    @cached_property
    def structure(self) -> tuple[str, ...]:
        """Return the options of the readings that change which statement sets which aside."""
        return tuple(self.options[reading] for reading in self.law.readings_of_structure)

    @property
    def offence_id(self) -> str | None:
        """Return the offence that stands; None when undetermined."""
        return self.made[self.law.offences[0]][self.law.offences[1]].offence

    @property
    def passage(self) -> Passage | None:
        """Return the range at its end."""
        return self.made[self.law.ranges[0]][self.law.ranges[1]].passage

    @property
    def final(self) -> Range | None:
        """Return the final range; None where there is none, or where it is open."""
        passage = self.passage
        return passage.checkpoints.get(Checkpoint.FINAL) if passage is not None else None

    def holds(self, level: int, bit: int) -> bool:
        """Say whether a clause holds."""
        return bool(self.held[level] >> bit & 1)

    @cached_property
    def main(self) -> tuple[object, ...]:
        """Return the main part of the answer: offence, classification, liability and final range."""
        passage = self.passage
        final = passage.checkpoints.get(Checkpoint.FINAL) if passage is not None else None
        awaited = passage.awaited if passage is not None else ()
        return (
            self.offence_id,
            self.values.get("classification"),
            self.values.get("liability"),
            plain(final) if final is not None else awaited,
            self.gaps if self.offence_id is None else (),
        )

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """Return the declared gaps that are shown, in the order of the ruleset."""
        return tuple(id_ for id_, bit in self.law.last(Role.GAP) if self.holds(-1, bit))

    @property
    def open_readings(self) -> tuple[str, ...]:
        """Return the readings that are open on these facts."""
        return tuple(id_ for id_, bit in self.law.last(Role.READING) if self.holds(-1, bit))

    @property
    def notices(self) -> tuple[str, ...]:
        """Return the notices that the ruleset wants told, by id."""
        return tuple(id_ for id_, bit in self.law.last(Role.NOTICE) if self.holds(-1, bit))

    @property
    def may_steps(self) -> tuple[str, ...]:
        """Return the steps that stand and that the court may take."""
        return tuple(may_be_declined([s for level in self.made for made in level for s in made.standing]))

    @cached_property
    def programmes(self) -> tuple[ProgrammeVerdict, ...]:
        """Return the verdicts on the programmes."""
        return tuple(m.verdict for level in self.made for m in level if m.verdict is not None)

    @cached_property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Return the single sanctions that are open, in the order of the statute."""
        offence = self.view.contents.offences.get(self.offence_id or "")
        leaves = offence.sanction.leaves() if offence is not None and offence.sanction is not None else ()
        return tuple(leaf for i, leaf in enumerate(leaves) if self.law.is_open(self, str(self.offence_id), i))

    @cached_property
    def fines(self) -> tuple[FineRange, ...]:
        """Return the fines that are open, after the steps that act on them."""
        open_ = [leaf.fine for leaf in self.sanctions if leaf.fine is not None]
        passage = self.passage
        if not open_ or not self.law.moves_fines or passage is None or not passage.acted:
            return tuple(FineRange(fine, fine.min, fine.max) for fine in open_)
        moves = dict(step for level in self.made for made in level for step in made.standing)
        arithmetic = self.law.arithmetic(self, str(self.offence_id))
        return tuple(arithmetic.fine(fine, passage.acted, moves) for fine in open_)

    def same_answer(self, base: "Run") -> bool:
        """Say whether it gives the same answer as the run that it was made from."""
        for level, of_base in zip(self.made, base.made, strict=True):
            if level is of_base:
                continue
            for mine, other in zip(level, of_base, strict=True):
                if mine is other or (
                    mine.verdict is None and mine.writes == other.writes and not mine.passage
                ):
                    continue
                if mine.verdict is None or other.verdict is None:
                    return self.answer == base.answer
                if mine.verdict.told != other.verdict.told:
                    return False
        opening = self.law.opening_mask
        return not (self.held[-1] ^ base.held[-1]) & opening or self.answer == base.answer

    @cached_property
    def answer(self) -> tuple[object, ...]:
        """Return what makes two runs the same answer."""
        passage = self.passage
        ranges = tuple((c, plain(r)) for c, r in passage.checkpoints.items()) if passage is not None else ()
        fines = tuple((fine.min, fine.max) for fine in self.fines) if self.law.moves_fines else ()
        programmes = tuple(verdict.told for verdict in self.programmes)
        sanctions = tuple(map(self.law.told_of, self.sanctions))
        return self.main, ranges, sanctions, fines, programmes


def plain(range_: Range) -> tuple[object, ...]:
    """Return a range without the words that it was enacted in."""
    return tuple(
        (e.months, e.word) if e is not None else None for e in (range_.min, range_.max, range_.point)
    )


class KeptOfLaw(Protocol):
    """What a reader keeps of a law."""

    def __init__(self, law: "CompiledLaw") -> None:
        """Take the law."""


_Kept = TypeVar("_Kept", bound=KeptOfLaw)
_MOST_VERDICTS: Final = 10_000


class CompiledLaw:
    """A law made ready. Threads share it: what it keeps, it keeps in bounded caches.

    Attributes:
        lowered: what the law means.
        offences: the level and the place of the group that concludes the offence.
        ranges: the same for the one that ends the range.
        moves_fines: whether a step acts on fines.
        readers: for each level, the clauses that read each slot, by their bits.
        inputs: for each level, every slot that it reads.
        passages: what steps made of ranges, by all that they read; bounded.
        verdicts: on programmes, by the clauses that hold; bounded.
        before_ranges: for each group of phases but the first, where the one before stands.
    """

    def __init__(self, lowered: LoweredLaw, compiler: Compiler) -> None:
        """Compile the law."""
        self.lowered = lowered
        self.functions: tuple[tuple[Holds, ...], ...] = tuple(
            tuple(compiler.function(clause.formula, lowered.slots) for clause in level)
            for level in lowered.clauses
        )
        groups = [
            [self._group(group, level) for group in groups_of]
            for level, groups_of in enumerate(lowered.levels)
        ]
        self.groups = tuple(map(tuple, groups))
        places = {g.group.sort: (n, i) for n, level in enumerate(self.groups) for i, g in enumerate(level)}
        self.offences, self.ranges = places[Sort.OFFENCES], places[Sort.RANGES]
        moves = [
            s for level in lowered.levels for group in level for s in group.statements if isinstance(s, Move)
        ]
        self.moves_fines = any(Penalty.FINE in move.acts_on for move in moves)
        self.reads_best_case = any(
            slot.startswith(f"range.{Checkpoint.BEST_CASE}.") for slot in lowered.range_slots
        )
        self.passages: dict[object, tuple[Made | None, Made]] = {}
        ranges = [
            (n, i)
            for n, level in enumerate(self.groups)
            for i, g in enumerate(level)
            if g.group.sort is Sort.RANGES
        ]
        self.before_ranges = {id(self.groups[n][i]): before for before, (n, i) in pairwise(ranges)}
        self._empty: dict[str, SlotValue] = dict.fromkeys(lowered.slots)
        self._empty |= {of_reading(name): option for name, option in lowered.as_written.items()}
        self.readers = self._reading_clauses()
        self.inputs = tuple(
            frozenset(readers).union(*(group.beside for group in groups))
            for readers, groups in zip(self.readers, self.groups, strict=True)
        )
        self.verdicts: dict[tuple[str, int, Guard], ProgrammeVerdict | None] = {}
        self._relevant: dict[str, Relevant] = {}
        self._kept: dict[type, object] = {}
        self._told_of: dict[int, tuple[Sanction, str]] = {}
        self._set_aside: dict[tuple[str, str, tuple[str, ...]], Mapping[int, int]] = {}

    def _group(self, group: Group, level: int) -> "CompiledGroup":
        places = {id(clause): bit for bit, clause in enumerate(self.lowered.clauses[level])}
        bits = [[places[id(clause)] for clause in clauses_of(statement)] for statement in group.statements]
        mask = sum(1 << bit for of in bits for bit in of)
        return CompiledGroup(group, tuple(map(tuple, bits)), mask)

    def _reading_clauses(self) -> tuple[Mapping[str, tuple[int, ...]], ...]:
        """Return, for each level, the clauses that read each slot."""
        found: list[dict[str, list[int]]] = []
        for level in self.lowered.clauses:
            of: dict[str, list[int]] = {}
            for bit, clause in enumerate(level):
                for slot in clause.reads:
                    of.setdefault(slot, []).append(bit)
            found.append(of)
        return tuple({slot: tuple(bits) for slot, bits in of.items()} for of in found)

    @cached_property
    def told_apart(self) -> tuple[tuple[str, Domain | None], ...]:
        """Return the slots that are read, each with its classes where nothing but its class matters."""
        read = {slot for readers in self.deciding_readers for slot in readers} | self.beside_anywhere
        domains = self.lowered.domains
        return tuple(
            (slot, domains.get(slot) if slot not in self.beside_anywhere else None) for slot in sorted(read)
        )

    @cached_property
    def beside_anywhere(self) -> frozenset[str]:
        """Return the slots that some group reads otherwise than by clauses."""
        return frozenset(slot for level in self.groups for group in level for slot in group.beside)

    @cached_property
    def conclusions(self) -> tuple[str, ...]:
        """Return the slots that rules, counts and offences conclude, and that a case may state itself."""
        sorts = {Sort.FACT, Sort.RULES, Sort.OFFENCES}
        groups = [group.group for level in self.groups for group in level if group.group.sort in sorts]
        return tuple(sorted({slot for group in groups for slot in group.writes}))

    @cached_property
    def beside_of_conclusions(self) -> frozenset[str]:
        """Return the slots that are copied, shared or tested by members: read for their value itself."""
        others = [g for level in self.groups for g in level if g.group.sort is not Sort.RANGES]
        return frozenset(slot for group in others for slot in group.group.beside)

    def concludes_anew(self, run: Run, group: "CompiledGroup", before: int, after: int) -> bool:
        """Say whether a group concludes something else when other clauses hold, as far as they alone say."""
        match group.group.sort:
            case Sort.RULES | Sort.OFFENCES | Sort.RANGES:
                aside = self.set_aside(run, group)
                was, would = group.standing(before, aside), group.standing(after, aside)
                if was == would:
                    return False
                certain = group.group.sort is Sort.RANGES or group.copies
                return certain or group.concluded(was) != group.concluded(would)
            case Sort.PROGRAMME:
                verdicts = [verdict_of(self, run, group, held) for held in (before, after)]
                return len({verdict.told if verdict is not None else None for verdict in verdicts}) > 1
            case Sort.LAST:
                return bool((before ^ after) & (self.opening_mask | self._reading_mask))
            case _:
                return True

    @cached_property
    def _reading_mask(self) -> int:
        clauses = self.lowered.clauses[-1]
        return sum(1 << bit for bit, clause in enumerate(clauses) if clause.role is Role.READING)

    @cached_property
    def deciding_readers(self) -> tuple[Mapping[str, tuple[int, ...]], ...]:
        """Return, for each level, the clauses that read each slot, but for those of notices."""
        return tuple(
            {
                slot: kept
                for slot, bits in readers.items()
                if (kept := tuple(bit for bit in bits if clauses[bit].role is not Role.NOTICE))
            }
            for readers, clauses in zip(self.readers, self.lowered.clauses, strict=True)
        )

    def relevant(self, conduct: str) -> Relevant:
        """Return what the answer can depend on for one conduct, which every case states."""
        known = self._relevant.get(conduct)
        if known is None:
            known = self._relevant[conduct] = relevant_for(self.lowered, conduct)
        return known

    def kept(self, kind: type[_Kept]) -> _Kept:
        """Return what a reader of the law keeps: one of each class, made when first asked for.

        The class belongs to the reader, so that the law need not know who reads it.
        """
        known = self._kept.get(kind)
        if not isinstance(known, kind):
            known = self._kept[kind] = kind(self)
        return known

    @cached_property
    def readings_of_structure(self) -> tuple[str, ...]:
        """Return the readings that change rules, offences or steps, and so which of them sets which aside."""
        kinds = {"rules", "offences", "steps"}
        touched = {
            r for (kind, _), readings in self.lowered.touching.items() if kind in kinds for r in readings
        }
        return tuple(sorted(touched))

    @cached_property
    def clauses_by_role(self) -> Mapping[Role, tuple[Clause, ...]]:
        """Return its clauses by what they are for, in order."""
        clauses = [clause for level in self.lowered.clauses for clause in level]
        return {role: tuple(clause for clause in clauses if clause.role is role) for role in Role}

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[tuple["CompiledGroup", int], ...]]:
        """Return the groups of rules that conclude each slot, with their levels."""
        found: dict[str, list[tuple[CompiledGroup, int]]] = {}
        for level, groups in enumerate(self.groups):
            for group in groups:
                if group.group.sort is Sort.RULES:
                    found.setdefault(group.group.name, []).append((group, level))
        return {slot: tuple(of) for slot, of in found.items()}

    def last(self, role: Role) -> tuple[tuple[str, int], ...]:
        """Return the ids and bits of the clauses of a role on the last level."""
        return self._last[role]

    @cached_property
    def _last(self) -> Mapping[Role, tuple[tuple[str, int], ...]]:
        clauses = self.lowered.clauses[-1]
        return {role: tuple((c.id, bit) for bit, c in enumerate(clauses) if c.role is role) for role in Role}

    @cached_property
    def opening_mask(self) -> int:
        """Return the bits of the last level that open a sanction or show a gap."""
        roles = {Role.SANCTION, Role.GAP}
        return sum(1 << bit for bit, clause in enumerate(self.lowered.clauses[-1]) if clause.role in roles)

    @cached_property
    def _opening(self) -> Mapping[tuple[str, str], tuple[tuple[Guard, int], ...]]:
        """Return the clauses that open single sanctions, by offence and place."""
        found: dict[tuple[str, str], list[tuple[Guard, int]]] = {}
        for bit, clause in enumerate(self.lowered.clauses[-1]):
            if clause.role is Role.SANCTION:
                found.setdefault((clause.id, clause.part), []).append((clause.guard, bit))
        return {key: tuple(of) for key, of in found.items()}

    def is_open(self, run: Run, offence: str, place: int) -> bool:
        """Say whether a single sanction of an offence is open."""
        found = self._opening.get((offence, str(place)))
        if found is None:
            return True
        held = run.held[-1]
        own = [bit for guard, bit in found if not guard or all(run.options[r] == o for r, o in guard)]
        return not own or any(held >> bit & 1 for bit in own)

    def told_of(self, sanction: Sanction) -> str:
        """Return what makes two single sanctions the same answer; a range of custody is compared itself."""
        known = self._told_of.get(id(sanction))
        if known is None or known[0] is not sanction:
            told = "custody" if sanction.custody is not None else sanction.model_dump_json()
            known = self._told_of[id(sanction)] = (sanction, told)
        return known[1]

    def evaluate(self, inputs: Inputs) -> Run:
        """Decide a case from its inputs.

        Raises:
            ContradictoryRulesError: rules contradict each other without a label.
            StatedContradictsDerivedError: a stated conclusion differs from the derived one.
            UnknownTextReachedError: the text of the offence is not known.
            FractionOutsideBoundsError: a stated choice lies outside its bounds.
            RangeRuleError: a step has no meaning for the range.
        """
        run = Run(self, inputs, {**self._empty, **inputs.values}, [], [])
        values = run.values
        for functions, groups in zip(self.functions, self.groups, strict=True):
            held = 0
            bit = 1
            for holds in functions:
                if holds(values):
                    held |= bit
                bit <<= 1
            run.held.append(held)
            run.made.append([])
            for group in groups:
                self._make(run, group, held)
        return run

    def again(self, base: Run, inputs: Inputs, changed: Iterable[str]) -> Run:
        """Decide a case again whose inputs differ from those of a run in some slots; see `evaluate`."""
        differing = {slot for slot in changed if inputs.values.get(slot) != base.values.get(slot)}
        run = Run(self, inputs, dict(base.values), [], [], differing)
        for slot in differing:
            run.values[slot] = inputs.values.get(slot, self._empty.get(slot))
        new_readings = any(slot.startswith("reading.") for slot in differing)
        if not new_readings:
            run.options, run.view, run.structure = base.options, base.view, base.structure
        for number, inputs_of in enumerate(self.inputs):
            if not new_readings and differing.isdisjoint(inputs_of):
                run.held.append(base.held[number])
                run.made.append(base.made[number])
            else:
                self._level_again(base, run, number, new_readings=new_readings)
        return run

    def _level_again(self, base: Run, run: Run, number: int, *, new_readings: bool) -> None:
        """Decide one level again: the clauses that read what differs, and the groups that they turn."""
        differing, values = run.differing, run.values
        held, functions, readers = base.held[number], self.functions[number], self.readers[number]
        for slot in differing:
            for bit in readers.get(slot, ()):
                held = held | 1 << bit if functions[bit](values) else held & ~(1 << bit)
        run.held.append(held)
        run.made.append([])
        turned = held ^ base.held[number]
        for group, before in zip(self.groups[number], base.made[number], strict=True):
            if not turned & group.mask and not new_readings and differing.isdisjoint(group.beside):
                run.made[-1].append(before)
                continue
            for slot in before.writes:
                values[slot] = run.inputs.values.get(slot, self._empty.get(slot))
            self._make(run, group, held)
            for slot in (*before.writes, *run.made[-1][-1].writes):
                if values.get(slot) != base.values.get(slot):
                    differing.add(slot)

    def _make(self, run: Run, group: "CompiledGroup", held: int) -> None:
        made = _MAKERS[group.group.sort](self, run, group, held)
        run.made[-1].append(made)
        for slot, value in made.writes.items():
            run.values[slot] = value

    def conclude(self, run: Run, slot: str, value: SlotValue, provision: str) -> SlotValue:
        """Return what a slot holds after a conclusion: what is stated stays, and must not differ."""
        stated = run.inputs.values.get(slot)
        if stated is None or value is None or stated == value:
            return stated if value is None else value
        raise StatedContradictsDerivedError(slot, _told(stated), _told(value), provision)

    def set_aside(self, run: Run, group: "CompiledGroup") -> Mapping[int, int]:
        """Return, for each statement of a group by place, the bits of the exceptions that set it aside."""
        key = (group.group.sort, group.group.name, run.structure)
        known = self._set_aside.get(key)
        if known is None:
            known = self._set_aside[key] = self._exceptions(run, group)
        return known

    def _exceptions(self, run: Run, group: "CompiledGroup") -> Mapping[int, int]:
        elements = getattr(run.view.contents, group.group.sort)
        above = {id_: ancestors(elements, id_) for id_ in group.ids if id_ in elements}
        return {
            place: sum(
                1 << bits[0]
                for other, bits in zip(group.ids, group.bits, strict=True)
                if id_ in above.get(other, ())
            )
            for place, id_ in enumerate(group.ids)
        }

    def arithmetic(self, run: Run, offence: str, *, best_case: bool = False) -> Arithmetic:
        """Return the arithmetic of an offence of a run."""
        law = run.view
        return Arithmetic(
            law.contents,
            law.jurisdiction,
            self.lowered.scale,
            offence,
            run.values,
            run.inputs.item_bands,
            best_case=best_case,
        )


def _of_slot(slot: str) -> tuple[Checkpoint | None, Of]:
    if slot in {LEAST, MOST}:
        return Checkpoint.FINAL, Of.MIN if slot == LEAST else Of.MAX
    kind, checkpoint, of = slot.split(".")
    return (Checkpoint(checkpoint) if kind == "range" else None), Of(of)


@dataclass
class CompiledGroup:
    """A group of statements and where their clauses stand among those of their level.

    Attributes:
        group: the group.
        bits: for each statement, the bits of its clauses.
        mask: all of them.
    """

    group: Group
    bits: tuple[tuple[int, ...], ...]
    mask: int
    _range_writes: Mapping[str, tuple[Checkpoint | None, Of]] | None = None

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the element of each statement."""
        return tuple(next(clauses_of(statement)).id for statement in self.group.statements)

    @cached_property
    def beside(self) -> frozenset[str]:
        """Return the slots that matter to it otherwise than by clauses: a conclusion that is stated, too."""
        stated = {Sort.RULES, Sort.FACT, Sort.OFFENCES}
        return self.group.beside | (self.group.writes if self.group.sort in stated else frozenset())

    @cached_property
    def copies(self) -> bool:
        """Say whether a statement concludes what another slot holds."""
        return any(isinstance(s, Conclude) and s.how is ConcludeHow.COPY for s in self.group.statements)

    def concluded(self, places: Iterable[int]) -> set[object]:
        """Return what the statements at some places conclude."""
        statements = (self.group.statements[place] for place in places)
        return {statement.value for statement in statements if isinstance(statement, Conclude)}

    @cached_property
    def beside_in_order(self) -> tuple[str, ...]:
        """Return the slots that it reads otherwise than by clauses, in a fixed order."""
        return tuple(sorted(self.group.beside))

    def range_writes(self, law: CompiledLaw) -> Mapping[str, tuple[Checkpoint | None, Of]]:
        """Return the slots of ranges that it writes and some clause reads: which checkpoint, what of it."""
        if self._range_writes is None:
            wanted = self.group.writes & (law.lowered.range_slots | {LEAST, MOST})
            self._range_writes = {slot: _of_slot(slot) for slot in sorted(wanted)}
        return self._range_writes

    def standing(self, held: int, aside: Mapping[int, int]) -> list[int]:
        """Return the places of the statements that hold and that nothing sets aside."""
        if not held & self.mask:
            return []
        return [
            place
            for place, bits in enumerate(self.bits)
            if held >> bits[0] & 1 and not held & aside.get(place, 0)
        ]


def _told(value: SlotValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fact(law: CompiledLaw, run: Run, group: CompiledGroup, held: int) -> Made:
    """Make a fact that follows from others: a count, the size of a set, or a share."""
    name = group.group.name
    fact = law.lowered.law.contents.facts[name]
    derive = fact.derive
    value: SlotValue = None
    if derive is not None and derive.count is not None:
        return _counted(law, run, group, held, fact.provision or "")
    if derive is not None and derive.size is not None:
        members = law.lowered.law.contents.facts[derive.size].members or []
        shown = [run.values.get(slot_of_member(derive.size, member)) for member in members]
        value = Fraction(sum(map(bool, shown))) if run.values.get(derive.size) else None
    elif derive is not None and derive.share is not None:
        part, whole = (run.values.get(of) for of in derive.share)
        if isinstance(part, Fraction) and isinstance(whole, Fraction) and whole:
            value = run.values.get(of_lengths(name)) or part / whole
    return Made({name: law.conclude(run, name, value, fact.provision or "")})


def _counted(law: CompiledLaw, run: Run, group: CompiledGroup, held: int, provision: str) -> Made:
    """Make a count of conditions that are shown; open while what is not settled could make a difference.

    Where every test on it gives the same whatever else is shown, the count stands for all of them, and is
    still open to whoever looks something up by it.
    """
    name = group.group.name
    shown = sum(held >> bits[0] & 1 for bits in group.bits)
    settled = sum((held >> bits[0] | held >> bits[1]) & 1 for bits in group.bits)
    most = shown + len(group.bits) - settled
    stated = run.inputs.values.get(name)
    if isinstance(stated, Fraction) and shown <= stated <= most:
        return Made({name: stated, of_open(name): None})
    domain = law.lowered.domains.get(name)
    alike = domain is not None and domain.classify(Fraction(shown)) == domain.classify(Fraction(most))
    decides = shown == most or (alike and name not in law.beside_of_conclusions)
    value = law.conclude(run, name, Fraction(shown) if decides else None, provision)
    return Made({name: value, of_open(name): shown != most or None})


def _rules(law: CompiledLaw, run: Run, group: CompiledGroup, held: int) -> Made:
    variable = group.group.name
    standing = group.standing(held, law.set_aside(run, group)) if held & group.mask else []
    statements = [group.group.statements[place] for place in standing]
    values = {_value(statement, run) for statement in statements if isinstance(statement, Conclude)}
    if len(values) > 1:
        raise ContradictoryRulesError(variable, [group.ids[place] for place in standing])
    first = statements[0] if statements else None
    provision = first.provision if isinstance(first, Conclude) else ""
    value = values.pop() if values else None
    return Made({variable: law.conclude(run, variable, value, provision)})


def _value(statement: Conclude, run: Run) -> SlotValue:
    if statement.how is not ConcludeHow.COPY:
        return statement.value
    found = run.values.get(str(statement.value))
    return Fraction(found) if isinstance(found, str) and found.isdigit() else found


def _offences(law: CompiledLaw, run: Run, group: CompiledGroup, held: int) -> Made:
    standing = group.standing(held, law.set_aside(run, group))
    if len(standing) > 1:
        raise ContradictoryRulesError(OFFENCE, [group.ids[place] for place in standing])
    first = group.group.statements[standing[0]] if standing else None
    value, provision = (first.value, first.provision) if isinstance(first, Conclude) else (None, "")
    offence_id = law.conclude(run, OFFENCE, value, provision)
    if offence_id is None:
        return Made({OFFENCE: None, "classification": None, "liability": None})
    offence = run.view.contents.offences[str(offence_id)]
    if offence.unknown is not None:
        raise UnknownTextReachedError(offence.provision, offence.unknown)
    writes = {
        OFFENCE: offence_id,
        "classification": offence.classification.value,
        "liability": offence.liability.value,
    }
    return Made(writes, offence=str(offence_id))


def _ranges(law: CompiledLaw, run: Run, group: CompiledGroup, held: int) -> Made:
    offence = run.offence_id
    imposed = run.values.get(IMPOSED_SENTENCE)
    if offence is None:
        return Made(_imposed(dict.fromkeys(group.range_writes(law)), imposed))
    before = _made_before(law, run, group)
    places = tuple(group.standing(held, law.set_aside(run, group)))
    known_by = (
        id(group),
        id(before),
        offence,
        places,
        run.inputs.declined,
        tuple(run.options.values()),
        tuple(run.values.get(slot) for slot in group.beside_in_order),
        tuple(run.inputs.item_bands.items()),
    )
    known = law.passages.get(known_by)
    if known is None:
        if len(law.passages) >= MOST_PASSAGES:
            law.passages.clear()
        known = law.passages[known_by] = (before, _passage(law, run, group, places, before))
    return known[1]


MOST_PASSAGES: Final = 5000


def _passage(
    law: CompiledLaw, run: Run, group: CompiledGroup, places: Sequence[int], before: Made | None
) -> Made:
    """Return what the steps that stand make of a range, in the phases of a group."""
    offence = str(run.offence_id)
    standing = tuple((group.ids[p], m) for p in places if isinstance(m := group.group.statements[p], Move))
    taken = standing_moves(standing, run.inputs.declined)
    passage = _moved(
        law.arithmetic(run, offence), before.passage if before else None, before is None, law, group, taken
    )
    best = None
    if law.reads_best_case:
        favourable = law.arithmetic(run, offence, best_case=True)
        best = _moved(favourable, before.best if before else None, before is None, law, group, taken)
    writes = dict.fromkeys(group.range_writes(law))
    if passage is not None and not passage.awaited and passage.checkpoints:
        shown = _shown(law.arithmetic(run, offence), passage)
        last = best.checkpoints.get(Checkpoint.FINAL) if best is not None else None
        for slot, of_slot in group.range_writes(law).items():
            range_ = _range_of(of_slot[0], passage, shown, last)
            writes[slot] = range_.number(of_slot[1]) if range_ is not None else None
    return Made(
        _imposed(writes, run.values.get(IMPOSED_SENTENCE)),
        passage=passage,
        best=best,
        standing=standing,
    )


def _shown(arithmetic: Arithmetic, passage: Passage) -> Range | None:
    """Return the ends of a range as it is now; None while the key of their table is not known."""
    try:
        return arithmetic.shown(passage)
    except AwaitedError:
        return None


def _range_of(
    checkpoint: Checkpoint | None, passage: Passage, shown: Range | None, best: Range | None
) -> Range | None:
    """Return the range at a checkpoint; the range as it is now where none is named."""
    if checkpoint is None:
        return shown
    return best if checkpoint is Checkpoint.BEST_CASE else passage.checkpoints.get(checkpoint)


def _imposed(writes: dict[str, SlotValue], imposed: SlotValue) -> dict[str, SlotValue]:
    """Return what a group writes; a sentence that was imposed stands for what may be imposed."""
    if LEAST in writes and imposed is not None:
        writes[LEAST] = writes[MOST] = imposed
    return writes


def _moved(
    arithmetic: Arithmetic,
    before: Passage | None,
    first: bool,  # noqa: FBT001 - there may be no passage although phases went before
    law: CompiledLaw,
    group: CompiledGroup,
    taken: Mapping[str, Move],
) -> Passage | None:
    passage = arithmetic.through(arithmetic.start() if first else before, group.group.phases, taken)
    last = group is law.groups[law.ranges[0]][law.ranges[1]]
    return arithmetic.finished(passage) if last else passage


def _made_before(law: CompiledLaw, run: Run, group: CompiledGroup) -> Made | None:
    """Return what the group of the phases before made; None for the first."""
    at = law.before_ranges.get(id(group))
    return run.made[at[0]][at[1]] if at is not None else None


def _programme(law: CompiledLaw, run: Run, group: CompiledGroup, held: int) -> Made:
    verdict = verdict_of(law, run, group, held)
    status = verdict.status.value if verdict is not None else None
    return Made({of_programme(group.group.name): status}, verdict=verdict)


def verdict_of(law: CompiledLaw, run: Run, group: CompiledGroup, held: int) -> ProgrammeVerdict | None:
    """Return the verdict on a programme when certain clauses hold; None where the law as read has none."""
    name = group.group.name
    options = tuple((r, run.options[r]) for r in law.lowered.touching.get(("programmes", name), ()))
    key = (name, held & group.mask, options)
    if key not in law.verdicts:
        if len(law.verdicts) >= _MOST_VERDICTS:
            law.verdicts.clear()
        programme = run.view.contents.programmes.get(name)
        law.verdicts[key] = _verdict(name, programme, group, held, options) if programme is not None else None
    return law.verdicts[key]


def _verdict(
    name: str, programme: Programme, group: CompiledGroup, held: int, options: Guard
) -> ProgrammeVerdict:
    gates: list[GateVerdict] = []
    force = None
    for statement, bits in zip(group.group.statements, group.bits, strict=True):
        first = next(clauses_of(statement))
        if first.guard != options:
            continue
        if isinstance(statement, Gate):
            gates.append(_gate(statement, bits, held))
        elif isinstance(statement, Forced) and force is None and held >> bits[0] & 1:
            force = statement.force
    status = worst(gate.status for gate in gates)
    return ProgrammeVerdict(name, status, tuple(gates), force or programme.force, programme)


def _gate(gate: Gate, bits: Sequence[int], held: int) -> GateVerdict:
    holds = {clause.role: bool(held >> bit & 1) for clause, bit in zip(clauses_of(gate), bits, strict=True)}
    if holds.get(Role.GATE_BARRED):
        return GateVerdict(gate, ProgrammeStatus.CLOSED, gate.barred)
    if holds[Role.GATE_FAILED]:
        return GateVerdict(gate, ProgrammeStatus.CLOSED, gate.failed)
    if not holds[Role.GATE_ASKED]:
        waits = holds.get(Role.GATE_AWAITS_SENTENCE, False)
        status = ProgrammeStatus.CONDITIONAL if waits else ProgrammeStatus.UNDETERMINED
        return GateVerdict(gate, status, gate.asked)
    if gate.barred is not None and not holds[Role.GATE_CLEARED]:
        waits = holds.get(Role.BAR_AWAITS_SENTENCE, False)
        status = ProgrammeStatus.CONDITIONAL if waits else ProgrammeStatus.OPEN_UNLESS
        return GateVerdict(gate, status, gate.barred)
    return GateVerdict(gate, ProgrammeStatus.ELIGIBLE, None)


def _nothing(law: CompiledLaw, run: Run, group: CompiledGroup, held: int) -> Made:  # noqa: ARG001 - as the others
    return Made({})


_MAKERS: Final = {
    Sort.FACT: _fact,
    Sort.RULES: _rules,
    Sort.OFFENCES: _offences,
    Sort.RANGES: _ranges,
    Sort.PROGRAMME: _programme,
    Sort.LAST: _nothing,
}
