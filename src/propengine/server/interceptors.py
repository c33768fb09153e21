"""The outermost interceptor: it catches everything, and writes one log line for each call."""

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any, Final, NoReturn, TypeAlias

import grpc
import structlog
from google.rpc import code_pb2
from grpc_status import rpc_status

from propengine.server import call_log
from propengine.server.call_log import CallRecord
from propengine.server.deadline import CallEndedError
from propengine.server.errors import Failure, failure_of, undecodable
from propengine.server.peers import peer_of, request_id_of
from propengine.server.tally import Counts, count_call

_QUIET: Final = ("/grpc.health.", "/grpc.reflection.")
"""Services that probes call every few seconds: their calls are logged for debugging only."""

_MOST_METHOD: Final = 128
"""So many characters of the name of a method are logged: a caller may name what there is not."""
_NO_METHOD: Final = "NO_SUCH_METHOD"
_NO_REQUEST: Final = "NO_REQUEST"
"""The transport ended the call: its request was too large, or the caller went away before it was there. What
the caller was told is the transport's own."""

Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


class _Undecodable:
    """Stands for a request whose bytes are no message."""


class _UndecodableError(Exception):
    """A request is no message."""


class Guard(grpc.aio.ServerInterceptor):
    """Maps every failure of every method by `errors`, and logs and counts every call."""

    def __init__(self, counts: Counts) -> None:
        """Count into these."""
        self._counts = counts

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], "Awaitable[Handler | None]"],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "Handler | None":
        """Return the method's handler, guarded.

        A call that ends before it reaches the handler leaves its line here: that of a method that there is
        not, and one whose request never came whole.
        """
        handler = await continuation(handler_call_details)
        arrived = _Arrived(handler_call_details, self._counts)
        if handler is None:
            arrived.method_known = False
            arrived.end("UNIMPLEMENTED", _NO_METHOD, {})
            return None
        guarded = _Guarded(handler, arrived)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - grpc.aio has a task for each call
        task.add_done_callback(guarded.left)
        return guarded.handler()


class _Arrived:
    """A call when it arrives, of which nothing is known yet but what was sent ahead of its request."""

    def __init__(self, details: grpc.HandlerCallDetails, counts: Counts) -> None:
        self.method = details.method
        self.method_known = True
        self.counts = counts
        self.request_id = request_id_of(details.invocation_metadata or ())
        self.started = time.perf_counter()

    def end(
        self, code: str, reason: str, fields: Mapping[str, object], record: CallRecord | None = None
    ) -> None:
        """Count it, and write its line."""
        count_call(self.counts, self.method if self.method_known else "", code, reason, record)
        logger = structlog.get_logger()
        write = logger.debug if self.method.startswith(_QUIET) else logger.info
        write(
            "call",
            method=self.method[:_MOST_METHOD],
            code=code,
            duration_ms=round((time.perf_counter() - self.started) * 1000, 3),
            request_id=self.request_id,
            **fields,
            **({"reason": reason} if reason else {}),
        )


class _Guarded:
    """One method, guarded, for one call."""

    def __init__(self, handler: Any, arrived: _Arrived) -> None:
        self.inner = handler
        self.arrived = arrived
        self.reached = False
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

    def left(self, _: object) -> None:
        """Write the line of a call that has ended without reaching the method."""
        if not self.reached:
            self.arrived.end("UNKNOWN", _NO_REQUEST, {})

    def begin(self, context: Context) -> "_Call":
        self.reached = True
        return _Call(self.arrived, context)

    async def unary(self, request: Any, context: Context) -> Any:
        call = self.begin(context)
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
        call = self.begin(context)
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
    """One call that has reached its method, until its log line."""

    def __init__(self, arrived: _Arrived, context: Context) -> None:
        self.arrived = arrived
        self.context = context
        self.record = CallRecord()
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
        fields: dict[str, object] = {"peer": peer_of(self.context.peer()), **self.record.fields()}
        reason = ""
        if failure is not None:
            told = code_pb2.Code.Name(failure.status.code)
            reason = failure.reason
            if failure.incident:
                fields["incident"] = failure.incident
        else:
            code: Any = self.context.code()
            told = getattr(code, "name", "OK") if code else "OK"
        self.arrived.end(told, reason, fields, self.record)
