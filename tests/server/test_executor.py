import asyncio
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest

from propengine.server.admission import LimitReachedError, Places
from propengine.server.deadline import CallEndedError, Deadline
from propengine.server.executor import Executor
from propengine.server.reasons import ServiceReason

NAME: ContextVar[str] = ContextVar("name", default="nobody")
Still = Callable[[], None]


def on_loop(loop: asyncio.AbstractEventLoop, work: Callable[[Executor], object]) -> object:
    """Run a coroutine function with an executor of its own on the loop of the tests."""

    async def run() -> object:
        executor = Executor()
        try:
            return await work(executor)  # type: ignore[misc]  # a coroutine function
        finally:
            executor.close()

    return asyncio.run_coroutine_threadsafe(run(), loop).result()


def test_one_thread_and_the_caller_s_context(loop: asyncio.AbstractEventLoop) -> None:
    """All work is done on one thread, which sees what its caller sees."""

    async def work(executor: Executor) -> set[tuple[int, str]]:
        NAME.set("somebody")
        asked = [
            executor.run(lambda _: (threading.get_ident(), NAME.get()), Deadline(None)) for _ in range(20)
        ]
        return set(await asyncio.gather(*asked))

    seen: Any = on_loop(loop, work)
    ((thread, name),) = seen

    assert "somebody" == name
    assert threading.get_ident() != thread


def test_work_that_is_cancelled_has_stopped_when_its_caller_goes_on(loop: asyncio.AbstractEventLoop) -> None:
    """Who cancels waits until the work has stopped, and what waits behind it gets its turn."""
    seen: list[str] = []

    async def work(executor: Executor) -> None:
        started = asyncio.Event()

        def long(still_wanted: Still) -> None:
            loop.call_soon_threadsafe(started.set)
            try:
                while True:
                    still_wanted()
            except CallEndedError:
                seen.append("stopped")
                raise

        task = asyncio.ensure_future(executor.run(long, Deadline(None)))
        behind = asyncio.ensure_future(executor.run(lambda _: seen.append("behind"), Deadline(None)))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        seen.append("gone on")
        await behind

    on_loop(loop, work)

    assert "stopped" == seen[0]
    assert {"behind", "gone on"} == set(seen[1:])


def test_work_that_waits_is_never_begun_when_cancelled(loop: asyncio.AbstractEventLoop) -> None:
    """A call that goes before its turn is not decided."""
    seen: list[str] = []

    async def work(executor: Executor) -> None:
        go = threading.Event()
        first = asyncio.ensure_future(executor.run(lambda _: go.wait(), Deadline(None)))
        second = asyncio.ensure_future(executor.run(lambda _: seen.append("begun"), Deadline(None)))
        await asyncio.sleep(0)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        go.set()
        await first
        await executor.run(lambda _: None, Deadline(None))

    on_loop(loop, work)

    assert [] == seen


def test_places() -> None:
    """There are so many places; a place is given back whatever happens."""
    places = Places(1, ServiceReason.TOO_BUSY)
    with places.one(), pytest.raises(LimitReachedError) as caught, places.one():
        pass
    with pytest.raises(KeyError), places.one():
        raise KeyError
    with places.one():
        taken = places.taken

    assert (ServiceReason.TOO_BUSY, 1, 1) == (caught.value.reason, caught.value.most, taken)
