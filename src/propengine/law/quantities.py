"""Quantities: tables of amounts set by law, the measures that a case is given, and the bands they fall into.

A measure is a number made from the items of a case; a band is where it falls between the law's cut points.
Rules read both, and never see an item or a fraction.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, model_validator

from propengine.law.amounts import Amount, Dimension, read_amount_text, read_decimal
from propengine.law.conditions import Condition
from propengine.law.durations import ExactNumber
from propengine.law.elements import Element, Id, Mark, Part, Sentence, Texts, Words
from propengine.law.faults import Expected

BASIS_POINTS = 10_000


def _read_amount(value: object) -> Amount:
    if isinstance(value, Amount):
        return value
    if not isinstance(value, str):
        raise Expected("a quoted amount with its unit, such as 25 g", str(value))
    return read_amount_text(value)


AmountText = Annotated[
    Amount,
    BeforeValidator(_read_amount, json_schema_input_type=str),
    PlainSerializer(lambda amount: amount.text, return_type=str),
]
"""An amount of the law, written as a decimal and a unit: `25 g`, `0.4 mg`, `20 tablet`."""


def read_percentage(value: object) -> int:
    """Read `2 %` as basis points; the law's own percentages must be whole basis points.

    Raises:
        Expected: no percentage, above 100 %, or finer than a basis point.
    """
    text = str(value)
    number = read_decimal(text.removesuffix(" %")) * 100 if text.endswith(" %") else None
    if number is None or number.denominator != 1 or not 0 < number <= BASIS_POINTS:
        raise Expected("a percentage such as 2 %, above 0 and at most 100, in whole basis points", text)
    return int(number)


def write_percentage(basis_points: int) -> str:
    """Return the text that `read_percentage` reads as `basis_points`."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d} %" if rest else f"{whole} %"


