"""Every cell of the Colombian tables of amounts, compared with a second transcription.

The transcription was typed from the law sheet: the personal dose, the tiers of art. 376 by the day of the
act with their ranges and fines, and the amounts above which art. 384 doubles the minimum.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Item
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day, preferred
from tests.shipped import SHIPPED

pytestmark = pytest.mark.co

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "colombia_tables.json").read_text(encoding="utf-8")
)
OFFENCES: Final = ("art-376-2", "art-376-3", "art-376-1")
MICROGRAM: Final = Decimal("0.000001")


@pytest.fixture(scope="module")
def co() -> Ruleset:
    return SHIPPED["co"]


on = partial(on_day, "co")


def custody(outcome: Outcome) -> list[str]:
    range_ = outcome.checkpoints[Checkpoint.INDIVIDUALISED]
    return [str(range_.min.months), str(range_.max.months)]


def fines(outcome: Outcome) -> list[list[str]]:
    return [[fine.fine.unit, str(fine.min), str(fine.max)] for fine in outcome.fines]


def marks_of(outcome: Outcome, table: str) -> set[str]:
    return {figure.mark.value for figure in outcome.figures if figure.of == table}


@pytest.mark.parametrize("day", TABLES["dose"]["days"])
def test_every_personal_dose(day: str, co: Ruleset, handles: Handles) -> None:
    """At its limit an amount is within the dose and no offence; a microgram more is above it."""
    for substance, limit in TABLES["dose"]["limits"]:
        for amount, band in ((limit, "within"), (str(Decimal(limit) + MICROGRAM), "above")):
            outcome = preferred(on(day, "possession", {}, Item(substance, amount, "g")), co, handles)

            assert (band, {"V"}) == (outcome.slots["dose"], marks_of(outcome, "dose"))
            assert (band == "within") is (outcome.offence_id == "dose"), f"{day} {substance} {amount}"
    for substance in TABLES["dose"]["none"]:
        outcome = preferred(on(day, "possession", {}, Item(substance, "0.000001", "g")), co, handles)

        assert outcome.slots.get("dose") is None, substance


@pytest.mark.parametrize("period", TABLES["tiers"], ids=lambda period: str(period["first"]))
def test_every_tier_of_art_376(period: Mapping[str, Any], co: Ruleset, handles: Handles) -> None:
    """Both edges of each cell give its paragraph, range, fine and mark, on the first and the last day."""
    asked = 0
    for day in (period["first"], period["last"]):
        for substance, (low, high, *own) in period["rows"].items():
            edges = (low, Decimal(low) + MICROGRAM, high, Decimal(high) + MICROGRAM)
            for amount, tier in zip(edges, (0, 1, 1, 2), strict=True):
                outcome = preferred(
                    on(day, "social_supply", {}, Item(substance, str(amount), "g")), co, handles
                )
                where = f"{day} {substance} {amount} g"
                assert OFFENCES[tier] == outcome.offence_id, where
                assert period["penalties"][tier] == custody(outcome), where
                assert (period["fines"][tier : tier + 1]) == fines(outcome), where
                assert {own[0] if own else period["mark"]} == marks_of(outcome, "tier"), where
                assert outcome.offence is not None
                assert period["penalty_mark"] == outcome.offence.mark.value, where
                asked += 1

    assert asked >= 2 * 9 * 4


def test_every_amount_of_art_384(co: Ruleset, handles: Handles) -> None:
    """Exactly the amount is not above it; a microgram more doubles the minimum."""
    for substance, kilograms in TABLES["limit_384"]["kilograms"].items():
        for day, doubled in TABLES["doubled"].items():
            above = str(Decimal(kilograms) * 1000 + MICROGRAM)
            at = preferred(on(day, "import", {}, Item(substance, kilograms, "kg")), co, handles)
            over = preferred(on(day, "import", {}, Item(substance, above, "g")), co, handles)

            assert ("art-376-1", "art-376-1-384") == (at.offence_id, over.offence_id), f"{day} {substance}"
            assert doubled[2] == custody(over), f"{day} {substance}"
    for substance in TABLES["limit_384"]["none"]:
        first = TABLES["limit_384"]["first"]
        outcome = preferred(on(first, "import", {}, Item(substance, "99", "t")), co, handles)

        assert outcome.offence_id == "art-376-1", substance


@pytest.mark.parametrize("day", TABLES["doubled"])
def test_every_doubled_range_has_its_cap(day: str, co: Ruleset, handles: Handles) -> None:
    """C-1080/02: the doubled minimum goes no further than the maximum."""
    for grams, tier in (("100", 0), ("101", 1), ("2001", 2)):
        case = on(day, "supply", {"circumstance_384": ("place",)}, Item("cocaine", grams, "g"))
        outcome = preferred(case, co, handles)

        assert f"{OFFENCES[tier]}-384" == outcome.offence_id
        assert TABLES["doubled"][day][tier] == custody(outcome)
