"""What an answer hinges on, and what may still be done, where a request asks for it."""

from propengine.client import Client
from propengine.v1 import case_pb2, evaluation_service_pb2 as messages
from propengine.v1.evaluation_service_pb2_grpc import EvaluationServiceStub as Stub
from tests.service.conftest import Service


def test_it_is_answered_where_it_is_asked_for(service: Service, case: case_pb2.Case) -> None:
    """Of one case: nothing of it without, both with."""
    with Client(service.address) as client:
        silent = client.evaluate(case)
        decision = client.evaluate(case, hinges_on=True, still_open=True)

    assert not silent.HasField("change_sets")
    assert not silent.HasField("open_acts")
    assert decision.change_sets.sets
    assert decision.change_sets.most_changes == 3
    assert decision.HasField("open_acts")


def test_each_case_of_a_stream_asks_for_itself(evaluations: Stub, case: case_pb2.Case) -> None:
    """What one asks for is not answered to the next."""
    asked = [
        messages.StreamEvaluateCasesRequest(case=case, hinges_on=hinges_on, still_open=not hinges_on)
        for hinges_on in (True, False)
    ]
    answers = [answer.result.decision for answer in evaluations.StreamEvaluateCases(iter(asked), timeout=30)]

    assert [True, False] == [answer.HasField("change_sets") for answer in answers]
    assert [False, True] == [answer.HasField("open_acts") for answer in answers]
