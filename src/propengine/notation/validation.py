"""From plain data to the typed law: pydantic reads, and every mistake gets its place and its words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from propengine.law.amendments import is_cellwise
from propengine.law.faults import Expected, near_miss
from propengine.notation.faults import Fault
from propengine.notation.sources import Document, Path_, Value, show_path

_Model = TypeVar("_Model", bound=BaseModel)

_SAID: Final[Mapping[str, str]] = {
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "date_from_datetime_parsing": "expected a date such as 2001-07-01",
    "date_type": "expected a date such as 2001-07-01",
    "dict_type": "expected a mapping",
    "float_parsing": "expected a number",
    "float_type": "expected a number",
    "greater_than_equal": "expected at least {ge}",
    "int_from_float": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_type": "expected a whole number",
    "less_than_equal": "expected at most {le}",
    "list_type": "expected a list",
    "missing": "expected this field, which is required",
    "no_figure": "expected exactly one of amounts, cuts, points and factor",
    "model_attributes_type": "expected a mapping",
    "model_type": "expected a mapping",
    "path_type": "expected a path",
    "string_too_long": "expected at most {max_length} characters",
    "string_too_short": "expected some text",
    "string_type": "expected text",
    "too_long": "expected no more entries than {max_length}",
    "too_short": "expected no fewer entries than {min_length}",
    "tuple_type": "expected a list",
}
"""What each of pydantic's mistakes is called here."""

_PATTERNS: Final[Mapping[str, str]] = {
    "^([0-9]+-)?[a-z][a-z0-9_-]*$": (
        "lower-case words joined by hyphens or underscores, beginning with a letter, "
        "or with a number and a hyphen"
    ),
    "^(included|excluded)$": "included or excluded",
    "^[a-z_]+$": "lower-case words joined by underscores",
    r"^\S(.*\S)?$": "text without spaces at its ends",
}
_NOTHING: Final = "expected a value, found nothing: leave the field out where there is none"
_LONGEST: Final = 60
_QUOTED: Final = re.compile("'([^']*)'")


def validate(model: type[_Model], document: Document, faults: list[Fault], at: Path_ = ()) -> _Model | None:
    """Return the document as `model`, or None where it is none; append every mistake to `faults`.

    What is read may have slips of the pen that are faults all the same.
    """
    value: Value = document.value
    for part in at:
        value = _entry(value, part)
    read, found = None, []
    try:
        read = model.model_validate(value)
    except ValidationError as error:
        found = list(_faults(error.errors(), document, at, model))
    told = {fault.path for fault in found}
    faults.extend([*found, *(fault for fault in _slips(document) if fault.path not in told)])
    return read


def _slips(document: Document) -> Iterator[Fault]:
    """Yield what can be read and was hardly meant so: a field left empty, a text that a comment cuts."""
    for path in document.empty:
        hint = "; null takes it away" if _takes_away(path) else ""
        yield document.fault(path, f"{_NOTHING}{hint}")
    for path, comment in document.cut.items():
        message = (
            f"expected text in quotes, or two spaces before a comment, found {_shown(comment)}: "
            "from there on nothing is read"
        )
        yield document.fault(path, message, comment)


def faults_of(error: ValidationError, document: Document, at: Path_) -> Iterable[Fault]:
    """Return the faults of a value that was made of others, placed below a path."""
    return _faults(error.errors(), document, at, BaseModel)


def refuse_nulls(document: Document, faults: list[Fault]) -> None:
    """Append a fault for each field without a value: only what an amendment sets may be taken away with null.

    An unfinished line reads as null too, and would take a bar or a label away without a word.
    """
    told = {(fault.file, fault.path) for fault in faults}
    for path in _nulls(document.value, ()):
        place = document.place(path)
        said = (place.file, show_path(path)) in told
        if isinstance(path[-1], str) and not _takes_away(path) and not said:
            faults.append(place.fault(path, _NOTHING))


def _nulls(value: Value, path: Path_) -> Iterator[Path_]:
    if value is None and path:
        yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _nulls(part, (*path, key))


def _takes_away(path: Path_) -> bool:
    """Say whether a path is that of a field, or of an entry of a table, that is set."""
    for at, part in enumerate(path):
        if part == "set" and (at == 0 or path[at - 2] == "options"):
            kind, field = "".join(map(str, path[at + 1 : at + 2])), path[at + 3 :]
            return len(field) == 1 or (len(field) == len(("rows", "id")) and is_cellwise(kind, field[0]))
    return False


def _entry(value: Value, part: str | int) -> Value:
    if isinstance(value, dict):
        return value.get(str(part))
    return value[part] if isinstance(value, list) and isinstance(part, int) else None


