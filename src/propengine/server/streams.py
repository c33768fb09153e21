"""The open streams of a worker, which end between two cases when it stops."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final, TypeVar

from propengine.server.admission import LimitReachedError
from propengine.server.reasons import ServiceReason

_Request = TypeVar("_Request")
_END: Final[Any] = object()


class ServerStoppingError(Exception):
    """The server stops, and a stream ends between two cases: each case that was read has its answer."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__("the server stops: every case read so far has its answer; go on in another stream")


class Streams:
    """Reads requests of streams until the client ends them or goes silent, or the server stops."""

    def __init__(self, most_idle_seconds: float) -> None:
        """Start with none, and bear so many seconds without a request."""
        self._most_idle_seconds = most_idle_seconds
        self._stopping = asyncio.Event()
        self._reading: set[asyncio.Task[Any]] = set()

    async def read(self, requests: AsyncIterator[_Request]) -> AsyncIterator[_Request]:
        """Yield each request of a stream.

        Raises:
            ServerStoppingError: the server stops; what was read so far has its answer.
            LimitReachedError: no request came for too long.
        """
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a handler of grpc.aio runs in a task
        while not self._stopping.is_set():
            self._reading.add(task)
            try:
                async with asyncio.timeout(self._most_idle_seconds):
                    request = await anext(requests, _END)
            except TimeoutError:
                raise LimitReachedError(ServiceReason.STREAM_IDLE, self._most_idle_seconds, 0) from None
            except asyncio.CancelledError:
                if not self._stopping.is_set():
                    raise
                task.uncancel()
                break
            finally:
                self._reading.discard(task)
            if request is _END:
                return
            yield request
        raise ServerStoppingError

    def stop(self) -> None:
        """End those that wait for a request now, and the others after their answer."""
        self._stopping.set()
        for task in self._reading:
            task.cancel()
