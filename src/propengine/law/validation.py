"""From plain data to the typed law: pydantic does the reading, and every mistake gets its place."""

from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from propengine.law.faults import Expected, Fault, near_miss
from propengine.law.sources import Document, Path_, Value

_Model = TypeVar("_Model", bound=BaseModel)

_SAID: Final = {
    "missing": "expected this field, which is required",
    "string_type": "expected text",
    "bool_type": "expected true or false",
    "dict_type": "expected a mapping",
    "list_type": "expected a list",
    "model_type": "expected a mapping",
    "model_attributes_type": "expected a mapping",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
}


def validate(model: type[_Model], document: Document, faults: list[Fault], at: Path_ = ()) -> _Model | None:
    """Return the document as `model`, or None after appending every mistake to `faults`."""
    value: Value = document.value
    for part in at:
        value = value[part] if isinstance(value, dict | list) else None  # type: ignore[index,call-overload]  # path of a value that was read
    try:
        return model.model_validate(value, strict=False)
    except ValidationError as error:
        faults.extend(_fault(detail, document, at, model) for detail in error.errors())
        return None


def _fault(detail: ErrorDetails, document: Document, at: Path_, model: type[BaseModel]) -> Fault:
    path = (*at, *_real_path(detail["loc"], document, at))
    found = detail.get("input")
    text = found if isinstance(found, str) else ""
    return document.fault(path, _message(detail, model), text)


def _real_path(loc: tuple[str | int, ...], document: Document, at: Path_) -> Path_:
    """Leave out the parts of a pydantic location that name a union's branch and not a spot in the file."""
    path: list[str | int] = []
    for i, part in enumerate(loc):
        here = (*at, *path, part)
        if here in document.places or i == len(loc) - 1:
            path.append(part)
    if path and (*at, *path) not in document.places and isinstance(path[-1], str):
        missing_or_branch = path[-1]
        if not missing_or_branch.isidentifier() or "[" in missing_or_branch:
            path.pop()
    return tuple(path)


def _message(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind = detail["type"]
    cause = (detail.get("ctx") or {}).get("error")
    if isinstance(cause, Expected):
        return str(cause)
    if kind == "value_error":
        return str(cause) if cause else detail["msg"]
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        near = near_miss(key, _field_names(model))
        return f"expected no field {key!r} here" + (f"; did you mean {near!r}?" if near else "")
    if kind in {"enum", "literal_error"}:
        expected = (detail.get("ctx") or {}).get("expected", "one of the listed words")
        near = near_miss(
            str(detail.get("input")), [w.strip("'") for w in str(expected).replace(" or ", ", ").split(", ")]
        )
        return f"expected {expected}, found {detail.get('input')!r}" + (
            f"; did you mean {near!r}?" if near else ""
        )
    said = _SAID.get(kind)
    if said is not None:
        return said if kind == "missing" else f"{said}, found {detail.get('input')!r}"
    return f"expected something else: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _field_names(model: type[BaseModel]) -> set[str]:
    """Return every field name that `model` or a part of it has, for near misses."""
    names: set[str] = set()
    schema = model.model_json_schema()
    for part in [schema, *schema.get("$defs", {}).values()]:
        names |= set(part.get("properties", {}))
    return names
