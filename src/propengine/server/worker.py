"""One worker process: it serves until it is told to stop, or until its parent is gone."""

import asyncio
import os
import socket
from contextlib import suppress
from typing import Any, Final, NoReturn

import structlog

from propengine.contract.application import Application
from propengine.server.errors import places_of
from propengine.server.logs import configure_logs
from propengine.server.settings import Settings
from propengine.server.tally import Counts, written

STOP: Final = b"s"
"""What the parent says; the end of the link without it says that it is gone."""
REPORT_SECONDS: Final = 1.0
"""So often a worker says that it is there, and what it has counted."""
MOST_SAID_BYTES: Final = 64 * 1024
"""A worker says no more at once."""


def work(application: Application, settings: Settings, port: int, link: socket.socket) -> NoReturn:
    """Serve in this process, which ends with it.

    Args:
        application: what is served.
        settings: how.
        port: the port, which the parent has reserved.
        link: on which the parent says to stop, and this worker that it answers and is there.
    """
    code = 1
    try:
        configure_logs(settings.log_level)  # what the parent has lost is not this worker's to tell
        # Not `asyncio.run`, which would cancel what grpc still keeps, whereupon grpc prints into the log.
        asyncio.new_event_loop().run_until_complete(_serve(application, settings, port, link))
        code = 0
    except Exception as error:  # noqa: BLE001 - the last place that can say what happened
        structlog.get_logger().error("worker_failed", **places_of(error))
    finally:
        os._exit(code)  # nothing of the parent's is torn down here


async def _serve(application: Application, settings: Settings, port: int, link: socket.socket) -> None:
    from propengine.server.serving import start  # noqa: PLC0415 - grpc must not be there before the fork

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_unseen)
    serving = await start(application, settings, port)
    ended = asyncio.Event()
    loop.add_reader(link, ended.set)
    reporting = loop.create_task(_report(link, serving.counts))
    await ended.wait()
    loop.remove_reader(link)
    await serving.stop(settings.grace if _told_to_stop(link) else 0)
    reporting.cancel()
    _say(link, serving.counts)


async def _report(link: socket.socket, counts: Counts) -> None:
    """Say again and again that this worker is there, and what it has counted since its start."""
    while True:
        _say(link, counts)
        await asyncio.sleep(REPORT_SECONDS)


def _say(link: socket.socket, counts: Counts) -> None:
    """Say it without waiting for the parent to hear it."""
    with suppress(OSError):
        link.send(written(counts), socket.MSG_DONTWAIT)


def _told_to_stop(link: socket.socket) -> bool:
    """Tell a stop from a parent that is gone."""
    try:
        return link.recv(len(STOP)) == STOP
    except ConnectionError:
        return False


def _log_unseen(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody awaited as every other line is logged: by its place, without any value."""
    error = context.get("exception")
    said = places_of(error) if isinstance(error, Exception) else {"type": context["message"]}
    structlog.get_logger().error("unseen_failure", **said)
