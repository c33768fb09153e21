"""What the source documents say of Costa Rica: articles 77 and 77 bis, and treatment under supervision."""

from datetime import date

import pytest

from propengine.engine.decision import Status
from propengine.engine.outcome import Outcome
from propengine.law.elements import Language
from propengine.law.programmes import ProgrammeStatus
from propengine.law.ruleset import Dates
from tests.requirements.asking import Facts, answer, gates, months, outcome, status, told
from tests.shipped import SHIPPED

pytestmark = pytest.mark.cr
WOMAN: Facts = {"gender": "female", "place": "prison"}


@pytest.mark.requirement("S-091", "C-06")
def test_bringing_drugs_into_a_prison_has_at_least_96_months() -> None:
    """Article 77, for whoever is in none of the four situations: 96 to 240 months."""
    found = outcome("cr", "2012-06-15", "introduce_into_prison", {**WOMAN, "poverty": True})

    assert "art-77" == found.offence_id
    assert (96, 240) == months(found)


@pytest.mark.requirement("S-092", "C-06")
def test_a_woman_in_one_of_the_situations_has_36_to_96_months() -> None:
    """Article 77 bis; its most is the least of article 77."""
    found = outcome("cr", "2016-06-15", "introduce_into_prison", {**WOMAN, "poverty": True})

    assert "art-77-bis" == found.offence_id
    assert (36, 96) == months(found)


@pytest.mark.requirement("S-118")
def test_article_77_bis_is_open_to_a_woman_who_brings_drugs_into_a_prison_alone() -> None:
    """Not to a man, and not to a woman who sells on a street."""
    woman = outcome("cr", "2016-06-15", "introduce_into_prison", {**WOMAN, "poverty": True})
    man = answer("cr", "2016-06-15", "introduce_into_prison", {"gender": "male", "poverty": True})
    seller = {"gender": "female", "poverty": True, "place": "street", "purpose": "supply"}
    street = outcome("cr", "2015-03-15", "supply", seller)

    assert ProgrammeStatus.ELIGIBLE == status(woman, "cr-77bis")
    assert ProgrammeStatus.CLOSED == status(street, "cr-77bis")
    assert man.preferred is not None
    assert "art-77" == man.preferred.offence_id


@pytest.mark.requirement("S-119")
@pytest.mark.parametrize("situation", [{"poverty": True}, {"head_of_household": True, "vulnerable": True}])
def test_poverty_or_a_household_in_a_vulnerable_condition_is_enough(situation: Facts) -> None:
    """Each alone opens article 77 bis; being head of a household alone does not."""
    nothing = {"poverty": False, "has_dependant": (), "older_adult": False}
    found = outcome("cr", "2016-06-15", "introduce_into_prison", {**WOMAN, **situation})
    head = {**WOMAN, **nothing, "head_of_household": True, "vulnerable": False}

    assert "art-77-bis" == found.offence_id
    assert "art-77" == outcome("cr", "2016-06-15", "introduce_into_prison", head).offence_id


@pytest.mark.requirement("S-120")
@pytest.mark.parametrize("dependant", ["minor", "older_adult", "disabled"])
def test_a_dependant_of_each_kind_is_enough(dependant: str) -> None:
    """Minors, older adults and persons with disabilities."""
    facts = {**WOMAN, "poverty": False, "head_of_household": False, "has_dependant": (dependant,)}

    assert "art-77-bis" == outcome("cr", "2016-06-15", "introduce_into_prison", facts).offence_id


@pytest.mark.requirement("S-121", "C-07")
def test_another_vulnerable_position_is_left_to_a_person() -> None:
    """Outside the listed situations both readings are returned, and their question in words."""
    nothing = {"poverty": False, "head_of_household": False, "has_dependant": (), "older_adult": False}
    found = answer("cr", "2016-06-15", "introduce_into_prison", {**WOMAN, **nothing, "vulnerable": True})

    assert Status.DISCRETION == found.status
    assert {"art-77", "art-77-bis"} == {each.offence_id for each in found.outcomes}
    assert {"fourth-limb"} == {name for each in found.outcomes for name in each.open_readings}


@pytest.mark.requirement("C-05")
def test_what_the_documents_call_article_77_is_told_to_be_77_bis() -> None:
    """The relief is article 77 bis; article 77 is the offence of eight to twenty years."""
    relief = outcome("cr", "2016-06-15", "introduce_into_prison", {**WOMAN, "poverty": True})
    before = outcome("cr", "2012-06-15", "introduce_into_prison", {**WOMAN, "poverty": True})

    assert "called-article-77" in told(relief)
    assert "called-article-77" not in told(before)


