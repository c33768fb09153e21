import queue
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import grpc
import pytest

from propengine.v1 import (
    case_pb2,
    evaluation_service_pb2 as evaluation_pb2,
    evaluation_service_pb2_grpc,
)
from tests.service.conftest import PATIENCE_SECONDS, until

Stub = evaluation_service_pb2_grpc.EvaluationServiceStub
Request = evaluation_pb2.StreamEvaluateCasesRequest
METHOD = "/propengine.v1.EvaluationService/StreamEvaluateCases"


class Sender:
    """The requests of a stream, sent when a test says so."""

    def __init__(self) -> None:
        """Have sent none."""
        self._queue: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self.taken = 0

    def __iter__(self) -> Iterator[Request]:
        while (request := self._queue.get()) is not None:
            self.taken += 1
            yield request

    def send(self, *requests: Request) -> None:
        """Send more."""
        for request in requests:
            self._queue.put(request)

    def end(self) -> None:
        """Send no more."""
        self._queue.put(None)


def lines(service: Any) -> list[dict[str, Any]]:
    return [line for line in service.lines() if line.get("method") == METHOD]


def memory(service: Any) -> int:
    """Return what the one worker of a server holds of memory of its own, in KiB."""
    (pid,) = service.workers
    status = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("Private_Dirty:")).split()[1])


@pytest.fixture
def one(start: Callable[..., Any]) -> Any:
    """A server with one worker, few streams and short ones."""
    return start(
        "--workers",
        "1",
        "--most-streams",
        "2",
        "--most-stream-cases",
        "30000",
        "--grace",
        "3600",
        "--port",
        "0",
    )


def test_in_order_with_the_clients_own_names(evaluations: Stub, case: case_pb2.Case) -> None:
    """Answers come in the order of the cases, each under the name that the client gave it."""
    conducts = [case_pb2.CONDUCT_SUPPLY, case_pb2.CONDUCT_POSSESSION] * 20
    requests = []
    for i, conduct in enumerate(conducts):
        requests.append(Request(request_id=f"case-{i}", case=case))
        requests[-1].case.conduct = conduct

    answers = list(evaluations.StreamEvaluateCases(iter(requests), timeout=60))

    assert [f"case-{i}" for i in range(40)] == [answer.request_id for answer in answers]
    alone = [
        evaluations.EvaluateCase(evaluation_pb2.EvaluateCaseRequest(case=request.case), timeout=30).decision
        for request in requests[:2]
    ]
    assert alone * 20 == [answer.result.decision for answer in answers]


def test_each_answer_before_the_next_case(evaluations: Stub, case: case_pb2.Case) -> None:
    """A client may wait for an answer before it sends its next case."""
    sender = Sender()
    answers = evaluations.StreamEvaluateCases(iter(sender), timeout=60)
    seen = []
    for name in ("a", "b", "c"):
        sender.send(Request(request_id=name, case=case))
        seen.append(next(answers).request_id)
    sender.end()

    assert (["a", "b", "c"], []) == (seen, list(answers))


def test_the_stream_goes_on_after_a_bad_case(evaluations: Stub, case: case_pb2.Case) -> None:
    """A case that is refused has its status in its place; the next is decided."""
    requests = [
        Request(request_id="good", case=case),
        Request(request_id="none"),
        Request(request_id="x" * 129, case=case),
        Request(request_id="basic", case=case, view=evaluation_pb2.DECISION_VIEW_BASIC),
    ]

    good, none, long, basic = evaluations.StreamEvaluateCases(iter(requests), timeout=60)

    assert "case: expected this field, which is required" == none.result.error.message
    assert "request_id: expected at most 128 characters, found 129" == long.result.error.message
    assert ("none", "x" * 129, "basic") == (none.request_id, long.request_id, basic.request_id)
    assert good.result.decision.outcomes[0].trace
    assert not basic.result.decision.outcomes[0].trace


def test_undecodable_bytes_end_the_stream(service: Any, told: Any, case: case_pb2.Case) -> None:
    """Bytes that are no message are told as such; what came before them was answered."""
    call = service.channel.stream_stream(METHOD, request_serializer=bytes, response_deserializer=bytes)
    answers = call(iter([Request(case=case).SerializeToString(), b"\xff\xff\xff"]), timeout=60)
    first = next(answers)
    with pytest.raises(grpc.RpcError) as caught:
        next(answers)

    assert first
    assert "UNDECODABLE_REQUEST" == told(caught.value).reason


