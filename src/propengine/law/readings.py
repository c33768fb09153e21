"""Readings: questions that a law leaves open, and what of the law changes under each answer."""

from functools import cached_property
from typing import Final, Self

from pydantic import Field, StrictBool, model_validator

from propengine.law.amendments import Amendment, Shapes, parts_of_amendment
from propengine.law.bandings import Banding
from propengine.law.conditions import ALWAYS, Condition
from propengine.law.elements import Element, Id, Part, Texts
from propengine.law.programmes import Programme
from propengine.law.quantities import Grouping, Measure
from propengine.law.rules import Notice, Offence, Rule
from propengine.law.sanctions import RangeTable
from propengine.law.steps import Step
from propengine.law.tables import TABLES
from propengine.law.vocabulary import Substance

READABLE: Final[dict[str, type[Part] | Shapes]] = {
    "substances": Substance,
    "groupings": Grouping,
    "tables": TABLES,
    "measures": Measure,
    "bands": Banding,
    "rules": Rule,
    "offences": Offence,
    "ranges": RangeTable,
    "steps": Step,
    "programmes": Programme,
    "notices": Notice,
}
"""The kinds of elements that may differ between the options of a reading."""
_Set, _Add, _Remove = parts_of_amendment("Option", READABLE)


class Option(Amendment):
    """One way to read an unclear provision: what of the law changes under it.

    Attributes:
        says: the reading in words.
        set: fields of elements that differ, by kind and id.
        add: elements that exist only under it.
        remove: ids of elements that do not exist under it, by kind.
    """

    says: Texts
    set: _Set = Field(default_factory=_Set)  # type: ignore[valid-type]  # made from the kinds above
    add: _Add = Field(default_factory=_Add)  # type: ignore[valid-type]  # the same
    remove: _Remove = Field(default_factory=_Remove)  # type: ignore[valid-type]  # the same


class Reading(Element):
    """A question that the law leaves open, and the ways to read it.

    The option without changes is the law as written in the revision.

    Attributes:
        question: what is unclear.
        options: the readings by id; exactly one changes nothing.
        prefer: the option preferred by the sources; without it, the more favourable outcome is preferred.
        none_preferred: the options weigh equally: no outcome is preferred for its option.
        when: the reading is open only where this is shown, under the law as written.
        unless: what, when shown, settles it.
    """

    question: Texts
    options: dict[Id, Option] = Field(min_length=2)
    prefer: Id | None = None
    none_preferred: StrictBool = False
    when: Condition = ALWAYS
    unless: Condition | None = None

    @model_validator(mode="after")
    def _one_as_written(self) -> Self:
        if sum(option.changes_nothing for option in self.options.values()) != 1:
            message = "expected exactly one option that changes nothing, the law as written"
            raise ValueError(message)
        if self.prefer is not None and self.prefer not in self.options:
            message = f"expected prefer to be one of the options, found {self.prefer}"
            raise ValueError(message)
        if self.prefer is not None and self.none_preferred:
            message = "expected prefer or none_preferred, not both"
            raise ValueError(message)
        return self

    @cached_property
    def as_written(self) -> str:
        """Return the id of the option that changes nothing."""
        return next(id_ for id_, option in self.options.items() if option.changes_nothing)
