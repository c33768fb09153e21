"""The contents of a law: its elements by kind and id, and the ways in which an amendment changes them."""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from pydantic import Field

from propengine.law.elements import Id, Part
from propengine.law.faults import Fault, near_miss
from propengine.law.programmes import Programme
from propengine.law.quantities import Grouping, Measure, Table
from propengine.law.rules import Notice, Offence, Reading, Rule
from propengine.law.sanctions import Ladder, RangeTable, Rungs, Step
from propengine.law.sources import Document, Path_, Value
from propengine.law.validation import validate
from propengine.law.vocabulary import Fact, Substance


class Contents(Part):
    """The elements of a law. Ids are unique within a kind and across the instruments of a jurisdiction."""

    facts: dict[Id, Fact] = Field(default_factory=dict)
    substances: dict[Id, Substance] = Field(default_factory=dict)
    groupings: dict[Id, Grouping] = Field(default_factory=dict)
    tables: dict[Id, Table] = Field(default_factory=dict)
    measures: dict[Id, Measure] = Field(default_factory=dict)
    rules: dict[Id, Rule] = Field(default_factory=dict)
    offences: dict[Id, Offence] = Field(default_factory=dict)
    ranges: dict[Id, RangeTable] = Field(default_factory=dict)
    ladders: dict[Id, Ladder] = Field(default_factory=dict)
    rungs: dict[Id, Rungs] = Field(default_factory=dict)
    steps: dict[Id, Step] = Field(default_factory=dict)
    programmes: dict[Id, Programme] = Field(default_factory=dict)
    readings: dict[Id, Reading] = Field(default_factory=dict)
    notices: dict[Id, Notice] = Field(default_factory=dict)

    def ids(self) -> Iterator[tuple[str, str]]:
        """Yield every (kind, id)."""
        for kind in KINDS:
            for id_ in getattr(self, kind):
                yield kind, id_


KINDS: Final = tuple(Contents.model_fields)
CELLWISE: Final = {"tables": "rows", "ranges": "cells", "groupings": "groups"}
"""Kinds whose elements hold an inner collection that an amendment addresses entry by entry."""


def read_contents(
    document: Document, faults: list[Fault], before: Document | None = None, known: Contents | None = None
) -> Contents | None:
    """Return the elements of a document, or None after appending every mistake to `faults`.

    Where an amendment of `before` made the document, the elements that it left alone are taken from `known`:
    they are the same objects, and are neither read nor checked again.
    """
    value, old = document.value, before.value if before is not None else None
    if (
        known is None
        or not isinstance(old, dict)
        or not isinstance(value, dict)
        or not value.keys() <= set(KINDS)
    ):
        return validate(Contents, document, faults)
    kept = {kind: elements for kind, elements in value.items() if isinstance(elements, dict)}
    if len(kept) < len(value):
        return validate(Contents, document, faults)
    unchanged = {
        kind: {
            id_
            for id_, element in elements.items()
            if id_ in getattr(known, kind) and element is _element(old, kind, id_)
        }
        for kind, elements in kept.items()
    }
    changed = {
        kind: {id_: of for id_, of in elements.items() if id_ not in unchanged[kind]}
        for kind, elements in kept.items()
    }
    fresh = validate(Contents, Document(cast("Value", changed), document.places), faults)
    if fresh is None:
        return None
    fields = {
        kind: {id_: getattr(known if id_ in unchanged[kind] else fresh, kind)[id_] for id_ in elements}
        for kind, elements in kept.items()
    }
    return Contents.model_construct(None, **{kind: {} for kind in KINDS} | fields)


def _element(kinds: dict[str, Value], kind: str, id_: str) -> Value:
    elements = kinds.get(kind)
    return elements.get(id_) if isinstance(elements, dict) else None


