"""The echo: the same server and request, the same response built anew for every call, and no decision."""

import sys
from pathlib import Path

import grpc

from bench.in_process import OWN_USE
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.server import serve
from propengine.server.answers import fill_decision
from propengine.server.application import Application
from propengine.server.logs import configure_logs
from propengine.server.services import Evaluations, refuse_ended
from propengine.v1 import evaluation_service_pb2


class Echo(Evaluations):
    """Answers every case with one decision that was made beforehand."""

    def __init__(self, application: Application) -> None:
        """Make the decision."""
        super().__init__(application)
        self.decision: Decision = decide(OWN_USE, application.rulesets["pt"], application.handles)

    def EvaluateCase(  # noqa: N802 - the contract's name
        self, request: evaluation_service_pb2.EvaluateCaseRequest, context: grpc.ServicerContext
    ) -> evaluation_service_pb2.EvaluateCaseResponse:
        """Build the response."""
        refuse_ended(context)
        response = evaluation_service_pb2.EvaluateCaseResponse()
        fill_decision(response.decision, self.decision, list(request.case.facts))
        return response


def main() -> None:
    """Serve the echo on the port given."""
    configure_logs()
    serve.Evaluations = Echo  # type: ignore[misc]  # the one place where the echo differs
    serving = serve.start(Application.load(Path(sys.argv[2])), "127.0.0.1", int(sys.argv[1]))
    print(serving.port, flush=True)
    serve.serve_until_told(serving, grace=1)


if __name__ == "__main__":
    main()
