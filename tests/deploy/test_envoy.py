import json
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import grpc
import pytest
import trustme
from google.protobuf import json_format

from propengine.client import Client, RefusedError, case_from_json
from propengine.v1 import case_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc
from tests.deploy.conftest import Front, fronted
from tests.openapi import validator
from tests.service.conftest import Service, end, until

pytestmark = pytest.mark.xdist_group("front")  # one proxy serves them all
EVALUATE = "/v1/cases:evaluate"


@pytest.fixture
def document(case: case_pb2.Case) -> dict[str, Any]:
    """The same case as JSON."""
    return dict(json_format.MessageToDict(case))


def details(answer: Any) -> dict[str, Any]:
    """Return the details of an error, by the names of their messages."""
    return {one["@type"].rpartition(".")[2]: one for one in answer["details"]}


def faults(front: Front, path: str, body: object) -> list[tuple[str, str]]:
    """Ask what must be refused as a request that is no message, and return where, and what is told."""
    answer = front.ask("POST", path, body)
    told = details(answer.json())

    assert (400, "application/json") == (answer.status, answer.media_type)
    assert ("UNDECODABLE_REQUEST", "propengine") == (told["ErrorInfo"]["reason"], told["ErrorInfo"]["domain"])
    return [(one["field"], one["description"]) for one in told["BadRequest"]["fieldViolations"]]


def test_the_answer_is_that_of_grpc(
    front: Front,
    evaluations: evaluation_service_pb2_grpc.EvaluationServiceStub,
    case: case_pb2.Case,
    document: dict[str, Any],
) -> None:
    """Field by field, in the names that protojson gives."""
    asked = evaluation_service_pb2.EvaluateCaseRequest(case=case)
    answer = front.ask("POST", EVALUATE, {"case": document})

    assert (200, "application/json") == (answer.status, answer.media_type)
    assert json_format.MessageToDict(evaluations.EvaluateCase(asked, timeout=60)) == answer.json()


def test_several_cases(front: Front, document: dict[str, Any]) -> None:
    """A case that is refused does not touch the others; its error is told with its details."""
    asked = [
        {"case": one, "view": "DECISION_VIEW_BASIC"} for one in (document, {**document, "conduct": None})
    ]
    first, second = front.ask("POST", "/v1/cases:batchEvaluate", {"requests": asked}).json()["results"]

    assert "DECISION_STATUS_DECIDED" == first["decision"]["status"]
    assert 3 == second["error"]["code"]
    assert "MISSING_FIELD" == details(second["error"])["ErrorInfo"]["reason"]


def test_an_answer_is_told(front: Front, document: dict[str, Any]) -> None:
    """What came as JSON goes back as JSON, whole: numbers as text, and all."""
    decision = front.ask("POST", EVALUATE, {"case": document}).json()["decision"]
    body = {"decision": decision, "form": "EXPLANATION_FORM_HTML", "languages": ["es"]}
    told = front.ask("POST", "/v1/decisions:explain", body).json()

    assert ("text/html", "es") == (told["mediaType"], told["language"])


def test_what_is_loaded(front: Front, document: dict[str, Any]) -> None:
    """What is only asked for has an address of its own."""
    page = front.ask("GET", "/v1/rulesets?pageSize=1").json()
    ruleset = front.ask("GET", f"/v1/{page['rulesets'][0]['name']}").json()
    asked = {"jurisdiction": "xx", "offenceDate": document["offenceDate"]}

    assert page["rulesets"] == [ruleset]
    assert front.ask("POST", "/v1/facts:describe", asked).json()["facts"]
    assert {} == front.ask("GET", "/v1/programmes?jurisdiction=xx&stage=STAGE_TRIAL").json()


