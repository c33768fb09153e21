"""What every element of the law has: the provision that it comes from, and how well it was checked."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from propengine.law.faults import Expected

ID_PATTERN: Final = r"^([0-9]+-)?[a-z][a-z0-9_-]*$"
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
"""A name inside a ruleset: lower-case words joined by hyphens or underscores."""

Sentence = Annotated[str, Field(min_length=1, max_length=2000)]


def read_day(value: object) -> date:
    """Read a day as a file writes it; a number is none, although a library may count seconds with it.

    Raises:
        Expected: anything else.
    """
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise Expected("a date such as 2001-07-01", str(value))
    return day


Day = Annotated[date, BeforeValidator(read_day)]
"""A day, written `2001-07-01`."""

_Parts = TypeVar("_Parts", bound=Sequence[object])


def each_once(field: str) -> AfterValidator:
    """Return what refuses a list in which two parts have the same value of a field."""
    name: Callable[[object], object] = attrgetter(field)

    def check(parts: _Parts) -> _Parts:
        names = [name(part) for part in parts]
        for i, found in enumerate(names):
            if found in names[:i]:
                raise Expected(f"each {field} once", str(found)).within(i, field)
        return parts

    return AfterValidator(check)


class Mark(StrEnum):
    """How well a figure was checked, best first."""

    V = "V"
    """Read in a published copy."""
    P = "P"
    """Partly supported."""
    M = "M"
    """Unsourced, to be checked."""


def lowest(*marks: Mark) -> Mark:
    """Return the weakest of the marks; V when there are none."""
    return max(marks, key=list(Mark).index, default=Mark.V)


class Language(StrEnum):
    """The languages in which a ruleset speaks to people."""

    EN = "en"
    ES = "es"
    PT = "pt"
    FR = "fr"


Texts = Annotated[dict[Language, Sentence], Field(min_length=1)]
"""One thing said in one or more languages."""


class Part(BaseModel):
    """A piece of the law's data: immutable and closed, so that a misspelt field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


Words = dict[str, Texts]
"""What each of the words that something may be is called, by word."""


class Element(Part):
    """A rule, figure or programme of the law.

    Attributes:
        provision: the article, gazette or judgment that says it: the authority.
        mark: how well it was checked.
        read_at: where it was read, if not in the official text; never shown as authority.
        note: what a reader of the law should know about it.
    """

    provision: Sentence
    mark: Mark
    read_at: Sentence | None = None
    note: Texts | None = None
