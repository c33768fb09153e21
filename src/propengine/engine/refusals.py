"""Refusals: what keeps a case from being decided, all faults of a case at once, each with its field path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Reason(StrEnum):
    """Why a case is refused. Each reason has a page in the documentation."""

    UNKNOWN_JURISDICTION = "UNKNOWN_JURISDICTION"
    UNKNOWN_SUBSTANCE = "UNKNOWN_SUBSTANCE"
    UNKNOWN_FACT = "UNKNOWN_FACT"
    UNKNOWN_CHARGE = "UNKNOWN_CHARGE"
    UNKNOWN_WORD = "UNKNOWN_WORD"
    PROTECTED_ATTRIBUTE = "PROTECTED_ATTRIBUTE"
    INVALID_FACT = "INVALID_FACT"
    INVALID_AMOUNT = "INVALID_AMOUNT"
    MISSING_UNIT = "MISSING_UNIT"
    INVALID_UNIT = "INVALID_UNIT"
    INCOMPATIBLE_UNIT = "INCOMPATIBLE_UNIT"
    INVALID_PURITY = "INVALID_PURITY"
    MISSING_FIELD = "MISSING_FIELD"
    INVALID_DATE = "INVALID_DATE"
    DATES_OUT_OF_ORDER = "DATES_OUT_OF_ORDER"
    NO_LAW_ON_DATE = "NO_LAW_ON_DATE"
    LAW_NOT_KNOWN = "LAW_NOT_KNOWN"
    CONTRADICTORY_FACTS = "CONTRADICTORY_FACTS"
    TOO_MANY_ITEMS = "TOO_MANY_ITEMS"
    FURTHER_ACTS = "FURTHER_ACTS"
    OUTSIDE_BOUNDS = "OUTSIDE_BOUNDS"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault of a case.

    Attributes:
        reason: the situation.
        path: the field, as in `items[0].amount` or `facts[role]`.
        message: what happened, what was expected, what to do.
        details: every variable of the message, by name.
    """

    reason: Reason
    path: str
    message: str
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """Return `path: message`."""
        return f"{self.path}: {self.message}"


class CaseRefusedError(Exception):
    """The case cannot be decided. `refusals` holds every fault found."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep the refusals in the order found."""
        self.refusals = tuple(refusals)
        super().__init__("; ".join(map(str, self.refusals)))
