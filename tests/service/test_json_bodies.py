"""What a proxy hands over as JSON, asked as the proxy does."""

from collections.abc import Callable

import grpc
import pytest
from google.api import httpbody_pb2
from google.protobuf import json_format

from propengine.v1 import case_pb2, decision_pb2, evaluation_service_pb2
from tests.service.conftest import Refused, Service

Decide = Callable[[case_pb2.Case], decision_pb2.Decision]


def hand_over(service: Service, method: str, body: str) -> evaluation_service_pb2.EvaluateCaseResponse:
    """Ask a method of `propengine.json` with a body."""
    call = service.channel.unary_unary(
        f"/propengine.json.{method}",
        request_serializer=httpbody_pb2.HttpBody.SerializeToString,
        response_deserializer=evaluation_service_pb2.EvaluateCaseResponse.FromString,
    )
    answered: evaluation_service_pb2.EvaluateCaseResponse = call(
        httpbody_pb2.HttpBody(data=body.encode()), timeout=60
    )
    return answered


def test_a_body_is_answered_as_its_message(service: Service, case: case_pb2.Case, decide: Decide) -> None:
    """The same answer, byte for byte."""
    request = evaluation_service_pb2.EvaluateCaseRequest(case=case)
    answered = hand_over(service, "EvaluationService/EvaluateCase", json_format.MessageToJson(request))

    assert decide(case).SerializeToString(deterministic=True) == answered.decision.SerializeToString(
        deterministic=True
    )


def test_every_mistake_of_a_body_is_told(service: Service, told: Callable[[grpc.RpcError], Refused]) -> None:
    """All at once, each with its place."""
    body = '{"case": {"juristiction": "xx", "stage": "STAGE_TRYAL"}, "veiw": 1}'
    with pytest.raises(grpc.RpcError) as caught:
        hand_over(service, "EvaluationService/EvaluateCase", body)
    refused = told(caught.value)

    assert "INVALID_ARGUMENT" == refused.code
    assert dict.fromkeys(("case.juristiction", "case.stage", "veiw"), "UNDECODABLE_REQUEST") == refused.fields


@pytest.mark.parametrize(
    "method", ["EvaluationService/StreamEvaluateCases", "RulesetService/GetRuleset", "RulesetService/Nothing"]
)
def test_what_has_no_body_is_not_there(service: Service, method: str) -> None:
    """A stream has no address, and what stands in an address a proxy reads itself."""
    with pytest.raises(grpc.RpcError) as caught:
        hand_over(service, method, "{}")

    assert grpc.StatusCode.UNIMPLEMENTED == caught.value.code()
