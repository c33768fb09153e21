from collections.abc import Callable, Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest

from propengine.v1 import (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2,
    evaluation_service_pb2_grpc,
)
from tests.service.conftest import until

METHOD = "/propengine.v1.EvaluationService/EvaluateCase"
Stub = evaluation_service_pb2_grpc.EvaluationServiceStub
Request = evaluation_service_pb2.EvaluateCaseRequest


def raw(service: Any, data: bytes) -> grpc.RpcError:
    call = service.channel.unary_unary(METHOD, request_serializer=bytes, response_deserializer=bytes)
    with pytest.raises(grpc.RpcError) as caught:
        call(data, timeout=30)
    return caught.value


@pytest.fixture(autouse=True)
def still_answers(service: Any, evaluations: Stub, case: case_pb2.Case) -> Iterator[None]:
    """Whatever a test sends, the process lives on and answers the next call."""
    good = Request(case=case)
    yield
    decision = evaluations.EvaluateCase(good, timeout=30).decision
    assert decision_pb2.DECISION_STATUS_DECIDED == decision.status
    assert service.process.poll() is None


def test_empty_request(evaluations: Stub, told: Any) -> None:
    """A request without a case says so."""
    with pytest.raises(grpc.RpcError) as caught:
        evaluations.EvaluateCase(Request(), timeout=30)

    answer = told(caught.value)
    assert ("INVALID_ARGUMENT", "MISSING_FIELD", {"case": "MISSING_FIELD"}) == (
        answer.code,
        answer.reason,
        answer.fields,
    )


def test_empty_case(refuse: Callable[[case_pb2.Case], Any]) -> None:
    """A case without anything names every required field."""
    answer = refuse(case_pb2.Case())

    required = ("jurisdiction", "offence_date", "decision_date", "stage", "conduct")
    assert {f"case.{name}": "MISSING_FIELD" for name in required} == answer.fields


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\x0a\x05abc", b"garbage", bytes(range(256))])
def test_bytes_that_are_no_message(service: Any, told: Any, data: bytes) -> None:
    """Undecodable bytes are the caller's fault, told without the parser's own text."""
    answer = told(raw(service, data))

    assert ("INVALID_ARGUMENT", "UNDECODABLE_REQUEST") == (answer.code, answer.reason)
    assert "expected a message of the contract, found bytes that are none" == answer.message


def test_ten_megabytes(service: Any) -> None:
    """A message above the limit is refused by the transport."""
    error = raw(service, b"\x0a" + b"x" * 10 * 1024 * 1024)

    assert grpc.StatusCode.RESOURCE_EXHAUSTED is error.code()
    line = until(lambda: [one for one in service.lines() if one.get("reason") == "NO_REQUEST"])[0]
    assert (METHOD, "UNKNOWN") == (line["method"], line["code"])


def test_unknown_method(service: Any) -> None:
    """A method that does not exist is unimplemented."""
    method = "/propengine.v1.EvaluationService/Nothing"
    call = service.channel.unary_unary(method)
    with pytest.raises(grpc.RpcError) as caught:
        call(b"", timeout=30)

    assert grpc.StatusCode.UNIMPLEMENTED is caught.value.code()
    line = until(lambda: [one for one in service.lines() if one.get("method") == method])[0]
    assert "NO_SUCH_METHOD" == line["reason"]


@pytest.mark.parametrize(
    ("given", "logged"),
    [
        ("2026/4711-a", "2026/4711-a"),
        ('a b"{}<c>', "abc"),
        ("x" * 200, "x" * 128),
    ],
)
def test_a_call_is_logged_by_the_callers_name(
    evaluations: Stub, case: case_pb2.Case, service: Any, given: str, logged: str
) -> None:
    """The name that a caller gives stands in the line, cut and cleaned, beside where the call came from."""
    before = len(service.lines())
    evaluations.EvaluateCase(Request(case=case), timeout=30, metadata=(("x-request-id", given),))
    (line,) = until(lambda: service.lines()[before:])

    assert logged == line["request_id"]
    assert line["peer"].startswith(("127.0.0.1:", "[::1]:"))


def test_a_call_without_a_name_gets_one(evaluations: Stub, case: case_pb2.Case, service: Any) -> None:
    """Two calls have two."""
    before = len(service.lines())
    for metadata in [(), (("x-request-id", " "),)]:
        evaluations.EvaluateCase(Request(case=case), timeout=30, metadata=metadata)
    first, second = until(lambda: service.lines()[before:] if len(service.lines()) == before + 2 else None)

    assert 16 == len(first["request_id"]) == len(second["request_id"])
    assert first["request_id"] != second["request_id"]


