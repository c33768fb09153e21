"""What the source documents say of HOPE and Back on Track, which are programmes and no law of a range."""

import pytest

from propengine.law.catalogue import recorded
from propengine.law.elements import Language
from propengine.law.programmes import Programme, ProgrammeStatus
from propengine.law.ruleset import Dates
from propengine.law.stages import Stage
from tests.requirements.asking import Facts, described, outcome, status, told
from tests.shipped import SHIPPED
from tests.support import DAY

PROBATION: Facts = {"on_probation": True, "risk": "high"}
CANDIDATE: Facts = {
    "age_at_offence": 22,
    "prior_convictions": 0,
    "violence_history": False,
    "listed_conviction": False,
    "referred_by": "prosecutor",
    "pleads_guilty": True,
}


def hope(facts: Facts) -> tuple[ProgrammeStatus | None, frozenset[str]]:
    """Return what is said of HOPE, and the notices that are told."""
    found = outcome("us-hi", "2012-06-08", "other_offence", facts, stage="post_sentence")
    return status(found, "us-hope"), told(found)


def back_on_track(but: Facts, conduct: str = "possession_with_intent") -> ProgrammeStatus | None:
    """Return what is said of Back on Track to the candidate with some facts changed."""
    found = outcome("us-ca-sf", "2012-02-10", conduct, {**CANDIDATE, **but}, stage="pre_trial")
    return status(found, "us-bot")


def programme(code: str, id_: str) -> Programme:
    """Return a programme as it is in force on the day of the tests."""
    return SHIPPED[code].law(Dates.all_on(DAY)).contents.programmes[id_]


@pytest.mark.requirement("S-139")
def test_hope_is_of_2004_and_after_the_sentence() -> None:
    """Its own name; the month of its beginning is not recorded, so the first sure day is of 2005."""
    (revision,) = SHIPPED["us-hi"].instruments["hope"].revisions

    assert [Stage.POST_SENTENCE] == programme("us-hi", "us-hope").stage
    assert programme("us-hi", "us-hope").name[Language.EN].startswith("Hawaii's Opportunity Probation")
    assert "2004" in (revision.header.note or "")


@pytest.mark.requirement("S-140")
def test_hope_is_for_probationers_at_risk_or_in_breach_or_driven_by_substances() -> None:
    """One of the three is enough, and none is too little."""
    low: Facts = {
        "on_probation": True,
        "risk": "low",
        "repeated_noncompliance": False,
        "top_criminogenic_need": "other",
    }

    assert ProgrammeStatus.ELIGIBLE == hope({**low, "risk": "high"})[0]
    assert ProgrammeStatus.ELIGIBLE == hope({**low, "repeated_noncompliance": True})[0]
    assert ProgrammeStatus.ELIGIBLE == hope({**low, "top_criminogenic_need": "substance"})[0]
    assert ProgrammeStatus.CLOSED == hope(low)[0]
    assert ProgrammeStatus.CLOSED == hope({**PROBATION, "on_probation": False})[0]


@pytest.mark.requirement("S-142")
def test_hope_asks_for_a_call_every_morning_and_random_tests() -> None:
    """They stand among its conditions."""
    asked = " ".join(text[Language.EN] for text in programme("us-hi", "us-hope").conditions)

    assert "call every morning" in asked
    assert "random drug tests" in asked


@pytest.mark.requirement("S-143")
def test_a_hearing_later_than_72_hours_is_told() -> None:
    """At 72 hours it is in time."""
    assert "hearing-too-late" not in hope({**PROBATION, "time_to_hearing": "72 h"})[1]
    assert "hearing-too-late" in hope({**PROBATION, "time_to_hearing": "73 h"})[1]


@pytest.mark.requirement("S-145")
def test_hope_treats_on_request_or_after_repeated_positives_alone() -> None:
    """At the first positive test nothing is mandated."""
    first = hope({**PROBATION, "earlier_positive_tests": 0, "treatment_requested": False})[1]
    asked = hope({**PROBATION, "earlier_positive_tests": 0, "treatment_requested": True})[1]
    again = hope({**PROBATION, "earlier_positive_tests": 2, "treatment_requested": False})[1]

    assert "no-treatment-mandated-at-the-first" in first
    assert {"treatment-on-request", "treatment-after-continued-positives"}.isdisjoint(first)
    assert "treatment-on-request" in asked
    assert "treatment-after-continued-positives" in again


@pytest.mark.requirement("C-11")
def test_both_findings_on_hope_are_kept() -> None:
    """The evaluation in Hawaii found fewer arrests, the later trial none."""
    note = (programme("us-hi", "us-hope").note or {})[Language.EN]

    assert "fewer arrests" in note
    assert "the later trial at four sites none" in note


