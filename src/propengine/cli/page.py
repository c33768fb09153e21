"""Lines of text with their styles, and how they are written: wrapped on a terminal, plain in a pipe."""

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Final, NamedTuple

from rich.console import Console
from rich.text import Text

from propengine.cli.output import answering

_STEP: Final = 2
_LEAST_WIDTH: Final = 20

HEAD: Final = "bold"
ASIDE: Final = "dim"
OPEN: Final = "green"
UNSURE: Final = "yellow"
SHUT: Final = "red"


class Span(NamedTuple):
    """A piece of a line.

    Attributes:
        text: what it says.
        style: how it looks on a terminal; empty for plain.
    """

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; an empty one where there are no spans.

    Attributes:
        spans: its pieces.
        indent: how many steps it stands in.
    """

    spans: tuple[Span, ...] = ()
    indent: int = 0

    @property
    def text(self) -> str:
        """Return what it says."""
        return "".join(span.text for span in self.spans)

    def within(self, steps: int) -> "Line":
        """Return the same line further in; an empty one as it is."""
        return Line(self.spans, self.indent + steps) if self.spans else self


GAP: Final = Line()


def line(*parts: str | Span, indent: int = 1) -> Line:
    """Return a line; empty pieces are left out."""
    spans = (part if isinstance(part, Span) else Span(part) for part in parts)
    return Line(tuple(span for span in spans if span.text), indent)


def head(text: str) -> Line:
    """Return a heading."""
    return line(Span(text, HEAD), indent=0)


def section(title: str, lines: Iterable[Line]) -> list[Line]:
    """Return lines under a heading, after a gap; nothing where there are none."""
    body = list(lines)
    return [GAP, head(title), *body] if body else []


def write(lines: Iterable[Line], *, error: bool = False) -> None:
    """Write lines on standard output, or on standard error.

    On a terminal they are wrapped at its width, the rest of a line further in. Elsewhere each stays one
    line, without colours, so that it reads the same wherever it is kept. All is written at once, as protojson
    is, so that a reader who goes early meets the same.
    """
    with nullcontext() if error else answering():
        _write(lines, error=error)


def plain(lines: Iterable[Line]) -> str:
    """Return lines as they are written where nothing is wrapped or coloured."""
    return "\n".join(" " * (_STEP * one.indent) + one.text for one in lines)


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
    indent = " " * (_STEP * one.indent)
    text = Text.assemble(*one.spans)
    if not console.is_terminal:
        console.print(Text(indent) + text if one.spans else text, soft_wrap=True)
        return
    hanging = f"{indent}{' ' * _STEP}"
    width = max(console.width - len(hanging), _LEAST_WIDTH)
    for number, part in enumerate(text.wrap(console, width) if one.spans else [text]):
        part.rstrip()
        margin = hanging if number else indent
        console.print(Text(margin) + part if one.spans else part, soft_wrap=True)
