"""Redeciding: a case decided again with some changes, by the reader that decided it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

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
from propengine.engine.changes import Change
from propengine.engine.choosing import TooManyStatesError
from propengine.engine.kinds import Place
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.runs import Run
from propengine.engine.statables import Statement
from propengine.engine.turning import Turned, turned_in
from propengine.engine.worlds import TooManyWorldsError, World, worlds_of


def run_to_begin_with(comparisons: Sequence[Comparison]) -> Run:
    """Return the run of the outcome to begin with: the preferred one, or else the first that is shown."""
    preferred = {(id(run.law), run.answer): run for run in preferred_in(comparisons)}
    if len(preferred) == 1:
        return next(iter(preferred.values()))
    return next(one.state.run for one in shown_states(comparisons[0]))


class Redeciding:
    """Decides one case again with changes, and counts how often.

    Attributes:
        laws: those that take part.
        comparisons: the laws as they apply in each world of the case as it is.
        places: every state of the case as it is.
        decided: how many sets of changes were decided.
    """

    def __init__(self, laws: Sequence[AppliedLaw], comparisons: Sequence[Comparison]) -> None:
        """Take the laws, and how they apply in each world of the case as it is."""
        self.laws = laws
        self.comparisons = comparisons
        self.places = [Place(c, law, state) for c in comparisons for law in c.laws for state in law.states]
        self.decided = 0
        self._known: dict[frozenset[Change], Run | None] = {}
        self._worlds: dict[frozenset[Change], tuple[World, ...]] = {}

    def run(self, changes: frozenset[Change], turned: Turned | None = None) -> Run | None:
        """Return the run to begin with after some changes; None where such a case would not be answered.

        Args:
            changes: what is otherwise.
            turned: the only state of the case with them, if it was decided already.
        """
        if changes not in self._known:
            self.decided += 1
            self._known[changes] = self._run(changes, turned)
        return self._known[changes]

    def is_known(self, changes: frozenset[Change]) -> bool:
        """Say whether a set of changes was decided."""
        return changes in self._known

    def _run(self, changes: frozenset[Change], turned: Turned | None) -> Run | None:
        if not any(change.is_of_item for change in changes) and len(self.places) == 1:
            turned = turned or turned_in(self.places[0], *map(statement_of, changes))
            if turned is not None and turned.run is not None and not turned.opens:
                names = self.laws[0].choices.law.lowered.law.findings
                if not any(change.slot in names for change in changes):
                    return turned.run
        stated = {slot: value for change in changes for slot, value in change.changes.items()}
        items = frozenset(change for change in changes if change.is_of_item)
        try:
            worlds = self.worlds_with(items) if items else tuple(c.world for c in self.comparisons)
            return run_to_begin_with(tuple(not_contradicted(worlds, partial(self._compared, stated))))
        except (CaseRefusedError, TooManyStatesError, TooManyWorldsError):
            return None

    def _compared(self, stated: Mapping[str, SlotValue], world: World) -> Comparison:
        return compared(self.laws, world, [], lambda law: applied(law.choices, world, stated))

    def worlds_with(self, changes: frozenset[Change]) -> tuple[World, ...]:
        """Return the worlds of the case with items changed.

        Raises:
            TooManyWorldsError: there are too many.
        """
        if changes not in self._worlds:
            choices = self.laws[0].choices
            items = list(choices.intake.items)
            for change in changes:
                if change.item is not None:
                    at, fields = change.item
                    items[at] = replace(items[at], **fields)  # type: ignore[arg-type]  # fields of an item
            intake = replace(choices.intake, items=tuple(items))
            lowered = [law.choices.law.lowered for law in self.laws]
            self._worlds[changes] = worlds_of(intake, lowered, choices.still_wanted)
        return self._worlds[changes]


def statement_of(change: Change) -> Statement:
    """Return a change of a fact as something stated."""
    return Statement(change.slot, str(change.value), change.changes)
