"""Rows of tables: a substance or several, and the law's figures for them, of four kinds."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, PlainSerializer, Tag

from propengine.law.amounts import Amount, Dimension, read_amount_text, read_decimal
from propengine.law.durations import ExactNumber
from propengine.law.elements import Id, Mark, Part, Sentence
from propengine.law.faults import Expected

BASIS_POINTS: Final = 10_000


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


def _ascending(amounts: list[Amount]) -> list[Amount]:
    if not all(a.dimension == b.dimension and a.micro < b.micro for a, b in pairwise(amounts)):
        message = "expected amounts of one dimension, each larger than the one before"
        raise ValueError(message)
    return amounts


_Ascending = Annotated[list[AmountText], AfterValidator(_ascending)]


class Row(Part):
    """One row of a table: a substance or several.

    Attributes:
        substances: which substances it covers; the row's own id when absent.
        reference_purity: the purity at which the law's figure is stated.
        mass_of_one: what one counted thing weighs by the law's own figure, by dimension.
        as_printed: the words of the gazette where they differ from what is read.
        mark: how well the figures were checked; the table's mark when absent.
        provision: the row's own provision, where it has one.
    """

    substances: list[Id] | None = None
    reference_purity: PercentageText | None = None
    mass_of_one: dict[Dimension, AmountText] | None = None
    as_printed: Sentence | None = None
    mark: Mark | None = None
    provision: Sentence | None = None

    @property
    def limits(self) -> list[Amount]:
        """Return the amounts that it sets, low to high."""
        return []


class RowWithActual(Row):
    """A row that the active principle may take to another.

    Attributes:
        actual_row: the row for the active principle, where the basis is `greater`.
        actual_from_purity: from this purity the whole mixture goes by the `actual_row`.
    """

    actual_row: Id | None = None
    actual_from_purity: PercentageText | None = None


class AmountRow(Row):
    """A row of a table of amounts.

    Attributes:
        amounts: the amount that counts as one, in each dimension that the law gives.
        unit_at_most: a counted thing counts as one only if it weighs no more than this.
    """

    amounts: list[AmountText] = Field(min_length=1)
    unit_at_most: AmountText | None = None

    @property
    def limits(self) -> list[Amount]:
        """Return the amounts."""
        return self.amounts


class CutRow(RowWithActual):
    """A row of a table of cut points.

    Attributes:
        cuts: cut points between the bands, low to high.
        marks: for each band, low to high, how well its figures were checked, where they differ.
    """

    cuts: _Ascending
    marks: list[Mark] | None = None

    @property
    def limits(self) -> list[Amount]:
        """Return the cut points."""
        return self.cuts


class PointRow(Row):
    """A row of a table of points.

    Attributes:
        points: indicative amounts, one for each band, low to high.
        marks: for each band, low to high, how well its figures were checked, where they differ.
    """

    points: _Ascending
    marks: list[Mark] | None = None

    @property
    def limits(self) -> list[Amount]:
        """Return the points."""
        return self.points


class FactorRow(RowWithActual):
    """A row of a table of conversion.

    Attributes:
        factor: how many grams of the reference substance one gram (or millilitre) counts as.
        most: the converted amount of this row counts at most so much.
    """

    factor: ExactNumber
    most: AmountText | None = None


FIGURES: Final = ("amounts", "cuts", "points", "factor")


def figure_of(row: object) -> str | None:
    """Return what figures a row has; a row without any is of no kind."""
    if isinstance(row, Row):
        return next(figure for figure in FIGURES if hasattr(row, figure))
    return next((f for f in FIGURES if f in row), None) if isinstance(row, Mapping) else FIGURES[0]


AnyRow = Annotated[
    Annotated[AmountRow, Tag("amounts")]
    | Annotated[CutRow, Tag("cuts")]
    | Annotated[PointRow, Tag("points")]
    | Annotated[FactorRow, Tag("factor")],
    Discriminator(
        figure_of,
        custom_error_type="no_figure",
        custom_error_message="expected exactly one of amounts, cuts, points and factor",
    ),
]
"""A row of a table of any kind."""
