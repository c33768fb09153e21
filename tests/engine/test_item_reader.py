"""Items read exactly, with what is uncertain about them; every fault with its field."""

from fractions import Fraction

import pytest

from propengine.engine.case import Item
from propengine.engine.desk import Desk
from propengine.engine.item_reader import MOST_ITEMS, read_items
from propengine.engine.items import FoundItem, Span
from propengine.engine.refusals import Reason
from propengine.law.amounts import Dimension
from propengine.law.ruleset import Law
from tests.support import law_of

LAW = """
substances:
  herb: {name: {en: herb}, aliases: [grass]}
  coke: {name: {en: coke}, forms: [powder, base]}
  powder: {name: {en: powder}}
  base: {name: {en: base}}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return a law that knows a few substances."""
    return law_of(tmp_path_factory.mktemp("law"), LAW)


def read(law: Law, *items: Item) -> tuple[tuple[FoundItem, ...], tuple[str, ...], list[tuple[Reason, str]]]:
    """Return the items, what was rounded, and the faults."""
    desk = Desk()
    found, rounded = read_items(items, law, desk)
    return found, rounded, [(refusal.reason, refusal.path) for refusal in desk.refusals]


def span(least: str, most: str | None = None) -> Span:
    """Return what a number may be."""
    return Span(Fraction(least), Fraction(most or least))


def test_an_item_is_read_whole(law: Law) -> None:
    """By an alias, in micro-units and basis points, with both ends of what is uncertain."""
    item = Item("grass", "2", "g", amount_uncertainty="0.5", purity_percent="10", purity_uncertainty="1.5")
    (found,), rounded, faults = read(law, item)

    assert ([], ()) == (faults, rounded)
    assert ("herb", (), Dimension.MASS) == (found.substance, found.forms, found.dimension)
    assert (span("1500000", "2500000"), span("850", "1150")) == (found.amount, found.purity)


def test_a_form_that_is_not_stated_is_one_of_several(law: Law) -> None:
    """The ruleset says which."""
    (coke, powder), _, _ = read(law, Item("coke", "1", "g"), Item("powder", "1", "g"))

    assert (("powder", "base"), ()) == (coke.forms, powder.forms)


def test_an_amount_that_is_not_known_is_no_fault(law: Law) -> None:
    """It is a world, not a mistake; an uncertainty without an amount is one."""
    (found,), _, faults = read(law, Item("herb"))

    assert (None, None, []) == (found.amount, found.dimension, faults)
    assert [(Reason.INVALID_AMOUNT, "items[0].amount_uncertainty")] == read(
        law, Item("herb", amount_uncertainty="1")
    )[2]


@pytest.mark.parametrize(
    ("item", "reason", "field"),
    [
        (Item("herb", "1", "g", amount_uncertainty="1"), Reason.INVALID_AMOUNT, "amount_uncertainty"),
        (Item("herb", "1", "g", amount_uncertainty="2"), Reason.INVALID_AMOUNT, "amount_uncertainty"),
        (Item("herb", "1", "g", amount_uncertainty="x"), Reason.INVALID_AMOUNT, "amount_uncertainty"),
        (Item("herb", "1", "gr"), Reason.INVALID_UNIT, "unit"),
        (Item("herb", "1"), Reason.MISSING_UNIT, "unit"),
        (Item("herb", "1.5", "tablet"), Reason.INVALID_AMOUNT, "amount"),
        (
            Item("herb", "1", "g", purity_percent="5", purity_uncertainty="5"),
            Reason.INVALID_PURITY,
            "purity_percent",
        ),
        (Item("herb", "1", "g", purity_uncertainty="5"), Reason.INVALID_PURITY, "purity_uncertainty"),
        (Item("herb", "1", "g", pure=True, purity_percent="5"), Reason.INVALID_PURITY, "purity_percent"),
        (Item("herb", "4", "tablet", mass_of_one="1"), Reason.MISSING_UNIT, "mass_of_one_unit"),
        (
            Item("herb", "4", "tablet", mass_of_one="1", mass_of_one_unit="ml"),
            Reason.INCOMPATIBLE_UNIT,
            "mass_of_one_unit",
        ),
        (Item("hrb", "1", "g"), Reason.UNKNOWN_SUBSTANCE, "substance"),
    ],
)
def test_each_fault_has_its_field(law: Law, item: Item, reason: Reason, field: str) -> None:
    """One fault, at one path, whatever place the item has."""
    assert [(reason, f"items[1].{field}")] == read(law, Item("herb", "1", "g"), item)[2]


def test_a_missing_unit_and_a_bad_amount_are_told_at_once(law: Law) -> None:
    """Whoever mends one does not have to come back for the other."""
    assert {(Reason.MISSING_UNIT, "items[0].unit"), (Reason.INVALID_AMOUNT, "items[0].amount")} == set(
        read(law, Item("herb", "24,9"))[2]
    )


def test_what_is_rounded_is_told_for_the_holding(law: Law) -> None:
    """Two halves of a microgram are a whole one; a half alone is dropped, and told."""
    half = Item("herb", "1.0000005", "g")

    assert () == read(law, half, half)[1]
    assert ("items[0].amount",) == read(law, half, Item("powder", "1", "g"))[1]
    assert ("items[0].amount",) == read(law, half, Item("grass", "1", "g"))[1]


def test_a_holding_below_the_smallest_unit_is_refused(law: Law) -> None:
    """But not an item of one that is not."""
    tiny = Item("herb", "0.0000004", "g")

    assert [(Reason.INVALID_AMOUNT, "items[0].amount")] == read(law, tiny)[2]
    assert [] == read(law, tiny, tiny, tiny)[2]


def test_too_many_items_are_refused(law: Law) -> None:
    """And the rest of the case is still read."""
    assert [] == read(law, *[Item("herb", "1", "g")] * MOST_ITEMS)[2]
    assert [(Reason.TOO_MANY_ITEMS, "items")] == read(law, *[Item("herb", "1", "g")] * (MOST_ITEMS + 1))[2]
