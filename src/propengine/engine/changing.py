"""Changing: the search for the smallest sets of changes of a case that would alter a result of its answer.

The results are those of the outcome to begin with: its classification, its range of custody, the status of
each programme. A set is kept when the case, decided again with it, has another class, a lower or a higher
range, or a programme of another status, and no smaller set gives it that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import combinations
from typing import Final

from propengine.core.slots import of_programme, slot_of_member
from propengine.engine.answers import answer_of
from propengine.engine.applying import AppliedLaw, Comparison
from propengine.engine.change_sets import ChangeSet, ChangeSets, RangeAltered
from propengine.engine.changes import MOST_ITEMS_CHANGED, Change, facts_changed, items_changed, measured_of
from propengine.engine.choosing import StillWanted
from propengine.engine.conditions import Question
from propengine.engine.interplay import MOST_CHANGES, Interplay, Possible, Together
from propengine.engine.kinds import Place
from propengine.engine.milder import Favour, compare
from propengine.engine.reaching import CLASSIFICATION, NO_RESULTS, RANGE, ReachingOfLaw, Results
from propengine.engine.redeciding import Redeciding, programmes_altered, run_to_begin_with
from propengine.engine.runs import Run
from propengine.engine.statables import Statable, Statement, statables_of
from propengine.engine.turning import Seen, Turned, turned_by, turned_in
from propengine.engine.worlds import TooManyWorldsError

MOST_WORK: Final = 1_500
"""So much work is done for one case at most: to decide a state again is `_OF_ANY_RUN`, and one for each
phase of its law. It keeps most cases of the largest rulesets below 50 ms; an answer says whether something was
left."""
_OF_ANY_RUN: Final = 8
_ANEW: Final = 4
"""To decide a state from nothing, because its items make other worlds, is so many times the work."""
_NEAREST: Final = 6
"""So many amounts of an item, the nearest, come before what nobody has stated."""
_TO_BEGIN: Final = 8
"""To find what could be otherwise in a state is so many times the work of deciding it again."""
MOST_STATES: Final = 12
"""Of a case with more kinds of states, nothing is looked for; the answer says so."""
LOWER, HIGHER, CROSSING = (f"range.{of}" for of in RangeAltered)
_RANGE_OF_MAIN: Final = 3


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
    """So much as may be was decided."""


def _altered(before: Run, after: Run) -> Results:
    """Return what of an answer is another in a second one: a class, a lower or higher range, programmes."""
    found: set[str] = set()
    if before.values.get("classification") != after.values.get("classification"):
        found.add(f"{CLASSIFICATION}.{after.values.get('classification')}")
    if before.main[_RANGE_OF_MAIN] != after.main[_RANGE_OF_MAIN]:
        favour = compare(after, before)
        found.add(LOWER if favour is Favour.MORE else HIGHER if favour is Favour.LESS else CROSSING)
    return frozenset({*found, *(of_programme(one.id) for one in programmes_altered(before, after))})


class _State:
    """One state of the case, and the changes that are possible in it."""

    def __init__(self, place: Place, changes: Iterable[tuple[Change, Statable, bool]]) -> None:
        """Take where it stands, and each change with what it states and whether that is kept of the law."""
        run = place.state.run
        self.place = place
        self.reaching = run.law.kept(ReachingOfLaw).of(str(run.values["conduct"]))
        self.every: dict[Change, Possible] = {}
        self.seen: Seen = set()
        self.statables: dict[Change, Statable] = {}
        for change, statable, fixed in changes:
            classes, reaches = self.reaching.brought(statable, fixed=fixed)
            if reaches:
                self.statables[change] = statable
                self.every[change] = Possible(frozenset({change}), None, classes, reaches)
        self.together: list[Possible] = []
        now = {
            slot: domain.classify(run.values.get(slot)) for slot, domain in run.law.lowered.domains.items()
        }
        self.interplay = Interplay(self.reaching, now)

    @property
    def work(self) -> int:
        """Return how much deciding the state again takes, beside what every state does."""
        law = self.place.state.run.law
        phases = sum(len(law.groups[level][place].group.phases) for level, place in law.range_groups)
        return _OF_ANY_RUN + phases

    def try_alone(self, change: Change) -> Turned | None:
        """Return the state with one change; None where it turns nothing there."""
        statable = self.statables.get(change)
        turned = turned_by(self.place, statable, self.seen) if statable is not None else None
        if turned is not None:
            possible = self.every[change]
            classes = {**possible.classes, **self._concluded(turned)}
            self.every[change] = replace(possible, turned=turned, classes=classes)
        return turned

    @property
    def alive(self) -> Sequence[Possible]:
        """Return the changes that turn something by themselves."""
        return [possible for possible in self.every.values() if possible.turned is not None]

    def turned(self, changes: Iterable[Change]) -> Turned | None:
        """Return the state with some changes; None where such a case would be refused."""
        statables = [self.statables.get(change) for change in changes]
        if None in statables:
            return None
        return turned_in(self.place, *(one.statement for one in statables if one is not None))

    def keep(self, changes: frozenset[Change], turned: Turned | None) -> None:
        """Keep two changes of which something follows, for what could join them."""
        if turned is not None and turned.run is not None:
            reaches = self.reaching.of(turned.run.differing)
            self.together.append(Possible(changes, turned, self._concluded(turned), reaches))

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
        self.altered: dict[frozenset[Change], Results] = {}
        self.least: dict[str, int] = {}
        self.order: dict[Change, int] = {}
        self.states: list[_State] = []
        self.is_stopped = False
        self.spent = 0
        self.of_other_worlds: set[Change] = set()
        conditions = {c.question for place in self.redeciding.places for c in place.state.conditions}
        near = Question.NEIGHBOURING_BAND in conditions
        self.is_one_world = len(comparisons) == 1 and not near and not comparisons[0].world.ways[0]

    def found(self) -> ChangeSets:
        """Return the sets."""
        try:
            self._look()
        except _StoppedError:
            self.is_stopped = True
        sets = sorted(_nearest(self._sets()), key=_rank)
        left = max(0, len(self.laws[0].choices.intake.items) - MOST_ITEMS_CHANGED)
        return ChangeSets(tuple(sets), MOST_CHANGES, self.redeciding.decided, not self.is_stopped, left)

    def _look(self) -> None:
        """Decide every set that could be one: one change alone, then two, then three."""
        if len(self.redeciding.places) > MOST_STATES:
            raise _StoppedError
        for place in self.redeciding.places:
            self.states.append(_State(place, self._changes(place)))
            self._spend(_TO_BEGIN * self.states[-1].work)
        for change in self._in_order():
            self._alone(change)
        for state in self.states:
            wanted = partial(self._is_wanted, state, number=2)
            self._several(state, state.interplay.of_ways([*state.every.values()], 2), 2)
            self._several(state, state.interplay.of_groups(state.alive, 2, wanted), 2)
        for state in self.states:
            wanted = partial(self._is_wanted, state, number=MOST_CHANGES)
            both, joined = [*state.every.values(), *state.together], [*state.alive, *state.together]
            for found in (
                state.interplay.of_ways(both, MOST_CHANGES),
                state.interplay.of_groups(joined, 2, wanted),
                state.interplay.of_groups(state.alive, MOST_CHANGES, wanted),
            ):
                self._several(state, found, MOST_CHANGES)

    def _in_order(self) -> Sequence[Change]:
        """Return the changes: what is stated, with the nearest amounts, then silence, then other amounts."""
        seen: Counter[str] = Counter()
        turns: dict[Change, int] = {}
        for change in self.order:
            seen[change.slot] += 1
            near = not change.is_of_item or seen[change.slot] <= _NEAREST
            turns[change] = 2 if not near else int(change.before is None)
        return sorted(self.order, key=lambda change: (turns[change], self.order[change]))

    def _alone(self, change: Change) -> None:
        """Decide one change alone, if it concludes something else in some state."""
        known: dict[int, Turned | None] = {}
        concludes = False
        for state in self.states:
            turned = state.try_alone(change)
            if turned is not None and turned.run is not None:
                self._spend(state.work)
            concludes = concludes or (turned is not None and turned.may_conclude_anew)
            if change in state.statables:
                known[id(state.place.state)] = turned or Turned((), state.place, {}, None)
        if concludes:
            self._decide(frozenset({change}), known)

    def _spend(self, work: int) -> None:
        """Note work that is done, and end the search where there was enough."""
        self.still_wanted()
        self.spent += work
        if self.spent > MOST_WORK:
            raise _StoppedError

    def _changes(self, place: Place) -> Iterator[tuple[Change, Statable, bool]]:
        """Yield every change with what it states in a state."""
        law, run = place.law.law, place.state.run
        intake, statables = law.choices.intake, statables_of(run)
        for change, statable in facts_changed(run, intake):
            self.order.setdefault(change, len(self.order))
            yield change, statable, any(one is statable for one in statables.fixed.get(change.slot, ()))
        for change in self._of_items:
            self.order.setdefault(change, len(self.order))
            statement = self._stating(change, law, run)
            if statement is not None:
                yield change, statables.made(statement), False

    def _stating(self, change: Change, law: AppliedLaw, run: Run) -> Statement | None:
        """Return what an item that is otherwise states in a state; None where that contradicts the case."""
        try:
            world = self.redeciding.worlds_with(frozenset({change}))[0]
        except TooManyWorldsError:
            return None
        measured = measured_of(law.choices.law, world, run.options)
        if measured.neighbours or not self.is_one_world:
            self.of_other_worlds.add(change)
        own = law.choices.law.lowered.law.substance_slots
        of_substances = {slot_of_member("substance", holding.substance) for holding in world.holdings}
        made = {**measured.values, **{slot: slot in of_substances for slot in own}}
        differing = {slot: value for slot, value in made.items() if run.inputs.values.get(slot) != value}
        stated = law.choices.intake.slots
        if any(stated.get(slot) not in {None, value} for slot, value in differing.items()):
            return None
        return Statement(change.slot, str(change.value), differing, measured.item_bands)

    @cached_property
    def _of_items(self) -> Sequence[Change]:
        return tuple(items_changed(self.laws[0].choices.intake, [law.choices.law for law in self.laws]))

    def _several(self, state: _State, found: Iterable[Together], number: int) -> None:
        """Decide so many changes together, where they could alter what fewer do not."""
        for possible, reaches in found:
            changes = frozenset[Change]().union(*(one.changes for one in possible))
            if (
                len(changes) != number
                or changes in self.altered
                or not self._is_wanted(state, reaches, number)
            ):
                continue
            self._spend(state.work)
            turned = state.turned(changes)
            known = {id(state.place.state): turned} if turned is not None else {}
            altered = self._decide(changes, known)
            if number < MOST_CHANGES:
                state.keep(changes, turned)
            elif altered:
                for part in _parts(changes):
                    if len(part) > 1:
                        self._decide(part, {})

    def _is_wanted(self, state: _State, reaches: Results, number: int) -> bool:
        """Say whether one of some results is not altered by fewer changes."""
        for result in reaches:
            fine: Iterable[str] = (result,)
            if result == CLASSIFICATION:
                now = self.before.values.get("classification")
                fine = (f"{CLASSIFICATION}.{of}" for of in state.reaching.classes if of != now)
            elif result == RANGE:
                fine = (LOWER, HIGHER)
            if any(self.least.get(one, number) >= number for one in fine):
                return True
        return False

    def _decide(self, changes: frozenset[Change], turned: Mapping[int, Turned | None]) -> Results:
        """Return what some changes alter; nothing where such a case would not be answered."""
        if changes not in self.altered:
            known = self._known(changes, turned)
            anew = any(change.is_of_item for change in changes) and not known
            left = [state.work for state in self.states if anew or id(state.place.state) not in known]
            self._spend(sum(left) * (_ANEW if anew else 1))
            run = self.redeciding.run(changes, known)
            altered = _altered(self.before, run) if run is not None else NO_RESULTS
            self.altered[changes] = altered
            for result in altered:
                self.least[result] = min(len(changes), self.least.get(result, len(changes)))
        return self.altered[changes]

    def _known(
        self, changes: frozenset[Change], turned: Mapping[int, Turned | None]
    ) -> Mapping[int, Turned | None]:
        """Return what changes turn in each state; nothing where the items would make other worlds of it."""
        if not any(change.is_of_item for change in changes):
            return turned
        if len(changes & self.of_other_worlds) or sum(change.is_of_item for change in changes) > 1:
            return {}
        every = {id(s.place.state): turned.get(id(s.place.state)) or s.turned(changes) for s in self.states}
        return every if all(every.values()) else {}

    def _sets(self) -> Iterator[ChangeSet]:
        """Yield the sets that alter something which no smaller set alters."""
        for changes, altered in self.altered.items():
            kept = frozenset(result for result in altered if self._least(result) == len(changes))
            run = self.redeciding.run(changes)
            if kept and run is not None:
                yield self._set(changes, kept, run)

    def _least(self, result: str) -> int:
        """Return how few changes alter a result; a crossing range counts where no other range takes fewer."""
        of = (LOWER, HIGHER, CROSSING) if result == CROSSING else (result,)
        return min(self.least[one] for one in of if one in self.least)

    def _set(self, changes: frozenset[Change], altered: Results, run: Run) -> ChangeSet:
        programmes = tuple(
            one for one in programmes_altered(self.before, run) if of_programme(one.id) in altered
        )
        ranges = altered & {LOWER, HIGHER, CROSSING}
        return ChangeSet(
            tuple(sorted(changes, key=self.order.__getitem__)),
            any(result.startswith(f"{CLASSIFICATION}.") for result in altered),
            RangeAltered(next(iter(ranges)).removeprefix("range.")) if ranges else None,
            programmes,
            self.before.offence_id is None and run.offence_id is not None,
            answer_of(run),
        )


def _parts(changes: frozenset[Change]) -> Iterator[frozenset[Change]]:
    """Yield the parts of some changes, but for none and all of them."""
    for number in range(1, len(changes)):
        yield from map(frozenset, combinations(changes, number))


def _nearest(sets: Iterable[ChangeSet]) -> Iterator[ChangeSet]:
    """Yield the sets; of those that only go further beyond a limit and lead to the same, the nearest."""
    best: dict[object, ChangeSet] = {}
    for one in sets:
        sides = tuple((change.slot, _side(change)) for change in one.changes)
        key = sides, one.classification, one.range, one.programmes, one.after.main
        if key not in best or _far(one) < _far(best[key]):
            best[key] = one
    yield from best.values()


def _side(change: Change) -> object:
    """Return on which side of what is stated a number would lie; anything else is what it would be."""
    before, value = change.before, change.value
    return value > before if isinstance(value, Fraction) and isinstance(before, Fraction) else value


def _far(one: ChangeSet) -> tuple[Fraction, ...]:
    """Return how far the numbers of a set lie from what is stated."""
    pairs = ((change.before, change.value) for change in one.changes)
    return tuple(abs(v - b) for b, v in pairs if isinstance(b, Fraction) and isinstance(v, Fraction))


def _rank(one: ChangeSet) -> tuple[object, ...]:
    """Return where a set stands: what leads to an offence first, and what takes the fewest changes."""
    unstated = sum(change.before is None for change in one.changes)
    return not one.leads_to_an_offence, len(one.changes), not one.classification, not one.range, unstated
