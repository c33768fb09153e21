"""Formulas: what a condition asks of slots, once it is clear how it asks.

Silence is neither true nor false, so a condition can be asked in four ways; bound to one of them it is a tree
of leaves that hold or do not hold, whatever is known.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeAlias

from propengine.core.comparisons import meets
from propengine.core.slots import LEAST, MOST, SlotValue, slot_of_member
from propengine.law.conditions import AllOf, AnyOf, Comparison, NoneOf, Test, Tree
from propengine.law.durations import Calendar
from propengine.law.programmes import FINAL_STATUSES
from propengine.law.subjects import Kind, Reference, Subject, read_references


class Bound(Enum):
    """What is asked of a condition."""

    SHOWN = "shown"
    """That it holds on what is stated."""
    DENIED = "denied"
    """That it is shown not to hold."""
    NOT_SHOWN = "not shown"
    """That it does not hold, or is not known to."""
    NOT_DENIED = "not denied"
    """That it holds, or is not known not to."""


_OPPOSITE: Final = {
    Bound.SHOWN: Bound.DENIED,
    Bound.DENIED: Bound.SHOWN,
    Bound.NOT_SHOWN: Bound.NOT_DENIED,
    Bound.NOT_DENIED: Bound.NOT_SHOWN,
}
_NEGATION: Final = {
    Bound.SHOWN: Bound.NOT_SHOWN,
    Bound.NOT_SHOWN: Bound.SHOWN,
    Bound.DENIED: Bound.NOT_DENIED,
    Bound.NOT_DENIED: Bound.DENIED,
}
ASKS_FOR_TRUTH: Final = frozenset({Bound.SHOWN, Bound.NOT_DENIED})
"""The ways of asking in which a condition counts by its own sense, not by its opposite."""
HOLDS_IN_SILENCE: Final = frozenset({Bound.NOT_SHOWN, Bound.NOT_DENIED})
"""The ways of asking that silence satisfies."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A test of one slot.

    Attributes:
        slot: the slot's name.
        comparison: as the law writes it.
        references: its constants, as compared.
        bound: what is asked of it.
    """

    slot: str
    comparison: Comparison
    references: tuple[Reference, ...]
    bound: Bound


@dataclass(frozen=True, slots=True)
class Every:
    """Holds when all parts hold."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Holds when a part holds."""

    parts: tuple["Formula", ...]


Formula: TypeAlias = Leaf | Every | Some
ALWAYS: Final = Every(())
NEVER: Final = Some(())


def bind(tree: Tree, bound: Bound, subjects: Mapping[str, Subject], calendar: Calendar) -> Formula:
    """Return the formula over slots that asks `bound` of a condition.

    A subject that this law does not have (because its instrument is not in force) is never stated.

    Raises:
        Expected: a comparison does not fit its subject.
    """
    match tree:
        case Test():
            subject = subjects.get(tree.subject)
            if subject is None:
                return ALWAYS if bound in HOLDS_IN_SILENCE else NEVER
            return _bind_test(tree, subject, bound, read_references(tree, subject, calendar))
        case NoneOf():
            parts = tuple(bind(part, _OPPOSITE[bound], subjects, calendar) for part in tree.parts)
            return Every(parts) if bound in ASKS_FOR_TRUTH else Some(parts)
        case AllOf() | AnyOf():
            parts = tuple(bind(part, bound, subjects, calendar) for part in tree.parts)
            conjunction = isinstance(tree, AllOf) == (bound in ASKS_FOR_TRUTH)
            return Every(parts) if conjunction else Some(parts)


def _bind_test(test: Test, subject: Subject, bound: Bound, references: tuple[Reference, ...]) -> Formula:
    if subject.kind is Kind.SET and test.comparison is not Comparison.STATED:
        members = [str(reference) for reference in references]
        parts = tuple(
            Leaf(slot_of_member(subject.name, member), Comparison.EQUALS, (True,), bound)
            for member in members
        )
        return Some(parts) if bound in ASKS_FOR_TRUTH else Every(parts)
    if subject.kind is Kind.SENTENCE:
        return _bind_sentence(test, bound, references)
    if subject.kind is Kind.STATUS and test.comparison is not Comparison.STATED:
        return _bind_status(subject.name, str(references[0]), bound)
    return Leaf(subject.name, test.comparison, references, bound)


