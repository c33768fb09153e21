"""Metrics are right across workers, and whoever asks for them holds up nobody."""

import os
import re
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import grpc
import pytest

from propengine.client import Client, RefusedError
from propengine.v1 import case_pb2
from tests.service.conftest import OWN_SUBCHANNELS, PATIENCE_SECONDS, Service, until

EVALUATE = 'propengine_calls_total{method="/propengine.v1.EvaluationService/EvaluateCase",code='


@pytest.fixture
def server(start: Callable[..., Service]) -> Service:
    """A server with two workers that tells metrics."""
    return start("--workers", "2", "--metrics-port", "0")


def address(server: Service) -> str:
    """Where metrics are told."""
    return next(str(line["address"]) for line in server.lines() if line["event"] == "metrics")


def ask(server: Service, path: str = "/metrics") -> str:
    """Return the page."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://{address(server)}{path}", timeout=PATIENCE_SECONDS) as answer:
        assert "text/plain; version=0.0.4; charset=utf-8" == answer.headers["Content-Type"]
        return str(answer.read().decode())


def metrics(server: Service) -> dict[str, float]:
    """Return each sample."""
    lines = [line for line in ask(server).splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def decide(server: Service, case: case_pb2.Case, count: int) -> None:
    """Have a case decided over so many connections."""
    for _ in range(count):
        with Client(server.address) as client:
            client.evaluate(case, timeout_seconds=PATIENCE_SECONDS)


def test_counts_of_all_workers(server: Service, case: case_pb2.Case) -> None:
    """What every worker counted is added up, and stays when a worker has gone."""
    decide(server, case, 20)
    with Client(server.address) as client, pytest.raises(RefusedError):
        client.evaluate(case_pb2.Case(jurisdiction="nowhere"), timeout_seconds=PATIENCE_SECONDS)
    with grpc.insecure_channel(server.address, OWN_SUBCHANNELS) as channel, pytest.raises(grpc.RpcError):
        channel.unary_unary("/made.up/Method", bytes)(b"", timeout=PATIENCE_SECONDS)
    until(lambda: metrics(server).get('propengine_calls_total{method="other",code="UNIMPLEMENTED"}'))
    found = until(lambda: metrics(server) if metrics(server).get(f'{EVALUATE}"OK"}}') == 20 else None)

    assert 20 == found['propengine_decisions_total{status="decided"}']
    assert 1 == found['propengine_refusals_total{reason="SEVERAL_FAULTS"}']
    assert 0 == found["propengine_disagreements_total"]
    assert server.log.stat().st_ctime >= found["propengine_rulesets_read_timestamp_seconds"]
    resident = {int(match[1]) for match in map(re.compile(r'.*resident.*"(\d+)"').match, found) if match}
    assert set(server.workers) == resident

    for victim in server.workers:
        os.kill(victim, signal.SIGKILL)
    until(lambda: 2 == metrics(server)["propengine_worker_deaths_total"])
    decide(server, case, 1)
    until(lambda: metrics(server)[f'{EVALUATE}"OK"}}'] == 21)


def test_visitors_who_say_nothing(server: Service, case: case_pb2.Case) -> None:
    """They hold up neither calls nor each other nor a stop."""
    host, _, port = address(server).rpartition(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(40)]
    decide(server, case, 1)
    told = ask(server)
    server.process.terminate()
    code = server.process.wait(PATIENCE_SECONDS)
    for one in silent:
        one.close()

    assert told.startswith("# HELP propengine_calls_total")
    assert 0 == code


@pytest.mark.parametrize(
    "asked", [b"\xff" * 20_000, b"POST /metrics HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"]
)
def test_whatever_else_is_asked(server: Service, asked: bytes) -> None:
    """It is told what there is to ask for, or nothing; the page is there for the next."""
    host, _, port = address(server).rpartition(":")
    with socket.create_connection((host, int(port)), PATIENCE_SECONDS) as visitor:
        visitor.sendall(asked)
        try:
            answer = visitor.recv(1000)
        except ConnectionError:
            answer = b""

    assert answer.startswith(b"HTTP/1.1 404 ") or not answer
    assert ask(server)


def test_metrics_are_off_unless_wanted(service: Any) -> None:
    """Without a port for them there is none."""
    assert "metrics" not in {line["event"] for line in service.lines()}
