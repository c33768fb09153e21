"""The client: one connection to a service, and its methods."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self, TypeVar

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from propengine.client.batches import Answer, answer_of, batches
from propengine.client.deadline import Tries
from propengine.client.errors import (
    DeadlineError,
    NotReadyError,
    UnavailableError,
    UnexpectedAnswerError,
    error_of_call,
)
from propengine.client.retries import Retries
from propengine.client.streams import answers
from propengine.v1 import (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2,
    evaluation_service_pb2_grpc,
    programme_pb2,
    ruleset_service_pb2,
    ruleset_service_pb2_grpc,
)

MOST_ANSWER_BYTES: Final = 64 * 1024 * 1024
"""No answer is larger, in bytes: a full batch of the longest decisions measured has 8 million."""

_OPTIONS: Final[Mapping[str, object]] = MappingProxyType(
    {
        "grpc.max_receive_message_length": MOST_ANSWER_BYTES,
        "grpc.enable_http_proxy": 0,  # a proxy that the environment names is for the outside
        "grpc.use_local_subchannel_pool": 1,  # a new client does not inherit the back-off of an old one
        "grpc.initial_reconnect_backoff_ms": 100,  # or a restart takes longer than the retries
        "grpc.max_reconnect_backoff_ms": 2000,
    }
)
_RETRIES: Final = Retries()
_NO_OPTIONS: Final[Mapping[str, object]] = MappingProxyType({})
_BETWEEN_WATCHES_SECONDS: Final = 0.1
_EVERYTHING: Final = evaluation_service_pb2.DECISION_VIEW_UNSPECIFIED
_PROFESSIONALS: Final = evaluation_service_pb2.EXPLANATION_LEVEL_UNSPECIFIED
_TEXT: Final = evaluation_service_pb2.EXPLANATION_FORM_UNSPECIFIED
_EVALUATION: Final = evaluation_service_pb2.DESCRIPTOR.services_by_name["EvaluationService"].full_name

_Answered = TypeVar("_Answered")


class Client:
    """A service to ask. Several threads may share one; close it, or use it in a `with`.

    Every call has a deadline, retries included. What fails for a while is sent again as `retries` says,
    because evaluation keeps nothing and may be repeated; a refusal or a failure of the service never is. Each
    method raises `ServiceError`, in the class of its situation, when there is no answer.
    """

    def __init__(
        self,
        address: str,
        *,
        credentials: grpc.ChannelCredentials | None = None,
        options: Mapping[str, object] = _NO_OPTIONS,
        retries: Retries = _RETRIES,
    ) -> None:
        """Connect when the first call is made.

        Args:
            address: host and port, or any name that gRPC resolves.
            credentials: such as `grpc.ssl_channel_credentials(...)`; without any, the connection has no TLS.
            options: gRPC channel options by name, beside or instead of the client's own.
            retries: how often and how fast.
        """
        arguments = tuple({**_OPTIONS, **options}.items())
        self._channel = (
            grpc.insecure_channel(address, arguments)
            if credentials is None
            else grpc.secure_channel(address, credentials, arguments)
        )
        self._retries = retries
        self._evaluations = evaluation_service_pb2_grpc.EvaluationServiceStub(self._channel)
        self._rulesets = ruleset_service_pb2_grpc.RulesetServiceStub(self._channel)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection and whatever is under way. Asking after that is a `ValueError`."""
        self._channel.close()

    def evaluate(
        self,
        case: case_pb2.Case,
        *,
        view: evaluation_service_pb2.DecisionView = _EVERYTHING,
        languages: Sequence[str] = (),
        hinges_on: bool = False,
        still_open: bool = False,
        timeout_seconds: float = 10.0,
    ) -> decision_pb2.Decision:
        """Decide one case.

        Args:
            case: its facts.
            view: how much is answered.
            languages: of the texts, by tags such as `es`; without any, the jurisdiction's own and English.
            hinges_on: answer what it hinges on, too.
            still_open: answer what the person may still do, too.
            timeout_seconds: until when, retries included.

        Raises:
            RefusedError: the case has faults; its violations name every one.
            ServiceError: there is no answer for another reason.
        """
        request = evaluation_service_pb2.EvaluateCaseRequest(
            case=case, view=view, languages=languages, hinges_on=hinges_on, still_open=still_open
        )
        return self._ask(self._evaluations.EvaluateCase, request, timeout_seconds).decision

    def explain(
        self,
        decision: decision_pb2.Decision,
        *,
        languages: Sequence[str] = (),
        level: evaluation_service_pb2.ExplanationLevel = _PROFESSIONALS,
        form: evaluation_service_pb2.ExplanationForm = _TEXT,
        with_reasoning: bool = False,
        why_not: bool = False,
        timeout_seconds: float = 10.0,
    ) -> evaluation_service_pb2.ExplainDecisionResponse:
        """Have an answer told as a page, from the answer alone.

        Args:
            decision: the answer, new or kept, in the full view.
            languages: tags such as `es`, the one that is liked best first; English without any. `notice` says
                when none is spoken there.
            level: for whom.
            form: as what.
            with_reasoning: with every condition that was considered.
            why_not: with why the answer is no other: what failed, and by how much.
            timeout_seconds: until when, retries included.

        Raises:
            RefusedError: it is no answer that can be told.
            ServiceError: it is not told for another reason.
        """
        request = evaluation_service_pb2.ExplainDecisionRequest(
            decision=decision,
            languages=languages,
            level=level,
            form=form,
            with_reasoning=with_reasoning,
            why_not=why_not,
        )
        return self._ask(self._evaluations.ExplainDecision, request, timeout_seconds)

    def evaluate_many(
        self,
        cases: Iterable[case_pb2.Case],
        *,
        view: evaluation_service_pb2.DecisionView = _EVERYTHING,
        languages: Sequence[str] = (),
        timeout_seconds: float = 60.0,
    ) -> Iterator[Answer]:
        """Decide any number of cases in batches, and yield what became of each, in order.

        A case that is refused yields its error and does not touch the others. No more cases are taken from
        the iterable, and no more answers held, than one batch has.

        Args:
            cases: from anywhere, a generator as well as a list. What it raises passes through, and the cases
                taken before that for the same batch are lost with it: none of them is sent.
            view: how much is answered; `DECISION_VIEW_BASIC` is several times smaller.
            languages: of the texts, as for `evaluate`.
            timeout_seconds: for each batch, retries included.

        Raises:
            ServiceError: a whole batch had no answer. The answers before it stand.
            UnexpectedAnswerError: there are not as many answers as cases.
        """
        for batch in batches(cases, view, languages):
            results = self._ask(self._evaluations.BatchEvaluateCases, batch, timeout_seconds).results
            if len(results) != len(batch.requests):
                message = f"expected {len(batch.requests)} answers, found {len(results)}"
                raise UnexpectedAnswerError(message)
            yield from map(answer_of, results)

    def evaluate_stream(
        self,
        cases: Iterable[case_pb2.Case],
        *,
        view: evaluation_service_pb2.DecisionView = _EVERYTHING,
        languages: Sequence[str] = (),
        window: int = 32,
        timeout_seconds: float = 600.0,
    ) -> Iterator[Answer]:
        """Decide cases over one stream, and yield what became of each, in order.

        A stream that breaks is opened again, and what had no answer is sent again.

        Args:
            cases: from anywhere. As many as the window has are taken before the first answer is waited for.
                What it raises passes through, and the answers to cases that are under way are lost with it.
            view: how much is answered.
            languages: of the texts, as for `evaluate`.
            window: how many cases may be under way; with 1, each answer is waited for before the next case is
                taken.
            timeout_seconds: for the whole stream, retries included.

        Raises:
            ServiceError: the stream broke for good. The answers before that stand.
            UnexpectedAnswerError: an answer is not that to the case.
        """
        if window < 1:
            raise ValueError(f"expected a window of at least 1, found {window}")

        def open_stream(
            requests: Iterator[evaluation_service_pb2.StreamEvaluateCasesRequest], seconds: float
        ) -> Any:
            return self._evaluations.StreamEvaluateCases(requests, timeout=seconds)

        requests = (
            evaluation_service_pb2.StreamEvaluateCasesRequest(
                request_id=str(number), case=case, view=view, languages=languages
            )
            for number, case in enumerate(cases)
        )
        return answers(open_stream, requests, window, Tries(self._retries, timeout_seconds))

    def rulesets(self, *, timeout_seconds: float = 10.0) -> Iterator[ruleset_service_pb2.Ruleset]:
        """Yield every ruleset that is loaded, by jurisdiction code.

        Args:
            timeout_seconds: for each page, retries included.

        Raises:
            ServiceError: there is no answer.
        """
        request = ruleset_service_pb2.ListRulesetsRequest()
        while True:
            page = self._ask(self._rulesets.ListRulesets, request, timeout_seconds)
            yield from page.rulesets
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def programmes(
        self, request: ruleset_service_pb2.ListProgrammesRequest, *, timeout_seconds: float = 10.0
    ) -> Iterator[programme_pb2.CatalogueProgramme]:
        """Yield every programme that fits the filters of a request, by jurisdiction and id.

        Args:
            request: the filters; its page token is where to begin.
            timeout_seconds: for each page, retries included.

        Raises:
            RefusedError: a filter is none.
            ServiceError: there is no answer for another reason.
        """
        asked = ruleset_service_pb2.ListProgrammesRequest()
        asked.CopyFrom(request)
        while True:
            page = self._ask(self._rulesets.ListProgrammes, asked, timeout_seconds)
            yield from page.programmes
            if not page.next_page_token:
                return
            asked.page_token = page.next_page_token

    def describe_facts(
        self, request: ruleset_service_pb2.DescribeFactsRequest, *, timeout_seconds: float = 10.0
    ) -> ruleset_service_pb2.DescribeFactsResponse:
        """Describe the facts, substances and charges that a case may state on given dates.

        Args:
            request: whose law, and when.
            timeout_seconds: until when, retries included.

        Raises:
            RefusedError: there is no such law.
            ServiceError: there is no answer for another reason.
        """
        return self._ask(self._rulesets.DescribeFacts, request, timeout_seconds)

    def wait_until_ready(self, *, timeout_seconds: float = 30.0) -> None:
        """Wait until the service says that it decides cases.

        Args:
            timeout_seconds: until when; however often the connection fails.

        Raises:
            NotReadyError: it did not in time.
            ServiceError: it never will: it has no health service, or does not know who calls.
        """
        health: Any = health_pb2_grpc.HealthStub(self._channel)
        request = health_pb2.HealthCheckRequest(service=_EVALUATION)
        tries = Tries(self._retries, timeout_seconds)
        answers_at_all = False
        while (seconds := tries.seconds_left()) > 0:
            try:
                for response in health.Watch(request, timeout=seconds, wait_for_ready=True):
                    if response.status == health_pb2.HealthCheckResponse.SERVING:
                        return
                    answers_at_all = True
            except grpc.RpcError as error:
                failure = error_of_call(error)
                if not isinstance(failure, UnavailableError | DeadlineError):
                    raise failure from None
            time.sleep(_BETWEEN_WATCHES_SECONDS)
        raise NotReadyError(timeout_seconds, answers=answers_at_all)

    def _ask(self, method: Callable[..., _Answered], request: object, timeout_seconds: float) -> _Answered:
        tries = Tries(self._retries, timeout_seconds)
        while True:
            try:
                return method(request, timeout=tries.seconds_left())
            except grpc.RpcError as error:
                failure = error_of_call(error)
            tries.wait(failure)
