"""Checks that a law's conclusions read no loops and never contradict each other without a label."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations

from propengine.core.levels import Cycle, Sort
from propengine.core.lowering import LoweredLaw, Lowering
from propengine.core.profiles import Domain, branches, in_order, meet
from propengine.core.resolution import ancestors
from propengine.core.slots import MOST
from propengine.core.statements import KIND_OF, Clause, Conclude, ConcludeHow
from propengine.law.faults import Expected
from propengine.law.ruleset import Law
from propengine.notation.complaints import Complaints


def check_conclusions(told: Complaints, lowering: Lowering) -> None:
    """Complain of loops, of conditions that are too wide to examine, and of contradictions with a witness."""
    try:
        lowered = lowering.lower(told.law)
    except Cycle as error:
        _tell_cycle(told, error)
        return
    except Expected as error:
        told.complain((), str(error), error.found)
        return
    _Conclusions(told, lowered).run()
    if not told.faults:  # what has faults is examined again, so that every law knows of them
        told.known.examined.sights |= set(told.sights.values())


def _tell_cycle(told: Complaints, cycle: Cycle) -> None:
    """Place a cycle at the first rule, fact or programme of it."""
    producer, _, name = cycle.found.partition(", ")[0].partition(".")
    contents = told.law.contents
    concluding = (id_ for id_, rule in contents.rules.items() if rule.variable == name)
    id_ = next(concluding, name) if producer == Sort.RULES else name
    path = (producer, id_) if id_ and id_ in getattr(contents, producer, ()) else (producer,)
    told.complain(path, str(cycle), cycle.found)


class _Conclusions:
    def __init__(self, told: Complaints, lowered: LoweredLaw) -> None:
        self.told = told
        self.lowered = lowered
        self.domains: Mapping[str, Domain] = lowered.domains
        self.examined = told.known.examined

    def run(self) -> None:
        for clause in (clause for level in self.lowered.clauses for clause in level):
            if id(clause) not in self.examined.clauses:
                kind = KIND_OF[clause.role]
                path = (kind, clause.id) if kind != "gaps" else ()
                self.told.attempt(partial(branches, clause.formula, self.domains), path, "when")
                self.examined.clauses[id(clause)] = clause
        if not self.told.faults:
            self._contradictions()

    def _contradictions(self) -> None:
        for group in (group for level in self.lowered.levels for group in level):
            if group.sort not in {Sort.RULES, Sort.OFFENCES}:
                continue
            concluding = [s for s in group.statements if isinstance(s, Conclude)]
            for a, b in combinations(concluding, 2):
                same = a.value == b.value and a.how is b.how is ConcludeHow.VALUE
                if not same and a.clause.id != b.clause.id:
                    self._overlap(group.sort.value, a.clause, b.clause)

    def _overlap(self, kind: str, a: Clause, b: Clause) -> None:
        pair = id(a), id(b)
        if pair in self.examined.apart or not _together(a, b):
            return
        for law in self._laws(kind, a, b):
            above = {c.id: ancestors(getattr(law.contents, kind), c.id) for c in (a, b)}
            unclear = any(self._is_unclear(kind, id_) for id_ in above[a.id] | above[b.id])
            if a.id in above[b.id] or b.id in above[a.id] or unclear:
                continue
            if (witness := self._witness_of_both(a, b)) is not None:
                message = (
                    f"expected {a.id} and {b.id} never to hold together, or `exception_to` between them; "
                )
                under = ", ".join(f"{name} read as {option}" for name, option in law.readings)
                where = f" under {under}" if under else ""
                self.told.complain((kind, b.id), f"{message}both hold for: {witness}{where}", b.id)
                return
        self.examined.apart.add(pair)

    def _laws(self, kind: str, a: Clause, b: Clause) -> Iterator[Law]:
        """Yield the laws under which both clauses can hold, by what readings set aside."""
        written = self.lowered.law
        chosen = {**dict(a.guard), **dict(b.guard)}
        yield written.under(chosen)
        readings = {r for (of, _), touching in self.lowered.touching.items() if of == kind for r in touching}
        for name in sorted(readings - chosen.keys()):
            for option in written.contents.readings[name].options:
                if option != written.contents.readings[name].as_written:
                    yield written.under({**chosen, name: option})

    def _witness_of_both(self, a: Clause, b: Clause) -> str | None:
        for one in branches(a.formula, self.domains):
            for other in branches(b.formula, self.domains):
                both = meet(one, other)
                if both is not None and in_order(both, self.domains):
                    shown = [
                        _witness(self.domains[slot], mask)
                        for slot, mask in both.items()
                        if not slot.startswith("reading.")
                    ]
                    return ", ".join(shown) or "every case"
        return None

    def _is_unclear(self, kind: str, id_: str) -> bool:
        """Say whether an exception leads through an element that is not known, which is told already."""
        return (kind, id_) in self.told.known.unread or id_ not in self.told.known.ids[kind]


def _together(a: Clause, b: Clause) -> bool:
    """Say whether one law can hold both clauses, by the options that guard them."""
    options = dict(a.guard)
    return all(options.get(name, option) == option for name, option in b.guard)


def _witness(domain: Domain, mask: int) -> str:
    found = list(domain.representatives())
    for class_, value in reversed(found) if domain.slot == MOST else found:
        if mask >> class_ & 1:
            return f"{domain.slot} {'not stated' if value is None else f'= {value}'.lower()}"
    return domain.slot
