"""Code systems: a court's own codes for offences and substances, and which ids of a ruleset they mean."""

import hashlib
from functools import cached_property
from typing import Annotated, Final

from pydantic import Field

from propengine.law.elements import Id, Part
from propengine.law.instruments import canonical

CODE_PATTERN: Final = r"^\S(.*\S)?$"
MOST_CODE: Final = 100
"""No code is longer, in characters: no text of a case is."""
Code = Annotated[str, Field(pattern=CODE_PATTERN, max_length=MOST_CODE)]
"""A code as the court writes it: letters, digits, signs, and spaces inside."""


class CodeSystem(Part):
    """The codes of one court or agency, under the law of one jurisdiction.

    Attributes:
        code_system: the id by which a case names it.
        jurisdiction: whose law its codes are read under, by code.
        offences: the id of an offence, by the court's code.
        substances: the id of a substance, by the court's code.
    """

    code_system: Id
    jurisdiction: Id
    offences: dict[Code, Id] = Field(default_factory=dict)
    substances: dict[Code, Id] = Field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 that names what it says, whatever the order of its codes."""
        codes = [sorted(self.offences.items()), sorted(self.substances.items())]
        return hashlib.sha256(canonical([self.code_system, self.jurisdiction, *codes])).hexdigest()
