"""Every figure of a ruleset's files, and each ruleset in which one of them is another.

A figure is a number of the law with its unit (`10 g`, `5 y 4 m`, `1/3`, an age), a comparison at a limit
(`at_most` or `less_than`), whether a cut point belongs to the band below it, an end that is a word (a rung,
or life), and the first day of a revision. A mutant has the next value up or down, the other comparison, the
neighbouring rung, the next day or the day before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeAlias

from propengine.law.amounts import UNIT_CODES
from propengine.law.conditions import Comparison
from propengine.law.elements import Language
from propengine.notation.loading import CASES_FILE
from propengine.notation.sources import Document, Path_, Value, read_document, show_path

Files: TypeAlias = Mapping[str, Value]
"""Files of a ruleset that are written otherwise, by name; one that is None is not there."""

_NUMBER: Final = re.compile(r"([0-9]+)(?:\.([0-9]+)|/([0-9]+))?", re.ASCII)
_UNITS: Final = "|".join(("%", "y", "m", "w", "d", "h", *UNIT_CODES))
_PART: Final = rf"{_NUMBER.pattern}(?: (?:{_UNITS}))?"
_FIGURE: Final = re.compile(rf"{_PART}(?: {_PART})*(?: less a day)?", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NO_LAW: Final = frozenset(
    {
        *Language,
        *("as_printed", "checked_until", "citation", "enacted", "note", "other_law", "provision"),
        *("published", "read_as", "read_at", "unknown"),
        *("amends", "ends"),  # they follow the first day of another file
    }
)
"""Fields whose text is no figure of the law, whatever it looks like."""
_ENDS: Final = frozenset({"min", "max", "point", "duration"})
_BOUNDLESS: Final = frozenset({"life", "none_stated"})
_OTHER: Final[Mapping[str, str]] = {
    Comparison.AT_LEAST: Comparison.MORE_THAN,
    Comparison.MORE_THAN: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.LESS_THAN,
    Comparison.LESS_THAN: Comparison.AT_MOST,
    "included": "excluded",
    "excluded": "included",
    "02-28": "03-01",
    "03-01": "02-28",
}
"""The other of two words."""


@dataclass(frozen=True)
class Mutant:
    """A ruleset in which one figure is another.

    Attributes:
        file: where the figure stands, from the ruleset's folder.
        line: in it.
        path: of the figure, or of the value beside the comparison; empty for a file's first day.
        says: what stands there.
        instead: what stands there in the mutant.
        ways: how that may be written; the first that can be read counts.
    """

    file: str
    line: int
    path: Path_
    says: str
    instead: str
    ways: tuple[Files, ...]

    @property
    def name(self) -> str:
        """Return what identifies it, however many lines stand above."""
        return f"{self.file}: {self.where}: {self.says} -> {self.instead}"

    @property
    def where(self) -> str:
        """Return its place in the file, in words."""
        return show_path(self.path) if self.path else "first day"

    @property
    def figure(self) -> tuple[str, Path_]:
        """Return what identifies the place of its figure."""
        return self.file, self.path

    @property
    def day(self) -> date | None:
        """Return the first day that is another, if that is the figure."""
        return None if self.path else date.fromisoformat(self.says)


def mutants_of(folder: Path) -> Iterator[Mutant]:
    """Yield every mutant of a ruleset with one figure changed, file by file."""
    files = [f for f in sorted(folder.rglob("*.yaml")) if f != folder / CASES_FILE]
    read = {file.relative_to(folder).as_posix(): file for file in files}
    documents = {name: read_document(file, name) for name, file in read.items()}
    rungs = [list(found) for document in documents.values() for found in _rungs(document.value)]
    for name, document in documents.items():
        yield from _Mutants(name, document, rungs).found()
    yield from _first_days(documents)


class _Mutants:
    """Finds the mutants of one file."""

    def __init__(self, name: str, document: Document, rungs: list[list[str]]) -> None:
        self.name = name
        self.document = document
        self.rungs = rungs

    def found(self) -> Iterator[Mutant]:
        yield from self._below((), self.document.value)

    def _below(self, path: Path_, value: Value) -> Iterator[Mutant]:
        match value:
            case dict():
                for key, part in value.items():
                    if key in _OTHER and not isinstance(part, dict | list):
                        yield self._mutant((*path, key), key, _OTHER[key], self._renamed(path, key))
                    yield from self._below((*path, key), part)
            case list():
                for i, part in enumerate(value):
                    yield from self._below((*path, i), part)
            case bool() | None:
                return
            case _ if not _is_named(path, _NO_LAW):
                yield from self._of_scalar(path, value)

    def _of_scalar(self, path: Path_, value: int | str) -> Iterator[Mutant]:
        text = str(value)
        for other in dict.fromkeys(self._neighbours(path, text)):
            new = int(other) if isinstance(value, int) else other
            ways = [new, f"{other} m"] if text == "0" else [new]
            yield self._mutant(path, text, other, *(self._with(path, way) for way in ways))

    def _neighbours(self, path: Path_, text: str) -> Iterator[str]:
        if _DAY.fullmatch(text):
            yield from _days_beside(text)
        elif text in _OTHER:
            yield _OTHER[text]
        elif _FIGURE.fullmatch(text):
            yield from _numbers_beside(text)
        elif _is_named(path, _ENDS):
            yield from self._words_beside(text)

    def _words_beside(self, text: str) -> Iterator[str]:
        """Yield the rungs above and below an end; in the place of one without a number, a long time."""
        if text in _BOUNDLESS:
            yield "99 y"
        for rungs in self.rungs:
            if text in rungs:
                place = rungs.index(text)
                yield from rungs[place + 1 : place + 2]
                yield from rungs[max(place - 1, 0) : place]

    def _mutant(self, path: Path_, says: str, instead: str, *values: Value) -> Mutant:
        line = self.document.place(path).line
        return Mutant(self.name, line, path, says, instead, tuple({self.name: value} for value in values))

    def _with(self, path: Path_, new: Value) -> Value:
        return _replaced(self.document.value, path, lambda _: new)

    def _renamed(self, path: Path_, key: str) -> Value:
        def rename(parent: Any) -> Value:
            return {_OTHER[key] if name == key else name: part for name, part in parent.items()}

        return _replaced(self.document.value, path, rename)


def _is_named(path: Path_, names: frozenset[str]) -> bool:
    return next((part for part in reversed(path) if isinstance(part, str)), None) in names


def _replaced(value: Any, path: Path_, make: Any) -> Value:
    """Return a value in which the part at a path is another."""
    if not path:
        return make(value)  # type: ignore[no-any-return]
    first, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_replaced(part, rest, make) if i == first else part for i, part in enumerate(value)]
    return {key: _replaced(part, rest, make) if key == first else part for key, part in value.items()}


def _numbers_beside(text: str) -> Iterator[str]:
    """Yield a text with each of its numbers one higher, and one lower, in its last place."""
    for number in _NUMBER.finditer(text):
        for other in (_higher(number), _lower(number)):
            if other is not None:
                yield text[: number.start()] + other + text[number.end() :]
    if text.endswith(" less a day"):
        yield text.removesuffix(" less a day")


def _higher(number: re.Match[str]) -> str:
    whole, places, parts = number.groups()
    return f"{int(whole) + 1}/{parts}" if parts else _moved(whole, places or "", 1)


def _lower(number: re.Match[str]) -> str | None:
    whole, places, parts = number.groups()
    if parts:
        return f"{int(whole) - 1}/{parts}" if int(whole) > 1 else f"{whole}/{int(parts) + 1}"
    return _moved(whole, places or "", -1) if Fraction(number[0]) else None


def _moved(whole: str, places: str, by: int) -> str:
    digits = str(int(whole + places) + by).rjust(len(places) + 1, "0")
    return f"{digits[: -len(places)]}.{digits[-len(places) :]}" if places else digits


def _days_beside(text: str) -> tuple[str, str]:
    day = date.fromisoformat(text)
    return str(day + timedelta(days=1)), str(day - timedelta(days=1))


def _rungs(value: Value) -> Iterator[list[str]]:
    """Yield the lists of rungs that a file has."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "rungs" and isinstance(part, list):
                yield [str(rung) for rung in part]
            else:
                yield from _rungs(part)


def _first_days(documents: Mapping[str, Document]) -> Iterator[Mutant]:
    """Yield the mutants in which a revision begins a day later or earlier: its file has another name."""
    for name, document in documents.items():
        folder, _, file = name.rpartition("/")
        day = file.removesuffix(".yaml")
        if not folder or not _DAY.fullmatch(day):
            continue
        for other in _days_beside(day):
            files: dict[str, Value] = {name: None, f"{folder}/{other}.yaml": document.value}
            for next_name, following in documents.items():
                if next_name.rpartition("/")[0] == folder and isinstance(following.value, dict):
                    for verb in ("amends", "ends"):
                        if following.value.get(verb) == day:
                            files[next_name] = {**following.value, verb: other}
            yield Mutant(name, 1, (), day, other, (files,))
