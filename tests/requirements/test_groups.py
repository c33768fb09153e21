"""What the source documents ask of target groups: of which of the four a case is."""

from pathlib import Path

import pytest

from propengine.engine.case import Item
from propengine.engine.groups import target_groups
from propengine.engine.outcome import Outcome
from propengine.law.programmes import TargetGroup
from propengine.law.rules import Liability
from propengine.law.vocabulary import StandsFor
from propengine.notation.faults import RulesetFaults
from tests.requirements.asking import Facts, gates, months, outcome
from tests.shipped import CODES, SHIPPED
from tests.support import an_offence, grams, ruleset_of

OWN_USE: Facts = {"purpose": "own_use"}


def groups(of: Outcome) -> list[TargetGroup]:
    return list(target_groups(of))


def herb(facts: Facts) -> Outcome:
    return outcome("pt", "2010-06-01", "possession", {**OWN_USE, **facts}, grams("25", "cannabis_herbal"))


@pytest.mark.pt
@pytest.mark.requirement("S-028")
def test_whoever_holds_drugs_for_own_use_is_of_the_first_group() -> None:
    """By the class of the offence."""
    assert [TargetGroup.OWN_USE] == groups(herb({}))


@pytest.mark.pt
@pytest.mark.requirement("S-031")
def test_dependence_comes_from_a_clinical_finding_alone() -> None:
    """Not from possession; and who may find it in each country is a clinic."""
    assert [TargetGroup.OWN_USE, TargetGroup.DEPENDENCE] == groups(herb({"drug_dependent": True}))
    assert TargetGroup.DEPENDENCE not in groups(herb({"drug_dependent": False}))
    assert TargetGroup.DEPENDENCE not in groups(herb({}))


@pytest.mark.requirement("S-031")
def test_a_fact_that_stands_for_dependence_is_for_a_clinic_to_state() -> None:
    """Every shipped one is; there is one in at least ten countries."""
    found = [
        (code, fact)
        for code in CODES
        for fact in SHIPPED[code].statable.values()
        if fact.stands_for is StandsFor.DEPENDENCE
    ]

    assert 10 <= len({code for code, _ in found})
    assert [] == [code for code, fact in found if "clinic" not in fact.stated_by]


@pytest.mark.mx
@pytest.mark.requirement("S-025", "S-029")
@pytest.mark.parametrize("conduct", ["supply", "possession_with_intent"])
def test_micro_trafficking_without_violence_is_of_the_second_group(conduct: str) -> None:
    """With violence it is of none; what nobody says was violent is not."""

    def said(facts: Facts) -> list[TargetGroup]:
        return groups(outcome("mx", "2020-06-01", conduct, facts, grams("3", "cocaine")))

    assert [TargetGroup.MICRO_TRAFFICKING] == said({"violence": False})
    assert [TargetGroup.MICRO_TRAFFICKING] == said({})
    assert [] == said({"violence": True})


@pytest.mark.ec
@pytest.mark.requirement("S-025", "S-029")
def test_so_is_who_carries_the_amount_of_the_minimum_scale() -> None:
    """Ecuador, 2020: a gram is of the minimum scale; a hundred kilograms are of none."""
    few = outcome("ec", "2020-06-01", "transport", {}, grams("1", "cocaine_hydrochloride"))
    many = outcome("ec", "2020-06-01", "transport", {}, grams("100000", "cocaine_hydrochloride"))

    assert [TargetGroup.MICRO_TRAFFICKING] == groups(few)
    assert [] == groups(many)


@pytest.mark.br
@pytest.mark.requirement("S-030")
def test_growing_a_little_is_of_the_third_group_by_the_limit_of_the_law() -> None:
    """Brazil: plants for a small quantity, and violence closes the group."""

    def said(facts: Facts) -> list[TargetGroup]:
        small: Facts = {**OWN_USE, "small_quantity": True, **facts}
        return groups(outcome("br", "2012-05-01", "cultivation", small))

    assert [TargetGroup.OWN_USE, TargetGroup.LOW_CAPACITY_PRODUCTION] == said({})
    assert [TargetGroup.OWN_USE] == said({"violence": True})


NEED: Facts = {"field_worker": True, "little_schooling": True, "extreme_need": True}


@pytest.mark.mx
@pytest.mark.requirement("S-024")
@pytest.mark.parametrize("missing", list(NEED))
def test_a_field_worker_who_grows_out_of_need_is_of_the_third_group(missing: str) -> None:
    """Mexico, CPF 198: 12 to 72 months and not 24 to 96; of who is not in need it says nothing."""
    grown = grams("5000", "cannabis_plant")
    said: dict[str, Facts] = {"need": NEED, "none": {**NEED, missing: False}}
    found = {name: outcome("mx", "2023-03-15", "cultivation", facts, grown) for name, facts in said.items()}

    assert {"need": (12, 72), "none": (24, 96)} == {name: months(of) for name, of in found.items()}
    assert [TargetGroup.LOW_CAPACITY_PRODUCTION] == groups(found["need"])
    assert [] == groups(found["none"])