def test_one_log_line_a_stream(one: Any, case: case_pb2.Case) -> None:
    """A stream is one line at its end, which counts its cases."""
    requests = [Request(case=case), Request(case=case), Request()]
    list(Stub(one.channel).StreamEvaluateCases(iter(requests), timeout=60))

    (line,) = until(lambda: lines(one))
    assert (3, {"decided": 2}, {"MISSING_FIELD": 1}, "OK") == (
        line["cases"],
        line["statuses"],
        line["reasons"],
        line["code"],
    )
    assert ["xx"] == list(line["rulesets"])


def test_so_many_streams_and_no_more(one: Any, case: case_pb2.Case, told: Any) -> None:
    """A stream too many is refused with a delay; single cases are answered; one that ended makes room."""
    stub = Stub(one.channel)
    senders = [Sender(), Sender()]
    streams = [stub.StreamEvaluateCases(iter(sender), timeout=60) for sender in senders]
    for sender, stream in zip(senders, streams, strict=True):
        sender.send(Request(case=case))
        next(stream)
    with pytest.raises(grpc.RpcError) as caught:
        next(stub.StreamEvaluateCases(iter([Request(case=case)]), timeout=60))
    alone = stub.EvaluateCase(evaluation_pb2.EvaluateCaseRequest(case=case), timeout=30)
    senders[0].end()
    list(streams[0])
    third = list(stub.StreamEvaluateCases(iter([Request(case=case)]), timeout=60))
    senders[1].end()

    answer = told(caught.value)
    assert ("RESOURCE_EXHAUSTED", "TOO_MANY_STREAMS", "2", 1) == (
        answer.code,
        answer.reason,
        answer.metadata["most"],
        answer.retry_seconds,
    )
    assert alone.decision.outcomes
    assert third[0].result.decision.outcomes


def test_so_many_streams_of_one_address_and_no_more(
    start: Callable[..., Any], case: case_pb2.Case, told: Any
) -> None:
    """One client cannot hold all streams, not by several connections either; others have theirs."""
    server = start("--workers", "1", "--most-streams", "3", "--most-streams-of-one", "2")
    senders = [Sender(), Sender(), Sender()]
    hosts = ("127.0.0.1", "127.0.0.1", "[::1]")
    with ExitStack() as opened:
        streams: list[tuple[Stub, Any]] = []
        refusals = []
        for host, sender in zip(hosts, senders, strict=True):
            own = (("grpc.use_local_subchannel_pool", 1),)
            stub = Stub(opened.enter_context(grpc.insecure_channel(f"{host}:{server.port}", own)))
            if host != hosts[0]:
                with pytest.raises(grpc.RpcError) as caught:
                    next(streams[0][0].StreamEvaluateCases(iter([Request(case=case)]), timeout=60))
                refusals.append(told(caught.value))
            streams.append((stub, stub.StreamEvaluateCases(iter(sender), timeout=PATIENCE_SECONDS)))
            sender.send(Request(case=case))
            assert next(streams[-1][1]).result.decision.outcomes
        for sender in senders:
            sender.end()

    (answer,) = refusals
    assert ("RESOURCE_EXHAUSTED", "TOO_MANY_STREAMS_OF_ONE", "2", 1) == (
        answer.code,
        answer.reason,
        answer.metadata["most"],
        answer.retry_seconds,
    )


def test_an_idle_stream_ends(start: Callable[..., Any], case: case_pb2.Case, told: Any) -> None:
    """A stream on which no case comes ends, and gives its place to another."""
    server = start("--workers", "1", "--most-streams", "1", "--stream-idle", "1")
    sender = Sender()
    stream = Stub(server.channel).StreamEvaluateCases(iter(sender), timeout=PATIENCE_SECONDS)
    with pytest.raises(grpc.RpcError) as caught:
        next(stream)
    sender.end()
    requests = [Request(case=case)] * 3
    others = list(Stub(server.channel).StreamEvaluateCases(iter(requests), timeout=PATIENCE_SECONDS))

    answer = told(caught.value)
    assert ("RESOURCE_EXHAUSTED", "STREAM_IDLE", "1", 0) == (
        answer.code,
        answer.reason,
        answer.metadata["most"],
        answer.retry_seconds,
    )
    assert 3 == len(others)
    assert "STREAM_IDLE" == until(lambda: lines(server))[0]["reason"]


