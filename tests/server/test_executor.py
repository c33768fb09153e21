import asyncio
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest

from propengine.server.faults import CallEndedError, LimitReachedError, ServiceReason
from propengine.server.admission import Places
from propengine.server.executor import Turns
from propengine.server.deadline import Wanted

NAME: ContextVar[str] = ContextVar("name", default="nobody")
Still = Callable[[], None]


def on_loop(loop: asyncio.AbstractEventLoop, work: Callable[[Turns], object]) -> object:
    """Run a coroutine function with turns of its own on the loop of the tests."""

    async def run() -> object:
        turns = Turns()
        try:
            return await work(turns)  # type: ignore[misc]  # a coroutine function
        finally:
            turns.close()

    return asyncio.run_coroutine_threadsafe(run(), loop).result(30)


def test_one_thread_and_the_caller_s_context(loop: asyncio.AbstractEventLoop) -> None:
    """All work is done on one thread, which sees what its caller sees."""

    async def work(turns: Turns) -> set[tuple[int, str]]:
        NAME.set("somebody")
        asked = [turns.take(lambda _: (threading.get_ident(), NAME.get()), Wanted(None)) for _ in range(20)]
        return set(await asyncio.gather(*asked))

    seen: Any = on_loop(loop, work)
    ((thread, name),) = seen

    assert "somebody" == name
    assert threading.get_ident() != thread


def test_work_that_is_cancelled_has_stopped_when_its_caller_goes_on(loop: asyncio.AbstractEventLoop) -> None:
    """Who cancels waits until the work has stopped, and what waits behind it gets its turn."""
    seen: list[str] = []

    async def work(turns: Turns) -> None:
        started = asyncio.Event()

        def long(still_wanted: Still) -> None:
            loop.call_soon_threadsafe(started.set)
            try:
                while True:
                    still_wanted()
            except CallEndedError:
                seen.append("stopped")
                raise

        task = asyncio.ensure_future(turns.take(long, Wanted(None)))
        behind = asyncio.ensure_future(turns.take(lambda _: seen.append("behind"), Wanted(None)))
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

    async def work(turns: Turns) -> None:
        go = threading.Event()
        first = asyncio.ensure_future(turns.take(lambda _: go.wait(30), Wanted(None)))
        second = asyncio.ensure_future(turns.take(lambda _: seen.append("begun"), Wanted(None)))
        await asyncio.sleep(0)
        second.cancel()
        go.set()
        await first
        with pytest.raises(asyncio.CancelledError):
            await second
        await turns.take(lambda _: None, Wanted(None))

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
