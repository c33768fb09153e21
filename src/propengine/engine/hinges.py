"""Hinges: the search for decisive sets.

A statement can matter only where it turns a clause or is read beside one; where it does, the case is decided again
from there. What changes is then shown by deciding the whole case again, under every law that takes part. Pairs are
found from the branches of clauses: the ways to satisfy, or to break, a clause that lack two things which different
facts could bring.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from propengine.core.profiles import Branch
from propengine.core.slots import SlotValue
from propengine.engine.applying import REFUSED_COMPLETIONS, Comparison, InWorld, applied, mildest, shown_states
from propengine.engine.choosing import State, StillWanted, TooManyStatesError, preferred_of
from propengine.engine.compiled import Run
from propengine.engine.decisive import DecisiveSet, Statement
from propengine.engine.outcome import Outcome
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.statables import statements_of

MOST_STATES_FOR_PAIRS: Final = 24
"""With more states than this, decisive facts are looked for one at a time."""


@dataclass(frozen=True)
class _Turned:
    """A statement that turns something in one state.

    Attributes:
        statement: what would be stated.
        run: the state decided with it.
        writes: the slots that it changes, what it states included.
    """

    statement: Statement
    run: Run
    writes: Mapping[str, SlotValue]


@dataclass
class _Found:
    """What the search has found so far.

    Attributes:
        main: the sets that change the main part, by their facts.
        aside: the facts that change programmes, or what may be imposed, alone.
        tried: the statements whose effect on the whole case is known.
    """

    main: dict[frozenset[str], DecisiveSet] = field(default_factory=dict)
    aside: dict[str, DecisiveSet] = field(default_factory=dict)
    tried: dict[tuple[tuple[str, object], ...], "tuple[Comparison, ...] | None"] = field(default_factory=dict)


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
        states = [state for c in comparisons for law in c.laws for state in law.states]
        self.singly = len(states) > MOST_STATES_FOR_PAIRS
        self.alone = len(states) == 1
        self.found = _Found()

    def sets(self) -> tuple[DecisiveSet, ...]:
        """Return the decisive sets: those that lead to an offence first, those that change the main part, others."""
        for comparison in self.comparisons:
            for law in comparison.laws:
                for state in law.states:
                    self.still_wanted()
                    live = list(self._singles(comparison, law, state))
                    if not self.singly:
                        self._pairs(comparison, law, state, live)
        main = sorted(self.found.main.values(), key=lambda s: (not s.leads_to_an_offence, len(s.statements)))
        main_facts = {fact for facts in self.found.main if len(facts) == 1 for fact in facts}
        aside = [s for fact, s in self.found.aside.items() if fact not in main_facts]
        return (*main, *aside)

    def _singles(self, comparison: Comparison, law: InWorld, state: State) -> Iterator[_Turned]:
        """Note the statements that are decisive alone; yield those that only turn something."""
        for statement in statements_of(state.run):
            if frozenset({statement.fact}) in self.found.main and not self._could_lead(statement):
                continue
            if not _matters(state.run, statement.changes):
                continue
            turned = self._turned(state, statement)
            if turned is None:
                continue
            if self._changes(state.run, turned.run):
                self._note(comparison, law, state, (statement,), turned.run)
            if frozenset({statement.fact}) not in self.found.main:
                yield turned

    def _could_lead(self, statement: Statement) -> bool:
        """Say whether another value of a decisive fact could lead to an offence, which no value yet does."""
        known = self.found.main[frozenset({statement.fact})]
        return known.before.offence_id is None and not known.leads_to_an_offence

    def _turned(self, state: State, *statements: Statement) -> _Turned | None:
        """Return a state with something stated; None where such a case would be refused."""
        changes = {slot: value for statement in statements for slot, value in statement.changes.items()}
        run = state.run
        try:
            again = run.law.again(run, run.inputs.changed(changes), changes)
            again.answer  # noqa: B018 - what a court chose of a fine may lie outside its bounds, too
        except REFUSED_COMPLETIONS:
            return None
        writes = {slot: v for slot, v in again.values.items() if run.values.get(slot) != v}
        return _Turned(statements[0], again, writes)

    @staticmethod
    def _changes(before: Run, after: Run) -> bool:
        """Say whether anything of an answer changes, or anything is open that was not."""
        return (
            before.answer != after.answer
            or before.open_readings != after.open_readings
            or before.may_steps != after.may_steps
        )

    def _note(
        self,
        comparison: Comparison,
        law: InWorld,
        state: State,
        statements: tuple[Statement, ...],
        after: Run,
    ) -> None:
        """Decide the case again with something stated, and keep what changes."""
        before = self.outcome_of.get(id(state.run))
        if self.alone and not after.open_readings and not after.may_steps and before is not None:
            self._keep(statements, before, _outcome(after, law, state), after.main != state.run.main)
            return
        again = self._decided(statements)
        if again is None:
            return
        mains = _mains(again)
        changed = mains != self.mains
        if not changed and (before is None or after.main != state.run.main):
            return
        witness = _witness(self.comparisons, again) if changed else (comparison, law, state, after)
        of, of_law, of_state, run = witness
        shown = self.outcome_of.get(id(of_state.run)) or before
        if shown is not None:
            self._keep(statements, shown, _outcome(run, of_law, of_state), changed)
        del of

    def _keep(
        self, statements: tuple[Statement, ...], before: Outcome, after: Outcome, main: bool  # noqa: FBT001 - as kept
    ) -> None:
        found = DecisiveSet(statements, before, after, main)
        facts = frozenset(statement.fact for statement in statements)
        if main:
            known = self.found.main.get(facts)
            if known is None or (found.leads_to_an_offence and not known.leads_to_an_offence):
                self.found.main[facts] = found
        elif len(facts) == 1 and before.run.answer != after.run.answer:
            self.found.aside.setdefault(statements[0].fact, found)

    def _decided(self, statements: tuple[Statement, ...]) -> "tuple[Comparison, ...] | None":
        """Return the laws as they apply with something stated; None where such a case would be refused."""
        changes = {slot: value for statement in statements for slot, value in statement.changes.items()}
        key = tuple(sorted((slot, str(value)) for slot, value in changes.items()))
        if key not in self.found.tried:
            self.found.tried[key] = self._compared(changes)
        return self.found.tried[key]

    def _compared(self, changes: Mapping[str, SlotValue]) -> "tuple[Comparison, ...] | None":
        found = []
        for comparison in self.comparisons:
            laws = []
            for law in comparison.laws:
                try:
                    states = tuple(applied(law.law.choices, comparison.world, changes))
                except (CaseRefusedError, TooManyStatesError, *REFUSED_COMPLETIONS):
                    return None
                laws.append(InWorld(law.law, states, preferred_of(states)))
            found.append(mildest(comparison.world, laws))
        return tuple(found)

    def _pairs(self, comparison: Comparison, law: InWorld, state: State, live: Sequence[_Turned]) -> None:
        """Note the pairs of statements that are decisive together, and neither alone."""
        for first, second in self._candidates(state.run, live):
            facts = frozenset({first.fact, second.fact})
            if len(facts) < 2 or any(part <= facts for part in self.found.main):  # noqa: PLR2004 - a pair
                continue
            turned = self._turned(state, first, second)
            if turned is not None and turned.run.main != state.run.main:
                self._note(comparison, law, state, (first, second), turned.run)

    def _candidates(self, run: Run, live: Sequence[_Turned]) -> Iterator[tuple[Statement, Statement]]:
        """Yield the pairs that could turn a clause together: both turn something, or each brings what one lacks."""
        cone = run.law.lowered.main_cone
        turning = [t for t in live if not cone.isdisjoint(t.writes.keys() - t.statement.changes.keys())]
        for one, other in combinations(turning, 2):
            yield one.statement, other.statement
        brought = _Brought(run, live)
        for branch in run.law.main_branches:
            yield from brought.pairs(branch)


class _Brought:
    """What the statements of a state can bring: for each slot, the classes, and who brings them."""

    def __init__(self, run: Run, live: Iterable[_Turned]) -> None:
        self.run = run
        self.domains = run.law.lowered.domains
        self.classes: dict[str, int] = {}
        self.by_slot: dict[str, list[tuple[Statement, Mapping[str, SlotValue]]]] = {}
        turned = {id(t.statement): t.writes for t in live}
        seen = {(t.statement.fact, str(t.statement.value)): t for t in live}
        for statement in statements_of(run):
            known = seen.get((statement.fact, str(statement.value)))
            writes = known.writes if known is not None else statement.changes
            for slot in writes:
                if slot in self.domains:
                    self.by_slot.setdefault(slot, []).append((statement, writes))
        del turned

    def _class(self, slot: str) -> int:
        known = self.classes.get(slot)
        if known is None:
            known = self.classes[slot] = self.domains[slot].classify(self.run.values.get(slot))
        return known

    def pairs(self, branch: Branch) -> Iterator[tuple[Statement, Statement]]:
        """Yield the pairs that together bring all that a branch lacks."""
        lacking: list[str] = []
        for slot, mask in branch.items():
            if not mask >> self._class(slot) & 1:
                if slot not in self.by_slot:
                    return
                lacking.append(slot)
        if len(lacking) < 2:  # noqa: PLR2004 - what one thing would bring is no pair
            return
        for first, writes in self.by_slot[lacking[0]]:
            left = [slot for slot in lacking if not self._brings(writes, slot, branch[slot])]
            if not left or len(left) == len(lacking):
                continue
            for second, others in self.by_slot[left[0]]:
                if second.fact != first.fact and all(self._brings(others, s, branch[s]) for s in left):
                    yield first, second

    def _brings(self, writes: Mapping[str, SlotValue], slot: str, mask: int) -> bool:
        return slot in writes and bool(mask >> self.domains[slot].classify(writes[slot]) & 1)


def _matters(run: Run, changes: Mapping[str, SlotValue]) -> bool:
    """Say whether changed slots turn a clause, or are read beside one."""
    values, law = run.values, run.law
    if not law.beside_anywhere.isdisjoint(changes):
        return True
    before = {slot: values[slot] for slot in changes if slot in values}
    values.update(changes)
    try:
        return any(
            functions[bit](values) != bool(held >> bit & 1)
            for functions, readers, held in zip(law.functions, law.readers, run.held, strict=True)
            for slot in changes
            for bit in readers.get(slot, ())
        )
    finally:
        for slot in changes:
            values.pop(slot, None)
        values.update(before)


def _mains(comparisons: Iterable[Comparison]) -> frozenset[object]:
    """Return the main parts that are shown, and which is preferred in each world."""
    shown = {state.run.main for c in comparisons for state, _, beside in shown_states(c) if not beside}
    preferred = {c.applied.preferred.run.main if c.applied.preferred is not None else None for c in comparisons}
    return frozenset({(True, main) for main in shown} | {(False, main) for main in preferred})


def _witness(
    before: Sequence[Comparison], after: Sequence[Comparison]
) -> tuple[Comparison, InWorld, State, Run]:
    """Return a state whose main part changes, and what it changes to."""
    for old, new in zip(before, after, strict=True):
        own, other = old.applied.first, new.applied.first
        if own.run.main != other.run.main:
            return old, new.applied, own, other.run
    for old, new in zip(before, after, strict=True):
        known = {state.run.main for state, _, _ in shown_states(old)}
        for state, _, _ in shown_states(new):
            if state.run.main not in known:
                return old, new.applied, old.applied.first, state.run
    return before[0], after[0].applied, before[0].applied.first, after[0].applied.first.run


def _outcome(run: Run, law: InWorld, state: State) -> Outcome:
    of = law.law
    runs = ((run, state.world),)
    return Outcome(run, runs, state.world, ((),), of.choices.intake, of.candidate, of.day)
