"""Hinges: the search for decisive sets.

A statement can matter only where it turns a clause or is read beside one; where it does, the case is decided again
from there. What changes is then shown by deciding the whole case again, under every law that takes part. Pairs are
found from the branches of clauses: the ways to satisfy, or to break, a clause that lack two things which different
facts could bring.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final, TypeAlias

from propengine.core.levels import Sort
from propengine.core.profiles import Branch
from propengine.core.slots import SlotValue
from propengine.engine.applying import Comparison, InWorld, applied, mildest, shown_states
from propengine.engine.choosing import REFUSED_COMPLETIONS, State, StillWanted, TooManyStatesError, preferred_of
from propengine.engine.compiled import Run
from propengine.engine.decisive import DecisiveSet, Statement
from propengine.engine.outcome import Outcome
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.statables import statements_of

MOST_STATES_FOR_PAIRS: Final = 24
"""With more states than this, decisive facts are looked for one at a time."""


@dataclass(frozen=True)
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
        run: the state decided with it.
    """

    statements: tuple[Statement, ...]
    place: _Place
    run: Run

    @property
    def writes(self) -> Mapping[str, SlotValue]:
        """Return the slots that change, what is stated included."""
        return {slot: self.run.values.get(slot) for slot in self.run.differing}

    @property
    def changes_main(self) -> bool:
        """Say whether the main part of the state changes."""
        return self.run.main != self.place.state.run.main

    @property
    def opens(self) -> bool:
        """Say whether something is open that was not, or the other way round."""
        before = self.place.state.run
        return before.open_readings != self.run.open_readings or before.may_steps != self.run.may_steps

    @cached_property
    def groups(self) -> frozenset[tuple[int, int]]:
        """Return the groups of statements that conclude anew, among those that the main part depends on."""
        base = self.place.state.run
        return frozenset(
            (number, i)
            for number, (made, before) in enumerate(zip(self.run.made, base.made, strict=True))
            for i, (mine, other) in enumerate(zip(made, before, strict=True))
            if mine is not other and self.run.law.groups[number][i].group.sort in _OF_MAIN
        )


_OF_MAIN: Final = frozenset({Sort.FACT, Sort.RULES, Sort.OFFENCES, Sort.RANGES})
_Key: TypeAlias = tuple[tuple[str, str], ...]


