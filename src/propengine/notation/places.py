"""Places: where each part of a law was written, so that a fault is told where it is mended.

An element may have been written in one file and changed in several, or in an option of a reading; each of its
fields stands in the newest file, or in the option, that sets it. Gaps stand in the jurisdiction's own file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from propengine.law.amendments import is_cellwise
from propengine.law.ruleset import Law
from propengine.notation.faults import Fault
from propengine.notation.sources import Document, Path_, Place

if TYPE_CHECKING:
    from propengine.law.instruments import Revision

JURISDICTION_FILE: Final = "jurisdiction.yaml"
CATALOGUE_FILE: Final = "programmes.yaml"
"""Beside the folders of rulesets: what sources say of programmes beside their law."""

Layers: TypeAlias = tuple[Document, ...]
"""The files that make a text: the whole one, then its amendments in order."""
Texts: TypeAlias = Mapping[str, Layers]
"""The files that make each revision, by `instrument@first-day`, and the jurisdiction's own, by its name."""

Spot: TypeAlias = tuple[Document, Path_]
"""A file, and the path of a part in it."""


@dataclass(frozen=True)
class Places:
    """Where the parts of one law stand.

    Attributes:
        law: the law, perhaps under options of its readings.
        texts: the files.
    """

    law: Law
    texts: Texts

    def fault(self, path: Path_, message: str, text: str = "") -> Fault:
        """Return a fault at a part of the law."""
        document, where = self.written(path)
        return document.fault(where, message, text)

    def place(self, path: Path_) -> Place:
        """Return where a part of the law was written last."""
        document, where = self.written(path)
        return document.place(where)

    def spot(self, path: Path_, word: str) -> Path_:
        """Return the path of the first key `word` below `path`."""
        document, where = self.written(path)
        below = document.below(where) if len(where) > 1 else ()
        found = next((known for known in below if known[-1] == word), None)
        return (*path, *found[len(where) :]) if found is not None else path

    def written(self, path: Path_) -> Spot:
        """Return where a part was written last: in an option of a reading, or in the newest file."""
        if path[:1] == ("rules",) and "." in str(path[1:2]):  # it concludes one of the bands of a number
            path = ("bands", str(path[1]).partition(".")[0])
        if path[:1] == ("gaps",):
            return self._in_jurisdiction(path)
        options = [*reversed(self.law.readings), *self._adding(path)]
        changed = (self._in_option(path, reading, option) for reading, option in options)
        return next((spot for spot in changed if spot is not None), None) or self._in_files(path)

    def last_written(self, elements: Iterable[tuple[str, str]], fields: Sequence[str]) -> Spot:
        """Return where that element stands of which a field was written last; of equals, the last one."""
        paths = [(*element, field) for element in reversed(list(elements)) for field in fields]
        document, where = self.written(max(paths, key=self.age))
        return document, where[:-1]

    def age(self, path: Path_) -> tuple[bool, str]:
        """Return what orders the parts of a law by when they were written; options come last."""
        document, where = self.written(path)
        return "options" in where, document.place(()).file.rpartition("/")[2]  # a file's name is its day

    def _adding(self, path: Path_) -> Iterable[tuple[str, str]]:
        """Yield the options that add the element of a path, where the law itself does not have it."""
        if len(path) < 2 or path[:2] in self.law.owners:  # noqa: PLR2004 - kind and id
            return
        for name, reading in self.law.contents.readings.items():
            for option, changes in reading.options.items():
                if any((kind, id_) == path[:2] for kind, id_, _ in changes.added()):
                    yield name, option

    def _in_option(self, path: Path_, reading: str, option: str) -> Spot | None:
        """Return where an option of a reading changes a part, if it does."""
        document, at = self._in_files(("readings", reading, "options", option))
        return _change(document, path, at)

    def _in_files(self, path: Path_) -> Spot:
        """Return the newest file that writes a part, and where it does."""
        return written_in(self._layers(path), path)

    def _in_jurisdiction(self, path: Path_) -> Spot:
        """Return where a part of a gap stands; the file lists gaps, and a path names one by its id."""
        (document,) = self.texts[JURISDICTION_FILE]
        gaps = document.value.get("gaps") if isinstance(document.value, dict) else None
        listed = [gap.get("id") for gap in gaps if isinstance(gap, dict)] if isinstance(gaps, list) else []
        where = (listed.index(path[1]),) if path[1] in listed else ()
        return document, ("gaps", *where, *path[2:])

    def _layers(self, path: Path_) -> Layers:
        owner: Revision | None = None
        if len(path) > 1:
            owner = self.law.owners.get((str(path[0]), str(path[1])))
        if owner is None:
            owner = next(iter(self.law.used.values()))
        return self.texts[str(owner)]


def written_in(layers: Layers, path: Path_) -> Spot:
    """Return the newest of the files of a text that writes a part, and where it does."""
    changed = (_change(document, path) for document in reversed(layers[1:]))
    return next((spot for spot in changed if spot is not None), (layers[0], path))


def _change(document: Document, path: Path_, at: Path_ = ()) -> Spot | None:
    """Return where an amendment, which stands at a path of a document, writes a part, if it does."""
    for verb in ("set", "add"):
        if _writes(document, (*at, verb), path):
            return document, (*at, verb, *path)
    return None


def _writes(document: Document, verb: Path_, path: Path_) -> bool:
    """Say whether an amendment writes a part: the element itself, or the field of it that is meant."""
    depth = 2 if verb[-1] == "add" else 3
    if depth > 2 and len(path) > depth and is_cellwise(str(path[0]), path[2]):  # noqa: PLR2004 - a field
        depth = 4
    return len(path) >= 2 and (*verb, *path[:depth]) in document.places  # noqa: PLR2004 - kind and id
