"""Limits: the lengths of time that a law compares a duration with, and on which side of each doubt is placed.

365 days may be one year, or less. A length that may be equal to a limit is taken to be equal, unless all that
compares with that limit are gates of programmes, and they are open to the person only beside it: a review of
sentences of more than three years, say. So what stays open goes in the person's favour.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import IntEnum
from fractions import Fraction
from typing import Final, TypeVar

from propengine.law.conditions import AllOf, AnyOf, Comparison, NoneOf, Test, Tree, tests_of
from propengine.law.contents import Contents, conditions_of
from propengine.law.durations import Duration, read_duration, read_fraction
from propengine.law.subjects import Kind, Subject
from propengine.law.vocabulary import IMPOSED_SENTENCE

_Limit = TypeVar("_Limit", Duration, Fraction)


class Side(IntEnum):
    """Where a length that may be equal to a limit is placed."""

    BELOW = -1
    AT = 0
    ABOVE = 1


_MET_ON: Final[Mapping[Comparison, Side]] = {
    Comparison.MORE_THAN: Side.ABOVE,
    Comparison.LESS_THAN: Side.BELOW,
}
"""Where a comparison is met that is not met at the limit."""
_MISSED_ON: Final[Mapping[Comparison, Side]] = {
    Comparison.AT_LEAST: Side.BELOW,
    Comparison.AT_MOST: Side.ABOVE,
}
"""Where a comparison is missed that is met at the limit."""


_LENGTHS: Final = frozenset({Kind.DURATION, Kind.SENTENCE})


def limits_of(
    contents: Iterable[Contents], subjects: Mapping[str, Subject]
) -> Mapping[str, Mapping[Duration, Side]]:
    """Return the lengths of time that conditions compare each duration fact with, and the side of each.

    The sentence imposed is compared with the limits of what may be imposed, too.

    Args:
        contents: of the law, under each option of its readings.
        subjects: of the law.
    """
    return _sides(
        (IMPOSED_SENTENCE if subject.kind is Kind.SENTENCE else subject.name, read_duration(constant), side)
        for subject, constant, side in _compared(contents, subjects)
        if subject.kind in _LENGTHS
    )


def limits_in(tree: Tree, subjects: Mapping[str, Subject]) -> Mapping[str, Mapping[Duration, Side]]:
    """Return the lengths of time that one condition, which is no gate, compares each subject with."""
    return _sides(
        (test.subject, read_duration(constant), Side.AT)
        for test in tests_of(tree)
        if test.comparison is not Comparison.STATED
        and test.subject in subjects
        and subjects[test.subject].kind in _LENGTHS
        for constant in test.constants
    )


def shares_of(
    contents: Iterable[Contents], subjects: Mapping[str, Subject], shares: Collection[str]
) -> Mapping[str, Mapping[Fraction, Side]]:
    """Return the numbers that conditions compare facts with that are shares of lengths; see `limits_of`."""
    return _sides(
        (subject.name, read_fraction(constant), side)
        for subject, constant, side in _compared(contents, subjects)
        if subject.name in shares
    )


def _sides(found: Iterable[tuple[str, _Limit, Side]]) -> Mapping[str, Mapping[_Limit, Side]]:
    """Return the side of each limit of each subject: the one that all favour, or else at the limit."""
    sides: dict[str, dict[_Limit, set[Side]]] = {}
    for name, limit, side in found:
        sides.setdefault(name, {}).setdefault(limit, set()).add(side)
    return {
        name: {limit: next(iter(of)) if len(of) == 1 else Side.AT for limit, of in limits.items()}
        for name, limits in sides.items()
    }


def _compared(
    contents: Iterable[Contents], subjects: Mapping[str, Subject]
) -> Iterator[tuple[Subject, object, Side]]:
    """Yield each subject that is compared, the constant, and the side that favours the person."""
    for kind, id_, element in _each_once(contents):
        for test, side in _tests(kind, id_, element):
            subject = subjects.get(test.subject)
            if subject is not None and test.comparison is not Comparison.STATED:
                yield from ((subject, constant, side) for constant in test.constants)


def _each_once(contents: Iterable[Contents]) -> Iterator[tuple[str, str, object]]:
    """Yield each element of several texts, after its kind and its id: most of it is in all of them."""
    seen: dict[int, object] = {}
    for of in contents:
        for kind, id_ in of.ids():
            element = getattr(of, kind)[id_]
            if id(element) not in seen:
                seen[id(element)] = element
                yield kind, id_, element


def _tests(kind: str, id_: str, element: object) -> Iterator[tuple[Test, Side]]:
    """Yield every test of an element, with the side that favours the person."""
    for path, tree in conditions_of(kind, id_, element):
        is_gate = kind == "programmes" and "gates" in path
        for test, is_asked in _asked(tree, is_asked=path[-1] == "when"):
            favoured = (_MET_ON if is_asked else _MISSED_ON).get(test.comparison, Side.AT)
            yield test, favoured if is_gate else Side.AT


def _asked(tree: Tree, *, is_asked: bool) -> Iterator[tuple[Test, bool]]:
    """Yield every test of a condition, and whether it favours the person that it is met."""
    match tree:
        case Test():
            yield tree, is_asked
        case AllOf() | AnyOf() | NoneOf():
            for part in tree.parts:
                yield from _asked(part, is_asked=is_asked != isinstance(tree, NoneOf))
