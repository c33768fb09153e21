"""Changing: the search for the smallest sets of changes of a case that would alter a result of its answer.

The results are those of the outcome to begin with: its classification, its range of custody, the status of each
programme. A set is kept for a result when the case, decided again with it, has another, and with no part of it has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

from propengine.core.slots import PROGRAMME, of_programme
from propengine.engine.answers import answer_of
from propengine.engine.applying import AppliedLaw, Comparison
from propengine.engine.change_sets import ChangeSet, ChangeSets, ProgrammeAltered
from propengine.engine.changes import MOST_ITEMS_CHANGED, Change, facts_changed, items_changed
from propengine.engine.choosing import StatedContradictsMeasuredError, StillWanted
from propengine.engine.interplay import MOST_CHANGES, Interplay, Possible, Together
from propengine.engine.kinds import Place
from propengine.engine.reaching import CLASSIFICATION, NO_RESULTS, RANGE, ReachingOfLaw, Results
from propengine.engine.redeciding import Redeciding, run_to_begin_with
from propengine.engine.runs import Run
from propengine.engine.statables import Statable, Statement, kind_of, statables_of
from propengine.engine.turning import Turned, live_in, turned_in
from propengine.engine.worlds import TooManyWorldsError

MOST_DECIDED: Final = 300
"""So many sets of changes are decided for one case at most; where there are more, the answer says so."""
MOST_STATES: Final = 8
"""Of a case with more kinds of states, only changes alone are looked for; the answer says so."""


def change_sets_of(
    laws: Sequence[AppliedLaw], comparisons: Sequence[Comparison], still_wanted: StillWanted
) -> ChangeSets:
    """Return the smallest sets of changes that alter a result of a case.

    Args:
        laws: those that take part, the offence date's first.
        comparisons: the laws as they apply in each world of the case.
        still_wanted: called now and then; what it raises stops the work.
    """
    return _Search(laws, comparisons, still_wanted).found()


class _StoppedError(Exception):
    """So many sets as may be were decided."""


@dataclass(frozen=True)
class _Shown:
    """The results of an answer.

    Attributes:
        of: what each of them is, by result.
    """

    of: Mapping[str, object]

    def differing(self, other: "_Shown") -> Results:
        """Return the results that are others in another answer."""
        return frozenset(r for r in self.of.keys() | other.of.keys() if self.of.get(r) != other.of.get(r))


def _shown(run: Run) -> _Shown:
    *_, range_, _ = run.main
    programmes = {of_programme(verdict.id): verdict.status for verdict in run.programmes}
    return _Shown({CLASSIFICATION: run.values.get("classification"), RANGE: range_, **programmes})


class _State:
    """One state of the case, and the changes that are possible in it."""

    def __init__(self, place: Place, changes: Iterable[tuple[Change, Statable, bool]]) -> None:
        """Take where it stands, and each change with what it states and whether that is kept of the law."""
        run = place.state.run
        self.place = place
        self.reaching = run.law.kept(ReachingOfLaw).of(str(run.values["conduct"]))
        self.every: list[Possible] = []
        self.statables: dict[Change, Statable] = {}
        for change, statable, fixed in changes:
            classes, reaches = self.reaching.brought(statable, fixed=fixed)
            if reaches:
                self.statables[change] = statable
                self.every.append(Possible(frozenset({change}), None, classes, reaches))
        self.together: list[Possible] = []
        now = {slot: domain.classify(run.values.get(slot)) for slot, domain in run.law.lowered.domains.items()}
        self.interplay = Interplay(self.reaching, now)

    @cached_property
    def alive(self) -> Sequence[Possible]:
        """Return the changes that turn something by themselves."""
        of = {id(statable.statement): change for change, statable in self.statables.items()}
        known = {next(iter(possible.changes)): possible for possible in self.every}
        return [
            replace(known[change], turned=turned, classes={**known[change].classes, **self._concluded(turned)})
            for turned in live_in(self.place, self.statables.values())
            for change in (of[id(turned.statements[0])],)
        ]

    @cached_property
    def bringing(self) -> Sequence[Possible]:
        """Return every change, those that turn something with what follows from it."""
        alive = {possible.changes: possible for possible in self.alive}
        return [alive.get(possible.changes, possible) for possible in self.every]

    def turned(self, changes: Iterable[Change]) -> Turned | None:
        """Return the state with some changes; None where such a case would be refused."""
        return turned_in(self.place, *(self.statables[change].statement for change in changes))

    def keep(self, changes: frozenset[Change], turned: Turned | None) -> None:
        """Keep two changes of which something follows, for what could join them."""
        if turned is not None and turned.run is not None:
            found = self._concluded(turned)
            reaches = self.reaching.of(turned.run.differing)
            self.together.append(Possible(changes, turned, found, reaches))

    def _concluded(self, turned: Turned) -> Mapping[str, int]:
        """Return the classes of what follows from what is stated."""
        if turned.run is None:
            return {}
        domains, values = self.place.state.run.law.lowered.domains, turned.run.values
        return {s: domains[s].classify(values.get(s)) for s in turned.run.differing if s in domains}


class _Search:
    """Looks for the smallest sets of changes."""

    def __init__(
        self, laws: Sequence[AppliedLaw], comparisons: Sequence[Comparison], still_wanted: StillWanted
    ) -> None:
        self.laws = laws
        self.still_wanted = still_wanted
        self.redeciding = Redeciding(laws, comparisons)
        self.before = run_to_begin_with(comparisons)
        self.shown = _shown(self.before)
        first: dict[object, Place] = {}
        for place in self.redeciding.places:
            first.setdefault(kind_of(place.state.run), place)
        self.places = tuple(first.values())
        self.altered: dict[frozenset[Change], Results] = {}
        self.order: dict[Change, int] = {}
        self.is_stopped = len(self.places) > MOST_STATES

    def found(self) -> ChangeSets:
        """Return the sets."""
        try:
            self._look()
        except _StoppedError:
            self.is_stopped = True
        sets = sorted(self._sets(), key=_rank)
        left = max(0, len(self.laws[0].choices.intake.items) - MOST_ITEMS_CHANGED)
        return ChangeSets(tuple(sets), MOST_CHANGES, self.redeciding.decided, not self.is_stopped, left)

    def _look(self) -> None:
        """Decide every set that could alter something: one change alone, then two, then three."""
        states = [_State(place, self._changes(place)) for place in self.places]
        for state in states:
            for possible in state.alive:
                if possible.turned is not None and possible.turned.may_conclude_anew:
                    self._decide(possible.changes, possible.turned)
        if len(self.places) > MOST_STATES:
            return
        for state in states:
            self._several(state, state.interplay.of_ways(state.bringing, 2))
            self._several(state, state.interplay.of_groups(state.alive, 2))
        for state in states:
            both = [*state.bringing, *state.together]
            self._several(state, state.interplay.of_ways(both, MOST_CHANGES))
            self._several(state, state.interplay.of_groups([*state.alive, *state.together], 2))
            self._several(state, state.interplay.of_groups(state.alive, MOST_CHANGES))

    def _changes(self, place: Place) -> Iterator[tuple[Change, Statable, bool]]:
        """Yield every change with what it states in a state."""
        law, run = place.law.law, place.state.run
        intake, statables = law.choices.intake, statables_of(run)
        for change, statable in facts_changed(run, intake):
            self.order.setdefault(change, len(self.order))
            yield change, statable, statable in statables.fixed[change.slot]
        for change in self._of_items:
            self.order.setdefault(change, len(self.order))
            try:
                world = self.redeciding.worlds_with(frozenset({change}))[0]
                inputs = law.choices.inputs(world, run.options, {})
            except (TooManyWorldsError, StatedContradictsMeasuredError):
                continue
            known = run.inputs.values
            slots = known.keys() | inputs.values.keys()
            differing = {s: inputs.values.get(s) for s in slots if known.get(s) != inputs.values.get(s)}
            yield change, statables.made(Statement(change.slot, str(change.value), differing)), False

    @cached_property
    def _of_items(self) -> Sequence[Change]:
        return tuple(items_changed(self.laws[0].choices.intake, [law.choices.law for law in self.laws]))

    def _several(self, state: _State, found: Iterable[Together]) -> None:
        """Decide several changes together, where they could alter what none of their parts does."""
        for possible, reaches in found:
            changes = frozenset[Change]().union(*(one.changes for one in possible))
            if len(changes) > MOST_CHANGES or changes in self.altered:
                continue
            if not reaches.difference(*(self.altered.get(part, NO_RESULTS) for part in _parts(changes))):
                continue
            turned = state.turned(changes)
            altered = self._decide(changes, turned)
            if len(changes) < MOST_CHANGES:
                state.keep(changes, turned)
            elif altered:
                for part in _parts(changes):
                    if len(part) > 1:
                        self._decide(part, state.turned(part))

    def _decide(self, changes: frozenset[Change], turned: Turned | None) -> Results:
        """Return the results that some changes alter; none where such a case would not be answered."""
        if changes not in self.altered:
            if self.redeciding.decided >= MOST_DECIDED:
                raise _StoppedError
            self.still_wanted()
            run = self.redeciding.run(changes, turned)
            self.altered[changes] = self.shown.differing(_shown(run)) if run is not None else NO_RESULTS
        return self.altered[changes]

    def _sets(self) -> Iterator[ChangeSet]:
        """Yield the sets that alter a result which no part of them alters."""
        for changes, altered in self.altered.items():
            if not all(len(part) == 1 or part in self.altered for part in _parts(changes)) and len(changes) > 2:
                continue  # it was not looked at whole before the search had to end
            left = altered.difference(*(self.altered.get(part, NO_RESULTS) for part in _parts(changes)))
            run = self.redeciding.run(changes)
            if left and run is not None:
                yield self._set(changes, left, run)

    def _set(self, changes: frozenset[Change], altered: Results, run: Run) -> ChangeSet:
        now, then = self.shown.of, _shown(run).of
        programmes = tuple(
            ProgrammeAltered(slot.removeprefix(PROGRAMME), now.get(slot), then.get(slot))  # type: ignore[arg-type]
            for slot in dict.fromkeys((*now, *then))
            if slot in altered and slot not in {CLASSIFICATION, RANGE}
        )
        return ChangeSet(
            tuple(sorted(changes, key=self.order.__getitem__)),
            CLASSIFICATION in altered,
            RANGE in altered,
            programmes,
            self.before.offence_id is None and run.offence_id is not None,
            answer_of(run),
        )


def _parts(changes: frozenset[Change]) -> Iterator[frozenset[Change]]:
    """Yield the parts of some changes, but for none and all of them."""
    for number in range(1, len(changes)):
        yield from map(frozenset, combinations(changes, number))


def _rank(one: ChangeSet) -> tuple[object, ...]:
    """Return where a set stands: what leads to an offence first, and what takes the fewest changes."""
    unstated = sum(change.before is None for change in one.changes)
    return not one.leads_to_an_offence, len(one.changes), not one.classification, not one.range, unstated
