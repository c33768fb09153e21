"""How well the law of a ruleset was checked: how many of its provisions, rows and cells have each mark."""

from collections import Counter
from collections.abc import Iterable, Iterator

from propengine.law.contents import Contents
from propengine.law.elements import Element, Mark, Part, lowest
from propengine.law.rows import CutRow, PointRow, Row
from propengine.law.sanctions import RangeTable
from propengine.law.tables import Table


def marked(texts: Iterable[Contents]) -> Counter[Mark]:
    """Count the provisions, rows and cells of some texts by their marks; what several share counts once."""
    found: dict[int, tuple[Part, Mark]] = {}
    for contents in texts:
        found |= {id(part): (part, mark) for part, mark in _parts(contents)}
    return Counter(mark for _, mark in found.values())


def _parts(contents: Contents) -> Iterator[tuple[Part, Mark]]:
    """Yield what has a mark; the rows of a table and the cells of ranges stand for what holds them."""
    for kind, id_ in contents.ids():
        element = getattr(contents, kind)[id_]
        match element:
            case Table():
                yield from ((row, _of_row(row) or element.mark) for row in element.rows.values())
            case RangeTable():
                yield from ((cell, cell.mark or element.mark) for cell in element.cells.values())
            case Element():
                yield element, element.mark


def _of_row(row: Row) -> Mark | None:
    """Return the mark of a row, its weakest where each band has its own."""
    marks = row.marks if isinstance(row, CutRow | PointRow) else None
    return lowest(*marks) if marks else row.mark
