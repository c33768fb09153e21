import json
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import descriptor_pb2, json_format
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2

from propengine.client import Client
from propengine.v1 import case_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc
from tests.service.conftest import PATIENCE_SECONDS

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("propengine")
GRPCURL = Path(sys.executable).with_name("grpcurl")
SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
SERVICE_UNKNOWN = health_pb2.HealthCheckResponse.SERVICE_UNKNOWN


def grpcurl(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [GRPCURL, "-plaintext", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def health(channel: grpc.Channel) -> Any:
    """Return a client of the health service; its stubs say nothing of its methods."""
    return health_pb2_grpc.HealthStub(channel)


def status_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()


def serve(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PROGRAM, "serve", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("name", ["", "propengine.v1.EvaluationService", "propengine.v1.RulesetService"])
def test_health(service: Any, name: str) -> None:
    """Each service, and the server as a whole, is serving."""
    stub = health(service.channel)

    assert SERVING == stub.Check(health_pb2.HealthCheckRequest(service=name), timeout=30).status


def test_health_of_nothing(service: Any) -> None:
    """A service that there is not is not found; a watch of it says unknown."""
    stub = health(service.channel)
    with pytest.raises(grpc.RpcError) as caught:
        stub.Check(health_pb2.HealthCheckRequest(service="nothing"), timeout=30)
    watch = stub.Watch(health_pb2.HealthCheckRequest(service="nothing"), timeout=30)

    assert grpc.StatusCode.NOT_FOUND is caught.value.code()
    assert SERVICE_UNKNOWN == next(watch).status
    watch.cancel()


def test_many_watches_hold_no_thread(service: Any, case: case_pb2.Case) -> None:
    """More watches than the server has threads do not keep it from answering."""
    stub = health(service.channel)
    watches = [stub.Watch(health_pb2.HealthCheckRequest(), timeout=60) for _ in range(12)]
    seen = [next(watch).status for watch in watches]
    request = evaluation_service_pb2.EvaluateCaseRequest(case=case)
    answer = evaluation_service_pb2_grpc.EvaluationServiceStub(service.channel).EvaluateCase(
        request, timeout=30
    )
    for watch in watches:
        watch.cancel()

    assert [SERVING] * 12 == seen
    assert answer.decision.outcomes


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_with_an_open_watch(start: Callable[..., Any], number: signal.Signals) -> None:
    """On a signal a watcher sees NOT_SERVING and the end; the server does not wait for it and exits 0."""
    server = start("--grace", "3600")
    watch = health(server.channel).Watch(health_pb2.HealthCheckRequest(), timeout=60)
    first = next(watch).status
    server.process.send_signal(number)
    rest = [response.status for response in watch]

    assert 0 == server.process.wait(PATIENCE_SECONDS)
    assert (SERVING, [NOT_SERVING]) == (first, rest)
    assert ["stopping", "stopped"] == [
        line["event"] for line in server.lines() if "stop" in str(line["event"])
    ]


def test_a_terminal_that_is_closed() -> None:
    """A server whose terminal goes away stops in order, although nobody hears what it logs."""
    ours, theirs = pty.openpty()
    command: list[str | Path] = [PROGRAM, "serve", "--port", "0", "--workers", "1"]
    process = subprocess.Popen([*command, "--rulesets", HERE / "rulesets"], stderr=theirs)
    os.close(theirs)
    said = b""
    while b'"serving"' not in said:
        said += os.read(ours, 65536)
    os.close(ours)
    process.terminate()

    assert 0 == process.wait(PATIENCE_SECONDS)


def test_a_client_of_another_hand(service: Any, case: case_pb2.Case) -> None:
    """grpcurl, which knows the contract from reflection alone, lists, describes and evaluates."""
    listed = grpcurl(service.address, "list")
    described = grpcurl(service.address, "describe", "propengine.v1.EvaluationService")
    body = json.dumps({"case": json_format.MessageToDict(case)})
    decided = grpcurl("-d", body, service.address, "propengine.v1.EvaluationService/EvaluateCase")

    assert [
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
        "propengine.v1.EvaluationService",
        "propengine.v1.RulesetService",
    ] == listed.stdout.split()
    assert ".propengine.v1.EvaluateCaseRequest" in described.stdout
    assert "trafficking" == json.loads(decided.stdout)["decision"]["outcomes"][0]["offence"]["id"]


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
def test_both_versions_of_reflection(service: Any, version: str) -> None:
    """Each tells what the other does, and describes itself in its own package."""
    asked = reflection_pb2.ServerReflectionRequest
    name = f"grpc.reflection.{version}.ServerReflection"
    ask = service.channel.stream_stream(
        f"/{name}/ServerReflectionInfo",
        request_serializer=asked.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    requests = [asked(list_services=""), asked(file_containing_symbol=name), asked(file_by_filename="none")]
    listed, described, unknown = ask(iter(requests), timeout=PATIENCE_SECONDS)
    (file,) = map(
        descriptor_pb2.FileDescriptorProto.FromString,
        described.file_descriptor_response.file_descriptor_proto,
    )

    assert "propengine.v1.EvaluationService" in {one.name for one in listed.list_services_response.service}
    assert (f"grpc.reflection.{version}", "ServerReflection") == (file.package, file.service[0].name)
    assert {f".grpc.reflection.{version}"} == {
        field.type_name.rpartition(".")[0]
        for message in file.message_type
        for field in message.field
        if field.type_name
    }
    assert grpc.StatusCode.NOT_FOUND.value[0] == unknown.error_response.error_code


def test_a_refusal_for_a_client_of_another_hand(service: Any) -> None:
    """The details of an error are readable for a client that is not ours."""
    refused = grpcurl("-d", "{}", service.address, "propengine.v1.EvaluationService/EvaluateCase")

    assert "InvalidArgument" in refused.stderr
    assert '"reason":"MISSING_FIELD"' in refused.stderr


def test_reflection_can_be_switched_off(start: Callable[..., Any]) -> None:
    """Without reflection the server answers as before and tells nobody its methods."""
    server = start("--no-reflection")
    listed = grpcurl(server.address, "list")
    status = health(server.channel).Check(health_pb2.HealthCheckRequest(), timeout=30)

    assert "does not support the reflection API" in listed.stderr
    assert SERVING == status.status


@pytest.mark.parametrize("host", ["::1", "::"])
def test_an_address_of_ipv6(start: Callable[..., Any], case: case_pb2.Case, host: str) -> None:
    """It stands in brackets beside a port, in the log as for the transport, and clients take it so."""
    service = start("--host", host)
    told = next(line["address"] for line in service.lines() if line["event"] == "serving")

    assert f"[{host}]:{service.port}" == told
    with Client(f"[::1]:{service.port}") as client:
        assert client.evaluate(case).outcomes


def test_port_in_use() -> None:
    """A port that another program has is told in one sentence; nothing is started."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = serve("--host", "127.0.0.1", "--port", str(port), "--rulesets", HERE / "rulesets")

    assert 1 == done.returncode
    assert f"cannot listen on 127.0.0.1:{port}: another program has the port\n" == done.stderr


@pytest.mark.parametrize(("host", "warned"), [("::", True), ("localhost", False), ("127.0.0.1", False)])
def test_an_address_that_others_reach(start: Callable[..., Any], host: str, *, warned: bool) -> None:
    """It is served, and the log says in one line that whoever reaches it may ask."""
    server = start("--host", host, "--workers", "1")
    found = [line for line in server.lines() if line["event"] == "open_to_others"]

    assert warned == bool(found)
    assert all(line["level"] == "warning" and "whoever reaches" in str(line["cause"]) for line in found)


def test_host_that_is_not_known() -> None:
    """So is a host that nobody knows, with that as the cause."""
    done = serve("--host", "host.invalid", "--port", "0", "--rulesets", HERE / "rulesets")

    assert (1, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("cannot listen on host.invalid:0: no such host is known")
    assert 1 == done.stderr.count("\n")


def test_broken_rulesets_are_not_served(tmp_path: Path) -> None:
    """Every fault of a broken ruleset is printed with its place, and the server does not start."""
    folder = tmp_path / "rulesets"
    shutil.copytree(HERE / "rulesets", folder)
    revision = folder / "yy" / "drug-law" / "1990-01-01.yaml"
    text = revision.read_text(encoding="utf-8")
    revision.write_text(
        text.replace("    mark: V", "    mark: X").replace("trafficking", "traficking"), encoding="utf-8"
    )

    done = serve("--port", "0", "--rulesets", folder)

    assert 1 == done.returncode
    lines = done.stderr.splitlines()
    assert "yy/drug-law/1990-01-01.yaml:14:11: offences.any-act.mark: " in done.stderr
    assert "yy/drug-law/1990-01-01.yaml:15:21: offences.any-act.classification: " in done.stderr
    assert "2 faults" == lines[-1]


def test_no_such_folder(tmp_path: Path) -> None:
    """A folder that does not exist is told as such."""
    done = serve("--port", "0", "--rulesets", tmp_path / "nowhere")

    assert 1 == done.returncode
    assert "expected a folder of rulesets, found none" in done.stderr


def test_a_check_is_remembered(start: Callable[..., Any], tmp_path: Path) -> None:
    """The second start finds what the first has recorded; a damaged record is told, and made good."""
    records = tmp_path / "records"

    def told() -> list[object]:
        service = start("--check-records", str(records), "--workers", "1")
        service.process.terminate()
        assert 0 == service.process.wait(60)
        return [line["event"] for line in service.lines() if str(line["event"]).startswith("check_record")]

    assert [] == told()
    kept = {file.name: file.read_bytes() for file in records.iterdir()}
    assert len(kept) == len([child for child in (HERE / "rulesets").iterdir() if child.is_dir()])

    (records / min(kept)).write_bytes(b"")
    assert ["check_record_damaged"] == told()
    assert kept == {file.name: file.read_bytes() for file in records.iterdir()}
    assert [] == told()


def test_where_nothing_can_be_remembered_it_is_served(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """The log says which folder, and why."""
    service = start("--check-records", "/proc/nowhere", "--workers", "1")

    stub = evaluation_service_pb2_grpc.EvaluationServiceStub(service.channel)
    answer = stub.EvaluateCase(evaluation_service_pb2.EvaluateCaseRequest(case=case))

    assert answer.decision.outcomes
    (line, *_) = (line for line in service.lines() if line["event"] == "check_record_unwritten")
    assert ("/proc/nowhere", "warning") == (line["folder"], line["level"])
    assert line["cause"]
