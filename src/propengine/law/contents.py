"""The contents of a law: its elements by kind and id."""

from collections.abc import Iterator
from typing import Final, Protocol, TypeAlias

from pydantic import Field

from propengine.law.amendments import Amendment, parts_of_amendment
from propengine.law.bandings import Banding
from propengine.law.conditions import Tree
from propengine.law.elements import Id, Part
from propengine.law.programmes import Programme
from propengine.law.quantities import Grouping, Measure
from propengine.law.readings import READABLE, Reading
from propengine.law.rules import Notice, Offence, Rule
from propengine.law.sanctions import Ladder, RangeTable, Rungs
from propengine.law.steps import Step
from propengine.law.tables import AnyTable
from propengine.law.vocabulary import Fact, Substance

Path: TypeAlias = tuple[str | int, ...]
"""Where in the contents something stands: kind, id, and the fields and positions below."""


class Contents(Part):
    """The elements of a law. Ids are unique within a kind and across the instruments of a jurisdiction."""

    facts: dict[Id, Fact] = Field(default_factory=dict)
    substances: dict[Id, Substance] = Field(default_factory=dict)
    groupings: dict[Id, Grouping] = Field(default_factory=dict)
    tables: dict[Id, AnyTable] = Field(default_factory=dict)
    measures: dict[Id, Measure] = Field(default_factory=dict)
    bands: dict[Id, Banding] = Field(default_factory=dict)
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

    def conditions(self) -> Iterator[Tree]:
        """Yield every condition of every element."""
        for kind, id_ in self.ids():
            yield from (tree for _, tree in conditions_of(kind, id_, getattr(self, kind)[id_]))


KINDS: Final = tuple(Contents.model_fields)


def conditions_of(kind: str, id_: str, element: object) -> Iterator[tuple[Path, Tree]]:
    """Yield every condition of an element, with the path of the field or element that holds it."""
    match element:
        case Fact():
            for i, tree in enumerate((element.derive.count if element.derive else None) or []):
                yield (kind, id_, "derive", "count", i), tree
        case Programme():
            for gate_kind, gate in element.gates.items():
                yield from _when_and_unless((kind, id_, "gates", gate_kind), gate)
            for i, where in enumerate(element.force_where):
                yield from _when_and_unless((kind, id_, "force_where", i), where)
        case Rule() | Offence() | Step() | Reading() | Notice():
            yield from _when_and_unless((kind, id_), element)
    if isinstance(element, Offence):
        for leaf in element.leaves:
            optional = leaf.fine or leaf.response
            for _, tree in _when_and_unless((), optional) if optional is not None else ():
                yield (kind, id_, "sanction"), tree


class _Conditional(Protocol):
    """A part of the law with conditions of its own."""

    @property
    def when(self) -> Tree: ...
    @property
    def unless(self) -> Tree | None: ...


def _when_and_unless(path: Path, part: _Conditional) -> Iterator[tuple[Path, Tree]]:
    yield (*path, "when"), part.when
    if part.unless is not None:
        yield (*path, "unless"), part.unless


_Set, _Add, _Remove = parts_of_amendment(
    "Revision",
    {kind: field.annotation.__args__[1] for kind, field in Contents.model_fields.items()} | READABLE,  # type: ignore[union-attr]  # mappings of ids
)


class RevisionAmendment(Amendment):
    """What a revision, or a reform proposal, changes of the text before it.

    Attributes:
        set: fields that change, by kind and id; null takes a field away.
        add: new elements, by kind and id.
        remove: ids of elements that fall away, by kind.
    """

    set: _Set = Field(default_factory=_Set)  # type: ignore[valid-type]  # made from the kinds above
    add: _Add = Field(default_factory=_Add)  # type: ignore[valid-type]  # the same
    remove: _Remove = Field(default_factory=_Remove)  # type: ignore[valid-type]  # the same
