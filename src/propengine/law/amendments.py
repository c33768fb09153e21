"""Amendments: what turns one text into the next, typed: fields set, elements added and removed, by id.

The revisions of an instrument, the options of a reading and a reform proposal all change a law in this one
way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    create_model,
    model_serializer,
)

from propengine.law.elements import Element, Id, Mark, Part, lowest

_CELLWISE: Final = {"tables": "rows", "ranges": "cells", "groupings": "groups"}
_WORDS: Final = "words"

_UNFIGURED: Final = frozenset({"name", _WORDS, "note", "provision", "read_at", "text", "question"})
"""Fields that hold no figure: setting them says nothing of how well a figure was checked."""
_CONFIRMING: Final = _UNFIGURED | {"mark"}
"""Fields that may be said again: words, and that the change was read too."""


def is_cellwise(kind: str, field: object) -> bool:
    """Say whether a field holds an inner collection that an amendment addresses entry by entry."""
    return field in {_CELLWISE.get(kind), _WORDS}


class Amendment(Part):
    """What an amendment says.

    Attributes:
        set: fields that change, by kind and id; null takes a field away.
        add: new elements, by kind and id.
        remove: ids of elements that fall away, by kind.
    """

    set: Part = Field(default_factory=Part)
    add: Part = Field(default_factory=Part)
    remove: Part = Field(default_factory=Part)

    @property
    def changes_nothing(self) -> bool:
        """Say whether it sets, adds and removes nothing."""
        return not (any(self.changed()) or any(self.added()) or any(self.removed()))

    def changed(self) -> "Iterator[tuple[str, str, Part]]":
        """Yield the kind and id of each element that it changes, and the fields set."""
        return _entries(self.set)

    def added(self) -> "Iterator[tuple[str, str, Part]]":
        """Yield the kind, the id and the new element."""
        return _entries(self.add)

    def removed(self) -> "Iterator[tuple[str, str, int]]":
        """Yield the kind, the id and its place in the list."""
        for kind in type(self.remove).model_fields:
            for place, id_ in enumerate(getattr(self.remove, kind)):
                yield kind, id_, place


def _entries(part: Part) -> Iterator[tuple[str, str, Part]]:
    for kind in type(part).model_fields:
        for id_, entry in getattr(part, kind).items():
            yield kind, id_, entry


@dataclass(frozen=True)
class Shapes:
    """A kind of elements that are written in one of several shapes.

    Attributes:
        name: of the kind.
        models: the shapes; a field of several of them is the same in each, but for the inner entries.
        whole: the type of an element of any shape.
        entry: the type of an inner entry of any shape.
    """

    name: str
    models: tuple[type[Part], ...]
    whole: Any
    entry: Any


def parts_of_amendment(
    name: str, kinds: Mapping[str, type[Part] | Shapes]
) -> tuple[type[Part], type[Part], type[Part]]:
    """Return the models of what an amendment of some kinds of elements may set, add and remove."""
    changed: dict[str, Any] = {}
    added: dict[str, Any] = {}
    removed: dict[str, Any] = {}
    for kind, model in kinds.items():
        whole: Any = model.whole if isinstance(model, Shapes) else model
        changed[kind] = (dict[Id, _partial(kind, model)], Field(default_factory=dict))  # type: ignore[misc]  # a model
        added[kind] = (dict[Id, whole], Field(default_factory=dict))
        removed[kind] = (list[str], Field(default_factory=list))
    said = {
        "Set": (changed, "Elements of which fields change, by kind and id."),
        "Add": (added, "New elements, by kind and id."),
        "Remove": (removed, "The ids of elements that fall away, by kind."),
    }
    return tuple(  # type: ignore[return-value]  # three of them
        create_model(f"{verb}In{name}", __base__=Part, __doc__=doc, **fields)
        for verb, (fields, doc) in said.items()
    )


class _Changes(Part):
    """Fields of an element that are set; null, which takes a field away, is written out."""

    @model_serializer(mode="wrap")
    def _with_nulls(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        nulls = {name: None for name in sorted(self.model_fields_set) if getattr(self, name) is None}
        return {**handler(self), **nulls}


_PARTIAL: Final[dict[str, type[Part]]] = {}


def _partial(kind: str, model: type[Part] | Shapes) -> type[Part]:
    """Return the model of what may be set of an element: any field, or null to take it away."""
    if kind not in _PARTIAL:
        models = model.models if isinstance(model, Shapes) else (model,)
        fields: dict[str, Any] = {}
        for name, field in (item for each in models for item in each.model_fields.items()):
            if is_cellwise(kind, name):
                of: Any = field.annotation  # a mapping of ids
                key, inner = of.__args__
                entry = model.entry if isinstance(model, Shapes) and name != _WORDS else inner
                annotation: Any = dict[key, entry | None]  # type: ignore[valid-type]  # made at run time
            else:
                annotation = field.annotation
                annotation = Annotated[(annotation, *field.metadata)] if field.metadata else annotation
            fields[name] = (annotation | None, None)
        name = model.name if isinstance(model, Shapes) else model.__name__
        said = None if isinstance(model, Shapes) else model.__doc__
        _PARTIAL[kind] = create_model(f"Set{name}", __base__=_Changes, __doc__=said, **fields)
    return _PARTIAL[kind]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something of an amendment that does not fit the text it amends.

    Attributes:
        verb: set, add or remove.
        kind: of the element.
        id: its id.
        place: its place in the list of those removed; None elsewhere.
        error: what the changed element lacks; None where the id itself is the fault.
        known: the ids of the kind that the text has.
    """

    verb: str
    kind: str
    id: str
    place: int | None
    error: ValidationError | None
    known: tuple[str, ...]


