import pytest
from google.protobuf.duration_pb2 import Duration
from google.rpc import code_pb2, error_details_pb2, status_pb2

from propengine.client import (
    DeadlineError,
    LimitError,
    NotAllowedError,
    NotReadyError,
    RefusedError,
    ServiceError,
    ServiceFaultError,
    UnavailableError,
    Violation,
)
from propengine.client.errors import error_of_status

CODES = sorted(set(code_pb2.Code.keys()) - {"OK"})
CLASSES = {
    "CANCELLED": UnavailableError,
    "UNKNOWN": ServiceFaultError,
    "INVALID_ARGUMENT": RefusedError,
    "DEADLINE_EXCEEDED": DeadlineError,
    "NOT_FOUND": RefusedError,
    "ALREADY_EXISTS": ServiceError,
    "PERMISSION_DENIED": NotAllowedError,
    "UNAUTHENTICATED": NotAllowedError,
    "RESOURCE_EXHAUSTED": LimitError,
    "FAILED_PRECONDITION": RefusedError,
    "ABORTED": ServiceError,
    "OUT_OF_RANGE": RefusedError,
    "UNIMPLEMENTED": ServiceError,
    "INTERNAL": ServiceFaultError,
    "UNAVAILABLE": UnavailableError,
    "DATA_LOSS": ServiceFaultError,
}


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_class(code: str) -> None:
    """One class for each situation; none is left to chance."""
    error = error_of_status(status_pb2.Status(code=code_pb2.Code.Value(code), message="what"))

    assert (CLASSES[code], code, "what") == (type(error), error.code, error.message)
    assert f"{code}: what" == str(error)


def test_the_parts_of_a_status_are_attributes() -> None:
    """Programs read attributes and never the message."""
    status = status_pb2.Status(code=code_pb2.INVALID_ARGUMENT, message="m")
    info = error_details_pb2.ErrorInfo(reason="INVALID_AMOUNT", metadata={"found": "24,9"})
    status.details.add().Pack(info)
    request = error_details_pb2.BadRequest()
    request.field_violations.add(field="case.items[0].amount", reason="INVALID_AMOUNT", description="d")
    status.details.add().Pack(request)
    error = error_of_status(status)

    assert ("INVALID_AMOUNT", {"found": "24,9"}) == (error.reason, error.metadata)
    assert (Violation("case.items[0].amount", "INVALID_AMOUNT", "d"),) == error.violations
    assert ("", None, status) == (error.incident, error.retry_delay_seconds, error.status)


def test_an_incident_and_a_delay() -> None:
    """An incident is what the operator is told; a delay of nothing is a delay."""
    fault = status_pb2.Status(code=code_pb2.INTERNAL)
    fault.details.add().Pack(error_details_pb2.ErrorInfo(metadata={"incident": "0a1b"}))
    delays = []
    for duration in (Duration(), Duration(seconds=1, nanos=500_000_000)):
        busy = status_pb2.Status(code=code_pb2.RESOURCE_EXHAUSTED)
        busy.details.add().Pack(error_details_pb2.RetryInfo(retry_delay=duration))
        busy.details.add().Pack(error_details_pb2.ErrorInfo())
        delays.append(error_of_status(busy).retry_delay_seconds)

    assert "0a1b" == error_of_status(fault).incident
    assert [0.0, 1.5] == delays


def test_a_detail_of_another_kind_is_passed_over() -> None:
    """A newer service may say more."""
    status = status_pb2.Status(code=code_pb2.INTERNAL)
    status.details.add().Pack(error_details_pb2.Help())

    assert () == error_of_status(status).violations


def test_not_ready_says_how() -> None:
    """Nothing there, or something that does not serve."""
    assert "not ready after 2.5 s: nothing answers there" == str(NotReadyError(2.5, answers=False))
    assert "it says that it does not serve" in str(NotReadyError(1, answers=True))