PercentageText = Annotated[
    int,
    BeforeValidator(read_percentage, json_schema_input_type=str),
    PlainSerializer(write_percentage, return_type=str),
]
"""A share in basis points, written `2 %`."""


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
        to: whether an amount equal to the upper cut point still belongs to it; the highest band has none.
    """

    band: str = Field(min_length=1, max_length=80)
    to: str | None = Field(default=None, pattern="^(included|excluded)$")


class Row(Part):
    """One row of a table: a substance or several, and the law's figures for them.

    Attributes:
        substances: which substances it covers; the row's own id when absent.
        amounts: the amount that counts as one, in each dimension that the law gives.
        cuts: cut points between the bands, low to high.
        points: indicative amounts, one for each band, low to high; for nearest matching.
        factor: how many grams of the reference substance one gram (or millilitre) counts as.
        most: the converted amount of this row counts at most so much.
        reference_purity: the purity at which the law's figure is stated.
        mass_of_one: what one counted thing weighs by the law's own figure, by dimension.
        unit_at_most: a counted thing counts as one only if it weighs no more than this.
        actual_row: the row for the active principle, where the basis is `greater`.
        actual_from_purity: from this purity the whole mixture goes by the `actual_row`.
        as_printed: the words of the gazette where they differ from what is read.
        mark: how well the figures were checked; the table's mark when absent.
        marks: for each band, low to high, how well its figures were checked, where they differ.
        provision: the row's own provision, where it has one.
    """

    substances: list[Id] | None = None
    amounts: list[AmountText] | None = Field(default=None, min_length=1)
    cuts: list[AmountText] | None = None
    points: list[AmountText] | None = None
    factor: ExactNumber | None = None
    most: AmountText | None = None
    reference_purity: PercentageText | None = None
    mass_of_one: dict[Dimension, AmountText] | None = None
    unit_at_most: AmountText | None = None
    actual_row: Id | None = None
    actual_from_purity: PercentageText | None = None
    as_printed: Sentence | None = None
    mark: Mark | None = None
    marks: list[Mark] | None = None
    provision: Sentence | None = None

    @model_validator(mode="after")
    def _one_kind_of_figure(self) -> Self:
        kinds = [self.amounts, self.cuts, self.points, self.factor]
        if sum(kind is not None for kind in kinds) != 1:
            message = "expected exactly one of amounts, cuts, points and factor"
            raise ValueError(message)
        for cuts in (self.cuts, self.points):
            if cuts and not _ascending(cuts):
                message = "expected amounts of one dimension, each larger than the one before"
                raise ValueError(message)
        return self


class Cap(Part):
    """What several rows of a table count together at most; caps may stand inside one another.

    Attributes:
        rows: the rows.
        most: the converted amount that they count at most.
    """

    rows: list[Id] = Field(min_length=2)
    most: AmountText


def _ascending(amounts: list[Amount]) -> bool:
    return all(a.dimension == b.dimension and a.micro < b.micro for a, b in pairwise(amounts))


def _bands_in_order(bands: list[Band]) -> list[Band]:
    if len({band.band for band in bands}) != len(bands):
        message = "expected each band once"
        raise ValueError(message)
    return bands


class Table(Element):
    """A table of amounts set by law.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        effect: what it does to a case.
        basis: which amount of a mixture counts.
        composition: how several items make one band.
        absent: what it means that a substance has no row.
        bands: low to high; a table with bands concludes the band named after the table.
        words: what each band is called.
        nearest: bands are matched to the nearest point on a logarithmic scale, and both neighbours are
            returned when the ratio to the nearest exceeds this.
        of: the measure that is banded, instead of the items; such a table has one row, `all`.
        rows: the rows, by id.
        caps: what several rows count together at most.
    """

    name: Texts | None = None
    effect: Effect
    basis: Basis = Basis.GROSS
    composition: Composition = Composition.EACH_HIGHEST
    absent: Absence = Absence.UNDEFINED
    bands: Annotated[list[Band], AfterValidator(_bands_in_order)] | None = None
    words: Words = Field(default_factory=dict)
    nearest: ExactNumber | None = None
    of: Id | None = None
    rows: dict[Id, Row] = Field(min_length=1)
    caps: list[Cap] = Field(default_factory=list)

    @model_validator(mode="after")
    def _rows_fit_bands(self) -> Self:
        problems = list(self._misfits())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _misfits(self) -> Iterable[str]:
        bands = self.bands or []
        open_ends = [band.band for band in bands[:-1] if band.to is None]
        open_ends += [band.band for band in bands[-1:] if band.to is not None and self.nearest is None]
        if self.nearest is None and open_ends:
            yield f"expected `to: included` or `to: excluded` on every band but the highest; see {open_ends}"
        for name, row in self.rows.items():
            if row.cuts is not None and len(row.cuts) != len(bands) - 1:
                yield f"expected {max(len(bands) - 1, 0)} cuts in row {name}, one fewer than bands"
            if row.points is not None and len(row.points) != len(bands):
                yield f"expected {len(bands)} points in row {name}, one for each band"
            if row.marks is not None and len(row.marks) != len(bands):
                yield f"expected {len(bands)} marks in row {name}, one for each band"
            if (row.points is not None) != (self.nearest is not None):
                yield f"expected points in row {name} exactly when the table is matched to the nearest"
            if bands and row.cuts is None and row.points is None:
                yield f"expected cuts or points in row {name}, because the table has bands"
            if row.actual_row is not None and row.actual_row not in self.rows:
                yield f"expected a row of this table as actual_row of {name}, found {row.actual_row}"
        if self.of is not None and set(self.rows) != {"all"}:
            yield "expected the single row `all` in a table of a measure"

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

    def row_of(self, substance: str) -> str | None:
        """Return the id of the row that covers a substance, or None."""
        for name, row in self.rows.items():
            if substance in (row.substances if row.substances is not None else [name]):
                return name
        return None


class Measure(Element):
    """A number made from the items of a case, or whether one is of some kind; exactly one way.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        sum_of_shares: over the items, the amount divided by the table's amount, added up.
        highest_share: the largest such share of any one substance.
        sum_of_amounts: the total amount of the items that have a row in the table, in the named dimension.
        sum_converted: each item's amount times its row's factor, each row's part at most its cap, added up.
        kinds: how many kinds of drug, by family.
        count: how many things of a dimension there are.
        some_item: whether there is a substance of which all of this holds: its groups, its own bands, and
            which it is. What only several substances have together, none has.
        dimension: what a total or a conversion is an amount of.
    """

    name: Texts | None = None
    sum_of_shares: Id | None = None
    highest_share: Id | None = None
    sum_of_amounts: Id | None = None
    sum_converted: Id | None = None
    kinds: Literal[True] | None = None
    count: Dimension | None = None
    some_item: Condition | None = None
    dimension: Dimension | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [self.sum_of_shares, self.highest_share, self.sum_of_amounts, self.sum_converted, self.kinds]
        if sum(way is not None for way in [*ways, self.count, self.some_item]) != 1:
            message = "expected exactly one way to measure"
            raise ValueError(message)
        totals = self.sum_of_amounts is not None or self.sum_converted is not None
        if totals != (self.dimension is not None):
            message = "expected a dimension exactly when amounts are added up or converted"
            raise ValueError(message)
        return self

    @property
    def table(self) -> str | None:
        """Return the id of the table that it reads, if it reads one."""
        return self.sum_of_shares or self.highest_share or self.sum_of_amounts or self.sum_converted


class Grouping(Element):
    """A schedule or class of substances, such as the classes A, B and C; a case is in its gravest item's.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        groups: substances by group, the least grave first.
        words: what each group is called.
        absent: what it means that a substance is in no group.
    """

    name: Texts | None = None
    groups: dict[Id, list[Id]] = Field(min_length=1)
    words: Words = Field(default_factory=dict)
    absent: Absence = Absence.UNDEFINED
