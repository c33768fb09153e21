"""JSON Schemas of the ruleset files, for editors: completion, descriptions and a first check while typing.

They say what fields there are and what a value looks like. What only shows when parts are seen together stays
with `loading`, which is the authority.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from inspect import getdoc
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from propengine.law.conditions import Comparison
from propengine.law.contents import CELLWISE, KINDS, Contents
from propengine.law.elements import Element
from propengine.law.instruments import Header
from propengine.law.jurisdictions import Jurisdiction

Schema: TypeAlias = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTES: Final = re.compile(r"\n+Attributes:\n(?P<attributes>.*)\Z", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"^    (?P<name>\w+): (?P<text>.*(?:\n        .*)*)", re.MULTILINE)
_WHOLE_ONLY: Final = ("title", "date_key")
_CHANGE_ONLY: Final = ("amends", "ends", "unknown")


def revision_schema() -> Schema:
    """Return the schema of a revision file: a whole text where it has a title, else a change of one."""
    contents, header = schema_of(Contents), schema_of(Header)
    parts = {**contents.pop("$defs"), **header.pop("$defs", {})}
    changed = dict(_set_definitions(contents, parts))
    return {
        "$schema": DIALECT,
        "title": "A revision of an instrument",
        "type": "object",
        "if": {"required": ["title"]},
        "then": {"$ref": "#/$defs/WholeText"},
        "else": {"$ref": "#/$defs/Amendment"},
        "$defs": {
            **parts,
            **changed,
            "WholeText": _whole_text(contents, header),
            "Amendment": _amendment(contents, header),
        },
    }


def jurisdiction_schema() -> Schema:
    """Return the schema of `jurisdiction.yaml`."""
    return {"$schema": DIALECT, **schema_of(Jurisdiction)}


def schema_of(model: type[BaseModel]) -> Schema:
    """Return the schema of a model, its fields described by the docstring and its conditions spelt out."""
    schema = model.model_json_schema()
    definitions = schema.setdefault("$defs", {})
    for part in (schema, *definitions.values()):
        _describe_fields(part)
    for part in _parts_of(schema):
        _tidy(part)
    if _point_to_condition(schema):
        definitions["Condition"] = _condition()
    return schema


def _describe_fields(part: Schema) -> None:
    """Move what the docstring says of each attribute to its property."""
    own = _ATTRIBUTES.search(part.get("description", ""))
    if own is not None:
        part["description"] = part["description"][: own.start()]
    said = {**_INHERITED, **_attributes(own)}
    for name, field in part.get("properties", {}).items():
        if name in said:
            field["description"] = said[name]


def _attributes(found: re.Match[str] | None) -> dict[str, str]:
    """Return what a docstring says of each attribute."""
    attributes = _ATTRIBUTE.finditer(found["attributes"]) if found is not None else ()
    return {each["name"]: re.sub(r"\s+", " ", each["text"]) for each in attributes}


_INHERITED: Final = _attributes(_ATTRIBUTES.search(getdoc(Element) or ""))


def _tidy(part: Schema) -> None:
    """Refuse ids that do not fit; leave out titles that only repeat a name, and null defaults."""
    if "patternProperties" in part:
        part["additionalProperties"] = False
    for field in part.get("properties", {}).values() if part.get("type") == "object" else ():
        if field.get("title") != "Condition":
            field.pop("title", None)
        if "default" in field and field["default"] is None:
            del field["default"]


def _point_to_condition(schema: Schema) -> bool:
    """Put a reference in the place of each condition; say whether there was one."""
    found = False
    for part in _parts_of(schema):
        if part.get("title") == "Condition":
            described = {"description": part["description"]}
            part.clear()
            part |= {**described, "$ref": "#/$defs/Condition"}
            found = True
    return found


def _parts_of(value: object) -> Iterator[Schema]:
    if isinstance(value, dict):
        yield value
        for inner in list(value.values()):
            yield from _parts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts_of(inner)


def _condition() -> Schema:
    constant: Schema = {"type": ["boolean", "integer", "string"]}
    constants: Schema = {"type": "array", "items": constant, "minItems": 1}
    several: Schema = {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1}
    comparisons: Schema = {
        "type": "object",
        "properties": {comparison.value: {"anyOf": [constant, constants]} for comparison in Comparison},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {
        "type": "object",
        "description": "facts, measures, bands and conclusions, mapped to what they must be; all must hold",
        "properties": {
            "all_of": {**several, "description": "every one holds"},
            "any_of": {**several, "description": "at least one holds"},
            "none_of": {**several, "description": "each is shown not to hold"},
        },
        "additionalProperties": {"anyOf": [constant, constants, comparisons]},
    }


def _whole_text(contents: Schema, header: Schema) -> Schema:
    fields = {name: field for name, field in header["properties"].items() if name not in _CHANGE_ONLY}
    return {
        "title": "A text written whole",
        "description": "The first revision of an instrument, or one that begins its text anew.",
        "type": "object",
        "properties": {**fields, **contents["properties"]},
        "required": [*header["required"], *_WHOLE_ONLY],
        "additionalProperties": False,
    }


def _amendment(contents: Schema, header: Schema) -> Schema:
    fields = {name: field for name, field in header["properties"].items() if name not in _WHOLE_ONLY}
    return {
        "title": "An amendment, an end, or a text that is not known",
        "type": "object",
        "properties": {
            **fields,
            "set": {
                "description": "fields that change, by kind and id; null takes a field away",
                **_by_kind(lambda kind: _mapping({"$ref": f"#/$defs/{_set_name(contents, kind)}"})),
            },
            "add": {
                "description": "new elements, by kind and id",
                **_by_kind(lambda kind: _without_default(contents["properties"][kind])),
            },
            "remove": {
                "description": "ids of elements that fall away, by kind",
                **_by_kind(lambda _: {"type": "array", "items": {"type": "string"}}),
            },
        },
        "required": header["required"],
        "oneOf": [{"required": [name]} for name in _CHANGE_ONLY],
        "additionalProperties": False,
    }


def _by_kind(schema: Callable[[str], Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {kind: schema(kind) for kind in KINDS},
        "additionalProperties": False,
    }


def _mapping(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _without_default(field: Schema) -> Schema:
    return {name: value for name, value in field.items() if name != "default"}


def _element_name(contents: Schema, kind: str) -> str:
    field = contents["properties"][kind]
    return str(next(_entries_of(field))["$ref"]).rpartition("/")[2]


def _set_name(contents: Schema, kind: str) -> str:
    return f"Set{_element_name(contents, kind)}"


def _set_definitions(contents: Schema, parts: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield, for each kind, what an amendment may set of an element: any field, or null to take it away."""
    for kind in KINDS:
        element = deepcopy(parts[_element_name(contents, kind)])
        fields = element["properties"]
        if (inner := CELLWISE.get(kind)) is not None:
            for entries in _entries_of(fields[inner]):
                entries |= {"anyOf": [entries.copy(), {"type": "null"}]}
                for name in [name for name in entries if name != "anyOf"]:
                    del entries[name]
        yield (
            _set_name(contents, kind),
            {
                "type": "object",
                "description": f"What changes of one of the {kind}.",
                "properties": {name: _or_null(field) for name, field in fields.items()},
                "additionalProperties": False,
            },
        )


def _or_null(field: Schema) -> Schema:
    present = _without_default(field)
    if {"type": "null"} in present.get("anyOf", ()):
        return present
    description = {"description": present.pop("description")} if "description" in present else {}
    return {**description, "anyOf": [present, {"type": "null"}]}


def _entries_of(mapping: Schema) -> Iterator[Schema]:
    """Yield the schemas of a mapping's values."""
    if isinstance(mapping.get("additionalProperties"), dict):
        yield mapping["additionalProperties"]
    yield from mapping.get("patternProperties", {}).values()
