"""The range of custody as a figure and a table: what each step made of it, down to the final range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Final

from propengine.explain.ids import CHECKPOINT
from propengine.explain.outcome import final_range
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2, sanction_pb2

_ROW: Final = 36
_BASE: Final = 15
_BAR: Final = 10
_LEFT: Final = 4
"""In pixels, as the letters are."""
_LONGEST: Final = 98
_THINNEST: Final = 0.5
"""In hundredths of the width."""
_OPEN_ENDED: Final = frozenset({sanction_pb2.END_KIND_LIFE, sanction_pb2.END_KIND_NONE_STATED})


@dataclass(frozen=True, slots=True)
class Row:
    """The range at one place on its way.

    Attributes:
        label: what made it so: the statute, a step, or that it is the end.
        range: the range.
    """

    label: str
    range: sanction_pb2.Range


def rows_of(telling: Telling, outcome: decision_pb2.Outcome) -> list[Row]:
    """Return the range by statute, after each step that moved it, and in the end; none without custody."""
    final = final_range(outcome)
    if final is None:
        return []
    statutory = outcome.checkpoints[0]
    rows = [Row(telling.say(CHECKPOINT[statutory.name]), statutory.range)]
    rows += [
        Row(telling.name("steps", step.step), step.after)
        for step in outcome.applied_steps
        if step.before != step.after
    ]
    return [*rows, Row(telling.say(CHECKPOINT[sanction_pb2.CHECKPOINT_NAME_FINAL]), final)]


def figure_of(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    """Return the figure and its table as HTML; nothing where there is no custody."""
    rows = rows_of(telling, outcome)
    if not rows:
        return ""
    caption = escape(telling.say("outcome.range-of-custody"))
    drawn = _drawing(telling, rows, caption)
    return f"<figure>{drawn}<figcaption>{caption}</figcaption>{_table(telling, rows)}</figure>"


def _months(end: sanction_pb2.End) -> Fraction | None:
    if end.kind != sanction_pb2.END_KIND_MONTHS:
        return None
    return Fraction(end.months.numerator, end.months.denominator)


def _drawing(telling: Telling, rows: Sequence[Row], caption: str) -> str:
    """Return the bars over a scale from nothing to the longest end; nothing where no end is a number.

    Places are shares of the width, so that words keep their size on a phone. An end that is no number runs
    out of the drawing.
    """
    numbered = [end for row in rows for end in (row.range.min, row.range.max) if _months(end)]
    if not numbered:
        return ""
    end = max(numbered, key=lambda end: _months(end) or 0)
    bars = "".join(_bar(number, row, _months(end) or Fraction(1)) for number, row in enumerate(rows))
    foot = _ROW * len(rows)
    scale = (
        f'<line x1="0" x2="0" y1="0" y2="{foot}"/>'
        f'<line x1="{_LONGEST}%" x2="{_LONGEST}%" y1="0" y2="{foot}"/>'
        f'<text y="{foot + _BASE}">0</text>'
        f'<text x="{_LONGEST}%" y="{foot + _BASE}" text-anchor="end">{escape(telling.end(end))}</text>'
    )
    size = f'width="100%" height="{foot + _ROW}"'
    return f'<svg role="img" aria-label="{caption}" {size}>{scale}{bars}</svg>'


def _bar(number: int, row: Row, longest: Fraction) -> str:
    top = number * _ROW
    label = f'<text x="{_LEFT}" y="{top + _BASE}">{escape(row.label)}</text>'
    least, most = _months(row.range.min) or Fraction(0), _months(row.range.max)
    if most is None and row.range.max.kind not in _OPEN_ENDED:
        return label
    start = float(least / longest) * _LONGEST
    end = float(most / longest) * _LONGEST if most is not None else 100.0
    size = (
        f'x="{start:.2f}%" y="{top + _BASE + 5}" width="{max(end - start, _THINNEST):.2f}%" height="{_BAR}"'
    )
    return f"{label}<rect {size}/>"


def _table(telling: Telling, rows: Sequence[Row]) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(telling))
    body = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th>'
        f"<td>{escape(telling.end(row.range.min))}</td><td>{escape(telling.end(row.range.max))}</td></tr>"
        for row in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _heads(telling: Telling) -> Iterator[str]:
    yield from (telling.say(head) for head in ("figure.what-made-it-so", "figure.at-least", "figure.at-most"))
