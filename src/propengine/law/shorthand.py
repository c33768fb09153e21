"""What a law writes in short, written out when the law of a day is put together.

A family of offences is a name for several, which an exception, a step or a condition may use for all: the ids
of the offences that belong to it on the day take its place. Bands of a number are a fact, and rules that
conclude it. What a law means knows neither.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from pydantic import BaseModel

from propengine.law.conditions import AllOf, AnyOf, Comparison, NoneOf, Test, Tree
from propengine.law.contents import Contents

OFFENCE: Final = "offence"
"""The subject of conditions that is the offence which stands."""

Families: TypeAlias = Mapping[str, tuple[str, ...]]
"""The offences of each family, by its name."""
_LISTS: Final = {"offences": "exception_to", "steps": "offences"}
"""The lists of offences in which a family may stand, by the kind of element."""


def families_of(contents: Contents) -> Families:
    """Return the offences of each family of a law."""
    found: dict[str, list[str]] = {}
    for id_, offence in contents.offences.items():
        for family in offence.families:
            found.setdefault(family, []).append(id_)
    return {family: tuple(ids) for family, ids in found.items()}


def written_out(text: Contents, like: tuple[Contents, Contents] | None = None) -> Contents:
    """Return the text of a law without families and bands: what they stand for is in their place.

    Args:
        text: of the law.
        like: the text of a law that differs in little, and what was returned for it: what both have is
            taken from there.
    """
    families = families_of(text)
    if not families and not text.bands:
        return text
    known = like if like is not None and families_of(like[0]) == families else None
    fields: dict[str, dict[str, object]] = {}
    for kind in type(text).model_fields:
        elements: Mapping[str, BaseModel] = getattr(text, kind)
        before, done = _elements(known, kind)
        fields[kind] = {
            id_: done[id_]
            if before.get(id_) is element
            else _listed(kind, id_, _rewritten(element, families), families)
            for id_, element in elements.items()
        }
    before, _ = _elements(known, "bands")
    for id_, banding in text.bands.items():
        if known is not None and before.get(id_) is banding:
            fields["facts"][id_] = known[1].facts[id_]
            fields["rules"] |= {rule: known[1].rules[rule] for rule in banding.rule_ids(id_)}
        else:
            fields["facts"][id_] = banding.concluded
            fields["rules"] |= banding.rules(id_)
    return Contents.model_construct(None, **fields)


def _elements(
    known: tuple[Contents, Contents] | None, kind: str
) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return the elements of a kind of a law that is known, as they are written and written out."""
    return (getattr(known[0], kind), getattr(known[1], kind)) if known is not None else ({}, {})


def _listed(kind: str, id_: str, element: object, families: Families) -> object:
    """Return an element whose list of offences names each by itself; no offence is an exception to itself."""
    field = _LISTS.get(kind)
    if field is None or not isinstance(element, BaseModel):
        return element
    names: list[str] = getattr(element, field) or []
    if families.keys().isdisjoint(names):
        return element
    every = (id_ for name in names for id_ in families.get(name, (name,)))
    own = id_ if kind == "offences" else None
    return element.model_copy(update={field: [name for name in dict.fromkeys(every) if name != own]})


def _rewritten(value: object, families: Families) -> object:
    """Return a part of the law with conditions on families written out; itself where there are none."""
    match value:
        case Test() | AllOf() | AnyOf() | NoneOf():
            return _tree(value, families)
        case BaseModel():
            fields = {name: getattr(value, name) for name in value.model_fields_set}
            changed = {name: _rewritten(field, families) for name, field in fields.items()}
            changed = {name: field for name, field in changed.items() if field is not fields[name]}
            return value.model_copy(update=changed) if changed else value
        case list():
            found = [_rewritten(part, families) for part in value]
            return value if all(map(_is, found, value)) else found
        case dict():
            by_key = {key: _rewritten(part, families) for key, part in value.items()}
            return value if all(by_key[key] is part for key, part in value.items()) else by_key
        case _:
            return value


def _is(first: object, second: object) -> bool:
    return first is second


def _tree(tree: Tree, families: Families) -> Tree:
    if isinstance(tree, Test):
        return _test(tree, families)
    parts = tuple(_tree(part, families) for part in tree.parts)
    return tree if all(map(_is, parts, tree.parts)) else replace(tree, parts=parts)


def _test(test: Test, families: Families) -> Test:
    if test.subject != OFFENCE or families.keys().isdisjoint(test.constants):
        return test
    comparison = Comparison.ONE_OF if test.comparison is Comparison.EQUALS else test.comparison
    every = (id_ for constant in test.constants for id_ in families.get(str(constant), (constant,)))
    return Test(test.subject, comparison, tuple(dict.fromkeys(every)))
