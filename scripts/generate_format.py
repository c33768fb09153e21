"""Writes the references of the ruleset format and of worked cases from what the models say of themselves.

    python scripts/generate_format.py [FOLDER]

The default folder is docs; of format.md and cases.md only what lies below the mark is written anew.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from inspect import cleandoc, getsource
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from propengine.law.amendments import Amendment
from propengine.law.amounts import Amount
from propengine.law.catalogue import Catalogue
from propengine.law.conditions import Comparison
from propengine.law.contents import Contents
from propengine.law.durations import Duration
from propengine.law.elements import ID_PATTERN, Id, Part
from propengine.law.instruments import Header
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.programmes import ProgrammeStatus
from propengine.law.sanctions import WrittenEnd
from propengine.law.stages import Stage
from propengine.verify.worked_cases import CaseFile

ROOT = Path(__file__).resolve().parent.parent
MARK = "<!-- Below this line: written by scripts/generate_format.py from src/propengine. -->\n"
PAGES: Mapping[str, Sequence[type[BaseModel]]] = {
    "format.md": (Header, Contents, Jurisdiction, Catalogue),
    "cases.md": (CaseFile,),
}

_ATTRIBUTE = re.compile(r"^    (?P<name>\w+): (?P<text>.*(?:\n        .*)*)", re.MULTILINE)
_MEMBER = re.compile(r'^    (?P<name>[A-Z_]+) = .*\n    """(?P<text>(?:.|\n)*?)"""', re.MULTILINE)


def reference(page: str = "format.md") -> str:
    """Return a section for each model and each closed vocabulary, in the order in which they are met."""
    models, words = _met(PAGES[page])
    sections = [_section(model) for model in models]
    if Contents in models:
        sections += [_changes()]
        words = list(dict.fromkeys([*words, *_OF_CONDITIONS]))
    sections += ["## Closed vocabularies\n", *map(_vocabulary, words)]
    return "\n".join(sections)


_OF_CONDITIONS: tuple[type[Enum], ...] = (Comparison, Stage, ProgrammeStatus)
"""Closed lists that conditions use, whether or not a field holds one."""


def _met(start: Sequence[type[BaseModel]]) -> tuple[list[type[BaseModel]], list[type[Enum]]]:
    models: dict[type[BaseModel], None] = {}
    words: dict[type[Enum], None] = {}
    pending = list(start)
    while pending:
        model = pending.pop(0)
        if model in models:
            continue
        models[model] = None
        fields = [f for name, f in model.model_fields.items() if not _changes_elements(model, name)]
        inner = [found for field in fields for found in _named_in(field.annotation)]
        words |= dict.fromkeys(found for found in inner if issubclass(found, Enum))
        pending = [found for found in inner if issubclass(found, BaseModel)] + pending
    return list(models), list(words)


def _changes_elements(model: type[BaseModel], name: str) -> bool:
    """Say whether a field holds elements that change, which are written as those elements are."""
    return issubclass(model, Amendment) and name in Amendment.model_fields


def _changes() -> str:
    """Return the section of what an amendment, or an option of a reading, changes."""
    texts = dict(_attributes(cleandoc(Amendment.__doc__ or "")))
    lines = ["## Changes", "", _CHANGES, "", "| field | value | |", "|---|---|---|"]
    lines += [f"| `{name}` | {_OF_CHANGES[name]} | {texts[name]} |" for name in Amendment.model_fields]
    return "\n".join([*lines, ""])


_CHANGES = (
    "What an amendment, or an option of a reading, changes; the kinds are the fields of "
    "[Contents](#contents).\n"
    "Under `set`, an element is written as in its own section, with only the fields that change; "
    "none is required.\n"
    "In `rows`, `cells` and `groups`, `null` takes a single entry away."
)
_OF_CHANGES = {
    "set": "fields of elements, or null, by kind and id",
    "add": "whole elements by kind and id",
    "remove": "list of ids by kind",
}


def _named_in(annotation: Any) -> Iterator[type[Any]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Enum):
        yield annotation
    for inner in get_args(annotation):
        yield from _named_in(inner)


def _section(model: type[BaseModel]) -> str:
    own = cleandoc(model.__doc__ or "")
    said, _, attributes = own.partition("\n\nAttributes:\n")
    bases = [base for base in reversed(model.__mro__[1:]) if issubclass(base, Part)]
    texts = {name: text for base in bases for name, text in _attributes(cleandoc(base.__doc__ or ""))}
    texts |= dict(_attributes(f"Attributes:\n{attributes}"))
    lines = [f"## {model.__name__}", "", _sentences(said), "", "| field | value | |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        is_id = any(getattr(part, "pattern", None) == ID_PATTERN for part in field.metadata)
        value = "id" if is_id else _value(field.annotation)
        value += _needed(field)
        if _changes_elements(model, name):
            value = "[changes](#changes)"
        lines.append(f"| `{name}` | {value} | {texts.get(name, '')} |")
    return "\n".join([*lines, ""])


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        yield found["name"], re.sub(r"\s+", " ", found["text"])


def _sentences(text: str) -> str:
    joined = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return re.sub(r"(?<=[.:;]) (?=[A-Z])", "\n", joined)


def _needed(field: FieldInfo) -> str:
    if field.is_required():
        return ", required"
    default = field.get_default(call_default_factory=True)
    plain = default is None or default is False or default in ([], {})
    shown = default.value if isinstance(default, Enum) else default
    is_condition = type(default).__name__ == "AllOf"
    return "" if plain or is_condition else f", `{_plain(shown)}` when absent"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.value if isinstance(value, Enum) else value)


_PLAIN = {
    bool: "true or false",
    int: "whole number",
    str: "text",
    Amount: "amount, such as `25 g`",
    Duration: "duration, such as `5 y 1 d`",
    WrittenEnd: "duration, `life`, `none_stated`, `not_recorded` or a rung",
}
_BY_NAME = {"Test": "condition", "Fraction": 'exact number, such as `2` or `"4/3"`', "object": "anything"}


def _value(annotation: Any) -> str:
    arguments = get_args(annotation)
    if annotation == Id:
        return "id"
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and not arguments:
        is_part = issubclass(annotation, BaseModel | Enum)
        name = annotation.__name__
        return f"[{name}](#{name.lower()})" if is_part else _BY_NAME.get(name, name)
    if hasattr(annotation, "__metadata__"):
        return _value(arguments[0])
    return _composed(annotation, arguments)


def _composed(annotation: Any, arguments: tuple[Any, ...]) -> str:
    origin = get_origin(annotation)
    if origin is dict:
        return f"{_value(arguments[1])} by {_key(arguments[0])}"
    if origin is list:
        return f"list of: {_value(arguments[0])}"
    if origin is tuple:
        return f"list of {len(arguments)}: {_value(arguments[0])}"
    if origin is Literal:
        return " or ".join(f"`{_plain(argument)}`" for argument in arguments)
    shown = dict.fromkeys(_value(argument) for argument in arguments if argument is not type(None))
    return "condition" if "condition" in shown else " or ".join(shown)


def _key(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return "id"


def _vocabulary(words: type[Enum]) -> str:
    said = {found["name"]: re.sub(r"\s+", " ", found["text"]) for found in _MEMBER.finditer(getsource(words))}
    told = [f"- `{word.value}`" + (f": {said[word.name]}" if word.name in said else "") for word in words]
    return "\n".join([f"### {words.__name__}", "", cleandoc(words.__doc__ or ""), "", *told, ""])


def main(arguments: list[str]) -> int:
    """Write the references below the marks of the pages in the folder named, or in docs."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs"
    for page in PAGES:
        file = folder / page
        written, _, _ = file.read_text(encoding="utf-8").partition(MARK)
        file.write_text(f"{written}{MARK}\n{reference(page)}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