def _bind_sentence(test: Test, bound: Bound, references: tuple[Reference, ...]) -> Formula:
    """Ask of both ends of what may still be imposed: shown for all of it, or denied for all of it."""
    low, high = (
        (LEAST, MOST)
        if test.comparison in {Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.STATED}
        else (MOST, LEAST)
    )
    shown = {Bound.SHOWN, Bound.NOT_SHOWN}
    if test.comparison is Comparison.EQUALS:
        sides = tuple(
            _bind_sentence(replace(test, comparison=side), bound, references)
            for side in (Comparison.AT_LEAST, Comparison.AT_MOST)
        )
        return Every(sides) if bound in ASKS_FOR_TRUTH else Some(sides)
    return Leaf(low if bound in shown else high, test.comparison, references, bound)


def _bind_status(slot: str, word: str, bound: Bound) -> Leaf:
    """Ask what a programme has come to: while it may still come to either, neither is shown or denied."""
    other = next(status.value for status in FINAL_STATUSES if status != word)
    if bound in {Bound.SHOWN, Bound.NOT_SHOWN}:
        return Leaf(slot, Comparison.EQUALS, (word,), bound)
    instead = Bound.SHOWN if bound is Bound.DENIED else Bound.NOT_SHOWN
    return Leaf(slot, Comparison.EQUALS, (other,), instead)


def opposite(bound: Bound) -> Bound:
    """Return what is asked of a condition when this is asked of the one that holds where it does not."""
    return _OPPOSITE[bound]


def leaves_of(formula: Formula) -> Iterator[Leaf]:
    """Yield every leaf."""
    if isinstance(formula, Leaf):
        yield formula
    else:
        for part in formula.parts:
            yield from leaves_of(part)


def negation(formula: Formula) -> Formula:
    """Return the formula that holds exactly when this one does not."""
    match formula:
        case Leaf():
            return replace(formula, bound=_NEGATION[formula.bound])
        case Every():
            return Some(tuple(map(negation, formula.parts)))
        case Some():
            return Every(tuple(map(negation, formula.parts)))


def leaf_holds(leaf: Leaf, value: SlotValue, words: tuple[str, ...]) -> bool:
    """Say whether a leaf holds for a value of its slot, whose words, if it has any, are given in order."""
    if value is None:
        return leaf.bound in HOLDS_IN_SILENCE
    if words and leaf.comparison is not Comparison.STATED:
        met = meets(leaf.comparison, words.index(str(value)), [words.index(str(r)) for r in leaf.references])
    else:
        met = meets(leaf.comparison, value, leaf.references)
    return met == (leaf.bound in ASKS_FOR_TRUTH)


def renamed(formula: Formula, slots: Mapping[str, str]) -> Formula:
    """Return the formula with some slots in the place of others."""
    return mapped(formula, lambda leaf: replace(leaf, slot=slots.get(leaf.slot, leaf.slot)))


def mapped(formula: Formula, each: Callable[[Leaf], Formula]) -> Formula:
    """Return the formula with something else in the place of every leaf."""
    if isinstance(formula, Leaf):
        return each(formula)
    return replace(formula, parts=tuple(mapped(part, each) for part in formula.parts))


def formula_holds(
    formula: Formula, value_of: Callable[[str], SlotValue], words: Mapping[str, tuple[str, ...]]
) -> bool:
    """Say whether a formula holds.

    Args:
        formula: the formula.
        value_of: gives what a slot holds; None where nothing is known.
        words: of each slot that has any, in order.
    """
    if isinstance(formula, Leaf):
        return leaf_holds(formula, value_of(formula.slot), words.get(formula.slot, ()))
    parts = (formula_holds(part, value_of, words) for part in formula.parts)
    return all(parts) if isinstance(formula, Every) else any(parts)
