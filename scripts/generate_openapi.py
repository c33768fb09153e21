"""Writes deploy/openapi.json from the contract and its HTTP annotations: what a court with REST alone reads.

    python -m scripts.generate_openapi [OUTPUT]

OpenAPI 3.1. The names are those of protojson in lowerCamel, the texts the comments of the protos. An object
takes no other fields than are listed, as the service does.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final, TypeAlias

from google.protobuf import descriptor_pb2

from propengine.notation.schema import DIALECT
from scripts.generate_protos import HTTP, PROTOS, ROOT, descriptors

OUTPUT = ROOT / "deploy" / "openapi.json"

Json: TypeAlias = dict[str, Any]
Field: TypeAlias = descriptor_pb2.FieldDescriptorProto
STATUS: Final = ".google.rpc.Status"
OWN: Final = "propengine.v1."
PAGES: Final = "Each reason of an error has its page in `docs/errors/`."
SCALARS: Final[Mapping[int, Json]] = {
    Field.TYPE_STRING: {"type": "string"},
    Field.TYPE_BOOL: {"type": "boolean"},
    Field.TYPE_INT32: {"type": "integer", "format": "int32"},
    Field.TYPE_INT64: {"type": ["string", "integer"], "format": "int64", "pattern": "^-?[0-9]+$"},
}
"""How protojson writes a scalar, or takes it; one that is not listed stands in no proto of ours."""
ANY: Final[Json] = {
    "type": "object",
    "description": "A message with its type, such as `type.googleapis.com/google.rpc.ErrorInfo`.",
    "properties": {"@type": {"type": "string"}},
    "required": ["@type"],
}


@dataclass(frozen=True)
class Described:
    """Every message and enum by its full name, and what the comments say of each part by its full name."""

    messages: Mapping[str, descriptor_pb2.DescriptorProto]
    enums: Mapping[str, descriptor_pb2.EnumDescriptorProto]
    comments: Mapping[str, str]
    services: tuple[tuple[str, descriptor_pb2.ServiceDescriptorProto], ...]


def described() -> Described:
    """Return the contract, with its comments.

    Raises:
        RuntimeError: protoc refused; it has printed why.
    """
    files = descriptors(PROTOS, "--include_source_info").file
    messages: dict[str, descriptor_pb2.DescriptorProto] = {}
    enums: dict[str, descriptor_pb2.EnumDescriptorProto] = {}
    comments: dict[str, str] = {}
    services: list[tuple[str, descriptor_pb2.ServiceDescriptorProto]] = []
    for file in files:
        package = f".{file.package}"
        for message in file.message_type:
            _collect(message, f"{package}.{message.name}", messages, enums)
        enums |= {f"{package}.{enum.name}": enum for enum in file.enum_type}
        services += [(f"{package}.{service.name}", service) for service in file.service]
        for place in file.source_code_info.location:
            if place.leading_comments:
                comments[_named(file, place.path)] = _flowing(place.leading_comments)
    return Described(messages, enums, comments, tuple(services))


def _collect(
    message: descriptor_pb2.DescriptorProto,
    name: str,
    messages: dict[str, descriptor_pb2.DescriptorProto],
    enums: dict[str, descriptor_pb2.EnumDescriptorProto],
) -> None:
    messages[name] = message
    enums |= {f"{name}.{enum.name}": enum for enum in message.enum_type}
    for inner in message.nested_type:
        _collect(inner, f"{name}.{inner.name}", messages, enums)


def _named(file: descriptor_pb2.FileDescriptorProto, path: Iterable[int]) -> str:
    """Return the full name of what a path of numbers leads to: which list of a descriptor, which in it."""
    here: Any = file
    name = f".{file.package}"
    steps = iter(path)
    for number in steps:
        field = here.DESCRIPTOR.fields_by_number[number]
        index = next(steps, None)
        if index is None or not field.is_repeated or field.message_type is None:
            return f"{name}#{field.name}"
        here = getattr(here, field.name)[index]
        name = f"{name}.{here.name}" if hasattr(here, "name") else f"{name}#"
    return name


def _flowing(comment: str) -> str:
    """Return a comment with a line for each paragraph."""
    paragraphs = re.split(r"\n\s*\n", comment.strip())
    return "\n\n".join(" ".join(line.strip() for line in part.splitlines()) for part in paragraphs)


def short(name: str) -> str:
    """Return the name of a message or enum in the document: our own without the package."""
    return name.removeprefix(".").removeprefix(OWN)


def document(of: Described) -> Json:
    """Return the document."""
    wanted = [STATUS]
    paths: dict[str, Json] = {}
    for service_name, service in of.services:
        for method in service.method:
            for path, verb, operation in _operations(
                of, f"{service_name}.{method.name}", service.name, method
            ):
                paths.setdefault(path, {})[verb] = operation
                wanted += [method.input_type, method.output_type]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "propengine",
            "version": "v1",
            "description": f"{of.comments['.propengine.v1.EvaluationService']} {PAGES}",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"certificate": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"certificate": {"type": "mutualTLS"}},
            "schemas": dict(sorted(_schemas(of, wanted))),
        },
    }


def _operations(
    of: Described, name: str, tag: str, method: descriptor_pb2.MethodDescriptorProto
) -> Iterator[tuple[str, str, Json]]:
    """Yield path, verb and operation of a method that has an address."""
    rule = method.options.Extensions[HTTP]
    verb = rule.WhichOneof("pattern")
    if verb is None:
        return
    bound: list[str] = []

    def parameter(match: re.Match[str]) -> str:
        bound.append(match["field"])
        return re.sub(r"(\w+)s/\*", r"\1s/{\1}", match["pattern"])

    path = re.sub(r"\{(?P<field>\w+)=(?P<pattern>[^}]+)\}", parameter, getattr(rule, verb))
    parameters: list[Json] = [
        {"name": part, "in": "path", "required": True, "schema": {"type": "string"}}
        for part in re.findall(r"\{(\w+)\}", path)
    ]
    operation: Json = {"operationId": method.name, "tags": [tag], "description": of.comments[name]}
    if rule.body:
        content = {"application/json": {"schema": _reference(method.input_type)}}
        operation["requestBody"] = {"required": True, "content": content}
    else:
        parameters += [
            {
                "name": field.json_name,
                "in": "query",
                "description": of.comments[f"{method.input_type}.{field.name}"],
                "schema": _value(field),
            }
            for field in of.messages[method.input_type].field
            if field.name not in bound
        ]
    if parameters:
        operation["parameters"] = parameters
    operation["responses"] = {
        "200": _response(method.output_type, "The answer."),
        "default": _response(STATUS, f"Why there is none: a code of gRPC, and its details. {PAGES}"),
    }
    yield path, verb, operation


def _response(name: str, description: str) -> Json:
    return {"description": description, "content": {"application/json": {"schema": _reference(name)}}}


def _reference(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{short(name)}"}


def _value(field: Field) -> Json:
    """Return the schema of one value of a field."""
    if field.type_name == ".google.protobuf.Any":
        return ANY
    return _reference(field.type_name) if field.type_name else dict(SCALARS[field.type])


def _schemas(of: Described, wanted: list[str]) -> Iterator[tuple[str, Json]]:
    """Yield the schema of everything that is wanted, and of what that refers to."""
    waiting, seen = list(wanted), set()
    while waiting:
        name = waiting.pop()
        if name in seen or name == ".google.protobuf.Any":
            continue
        seen.add(name)
        if name in of.enums:
            yield short(name), _enum(of, name)
            continue
        message = of.messages[name]
        if not message.options.map_entry:
            yield short(name), _message(of, name)
        waiting += [field.type_name for field in message.field if field.type_name]


def _enum(of: Described, name: str) -> Json:
    values = of.enums[name].value
    told = (f"- `{value.name}`: {of.comments.get(f'{name}.{value.name}', '')}" for value in values)
    description = "\n".join([of.comments.get(name, ""), "", *told])
    return {"type": "string", "description": description, "enum": [value.name for value in values]}


def _message(of: Described, name: str) -> Json:
    message = of.messages[name]
    comments = {field.name: of.comments.get(f"{name}.{field.name}", "") for field in message.field}
    required = [field.json_name for field in message.field if comments[field.name].startswith("Required.")]
    schema: Json = {
        "type": "object",
        "description": of.comments.get(name, ""),
        "properties": {field.json_name: _field(of, field, comments[field.name]) for field in message.field},
        "additionalProperties": False,
    }
    if required:
        schema["required"] = required
    clashes = [
        {"required": sorted(pair)}
        for index in range(len(message.oneof_decl))
        for pair in combinations(
            [
                field.json_name
                for field in message.field
                if field.HasField("oneof_index") and field.oneof_index == index
            ],
            2,
        )
    ]
    if clashes:
        schema["not"] = {"anyOf": clashes}
    return schema


def _field(of: Described, field: Field, comment: str) -> Json:
    entry = of.messages.get(field.type_name)
    if entry is not None and entry.options.map_entry:
        value = next(inner for inner in entry.field if inner.name == "value")
        return {"type": "object", "description": comment, "additionalProperties": _value(value)}
    if field.label == Field.LABEL_REPEATED:
        return {"type": "array", "description": comment, "items": _value(field)}
    return {**_value(field), "description": comment}


def decision(of: Described) -> Json:
    """Return the JSON Schema of an answer, as protojson writes it."""
    found = dict(sorted(_schemas(of, [".propengine.v1.Decision"])))
    text = json.dumps(found, ensure_ascii=False).replace("#/components/schemas/", "#/$defs/")
    return {
        "$schema": DIALECT,
        "title": "An answer of propengine",
        "$ref": "#/$defs/Decision",
        "$defs": json.loads(text),
    }


def text() -> str:
    """Return the document as it stands in its file.

    Raises:
        RuntimeError: protoc refused; it has printed why.
    """
    return json.dumps(document(described()), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the document; 1 with a sentence if that is impossible."""
    try:
        found = text()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    (Path(arguments[0]) if arguments else OUTPUT).write_text(found, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
