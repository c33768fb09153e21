"""Items: what numbers read of one, and the holdings that items make."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.core.numbers import MASS_OF_ONE, PURITY, WEIGHED, active, amount_of
from propengine.engine.items import FoundItem, KnownItem, Span, as_found, holdings_of
from propengine.law.amounts import Dimension

MASS, TABLET = amount_of(Dimension.MASS), amount_of(Dimension.TABLET)


def known(substance: str = "herb", **more: object) -> KnownItem:
    """Return an item of three grams; what is not given is not known."""
    fields: dict[str, object] = {
        "dimension": Dimension.MASS,
        "amount": Fraction(3),
        "purity": None,
        "pure": False,
        "mass_of_one": None,
        **more,
    }
    return KnownItem(substance, **fields)  # type: ignore[arg-type]  # the fields of an item


@pytest.mark.parametrize(
    ("item", "slots"),
    [
        (known(), {MASS: 3}),
        (known(purity=Fraction(2500)), {MASS: 3, PURITY: Fraction(1, 4), active(MASS): Fraction(3, 4)}),
        (known(pure=True), {MASS: 3, PURITY: 1, active(MASS): 3}),
        (known(amount=None), {}),
        (
            known(dimension=Dimension.TABLET, amount=Fraction(4_000_000), mass_of_one=Fraction(5)),
            {TABLET: 4_000_000, MASS_OF_ONE: 5, WEIGHED: 20},
        ),
        (known(mass_of_one=Fraction(5)), {MASS: 3, MASS_OF_ONE: 5}),
    ],
)
def test_what_numbers_read_of_an_item(item: KnownItem, slots: dict[str, object]) -> None:
    """Its amount in its own dimension, what is active of it, and what counted things weigh."""
    assert slots == item.slots


def test_what_is_uncertain_is_taken_at_the_favourable_end() -> None:
    """As long as nobody looks at the other."""
    span = Span(Fraction(1), Fraction(5))
    item = FoundItem("herb", (), Dimension.MASS, span, span, pure=False, mass_of_one=None)

    assert as_found(item).amount == as_found(item).purity == 1
    assert not span.known
    assert Span(Fraction(1), Fraction(1)).known


@given(st.lists(st.sampled_from(["herb", "powder", "pills"]), max_size=6))
def test_a_holding_is_all_items_of_one_substance(substances: list[str]) -> None:
    """In the order of the first of each; its position is that of its only item."""
    found = holdings_of([known(s, amount=Fraction(i)) for i, s in enumerate(substances)])

    assert list(dict.fromkeys(substances)) == [holding.substance for holding in found]
    assert len(substances) == sum(len(holding.items) for holding in found)
    for holding in found:
        places = [i for i, s in enumerate(substances) if s == holding.substance]
        assert [{MASS: Fraction(i)} for i in places] == list(holding.items)
        assert holding.position == (places[0] if len(places) == 1 else None)
