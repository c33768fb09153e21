import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from propengine.contract.application import Application
from propengine.server.loading import load_application
from propengine.server.logs import configure_logs
from propengine.server.serving import Serving, start
from propengine.server.settings import Settings
from propengine.v1 import evaluation_service_pb2_grpc

RULESETS = Path(__file__).parents[1] / "service" / "rulesets"


@pytest.fixture(scope="session")
def application() -> Application:
    """The rulesets of the service's tests, loaded."""
    return load_application(RULESETS)


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The one event loop of this process, in a thread of its own: grpc.aio does not bear two."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def serving(application: Application, loop: asyncio.AbstractEventLoop) -> Iterator[Serving]:
    """A server in this process, so that tests can plant failures in it."""
    configure_logs()
    settings = Settings(most_waiting=2, most_streams=2, most_stream_cases=3)
    serving = asyncio.run_coroutine_threadsafe(start(application, settings, 0), loop).result()
    yield serving
    asyncio.run_coroutine_threadsafe(serving.stop(0), loop).result()


@pytest.fixture
def evaluations(serving: Serving) -> Iterator[evaluation_service_pb2_grpc.EvaluationServiceStub]:
    """A client of it."""
    options = (("grpc.use_local_subchannel_pool", 1),)
    with grpc.insecure_channel(f"localhost:{serving.port}", options) as channel:
        yield evaluation_service_pb2_grpc.EvaluationServiceStub(channel)
