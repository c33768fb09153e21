"""Interplay: which changes could do something together that none of them does alone.

Two ways lead there. A condition may lack several things which different changes bring, each by itself or
through what follows; or several changes may turn what one group of statements makes of its conditions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from propengine.core.levels import Sort
from propengine.engine.changes import Change
from propengine.engine.making import concludes_anew
from propengine.engine.reaching import LackingWay, Reaching, Results
from propengine.engine.turning import Turned

MOST_CHANGES: Final = 3
"""So many changes are looked for together, and no more."""


@dataclass(frozen=True)
class Possible:
    """A change, or several together, in one state of a case.

    Attributes:
        changes: what is otherwise.
        turned: what they turn in the state; None where nothing by themselves.
        classes: the classes that they bring, of every slot that conditions read.
        reaches: the results that they can reach.
    """

    changes: frozenset[Change]
    turned: Turned | None
    classes: Mapping[str, int]
    reaches: Results

    @cached_property
    def slots(self) -> frozenset[str]:
        """Return what of the case is otherwise."""
        return frozenset(change.slot for change in self.changes)

    @cached_property
    def touched(self) -> Mapping[tuple[int, int], int]:
        """Return, for each group that they touch, the conditions of it that they turn, as a bit mask."""
        turned = self.turned
        if turned is None:
            return {}
        base = turned.place.state.run
        found: dict[tuple[int, int], int] = {}
        for number, groups in enumerate(base.law.groups):
            flips = turned.held(number) ^ base.held[number]
            made, was = (turned.run.made[number], base.made[number]) if turned.run is not None else ((), ())
            for place, group in enumerate(groups):
                of_group = flips & group.mask
                if of_group or (made is not was and made and made[place] is not was[place]):
                    found[number, place] = of_group
        return found


Together = tuple[tuple[Possible, ...], Results]
"""Possible changes that could do something together, and the results that this could reach."""


class Interplay:
    """What possible changes could do together in one state of a case."""

    def __init__(self, reaching: Reaching, classes_now: Mapping[str, int]) -> None:
        """Take what hangs on what, and the class of every slot as the case is."""
        self._reaching = reaching
        self._now = classes_now

    def of_ways(self, every: Sequence[Possible], most: int) -> Iterator[Together]:
        """Yield the changes that together bring all that a condition lacks, fewest lacking first.

        Args:
            every: the possible changes.
            most: how many changes there may be at most.
        """
        bringing: dict[str, list[Possible]] = {}
        for possible in every:
            for slot, class_ in possible.classes.items():
                if class_ != self._now.get(slot):
                    bringing.setdefault(slot, []).append(possible)
        ways: list[tuple[list[str], LackingWay]] = []
        for way in self._reaching.lacking:
            lacking = [slot for slot, mask in way.branch.items() if not mask >> self._now.get(slot, 0) & 1]
            if len(lacking) > 1 and all(slot in bringing for slot in lacking):
                ways.append((lacking, way))
        for lacking, way in sorted(ways, key=lambda one: len(one[0])):
            for chosen in _covering(lacking, way, bringing, (), most):
                if len(chosen) > 1:
                    yield chosen, way.reaches

    def of_groups(
        self, every: Sequence[Possible], number: int, is_wanted: Callable[[Results], bool]
    ) -> Iterator[Together]:
        """Yield so many changes that turn one group, which makes something else of all of them.

        Args:
            every: the possible changes.
            number: how many of them together.
            is_wanted: says whether results that a group can reach are looked for.
        """
        touching: dict[tuple[int, int], dict[object, Possible]] = {}
        for possible in every:
            for at, mask in possible.touched.items():
                alike = (possible.slots, mask or frozenset(possible.changes))
                touching.setdefault(at, {}).setdefault(alike, possible)
        for (level, place), of_group in touching.items():
            reaches = self._reaching.of_group(self._reaching.law.groups[level][place])
            for chosen in combinations(of_group.values(), number):
                if not is_wanted(reaches):
                    break
                if self._differ(chosen) and self._meet(chosen, level, place):
                    yield chosen, reaches

    @staticmethod
    def _differ(chosen: Sequence[Possible]) -> bool:
        return len(frozenset[str]().union(*(one.slots for one in chosen))) == sum(
            len(one.slots) for one in chosen
        )

    @staticmethod
    def _meet(chosen: Sequence[Possible], level: int, place: int) -> bool:
        """Say whether a group makes something else when all turn it, as far as its conditions say."""
        turned = chosen[0].turned
        if turned is None:
            return False
        run = turned.place.state.run
        group = run.law.groups[level][place]
        masks = [one.touched[level, place] for one in chosen]
        if group.group.sort is Sort.LAST:
            return False
        if not all(masks):
            return True  # it goes by values, too
        together = run.held[level]
        for mask in masks:
            together ^= mask
        return concludes_anew(run, group, run.held[level], together)


def _covering(
    lacking: Sequence[str],
    way: LackingWay,
    bringing: Mapping[str, Iterable[Possible]],
    chosen: tuple[Possible, ...],
    most: int,
) -> Iterator[tuple[Possible, ...]]:
    """Yield the choices of changes that bring everything that is lacking."""
    left = [slot for slot in lacking if not any(_brings(one, slot, way.branch[slot]) for one in chosen)]
    if not left:
        yield chosen
        return
    taken = frozenset[str]().union(*(one.slots for one in chosen))
    for one in bringing[left[0]]:
        is_other = len(taken) + len(one.slots) <= most and taken.isdisjoint(one.slots)
        if is_other and _brings(one, left[0], way.branch[left[0]]):
            yield from _covering(left, way, bringing, (*chosen, one), most)


def _brings(possible: Possible, slot: str, mask: int) -> bool:
    class_ = possible.classes.get(slot)
    return class_ is not None and bool(mask >> class_ & 1)
