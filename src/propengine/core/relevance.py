"""Relevance: what an answer can depend on for one conduct, which every case states.

A clause that no case of the conduct can satisfy concludes nothing, so neither what it reads nor what only it
needs can matter. What remains is what counterfactuals have to ask about.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from propengine.core.formulas import negation
from propengine.core.levels import Group, Sort, tables_of
from propengine.core.lowering import LoweredLaw, custody_in
from propengine.core.profiles import Branch, branches
from propengine.core.slots import OF_OFFENCE, OFFENCE, of_programme
from propengine.core.statements import Clause, Conclude, ConcludeHow, Move, Role, Statement, clauses_of
from propengine.law.faults import Expected

_CONDUCT = "conduct"


@dataclass(frozen=True)
class Relevant:
    """What an answer can depend on.

    Attributes:
        main: the slots on which offence, class, liability and final range can depend.
        beside: those on which programmes, and what else may be imposed, can depend.
        branches: the ways to satisfy, and to break, the clauses on which the main part can depend.
    """

    main: frozenset[str]
    beside: frozenset[str]
    branches: tuple[Branch, ...]

    @cached_property
    def read(self) -> frozenset[str]:
        """Return the slots on which anything in the answer can depend."""
        return self.main | self.beside


@dataclass(frozen=True)
class Purposes:
    """What each part of an answer can depend on.

    Attributes:
        offence: the slots on which the offence, its class and liability, a reading or a gap can depend.
        range: those on which the range of custody can depend besides.
        other_sanctions: those on which what else may be imposed can depend.
        programmes: those on which the status of each programme can depend.
    """

    offence: frozenset[str]
    range: frozenset[str]
    other_sanctions: frozenset[str]
    programmes: Mapping[str, frozenset[str]]


def relevant_for(law: LoweredLaw, conduct: str) -> Relevant:
    """Return what the answers to cases of one conduct can depend on."""
    return _Relevance(law, conduct).found()


def purposes_for(law: LoweredLaw, conduct: str | None) -> Purposes:
    """Return what each part of the answers to cases of one conduct, or of any, can depend on."""
    return _Relevance(law, conduct).purposes()


class _Relevance:
    def __init__(self, law: LoweredLaw, conduct: str | None) -> None:
        self.law = law
        domain = law.domains.get(_CONDUCT)
        self.mask = 1 << domain.classify(conduct) if domain is not None and conduct is not None else -1
        self.ways: dict[int, list[Branch]] = {}
        self.groups = [group for level in law.levels for group in level]

    def found(self) -> Relevant:
        offences = self._standing_offences()
        main = self._closed(self._of_main(offences))
        beside = self._closed(self._of_programmes())
        clauses = [c for group in self.groups for c in self._main_clauses(group, main, offences)]
        clauses += [c for group in self.groups if group.sort is Sort.LAST for c in self._opening(group)]
        ways: dict[tuple[tuple[str, int], ...], Branch] = {}
        for clause in clauses:
            for way in (*self._ways(clause), *self._breaking(clause)):
                if len(way) > 1:
                    ways[tuple(sorted(way.items()))] = way
        return Relevant(main, beside, tuple(ways.values()))

    def purposes(self) -> Purposes:
        offences = self._standing_offences()
        of_sort: dict[Sort, list[str]] = {sort: [] for sort in Sort}
        for group in self.groups:
            if group.sort in {Sort.OFFENCES, Sort.RANGES}:
                clauses = self._main_clauses(group, frozenset(), offences)
                of_sort[group.sort] += [slot for clause in clauses for slot in clause.reads]
            if group.sort is Sort.RANGES:
                of_sort[Sort.RANGES] += self._beside_steps(group, offences)
            elif group.sort is Sort.LAST:
                of_sort[Sort.OFFENCES] += [slot for clause in self._opening(group) for slot in clause.reads]
        programmes = self.law.law.contents.programmes
        return Purposes(
            self._closed((*OF_OFFENCE, *of_sort[Sort.OFFENCES])),
            self._closed(of_sort[Sort.RANGES]),
            self._closed(self._of_last()),
            {name: self._closed([of_programme(name)]) for name in programmes},
        )

    def _ways(self, clause: Clause) -> list[Branch]:
        """Return the ways to satisfy a clause by a case of the conduct."""
        known = self.ways.get(id(clause))
        if known is None:
            found = branches(clause.formula, self.law.domains)
            known = self.ways[id(clause)] = [w for w in found if w.get(_CONDUCT, -1) & self.mask]
        return known

    def _breaking(self, clause: Clause) -> Iterator[Branch]:
        """Yield the ways to break a clause by a case of the conduct; none where there are too many."""
        try:
            found = branches(negation(clause.formula), self.law.domains)
        except Expected:  # those to satisfy it were examined when the law was loaded
            return
        yield from (way for way in found if way.get(_CONDUCT, -1) & self.mask)

    def _standing_offences(self) -> frozenset[str]:
        return frozenset(
            statement.clause.id
            for group in self.groups
            if group.sort is Sort.OFFENCES
            for statement in group.statements
            if isinstance(statement, Conclude) and self._ways(statement.clause)
        )

    def _of_main(self, offences: frozenset[str]) -> Iterator[str]:
        """Yield the slots that offences and steps read."""
        yield from OF_OFFENCE
        for group in self.groups:
            if group.sort in {Sort.OFFENCES, Sort.RANGES}:
                for clause in self._main_clauses(group, frozenset(), offences):
                    yield from clause.reads
            if group.sort is Sort.RANGES:
                yield from self._beside_steps(group, offences)
            elif group.sort is Sort.LAST:
                yield from (slot for clause in self._opening(group) for slot in clause.reads)

    def _opening(self, group: Group) -> Iterator[Clause]:
        """Yield the clauses that show a gap or open a reading in a case of the conduct."""
        for statement in group.statements:
            for clause in clauses_of(statement):
                if clause.role in {Role.GAP, Role.READING} and self._ways(clause):
                    yield clause

    def _beside_steps(self, group: Group, offences: frozenset[str]) -> Iterator[str]:
        tables = {table for s in group.statements if self._acts(s, offences) for table in tables_of(s)}
        for statement in group.statements:
            if isinstance(statement, Move) and self._acts(statement, offences):
                yield from statement.chosen
        for offence_id, offence in self.law.law.contents.offences.items():
            custody = custody_in(offence.sanction)
            if offence_id in offences and custody is not None:
                tables |= {table for table in (custody.table, custody.statutory_table) if table is not None}
                if custody.levels is not None:
                    tables.add(custody.levels.table)
                    yield custody.levels.base
        yield from self._keys(tables)

    def _keys(self, tables: Iterable[str]) -> Iterator[str]:
        ranges = self.law.law.contents.ranges
        pending, seen = list(tables), set()
        while pending:
            table = ranges.get(name := pending.pop())
            if table is None or name in seen:
                continue
            seen.add(name)
            yield from table.by
            pending += [other for other in (table.otherwise, table.guides_within) if other is not None]

    def _acts(self, statement: Statement, offences: frozenset[str]) -> bool:
        """Say whether a step can stand for one of the offences."""
        if not isinstance(statement, Move):
            return False
        known = self.law.domains.get(OFFENCE)
        reachable = sum(1 << known.classify(offence) for offence in offences) if known is not None else 0
        return any(
            OFFENCE not in branch or branch[OFFENCE] & reachable for branch in self._ways(statement.clause)
        )

    def _main_clauses(self, group: Group, main: Iterable[str], offences: frozenset[str]) -> Iterator[Clause]:
        """Yield the clauses of a group that a case of the conduct can satisfy, if the main part needs it."""
        needed = group.sort in {Sort.OFFENCES, Sort.RANGES} or not group.writes.isdisjoint(main)
        for statement in group.statements if needed else ():
            if isinstance(statement, Move) and not self._acts(statement, offences):
                continue
            if isinstance(statement, Conclude) and statement.how is ConcludeHow.OPEN:
                continue
            yield from (clause for clause in clauses_of(statement) if self._ways(clause))

    def _of_programmes(self) -> Iterator[str]:
        yield from map(of_programme, self.law.law.contents.programmes)
        for group in self.groups:
            if group.sort is Sort.PROGRAMME:
                yield from group.reads
        yield from self._of_last()

    def _of_last(self) -> Iterator[str]:
        """Yield the slots that fines and responses beside custody read."""
        for group in self.groups:
            for statement in group.statements if group.sort is Sort.LAST else ():
                if isinstance(statement, Conclude):
                    yield from statement.clause.reads

    def _closed(self, slots: Iterable[str]) -> frozenset[str]:
        """Return slots and what they depend on, through clauses that a case of the conduct can satisfy."""
        found = set(slots)
        for group in reversed(self.groups):
            if group.sort in {Sort.RULES, Sort.FACT} and not group.writes.isdisjoint(found):
                found |= group.beside
                for statement in group.statements:
                    for clause in clauses_of(statement):
                        if self._ways(clause):
                            found |= clause.reads
            elif group.sort is Sort.PROGRAMME and not group.writes.isdisjoint(found):
                found |= group.reads
        return frozenset(found)
