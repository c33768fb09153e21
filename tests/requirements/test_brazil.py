"""What the source documents say of Brazil: the least of two laws, the privilege, and article 28."""

import pytest

from propengine.engine.case import Item
from propengine.law.elements import Language
from propengine.law.programmes import ProgrammeStatus
from propengine.law.rules import Classification, Liability
from tests.requirements.asking import Facts, answer, gates, months, outcome, status
from tests.support import grams

pytestmark = pytest.mark.br
TRADE: Facts = {"purpose": "trade"}
PRIVILEGED: Facts = {
    **TRADE,
    "first_offender": True,
    "good_record": True,
    "dedicated_to_crime": False,
    "organised_group_member": False,
}
OWN_USE: Facts = {"purpose": "own_use"}


@pytest.mark.requirement("S-087")
def test_the_least_for_trafficking_rose_from_three_to_five_years() -> None:
    """Lei 6.368 has 36 months, Lei 11.343 has 60, by the day of the act."""
    assert 36 == months(outcome("br", "2006-10-07", "supply", TRADE))[0]
    assert 60 == months(outcome("br", "2006-10-08", "supply", TRADE))[0]


@pytest.mark.requirement("S-088")
@pytest.mark.parametrize(
    "but",
    [
        {"first_offender": False},
        {"good_record": False},
        {"dedicated_to_crime": True},
        {"organised_group_member": True},
    ],
)
def test_the_reduction_asks_for_a_first_offence_and_no_membership(but: Facts) -> None:
    """And for a good record and no dedication to crime, as the statute adds: each is needed."""
    assert 20 == months(outcome("br", "2020-05-01", "supply", PRIVILEGED))[0]
    assert 60 == months(outcome("br", "2020-05-01", "supply", {**PRIVILEGED, **but}))[0]


@pytest.mark.requirement("S-089")
def test_membership_that_nobody_states_is_not_held_against_the_person() -> None:
    """The reduction is the same as where it is denied."""
    unknown = {name: value for name, value in PRIVILEGED.items() if name != "organised_group_member"}

    assert 20 == months(outcome("br", "2020-05-01", "supply", unknown))[0]


@pytest.mark.requirement("S-090")
def test_rights_may_be_restricted_in_place_of_prison_where_there_was_no_violence() -> None:
    """Listed with the other conditions met, and closed by violence."""
    facts: Facts = {
        "privileged": True,
        "circumstances_favour_substitution": True,
        "imposed_sentence": "40 m",
        "serious_threat": False,
        "reoffender": False,
        "specific_recidivism": False,
    }
    peaceful = outcome("br", "2023-01-10", "supply", {**facts, "violence": False}, decided="2023-11-27")
    violent = outcome("br", "2023-01-10", "supply", {**facts, "violence": True}, decided="2023-11-27")

    assert ProgrammeStatus.ELIGIBLE == status(peaceful, "br-substitution")
    assert ProgrammeStatus.CLOSED == status(violent, "br-substitution")


@pytest.mark.requirement("S-179")
def test_article_28_has_three_responses_and_no_custody() -> None:
    """A warning, service to the community, an educational measure."""
    found = outcome("br", "2012-05-01", "possession", OWN_USE, grams("1", "cocaine"))
    named = " ".join(leaf.response.name[Language.EN] for leaf in found.sanctions if leaf.response)

    assert ("art-28", ()) == (found.offence_id, months(found))
    for word in ("warning", "community", "course"):
        assert word in named


@pytest.mark.requirement("S-180")
def test_growing_a_little_for_own_use_is_under_article_28() -> None:
    """Paragraph 1: plants for a small quantity; without own use it is article 33."""
    facts: Facts = {**OWN_USE, "small_quantity": True}
    plants = Item("female_cannabis_plant", "6", "plant")
    own = outcome("br", "2020-01-10", "cultivation", facts, plants, decided="2024-06-25")
    other = outcome("br", "2020-01-10", "cultivation", TRADE, plants, decided="2024-06-25")

    assert ("art-28", Liability.CRIMINAL_NON_CUSTODIAL) == (own.offence_id, own.liability)
    assert "art-33" == other.offence_id


@pytest.mark.requirement("C-18")
def test_cannabis_for_own_use_is_no_crime_from_the_day_of_the_ruling() -> None:
    """Other drugs stay under article 28; above 40 g own use that is found is administrative, too."""
    herb = ("possession", OWN_USE, grams("39", "marijuana"))
    before = outcome("br", "2023-06-01", *herb, decided="2024-06-25")
    after = outcome("br", "2023-06-01", *herb, decided="2024-06-26")
    cocaine = outcome("br", "2024-07-10", "possession", OWN_USE, grams("1", "cocaine"))
    found: Facts = {"own_use_found": True}
    above = answer("br", "2024-07-10", "possession", found, grams("41", "marijuana")).outcomes

    assert Liability.CRIMINAL_NON_CUSTODIAL == before.liability
    assert Liability.ADMINISTRATIVE == after.liability
    assert "art-28" == cocaine.offence_id
    assert {(Classification.PERSONAL_USE, Liability.ADMINISTRATIVE)} == {
        (each.classification, each.liability) for each in above
    }


@pytest.mark.requirement("S-181")
def test_voluntary_treatment_may_be_offered_and_asks_for_consent() -> None:
    """Until somebody says that it is accepted it turns on that; the measures of article 28 never do."""
    found = {
        said: outcome(
            "br",
            "2012-05-01",
            "possession",
            OWN_USE if said is None else {**OWN_USE, "accepts_treatment": said},
            grams("1", "cocaine"),
            stage="trial",
        )
        for said in (None, True, False)
    }

    assert {
        None: ProgrammeStatus.UNDETERMINED,
        True: ProgrammeStatus.ELIGIBLE,
        False: ProgrammeStatus.CLOSED,
    } == {said: gates(of, "br-treatment")["consent"] for said, of in found.items()}
    assert {ProgrammeStatus.ELIGIBLE} == {status(of, "br-art28") for of in found.values()}
