"""The schedules, maxima and limits of Canada, against a second transcription typed from the law sheet."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Item, RawValue
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day, preferred
from tests.shipped import SHIPPED

pytestmark = pytest.mark.ca

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "canada_tables.json").read_text(encoding="utf-8")
)
MICROGRAM: Final = Decimal("0.000001")
LAST: Final = "2026-07-01"
ONE_OF: Final = {
    "i": "heroin",
    "ii": "synthetic_cannabinoids",
    "iii": "lsd",
    "iv": "khat",
    "v": "spirobrorphine",
}
CONDUCT: Final[Mapping[str, tuple[str, Mapping[str, RawValue]]]] = {
    "4(1)": ("possession", {}),
    "4(2)": ("acquisition", {"obtained_from_practitioner": True, "earlier_prescriptions_undisclosed": True}),
    "5": ("supply", {}),
    "6": ("import", {}),
    "7": ("production", {}),
    "7.1": ("other_offence", {"special_act": "things_for_drug_offence"}),
}

on = partial(on_day, "ca")


@pytest.fixture(scope="module")
def ca() -> Ruleset:
    return SHIPPED["ca"]


def the_day_before(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))


def most(outcome: Outcome, checkpoint: Checkpoint = Checkpoint.FINAL) -> str:
    """Return the most in months, as the transcription writes it."""
    end = outcome.checkpoints[checkpoint].max
    if end.months is None:
        return str(end)
    return "60 less a day" if str(end.months) == "1799/30" else str(end.months)


@pytest.mark.parametrize("row", TABLES["schedules"], ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_substance_is_in_its_schedule_from_its_first_day(
    row: tuple[str, str, list[str]], ca: Ruleset, handles: Handles
) -> None:
    """On its first day it is in the schedule, and on the day before it is not."""
    schedule, first, substances = row
    for substance in substances:
        item = Item(substance, "1", "g")

        assert schedule == preferred(on(first, "supply", {}, item), ca, handles).slots["schedule"], substance
        if first != "2003-12-11":
            before = preferred(on(the_day_before(first), "supply", {}, item), ca, handles)
            assert schedule != before.slots["schedule"], substance


@pytest.mark.parametrize("row", TABLES["schedule_iii_until"], ids=lambda row: row[0])
def test_what_moved_was_in_schedule_iii(row: tuple[str, str], ca: Ruleset, handles: Handles) -> None:
    """On the last day it still is."""
    substance, last = row

    assert (
        "iii" == preferred(on(last, "supply", {}, Item(substance, "1", "g")), ca, handles).slots["schedule"]
    )


def test_schedule_v_ends(ca: Ruleset, handles: Handles) -> None:
    """The entries of a year."""
    item, last = Item("spirobrorphine", "1", "g"), TABLES["v_until"]
    after = str(date.fromisoformat(last) + timedelta(days=1))

    assert "v" == preferred(on(last, "supply", {}, item), ca, handles).slots["schedule"]
    assert "not_recorded" == preferred(on(after, "supply", {}, item), ca, handles).slots["schedule"]


def cells(name: str) -> Iterator[tuple[str, str, str]]:
    for schedule, row in TABLES[name].items():
        yield from ((schedule, section, figure) for section, figure in row.items())


@pytest.mark.parametrize(("schedule", "section", "figure"), list(cells("maxima")))
def test_every_maximum(schedule: str, section: str, figure: str, ca: Ruleset, handles: Handles) -> None:
    """Of each section and schedule, in the text of the last day."""
    conduct, facts = CONDUCT[section]
    case = on(LAST, conduct, facts, Item(ONE_OF[schedule], "1", "g"))

    assert figure == most(preferred(case, ca, handles))


@pytest.mark.parametrize(("schedule", "section", "figure"), list(cells("summary_maxima")))
def test_every_summary_maximum(
    schedule: str, section: str, figure: str, ca: Ruleset, handles: Handles
) -> None:
    """Of a first offence that is prosecuted summarily."""
    conduct, facts = CONDUCT[section]
    case = on(LAST, conduct, {**facts, "prosecution_mode": "summary"}, Item(ONE_OF[schedule], "1", "g"))

    assert figure == most(preferred(case, ca, handles))


@pytest.mark.parametrize("row", TABLES["equal_to_one_gram_dried"], ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_equivalent_of_dried_cannabis(
    row: tuple[str, str, str, str], ca: Ruleset, handles: Handles
) -> None:
    """The limit in public is lawful and a microgram of dried cannabis more is not, each with its mark."""
    substance, first, grams, mark = row
    limit = Decimal(grams) * TABLES["limit_in_public_grams"]
    for amount, lawful in ((limit, True), (limit + Decimal(grams).max(1) * MICROGRAM, False)):
        case = on(first, "possession", {"place": "public"}, Item(substance, str(amount), "g"))
        outcome = preferred(case, ca, handles)

        assert lawful is (outcome.offence_id == "cannabis-lawful-possession"), amount
        assert mark in {
            f.mark.value for f in outcome.figures if f.of in {"dried_equivalents", "dried_equivalent"}
        }


def test_the_line_of_one_kilogram(ca: Ruleset, handles: Handles) -> None:
    """Of every substance of Schedule I, on the last day of the minimums."""
    line, day = TABLES["import_line_grams"], "2022-11-16"
    for schedule, first, substances in TABLES["schedules"]:
        if schedule != "i" or first > day:
            continue
        for substance in substances:
            for amount, least in ((Decimal(line), "0"), (line + MICROGRAM, "24")):
                facts: Mapping[str, RawValue] = {
                    "notice_of_minimum_given": True,
                    "province": "another_province",
                }
                outcome = preferred(on(day, "import", facts, Item(substance, str(amount), "g")), ca, handles)

                assert least == str(outcome.checkpoints[Checkpoint.FINAL].min.months), substance


def test_the_limits_of_cannabis_before_2018(ca: Ruleset, handles: Handles) -> None:
    """Schedules VIII and VII on their last day."""
    limits, day = TABLES["old_cannabis_grams"], "2018-10-16"
    for substance, limit in limits["possession"].items():
        for amount, offence in ((Decimal(limit), "cannabis-4-5"), (limit + MICROGRAM, "cannabis-4-4")):
            item = Item(substance, str(amount), "g")
            assert offence == preferred(on(day, "possession", {}, item), ca, handles).offence_id, substance
    for amount, offence in (
        (Decimal(limits["trafficking"]), "cannabis-5-3-a1"),
        (limits["trafficking"] + MICROGRAM, "cdsa-5-i-ii"),
    ):
        item = Item("cannabis_dried", str(amount), "g")
        assert offence == preferred(on(day, "supply", {}, item), ca, handles).offence_id, amount
