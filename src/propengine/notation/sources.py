"""Reading YAML with the place of every value, so that each fault can be shown where it stands.

The scalars are those that law needs: true, false, null, whole numbers and text. `0.5` stays the text `0.5`
and `2001-07-01` stays text too, so no value passes through a binary float or a date that YAML guessed.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

import yaml
from yaml.reader import ReaderError

from propengine.notation.faults import EmptyFileFaults, Fault, RulesetFaults

Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value] | None"
Path_: TypeAlias = tuple[str | int, ...]

_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)
_TAGS: Final = {
    yaml.MappingNode: frozenset({"tag:yaml.org,2002:map"}),
    yaml.SequenceNode: frozenset({"tag:yaml.org,2002:seq"}),
    yaml.ScalarNode: frozenset(
        f"tag:yaml.org,2002:{kind}"
        for kind in ("bool", "float", "int", "merge", "null", "str", "timestamp", "value")
    ),
}
"""The tags that a parser puts on what a person left untagged."""
_WORDS: Final[Mapping[str, Value]] = {"true": True, "false": False, "null": None, "": None, "~": None}
_MOST_DEPTH: Final = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: file, line and column, both from 1."""

    file: str
    line: int
    column: int

    def fault(self, path: Path_, message: str, text: str = "") -> Fault:
        """Return a fault at this place."""
        return Fault(self.file, self.line, self.column, show_path(path), message, text)


def show_path(path: Path_) -> str:
    """Return a path as words: keys joined by dots, list positions in brackets."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return shown.removeprefix(".") or "(document)"


@dataclass(frozen=True)
class Document:
    """A value and the places of its parts, by path.

    Attributes:
        value: the value.
        places: of its parts, by path.
        digest: the SHA-256 of the file that it was read from; empty for what is no file.
    """

    value: Value
    places: Mapping[Path_, Place]
    digest: str = ""

    def below(self, start: Path_) -> list[Path_]:
        """Return the paths that begin with `start`, which has at least two parts."""
        return [path for path in self._by_beginning.get(start[:2], ()) if path[: len(start)] == start]

    @cached_property
    def _by_beginning(self) -> Mapping[Path_, list[Path_]]:
        """Return the paths by their first two parts."""
        found: dict[Path_, list[Path_]] = {}
        for path in self.places:
            found.setdefault(path[:2], []).append(path)
        return found

    def place(self, path: Path_) -> Place:
        """Return the place of the value at `path`, or of the nearest enclosing value that has one."""
        for length in range(len(path), -1, -1):
            if (place := self.places.get(path[:length])) is not None:
                return place
        return Place("(generated)", 1, 1)

    def fault(self, path: Path_, message: str, text: str = "") -> Fault:
        """Return a fault placed at `path`."""
        return self.place(path).fault(path, message, text)


def read_document(file: Path, shown_as: str) -> Document:
    """Read one YAML file.

    Args:
        file: the file.
        shown_as: its name in faults, relative to the rulesets' folder.

    Raises:
        EmptyFileFaults: the file holds nothing, or comments alone.
        RulesetFaults: the file is not UTF-8 or not YAML, repeats a key, or uses an anchor, a tag or a second
            document.
        OSError: it cannot be read.
    """
    content = file.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        message = f"expected UTF-8 text, found byte {error.object[error.start]:#04x}"
        raise RulesetFaults([Fault(shown_as, 1, 1, "(document)", message)]) from None
    return replace(parse_document(text, shown_as), digest=hashlib.sha256(content).hexdigest())


def unreadable(shown_as: str, error: OSError) -> Fault:
    """Return the fault of a file or folder that the system does not let us read."""
    message = f"expected what can be read, found: {error.strerror}"
    return Fault(shown_as, 1, 1, "(file)", message)


def parse_document(text: str, shown_as: str) -> Document:
    """Read YAML text; see `read_document`."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = f"expected YAML, found a mistake: {error.problem or error.context}"
        raise RulesetFaults([Fault(shown_as, line, column, "(document)", message)]) from None
    except yaml.YAMLError as error:
        found = f"the character U+{error.character:04X}" if isinstance(error, ReaderError) else str(error)
        message = f"expected YAML, found a mistake: {' '.join(found.split())}"
        raise RulesetFaults([_at_character(text, shown_as, error, message)]) from None
    reader = _Reader(shown_as)
    if node is None:
        raise EmptyFileFaults(
            [Fault(shown_as, 1, 1, "(document)", "expected a document, found an empty file")]
        )
    value = reader.read(node, ())
    if reader.faults:
        raise RulesetFaults(reader.faults)
    return Document(value, reader.places)


def _at_character(text: str, shown_as: str, error: yaml.YAMLError, message: str) -> Fault:
    """Return a fault at the character that ended the reading, where that is known."""
    read = text.encode()[: error.position] if isinstance(error, ReaderError) else b""
    before = read.decode(errors="ignore")
    return Fault(shown_as, before.count("\n") + 1, len(before) - before.rfind("\n"), "(document)", message)


class _Reader:
    """One pass over a node tree, collecting values, places and faults."""

    def __init__(self, shown_as: str) -> None:
        self.shown_as = shown_as
        self.places: dict[Path_, Place] = {}
        self.faults: list[Fault] = []
        self.open: set[int] = set()

    def read(self, node: yaml.Node, path: Path_) -> Value:
        place = Place(self.shown_as, node.start_mark.line + 1, node.start_mark.column + 1)
        self.places[path] = place
        if len(path) > _MOST_DEPTH:
            self.faults.append(place.fault(path, f"expected at most {_MOST_DEPTH} levels of nesting"))
            return None
        if id(node) in self.open:
            self.faults.append(place.fault(path, "expected no anchors and aliases: write the value out"))
            return None
        self.open.add(id(node))
        if node.tag not in _TAGS[type(node)]:
            self.faults.append(place.fault(path, "expected no tags", node.tag))
        match node:
            case yaml.MappingNode():
                return self._read_mapping(node, path)
            case yaml.SequenceNode():
                return [self.read(child, (*path, i)) for i, child in enumerate(node.value)]
            case yaml.ScalarNode():
                return _read_scalar(node)
            case _:
                return None

    def _read_mapping(self, node: yaml.MappingNode, path: Path_) -> Value:
        found: dict[str, Value] = {}
        for key_node, child in node.value:
            place = Place(self.shown_as, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                self.faults.append(place.fault(path, "expected a word as the key"))
                continue
            if key in found:
                self.faults.append(place.fault((*path, key), "expected each key once, found it twice", key))
                continue
            found[key] = self.read(child, (*path, key))
            self.places[*path, key] = (
                place if isinstance(child, yaml.CollectionNode) else self.places[*path, key]
            )
        return found


def _read_scalar(node: yaml.ScalarNode) -> Value:
    text = str(node.value)
    if node.style in {"'", '"', "|", ">"}:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE.fullmatch(text) else text
