"""The catalogue of programmes over the wire: pages, filters, what is recorded and what is not."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.type import date_pb2

from propengine.client import Client
from propengine.v1 import case_pb2, fact_pb2, law_pb2, programme_pb2, ruleset_service_pb2 as messages
from propengine.v1.ruleset_service_pb2_grpc import RulesetServiceStub as Stub
from tests.service.conftest import Service

DIVERSION = programme_pb2.APPROACH_DIVERSION
DECRIMINALIZATION = programme_pb2.APPROACH_DECRIMINALIZATION
OWN_USE = programme_pb2.TARGET_GROUP_OWN_USE
DEPENDENCE = programme_pb2.TARGET_GROUP_DEPENDENCE
NEVER_SAID = [
    "offence_families",
    "state",
    "sites",
    "meanwhile",
    "completion",
    "components",
    "agencies",
    "goal",
    "gender_responsive",
    "culturally_adapted",
    "inclusion",
]
"""What the catalogue of these rulesets says of no programme."""
EVERY = ["xx/caution", "xx/early", "xx/treatment", "yy/away", "zz/away"]


def ask(rulesets: Stub, **filters: Any) -> messages.ListProgrammesResponse:
    return rulesets.ListProgrammes(messages.ListProgrammesRequest(**filters), timeout=30)


def listed(response: messages.ListProgrammesResponse) -> list[str]:
    return [f"{found.jurisdiction}/{found.programme.id}" for found in response.programmes]


def test_pages(rulesets: Stub) -> None:
    """By jurisdiction and id, a page at a time; the last page has no token."""
    found, token = [], ""
    for size in (2, 2, 2):
        page = ask(rulesets, page_size=size, page_token=token)
        found += listed(page)
        token = page.next_page_token

    assert (EVERY, "") == (found, token)
    assert EVERY == listed(ask(rulesets))


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"jurisdiction": "xx"}, EVERY[:3]),
        ({"jurisdiction": "zz"}, ["zz/away"]),  # for which there is no ruleset
        ({"stage": case_pb2.STAGE_SENTENCING}, ["xx/treatment"]),
        ({"approach": DECRIMINALIZATION}, ["xx/caution"]),
        ({"target_group": OWN_USE}, ["xx/treatment", "yy/away", "zz/away"]),
        ({"target_group": OWN_USE, "stage": case_pb2.STAGE_PRE_ARREST}, ["yy/away", "zz/away"]),
        ({"target_group": DEPENDENCE, "approach": DIVERSION, "jurisdiction": "yy"}, []),
    ],
)
def test_filters(rulesets: Stub, filters: dict[str, Any], wanted: list[str]) -> None:
    """Each leaves out what it does not fit; a group of which nothing is recorded fits none."""
    assert wanted == listed(ask(rulesets, **filters))


def test_a_programme_of_a_ruleset(rulesets: Stub) -> None:
    """It has what the law says, when it is in force, and what the catalogue says beside that."""
    _, early, treatment = ask(rulesets, jurisdiction="xx").programmes

    assert treatment.decided
    assert ("treatment instead of custody", "Treatment Act s. 2", "6 m", "1 y") == (
        treatment.programme.name.en,
        treatment.programme.source.provision,
        treatment.programme.term.min,
        treatment.programme.term.max,
    )
    assert {programme_pb2.PROGRAMME_STATUS_UNSPECIFIED} == {
        treatment.programme.status,
        *(gate.status for gate in treatment.programme.gates),
    }
    assert (
        ["treatment_court", "therapeutic_justice"],
        "adult",
        [DEPENDENCE, OWN_USE],
        ["limit_incarceration"],
        ["TX"],
    ) == (
        list(treatment.kinds),
        treatment.population,
        list(treatment.target_groups),
        list(treatment.effect_modes),
        list(treatment.aliases),
    )
    assert [("first study", law_pb2.MARK_V, True), ("second study", law_pb2.MARK_M, True)] == [
        (record.source.provision, record.source.mark, record.conflicting) for record in treatment.evidence
    ]
    assert ("a judge and a nurse", ["small numbers"], "study of the Example State") == (
        treatment.panel.en,
        [caution.en for caution in treatment.cautions],
        treatment.described_by.provision,
    )
    assert ["record", *NEVER_SAID, "on_completion", "on_failure"] == list(treatment.not_recorded_fields)
    first, last = date_pb2.Date(year=2005, month=1, day=1), date_pb2.Date(year=2014, month=12, day=31)
    assert (first, last) == (early.start_date, early.end_date)
    assert not treatment.HasField("end_date")


def test_a_programme_that_is_only_listed(rulesets: Stub) -> None:
    """It says why nobody decides its gates, and what is known of them as text."""
    (away,) = ask(rulesets, jurisdiction="zz").programmes

    assert not away.decided
    assert ("its rules were not read", "Third State", "juveniles", "juvenile", "no charge", "no_record") == (
        away.undecided_reason.en,
        away.place.en,
        away.eligible.en,
        away.population,
        away.programme.on_completion.en,
        away.record,
    )
    assert ("a report", law_pb2.MARK_M) == (away.programme.source.provision, away.programme.source.mark)
    assert (
        ["effect_modes", "evidence", *NEVER_SAID, "excluded", "referrals", "duration", "on_failure"],
        [],
        False,
    ) == (list(away.not_recorded_fields), list(away.programme.gates), away.HasField("start_date"))


@pytest.mark.parametrize(
    ("stage", "when"), [(case_pb2.STAGE_PRE_TRIAL, "now"), (case_pb2.STAGE_SENTENCING, "earlier")]
)
def test_a_decision_says_who_can_refer_now_and_what_comes_first(
    service: Service, case: case_pb2.Case, stage: case_pb2.Stage, when: str
) -> None:
    """Who refers, and to whom, at the stage of the case; only what is open has a rank."""
    case.stage = stage
    undetermined = treatment_of(service, case)
    case.facts["drug_dependent"].boolean = True
    case.facts["prior_convictions"].integer = 0
    eligible = treatment_of(service, case)
    (referral,) = eligible.referrals

    assert ([fact_pb2.SPEAKER_PROSECUTION], "the clinic of the town", when == "now") == (
        list(referral.by),
        referral.to.en,
        referral.now,
    )
    assert (0, 1) == (undetermined.rank, eligible.rank)


def treatment_of(service: Service, case: case_pb2.Case) -> programme_pb2.Programme:
    with Client(service.address) as client:
        programmes = client.evaluate(case).outcomes[0].programmes
    return next(found for found in programmes if found.id == "treatment")


@pytest.mark.parametrize(
    ("filters", "field", "reason"),
    [
        ({"stage": 77}, "stage", "UNKNOWN_ENUM_VALUE"),
        ({"approach": 77}, "approach", "UNKNOWN_ENUM_VALUE"),
        ({"target_group": 77}, "target_group", "UNKNOWN_ENUM_VALUE"),
        ({"page_size": -1}, "page_size", "INVALID_PAGE"),
        ({"page_token": "?"}, "page_token", "INVALID_PAGE"),
    ],
)
def test_refused(
    rulesets: Stub, told: Callable[[grpc.RpcError], Any], filters: dict[str, Any], field: str, reason: str
) -> None:
    """A filter that is none is refused, and never answered with an empty page."""
    with pytest.raises(grpc.RpcError) as caught:
        ask(rulesets, **filters)
    answer = told(caught.value)

    assert ("INVALID_ARGUMENT", {field: reason}) == (answer.code, answer.fields)


def test_a_jurisdiction_without_any_programme_is_not_found(
    rulesets: Stub, told: Callable[[grpc.RpcError], Any]
) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        ask(rulesets, jurisdiction="zzz")
    answer = told(caught.value)

    assert ("NOT_FOUND", {"jurisdiction": "UNKNOWN_JURISDICTION"}) == (answer.code, answer.fields)
    assert "did you mean 'zz'?" in answer.message


def test_the_client_goes_through_all_pages(service: Service) -> None:
    request = messages.ListProgrammesRequest(page_size=1, target_group=OWN_USE)
    with Client(service.address) as client:
        found = list(client.programmes(request))

    assert ["treatment", "away", "away"] == [entry.programme.id for entry in found]
    assert messages.ListProgrammesRequest(page_size=1, target_group=OWN_USE) == request
