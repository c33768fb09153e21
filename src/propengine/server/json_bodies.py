"""JSON as a proxy hands it over: read here, as strictly as a file.

A proxy that makes messages of JSON passes over names that it does not know, so that a misspelt one would
count as not stated. It leaves a body as it came (`google.api.HttpBody`), for methods of the same names in
services of their own; what an address asks it reads strictly itself.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final, TypeAlias

import grpc
from google.api import annotations_pb2, httpbody_pb2
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message

from propengine.contract.protojson import read_body
from propengine.server.deadline import Deadline
from propengine.server.executor import Executor

PACKAGE: Final = "propengine.json"
"""Where those services are; their names are the contract's."""

_HTTP: Final[Any] = annotations_pb2.http
"""Its stub does not say whose extension it is."""

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
_Method: TypeAlias = Callable[[Any, Context], Awaitable[Message]]


def takes_a_body(method: MethodDescriptor) -> bool:
    """Return whether the contract gives a method an address to which a body is sent."""
    return bool(method.GetOptions().Extensions[_HTTP].body)


def add_json_bodies(
    services: Iterable[tuple[ServiceDescriptor, object]], executor: Executor, server: grpc.aio.Server
) -> None:
    """Let a proxy hand over bodies for the methods of services that take one; the executor reads them."""
    for descriptor, servicer in services:
        handlers = {
            method.name: _handler(method, getattr(servicer, method.name), executor)
            for method in descriptor.methods
            if takes_a_body(method)
        }
        handler = grpc.method_handlers_generic_handler(f"{PACKAGE}.{descriptor.name}", handlers)
        server.add_generic_rpc_handlers((handler,))


def _handler(method: MethodDescriptor, answer: _Method, executor: Executor) -> Any:
    asked = message_factory.GetMessageClass(method.input_type)
    answered = message_factory.GetMessageClass(method.output_type)

    async def respond(body: httpbody_pb2.HttpBody, context: Context) -> Message:
        deadline = Deadline(context.time_remaining())
        request = await executor.run(lambda _still_wanted: read_body(body.data, asked()), deadline)
        return await answer(request, context)

    return grpc.unary_unary_rpc_method_handler(
        respond, httpbody_pb2.HttpBody.FromString, answered.SerializeToString
    )
