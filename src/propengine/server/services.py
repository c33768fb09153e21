"""The gRPC services: each method reads its request, takes a turn, and writes its response."""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from propengine.server import calls
from propengine.server.application import Application
from propengine.server.evaluation import Batch, evaluate_case, evaluate_streamed
from propengine.server.faults import LimitReachedError, ServiceReason
from propengine.server.limits import Places
from propengine.server.listing import describe_facts, get_ruleset, list_rulesets
from propengine.server.settings import Settings
from propengine.server.streams import Streams
from propengine.server.turns import Turns
from propengine.server.wanted import Wanted
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

    def __init__(self, application: Application, turns: Turns, settings: Settings) -> None:
        """Keep what decides, and have the places that the settings give."""
        self.streams = Streams()
        self._application = application
        self._turns = turns
        self._waiting = Places(settings.most_waiting, ServiceReason.TOO_BUSY)
        self._open = Places(settings.most_streams, ServiceReason.TOO_MANY_STREAMS)
        self._most_cases = settings.most_stream_cases

    async def EvaluateCase(  # noqa: N802 - the contract's name
        self,
        request: evaluation_pb2.EvaluateCaseRequest,
        context: Context,
    ) -> evaluation_pb2.EvaluateCaseResponse:
        """Decide one case."""
        with self._waiting.one():
            return await self._turns.take(
                lambda still_wanted: evaluate_case(self._application, request, still_wanted),
                Wanted(context.time_remaining()),
            )

    async def BatchEvaluateCases(  # noqa: N802 - the contract's name
        self,
        request: evaluation_pb2.BatchEvaluateCasesRequest,
        context: Context,
    ) -> evaluation_pb2.BatchEvaluateCasesResponse:
        """Decide several cases."""
        wanted = Wanted(context.time_remaining())
        with self._waiting.one():
            batch = Batch(self._application, request)
            while await self._turns.take(batch.decide_some, wanted):
                pass
        return batch.response

    async def StreamEvaluateCases(  # type: ignore[override]  # noqa: N802 - it writes instead of yielding
        self,
        request_iterator: AsyncIterator[evaluation_pb2.StreamEvaluateCasesRequest],
        context: Context,
    ) -> None:
        """Decide cases as they arrive: the next is read when the connection has taken the answer before."""
        wanted = Wanted(context.time_remaining())
        calls.note_several()
        with self._open.one():
            left = self._most_cases
            async for request in self.streams.read(request_iterator):
                if not left:
                    raise LimitReachedError(ServiceReason.STREAM_TOO_LONG, self._most_cases, 0)
                left -= 1
                await context.write(await self._turns.take(self._streamed(request), wanted))

    def _streamed(
        self, request: evaluation_pb2.StreamEvaluateCasesRequest
    ) -> Callable[[Callable[[], None]], evaluation_pb2.StreamEvaluateCasesResponse]:
        return lambda still_wanted: evaluate_streamed(self._application, request, still_wanted)


class Rulesets(ruleset_service_pb2_grpc.RulesetServiceServicer):
    """Says which law is loaded and which facts it reads."""

    def __init__(self, application: Application, turns: Turns) -> None:
        """Keep what knows."""
        self._application = application
        self._turns = turns

    async def ListRulesets(  # noqa: N802 - the contract's name
        self,
        request: ruleset_pb2.ListRulesetsRequest,
        context: Context,
    ) -> ruleset_pb2.ListRulesetsResponse:
        """List the rulesets, a page at a time."""
        return await self._ask(list_rulesets, request, context)

    async def GetRuleset(  # noqa: N802 - the contract's name
        self,
        request: ruleset_pb2.GetRulesetRequest,
        context: Context,
    ) -> ruleset_pb2.Ruleset:
        """Return one ruleset."""
        return await self._ask(get_ruleset, request, context)

    async def DescribeFacts(  # noqa: N802 - the contract's name
        self,
        request: ruleset_pb2.DescribeFactsRequest,
        context: Context,
    ) -> ruleset_pb2.DescribeFactsResponse:
        """Describe the facts that a law reads."""
        return await self._ask(describe_facts, request, context)

    async def _ask(
        self,
        answer: Callable[[Application, _Request], _Response],
        request: _Request,
        context: Context,
    ) -> _Response:
        def work(still_wanted: Callable[[], None]) -> _Response:
            still_wanted()
            return answer(self._application, request)

        return await self._turns.take(work, Wanted(context.time_remaining()))
