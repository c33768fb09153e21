"""Pairs: which two statements could turn a clause together, where neither does alone.

They are found from the branches of clauses: the ways to satisfy, or to break, a clause that lack two things
which different facts could bring.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from propengine.core.profiles import Branch
from propengine.engine.making import concludes_anew
from propengine.engine.runs import Run
from propengine.engine.statables import Statable, Statables, Statement, by_slot
from propengine.engine.turning import Turned


class Brought:
    """What could be stated in a state can bring, and which pairs of it could turn a clause together."""

    def __init__(self, run: Run, statables: Statables, live: Sequence[Turned]) -> None:
        self.run = run
        self.domains = run.law.lowered.domains
        self.statables = statables
        self.classes: dict[str, int] = {}
        self.live = [turned for turned in live if turned.groups and not turned.is_contradicted]
        self.derived = by_slot(self._derived(live))

    def _derived(self, live: Sequence[Turned]) -> Iterator[Statable]:
        """Yield what statements bring besides what they state."""
        main = self.statables.relevant.main
        for turned in live:
            if turned.run is not None and len(turned.run.differing) > len(turned.statements[0].changes):
                classes = {
                    slot: self.domains[slot].classify(turned.run.values.get(slot))
                    for slot in turned.run.differing
                    if slot in main and slot in self.domains
                }
                yield Statable(turned.statements[0], (), is_beside=False, classes=classes)

    def pairs(self) -> Iterator[tuple[Statement, Statement]]:
        """Yield the pairs that could turn a clause together: both turn it, or each brings what it lacks."""
        for branch in self.statables.relevant.branches:
            yield from self._of_branch(branch)
        for one, other in combinations(self.live, 2):
            first, second = one.statements[0], other.statements[0]
            if first.fact != second.fact and any(
                self._meet(one, other, at) for at in one.groups & other.groups
            ):
                yield first, second

    def _meet(self, one: Turned, other: Turned, at: tuple[int, int]) -> bool:
        """Say whether a group concludes something else when both turn its clauses."""
        number, place = at
        held = self.run.held[number]
        together = one.held(number) ^ other.held(number) ^ held
        return concludes_anew(self.run, self.run.law.groups[number][place], held, together)

    def _class(self, slot: str) -> int:
        known = self.classes.get(slot)
        if known is None:
            known = self.classes[slot] = self.domains[slot].classify(self.run.values.get(slot))
        return known

    def _bringing(self, slot: str) -> Iterator[Statable]:
        values = self.run.values
        own = self.statables.by_slot.get(slot, ())
        yield from (statable for statable in own if values.get(statable.statement.fact) is None)
        yield from self.derived.get(slot, ())

    def _of_branch(self, branch: Branch) -> Iterator[tuple[Statement, Statement]]:
        """Yield the pairs that together bring all that a branch lacks."""
        lacking: list[str] = []
        for slot, mask in branch.items():
            if not mask >> self._class(slot) & 1:
                if slot not in self.statables.by_slot and slot not in self.derived:
                    return
                lacking.append(slot)
        if len(lacking) < 2:  # noqa: PLR2004 - what one thing would bring is no pair
            return
        for first in self._bringing(lacking[0]):
            left = [slot for slot in lacking if not _brings(first, slot, branch[slot])]
            if not left or len(left) == len(lacking):
                continue
            for second in self._bringing(left[0]):
                if second.statement.fact != first.statement.fact and all(
                    _brings(second, slot, branch[slot]) for slot in left
                ):
                    yield first.statement, second.statement


def _brings(statable: Statable, slot: str, mask: int) -> bool:
    class_ = statable.classes.get(slot)
    return class_ is not None and bool(mask >> class_ & 1)
