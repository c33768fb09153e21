"""The one table of what a comparison means: on values, on classes, and as the text of an expression."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from propengine.law.conditions import Comparison


@dataclass(frozen=True, slots=True)
class Relation:
    """How two ordered things compare.

    Attributes:
        symbol: the relation as an operator of an expression.
        holds: whether it holds between a first and a second thing of one order.
    """

    symbol: str
    holds: Callable[[Any, Any], bool]


RELATIONS: Final[Mapping[Comparison, Relation]] = {
    Comparison.AT_LEAST: Relation(">=", operator.ge),
    Comparison.MORE_THAN: Relation(">", operator.gt),
    Comparison.AT_MOST: Relation("<=", operator.le),
    Comparison.LESS_THAN: Relation("<", operator.lt),
    Comparison.EQUALS: Relation("==", operator.eq),
    Comparison.ONE_OF: Relation("==", operator.eq),
    Comparison.INCLUDES: Relation("==", operator.eq),
    Comparison.NOT_ONE_OF: Relation("!=", operator.ne),
}
"""The relation that each comparison asks for; to one of its constants, but for the one in `_TO_ALL`."""
_TO_ALL: Final = frozenset({Comparison.NOT_ONE_OF})


def meets(comparison: Comparison, value: Any, constants: Sequence[Any]) -> bool:
    """Say whether a known value meets a comparison.

    Args:
        comparison: which.
        value: a number, a truth, or the place of a word or class in its order.
        constants: of the same kind.
    """
    if comparison is Comparison.STATED:
        return True
    found = (RELATIONS[comparison].holds(value, constant) for constant in constants)
    return all(found) if comparison in _TO_ALL else any(found)


def expression(comparison: Comparison, terms: Sequence[tuple[str, str]]) -> str:
    """Return the text of an expression that holds when a comparison is met.

    Args:
        comparison: which.
        terms: for each constant, the text of the value's side and of the constant's side.
    """
    if comparison is Comparison.STATED:
        return "True"
    symbol = RELATIONS[comparison].symbol
    joined = (" and " if comparison in _TO_ALL else " or ").join(f"{a} {symbol} {b}" for a, b in terms)
    return f"({joined})" if terms else str(comparison in _TO_ALL)
