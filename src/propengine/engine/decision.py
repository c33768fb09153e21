"""What a decision is: its outcomes, the preferred one first, and all that a reader must know beside them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from propengine.engine.counterfactuals import DecisiveFact
from propengine.engine.outcome import (
    Outcome,
)
from propengine.law.elements import Mark
from propengine.law.instruments import DateKey, Revision
from propengine.law.jurisdictions import Candidate
from propengine.law.programmes import Programme
from propengine.law.ruleset import Ruleset


class Status(StrEnum):
    """How far a case could be decided."""

    DECIDED = "decided"
    UNDETERMINED = "undetermined"
    """No offence of the law is shown; the decisive facts say what would show one."""
    DISCRETION = "discretion"
    """The law leaves it to a person, or has several readings: all outcomes are given."""
    INCOMPARABLE = "incomparable"
    """Two laws could be the milder one; both outcomes are given in full."""
    NO_LONGER_AN_OFFENCE = "no_longer_an_offence"
    """The milder law does not punish the conduct."""
    OUT_OF_SCOPE = "out_of_scope"
    """The person was under the sentencing age: a referral, and no range."""


class Question(StrEnum):
    """What kind of thing an outcome depends on."""

    READING = "reading"
    DISPUTED_FACT = "disputed_fact"
    FINDING = "finding"
    """Something that only a person can find."""
    MAY_STEP = "may_step"
    """A step that the court may take."""
    NEIGHBOURING_BAND = "neighbouring_band"
    UNCERTAINTY = "uncertainty"
    LAW = "law"
    """Another law that could be the milder one."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so for an outcome to hold.

    Attributes:
        question: the kind of thing.
        id: the reading, fact, step, table or law.
        value: the option, value or band; `taken` or `declined` for a step.
        provision: where the question comes from.
    """

    question: Question
    id: str
    value: str
    provision: str


@dataclass(frozen=True, slots=True)
class Conditioned:
    """An outcome and what must be so for it to hold; several things where alternatives meet."""

    outcome: Outcome
    conditions: tuple[Condition, ...]


class MilderVerdict(StrEnum):
    """What the milder-law comparison found."""

    NOT_COMPARED = "not_compared"
    """Only one law takes part."""
    EQUAL = "equal"
    """The laws lead to the same liability and custody: the law of the offence date applies."""
    OFFENCE_LAW = "offence_law"
    """The law of the offence date is the milder one."""
    LATER_LAW = "later_law"
    """A later law is milder and applies."""
    INCOMPARABLE = "incomparable"
    """Neither law is milder at both ends."""


@dataclass(frozen=True, slots=True)
class CandidateLaw:
    """A law that took part in the comparison.

    Attributes:
        candidate: which.
        day: the day whose law it is.
        outcome: its preferred outcome.
    """

    candidate: Candidate
    day: date
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class MilderLawComparison:
    """The comparison of laws.

    Attributes:
        verdict: what it found.
        applied: the day whose law the preferred outcome comes from.
        candidates: the laws compared, the offence date's first.
        incomplete: the days whose text is not known, so that the comparison is incomplete.
        differs_elsewhere: the fines or programmes of the laws differ; they are shown, never weighed.
        provision: the jurisdiction's rule on the milder law; empty where it has none.
    """

    verdict: MilderVerdict
    applied: date
    candidates: tuple[CandidateLaw, ...]
    incomplete: tuple[date, ...]
    differs_elsewhere: bool
    provision: str


class NoticeKind(StrEnum):
    """What a notice is about."""

    ROUNDED = "rounded"
    DATE_DEFAULTED = "date_defaulted"
    OFFENCE_PERIOD = "offence_period"
    ALLEGED = "alleged"
    UNCERTAINTY = "uncertainty"
    COMPOSITION_OPEN = "composition_open"
    QUANTITY_UNDEFINED = "quantity_undefined"
    STATED_CONCLUSION = "stated_conclusion"
    COMPARISON_INCOMPLETE = "comparison_incomplete"
    LATER_CASE_LAW = "later_case_law"
    IMPOSED_OUTSIDE_RANGE = "imposed_outside_range"


@dataclass(frozen=True, slots=True)
class DecisionNotice:
    """Something about the decision itself that its reader must be told.

    Attributes:
        kind: what it is about.
        subjects: the fields, facts, tables or days concerned.
    """

    kind: NoticeKind
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UsedRevision:
    """A revision that the decision used, the date key and the day that picked it."""

    revision: Revision
    key: DateKey
    day: date


@dataclass(frozen=True, slots=True)
class ClosedWindow:
    """A programme of the ruleset that is not in force on its date.

    Attributes:
        id: the programme.
        programme: its data as it last was, or will first be.
        first: the first day on which it was in force.
        last: the last day, if it ended.
        day: the day that was asked for.
    """

    id: str
    programme: Programme
    first: date
    last: date | None
    day: date


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one case.

    Attributes:
        ruleset: the ruleset.
        status: how far the case could be decided.
        outcomes: the preferred one first; none when out of scope.
        milder_law: the comparison of laws; None when out of scope.
        decisive_facts: each unstated fact that would change the preferred outcome.
        notices: what the reader must be told.
        windows: programmes that are not in force on their date.
        used: the revisions that the preferred outcome used.
        mark: the weakest mark among the figures that could change the answer.
    """

    ruleset: Ruleset
    status: Status
    outcomes: tuple[Conditioned, ...]
    milder_law: MilderLawComparison | None
    decisive_facts: tuple[DecisiveFact, ...]
    notices: tuple[DecisionNotice, ...]
    windows: tuple[ClosedWindow, ...]
    used: tuple[UsedRevision, ...]
    mark: Mark

    @property
    def preferred(self) -> Outcome | None:
        """Return the preferred outcome."""
        return self.outcomes[0].outcome if self.outcomes else None
