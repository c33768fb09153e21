"""Server processes to measure, and what the system says of the processor time and memory that they use."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

import grpc

from propengine.v1 import evaluation_service_pb2_grpc

RULESETS = Path(__file__).parents[1] / "rulesets"
SMALLEST = Path(__file__).parents[1] / "tests" / "service" / "rulesets"
"""An invented jurisdiction of a few lines: what a server takes with hardly any law."""
KIBI = 1024
CLIENTS = 4
_LONGEST = 64 * KIBI * KIBI

Stub = evaluation_service_pb2_grpc.EvaluationServiceStub


@dataclass(frozen=True, slots=True)
class Peer:
    """A server, and clients of it.

    Attributes:
        process: the parent of the workers.
        stubs: the clients, each with a connection of its own, because connections are what workers share.
        ready_after: seconds from its start until all workers answered.
    """

    process: subprocess.Popen[str]
    stubs: tuple[Stub, ...]
    ready_after: float

    @property
    def stub(self) -> Stub:
        """Return one client."""
        return self.stubs[0]

    @property
    def workers(self) -> list[int]:
        """Return the processes that serve."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def cpu_seconds(self) -> float:
        """Return the processor time that the workers have used."""
        return sum(map(_cpu_seconds, self.workers))

    def all_cpu_seconds(self) -> float:
        """Return the processor time that the parent and the workers have used."""
        return self.cpu_seconds() + _cpu_seconds(self.process.pid)

    def memory(self) -> list[dict[str, float]]:
        """Return each worker's memory in MiB; what it shares counts whole in `Rss` and in parts in `Pss`."""
        return [_memory(worker) for worker in self.workers]


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) / KIBI for line in lines}
    return {name: sizes[name] for name in ("Rss", "Pss", "Private_Dirty")}


@contextmanager
def service(workers: int, rulesets: Path = RULESETS, records: Path | None = None) -> Iterator[Peer]:
    """Start the service.

    Args:
        workers: how many.
        rulesets: the shipped ones when absent.
        records: where it is remembered what was checked; nowhere when absent.
    """
    own = str(Path(sys.executable).parent / "propengine")
    with TemporaryDirectory() as nowhere:
        options = {
            "--host": "127.0.0.1",
            "--port": "0",
            "--workers": str(workers),
            "--rulesets": str(rulesets),
            "--check-records": str(records or nowhere),
        }
        with _peer(own, "serve", *(part for option in options.items() for part in option)) as peer:
            yield peer


@contextmanager
def echo(workers: int) -> Iterator[Peer]:
    """Start the echo."""
    with _peer(sys.executable, "-m", "bench.echo", str(RULESETS), str(workers)) as peer:
        yield peer


@contextmanager
def _peer(*command: str) -> Iterator[Peer]:
    with TemporaryFile() as log:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log, text=True)
        options = (("grpc.max_receive_message_length", _LONGEST), ("grpc.use_local_subchannel_pool", 1))
        try:
            with ExitStack() as open_:
                address = _address(process, log)
                ready_after = time.perf_counter() - began
                channels = [grpc.insecure_channel(address, options) for _ in range(CLIENTS)]
                yield Peer(
                    process, tuple(Stub(open_.enter_context(channel)) for channel in channels), ready_after
                )
        finally:
            process.terminate()
            process.wait(timeout=60)


def _address(process: "subprocess.Popen[str]", log: IO[bytes]) -> str:
    """Wait for the line of the log that says where a server listens."""
    while process.poll() is None:
        time.sleep(0.01)
        lines = os.pread(log.fileno(), KIBI * KIBI, 0).splitlines()
        found = [line for line in map(json.loads, lines) if line["event"] == "serving"]
        if found:
            return str(found[0]["address"])
    message = f"the server has ended: {os.pread(log.fileno(), KIBI * KIBI, 0).decode()}"
    raise RuntimeError(message)