def _faults(
    details: Iterable[ErrorDetails], document: Document, at: Path_, model: type[BaseModel]
) -> Iterable[Fault]:
    """Yield one fault a spot: where several readings of a value failed, the one that came furthest."""
    found: dict[Path_, list[ErrorDetails]] = {}
    for detail in details:
        path = (*at, *_real_path(detail, document, at), *_inside(detail))
        found.setdefault(path, []).append(detail)
    deepest = {path for path in found if not any(_below(other, path) for other in found)}
    for path, spot in found.items():
        if path in deepest or not all(_is_branch(detail, path, at) for detail in spot):
            detail = spot[0]
            text = detail.get("input")
            message = _message(detail, model) if len(spot) == 1 else _message_of_several(spot, model)
            yield document.fault(path, message, text if isinstance(text, str) else "")


def _below(path: Path_, above: Path_) -> bool:
    return len(path) > len(above) and path[: len(above)] == above


def _is_branch(detail: ErrorDetails, path: Path_, at: Path_) -> bool:
    """Say whether the location names a branch of a union beside the spot in the file."""
    return len(detail["loc"]) + len(at) > len(path) - len(_inside(detail))


def _inside(detail: ErrorDetails) -> Path_:
    cause = _cause(detail)
    return cause.inside if isinstance(cause, Expected) else ()


def _cause(detail: ErrorDetails) -> object:
    return (detail.get("ctx") or {}).get("error")


def _real_path(detail: ErrorDetails, document: Document, at: Path_) -> Path_:
    """Leave out the parts of a pydantic location that name a union's branch and not a spot in the file."""
    path: list[str | int] = []
    loc = detail["loc"]
    for part in loc:
        if (*at, *path, part) in document.places:
            path.append(part)
    if detail["type"] == "missing" and path[-1:] != [loc[-1]]:
        path.append(loc[-1])
    return tuple(path)


def _message_of_several(details: list[ErrorDetails], model: type[BaseModel]) -> str:
    """Return one message for a value that fits none of several shapes."""
    told = [_message(detail, model) for detail in details]
    wanted = dict.fromkeys(message.partition(", found ")[0].removeprefix("expected ") for message in told)
    return f"expected {' or '.join(wanted)}, found {_shown(details[0].get('input'))}"


def _message(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind = detail["type"]
    context = detail.get("ctx") or {}
    cause = _cause(detail)
    found = detail.get("input")
    if kind == "value_error":
        return str(cause)
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        if key.isdigit():
            return f"expected no field {key!r} here; decimals take a full stop, and a comma ends a value"
        fields = _fields_at(model, detail["loc"][:-1])
        where = "in one of this kind" if key in fields else "here"
        return f"expected no field {key!r} {where}{_hint(key, fields - {key})}"
    if kind in {"enum", "literal_error"}:
        words = _QUOTED.findall(str(context["expected"]))
        return str(Expected("one of the words", str(found), words if kind == "enum" else sorted(words)))
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        return f"expected {_PATTERNS.get(pattern, f'text of the form {pattern}')}, found {_shown(found)}"
    if kind == "model_type" and isinstance(found, BaseModel):  # an amendment's, read before what it amends
        return "expected an entry of the kind that the element has, found one of another kind"
    if kind == "missing":
        return f"{_SAID[kind]}{_such_as(model, detail['loc'])}"
    said = _SAID[kind].format_map(context) if kind in _SAID else f"expected something else ({detail['msg']})"
    return f"{said}, found {_shown(found)}"


def _such_as(model: type[BaseModel], loc: Path_) -> str:
    """Return what may be written in a field of the file itself that has an example."""
    field = model.model_fields.get(str(loc[0])) if len(loc) == 1 else None
    examples = (field.examples if field is not None else None) or ()
    return "".join(f", such as [{', '.join(example)}]" for example in examples)


def _hint(word: str, choices: Iterable[str]) -> str:
    near = near_miss(word, choices)
    return f"; did you mean {near!r}?" if near else ""


def _shown(value: object) -> str:
    """Return a value as a person wrote it, cut where it is long."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _:
            text = repr(value)
            return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _fields_at(model: type[BaseModel], loc: Path_) -> set[str]:
    """Return the field names of the part of `model` that a location leads to."""
    here: list[Any] = [model]
    for part in loc:
        inner = [found for shape in here for found in _step(shape, part)]
        here = inner or here
    return {name for shape in here for name in getattr(shape, "model_fields", ())}


def _step(shape: Any, part: str | int) -> Iterable[Any]:
    fields = getattr(shape, "model_fields", {})
    if part in fields:
        return _models_in(fields[part].annotation)
    return ()


@cache
def _models_in(annotation: Any) -> tuple[Any, ...]:
    """Return every model that a type names, such as the values of a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(found for inner in get_args(annotation) for found in _models_in(inner))
