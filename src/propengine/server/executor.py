"""The one thread of a worker that decides, to which whoever wants something decided hands it.

The event loop stays free for health, for deadlines and for callers who go away. An evaluation is processor
work: a second thread would only fight for the interpreter, and a handle serves one thread at a time.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from propengine.server.deadline import Deadline

_Result = TypeVar("_Result")


class Executor:
    """Runs work on one thread, in the order in which it is handed over."""

    def __init__(self) -> None:
        """Make the thread for the first work."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="deciding")

    async def run(self, work: Callable[[Callable[[], None]], _Result], deadline: Deadline) -> _Result:
        """Do some work on the thread.

        Args:
            work: gets a function that raises when nobody waits any more; it calls that now and then.
            deadline: until when somebody waits.

        Raises:
            CallEndedError: nobody waits any more.
            Exception: whatever the work raises.
        """
        job = self._thread.submit(copy_context().run, work, deadline.check)
        try:
            return await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            deadline.end()
            await _over(job)
            raise

    def close(self) -> None:
        """End the thread after its present work."""
        self._thread.shutdown(wait=False, cancel_futures=True)


async def _over(job: "Future[_Result]") -> None:
    """Wait until a job that is no longer wanted has stopped: a call that has ended works on nothing."""
    if not job.done():
        stopped = asyncio.wrap_future(job)
        await asyncio.wait([stopped])
        if not stopped.cancelled():
            stopped.exception()  # seen, so that the loop does not complain that nobody saw it
