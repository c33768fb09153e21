"""British Columbia's exemption over the law of Canada: its list and limit, and what an overlay needs."""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset
from tests.rulesets.asked import on_day, preferred
from tests.rulesets.test_canada_tables import MICROGRAM, TABLES
from tests.shipped import HANDLES, SHIPPED
from tests.support import RULESETS

pytestmark: pytest.MarkDecorator = getattr(pytest.mark, "ca-bc")

EXEMPTION = TABLES["british_columbia"]
on = partial(on_day, "ca-bc")


@pytest.fixture(scope="module")
def british_columbia() -> Ruleset:
    return SHIPPED["ca-bc"]


def test_every_listed_drug_up_to_the_limit(british_columbia: Ruleset, handles: Handles) -> None:
    """At the limit possession is exempt, and a microgram more it is not."""
    day, limit = "2024-06-10", Decimal(EXEMPTION["grams"])
    for substance in EXEMPTION["listed"]:
        for amount, exempt in ((limit, True), (limit + MICROGRAM, False)):
            case = on(day, "possession", {"place": "private_residence"}, Item(substance, str(amount), "g"))

            assert exempt is (preferred(case, british_columbia, handles).offence_id == "bc-exempt"), substance


def test_no_other_drug_is_exempt(british_columbia: Ruleset, handles: Handles) -> None:
    """However little it is."""
    for substance in EXEMPTION["unlisted"]:
        case = on("2023-06-10", "possession", {}, Item(substance, "0.1", "g"))

        assert preferred(case, british_columbia, handles).offence_id != "bc-exempt", substance


def test_the_exemption_has_a_first_and_a_last_day(british_columbia: Ruleset, handles: Handles) -> None:
    """The last day is covered, the day after is not; nor is the day before the first."""
    first, last = (date.fromisoformat(EXEMPTION[end]) for end in ("first", "last"))
    found = {
        day: preferred(
            on(str(day), "possession", {"place": "private_residence"}, Item("cocaine", "1", "g")),
            british_columbia,
            handles,
        ).offence_id
        for day in (first - timedelta(days=1), first, last, last + timedelta(days=1))
    }

    assert ["cdsa-4-1-i", "bc-exempt", "bc-exempt", "cdsa-4-1-i"] == list(found.values())


def test_canada_does_not_know_the_exemption() -> None:
    """The same act elsewhere in Canada is possession."""
    case = on_day("ca", "2023-06-10", "possession", {}, Item("cocaine", "1", "g"))

    assert "cdsa-4-1-i" == preferred(case, SHIPPED["ca"], HANDLES).offence_id


def test_what_an_overlay_does_not_inherit_is_the_same_in_both(british_columbia: Ruleset) -> None:
    """Gaps, phases, age and calendar are of each jurisdiction; those of the province are the nation's."""
    province, nation = british_columbia.jurisdiction, SHIPPED["ca"].jurisdiction

    for field in ("gaps", "phases", "sentencing_age", "calendar", "milder_law", "languages"):
        assert getattr(province, field) == getattr(nation, field), field


def test_a_local_code_without_its_parent_is_refused(tmp_path: Path) -> None:
    """The overlay alone is no ruleset."""
    shutil.copytree(RULESETS / "ca-bc", tmp_path / "ca-bc")

    with pytest.raises(
        RulesetFaults, match="expected a loaded jurisdiction that extends no other, found 'ca'"
    ):
        load_ruleset(tmp_path / "ca-bc")


def test_an_overlay_that_begins_before_its_parent_is_refused(tmp_path: Path) -> None:
    """On such a day what it changes does not exist."""
    for code in ("ca", "ca-bc"):
        shutil.copytree(RULESETS / code, tmp_path / code)
    exemption = tmp_path / "ca-bc" / "bc-exemption"
    (exemption / "2023-01-31.yaml").rename(exemption / "2000-01-01.yaml")
    second = exemption / "2023-09-18.yaml"
    second.write_text(
        second.read_text(encoding="utf-8").replace("2023-01-31", "2000-01-01"), encoding="utf-8"
    )

    with pytest.raises(RulesetFaults) as found:
        load_ruleset(tmp_path / "ca-bc")

    expected = "expected a first day on or after 2003-12-11, on which the law of ca begins, found 2000-01-01"
    assert [f"ca-bc/bc-exemption/2000-01-01.yaml:1:1: (file): {expected}"] == [
        str(fault) for fault in found.value.faults
    ]


def test_a_date_before_the_parent_is_refused(british_columbia: Ruleset, handles: Handles) -> None:
    """No law of Canada is recorded for it, and the overlay gives none."""
    with pytest.raises(CaseRefusedError) as refused:
        decide(on("2003-12-10", "possession", {}, Item("cocaine", "1", "g")), british_columbia, handles)

    assert [Reason.NO_LAW_ON_DATE] == [refusal.reason for refusal in refused.value.refusals]
