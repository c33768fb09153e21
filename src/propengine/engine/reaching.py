"""Reaching: which results of an answer each slot and each group of a law can reach, for one conduct.

The results are the classification, the range of custody and the status of each programme.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from propengine.core.formulas import Formula, negation
from propengine.core.levels import Sort
from propengine.core.profiles import Branch, branches
from propengine.core.relevance import purposes_for
from propengine.core.slots import OF_OFFENCE, of_programme
from propengine.core.statements import Clause, Conclude, Role, clauses_of
from propengine.engine.compiled import CompiledGroup, CompiledLaw
from propengine.engine.statables import Statable
from propengine.law.faults import Expected

Results: TypeAlias = frozenset[str]
"""Results of an answer: `CLASSIFICATION`, `RANGE`, and the slots of programmes."""
CLASSIFICATION: Final = "classification"
RANGE: Final = "range"
NO_RESULTS: Final[Results] = frozenset()
_CONDUCT: Final = "conduct"


@dataclass(frozen=True)
class LackingWay:
    """A way to satisfy, or to break, a condition that asks for several things.

    Attributes:
        branch: for each slot, the classes that it may be in.
        reaches: the results that the condition can reach.
    """

    branch: Branch
    reaches: Results


class Reaching:
    """What of an answer hangs on what, under one law and for one conduct."""

    def __init__(self, law: CompiledLaw, conduct: str) -> None:
        """Take the law and the conduct; what hangs on what is found when it is asked for."""
        self.law = law
        self.conduct = conduct
        self._of_statables: dict[int, tuple[Mapping[str, int], Results]] = {}

    @cached_property
    def every(self) -> Results:
        """Return all results."""
        names = self.law.lowered.law.contents.programmes
        return frozenset((CLASSIFICATION, RANGE, *map(of_programme, names)))

    @cached_property
    def classes(self) -> frozenset[str]:
        """Return the classes of the offences that a case of the conduct could show."""
        offences = self.law.lowered.law.contents.offences
        level, place = self.law.offences
        statements = self.law.groups[level][place].group.statements
        clauses = [s.clause for s in statements if isinstance(s, Conclude)]
        shown = [c.id for c in clauses if any(self._ways_of(c.formula))]
        return frozenset(str(offences[id_].classification) for id_ in shown if id_ in offences)

    @cached_property
    def of_slots(self) -> Mapping[str, Results]:
        """Return the results that each slot can reach."""
        purposes = purposes_for(self.law.lowered, self.conduct)
        offence = purposes.offence
        range_ = purposes.range | offence
        written = frozenset[str]().union(
            *(g.group.writes for level in self.law.groups for g in level if g.group.sort is Sort.RANGES)
        )
        found: dict[str, set[str]] = {}
        cones = {CLASSIFICATION: offence, RANGE: range_}
        for name, cone in purposes.programmes.items():
            of_range = range_ if not cone.isdisjoint(written) else frozenset[str]()
            of_offence = offence if not cone.isdisjoint(OF_OFFENCE) else frozenset[str]()
            cones[of_programme(name)] = cone | of_range | of_offence
        for result, cone in cones.items():
            for slot in cone:
                found.setdefault(slot, set()).add(result)
        return {slot: frozenset(results) for slot, results in found.items()}

    def of(self, slots: Iterable[str]) -> Results:
        """Return the results that some slots can reach."""
        return NO_RESULTS.union(*(self.of_slots.get(slot, NO_RESULTS) for slot in slots))

    def of_group(self, group: CompiledGroup) -> Results:
        """Return the results that a group can reach."""
        match group.group.sort:
            case Sort.PROGRAMME:
                return self.of(group.group.writes) | {of_programme(group.group.name)}
            case Sort.RANGES:
                return self.of(group.group.writes) | {RANGE}
            case Sort.LAST:
                return self.every
            case _:
                return self.of(group.group.writes)

    def brought(self, statable: Statable, *, fixed: bool) -> tuple[Mapping[str, int], Results]:
        """Return the classes that something stated brings, and the results that it can reach.

        Args:
            statable: what would be stated.
            fixed: it is so whatever the case, and what is found is kept.
        """
        if fixed and id(statable) in self._of_statables:
            return self._of_statables[id(statable)]
        domains, changes = self.law.lowered.domains, statable.statement.changes
        classes = {slot: domains[slot].classify(value) for slot, value in changes.items() if slot in domains}
        found = classes, self.of(changes)
        if fixed:
            self._of_statables[id(statable)] = found
        return found

    @cached_property
    def lacking(self) -> tuple[LackingWay, ...]:
        """Return the ways to satisfy, and to break, each condition that ask for more than one thing."""
        found: dict[tuple[tuple[str, int], ...], Results] = {}
        for level in self.law.groups:
            for group in level:
                reaches = self.of_group(group)
                clauses = [c for statement in group.group.statements for c in clauses_of(statement)]
                for clause in clauses if reaches else ():
                    if clause.role is Role.NOTICE or (group.group.sort is Sort.LAST and not _opens(clause)):
                        continue
                    for branch in self._ways(clause):
                        if len(branch) > 1:
                            key = tuple(sorted(branch.items()))
                            found[key] = found.get(key, NO_RESULTS) | reaches
        return tuple(LackingWay(dict(key), reaches) for key, reaches in found.items())

    def _ways(self, clause: Clause) -> Iterator[Branch]:
        yield from self._ways_of(clause.formula)
        yield from self._ways_of(negation(clause.formula))

    def _ways_of(self, formula: Formula) -> Iterator[Branch]:
        domains = self.law.lowered.domains
        domain = domains.get(_CONDUCT)
        own = 1 << domain.classify(self.conduct) if domain is not None else -1
        try:
            ways = branches(formula, domains)
        except Expected:  # too many: what turns the condition is then found by what turns its parts
            return
        yield from (way for way in ways if way.get(_CONDUCT, -1) & own)


class ReachingOfLaw:
    """What hangs on what under one law, worked out once for each conduct."""

    def __init__(self, law: CompiledLaw) -> None:
        """Start with none."""
        self._law = law
        self._of_conduct: dict[str, Reaching] = {}

    def of(self, conduct: str) -> Reaching:
        """Return what hangs on what in cases of a conduct."""
        known = self._of_conduct.get(conduct)
        if known is None:
            known = self._of_conduct[conduct] = Reaching(self._law, conduct)
        return known


def _opens(clause: Clause) -> bool:
    return clause.role is Role.READING
