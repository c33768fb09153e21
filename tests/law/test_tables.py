import re

import pytest
from pydantic import TypeAdapter, ValidationError

from propengine.law.tables import AmountTable, AnyTable, BandTable, ConversionTable, PointTable

SAID = {"provision": "art. 1", "mark": "V"}
BANDS = [{"band": "small", "to": "included"}, {"band": "large"}]
POINTS = {"nearest": 2, "bands": [{"band": "a"}, {"band": "b"}]}
TABLE: TypeAdapter[AnyTable] = TypeAdapter(AnyTable)


def table(**fields: object) -> AnyTable:
    return TABLE.validate_python({"effect": "element", **SAID, **fields})


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"rows": {"x": {"amounts": ["1 g"]}}}, AmountTable),
        ({"bands": BANDS, "rows": {"x": {"cuts": ["1 g"]}}}, BandTable),
        ({**POINTS, "rows": {"x": {"points": ["1 g", "2 g"]}}}, PointTable),
        ({"rows": {"x": {"factor": 2}}}, ConversionTable),
    ],
)
def test_the_figures_of_its_rows_say_which_kind_a_table_is(
    fields: dict[str, object], kind: type[AnyTable]
) -> None:
    """Nothing else has to be written; and what was read is of its kind when it is read again."""
    found = table(**fields)

    assert kind is type(found)
    assert kind is type(TABLE.validate_python(found))
    assert found == TABLE.validate_python(found.model_dump(mode="json", exclude_unset=True))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"bands": BANDS, "rows": {"x": {"cuts": ["1 g", "2 g"]}}}, "expected 1 cuts in row x"),
        ({"bands": BANDS, "rows": {"x": {"amounts": ["1 g"]}}}, "amounts.bands\n  Extra inputs"),
        ({"rows": {"x": {"cuts": ["1 g"]}}}, "cuts.bands\n  Field required"),
        ({"bands": BANDS, "rows": {"x": {}}}, "cuts.rows.x.cuts\n  Field required"),
        ({"bands": BANDS, "rows": {"x": {"cuts": ["1 g"]}, "y": {"factor": 2}}}, "y.factor\n  Extra"),
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
        ({"rows": {"x": {"factor": 1, "actual_row": "y"}}}, "as actual_row of x, found y"),
        (
            {"bands": BANDS, "rows": {"x": {"cuts": ["1 g"], "actual_row": "y"}}},
            "as actual_row of x, found y",
        ),
        ({"bands": BANDS, "rows": {"x": {"cuts": ["1 g"], "marks": ["V"]}}}, "expected 2 marks in row x"),
        ({**POINTS, "of": "days", "rows": {"x": {"points": ["1 g", "2 g"]}}}, "the single row `all`"),
        ({**POINTS, "rows": {"x": {"points": ["1 g"]}}}, "expected 2 points in row x"),
        ({**POINTS, "bands": BANDS, "rows": {"x": {"points": ["1 g", "2 g"]}}}, "expected no `to` on bands"),
        ({"nearest": 2, "bands": BANDS, "rows": {"x": {"cuts": ["1 g"]}}}, "cuts.nearest\n  Extra inputs"),
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
        TABLE.validate_python(table)
