"""Base rules and labelled exceptions: what an exception sets aside."""

from collections.abc import Mapping
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
