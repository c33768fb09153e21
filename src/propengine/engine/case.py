"""One case as it was received: one person, one act, several items. Nothing is read or defaulted here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

RecordValue: TypeAlias = bool | int | str
RawValue: TypeAlias = bool | int | str | tuple[str, ...] | tuple[Mapping[str, RecordValue], ...]
"""A fact's value as received: a truth, a whole number, a word or exact text, words, or records."""


class Standing(StrEnum):
    """How firmly a fact stands."""

    ALLEGED = "alleged"
    """Somebody says so; the answer rests on it, and says that it does."""
    ADMITTED = "admitted"
    FOUND = "found"
    DISPUTED = "disputed"
    """Both sides differ: where it matters, the answer is given both ways."""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact as somebody stated it."""

    value: RawValue
    standing: Standing = Standing.FOUND


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was found with the person.

    Attributes:
        substance: the ruleset's word for it, or an alias.
        amount: a decimal; None when it is not known.
        unit: a unit code.
        amount_uncertainty: a decimal in the same unit: the true amount lies so far to either side at most.
        purity_percent: a decimal from above 0 to 100; None when no analysis gives it.
        purity_uncertainty: in percentage points, to either side.
        pure: the amount is already the active principle alone.
        mass_of_one: for counted things, what one weighs: a decimal.
        mass_of_one_unit: its unit code.
    """

    substance: str
    amount: str | None = None
    unit: str | None = None
    amount_uncertainty: str | None = None
    purity_percent: str | None = None
    purity_uncertainty: str | None = None
    pure: bool = False
    mass_of_one: str | None = None
    mass_of_one_unit: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of one case.

    Attributes:
        jurisdiction: whose law.
        offence_date: the day of the act, or the first day of its period.
        offence_end_date: the last day of its period, if it lasted.
        conviction_date: the decision date when absent.
        sentence_date: the decision date when absent.
        decision_date: the day for which the answer is asked.
        stage: the stage of the process.
        conduct: what the person did.
        items: what was found.
        charge: the offence charged, by the ruleset's id: the classification is then taken as stated.
        facts: everything else, by the ruleset's vocabulary.
    """

    jurisdiction: str
    offence_date: date
    decision_date: date
    stage: str
    conduct: str
    offence_end_date: date | None = None
    conviction_date: date | None = None
    sentence_date: date | None = None
    items: tuple[Item, ...] = ()
    charge: str | None = None
    facts: Mapping[str, StatedFact] = field(default_factory=lambda: MappingProxyType({}))
