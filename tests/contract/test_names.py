"""Ids of an answer have words: in their own message, or among the answer's names."""

from pathlib import Path

import pytest
from google.protobuf import json_format

from propengine.contract.application import Application, View
from propengine.v1 import case_pb2, decision_pb2, sanction_pb2
from tests.shipped import HANDLES, SHIPPED

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def portugal() -> Application:
    """The ruleset of Portugal alone."""
    return Application({"pt": SHIPPED["pt"]}, HANDLES)


@pytest.fixture(scope="module")
def costa_rica() -> Application:
    """The ruleset of Costa Rica alone."""
    return Application({"cr": SHIPPED["cr"]}, HANDLES)


def decided(
    application: Application, name: str, *, with_traces: bool = True, **facts: bool | str
) -> decision_pb2.Decision:
    case = json_format.Parse((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"), case_pb2.Case())
    for fact, value in facts.items():
        if isinstance(value, str):
            case.facts[fact].text = value
        else:
            case.facts[fact].boolean = value
    decision = decision_pb2.Decision()
    application.evaluate(case, decision, View(with_traces))
    return decision


def names(decision: decision_pb2.Decision) -> dict[str, str]:
    assert len(decision.names) == len({name.element for name in decision.names})
    return {name.element: name.text.en for name in decision.names}


def test_what_has_words_of_its_own_is_not_named_again(portugal: Application) -> None:
    """Only what a reader could not name otherwise is among the names."""
    decision = decided(portugal, "pt-herb-25.1-g-2010")

    named = names(decision)
    assert ("Portugal", "cannabis: leaves, flowering or fruiting tops") == (
        named["jurisdictions/pt"],
        named["substances/cannabis_herbal"],
    )
    assert "custody imposed" == named["facts/imposed_sentence"]
    said = {f"programmes/{programme.id}" for outcome in decision.outcomes for programme in outcome.programmes}
    said |= {f"offences/{outcome.offence.id}" for outcome in decision.outcomes}
    assert said
    assert not said & set(named)


def test_a_stated_fact_that_closes_a_programme(portugal: Application) -> None:
    """Nobody has to ask it any more, so its question is not among the decisive facts."""
    decision = decided(portugal, "pt-herb-25.1-g-2010", consents=False)

    sets = [one for outcome in decision.outcomes for one in outcome.decisive_sets]
    assert "consents" not in {fact.fact for one in sets for fact in one.facts}
    assert "consent to the measure" == names(decision)["facts/consents"]


def test_a_conclusion_that_may_be_stated(portugal: Application) -> None:
    """It has no question, so its name stands for it among the decisive facts."""
    decision = decided(portugal, "pt-herb-25.1-g-2010")

    assert "special attenuation" == names(decision)["facts/special_attenuation"]


def test_the_readings_on_which_outcomes_hold(portugal: Application) -> None:
    """Each option of a condition has its words, whichever outcome it stands in."""
    decision = decided(portugal, "pt-herb-25.1-g-2005")
    named = names(decision)

    conditions = [c for outcome in decision.outcomes for way in outcome.ways for c in way.conditions]
    readings = [c for c in conditions if c.question == decision_pb2.QUESTION_READING]
    assert 4 == len(readings)
    for condition in readings:
        assert named[f"readings/{condition.id}"]
        assert named[f"readings/{condition.id}/{condition.value}"]


def test_the_offences_of_other_laws(portugal: Application) -> None:
    """What a candidate law leads to has its name, though no outcome shows it."""
    decision = decided(portugal, "pt-herb-25.1-g-2022-decided-2024")

    assert "possession for own use above ten days" == names(decision)["offences/art-40-2-above-ten-days"]


def test_a_step_names_the_checkpoint_that_it_leads_to(portugal: Application) -> None:
    """The checkpoint after the step's phase has the range that the step left."""
    outcome = decided(portugal, "pt-minor-gravity-2027", general_special_attenuation=True).outcomes[0]
    last = outcome.applied_steps[-1]
    ranges = {checkpoint.name: checkpoint.range for checkpoint in outcome.checkpoints}

    individualised = sanction_pb2.CHECKPOINT_NAME_INDIVIDUALISED
    assert {individualised} == {step.checkpoint for step in outcome.applied_steps}
    assert ranges[last.checkpoint] == last.after


@pytest.mark.cr
def test_a_fact_without_a_question_is_named(costa_rica: Application) -> None:
    """The share that was served follows from other facts, so nobody is asked for it."""
    assert (
        "share of the sentence that was served"
        == names(decided(costa_rica, "cr-prison-2014"))["facts/share_served"]
    )


@pytest.mark.cr
def test_the_trace_is_of_what_has_a_name(costa_rica: Application) -> None:
    """Offences, steps and readings that did not hold, and a word that a test met and none asks for."""
    named = names(decided(costa_rica, "cr-prison-2014", place="street"))

    assert "an offence of another law that carries prison" == named["offences/offence-of-another-law"]
    assert "the maximum stays as it was" == named["steps/art-373-most-stays"]
    assert named["readings/fourth-limb"].startswith("Does the fourth situation cover")
    assert "street" == named["facts/place/street"]


@pytest.mark.cr
def test_an_answer_without_its_trace_names_less(costa_rica: Application) -> None:
    """What only the trace is about has no name there."""
    named = names(decided(costa_rica, "cr-prison-2014", with_traces=False))

    assert "facts/share_served" in named
    assert not {"offences/offence-of-another-law", "steps/art-373-most-stays"} & set(named)


@pytest.mark.cr
def test_a_notice_about_a_stated_fact_names_it(costa_rica: Application) -> None:
    """It says the field of the case, which the fact is called by."""
    decision = decided(costa_rica, "cr-prison-2014", imposed_sentence="1096 d")

    about = [subject for notice in decision.notices for subject in notice.subjects]
    assert "facts[imposed_sentence]" in about
    assert "facts/imposed_sentence" in names(decision)
