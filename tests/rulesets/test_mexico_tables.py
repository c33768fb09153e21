"""The table of art. 479 and the ranges of Mexico, against a second transcription typed from the law sheet."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Case, Item, RawValue
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Dates, Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import preferred
from tests.shipped import SHIPPED
from tests.support import a_case

pytestmark = pytest.mark.mx

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "mexico_tables.json").read_text(encoding="utf-8")
)
LAST: Final = "2023-06-01"


@pytest.fixture(scope="module")
def mx() -> Ruleset:
    return SHIPPED["mx"]


def on(day: str, conduct: str, facts: Mapping[str, Any], *items: Item) -> Case:
    here = date.fromisoformat(day)
    stated: dict[str, RawValue] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()
    }
    return a_case(items, stated, conduct, jurisdiction="mx", offence=here, decision=date(2023, 12, 1))


def found(outcome: Outcome) -> list[str | None]:
    """Return the offence, both ends in months and both ends of the fine."""
    range_ = outcome.checkpoints.get(Checkpoint.STATUTORY)
    none: list[str | None] = [None, None]
    ends = [str(range_.min.months), str(range_.max.months)] if range_ is not None else none
    fines: list[list[str | None]] = [[str(fine.min), str(fine.max)] for fine in outcome.fines] or [none]
    return [outcome.offence_id, *ends, *fines[0]]


@pytest.mark.parametrize("day", ["first", LAST])
@pytest.mark.parametrize("row", TABLES["limits"], ids=lambda row: str(row[0]))
def test_every_row_and_a_thousand_times_it(
    row: Sequence[str], day: str, mx: Ruleset, handles: Handles
) -> None:
    """At the figure and just beside it, and so at a thousand times it, each with the row's mark."""
    substance, figure, unit, most, most_unit, mark = row
    least = Decimal("0.000001") if unit == "g" else Decimal("0.001")
    beside = Decimal("0.000001") if most_unit == "g" else Decimal("0.001")
    here = TABLES["first"] if day == "first" else day
    for amount, in_unit, band in (
        (Decimal(figure), unit, "within"),
        (Decimal(figure) + least, unit, "below_x1000"),
        (Decimal(most) - beside, most_unit, "below_x1000"),
        (Decimal(most), most_unit, "from_x1000"),
    ):
        item = Item(substance, str(amount), in_unit)
        outcome = preferred(on(here, "possession", {}, item), mx, handles)
        marks = {figure.mark.value for figure in outcome.figures if figure.of == "multiples"}

        assert (TABLES["answers"][band], {mark}) == (found(outcome), marks), f"{amount} {in_unit}"


@pytest.mark.parametrize("substance", TABLES["units"]["substances"])
@pytest.mark.parametrize("dimension", TABLES["units"]["counted_in"])
def test_every_unit_that_counts_as_one(dimension: str, substance: str, mx: Ruleset, handles: Handles) -> None:
    """One of no more than 200 mg is within; two are above, and a thousand are a thousand times the table."""
    units = TABLES["units"]
    most, one, many = units["most_of_one_mg"], units["one"], units["multiple"]
    heavier = str(Decimal(most) + Decimal("0.001"))
    for count, mass, band in (
        (one, most, "within"),
        (one, heavier, "below_x1000"),
        (str(int(one) + 1), most, "below_x1000"),
        (str(int(many) - 1), most, "below_x1000"),
        (many, most, "from_x1000"),
    ):
        item = Item(substance, count, dimension, mass_of_one=mass, mass_of_one_unit="mg")
        outcome = preferred(on(LAST, "possession", {}, item), mx, handles)

        assert TABLES["answers"][band] == found(outcome), f"{count} of {mass} mg"


@pytest.mark.parametrize("row", TABLES["tablets_by_mass_mg"], ids=lambda row: str(row[0]))
def test_tablets_of_which_only_the_mass_is_known(row: Sequence[str], mx: Ruleset, handles: Handles) -> None:
    """Up to the mass of one they may be one; above it they are more, or a heavier one."""
    substance, most = row
    for amount, band in ((Decimal(most), "within"), (Decimal(most) + Decimal("0.001"), "below_x1000")):
        item = Item(substance, str(amount), "mg")
        outcome = preferred(on(LAST, "possession", {}, item), mx, handles)

        assert TABLES["answers"][band] == found(outcome), f"{amount} mg"


@pytest.mark.parametrize("substance", TABLES["no_row"])
def test_what_the_table_does_not_name_is_federal_in_any_amount(
    substance: str, mx: Ruleset, handles: Handles
) -> None:
    """A microgram."""
    outcome = preferred(on(LAST, "possession", {}, Item(substance, "0.000001", "g")), mx, handles)

    assert TABLES["answers"]["no_row"] == found(outcome)


def test_every_substance_has_a_row_or_is_said_to_have_none(mx: Ruleset) -> None:
    """But for plants, which the table does not measure, and precursors, which are no narcotics."""
    contents = mx.law(Dates.all_on(date.fromisoformat(LAST))).contents
    of_a_form = {name for name, substance in contents.substances.items() if not substance.forms}
    rows = {row[0] for row in TABLES["limits"]} | set(TABLES["units"]["substances"])

    assert of_a_form == rows | {*TABLES["no_row"], "cannabis_plant", "opium_poppy", "precursor"}


@pytest.mark.parametrize("row", TABLES["articles"], ids=lambda row: str(row[2]))
def test_every_range_and_fine(row: Sequence[Any], mx: Ruleset, handles: Handles) -> None:
    """As the statute has them, before any step."""
    conduct, facts, *answer = row

    assert answer == found(preferred(on(LAST, conduct, facts), mx, handles))


def test_every_first_day_is_as_transcribed(mx: Ruleset) -> None:
    """No revision begins on another day."""
    days = {
        name: [str(revision.in_force) for revision in instrument.revisions]
        for name, instrument in mx.instruments.items()
    }

    assert days == TABLES["revisions"]
