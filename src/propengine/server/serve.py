"""The server: it starts when every ruleset is sound, and stops without breaking a call off."""

import errno
import gc
import socket
from concurrent import futures
from dataclasses import dataclass
from typing import Final

import grpc
import structlog
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from propengine.server import signals
from propengine.server.application import Application
from propengine.server.health import Health
from propengine.server.interceptors import Guard
from propengine.server.services import Evaluations, Rulesets
from propengine.v1 import (
    evaluation_service_pb2,
    evaluation_service_pb2_grpc,
    ruleset_service_pb2,
    ruleset_service_pb2_grpc,
)

MOST_BYTES: Final = 4 * 1024 * 1024
THREADS: Final = 4
SERVICES: Final = (
    evaluation_service_pb2.DESCRIPTOR.services_by_name["EvaluationService"].full_name,
    ruleset_service_pb2.DESCRIPTOR.services_by_name["RulesetService"].full_name,
)


class PortInUseError(Exception):
    """The address cannot be listened on.

    Attributes:
        address: which.
    """

    def __init__(self, address: str) -> None:
        """Keep the address."""
        self.address = address
        super().__init__(
            f"cannot listen on {address}: another program has the port, or the host is not this one"
        )


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that listens.

    Attributes:
        server: the server.
        health: its health.
        port: its port.
    """

    server: grpc.Server
    health: Health
    port: int

    def stop(self, grace: float) -> None:
        """Stop: say so, refuse new calls, and give open ones some seconds to end."""
        self.health.stop()
        self.server.stop(grace).wait()


def start(application: Application, host: str, port: int, *, with_reflection: bool = True) -> Serving:
    """Start to serve; the port 0 picks a free one.

    Raises:
        PortInUseError: the address cannot be listened on.
    """
    # What is loaded lives as long as the process; left to the collector it doubles the slowest answers.
    gc.collect()
    gc.freeze()
    server = grpc.server(
        futures.ThreadPoolExecutor(THREADS, thread_name_prefix="propengine"),
        interceptors=[Guard()],
        options=(("grpc.max_receive_message_length", MOST_BYTES), ("grpc.so_reuseport", 0)),
    )
    evaluation_service_pb2_grpc.add_EvaluationServiceServicer_to_server(Evaluations(application), server)
    ruleset_service_pb2_grpc.add_RulesetServiceServicer_to_server(Rulesets(application), server)
    health = Health()
    health_pb2_grpc.add_HealthServicer_to_server(health, server)
    if with_reflection:
        names = (
            *SERVICES,
            health_pb2.DESCRIPTOR.services_by_name["Health"].full_name,
            reflection.SERVICE_NAME,
        )
        reflection.enable_server_reflection(names, server)
    _refuse_taken(host, port)
    address = f"{host}:{port}"
    try:
        bound = server.add_insecure_port(address)
    except RuntimeError:
        raise PortInUseError(address) from None
    server.start()
    for service in SERVICES:
        health.serving(service)
    return Serving(server, health, bound)


def _refuse_taken(host: str, port: int) -> None:
    """Ask the system whether the port is free: it says so without the transport's own noise."""
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise PortInUseError(f"{host}:{port}") from None
    for family, kind, protocol, _, place in places:
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(place)
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise PortInUseError(f"{host}:{port}") from None


def serve_until_told(serving: Serving, grace: float) -> None:
    """Serve until a signal that was held back says to stop, then stop."""
    signals.wait()
    logger = structlog.get_logger()
    logger.info("stopping", grace_s=grace)
    serving.stop(grace)
    logger.info("stopped")
