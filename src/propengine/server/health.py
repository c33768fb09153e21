"""The standard health service, whose open watches do not hold up a stop."""

import threading
from collections.abc import Callable
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2

Send = Callable[[health_pb2.HealthCheckResponse | None], None]
"""Sends a response of a watch; None ends it."""


class Health(health.HealthServicer):
    """Health by service; when the server stops, it ends the watches itself.

    A watch is a call without an end, so a server that waits for its calls would wait for the whole grace.
    """

    def __init__(self) -> None:
        """Serve watches without holding a thread for each."""
        super().__init__(experimental_non_blocking=True)
        self._watches: set[Send] = set()
        self._of_watches = threading.Lock()

    def Watch(  # noqa: N802 - the contract's name
        self,
        request: health_pb2.HealthCheckRequest,
        context: grpc.ServicerContext,
        send_response_callback: Send | None = None,
    ) -> Any:
        """Send the status of a service now, and whenever it changes."""
        if send_response_callback is not None:
            send = send_response_callback
            with self._of_watches:
                self._watches.add(send)
            context.add_callback(lambda: self._forget(send))
        return super().Watch(request, context, send_response_callback)

    def _forget(self, send: Send) -> None:
        with self._of_watches:
            self._watches.discard(send)

    def stop(self) -> None:
        """Tell every watcher that nothing is served any more, then end its call."""
        self.enter_graceful_shutdown()
        with self._of_watches:
            watches = list(self._watches)
        for send in watches:
            send(None)

    def serving(self, service: str) -> None:
        """Say that a service is ready."""
        self.set(service, health_pb2.HealthCheckResponse.SERVING)
