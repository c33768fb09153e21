import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from propengine.client import (
    Client,
    DeadlineError,
    LimitError,
    NotReadyError,
    RefusedError,
    Retries,
    ServiceError,
    ServiceFaultError,
    UnavailableError,
    UnexpectedAnswerError,
)
from propengine.v1 import (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2,
    evaluation_service_pb2_grpc,
    ruleset_service_pb2,
)
from tests.client.conftest import Behaviour, Planted, decided
from tests.service.conftest import PATIENCE_SECONDS, Service, end

BASIC = evaluation_service_pb2.DECISION_VIEW_BASIC
AT_ONCE = Retries(first_seconds=0.0)
PATIENT = Retries(most=1000, most_seconds=0.5)
"""Until the deadline, so that a slow machine starts its server in time."""

Start = Callable[..., Service]
PlantedAt = tuple[Planted, str]


def fails(code: str, delay: float | None = None) -> Behaviour:
    """Return the behaviour of ending with a code, and with the delay to be called again after."""

    def behave(_: Any, context: grpc.ServicerContext) -> Any:
        status = status_pb2.Status(code=code_pb2.Code.Value(code), message="planted")
        if delay is not None:
            duration = Duration()
            duration.FromNanoseconds(int(delay * 1e9))
            status.details.add().Pack(error_details_pb2.RetryInfo(retry_delay=duration))
        context.abort_with_status(rpc_status.to_status(status))

    return behave


def with_amount(case: case_pb2.Case, amount: str) -> case_pb2.Case:
    changed = case_pb2.Case()
    changed.CopyFrom(case)
    changed.items[0].amount = amount
    return changed


def offences(answers: Iterator[decision_pb2.Decision | ServiceError]) -> list[str]:
    """Return the offence of each decision, and the reason of each refusal."""
    return [
        answer.outcomes[0].offence.id if isinstance(answer, decision_pb2.Decision) else answer.reason
        for answer in answers
    ]


def of_length(answer: decision_pb2.Decision | ServiceError) -> int:
    assert isinstance(answer, decision_pb2.Decision)
    return len(answer.outcomes[0].trace)