def test_an_error_says_what_grpc_says(front: Front, document: dict[str, Any]) -> None:
    """The same code, reason and fields, with the status of HTTP that belongs to the code."""
    document["items"][0]["substance"] = "cocain"
    answer = front.ask("POST", EVALUATE, {"case": document})
    connected = Client(f"localhost:{front.port}", credentials=credentials(front))
    with connected as client, pytest.raises(RefusedError) as caught:
        client.evaluate(case_from_json(json.dumps(document)))
    (violation,) = details(answer.json())["BadRequest"]["fieldViolations"]

    assert 400 == answer.status
    assert ("case.items[0].substance", "UNKNOWN_SUBSTANCE") == (violation["field"], violation["reason"])
    assert caught.value.message == answer.json()["message"]
    assert 404 == front.ask("GET", "/v1/rulesets/zz").status


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"convictoinDate": {}}, "case.convictoinDate", "did you mean 'convictionDate'?"),
        ({"stage": "STAGE_TRYAL"}, "case.stage", "did you mean 'STAGE_TRIAL'?"),
        ({"offence_date": {"year": 2023}}, "case", "found both"),
        (
            {"facts": {"guilty_plea": {"boolean": "false"}}},
            "case.facts[guilty_plea].boolean",
            "without quotes",
        ),
        ({"items": [{"amount": 24.9}]}, "case.items[0].amount", 'text in quotes, "24.9"'),
    ],
)
def test_what_is_misspelt_is_refused(
    front: Front, document: dict[str, Any], changes: dict[str, Any], field: str, told: str
) -> None:
    """A name that would be passed over, a word that is none, a field by both of its names, another type."""
    ((found, description),) = faults(front, EVALUATE, {"case": {**document, **changes}})

    assert field == found
    assert told in description


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('{"case": {"stage": "STAGE_TRIAL", "stage": "STAGE_SENTENCING"}}', "found 'stage' twice"),
        ('{"case":', "expected JSON"),
        ("", "found nothing: the body is empty"),
        (b"\xff", "expected UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "found a list"),
    ],
    ids=["twice", "cut", "empty", "bytes", "deep", "list"],
)
def test_what_is_no_request(front: Front, body: str | bytes, told: str) -> None:
    """It is told as whatever else is wrong with a request."""
    ((_, description),) = faults(front, EVALUATE, body)

    assert told in description


def test_a_byte_order_mark_is_no_fault(front: Front, document: dict[str, Any]) -> None:
    """As in a file."""
    body = b"\xef\xbb\xbf" + json.dumps({"case": document}).encode()

    assert 200 == front.ask("POST", EVALUATE, body).status


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/rulesets?page=3", 400, 3),
        ("GET", "/v1/programmes?stage=STAGE_TRYAL", 400, 3),
        ("POST", f"{EVALUATE}?view=DECISION_VIEW_BASIC", 400, 3),
        ("GET", EVALUATE, 404, 5),
        ("DELETE", "/v1/rulesets/xx", 404, 5),
        ("GET", "/", 404, 5),
    ],
)
def test_what_the_proxy_refuses_has_the_same_form(
    front: Front, method: str, path: str, status: int, code: int
) -> None:
    """A misspelt parameter, a word that is none, a path that there is not."""
    answer = front.ask(method, path, b"{}" if method == "POST" else None)

    assert (status, "application/json", code) == (answer.status, answer.media_type, answer.json()["code"])
    assert answer.json()["message"]


def test_a_body_beyond_the_limit(front: Front) -> None:
    """It is the service's: 4 MiB."""
    answer = front.ask("POST", EVALUATE, b" " * (4 * 1024 * 1024 + 1))

    assert (413, 8) == (answer.status, answer.json()["code"])


def credentials(front: Front, name: str = "clerk") -> grpc.ChannelCredentials:
    """Return what a gRPC client shows and trusts."""
    files = (front.tls / "clients.crt", front.tls / f"{name}.key", front.tls / f"{name}.crt")
    return grpc.ssl_channel_credentials(*(file.read_bytes() for file in files))


def test_grpc_goes_through(front: Front, case: case_pb2.Case) -> None:
    """One call, a stream, and the health that a client waits for, on the same port."""
    with Client(f"localhost:{front.port}", credentials=credentials(front)) as client:
        client.wait_until_ready()
        answers = list(client.evaluate_stream([case] * 40))

        assert [client.evaluate(case)] * 40 == answers


