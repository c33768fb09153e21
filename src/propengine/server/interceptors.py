"""The outermost interceptor: it catches everything, and writes one log line for each call."""

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, Final, NoReturn, TypeAlias

import grpc
import structlog
from google.rpc import code_pb2
from grpc_status import rpc_status

from propengine.server import call_log
from propengine.server.deadline import CallEndedError
from propengine.server.errors import Failure, failure_of, undecodable

_QUIET: Final = ("/grpc.health.", "/grpc.reflection.")
"""Services that probes call every few seconds: their calls are logged for debugging only."""

Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


class _Undecodable:
    """Stands for a request whose bytes are no message."""


class _UndecodableError(Exception):
    """A request is no message."""


class Guard(grpc.aio.ServerInterceptor):
    """Maps every failure of every method by `errors`, and logs every call."""

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], "Awaitable[Handler | None]"],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "Handler | None":
        """Return the method's handler, guarded."""
        handler = await continuation(handler_call_details)
        return None if handler is None else _Guarded(handler, handler_call_details.method).handler()


class _Guarded:
    """One method, guarded."""

    def __init__(self, handler: Any, method: str) -> None:
        self.inner = handler
        self.method = method
        self.behaviour = (
            handler.unary_unary or handler.stream_unary or handler.unary_stream or handler.stream_stream
        )

    def handler(self) -> Handler:
        inner = self.inner
        deserializer = self.deserialize if inner.request_deserializer else None
        arguments = {"request_deserializer": deserializer, "response_serializer": inner.response_serializer}
        make: Any
        if inner.response_streaming:
            make = grpc.unary_stream_rpc_method_handler
            if inner.request_streaming:
                make = grpc.stream_stream_rpc_method_handler
            return make(self.stream, **arguments)  # type: ignore[no-any-return]  # chosen above
        make = grpc.unary_unary_rpc_method_handler
        if inner.request_streaming:
            make = grpc.stream_unary_rpc_method_handler
        return make(self.unary, **arguments)  # type: ignore[no-any-return]  # chosen above

    def deserialize(self, data: bytes) -> Any:
        try:
            return self.inner.request_deserializer(data)
        except Exception:  # noqa: BLE001 - the parser's own text must not leave
            return _Undecodable()

    async def unary(self, request: Any, context: Context) -> Any:
        call = _Call(self.method, context)
        try:
            response = await self.behaviour(self.readable(request), context)
        except asyncio.CancelledError:
            call.end_early()
            raise
        except Exception as error:  # noqa: BLE001 - the outermost place
            await call.fail(error)
        call.end()
        return response

    async def stream(self, request: Any, context: Context) -> None:
        call = _Call(self.method, context)
        try:
            await self.answer(self.readable(request), context)
        except asyncio.CancelledError:
            call.end_early()
            raise
        except Exception as error:  # noqa: BLE001 - the outermost place
            await call.fail(error)
        call.end()

    async def answer(self, request: Any, context: Context) -> None:
        """Serve both kinds of method: those that write, and those that yield."""
        if not inspect.isasyncgenfunction(self.behaviour):
            await self.behaviour(request, context)
            return
        async with aclosing(self.behaviour(request, context)) as responses:
            async for response in responses:
                await context.write(response)

    def readable(self, request: Any) -> Any:
        if self.inner.request_streaming:
            return _each_decoded(request)
        return _decoded(request)


def _decoded(request: Any) -> Any:
    if isinstance(request, _Undecodable):
        raise _UndecodableError
    return request


async def _each_decoded(requests: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async for request in requests:
        yield _decoded(request)


class _Call:
    """One call, from its start to its log line."""

    def __init__(self, method: str, context: Context) -> None:
        self.method = method
        self.context = context
        self.started = time.perf_counter()
        self.record = call_log.CallRecord()
        call_log.CURRENT.set(self.record)

    async def fail(self, error: Exception) -> NoReturn:
        """Tell the caller, write the line, and end the call.

        Raises:
            Exception: always, from grpc.
        """
        if isinstance(error, grpc.aio.AbortError):
            self.end()
            raise error
        if isinstance(error, grpc.aio.InternalError):  # the connection is gone while an answer is written
            self._log(self.ended())
            raise error
        failure = undecodable() if isinstance(error, _UndecodableError) else failure_of(error)
        self._log(failure)
        await self.context.abort_with_status(rpc_status.to_status(failure.status))
        raise AssertionError  # abort_with_status always raises

    def end_early(self) -> None:
        """Write the line of a call that nobody waits for any more."""
        self._log(self.ended())

    def ended(self) -> Failure:
        """Return what is said of it."""
        left: float | None = self.context.time_remaining()
        return failure_of(CallEndedError(expired=left is not None and left <= 0))

    def end(self) -> None:
        """Write the line."""
        self._log(None)

    def _log(self, failure: Failure | None) -> None:
        logger = structlog.get_logger()
        write = logger.debug if self.method.startswith(_QUIET) else logger.info
        fields: dict[str, object] = self.record.fields()
        if failure is not None:
            told = code_pb2.Code.Name(failure.status.code)
            fields["reason"] = failure.reason
            if failure.incident:
                fields["incident"] = failure.incident
        else:
            code: Any = self.context.code()
            told = getattr(code, "name", "OK") if code else "OK"
        duration = round((time.perf_counter() - self.started) * 1000, 3)
        write("call", method=self.method, code=told, duration_ms=duration, **fields)
