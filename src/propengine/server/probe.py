"""Asks a server over the standard health service whether it serves: the health check of the container image.

    python -m propengine.server.probe localhost:50051

Exit code 0 if it serves, 1 if it does not or nobody answers.
"""

import sys
from typing import Any, Final

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

_SECONDS: Final = 3.0
_DIRECTLY: Final = (("grpc.enable_http_proxy", 0),)
"""The server is beside the probe; a proxy that the environment names is for what is outside."""


def serves(address: str) -> bool:
    """Tell whether the server at an address says that it serves, within three seconds."""
    with grpc.insecure_channel(address, _DIRECTLY) as channel:
        health: Any = health_pb2_grpc.HealthStub(channel)
        try:
            answer = health.Check(health_pb2.HealthCheckRequest(), timeout=_SECONDS)
        except grpc.RpcError:
            return False
    return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)


if __name__ == "__main__":
    sys.exit(0 if serves(sys.argv[1]) else 1)
