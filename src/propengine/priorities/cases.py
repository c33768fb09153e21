"""Cases as an office has them: a number, and what is known of what the criteria ask."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from propengine.law.elements import Id, Part
from propengine.law.faults import Expected
from propengine.priorities.criteria import Answer

_NUMBER: Final = re.compile(r"(?=.{1,80}$)(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._/-]*", re.ASCII)


def read_case_number(value: object) -> str:
    """Read how an office counts a case.

    Raises:
        Expected: it is no number of a case; a name is none.
    """
    text = str(value) if isinstance(value, int | str) else ""
    if not _NUMBER.fullmatch(text):
        raise Expected("the number of a case: letters, digits and . _ / -, no space, a digit", str(value))
    return text


CaseNumber = Annotated[str, BeforeValidator(read_case_number, json_schema_input_type=int | str)]
"""How an office counts a case, such as `2014-00123`. It holds no spaces and at least one digit."""


class Record(Part):
    """One case in a file.

    Attributes:
        id: its number.
        structure: the criminal structure that it is linked to, by the id that the office gives it.
        answers: the answers to the questions, by criterion. What is left out is not known, and never counts
            as no or nothing.
    """

    id: CaseNumber
    structure: Id | None = None
    answers: dict[Id, object] = Field(default_factory=dict)


class CaseList(Part):
    """A file of cases.

    Attributes:
        cases: the cases; their order says nothing.
    """

    cases: Annotated[list[Record], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Case:
    """A case whose answers fit the criteria.

    Attributes:
        number: how the office counts it.
        structure: the criminal structure that it is linked to, if any.
        answers: by criterion; what is not known is absent.
    """

    number: str
    structure: str | None
    answers: Mapping[str, Answer]
