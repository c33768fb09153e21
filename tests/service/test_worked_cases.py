"""Worked cases of every shipped ruleset, asked over the network: the answer is the one given in process."""

from collections.abc import Iterator

import pytest
from google.protobuf import json_format

from propengine.client import Client, RefusedError
from propengine.contract.application import Application
from propengine.contract.violations import RequestRefusedError
from propengine.notation.catalogue import load_catalogue
from propengine.v1 import case_pb2, decision_pb2
from propengine.verify.worked_cases import engine_case, load_cases
from tests.service.conftest import served
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import RULESETS, as_protojson

EVERY = [pytest.param(32, id="some"), pytest.param(1, marks=pytest.mark.proof, id="all")]
"""One case in so many: all of them are decided in process by the tests of the rulesets."""


@pytest.fixture(scope="module")
def application() -> Application:
    """Everything that the server does, in this process."""
    return Application(SHIPPED, HANDLES, catalogue=load_catalogue(RULESETS, SHIPPED))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a server of two workers with every shipped ruleset, for all tests of a process."""
    folder = tmp_path_factory.mktemp("server")
    with (
        served(folder, "--rulesets", str(RULESETS), "--workers", "2") as service,
        Client(service.address) as connected,
    ):
        yield connected


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("code", CODES)
def test_the_answer_over_the_network_is_the_one_given_in_process(
    code: str, every: int, application: Application, client: Client
) -> None:
    """Decisions are equal in every field, traces too; what is refused is refused for the same reasons."""
    worked = load_cases(RULESETS / code / "cases.yaml")[::every]
    cases = [json_format.ParseDict(as_protojson(engine_case(case, code)), case_pb2.Case()) for case in worked]

    differing = [
        case.id
        for case, answer, asked in zip(worked, client.evaluate_many(cases), cases, strict=True)
        if _told(answer) != _here(application, asked)
    ]

    assert [] == differing


def _told(answer: object) -> object:
    if isinstance(answer, RefusedError):
        return sorted((violation.reason, violation.field) for violation in answer.violations)
    return answer


def _here(application: Application, case: case_pb2.Case) -> object:
    decision = decision_pb2.Decision()
    try:
        application.evaluate(case, decision, path="case")
    except RequestRefusedError as error:
        return sorted((str(violation.reason), violation.path) for violation in error.violations)
    return decision
