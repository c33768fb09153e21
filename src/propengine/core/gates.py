"""Gates: when a gate of a programme is shown open or shut, and what it hangs on while it is neither.

A fact that nobody has stated, a sentence still to be imposed and another programme of which it is not known
whether it comes to be open leave a gate open to more. What is said of it then must be true whatever becomes
of them: `open unless` only where nothing but eligible and closed can follow.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from propengine.core.formulas import (
    NEVER,
    Bound,
    Every,
    Formula,
    Leaf,
    Some,
    bind,
    mapped,
    negation,
    opposite,
    renamed,
)
from propengine.core.slots import LAWFUL, LEAST, MOST
from propengine.core.statements import Role
from propengine.law.conditions import AllOf, AnyOf, Comparison, Test, Tree, subjects_of
from propengine.law.durations import Calendar
from propengine.law.programmes import Gate, ProgrammeStatus
from propengine.law.subjects import IMPOSED, PROGRAMME, Kind, Subject

_KNOWN: Final = Some(tuple(Leaf(end, Comparison.STATED, (True,), Bound.SHOWN) for end in (LEAST, MOST)))
"""There is a sentence to be imposed, or it was."""
_OTHER_END: Final = {LEAST: MOST, MOST: LEAST}
_MAYBE: Final = {Bound.SHOWN: Bound.NOT_DENIED, Bound.DENIED: Bound.NOT_SHOWN}
_BY_SENTENCE: Final = (ProgrammeStatus.CONDITIONAL, ProgrammeStatus.OUTSIDE_GUIDANCE)
_Unsettled: TypeAlias = Callable[[Test, Bound], Formula]
"""Gives when it is open what a test comes to, by how the test is asked where it opens the gate."""


@dataclass(frozen=True)
class Gates:
    """Makes the formulas of gates.

    Attributes:
        subjects: of the law.
        calendar: of the law.
        is_guided: some range of the law only guides the court.
    """

    subjects: Mapping[str, Subject]
    calendar: Calendar
    is_guided: bool

    def formulas(self, gate: Gate) -> Mapping[Role, Formula]:
        """Return when each thing that can be said of a gate is so."""
        return {**self._of_what_it_asks(gate.when), **(self._of_its_bar(gate.unless) if gate.unless else {})}

    def of_force(self, asked: Formula) -> Formula:
        """Return when a programme has a force, whatever of the sentences open to it the court imposes.

        Args:
            asked: what is asked for it, where a range closes what it leaves no room for.
        """
        return renamed(asked, LAWFUL) if self.is_guided else asked

    def _of_what_it_asks(self, when: Tree) -> Mapping[Role, Formula]:
        asked, failed = self._bind(when, Bound.SHOWN), self._bind(when, Bound.DENIED)
        found = {Role.GATE_ASKED: asked, Role.GATE_FAILED: failed}
        reads_programmes, reads_sentence = _reads_programmes(when), IMPOSED in subjects_of(when)
        if reads_programmes or reads_sentence:
            open_now = mapped(asked, _as_open_now)
            not_yet = (negation(open_now),) if reads_programmes else ()
            found[Role.GATE_AWAITS_SENTENCE] = Every((mapped(asked, _as_a_sentence_may_have_it), *not_yet))
            if reads_programmes:
                hangs = self._unsettled(when, Bound.SHOWN, self._unsettled_at_all)
                found[Role.GATE_OPEN_UNLESS] = Every((open_now, negation(hangs)))
            if self.is_guided:
                found[Role.GATE_OUTSIDE_GUIDANCE] = mapped(failed, _as_guided)
                found |= {Role.GATE_FAILED: renamed(failed, LAWFUL), Role.GATE_ASKED: renamed(asked, LAWFUL)}
        return found

    def _of_its_bar(self, unless: Tree) -> Mapping[Role, Formula]:
        barred, cleared = self._bind(unless, Bound.SHOWN), self._bind(unless, Bound.DENIED)
        found = {Role.GATE_BARRED: barred, Role.GATE_CLEARED: cleared}
        reads_programmes, reads_sentence = _reads_programmes(unless), IMPOSED in subjects_of(unless)
        if reads_programmes or reads_sentence:
            by_sentence = self._unsettled(unless, Bound.DENIED, self._unsettled_by_sentence)
            found[Role.BAR_AWAITS_SENTENCE] = by_sentence
            if self.is_guided:
                found[Role.BAR_WITHIN_GUIDANCE] = mapped(barred, _as_guided)
                found |= {
                    Role.GATE_BARRED: renamed(barred, LAWFUL),
                    Role.GATE_CLEARED: renamed(cleared, LAWFUL),
                    Role.BAR_AWAITS_SENTENCE: renamed(by_sentence, LAWFUL),
                }
        if reads_programmes:
            by_programme = self._unsettled(unless, Bound.DENIED, self._unsettled_by_programme)
            found[Role.BAR_TURNS_ON_PROGRAMME] = by_programme
        return found

    def _unsettled(self, tree: Tree, favoured: Bound, of: _Unsettled) -> Formula:
        """Return when it is open what a condition comes to, because of the tests of which `of` says so.

        Args:
            tree: the condition.
            favoured: how it is asked where it opens the gate.
            of: when one test is open.
        """
        if isinstance(tree, Test):
            return of(tree, favoured)
        of_all = isinstance(tree, AllOf)
        inner = favoured if isinstance(tree, AllOf | AnyOf) else opposite(favoured)
        settling = Bound.NOT_DENIED if of_all else Bound.NOT_SHOWN
        parts = tuple(self._unsettled(part, inner, of) for part in tree.parts)
        return Every((Some(parts), *(self._bind(part, settling) for part in tree.parts)))

    def _unsettled_at_all(self, test: Test, favoured: Bound) -> Formula:
        """A fact that is not stated, a sentence not imposed, a programme that is not open for now."""
        if not self._is_status(test):
            return Every((self._bind(test, Bound.NOT_SHOWN), self._bind(test, Bound.NOT_DENIED)))
        settled = (ProgrammeStatus.ELIGIBLE, ProgrammeStatus.CLOSED, *self._open_now(test, favoured))
        return Leaf(test.subject, Comparison.ONE_OF, _words(settled), Bound.NOT_SHOWN)

    def _unsettled_by_sentence(self, test: Test, _: Bound) -> Formula:
        if self._is_status(test):
            return Leaf(test.subject, Comparison.ONE_OF, _words(_BY_SENTENCE), Bound.SHOWN)
        if test.subject != IMPOSED:
            return NEVER
        return Every((_KNOWN, self._bind(test, Bound.NOT_SHOWN), self._bind(test, Bound.NOT_DENIED)))

    def _unsettled_by_programme(self, test: Test, favoured: Bound) -> Formula:
        """A programme that turns on facts; one that is open for now leaves open what asks for it open."""
        if not self._is_status(test):
            return NEVER
        open_ = {ProgrammeStatus.UNDETERMINED, ProgrammeStatus.OPEN_UNLESS}
        left = open_.difference(self._open_now(test, favoured))
        return Leaf(test.subject, Comparison.ONE_OF, _words(sorted(left)), Bound.SHOWN)

    def _open_now(self, test: Test, favoured: Bound) -> tuple[ProgrammeStatus, ...]:
        """Return `open unless` where the gate opens if the programme does."""
        leaf = self._bind(test, favoured)
        favours = isinstance(leaf, Leaf) and leaf.references == (ProgrammeStatus.ELIGIBLE.value,)
        return (ProgrammeStatus.OPEN_UNLESS,) if favours else ()

    def _is_status(self, test: Test) -> bool:
        subject = self.subjects.get(test.subject)
        return subject is not None and subject.kind is Kind.STATUS

    def _bind(self, tree: Tree, bound: Bound) -> Formula:
        return bind(tree, bound, self.subjects, self.calendar)


def _reads_programmes(tree: Tree) -> bool:
    return any(name.startswith(PROGRAMME) for name in subjects_of(tree))


def _words(statuses: Iterable[ProgrammeStatus]) -> tuple[str, ...]:
    return tuple(status.value for status in statuses)


def _with(leaf: Leaf, *besides: ProgrammeStatus) -> Leaf:
    """Return a leaf on a programme that some statuses satisfy besides."""
    return replace(leaf, comparison=Comparison.ONE_OF, references=(*leaf.references, *_words(besides)))


def _as_open_now(leaf: Leaf) -> Leaf:
    """Return a leaf that is met by a programme, too, that is open unless there is a bar."""
    asks_for_open = leaf.slot.startswith(PROGRAMME) and leaf.references == (ProgrammeStatus.ELIGIBLE.value,)
    return _with(leaf, ProgrammeStatus.OPEN_UNLESS) if asks_for_open else leaf


def _as_a_sentence_may_have_it(leaf: Leaf) -> Formula:
    """Return when a leaf is met by what is stated and some sentence that may still be imposed."""
    if leaf.slot.startswith(PROGRAMME):
        return _with(_as_open_now(leaf), *_BY_SENTENCE)
    if leaf.slot not in _OTHER_END:
        return leaf
    return Every((_KNOWN, replace(leaf, slot=_OTHER_END[leaf.slot], bound=_MAYBE[leaf.bound])))


def _as_guided(leaf: Leaf) -> Leaf:
    """Return a leaf that takes for closed what is closed if the court follows what guides it."""
    asks_for_closed = leaf.slot.startswith(PROGRAMME) and leaf.references == (ProgrammeStatus.CLOSED.value,)
    return _with(leaf, ProgrammeStatus.OUTSIDE_GUIDANCE) if asks_for_closed else leaf
