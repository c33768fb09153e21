"""Conditions: a mapping from facts to what they must be, read into one small tree of typed comparisons.

Every other reader of the law (the two evaluators, later columns, a solver, words) starts from this tree.
A test holds only where its subject is stated. `when` asks for the tree to be shown; `unless` defeats only
when its tree is shown; so the two words carry the burden of what nobody stated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from propengine.law.faults import Expected

Constant: TypeAlias = bool | int | str


class Comparison(StrEnum):
    """What a test may ask of its subject."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    NOT_ONE_OF = "not_one_of"
    INCLUDES = "includes"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    STATED = "stated"


MANY_VALUED: Final = frozenset({Comparison.ONE_OF, Comparison.NOT_ONE_OF, Comparison.INCLUDES})


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a subject with constants of the law.

    Attributes:
        subject: a fact, measure, band, grouping, conclusion, programme or checkpoint, by name.
        comparison: what is asked.
        constants: the constants as written; one, except for the many-valued comparisons.
    """

    __test__ = False

    subject: str
    comparison: Comparison
    constants: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds; with no parts it always holds."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Holds when every part is shown not to hold: an unstated subject is not enough."""

    parts: tuple["Tree", ...]


Tree: TypeAlias = Test | AllOf | AnyOf | NoneOf

ALWAYS: Final = AllOf(())
_GROUPS: Final[dict[str, type[AllOf | AnyOf | NoneOf]]] = {
    "all_of": AllOf,
    "any_of": AnyOf,
    "none_of": NoneOf,
}


def read_condition(value: object) -> Tree:
    """Read a condition from plain data.

    Raises:
        Expected: the data are not a mapping of subjects to what they must be.
    """
    if isinstance(value, Test | AllOf | AnyOf | NoneOf):
        return value
    if not isinstance(value, dict):
        raise Expected("a mapping from facts to what they must be", str(value))
    parts: list[Tree] = []
    for subject, required in value.items():
        try:
            parts.extend(_read_entry(subject, required))
        except Expected as error:
            raise error.within(subject) from None
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _read_entry(subject: str, required: object) -> Iterator[Tree]:
    if subject in _GROUPS:
        if not isinstance(required, list) or not required:
            raise Expected(f"a list of conditions under {subject}", str(required))
        yield _GROUPS[subject](tuple(_read_parts(required)))
    elif isinstance(required, dict):
        if not required:
            raise Expected(f"a comparison for {subject}", "{}", choices=[c.value for c in Comparison])
        for word, constant in required.items():
            if word not in Comparison.__members__.values():
                raise Expected("a comparison", word, choices=[c.value for c in Comparison])
            yield Test(subject, Comparison(word), _read_constants(constant, many=word in MANY_VALUED))
    elif isinstance(required, list):
        yield Test(subject, Comparison.ONE_OF, _read_constants(required, many=True))
    else:
        yield Test(subject, Comparison.EQUALS, _read_constants(required, many=False))


def _read_parts(conditions: list[object]) -> Iterator[Tree]:
    for i, condition in enumerate(conditions):
        try:
            yield read_condition(condition)
        except Expected as error:
            raise error.within(i) from None


def _read_constants(value: object, *, many: bool) -> tuple[Constant, ...]:
    constants = value if many and isinstance(value, list) else [value]
    if not constants or not all(isinstance(constant, bool | int | str) for constant in constants):
        raise Expected("true, false, a word, a whole number or a quoted amount", str(value))
    return tuple(constants)


def write_condition(tree: Tree) -> dict[str, object]:
    """Return the plain data that `read_condition` reads as `tree`."""
    match tree:
        case Test():
            return {tree.subject: {tree.comparison.value: _write_constants(tree)}}
        case AllOf() if _distinct(tree.parts):
            merged: dict[str, object] = {}
            for part in tree.parts:
                for subject, required in _write_part(part).items():
                    present = merged.setdefault(subject, {} if isinstance(required, dict) else required)
                    if isinstance(present, dict) and isinstance(required, dict):
                        present.update(required)
            return merged
        case AllOf():
            return _write_part(tree)
        case AnyOf():
            return {"any_of": [write_condition(part) for part in tree.parts]}
        case NoneOf():
            return {"none_of": [write_condition(part) for part in tree.parts]}


def _write_part(part: Tree) -> dict[str, object]:
    """Return a part of a larger mapping, in which a group keeps its own word."""
    if isinstance(part, AllOf):
        return {"all_of": [write_condition(inner) for inner in part.parts]}
    return write_condition(part)


def _write_constants(test: Test) -> object:
    return list(test.constants) if test.comparison in MANY_VALUED else test.constants[0]


def _distinct(parts: tuple[Tree, ...]) -> bool:
    """Say whether the parts fit into one mapping: no key twice, and the parts of a subject side by side."""
    keys: list[tuple[str, str]] = []
    for part in parts:
        if isinstance(part, Test):
            keys.append((part.subject, part.comparison))
        else:
            keys.extend((word, "") for word, kind in _GROUPS.items() if isinstance(part, kind))
    subjects = [subject for subject, _ in keys]
    together = [subject for i, subject in enumerate(subjects) if i == 0 or subjects[i - 1] != subject]
    one_key_each = len(set(keys)) == len(keys) and len(set(together)) == len(together)
    return len(parts) != 1 and ALWAYS not in parts and one_key_each


def subjects_of(tree: Tree) -> frozenset[str]:
    """Return the names that the tree reads."""
    return frozenset(test.subject for test in tests_of(tree))


def tests_of(tree: Tree) -> Iterator[Test]:
    """Yield every test of the tree."""
    if isinstance(tree, Test):
        yield tree
    else:
        for part in tree.parts:
            yield from tests_of(part)


Condition = Annotated[
    Tree,
    BeforeValidator(read_condition),
    PlainSerializer(write_condition, return_type=dict[str, object]),
    WithJsonSchema(
        {
            "type": "object",
            "title": "Condition",
            "description": "facts mapped to what they must be",
        }
    ),
]
"""A condition as a field of the law."""
