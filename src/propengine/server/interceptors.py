"""The outermost interceptor: it catches everything, and writes one log line for each call."""

import time
from collections.abc import Callable, Iterator
from typing import Any, Final, NoReturn

import grpc
import structlog
from google.rpc import code_pb2
from grpc_status import rpc_status

from propengine.server import calls
from propengine.server.errors import Failure, failure_of, undecodable
from propengine.server.faults import CallEndedError

_QUIET: Final = ("/grpc.health.", "/grpc.reflection.")
"""Services that probes call every few seconds: their calls are logged for debugging only."""


class _Undecodable:
    """Stands for a request whose bytes are no message."""


class _UndecodableError(Exception):
    """A request in a stream is no message."""


class Guard(grpc.ServerInterceptor):
    """Maps every failure of every method by `errors`, and logs every call."""

    def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], "grpc.RpcMethodHandler[Any, Any] | None"],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        """Return the method's handler, guarded."""
        handler = continuation(handler_call_details)
        if handler is None:
            return None
        return _Guarded(handler, handler_call_details.method).handler()


class _Guarded:
    """One method, guarded."""

    def __init__(self, handler: Any, method: str) -> None:
        self.inner = handler
        self.method = method

    def handler(self) -> "grpc.RpcMethodHandler[Any, Any]":
        inner = self.inner
        deserializer = self.deserialize if inner.request_deserializer else None
        arguments = {"request_deserializer": deserializer, "response_serializer": inner.response_serializer}
        if not inner.response_streaming:
            make = (
                grpc.stream_unary_rpc_method_handler
                if inner.request_streaming
                else grpc.unary_unary_rpc_method_handler
            )
            self.behaviour = inner.stream_unary or inner.unary_unary
            return make(self.unary, **arguments)
        self.behaviour = inner.stream_stream or inner.unary_stream
        if getattr(self.behaviour, "experimental_non_blocking", False):
            unchanged: grpc.RpcMethodHandler[Any, Any] = inner  # Health.Watch: a wrapper would hold a thread
            return unchanged
        make = (
            grpc.stream_stream_rpc_method_handler
            if inner.request_streaming
            else grpc.unary_stream_rpc_method_handler
        )
        return make(self.stream, **arguments)

    def deserialize(self, data: bytes) -> Any:
        try:
            return self.inner.request_deserializer(data)
        except Exception:  # noqa: BLE001 - the parser's own text must not leave
            return _Undecodable()

    def unary(self, request: Any, context: grpc.ServicerContext) -> Any:
        call = _Call(self.method, context)
        try:
            response = self.behaviour(self.readable(request), context)
        except Exception as error:  # noqa: BLE001 - the outermost place
            call.fail(error)
        call.end()
        return response

    def stream(self, request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        call = _Call(self.method, context)
        try:
            yield from self.behaviour(self.readable(request), context)
        except Exception as error:  # noqa: BLE001 - the outermost place
            call.fail(error)
        call.end()

    def readable(self, request: Any) -> Any:
        if self.inner.request_streaming:
            return map(_decoded, request)
        return _decoded(request)


def _decoded(request: Any) -> Any:
    if isinstance(request, _Undecodable):
        raise _UndecodableError
    return request


class _Call:
    """One call, from its start to its log line."""

    def __init__(self, method: str, context: grpc.ServicerContext) -> None:
        self.method = method
        self.context = context
        self.started = time.perf_counter()
        self.record = calls.CallRecord()
        calls.CURRENT.set(self.record)

    def fail(self, error: Exception) -> NoReturn:
        """Tell the caller, write the line, and end the call.

        Raises:
            Exception: always, from grpc.
        """
        if isinstance(error, _UndecodableError):
            failure = undecodable()
        elif isinstance(error, grpc.RpcError) and not self.context.is_active():
            failure = failure_of(CallEndedError(expired=False))
        else:
            failure = failure_of(error)
        self._log(failure)
        self.context.abort_with_status(rpc_status.to_status(failure.status))
        raise AssertionError  # abort_with_status always raises

    def end(self) -> None:
        """Write the line."""
        self._log(None)

    def _log(self, failure: Failure | None) -> None:
        calls.CURRENT.set(None)
        logger = structlog.get_logger()
        write = logger.debug if self.method.startswith(_QUIET) else logger.info
        code = self.context.code()  # type: ignore[attr-defined]  # not in the stubs
        if failure is not None:
            told = code_pb2.Code.Name(failure.status.code)
        else:
            told = "OK" if code is None else getattr(code, "name", str(code))
        fields = {
            "jurisdiction": self.record.jurisdiction,
            "status": self.record.status,
            "ruleset": self.record.ruleset_digest,
            "reason": failure.reason if failure is not None else "",
            "incident": failure.incident if failure is not None else "",
        }
        duration = round((time.perf_counter() - self.started) * 1000, 3)
        write(
            "call",
            method=self.method,
            code=told,
            duration_ms=duration,
            **{k: v for k, v in fields.items() if v},
        )