@pytest.mark.mx
@pytest.mark.requirement("S-024")
def test_ceremonies_of_an_indigenous_people_bar_the_prosecution_and_only_speak_for_a_person() -> None:
    """Mexico, from 2024; like the facts of a field worker it is declared to be favourable only."""
    facts = SHIPPED["mx"].statable
    held = grams("100", "peyote")

    assert all(facts[name].favourable_only for name in (*NEED, "ceremonial_use_recognised"))
    assert Liability.TOLERATED is ceremony(held, recognised=True).liability
    assert Liability.CRIMINAL_CUSTODIAL is ceremony(held, recognised=False).liability


def ceremony(held: Item, *, recognised: bool) -> Outcome:
    """Return the answer on peyote that was held in June 2024."""
    return outcome("mx", "2024-06-15", "possession", {"ceremonial_use_recognised": recognised}, held)


@pytest.mark.ar
@pytest.mark.requirement("S-036")
def test_a_minor_offence_and_violence_are_facts_of_the_rulesets_by_one_name() -> None:
    """Each says in which of its facts; what a gate made of it stands in the trace."""
    minor, violent = (
        {
            code
            for code in CODES
            if any(fact.stands_for is meaning for fact in SHIPPED[code].statable.values())
        }
        for meaning in (StandsFor.MINOR_OFFENCE, StandsFor.VIOLENCE)
    )
    found = outcome(
        "ar",
        "2020-06-01",
        "possession",
        {"minor_fact": True, "cppf_applies": True},
        grams("1", "cocaine"),
        stage="pre_trial",
    )
    read = [step for step in found.trace if step.clause.id == "ar-31" and "minor_fact" in str(step.clause)]

    assert {"ar", "gb-eaw"} <= minor
    assert {"br", "ca", "mx", "uy"} <= violent
    assert [True] == [step.holds for step in read][:1]


@pytest.mark.requirement("S-011")
def test_depenalised_is_criminal_without_custody_and_not_administrative() -> None:
    """Article 28 of Brazil in its form of 2006, and the commissions of Portugal."""
    brazil = outcome("br", "2010-06-01", "possession", OWN_USE, grams("1", "cocaine"))

    assert Liability.CRIMINAL_NON_CUSTODIAL is brazil.liability
    assert Liability.ADMINISTRATIVE is herb({}).liability


@pytest.mark.requirement("S-110")
def test_voluntary_treatment_before_trial_is_told_to_the_judge_and_moves_nothing() -> None:
    """Whoever undertakes it has the same range as who does not."""
    case = ("gb-eaw", "2021-05-01", "import")
    item = grams("1000", "cocaine")
    facts: Facts = {"lesser_role_factors": ("naivety_or_exploitation",)}
    with_it = outcome(*case, {**facts, "treatment_awaiting_trial": True}, item)
    without = outcome(*case, facts, item)

    assert "voluntary-treatment" in {name for name, _ in with_it.notices}
    assert "voluntary-treatment" not in {name for name, _ in without.notices}
    assert with_it.checkpoints == without.checkpoints


FACT = """
facts:
  MEANT
offences:
""" + an_offence()


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (
            "bad: {type: boolean, question: {en: x}, stated_by: [court], stands_for: dependence}",
            "by a clinic",
        ),
        (
            "bad: {type: integer, question: {en: x}, stated_by: [clinic], stands_for: violence}",
            "of a boolean",
        ),
    ],
)
def test_a_fact_that_cannot_stand_for_it_is_refused(tmp_path: Path, fact: str, told: str) -> None:
    """Dependence that no clinic may state; a number of violence."""
    with pytest.raises((RulesetFaults, ValueError), match=told):
        ruleset_of(tmp_path, FACT.replace("MEANT", fact))


@pytest.mark.cl
@pytest.mark.requirement("S-129")
def test_the_finding_that_dependence_led_to_the_offence_is_a_clinical_gate() -> None:
    """Chile, art. 238 bis: the legal gate stays open, and consent is asked apart from the request."""
    facts: Facts = {
        "prior_convictions": 0,
        "expected_penalty": "4 y",
        "prosecutor_requests": True,
        "consents": True,
    }
    found = {
        said: gates(
            outcome(
                "cl",
                "2025-06-01",
                "possession",
                {**facts, "dependence_determining_factor": said},
                grams("5", "cocaine"),
                stage="pre_trial",
            ),
            "cl-238bis",
        )
        for said in (True, False)
    }

    assert {"legal", "clinical", "consent"} == found[True].keys()
    assert found[True]["legal"] == found[False]["legal"]
    assert "closed" == found[False]["clinical"]
