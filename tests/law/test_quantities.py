import re

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from propengine.law.faults import Expected
from propengine.law.quantities import Measure, Row, Table, read_percentage, write_percentage

SAID = {"provision": "art. 1", "mark": "V"}
BANDS = [{"band": "small", "to": "included"}, {"band": "large"}]


def table(**fields: object) -> Table:
    return Table.model_validate({"effect": "element", **SAID, **fields})


@pytest.mark.parametrize(
    ("text", "basis_points"), [("2 %", 200), ("100 %", 10_000), ("0.01 %", 1), ("12.5 %", 1250)]
)
def test_a_percentage_is_whole_basis_points(text: str, basis_points: int) -> None:
    """2 % is 200 basis points, exactly."""
    assert basis_points == read_percentage(text)


@pytest.mark.parametrize(
    "text", ["2", "2%", "2,5 %", "0 %", "100.01 %", "101 %", "0.001 %", "-1 %", " 2 %", "NaN %", "1e1 %"]
)
def test_a_share_that_is_no_percentage_is_refused(text: str) -> None:
    """A bare number, a comma, nothing, more than everything, and finer than a basis point are slips."""
    with pytest.raises(Expected):
        read_percentage(text)


@pytest.mark.parametrize("number", [2, 200, True, 0, 20_000, -1])
def test_a_bare_number_is_no_percentage(number: int) -> None:
    """2 without a sign could be 2 % or 0.02 %: it is not guessed."""
    with pytest.raises(ValidationError):
        Row.model_validate({"amounts": ["1 g"], "reference_purity": number})


@given(st.integers(1, 10_000))
def test_a_percentage_that_was_written_is_read_back(basis_points: int) -> None:
    """Writing loses no basis point."""
    assert basis_points == read_percentage(write_percentage(basis_points))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, "exactly one of amounts, cuts, points and factor"),
        ({"amounts": ["1 g"], "factor": 2}, "exactly one of amounts, cuts, points and factor"),
        ({"cuts": ["2 g", "1 g"]}, "each larger than the one before"),
        ({"cuts": ["1 g", "1000 mg"]}, "each larger than the one before"),
        ({"cuts": ["1 g", "2 tablet"]}, "amounts of one dimension"),
        ({"amounts": ["1,5 g"]}, "digits with at most one full stop"),
        ({"amounts": [5]}, "a quoted amount with its unit"),
        ({"factor": "0,5"}, "an exact number"),
    ],
)
def test_a_row_holds_one_kind_of_figure_in_order(row: dict[str, object], told: str) -> None:
    """A row says one thing; cut points rise and share a dimension."""
    with pytest.raises(ValidationError, match=told):
        Row.model_validate(row)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"bands": BANDS, "rows": {"x": {"cuts": ["1 g", "2 g"]}}}, "expected 1 cuts in row x"),
        ({"bands": BANDS, "rows": {"x": {"amounts": ["1 g"]}}}, "expected cuts or points in row x"),
        ({"rows": {"x": {"cuts": ["1 g"]}}}, "expected 0 cuts in row x"),
        ({"bands": [{"band": "a"}, {"band": "b"}], "rows": {"x": {"cuts": ["1 g"]}}}, "on every band but"),
        (
            {
                "bands": [{"band": "a", "to": "included"}, {"band": "b", "to": "included"}],
                "rows": {"x": {"cuts": ["1 g"]}},
            },
            "on every band but the highest",
        ),
        (
            {"bands": [{"band": "a", "to": "included"}, {"band": "a"}], "rows": {"x": {"cuts": ["1 g"]}}},
            "once",
        ),
        ({"rows": {"x": {"amounts": ["1 g"], "actual_row": "y"}}}, "as actual_row of x, found y"),
        ({"of": "days", "rows": {"x": {"amounts": ["1 g"]}}}, "the single row `all`"),
        (
            {"nearest": 2, "bands": BANDS, "rows": {"x": {"cuts": ["1 g"]}}},
            "expected points in row x exactly",
        ),
        ({"rows": {}}, "at least 1"),
    ],
)
def test_the_rows_of_a_table_fit_its_bands(fields: dict[str, object], told: str) -> None:
    """Each band but the highest says whether its cut belongs to it; each row has as many cuts as needed."""
    with pytest.raises(ValidationError, match=told):
        table(**fields)


def test_a_substance_finds_its_row() -> None:
    """A row covers the substances that it names, or the one that it is named after."""
    found = table(
        rows={"cocaine": {"substances": ["coke", "crack"], "amounts": ["1 g"]}, "lsd": {"amounts": ["1 mg"]}}
    )

    assert "cocaine" == found.row_of("crack")
    assert "lsd" == found.row_of("lsd")
    assert found.row_of("cocaine") is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "exactly one way to measure"),
        ({"kinds": True, "count": "tablet"}, "exactly one way to measure"),
        ({"sum_of_amounts": "t"}, "a dimension exactly when"),
        ({"sum_of_shares": "t", "dimension": "mass"}, "a dimension exactly when"),
    ],
)
def test_a_measure_is_made_in_one_way(fields: dict[str, object], told: str) -> None:
    """Two ways would be two numbers; only totals of amounts have a dimension."""
    with pytest.raises(ValidationError, match=told):
        Measure.model_validate({**SAID, **fields})


def test_a_measure_knows_the_table_that_it_reads() -> None:
    """A count reads no table."""
    assert "t" == Measure.model_validate({**SAID, "sum_of_shares": "t"}).table
    assert Measure.model_validate({**SAID, "count": "tablet"}).table is None


@pytest.mark.parametrize(
    ("caps", "message"),
    [
        ([{"rows": ["a", "z"], "most": "5 g"}], "expected a row of this table (a, b, c), found 'z'"),
        (
            [{"rows": ["a", "b"], "most": "5 g"}, {"rows": ["b", "c"], "most": "5 g"}],
            "expected caps that stand apart, or one inside the other, found 'b'",
        ),
        (
            [{"rows": ["a", "b"], "most": "5 g"}, {"rows": ["b", "a"], "most": "6 g"}],
            "expected caps that stand apart, or one inside the other, found 'a, b'",
        ),
        ([{"rows": ["a"], "most": "5 g"}], "at least 2 items"),
    ],
)
def test_caps_that_do_not_fit(caps: list[dict[str, object]], message: str) -> None:
    """A row under two caps of which neither holds the other would count by chance."""
    rows = {row: {"factor": 1} for row in ("a", "b", "c")}
    table = {"provision": "a", "mark": "V", "effect": "converts", "rows": rows, "caps": caps}

    with pytest.raises(ValueError, match=re.escape(message)):
        Table.model_validate(table)