def refused(front: Front, certificate: Path | None) -> bool:
    """Return whether nothing is answered to a client."""
    with closing(front.connection(certificate=certificate)) as connection:
        try:
            connection.request("GET", "/v1/rulesets")
            connection.getresponse()
        except (ssl.SSLError, ConnectionError):
            return True
    return False


def test_without_a_certificate(front: Front) -> None:
    """The connection ends before anything is answered."""
    assert refused(front, None)
    assert not refused(front, front.tls / "clerk")


def test_with_a_certificate_of_another_authority(front: Front, tmp_path: Path) -> None:
    """Whoever it names."""
    issued = trustme.CA().issue_cert("clerk@court.example", common_name="clerk")
    issued.private_key_pem.write_to_path(tmp_path / "stranger.key")
    issued.private_key_and_cert_chain_pem.write_to_path(tmp_path / "stranger.crt")

    assert refused(front, tmp_path / "stranger")


def test_without_tls(front: Front) -> None:
    """Nothing is answered in the clear."""
    with socket.create_connection(("localhost", front.port), 60) as connection:
        connection.sendall(b"GET /v1/rulesets HTTP/1.1\r\nhost: localhost\r\n\r\n")

        assert b"HTTP/1.1 200" not in connection.recv(100)


def test_pages_of_one_origin_may_ask(front: Front) -> None:
    """A browser asks first whether a page of another origin may, and is told for which headers."""
    asked = {"access_control_request_method": "POST", "access_control_request_headers": "x-grpc-web"}
    allowed = front.ask("OPTIONS", EVALUATE, origin="https://cases.example", **asked)
    refused = front.ask("OPTIONS", EVALUATE, origin="https://elsewhere.example", **asked)

    assert "https://cases.example" == allowed.headers["access-control-allow-origin"]
    assert "x-grpc-web" in allowed.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in refused.headers


def test_who_asked_stands_in_the_log(front: Front, document: dict[str, Any], service: Service) -> None:
    """By the name in the certificate, with the caller's name for the call, which the service logs, too."""
    front.ask("POST", EVALUATE, {"case": document}, x_request_id="file-17")

    def line() -> dict[str, Any] | None:
        told = (json.loads(one) for one in front.output.read_text().splitlines() if one.startswith("{"))
        return next((one for one in told if one["request_id"] == "file-17"), None)

    found = until(line)

    assert ("CN=clerk", EVALUATE, 200) == (found["client"].split(",")[0], found["path"], found["status"])
    assert any(one.get("request_id") == "file-17" for one in service.lines())


def test_health_is_that_of_the_service(start: Callable[..., Service], tmp_path: Path) -> None:
    """A server that has gone is told on the probe and to those who ask, as JSON."""
    server = start()
    with fronted(tmp_path, server.port) as front:
        end(server)
        until(lambda: front.health() == 503)
        answer = front.ask("GET", "/v1/rulesets")

    assert (503, "application/json", 14) == (answer.status, answer.media_type, answer.json()["code"])


@pytest.mark.parametrize(
    ("method", "path", "schema"),
    [
        ("POST", EVALUATE, "EvaluateCaseResponse"),
        ("GET", "/v1/rulesets/xx", "Ruleset"),
        ("GET", "/v1/rulesets/zz", "google.rpc.Status"),
        ("POST", "/v1/facts:describe", "google.rpc.Status"),
        ("GET", "/v1/nothing", "google.rpc.Status"),
    ],
)
def test_answers_are_what_the_openapi_document_says(
    front: Front, document: dict[str, Any], method: str, path: str, schema: str
) -> None:
    """Whole answers and errors alike, those of the proxy too."""
    answer = front.ask(method, path, {"case": document} if method == "POST" else None)

    assert [] == list(validator(schema).iter_errors(answer.json()))
