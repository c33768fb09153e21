"""A case of the engine, written as a message, is read as the same case."""

from datetime import date

import pytest

from propengine.contract.cases import read_case
from propengine.contract.sent_cases import message_of
from propengine.engine.case import Case, Item, RecordValue, Standing, StatedFact

DAY = date(2020, 2, 29)
RECORD: dict[str, RecordValue] = {"kind": "drug", "months": 3, "final": False}
FULL = Case(
    "pt",
    DAY,
    date(2024, 1, 5),
    "post_sentence",
    "possession",
    offence_end_date=date(2020, 3, 1),
    conviction_date=date(2021, 1, 1),
    sentence_date=date(2022, 1, 1),
    items=(
        Item("heroin", "1.5", "g", amount_uncertainty="0.1", purity_percent="20", purity_uncertainty="2"),
        Item("lsd", "3", "tablet", pure=True, mass_of_one="0.1", mass_of_one_unit="mg"),
        Item("cannabis"),
    ),
    charge="art-21-1",
    facts={
        "yes": StatedFact(value=True),
        "no": StatedFact(value=False, standing=Standing.ALLEGED),
        "number": StatedFact(0),
        "text": StatedFact("1/3", Standing.DISPUTED),
        "words": StatedFact(("a", "b")),
        "nothing": StatedFact(()),
        "records": StatedFact((RECORD,)),
    },
)


@pytest.mark.parametrize("case", [FULL, Case("xx", DAY, DAY, "trial", "supply")])
def test_what_is_written_is_read_again(case: Case) -> None:
    """Every field, and which of the optional ones are left out."""
    assert (case, []) == read_case(message_of(case))
