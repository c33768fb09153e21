"""The log: one JSON object a line, on standard error."""

import errno
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

import orjson
import structlog


class _UntilHungUp:
    """A stream that swallows what is written to a terminal that has gone: the server still stops in order."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, line: bytes) -> None:
        with self._hanging_up():
            self._stream.write(line)

    def flush(self) -> None:
        with self._hanging_up():
            self._stream.flush()

    @contextmanager
    def _hanging_up(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


def configure_logs(level: str = "info") -> None:
    """Write the log as JSON lines from a level on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=orjson.dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.BytesLoggerFactory(cast("BinaryIO", _UntilHungUp(sys.stderr.buffer))),
        cache_logger_on_first_use=False,
    )
