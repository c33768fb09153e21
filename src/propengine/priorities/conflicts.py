"""Conflicts: where the objectives that two offices declare do not fit together.

Such as those of prosecutors and police. They share an objective where both declare a criterion by one id.
What is told is for people who can agree on something else; no file is wrong because of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeAlias

from propengine.law.elements import Language
from propengine.priorities.criteria import Criteria, Criterion, OfNumber, OfWords

_Said: TypeAlias = Mapping[Language, str]


class Kind(StrEnum):
    """In what two offices differ."""

    MEANING = "meaning"
    """They ask or answer the criterion differently, so that it is no shared one."""
    ORDER = "order"
    """Of two criteria, each office puts another one first."""
    ALONE = "alone"
    """One office goes by the criterion, and the other does not."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One difference between two offices.

    Attributes:
        kind: in what they differ.
        criteria: the criterion; of an order two, the one that the first office puts first at the front.
        ours: of a criterion of one office alone: it is that of the first one.
    """

    kind: Kind
    criteria: tuple[str, ...]
    ours: bool = False


def conflicts(ours: Criteria, theirs: Criteria) -> Iterator[Conflict]:
    """Yield in what two offices differ: in meanings, then in orders, then what only one goes by."""
    shared = [id_ for id_, _ in ours.heaviest_first if id_ in theirs.criteria]
    alike = [id_ for id_ in shared if _means_the_same(ours.criteria[id_], theirs.criteria[id_])]
    yield from (Conflict(Kind.MEANING, (id_,)) for id_ in shared if id_ not in alike)
    for first, second in combinations(alike, 2):
        if _outweighs(ours, first, second) and _outweighs(theirs, second, first):
            yield Conflict(Kind.ORDER, (first, second))
    for criteria, others, are_ours in ((ours, theirs, True), (theirs, ours, False)):
        for id_, _ in criteria.heaviest_first:
            if id_ not in others.criteria:
                yield Conflict(Kind.ALONE, (id_,), ours=are_ours)


def _outweighs(criteria: Criteria, one: str, other: str) -> bool:
    return criteria.criteria[one].weight > criteria.criteria[other].weight


def _means_the_same(one: Criterion, other: Criterion) -> bool:
    return _says_the_same(one.question, other.question) and _is_answered_alike(one, other)


def _says_the_same(one: _Said, other: _Said) -> bool:
    """Say whether two texts are the same in every language that both have, of which there is one."""
    both = one.keys() & other.keys()
    return bool(both) and all(one[language] == other[language] for language in both)


def _is_answered_alike(one: Criterion, other: Criterion) -> bool:
    match one.answer, other.answer:
        case OfWords() as ours, OfWords() as theirs:
            return ours.ids == theirs.ids
        case OfNumber() as ours, OfNumber() as theirs:
            return ours.cap == theirs.cap and _says_the_same(ours.unit, theirs.unit)
        case _:
            return one.answer == other.answer
