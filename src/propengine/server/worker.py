"""One worker process: it serves until it is told to stop, or until its parent is gone."""

import asyncio
import os
from typing import Any, NoReturn

import structlog

from propengine.contract.application import Application
from propengine.server.errors import places_of
from propengine.server.logs import configure_logs
from propengine.server.settings import Settings

STOP = b"s"
"""What the parent writes, once for each worker; the end of the pipe without it says that it is gone."""


def work(application: Application, settings: Settings, port: int, told: int, ready: int) -> NoReturn:
    """Serve in this process, which ends with it.

    Args:
        application: what is served.
        settings: how.
        port: the port, which the parent has reserved.
        told: the pipe on which the parent says to stop.
        ready: the pipe on which this worker says that it answers.
    """
    code = 1
    try:
        configure_logs(settings.log_level)  # what the parent has lost is not this worker's to tell
        # Not `asyncio.run`, which would cancel what grpc still keeps, whereupon grpc prints into the log.
        asyncio.new_event_loop().run_until_complete(_serve(application, settings, port, told, ready))
        code = 0
    except Exception as error:  # noqa: BLE001 - the last place that can say what happened
        structlog.get_logger().error("worker_failed", **places_of(error))
    finally:
        os._exit(code)  # nothing of the parent's is torn down here


async def _serve(application: Application, settings: Settings, port: int, told: int, ready: int) -> None:
    from propengine.server.serving import start  # noqa: PLC0415 - grpc must not be there before the fork

    asyncio.get_running_loop().set_exception_handler(_log_unseen)
    serving = await start(application, settings, port)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(told, ended.set)
    os.write(ready, STOP)
    await ended.wait()
    asyncio.get_running_loop().remove_reader(told)
    await serving.stop(settings.grace if os.read(told, len(STOP)) else 0)


def _log_unseen(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody awaited as every other line is logged: by its place, without any value."""
    error = context.get("exception")
    said = places_of(error) if isinstance(error, Exception) else {"type": context["message"]}
    structlog.get_logger().error("unseen_failure", **said)
