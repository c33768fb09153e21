"""Checks that every condition can hold: what is asked of one subject must be met by some value of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, TypeAlias

from propengine.core.comparisons import meets
from propengine.law.conditions import AllOf, AnyOf, Comparison, NoneOf, Test, Tree
from propengine.law.durations import Calendar
from propengine.law.faults import Expected
from propengine.law.subjects import Kind, Subject, read_references

_BELOW_NOTHING: Final = frozenset({Kind.AMOUNT, Kind.DURATION, Kind.SENTENCE})
"""What is never less than 0."""


Asked: TypeAlias = tuple[str, str]
"""A subject, and what is asked of it, in words."""


def impossible(tree: Tree, subjects: Mapping[str, Subject], calendar: Calendar) -> Sequence[Asked]:
    """Return each subject of which a condition asks what no value of it meets."""
    return list(dict.fromkeys(_Examined(subjects, calendar).faults(tree, ())))


@dataclass(frozen=True, slots=True)
class _Examined:
    """What the conditions of one law are examined with."""

    subjects: Mapping[str, Subject]
    calendar: Calendar

    def faults(self, tree: Tree, beside: Sequence[Test]) -> Sequence[Asked]:
        """Return what cannot be met of a condition, beside tests that have to hold at the same time."""
        if isinstance(tree, NoneOf):  # each part is to be shown not to hold, whatever stands beside it
            return [fault for part in tree.parts for fault in self.faults(part, ())]
        if isinstance(tree, AnyOf):
            found = [self.faults(part, beside) for part in tree.parts]
            alone = [fault for part in tree.parts for fault in self.faults(part, ())]
            return alone or (found[0] if all(found) else [])
        own = (*beside, *_plain(tree))
        groups = [fault for group in _groups(tree) for fault in self.faults(group, own)]
        return [*self._of_tests(own), *groups]

    def _of_tests(self, tests: Sequence[Test]) -> Iterator[Asked]:
        for name in dict.fromkeys(test.subject for test in tests):
            subject = self.subjects.get(name)
            asked = [test for test in tests if test.subject == name]
            if subject is not None and not _can_hold(asked, subject, self.calendar):
                yield name, " and ".join(map(_shown, asked))


def _plain(tree: Tree) -> Iterator[Test]:
    """Yield the tests that a part of a conjunction adds to it."""
    match tree:
        case Test():
            yield tree
        case AllOf():
            for part in tree.parts:
                yield from _plain(part)
        case _:
            return


def _groups(tree: Tree) -> Iterator[AnyOf | NoneOf]:
    """Yield the groups in a part of a conjunction, which hold in ways of their own."""
    match tree:
        case AllOf():
            for part in tree.parts:
                yield from _groups(part)
        case AnyOf() | NoneOf():
            yield tree
        case _:
            return


def _can_hold(tests: Sequence[Test], subject: Subject, calendar: Calendar) -> bool:
    """Say whether some value meets every test; what cannot be read is told elsewhere."""
    if subject.kind is Kind.SET:
        return True
    try:
        asked = [(test, read_references(test, subject, calendar)) for test in tests]
    except Expected:
        return True
    order: Mapping[Any, Any] = {word: place for place, word in enumerate(subject.members)}
    constants = [[order.get(c, c) if isinstance(c, str) else c for c in given] for _, given in asked]
    return any(
        all(
            test.comparison is Comparison.STATED or meets(test.comparison, value, given)
            for (test, _), given in zip(asked, constants, strict=True)
        )
        for value in _values(subject, [c for given in constants for c in given])
    )


def _values(subject: Subject, constants: Sequence[Any]) -> Iterator[Any]:
    """Yield a value on each side of every constant, at it and between any two: one of each class."""
    match subject.kind:
        case Kind.BOOLEAN:
            yield from (True, False)
        case Kind.ENUM | Kind.STATUS:
            yield from range(len(subject.members))
        case kind:
            numbers = sorted({Fraction(constant) for constant in constants if not isinstance(constant, bool)})
            ends = [numbers[0] - 1, numbers[-1] + 1] if numbers else [Fraction(0)]
            between = [(a + b) / 2 for a, b in pairwise(numbers)]
            least = Fraction(0) if kind in _BELOW_NOTHING else min(ends)
            yield from (value for value in (*numbers, *ends, *between, Fraction(0)) if value >= least)


def _shown(test: Test) -> str:
    return f"{test.comparison} {', '.join(str(constant).lower() for constant in test.constants)}"
