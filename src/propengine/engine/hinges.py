"""Hinges: the search for decisive sets.

A statement can matter only where it turns a clause or is read beside one; where it does, the case is decided
again from there. What changes is then shown by deciding the whole case again, under every law that takes
part. Pairs are found from the branches of clauses: the ways to satisfy, or to break, a clause that lack two
things which different facts could bring.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final, TypeAlias

from propengine.core.levels import Sort
from propengine.core.profiles import Branch
from propengine.core.slots import SlotValue
from propengine.engine.applying import (
    Comparison,
    InWorld,
    applied,
    compared,
    not_contradicted,
    shown_states,
)
from propengine.engine.choosing import (
    REFUSED_COMPLETIONS,
    State,
    StillWanted,
    TooManyStatesError,
)
from propengine.engine.compiled import CompiledLaw, Run, StatedContradictsDerivedError
from propengine.engine.decisive import DecisiveSet, Statement
from propengine.engine.outcome import Outcome
from propengine.engine.refining import Overturned, overturned
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.statables import Statable, Statables, StatablesOfLaw, by_slot, kind_of
from propengine.engine.worlds import World
from propengine.law.vocabulary import FactType

MOST_KINDS: Final = 10_000
"""Of so many kinds of cases it is kept what is decisive in them."""
MOST_STATES_FOR_PAIRS: Final = 24
"""With more states than this, decisive facts are looked for one at a time."""


@dataclass(frozen=True, eq=False)
class _Place:
    """A state, and where it stands.

    Attributes:
        comparison: its world.
        law: its law in that world.
        state: the state.
    """

    comparison: Comparison
    law: InWorld
    state: State


@dataclass(frozen=True)
class _Turned:
    """What statements turn in one state.

    Attributes:
        statements: what would be stated.
        place: the state.
        flips: the clauses that they turn by themselves, as a bit mask for each level.
        run: the state decided with them; None where no group would conclude anything else.
        is_contradicted: something else follows from the other facts, so that the state falls away.
    """

    statements: tuple[Statement, ...]
    place: _Place
    flips: Mapping[int, int]
    run: Run | None
    is_contradicted: bool = False

    @property
    def may_change_main(self) -> bool:
        """Say whether the main part of the state changes, other axes open, or the state falls away."""
        return self.is_contradicted or self.changes_main or self.opens

    @property
    def changes_main(self) -> bool:
        """Say whether the main part of the state changes."""
        return self.run is not None and self.run.main != self.place.state.run.main

    @property
    def opens(self) -> bool:
        """Say whether something is open that was not, or the other way round."""
        before, run = self.place.state.run, self.run
        if run is None:
            return False
        return before.open_readings != run.open_readings or before.may_steps != run.may_steps

    def held(self, level: int) -> int:
        """Return which clauses of a level hold with what is stated."""
        base = self.place.state.run
        return self.run.held[level] if self.run is not None else base.held[level] ^ self.flips.get(level, 0)

    @cached_property
    def groups(self) -> frozenset[tuple[int, int]]:
        """Return the groups on which the main part depends and of which clauses, or conclusions, turn."""
        base = self.place.state.run
        return frozenset(
            (number, i)
            for number, groups in enumerate(base.law.groups)
            if number in self.flips
            or (self.run is not None and self.run.made[number] is not base.made[number])
            for i, group in enumerate(groups)
            if group.group.sort in _OF_MAIN
            and (
                (self.held(number) ^ base.held[number]) & group.mask
                or (self.run is not None and self.run.made[number][i] is not base.made[number][i])
            )
        )


_WORDS: Final = frozenset({FactType.BOOLEAN, FactType.ENUM})
_OF_MAIN: Final = frozenset({Sort.FACT, Sort.RULES, Sort.OFFENCES, Sort.RANGES})
_Statements: TypeAlias = tuple[Statement, ...]
_Found: TypeAlias = tuple[
    tuple[_Statements, ...], tuple[tuple[_Statements, int], ...], tuple[tuple[int, Overturned], ...]
]
_Key: TypeAlias = tuple[tuple[str, str], ...]


class KindsOfLaw:
    """The statements that are decisive in cases of one kind, kept for the next of the kind; bounded.

    Attributes:
        found: by kind.
    """

    def __init__(self, _law: CompiledLaw) -> None:
        """Start with none."""
        self.found: dict[tuple[object, ...], _Found] = {}


class Hinges:
    """Finds the decisive sets of a case.

    Attributes:
        singly: there were too many states to look for pairs.
        overturned: with the place of a state, the gates of its programmes that something stated overturns.
    """

    def __init__(
        self, comparisons: Sequence[Comparison], outcomes: Sequence[Outcome], still_wanted: StillWanted
    ) -> None:
        """Take the laws as they apply in each world, and the outcomes that are shown.

        Args:
            comparisons: for each world.
            outcomes: of the decision.
            still_wanted: called now and then; what it raises stops the work.
        """
        self.comparisons = comparisons
        self.still_wanted = still_wanted
        self.outcome_of = {id(run): outcome for outcome in outcomes for run, _ in outcome.runs}
        self.mains = _mains(comparisons)
        self.places = [_Place(c, law, state) for c in comparisons for law in c.laws for state in law.states]
        self.place_of = {id(place): i for i, place in enumerate(self.places)}
        kinds = [kind_of(place.state.run, _statables(place.state.run)) for place in self.places]
        self.kind = tuple(kinds)
        first: dict[object, _Place] = {}
        for place, kind in zip(self.places, kinds, strict=True):
            first.setdefault(kind, place)
        self.each_kind = tuple(first.values())
        self.alike = {id(place.state): first[kind] for place, kind in zip(self.places, kinds, strict=True)}
        self.singly = len(self.each_kind) > MOST_STATES_FOR_PAIRS
        self.main: dict[frozenset[str], DecisiveSet] = {}
        self.aside: dict[str, DecisiveSet] = {}
        self.shown_by: dict[str, int] = {}
        self.overturned: dict[tuple[int, Overturned], None] = {}

    def sets(self) -> tuple[DecisiveSet, ...]:
        """Return the decisive sets: what leads to an offence, what changes the main part, the others.

        Cases that the laws do not tell apart have the same: what was found for one is shown for the next.
        """
        kinds = self.places[0].state.run.law.kept(KindsOfLaw).found
        known = kinds.get(self.kind)
        if known is None:
            self._search()
            if len(kinds) >= MOST_KINDS:
                kinds.clear()
            kinds[self.kind] = (
                tuple(found.statements for found in self.main.values()),
                tuple((found.statements, self.shown_by[fact]) for fact, found in self.aside.items()),
                tuple(self.overturned),
            )
        else:
            for _ in self.each_kind:
                self.still_wanted()
            for statements in known[0]:
                self._judge_main(statements, list(self._turned_at(statements, self.each_kind)))
            for statements, place in known[1]:
                self._judge_aside(list(self._turned_at(statements, [self.places[place]])))
            self.overturned = dict.fromkeys(known[2])
        main = sorted(self.main.values(), key=lambda s: (not s.leads_to_an_offence, len(s.statements)))
        alone = {fact for facts in self.main if len(facts) == 1 for fact in facts}
        return (*main, *(found for fact, found in self.aside.items() if fact not in alone))

    @staticmethod
    def _turned_at(statements: tuple[Statement, ...], places: Iterable[_Place]) -> Iterator[_Turned]:
        """Yield states with something stated, but for those that it contradicts."""
        for place in places:
            values = place.state.run.values
            if all(values.get(slot) == v for s in statements for slot, v in s.changes.items()):
                yield _Turned(statements, place, {}, place.state.run)
                continue
            turned = _turned(place, *statements)
            if turned is not None:
                yield turned

    def _search(self) -> None:
        """Look for every decisive set, in one state of each kind."""
        live: list[list[_Turned]] = []
        statables = [_statables(place.state.run) for place in self.each_kind]
        for place, of_place in zip(self.each_kind, statables, strict=True):
            self.still_wanted()
            live.append(list(_live(place, of_place.of(place.state.run))))
        self._judge(turned for of_place in live for turned in of_place)
        self._judge_concluded()
        if not self.singly:
            pairs: list[_Turned] = []
            for place, of_place, turned in zip(self.each_kind, statables, live, strict=True):
                pairs += self._pairs(place, _Brought(place.state.run, of_place, turned))
            self._judge(pairs)

    def _judge(self, found: Iterable[_Turned]) -> None:
        """Keep what is decisive of some sets of statements, each as it turns every state."""
        by_key: dict[_Key, list[_Turned]] = {}
        for turned in found:
            if turned.run is None and not turned.is_contradicted:
                continue
            key = tuple((statement.fact, str(statement.value)) for statement in turned.statements)
            by_key.setdefault(key, []).append(turned)
        for of_key in by_key.values():
            if any(turned.may_change_main for turned in of_key):
                self._judge_main(of_key[0].statements, of_key)
            if len(of_key[0].statements) == 1:
                self._judge_aside(of_key)

    def _judge_main(self, statements: tuple[Statement, ...], turned: Sequence[_Turned]) -> None:
        """Decide the case again with something stated, and keep it if the main part changes."""
        facts = frozenset(statement.fact for statement in statements)
        known = self.main.get(facts)
        if known is not None and (known.leads_to_an_offence or known.before.offence_id is not None):
            return
        again = self._again(statements, turned)
        if not again or _mains(again) == self.mains:
            return
        witness = _witness(self.comparisons, again, facts)
        shown = self.outcome_of.get(id(witness.before)) if witness is not None else None
        if witness is None or shown is None:
            return
        found = DecisiveSet(
            statements, shown, _outcome(witness.state.run, witness.law, witness.state), main=True
        )
        if known is None or found.leads_to_an_offence:
            self.main[facts] = found

    def _judge_concluded(self) -> None:
        """Keep what states conclude otherwise, where stating it would rule some of them out."""
        law = self.places[0].law.law.choices
        for fact, of in sorted(law.law.lowered.law.statable.items()):
            concluded = [place.state.run.values.get(fact) for place in self.each_kind]
            values = set(concluded)
            if law.intake.slots.get(fact) is not None or of.type not in _WORDS or len(values) == 1:
                continue
            for value in sorted(values - {None}, key=str):
                statement = Statement(fact, value, {fact: value})
                turned = [
                    _Turned((statement,), place, {}, place.state.run)
                    for place, own in zip(self.each_kind, concluded, strict=True)
                    if own == value
                ]
                self._judge_main((statement,), turned)

    def _judge_aside(self, turned: Sequence[_Turned]) -> None:
        """Keep a fact that changes programmes, or what may be imposed, of an outcome that is shown."""
        for one in turned:
            fact, before = one.statements[0].fact, one.place.state.run
            shown = self.outcome_of.get(id(before))
            if one.run is None or shown is None or one.changes_main:
                continue
            self.overturned |= dict.fromkeys(
                (self.place_of[id(one.place)], gate) for gate in overturned(before, one.run, fact)
            )
            if fact in self.aside or one.run.same_answer(before):
                continue
            after = _outcome(one.run, one.place.law, one.place.state)
            self.shown_by[fact] = self.place_of[id(one.place)]
            self.aside[fact] = DecisiveSet(one.statements, shown, after, main=False)

    def settled(self) -> Mapping[int, Outcome]:
        """Return, by identity, the outcomes of which something that nobody has stated overturns a gate."""
        found: dict[int, Outcome] = {}
        for place, gate in self.overturned:
            shown = self.outcome_of[id(self.places[place].state.run)]
            known = found.get(id(shown), shown)
            found[id(shown)] = replace(known, overturned=(*known.overturned, gate))
        return found

    def _again(
        self, statements: tuple[Statement, ...], turned: Sequence[_Turned]
    ) -> tuple[Comparison, ...] | None:
        """Return the laws as they apply with something stated; None where such a case would be refused.

        A world that what is stated contradicts falls away.
        """
        again = _Again(statements, {id(one.place.state): one for one in turned}, self.alike)
        comparisons = {id(comparison.world): comparison for comparison in self.comparisons}
        worlds = [
            comparison.world
            for comparison in self.comparisons
            if not any(
                _is_measured_otherwise(law, comparison.world, again.changes) for law in comparison.laws
            )
        ]
        try:
            return tuple(not_contradicted(worlds, lambda world: again.compared(comparisons[id(world)])))
        except (CaseRefusedError, TooManyStatesError, *REFUSED_COMPLETIONS):
            return None

    def _pairs(self, place: _Place, brought: "_Brought") -> Iterator[_Turned]:
        """Yield the pairs of statements that change the main part of a state together, and neither alone."""
        tried: set[tuple[int, int]] = set()
        for first, second in brought.pairs():
            facts = frozenset({first.fact, second.fact})
            if (id(first), id(second)) in tried or any(part <= facts for part in self.main):
                continue
            tried |= {(id(first), id(second)), (id(second), id(first))}
            turned = _turned(place, first, second)
            if turned is not None and turned.may_change_main:
                yield turned


@dataclass(frozen=True)
class _Again:
    """Decides a case again with something stated.

    Attributes:
        statements: what is stated.
        known: what they turn in states that were looked at, by identity; others are added.
        alike: for each state, by identity, where the first of its kind stands.
    """

    statements: tuple[Statement, ...]
    known: dict[int, _Turned | None]
    alike: Mapping[int, _Place]

    @cached_property
    def changes(self) -> Mapping[str, SlotValue]:
        """Return the slots that change."""
        return {slot: v for statement in self.statements for slot, v in statement.changes.items()}

    def compared(self, comparison: Comparison) -> Comparison:
        """Return the laws as they apply in a world; see `applying.compared`."""
        states = {id(law.law): law for law in comparison.laws}
        laws = [law.law for law in comparison.laws]
        return compared(
            laws, comparison.world, [], lambda law: self._states(states[id(law)], comparison.world)
        )

    def _states(self, law: InWorld, world: World) -> Sequence[State]:
        """Return the states of a law: looked for anew where other axes are open, or a state falls away."""
        found: list[State] = []
        for state in law.states:
            alike = self.alike[id(state)]
            if id(alike.state) not in self.known:
                self.known[id(alike.state)] = _turned(alike, *self.statements)
            one = self.known[id(alike.state)]
            if one is None or one.run is None or one.opens:
                break
            found.append(replace(state, run=one.run, world=alike.state.world))
        else:
            if not _asks_for_findings(law, self.changes):
                return found
        return applied(law.law.choices, world, self.changes)


def _asks_for_findings(law: InWorld, changes: Mapping[str, SlotValue]) -> bool:
    """Say whether a statement speaks of a fact that is an axis of the law: a finding."""
    return not law.law.choices.law.lowered.law.findings.keys().isdisjoint(changes)


def _turned(place: _Place, *statements: Statement) -> _Turned | None:
    """Return a state with something stated; None where the whole case would be refused."""
    changes = {slot: value for statement in statements for slot, value in statement.changes.items()}
    run = place.state.run
    try:
        again = run.law.again(run, run.inputs.changed(changes), changes)
        if run.law.moves_fines:
            again.answer  # noqa: B018 - what a court chose of a fine may lie outside its bounds, too
    except StatedContradictsDerivedError:
        return _Turned(statements, place, {}, None, is_contradicted=True)
    except REFUSED_COMPLETIONS:
        return None
    return _Turned(statements, place, {}, again)


def _live(place: _Place, statables: Iterable[Statable]) -> Iterator[_Turned]:
    """Yield what turns something in a state; what turns the same of one fact, once."""
    run = place.state.run
    seen: set[tuple[str, tuple[tuple[int, int], ...]]] = set()
    for statable in statables:
        flips = _flips(run, statable)
        key = statable.statement.fact, tuple(flips.items())
        if not statable.is_beside and (not flips or key in seen):
            continue
        seen.add(key)
        if not statable.is_beside and not _concludes_anew(run, flips):
            yield _Turned((statable.statement,), place, flips, None)
            continue
        turned = _turned(place, statable.statement)
        if turned is not None:
            yield turned


def _flips(run: Run, statable: Statable) -> Mapping[int, int]:
    """Return the clauses that something stated turns by itself, as a bit mask for each level."""
    values, held = run.values, run.held
    changes = statable.statement.changes
    before = {slot: values[slot] for slot in changes if slot in values}
    values.update(changes)
    found: dict[int, int] = {}
    for level, bit, holds in statable.tests:
        if holds(values) != bool(held[level] >> bit & 1):
            found[level] = found.get(level, 0) | 1 << bit
    for slot in changes:
        values.pop(slot, None)
    values.update(before)
    return found


def _concludes_anew(run: Run, flips: Mapping[int, int]) -> bool:
    """Say whether some group concludes something else with its clauses turned."""
    return any(
        run.law.concludes_anew(run, group, run.held[level], run.held[level] ^ mask)
        for level, mask in flips.items()
        for group in run.law.groups[level]
        if group.mask & mask
    )


class _Brought:
    """What could be stated in a state can bring, and which pairs of it could turn a clause together."""

    def __init__(self, run: Run, statables: Statables, live: Sequence[_Turned]) -> None:
        self.run = run
        self.domains = run.law.lowered.domains
        self.statables = statables
        self.classes: dict[str, int] = {}
        self.live = [turned for turned in live if turned.groups and not turned.is_contradicted]
        self.derived = by_slot(self._derived(live))

    def _derived(self, live: Sequence[_Turned]) -> Iterator[Statable]:
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

    def _meet(self, one: _Turned, other: _Turned, at: tuple[int, int]) -> bool:
        """Say whether a group concludes something else when both turn its clauses."""
        number, place = at
        law, held = self.run.law, self.run.held[number]
        together = one.held(number) ^ other.held(number) ^ held
        return law.concludes_anew(self.run, law.groups[number][place], held, together)

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


def _statables(run: Run) -> Statables:
    """Return what could be stated in cases of a run's conduct."""
    return run.law.kept(StatablesOfLaw).of(str(run.values["conduct"]))


