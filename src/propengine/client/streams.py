"""A stream of cases whose answers keep their order, and of which only a few are under way at any time."""

from collections import deque
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any, TypeAlias

import grpc

from propengine.client.batches import Answer, answer_of
from propengine.client.deadline import Tries
from propengine.client.errors import ServiceError, UnexpectedAnswerError, error_of_call
from propengine.v1 import evaluation_service_pb2

Request: TypeAlias = evaluation_service_pb2.StreamEvaluateCasesRequest
Response: TypeAlias = evaluation_service_pb2.StreamEvaluateCasesResponse
Open: TypeAlias = Callable[[Iterator[Request], float], Any]
"""Opens a stream that sends what an iterator yields and ends after some seconds; returns the responses."""


def answers(open_stream: Open, requests: Iterator[Request], window: int, tries: Tries) -> Iterator[Answer]:
    """Yield the answer to each request, in order.

    Raises:
        ServiceError: the stream broke, and opening it again did not help.
        UnexpectedAnswerError: the answers are not those of the cases.
    """
    waiting: deque[Request] = deque()
    while True:
        stream = _Stream(open_stream, waiting, tries.seconds_left())
        failure: ServiceError | None = None
        try:
            while stream.fill(requests, window):
                try:
                    response = next(stream.responses, None)
                except grpc.RpcError as error:  # only here: the source of cases may call services, too
                    failure = error_of_call(error)
                    break
                answer = stream.answer_in(response)
                tries.succeeded()
                yield answer
        finally:
            stream.end()
        if failure is None:
            return
        tries.wait(failure)


class _Stream:
    """One stream, opened once.

    The caller's thread takes the cases, so that what their source raises is raised where it is read; the
    thread with which grpc sends only ever waits for the queue.
    """

    def __init__(self, open_stream: Open, waiting: deque[Request], seconds: float) -> None:
        """Open it, and send what a stream before it left without an answer."""
        self.waiting = waiting
        self.more = True
        self.outbox: SimpleQueue[Request | None] = SimpleQueue()
        for request in waiting:
            self.outbox.put(request)
        self.responses = open_stream(iter(self.outbox.get, None), seconds)

    def fill(self, requests: Iterator[Request], window: int) -> bool:
        """Send as many cases as fit; say whether an answer is to come."""
        while self.more and len(self.waiting) < window:
            request = next(requests, None)
            self.outbox.put(request)
            if request is None:
                self.more = False
            else:
                self.waiting.append(request)
        return bool(self.waiting)

    def answer_in(self, response: Response | None) -> Answer:
        """Return the answer to the first case that waits; None is the end of the stream.

        Raises:
            UnexpectedAnswerError: the response is not that to this case.
        """
        asked = self.waiting[0].request_id
        if response is None or response.request_id != asked:
            found = f"that to {response.request_id!r}" if response is not None else "the end of the stream"
            raise UnexpectedAnswerError(f"expected the answer to case {asked!r}, found {found}")
        self.waiting.popleft()
        return answer_of(response.result)

    def end(self) -> None:
        """End it, whatever is under way."""
        self.responses.cancel()
        self.outbox.put(None)
