"""Base rules and labelled exceptions: which of the rules that hold stand."""

from collections.abc import Iterable, Mapping
from typing import Protocol


class Labelled(Protocol):
    """An element that may name the elements to which it is an exception."""

    @property
    def exception_to(self) -> list[str]:
        """Return the ids that it sets aside when both hold."""


def ancestors(elements: Mapping[str, Labelled], id_: str) -> frozenset[str]:
    """Return every element that `id_` sets aside, directly or through others."""
    found: set[str] = set()
    pending = list(elements[id_].exception_to) if id_ in elements else []
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending.extend(elements[here].exception_to if here in elements else ())
    return frozenset(found)


def set_aside(ancestors_of: Mapping[str, frozenset[str]], held: Iterable[str]) -> Mapping[str, str]:
    """Return, for each element that holds but is set aside, the exception that does it.

    An element is set aside by any exception to it that holds, even one that is itself set aside: the
    narrower exception then decides in its place.
    """
    holding = list(held)
    return {base: by for by in holding for base in holding if base in ancestors_of[by]}
