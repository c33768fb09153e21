"""What every element of the law has: the provision that it comes from, and how well it was checked."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

ID_PATTERN: Final = r"^[a-z][a-z0-9_-]*$"
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
"""A name inside a ruleset: lower-case words joined by hyphens or underscores."""

Sentence = Annotated[str, Field(min_length=1, max_length=2000)]


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
    note: Sentence | None = None
