"""A page as lines of text, in which each piece has a meaning; what it looks like is for each form to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

STEP: Final = 2
"""So many spaces a line stands in for each step, where it is plain text."""

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


def plain(lines: Iterable[Line]) -> str:
    """Return lines as they are written where nothing is wrapped or coloured."""
    return "\n".join(" " * (STEP * one.indent) + one.text for one in lines)
