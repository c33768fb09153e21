"""Items: what was found, as it was read and as it is in one world, and the holdings that items make.

Amounts are exact: in micro-units of their dimension, rounded once for a holding, where the law's number says
so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from propengine.core.numbers import MASS_OF_ONE, PURITY, WEIGHED, Holding, active, amount_of
from propengine.law.amounts import MICRO, Dimension
from propengine.law.rows import BASIS_POINTS


@dataclass(frozen=True, slots=True)
class Span:
    """What a number may be: from a least to a most, both included; the same twice where it is known.

    Attributes:
        least: the smallest.
        most: the largest.
    """

    least: Fraction
    most: Fraction

    @property
    def known(self) -> bool:
        """Say whether it is one number."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item as it was read.

    Attributes:
        substance: the ruleset's own word.
        forms: the substances that it may be, where its form is not stated.
        dimension: what its amount counts; None when the amount is not known.
        amount: micro-units; None when not known.
        purity: basis points; None when not analysed.
        pure: the amount is the active principle alone.
        mass_of_one: what one counted thing weighs, in micrograms.
    """

    substance: str
    forms: tuple[str, ...]
    dimension: Dimension | None
    amount: Span | None
    purity: Span | None
    pure: bool
    mass_of_one: Fraction | None


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item as it is in one world.

    Attributes:
        substance: one of its forms.
        dimension: what its amount counts; None where no amount matters.
        amount: micro-units.
        purity: basis points; None when not analysed.
        pure: the amount is the active principle alone.
        mass_of_one: what one counted thing weighs, in micrograms.
    """

    substance: str
    dimension: Dimension | None
    amount: Fraction | None
    purity: Fraction | None
    pure: bool
    mass_of_one: Fraction | None

    @property
    def slots(self) -> Mapping[str, Fraction]:
        """Return what numbers read of it."""
        found: dict[str, Fraction] = {}
        share = Fraction(1) if self.pure else None
        if share is None and self.purity is not None:
            share = self.purity / BASIS_POINTS
        if share is not None:
            found[PURITY] = share
        if self.mass_of_one is not None:
            found[MASS_OF_ONE] = self.mass_of_one
        if self.dimension is None or self.amount is None:
            return found
        amounts = {amount_of(self.dimension): self.amount}
        if self.mass_of_one is not None and self.dimension not in {Dimension.MASS, Dimension.VOLUME}:
            amounts[WEIGHED] = self.amount * self.mass_of_one / MICRO
        for slot, amount in amounts.items():
            found[slot] = amount
            if share is not None:
                found[active(slot)] = amount * share
        return found


def as_found(item: FoundItem) -> KnownItem:
    """Return an item as far as it is known: at the favourable end of what is uncertain."""
    return KnownItem(
        item.substance,
        item.dimension,
        item.amount.least if item.amount is not None else None,
        item.purity.least if item.purity is not None else None,
        item.pure,
        item.mass_of_one,
    )


def holdings_of(items: Sequence[KnownItem]) -> tuple[Holding, ...]:
    """Return the holdings that items make, in the order of the first item of each."""
    by_substance: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        by_substance.setdefault(item.substance, []).append(i)
    return tuple(
        Holding(substance, places[0] if len(places) == 1 else None, tuple(items[i].slots for i in places))
        for substance, places in by_substance.items()
    )
