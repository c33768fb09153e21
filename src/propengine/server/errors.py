"""What a caller sees of a failure: the one place that maps exceptions to `google.rpc.Status`.

No text of an unexpected exception ever leaves: it may hold facts of a case. The operator finds the incident
by its id in the log, which holds where it arose and no value either.
"""

import secrets
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog
from google.rpc import code_pb2, error_details_pb2, status_pb2

from propengine.contract.violations import RequestReason, RequestRefusedError, Violation, shown
from propengine.core.ends import RangeRuleError
from propengine.engine.evaluators import EvaluatorsDisagreeError, RevisionWithdrawnError
from propengine.engine.making import ContradictoryRulesError
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.notation.faults import RulesetFaults
from propengine.server.admission import LimitReachedError, figure
from propengine.server.deadline import CallEndedError
from propengine.server.reasons import ServiceReason
from propengine.server.streams import ServerStoppingError

DOMAIN: Final = "propengine"
MOST_DETAIL_BYTES: Final = 4096
"""Details travel in trailers, of which clients take 8 KiB; base64 adds a third, the message comes twice."""

_CODES: Final[Mapping[str, int]] = {
    Reason.UNKNOWN_JURISDICTION: code_pb2.NOT_FOUND,
    RequestReason.UNKNOWN_RULESET: code_pb2.NOT_FOUND,
    RequestReason.UNKNOWN_CODE_SYSTEM: code_pb2.NOT_FOUND,
    Reason.NO_LAW_ON_DATE: code_pb2.FAILED_PRECONDITION,
    Reason.LAW_NOT_KNOWN: code_pb2.FAILED_PRECONDITION,
}
"""The code of a reason; INVALID_ARGUMENT for the others."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as it is told.

    Attributes:
        status: what the caller sees.
        incident: what ties it to the log; empty for what is the caller's own to mend.
    """

    status: status_pb2.Status
    incident: str = ""

    @property
    def reason(self) -> str:
        """Return why, by the name of its page."""
        info = error_details_pb2.ErrorInfo()
        self.status.details[0].Unpack(info)
        return info.reason


def failure_of(error: Exception) -> Failure:
    """Return what a caller sees of an exception; log it when it is an incident."""
    match error:
        case RequestRefusedError():
            return Failure(_refused(error.violations))
        case CaseRefusedError():
            return Failure(_refused([Violation.of(refusal) for refusal in error.refusals]))
        case CallEndedError():
            code = code_pb2.DEADLINE_EXCEEDED if error.expired else code_pb2.CANCELLED
            return Failure(_status(code, ServiceReason.CALL_ENDED, str(error), {}))
        case LimitReachedError() | ServerStoppingError():
            return Failure(_not_now(error))
        case EvaluatorsDisagreeError():
            clauses = [f"{c.role} {c.id} {c.part}".strip() for c in error.clauses]
            said = {"law": error.law.key, "level": error.level, "clauses": clauses}
            return _incident(
                ServiceReason.EVALUATORS_DISAGREE, "the two evaluators differ: no answer is given", said
            )
        case RevisionWithdrawnError():
            said = {"law": error.law.key, "jurisdiction": error.law.jurisdiction_id, "cause": error.cause}
            message = "the law failed its own comparison and meets no case"
            return _incident(ServiceReason.REVISION_WITHDRAWN, message, said)
        case ContradictoryRulesError() | RangeRuleError() | RulesetFaults():
            message = "the ruleset has a defect that shows in this case: no answer is given"
            return _incident(ServiceReason.RULESET_DEFECT, message, {"defect": str(error)})
        case _:
            return _incident(
                ServiceReason.INTERNAL_FAULT, "an internal fault: no answer is given", places_of(error)
            )


def undecodable() -> Failure:
    """Return what a caller sees whose bytes are no message of the contract."""
    message = "expected a message of the contract, found bytes that are none"
    return Failure(_status(code_pb2.INVALID_ARGUMENT, RequestReason.UNDECODABLE_REQUEST, message, {}))


def places_of(error: Exception) -> Mapping[str, Any]:
    """Return where an exception arose: its type and the lines of code, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "type": type(error).__qualname__,
        "places": [f"{Path(f.filename).stem}.{f.name}:{f.lineno}" for f in frames],
    }


def _incident(reason: ServiceReason, message: str, said: Mapping[str, Any]) -> Failure:
    incident = secrets.token_hex(8)
    structlog.get_logger().error(reason.value.lower(), incident=incident, **said)
    text = f"{message}; tell the operator the incident {incident}"
    return Failure(_status(code_pb2.INTERNAL, reason, text, {"incident": incident}), incident)


def _not_now(error: LimitReachedError | ServerStoppingError) -> status_pb2.Status:
    if isinstance(error, ServerStoppingError):
        return _status(code_pb2.UNAVAILABLE, ServiceReason.SERVER_STOPPING, str(error), {})
    status = _status(code_pb2.RESOURCE_EXHAUSTED, error.reason, str(error), {"most": figure(error.most)})
    delay = error_details_pb2.RetryInfo()
    delay.retry_delay.seconds = error.retry_seconds
    status.details.add().Pack(delay)
    return status


def _refused(violations: Sequence[Violation]) -> status_pb2.Status:
    codes = {_CODES.get(violation.reason, code_pb2.INVALID_ARGUMENT) for violation in violations}
    code = codes.pop() if len(codes) == 1 else code_pb2.INVALID_ARGUMENT
    if len(violations) == 1:
        only = violations[0]
        told = {name: shown(value) for name, value in only.details.items()} | {"field": shown(only.path)}
        status = _status(code, only.reason, f"{shown(only.path)}: {_clipped(only.message)}", told)
    else:
        count = len(violations)
        message = f"the request has {count} faults; see the field violations"
        status = _status(code, ServiceReason.SEVERAL_FAULTS, message, {"faults": str(count)})
    status.details.add().Pack(_violations(violations, MOST_DETAIL_BYTES - status.ByteSize()))
    return status


def _violations(violations: Sequence[Violation], room: int) -> error_details_pb2.BadRequest:
    """Return every fault as a field violation, as many as fit; the last then says how many are left out."""
    request = error_details_pb2.BadRequest()
    for told, violation in enumerate(violations):
        field = request.field_violations.add(
            field=shown(violation.path), description=_clipped(violation.message), reason=violation.reason
        )
        if request.ByteSize() > room:
            left = len(violations) - told
            field.field, field.reason = "", ServiceReason.SEVERAL_FAULTS
            field.description = f"{left} more faults, which do not fit here: mend these and ask again"
            break
    return request


_MOST_MESSAGE: Final = 400


def _clipped(message: str) -> str:
    printable = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in message[:_MOST_MESSAGE]
    )
    return printable if len(message) <= _MOST_MESSAGE else f"{printable}…"


def _status(code: int, reason: str, message: str, metadata: Mapping[str, str]) -> status_pb2.Status:
    status = status_pb2.Status(code=code, message=message)
    info = error_details_pb2.ErrorInfo(reason=str(reason), domain=DOMAIN, metadata=dict(metadata))
    status.details.add().Pack(info)
    return status
