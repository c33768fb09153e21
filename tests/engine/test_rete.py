"""The Rete engine, in its safe use."""

import pytest

from propengine.engine.rete import Rete, ReteLaw


def test_each_condition_is_matched_by_itself() -> None:
    """What holds comes back as a bit mask over the conditions."""
    rete = Rete(ReteLaw([4], [[{0: 0b0110}], [{0: 0b1000}], [{0: 0b1111}]]))

    assert [0b100, 0b101, 0b101, 0b110] == [rete.match([class_]) for class_ in range(4)]
    rete.close()


def test_several_ways_count_once() -> None:
    """A condition that holds in two ways is one condition."""
    rete = Rete(ReteLaw([3, 3], [[{0: 0b100}, {1: 0b100}]]))

    assert [1, 1, 1, 0] == [rete.match(classes) for classes in ([2, 2], [2, 0], [0, 2], [0, 0])]
    rete.close()


def test_scattered_classes_are_all_matched() -> None:
    """Classes with gaps between them are separate stretches of one condition."""
    rete = Rete(ReteLaw([8], [[{0: 0b10101010}]]))

    assert [0, 1, 0, 1, 0, 1, 0, 1] == [rete.match([class_]) for class_ in range(8)]
    rete.close()


@pytest.mark.parametrize("count", [59, 60, 61, 200])
def test_more_matches_than_one_fact_may_have(count: int) -> None:
    """Rules beyond the engine's limit of matches are spread over engines, and none is lost."""
    rete = Rete(ReteLaw([2], [[{0: 0b10}]] * count))

    assert (1 << count) - 1 == rete.match([1])
    assert 0 == rete.match([0])
    rete.close()


def test_the_same_case_twice_is_answered_twice() -> None:
    """A fact with the same content is not taken for the one before."""
    rete = Rete(ReteLaw([3], [[{0: 0b100}]]))

    assert [1, 1, 0, 1] == [rete.match([class_]) for class_ in (2, 2, 1, 2)]
    rete.close()


def test_a_condition_without_tests_always_holds() -> None:
    """An empty conjunction is true, an empty alternative is false."""
    rete = Rete(ReteLaw([], [[{}], []]))

    assert 1 == rete.match([])
    rete.close()
