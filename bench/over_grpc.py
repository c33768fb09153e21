"""Unary gRPC against the echo, in the same topology: real processes on loopback, calls taken in turns."""

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc

from bench.measuring import MICRO, interleaved, show
from propengine.v1 import case_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc

RULESETS = Path(__file__).parents[1] / "rulesets"
CLIENTS = 4
CALLS = 400
ROUNDS = 5

Stub = evaluation_service_pb2_grpc.EvaluationServiceStub


@dataclass(frozen=True, slots=True)
class Peer:
    """A server process, and a client of it."""

    process: subprocess.Popen[str]
    stub: Stub

    def cpu_seconds(self) -> float:
        """Return the processor time that the server has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def request() -> evaluation_service_pb2.EvaluateCaseRequest:
    """Return the case of `bench.in_process.OWN_USE` as a client sends it."""
    case = case_pb2.Case(jurisdiction="pt")
    for field, month in ((case.offence_date, 6), (case.decision_date, 9)):
        field.year, field.month, field.day = 2012, month, 1
    case.stage = case_pb2.STAGE_SENTENCING
    case.conduct = case_pb2.CONDUCT_POSSESSION
    case.items.add(substance="cannabis_herbal", amount="20", unit="g")
    case.facts["own_use_proven"].boolean = True
    case.facts["drug_dependent"].boolean = False
    return evaluation_service_pb2.EvaluateCaseRequest(case=case)


@contextmanager
def peer(*command: str) -> Iterator[Peer]:
    """Start a server process and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [part.replace("PORT", port) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        grpc.channel_ready_future(channel).result(timeout=60)
        yield Peer(process, Stub(channel))
    finally:
        process.terminate()
        process.wait(timeout=30)


def run() -> None:
    """Print latency, rate and processor time of the service and of the echo."""
    own = (str(Path(sys.executable).parent / "propengine"),)
    with (
        peer(*own, "serve", "--host", "127.0.0.1", "--port", "PORT", "--rulesets", str(RULESETS)) as service,
        peer(sys.executable, "-m", "bench.echo", "PORT", str(RULESETS)) as echo,
    ):
        asked = request()
        answer = service.stub.EvaluateCase(asked)
        assert answer.decision.outcomes[0].offence.id == "lei-30-2000-art-2"
        size = answer.ByteSize()
        peers = {"echo that builds the same response": echo, "the service": service}
        timings = interleaved({n: lambda p=p: p.stub.EvaluateCase(asked) for n, p in peers.items()}, 400)
        show(f"Unary gRPC, one call at a time ({size} bytes answered)", timings, next(iter(peers)))
        _rates(peers, asked)


def _rates(peers: dict[str, Peer], asked: evaluation_service_pb2.EvaluateCaseRequest) -> None:
    """Print calls per second and server processor time per call, in turns."""
    rates: dict[str, list[float]] = {name: [] for name in peers}
    cpu: dict[str, list[float]] = {name: [] for name in peers}
    with ThreadPoolExecutor(CLIENTS) as clients:
        for _ in range(ROUNDS):
            for name, of in peers.items():
                used, start = of.cpu_seconds(), time.perf_counter()
                list(clients.map(lambda _, p=of: p.stub.EvaluateCase(asked), range(CALLS)))
                rates[name].append(CALLS / (time.perf_counter() - start))
                cpu[name].append((of.cpu_seconds() - used) / CALLS * MICRO)
    print(
        f"\nUnary gRPC, {CLIENTS} clients in one process beside the server ({ROUNDS} rounds of {CALLS} calls)"
    )
    for name in peers:
        rate, used = statistics.median(rates[name]), statistics.median(cpu[name])
        print(f"  {name:<44} {rate:8.0f} calls/s   {used:8.0f} µs of server CPU a call")
    names = list(peers)
    share = statistics.median(rates[names[1]]) / statistics.median(rates[names[0]])
    print(f"  the service reaches {share:.0%} of the echo's rate (target: at least 50 %)")
