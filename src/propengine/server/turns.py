"""The one thread of a worker that decides: whoever wants something decided takes a turn on it.

The event loop stays free for health, for deadlines and for callers who go away. An evaluation is processor
work: a second thread would only fight for the interpreter, and a handle serves one thread at a time.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from propengine.server.wanted import Wanted

_Result = TypeVar("_Result")


class Turns:
    """Turns on the thread, in the order in which they are asked for."""

    def __init__(self) -> None:
        """Make the thread on the first turn."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="deciding")

    async def take(self, work: Callable[[Callable[[], None]], _Result], wanted: Wanted) -> _Result:
        """Do some work on the thread.

        Args:
            work: gets a function that raises when nobody waits any more; it calls that now and then.
            wanted: whether anybody waits.

        Raises:
            CallEndedError: nobody waits any more.
            Exception: whatever the work raises.
        """
        job = self._thread.submit(copy_context().run, work, wanted.check)
        try:
            return await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            wanted.end()
            await _over(job)
            raise

    def close(self) -> None:
        """End the thread after its present turn."""
        self._thread.shutdown(wait=False, cancel_futures=True)


async def _over(job: "Future[_Result]") -> None:
    """Wait until a job that is no longer wanted has stopped: a call that has ended works on nothing."""
    if not job.done():
        stopped = asyncio.wrap_future(job)
        await asyncio.wait([stopped])
        if not stopped.cancelled():
            stopped.exception()  # seen, so that the loop does not complain that nobody saw it
