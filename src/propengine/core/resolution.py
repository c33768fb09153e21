"""Base rules and labelled exceptions: what an exception sets aside."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol


class Labelled(Protocol):
    """An element that may name the elements to which it is an exception."""

    @property
    def exception_to(self) -> list[str]:
        """Return the ids that it sets aside when both hold."""


def ancestors(elements: Mapping[str, Labelled], id_: str) -> frozenset[str]:
    """Return every element that `id_` sets aside, directly or through others."""
    return reached(id_, lambda here: elements[here].exception_to if here in elements else ())


def reached(id_: str, next_of: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return everything that something leads to, directly or through others; itself only in a circle."""
    found: set[str] = set()
    pending = list(next_of(id_))
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending.extend(next_of(here))
    return frozenset(found)