def _mains(comparisons: Iterable[Comparison]) -> frozenset[object]:
    """Return the main parts that are shown, and which is preferred in each world."""
    shown = {one.state.run.main for c in comparisons for one in shown_states(c) if not one.beside}
    preferred = {
        c.applied.preferred.run.main if c.applied.preferred is not None else None for c in comparisons
    }
    return frozenset({(True, main) for main in shown} | {(False, main) for main in preferred})


@dataclass(frozen=True)
class _Witness:
    """A run, and the state that takes its place once something is stated."""

    before: Run
    law: InWorld
    state: State


def _witness(
    before: Sequence[Comparison], after: Sequence[Comparison], stated: frozenset[str]
) -> _Witness | None:
    """Return a run whose main part changes, and what it changes to; None where only a question is answered.

    The law as written comes first, then each state with the one in which the same was chosen, then what is
    new, then what falls away.
    """
    worlds = {id(old.world): old for old in before}
    pairs = [(worlds.get(id(new.world), before[0]), new) for new in after]
    for old, new in pairs:
        if old.applied.first.run.main != new.applied.first.run.main:
            return _Witness(old.applied.first.run, new.applied, new.applied.first)
    for old, new in pairs:
        chosen: dict[object, Run] = {}
        for one in shown_states(old):
            chosen.setdefault((one.law.law.day, _others(one.state, stated)), one.state.run)
        for one in shown_states(new):
            run = chosen.get((one.law.law.day, _others(one.state, stated)))
            if run is not None and run.main != one.state.run.main:
                return _Witness(run, one.law, one.state)
    return _new(pairs) or _fallen_away(before, after, stated)


