"""What an answer says of who refers, and of the services for a person for whom no programme is open."""

from dataclasses import replace

import pytest

from propengine.contract.decisions import fill_decision
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.v1 import decision_pb2, fact_pb2, law_pb2, programme_pb2
from tests.support import JURISDICTION, a_case, an_offence, ruleset_of

LAW = """
facts:
  ill: {type: boolean, question: {en: x}}
programmes:
  care:
    name: {en: care}
    provision: art. 2
    mark: V
    stage: [pre_trial, sentencing]
    approach: [diversion]
    origin: legislative
    instead_of_detention: true
    referrals:
      - {by: [police, prosecution], to: {en: the clinic}, stage: [pre_trial]}
      - {by: [court], to: {en: the ward}, stage: [sentencing]}
    gates: {legal: {when: {ill: true}}}
offences:
""" + an_offence()
SERVICES = "services: [{id: clinic, text: {en: the clinic}, provision: art. 9, mark: P}]\n"


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    return ruleset_of(tmp_path_factory.mktemp("law"), LAW, JURISDICTION + SERVICES)


def outcome_at(ruleset: Ruleset, stage: str, *, ill: bool) -> decision_pb2.Outcome:
    case = replace(a_case(facts={"ill": ill}), stage=stage)
    decision = decision_pb2.Decision()
    fill_decision(decision, decide(case, ruleset, Handles()), case.facts)
    (outcome,) = decision.outcomes
    return outcome


@pytest.mark.parametrize(("stage", "whom"), [("pre_trial", "the clinic"), ("sentencing", "the ward")])
def test_who_refers_now_goes_by_the_stage_of_the_case(ruleset: Ruleset, stage: str, whom: str) -> None:
    """All referrals are told, and one is now; whatever the answer, the other stage is not forgotten."""
    (care,) = outcome_at(ruleset, stage, ill=True).programmes

    assert [[fact_pb2.SPEAKER_POLICE, fact_pb2.SPEAKER_PROSECUTION], [fact_pb2.SPEAKER_COURT]] == [
        list(referral.by) for referral in care.referrals
    ]
    assert [whom] == [referral.to.en for referral in care.referrals if referral.now]
    assert (1, True) == (care.rank, care.instead_of_detention)
    assert [
        programme_pb2.RankReason(instead_of_detention=stage == "pre_trial"),
        programme_pb2.RankReason(force="FORCE_MAY"),
        programme_pb2.RankReason(stage=f"STAGE_{stage.upper()}"),
    ] == list(care.rank_reasons)


def test_whom_no_programme_takes_is_told_the_services(ruleset: Ruleset) -> None:
    """With where the referral comes from; nobody is told them while a programme is open."""
    (clinic,) = outcome_at(ruleset, "sentencing", ill=False).services

    assert ("clinic", "the clinic", "art. 9", law_pb2.MARK_P) == (
        clinic.id,
        clinic.text.en,
        clinic.source.provision,
        clinic.source.mark,
    )
    assert [] == list(outcome_at(ruleset, "sentencing", ill=True).services)
