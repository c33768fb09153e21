"""Servers to ask: the real one in a process of its own, and one that does as a test tells it."""

from collections.abc import Callable, Iterator
from concurrent import futures
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest

from propengine.client import Client
from propengine.v1 import evaluation_service_pb2, evaluation_service_pb2_grpc, ruleset_service_pb2_grpc
from tests.service.conftest import Service, case as case, service as service, start as start  # noqa: PLC0414

Behaviour = Callable[..., Any]


@dataclass
class Planted:
    """A service on which each call does the next thing that the test says; the last thing is repeated."""

    behaviours: list[Behaviour] = field(default_factory=list)
    calls: int = 0

    def _next(self, request: Any, context: grpc.ServicerContext) -> Any:
        behaviour = self.behaviours[min(self.calls, len(self.behaviours) - 1)]
        self.calls += 1
        return behaviour(request, context)

    EvaluateCase = BatchEvaluateCases = StreamEvaluateCases = ExplainDecision = _next
    ListRulesets = GetRuleset = DescribeFacts = ListProgrammes = _next


@pytest.fixture
def planted() -> Iterator[tuple[Planted, str]]:
    """Such a service, and its address."""
    servicer: Any = Planted()
    server = grpc.server(futures.ThreadPoolExecutor(2))
    evaluation_service_pb2_grpc.add_EvaluationServiceServicer_to_server(servicer, server)
    ruleset_service_pb2_grpc.add_RulesetServiceServicer_to_server(servicer, server)
    port = server.add_insecure_port("localhost:0")
    server.start()
    yield servicer, f"localhost:{port}"
    server.stop(0).wait()


@pytest.fixture
def client(service: Service) -> Iterator[Client]:
    """A client of the real service."""
    with Client(service.address) as connected:
        yield connected


def decided(_: Any, __: grpc.ServicerContext) -> evaluation_service_pb2.EvaluateCaseResponse:
    """Answer that the case is decided."""
    response = evaluation_service_pb2.EvaluateCaseResponse()
    response.decision.jurisdiction = "planted"
    return response