class Hinges:
    """Finds the decisive sets of a case.

    Attributes:
        singly: there were too many states to look for pairs.
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
        self.singly = len(self.places) > MOST_STATES_FOR_PAIRS
        self.main: dict[frozenset[str], DecisiveSet] = {}
        self.aside: dict[str, DecisiveSet] = {}

    def sets(self) -> tuple[DecisiveSet, ...]:
        """Return the decisive sets: those that lead to an offence first, those that change the main part, others."""
        statements: list[list[Statement]] = []
        live: list[list[_Turned]] = []
        for place in self.places:
            self.still_wanted()
            statements.append(list(statements_of(place.state.run)))
            live.append(list(self._live(place, statements[-1])))
        self._judge(turned for of_place in live for turned in of_place)
        if not self.singly:
            pairs: list[_Turned] = []
            for place, of_place, turned in zip(self.places, statements, live, strict=True):
                pairs += self._pairs(place, _Brought(place.state.run, of_place, turned))
            self._judge(pairs)
        main = sorted(self.main.values(), key=lambda s: (not s.leads_to_an_offence, len(s.statements)))
        alone = {fact for facts in self.main if len(facts) == 1 for fact in facts}
        return (*main, *(found for fact, found in self.aside.items() if fact not in alone))

    def _live(self, place: _Place, statements: Iterable[Statement]) -> Iterator[_Turned]:
        """Yield the statements that turn something in a state; those of a fact that turn the same, once."""
        seen: set[tuple[str, object]] = set()
        for statement in statements:
            turns = _turns(place.state.run, statement.changes)
            if turns is None or (statement.fact, turns) in seen:
                continue
            if turns is not ANYTHING:
                seen.add((statement.fact, turns))
            turned = _turned(place, statement)
            if turned is not None:
                yield turned

    def _judge(self, found: Iterable[_Turned]) -> None:
        """Keep what is decisive of some sets of statements, each as it turns every state."""
        by_key: dict[_Key, list[_Turned]] = {}
        for turned in found:
            key = tuple((statement.fact, str(statement.value)) for statement in turned.statements)
            by_key.setdefault(key, []).append(turned)
        for of_key in by_key.values():
            if any(turned.changes_main or turned.opens for turned in of_key):
                self._judge_main(of_key)
            if len(of_key[0].statements) == 1:
                self._judge_aside(of_key)

    def _judge_main(self, turned: Sequence[_Turned]) -> None:
        """Decide the case again with something stated, and keep it if the main part changes."""
        statements = turned[0].statements
        facts = frozenset(statement.fact for statement in statements)
        known = self.main.get(facts)
        if known is not None and (known.leads_to_an_offence or known.before.offence_id is not None):
            return
        again = self._again(turned)
        if again is None or _mains(again) == self.mains:
            return
        before, law, state, run = _witness(self.comparisons, again)
        shown = self.outcome_of.get(id(before))
        if shown is None:
            return
        found = DecisiveSet(statements, shown, _outcome(run, law, state), main=True)
        if known is None or found.leads_to_an_offence:
            self.main[facts] = found

    def _judge_aside(self, turned: Sequence[_Turned]) -> None:
        """Keep a fact that changes programmes, or what may be imposed, of an outcome that is shown."""
        for one in turned:
            fact, before = one.statements[0].fact, one.place.state.run
            shown = self.outcome_of.get(id(before))
            if shown is None or fact in self.aside or one.changes_main or one.run.same_answer(before):
                continue
            after = _outcome(one.run, one.place.law, one.place.state)
            self.aside[fact] = DecisiveSet(one.statements, shown, after, main=False)

    def _again(self, turned: Sequence[_Turned]) -> tuple[Comparison, ...] | None:
        """Return the laws as they apply with something stated; None where such a case would be refused."""
        changes = {slot: v for statement in turned[0].statements for slot, v in statement.changes.items()}
        known = {id(one.place.state): one for one in turned}
        found = []
        for comparison in self.comparisons:
            laws = []
            for law in comparison.laws:
                states = self._states_again(comparison, law, known, turned[0].statements, changes)
                if states is None:
                    return None
                laws.append(InWorld(law.law, states, preferred_of(states)))
            found.append(mildest(comparison.world, laws))
        return tuple(found)

    @staticmethod
    def _states_again(
        comparison: Comparison,
        law: InWorld,
        known: Mapping[int, _Turned],
        statements: tuple[Statement, ...],
        changes: Mapping[str, SlotValue],
    ) -> tuple[State, ...] | None:
        """Return the states of a law with something stated: looked for anew where other axes are open."""
        found: list[State] = []
        for state in law.states:
            one = known.get(id(state)) or _turned(_Place(comparison, law, state), *statements)
            if one is None or one.opens:
                break
            found.append(replace(state, run=one.run))
        else:
            if not _asks_for_findings(law, changes):
                return tuple(found)
        try:
            return tuple(applied(law.law.choices, comparison.world, changes))
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
            if turned is not None and (turned.changes_main or turned.opens):
                yield turned


def _asks_for_findings(law: InWorld, changes: Mapping[str, SlotValue]) -> bool:
    """Say whether a statement speaks of a fact that is an axis of the law: a finding."""
    return not law.law.choices.law.lowered.law.findings.keys().isdisjoint(changes)


def _turned(place: _Place, *statements: Statement) -> _Turned | None:
    """Return a state with something stated; None where such a case would be refused."""
    changes = {slot: value for statement in statements for slot, value in statement.changes.items()}
    run = place.state.run
    try:
        again = run.law.again(run, run.inputs.changed(changes), changes)
        if run.law.moves_fines:
            again.answer  # noqa: B018 - what a court chose of a fine may lie outside its bounds, too
    except REFUSED_COMPLETIONS:
        return None
    return _Turned(statements, place, again)


@dataclass(frozen=True)
class _Bringing:
    """A statement and the slots that it changes, of those on which the main part depends."""

    statement: Statement
    writes: Mapping[str, SlotValue]


class _Brought:
    """What the statements of a state can bring, and which pairs of them could turn a clause together."""

    def __init__(self, run: Run, statements: Iterable[Statement], live: Sequence[_Turned]) -> None:
        self.run = run
        self.domains = run.law.lowered.domains
        self.classes: dict[str, int] = {}
        self.by_slot: dict[str, list[_Bringing]] = {}
        self.live = [turned for turned in live if turned.groups]
        self.relevant = run.law.relevant(str(run.values["conduct"]))
        turned = {id(one.statements[0]): one.writes for one in live}
        seen: set[tuple[str, tuple[tuple[str, int], ...]]] = set()
        for statement in statements:
            writes = turned.get(id(statement), statement.changes)
            own = {slot: value for slot, value in writes.items() if slot in self.relevant.main and slot in self.domains}
            classes = tuple(sorted((slot, self.domains[slot].classify(value)) for slot, value in own.items()))
            if not own or (statement.fact, classes) in seen:
                continue
            seen.add((statement.fact, classes))
            bringing = _Bringing(statement, own)
            for slot in own:
                self.by_slot.setdefault(slot, []).append(bringing)

    def pairs(self) -> Iterator[tuple[Statement, Statement]]:
        """Yield the pairs that could turn a clause together: both turn something, or each brings what one lacks."""
        for branch in self.relevant.branches:
            yield from self._of_branch(branch)
        for one, other in combinations(self.live, 2):
            first, second = one.statements[0], other.statements[0]
            if first.fact != second.fact and any(self._meet(one, other, at) for at in one.groups & other.groups):
                yield first, second

    def _meet(self, one: _Turned, other: _Turned, at: tuple[int, int]) -> bool:
        """Say whether a group concludes something else when both turn its clauses, as far as clauses alone say."""
        number, place = at
        law, held = self.run.law, self.run.held[number]
        group = law.groups[number][place]
        if group.group.sort not in {Sort.RULES, Sort.OFFENCES}:
            return True
        aside = law.set_aside(self.run, group)
        together = one.run.held[number] ^ other.run.held[number] ^ held
        return group.standing(together, aside) != group.standing(held, aside)

    def _class(self, slot: str) -> int:
        known = self.classes.get(slot)
        if known is None:
            known = self.classes[slot] = self.domains[slot].classify(self.run.values.get(slot))
        return known

    def _of_branch(self, branch: Branch) -> Iterator[tuple[Statement, Statement]]:
        """Yield the pairs that together bring all that a branch lacks."""
        lacking: list[str] = []
        for slot, mask in branch.items():
            if not mask >> self._class(slot) & 1:
                if slot not in self.by_slot:
                    return
                lacking.append(slot)
        if len(lacking) < 2:  # noqa: PLR2004 - what one thing would bring is no pair
            return
        for first in self.by_slot[lacking[0]]:
            left = [slot for slot in lacking if not self._brings(first, slot, branch[slot])]
            if not left or len(left) == len(lacking):
                continue
            for second in self.by_slot[left[0]]:
                if second.statement.fact != first.statement.fact and all(
                    self._brings(second, slot, branch[slot]) for slot in left
                ):
                    yield first.statement, second.statement

    def _brings(self, bringing: _Bringing, slot: str, mask: int) -> bool:
        value = bringing.writes.get(slot)
        return slot in bringing.writes and bool(mask >> self.domains[slot].classify(value) & 1)


ANYTHING: Final = "anything"
"""What a statement turns that is read otherwise than by clauses."""


def _turns(run: Run, changes: Mapping[str, SlotValue]) -> object:
    """Return the clauses that changed slots turn, `ANYTHING` where they are read otherwise; None for nothing."""
    values, law = run.values, run.law
    if not law.beside_anywhere.isdisjoint(changes):
        return ANYTHING
    before = {slot: values[slot] for slot in changes if slot in values}
    values.update(changes)
    turned = [
        (number, bit)
        for number, (functions, readers, held) in enumerate(
            zip(law.functions, law.deciding_readers, run.held, strict=True)
        )
        for slot in changes
        for bit in readers.get(slot, ())
        if functions[bit](values) != bool(held >> bit & 1)
    ]
    for slot in changes:
        values.pop(slot, None)
    values.update(before)
    return tuple(dict.fromkeys(turned)) or None


def _mains(comparisons: Iterable[Comparison]) -> frozenset[object]:
    """Return the main parts that are shown, and which is preferred in each world."""
    shown = {state.run.main for c in comparisons for state, _, beside in shown_states(c) if not beside}
    preferred = {c.applied.preferred.run.main if c.applied.preferred is not None else None for c in comparisons}
    return frozenset({(True, main) for main in shown} | {(False, main) for main in preferred})


def _witness(before: Sequence[Comparison], after: Sequence[Comparison]) -> tuple[Run, InWorld, State, Run]:
    """Return a run whose main part changes, and what it changes to: its law, its state and its run."""
    for old, new in zip(before, after, strict=True):
        own, other = old.applied.first, new.applied.first
        if own.run.main != other.run.main:
            return own.run, new.applied, other, other.run
    for old, new in zip(before, after, strict=True):
        known = {state.run.main for state, _, _ in shown_states(old)}
        for state, law, _ in shown_states(new):
            if state.run.main not in known:
                return old.applied.first.run, law, state, state.run
    first = after[0].applied
    return before[0].applied.first.run, first, first.first, first.first.run


def _outcome(run: Run, law: InWorld, state: State) -> Outcome:
    of = law.law
    runs = ((run, state.world),)
    return Outcome(run, runs, state.world, ((),), of.choices.intake, of.candidate, of.day)
