import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

Status = health_pb2.HealthCheckResponse


def probe(address: str) -> int:
    """The exit code of the image's health check."""
    return subprocess.run(
        [sys.executable, "-m", "propengine.server.probe", address], check=False, capture_output=True
    ).returncode


@contextmanager
def says(status: Any) -> Iterator[str]:
    """A server that says this of its health, by its address."""
    server = grpc.server(futures.ThreadPoolExecutor(1))
    service = health.HealthServicer()
    service.set("", status)
    health_pb2_grpc.add_HealthServicer_to_server(service, server)
    port = server.add_insecure_port("localhost:0")
    server.start()
    try:
        yield f"localhost:{port}"
    finally:
        server.stop(None).wait()


@pytest.mark.parametrize(("status", "code"), [(Status.SERVING, 0), (Status.NOT_SERVING, 1)])
def test_a_server_that_serves_is_healthy(status: Any, code: int) -> None:
    with says(status) as address:
        assert code == probe(address)


@pytest.mark.parametrize("variable", ["http_proxy", "https_proxy", "grpc_proxy"])
def test_the_probe_asks_no_proxy(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:1")
    for name in ("no_proxy", "no_grpc_proxy"):
        monkeypatch.delenv(name, raising=False)
    with says(Status.SERVING) as address:
        assert 0 == probe(address)


def test_nobody_there_is_not_healthy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))

        assert 1 == probe(f"127.0.0.1:{taken.getsockname()[1]}")
