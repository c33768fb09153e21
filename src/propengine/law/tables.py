"""Tables of amounts set by law, of four kinds: amounts, cut points, nearest points, and conversion.

What the figures of its rows are says which kind a table is.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final, Generic, Self, TypeVar

from pydantic import Discriminator, Field, Tag, model_validator

from propengine.law.amendments import Shapes
from propengine.law.durations import ExactNumber
from propengine.law.elements import Element, Id, Part, Texts, Words, each_once
from propengine.law.faults import Expected
from propengine.law.rows import (
    FIGURES,
    AmountRow,
    AmountText,
    AnyRow,
    CutRow,
    FactorRow,
    PointRow,
    Row,
    RowWithActual,
    figure_of,
)


class Effect(StrEnum):
    """What a quantity table does to a case; the law says which."""

    PRESUMES = "presumes"
    """It presumes a purpose, until shown otherwise."""
    ELEMENT = "element"
    """It is part of the offence or of its tier."""
    EXCLUDES = "excludes"
    """Up to it, the conduct is not punishable."""
    INDICATES = "indicates"
    """It is to be weighed, or matched to the nearest."""
    CONVERTS = "converts"
    """It only puts substances on one scale."""


class Basis(StrEnum):
    """Which amount of a mixture counts."""

    GROSS = "gross"
    """What was weighed, purity ignored."""
    ACTIVE = "active"
    """The active principle, over the row's reference purity; gross where purity is not stated."""
    GREATER = "greater"
    """The mixture in its own row or the active principle in its `actual_row`, whichever falls higher."""


class Composition(StrEnum):
    """How several items make one band."""

    EACH_HIGHEST = "each_highest"
    """Each substance by itself, however it is divided; the highest band counts."""
    NOT_STATED = "not_stated"
    """The law is silent: as `each_highest`, and the decision says that it is open."""


class Absence(StrEnum):
    """What it means that a substance has no row."""

    UNDEFINED = "undefined"
    """The law gives no figure: the measure and the band are not established. Not zero."""
    LEFT_OUT = "left_out"
    """The table is about other substances: the item does not count."""


class Band(Part):
    """One band of a table.

    Attributes:
        band: its name.
        to: whether an amount equal to the upper cut point still belongs to it; the highest band has none,
            and so has every band that is matched to the nearest point.
    """

    band: str = Field(min_length=1, max_length=80)
    to: str | None = Field(default=None, pattern="^(included|excluded)$")


class Cap(Part):
    """What several rows of a table count together at most; caps may stand inside one another.

    Attributes:
        rows: the rows.
        most: the converted amount that they count at most.
    """

    rows: list[Id] = Field(min_length=2)
    most: AmountText


_Row = TypeVar("_Row", bound=Row)


class Table(Element, Generic[_Row]):
    """A table of amounts set by law, of any kind.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        effect: what it does to a case.
        basis: which amount of a mixture counts.
        absent: what it means that a substance has no row.
        words: what each band is called, where it has bands.
        rows: the rows, by id.
    """

    name: Texts | None = None
    effect: Effect
    basis: Basis = Basis.GROSS
    absent: Absence = Absence.UNDEFINED
    words: Words = Field(default_factory=dict)
    rows: dict[Id, _Row] = Field(min_length=1)

    @property
    def band_words(self) -> tuple[str, ...]:
        """Return the names of its bands, low to high."""
        return ()

    @property
    def banded(self) -> str | None:
        """Return the measure that it puts into bands, instead of the items."""
        return None

    def row_of(self, substance: str) -> str | None:
        """Return the id of the row that covers a substance, or None."""
        for name, row in self.rows.items():
            if substance in (row.substances if row.substances is not None else [name]):
                return name
        return None


class AmountTable(Table[AmountRow]):
    """A table of amounts that each count as one: shares of them are added up or compared."""


_RowOfBands = TypeVar("_RowOfBands", bound=CutRow | PointRow)


class BandedTable(Table[_RowOfBands], Generic[_RowOfBands]):
    """A table whose figures put an amount into a band.

    Attributes:
        composition: how several items make one band.
        bands: low to high; the table concludes the band under its own id.
    """

    composition: Composition = Composition.EACH_HIGHEST
    bands: Annotated[list[Band], each_once("band")] = Field(min_length=2)

    @property
    def band_words(self) -> tuple[str, ...]:
        """Return the names of its bands, low to high."""
        return tuple(band.band for band in self.bands)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _tell(self._misfits())
        return self

    def _misfits(self) -> Iterator[str]:
        """Yield what of its rows does not fit its bands."""
        for name, row in self.rows.items():
            if row.marks is not None and len(row.marks) != len(self.bands):
                yield f"expected {len(self.bands)} marks in row {name}, one for each band"


