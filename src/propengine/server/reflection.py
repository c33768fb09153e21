"""The standard reflection service, in both of its versions.

The library has v1alpha alone. v1 has the same messages, field by field, under another package, so that the
library's own service answers both; only the description of v1, which clients may ask for, is made here.
"""

from collections.abc import Iterable
from typing import Final

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection, reflection_pb2

V1ALPHA: Final = reflection.SERVICE_NAME
V1: Final = V1ALPHA.replace(".v1alpha.", ".v1.")
_METHOD: Final = "ServerReflectionInfo"


def add_reflection(services: Iterable[str], server: grpc.aio.Server) -> None:
    """Let clients ask for the descriptions of services, of health and of reflection itself."""
    _describe_v1()
    health = health_pb2.DESCRIPTOR.services_by_name["Health"].full_name
    servicer = reflection.aio.ReflectionServicer((*services, health, V1ALPHA, V1))
    handler = grpc.stream_stream_rpc_method_handler(
        servicer.ServerReflectionInfo,
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    versions = (grpc.method_handlers_generic_handler(name, {_METHOD: handler}) for name in (V1ALPHA, V1))
    server.add_generic_rpc_handlers(tuple(versions))


def _describe_v1() -> None:
    """Add the description of v1 to those that are known; adding the same again changes nothing."""
    file = descriptor_pb2.FileDescriptorProto()
    reflection_pb2.DESCRIPTOR.CopyToProto(file)
    file.ClearField("options")
    file.name, file.package = "grpc/reflection/v1/reflection.proto", V1.rpartition(".")[0]
    alpha, v1 = f".{reflection_pb2.DESCRIPTOR.package}.", f".{file.package}."
    fields = (field for message in file.message_type for field in message.field if field.type_name)
    for field in fields:
        field.type_name = field.type_name.replace(alpha, v1)
    for method in (method for service in file.service for method in service.method):
        method.input_type = method.input_type.replace(alpha, v1)
        method.output_type = method.output_type.replace(alpha, v1)
    descriptor_pool.Default().AddSerializedFile(file.SerializeToString())
