"""What the source documents say of Ecuador: any possession until 2014, four scales since, and the pardon."""

from datetime import date

import pytest

from propengine.engine.decision import MilderVerdict, Status
from propengine.engine.serving import Meets, time_served
from propengine.law.programmes import ProgrammeStatus
from propengine.law.rules import Liability
from propengine.law.ruleset import Dates
from propengine.law.stages import Stage
from tests.requirements.asking import Facts, answer, months, outcome, status, told
from tests.shipped import SHIPPED
from tests.support import DAY, grams

pytestmark = pytest.mark.ec
TRADE: Facts = {"purpose": "trade"}


@pytest.mark.requirement("S-058")
def test_under_ley_108_any_possession_is_a_crime_and_the_conflict_is_told() -> None:
    """Eight grams for own use are a crime; that the constitution protects consumption is told beside it."""
    found = outcome("ec", "2013-06-19", "possession", {"purpose": "own_use"}, grams("8", "marijuana"))

    assert Liability.CRIMINAL_CUSTODIAL == found.liability
    assert "consumption-constitutionally-protected" in told(found)


@pytest.mark.requirement("S-076", "C-22")
@pytest.mark.parametrize("amount", ["0.5", "98", "6000"])
def test_under_ley_108_any_amount_has_144_to_192_months(amount: str) -> None:
    """Half a gram as six kilograms: the figures of the statute, not those of practice."""
    found = outcome("ec", "2010-03-01", "supply", TRADE, grams(amount, "cocaine_hydrochloride"))

    assert (144, 192) == months(found)


@pytest.mark.requirement("S-077")
def test_the_least_of_the_minimum_scale_is_2_months_in_place_of_144() -> None:
    """The answer has both laws in full; the fall of the least is 142 of 144, which is 98.6 %."""
    found = answer(
        "ec",
        "2013-05-01",
        "supply",
        TRADE,
        grams("50", "cocaine_hydrochloride"),
        decided="2014-09-01",
    )
    (compared,) = found.comparisons
    (before, _), (after, _) = (
        months(law.outcome) for law in compared.candidates if law.day in {compared.applied, date(2013, 5, 1)}
    )

    assert MilderVerdict.LATER_LAW == compared.verdict
    assert (144, 2) == (before, after)
    assert "98.6" == f"{100 * (144 - 2) / 144:.1f}"


@pytest.mark.requirement("C-14")
@pytest.mark.parametrize(
    ("day", "range_"),
    [
        ("2014-08-10", (2, 6)),
        ("2015-10-25", (2, 6)),
        ("2015-10-26", (12, 36)),
        ("2024-07-29", (12, 36)),
        ("2024-07-30", (36, 60)),
    ],
)
def test_the_minimum_scale_has_three_ranges_through_time(day: str, range_: tuple[int, int]) -> None:
    """Ten grams of marihuana lie in it on each of these days."""
    assert range_ == months(outcome("ec", day, "supply", TRADE, grams("10", "marijuana")))


@pytest.mark.requirement("S-068")
def test_the_answer_names_the_scale_that_substance_and_amount_make_together() -> None:
    """Fifty grams are the minimum scale of cocaine hydrochloride and a higher one of heroin."""
    cocaine = outcome("ec", "2014-09-01", "supply", TRADE, grams("50", "cocaine_hydrochloride"))
    heroin = outcome("ec", "2014-09-01", "supply", TRADE, grams("50", "heroin"))
    named = {figure.row for figure in cocaine.figures if figure.of == "scale"}

    assert (2, 6) == months(cocaine)
    assert months(cocaine) != months(heroin)
    assert cocaine.slots["scale"] != heroin.slots["scale"]
    assert named == {"cocaine_hydrochloride"}


@pytest.mark.requirement("S-081")
def test_circumstances_move_the_range_each_in_its_direction_and_are_traced() -> None:
    """Two that mitigate lower the least by a third; one that aggravates raises the most by a third."""
    six_kilograms = grams("6000", "cocaine_hydrochloride")
    eased = outcome("ec", "2014-09-01", "transport", {"mitigating_circumstances": 2}, six_kilograms)
    plain = outcome("ec", "2014-09-01", "transport", {}, six_kilograms)
    raised = outcome("ec", "2014-09-01", "transport", {"aggravating_circumstances": 1}, six_kilograms)
    standing = {step.clause.id for step in eased.trace if step.stands}

    assert (120, 156) == months(plain)
    assert months(eased)[0] == 80
    assert months(raised)[1] == 208
    assert "art-44-mitigating" in standing
    assert "art-44-aggravating" not in standing


