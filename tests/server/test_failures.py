from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import grpc
import pytest
import structlog
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from structlog.testing import capture_logs

from propengine.contract import application as under_test
from propengine.contract.application import Application
from propengine.engine.evaluators import EvaluatorsDisagreeError, RevisionWithdrawnError
from propengine.engine.making import ContradictoryRulesError
from propengine.law.ruleset import Dates, Law
from propengine.server.serving import Serving
from propengine.v1 import case_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc

Stub = evaluation_service_pb2_grpc.EvaluationServiceStub
PRIVATE = "the person's name"


@pytest.fixture
def request_() -> evaluation_service_pb2.EvaluateCaseRequest:
    """A case that is well formed."""
    day = {"year": 2005, "month": 6, "day": 1}
    case = case_pb2.Case(
        jurisdiction="xx",
        offence_date=day,
        decision_date=day,
        stage=case_pb2.STAGE_TRIAL,
        conduct=case_pb2.CONDUCT_SUPPLY,
    )
    return evaluation_service_pb2.EvaluateCaseRequest(case=case)


@pytest.fixture
def law(application: Application) -> Law:
    """A law."""
    return application.rulesets["xx"].law(Dates.all_on(date(2005, 6, 1)))


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Makes every decision fail in one way."""

    def planted(error: Exception) -> None:
        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(under_test, "decide", fail)

    return planted


def told(stub: Stub, request: evaluation_service_pb2.EvaluateCaseRequest) -> tuple[str, str, str, str]:
    """Return the code, the reason, the incident, and everything that went over the wire as text."""
    with pytest.raises(grpc.RpcError) as caught:
        stub.EvaluateCase(request, timeout=30)
    call: Any = caught.value
    status = rpc_status.from_call(call)
    assert status is not None
    info = error_details_pb2.ErrorInfo()
    status.details[0].Unpack(info)
    wire = f"{call.details()} {call.trailing_metadata()} {status} {call.debug_error_string()}"
    return call.code().name, info.reason, info.metadata.get("incident", ""), wire


def events(logs: Sequence[Any], name: str) -> list[Any]:
    return [line for line in logs if line["event"] == name]


def test_no_text_of_an_exception_leaks(
    plant: Callable[[Exception], None],
    evaluations: Stub,
    request_: evaluation_service_pb2.EvaluateCaseRequest,
) -> None:
    """An unexpected exception is an incident: its id goes to the caller and the log, its text to neither."""
    plant(KeyError(PRIVATE))
    with capture_logs() as logs:
        code, reason, incident, wire = told(evaluations, request_)

    assert ("INTERNAL", "INTERNAL_FAULT") == (code, reason)
    assert PRIVATE not in wire
    assert "KeyError" not in wire
    (line,) = events(logs, "internal_fault")
    assert (incident, "KeyError") == (line["incident"], line["type"])
    assert any(place.startswith("test_failures.fail:") for place in line["places"])
    (call,) = events(logs, "call")
    assert ("INTERNAL", incident) == (call["code"], call["incident"])
    assert PRIVATE not in str(logs)


def test_disagreement_is_an_alarm(
    plant: Callable[[Exception], None],
    evaluations: Stub,
    request_: evaluation_service_pb2.EvaluateCaseRequest,
    law: Law,
) -> None:
    """Evaluators that differ give no answer; the event names the law and the conditions."""
    plant(EvaluatorsDisagreeError(law, 2, ()))
    with capture_logs() as logs:
        code, reason, incident, _ = told(evaluations, request_)

    assert ("INTERNAL", "EVALUATORS_DISAGREE") == (code, reason)
    (line,) = events(logs, "evaluators_disagree")
    assert (incident, law.key, 2, "error") == (
        line["incident"],
        line["law"],
        line["level"],
        line["log_level"],
    )


def test_withdrawn_revision(
    plant: Callable[[Exception], None],
    evaluations: Stub,
    request_: evaluation_service_pb2.EvaluateCaseRequest,
    law: Law,
) -> None:
    """A law that failed its comparison gives no answer; its cause is the operator's."""
    plant(RevisionWithdrawnError(law, "a canary did not fire"))
    with capture_logs() as logs:
        code, reason, _, wire = told(evaluations, request_)

    assert ("INTERNAL", "REVISION_WITHDRAWN") == (code, reason)
    assert "canary" not in wire
    assert "a canary did not fire" == events(logs, "revision_withdrawn")[0]["cause"]


def test_contradictory_rules(
    plant: Callable[[Exception], None],
    evaluations: Stub,
    request_: evaluation_service_pb2.EvaluateCaseRequest,
) -> None:
    """So does a ruleset whose rules contradict each other."""
    plant(ContradictoryRulesError("purpose", ["a", "b"]))
    with capture_logs() as logs:
        code, reason, *_ = told(evaluations, request_)

    assert ("INTERNAL", "RULESET_DEFECT") == (code, reason)
    assert "a, b conclude different values of purpose" == events(logs, "ruleset_defect")[0]["defect"]


def test_the_next_call_is_answered(
    monkeypatch: pytest.MonkeyPatch,
    evaluations: Stub,
    request_: evaluation_service_pb2.EvaluateCaseRequest,
) -> None:
    """A failure is over with its call."""

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as planted, capture_logs():
        planted.setattr(under_test, "decide", fail)
        told(evaluations, request_)
    request_.case.conduct = case_pb2.CONDUCT_TRANSPORT

    assert evaluations.EvaluateCase(request_, timeout=30).decision.outcomes


def test_logger_is_configured(serving: Serving) -> None:
    """The log is JSON lines."""
    assert serving.port > 0
    assert structlog.is_configured()
