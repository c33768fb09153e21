from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from propengine.v1 import (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2 as evaluation_pb2,
    evaluation_service_pb2_grpc,
)

Stub = evaluation_service_pb2_grpc.EvaluationServiceStub
METHOD = "/propengine.v1.EvaluationService/BatchEvaluateCases"


def batch(*cases: case_pb2.Case) -> evaluation_pb2.BatchEvaluateCasesRequest:
    requests = [evaluation_pb2.EvaluateCaseRequest(case=case) for case in cases]
    return evaluation_pb2.BatchEvaluateCasesRequest(requests=requests)


def changed(case: case_pb2.Case, **fields: Any) -> case_pb2.Case:
    other = case_pb2.Case()
    other.CopyFrom(case)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def unary_status(stub: Stub, case: case_pb2.Case) -> status_pb2.Status:
    with pytest.raises(grpc.RpcError) as caught:
        stub.EvaluateCase(evaluation_pb2.EvaluateCaseRequest(case=case), timeout=30)
    call: Any = caught.value
    status = rpc_status.from_call(call)
    assert isinstance(status, status_pb2.Status)
    return status


def test_each_case_has_the_answer_that_it_has_alone(
    evaluations: Stub, case: case_pb2.Case, decide: Callable[[case_pb2.Case], decision_pb2.Decision]
) -> None:
    """The results are in the order of the requests, and each is what `EvaluateCase` answers."""
    conducts = [case_pb2.CONDUCT_SUPPLY, case_pb2.CONDUCT_POSSESSION, case_pb2.CONDUCT_TRANSPORT]
    cases = [changed(case, conduct=conduct) for conduct in conducts]

    results = evaluations.BatchEvaluateCases(batch(*cases), timeout=30).results

    assert [decide(each) for each in cases] == [result.decision for result in results]


def test_a_bad_case_does_not_touch_the_others(evaluations: Stub, case: case_pb2.Case) -> None:
    """It has the same status, with the same details, that `EvaluateCase` ends with."""
    bad = changed(case, jurisdiction="zz")
    bad.items[0].amount = "24,9"

    results = evaluations.BatchEvaluateCases(batch(case, bad, case), timeout=30).results

    assert ["decision", "error", "decision"] == [result.WhichOneof("result") for result in results]
    assert results[0] == results[2]
    assert unary_status(evaluations, bad) == results[1].error
    request = error_details_pb2.BadRequest()
    results[1].error.details[1].Unpack(request)
    assert {"case.jurisdiction", "case.items[0].amount"} == {v.field for v in request.field_violations}


def test_an_incident_does_not_touch_the_others(evaluations: Stub, case: case_pb2.Case) -> None:
    """A defect that shows in one case is that case's incident."""
    bad = changed(case, conduct=case_pb2.CONDUCT_FINANCING)
    bad.facts["guilty_plea"].boolean = True

    results = evaluations.BatchEvaluateCases(batch(bad, case), timeout=30).results

    assert (code_pb2.INTERNAL, "decision") == (results[0].error.code, results[1].WhichOneof("result"))


@pytest.mark.parametrize(("count", "reason"), [(0, "MISSING_FIELD"), (101, "TOO_MANY_CASES")])
def test_no_case_and_too_many(
    evaluations: Stub, case: case_pb2.Case, told: Any, count: int, reason: str
) -> None:
    """A batch has at least one case, and at most a hundred."""
    with pytest.raises(grpc.RpcError) as caught:
        evaluations.BatchEvaluateCases(batch(*[case] * count), timeout=30)

    answer = told(caught.value)
    assert ("INVALID_ARGUMENT", reason, {"requests": reason}) == (answer.code, answer.reason, answer.fields)


def test_a_hundred(evaluations: Stub, case: case_pb2.Case, service: Any) -> None:
    """A hundred cases are one call and one log line, which counts them."""
    cases = [case] * 99 + [case_pb2.Case()]

    results = evaluations.BatchEvaluateCases(batch(*cases), timeout=60).results

    assert 100 == len(results)
    line = [line for line in service.lines() if line.get("method") == METHOD][-1]
    assert (100, {"decided": 99}, {"SEVERAL_FAULTS": 1}, "OK") == (
        line["cases"],
        line["statuses"],
        line["reasons"],
        line["code"],
    )


@pytest.mark.parametrize(
    ("view", "with_traces"),
    [
        (evaluation_pb2.DECISION_VIEW_UNSPECIFIED, True),
        (evaluation_pb2.DECISION_VIEW_BASIC, False),
        (evaluation_pb2.DECISION_VIEW_FULL, True),
    ],
)
def test_view(
    evaluations: Stub, case: case_pb2.Case, *, view: evaluation_pb2.DecisionView, with_traces: bool
) -> None:
    """The basic view leaves out the traces, what only they name, and what why-not is told from."""
    full = evaluations.EvaluateCase(evaluation_pb2.EvaluateCaseRequest(case=case), timeout=30).decision
    request = evaluation_pb2.EvaluateCaseRequest(case=case, view=view)

    alone = evaluations.EvaluateCase(request, timeout=30).decision
    several = evaluation_pb2.BatchEvaluateCasesRequest(requests=[request])
    (result,) = evaluations.BatchEvaluateCases(several, timeout=30).results

    assert with_traces is bool(alone.outcomes[0].trace)
    assert alone == result.decision
    assert {name.element for name in alone.names} <= {name.element for name in full.names}
    for decision in (full, alone):
        decision.ClearField("names")
        decision.ClearField("trace_version")
        for outcome in decision.outcomes:
            for of_full_view in ("trace", "considered_offences", "lowering_steps"):
                outcome.ClearField(of_full_view)
    assert full == alone


def test_a_view_that_there_is_not(evaluations: Stub, case: case_pb2.Case, told: Any) -> None:
    """A number outside the enum is refused."""
    request = evaluation_pb2.EvaluateCaseRequest(case=case)
    request.ParseFromString(request.SerializeToString() + b"\x10\x63")
    with pytest.raises(grpc.RpcError) as caught:
        evaluations.EvaluateCase(request, timeout=30)

    assert {"view": "UNKNOWN_ENUM_VALUE"} == told(caught.value).fields
