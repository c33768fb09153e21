"""Items of a case, read exactly, with what is uncertain about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from propengine.engine.case import Item
from propengine.engine.desk import Desk
from propengine.engine.items import FoundItem, Span
from propengine.engine.refusals import Reason
from propengine.law.amounts import UNIT_CODES, Dimension, Measured, no_unit, read_decimal, read_exact
from propengine.law.faults import Expected, near_miss
from propengine.law.rows import BASIS_POINTS
from propengine.law.ruleset import Law

MOST_ITEMS: Final = 64


def read_items(items: Sequence[Item], law: Law, desk: Desk) -> tuple[tuple[FoundItem, ...], tuple[str, ...]]:
    """Return the items, and the fields that will be rounded down.

    Amounts stay exact: a holding is rounded once, after its items are added.
    """
    if len(items) > MOST_ITEMS:
        message = f"expected at most {MOST_ITEMS} items, found {len(items)}: split the case"
        desk.refuse(Reason.TOO_MANY_ITEMS, "items", message, most=str(MOST_ITEMS), found=str(len(items)))
        items = items[:MOST_ITEMS]
    rounded: list[str] = []
    found = []
    for i, item in enumerate(items):
        found.append(_ItemReader(item, f"items[{i}]", law, desk, rounded).read())
    _refuse_nothing(found, desk)
    rounded += _rounded_holdings(found)
    return tuple(found), tuple(dict.fromkeys(rounded))


def _holdings(items: Iterable[FoundItem]) -> Mapping[tuple[str, Dimension], list[int]]:
    found: dict[tuple[str, Dimension], list[int]] = {}
    for i, item in enumerate(items):
        if item.dimension is not None:
            found.setdefault((item.substance, item.dimension), []).append(i)
    return found


def _refuse_nothing(items: Sequence[FoundItem], desk: Desk) -> None:
    """Refuse a holding that comes to less than the smallest unit that is counted."""
    for places in _holdings(items).values():
        amounts = [items[i].amount for i in places]
        if sum((a.most for a in amounts if a is not None), start=Fraction(0)) < 1:
            message = "expected an amount of at least one millionth of a gram, litre or thing"
            desk.refuse(Reason.INVALID_AMOUNT, f"items[{places[0]}].amount", message, found="less")


def _rounded_holdings(items: Sequence[FoundItem]) -> Iterable[str]:
    """Yield the amounts of each holding that is not a whole number of micro-units."""
    for places in _holdings(items).values():
        amounts = [items[i].amount for i in places]
        total = sum((a.least for a in amounts if a is not None), start=Fraction(0))
        if total.denominator != 1:
            yield from (f"items[{i}].amount" for i in places if _is_broken(items[i]))


def _is_broken(item: FoundItem) -> bool:
    return item.amount is not None and item.amount.least.denominator != 1


@dataclass(slots=True)
class _ItemReader:
    """Reads one item."""

    item: Item
    path: str
    law: Law
    desk: Desk
    rounded: list[str]

    def read(self) -> FoundItem:
        substance = self.law.substance_words.get(self.item.substance)
        if substance is None:
            self._unknown_substance()
        forms = self.law.contents.substances[substance].forms if substance is not None else ()
        amount = self._amount()
        return FoundItem(
            substance or self.item.substance,
            tuple(forms),
            amount[0] if amount is not None else None,
            amount[1] if amount is not None else None,
            self._purity(),
            self.item.pure,
            self._mass_of_one(),
        )

    def _unknown_substance(self) -> None:
        found = self.item.substance
        near = near_miss(found, self.law.substance_words)
        hint = f"; did you mean {near!r}?" if near else ""
        message = f"expected a substance that the ruleset knows, found {found!r}{hint}"
        self._refuse(Reason.UNKNOWN_SUBSTANCE, "substance", message, found)

    def _refuse(self, reason: Reason, name: str, message: str, found: str) -> None:
        self.desk.refuse(reason, f"{self.path}.{name}", message, found=found)

    def _amount(self) -> tuple[Dimension, Span] | None:
        item = self.item
        if item.amount is None:
            if item.amount_uncertainty is not None:
                self._refuse(
                    Reason.INVALID_AMOUNT, "amount_uncertainty", "expected an amount beside it", "no amount"
                )
            return None
        if item.unit is None:
            message = f"expected a unit code ({', '.join(UNIT_CODES)}) beside the amount, found none"
            self._refuse(Reason.MISSING_UNIT, "unit", message, "")
        elif item.unit not in UNIT_CODES:
            self._refuse(Reason.INVALID_UNIT, "unit", str(no_unit(item.unit)), item.unit)
        if item.unit is None or item.unit not in UNIT_CODES:
            self._read("amount", item.amount, "g")
            return None
        amount = self._read("amount", item.amount, item.unit)
        if amount is None or item.amount_uncertainty is None:
            return (amount.dimension, Span(amount.micro, amount.micro)) if amount is not None else None
        width = self._read("amount_uncertainty", item.amount_uncertainty, item.unit)
        if width is None:
            return None
        if amount.micro - width.micro <= 0:
            message = "expected an uncertainty smaller than the amount"
            self._refuse(Reason.INVALID_AMOUNT, "amount_uncertainty", message, item.amount_uncertainty)
            return None
        return amount.dimension, Span(amount.micro - width.micro, amount.micro + width.micro)

    def _read(self, name: str, value: str, unit: str) -> Measured | None:
        try:
            return read_exact(value, unit)
        except Expected as error:
            self._refuse(Reason.INVALID_AMOUNT, name, str(error), value)
            return None

    def _purity(self) -> Span | None:
        item = self.item
        if item.purity_percent is None:
            if item.purity_uncertainty is not None:
                message = "expected a purity beside its uncertainty"
                self._refuse(Reason.INVALID_PURITY, "purity_uncertainty", message, item.purity_uncertainty)
            return None
        if item.pure:
            message = "expected no purity beside an amount of the pure substance: it would count twice"
            self._refuse(Reason.INVALID_PURITY, "purity_percent", message, item.purity_percent)
            return None
        try:
            purity = read_decimal(item.purity_percent) * 100
            width = read_decimal(item.purity_uncertainty) * 100 if item.purity_uncertainty else Fraction(0)
        except Expected as error:
            self._refuse(Reason.INVALID_PURITY, "purity_percent", str(error), item.purity_percent)
            return None
        if not 0 < purity <= BASIS_POINTS or purity - width <= 0:
            message = "expected a percentage above 0 and at most 100, uncertainty included"
            self._refuse(Reason.INVALID_PURITY, "purity_percent", message, item.purity_percent)
            return None
        least, most = (Fraction(min(end // 1, BASIS_POINTS)) for end in (purity - width, purity + width))
        if least == 0:
            message = "expected at least a hundredth of a percent"
            self._refuse(Reason.INVALID_PURITY, "purity_percent", message, item.purity_percent)
            return None
        if (purity - width).denominator != 1 or (purity + width).denominator != 1:
            self.rounded.append(f"{self.path}.purity_percent")
        return Span(least, most)

    def _mass_of_one(self) -> Fraction | None:
        item = self.item
        if item.mass_of_one is None:
            return None
        if item.mass_of_one_unit is None:
            self._refuse(Reason.MISSING_UNIT, "mass_of_one_unit", "expected a unit of mass, found none", "")
            return None
        amount = self._read("mass_of_one", item.mass_of_one, item.mass_of_one_unit)
        if amount is None:
            return None
        if amount.dimension is not Dimension.MASS:
            message = "expected a unit of mass for what one thing weighs"
            self._refuse(Reason.INCOMPATIBLE_UNIT, "mass_of_one_unit", message, item.mass_of_one_unit)
            return None
        if amount.micro.denominator != 1:
            self.rounded.append(f"{self.path}.mass_of_one")
        return Fraction(amount.micro // 1)
