"""Every limit of arts 297 to 299 of Peru's Penal Code, compared with a second transcription.

The transcription was typed from the law sheet.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Item, RawValue
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError
from propengine.law.ruleset import Ruleset
from tests.rulesets.asked import on_day, preferred
from tests.shipped import SHIPPED

pytestmark = pytest.mark.pe

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "peru_tables.json").read_text(encoding="utf-8")
)
MICROGRAM: Final = Decimal("0.000001")
DAYS: Final = (TABLES["first"], TABLES["fentanyl_first"])
OLD: Final[Mapping[str, Any]] = TABLES["small_quantity_of_1994"]


@pytest.fixture(scope="module")
def pe() -> Ruleset:
    return SHIPPED["pe"]


on = partial(on_day, "pe")


def above(limit: str) -> str:
    return str(Decimal(limit) + MICROGRAM)


@pytest.mark.parametrize("row", TABLES["limits"], ids=lambda row: str(row[0]))
def test_every_limit_for_own_use(row: list[str], pe: Ruleset, handles: Handles) -> None:
    """At the limit of art. 299 it applies; a microgram more is outside it."""
    substance, limit, _, _ = row
    facts: Mapping[str, RawValue] = {"purpose": "own_use", "immediate_use": True, "consumer_shown": True}
    for day in DAYS:
        for amount, offence in ((limit, "own-use-299"), (above(limit), "own-use-atypical")):
            outcome = preferred(on(day, "possession", facts, Item(substance, amount, "g")), pe, handles)

            assert offence == outcome.offence_id, f"{day} {substance} {amount}"


@pytest.mark.parametrize("row", TABLES["limits"], ids=lambda row: str(row[0]))
def test_every_limit_of_traffic(row: list[str], pe: Ruleset, handles: Handles) -> None:
    """At each limit the lower article applies; a microgram more is in the higher one."""
    substance, _, small, large = row
    for day in DAYS:
        for amount, offence in (
            (small, "art-298-1"),
            (above(small), "art-296-1"),
            (large, "art-296-1"),
            (above(large), "art-297-1"),
        ):
            outcome = preferred(on(day, "transport", {}, Item(substance, amount, "g")), pe, handles)

            assert offence == outcome.offence_id, f"{day} {substance} {amount}"


@pytest.mark.parametrize("row", TABLES["fentanyl"], ids=lambda row: str(row[0]))
def test_the_limits_of_fentanyl(row: list[str], pe: Ruleset, handles: Handles) -> None:
    """From the first day of its rows."""
    substance, small, large = row
    for amount, offence in (
        (small, "art-298-1"),
        (above(small), "art-296-1"),
        (large, "art-296-1"),
        (above(large), "art-297-1"),
    ):
        case = on(TABLES["fentanyl_first"], "transport", {}, Item(substance, amount, "g"))

        assert offence == preferred(case, pe, handles).offence_id, amount


@pytest.mark.parametrize("row", OLD["limits"], ids=lambda row: str(row[0]))
def test_the_small_quantity_of_1994(row: list[str], pe: Ruleset, handles: Handles) -> None:
    """On its first and last day; above it the law is not recorded, and the case is refused."""
    substance, limit = row
    for day in (OLD["first"], OLD["last"]):
        case = on(day, "supply", {}, Item(substance, limit, "g"))
        assert preferred(case, pe, handles).offence_id == "art-298-of-1991"
        with pytest.raises(CaseRefusedError):
            decide(on(day, "supply", {}, Item(substance, above(limit), "g")), pe, handles)


def test_every_first_day_is_as_transcribed(pe: Ruleset) -> None:
    """Each instrument has the revisions of the law sheet, and begins on their days."""
    found = {
        name: [revision.in_force.isoformat() for revision in instrument.revisions]
        for name, instrument in pe.instruments.items()
    }

    assert TABLES["first_days"] == found
