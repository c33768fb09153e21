"""The standard health service, whose open watches do not hold up a stop."""

from typing import Any

from grpc_health.v1 import health, health_pb2


class Health(health.HealthServicer):
    """Health by service; at the end of a graceful stop it ends the watches itself.

    A watch is a call without an end, so a server that waits for its calls would wait for the whole grace.
    """

    def __init__(self) -> None:
        """Serve watches without holding a thread for each."""
        super().__init__(experimental_non_blocking=True)

    def stop(self) -> None:
        """Tell every watcher that nothing is served any more, then end its call."""
        self.enter_graceful_shutdown()
        with self._lock:
            watchers: list[Any] = [send for sends in self._send_response_callbacks.values() for send in sends]
        for send in watchers:
            send(None)

    def serving(self, service: str) -> None:
        """Say that a service is ready."""
        self.set(service, health_pb2.HealthCheckResponse.SERVING)
