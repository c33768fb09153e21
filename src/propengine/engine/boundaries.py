"""Boundaries: where the two readers of a law are compared before any case meets it.

Laws of one jurisdiction share most of their clauses; what was compared for one need not be compared for
the next, as long as the classes of what a clause reads are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final, TypeAlias

from propengine.core.profiles import Domain, branches
from propengine.core.slots import SlotValue
from propengine.core.statements import Clause
from propengine.engine.bounded import Bounded
from propengine.engine.compiled import CompiledLaw
from propengine.engine.exact import Holds

_Key: TypeAlias = tuple[Holds, tuple[int, ...]]

_MOST_CLAUSES: Final = 50_000
_MOST_DOMAINS: Final = 10_000


class Agreed:
    """What both readers were seen to agree on: clauses over the classes of what they read."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._clauses: Bounded[_Key, bool] = Bounded(_MOST_CLAUSES)
        self._domains: Bounded[Domain, int] = Bounded(_MOST_DOMAINS)
        self._count = count()

    def keep(self, law: CompiledLaw) -> None:
        """Keep that the readers agree on every clause of a law."""
        for key, _ in self._keys(law):
            self._clauses[key] = True

    def unknown(self, law: CompiledLaw) -> Sequence[Clause]:
        """Return the clauses of a law on which the readers were not compared."""
        return [clause for key, clause in self._keys(law) if key not in self._clauses]

    def _keys(self, law: CompiledLaw) -> Iterator[tuple[_Key, Clause]]:
        numbers = {slot: self._number(domain) for slot, domain in law.lowered.domains.items()}
        for functions, clauses in zip(law.functions, law.lowered.clauses, strict=True):
            for holds, clause in zip(functions, clauses, strict=True):
                yield (holds, tuple(numbers[slot] for slot in sorted(clause.reads))), clause

    def _number(self, domain: Domain) -> int:
        """Return a number that equal domains share: they are long to compare."""
        known = self._domains.get(domain)
        if known is None:
            known = self._domains[domain] = next(self._count)
        return known


def boundary_cases(law: CompiledLaw, clauses: Sequence[Clause]) -> Iterator[Mapping[str, SlotValue]]:
    """Yield, for each way to satisfy a clause, satisfying values and those on both sides of each limit.

    Every class of every slot that the clauses read is yielded at least once; after that only what lies at
    the limits of each way. What a case does not name is not known.
    """
    domains = law.lowered.domains
    tables = {slot: list(domain.representatives()) for slot, domain in domains.items()}
    swept: set[str] = set()
    seen: set[tuple[tuple[str, int], ...]] = set()
    for clause in clauses:
        for branch in branches(clause.formula, domains):
            base = {slot: _pick(tables[slot], mask) for slot, mask in branch.items()}
            for slot, mask in branch.items():
                table = tables[slot]
                for place in _at_limits(table, mask) if slot in swept else range(len(table)):
                    picked = tuple(sorted({**base, slot: place}.items()))
                    if picked not in seen:
                        seen.add(picked)
                        yield {name: tables[name][at][1] for name, at in picked}
                swept.add(slot)


def _at_limits(table: Sequence[tuple[int, SlotValue]], mask: int) -> Iterator[int]:
    """Yield the positions beside which a mask begins or ends, and that of nothing known."""
    inside = [bool(mask >> class_ & 1) for class_, _ in table]
    for p, here in enumerate(inside):
        if p == 0 or inside[p - 1] != here or (p + 1 < len(inside) and inside[p + 1] != here):
            yield p


def _pick(table: Sequence[tuple[int, SlotValue]], mask: int) -> int:
    return next(p for p, (class_, _) in enumerate(table) if mask >> class_ & 1)
