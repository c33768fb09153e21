"""Runs: a law decided once, from what it started with to what it answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from propengine.core.ends import Range
from propengine.core.moves import Arithmetic, FineRange, Passage, Route, may_be_declined
from propengine.core.slots import SlotValue, of_open, of_reading
from propengine.core.statements import Move, Role
from propengine.engine.compiled import CompiledGroup, CompiledLaw
from propengine.engine.verdicts import ProgrammeVerdict
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Sanction
from propengine.law.vocabulary import Term


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

    def changed(
        self, changes: Mapping[str, SlotValue], item_bands: Mapping[str, tuple[str, ...]] | None = None
    ) -> "Inputs":
        """Return the inputs with some slots changed, and other bands of the holdings if any are given."""
        bands = self.item_bands if item_bands is None else item_bands
        return Inputs({**self.values, **changes}, self.declined, bands)


@dataclass(frozen=True)
class Made:
    """What a group of statements made.

    Attributes:
        writes: the slots that it wrote.
        offence: the offence that stands.
        passage: the range so far.
        best: the same with the most favourable choices.
        lawful: the same where the court does not follow a range that only guides it.
        standing: the steps that stand.
        verdict: on the programme.
        across: the fields that were compared across units of time.
        displaced_by: the gap that took the place of the offence.
        fines: of the offence that stands, one for each of its single sanctions, where a step acts on them.
    """

    writes: Mapping[str, SlotValue]
    offence: str | None = None
    passage: Passage | None = None
    best: Passage | None = None
    lawful: Passage | None = None
    standing: tuple[tuple[str, Move], ...] = ()
    verdict: ProgrammeVerdict | None = None
    across: tuple[str, ...] = ()
    displaced_by: str | None = None
    fines: tuple[FineRange | None, ...] = ()


class Kind:
    """All that a law tells apart of a case: cases of one kind differ in nothing that decides.

    Attributes:
        told: the parts; they are long to compare, so that their hash is made once.
    """

    __slots__ = ("_hash", "told")

    def __init__(self, told: tuple[object, ...]) -> None:
        """Take the parts."""
        self.told = told
        self._hash = hash(told)

    def __hash__(self) -> int:
        """Return the hash of the parts."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Say whether nothing is told apart."""
        return self is other or (
            isinstance(other, Kind) and self._hash == other._hash and self.told == other.told
        )


