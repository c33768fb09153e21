"""Checks that a law's conclusions read no loops and never contradict each other without a label."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from propengine.core.levels import Cycle, Sort
from propengine.core.lowering import LoweredLaw, Lowering
from propengine.core.profiles import Domain, branches, in_order, meet
from propengine.core.resolution import ancestors
from propengine.core.slots import MOST
from propengine.core.statements import (
    KIND_OF,
    OF_BAR,
    OF_GATE,
    Clause,
    Conclude,
    ConcludeHow,
    Role,
    clauses_of,
)
from propengine.law.conditions import subjects_of
from propengine.law.contents import conditions_of
from propengine.law.faults import Expected
from propengine.law.ruleset import Law, MisfitError
from propengine.notation.complaints import Complaints
from propengine.notation.examined import without
from propengine.notation.readings import tell_misfits
from propengine.notation.sources import Path_


def check_conclusions(told: Complaints, lowering: Lowering) -> None:
    """Complain of loops, of conditions that are too wide to examine, and of contradictions with a witness.

    What has faults is left out: it is told already, and what would follow from it is no fault of its own.
    """
    law = without(told.law, told.known.unread | told.faulty)
    try:
        lowered = lowering.lower(law)
        dict(lowered.quantity_numbers)  # made under the options of all readings that touch a table
    except Cycle as error:
        _tell_cycle(told, law, error, lowering)
        return
    except MisfitError as error:  # options of two readings, of which each fits by itself
        tell_misfits(told, error)
        return
    except Expected as error:
        if not told.faults:
            told.complain((), str(error), error.found)
        return
    _Conclusions(told, lowered).run()
    if not told.faults:  # what has faults is examined again, so that every law knows of them
        told.known.examined.sights |= set(told.sights.values())


def _tell_cycle(told: Complaints, law: Law, cycle: Cycle, lowering: Lowering) -> None:
    """Place a cycle at that condition of it which was written last; the rest was right before."""
    readings = {("readings", name) for name in law.contents.readings}
    try:
        lowering.lower(without(law, readings))
    except Cycle as written:
        cycle = written
    slots = frozenset(slot for group in cycle.groups for slot in group.writes)
    own = [c for group in cycle.groups for s in group.statements for c in clauses_of(s)]
    on_it = [(told.under(dict(c.guard)), c) for c in own if not c.reads.isdisjoint(slots)]
    if on_it:
        under, clause = max(on_it, key=lambda pair: pair[0].places.age(_path_of(pair[1])))
        under.complain(_path_of(clause)[:2], str(cycle), cycle.found)
    else:  # facts that are derived from each other have no conditions
        first = cycle.groups[0]
        told.complain((first.sort.value, first.name), str(cycle), cycle.found)


_OF_CONCLUSIONS: Final = ("concludes", "when", "unless", "exception_to")
"""The fields of a rule or an offence on which it hangs whether it contradicts another."""


class _Conclusions:
    def __init__(self, told: Complaints, lowered: LoweredLaw) -> None:
        self.told = told
        self.lowered = lowered
        self.domains: Mapping[str, Domain] = lowered.domains
        self.examined = told.known.examined
        self.left_out = told.known.unread | told.faulty
        self.unknown = {f"programme.{id_}" if kind == "programmes" else id_ for kind, id_ in self.left_out}

    def run(self) -> None:
        for clause in (clause for level in self.lowered.clauses for clause in level):
            if id(clause) not in self.examined.clauses:
                self.examined.clauses[id(clause)] = clause
                self._examine(clause)
        for group in (group for level in self.lowered.levels for group in level):
            if group.sort in {Sort.RULES, Sort.OFFENCES}:
                concluding = [s for s in group.statements if isinstance(s, Conclude)]
                self._contradictions(group.sort.value, concluding)

    def _examine(self, clause: Clause) -> None:
        """Complain of a condition that has too many alternatives; it is compared with no other."""
        try:
            branches(clause.formula, self.domains)
        except Expected as error:
            self.examined.too_wide.add(id(clause))
            self.told.under(dict(clause.guard)).complain(_path_of(clause), str(error), error.found)

    def _contradictions(self, kind: str, concluding: Sequence[Conclude]) -> None:
        for a, b in combinations(concluding, 2):
            same = a.value == b.value and a.how is b.how is ConcludeHow.VALUE
            if not same and a.clause.id != b.clause.id:
                self._overlap(kind, a.clause, b.clause)

    def _overlap(self, kind: str, a: Clause, b: Clause) -> None:
        if not _together(a, b) or (witness := self._witness_of_both(a, b)) is None:
            return
        for law in self._laws(kind, a, b):
            above = {c.id: ancestors(getattr(law.contents, kind), c.id) for c in (a, b)}
            labelled = a.id in above[b.id] or b.id in above[a.id]
            if labelled or any(
                self._is_unclear(law, kind, id_) for id_ in {a.id, b.id}.union(*above.values())
            ):
                continue
            under = ", ".join(f"{name} read as {option}" for name, option in law.readings)
            message = (
                f"expected {a.id} and {b.id} never to hold together, or `exception_to` between them; "
                f"both hold for: {witness}{f' under {under}' if under else ''}"
            )
            told = self.told.under(dict(law.readings))
            told.complain_of_all(kind, (a.id, b.id), _OF_CONCLUSIONS, message, b.id)
            return

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
        """Return a case in which both hold, in words; None where there is none, which is remembered."""
        pair = id(a), id(b)
        if pair in self.examined.apart or not self.examined.too_wide.isdisjoint(pair):
            return None
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
        self.examined.apart.add(pair)
        return None

    def _is_unclear(self, law: Law, kind: str, id_: str) -> bool:
        """Say whether what an element says, or leads to, is not known, which is told already."""
        if (kind, id_) in self.left_out or id_ not in self.told.known.ids[kind]:
            return True
        element = getattr(law.contents, kind).get(id_)
        trees = (tree for _, tree in conditions_of(kind, id_, element))
        return any(name in self.unknown for tree in trees for name in subjects_of(tree))


def _path_of(clause: Clause) -> Path_:
    """Return the path of the condition that a clause was made of."""
    element: Path_ = (KIND_OF[clause.role], clause.id)
    match clause.role:
        case Role.COUNTED | Role.NOT_COUNTED:
            return (*element, "derive", "count", int(clause.part))
        case Role.SANCTION:
            return (*element, "sanction")
        case Role.FORCE:
            return (*element, "force_where", int(clause.part), "when")
        case Role.PASSED:
            return (*element, "stage")
        case role if role in OF_BAR:
            return (*element, "gates", clause.part, "unless")
        case role if role in OF_GATE:
            return (*element, "gates", clause.part, "when")
        case _:
            return (*element, "when")


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