@pytest.mark.parametrize("variable", ["http_proxy", "https_proxy", "grpc_proxy"])
def test_a_proxy_of_the_environment_is_not_asked(
    service: Service, case: case_pb2.Case, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client asks the address that it was given; who wants the proxy says so."""
    monkeypatch.setenv(variable, "http://127.0.0.1:1")
    for name in ("no_proxy", "no_grpc_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Client(service.address) as client:
        assert client.evaluate(case, timeout_seconds=PATIENCE_SECONDS).outcomes
    with (
        Client(service.address, options={"grpc.enable_http_proxy": 1}, retries=Retries(most=0)) as proxied,
        pytest.raises(UnavailableError),
    ):
        proxied.evaluate(case, timeout_seconds=PATIENCE_SECONDS)


def test_importing_it_loads_neither_law_nor_engine() -> None:
    """A program that only asks pays for nothing else, and needs no compiler of rules."""
    names = [
        "propengine.law",
        "propengine.engine",
        "propengine.server",
        "durable",
        "pint",
        "pydantic",
        "yaml",
    ]
    program = f"import sys, propengine.client; print([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]\n" == done.stdout


def test_a_decision(client: Client, case: case_pb2.Case) -> None:
    """The answer is the contract's message; the basic view leaves out the traces."""
    decision = client.evaluate(case)

    assert "trafficking" == decision.outcomes[0].offence.id
    assert of_length(decision) > 0
    assert 0 == of_length(client.evaluate(case, view=BASIC))


def test_a_refusal(client: Client, case: case_pb2.Case) -> None:
    """Every fault of a case, with its field, as attributes."""
    case.items.add(substance="cocain", amount="1,5", unit="g")
    with pytest.raises(RefusedError) as caught:
        client.evaluate(case)

    assert ("INVALID_ARGUMENT", "SEVERAL_FAULTS") == (caught.value.code, caught.value.reason)
    assert {
        ("case.items[1].substance", "UNKNOWN_SUBSTANCE"),
        ("case.items[1].amount", "INVALID_AMOUNT"),
    } == {(violation.field, violation.reason) for violation in caught.value.violations}


@pytest.mark.parametrize("method", ["evaluate_many", "evaluate_stream"])
def test_many_cases_keep_their_order(client: Client, case: case_pb2.Case, method: str) -> None:
    """250 cases in several batches or on one stream; one of them is refused and the others are not."""
    bought = with_amount(case, "1")
    bought.conduct = case_pb2.CONDUCT_POSSESSION
    cases = [bought if number % 7 == 0 else case for number in range(250)]
    cases[123] = with_amount(case, "1,5")
    expected = ["own-use" if number % 7 == 0 else "trafficking" for number in range(250)]
    expected[123] = "INVALID_AMOUNT"

    assert expected == offences(getattr(client, method)(iter(cases), view=BASIC))


def test_no_case_is_no_call() -> None:
    """Nothing is asked of a service that is not there."""
    with Client("localhost:1") as client:
        assert [] == list(client.evaluate_many([]))


def test_a_full_batch_in_full_fits(client: Client, case: case_pb2.Case) -> None:
    """A batch of the most cases with all their traces is not too large an answer."""
    answers = list(client.evaluate_many([case] * 100))

    assert 100 == len(answers)
    assert all(of_length(answer) > 0 for answer in answers)


def test_a_stream_of_a_thousand(client: Client, case: case_pb2.Case) -> None:
    """No more cases are taken than the window holds, and every answer is that to its case."""
    taken = 0

    def cases() -> Iterator[case_pb2.Case]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield with_amount(case, f"{number + 1}")

    ahead = []
    figures = []
    for number, answer in enumerate(client.evaluate_stream(cases(), view=BASIC, window=8)):
        ahead.append(taken - number)
        assert isinstance(answer, decision_pb2.Decision)
        figures.append(answer.outcomes[0].figures[0].value.number)

    assert 1000 == taken
    assert max(ahead) <= 8
    assert [str(number + 1) for number in range(1000)] == figures


def test_what_the_source_of_cases_raises_is_raised_where_it_is_read(
    client: Client, case: case_pb2.Case
) -> None:
    """A file that breaks off is the caller's error, not a failure of the service."""

    def cases() -> Iterator[case_pb2.Case]:
        yield case
        raise LookupError("the file breaks off here")

    for method in (client.evaluate_many, client.evaluate_stream):
        with pytest.raises(LookupError):
            list(method(cases()))


@pytest.mark.parametrize("asking", ["grpc", "client"])
def test_a_source_of_cases_that_calls_another_service(
    client: Client, case: case_pb2.Case, asking: str
) -> None:
    """What such a call ends with is the source's, too: taken for the stream's own, it would end it early."""

    def cases() -> Iterator[case_pb2.Case]:
        yield case
        with (
            Client("localhost:1", retries=Retries(most=0)) as other,
            grpc.insecure_channel("localhost:1") as channel,
        ):
            if asking == "client":
                other.evaluate(case)
            evaluation_service_pb2_grpc.EvaluationServiceStub(channel).EvaluateCase(
                evaluation_service_pb2.EvaluateCaseRequest(), timeout=10
            )
        yield case

    for method in (client.evaluate_many, client.evaluate_stream):
        with pytest.raises(UnavailableError if asking == "client" else grpc.RpcError):
            list(method(cases(), view=BASIC))


def test_a_stream_that_is_left_is_ended(client: Client, case: case_pb2.Case) -> None:
    """A caller who has read enough leaves nothing behind, and may ask anew."""
    answers = client.evaluate_stream(itertools.repeat(case), view=BASIC)
    first = offences(itertools.islice(answers, 3))
    answers.close()  # type: ignore[attr-defined]  # it is a generator

    assert ["trafficking"] * 3 == first
    assert "trafficking" == client.evaluate(case).outcomes[0].offence.id


@pytest.mark.parametrize("window", [0, -1])
def test_a_window_holds_something(client: Client, window: int) -> None:
    """Nothing could ever be sent through a window of nothing."""
    with pytest.raises(ValueError, match="window of at least 1"):
        client.evaluate_stream([], window=window)


def test_a_deadline_that_passes(client: Client, case: case_pb2.Case) -> None:
    """Each method ends by its deadline, and says so."""
    with pytest.raises(DeadlineError):
        client.evaluate(case, timeout_seconds=1e-9)
    with pytest.raises(DeadlineError):
        list(client.evaluate_many([case] * 100, timeout_seconds=0.01))
    with pytest.raises(DeadlineError):
        list(client.evaluate_stream(itertools.repeat(case), timeout_seconds=0.2))


def test_rulesets_and_facts(client: Client) -> None:
    """What forms are built from."""
    request = ruleset_service_pb2.DescribeFactsRequest(jurisdiction="xx")
    request.offence_date.year, request.offence_date.month, request.offence_date.day = 2005, 6, 1

    assert ["xx", "yy"] == [ruleset.jurisdiction for ruleset in client.rulesets()]
    assert "cocaine" in {substance.id for substance in client.describe_facts(request).substances}


def test_every_page_of_rulesets_is_asked_for(planted: PlantedAt) -> None:
    """A page that names a next one is not the last."""
    servicer, address = planted
    pages = {"": ("a", "1"), "1": ("b", "2"), "2": ("c", "")}

    def page(request: ruleset_service_pb2.ListRulesetsRequest, _: Any) -> Any:
        jurisdiction, token = pages[request.page_token]
        ruleset = ruleset_service_pb2.Ruleset(jurisdiction=jurisdiction)
        return ruleset_service_pb2.ListRulesetsResponse(rulesets=[ruleset], next_page_token=token)

    servicer.behaviours = [page]
    with Client(address) as client:
        assert ["a", "b", "c"] == [ruleset.jurisdiction for ruleset in client.rulesets()]


@pytest.mark.parametrize(
    "failure", [fails("UNAVAILABLE"), fails("CANCELLED"), fails("RESOURCE_EXHAUSTED", 0.01)]
)
def test_what_passes_is_sent_again(planted: PlantedAt, case: case_pb2.Case, failure: Behaviour) -> None:
    """A service that is away for two calls, or busy, is asked a third time."""
    servicer, address = planted
    servicer.behaviours = [failure, failure, decided]
    with Client(address, retries=AT_ONCE) as client:
        assert "planted" == client.evaluate(case).jurisdiction
    assert 3 == servicer.calls


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("INVALID_ARGUMENT", RefusedError),
        ("INTERNAL", ServiceFaultError),
        ("RESOURCE_EXHAUSTED", LimitError),
        ("DEADLINE_EXCEEDED", DeadlineError),
    ],
)
def test_what_does_not_pass_is_sent_once(
    planted: PlantedAt, case: case_pb2.Case, code: str, expected: type[ServiceError]
) -> None:
    """A refusal and a failure would be the same again."""
    servicer, address = planted
    servicer.behaviours = [fails(code), decided]
    with Client(address, retries=AT_ONCE) as client, pytest.raises(expected):
        client.evaluate(case)
    assert 1 == servicer.calls


