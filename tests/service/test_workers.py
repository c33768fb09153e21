import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from propengine.server.supervision import SAME_WISH_SECONDS
from propengine.v1 import (
    case_pb2,
    evaluation_service_pb2 as evaluation_pb2,
    evaluation_service_pb2_grpc,
)
from tests.service.conftest import PATIENCE_SECONDS, heard, until

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("propengine")
OWN_SUBCHANNELS = (("grpc.use_local_subchannel_pool", 1),)
Stub = evaluation_service_pb2_grpc.EvaluationServiceStub


def alive(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def spent(pid: int) -> int:
    """Return the processor time that a process has used, in hundredths of a second."""
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[13])


def begun(service: Any, before: int) -> None:
    """Wait until the one worker of a server, which had used so much time before, is at work on something."""
    (pid,) = service.workers
    until(lambda: spent(pid) > before + 5)


def answers(service: Any, case: case_pb2.Case) -> bool:
    """Say whether a new client gets an answer."""
    with grpc.insecure_channel(service.address, OWN_SUBCHANNELS) as channel:
        request = evaluation_pb2.EvaluateCaseRequest(case=case)
        return bool(Stub(channel).EvaluateCase(request, timeout=30, wait_for_ready=True).decision.outcomes)


def heavy(case: case_pb2.Case, count: int) -> evaluation_pb2.BatchEvaluateCasesRequest:
    """Return cases that take long: each is decided for every combination of what is disputed."""
    for name in ("arrested_at_home", "coerced", "drug_dependent", "extreme_need", "guilty_plea"):
        case.facts[name].boolean = True
        case.facts[name].standing = case_pb2.STANDING_DISPUTED
    requests = [evaluation_pb2.EvaluateCaseRequest(case=case)] * count
    return evaluation_pb2.BatchEvaluateCasesRequest(requests=requests)


