"""Reading YAML with the place of every value, so that each fault can be shown where it stands.

The scalars are those that law needs: true, false, null, whole numbers and text. `0.5` stays the text `0.5`
and `2001-07-01` stays text too, so no value passes through a binary float or a date that YAML guessed.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias

import yaml
from yaml.reader import ReaderError

from propengine.notation.faults import EmptyFileFaults, Fault, RulesetFaults
from propengine.notation.files import read_bytes
from propengine.notation.syntax import told_of

Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value] | None"
Path_: TypeAlias = tuple[str | int, ...]
_Event: TypeAlias = Any
"""An event of the parser, whose stubs lack most of its fields."""

_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)
_TAGS: Final[Mapping[type[yaml.Event], frozenset[str | None]]] = {
    yaml.MappingStartEvent: frozenset({None, "!", "tag:yaml.org,2002:map"}),
    yaml.SequenceStartEvent: frozenset({None, "!", "tag:yaml.org,2002:seq"}),
    yaml.ScalarEvent: frozenset(
        {None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("bool", "float", "int", "null", "str"))}
    ),
}
"""The tags that say what stands there anyway; most values have none."""
_WORDS: Final[Mapping[str, Value]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MOST_DEPTH: Final = 24
_MOST_VALUES: Final = 200_000
_CUT: Final = re.compile(r"[ \t]#[^\r\n]*")
"""A comment right after a value: one space, and then the sign."""


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
        value: the whole.
        places: where each part stands.
        empty: the parts that were left empty, where nothing or a comment follows the colon.
        cut: the texts after which a comment begins one space further on, with that comment: it may have been
            meant as text.
        digest: the SHA-256 of the file that it was read from; empty for what is no file.
    """

    value: Value
    places: Mapping[Path_, Place]
    empty: frozenset[Path_] = frozenset()
    cut: Mapping[Path_, str] = field(default_factory=dict)
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
    content = read_bytes(file)
    try:
        text = content.decode("utf-8-sig")
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
    reader = _Reader(text, shown_as)
    try:
        value = reader.read_document()
    except _StopReadingError:
        raise RulesetFaults(reader.faults) from None
    except yaml.MarkedYAMLError as error:
        line, column, message = told_of(error)
        fault = Fault(shown_as, line, column, "(document)", message)
        raise RulesetFaults([*reader.faults, fault]) from None
    except yaml.YAMLError as error:
        found = f"the character U+{error.character:04X}" if isinstance(error, ReaderError) else "another sign"
        message = f"expected YAML: characters that text may hold, found {found}: take it out"
        raise RulesetFaults([*reader.faults, _at_character(text, shown_as, error, message)]) from None
    if reader.faults:
        raise RulesetFaults(reader.faults)
    return Document(value, reader.places, frozenset(reader.empty), reader.cut)


def _at_character(text: str, shown_as: str, error: yaml.YAMLError, message: str) -> Fault:
    """Return a fault at the character that ended the reading, where that is known."""
    read = text.encode()[: error.position] if isinstance(error, ReaderError) else b""
    before = read.decode(errors="ignore")
    return Fault(shown_as, before.count("\n") + 1, len(before) - before.rfind("\n"), "(document)", message)


class _StopReadingError(Exception):
    """What was read so far is fault enough: the rest would only cost time."""


class _Reader:
    """One pass over the events of a parser, collecting values, places and faults.

    The parser keeps a stack of its own; ours is no deeper than a document may be.
    """

    def __init__(self, text: str, shown_as: str) -> None:
        self.text = text
        self.shown_as = shown_as
        self.events: Iterator[_Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.places: dict[Path_, Place] = {}
        self.faults: list[Fault] = []
        self.empty: set[Path_] = set()
        self.cut: dict[Path_, str] = {}

    def read_document(self) -> Value:
        next(self.events)  # the stream begins
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            message = "expected a document, found an empty file"
            raise EmptyFileFaults([Fault(self.shown_as, 1, 1, "(document)", message)])
        value = self.read(next(self.events), ())
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.faults.append(self.place(after).fault((), "expected YAML: one document, found a second"))
        return value

    def place(self, event: _Event) -> Place:
        return Place(self.shown_as, event.start_mark.line + 1, event.start_mark.column + 1)

    def read(self, event: _Event, path: Path_) -> Value:
        place = self.places[path] = self.place(event)
        if len(path) > _MOST_DEPTH:
            self._stop(place.fault(path, f"expected at most {_MOST_DEPTH} levels of nesting"))
        if len(self.places) > _MOST_VALUES:
            self._stop(place.fault(path, f"expected at most {_MOST_VALUES} values in one file"))
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.faults.append(place.fault(path, "expected no anchors and aliases: write the value out"))
        if isinstance(event, yaml.AliasEvent):
            return None
        if event.tag not in _TAGS[type(event)]:
            self.faults.append(place.fault(path, "expected no tags", event.tag))
        match event:
            case yaml.MappingStartEvent():
                return self._read_mapping(path)
            case yaml.SequenceStartEvent():
                return self._read_sequence(path)
            case _:
                return self._read_scalar(event, path)

    def _stop(self, fault: Fault) -> NoReturn:
        self.faults.append(fault)
        raise _StopReadingError

    def _read_sequence(self, path: Path_) -> list[Value]:
        found: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.read(event, (*path, len(found))))
        return found

    def _read_mapping(self, path: Path_) -> dict[str, Value]:
        found: dict[str, Value] = {}
        while not isinstance(key_event := next(self.events), yaml.MappingEndEvent):
            place = self.place(key_event)
            key = key_event.value if isinstance(key_event, yaml.ScalarEvent) else None
            if key is None:
                self.faults.append(place.fault(path, "expected a word as the key"))
                self.skip(key_event)
                self.skip(next(self.events))
                continue
            event = next(self.events)
            if key in found:
                self.faults.append(place.fault((*path, key), "expected each key once, found it twice", key))
                self.skip(event)
                continue
            found[key] = self.read(event, (*path, key))
            if isinstance(event, yaml.CollectionStartEvent):
                self.places[*path, key] = place
        return found

    def skip(self, event: _Event) -> None:
        """Pass over a value."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self.events)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)

    def _read_scalar(self, event: _Event, path: Path_) -> Value:
        text = str(event.value)
        if event.style in {"'", '"', "|", ">"}:
            return text
        if not text:
            self.empty.add(path)
        elif (comment := _CUT.match(self.text, event.end_mark.index)) is not None:
            self.cut[path] = comment[0].strip()
        if text in _WORDS:
            return _WORDS[text]
        return int(text) if _WHOLE.fullmatch(text) else text
