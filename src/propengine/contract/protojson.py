"""A case, a kept answer or a request in protojson, read with every mistake placed.

The message library stops at the first mistake and does not always say where it is; here the whole text is
compared with the contract first.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

from propengine.contract.violations import RequestReason, RequestRefusedError, Violation, shown
from propengine.law.faults import near_miss
from propengine.v1 import case_pb2, decision_pb2

_Message = TypeVar("_Message", bound=Message)
_CASE: Final[Any] = case_pb2.Case.DESCRIPTOR

_LIKE: Final[Mapping[str, str]] = {
    "google.type.Date": '{"year": 2024, "month": 1, "day": 5}',
    "propengine.v1.FactValue": '{"boolean": true}',
    "propengine.v1.RecordValue": '{"boolean": true}',
    "propengine.v1.WordList": '{"words": ["one", "another"]}',
    "propengine.v1.RecordList": '{"records": [{"fields": {}}]}',
    "propengine.v1.Item": '{"substance": "cannabis", "amount": "24.9", "unit": "g"}',
}
"""What a message looks like in protojson, where people are apt to write something else."""


def read_case_text(text: str) -> case_pb2.Case:
    """Return the case that the text of a file holds in protojson.

    Raises:
        RequestRefusedError: it holds none, with every violation and its place.
    """
    return _read(text, case_pb2.Case(), "file")


def read_decision_text(text: str) -> decision_pb2.Decision:
    """Return the answer that the text of a file holds in protojson.

    Raises:
        RequestRefusedError: it holds none, with every violation and its place.
    """
    return _read(text, decision_pb2.Decision(), "file")


def read_body(data: bytes, target: _Message) -> _Message:
    """Return a message with what the body of a request holds in protojson, UTF-8 with or without its mark.

    Raises:
        RequestRefusedError: it holds no such message, with every violation and its place.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"expected UTF-8, found something else at byte {error.start + 1}"
        raise RequestRefusedError([_violation("(body)", message)]) from None
    return _read(text, target, "body")


def _read(text: str, target: _Message, source: str) -> _Message:
    """Return a message with what a text holds; the source is what the whole is called."""
    descriptor: Any = target.DESCRIPTOR
    name = str(descriptor.name)
    document = _parsed(text, name, source)
    violations = [_placed(violation, source) for violation in _of_message(document, descriptor, "")]
    if violations:
        raise RequestRefusedError(violations)
    try:
        return json_format.ParseDict(document, target)
    except json_format.ParseError as error:
        message = f"expected the protojson of a {name}: {error}"
        raise RequestRefusedError([_violation(f"({source})", message)]) from None


def _violation(path: str, message: str) -> Violation:
    return Violation(RequestReason.UNDECODABLE_REQUEST, path, message)


def _placed(violation: Violation, source: str) -> Violation:
    """Return a violation with a place, where it has no field."""
    return violation if violation.path else replace(violation, path=f"({source})")


