"""The amounts, penalties and fines of the Dominican Republic, against a second transcription of them.

Everything in `data/dominican_republic_tables.json` was typed from arts 5 to 7, 59, 60, 75 and 77 of Ley 50-88
as they are recorded, never from the ruleset, with the mark of each row.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Item, RawValue
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Dates, Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day
from tests.shipped import SHIPPED

pytestmark = pytest.mark.do

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "dominican_republic_tables.json").read_text(encoding="utf-8")
)
MICROGRAM: Final = Decimal("0.000001")
LAST: Final = "2026-11-29"


@pytest.fixture(scope="module")
def do() -> Ruleset:
    return SHIPPED["do"]


on = partial(on_day, "do")


def preferred(decision: Decision) -> Outcome:
    outcome = decision.preferred
    assert outcome is not None
    return outcome


def found(outcome: Outcome) -> tuple[str | None, str, str, list[tuple[str, str | None, str | None]]]:
    """Return offence, both ends in months, and the fines."""
    range_ = outcome.checkpoints[Checkpoint.STATUTORY]
    fines = [(fine.fine.unit, text_of(fine.min), text_of(fine.max)) for fine in outcome.fines]
    return outcome.offence_id, str(range_.min.months), str(range_.max.months), fines


def text_of(number: object) -> str | None:
    return None if number is None else str(number)


def expected(
    offence: str, least: str, most: str, low: str | None, high: str | None
) -> tuple[str, str, str, list[tuple[str, str | None, str | None]]]:
    return offence, least, most, [("DOP", low, high)] if low is not None else []


def of_class(band: str) -> tuple[str, str, str, list[tuple[str, str | None, str | None]]]:
    return expected(*TABLES["classes"][band])


@pytest.mark.parametrize("substance", sorted(TABLES["limits"]))
@pytest.mark.parametrize("day", ["first", LAST])
def test_every_limit_of_every_row(day: str, substance: str, do: Ruleset, handles: Handles) -> None:
    """At and just above the lower limit, to either side of the upper one, each with the row's mark."""
    here = TABLES["first"][substance] if day == "first" else day
    row = TABLES["limits"][substance]
    low, high = Decimal(row["simple_to"]), Decimal(row["trafficker_from"])
    for amount, band in (
        (MICROGRAM, "simple"),
        (low, "simple"),
        (low + MICROGRAM, "distributor"),
        (high - MICROGRAM, "distributor"),
        (high + MICROGRAM, "trafficker"),
    ):
        decision = decide(on(here, "possession", {}, Item(substance, str(amount), "g")), do, handles)
        outcome = preferred(decision)
        marks = {figure.mark.value for figure in outcome.figures if figure.of == "class_by_amount"}

        assert (of_class(band), {row["mark"]}) == (found(outcome), marks), f"{substance} {amount} g"
        assert len(decision.outcomes) == 1, f"{substance} {amount} g"


@pytest.mark.parametrize("substance", sorted(TABLES["limits"]))
@pytest.mark.parametrize("day", ["first", LAST])
def test_exactly_at_the_upper_limit_both_readings_are_shown(
    day: str, substance: str, do: Ruleset, handles: Handles
) -> None:
    """The distributor, preferred, and the trafficker."""
    here = TABLES["first"][substance] if day == "first" else day
    item = Item(substance, TABLES["limits"][substance]["trafficker_from"], "g")
    decision = decide(on(here, "possession", {}, item), do, handles)

    assert of_class("distributor") == found(preferred(decision))
    shown = sorted(str(found(outcome)[0]) for outcome in decision.outcomes)
    assert ["art-75-i-distributor", "art-75-ii-trafficker"] == shown


def test_what_makes_a_trafficker_in_any_quantity(do: Ruleset, handles: Handles) -> None:
    """A microgram, on the first day and the last."""
    for day in ("1988-05-30", LAST):
        for substance in TABLES["any_quantity"]:
            case = on(day, "possession", {}, Item(substance, str(MICROGRAM), "g"))

            assert of_class("trafficker") == found(
                preferred(decide(case, do, handles, with_decisive_sets=False))
            ), f"{day} {substance}"


def test_every_substance_has_a_row_or_is_said_to_have_none(do: Ruleset, handles: Handles) -> None:
    """Nothing else is known, and what has no row is answered as not recorded."""
    contents = do.law(Dates.all_on(date.fromisoformat(LAST))).contents
    of_a_form = {name for name, substance in contents.substances.items() if not substance.forms}

    assert {*TABLES["limits"], *TABLES["any_quantity"], *TABLES["not_recorded"]} == of_a_form
    for substance in TABLES["not_recorded"]:
        decision = decide(on(LAST, "possession", {}, Item(substance, "1", "g")), do, handles)

        assert preferred(decision).offence_id is None, substance
        assert ["substance-without-amounts"] == [*preferred(decision).gaps], substance


@pytest.mark.parametrize("row", TABLES["articles"], ids=lambda row: f"{row[0]}-{row[2]}")
def test_every_other_article(row: Sequence[Any], do: Ruleset, handles: Handles) -> None:
    """Range and fine, on the first day and the last."""
    conduct, facts, *answer = row
    for day in ("1988-05-30", LAST):
        assert expected(*answer) == found(preferred(decide(on(day, conduct, facts), do, handles))), day


@pytest.mark.parametrize("row", TABLES["accomplices"], ids=lambda row: str(row[0]))
def test_every_class_of_an_accomplice(row: Sequence[Any], do: Ruleset, handles: Handles) -> None:
    """The class immediately below; of a simple possessor the same."""
    principal, *answer = row
    facts: Mapping[str, RawValue] = {"accomplice": True, "principal_category": principal}
    for day in ("1988-05-30", LAST):
        _, *rest = found(preferred(decide(on(day, "other_offence", facts), do, handles)))

        assert list(expected("", *answer)[1:]) == rest, day
