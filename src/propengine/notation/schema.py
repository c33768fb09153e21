"""JSON Schemas of the ruleset files, for editors: completion, descriptions and a first check while typing.

They say what fields there are and what a value looks like. What only shows when parts are seen together stays
with `loading`, which is the authority.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from inspect import getdoc
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from propengine.law.conditions import Comparison
from propengine.law.conduct import Conduct
from propengine.law.contents import Contents, RevisionAmendment
from propengine.law.elements import Element
from propengine.law.instruments import Header
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.programmes import FINAL_STATUSES
from propengine.law.rules import Classification, Liability
from propengine.law.stages import Stage

Schema: TypeAlias = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTES: Final = re.compile(r"\n+Attributes:\n(?P<attributes>.*)\Z", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"^    (?P<name>\w+): (?P<text>.*(?:\n        .*)*)", re.MULTILINE)
_WHOLE_ONLY: Final = ("title", "date_key")
_CHANGE_ONLY: Final = ("amends", "ends", "unknown")


def revision_schema() -> Schema:
    """Return the schema of a revision file: a whole text where it has a title, else a change of one."""
    header, contents, amendment = schema_of(Header), schema_of(Contents), schema_of(RevisionAmendment)
    parts: Schema = {}
    for schema in (header, contents, amendment):
        parts |= schema.pop("$defs", {})
    return {
        "$schema": DIALECT,
        "title": "A revision of an instrument",
        "type": "object",
        "if": {"required": ["title"]},
        "then": {"$ref": "#/$defs/WholeText"},
        "else": {"$ref": "#/$defs/Amendment"},
        "$defs": {
            **parts,
            "WholeText": _whole_text(contents, header),
            "Amendment": _amendment(amendment, header),
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
    worded = {name: _asked(words) for name, words in _WORDED.items()}
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
            **worded,
        },
        "patternProperties": {r"^programme\.": _asked(FINAL_STATUSES)},
        "additionalProperties": {"anyOf": [constant, constants, comparisons]},
    }


_WORDED: Final = {
    "conduct": Conduct,
    "stage": Stage,
    "classification": Classification,
    "liability": Liability,
}
"""What every law has, and the words that it may be."""


def _asked(words: Iterable[StrEnum]) -> Schema:
    """Return the schema of what may be asked of a subject that is one of some words."""
    word: Schema = {"enum": [word.value for word in words]}
    several: Schema = {"type": "array", "items": word, "minItems": 1}
    comparisons = {
        comparison.value: {"const": True} if comparison is Comparison.STATED else {"anyOf": [word, several]}
        for comparison in Comparison
        if comparison is not Comparison.INCLUDES
    }
    asked: Schema = {
        "type": "object",
        "properties": comparisons,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [word, several, asked]}


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


def _amendment(amendment: Schema, header: Schema) -> Schema:
    fields = {name: field for name, field in header["properties"].items() if name not in _WHOLE_ONLY}
    return {
        "title": "An amendment, an end, or a text that is not known",
        "type": "object",
        "properties": {**fields, **amendment["properties"]},
        "required": header["required"],
        "oneOf": [{"required": [name]} for name in _CHANGE_ONLY],
        "additionalProperties": False,
    }