class _RepeatedKeyError(Exception):
    """An object of JSON has a key twice. `key` is that key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(key)
        found[key] = value
    return found


def _parsed(text: str, name: str, source: str) -> Any:
    whole = f"({source})"
    if not text.strip():
        message = f"expected the protojson of a {name}, found nothing: the {source} is empty"
        raise RequestRefusedError([_violation(whole, message)])
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        violation = _violation(f"line {error.lineno}, column {error.colno}", f"expected JSON: {error.msg}")
    except _RepeatedKeyError as error:
        violation = _violation(
            whole, f"expected each key of an object once, found {shown(error.key)!r} twice"
        )
    except RecursionError:
        violation = _violation(
            whole, f"expected the protojson of a {name}, found JSON that is nested too deeply"
        )
    except ValueError:
        violation = _violation(whole, "expected numbers that fit 64 bits, found one with very many digits")
    raise RequestRefusedError([violation])


def _of_message(value: Any, descriptor: Descriptor, path: str) -> Iterator[Violation]:
    if not isinstance(value, dict):
        like = _LIKE.get(descriptor.full_name)
        expected = f"an object such as {like}" if like else "an object in braces"
        yield _violation(path, f"expected {expected}, found {_found(value)}")
        return
    fields = {name: field for field in descriptor.fields for name in (field.json_name, field.name)}
    stated: dict[str, str] = {}
    for key, inner in value.items():
        here = f"{path}.{shown(key)}" if path else shown(key)
        field = fields.get(key)
        if field is None:
            yield _violation(here, _unknown(key, descriptor))
            continue
        if inner is None:
            continue
        group = field.containing_oneof.name if field.containing_oneof is not None else field.name
        if group in stated:
            message = f"expected one of {stated[group]!r} and {shown(key)!r}, found both"
            yield _violation(path, message)
        stated[group] = key
        yield from _of_field(inner, field, here)


def _unknown(key: str, descriptor: Descriptor) -> str:
    known = [field.json_name for field in descriptor.fields]
    near = near_miss(key, known)
    hint = f"; did you mean {near!r}?" if near else ""
    if descriptor.full_name == _CASE.full_name and key == "case":
        hint = ": this is a request; give the case inside it"
    return f"expected a field of a {descriptor.name} ({', '.join(known)}), found {shown(key)!r}{hint}"


def _of_field(value: Any, field: FieldDescriptor, path: str) -> Iterator[Violation]:
    message = field.message_type
    if message is not None and message.GetOptions().map_entry:
        if not isinstance(value, dict):
            yield _violation(path, f"expected an object with a name for each, found {_found(value)}")
            return
        for name, inner in value.items():
            yield from _of_value(inner, message.fields_by_name["value"], f"{path}[{shown(name)}]")
    elif field.is_repeated:
        if not isinstance(value, list):
            yield _violation(path, f"expected a list in square brackets, found {_found(value)}")
            return
        for i, inner in enumerate(value):
            yield from _of_value(inner, field, f"{path}[{i}]")
    else:
        yield from _of_value(value, field, path)


def _of_value(value: Any, field: FieldDescriptor, path: str) -> Iterator[Violation]:
    expected = None
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_MESSAGE if field.message_type is not None:
            yield from _of_message(value, field.message_type, path)
        case FieldDescriptor.CPPTYPE_STRING if not isinstance(value, str):
            number = isinstance(value, int | float) and not isinstance(value, bool)
            expected = f'text in quotes, "{value}"' if number else "text in quotes"
        case FieldDescriptor.CPPTYPE_BOOL if not isinstance(value, bool):
            expected = "true or false, without quotes"
        case FieldDescriptor.CPPTYPE_INT32:
            expected = _expected_number(value, 32)
        case FieldDescriptor.CPPTYPE_INT64:
            expected = _expected_number(value, 64)
        case FieldDescriptor.CPPTYPE_ENUM if field.enum_type is not None:
            expected = _expected_word(value, field.enum_type)
        case _:
            pass
    if expected is not None:
        yield _violation(path, f"expected {expected}, found {_found(value)}{_near(value, field)}")


def _expected_number(value: Any, bits: int) -> str | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, str):
        whole = value.isascii() and value.removeprefix("-").isdecimal()
    if not whole:
        return "a whole number"
    most = 2 ** (bits - 1) - 1
    fits = len(str(value)) <= bits and -most - 1 <= int(value) <= most  # so few digits are read in no time
    return None if fits else f"a whole number up to {most}"


def _expected_word(value: Any, enum: EnumDescriptor) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if (expected := _expected_number(value, 32)) is not None:
            return expected
        known = value in enum.values_by_number
    else:
        known = isinstance(value, str) and value in enum.values_by_name
    return None if known else f"one of {', '.join(list(enum.values_by_name)[1:])}"


def _near(value: Any, field: FieldDescriptor) -> str:
    near = (
        near_miss(value, field.enum_type.values_by_name)
        if field.enum_type and isinstance(value, str)
        else None
    )
    return f"; did you mean {near!r}?" if near else ""


def _found(value: Any) -> str:
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {shown(str(value))}"
        case _:
            return repr(shown(str(value)))