def test_so_many_cases_and_no_more(start: Callable[..., Any], case: case_pb2.Case, told: Any) -> None:
    """A stream that is too long ends after the answers to all the cases that it takes."""
    server = start("--workers", "1", "--most-stream-cases", "5")
    answers = Stub(server.channel).StreamEvaluateCases(iter([Request(case=case)] * 6), timeout=60)
    seen = [next(answers) for _ in range(5)]
    with pytest.raises(grpc.RpcError) as caught:
        next(answers)

    answer = told(caught.value)
    assert (5, "RESOURCE_EXHAUSTED", "STREAM_TOO_LONG", 0) == (
        len(seen),
        answer.code,
        answer.reason,
        answer.retry_seconds,
    )


def test_clients_that_disappear_free_their_places(one: Any, case: case_pb2.Case) -> None:
    """Clients that go away in mid-stream hold nothing: others take their places, time after time."""
    for _ in range(5):
        with grpc.insecure_channel(one.address, (("grpc.use_local_subchannel_pool", 1),)) as channel:
            sender = Sender()
            stream = Stub(channel).StreamEvaluateCases(iter(sender), timeout=60)
            sender.send(Request(case=case))
            next(stream)
        sender.end()
    ended = until(lambda: lines(one) if len(lines(one)) == 5 else None)
    answers = list(Stub(one.channel).StreamEvaluateCases(iter([Request(case=case)]), timeout=60))

    assert {1} == {line["cases"] for line in ended}
    assert answers[0].result.decision.outcomes


def test_a_slow_reader_is_served_slowly(one: Any, case: case_pb2.Case) -> None:
    """Nothing piles up for a client that does not read: the server stops reading, and its memory stays."""
    sender = Sender()
    stream = Stub(one.channel).StreamEvaluateCases(iter(sender), timeout=120)
    sender.send(Request(case=case))
    next(stream)
    before = memory(one)
    sender.send(*[Request(request_id="x" * 100, case=case)] * 20000)
    taken = -1
    while taken != sender.taken:  # until nothing more moves
        taken = sender.taken
        time.sleep(1)
    grown = memory(one) - before
    sender.end()
    stream.cancel()
    (line,) = until(lambda: lines(one))

    assert taken - line["cases"] < 1000
    assert grown < 20000
    assert ("CANCELLED", "CALL_ENDED") == (line["code"], line["reason"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_streams_between_two_cases(
    one: Any, case: case_pb2.Case, told: Any, number: signal.Signals
) -> None:
    """An open stream does not hold up a stop: it ends, and every case that was read has its answer."""
    sender = Sender()
    stream = Stub(one.channel).StreamEvaluateCases(iter(sender), timeout=60)
    sender.send(Request(case=case))
    next(stream)
    one.process.send_signal(number)
    with pytest.raises(grpc.RpcError) as caught:
        next(stream)
    sender.end()

    assert ("UNAVAILABLE", "SERVER_STOPPING") == (told(caught.value).code, told(caught.value).reason)
    assert 0 == one.process.wait(PATIENCE_SECONDS)
    (line,) = lines(one)
    assert ("UNAVAILABLE", "SERVER_STOPPING", 1) == (line["code"], line["reason"], line["cases"])


def test_open_calls_hold_no_thread(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """Open streams and calls that never send their case hold up nobody."""
    server = start("--workers", "1")
    stub = Stub(server.channel)
    senders = [Sender() for _ in range(60)]
    for sender in senders[:30]:
        stream = stub.StreamEvaluateCases(iter(sender), timeout=120)
        sender.send(Request(case=case))
        next(stream)
    unary = "/propengine.v1.EvaluationService/EvaluateCase"
    half_open = server.channel.stream_unary(unary, request_serializer=bytes)
    calls = [half_open.future(iter(sender), timeout=120) for sender in senders[30:]]
    answer = stub.EvaluateCase(evaluation_pb2.EvaluateCaseRequest(case=case), timeout=30)
    for call in calls:
        call.cancel()
    for sender in senders:
        sender.end()

    assert answer.decision.outcomes
