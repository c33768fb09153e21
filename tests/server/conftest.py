from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from propengine.server.application import Application
from propengine.server.logs import configure_logs
from propengine.server.serve import Serving, start
from propengine.v1 import evaluation_service_pb2_grpc

RULESETS = Path(__file__).parents[1] / "service" / "rulesets"


@pytest.fixture(scope="session")
def application() -> Application:
    """The rulesets of the service's tests, loaded."""
    return Application.load(RULESETS)


@pytest.fixture
def serving(application: Application) -> Iterator[Serving]:
    """A server in this process, so that tests can plant failures in it."""
    configure_logs()
    serving = start(application, "localhost", 0)
    yield serving
    serving.stop(0)


@pytest.fixture
def evaluations(serving: Serving) -> Iterator[evaluation_service_pb2_grpc.EvaluationServiceStub]:
    """A client of it."""
    options = (("grpc.use_local_subchannel_pool", 1),)
    with grpc.insecure_channel(f"localhost:{serving.port}", options) as channel:
        yield evaluation_service_pb2_grpc.EvaluationServiceStub(channel)