_Contents = TypeVar("_Contents", bound=BaseModel)


def amend(
    contents: _Contents, amendment: Amendment, mark: Mark | None = None
) -> tuple[_Contents, list[Misfit]]:
    """Return a text with an amendment applied, and what of it does not fit.

    Removing acts first, so an article can be replaced whole under its own number.

    Args:
        contents: the text before; it stays as it is.
        amendment: what changes.
        mark: of the amendment; what is set without a mark of its own has no better one.
    """
    kinds: dict[str, dict[str, Any]] = {}
    misfits: list[Misfit] = []

    def of(kind: str) -> dict[str, Any]:
        if kind not in kinds:
            kinds[kind] = dict(getattr(contents, kind))
        return kinds[kind]

    for kind, id_, place in amendment.removed():
        if of(kind).pop(id_, None) is None:
            misfits.append(Misfit("remove", kind, id_, place, None, tuple(of(kind))))
    for kind, id_, fields in amendment.changed():
        before = of(kind).get(id_)
        if before is None:
            misfits.append(Misfit("set", kind, id_, None, None, tuple(of(kind))))
            continue
        try:
            kinds[kind][id_] = _with(before, fields, kind, mark)
        except ValidationError as error:
            misfits.append(Misfit("set", kind, id_, None, error, ()))
    for kind, id_, element in amendment.added():
        if id_ in of(kind):
            misfits.append(Misfit("add", kind, id_, None, None, ()))
        else:
            kinds[kind][id_] = element
    return contents.model_copy(update=kinds), misfits


def set_already(contents: BaseModel, amendment: Amendment) -> Iterator[tuple[str, ...]]:
    """Yield the path of each field, row, cell or group that an amendment sets to what it is."""
    for kind, id_, changes in amendment.changed():
        before = getattr(contents, kind).get(id_)
        for name in sorted(changes.model_fields_set - _CONFIRMING) if before is not None else ():
            value, old = getattr(changes, name), getattr(before, name, None)
            if is_cellwise(kind, name) and value is not None:
                yield from ((kind, id_, name, key) for key in value if value[key] == (old or {}).get(key))
            elif value == old:
                yield kind, id_, name


def _with(element: Part, changes: Part, kind: str, mark: Mark | None) -> Part:
    """Return an element with some fields set, and those that are null taken away.

    Raises:
        ValidationError: the element as changed is none.
    """
    fields = {name: getattr(element, name) for name in element.model_fields_set}
    given, cellwise = changes.model_fields_set, _CELLWISE.get(kind)
    weaker = mark if "mark" not in given and isinstance(element, Element) else None
    figures = given - _UNFIGURED - {cellwise}
    if cellwise is not None and figures and weaker is not None:
        fields[cellwise] = {key: _no_better(cell, weaker) for key, cell in fields.get(cellwise, {}).items()}
    for name in given:
        value = getattr(changes, name)
        if is_cellwise(kind, name) and value is not None:
            figures = given if name == cellwise and not _are_marked(value) else figures
            value = _with_cells(fields.get(name, {}), value, weaker)
        fields[name] = value
    if figures and weaker is not None:
        fields["mark"] = lowest(element.mark, weaker)  # type: ignore[attr-defined]  # an element
    return type(element).model_validate({name: value for name, value in fields.items() if value is not None})


def _are_marked(cells: Mapping[str, Any]) -> bool:
    """Say whether entries have marks of their own, as rows and cells have; a group is a plain list."""
    return all(isinstance(cell, Part) for cell in cells.values() if cell is not None)


def _no_better(cell: Any, mark: Mark) -> Any:
    """Return an entry that is read by a rule of its table which an amendment sets: no better than that."""
    if not isinstance(cell, Part):
        return cell
    own, each = getattr(cell, "mark", None), getattr(cell, "marks", None)
    update: dict[str, Any] = {} if own is None else {"mark": lowest(own, mark)}
    update |= {} if each is None else {"marks": [lowest(one, mark) for one in each]}
    return cell.model_copy(update=update)


def _with_cells(before: Mapping[str, Any], changes: Mapping[str, Any], mark: Mark | None) -> dict[str, Any]:
    """Return entries with some of them changed; one that says no mark has the amendment's."""
    marked = {
        key: cell.model_copy(update={"mark": mark})
        if mark is not None and isinstance(cell, Part) and _says_no_mark(cell)
        else cell
        for key, cell in changes.items()
    }
    return {key: cell for key, cell in {**before, **marked}.items() if cell is not None}


def _says_no_mark(cell: Part) -> bool:
    return getattr(cell, "mark", None) is None and getattr(cell, "marks", None) is None
