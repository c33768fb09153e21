"""The log: one JSON object a line, on standard error, which nobody who logs ever waits for.

A line that cannot be written now is lost and counted. When writing works again, a line says how many were.
"""

import logging
import os
import socket
import stat
from collections.abc import Callable
from typing import Any, BinaryIO, Final, cast

import orjson
import structlog

STANDARD_ERROR: Final = 2
_PROCESSORS: Final[list[structlog.typing.Processor]] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.JSONRenderer(serializer=orjson.dumps),
]


class Lines:
    """Lines for a descriptor. Writing neither waits nor fails, whatever is behind the descriptor."""

    def __init__(self, descriptor: int) -> None:
        """Write into a file, a pipe, a terminal or a socket."""
        self._put = _without_waiting(descriptor)
        self._rest = b""
        self._lost = 0
        self._cause = ""

    def write(self, line: bytes) -> None:
        """Write a line, together with what is to be said of those that were lost before it; or lose it."""
        said = _of_lost(self._lost, self._cause) + line if self._lost else line
        self._lost = 0 if self._takes(said) else self._lost + 1

    def flush(self) -> None:
        """Do nothing: there is no buffer."""

    def _takes(self, line: bytes) -> bool:
        """Write a line. One that is begun is taken: its rest goes before the next, so that it stays whole."""
        if not self._puts_rest():
            return False
        self._rest = line
        if not self._puts_rest() and len(self._rest) == len(line):
            self._rest = b""
            return False
        return True

    def _puts_rest(self) -> bool:
        try:
            while self._rest:
                self._rest = self._rest[self._put(self._rest) :]
        except OSError as error:
            self._cause = error.strerror or type(error).__name__
            return False
        return True


def _without_waiting(descriptor: int) -> Callable[[bytes], int]:
    """Return what writes bytes to a descriptor at once, as many as go, or raises `OSError`.

    Whoever started this program shares the descriptor, and does not expect it to change: a pipe or a terminal
    is opened anew, a socket is asked each time. Only where neither can be is the shared one changed. A file
    takes what it is given, unless its disk hangs.
    """
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return lambda data: os.write(descriptor, data)
    if stat.S_ISSOCK(mode):
        return lambda data: _send(descriptor, data)
    try:
        own = os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        os.set_blocking(descriptor, False)
        own = descriptor
    return lambda data: os.write(own, data)


def _send(descriptor: int, data: bytes) -> int:
    shared = socket.socket(fileno=descriptor)
    try:
        return shared.send(data, socket.MSG_DONTWAIT)
    finally:
        shared.detach()  # it is not ours to close


def _of_lost(count: int, cause: str) -> bytes:
    """Return the line that says that lines were lost."""
    line: Any = {"lost": count, "cause": cause, "event": "log_lines_lost"}
    for processor in _PROCESSORS:
        line = processor(None, "warning", line)
    return cast("bytes", line) + b"\n"


def configure_logs(level: str = "info") -> None:
    """Write the log as JSON lines from a level on. A process that was forked does this for itself."""
    structlog.configure(
        processors=_PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.BytesLoggerFactory(cast("BinaryIO", Lines(STANDARD_ERROR))),
        cache_logger_on_first_use=False,
    )
