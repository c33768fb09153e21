"""The Brazilian limits, ranges and the grid of the three phases, compared with a second transcription.

The transcription was typed from the law sheet.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Case, Item, RawValue
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day, preferred
from tests.shipped import SHIPPED

pytestmark = pytest.mark.br

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "brazil_tables.json").read_text(encoding="utf-8")
)
FIRST: Final = str(TABLES["tema_506"]["first"])
LIMITS: Final = TABLES["tema_506"]["limits"]
MICROGRAM: Final = Decimal("0.000001")


@pytest.fixture(scope="module")
def br() -> Ruleset:
    return SHIPPED["br"]


on = partial(on_day, "br")


def outcomes(case: Case, ruleset: Ruleset, handles: Handles) -> tuple[Outcome, ...]:
    return tuple(decide(case, ruleset, handles, with_decisive_sets=False).outcomes)


def custody(outcome: Outcome) -> tuple[str, str]:
    range_ = outcome.checkpoints[Checkpoint.INDIVIDUALISED]
    return str(range_.min.months), str(range_.max.months)


def fines(outcome: Outcome) -> list[tuple[str, str]]:
    assert {"day_fine"} == {fine.fine.unit for fine in outcome.fines}
    return [(str(least), str(most)) for least, most in (fine.shown for fine in outcome.fines)]


@pytest.mark.parametrize("row", LIMITS, ids=lambda row: str(row[0]))
def test_every_limit_of_the_presumption(row: list[str], br: Ruleset, handles: Handles) -> None:
    """At its limit a holding is presumed for own use; the least more is above it."""
    substance, limit, unit = row
    over = str(Decimal(limit) + (MICROGRAM if unit == "g" else 1))
    for amount in (limit, over):
        outcome = preferred(on(FIRST, "possession", {}, Item(substance, amount, unit)), br, handles)
        marks = {figure.mark.value for figure in outcome.figures if figure.of == "tema_506"}
        share = Fraction(Decimal(amount)) / Fraction(Decimal(limit))

        assert (share, {TABLES["tema_506"]["mark"]}) == (outcome.slots["tema_506"], marks), amount
        assert (amount == limit) is (outcome.offence_id == "art-28-cannabis"), amount


@pytest.mark.parametrize("substance", TABLES["tema_506"]["without"])
def test_nothing_else_has_a_limit(substance: str, br: Ruleset, handles: Handles) -> None:
    """What the thesis does not name has no band, whatever the amount."""
    unit = {"male_cannabis_plant": "plant", "cannabis_seed": "seed"}.get(substance, "g")
    for amount in ("1", "1000"):
        found = outcomes(on(FIRST, "possession", {}, Item(substance, amount, unit)), br, handles)

        assert all(outcome.slots.get("tema_506") is None for outcome in found), amount


def test_no_limit_the_day_before(br: Ruleset, handles: Handles) -> None:
    """Decided the day before, nothing is presumed."""
    day = "2024-06-25"
    for substance, limit, unit in LIMITS:
        found = outcomes(on(day, "possession", {}, Item(substance, limit, unit)), br, handles)

        assert all(outcome.slots.get("tema_506") is None for outcome in found), substance


@pytest.mark.parametrize("row", TABLES["offences"], ids=lambda row: str(row[0]))
def test_every_range_and_fine_on_the_first_and_last_day(
    row: list[Any], br: Ruleset, handles: Handles
) -> None:
    """The range and the day-fines of each offence."""
    offence, first, last, conduct, facts, least, most, low, high = row
    for day in (first, last):
        outcome = preferred(on(day, conduct, facts), br, handles)

        assert (offence, (least, most)) == (outcome.offence_id, custody(outcome)), day
        assert [(low, high)] == fines(outcome), day


@pytest.mark.parametrize("row", TABLES["grid"], ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_cell_of_the_grid(row: list[str | None], br: Ruleset, handles: Handles) -> None:
    """Art. 33 with a base of 60 months and 500 day-fines, art. 40 and art. 33 § 4 at each fraction."""
    increase, reduction, months, day_fines = row
    facts: dict[str, RawValue] = {"base_months": "60 m", "base_day_fines": "500"}
    if increase is not None:
        facts |= {"interstate": True, "article_40_increase": increase}
    if reduction is not None:
        facts |= {"privileged": True, "privileged_reduction": reduction}
    outcome = preferred(on("2024-01-15", "supply", facts), br, handles)

    assert ((months, months), [(day_fines, day_fines)]) == (custody(outcome), fines(outcome))
