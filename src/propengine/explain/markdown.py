"""An answer as Markdown."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from propengine.explain.page import Line, Meaning, Span, blocks

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def markdown(lines: Iterable[Line]) -> str:
    """Return a page as Markdown: a heading, paragraphs, then each part with its lines as a list."""
    first, *rest = blocks(lines)
    parts = [f"# {_text(first.title)}", *map(_line, first.lines)]
    for block in rest:
        if block.title:
            parts += [f"## {_text(block.title)}", "\n".join(_items(block.lines))]
        else:
            parts += map(_line, block.lines)
    return "\n\n".join(parts)


def _items(lines: Iterable[Line]) -> Iterator[str]:
    """Yield lines as items of lists: one stands below the last that stands less far in."""
    depths: list[int] = []
    for one in lines:
        while depths and depths[-1] >= one.indent:
            depths.pop()
        yield f"{'  ' * len(depths)}- {_line(one)}"
        depths.append(one.indent)


def _line(line: Line) -> str:
    return "".join(map(_span, line.spans))


def _span(span: Span) -> str:
    text = _text(span.text)
    if span.meaning is not Meaning.HEAD or not text.strip():
        return text
    return f"**{text.strip()}**{' ' if text.endswith(' ') else ''}"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