class Changes:
    """What an amendment, or a reading, does to a law: it sets fields, adds and removes elements, by id."""

    def __init__(self, document: Document, at: Path_ = ()) -> None:
        """Read `set`, `add` and `remove` found at `at` in the document."""
        self.document = document
        self.at = at

    def apply(self, base: Document, faults: list[Fault]) -> Document:
        """Return `base` with the changes made; append a fault for each change that does not fit."""
        kinds = base.value if isinstance(base.value, dict) else {}
        value = {kind: dict(elements) for kind, elements in kinds.items() if isinstance(elements, dict)}
        draft = _Draft(value, base, self, faults)
        for verb, change in (("remove", draft.remove), ("set", draft.set), ("add", draft.add)):
            for kind, entries in self._entries(verb, draft):
                if kind not in KINDS:
                    draft.complain((verb, kind), f"expected a kind of element, found {kind!r}", kind, KINDS)
                else:
                    change(kind, entries)
        return Document(cast("Value", draft.value), draft.places)

    def _entries(self, verb: str, draft: "_Draft") -> Iterator[tuple[str, dict[str, Value]]]:
        """Yield what the amendment says under a verb; complain about what no verb can take."""
        value = self._value(verb)
        if value is not None and not isinstance(value, dict):
            draft.complain((verb,), "expected a mapping from kinds of elements", str(value), ())
        for kind, entries in value.items() if isinstance(value, dict) else ():
            if verb == "remove" and isinstance(entries, list):
                yield kind, dict.fromkeys(map(str, entries))
            elif verb != "remove" and isinstance(entries, dict):
                yield kind, entries
            else:
                wanted = "a list of ids" if verb == "remove" else "a mapping from ids"
                draft.complain((verb, kind), f"expected {wanted}", str(entries), ())

    def _value(self, verb: str) -> Value:
        value: Value = self.document.value
        for part in (*self.at, verb):
            value = value.get(str(part)) if isinstance(value, dict) else None
        return value


class _Draft:
    """A law while an amendment is applied to it."""

    def __init__(
        self,
        value: dict[str, dict[str, Value]],
        base: Document,
        changes: Changes,
        faults: list[Fault],
    ) -> None:
        self.value = value
        self.base = base
        self.places = dict(base.places)
        self.changes = changes
        self.faults = faults

    def complain(
        self, path: Path_, message: str, found: str, choices: Mapping[str, object] | tuple[str, ...]
    ) -> None:
        near = near_miss(found, choices)
        hint = f"; did you mean {near!r}?" if near else ""
        self.faults.append(self.changes.document.fault((*self.changes.at, *path), message + hint, found))

    def remove(self, kind: str, entries: dict[str, Value]) -> None:
        for i, id_ in enumerate(entries):
            if id_ not in self.value.get(kind, {}):
                self.complain(
                    ("remove", kind, i),
                    f"expected an existing id to remove, found {id_!r}",
                    id_,
                    self._of(kind),
                )
                continue
            del self.value[kind][id_]
            self._forget((kind, id_))

    def add(self, kind: str, entries: dict[str, Value]) -> None:
        for id_, element in entries.items():
            if id_ in self.value.get(kind, {}):
                self.complain(
                    ("add", kind, id_), f"expected a new id, found {id_!r}, which exists: use set", id_, ()
                )
                continue
            self.value.setdefault(kind, {})[id_] = element
            self._learn(("add", kind, id_), (kind, id_))

    def set(self, kind: str, entries: dict[str, Value]) -> None:
        for id_, fields in entries.items():
            present = self.value.get(kind, {}).get(id_)
            if not isinstance(present, dict):
                self.complain(
                    ("set", kind, id_), f"expected an existing id, found {id_!r}", id_, self._of(kind)
                )
                continue
            if not isinstance(fields, dict):
                self.complain(("set", kind, id_), "expected the fields to set", str(fields), ())
                continue
            self.value[kind][id_] = self._merge(kind, id_, present, fields)

    def _merge(
        self, kind: str, id_: str, present: dict[str, Value], fields: dict[str, Value]
    ) -> dict[str, Value]:
        merged = dict(present)
        for field, new in fields.items():
            inner, old = CELLWISE.get(kind), present.get(field)
            if field == inner and isinstance(old, dict) and isinstance(new, dict):
                for cell in new:
                    self._learn(("set", kind, id_, field, cell), (kind, id_, field, cell))
                merged[field] = {cell: entry for cell, entry in {**old, **new}.items() if entry is not None}
            elif new is None:
                merged.pop(field, None)
                self._learn(("set", kind, id_, field), (kind, id_, field))
            else:
                merged[field] = new
                self._learn(("set", kind, id_, field), (kind, id_, field))
        return merged

    def _of(self, kind: str) -> tuple[str, ...]:
        return tuple(self.value.get(kind, ()))

    def _forget(self, path: Path_) -> None:
        for known in self.base.below(path):
            self.places.pop(known, None)

    def _learn(self, source: Path_, target: Path_) -> None:
        self._forget(target)
        source = (*self.changes.at, *source)
        document = self.changes.document
        for known in document.below(source):
            self.places[*target, *known[len(source) :]] = document.places[known]
