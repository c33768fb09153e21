"""Hinges: the search for decisive sets."""

from collections.abc import Iterator, Sequence

from propengine.engine.applying import Comparison
from propengine.engine.choosing import StillWanted
from propengine.engine.decisive import DecisiveSet
from propengine.engine.outcome import Outcome


class Hinges:
    """Finds decisive sets."""

    def __init__(self, comparisons: Sequence[Comparison], outcomes: Sequence[Outcome], still_wanted: StillWanted) -> None:
        self.singly = False

    def sets(self) -> Iterator[DecisiveSet]:
        return iter(())
