"""Kinds: the states of a case, and of which kind each is: cases of one kind differ in nothing that decides.

What is decisive in the first case of a kind is kept for the next, apart from the case that it was found for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from propengine.engine.answers import Answer
from propengine.engine.applying import Comparison, InWorld
from propengine.engine.bounded import Bounded
from propengine.engine.choosing import State
from propengine.engine.compiled import CompiledLaw
from propengine.engine.decisive import DecisiveSet
from propengine.engine.outcome import Outcome
from propengine.engine.refining import Overturned
from propengine.engine.statables import Statement, kind_of

if TYPE_CHECKING:
    from propengine.engine.runs import Kind

MOST_KINDS: Final = 10_000
"""Of so many kinds of cases it is kept what is decisive in them."""
_BYTES: Final = 80_000
"""So much memory what is kept of a kind takes: the largest measured over worked cases of four rulesets."""


@dataclass(frozen=True, eq=False)
class Place:
    """A state, and where it stands.

    Attributes:
        comparison: its world.
        law: its law in that world.
        state: the state.
    """

    comparison: Comparison
    law: InWorld
    state: State


@dataclass(frozen=True, slots=True)
class Found:
    """A decisive set, apart from the case that it was found for.

    Attributes:
        statements: what would be stated.
        place: of a state of the outcome that it changes.
        after: what would be answered.
        main: it changes the main part.
    """

    statements: tuple[Statement, ...]
    place: int
    after: Answer
    main: bool

    def of(self, before: Outcome) -> DecisiveSet:
        """Return it for the outcome of a case."""
        return DecisiveSet(self.statements, before, self.after, self.main)


@dataclass(slots=True)
class FoundOfKind:
    """What was found for cases of a kind; None while nobody has asked for it.

    Attributes:
        overturned: the gates that something stated would overturn, each with the place of a state.
        sets: the decisive sets, in order.
    """

    overturned: tuple[tuple[int, Overturned], ...] | None = None
    sets: tuple[Found, ...] | None = None


class KindsOfLaw:
    """What is decisive in cases of one kind, kept for the next of the kind.

    Attributes:
        found: by kind.
    """

    def __init__(self, _law: CompiledLaw) -> None:
        """Start with none."""
        self.found: Bounded[tuple[object, ...], FoundOfKind] = Bounded(MOST_KINDS, _BYTES)

    def of(self, kind: tuple[object, ...]) -> FoundOfKind:
        """Return what was found for cases of a kind, for whoever looks for more."""
        known = self.found.get(kind)
        if known is None:
            known = self.found[kind] = FoundOfKind()
        return known


class Kinds:
    """The states of a case under the laws that take part, and of which kind each is.

    Attributes:
        places: every state, with where it stands.
        kinds: of each.
    """

    def __init__(self, comparisons: Sequence[Comparison]) -> None:
        """Take the laws as they apply in each world."""
        self.places = [Place(c, law, state) for c in comparisons for law in c.laws for state in law.states]
        self.kinds: list[Kind] = [kind_of(place.state.run) for place in self.places]

    @cached_property
    def of_case(self) -> tuple[object, ...]:
        """Return all that the laws tell apart of the case."""
        stands = tuple(
            (id(place.comparison) == id(before.comparison), id(place.law) == id(before.law))
            for before, place in pairwise(self.places)
        )
        chosen = tuple(tuple((c.id, c.value) for c in place.state.conditions) for place in self.places)
        choices = self.places[0].law.law.choices
        stated = tuple(
            name
            for name, fact in choices.law.lowered.law.statable.items()
            if fact.concluded and choices.intake.slots.get(name) is not None
        )
        return (*self.kinds, stands, chosen, stated)
