"""Reading a case from protojson, the form in which files and other programs hold it."""

import json
from collections.abc import Iterator
from typing import Any, Final

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from propengine.client.errors import CaseUnreadableError
from propengine.v1 import case_pb2

_CASE: Final[Any] = case_pb2.Case.DESCRIPTOR


def case_from_json(text: str | bytes) -> case_pb2.Case:
    """Return the case that protojson holds: field names in lowerCamel or as in the contract, UTF-8.

    A byte order mark at the beginning is read over, and a field that is named twice, in whichever of its
    spellings, is refused.

    Raises:
        CaseUnreadableError: it is no protojson of a case. What the text holds is not told where it is no
            object.
    """
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        document = json.loads(plain, object_pairs_hook=_object)
        if not isinstance(document, dict):
            raise CaseUnreadableError("expected a JSON object, found something else")
        for field in _named_twice(document, _CASE, ""):
            raise CaseUnreadableError(f"expected each field once, found {field} by both of its names")
        return json_format.ParseDict(document, case_pb2.Case())
    except (json_format.ParseError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise CaseUnreadableError(str(error)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; what is in it twice is refused, where others would take the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise CaseUnreadableError("expected each key of an object once, found one twice")
    return found


def _named_twice(value: Any, descriptor: Descriptor, path: str) -> Iterator[str]:
    """Yield the fields of a message that stand in an object by both of their names."""
    if not isinstance(value, dict):
        return
    for field in descriptor.fields:
        keys = [key for key in dict.fromkeys((field.name, field.json_name)) if key in value]
        if len(keys) > 1:
            yield f"{path}{field.name}"
        for key in keys if field.message_type is not None else ():
            yield from _in_field(value[key], field, f"{path}{field.name}")


def _in_field(value: Any, field: FieldDescriptor, path: str) -> Iterator[str]:
    message: Any = field.message_type
    if message.GetOptions().map_entry:
        inner = message.fields_by_name["value"].message_type
        for name, of in value.items() if isinstance(value, dict) and inner is not None else ():
            yield from _named_twice(of, inner, f"{path}[{name}].")
        return
    for of in value if isinstance(value, list) else [value]:
        yield from _named_twice(of, message, f"{path}.")
