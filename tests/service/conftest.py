import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from propengine.v1 import (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2,
    evaluation_service_pb2_grpc,
    ruleset_service_pb2_grpc,
)

RULESETS = Path(__file__).parent / "rulesets"
PROGRAM = Path(sys.executable).with_name("propengine")
OWN_SUBCHANNELS = (("grpc.use_local_subchannel_pool", 1),)
PATIENCE_SECONDS = 300
"""What takes longer hangs. No test says how quick something is: the machine may be busy."""


@dataclass(frozen=True)
class Service:
    """A server in a process of its own, and a channel to it."""

    process: "subprocess.Popen[bytes]"
    port: int
    channel: grpc.Channel
    log: Path

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"localhost:{self.port}"

    @property
    def workers(self) -> list[int]:
        """Its worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text(encoding="utf-8").split()]

    def lines(self) -> list[dict[str, object]]:
        """What it has logged so far."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True)
class Refused:
    """What a refused call told its caller."""

    code: str
    reason: str
    domain: str
    message: str
    metadata: dict[str, str]
    fields: dict[str, str]
    """The reason of each field violation, by field."""
    retry_seconds: int | None


def refused(error: grpc.RpcError) -> Refused:
    """Return what an error tells."""
    call: Any = error
    status = rpc_status.from_call(call)
    assert status is not None, error
    info, request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    delay = error_details_pb2.RetryInfo()
    for detail in status.details:
        assert detail.Unpack(info) or detail.Unpack(request) or detail.Unpack(delay)
    fields = {violation.field: violation.reason for violation in request.field_violations}
    retry = delay.retry_delay.seconds if delay.HasField("retry_delay") else None
    return Refused(
        call.code().name, info.reason, info.domain, status.message, dict(info.metadata), fields, retry
    )


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Service]:
    """Start a server on a free port, and end it if nobody else did."""
    log = folder / "log"
    command: list[str | Path] = [PROGRAM, "serve", "--port", "0", "--rulesets", RULESETS, *options]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stderr=file, env={**os.environ, "PYTHONFAULTHANDLER": "1"})
    port = _port(process, log)
    service = Service(process, port, grpc.insecure_channel(f"localhost:{port}", OWN_SUBCHANNELS), log)
    try:
        yield service
    finally:
        service.channel.close()
        end(service)


@pytest.fixture
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Service]]:
    """Starts servers; each is ended after the test, if the test did not."""
    with ExitStack() as started:
        yield lambda *options: started.enter_context(served(tmp_path_factory.mktemp("server"), *options))


def end(service: Service) -> None:
    """End a server as an operator does; one that hangs is made to say where."""
    service.process.terminate()
    try:
        service.process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        service.process.send_signal(signal.SIGABRT)
        service.process.wait()
        raise AssertionError(service.log.read_text(encoding="utf-8")) from None


def _port(process: "subprocess.Popen[bytes]", log: Path) -> int:
    """Wait for the line that says where the server listens."""
    for _ in range(PATIENCE_SECONDS * 20):
        for line in log.read_bytes().splitlines():
            if b'"serving"' in line:
                return int(json.loads(line)["address"].rpartition(":")[2])
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that all tests of a worker share: none of them may hurt it."""
    with served(tmp_path_factory.mktemp("server")) as shared:
        yield shared


@pytest.fixture(scope="session")
def evaluations(service: Service) -> evaluation_service_pb2_grpc.EvaluationServiceStub:
    """A client of the evaluation service."""
    return evaluation_service_pb2_grpc.EvaluationServiceStub(service.channel)


@pytest.fixture(scope="session")
def rulesets(service: Service) -> ruleset_service_pb2_grpc.RulesetServiceStub:
    """A client of the ruleset service."""
    return ruleset_service_pb2_grpc.RulesetServiceStub(service.channel)


@pytest.fixture
def case() -> case_pb2.Case:
    """A case that is decided: 6 g of cocaine, sold in 2005."""
    return json_format.ParseDict(
        {
            "jurisdiction": "xx",
            "offenceDate": {"year": 2005, "month": 6, "day": 1},
            "decisionDate": {"year": 2006, "month": 1, "day": 10},
            "stage": "STAGE_SENTENCING",
            "conduct": "CONDUCT_SUPPLY",
            "items": [{"substance": "cocaine", "amount": "6", "unit": "g"}],
        },
        case_pb2.Case(),
    )


@pytest.fixture
def decide(
    evaluations: evaluation_service_pb2_grpc.EvaluationServiceStub,
) -> Callable[[case_pb2.Case], decision_pb2.Decision]:
    """Sends a case and returns its decision."""

    def send(case: case_pb2.Case) -> decision_pb2.Decision:
        request = evaluation_service_pb2.EvaluateCaseRequest(case=case)
        return evaluations.EvaluateCase(request, timeout=30).decision

    return send


@pytest.fixture
def refuse(
    evaluations: evaluation_service_pb2_grpc.EvaluationServiceStub,
) -> Callable[[case_pb2.Case], Refused]:
    """Sends a case that must be refused and returns what was told."""

    def send(case: case_pb2.Case) -> Refused:
        request = evaluation_service_pb2.EvaluateCaseRequest(case=case)
        with pytest.raises(grpc.RpcError) as caught:
            evaluations.EvaluateCase(request, timeout=30)
        return refused(caught.value)

    return send


@pytest.fixture(scope="session")
def told() -> Callable[[grpc.RpcError], Refused]:
    """Reads what an error tells."""
    return refused


def heard(service: Service) -> None:
    """Wait until the server has heard what was sent: on one connection it hears one thing after another."""
    health: Any = health_pb2_grpc.HealthStub(service.channel)
    health.Check(health_pb2.HealthCheckRequest(), timeout=PATIENCE_SECONDS)


def until(said: Callable[[], Any]) -> Any:
    """Wait until something is there."""
    for _ in range(PATIENCE_SECONDS * 20):
        found = said()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")