class BandTable(BandedTable[CutRow]):
    """A table of cut points: an amount falls into the band between two of them."""

    def _misfits(self) -> Iterator[str]:
        open_ends = [band.band for band in self.bands[:-1] if band.to is None]
        open_ends += [band.band for band in self.bands[-1:] if band.to is not None]
        if open_ends:
            yield f"expected `to: included` or `to: excluded` on every band but the highest; see {open_ends}"
        for name, row in self.rows.items():
            if len(row.cuts) != len(self.bands) - 1:
                yield f"expected {len(self.bands) - 1} cuts in row {name}, one fewer than bands"
        yield from super()._misfits()
        yield from _misfits_of_actual(self.rows)


class PointTable(BandedTable[PointRow]):
    """A table of indicative amounts: an amount is matched to the nearest, on a logarithmic scale.

    Attributes:
        nearest: both neighbours are returned when the ratio to the nearest point exceeds this.
        of: the measure that is matched, instead of the items; such a table has one row, `all`.
    """

    nearest: ExactNumber
    of: Id | None = None

    @property
    def banded(self) -> str | None:
        """Return the measure that it puts into bands, instead of the items."""
        return self.of

    def row_of(self, substance: str) -> str | None:
        """Return the id of the row that covers a substance; a table of a measure covers none."""
        return super().row_of(substance) if self.of is None else None

    def _misfits(self) -> Iterator[str]:
        if any(band.to is not None for band in self.bands):
            yield "expected no `to` on bands that are matched to the nearest point"
        for name, row in self.rows.items():
            if len(row.points) != len(self.bands):
                yield f"expected {len(self.bands)} points in row {name}, one for each band"
        yield from super()._misfits()
        if self.of is not None and set(self.rows) != {"all"}:
            yield "expected the single row `all` in a table of a measure"


class ConversionTable(Table[FactorRow]):
    """A table of factors that put substances on one scale.

    Attributes:
        caps: what several rows count together at most.
    """

    caps: list[Cap] = Field(default_factory=list)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _tell(_misfits_of_actual(self.rows))
        return self

    @model_validator(mode="after")
    def _caps_fit_rows(self) -> Self:
        for i, cap in enumerate(self.caps):
            unknown = [row for row in cap.rows if row not in self.rows]
            if unknown:
                raise Expected("a row of this table", unknown[0], self.rows).within("caps", i, "rows")
            for other in self.caps[:i]:
                shared = set(cap.rows) & set(other.rows)
                if shared and not (shared < set(cap.rows)) ^ (shared < set(other.rows)):
                    expected = "caps that stand apart, or one inside the other"
                    raise Expected(expected, ", ".join(sorted(shared))).within("caps", i, "rows")
        return self


def _tell(misfits: Iterable[str]) -> None:
    found = "; ".join(misfits)
    if found:
        raise ValueError(found)


def _misfits_of_actual(rows: Mapping[str, RowWithActual]) -> Iterator[str]:
    for name, row in rows.items():
        if row.actual_row is not None and row.actual_row not in rows:
            yield f"expected a row of this table as actual_row of {name}, found {row.actual_row}"


def _kind(table: object) -> str:
    """Return what figures the rows of a table have; where none has any, what its other fields ask for."""
    if isinstance(table, Table):
        return next(figure_of(row) or "" for row in table.rows.values())
    fields = table if isinstance(table, Mapping) else {}
    rows = fields.get("rows")
    figures = (figure_of(row) for row in rows.values()) if isinstance(rows, Mapping) else ()
    asked = "points" if "nearest" in fields else "cuts" if "bands" in fields else FIGURES[0]
    return next((figure for figure in figures if figure is not None), asked)


AnyTable = Annotated[
    Annotated[AmountTable, Tag("amounts")]
    | Annotated[BandTable, Tag("cuts")]
    | Annotated[PointTable, Tag("points")]
    | Annotated[ConversionTable, Tag("factor")],
    Discriminator(_kind),
]
"""A table of any kind, by the figures of its rows."""
TABLES: Final = Shapes("Table", (AmountTable, BandTable, PointTable, ConversionTable), AnyTable, AnyRow)
"""The kinds of tables, as amendments set and add them."""
