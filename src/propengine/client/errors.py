"""What a call can end with: one class for each situation, made of the status that the service sent.

Programs read the class, `reason` and the violations' fields; a message is for people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import grpc
from google.protobuf.message import DecodeError
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault of a request.

    Attributes:
        field: where it is, as in `case.items[0].amount`.
        reason: the situation, by the name of its page.
        description: what was expected, what was found, what to do.
    """

    field: str
    reason: str
    description: str


class ServiceError(Exception):
    """A call ended without an answer. Its subclasses name the situations; this one is for all others.

    Attributes:
        code: the gRPC code, by name.
        reason: why, by the name of its page; empty where the transport and not the service says it.
        message: for people.
        metadata: every variable of the message, by name.
        violations: every fault of the request.
        incident: what the operator finds the failure by; empty where there is none.
        retry_delay_seconds: after how long the service asks to be called again; None where it does not ask.
        status: all of it, as it came.
    """

    def __init__(self, status: status_pb2.Status) -> None:
        """Take the parts out of the status."""
        info, request, retry = (
            error_details_pb2.ErrorInfo(),
            error_details_pb2.BadRequest(),
            error_details_pb2.RetryInfo(),
        )
        asked = False
        for detail in status.details:
            asked = detail.Unpack(retry) or asked
            _ = detail.Unpack(info) or detail.Unpack(request)
        self.code: str = code_pb2.Code.Name(status.code)
        self.reason: str = info.reason
        self.message: str = status.message
        self.metadata: Mapping[str, str] = dict(info.metadata)
        self.violations: Sequence[Violation] = tuple(
            Violation(v.field, v.reason, v.description) for v in request.field_violations
        )
        self.incident: str = info.metadata.get("incident", "")
        delay = retry.retry_delay
        self.retry_delay_seconds: float | None = delay.seconds + delay.nanos / 1e9 if asked else None
        self.status = status
        super().__init__(f"{self.code}: {self.message}")


class RefusedError(ServiceError):
    """The request cannot be answered as it is: `violations` says what to mend. Never sent again."""


class ServiceFaultError(ServiceError):
    """The service failed, and gives no answer rather than a wrong one; tell its operator the `incident`."""


class LimitError(ServiceError):
    """A limit was met.

    With a `retry_delay_seconds` the service is busy; without one the message is too large, and will be again.
    """


class UnavailableError(ServiceError):
    """The service cannot be reached, or is stopping.

    The code may be CANCELLED: so end calls that arrive while a server stops.
    """


class DeadlineError(ServiceError):
    """No answer came in time."""


class NotAllowedError(ServiceError):
    """Who calls is not known, or may not call this."""


class UnexpectedAnswerError(Exception):
    """The service answered something other than what was asked: nothing says whose answer it is."""


class NotReadyError(Exception):
    """The service was not ready in time.

    Attributes:
        waited_seconds: how long was waited.
        answers: it answers, and says that it does not serve.
    """

    def __init__(self, waited_seconds: float, *, answers: bool) -> None:
        """Keep the parts and say them in one sentence."""
        self.waited_seconds, self.answers = waited_seconds, answers
        why = "it says that it does not serve" if answers else "nothing answers there"
        super().__init__(f"not ready after {waited_seconds:g} s: {why}")


class CaseUnreadableError(ValueError):
    """A text is no protojson of a case."""


_CLASSES: Final[Mapping[int, type[ServiceError]]] = {
    code_pb2.CANCELLED: UnavailableError,
    code_pb2.INVALID_ARGUMENT: RefusedError,
    code_pb2.NOT_FOUND: RefusedError,
    code_pb2.FAILED_PRECONDITION: RefusedError,
    code_pb2.OUT_OF_RANGE: RefusedError,
    code_pb2.INTERNAL: ServiceFaultError,
    code_pb2.UNKNOWN: ServiceFaultError,
    code_pb2.DATA_LOSS: ServiceFaultError,
    code_pb2.RESOURCE_EXHAUSTED: LimitError,
    code_pb2.UNAVAILABLE: UnavailableError,
    code_pb2.DEADLINE_EXCEEDED: DeadlineError,
    code_pb2.UNAUTHENTICATED: NotAllowedError,
    code_pb2.PERMISSION_DENIED: NotAllowedError,
}


def error_of_status(status: status_pb2.Status) -> ServiceError:
    """Return the error that a status means."""
    return _CLASSES.get(status.code, ServiceError)(status)


def error_of_call(error: grpc.RpcError) -> ServiceError:
    """Return the error that a failed call means.

    A status in the trailers that cannot be read, or says something else than the call, is left aside: a proxy
    may have changed one of them.
    """
    call: Any = error  # the stubs know nothing of what every error of a call has
    try:
        status = rpc_status.from_call(call)
    except (ValueError, DecodeError):
        status = None
    return error_of_status(status or status_pb2.Status(code=call.code().value[0], message=call.details()))
