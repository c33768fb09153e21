"""Checks that a law's conclusions read no loops and never contradict each other without a label."""

from collections.abc import Mapping
from functools import partial
from itertools import combinations

from propengine.law.complaints import Complaints
from propengine.law.domains import MOST, in_order, meet
from propengine.law.faults import Expected
from propengine.law.resolution import ancestors
from propengine.law.rules import ValueOf
from propengine.law.strata import KIND_OF, Conditional, Cycle, Role, Strata, strata_of


def check_conclusions(told: Complaints, like: Strata | None = None) -> Strata | None:
    """Complain of loops, of conditions that are too wide to examine, and of contradictions with a witness.

    Args:
        told: where to.
        like: the strata of a law that shares most of its elements, if there is one.

    Returns:
        The strata of the law; None where it has none.
    """
    return _Conclusions(told).run(like)


class _Conclusions:
    def __init__(self, told: Complaints) -> None:
        self.told = told
        self.law = told.law

    def run(self, like: Strata | None) -> Strata | None:
        strata: Strata | None = None
        try:
            strata = strata_of(self.law, like)
            for conditional in (c for level in strata.levels for c in level):
                kind = KIND_OF[conditional.role]
                if self.told.is_new(kind, conditional.id):
                    self.told.attempt(partial(strata.branches, conditional), (kind, conditional.id), "when")
            self._contradictions(strata)
        except Cycle as error:
            self._tell_cycle(error)
        except Expected as error:
            if not self.told.faults:
                self.told.complain((), str(error), error.found)
        if not self.told.faults:  # what has faults is examined again, so that every law knows of them
            self.told.universe.examined.sights |= set(self.told.sights.values())
        return strata

    def _tell_cycle(self, cycle: Cycle) -> None:
        """Place a cycle at the first rule, fact or programme of it."""
        producer, _, name = cycle.found.partition(", ")[0].partition(".")
        contents = self.law.contents
        concluding = (id_ for id_, rule in contents.rules.items() if rule.variable == name)
        id_ = next(concluding, name) if producer == "rules" else name
        self.told.complain((producer, id_) if id_ else (producer,), str(cycle), cycle.found)

    def _contradictions(self, strata: Strata) -> None:
        contents = self.law.contents
        above = {
            kind: {id_: ancestors(elements, id_) for id_ in elements}
            for kind, elements in (("rules", contents.rules), ("offences", contents.offences))
        }
        for level in strata.levels:
            rules = [c for c in level if c.role is Role.RULE]
            for a, b in combinations(rules, 2):
                first, second = contents.rules[a.id], contents.rules[b.id]
                differs = first.value != second.value or isinstance(first.value, ValueOf)
                if first.variable == second.variable and differs:
                    self._overlap("rules", a, b, strata, above["rules"])
            offences = [c for c in level if c.role is Role.OFFENCE]
            for a, b in combinations(offences, 2):
                self._overlap("offences", a, b, strata, above["offences"])

    def _overlap(
        self,
        kind: str,
        a: Conditional,
        b: Conditional,
        strata: Strata,
        above: Mapping[str, frozenset[str]],
    ) -> None:
        pair = self.told.sights[kind, a.id], self.told.sights[kind, b.id]
        if pair in self.told.universe.examined.apart:
            return
        above_a, above_b = above[a.id], above[b.id]
        unclear = any(self._is_unclear(kind, id_) for id_ in above_a | above_b)
        if a.id in above_b or b.id in above_a or unclear:
            return
        for one in strata.branches(a):
            for other in strata.branches(b):
                both = meet(one, other)
                if both is None or not in_order(both, strata.domains):
                    continue
                witness = ", ".join(_witness(strata, slot, mask) for slot, mask in both.items())
                message = (
                    f"expected {a.id} and {b.id} never to hold together, or `exception_to` between them; "
                )
                self.told.complain((kind, b.id), message + f"both hold for: {witness or 'every case'}", b.id)
                return
        self.told.universe.examined.apart.add(pair)

    def _is_unclear(self, kind: str, id_: str) -> bool:
        """Say whether an exception leads through an element that is not known, which is told already."""
        return (kind, id_) in self.told.universe.unread or id_ not in self.told.universe.ids[kind]


def _witness(strata: Strata, slot: str, mask: int) -> str:
    found = list(strata.domains[slot].representatives())
    for class_, value in reversed(found) if slot == MOST else found:
        if mask >> class_ & 1:
            return f"{slot} {'not stated' if value is None else f'= {value}'.lower()}"
    return slot
