from pathlib import Path

import pytest
from google.rpc import code_pb2, error_details_pb2, status_pb2

from propengine.contract.violations import RequestReason, RequestRefusedError, Violation
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.server.errors import failure_of, undecodable
from propengine.server.reasons import ServiceReason

PAGES = Path(__file__).parents[2] / "docs" / "errors"
REASONS = [*Reason, *RequestReason, *ServiceReason]


def details(status: status_pb2.Status) -> tuple[error_details_pb2.ErrorInfo, error_details_pb2.BadRequest]:
    info, request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status.details:
        detail.Unpack(info)
        detail.Unpack(request)
    return info, request


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_has_its_page(reason: str) -> None:
    """The page of a reason names it, its code, an example and how to fix it."""
    lines = (PAGES / f"{reason}.md").read_text(encoding="utf-8").splitlines()

    assert f"# {reason}" == lines[0]
    assert any(line.startswith(f"| `{reason}` | ") for line in lines)
    assert {"## Example", "## How to fix it"} <= set(lines)


def test_each_page_has_its_reason() -> None:
    """No page is left of a reason that is gone, and the index lists them all."""
    pages = {page.stem for page in PAGES.glob("*.md")} - {"README"}
    index = (PAGES / "README.md").read_text(encoding="utf-8")

    assert {str(reason) for reason in REASONS} == pages
    assert [] == [page for page in pages if f"[{page}]({page}.md)" not in index]


@pytest.mark.parametrize("reason", Reason)
def test_the_code_is_the_page_s(reason: Reason) -> None:
    """A refusal has the code that its page says, its reason, its field and every variable."""
    failure = failure_of(CaseRefusedError([Refusal(reason, "somewhere", "what", {"found": "this"})]))

    info, request = details(failure.status)
    page = (PAGES / f"{reason}.md").read_text(encoding="utf-8")
    assert f"| `{reason}` | {code_pb2.Code.Name(failure.status.code)} | `{info.domain}` |" in page
    assert (reason, {"found": "this", "field": "somewhere"}) == (info.reason, dict(info.metadata))
    assert [("somewhere", "what", reason)] == [
        (violation.field, violation.description, violation.reason) for violation in request.field_violations
    ]
    assert "" == failure.incident


def test_mixed_codes() -> None:
    """Faults of several codes together are an invalid argument."""
    violations = [Violation(Reason.UNKNOWN_JURISDICTION, "a", "x"), Violation(Reason.MISSING_FIELD, "b", "y")]

    assert code_pb2.INVALID_ARGUMENT == failure_of(RequestRefusedError(violations)).status.code


def test_a_fault_is_told_once() -> None:
    """The same fault of the same field found twice is one fault."""
    violation = Violation(Reason.MISSING_FIELD, "a", "x")

    assert (violation,) == RequestRefusedError([violation, violation]).violations


@pytest.mark.parametrize("count", [1, 2, 40, 1000])
def test_details_fit_into_trailers(count: int) -> None:
    """However many and however long the faults are, the details stay below what clients take."""
    long = "é" * 5000
    violations = [
        Violation(Reason.UNKNOWN_FACT, f"facts[{i}]{long}", long, {"found": long}) for i in range(count)
    ]

    failure = failure_of(RequestRefusedError(violations))

    assert failure.status.ByteSize() < 6000
    assert details(failure.status)[1].field_violations


def test_what_is_shown_is_printable() -> None:
    """Control characters of a request do not reach a terminal."""
    failure = failure_of(
        RequestRefusedError([Violation(Reason.UNKNOWN_FACT, "a\x1b[2J", "b\x07", {"found": "\x00"})])
    )

    info, request = details(failure.status)
    told = [failure.status.message, *info.metadata.values(), request.field_violations[0].description]
    assert all(text.isprintable() for text in told)


def test_undecodable() -> None:
    """Bytes that are no message have their reason too."""
    assert "UNDECODABLE_REQUEST" == undecodable().reason
