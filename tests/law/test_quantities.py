import pytest
from pydantic import ValidationError

from propengine.law.quantities import Measure

SAID = {"provision": "art. 1", "mark": "V"}


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
