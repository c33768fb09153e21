"""The gRPC services: each method has its request answered on the thread that decides."""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from propengine.contract.application import Application
from propengine.contract.catalogue import list_programmes
from propengine.contract.listing import COLLECTION, describe_facts, get_ruleset, list_rulesets
from propengine.server import call_log
from propengine.server.admission import LimitReachedError, Places, Shares
from propengine.server.deadline import Deadline
from propengine.server.evaluation import Batch, evaluate_case, evaluate_streamed
from propengine.server.executor import Executor
from propengine.server.explaining import explain_decision
from propengine.server.peers import address_of_peer
from propengine.server.reasons import ServiceReason
from propengine.server.settings import Settings
from propengine.server.streams import Streams
from propengine.v1 import (
    evaluation_service_pb2 as evaluation_pb2,
    evaluation_service_pb2_grpc,
    ruleset_service_pb2 as ruleset_pb2,
    ruleset_service_pb2_grpc,
)

if TYPE_CHECKING:
    import grpc

_Request = TypeVar("_Request")
_Response = TypeVar("_Response")
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


class Evaluations(evaluation_service_pb2_grpc.EvaluationServiceServicer):
    """Decides cases.

    Attributes:
        streams: those that are open.
    """

    def __init__(self, application: Application, executor: Executor, settings: Settings) -> None:
        """Keep what decides, and have the places that the settings give."""
        self.streams = Streams(settings.stream_idle)
        self._application = application
        self._executor = executor
        self._waiting = Places(settings.most_waiting, ServiceReason.TOO_BUSY)
        self._open = Places(settings.most_streams, ServiceReason.TOO_MANY_STREAMS)
        self._open_of_one = Shares(settings.most_streams_of_one, ServiceReason.TOO_MANY_STREAMS_OF_ONE)
        self._most_cases = settings.most_stream_cases

    async def EvaluateCase(  # noqa: N802 - the contract's name
        self,
        request: evaluation_pb2.EvaluateCaseRequest,
        context: Context,
    ) -> evaluation_pb2.EvaluateCaseResponse:
        """Decide one case."""
        with self._waiting.one():
            return await self._executor.run(
                lambda still_wanted: evaluate_case(self._application, request, still_wanted),
                Deadline(context.time_remaining()),
            )

    async def BatchEvaluateCases(  # noqa: N802 - the contract's name
        self,
        request: evaluation_pb2.BatchEvaluateCasesRequest,
        context: Context,
    ) -> evaluation_pb2.BatchEvaluateCasesResponse:
        """Decide several cases."""
        deadline = Deadline(context.time_remaining())
        with self._waiting.one():
            batch = Batch(self._application, request)
            while await self._executor.run(batch.decide_some, deadline):
                pass
        return batch.response

    async def StreamEvaluateCases(  # type: ignore[override]  # noqa: N802 - it writes instead of yielding
        self,
        request_iterator: AsyncIterator[evaluation_pb2.StreamEvaluateCasesRequest],
        context: Context,
    ) -> None:
        """Decide cases as they arrive: the next is read when the connection has taken the answer before."""
        deadline = Deadline(context.time_remaining())
        call_log.note_several()
        with self._open.one(), self._open_of_one.one(address_of_peer(context.peer())):
            left = self._most_cases
            async for request in self.streams.read(request_iterator):
                if not left:
                    raise LimitReachedError(ServiceReason.STREAM_TOO_LONG, self._most_cases, 0)
                left -= 1
                await context.write(await self._executor.run(self._streamed(request), deadline))

    async def ExplainDecision(  # noqa: N802 - the contract's name
        self,
        request: evaluation_pb2.ExplainDecisionRequest,
        context: Context,
    ) -> evaluation_pb2.ExplainDecisionResponse:
        """Tell an answer as a page."""
        with self._waiting.one():
            return await self._executor.run(
                lambda _still_wanted: explain_decision(request), Deadline(context.time_remaining())
            )

    def _streamed(
        self, request: evaluation_pb2.StreamEvaluateCasesRequest
    ) -> Callable[[Callable[[], None]], evaluation_pb2.StreamEvaluateCasesResponse]:
        return lambda still_wanted: evaluate_streamed(self._application, request, still_wanted)


class Rulesets(ruleset_service_pb2_grpc.RulesetServiceServicer):
    """Says which law is loaded, which facts it reads and which programmes there are."""

    def __init__(self, application: Application, executor: Executor) -> None:
        """Keep what knows."""
        self._application = application
        self._executor = executor

    async def ListRulesets(  # noqa: N802 - the contract's name
        self,
        request: ruleset_pb2.ListRulesetsRequest,
        context: Context,
    ) -> ruleset_pb2.ListRulesetsResponse:
        """List the rulesets, a page at a time."""
        return await self._ask(list_rulesets, request, context, "")

    async def GetRuleset(  # noqa: N802 - the contract's name
        self,
        request: ruleset_pb2.GetRulesetRequest,
        context: Context,
    ) -> ruleset_pb2.Ruleset:
        """Return one ruleset."""
        return await self._ask(get_ruleset, request, context, request.name.removeprefix(COLLECTION))

    async def DescribeFacts(  # noqa: N802 - the contract's name
        self,
        request: ruleset_pb2.DescribeFactsRequest,
        context: Context,
    ) -> ruleset_pb2.DescribeFactsResponse:
        """Describe the facts that a law reads."""
        return await self._ask(describe_facts, request, context, request.jurisdiction)

    async def ListProgrammes(  # noqa: N802 - the contract's name
        self,
        request: ruleset_pb2.ListProgrammesRequest,
        context: Context,
    ) -> ruleset_pb2.ListProgrammesResponse:
        """List the programmes, a page at a time."""
        return await self._ask(list_programmes, request, context, request.jurisdiction)

    async def _ask(
        self,
        answer: Callable[[Application, _Request], _Response],
        request: _Request,
        context: Context,
        jurisdiction: str,
    ) -> _Response:
        def work(still_wanted: Callable[[], None]) -> _Response:
            still_wanted()
            call_log.note_ruleset(self._application.rulesets.get(jurisdiction))
            return answer(self._application, request)

        return await self._executor.run(work, Deadline(context.time_remaining()))
