from collections.abc import Iterator

import pytest

from propengine.client import UnexpectedAnswerError
from propengine.client.batches import MOST_BYTES, MOST_CASES, answer_of, batches
from propengine.v1 import case_pb2, evaluation_service_pb2

FULL = evaluation_service_pb2.DECISION_VIEW_FULL


def cases(count: int, size: int = 0) -> list[case_pb2.Case]:
    return [case_pb2.Case(jurisdiction=f"{number:06}", charge="x" * size) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])],
)
def test_batches_are_full_and_in_order(count: int, sizes: list[int]) -> None:
    """As many as the contract allows in each, the rest in the last, and each case once."""
    given = cases(count)
    made = list(batches(given, FULL))

    assert sizes == [len(batch.requests) for batch in made]
    assert given == [request.case for batch in made for request in batch.requests]
    assert all(request.view == FULL for batch in made for request in batch.requests)


def test_large_cases_make_small_batches() -> None:
    """A batch stays below what a service takes; a case that is larger goes alone."""
    given = [*cases(9, MOST_BYTES // 4), *cases(1, MOST_BYTES * 2), *cases(1)]
    made = list(batches(given, FULL))

    assert [3, 3, 3, 1, 1] == [len(batch.requests) for batch in made]
    assert given == [request.case for batch in made for request in batch.requests]


def test_a_full_batch_waits_for_no_further_case() -> None:
    """Of an iterable without an end, a batch takes what it holds."""
    taken = 0

    def endless() -> Iterator[case_pb2.Case]:
        nonlocal taken
        while True:
            taken += 1
            yield case_pb2.Case()

    next(batches(endless(), FULL))

    assert MOST_CASES == taken


def test_a_result_without_either_is_no_answer() -> None:
    """A service that says neither what nor why is not believed."""
    with pytest.raises(UnexpectedAnswerError):
        answer_of(evaluation_service_pb2.CaseResult())
