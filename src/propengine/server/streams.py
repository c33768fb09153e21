"""The open streams of a worker, which end between two cases when it stops."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final, TypeVar

_Request = TypeVar("_Request")
_END: Final[Any] = object()


class ServerStoppingError(Exception):
    """The server stops, and a stream ends between two cases: each case that was read has its answer."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__("the server stops: every case read so far has its answer; go on in another stream")


class Streams:
    """Reads requests of streams until the client ends them or the server stops."""

    def __init__(self) -> None:
        """Start with none."""
        self._stopping = asyncio.Event()
        self._reading: set[asyncio.Task[Any]] = set()

    async def read(self, requests: AsyncIterator[_Request]) -> AsyncIterator[_Request]:
        """Yield each request of a stream.

        Raises:
            ServerStoppingError: the server stops; what was read so far has its answer.
        """
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a handler of grpc.aio runs in a task
        while not self._stopping.is_set():
            self._reading.add(task)
            try:
                request = await anext(requests, _END)
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
