"""The one table of comparisons: on values, on classes, and as the text of an expression."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.core.comparisons import RELATIONS, expression, meets
from propengine.core.formulas import Bound, Leaf
from propengine.core.profiles import domains_of
from propengine.core.slots import Slot
from propengine.law.conditions import MANY_VALUED, Comparison

NUMBERS = st.integers(-3, 6).map(Fraction) | st.fractions(-3, 6, max_denominator=7)
COMPARED = sorted(set(Comparison) - {Comparison.STATED})


def by_definition(comparison: Comparison, value: Fraction, constants: list[Fraction]) -> bool:
    """Say what the word means, in the words of the conditions' page and nothing else."""
    match comparison:
        case Comparison.AT_LEAST:
            return not value < constants[0]
        case Comparison.MORE_THAN:
            return constants[0] < value
        case Comparison.AT_MOST:
            return not constants[0] < value
        case Comparison.LESS_THAN:
            return value < constants[0]
        case Comparison.NOT_ONE_OF:
            return value not in set(constants)
        case _:
            return value in set(constants)


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[Comparison, Fraction, list[Fraction]]:
    """Draw a comparison, a value and its constants."""
    comparison = draw(st.sampled_from(COMPARED))
    most = 3 if comparison in MANY_VALUED else 1
    constants = draw(st.lists(NUMBERS, min_size=1, max_size=most))
    return comparison, draw(NUMBERS | st.sampled_from(constants)), constants


def test_every_comparison_of_the_law_has_a_meaning() -> None:
    """No word of a condition is without its relation, but for `stated`, which compares nothing."""
    assert set(COMPARED) == set(RELATIONS)


@given(comparisons())
def test_values_classes_and_text_agree(drawn: tuple[Comparison, Fraction, list[Fraction]]) -> None:
    """A comparison means the same on exact values, on classes, and written as an expression."""
    comparison, value, constants = drawn
    expected = by_definition(comparison, value, constants)
    leaf = Leaf("n", comparison, tuple(constants), Bound.SHOWN)
    domain = domains_of([leaf], {"n": Slot("n", is_number=True)})["n"]
    text = expression(
        comparison, [(f"x.numerator * {c.denominator}", f"{c.numerator} * x.denominator") for c in constants]
    )

    assert expected == meets(comparison, value, constants)
    assert expected == bool(domain.allowed(leaf) >> domain.classify(value) & 1)
    assert expected == eval(text, {"x": value})  # noqa: S307 - written by the code under test


@pytest.mark.parametrize("comparison", COMPARED)
def test_what_nothing_is_compared_with(comparison: Comparison) -> None:
    """With no constants, "none of them" holds and "one of them" does not; text and table say so alike."""
    assert (comparison is Comparison.NOT_ONE_OF) == meets(comparison, Fraction(1), [])
    assert str(comparison is Comparison.NOT_ONE_OF) == expression(comparison, [])


def test_whatever_is_known_is_stated() -> None:
    """`stated` compares nothing: that there is a value is all that it asks."""
    assert meets(Comparison.STATED, Fraction(0), [])
    assert meets(Comparison.STATED, False, [True])  # noqa: FBT003 - a truth as a value
    assert "True" == expression(Comparison.STATED, [])


@given(st.sampled_from(COMPARED), st.booleans(), st.booleans())
def test_truths_are_compared_as_truths(comparison: Comparison, value: bool, constant: bool) -> None:  # noqa: FBT001 - the values under test
    """False is less than true, and equal to itself alone."""
    numbers = Fraction(value), [Fraction(constant)]

    assert by_definition(comparison, *numbers) == meets(comparison, value, [constant])