@dataclass(slots=True, eq=False)
class Alike:
    """What is so of every case that a law does not tell apart from the first.

    Attributes:
        kind: of which kind they are; None while nobody asked.
        classes: of every slot that clauses read, in the order of the domains; None while nobody asked.
    """

    kind: Kind | None = None
    classes: tuple[int, ...] | None = None


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
        alike: shared with the runs that have its conclusions.
        classes_of_inputs: the class of every slot that clauses read before anything is concluded, if they
            were asked for.
    """

    law: CompiledLaw
    inputs: Inputs
    values: dict[str, SlotValue]
    held: list[int]
    made: list[list[Made]]
    differing: set[str] = field(default_factory=set)
    alike: Alike = field(default_factory=Alike)
    classes_of_inputs: tuple[int, ...] | None = None

    @cached_property
    def written(self) -> Mapping[str, SlotValue]:
        """Return all that was concluded, by slot."""
        return {s: v for level in self.made for made in level for s, v in made.writes.items()}

    @cached_property
    def options(self) -> Mapping[str, str]:
        """Return under which options of its readings the law was applied."""
        return {name: str(self.values[of_reading(name)]) for name in self.law.lowered.as_written}

    @cached_property
    def view(self) -> Law:
        """Return the law under its reading."""
        return self.law.lowered.law.under(self.options)

    @property
    def classes(self) -> tuple[int, ...]:
        """Return the class of every slot that clauses read, in the order of the domains."""
        if self.alike.classes is None:
            self.alike.classes = self.law.classes_of(self.values)
        return self.alike.classes

    @cached_property
    def structure(self) -> tuple[str, ...]:
        """Return the options of the readings that change which statement sets which aside."""
        return tuple(self.options[reading] for reading in self.law.readings_of_structure)

    @property
    def offence_id(self) -> str | None:
        """Return the offence that stands; None when undetermined."""
        return self._offences.offence

    @property
    def displaced_by(self) -> str | None:
        """Return the gap that took the place of the offence; None where none did."""
        return self._offences.displaced_by

    @property
    def _offences(self) -> Made:
        """Return what the group made that concludes the offence."""
        return self.made[self.law.offences[0]][self.law.offences[1]]

    @property
    def passage(self) -> Passage | None:
        """Return the range at its end."""
        return self._ranges.passage

    @property
    def _ranges(self) -> Made:
        """Return what the group made that ends the range."""
        return self.made[self.law.ranges[0]][self.law.ranges[1]]

    @property
    def final(self) -> Range | None:
        """Return the final range; None where there is none, or where it is open."""
        passage = self.passage
        return passage.checkpoints.get(Checkpoint.FINAL) if passage is not None else None

    @property
    def lawful(self) -> Range | None:
        """Return the final range that binds, where the one at its end only guides the court."""
        passage, tables = self.passage, self.view.contents.ranges
        looked_up = passage.looked_up if passage is not None else ()
        if not any(tables[table].guides_within is not None for table, _ in looked_up):
            return None
        lawful = self._ranges.lawful
        return lawful.checkpoints.get(Checkpoint.FINAL) if lawful is not None else None

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
        by = self.displaced_by
        beside = (id_ for id_, bit in self.law.last(Role.GAP) if self.holds(-1, bit))
        return tuple(beside) if by is None else (by, *beside)

    @cached_property
    def open_readings(self) -> tuple[str, ...]:
        """Return the readings that are open on these facts."""
        return tuple(id_ for id_, bit in self.law.last(Role.READING) if self.holds(-1, bit))

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """Return the notices that the ruleset wants told, by id."""
        return tuple(id_ for id_, bit in self.law.last(Role.NOTICE) if self.holds(-1, bit))

    @cached_property
    def across(self) -> tuple[str, ...]:
        """Return the fields that were compared across units of time, with an end of the range."""
        return tuple(dict.fromkeys(path for level in self.made for made in level for path in made.across))

    @cached_property
    def may_steps(self) -> tuple[str, ...]:
        """Return the steps that stand and that the court may take."""
        return tuple(may_be_declined([s for level in self.made for made in level for s in made.standing]))

    @cached_property
    def programmes(self) -> tuple[ProgrammeVerdict, ...]:
        """Return the verdicts on the programmes, but for those that have passed."""
        return tuple(verdict for verdict in self._verdicts if not verdict.has_passed)

    @property
    def passed(self) -> tuple[ProgrammeVerdict, ...]:
        """Return the verdicts on the programmes whose stages all lie before that of the case."""
        return tuple(verdict for verdict in self._verdicts if verdict.has_passed)

    @property
    def _verdicts(self) -> Iterator[ProgrammeVerdict]:
        return (m.verdict for level in self.made for m in level if m.verdict is not None)

    @cached_property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Return the single sanctions that are open, in the order of the statute."""
        return tuple(self.open_sanctions.values())

    @cached_property
    def open_sanctions(self) -> Mapping[int, Sanction]:
        """Return the single sanctions that are open, by place."""
        offence = self.view.contents.offences.get(self.offence_id or "")
        leaves = offence.leaves if offence is not None else ()
        return {i: leaf for i, leaf in enumerate(leaves) if self._is_open(i)}

    def _is_open(self, place: int) -> bool:
        """Say whether a single sanction of the offence is open."""
        found = self.law.opening.get((str(self.offence_id), str(place)))
        if found is None:
            return True
        own = [bit for guard, bit in found if not guard or all(self.options[r] == o for r, o in guard)]
        return not own or any(self.holds(-1, bit) for bit in own)

    @cached_property
    def fines(self) -> tuple[FineRange, ...]:
        """Return the fines that are open, after the steps that act on them."""
        if moved := self._ranges.fines:
            return tuple(fine for i in self.open_sanctions if (fine := moved[i]) is not None)
        fines = (leaf.fine for leaf in self.sanctions if leaf.fine is not None)
        return tuple(FineRange(fine, fine.min, fine.max) for fine in fines)

    def set_aside(self, group: CompiledGroup) -> Mapping[int, int]:
        """Return, for each statement of a group by place, the bits of the exceptions that set it aside."""
        return self.law.set_aside(group, self.structure, self.view)

    def standing(self, group: CompiledGroup, held: int) -> list[int]:
        """Return the places of the statements of a group that stand when certain clauses hold."""
        return group.standing(held, self.set_aside(group)) if held & group.mask else []

    def arithmetic(self, route: Route = Route.OPEN) -> Arithmetic:
        """Return the arithmetic of the offence."""
        return Arithmetic(
            self.view.contents,
            self.view.jurisdiction,
            self.law.lowered.scale,
            str(self.offence_id),
            self.values,
            self.inputs.item_bands,
            route,
        )

    def settle(self) -> None:
        """Work out what is so of every case with these conclusions, before a copy is made for the next."""
        for name in _OF_CONCLUSIONS:
            getattr(self, name)

    def same_answer(self, base: "Run") -> bool:
        """Say whether it gives the same answer as the run that it was made from."""
        for level, of_base in zip(self.made, base.made, strict=True):
            if level is of_base:
                continue
            for mine, other in zip(level, of_base, strict=True):
                if mine is other or (
                    mine.verdict is None
                    and mine.writes == other.writes
                    and mine.displaced_by == other.displaced_by
                    and not mine.passage
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


_OF_CONCLUSIONS: Final = ("answer", "may_steps", "open_readings", "notices", "across")


def plain(range_: Range) -> tuple[object, ...]:
    """Return a range without the words that it was enacted in."""
    return tuple(
        (e.months, e.word) if e is not None else None for e in (range_.min, range_.max, range_.point)
    )


def total_of(terms: Iterable[Term], values: Mapping[str, SlotValue]) -> Fraction | None:
    """Return the sum of some numbers, each as much as counts of it; None while one is open."""
    total = Fraction(0)
    for term in terms:
        value = None if values.get(of_open(term.of)) else values.get(term.of)
        if not isinstance(value, Fraction):
            return None
        part = value * term.times
        total += part if term.most is None else min(part, term.most)
    return total
