"""One gRPC server in one event loop: what it serves, with which limits, and how it stops."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import grpc
from grpc_health.v1 import health_pb2_grpc

from propengine.contract.application import Application
from propengine.server.executor import Executor
from propengine.server.health import Health
from propengine.server.interceptors import Guard
from propengine.server.json_bodies import add_json_bodies
from propengine.server.ports import PortInUseError, address_of
from propengine.server.reflection import add_reflection
from propengine.server.services import Evaluations, Rulesets
from propengine.server.settings import Settings
from propengine.server.streams import Streams
from propengine.server.tally import Counts
from propengine.v1 import (
    evaluation_service_pb2,
    evaluation_service_pb2_grpc,
    ruleset_service_pb2,
    ruleset_service_pb2_grpc,
)

MOST_BYTES: Final = 4 * 1024 * 1024
"""No request is longer. It is also what clients take of an answer, unless told otherwise."""
MOST_PENDING: Final = 1_000_000
"""So many calls may have arrived before the event loop looks at them."""
MOST_PENDING_SECONDS: Final = 3600
"""So long a call may wait for that: its own deadline ends it, not the transport's thirty seconds."""
READ_AHEAD_BYTES: Final = 64 * 1024
"""So much of a stream waits in the server for its turn; the rest waits with the client."""
PING_SECONDS: Final = 60
"""A client that is silent for so long is asked whether it is still there."""
PONG_SECONDS: Final = 20
"""A client that does not answer for so long has vanished."""
LEAST_PING_SECONDS: Final = 30
"""Clients may ask the same of the server so often, with or without open calls."""
_EVALUATION: Final = evaluation_service_pb2.DESCRIPTOR.services_by_name["EvaluationService"]
_RULESET: Final = ruleset_service_pb2.DESCRIPTOR.services_by_name["RulesetService"]
SERVICES: Final = (_EVALUATION.full_name, _RULESET.full_name)


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that listens.

    Attributes:
        server: the server.
        health: its health.
        streams: the streams that are open.
        executor: the thread that decides.
        port: its port.
        counts: what was counted of its calls.
    """

    server: grpc.aio.Server
    health: Health
    streams: Streams
    executor: Executor
    port: int
    counts: Counts

    async def stop(self, grace: float) -> None:
        """Stop: say so, refuse new calls, end watches and streams, and give other calls some seconds."""
        self.health.stop()
        self.streams.stop()
        await self.server.stop(grace)
        self.executor.close()


async def start(application: Application, settings: Settings, port: int) -> Serving:
    """Start to serve; the port 0 picks a free one.

    Raises:
        PortInUseError: the address cannot be listened on.
    """
    executor = Executor()
    counts: Counts = Counter()
    server = grpc.aio.server(interceptors=[Guard(counts)], options=tuple(_options(settings)))
    evaluations = Evaluations(application, executor, settings)
    evaluation_service_pb2_grpc.add_EvaluationServiceServicer_to_server(evaluations, server)
    rulesets = Rulesets(application, executor)
    ruleset_service_pb2_grpc.add_RulesetServiceServicer_to_server(rulesets, server)
    add_json_bodies(((_EVALUATION, evaluations), (_RULESET, rulesets)), executor, server)
    health = Health(SERVICES)
    health_pb2_grpc.add_HealthServicer_to_server(health, server)
    if settings.reflection:
        add_reflection(SERVICES, server)
    address = address_of(settings.host, port)
    try:
        bound = server.add_insecure_port(address)
    except RuntimeError:
        raise PortInUseError(address) from None
    await server.start()
    return Serving(server, health, evaluations.streams, executor, bound, counts)


def _options(settings: Settings) -> Iterable[tuple[str, Any]]:
    """Yield what the transport is told."""
    thousand = 1000
    yield "grpc.max_receive_message_length", MOST_BYTES
    yield "grpc.so_reuseport", 1
    # A stream is read ahead by no more than this: the transport would find out how much more the line bears.
    yield "grpc.http2.bdp_probe", 0
    yield "grpc.http2.lookahead_bytes", READ_AHEAD_BYTES
    # Beyond these the transport cancels calls at random, without a reason; our own limit gives one.
    yield "grpc.server.max_pending_requests", MOST_PENDING
    yield "grpc.server.max_pending_requests_hard_limit", MOST_PENDING
    yield "grpc.server_max_unrequested_time_in_server", MOST_PENDING_SECONDS
    yield "grpc.max_connection_age_ms", int(settings.connection_age * thousand)
    yield "grpc.keepalive_time_ms", PING_SECONDS * thousand
    yield "grpc.keepalive_timeout_ms", PONG_SECONDS * thousand
    yield "grpc.keepalive_permit_without_calls", 1
    yield "grpc.http2.min_ping_interval_without_data_ms", LEAST_PING_SECONDS * thousand
