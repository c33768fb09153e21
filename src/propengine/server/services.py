"""The gRPC services: each method reads its request, asks the application, and writes its response."""

import grpc

from propengine.engine.refusals import Reason
from propengine.server.application import Application
from propengine.server.faults import CallEndedError, Fault, RequestRefusedError
from propengine.server.listing import describe_facts, get_ruleset, list_rulesets
from propengine.v1 import (
    evaluation_service_pb2,
    evaluation_service_pb2_grpc,
    ruleset_service_pb2,
    ruleset_service_pb2_grpc,
)


def refuse_ended(context: grpc.ServicerContext) -> None:
    """Raise when nobody waits for the answer any more.

    Raises:
        CallEndedError: the deadline has passed, or the caller has gone.
    """
    if context.time_remaining() <= 0:
        raise CallEndedError(expired=True)
    if not context.is_active():
        raise CallEndedError(expired=False)


class Evaluations(evaluation_service_pb2_grpc.EvaluationServiceServicer):
    """Decides cases."""

    def __init__(self, application: Application) -> None:
        """Keep the application."""
        self.application = application

    def EvaluateCase(  # noqa: N802 - the contract's name
        self, request: evaluation_service_pb2.EvaluateCaseRequest, context: grpc.ServicerContext
    ) -> evaluation_service_pb2.EvaluateCaseResponse:
        """Decide one case."""
        if not request.HasField("case"):
            message = "expected this field, which is required"
            raise RequestRefusedError([Fault(Reason.MISSING_FIELD, "case", message)])
        response = evaluation_service_pb2.EvaluateCaseResponse()
        self.application.evaluate(
            request.case, response.decision, path="case", still_wanted=lambda: refuse_ended(context)
        )
        return response


class Rulesets(ruleset_service_pb2_grpc.RulesetServiceServicer):
    """Says which law is loaded and which facts it reads."""

    def __init__(self, application: Application) -> None:
        """Keep the application."""
        self.application = application

    def ListRulesets(  # noqa: N802 - the contract's name
        self, request: ruleset_service_pb2.ListRulesetsRequest, context: grpc.ServicerContext
    ) -> ruleset_service_pb2.ListRulesetsResponse:
        """List the rulesets, a page at a time."""
        refuse_ended(context)
        return list_rulesets(self.application, request)

    def GetRuleset(  # noqa: N802 - the contract's name
        self, request: ruleset_service_pb2.GetRulesetRequest, context: grpc.ServicerContext
    ) -> ruleset_service_pb2.Ruleset:
        """Return one ruleset."""
        refuse_ended(context)
        return get_ruleset(self.application, request)

    def DescribeFacts(  # noqa: N802 - the contract's name
        self, request: ruleset_service_pb2.DescribeFactsRequest, context: grpc.ServicerContext
    ) -> ruleset_service_pb2.DescribeFactsResponse:
        """Describe the facts that a law reads."""
        refuse_ended(context)
        return describe_facts(self.application, request)
