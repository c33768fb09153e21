"""Limits: the lengths of time that a law compares a duration with, and on which side of each doubt is placed.

365 days may be one year, or less. A length that may be equal to a limit is taken to be equal, unless all that
compares with that limit are gates of programmes, and they are open to the person only beside it: a review of
sentences of more than three years, say. So what stays open goes in the person's favour.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Final

from propengine.law.conditions import AllOf, AnyOf, Comparison, NoneOf, Test, Tree
from propengine.law.contents import Contents, conditions_of
from propengine.law.durations import Duration, read_duration
from propengine.law.subjects import Kind, Subject
from propengine.law.vocabulary import IMPOSED_SENTENCE


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
    found: dict[str, dict[Duration, set[Side]]] = {}
    for of in contents:
        for test, side in _tests(of):
            subject = subjects.get(test.subject)
            if subject is None or subject.kind not in _LENGTHS or test.comparison is Comparison.STATED:
                continue
            name = IMPOSED_SENTENCE if subject.kind is Kind.SENTENCE else test.subject
            for constant in test.constants:
                found.setdefault(name, {}).setdefault(read_duration(constant), set()).add(side)
    return {
        name: {limit: next(iter(sides)) if len(sides) == 1 else Side.AT for limit, sides in limits.items()}
        for name, limits in found.items()
    }


def _tests(contents: Contents) -> Iterator[tuple[Test, Side]]:
    """Yield every test, with the side that favours the person."""
    for kind, id_ in contents.ids():
        for path, tree in conditions_of(kind, id_, getattr(contents, kind)[id_]):
            is_gate = kind == "programmes" and "gates" in path
            for test, is_asked in _asked(tree, is_asked=path[-1] == "when"):
                yield (
                    test,
                    (_MET_ON if is_asked else _MISSED_ON).get(test.comparison, Side.AT)
                    if is_gate
                    else Side.AT,
                )


def _asked(tree: Tree, *, is_asked: bool) -> Iterator[tuple[Test, bool]]:
    """Yield every test of a condition, and whether it favours the person that it is met."""
    match tree:
        case Test():
            yield tree, is_asked
        case AllOf() | AnyOf() | NoneOf():
            for part in tree.parts:
                yield from _asked(part, is_asked=is_asked != isinstance(tree, NoneOf))