SUPERVISED: Facts = {
    "offence_carries_prison": True,
    "treatment_place_assured": True,
    "restorative_procedure": False,
    "sud_assessed": "moderate",
    "consents": True,
    "other_restorative_gateway": True,
}


@pytest.mark.requirement("S-114", "S-130", "S-038")
def test_treatment_under_judicial_supervision_asks_for_an_offence_driven_by_dependence() -> None:
    """Theft and other offences that are no drug offences count, where the motive is shown."""
    driven = outcome(
        "cr",
        "2020-06-15",
        "other_offence",
        {**SUPERVISED, "offence_linked_to_problem_use": True},
        stage="pre_trial",
    )
    other = outcome(
        "cr",
        "2020-06-15",
        "other_offence",
        {**SUPERVISED, "offence_linked_to_problem_use": False},
        stage="pre_trial",
    )

    assert ProgrammeStatus.ELIGIBLE == status(driven, "cr-ptdjr")
    assert ProgrammeStatus.CLOSED == status(other, "cr-ptdjr")


@pytest.mark.requirement("S-173")
def test_the_legal_and_the_clinical_gate_are_reported_apart() -> None:
    """Who has no disorder meets the legal gate and not the clinical one."""
    facts = {**SUPERVISED, "offence_linked_to_problem_use": True, "sud_assessed": "none"}
    found = outcome("cr", "2020-06-15", "other_offence", facts, stage="pre_trial")

    assert ProgrammeStatus.ELIGIBLE == gates(found, "cr-ptdjr")["legal"]
    assert ProgrammeStatus.CLOSED == gates(found, "cr-ptdjr")["clinical"]


@pytest.mark.requirement("S-064")
def test_the_trace_holds_what_moved_the_range_and_what_did_not() -> None:
    """The step of article 72 acts; the reduction of the abbreviated procedure was considered and did not."""
    facts = {
        "gender": "female",
        "poverty": True,
        "vulnerability_influenced_offence": True,
        "prior_convictions": 0,
    }
    found = outcome("cr", "2021-06-15", "supply", {**facts, "abbreviated_procedure": False})
    steps = {step.clause.id: step.stands for step in found.trace if step.clause.id.startswith("art-")}

    assert steps["art-72"]
    assert not steps["art-373-reduction"]


def in_the_pilot(facts: Facts) -> Outcome:
    """Return the outcome of a sale driven by dependence before a court of the pilot."""
    known: Facts = {"offence_linked_to_problem_use": True, "pilot_location": True, **facts}
    return outcome("cr", "2015-06-15", "supply", known, stage="pre_trial", decided="2015-07-15")


@pytest.mark.requirement("S-113")
def test_the_five_phases_of_the_pilot_come_in_order_within_20_months() -> None:
    """Progress is stated with the case; what is out of order or late is told, and closes nothing."""
    order, sixth, late = "phases-out-of-order", "no-sixth-phase", "over-twenty-months"
    in_order = in_the_pilot({"phases_completed": 4, "phase_reached": 5, "time_in_programme": "20 m"})
    skipped = in_the_pilot({"phases_completed": 2, "phase_reached": 4, "time_in_programme": "21 m"})
    beyond = in_the_pilot({"phases_completed": 5, "phase_reached": 6, "time_in_programme": "20 m"})

    assert {order, sixth, late}.isdisjoint(told(in_order))
    assert {order, late} == told(skipped) & {order, sixth, late}
    assert {sixth} == told(beyond) & {order, sixth, late}
    assert ProgrammeStatus.ELIGIBLE == status(skipped, "cr-ptdj-pilot")


@pytest.mark.requirement("S-115")
def test_the_typical_beneficiary_is_told_as_what_was_general() -> None:
    """First offence, three to five years; it is open with convictions and at least eight years too."""
    dates = Dates.all_on(date(2015, 7, 15))
    note = SHIPPED["cr"].law(dates).contents.programmes["cr-ptdj-pilot"].note or {}
    found = in_the_pilot({"prior_convictions": 2})

    assert "Generally" in note[Language.EN]
    assert "first-time offenders with sentences of three to five years" in note[Language.EN]
    assert (96, 180) == months(found)
    assert ProgrammeStatus.ELIGIBLE == status(found, "cr-ptdj-pilot")
