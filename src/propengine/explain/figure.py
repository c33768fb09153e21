"""The range of custody as a figure and a table: what each step made of it, down to the final range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Final

from propengine.explain.outcome import final_range
from propengine.explain.phrases import CHECKPOINT
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2, sanction_pb2

_WIDTH: Final = 600
_ROW: Final = 34
_BAR: Final = 10
_MARGIN: Final = 8
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
    rows = [Row(telling.own(CHECKPOINT[statutory.name]), statutory.range)]
    rows += [
        Row(telling.name("steps", step.step), step.after)
        for step in outcome.applied_steps
        if step.before != step.after
    ]
    return [*rows, Row(telling.own(CHECKPOINT[sanction_pb2.CHECKPOINT_NAME_FINAL]), final)]


def figure_of(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    """Return the figure and its table as HTML; nothing where there is no custody."""
    rows = rows_of(telling, outcome)
    if not rows:
        return ""
    caption = escape(telling.own("Range of custody"))
    drawn = _drawing(rows, caption)
    return f"<figure>{drawn}<figcaption>{caption}</figcaption>{_table(telling, rows)}</figure>"


def _months(end: sanction_pb2.End) -> Fraction | None:
    if end.kind != sanction_pb2.END_KIND_MONTHS:
        return None
    return Fraction(end.months.numerator, end.months.denominator)


def _drawing(rows: Sequence[Row], caption: str) -> str:
    """Return the bars; nothing where no end is a number. An end that is none runs out of the drawing."""
    ends = [_months(end) for row in rows for end in (row.range.min, row.range.max)]
    longest = max((end for end in ends if end is not None), default=None)
    if not longest:
        return ""
    bars = "".join(_bar(number, row, longest) for number, row in enumerate(rows))
    height = _ROW * len(rows) + _MARGIN
    size = f'viewBox="0 0 {_WIDTH} {height}" width="100%"'
    return f'<svg role="img" aria-label="{caption}" {size}>{bars}</svg>'


def _bar(number: int, row: Row, longest: Fraction) -> str:
    top = number * _ROW + _MARGIN
    room = _WIDTH - 4 * _MARGIN
    least, most = _months(row.range.min) or Fraction(0), _months(row.range.max)
    if most is None and row.range.max.kind not in _OPEN_ENDED:
        return _label(row.label, top)
    start = _MARGIN + float(least / longest) * room
    end = _MARGIN + float(most / longest) * room if most is not None else float(_WIDTH)
    width = max(end - start, 2.0)
    bar = f'<rect x="{start:.1f}" y="{top + 14}" width="{width:.1f}" height="{_BAR}"/>'
    return _label(row.label, top) + bar


def _label(text: str, top: int) -> str:
    return f'<text x="{_MARGIN}" y="{top + 10}">{escape(text)}</text>'


def _table(telling: Telling, rows: Sequence[Row]) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(telling))
    body = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th>'
        f"<td>{escape(telling.end(row.range.min))}</td><td>{escape(telling.end(row.range.max))}</td></tr>"
        for row in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _heads(telling: Telling) -> Iterator[str]:
    yield from (telling.own(head) for head in ("What made it so", "at least", "at most"))
