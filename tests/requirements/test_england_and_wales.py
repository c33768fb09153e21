"""What the source documents say of England and Wales: roles and categories, and measures out of court."""

from datetime import date

import pytest

from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.conduct import Conduct
from propengine.law.programmes import ProgrammeStatus
from propengine.law.rules import Liability
from propengine.law.ruleset import Dates
from tests.requirements.asking import Facts, answer, months, outcome, status, told
from tests.shipped import HANDLES, SHIPPED
from tests.support import a_case, grams

pytestmark = getattr(pytest.mark, "gb-eaw")
KILOGRAM = grams("1000", "cocaine")
DAY = "2015-03-01"


@pytest.mark.requirement("S-010")
def test_the_role_is_one_of_three_words_in_order() -> None:
    """Another word is refused: it is no free text."""
    law = SHIPPED["gb-eaw"].law(Dates.all_on(date(2015, 3, 1)))
    case = a_case([KILOGRAM], {"uk_role": "boss"}, "import", jurisdiction="gb-eaw", offence=date(2015, 3, 1))

    assert ["lesser", "significant", "leading"] == law.contents.facts["uk_role"].members
    with pytest.raises(CaseRefusedError) as refused:
        decide(case, SHIPPED["gb-eaw"], HANDLES)
    assert [Reason.INVALID_FACT] == [refusal.reason for refusal in refused.value.refusals]


@pytest.mark.requirement("S-080", "S-086")
def test_role_and_category_make_the_starting_point_together() -> None:
    """With one of them alone several outcomes stand; with both there is one."""
    both = outcome("gb-eaw", DAY, "import", {"uk_role": "lesser"}, KILOGRAM)
    leading = outcome("gb-eaw", DAY, "import", {"uk_role": "leading"}, KILOGRAM)
    smaller = outcome("gb-eaw", DAY, "import", {"uk_role": "lesser"}, grams("150", "cocaine"))
    no_role = answer("gb-eaw", DAY, "import", {}, KILOGRAM)

    assert (60, 84) == months(both)
    assert (108, 156) == months(leading)
    assert months(smaller) != months(both)
    assert Status.DECIDED != no_role.status


@pytest.mark.requirement("S-063")
def test_the_range_of_the_guideline_guides_and_that_of_the_statute_binds() -> None:
    """Both are in the answer, and which is which."""
    found = outcome("gb-eaw", DAY, "import", {"uk_role": "lesser"}, KILOGRAM)
    binding = found.run.lawful

    assert (60, 84) == months(found)
    assert binding is not None
    assert "indicative-not-mandatory" in told(found)


@pytest.mark.requirement("S-082", "C-21")
def test_a_courier_has_no_role_by_default_and_the_statement_is_kept() -> None:
    """The role test decides: every role that the facts leave open stands, and the report's words are told."""
    alone = answer("gb-eaw", "2018-03-01", "import", {"function": "courier"}, KILOGRAM)
    facts: Facts = {"function": "courier", "lesser_role_factors": ("pressure_coercion_or_intimidation",)}
    coerced = outcome("gb-eaw", "2018-03-01", "import", facts, KILOGRAM)

    assert alone.preferred is None
    assert {(60, 84), (78, 120), (108, 156)} == {months(each) for each in alone.outcomes}
    assert "lesser" == coerced.slots["role"]
    assert "lesser-role-and-mules" in told(coerced)


@pytest.mark.requirement("S-111")
def test_out_of_court_there_are_a_warning_a_penalty_and_a_conditional_caution() -> None:
    """A first possession of cannabis may be warned, a second penalised; a caution asks for consent."""
    facts: Facts = {
        "personal_use": True,
        "evidence_sufficient_to_charge": True,
        "admits_offence": True,
        "consents": True,
        "low_level_offence": True,
        "indictable_only": False,
    }
    gram = grams("1", "cannabis")
    first = outcome(
        "gb-eaw",
        "2015-03-02",
        "possession",
        {**facts, "earlier_cannabis_possessions": 0},
        gram,
        stage="pre_arrest",
    )
    second = outcome(
        "gb-eaw",
        "2015-03-02",
        "possession",
        {**facts, "earlier_cannabis_possessions": 1},
        gram,
        stage="pre_arrest",
    )

    assert ProgrammeStatus.ELIGIBLE == status(first, "uk-cannabis-warning")
    assert ProgrammeStatus.ELIGIBLE == status(second, "uk-cannabis-pnd")
    assert ProgrammeStatus.ELIGIBLE == status(first, "uk-oocd")


@pytest.mark.requirement("S-112")
@pytest.mark.parametrize("conduct", [Conduct.PRODUCTION, Conduct.IMPORT])
@pytest.mark.parametrize("role", ["lesser", "significant", "leading"])
def test_importing_and_producing_class_a_start_with_custody(conduct: str, role: str) -> None:
    """Every role, at five kilograms: the starting point is a length of custody, and no other response."""
    found = outcome("gb-eaw", DAY, conduct, {"uk_role": role}, grams("5000", "heroin"))
    range_ = next(iter(found.checkpoints.values()))
    point = found.checkpoints[list(found.checkpoints)[-1]].point

    assert Liability.CRIMINAL_CUSTODIAL == found.liability
    assert range_ is not None
    assert point is not None
    assert point.months is not None
    assert point.months > 0


@pytest.mark.requirement("C-20")
def test_the_class_of_a_drug_is_data_with_dates() -> None:
    """Fentanyl and methadone are of Class A, too, beside the three that the documents name."""
    law = SHIPPED["gb-eaw"].law(Dates.all_on(date(2015, 3, 1)))
    classes = [grouping for grouping in law.contents.groupings.values() if "class_a" in grouping.groups]

    assert classes
    for substance in ("cocaine", "heroin", "ecstasy_tablets", "fentanyl", "methadone"):
        assert substance in classes[0].groups["class_a"]


@pytest.mark.requirement("S-268")
def test_exploiting_the_vulnerable_aggravates_and_being_exploited_mitigates() -> None:
    """Premises used by exploiting a child are graver; naivety or exploitation makes the role lesser."""
    premises: Facts = {"premises_culpability": "lower", "premises_activity": "supply"}
    plain = outcome(
        "gb-eaw",
        "2021-05-01",
        "premises",
        {**premises, "exploits_child_or_vulnerable_person": False},
        KILOGRAM,
    )
    exploiting = outcome(
        "gb-eaw",
        "2021-05-01",
        "premises",
        {**premises, "exploits_child_or_vulnerable_person": True},
        KILOGRAM,
    )
    exploited = outcome(
        "gb-eaw", "2021-05-01", "import", {"lesser_role_factors": ("naivety_or_exploitation",)}, KILOGRAM
    )

    assert (18, 48) == months(exploiting)
    assert 18 == months(plain)[1]
    assert "lesser" == exploited.slots["role"]


@pytest.mark.requirement("S-032")
def test_under_18_at_the_offence_no_range_is_decided() -> None:
    """By the age at the offence, whatever the age at conviction."""
    found = answer(
        "gb-eaw",
        DAY,
        "import",
        {"age_at_offence": 17, "age_at_conviction": 18},
        KILOGRAM,
        decided="2015-09-01",
    )

    assert (Status.OUT_OF_SCOPE, ()) == (found.status, found.outcomes)
