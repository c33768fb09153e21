"""What the evaluation service answers: one case, several, and each case of a stream."""

import time
from collections.abc import Callable, Mapping
from typing import Final

from propengine.contract.application import Application, View
from propengine.contract.cases import Reader
from propengine.contract.enums import STATUS
from propengine.contract.languages import read_languages
from propengine.contract.violations import RequestReason, RequestRefusedError, Violation
from propengine.engine.refusals import Reason
from propengine.server import call_log
from propengine.server.deadline import CallEndedError
from propengine.server.errors import failure_of
from propengine.v1 import decision_pb2, evaluation_service_pb2

MOST_CASES: Final = 100
"""No batch has more cases."""
MOST_ID: Final = 128
"""No name that a client gives to a case in a stream is longer, in characters."""

SLICE_SECONDS: Final = 0.01
"""So long a batch decides before others get a turn, unless one case takes longer."""

_STATUS: Final = {number: status.value for status, number in STATUS.items()}
StillWanted = Callable[[], None]
Asked = evaluation_service_pb2.EvaluateCaseRequest | evaluation_service_pb2.StreamEvaluateCasesRequest

_REQUIRED: Final = "expected this field, which is required"
_WITH_TRACES: Final[Mapping[int, bool]] = {
    evaluation_service_pb2.DECISION_VIEW_BASIC: False,
    evaluation_service_pb2.DECISION_VIEW_FULL: True,
}


def evaluate_case(
    application: Application,
    request: evaluation_service_pb2.EvaluateCaseRequest,
    still_wanted: StillWanted,
) -> evaluation_service_pb2.EvaluateCaseResponse:
    """Decide one case.

    Raises:
        RequestRefusedError: with every fault of the request.
        CallEndedError: nobody waits for the answer any more.
    """
    response = evaluation_service_pb2.EvaluateCaseResponse()
    _decide(application, request, response.decision, still_wanted)
    return response


class Batch:
    """Several cases, decided each for itself, a slice of time at a time so that others get their turn.

    Attributes:
        response: the results so far.
    """

    def __init__(
        self, application: Application, request: evaluation_service_pb2.BatchEvaluateCasesRequest
    ) -> None:
        """Look at the number of cases.

        Raises:
            RequestRefusedError: there is no case, or there are too many.
        """
        count = len(request.requests)
        if not count:
            raise RequestRefusedError([Violation(Reason.MISSING_FIELD, "requests", _REQUIRED)])
        if count > MOST_CASES:
            message = f"expected at most {MOST_CASES} cases in a batch, found {count}: send them in several"
            details = {"most": str(MOST_CASES), "found": str(count)}
            raise RequestRefusedError([Violation(RequestReason.TOO_MANY_CASES, "requests", message, details)])
        call_log.note_several()
        self.response = evaluation_service_pb2.BatchEvaluateCasesResponse()
        self._application = application
        self._left = iter(request.requests)

    def decide_some(self, still_wanted: StillWanted) -> bool:
        """Decide the next cases for a slice of time, and say whether there may be more.

        Raises:
            CallEndedError: nobody waits for the answers any more.
        """
        end = time.monotonic() + SLICE_SECONDS
        for asked in self._left:
            _fill_result(self.response.results.add(), self._application, asked, still_wanted)
            if time.monotonic() >= end:
                return True
        return False


def evaluate_streamed(
    application: Application,
    request: evaluation_service_pb2.StreamEvaluateCasesRequest,
    still_wanted: StillWanted,
) -> evaluation_service_pb2.StreamEvaluateCasesResponse:
    """Decide one case of a stream; a case that is refused is told so in the response.

    Raises:
        CallEndedError: nobody waits for the answer any more.
    """
    response = evaluation_service_pb2.StreamEvaluateCasesResponse(request_id=request.request_id)
    _fill_result(response.result, application, request, still_wanted)
    return response


def _fill_result(
    result: evaluation_service_pb2.CaseResult,
    application: Application,
    asked: Asked,
    still_wanted: StillWanted,
) -> None:
    """Write the answer to one case of several, or why there is none."""
    try:
        _decide(application, asked, result.decision, still_wanted)
    except CallEndedError:
        raise
    except Exception as error:  # noqa: BLE001 - a case that fails does not touch the others
        failure = failure_of(error)
        result.error.CopyFrom(failure.status)
        call_log.note_case(failure.reason)
    else:
        call_log.note_case()


def _decide(
    application: Application, asked: Asked, answer: decision_pb2.Decision, still_wanted: StillWanted
) -> None:
    reader = Reader()
    if isinstance(asked, evaluation_service_pb2.StreamEvaluateCasesRequest):
        reader.text(asked.request_id, "request_id", MOST_ID)
    with_traces = reader.word(_WITH_TRACES, asked.view, "view", unset=True)
    languages = read_languages(reader, asked.languages)
    if not asked.HasField("case"):
        reader.refuse(Reason.MISSING_FIELD, "case", _REQUIRED)
    if reader.violations:
        raise RequestRefusedError(reader.violations)
    still_wanted()
    call_log.note_ruleset(application.rulesets.get(asked.case.jurisdiction))
    view = View(bool(with_traces), asked.hinges_on, asked.still_open, languages)
    application.evaluate(asked.case, answer, view, path="case", still_wanted=still_wanted)
    call_log.note_status(_STATUS[answer.status])