def test_very_many_faults_fit_into_the_trailers(
    case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]
) -> None:
    """However many faults there are, the answer arrives: those that fit, and how many are left out."""
    for i in range(400):
        case.facts[f"no-such-fact-{i:03}-" + "é" * 80].boolean = True

    answer = refuse(case)

    assert ("INVALID_ARGUMENT", "SEVERAL_FAULTS", {"faults": "400"}) == (
        answer.code,
        answer.reason,
        answer.metadata,
    )
    assert "SEVERAL_FAULTS" == answer.fields[""]


def test_very_many_facts(case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]) -> None:
    """More facts than any case has are not even looked at."""
    for i in range(501):
        case.facts[f"fact-{i}"].boolean = True

    answer = refuse(case)

    assert {"case.facts": "TOO_MANY_FACTS"} == answer.fields


def test_very_many_records(case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]) -> None:
    """Nor are more records, words or fields."""
    for _ in range(501):
        case.facts["convictions"].records.records.add()
    case.facts["roles"].words.words.extend(["courier"] * 501)
    for i in range(501):
        case.facts["more"].records.records.add().fields[str(i)].boolean = True

    answer = refuse(case)

    assert "TOO_MANY_FACTS" == answer.fields["case.facts[convictions]"]
    assert "TOO_MANY_FACTS" == answer.fields["case.facts[roles]"]


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "\x00", "ä" * 100, "\u202e", "'; drop table", "{{7*7}}", "😀"],
    ids=["escape", "null", "long", "turned", "quote", "braces", "picture"],
)
def test_odd_text(case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any], text: str) -> None:
    """Odd text is refused like any other, and what is told of it is printable."""
    case.items[0].substance = text
    case.facts[text].text = text

    answer = refuse(case)

    assert "UNKNOWN_SUBSTANCE" == answer.fields["case.items[0].substance"]
    assert all(path.isprintable() for path in answer.fields)


def test_a_number_too_precise_for_the_answer(
    case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]
) -> None:
    """An exact number that does not fit the answer is refused, never rounded silently."""
    case.facts["guilty_plea"].boolean = True
    case.facts["plea_reduction"].text = "0." + "3" * 24

    answer = refuse(case)

    assert ("INVALID_ARGUMENT", {"case.facts": "TOO_PRECISE"}) == (answer.code, answer.fields)


def test_a_ruleset_defect_is_an_incident(
    case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any], service: Any
) -> None:
    """A defect that shows in a case is an incident: its id is told and logged, its cause only logged."""
    case.conduct = case_pb2.CONDUCT_FINANCING
    case.facts["guilty_plea"].boolean = True

    answer = refuse(case)

    assert ("INTERNAL", "RULESET_DEFECT") == (answer.code, answer.reason)
    (line,) = [
        line
        for line in service.lines()
        if line.get("incident") == answer.metadata["incident"] and line["event"] == "ruleset_defect"
    ]
    assert "life" in str(line["defect"])
    assert "life" not in answer.message


def test_expired_deadline(evaluations: Stub, case: case_pb2.Case) -> None:
    """A deadline that passes ends the call for its caller, and nothing else."""
    with pytest.raises(grpc.RpcError) as caught:
        evaluations.EvaluateCase(Request(case=case), timeout=0.000001)

    assert grpc.StatusCode.DEADLINE_EXCEEDED is caught.value.code()


def test_many_at_once(evaluations: Stub, case: case_pb2.Case) -> None:
    """Calls at the same time have each its own answer."""
    small = case_pb2.Case()
    small.CopyFrom(case)
    small.conduct = case_pb2.CONDUCT_POSSESSION
    small.items[0].amount = "1"
    cases = [case, small] * 40
    with futures.ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda c: evaluations.EvaluateCase(Request(case=c), timeout=60).decision, cases)
        )

    assert ["trafficking", "own-use"] * 40 == [answer.outcomes[0].offence.id for answer in answers]


def test_log_has_one_line_a_call_and_no_fact(
    evaluations: Stub, case: case_pb2.Case, service: Any, refuse: Callable[[case_pb2.Case], Any]
) -> None:
    """Each call is one line: method, code, time, jurisdiction, status, ruleset; no value of the case."""
    before = len(service.lines())
    case.facts["coerced"].boolean = True
    digest = evaluations.EvaluateCase(Request(case=case), timeout=30).decision.ruleset_digest
    case.facts["secret-name-of-somebody"].text = "somebody"
    refuse(case)

    decided, refused = service.lines()[before:]
    ever_new = {"duration_ms", "timestamp", "peer", "request_id"}

    assert {
        "event": "call",
        "method": METHOD,
        "code": "OK",
        "jurisdiction": "xx",
        "status": "decided",
        "ruleset": digest,
        "level": "info",
    } == {name: value for name, value in decided.items() if name not in ever_new}
    assert ("INVALID_ARGUMENT", "UNKNOWN_FACT") == (refused["code"], refused["reason"])
    assert "somebody" not in service.log.read_text(encoding="utf-8")
