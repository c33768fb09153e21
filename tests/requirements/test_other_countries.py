"""What the source documents ask of other countries' law, and of regulated markets."""

import pytest

from propengine.law.programmes import ProgrammeStatus
from propengine.law.rules import Classification, Liability
from tests.requirements.asking import Facts, months, outcome, status, told
from tests.support import grams


@pytest.mark.pe
@pytest.mark.requirement("S-185", "C-15")
def test_the_six_years_of_the_report_are_kept_apart_from_the_law_of_peru() -> None:
    """Above 72 months its rule excludes, at 72 it does not; without its name nothing is said of it."""
    facts: Facts = {"age_at_offence": 30, "convicted_of_trafficking": False}
    seed: Facts = {**facts, "ruleset_variant": "seed_rule_2014"}
    asked = ("pe", "2014-02-01", "supply")
    above = outcome(*asked, {**seed, "imposed_sentence": "73 m"}, stage="post_sentence", decided="2014-08-01")
    at = outcome(*asked, {**seed, "imposed_sentence": "72 m"}, stage="post_sentence", decided="2014-08-01")
    law = outcome(*asked, {**facts, "imposed_sentence": "73 m"}, stage="post_sentence", decided="2014-08-01")

    assert "pe-excl-length" in told(above)
    assert "pe-excl-length" not in told(at)
    assert "pe-excl-length" not in told(law)


@pytest.mark.pe
@pytest.mark.requirement("S-086")
def test_the_role_in_the_organisation_moves_the_range() -> None:
    """Its leader has 300 to 420 months, whoever only supplies has not."""
    leader = outcome("pe", "2018-03-15", "other_offence", {"leader_of_organisation": True})
    supplier = outcome("pe", "2018-03-15", "supply", {}, grams("100", "cocaine_hydrochloride"))

    assert (300, 420) == months(leader)
    assert months(supplier) != months(leader)


@pytest.mark.ca
@pytest.mark.requirement("S-265")
def test_a_regulated_market_has_lawful_possession_up_to_a_limit() -> None:
    """In Canada 30 g of dried cannabis in public are lawful, and a microgram more is not."""
    public: Facts = {"place": "public"}
    at = outcome("ca", "2023-06-10", "possession", public, grams("30", "cannabis_dried"))
    above = outcome("ca", "2023-06-10", "possession", public, grams("30.000001", "cannabis_dried"))

    assert (Classification.PERSONAL_USE, Liability.LAWFUL) == (at.classification, at.liability)
    assert Liability.LAWFUL != above.liability


@pytest.mark.ca
@pytest.mark.requirement("S-038", "S-130")
def test_theft_to_support_dependence_may_go_before_a_treatment_court() -> None:
    """It is no drug offence; without the disorder the clinical gate is closed."""
    facts: Facts = {
        "special_act": "offence_to_support_dependence",
        "offending_linked_to_sud": True,
        "consents": True,
        "crown_agrees": True,
    }
    severe = outcome("ca", "2024-06-10", "other_offence", {**facts, "sud_assessed": "severe"}, stage="trial")
    none = outcome("ca", "2024-06-10", "other_offence", {**facts, "sud_assessed": "none"}, stage="trial")

    assert ProgrammeStatus.ELIGIBLE == status(severe, "ca-dtc-other-offences")
    assert ProgrammeStatus.CLOSED == status(none, "ca-dtc-other-offences")
