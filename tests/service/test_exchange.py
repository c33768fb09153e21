"""The rulesets are exchanged while the server serves; what has faults is told, and changes nothing."""

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from propengine.client import Client, ServiceError
from propengine.server.loading import load_application, shipped_folder
from propengine.v1 import case_pb2, decision_pb2
from tests.service.conftest import PATIENCE_SECONDS, RULESETS, Service, until

FILE = Path("yy", "drug-law", "1990-01-01.yaml")


@dataclass(frozen=True)
class Exchanging:
    """A server, and the folder that it reads."""

    service: Service
    revision: Path

    def write_anew(self, title: str, more: str = "") -> None:
        """Give the instrument another title, add to its file, and say so."""
        text = (RULESETS / FILE).read_text(encoding="utf-8").replace("Other Drug Law", title)
        self.revision.write_text(text + more, encoding="utf-8")
        self.service.process.send_signal(signal.SIGHUP)

    def told(self, event: str) -> list[dict[str, Any]]:
        """The lines of an event."""
        return [line for line in self.service.lines() if line["event"] == event]

    def digest(self) -> str:
        """Which ruleset decides a case now."""
        with Client(self.service.address) as client:
            client.wait_until_ready(timeout_seconds=PATIENCE_SECONDS)
            return {ruleset.jurisdiction: ruleset.digest for ruleset in client.rulesets()}["yy"]


@pytest.fixture
def server(start: Callable[..., Service], tmp_path: Path) -> Exchanging:
    """A server with two workers, and rulesets of its own."""
    folder = tmp_path / "rulesets"
    shutil.copytree(RULESETS, folder)
    service = start(
        "--rulesets",
        str(folder),
        "--workers",
        "2",
        "--grace",
        "60",
        "--check-records",
        str(tmp_path / "checks"),
    )
    return Exchanging(service, folder / FILE)


class Asking:
    """A client that asks all the time, over one connection after another."""

    def __init__(self, service: Service, case: case_pb2.Case) -> None:
        """Begin."""
        self.answered = 0
        self.failed: list[ServiceError] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask, args=(service.address, case))
        self._thread.start()

    def _ask(self, address: str, case: case_pb2.Case) -> None:
        while not self._ended.is_set():
            with Client(address) as client:
                for _ in range(20):
                    try:
                        client.evaluate(case, timeout_seconds=PATIENCE_SECONDS)
                        self.answered += 1
                    except ServiceError as error:
                        self.failed.append(error)

    def end(self) -> None:
        """End."""
        self._ended.set()
        self._thread.join()


def test_no_call_is_lost(server: Exchanging, case: case_pb2.Case) -> None:
    """Calls are answered all along; then every worker is another, and serves what is read now."""
    asking = [Asking(server.service, case) for _ in range(3)]
    before, workers = server.digest(), set(server.service.workers)
    server.write_anew("Another Law")
    (exchanged,) = until(lambda: server.told("rulesets_exchanged"))
    asked = sum(one.answered for one in asking)
    until(lambda: sum(one.answered for one in asking) > asked + 20)
    for one in asking:
        one.end()

    assert [] == [failure for one in asking for failure in one.failed]
    assert before != server.digest() == exchanged["rulesets"]["yy"]
    assert 2 == len(server.service.workers)
    assert not workers & set(server.service.workers)
    assert [] == server.told("worker_died") + server.told("worker_killed")


def test_faults_change_nothing(server: Exchanging) -> None:
    """Faults are told one by one; the workers and what they serve stay, until all is mended."""
    before, workers = server.digest(), server.service.workers
    server.write_anew("Another Law", "\nwrong: field\n")
    (kept,) = until(lambda: server.told("rulesets_kept"))

    assert (before, workers) == (server.digest(), server.service.workers)
    assert ("error", "those that were read anew have faults") == (kept["level"], kept["cause"])
    (fault,) = server.told("ruleset_fault")
    assert fault["fault"].startswith("yy/drug-law/1990-01-01.yaml:")

    server.write_anew("Another Law")
    until(lambda: server.told("rulesets_exchanged"))
    assert before != server.digest()


def test_whoever_reads_them_may_die(server: Exchanging) -> None:
    """What ends the process that reads, here a signal, changes nothing."""
    before = server.digest()
    workers = set(server.service.workers)
    for ruleset in (folder for folder in shipped_folder().iterdir() if folder.is_dir()):
        shutil.copytree(ruleset, server.revision.parents[2] / ruleset.name)  # so that reading takes its time
    server.service.process.send_signal(signal.SIGHUP)
    (reader,) = until(lambda: set(server.service.workers) - workers)
    os.kill(reader, signal.SIGKILL)
    (kept,) = until(lambda: server.told("rulesets_kept"))

    assert before == server.digest()
    assert kept["cause"].endswith("SIGKILL")


def test_a_stream_goes_on_elsewhere(server: Exchanging, case: case_pb2.Case) -> None:
    """A stream ends between two cases, and the client goes on in another: each case has its answer."""

    def cases() -> Iterator[case_pb2.Case]:
        yield case
        server.write_anew("Another Law")
        until(lambda: server.told("rulesets_exchanged"))
        yield case

    with Client(server.service.address) as client:
        answers = client.evaluate_stream(cases(), window=1, timeout_seconds=PATIENCE_SECONDS)
        found = [answer for answer in answers if isinstance(answer, decision_pb2.Decision)]

    assert 2 == len(found)


def test_a_stop_while_rulesets_are_exchanged(server: Exchanging) -> None:
    """It is heard at once, and the exit code is 0."""
    server.write_anew("Another Law")
    until(lambda: server.told("reading_rulesets"))
    server.service.process.terminate()

    assert 0 == server.service.process.wait(PATIENCE_SECONDS)
    assert [] == server.told("rulesets_kept") + server.told("worker_killed")


def test_a_hangup_stops_no_server(server: Exchanging) -> None:
    """Nor do several: what is on the disk at the last is served in the end."""
    for number in range(4):
        server.write_anew(f"Law {number}")
    wanted = load_application(server.revision.parents[2]).rulesets["yy"].digest

    until(lambda: wanted == server.digest())
    assert server.service.process.poll() is None
