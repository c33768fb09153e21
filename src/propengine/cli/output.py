"""The standard streams, which may be closed, full or no longer read: the program says so, and how it ends."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

import typer

if TYPE_CHECKING:
    from google.protobuf.message import Message

LOST: Final = 3
"""The exit code where an answer could not be written, or standard input not be read."""
READER_GONE: Final = 128 + signal.SIGPIPE
"""That where whoever reads the answer has gone: what a shell says of a program that SIGPIPE ended."""
_CLOSED: Final = "it is closed"


@contextmanager
def answering() -> Iterator[None]:
    """Write to standard output inside; where that fails, stop the program with one line, or with none.

    A reader that has gone, as `head` goes, wants no more: nothing is said.
    """
    if sys.stdout is None:
        _stop("cannot write the answer", _CLOSED)
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _forget()
        raise typer.Exit(READER_GONE) from None
    except OSError as error:
        _forget()
        _stop("cannot write the answer", error.strerror)


def say(text: str) -> None:
    """Write a line on standard output."""
    with answering():
        typer.echo(text)


def print_json(message: "Message") -> None:
    """Write a message as protojson; letters that the output lacks are escaped."""
    from google.protobuf import json_format

    with answering():
        typer.echo(json_format.MessageToJson(message, ensure_ascii=not _utf_8()))


def print_data(data: object) -> None:
    """Write plain data as JSON; letters that the output lacks are escaped."""
    with answering():
        typer.echo(json.dumps(data, indent=2, ensure_ascii=not _utf_8()))


def _utf_8() -> bool:
    return sys.stdout.encoding.lower() == "utf-8"


def read_input() -> bytes:
    """Return what stands on standard input; stop the program where it cannot be read."""
    if sys.stdin is None:
        _stop("cannot read standard input", _CLOSED)
    from propengine.notation.files import read_stream

    try:
        return read_stream(sys.stdin.buffer, "standard input")
    except OSError as error:
        _stop("cannot read standard input", error.strerror)


def _forget() -> None:
    """Lose what is still to be written, or the interpreter would fail with it again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _stop(what: str, why: str | None) -> NoReturn:
    typer.echo(f"{what}: {why}", err=True)
    raise typer.Exit(LOST)
