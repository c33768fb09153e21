"""Every limit and range of the law of Jamaica, compared with a second transcription.

The transcription was typed from the law sheet.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from tests.rulesets.retyped import compare_days, compare_limit, compare_range
from tests.shipped import SHIPPED

pytestmark = pytest.mark.jm

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "jamaica_tables.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def jm() -> Ruleset:
    return SHIPPED["jm"]


@pytest.mark.parametrize("row", TABLES["limits"], ids=lambda row: f"{row[2]}-{row[3]}")
def test_every_limit(row: Sequence[Any], jm: Ruleset, handles: Handles) -> None:
    """At the limit and a little beyond it, on the first day of the text and later."""
    compare_limit("jm", row, jm, handles)


@pytest.mark.parametrize("row", TABLES["ranges"], ids=lambda row: f"{row['offence']}-{row['days'][0]}")
def test_every_range(row: Mapping[str, Any], jm: Ruleset, handles: Handles) -> None:
    """The custody of each offence, with its mark."""
    compare_range("jm", row, jm, handles)


@pytest.mark.parametrize("row", TABLES["days"], ids=lambda row: "-".join(row["days"]))
def test_every_day_on_which_a_text_begins(row: Mapping[str, Any], jm: Ruleset, handles: Handles) -> None:
    """The texts that count on either side of it, by the day of the act and by that of the decision."""
    compare_days("jm", row, jm, handles)
