"""Cutting any number of cases into batches that the service takes, and reading what became of each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from propengine.client.errors import ServiceError, UnexpectedAnswerError, error_of_status
from propengine.v1 import case_pb2, decision_pb2, evaluation_service_pb2

MOST_CASES: Final = 100
"""The contract allows no more cases in a batch."""
MOST_BYTES: Final = 1024 * 1024
"""No batch of several cases is larger, in bytes: a quarter of what a service takes."""

Answer: TypeAlias = decision_pb2.Decision | ServiceError
"""What became of one case among several: its decision, or why there is none."""


def batches(
    cases: Iterable[case_pb2.Case], view: evaluation_service_pb2.DecisionView, languages: Sequence[str] = ()
) -> Iterator[evaluation_service_pb2.BatchEvaluateCasesRequest]:
    """Yield the cases in batches, in order; a full batch waits for no further case."""
    batch, room = evaluation_service_pb2.BatchEvaluateCasesRequest(), MOST_BYTES
    for case in cases:
        size = case.ByteSize()
        if batch.requests and size > room:
            yield batch
            batch, room = evaluation_service_pb2.BatchEvaluateCasesRequest(), MOST_BYTES
        batch.requests.add(case=case, view=view, languages=languages)
        room -= size
        if len(batch.requests) == MOST_CASES:
            yield batch
            batch, room = evaluation_service_pb2.BatchEvaluateCasesRequest(), MOST_BYTES
    if batch.requests:
        yield batch


def answer_of(result: evaluation_service_pb2.CaseResult) -> Answer:
    """Return what became of a case.

    Raises:
        UnexpectedAnswerError: neither a decision nor an error.
    """
    match result.WhichOneof("result"):
        case "decision":
            return result.decision
        case "error":
            return error_of_status(result.error)
        case _:
            raise UnexpectedAnswerError("expected a decision or an error for each case, found neither")
