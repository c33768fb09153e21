"""How a page is written: wrapped and coloured on a terminal, plain in a pipe."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from io import TextIOWrapper
from typing import Final

from rich.console import Console
from rich.text import Text

from propengine.cli.output import answering
from propengine.explain.page import STEP, Line, Meaning

_LEAST_WIDTH: Final = 20
_STYLE: Final[Mapping[Meaning, str]] = {
    Meaning.PLAIN: "",
    Meaning.HEAD: "bold",
    Meaning.ASIDE: "dim",
    Meaning.OPEN: "green",
    Meaning.UNSURE: "yellow",
    Meaning.SHUT: "red",
}


def write(lines: Iterable[Line], *, error: bool = False) -> None:
    """Write lines on standard output, or on standard error.

    On a terminal they are wrapped at its width, the rest of a line further in. Elsewhere each stays one
    line, without colours, so that it reads the same wherever it is kept. All is written at once, as protojson
    is, so that a reader who goes early meets the same.
    """
    with nullcontext() if error else answering():
        _write(lines, error=error)


class _Console(Console):
    """A console that leaves a reader who has gone to `answering`."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _write(lines: Iterable[Line], *, error: bool) -> None:
    stream = sys.stderr if error else sys.stdout
    if isinstance(stream, TextIOWrapper):
        # A terminal that lacks a letter gets its number: an answer is neither cut off nor changed in silence.
        stream.reconfigure(errors="backslashreplace")
    console = _Console(stderr=error, highlight=False, emoji=False, markup=False)
    with console:
        for one in lines:
            _print(console, one)


def _print(console: Console, one: Line) -> None:
    indent = " " * (STEP * one.indent)
    text = Text.assemble(*((span.text, _STYLE[span.meaning]) for span in one.spans))
    if not console.is_terminal:
        console.print(Text(indent) + text if one.spans else text, soft_wrap=True)
        return
    hanging = f"{indent}{' ' * STEP}"
    width = max(console.width - len(hanging), _LEAST_WIDTH)
    for number, part in enumerate(text.wrap(console, width) if one.spans else [text]):
        part.rstrip()
        margin = hanging if number else indent
        console.print(Text(margin) + part if one.spans else part, soft_wrap=True)
