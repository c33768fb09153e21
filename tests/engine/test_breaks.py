"""Breaks: between two of them, whatever the law counts, weighs or cuts keeps its side of every limit."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.numbers import PURITY, Holding, Number, Scene, active, amount_of, reader, value_of
from propengine.core.quantities import quantities_of
from propengine.engine.breaks import Breaks
from propengine.law.amounts import Dimension
from tests.core.test_quantities import LAW
from tests.support import law_of

MASS = amount_of(Dimension.MASS)
GRAM = 10**6
SUBSTANCES = ("powder", "paste", "herb", "pills")


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Number]:
    """Return the numbers of a law that are made of the items themselves."""
    law = law_of(tmp_path_factory.mktemp("law"), LAW)
    quantities = quantities_of(law.contents, law.jurisdiction.calendar)
    return {name: q.number for name, q in quantities.items() if q.of is None}


def item(grams: Fraction, purity: Fraction | None) -> dict[str, Fraction]:
    """Return the slots of something weighed."""
    pure = {PURITY: purity, active(MASS): grams * GRAM * purity} if purity is not None else {}
    return {MASS: grams * GRAM, **pure}


def scene(found: Sequence[tuple[str, Fraction, Fraction | None]]) -> Scene:
    """Return holdings of one item each, in the order given; of one substance, one holding."""
    substances = list(dict.fromkeys(s for s, _, _ in found))
    holdings = [Holding(s, None, tuple(item(g, p) for of, g, p in found if of == s)) for s in substances]
    return Scene({}, holdings)


WHOLE = st.integers(1, 40).map(Fraction)
PURITIES = st.none() | st.sampled_from([Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)])


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(SUBSTANCES), WHOLE, PURITIES), min_size=1, max_size=4),
    st.data(),
)
def test_between_two_breaks_nothing_is_told_apart(
    numbers: dict[str, Number],
    found: list[tuple[str, Fraction, Fraction | None]],
    data: st.DataObject,
) -> None:
    """The amount of one item is not known: two amounts of one stretch compare alike with every limit."""
    name = data.draw(st.sampled_from(sorted(numbers)))
    number, read = numbers[name], reader(numbers[name])
    place = data.draw(st.integers(0, len(found) - 1))
    substance, _, purity = found[place]
    targets = data.draw(st.lists(st.integers(1, 60).map(lambda n: Fraction(n, 2)), max_size=3))

    def at(grams: Fraction) -> Scene:
        return scene([*found[:place], (substance, grams, purity), *found[place + 1 :]])

    here = at(Fraction(1, 10**6))
    holding = next(i for i, h in enumerate(here.holdings) if h.substance == substance)
    within = sum(s == substance for s, _, _ in found[:place])
    factors = {MASS: Fraction(1), **({active(MASS): purity} if purity is not None else {})}
    breaks = sorted({b / GRAM for b in Breaks(here, holding, within, factors).of(number, targets) if b > 0})
    ends = [Fraction(1, 10**6), *(b for b in breaks if b < 100), Fraction(100)]
    for low, high in pairwise(ends):
        if high - low <= Fraction(4, 10**6):
            continue  # between two neighbouring micrograms nothing is weighed
        third = (high - low) / 3
        sides = {_side(value_of(read, at(_micro(grams))), targets) for grams in (low + third, high - third)}

        assert 1 == len(sides), f"{name} between {low} and {high}"


def _micro(grams: Fraction) -> Fraction:
    """Return whole micrograms, because a holding is rounded."""
    return Fraction(int(grams * GRAM), GRAM)


def _side(value: object, targets: Sequence[Fraction]) -> object:
    if not isinstance(value, Fraction):
        return value
    return tuple((value > target) - (value < target) for target in targets)


def test_the_breaks_of_a_table_are_its_limits(numbers: dict[str, Number]) -> None:
    """One and five grams for powder; what another item of it weighs is taken off."""
    alone = Breaks(scene([("powder", Fraction(1), None)]), 0, 0, {MASS: Fraction(1)})
    beside = Breaks(
        scene([("powder", Fraction(1), None), ("powder", Fraction(1, 2), None)]), 0, 0, {MASS: Fraction(1)}
    )

    assert {Fraction(GRAM), Fraction(5 * GRAM)} == set(alone.of(numbers["scale"], ()))
    assert {Fraction(GRAM, 2), Fraction(9 * GRAM, 2)} == set(beside.of(numbers["scale"], ()))


def test_the_break_of_a_measure_is_where_it_meets_a_limit(numbers: dict[str, Number]) -> None:
    """Ten doses of herb, of one gram at ten per cent, at a purity of a half: two grams."""
    of = Breaks(
        scene([("herb", Fraction(1), Fraction(1, 2))]),
        0,
        0,
        {MASS: Fraction(1), active(MASS): Fraction(1, 2)},
    )

    assert Fraction(2 * GRAM) in set(of.of(numbers["doses"], [Fraction(10)]))


def test_what_does_not_hang_on_the_unknown_has_no_break(numbers: dict[str, Number]) -> None:
    """A grouping and the kinds of drugs are the same for every amount."""
    of = Breaks(scene([("powder", Fraction(1), None)]), 0, 0, {MASS: Fraction(1)})

    assert [] == [*of.of(numbers["schedule"], ()), *of.of(numbers["kinds"], [Fraction(2)])]
