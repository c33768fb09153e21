"""Calls are answered, workers replaced and stops heard, whatever becomes of the log."""

import fcntl
import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import grpc
import pytest

from propengine.v1 import case_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc
from tests.service.conftest import OWN_SUBCHANNELS, PATIENCE_SECONDS, PROGRAM, RULESETS, Service, until


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def served_into(log: int) -> Iterator[Service]:
    """Start a server that logs into a descriptor; it answers when this returns."""
    port = free_port()
    command: list[str | Path] = [PROGRAM, "serve", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([*command, "--workers", "1", "--rulesets", RULESETS], stderr=log)
    channel = grpc.insecure_channel(f"127.0.0.1:{port}", OWN_SUBCHANNELS)
    try:
        yield Service(process, port, channel, Path(os.devnull))
    finally:
        channel.close()
        process.kill()
        process.wait(PATIENCE_SECONDS)


def answers(service: Service, case: case_pb2.Case) -> bool:
    """Say whether a case is answered, when the server is there."""
    stub = evaluation_service_pb2_grpc.EvaluationServiceStub(service.channel)
    request = evaluation_service_pb2.EvaluateCaseRequest(case=case)
    answer = stub.EvaluateCase(request, timeout=PATIENCE_SECONDS, wait_for_ready=True)
    return bool(answer.decision.outcomes)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe for a log, which takes some ten lines."""
    read, written = os.pipe()
    fcntl.fcntl(written, fcntl.F_SETPIPE_SZ, 4096)
    yield read, written
    for end in (read, written):
        with suppress(OSError):
            os.close(end)


def replaced(service: Service, victim: int) -> None:
    os.kill(victim, signal.SIGKILL)
    until(lambda: set(service.workers) - {victim})


def test_a_log_on_a_full_disk(case: case_pb2.Case) -> None:
    """Every call is answered; a worker that dies is replaced; a stop is heard."""
    with Path("/dev/full").open("wb") as full, served_into(full.fileno()) as service:
        assert answers(service, case)
        replaced(service, *service.workers)
        assert answers(service, case)
        service.process.terminate()

        assert 0 == service.process.wait(PATIENCE_SECONDS)


def test_a_log_whose_reader_has_gone(case: case_pb2.Case, pipe: tuple[int, int]) -> None:
    """So it is when the program that read the log has ended."""
    read, written = pipe
    with served_into(written) as service:
        assert answers(service, case)
        os.close(read)
        assert answers(service, case)
        replaced(service, *service.workers)
        assert answers(service, case)
        service.process.terminate()

        assert 0 == service.process.wait(PATIENCE_SECONDS)


def test_a_log_that_nobody_reads(case: case_pb2.Case, pipe: tuple[int, int]) -> None:
    """Nobody waits for the reader; when it reads again, it is told how many lines it has missed."""
    read, written = pipe
    with served_into(written) as service:
        for _ in range(100):
            assert answers(service, case)
        os.set_blocking(read, False)
        said = lines(read)
        assert answers(service, case)

        def accounted_for() -> int:
            said.extend(lines(read))
            return sum(int(line.get("lost", line["event"] == "call")) for line in said)

        until(lambda: accounted_for() >= 101)
        assert ["log_lines_lost"] == [line["event"] for line in said if "lost" in line]
        assert 101 == accounted_for()
        for _ in range(100):
            assert answers(service, case)
        service.process.terminate()

        assert 0 == service.process.wait(PATIENCE_SECONDS)


def lines(read: int) -> list[dict[str, Any]]:
    """Return what waits in a pipe."""
    try:
        return [json.loads(line) for line in os.read(read, 1 << 20).splitlines()]
    except BlockingIOError:
        return []