def test_a_client_that_is_closed_under_a_call(planted: PlantedAt, case: case_pb2.Case) -> None:
    """The call ends at once, and is not sent again on a connection that is gone."""
    servicer, address = planted
    client = Client(address, retries=AT_ONCE)

    def close(_: Any, context: grpc.ServicerContext) -> Any:
        client.close()
        context.abort(grpc.StatusCode.UNAVAILABLE, "nobody hears this")

    servicer.behaviours = [close]
    with pytest.raises(ValueError, match="closed channel"):
        client.evaluate(case)
    assert 1 == servicer.calls


def test_retries_have_an_end(planted: PlantedAt, case: case_pb2.Case) -> None:
    """A service that stays away is asked so many times and not more."""
    servicer, address = planted
    servicer.behaviours = [fails("UNAVAILABLE")]
    retries = Retries(most=3, first_seconds=0.0)
    with Client(address, retries=retries) as client, pytest.raises(UnavailableError):
        client.evaluate(case)
    assert 4 == servicer.calls


def test_no_retry_passes_the_deadline(planted: PlantedAt, case: case_pb2.Case) -> None:
    """A service that asks to be called in an hour is not called again."""
    servicer, address = planted
    servicer.behaviours = [fails("RESOURCE_EXHAUSTED", 3600), decided]
    with Client(address) as client, pytest.raises(LimitError) as caught:
        client.evaluate(case, timeout_seconds=PATIENCE_SECONDS)
    assert (3600, 1) == (caught.value.retry_delay_seconds, servicer.calls)


def test_an_answer_too_few(planted: PlantedAt, case: case_pb2.Case) -> None:
    """A batch whose answers cannot be told apart is no answer."""
    servicer, address = planted
    servicer.behaviours = [lambda *_: evaluation_service_pb2.BatchEvaluateCasesResponse()]
    with Client(address) as client, pytest.raises(UnexpectedAnswerError, match="expected 2 answers, found 0"):
        list(client.evaluate_many([case] * 2))


