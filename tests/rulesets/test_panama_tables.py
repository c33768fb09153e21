"""Every figure of the Panamanian ruleset, compared with a second transcription typed from the law sheet.

The law has no table of amounts: "scant" is for the court. What is compared are ranges, limits and days.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import RawValue
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.law.elements import lowest
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.shipped import SHIPPED
from tests.support import a_case

pytestmark = pytest.mark.pa

FIGURES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "panama_figures.json").read_text(encoding="utf-8")
)
DAYS: Final = ["2008-05-23", "2009-11-01", "2009-11-02", "2012-07-04", "2012-07-05", "2019-06-15"]
THIRD: Final[Mapping[str, RawValue]] = {"plea_agreement": True, "plea_reduction": "1/3"}
OWN_USE: Final[Mapping[str, Any]] = FIGURES["offences"][0]["facts"]


@pytest.fixture(scope="module")
def pa() -> Ruleset:
    return SHIPPED["pa"]


def asked(
    pa: Ruleset, handles: Handles, conduct: str, facts: Mapping[str, Any], day: str, later: str | None = None
) -> Decision:
    """Return the decision of a case on one day, or decided later."""
    stated: dict[str, RawValue] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()
    }
    here = date.fromisoformat(day)
    decided = date.fromisoformat(later) if later else here
    case = a_case(facts=stated, conduct=conduct, jurisdiction="pa", offence=here, decision=decided)
    return decide(case, pa, handles, with_decisive_sets=False)


def range_at(decision: Decision, checkpoint: Checkpoint) -> list[Fraction | None]:
    """Return the ends of the preferred outcome at a checkpoint, in months."""
    assert decision.preferred is not None
    found = decision.preferred.checkpoints[checkpoint]
    return [found.min.months, found.max.months]


@pytest.mark.parametrize("row", FIGURES["offences"], ids=lambda row: str(row["row"]))
@pytest.mark.parametrize("day", DAYS)
def test_every_range_is_as_transcribed(
    pa: Ruleset, handles: Handles, row: Mapping[str, Any], day: str
) -> None:
    """From its first day to its last each offence has its range and day-fines; before, it does not exist."""
    decision = asked(pa, handles, row["conduct"], row["facts"], day)
    found = decision.preferred.offence_id if decision.preferred else None

    if not row["from"] <= day <= row.get("to", day):
        assert found != row["offence"] or range_at(decision, Checkpoint.INDIVIDUALISED) != row["months"]
        return
    assert found == row["offence"]
    assert range_at(decision, Checkpoint.INDIVIDUALISED) == row["months"]
    assert decision.preferred is not None
    fines = [[str(f.fine.min), str(f.fine.max)] for f in decision.preferred.fines]
    assert fines == ([row["day_fines"]] if "day_fines" in row else [])


@pytest.mark.parametrize("row", FIGURES["offences"], ids=lambda row: str(row["row"]))
def test_an_agreement_takes_a_third_off_the_least_and_nothing_off_the_most(
    pa: Ruleset, handles: Handles, row: Mapping[str, Any]
) -> None:
    """Each least has its floor."""
    day = row.get("to", "2019-06-15")
    decision = asked(pa, handles, row["conduct"], {**row["facts"], **THIRD}, day, "2019-06-15")

    assert range_at(decision, Checkpoint.FINAL) == [Fraction(row["plea_least"]), row["months"][1]]


def test_every_circumstance_doubles(pa: Ruleset, handles: Handles) -> None:
    """Each alone."""
    for facts in FIGURES["circumstances"]:
        decision = asked(pa, handles, "supply", facts, "2019-06-15")

        assert decision.preferred is not None
        assert decision.preferred.offence_id == "sale-doubled"


@pytest.mark.parametrize("row", FIGURES["programmes"], ids=lambda row: str(row["row"]))
def test_every_programme_is_as_transcribed(pa: Ruleset, handles: Handles, row: Mapping[str, Any]) -> None:
    """Mark, first day, and the limit: open at it, and not a day above."""
    window = pa.programme_windows[row["id"]]

    assert (window.programme.mark, str(window.first), window.last) == (row["mark"], row["from"], None)
    if "credit" in row:
        assert window.programme.term is not None
        assert window.programme.term.rate == Fraction(row["credit"]["rate"])
        assert str(window.programme.term.per) == f"{row['credit']['per_days']} d"
    if "imposed_at_most_months" in row:
        limit = f"{row['imposed_at_most_months']} m"
        found = []
        for imposed in (limit, f"{limit} 1 d"):
            facts = {**OWN_USE, **row["facts"], "imposed_sentence": imposed}
            preferred = asked(pa, handles, "possession", facts, "2019-06-15").preferred
            assert preferred is not None
            found += [verdict.status.value for verdict in preferred.programmes if verdict.id == row["id"]]
        assert found == ["eligible", row["above"]]


def test_the_code_of_criminal_procedure_begins_district_by_district(pa: Ruleset, handles: Handles) -> None:
    """An agreement lowers the least from the first day in the district, and on no day before."""
    for day, districts in FIGURES["districts"].items():
        before = str(date.fromisoformat(day) - timedelta(1))
        for district in districts:
            facts = {**THIRD, "judicial_district": district}
            if day != min(FIGURES["districts"]):
                decision = asked(pa, handles, "export", facts, "2010-06-15", before)
                assert range_at(decision, Checkpoint.FINAL) == [120, 180]
            decision = asked(pa, handles, "export", facts, "2010-06-15", day)
            assert range_at(decision, Checkpoint.FINAL) == [80, 180]


def test_every_first_day_is_as_transcribed(pa: Ruleset) -> None:
    """No revision begins on another day, and each day is as well checked as the sheet says."""
    found: dict[str, list[Any]] = {}
    for instrument in pa.instruments.values():
        for revision in instrument.revisions:
            found.setdefault(str(revision.in_force), []).append(revision.header.mark)

    assert {day: lowest(*marks) for day, marks in found.items()} == FIGURES["days"]
