"""Observations: what is wrong or noteworthy in a ruleset, with the cases that show it.

An observation is no fault: the law may be just so, and the ruleset right to say it. It never changes how a
program ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from propengine.engine.case import Case
from propengine.law.elements import Mark


class Severity(StrEnum):
    """How grave what an observation tells is."""

    ERROR = "error"
    """The law, or the ruleset, breaks the principle."""
    WARNING = "warning"
    INFO = "info"
    """To be known, and no breach."""


class Check(StrEnum):
    """A check of proportionality, by its number."""

    MONOTONE = "P-02"
    ROLES = "P-07"
    REBUTTABLE = "P-08"
    USE_AND_POSSESSION = "P-09"
    LAST_RESORT = "P-11"
    FAVOURABLE_ONLY = "P-12"
    MILDER_LAW = "P-18"
    BANDS = "P-24"


ASKS: Final = {
    Check.MONOTONE: "a larger amount is never answered more mildly than a smaller one",
    Check.ROLES: "a lower role is never answered more severely than a higher one",
    Check.REBUTTABLE: "an amount alone decides nothing: evidence can show own use, and can show supply",
    Check.USE_AND_POSSESSION: "possession for own use is answered no more severely than use",
    Check.LAST_RESORT: "what is short has a way without custody, and personal use never leads to custody",
    Check.FAVOURABLE_ONLY: "what speaks for a person never makes the answer more severe",
    Check.MILDER_LAW: "the mildest law since the act is applied whole, while a sentence is served too",
    Check.BANDS: "the tables of one substance divide its amounts into bands that do not overlap",
}
"""What each check asks of a ruleset."""


@dataclass(frozen=True, slots=True)
class Place:
    """An element of a ruleset that an observation is about.

    Attributes:
        kind: of the element, such as offences.
        id: of the element.
        provision: where it comes from.
        mark: how well it was checked.
    """

    kind: str
    id: str
    provision: str
    mark: Mark

    def __str__(self) -> str:
        """Return it as `kind/id [provision, mark]`."""
        return f"{self.kind}/{self.id} [{self.provision}, {self.mark}]"


@dataclass(frozen=True)
class Witness:
    """The cases that show what an observation tells; each was decided.

    Attributes:
        base: the worked case from which they were made.
        change: what was changed, in words; empty where the worked case shows it as it is.
        cases: one or two.
        answers: what each was answered, in words.
    """

    base: str
    change: str
    cases: tuple[Case, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Observation:
    """Something wrong or noteworthy in a ruleset.

    Attributes:
        check: which check found it.
        severity: how grave it is.
        ruleset: the jurisdiction's code.
        where: the elements that it is about.
        kind: what it tells, whatever the case.
        text: what was found, in one sentence.
        witness: the cases that show it; None where no worked case comes near.
        day: the first day of the law, or the day of the act, for which it was found; None for every day.
    """

    check: Check
    severity: Severity
    ruleset: str
    where: tuple[Place, ...]
    kind: str
    text: str
    witness: Witness | None = None
    day: date | None = None


@dataclass(frozen=True)
class Group:
    """Observations of one kind about the same elements.

    Attributes:
        observations: at least one; the first is told.
    """

    observations: tuple[Observation, ...]

    @property
    def first(self) -> Observation:
        """Return the one that is told."""
        return self.observations[0]

    @property
    def days(self) -> tuple[date, ...]:
        """Return the first and the last day for which it was found; one where they are the same."""
        days = sorted(one.day for one in self.observations if one.day is not None)
        return tuple(dict.fromkeys((days[0], days[-1]))) if days else ()


def grouped(observations: Iterable[Observation]) -> Sequence[Group]:
    """Return observations that tell the same of the same elements together, in the order of the checks."""
    found: dict[object, list[Observation]] = {}
    for one in observations:
        found.setdefault((one.check, one.severity, one.kind, one.where), []).append(one)
    order = list(Check)
    groups = [Group(tuple(of)) for of in found.values()]
    return sorted(groups, key=lambda group: order.index(group.first.check))
