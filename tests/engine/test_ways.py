"""Ways: under which combinations an outcome holds, told as shortly as is exact."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from propengine.engine.conditions import Bounds, Condition, Question
from propengine.engine.ways import Combinations, Way, told_shortly
from propengine.law.amounts import MICRO, MOST_MICRO

PROVISION = "art. 1"
SMALLEST, GREATEST = Fraction(1, MICRO), Fraction(MOST_MICRO, MICRO)


def word(axis: str, value: str) -> Condition:
    """Return a condition on an axis of words."""
    return Condition(Question.READING, axis, value, PROVISION)


def stretch(axis: str, bounds: Bounds) -> Condition:
    """Return a condition on an axis of amounts."""
    return Condition(Question.AMOUNT, axis, str(bounds), PROVISION, bounds)


def stretches(axis: str, cuts: Sequence[int]) -> list[Condition]:
    """Return each cut and each stretch between two."""
    found = []
    for i, cut in enumerate(cuts):
        at = Fraction(cut)
        found.append(stretch(axis, Bounds(at, True, at, True, "g")))  # noqa: FBT003 - fields in order
        if i + 1 < len(cuts):
            found.append(stretch(axis, Bounds(at, False, Fraction(cuts[i + 1]), False, "g")))  # noqa: FBT003 - the same
    return found


def lies_in(one: Condition, told: Condition) -> bool:
    """Say whether what a full combination says of an axis is among what is told of it."""
    if (one.question, one.id) != (told.question, told.id):
        return False
    if one.bounds is None or told.bounds is None:
        return one.value == told.value
    a, b = one.bounds, told.bounds
    low = a.least > b.least or (a.least == b.least and (b.least_included or not a.least_included))
    high = a.most < b.most or (a.most == b.most and (b.most_included or not a.most_included))
    return low and high


def covers(told: Sequence[Way], combination: Way) -> bool:
    """Say whether some told way holds for a full combination."""
    return any(all(any(lies_in(one, c) for one in combination) for c in way) for way in told)


@st.composite
def axes(draw: st.DrawFn) -> list[list[Condition]]:
    """Draw a few axes, of words or of amounts."""
    found: list[list[Condition]] = []
    for i in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            found.append([word(f"word-{i}", w) for w in "abc"[: draw(st.integers(2, 3))]])
        else:
            cuts = sorted(draw(st.sets(st.integers(1, 20), min_size=2, max_size=3)))
            found.append(stretches(f"amount-{i}", cuts))
    return found


@settings(max_examples=200)
@given(axes(), st.data())
def test_what_is_told_covers_exactly_the_same_combinations(
    drawn: list[list[Condition]], data: st.DataObject
) -> None:
    """None is lost and none is added, however short the telling is."""
    every = [tuple(combination) for combination in product(*drawn)]
    own = data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    told = told_shortly(own, Combinations(every))

    for combination in every:
        assert covers(told, combination) == (combination in own)


@settings(max_examples=60)
@given(axes(), st.data())
def test_the_order_of_the_ways_does_not_matter(drawn: list[list[Condition]], data: st.DataObject) -> None:
    """Neither does the order in which they were found."""
    every = [tuple(combination) for combination in product(*drawn)]
    own = data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    turned = data.draw(st.permutations(own))
    axes_ = Combinations(every)

    first, second = told_shortly(own, axes_), told_shortly(turned, axes_)
    for combination in every:
        assert covers(first, combination) == covers(second, combination)


@st.composite
def dependent(draw: st.DrawFn) -> list[Way]:
    """Draw combinations in which an amount decides which words are open, and those which others are."""
    found: list[Way] = []
    for amount in stretches("amount", sorted(draw(st.sets(st.integers(1, 20), min_size=2, max_size=3)))):
        for band in draw(st.sets(st.sampled_from("abc"), max_size=3)) or {""}:
            here = (amount, word("band", band)) if band else (amount,)
            readings = draw(st.sets(st.sampled_from("xy"), max_size=2)) or {""}
            found += [(*here, word("reading", reading)) if reading else here for reading in readings]
    return found


def may_be(told: Sequence[Way], combination: Way) -> bool:
    """Say whether nothing keeps a combination from some told way: an axis that is not open there does not."""
    own = {(c.question, c.id): c for c in combination}
    return any(all(lies_in(own.get((c.question, c.id), c), c) for c in way) for way in told)


@settings(max_examples=300)
@given(dependent(), st.data())
def test_what_is_told_is_exact_where_axes_depend_on_each_other(every: list[Way], data: st.DataObject) -> None:
    """No combination of another outcome could be taken for one that is told, whatever is left out."""
    own = data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    told = told_shortly(own, Combinations(every))

    for combination in every:
        assert may_be(told, combination) == (combination in own)


def test_what_is_always_so_under_other_conditions_is_not_told() -> None:
    """Near one limit only two bands are beside each other: an outcome for both does not hang on them."""
    low, _, high, *_ = stretches("amount", [1, 10, 20])
    small, middle, large = (
        Condition(Question.NEIGHBOURING_BAND, "scale", band, PROVISION)
        for band in ("small", "middle", "large")
    )
    own, others = [(low, small), (low, middle)], [(high, middle), (high, large)]

    assert ((low,),) == told_shortly(own, Combinations([*own, *others]))


def test_what_is_open_only_sometimes_is_told_although_all_of_it_leads_there() -> None:
    """Whichever way a reading goes, that it is open at all is what the outcome hangs on."""
    own = [(word("reading", "strict"),), (word("reading", "lenient"),)]

    assert set(own) == set(told_shortly(own, Combinations([*own, ()])))
    assert ((),) == told_shortly(own, Combinations(own))


def test_what_is_not_open_elsewhere_does_not_tell_two_apart() -> None:
    """A reading that is open above ten grams alone says nothing below: the amount is told with it."""
    low, _, high, *_ = stretches("amount", [1, 10, 20])
    own = [(high, word("reading", "strict"))]
    others = [(low,), (high, word("reading", "lenient"))]

    assert {high, word("reading", "strict")} == set(told_shortly(own, Combinations([*own, *others]))[0])


def test_an_axis_that_makes_no_difference_is_not_told() -> None:
    """An outcome for both options of a reading does not depend on it."""
    ways = [(word("r", "a"), word("s", "x")), (word("r", "b"), word("s", "x"))]
    others = [(word("r", "a"), word("s", "y")), (word("r", "b"), word("s", "y"))]

    assert ((word("s", "x"),),) == told_shortly(ways, Combinations([*ways, *others]))


def test_stretches_that_touch_are_told_as_one() -> None:
    """Up to ten grams, the ten included."""
    (at_one, between, at_ten, above, most) = stretches("amount", [1, 10, 20])
    told = told_shortly(
        [(at_one,), (between,), (at_ten,)],
        Combinations([(c,) for c in (at_one, between, at_ten, above, most)]),
    )

    assert [">= 1 g, <= 10 g"] == [condition.value for (condition,) in told]


def test_stretches_that_do_not_touch_stay_apart() -> None:
    """Below ten and above twenty is two ways."""
    first, _, _, _, last = stretches("amount", [1, 10, 20])
    every = [(c,) for c in stretches("amount", [1, 10, 20])]

    assert {"1 g", "20 g"} == {c.value for (c,) in told_shortly([(first,), (last,)], Combinations(every))}


def test_all_of_an_amount_is_no_condition() -> None:
    """Where every stretch leads to the outcome, nothing is said of the amount."""
    every = [(c,) for c in stretches("amount", [1, 10, 20])]

    assert ((),) == told_shortly(every, Combinations(every))


def test_laws_are_told_although_each_is_a_condition_of_its_own() -> None:
    """Which law an outcome belongs to is never left out where several laws could apply."""
    first = Condition(Question.LAW, "offence", "2005-01-01", PROVISION)
    second = Condition(Question.LAW, "decision", "2015-01-01", PROVISION)
    axes_ = Combinations([(first,), (second,)])

    assert (((first,),), ((second,),)) == (told_shortly([(first,)], axes_), told_shortly([(second,)], axes_))


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (Bounds(Fraction(2), False, Fraction(5), True, "g"), "> 2 g, <= 5 g"),  # noqa: FBT003 - fields in order
        (Bounds(Fraction(2), True, Fraction(2), True, "l"), "2 l"),  # noqa: FBT003 - the same
        (
            Bounds(Fraction(1, 8), True, Fraction(1, 3), False, "tablet"),  # noqa: FBT003 - the same
            ">= 0.125 tablet, < 1/3 tablet",
        ),
        (
            Bounds(Fraction(2000, 3), False, Fraction(5000, 3), True, "g"),  # noqa: FBT003 - the same
            "> 666 2/3 g, <= 1666 2/3 g",
        ),
        (Bounds(SMALLEST, True, Fraction(5), True, "g"), "<= 5 g"),  # noqa: FBT003 - the same
        (Bounds(Fraction(5), False, GREATEST, True, "g"), "> 5 g"),  # noqa: FBT003 - the same
        (Bounds(SMALLEST, True, GREATEST, True, "g"), "> 0 g"),  # noqa: FBT003 - the same
        (Bounds(Fraction(5), True, Fraction(21, 2), True, "%"), ">= 5 %, <= 10.5 %"),  # noqa: FBT003 - the same
    ],
)
def test_a_stretch_in_signs(bounds: Bounds, text: str) -> None:
    """Exact decimals where there are any; the unit at both ends; no end that every amount is within."""
    assert text == str(bounds)