def _new(pairs: Iterable[tuple[Comparison, Comparison]]) -> _Witness | None:
    """Return a state whose main part was not shown before."""
    for old, new in pairs:
        known = {one.state.run.main for one in shown_states(old)}
        for one in shown_states(new):
            if one.state.run.main not in known:
                return _Witness(old.applied.first.run, one.law, one.state)
    return None


def _fallen_away(
    before: Iterable[Comparison], after: Sequence[Comparison], stated: frozenset[str]
) -> _Witness | None:
    """Return a run whose main part is shown no longer, unless what is stated only answers its question."""
    left = {one.state.run.main for new in after for one in shown_states(new)}
    for old in before:
        for state in (one.state for one in shown_states(old)):
            if state.run.main not in left and stated.isdisjoint(c.id for c in state.conditions):
                return _Witness(state.run, after[0].applied, after[0].applied.first)
    return None


def _others(state: State, stated: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return what was chosen on every axis but those that are stated."""
    return tuple((c.id, c.value) for c in state.conditions if c.id not in stated)


def _is_measured_otherwise(law: InWorld, world: World, changes: Mapping[str, SlotValue]) -> bool:
    """Say whether the items of a world make something else than is stated."""
    choices = law.law.choices
    measured = choices.measured(world, choices.law.lowered.as_written).values
    return any(measured.get(slot) not in {None, value} for slot, value in changes.items())


def _outcome(run: Run, law: InWorld, state: State) -> Outcome:
    of = law.law
    runs = ((run, state.world),)
    return Outcome(run, runs, state.world, ((),), of.choices.intake, of.candidate, of.day)
