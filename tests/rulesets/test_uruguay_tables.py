"""Every limit and range of Uruguay's drug law, asked of the engine and compared with a second transcription.

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
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day, preferred
from tests.shipped import SHIPPED

pytestmark = pytest.mark.uy

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "uruguay_tables.json").read_text(encoding="utf-8")
)
MICROGRAM: Final = Decimal("0.000001")
DENIED: Final[Mapping[str, RawValue]] = {"own_use_found": False, "exceptional_mitigation": False}
CASE_OF: Final[Mapping[str, tuple[str, str, Mapping[str, RawValue]]]] = {
    "art-30": ("production", "heroin", {}),
    "art-30-cannabis": ("production", "marijuana", {}),
    "art-31": ("import", "heroin", {}),
    "art-31-organised": ("import", "heroin", {"organised_group_member": True}),
    "art-32": ("financing", "heroin", {}),
    "art-33": ("export", "heroin", {}),
    "art-34": ("social_supply", "heroin", {}),
    "art-35": ("import", "amphetamine", {}),
    "art-36": ("introduce_into_prison", "heroin", {}),
    "art-36-death": (
        "introduce_into_prison",
        "heroin",
        {"recipient_under_21": True, "resulting_harm": "death"},
    ),
}


@pytest.fixture(scope="module")
def uy() -> Ruleset:
    return SHIPPED["uy"]


on = partial(on_day, "uy")


def range_of(outcome: Outcome, checkpoint: Checkpoint) -> tuple[str, str]:
    found = outcome.checkpoints[checkpoint]
    return str(found.min.months), str(found.max.months)


@pytest.mark.parametrize("day", [TABLES["own_use"]["first"], "2022-03-10", TABLES["own_use"]["last"]])
def test_every_limit_for_own_use(day: str, uy: Ruleset, handles: Handles) -> None:
    """At its limit an amount is within; a microgram more is above; each with its mark."""
    for substance, limit, mark in TABLES["own_use"]["limits"]:
        for amount, band in ((limit, "within"), (str(Decimal(limit) + MICROGRAM), "above")):
            outcome = preferred(on(day, "possession", {}, Item(substance, amount, "g")), uy, handles)

            assert band == outcome.slots["forty_grams"], f"{substance} {amount}"
            assert {mark} == {f.mark.value for f in outcome.figures if f.of == "forty_grams"}
            assert (band == "within") is (outcome.offence_id == "own-use-forty-grams")


@pytest.mark.parametrize("day", [TABLES["growing"]["first"], TABLES["growing"]["last"]])
def test_every_limit_of_growing(day: str, uy: Ruleset, handles: Handles) -> None:
    """At each limit a registered grower or club is within art. 3; beyond it, it is outside."""
    home, club, patients = (TABLES["growing"][name] for name in ("home", "club", "patients"))
    grower: Mapping[str, RawValue] = {
        "registered_grower": True,
        "harvest_last_12_months": home["grams_a_year"],
    }
    (fewest, most), (fewest_patients, most_patients) = club["members"], patients["members"]
    asked: list[tuple[Mapping[str, RawValue], int, bool]] = [
        (grower, home["plants"], True),
        (grower, home["plants"] + 1, False),
        ({**grower, "harvest_last_12_months": home["grams_a_year"] + 1}, home["plants"], False),
        ({"registered_club": True, "club_members": fewest}, club["plants"], True),
        ({"registered_club": True, "club_members": most}, club["plants"], True),
        ({"registered_club": True, "club_members": fewest - 1}, club["plants"], False),
        ({"registered_club": True, "club_members": most + 1}, club["plants"], False),
        ({"registered_club": True, "club_members": most}, club["plants"] + 1, False),
    ]
    for facts, plants, within in asked:
        for unit in ("plant", "female_plant"):
            item = Item("cannabis_plant", str(plants), unit)
            outcome = preferred(on(day, "cultivation", {**DENIED, **facts}, item), uy, handles)
            assert within is (outcome.offence_id == "licit-cannabis"), (facts, plants)
    for members, within in (
        (fewest_patients - 1, False),
        (fewest_patients, True),
        (most_patients, True),
        (most_patients + 1, False),
    ):
        patients_grow = {**DENIED, "registered_patient_association": True, "club_members": members}
        item = Item("cannabis_plant", "50", "plant")
        outcome = preferred(on(day, "cultivation", patients_grow, item), uy, handles)
        assert within is (outcome.offence_id is None), members


@pytest.mark.parametrize("row", TABLES["ranges"], ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_range(row: list[str], uy: Ruleset, handles: Handles) -> None:
    """The range of each article, with its mark, on its first and its last day."""
    offence, first, last, least, most, mark = row
    conduct, substance, facts = CASE_OF[offence]
    for day in (first, last):
        case = on(day, conduct, {**DENIED, **facts}, Item(substance, "5", "g"))
        outcomes = decide(case, uy, handles).outcomes
        found = {
            (o.offence_id, *range_of(o, Checkpoint.STATUTORY), o.offence.mark.value)
            for o in outcomes
            if o.offence is not None
        }

        assert (offence, least, most, mark) in found, day


@pytest.mark.parametrize("row", TABLES["least_of_base_forms"], ids=lambda row: f"{row[0]}-{row[1]}")
def test_the_least_of_base_forms(row: list[str], uy: Ruleset, handles: Handles) -> None:
    """The least of each act with cocaine in a base form, on its first and its last day."""
    conduct, first, last, least = row
    for day in (first, last):
        for substance in ("cocaine_base_paste", "crack"):
            outcome = preferred(on(day, conduct, DENIED, Item(substance, "5", "g")), uy, handles)

            assert least == range_of(outcome, Checkpoint.AGGRAVATED)[0], (day, substance)
