"""The Rete engine, in its safe use."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from propengine.core.profiles import Domain
from propengine.engine import rete as rete_module
from propengine.engine.rete import Engines, Rete, ReteLaw


@pytest.fixture
def engines() -> Iterator[Engines]:
    """Return engines that are closed at the end."""
    engines = Engines()
    yield engines
    engines.close()


def slot(name: str, size: int) -> Domain:
    """Return the domain of a slot of words with so many classes, "nothing known" among them."""
    return Domain(name, members=tuple(f"word {i}" for i in range(1, size)))


def law(sizes: Sequence[int], ways: Sequence[Sequence[Mapping[int, int]]]) -> ReteLaw:
    """Return the conditions of a law over slots with so many classes."""
    return ReteLaw([slot(f"s{i}", size) for i, size in enumerate(sizes)], ways)


def test_each_condition_is_matched_by_itself(engines: Engines) -> None:
    """What holds comes back as a bit mask over the conditions."""
    rete = Rete(law([4], [[{0: 0b0110}], [{0: 0b1000}], [{0: 0b1111}]]), engines)

    assert [0b100, 0b101, 0b101, 0b110] == [rete.match([class_]) for class_ in range(4)]


def test_several_ways_count_once(engines: Engines) -> None:
    """A condition that holds in two ways is one condition."""
    rete = Rete(law([3, 3], [[{0: 0b100}, {1: 0b100}]]), engines)

    assert [1, 1, 1, 0] == [rete.match(classes) for classes in ([2, 2], [2, 0], [0, 2], [0, 0])]


def test_scattered_classes_are_all_matched(engines: Engines) -> None:
    """Classes with gaps between them are separate stretches of one condition."""
    rete = Rete(law([8], [[{0: 0b10101010}]]), engines)

    assert [0, 1, 0, 1, 0, 1, 0, 1] == [rete.match([class_]) for class_ in range(8)]


@pytest.mark.parametrize("count", [59, 60, 61, 200])
def test_more_matches_than_one_fact_may_have(engines: Engines, count: int) -> None:
    """Rules beyond the engine's limit of matches are spread over engines, and none is lost."""
    rete = Rete(law([2] * count, [[{place: 0b10}] for place in range(count)]), engines)

    assert (1 << count) - 1 == rete.match([1] * count)
    assert 0 == rete.match([0] * count)
    assert 1 << count - 1 == rete.match([*[0] * (count - 1), 1])


def test_the_same_case_twice_is_answered_twice(engines: Engines) -> None:
    """A fact with the same content is not taken for the one before."""
    rete = Rete(law([3], [[{0: 0b100}]]), engines)

    assert [1, 1, 0, 1] == [rete.match([class_]) for class_ in (2, 2, 1, 2)]


def test_a_condition_without_tests_always_holds(engines: Engines) -> None:
    """An empty conjunction is true, an empty alternative is false."""
    rete = Rete(law([], [[{}], []]), engines)

    assert 1 == rete.match([])


def test_conditions_that_ask_the_same_are_one_rule(engines: Engines) -> None:
    """Each of them holds when it fires."""
    rete = Rete(law([3, 3], [[{0: 0b100, 1: 0b10}], [{1: 0b10, 0: 0b100}], [{0: 0b100}]]), engines)

    assert [0b111, 0b100] == [rete.match(classes) for classes in ([2, 1], [2, 2])]
    assert 2 == engines.rules


def test_the_next_law_adds_only_what_is_new(engines: Engines) -> None:
    """A revision shares the rules of the one before, and neither sees the conditions of the other."""
    first, second = slot("first", 3), slot("second", 4)
    before = Rete(ReteLaw([first, second], [[{0: 0b100}], [{1: 0b1000}]]), engines)
    after = Rete(ReteLaw([second, first], [[{1: 0b100}], [{0: 0b0010}]]), engines)

    assert 3 == engines.rules
    assert [0b11, 0b01, 0b00] == [before.match(classes) for classes in ([2, 3], [2, 1], [0, 1])]
    assert [0b11, 0b01, 0b00] == [after.match(classes) for classes in ([1, 2], [3, 2], [3, 0])]


def test_classes_count_by_what_a_law_compares(engines: Engines) -> None:
    """One slot that two laws cut at other constants has other classes in each: nothing is shared."""
    one, two = slot("amount", 3), slot("amount", 5)
    coarse = Rete(ReteLaw([one], [[{0: 0b100}]]), engines)
    fine = Rete(ReteLaw([two], [[{0: 0b00100}]]), engines)

    assert 2 == engines.rules
    assert [0, 0, 1] == [coarse.match([class_]) for class_ in range(3)]
    assert [0, 0, 1, 0, 0] == [fine.match([class_]) for class_ in range(5)]


def test_what_only_another_law_reads_is_not_known(engines: Engines) -> None:
    """A rule of the engine that fires when something is not known says nothing of this law."""
    silent = Rete(law([2, 2], [[{1: 0b01}], [{0: 0b10}]]), engines)
    other = Rete(ReteLaw([slot("s0", 2)], [[{0: 0b10}]]), engines)

    assert 2 == engines.rules
    assert [0b01, 0b11] == [silent.match(classes) for classes in ([0, 0], [1, 0])]
    assert [0, 1] == [other.match([class_]) for class_ in range(2)]


def test_what_the_engines_said_of_the_same_classes_is_remembered(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are told of a case once; of other classes they are told again."""
    rete = Rete(law([4, 4], [[{0: 0b0110}], [{1: 0b1000}]]), engines)
    asked: list[object] = []
    fired = rete_module._fired

    def counting(engine: int, fact: dict[str, int | str]) -> list[str]:
        asked.append({**fact})
        return fired(engine, fact)

    monkeypatch.setattr(rete_module, "_fired", counting)

    assert [0b11, 0b11, 0b01, 0b11] == [rete.match(classes) for classes in ([1, 3], [1, 3], [2, 0], [1, 3])]
    assert 2 == len(asked)


def test_what_is_remembered_is_bounded(engines: Engines) -> None:
    """A server that runs for months does not grow, and forgets nothing that matters."""
    rete = Rete(law([1000], [[{0: 0b10}]]), engines)

    assert [1, *[0] * 998, 1] == [rete.match([class_]) for class_ in (*range(1, 1000), 1)]
    assert len(rete._said) <= rete_module._MOST_SAID