@pytest.mark.parametrize(
    ("ids", "found"), [(["1"], "that to '1'"), (["0", "0"], "that to '0'"), (["0"], "the end of the stream")]
)
def test_an_answer_to_another_case(
    planted: PlantedAt, case: case_pb2.Case, ids: list[str], found: str
) -> None:
    """An answer on a stream is believed only when it names the case that waits for it."""
    servicer, address = planted

    def answer(_: Any, __: Any) -> Iterator[evaluation_service_pb2.StreamEvaluateCasesResponse]:
        for request_id in ids:
            response = evaluation_service_pb2.StreamEvaluateCasesResponse(request_id=request_id)
            response.result.decision.jurisdiction = "planted"
            yield response

    servicer.behaviours = [answer]
    with Client(address) as client, pytest.raises(UnexpectedAnswerError, match=found):
        list(client.evaluate_stream([case] * 3))


def test_options_of_the_caller(planted: PlantedAt, case: case_pb2.Case) -> None:
    """They stand beside and instead of the client's own."""
    servicer, address = planted
    servicer.behaviours = [decided]
    with Client(address, options={"grpc.max_receive_message_length": 1}) as client, pytest.raises(LimitError):
        client.evaluate(case)


def test_credentials_are_used(planted: PlantedAt, case: case_pb2.Case) -> None:
    """A client with TLS says nothing to a server without it."""
    servicer, address = planted
    servicer.behaviours = [decided]
    secure = grpc.ssl_channel_credentials()
    never = Retries(most=0)
    with Client(address, credentials=secure, retries=never) as client, pytest.raises(UnavailableError):
        client.evaluate(case)

    assert 0 == servicer.calls


def again(service: Service, start: Start) -> Service:
    """Stop a server and start another one in its place."""
    end(service)
    return start("--port", str(service.port))


def test_a_server_that_is_restarted(start: Start, case: case_pb2.Case) -> None:
    """A call that is made while the server is away is answered by the next one."""
    server = start()
    with Client(server.address, retries=PATIENT) as client, ThreadPoolExecutor(1) as other:
        before = client.evaluate(case)
        end(server)
        waiting = other.submit(client.evaluate, case, timeout_seconds=PATIENCE_SECONDS)
        start("--port", str(server.port))

        assert before == waiting.result()


def test_a_server_that_is_restarted_under_a_stream(start: Start, case: case_pb2.Case) -> None:
    """Every case has its answer once and in order, whatever was under way when the server went."""
    server = start()
    with Client(server.address, retries=PATIENT) as client:
        cases = (with_amount(case, f"{number + 1}") for number in range(300))
        numbers = []
        for number, answer in enumerate(client.evaluate_stream(cases, view=BASIC, window=16)):
            assert isinstance(answer, decision_pb2.Decision)
            numbers.append(answer.outcomes[0].figures[0].value.number)
            if number == 100:
                server = again(server, start)

    assert [str(number + 1) for number in range(300)] == numbers


def test_the_limits_of_a_server(start: Start, case: case_pb2.Case) -> None:
    """A server that ends long streams, and refuses who comes while it is busy, answers all in the end."""
    server = start("--most-stream-cases", "50", "--most-waiting", "1", "--workers", "1")
    cases = [with_amount(case, f"{number + 1}") for number in range(120)]
    with Client(server.address, retries=PATIENT) as client, ThreadPoolExecutor(8) as threads:

        def several(_: int) -> list[str]:
            return offences(client.evaluate_many(cases[:30], view=BASIC, timeout_seconds=PATIENCE_SECONDS))

        streamed = offences(client.evaluate_stream(cases, view=BASIC))
        batches = list(threads.map(several, range(8)))
    reasons = {str(line.get("reason", "")) for line in server.lines()}

    assert ["trafficking"] * 120 == streamed
    assert [["trafficking"] * 30] * 8 == batches
    assert {"STREAM_TOO_LONG", "TOO_BUSY"} <= reasons


def test_waiting_until_a_server_is_ready(start: Start, case: case_pb2.Case) -> None:
    """A server that is not there yet is waited for; one that is, not."""
    server = start()
    end(server)
    with Client(server.address) as client, ThreadPoolExecutor(1) as other:
        waiting = other.submit(client.wait_until_ready, timeout_seconds=PATIENCE_SECONDS)
        start("--port", str(server.port))
        waiting.result()
        client.wait_until_ready()

        assert client.evaluate(case).outcomes


def test_a_server_that_is_never_ready(planted: PlantedAt) -> None:
    """Nothing there is not ready in time; a server without a health service will never be."""
    with Client("localhost:1") as client, pytest.raises(NotReadyError) as caught:
        client.wait_until_ready(timeout_seconds=0.3)
    with Client(planted[1]) as client, pytest.raises(ServiceError) as unimplemented:
        client.wait_until_ready()

    assert (0.3, False) == (caught.value.waited_seconds, caught.value.answers)
    assert "UNIMPLEMENTED" == unimplemented.value.code