@pytest.mark.requirement("C-10")
def test_hope_has_its_own_name_and_that_of_the_demonstration() -> None:
    """Hawaii's own is the name; that of the demonstration in other places is another one."""
    assert programme("us-hi", "us-hope").name[Language.EN].startswith("Hawaii's Opportunity Probation")
    assert "Honest Opportunity Probation with Enforcement" in described("us-hope").aliases


@pytest.mark.requirement("S-146", "C-12")
def test_back_on_track_is_for_18_to_30_charged_with_intent_or_a_low_level_sale() -> None:
    """Above 24 the other source's age is told."""
    older = outcome(
        "us-ca-sf",
        "2012-02-10",
        "possession_with_intent",
        {**CANDIDATE, "age_at_offence": 27},
        stage="pre_trial",
    )

    assert ProgrammeStatus.ELIGIBLE == back_on_track({}) == back_on_track({"age_at_offence": 30})
    assert ProgrammeStatus.CLOSED == back_on_track({"age_at_offence": 31})
    assert ProgrammeStatus.ELIGIBLE == back_on_track({"low_level_sale": True}, "supply")
    assert ProgrammeStatus.CLOSED == back_on_track({"low_level_sale": False}, "supply")
    assert "typical-age" in told(older)


@pytest.mark.requirement("S-147")
def test_back_on_track_is_closed_by_a_conviction_and_by_violence() -> None:
    """Each alone."""
    assert ProgrammeStatus.ELIGIBLE == back_on_track({})
    assert ProgrammeStatus.CLOSED == back_on_track({"prior_convictions": 1, "prior_felonies": 1})
    assert ProgrammeStatus.CLOSED == back_on_track({"violence_history": True})


@pytest.mark.requirement("S-148")
def test_back_on_track_is_referred_by_the_prosecutor_alone() -> None:
    """Nobody else opens it."""
    assert ProgrammeStatus.ELIGIBLE == back_on_track({"referred_by": "prosecutor"})
    assert ProgrammeStatus.CLOSED == back_on_track({"referred_by": "other"})


@pytest.mark.requirement("S-149")
def test_the_first_phase_of_back_on_track_is_of_six_weeks() -> None:
    """A longer one is told; so is a plan that begins before it is completed."""

    def said(facts: Facts) -> frozenset[str]:
        known: Facts = {**CANDIDATE, **facts}
        return told(outcome("us-ca-sf", "2012-02-10", "possession_with_intent", known, stage="pre_trial"))

    assert "orientation-over-six-weeks" not in said({"time_in_orientation": "6 w"})
    assert "orientation-over-six-weeks" in said({"time_in_orientation": "43 d"})
    assert "plan-before-orientation" not in said({"plan_begun": True, "orientation_completed": True})
    assert "plan-before-orientation" in said({"plan_begun": True, "orientation_completed": False})


@pytest.mark.requirement("S-152")
def test_back_on_track_lasts_12_to_18_months() -> None:
    """After the orientation."""
    term = programme("us-ca-sf", "us-bot").term

    assert term is not None
    assert ("12 m", "18 m") == (str(term.min), str(term.max))


@pytest.mark.requirement("S-153", "C-12")
def test_the_hours_of_back_on_track_are_kept_as_both_sources_have_them() -> None:
    """30 in the orientation; 220 in all, "up to" by one source."""
    asked = " ".join(text[Language.EN] for text in programme("us-ca-sf", "us-bot").conditions)

    assert "30 hours" in asked
    assert '220 hours of community service in all ("up to", by one source)' in asked


@pytest.mark.requirement("S-155")
def test_completing_back_on_track_undoes_plea_case_and_record() -> None:
    """The plea is withdrawn, the case dismissed, the record expunged."""
    done = (programme("us-ca-sf", "us-bot").on_completion or {})[Language.EN]

    for effect in ("plea is withdrawn", "case dismissed", "record expunged"):
        assert effect in done


@pytest.mark.requirement("S-156", "S-157")
def test_the_figures_of_back_on_track_say_whose_they_are() -> None:
    """Ten in a hundred of those who completed it, without a control group; 5,000 dollars against 10,000."""
    note = (programme("us-ca-sf", "us-bot").note or {})[Language.EN]

    assert "Of those who completed it, 10 % offended again (no control group)" in note
    assert "5,000 dollars a person against 10,000 to adjudicate" in note


@pytest.mark.requirement("C-13")
def test_the_cost_of_a_year_in_jail_is_kept_as_a_range() -> None:
    """The document's nearly 50,000 dollars, and the 35,000 to 50,000 of the press."""
    records = recorded(described("us-bot").evidence) or []
    (cost,) = (record.says[Language.EN] for record in records if "incarceration" in record.says[Language.EN])

    assert "nearly 50,000 a year of incarceration (35,000 to 50,000 in the press)" in cost