def test_clients_are_spread_over_the_workers(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """Every worker answers on the one port, and both come from the one loading of the rulesets."""
    server = start("--workers", "2")
    started = {pid: Path(f"/proc/{pid}/stat").read_text().split()[13:15] for pid in server.workers}
    for _ in range(40):
        assert answers(server, case)

    assert 2 == len(server.workers)
    assert all(Path(f"/proc/{pid}/stat").read_text().split()[13:15] != was for pid, was in started.items())


def test_a_worker_that_dies_is_replaced(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """A worker that is killed is logged and replaced; the server answers before and after."""
    server = start("--workers", "2")
    victim, other = server.workers
    os.kill(victim, signal.SIGKILL)
    until(lambda: len(set(server.workers) - {victim}) == 2)

    assert answers(server, case)
    assert other in server.workers
    (died,) = [line for line in server.lines() if line["event"] == "worker_died"]
    assert (victim, "SIGKILL", "error") == (died["worker"], died["signal"], died["level"])
    assert server.process.poll() is None


def test_workers_that_keep_dying(start: Callable[..., Any]) -> None:
    """A server whose workers die again and again gives up, and says so."""
    server = start("--workers", "2")
    while server.process.poll() is None:
        for pid in server.workers:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)

    assert 1 == server.process.returncode
    (line,) = [line for line in server.lines() if line["event"] == "giving_up"]
    assert str(line["cause"]).startswith("11 workers died within")


def test_workers_end_with_their_parent(start: Callable[..., Any]) -> None:
    """A parent that is killed leaves nobody behind, and its port is free."""
    server = start("--workers", "2")
    workers = server.workers
    server.process.kill()
    server.process.wait(PATIENCE_SECONDS)

    until(lambda: not any(map(alive, workers)))
    with socket.create_server(("127.0.0.1", server.port)):
        pass


def test_two_servers_on_one_port(start: Callable[..., Any]) -> None:
    """Although workers share a port, two servers do not."""
    server = start("--workers", "2")
    command: list[str | Path] = [
        PROGRAM,
        "serve",
        "--port",
        str(server.port),
        "--rulesets",
        HERE / "rulesets",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert 1 == done.returncode
    assert f"cannot listen on localhost:{server.port}: another program has the port" in done.stderr


def test_a_port_is_free_again_at_once(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """A server that is started again takes the port although old connections linger."""
    first = start()
    assert answers(first, case)
    first.process.terminate()
    assert 0 == first.process.wait(PATIENCE_SECONDS)
    second = start("--port", str(first.port))

    assert first.port == second.port
    assert answers(second, case)


def test_stop_with_everything_open(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """At a stop a watch and a stream end at once, a call in flight is answered, and the exit code is 0."""
    server = start("--workers", "1", "--grace", "60")
    stub = Stub(server.channel)
    health: Any = health_pb2_grpc.HealthStub(server.channel)
    watch = health.Watch(health_pb2.HealthCheckRequest(), timeout=120)
    next(watch)
    held = threading.Event()
    requests = iter([evaluation_pb2.StreamEvaluateCasesRequest(case=case)])

    def waiting() -> Any:
        yield next(requests)
        held.wait()

    stream = stub.StreamEvaluateCases(waiting(), timeout=120)
    next(stream)
    before = spent(*server.workers)
    in_flight = stub.BatchEvaluateCases.future(heavy(case, 20), timeout=PATIENCE_SECONDS)
    begun(server, before)
    server.process.terminate()
    seen = [response.status for response in watch]
    results = in_flight.result().results
    with pytest.raises(grpc.RpcError):
        next(stream)
    held.set()

    assert [health_pb2.HealthCheckResponse.NOT_SERVING] == seen
    assert [True] * 20 == [result.HasField("decision") for result in results]
    assert 0 == server.process.wait(PATIENCE_SECONDS)


def test_a_stop_does_not_wait_longer_than_the_grace(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """A call that does not end in time is cancelled, its work stops, and the server ends with 0."""
    server = start("--workers", "1", "--grace", "0.5")
    before = spent(*server.workers)
    call = Stub(server.channel).BatchEvaluateCases.future(heavy(case, 100), timeout=PATIENCE_SECONDS)
    begun(server, before)
    server.process.terminate()

    assert 0 == server.process.wait(PATIENCE_SECONDS)
    assert grpc.StatusCode.OK is not call.code()
    assert ["stopping", "stopped"] == [
        line["event"] for line in server.lines() if str(line["event"]).startswith(("stop", "worker_k"))
    ]


def test_signals_that_come_together(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """They are one wish to stop: a call in flight is answered."""
    server = start("--workers", "1", "--grace", "60")
    heard(server)
    before = spent(*server.workers)
    in_flight = Stub(server.channel).BatchEvaluateCases.future(heavy(case, 20), timeout=PATIENCE_SECONDS)
    begun(server, before)  # that the call was heard does not say that all of its request was there
    server.process.send_signal(signal.SIGTERM)
    server.process.send_signal(signal.SIGINT)

    assert 20 == len(in_flight.result().results)
    assert 0 == server.process.wait(PATIENCE_SECONDS)
    assert "worker_killed" not in {line["event"] for line in server.lines()}


def test_a_second_signal(start: Callable[..., Any]) -> None:
    """One that comes later kills what is under way: here a call whose request never comes."""
    server = start("--workers", "1", "--grace", "3600")
    held = threading.Event()

    def nothing() -> Any:
        held.wait()
        yield b""

    evaluate = server.channel.stream_unary("/propengine.v1.EvaluationService/EvaluateCase")
    unanswered = evaluate.future(nothing())
    heard(server)
    server.process.terminate()
    until(lambda: any(line["event"] == "stopping" for line in server.lines()))
    time.sleep(SAME_WISH_SECONDS * 1.5)  # the earliest moment at which a signal is another wish
    server.process.terminate()

    assert 0 == server.process.wait(PATIENCE_SECONDS)
    assert "worker_killed" in {line["event"] for line in server.lines()}
    assert grpc.StatusCode.UNAVAILABLE is unanswered.code()
    held.set()


@pytest.mark.parametrize("how", ["cancel", "deadline"])
def test_work_that_nobody_waits_for_stops(start: Callable[..., Any], case: case_pb2.Case, how: str) -> None:
    """A call that is cancelled, or whose deadline passes, stops its work; the next has its turn."""
    server = start("--workers", "1")
    alone = case_pb2.Case.FromString(case.SerializeToString())
    assert answers(server, alone)
    heard(server)
    (pid,) = server.workers
    before = spent(pid)
    request = heavy(case, 100)
    call = Stub(server.channel).BatchEvaluateCases.future(request, timeout=1 if how == "deadline" else None)
    if how == "cancel":
        begun(server, before)
        call.cancel()
    else:
        call.exception()
    line = until(lambda: next((one for one in server.lines() if "cases" in one), None))
    before = spent(pid)
    assert answers(server, alone)  # on the one thread that decides: after whatever else is done there
    after = spent(pid)

    # A client that gives up at its deadline cancels the call, which may come before the server's own clock.
    expected = {"CANCELLED"} if how == "cancel" else {"CANCELLED", "DEADLINE_EXCEEDED"}
    assert line["code"] in expected
    assert "CALL_ENDED" == line["reason"]
    assert line["cases"] < 100
    assert after - before < 20


def test_health_is_live_while_cases_are_decided(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """Long work of one call does not keep health from answering, nor a single case for long."""
    server = start("--workers", "1")
    before = spent(*server.workers)
    call = Stub(server.channel).BatchEvaluateCases.future(heavy(case, 100), timeout=PATIENCE_SECONDS)
    begun(server, before)
    health: Any = health_pb2_grpc.HealthStub(server.channel)
    status = health.Check(health_pb2.HealthCheckRequest(), timeout=30)
    case.ClearField("facts")
    request = evaluation_pb2.EvaluateCaseRequest(case=case)
    alone = Stub(server.channel).EvaluateCase(request, timeout=60)
    early = not call.done()
    call.cancel()

    assert health_pb2.HealthCheckResponse.SERVING == status.status
    assert alone.decision.outcomes
    assert early


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder without any ruleset is told as such."""
    done = subprocess.run(
        [PROGRAM, "serve", "--port", "0", "--rulesets", tmp_path],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert 1 == done.returncode
    expected = f"{tmp_path}:1:1: (folder): expected at least one folder with a jurisdiction.yaml\n1 fault\n"
    assert expected == done.stderr


def test_one_broken_file(tmp_path: Path) -> None:
    """A single broken file among good ones is named with its line and column; nothing is served."""
    folder = tmp_path / "rulesets"
    shutil.copytree(HERE / "rulesets", folder)
    broken = folder / "yy" / "drug-law" / "1990-01-01.yaml"
    broken.write_text(broken.read_text(encoding="utf-8") + "\nrules: [", encoding="utf-8")
    done = subprocess.run(
        [PROGRAM, "serve", "--port", "0", "--rulesets", folder],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert 1 == done.returncode
    line = done.stderr.splitlines()[0]
    assert line.startswith("yy/drug-law/1990-01-01.yaml:")
    assert all(part.isdigit() for part in line.split(":")[1:3])
    assert "serving" not in done.stderr


def test_the_parent_never_imports_grpc() -> None:
    """What runs before the fork does not import grpc: its threads would not survive a fork."""
    script = (
        "import sys, propengine.server.supervision, propengine.cli.serve, propengine.contract.application;"
        "print([name for name in sys.modules if name == 'grpc' or name.startswith(('grpc.', 'grpc_'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.strip()


def test_nothing_that_runs_needs_pint() -> None:
    """It takes longer to start than reading a ruleset does; the tests alone have it."""
    script = (
        "import sys, propengine.engine.deciding, propengine.server.serving, propengine.cli.serve;"
        "from propengine.notation.check_records import CheckRecords;"
        "from propengine.server.loading import load_application;"
        "load_application(None, (), CheckRecords.of_user(print));"
        "print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "False" == done.stdout.strip()


def test_a_worker_that_hangs_is_replaced(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """A worker that is there and does nothing is noticed, logged, killed and replaced."""
    server = start("--workers", "1", "--hung-after", "5")
    (victim,) = server.workers
    os.kill(victim, signal.SIGSTOP)
    until(lambda: set(server.workers) - {victim})

    assert answers(server, case)
    assert victim in {line["worker"] for line in server.lines() if line["event"] == "worker_hung"}
    (died,) = [line for line in server.lines() if line["event"] == "worker_died" and line["worker"] == victim]
    assert "SIGKILL" == died["signal"]
