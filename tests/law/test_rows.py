import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from propengine.law.faults import Expected
from propengine.law.rows import AnyRow, Row, read_percentage, write_percentage

ROW: TypeAdapter[Row] = TypeAdapter(AnyRow)


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
        ROW.validate_python({"amounts": ["1 g"], "reference_purity": number})


@given(st.integers(1, 10_000))
def test_a_percentage_that_was_written_is_read_back(basis_points: int) -> None:
    """Writing loses no basis point."""
    assert basis_points == read_percentage(write_percentage(basis_points))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, "exactly one of amounts, cuts, points and factor"),
        ({"amounts": ["1 g"], "factor": 2}, "amounts.factor\n  Extra inputs"),
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
        ROW.validate_python(row)
