"""What is wrong with a request, and the reasons that arise only here and not in the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from propengine.engine.refusals import Refusal

_MOST_SHOWN: Final = 80


class RequestReason(StrEnum):
    """Why a request is refused, beside the engine's reasons. Each reason has a page in the documentation."""

    UNDECODABLE_REQUEST = "UNDECODABLE_REQUEST"
    UNKNOWN_ENUM_VALUE = "UNKNOWN_ENUM_VALUE"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    TOO_MANY_FACTS = "TOO_MANY_FACTS"
    TOO_MANY_CASES = "TOO_MANY_CASES"
    TOO_PRECISE = "TOO_PRECISE"
    INVALID_NAME = "INVALID_NAME"
    UNKNOWN_RULESET = "UNKNOWN_RULESET"
    UNKNOWN_CODE_SYSTEM = "UNKNOWN_CODE_SYSTEM"
    FOREIGN_CODE_SYSTEM = "FOREIGN_CODE_SYSTEM"
    UNKNOWN_CODE = "UNKNOWN_CODE"
    INVALID_PAGE = "INVALID_PAGE"
    INVALID_LANGUAGE = "INVALID_LANGUAGE"
    UNREADABLE_ANSWER = "UNREADABLE_ANSWER"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a request.

    Attributes:
        reason: the situation, by the name of its page.
        path: the field, as in `case.items[0].amount`.
        message: what was expected, what was found, what to do.
        details: every variable of the message, by name.
    """

    reason: str
    path: str
    message: str
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, refusal: Refusal) -> "Violation":
        """Return a refusal of the engine as a violation."""
        return cls(refusal.reason, refusal.path, refusal.message, refusal.details)


class RequestRefusedError(Exception):
    """The request cannot be answered. `violations` holds everything that is wrong with it."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        """Keep the violations in the order found, each once."""
        self.violations = tuple({(v.path, v.message): v for v in violations}.values())
        super().__init__("; ".join(f"{v.path}: {v.message}" for v in self.violations))


def shown(text: str) -> str:
    """Return text that somebody sent as it may be shown: printable, and not too long."""
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_MOST_SHOWN])
    return printable if len(text) <= _MOST_SHOWN else f"{printable}…"
