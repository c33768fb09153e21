"""A law made ready: its clauses as functions, by level and group, and what is known of them once and for all.

Nothing here decides a case: `concluding` does.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol, TypeVar

from propengine.core.formulas import leaves_of
from propengine.core.levels import Group, Sort, beside_clauses
from propengine.core.lowering import LoweredLaw
from propengine.core.profiles import UNKNOWN, Domain
from propengine.core.relevance import Relevant, relevant_for
from propengine.core.resolution import Labelled, ancestors
from propengine.core.slots import (
    LAWFUL_LEAST,
    LEAST,
    MOST,
    Of,
    SlotValue,
    of_reading,
)
from propengine.core.statements import (
    Clause,
    Conclude,
    ConcludeHow,
    Guard,
    Move,
    Refuse,
    Role,
    clauses_of,
)
from propengine.engine.bounded import Bounded
from propengine.engine.exact import Compiler, Holds
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Sanction


class KeptOfLaw(Protocol):
    """What a reader keeps of a law."""

    def __init__(self, law: "CompiledLaw") -> None:
        """Take the law."""


_Kept = TypeVar("_Kept", bound=KeptOfLaw)


class CompiledLaw:
    """A law made ready. Threads share it: what it keeps, it keeps in bounded caches.

    Attributes:
        lowered: what the law means.
        offences: the level and the place of the group that concludes the offence.
        ranges: the same for the one that ends the range.
        moves_fines: whether a step acts on fines.
        readers: for each level, the clauses that read each slot, by their bits.
        inputs: for each level, every slot that it reads.
        groups_of_bits: for each level, the place of the group to which each clause belongs, by its bit.
        groups_beside: for each level, the places of the groups that read each slot otherwise than by clauses.
        empty: every slot while nothing is known, under the law as written.
        range_groups: where the groups of phases stand, in their order.
        before_ranges: for each group of phases but the first, where the one before stands.
        after_ranges: for each place of a group of phases but the last, where the next one stands.
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
        self.moves_fines = any(move.target.moves_fines for move in moves)
        self.reads_best_case = any(
            slot.startswith(f"range.{Checkpoint.BEST_CASE}.") for slot in lowered.range_slots
        )
        self.is_guided = any(LAWFUL_LEAST in group.writes for level in lowered.levels for group in level)
        ranges = [
            (n, i)
            for n, level in enumerate(self.groups)
            for i, g in enumerate(level)
            if g.group.sort is Sort.RANGES
        ]
        self.range_groups = tuple(ranges)
        self.before_ranges = {id(self.groups[n][i]): before for before, (n, i) in pairwise(ranges)}
        self.after_ranges = dict(pairwise(ranges))
        self.empty: dict[str, SlotValue] = dict.fromkeys(lowered.slots)
        self.empty |= {of_reading(name): option for name, option in lowered.as_written.items()}
        self.readers = self._reading_clauses()
        self.inputs = tuple(
            frozenset(readers).union(*(group.beside for group in groups))
            for readers, groups in zip(self.readers, self.groups, strict=True)
        )
        self.groups_of_bits = tuple(
            {bit: place for place, group in enumerate(level) for bits in group.bits for bit in bits}
            for level in self.groups
        )
        self.groups_beside = tuple(
            {
                slot: tuple(place for place, group in enumerate(level) if slot in group.beside)
                for slot in frozenset[str]().union(*(group.beside for group in level))
            }
            for level in self.groups
        )
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

    def groups_turned(self, level: int, turned: int, slots: Iterable[str]) -> list[int]:
        """Return the places of the groups of a level that some clauses, or the values of some slots, turn."""
        of_bits, beside = self.groups_of_bits[level], self.groups_beside[level]
        found = {place for slot in beside.keys() & slots for place in beside[slot]}
        while turned:
            lowest = turned & -turned
            found.add(of_bits[lowest.bit_length() - 1])
            turned ^= lowest
        return sorted(found)

    def classes_of(self, values: Mapping[str, SlotValue]) -> tuple[int, ...]:
        """Return the class of every slot that clauses read, in the order of the domains."""
        return tuple(
            [
                classify(value) if (value := values.get(slot)) is not None else UNKNOWN
                for slot, classify in self._classifying
            ]
        )

    def classes_with(
        self, classes: Sequence[int], values: Mapping[str, SlotValue], changed: Iterable[str]
    ) -> tuple[int, ...]:
        """Return the classes of values that differ from those of known classes in some slots alone."""
        found, places = list(classes), self._places
        for slot in changed:
            if (place := places.get(slot)) is not None:
                value = values.get(slot)
                found[place] = UNKNOWN if value is None else self._classifying[place][1](value)
        return tuple(found)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {slot: place for place, (slot, _) in enumerate(self._classifying)}

    @cached_property
    def _classifying(self) -> tuple[tuple[str, Callable[[SlotValue], int]], ...]:
        return tuple((slot, domain.classify) for slot, domain in self.lowered.domains.items())

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

    def answers_of(self, slot: str, value: SlotValue) -> tuple[bool, ...]:
        """Return what every test on a slot says of a value: two values may be alike to all of them."""
        tests, class_ = self._tests_of.get(slot, ()), self.lowered.domains[slot].classify(value)
        return tuple(bool(mask >> class_ & 1) for mask in tests)

    @cached_property
    def _tests_of(self) -> Mapping[str, tuple[int, ...]]:
        """Return, for each slot, in which classes each test on it holds."""
        leaves = {
            leaf for level in self.lowered.clauses for clause in level for leaf in leaves_of(clause.formula)
        }
        found: dict[str, list[int]] = {}
        for leaf in leaves:
            found.setdefault(leaf.slot, []).append(self.lowered.domains[leaf.slot].allowed(leaf))
        return {slot: tuple(masks) for slot, masks in found.items()}

    def is_read(self, slot: str, open_readings: Collection[str]) -> bool:
        """Say whether anything reads a slot where some readings are open and no others are."""
        return any(needed.issubset(open_readings) for needed in self._read_where.get(slot, ()))

    @cached_property
    def _read_where(self) -> Mapping[str, frozenset[frozenset[str]]]:
        """Return, for each slot, which readings must be open for each of those that read it."""
        found: dict[str, set[frozenset[str]]] = defaultdict(set)
        for group in (group for level in self.lowered.levels for group in level):
            by_statements: set[str] = set()
            for statement in group.statements:
                clauses = list(clauses_of(statement))
                beside = set(beside_clauses(statement))
                by_statements |= beside
                for clause in clauses:
                    needed = frozenset(r for r, o in clause.guard if o != self.lowered.as_written[r])
                    for slot in clause.reads | beside:
                        found[slot].add(needed)
            for slot in group.beside - by_statements:  # the keys of tables
                found[slot].add(frozenset())
        return {slot: frozenset(where) for slot, where in found.items()}

    @cached_property
    def conclusions(self) -> tuple[str, ...]:
        """Return the slots that rules, counts and offences conclude, and that a case may state itself."""
        sorts = {Sort.FACT, Sort.RULES, Sort.OFFENCES}
        groups = [group.group for level in self.groups for group in level if group.group.sort in sorts]
        return tuple(sorted({slot for group in groups for slot in group.writes}))

    @cached_property
    def made(self) -> frozenset[str]:
        """Return the slots that the law makes of a case: its conclusions, and what it makes of the items."""
        return frozenset(self.conclusions).union(self.lowered.quantities)

    @cached_property
    def read_exactly(self) -> tuple[str, ...]:
        """Return the slots of which more than the class matters, those of the readings among them."""
        return tuple(sorted(self.beside_anywhere.union(map(of_reading, self.lowered.as_written))))

    @cached_property
    def beside_of_conclusions(self) -> frozenset[str]:
        """Return the slots that are copied, shared or tested by members: read for their value itself."""
        others = [g for level in self.groups for g in level if g.group.sort is not Sort.RANGES]
        return frozenset(slot for group in others for slot in group.group.beside)

    @cached_property
    def reading_mask(self) -> int:
        """Return the bits of the last level that open a reading."""
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

    def remembered(self) -> int:
        """Return about how many bytes its readers keep for the next case."""
        kept = [value for reader in self._kept.values() for value in vars(reader).values()]
        return sum(table.bytes for table in kept if isinstance(table, Bounded))

    def forget(self) -> None:
        """Drop what its readers keep: they find it again when they need it.

        They know the law, so that memory would only be free again when somebody looks for circles.
        """
        self._kept.clear()
        self.lowered.law.forget_options()

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
    def opening(self) -> Mapping[tuple[str, str], tuple[tuple[Guard, int], ...]]:
        """Return the clauses that open single sanctions, by offence and place."""
        found: dict[tuple[str, str], list[tuple[Guard, int]]] = {}
        for bit, clause in enumerate(self.lowered.clauses[-1]):
            if clause.role is Role.SANCTION:
                found.setdefault((clause.id, clause.part), []).append((clause.guard, bit))
        return {key: tuple(of) for key, of in found.items()}

    def told_of(self, sanction: Sanction) -> str:
        """Return what makes two single sanctions the same answer; a range of custody is compared itself."""
        known = self._told_of.get(id(sanction))
        if known is None or known[0] is not sanction:
            told = "custody" if sanction.custody is not None else sanction.model_dump_json()
            known = self._told_of[id(sanction)] = (sanction, told)
        return known[1]

    def set_aside(self, group: "CompiledGroup", structure: tuple[str, ...], view: Law) -> Mapping[int, int]:
        """Return, for each statement of a group by place, the bits of the exceptions that set it aside.

        Args:
            group: of statements.
            structure: the options of `readings_of_structure`.
            view: the law under its readings.
        """
        key = (group.group.sort, group.group.name, structure)
        known = self._set_aside.get(key)
        if known is None:
            known = self._set_aside[key] = group.exceptions(getattr(view.contents, group.group.sort))
        return known


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
        """Return what the statements at some places conclude, and which gaps take the place of it."""
        statements = [self.group.statements[place] for place in places]
        refused = {statement.clause for statement in statements if isinstance(statement, Refuse)}
        return refused | {statement.value for statement in statements if isinstance(statement, Conclude)}

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
        return [
            place
            for place, bits in enumerate(self.bits)
            if held >> bits[0] & 1 and not held & aside.get(place, 0)
        ]

    def exceptions(self, elements: Mapping[str, Labelled]) -> Mapping[int, int]:
        """Return, for each statement by place, the bits of the exceptions that set it aside."""
        places = [p for p, statement in enumerate(self.group.statements) if not isinstance(statement, Refuse)]
        above = {place: ancestors(elements, self.ids[place]) for place in places}
        return {
            place: sum(1 << self.bits[of][0] for of in places if self.ids[place] in above[of])
            for place in places
        }
