"""A page as lines of text, in which each piece has a meaning; what it looks like is for each form to say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

STEP: Final = 2
"""So many spaces a line stands in for each step, where it is plain text."""


class Meaning(StrEnum):
    """What a piece of a line is."""

    PLAIN = ""
    HEAD = "head"
    ASIDE = "aside"
    OPEN = "open"
    UNSURE = "unsure"
    SHUT = "shut"


HEAD: Final = Meaning.HEAD
ASIDE: Final = Meaning.ASIDE
OPEN: Final = Meaning.OPEN
UNSURE: Final = Meaning.UNSURE
SHUT: Final = Meaning.SHUT


class Span(NamedTuple):
    """A piece of a line.

    Attributes:
        text: what it says.
        meaning: what it is.
    """

    text: str
    meaning: Meaning = Meaning.PLAIN


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


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: its heading, and what stands under it.

    Attributes:
        title: the heading; empty where there is none.
        lines: what stands under it.
    """

    title: str
    lines: tuple[Line, ...]


def blocks(lines: Iterable[Line]) -> list[Block]:
    """Return a page in its parts: one begins after each gap, with a heading where its first line is one."""
    parts: list[list[Line]] = [[]]
    for one in lines:
        if one == GAP:
            parts.append([])
        else:
            parts[-1].append(one)
    return [_block(part) for part in parts if part]


def _block(lines: Sequence[Line]) -> Block:
    first, *rest = lines
    if all(span.meaning is HEAD for span in first.spans):
        return Block(first.text, tuple(rest))
    return Block("", tuple(lines))


def plain(lines: Iterable[Line]) -> str:
    """Return lines as they are written where nothing is wrapped or coloured."""
    return "\n".join(" " * (STEP * one.indent) + one.text for one in lines)
