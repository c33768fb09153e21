"""Unary, stream and batch against the echo in the same topology: processes on loopback, taken in turns."""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from bench.measuring import MICRO, interleaved, show
from bench.peers import CLIENTS, Peer, echo, service
from propengine.v1 import case_pb2, evaluation_service_pb2 as evaluation_pb2

ROUNDS = 5
CASES = 400
IN_BATCH = 100

ECHO, SERVICE = "the echo", "the service"
Load = Callable[[Peer, int], None]
"""Asks a peer for so many answers."""


def case() -> case_pb2.Case:
    """Return the case of `bench.cases.OWN_USE` as a client sends it."""
    message = case_pb2.Case(jurisdiction="pt")
    for field, month in ((message.offence_date, 6), (message.decision_date, 9)):
        field.year, field.month, field.day = 2012, month, 1
    message.stage = case_pb2.STAGE_SENTENCING
    message.conduct = case_pb2.CONDUCT_POSSESSION
    message.items.add(substance="cannabis_herbal", amount="20", unit="g")
    message.facts["own_use_proven"].boolean = True
    message.facts["drug_dependent"].boolean = False
    return message


@dataclass(frozen=True, slots=True)
class Rates:
    """What was measured of one way to ask, in the middle of the rounds.

    Attributes:
        a_second: answers a second.
        cpu: microseconds of the workers' processor time an answer.
    """

    a_second: float
    cpu: float


def run(decision_cpu: float) -> None:
    """Print latency, rates and processor time of the service and of the echo.

    Args:
        decision_cpu: microseconds of processor time that deciding and telling this case take in process.
    """
    for workers in (1, 2):
        with service(workers) as served, echo(workers) as echoed:
            _run({ECHO: echoed, SERVICE: served}, workers, decision_cpu)


def _run(peers: Mapping[str, Peer], workers: int, decision_cpu: float) -> None:
    asked = evaluation_pb2.EvaluateCaseRequest(case=case())
    answer = peers[SERVICE].stub.EvaluateCase(asked)
    assert answer.decision.outcomes[0].offence.id == "lei-30-2000-art-2"
    title = f"{workers} worker(s), {answer.ByteSize()} bytes answered"
    if workers == 1:
        asks = {name: partial(peer.stub.EvaluateCase, asked) for name, peer in peers.items()}
        timings = interleaved(asks, CASES)
        show(f"Unary gRPC, one call at a time, {title}", timings, ECHO)
    _rates("Unary gRPC", title, peers, _unary, 50)
    _rates("Stream", title, peers, _stream, None)
    _rates("Batch", title, peers, _batch, None)
    _rates("Batch, without traces", title, peers, _batch_basic, None)
    if workers == 1:
        alone = {name: _rated(peer, _one_after_another) for name, peer in peers.items()}
        parts = alone[ECHO].cpu + decision_cpu
        whole = alone[SERVICE].cpu
        print(f"\nUnary, one after another: {whole:.0f} µs of processor time an answer")
        print(f"  the echo {alone[ECHO].cpu:.0f} µs, decision and message in process {decision_cpu:.0f} µs")
        print(f"  the whole over its parts: {whole / parts - 1:+.0%} (target: at most 15 %)")


def _rates(name: str, title: str, peers: Mapping[str, Peer], load: Load, target: int | None) -> None:
    """Print answers a second and processor time an answer, in turns."""
    rounds = [{name: _rated(peer, load) for name, peer in peers.items()} for _ in range(ROUNDS)]
    print(f"\n{name}, {title}, {CLIENTS} clients in one process beside ({ROUNDS} rounds of {CASES} answers)")
    for peer in peers:
        rate = statistics.median(of[peer].a_second for of in rounds)
        cpu = statistics.median(of[peer].cpu for of in rounds)
        print(f"  {peer:<44} {rate:8.0f} answers/s   {cpu:8.0f} µs of processor time an answer")
    share = statistics.median(of[SERVICE].a_second / of[ECHO].a_second for of in rounds)
    told = f" (target: at least {target} %)" if target is not None else ""
    print(f"  the service reaches {share:.0%} of the echo's rate{told}")


def _rated(peer: Peer, load: Load) -> Rates:
    used, start = peer.cpu_seconds(), time.perf_counter()
    load(peer, CASES)
    seconds = time.perf_counter() - start
    return Rates(CASES / seconds, (peer.cpu_seconds() - used) / CASES * MICRO)


def _one_after_another(peer: Peer, count: int) -> None:
    asked = evaluation_pb2.EvaluateCaseRequest(case=case())
    for _ in range(count):
        peer.stub.EvaluateCase(asked)


def _unary(peer: Peer, count: int) -> None:
    asked = evaluation_pb2.EvaluateCaseRequest(case=case())
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda i: peer.stubs[i % CLIENTS].EvaluateCase(asked), range(count)))


def _stream(peer: Peer, count: int) -> None:
    def cases() -> Iterator[evaluation_pb2.StreamEvaluateCasesRequest]:
        for number in range(count // CLIENTS):
            yield evaluation_pb2.StreamEvaluateCasesRequest(request_id=str(number), case=case())

    def one(client: int) -> int:
        answers = peer.stubs[client].StreamEvaluateCases(cases())
        return sum(answer.result.HasField("decision") for answer in answers)

    with ThreadPoolExecutor(CLIENTS) as clients:
        assert sum(clients.map(one, range(CLIENTS))) == count


def _batch(
    peer: Peer, count: int, view: evaluation_pb2.DecisionView = evaluation_pb2.DECISION_VIEW_FULL
) -> None:
    asked = evaluation_pb2.BatchEvaluateCasesRequest()
    for _ in range(IN_BATCH):
        asked.requests.add(view=view).case.CopyFrom(case())
    with ThreadPoolExecutor(CLIENTS) as clients:
        stubs = peer.stubs[: count // IN_BATCH]
        answers = clients.map(lambda stub: stub.BatchEvaluateCases(asked), stubs)
        assert sum(len(answer.results) for answer in answers) == count


def _batch_basic(peer: Peer, count: int) -> None:
    _batch(peer, count, evaluation_pb2.DECISION_VIEW_BASIC)
