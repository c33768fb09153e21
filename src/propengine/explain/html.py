"""An answer as one page of HTML that asks for nothing outside itself: five lines first, the rest in folds."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from propengine.explain.figure import figure_of
from propengine.explain.page import Block, Line, Meaning, Span, blocks
from propengine.explain.passages import Passages
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling, first_place
from propengine.v1 import decision_pb2

_STYLE: Final = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.1rem;display:inline}
summary{padding:.4rem 0;cursor:pointer}
ul{padding-left:1.2rem;margin:.2rem 0}
.aside{opacity:.8;font-size:.9em}.head{font-weight:bold}
.open::before{content:"✓ "}.shut::before{content:"✗ "}.unsure{border-bottom:2px dotted}
svg rect{fill:#1d4e89}svg text{font:13px system-ui,sans-serif;fill:currentColor}svg line{stroke:#8888}
@media(prefers-color-scheme:dark){svg rect{fill:#8ab4f8}}
figure{margin:1rem 0}table{border-collapse:collapse;width:100%}
th,td{border:1px solid;padding:.2rem .5rem;text-align:left;vertical-align:top}
@media print{body{max-width:none;font-size:10pt}details:not([open])>*{display:none}figure{break-inside:avoid}}
""".strip()


def page(decision: decision_pb2.Decision, phrases: Phrases, lines: Iterable[Line], *, folded: bool) -> str:
    """Return an answer as a page of HTML.

    Args:
        decision: the answer, in full.
        phrases: the language.
        lines: the answer as it is told.
        folded: what comes after the first part stands in folds, and the range is drawn before it.
    """
    writing = _Writing(Passages(decision, phrases))
    first, *rest = blocks(lines)
    place = first_place(decision)
    telling = Telling.of(decision, phrases)
    figure = figure_of(telling, decision.outcomes[place]) if place is not None and folded else ""
    parts = [
        f"<header><h1>{writing.text(first.title)}</h1>{writing.paragraphs(first.lines)}</header>",
        figure,
        *(writing.block(block, fold=folded) for block in rest),
    ]
    title = escape(first.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{phrases.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in parts if part)
        + "\n</main>\n</body>\n</html>\n"
    )


class _Writing:
    """Writes lines as HTML."""

    def __init__(self, passages: Passages) -> None:
        """Take what stands in another language."""
        self.passages = passages

    def text(self, text: str) -> str:
        """Return a text, escaped, with its passages in other languages marked."""
        return "".join(
            f'<span lang="{language}">{escape(piece)}</span>' if language else escape(piece)
            for piece, language in self.passages.split(text)
        )

    def _span(self, span: Span) -> str:
        text = self.text(span.text)
        return text if span.meaning is Meaning.PLAIN else f'<span class="{span.meaning}">{text}</span>'

    def _line(self, line: Line) -> str:
        return "".join(map(self._span, line.spans))

    def paragraphs(self, lines: Sequence[Line]) -> str:
        """Return lines as paragraphs."""
        return "".join(f"<p>{self._line(one)}</p>" for one in lines)

    def block(self, block: Block, *, fold: bool) -> str:
        """Return a part of the page: in a fold, or open, or, without a heading, as paragraphs."""
        if not block.title:
            return f"<footer>{self.paragraphs(block.lines)}</footer>"
        title, body = f"<h2>{self.text(block.title)}</h2>", "".join(self._list(block.lines))
        if fold:
            return f"<details><summary>{title}</summary>{body}</details>"
        return f"<section>{title}{body}</section>"

    def _list(self, lines: Sequence[Line]) -> Iterator[str]:
        """Yield lines as lists, one inside the other as they stand in."""
        depths: list[int] = []
        for one in lines:
            while depths and depths[-1] > one.indent:
                depths.pop()
                yield "</li></ul>"
            if depths and depths[-1] == one.indent:
                yield "</li>"
            else:
                depths.append(one.indent)
                yield "<ul>"
            yield f"<li>{self._line(one)}"
        yield "</li></ul>" * len(depths)