COURIER: Facts = {"role": "courier", "reoffender": False, "imposed_sentence": "96 m", "served": "14 m"}


@pytest.mark.requirement("S-174")
def test_the_pardon_of_2008_is_a_measure_for_a_time_after_incarceration() -> None:
    """On its day it is open; the day after it is not offered, and the decision says why."""
    asked = {"stage": "post_sentence", "decided": "2008-07-04"}
    on_the_day = outcome("ec", "2007-05-01", "transport", COURIER, grams("1900", "cocaine"), **asked)
    asked["decided"] = "2008-07-05"
    after = answer("ec", "2007-05-01", "transport", COURIER, grams("1900", "cocaine"), **asked)
    (closed,) = (window for window in after.windows if window.id == "ec-pardon-2008")
    (programme,) = (v.programme for v in on_the_day.programmes if v.id == "ec-pardon-2008")

    assert ProgrammeStatus.ELIGIBLE == status(on_the_day, "ec-pardon-2008")
    assert ("special_temporary", [Stage.POST_SENTENCE]) == (programme.mechanism, programme.stage)
    assert closed.last is not None


@pytest.mark.requirement("S-176")
def test_the_pardon_leaves_the_law_as_it_is() -> None:
    """The same act has the same range on its day and a month later."""
    on_the_day = outcome("ec", "2008-07-04", "transport", TRADE, grams("1900", "cocaine_hydrochloride"))
    later = outcome("ec", "2008-08-04", "transport", TRADE, grams("1900", "cocaine_hydrochloride"))

    assert (144, 192) == months(on_the_day) == months(later)


@pytest.mark.requirement("C-17")
def test_time_served_for_the_pardon_has_two_readings() -> None:
    """A tenth of the sentence, or one year: six months of sixty are enough under one of them."""
    facts = {**COURIER, "imposed_sentence": "60 m", "served": "6 m"}
    found = answer(
        "ec",
        "2007-11-01",
        "transport",
        facts,
        grams("1900", "cocaine"),
        stage="post_sentence",
        decided="2008-07-04",
    )

    assert Status.DISCRETION == found.status
    assert {ProgrammeStatus.ELIGIBLE, ProgrammeStatus.CLOSED} == {
        status(each, "ec-pardon-2008") for each in found.outcomes
    }


@pytest.mark.requirement("S-070")
def test_no_limit_is_known_but_those_of_a_ruleset_and_its_day() -> None:
    """Ecuador's table of 2013 ends in 2023; Portugal's is another, and Costa Rica has none."""
    own_use: Facts = {"purpose": "own_use"}
    before = outcome("ec", "2023-11-23", "possession", own_use, grams("10", "marijuana"))
    tables = {code: SHIPPED[code].law(Dates.all_on(DAY)).contents.tables for code in ("ec", "pt", "cr")}

    assert "own-use-within-table" == before.offence_id
    assert "own_use_limit" in tables["ec"]
    assert "own_use_limit" not in SHIPPED["ec"].law(Dates.all_on(DAY.replace(year=2024))).contents.tables
    assert "daily_dose" in tables["pt"]
    assert {} == tables["cr"]


@pytest.mark.requirement("S-078")
@pytest.mark.parametrize(
    ("served", "meets"),
    [("11 m", Meets.BELOW_LEAST), ("35 m", Meets.LEAST_REACHED), ("36 m", Meets.MOST_REACHED)],
)
def test_a_sentence_under_ley_108_is_reviewed_by_the_mildest_law(served: str, meets: Meets) -> None:
    """1.9 kg of 2009, 96 months imposed: 12 to 36 by the first COIP, and whether the time served meets it."""
    found = answer(
        "ec",
        "2009-04-01",
        "transport",
        {
            "age_at_offence": 30,
            "role": "courier",
            "reoffender": False,
            "sentenced_under_ley_108": True,
            "imposed_sentence": "96 m",
            "served": served,
        },
        grams("1900", "cocaine_hydrochloride"),
        stage="post_sentence",
        decided="2014-09-15",
    )
    (compared,) = found.comparisons

    assert (MilderVerdict.LATER_LAW, date(2014, 8, 10)) == (compared.verdict, compared.applied)
    assert found.preferred is not None
    assert (12, 36) == months(found.preferred)
    assert (told_of := time_served(found.preferred)) is not None
    assert meets is told_of.meets
