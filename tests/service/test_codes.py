import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from propengine.v1 import case_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc
from tests.service.conftest import PROGRAM, RULESETS

CODES = """
code_system: court
jurisdiction: xx
offences: {"220.1": trafficking}
substances: {C-1: cocaine}
"""


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    """The folder of a court's codes."""
    (tmp_path / "court.yaml").write_text(CODES, encoding="utf-8")
    return tmp_path


def test_a_served_code_system(start: Callable[..., Any], codes: Path, case: case_pb2.Case) -> None:
    """A case in a court's codes is answered, alone and in a batch; the log names what was loaded."""
    server = start("--codes", str(codes))
    stub = evaluation_service_pb2_grpc.EvaluationServiceStub(server.channel)
    case.code_system, case.charge, case.items[0].substance = "court", "220.1", "C-1"
    request = evaluation_service_pb2.EvaluateCaseRequest(case=case)
    alone = stub.EvaluateCase(request, timeout=30).decision
    batch = evaluation_service_pb2.BatchEvaluateCasesRequest(requests=[request])
    (result,) = stub.BatchEvaluateCases(batch, timeout=30).results

    assert ["cocaine", "trafficking"] == [code.id for code in alone.read_codes.codes]
    assert alone == result.decision
    assert {"court": alone.read_codes.digest} == server.lines()[0]["code_systems"]


def test_a_refused_code(start: Callable[..., Any], codes: Path, case: case_pb2.Case, told: Any) -> None:
    """What is no code of the system is refused with its field; an unknown system is not found."""
    server = start("--codes", str(codes / "court.yaml"))
    stub = evaluation_service_pb2_grpc.EvaluationServiceStub(server.channel)
    found = []
    for system in ("court", "cuort"):
        case.code_system = system
        with pytest.raises(Exception, match="code") as caught:
            stub.EvaluateCase(evaluation_service_pb2.EvaluateCaseRequest(case=case), timeout=30)
        refused = told(caught.value)
        found.append((refused.code, refused.fields))

    assert [
        ("INVALID_ARGUMENT", {"case.items[0].substance": "UNKNOWN_CODE"}),
        ("NOT_FOUND", {"case.code_system": "UNKNOWN_CODE_SYSTEM"}),
    ] == found


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["evaluate", "-"]])
def test_faulty_codes_are_not_used(codes: Path, command: list[str]) -> None:
    """Every way in prints each fault with its place, and goes no further."""
    (codes / "court.yaml").write_text(CODES.replace("cocaine", "cocain"), encoding="utf-8")
    done = subprocess.run(
        [PROGRAM, *command, "--rulesets", RULESETS, "--codes", codes],
        input="{}",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (1, "") == (done.returncode, done.stdout)
    told = "substances.C-1: expected the id of a substance of xx, found 'cocain'; did you mean 'cocaine'?"
    assert [f"{codes}/court.yaml:5:19: {told}", "1 fault"] == done.stderr.splitlines()
