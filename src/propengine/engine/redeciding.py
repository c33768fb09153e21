"""Redeciding: a case decided again with some changes, by the reader that decided it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from propengine.core.slots import SlotValue
from propengine.engine.applying import (
    AppliedLaw,
    Comparison,
    applied,
    compared,
    not_contradicted,
    preferred_in,
    shown_states,
)
from propengine.engine.change_sets import ProgrammeAltered
from propengine.engine.changes import Change
from propengine.engine.choosing import TooManyStatesError
from propengine.engine.kinds import Kinds
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.runs import Run
from propengine.engine.statables import Statement
from propengine.engine.stating import Stating
from propengine.engine.turning import Turned
from propengine.engine.worlds import TooManyWorldsError, World, worlds_of


def run_to_begin_with(comparisons: Sequence[Comparison]) -> Run:
    """Return the run of the outcome to begin with: the preferred one, or else the first that is shown."""
    preferred = {(id(run.law), run.answer): run for run in preferred_in(comparisons)}
    if len(preferred) == 1:
        return next(iter(preferred.values()))
    return next(one.state.run for one in shown_states(comparisons[0]))


def programmes_altered(before: Run, after: Run) -> Iterator[ProgrammeAltered]:
    """Yield the programmes whose status is another in a second answer."""
    now, then = ({verdict.id: verdict.status for verdict in run.programmes} for run in (before, after))
    for name in dict.fromkeys((*now, *then)):
        if now.get(name) is not then.get(name):
            yield ProgrammeAltered(name, now.get(name), then.get(name))


class Redeciding:
    """Decides one case again with changes, each set of them once, and counts them.

    Attributes:
        comparisons: the laws as they apply in each world of the case as it is.
        places: one state of each kind.
        decided: how many sets of changes were decided.
    """

    def __init__(self, laws: Sequence[AppliedLaw], comparisons: Sequence[Comparison]) -> None:
        """Take the laws that take part, and how they apply in each world of the case as it is."""
        self.comparisons = comparisons
        kinds = Kinds(comparisons)
        first = dict(reversed(list(zip(kinds.kinds, kinds.places, strict=True))))
        self.places = tuple(reversed(first.values()))
        self.decided = 0
        self._laws = laws
        self._alike = {id(p.state): first[k] for k, p in zip(kinds.kinds, kinds.places, strict=True)}
        self._known: dict[frozenset[Change], Run | None] = {}
        self._worlds: dict[frozenset[Change], tuple[World, ...]] = {}

    def run(
        self, changes: frozenset[Change], turned: Mapping[int, Turned | None] = MappingProxyType({})
    ) -> Run | None:
        """Return the run to begin with after some changes; None where such a case would not be answered.

        Args:
            changes: what is otherwise.
            turned: what they turn in states of the case, by identity, as far as it is known; where an item is
                otherwise, in all of them, or in none if it makes other worlds.
        """
        if changes not in self._known:
            self.decided += 1
            try:
                self._known[changes] = run_to_begin_with(tuple(self._decided(changes, turned)))
            except (CaseRefusedError, TooManyStatesError, TooManyWorldsError):
                self._known[changes] = None
        return self._known[changes]

    def _decided(
        self, changes: frozenset[Change], turned: Mapping[int, Turned | None]
    ) -> Sequence[Comparison]:
        items = frozenset(change for change in changes if change.is_of_item)
        if items and not turned:
            stated = {slot: value for change in changes for slot, value in change.changes.items()}
            worlds = self.worlds_with(items)
            return tuple(not_contradicted(worlds, partial(self._applied, stated)))
        world = self.worlds_with(items)[0] if items else None
        statements = (statement_of(change) for change in changes - items)
        stating = Stating(tuple(statements), dict(turned), self._alike, world)
        of = {id(comparison.world): comparison for comparison in self.comparisons}
        worlds = tuple(comparison.world for comparison in self.comparisons)
        return tuple(not_contradicted(worlds, lambda world: stating.compared(of[id(world)])))

    def _applied(self, stated: Mapping[str, SlotValue], world: World) -> Comparison:
        return compared(self._laws, world, [], lambda law: applied(law.choices, world, stated))

    def worlds_with(self, changes: frozenset[Change]) -> tuple[World, ...]:
        """Return the worlds of the case with items changed.

        Raises:
            TooManyWorldsError: there are too many.
        """
        if changes not in self._worlds:
            choices = self._laws[0].choices
            items = list(choices.intake.items)
            for change in changes:
                if change.item is not None:
                    at, fields = change.item
                    items[at] = replace(items[at], **fields)  # type: ignore[arg-type]  # fields of an item
            intake = replace(choices.intake, items=tuple(items))
            lowered = [law.choices.law.lowered for law in self._laws]
            self._worlds[changes] = worlds_of(intake, lowered, choices.still_wanted)
        return self._worlds[changes]


def statement_of(change: Change) -> Statement:
    """Return a change of a fact as something stated."""
    return Statement(change.slot, str(change.value), change.changes)
