"""The standard health service, whose open watches do not hold up a stop."""

import asyncio
from collections.abc import Collection
from typing import TypeAlias

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

Asked = health_pb2.HealthCheckRequest
Answer = health_pb2.HealthCheckResponse
Context: TypeAlias = "grpc.aio.ServicerContext[Asked, Answer]"


class Health(health_pb2_grpc.HealthServicer):
    """Health by service: serving, until the server stops.

    A watch is a call without an end, so a server that waits for its calls would wait for the whole grace:
    this one ends the watches itself. The library's own service holds a lock while it writes to a watcher,
    so that one who does not read could keep a stop from the others.
    """

    def __init__(self, services: Collection[str]) -> None:
        """Serve so many services, and the server as a whole."""
        self._services = frozenset({"", *services})
        self._stopped = asyncio.Event()

    async def Check(self, request: Asked, context: Context) -> Answer:  # noqa: N802 - the contract's name
        """Return the status of a service."""
        if request.service not in self._services:
            await context.abort(grpc.StatusCode.NOT_FOUND)
        return self._status(request.service)

    async def Watch(self, request: Asked, context: Context) -> None:  # noqa: N802 - the contract's name
        """Send the status of a service now and when it changes; then end."""
        told = self._status(request.service)
        await context.write(told)
        await self._stopped.wait()
        if (now := self._status(request.service)) != told:
            await context.write(now)

    def _status(self, service: str) -> Answer:
        if service not in self._services:
            return Answer(status=Answer.SERVICE_UNKNOWN)
        return Answer(status=Answer.NOT_SERVING if self._stopped.is_set() else Answer.SERVING)

    def stop(self) -> None:
        """Tell every watcher that nothing is served any more, and end its call."""
        self._stopped.set()
