"""Profiles: the finitely many classes that a law tells apart, and the ways to satisfy a formula in them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.formulas import Bound, Every, Formula, Leaf, Some, leaf_holds
from propengine.core.profiles import UNKNOWN, Domain, branches, domains_of, in_order, meet
from propengine.core.slots import LEAST, MOST, Slot, SlotValue
from propengine.law.conditions import Comparison
from propengine.law.faults import Expected

WORDS = ("low", "middle", "high")
SLOTS = {
    "truth": Slot("truth"),
    "word": Slot("word", WORDS),
    "number": Slot("number", is_number=True),
    "other": Slot("other", is_number=True),
}
NUMBERS = st.integers(0, 5).map(Fraction) | st.fractions(0, 5, max_denominator=3)
ORDERED = (Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST, Comparison.LESS_THAN)
SAME = (Comparison.EQUALS, Comparison.ONE_OF, Comparison.NOT_ONE_OF)


@st.composite
def leaves(draw: st.DrawFn) -> Leaf:
    """Draw a test of one slot, of any comparison that fits it, asked in any of the four ways."""
    name = draw(st.sampled_from(sorted(SLOTS)))
    bound = draw(st.sampled_from(Bound))
    if draw(st.integers(0, 9)) == 0:
        return Leaf(name, Comparison.STATED, (True,), bound)
    if name == "truth":
        return Leaf(name, Comparison.EQUALS, (draw(st.booleans()),), bound)
    of: st.SearchStrategy[Any] = st.sampled_from(WORDS) if name == "word" else NUMBERS
    comparison = draw(st.sampled_from((*ORDERED, *SAME)))
    most = 3 if comparison in {Comparison.ONE_OF, Comparison.NOT_ONE_OF} else 1
    constants = draw(st.lists(of, min_size=1, max_size=most))
    return Leaf(name, comparison, tuple(constants), bound)


FORMULAS: st.SearchStrategy[Formula] = st.recursive(
    leaves(),
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)), st.sampled_from((Every, Some)), st.lists(inner, max_size=3)
    ),
    max_leaves=6,
)
VALUES: st.SearchStrategy[dict[str, SlotValue]] = st.fixed_dictionaries(
    {
        "truth": st.none() | st.booleans(),
        "word": st.none() | st.sampled_from(WORDS),
        "number": st.none() | NUMBERS,
        "other": st.none() | NUMBERS,
    }
)


def holds(formula: Formula, values: Mapping[str, SlotValue]) -> bool:
    """Say whether a formula holds for exact values."""
    if isinstance(formula, Leaf):
        return leaf_holds(formula, values[formula.slot], SLOTS[formula.slot].words)
    return (all if isinstance(formula, Every) else any)(holds(part, values) for part in formula.parts)


@settings(max_examples=200)
@given(leaves(), VALUES)
def test_a_leaf_holds_for_a_value_exactly_where_its_mask_has_the_class(
    leaf: Leaf, values: dict[str, SlotValue]
) -> None:
    """Values and classes have one meaning: no value of a class is treated otherwise than the class."""
    domain = domains_of([leaf], SLOTS)[leaf.slot]
    value = values[leaf.slot]

    assert leaf_holds(leaf, value, SLOTS[leaf.slot].words) == bool(
        domain.allowed(leaf) >> domain.classify(value) & 1
    )


@settings(max_examples=100)
@given(st.lists(leaves(), min_size=1, max_size=4), VALUES, VALUES)
def test_values_of_one_class_are_alike(
    asked: list[Leaf], one: dict[str, SlotValue], other: dict[str, SlotValue]
) -> None:
    """Two values that the law cannot tell apart meet the same leaves."""
    domains = domains_of(asked, SLOTS)
    for leaf in asked:
        a, b = one[leaf.slot], other[leaf.slot]
        if domains[leaf.slot].classify(a) == domains[leaf.slot].classify(b):
            words = SLOTS[leaf.slot].words
            assert leaf_holds(leaf, a, words) == leaf_holds(leaf, b, words)


@settings(max_examples=100)
@given(FORMULAS, VALUES)
def test_the_branches_are_the_ways_to_satisfy_a_formula(
    formula: Formula, values: dict[str, SlotValue]
) -> None:
    """A case meets a formula exactly when it lies in one of its branches."""
    domains = domains_of([formula], SLOTS)
    classes = {slot: domain.classify(values[slot]) for slot, domain in domains.items()}
    met = any(
        all(mask >> classes[slot] & 1 for slot, mask in branch.items())
        for branch in branches(formula, domains)
    )

    assert holds(formula, values) == met


@given(st.lists(NUMBERS, min_size=1, max_size=4, unique=True).map(sorted), NUMBERS)
def test_the_edges_of_a_class_hold_what_is_in_it(cuts: list[Fraction], number: Fraction) -> None:
    """A number lies between the ends of its class, and at an end only where the class has it."""
    domain = Domain("number", cuts=tuple(cuts))
    class_ = domain.classify(number)
    low, low_out = domain.edge(class_, upper=False)
    high, high_out = domain.edge(class_, upper=True)

    assert low is None or (number > low if low_out else number >= low)
    assert high is None or (number < high if high_out else number <= high)


def test_a_number_is_told_apart_at_each_constant_and_between() -> None:
    """Nothing known, below, at, between, at, above: one class each, in order."""
    domain = Domain("number", cuts=(Fraction(1), Fraction(3)))

    assert [UNKNOWN, 1, 2, 3, 4, 5] == [
        domain.classify(value)
        for value in (None, Fraction(0), Fraction(1), Fraction(2), Fraction(3), Fraction(9))
    ]
    assert 6 == domain.size


@pytest.mark.parametrize(
    "domain",
    [
        Domain("truth", members=(False, True)),
        Domain("word", members=WORDS),
        Domain("number"),
        Domain("number", cuts=(Fraction(1),)),
        Domain("number", cuts=(Fraction(1), Fraction(3))),
    ],
)
def test_every_class_has_a_representative_of_its_own(domain: Domain) -> None:
    """Witnesses and boundary cases exist for each class, and fall into it."""
    found = list(domain.representatives())

    assert set(range(domain.size)) == {class_ for class_, _ in found}
    assert [class_ for class_, _ in found] == [domain.classify(value) for _, value in found]


def test_two_branches_meet_where_a_value_can() -> None:
    """Masks are intersected slot by slot; an empty slot means that no value meets both."""
    assert {"a": 0b10, "b": 0b1} == meet({"a": 0b110}, {"a": 0b10, "b": 0b1})
    assert meet({"a": 0b100}, {"a": 0b10}) is None


def test_a_condition_with_too_many_alternatives_is_refused() -> None:
    """Examining one must end."""
    either, other = (
        Some(tuple(Leaf(slot, Comparison.EQUALS, (Fraction(n),), Bound.SHOWN) for n in range(30)))
        for slot in ("number", "other")
    )
    formula = Every((either, other))

    with pytest.raises(Expected, match="at most 400 alternatives"):
        branches(formula, domains_of([formula], SLOTS))


@pytest.mark.parametrize(
    ("least", "most", "possible"),
    [
        (Fraction(5), Fraction(5), True),
        (Fraction(6), Fraction(5), False),
        (Fraction(5), Fraction(6), True),
    ],
)
def test_a_sentence_whose_least_is_above_its_most_is_nobodys(
    least: Fraction, most: Fraction, *, possible: bool
) -> None:
    """A branch that asks for such ends is no witness of a contradiction."""
    formula = Every(
        (
            Leaf(LEAST, Comparison.AT_LEAST, (least,), Bound.SHOWN),
            Leaf(MOST, Comparison.AT_MOST, (most,), Bound.SHOWN),
        )
    )
    domains = domains_of([formula], {slot: Slot(slot, is_number=True) for slot in (LEAST, MOST)})
    (branch,) = branches(formula, domains)

    assert possible == in_order(branch, domains)
