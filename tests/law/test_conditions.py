import pytest
from hypothesis import given, strategies as st

from propengine.law.conditions import (
    ALWAYS,
    MANY_VALUED,
    AllOf,
    AnyOf,
    Comparison,
    NoneOf,
    Test,
    Tree,
    read_condition,
    subjects_of,
    tests_of as every_test_of,
    write_condition,
)
from propengine.law.faults import Expected

constants = st.one_of(st.booleans(), st.integers(), st.sampled_from(["x", "25 g", "3 y", "0.5"]))


@st.composite
def single_tests(draw: st.DrawFn) -> Test:
    comparison = draw(st.sampled_from(Comparison))
    several = comparison in MANY_VALUED
    chosen = draw(st.lists(constants, min_size=1, max_size=3 if several else 1))
    return Test(draw(st.sampled_from("abc")), comparison, tuple(chosen))


trees: st.SearchStrategy[Tree] = st.recursive(
    single_tests() | st.just(ALWAYS),
    lambda inner: st.builds(
        lambda group, parts: group(tuple(parts)),
        st.sampled_from([AllOf, AnyOf, NoneOf]),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=10,
)


@given(trees)
def test_a_tree_that_was_written_is_read_back(tree: Tree) -> None:
    """Writing loses neither the groups nor their order, so digests and editors see the same condition."""
    assert tree == read_condition(write_condition(tree))


def test_nothing_asked_always_holds() -> None:
    """An empty mapping is the condition that always holds."""
    assert ALWAYS == read_condition({})
    assert {} == write_condition(ALWAYS)


@pytest.mark.parametrize(
    ("value", "tree"),
    [
        ({"a": True}, Test("a", Comparison.EQUALS, (True,))),
        ({"a": ["x", "y"]}, Test("a", Comparison.ONE_OF, ("x", "y"))),
        ({"a": {"includes": "x"}}, Test("a", Comparison.INCLUDES, ("x",))),
        ({"a": {"at_least": "25 g"}}, Test("a", Comparison.AT_LEAST, ("25 g",))),
        (
            {"a": {"more_than": 1, "at_most": 5}},
            AllOf((Test("a", Comparison.MORE_THAN, (1,)), Test("a", Comparison.AT_MOST, (5,)))),
        ),
        (
            {"a": True, "any_of": [{"b": 1}, {"c": 2}]},
            AllOf(
                (
                    Test("a", Comparison.EQUALS, (True,)),
                    AnyOf((Test("b", Comparison.EQUALS, (1,)), Test("c", Comparison.EQUALS, (2,)))),
                )
            ),
        ),
        ({"all_of": [{"a": 1}]}, AllOf((Test("a", Comparison.EQUALS, (1,)),))),
        ({"none_of": [{"a": 1}]}, NoneOf((Test("a", Comparison.EQUALS, (1,)),))),
    ],
)
def test_a_condition_is_read_as_its_tree(value: object, tree: Tree) -> None:
    """Each spelling has one tree."""
    assert tree == read_condition(value)


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        ("text", ()),
        ([{"a": True}], ()),
        ({"a": {}}, ("a",)),
        ({"a": {"at_leest": 3}}, ("a",)),
        ({"a": None}, ("a",)),
        ({"a": []}, ("a",)),
        ({"a": [None]}, ("a",)),
        ({"a": {"at_least": [1, 2]}}, ("a",)),
        ({"any_of": []}, ("any_of",)),
        ({"any_of": {"a": True}}, ("any_of",)),
        ({"a": True, "any_of": [{"b": 1}, {"c": {"leest": 1}}]}, ("any_of", 1, "c")),
    ],
)
def test_what_is_no_condition_is_refused_where_it_stands(
    value: object, inside: tuple[str | int, ...]
) -> None:
    """The fault names the innermost spot, however deep the groups."""
    with pytest.raises(Expected) as caught:
        read_condition(value)

    assert inside == caught.value.inside


def test_a_misspelt_comparison_is_told_the_right_one() -> None:
    """A near miss is named."""
    with pytest.raises(Expected) as caught:
        read_condition({"a": {"at_leest": 3}})

    assert "at_least" == caught.value.near


@given(trees)
def test_the_subjects_are_those_of_the_tests(tree: Tree) -> None:
    """What a tree reads is what its tests name."""
    assert frozenset(test.subject for test in every_test_of(tree)) == subjects_of(tree)
