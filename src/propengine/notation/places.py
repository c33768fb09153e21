"""Places: where each part of a law was written, so that a fault is told where it is mended.

An element may have been written in one file and changed in several; each of its fields stands in the newest
file that sets it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from propengine.law.amendments import CELLWISE
from propengine.law.ruleset import Law
from propengine.notation.faults import Fault
from propengine.notation.sources import Document, Path_, Place

if TYPE_CHECKING:
    from propengine.law.instruments import Revision

Layers: TypeAlias = tuple[Document, ...]
"""The files that make a text: the whole one, then its amendments in order."""
Texts: TypeAlias = Mapping[str, Layers]
"""The files that make each revision, by `instrument@first-day`."""


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
        return self.place(path).fault(path, message, text)

    def place(self, path: Path_) -> Place:
        """Return where a part of the law was written last."""
        for name, option in reversed(self.law.readings):
            at: Path_ = ("readings", name, "options", option)
            document, reading = self.written(at)
            found = _changed(document, path, reading)
            if found is not None:
                return found
        document, where = self.written(path)
        return document.place(where)

    def spot(self, path: Path_, word: str) -> Path_:
        """Return the path of the first key `word` below `path`."""
        for document in reversed(self._layers(path)):
            for at in (path, *(("set", *path), ("add", *path))):
                below = document.below(at) if len(at) > 1 else ()
                found = next((known for known in below if known[-1] == word), None)
                if found is not None:
                    return (*path, *found[len(at) :])
        return path

    def written(self, path: Path_) -> tuple[Document, Path_]:
        """Return the newest file that writes a part, and the path of the part in it."""
        layers = self._layers(path)
        for document in reversed(layers[1:]):
            for verb in ("set", "add"):
                if _writes(document, verb, path):
                    return document, (verb, *path)
        return layers[0], path

    def _layers(self, path: Path_) -> Layers:
        owner: Revision | None = None
        if len(path) > 1:
            owner = self.law.owners.get((str(path[0]), str(path[1])))
        if owner is None:
            owner = next(iter(self.law.used.values()))
        return self.texts[str(owner)]


def _writes(document: Document, verb: str, path: Path_) -> bool:
    """Say whether an amendment writes a part: the element itself, or the field of it that is meant."""
    depth = 2 if verb == "add" else 3
    if verb == "set" and len(path) > depth and path[2] == CELLWISE.get(str(path[0])):
        depth = 4
    wanted = (verb, *path[: max(depth, 2)])
    return len(path) >= 2 and wanted in document.places  # noqa: PLR2004 - kind and id


def _changed(document: Document, path: Path_, at: Path_) -> Place | None:
    """Return where an option of a reading changes a part, if it does."""
    for verb in ("set", "add"):
        depth = 2 if verb == "add" or len(path) == 2 else 3  # noqa: PLR2004 - kind and id
        if len(path) > 1 and (*at, verb, *path[:depth]) in document.places:
            return document.place((*at, verb, *path))
    return None


def places_of(law: Law, texts: Mapping[str, Sequence[Document]]) -> Places:
    """Return where the parts of a law stand."""
    return Places(law, {name: tuple(layers) for name, layers in texts.items()})
