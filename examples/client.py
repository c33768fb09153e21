"""Ask a running service to decide cases: `python examples/client.py localhost:50051 case.json ...`."""

import sys
from pathlib import Path

import grpc
from google.protobuf import json_format

from propengine.v1 import case_pb2, decision_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc


def told(outcome: decision_pb2.Outcome) -> str:
    """Return an outcome in one line: offence, liability, final custody and its conditions."""
    offence = outcome.offence.id or "no offence shown"
    liability = decision_pb2.Liability.Name(outcome.liability)
    final = [f"{c.range.min.rendered.en} to {c.range.max.rendered.en}" for c in outcome.checkpoints[-1:]]
    conditions = [f"if {condition.id} is {condition.value}" for condition in outcome.conditions]
    return ", ".join([offence, liability, *final, *conditions])


with grpc.insecure_channel(sys.argv[1]) as channel:
    service = evaluation_service_pb2_grpc.EvaluationServiceStub(channel)
    for name in sys.argv[2:]:
        case = json_format.Parse(Path(name).read_text(encoding="utf-8"), case_pb2.Case())
        request = evaluation_service_pb2.EvaluateCaseRequest(case=case)
        decision = service.EvaluateCase(request, timeout=10).decision
        print(f"{Path(name).stem}: {decision_pb2.DecisionStatus.Name(decision.status)}")
        for outcome in decision.outcomes:
            print(f"  {told(outcome)}")
