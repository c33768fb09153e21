"""The Rete engine, in its safe use."""

import pytest

from propengine.engine.rete import Rete, ReteLevel


def test_conditions_are_matched_by_level() -> None:
    """The guard of a level keeps the rules of other levels out."""
    level = ReteLevel(["s"], [4], [[{"s": 0b0110}], [{"s": 0b1000}]])
    rete = Rete([level, ReteLevel(["s"], [4], [[{"s": 0b1111}]])])

    assert [0, 1, 1, 2] == [rete.match(0, [class_]) for class_ in range(4)]
    assert [1, 1, 1, 1] == [rete.match(1, [class_]) for class_ in range(4)]
    rete.close()


def test_several_ways_count_once() -> None:
    """A condition that holds in two ways is one condition."""
    rete = Rete([ReteLevel(["a", "b"], [3, 3], [[{"a": 0b100}, {"b": 0b100}]])])

    assert [1, 1, 1, 0] == [rete.match(0, classes) for classes in ([2, 2], [2, 0], [0, 2], [0, 0])]
    rete.close()


def test_scattered_classes_are_all_matched() -> None:
    """Classes with gaps between them are separate stretches of one condition."""
    rete = Rete([ReteLevel(["a"], [8], [[{"a": 0b10101010}]])])

    assert [0, 1, 0, 1, 0, 1, 0, 1] == [rete.match(0, [class_]) for class_ in range(8)]
    rete.close()


@pytest.mark.parametrize("count", [59, 60, 61, 200])
def test_more_matches_than_one_fact_may_have(count: int) -> None:
    """Rules beyond the engine's limit of matches are spread over engines, and none is lost."""
    rete = Rete([ReteLevel(["a"], [2], [[{"a": 0b10}]] * count)])

    assert (1 << count) - 1 == rete.match(0, [1])
    assert 0 == rete.match(0, [0])
    rete.close()


def test_the_same_case_twice_is_answered_twice() -> None:
    """A fact with the same content is not taken for the one before."""
    rete = Rete([ReteLevel(["a"], [3], [[{"a": 0b100}]])])

    assert [1, 1, 0, 1] == [rete.match(0, [class_]) for class_ in (2, 2, 1, 2)]
    rete.close()


def test_a_condition_without_tests_always_holds() -> None:
    """An empty conjunction is true, an empty alternative is false."""
    rete = Rete([ReteLevel([], [], [[{}], []])])

    assert 1 == rete.match(0, [])
    rete.close()
