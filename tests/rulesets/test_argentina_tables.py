"""Every limit and range of Argentina's drug law, asked of the engine and compared with a second text.

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
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day, preferred
from tests.shipped import SHIPPED

pytestmark = pytest.mark.ar

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "argentina_tables.json").read_text(encoding="utf-8")
)
JUST_ABOVE: Final[Mapping[str, Decimal]] = {
    "g": Decimal("0.000001"),
    "ml": Decimal("0.001"),
    "plant": Decimal(1),
}
FOUND: Final[Mapping[str, RawValue]] = {"scant_quantity": True, "unequivocal_own_use": True}
DENIED: Final[Mapping[str, RawValue]] = {"scant_quantity": False, "purpose": "other"}
SHARED: Final[Mapping[str, RawValue]] = {
    "occasional": True,
    "scant_quantity": True,
    "recipient_own_use_unequivocal": True,
}
DECLARED: Final[Mapping[str, RawValue]] = {"customs_declared_correctly": True}
CASE_OF: Final[Mapping[str, tuple[str, Mapping[str, RawValue]]]] = {
    "art-5-a": ("cultivation", {"scant_quantity": False}),
    "art-5-b": ("production", {"scant_quantity": False}),
    "art-5-c": ("possession", {"purpose": "trade"}),
    "art-5-e": ("supply", {"for_value": True}),
    "art-5-e-free": ("supply", {"for_value": False, "occasional": False}),
    "art-5-penultimate": ("cultivation", FOUND),
    "art-5-last": ("social_supply", SHARED),
    "art-6-1": ("import", {**DECLARED, "quantity_unequivocally_not_for_trade": False}),
    "art-6-2": ("import", {**DECLARED, "quantity_unequivocally_not_for_trade": True}),
    "ca-866-1": ("import", {"purpose": "trade", "quantity_unequivocally_for_trade": False}),
    "ca-866-2": ("import", {"purpose": "trade", "quantity_unequivocally_for_trade": True}),
    "art-7": ("financing", {}),
    "art-8": ("other_offence", {"special_act": "licensed_maker"}),
    "art-9-1": ("other_offence", {"special_act": "prescribes"}),
    "art-9-2": ("other_offence", {"special_act": "prescribes_unlawfully"}),
    "art-10": ("premises", {"premises_for": "use"}),
    "art-10-trade": ("premises", {"premises_for": "trade"}),
    "art-12": ("other_offence", {"special_act": "incites_use"}),
    "art-14-1": ("possession", DENIED),
    "art-14-2": ("possession", FOUND),
    "art-23": ("other_offence", {"special_act": "art_23"}),
    "art-24": ("other_offence", {"special_act": "art_24"}),
    "art-28": ("other_offence", {"special_act": "art_28"}),
    "art-29": ("other_offence", {"special_act": "art_29"}),
    "art-29-bis": ("other_offence", {"special_act": "art_29_bis"}),
}


@pytest.fixture(scope="module")
def ar() -> Ruleset:
    return SHIPPED["ar"]


on = partial(on_day, "ar")


@pytest.mark.parametrize("day", [TABLES["permit"]["first"], TABLES["permit"]["last"]])
def test_every_limit_of_the_permit(day: str, ar: Ruleset, handles: Handles) -> None:
    """Up to the limit what is held, carried or grown with a permit is lawful; just above it is not."""
    for substance, conduct, unit, limit, mark in TABLES["permit"]["limits"]:
        facts = {"reprocann_permit": True, **DENIED}
        at = preferred(on(day, conduct, facts, Item(substance, limit, unit)), ar, handles)
        above = Item(substance, str(Decimal(limit) + JUST_ABOVE[unit]), unit)
        beyond = preferred(on(day, conduct, facts, above), ar, handles)

        assert at.offence is not None
        assert ("permit", mark) == (at.offence_id, at.offence.mark.value)
        assert beyond.offence_id in {"art-5-a", "art-14-1"}


@pytest.mark.parametrize("row", TABLES["ranges"], ids=lambda row: row[0])
def test_every_range(row: list[str], ar: Ruleset, handles: Handles) -> None:
    """On the first and on the last day, from the least to the most."""
    offence, first, last, least, most = row
    conduct, facts = CASE_OF[offence]
    for day in (first, last):
        case = on(day, conduct, facts, Item("heroin", "5", "g"))
        outcome = preferred(case, ar, handles)
        found = outcome.checkpoints[Checkpoint.STATUTORY]

        assert (offence, least, most) == (outcome.offence_id, str(found.min.months), str(found.max.months))
