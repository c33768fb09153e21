"""Examples: what is told of items that is one of many, because it hangs on what is not known of them.

It is found by trying others: a number that is the same in all of them is sure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from propengine.core.lowering import LoweredLaw
from propengine.core.numbers import Holding
from propengine.core.slots import SlotValue
from propengine.engine.items import FoundItem, KnownItem, holdings_of
from propengine.engine.measuring import Figure, figures, measure
from propengine.engine.worlds import World

_Place: TypeAlias = tuple[int | None, str, str, str]


@dataclass(frozen=True)
class Instead:
    """What the items could be instead.

    Attributes:
        holdings: of them.
        is_sized: only an amount or a purity is another: which band or group would follow, the worlds say.
    """

    holdings: tuple[Holding, ...]
    is_sized: bool


def instead_of(found: Sequence[FoundItem], world: World, others: Iterable[World]) -> tuple[Instead, ...]:
    """Return what items could be instead of what they are in a world.

    Args:
        found: the items as the case has them.
        world: the world.
        others: worlds that lead to the same answer.
    """
    holdings = {id(other): other.holdings for other in others if other is not world}
    beside = tuple(Instead(of, is_sized=False) for of in holdings.values())
    sized = [_sized(item, known) for item, known in zip(found, world.items, strict=True)]
    if all(map(_is_known, found)):
        return beside
    return (*beside, Instead(holdings_of(sized), is_sized=True))


def _is_known(item: FoundItem) -> bool:
    purity = item.purity
    return item.amount is not None and item.amount.known and (purity is None or purity.known)


def _sized(item: FoundItem, known: KnownItem) -> KnownItem:
    """Return an item with another amount and purity, as far as they are not known."""
    if item.amount is None or not item.amount.known:
        known = replace(known, amount=(known.amount or Fraction(0)) * 2)
    if item.purity is not None and not item.purity.known:
        known = replace(known, purity=(known.purity or Fraction(0)) * 2)
    return known


def examples_of(
    law: LoweredLaw, options: Mapping[str, str], slots: Mapping[str, SlotValue], others: Iterable[Instead]
) -> frozenset[str]:
    """Return the slots that the items make of which the value is one of many."""
    return frozenset(
        slot
        for other in others
        for slot, value in measure(law, other.holdings, options).values.items()
        if value != slots.get(slot) and (isinstance(value, Fraction) or not other.is_sized)
    )


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure as it is told.

    Attributes:
        figure: without what follows, where that is not sure.
        is_example: what was compared is one of many.
    """

    figure: Figure
    is_example: bool


def told_figures(
    own: Iterable[Figure],
    law: LoweredLaw,
    options: Mapping[str, str],
    slots: Mapping[str, SlotValue],
    others: Iterable[Instead],
) -> tuple[ToldFigure, ...]:
    """Return figures as they are told beside what the items could be instead."""
    theirs = [
        ({_place(f): f for f in figures(law, other.holdings, options, slots)}, other.is_sized)
        for other in others
    ]
    return tuple(
        _told(figure, [(of.get(_place(figure)), is_sized) for of, is_sized in theirs]) for figure in own
    )


def _place(figure: Figure) -> _Place:
    return figure.item, figure.substance, figure.of, figure.row


def _told(figure: Figure, others: Sequence[tuple[Figure | None, bool]]) -> ToldFigure:
    is_example = figure.value is not None and any(o is None or o.value != figure.value for o, _ in others)
    is_number = figure.value is not None and figure.concluded == str(figure.value)
    follows = not (is_example and is_number) and all(
        is_sized or (other is not None and other.concluded == figure.concluded) for other, is_sized in others
    )
    return ToldFigure(figure if follows else replace(figure, concluded=""), is_example)
