"""What a decision is: its outcomes, which of them is preferred, and what a reader must know besides."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from propengine.engine.change_sets import ChangeSets
from propengine.engine.decisive import DecisiveSet
from propengine.engine.open_acts import ActStillOpen
from propengine.engine.outcome import Outcome
from propengine.engine.ways import Way
from propengine.law.elements import Mark
from propengine.law.instruments import DateKey, Revision
from propengine.law.jurisdictions import Candidate, SentencingAge
from propengine.law.programmes import Programme
from propengine.law.ruleset import Ruleset


class Status(StrEnum):
    """How far a case could be decided."""

    DECIDED = "decided"
    UNDETERMINED = "undetermined"
    """No offence is shown in some world, or what is not known of the items leaves several answers."""
    DISCRETION = "discretion"
    """The law leaves it to a person or has several readings, or facts are disputed: all are given."""
    INCOMPARABLE = "incomparable"
    """Two laws could be the milder one; both outcomes are given in full."""
    NO_LONGER_AN_OFFENCE = "no_longer_an_offence"
    """The milder law does not punish the conduct."""
    OUT_OF_SCOPE = "out_of_scope"
    """The person was under the sentencing age: a referral, and no range."""
    NOT_RECORDED = "not_recorded"
    """The ruleset declares that it does not hold the law of this case."""


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
        outcome: its preferred outcome; the one that departs least from the law where none is preferred.
    """

    candidate: Candidate
    day: date
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class MilderLawComparison:
    """The comparison of laws in some worlds.

    Attributes:
        ways: the worlds; one empty way where there is one comparison for all.
        verdict: what it found.
        applied: the day whose law applies.
        candidates: the laws compared, the offence date's first.
        incomplete: the days whose text is not known, so that the comparison is incomplete.
        differs_elsewhere: the fines or programmes of the laws differ; they are shown, never weighed.
        provision: the jurisdiction's rule on the milder law; empty where it has none.
    """

    ways: tuple[Way, ...]
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
    UNITS_OF_TIME = "units_of_time"
    """A length of time was compared with a limit in other units."""
    NOT_KNOWN = "not_known"
    """What is not known of the items makes a difference: state it."""
    TOO_MANY_COMBINATIONS = "too_many_combinations"
    """What is open has more combinations than are looked through."""
    DECISIVE_SINGLY = "decisive_singly"
    """With so much open, decisive facts were looked for one at a time, and not in pairs."""
    AGE_DISPUTED = "age_disputed"
    """The age is disputed; if it is as stated, the person is too young and the case is referred."""
    IMPLIED_BY_CHARGE = "implied_by_charge"
    """Facts that nobody stated are taken as shown because the charge asks for them."""
    LEAP_BIRTHDAY = "leap_birthday"
    """An age turns on when somebody born on 29 February grows older, which the law does not say."""
    AFTER_LAST_CHECK = "after_last_check"
    """The decision is later than the last day of law on which the ruleset was checked."""


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
    """A revision that an outcome used, the date key and the day that picked it."""

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
        mark: the weakest mark among the figures that could change the answer.
        sentencing_age: the age from which ranges are computed: of the laws that take part, the highest.
        outcomes: every outcome; none when out of scope, or when too much is open.
        preferred_index: which outcome is preferred; None where none is.
        comparisons: the comparisons of laws, one for each group of worlds in which they find the same.
        decisive: the unstated facts that would change the answer, those that lead to an offence first; none
            where nobody asked for them.
        notices: what the reader must be told.
        windows: programmes that are not in force on their date.
        used: for each outcome, the revisions that it used.
        change_sets: the smallest sets of changes that would alter it; None where nobody asked for them, or
            where there is no outcome.
        open_acts: what the person may still do; None where nobody asked for it, or where there is no outcome.
    """

    ruleset: Ruleset
    status: Status
    mark: Mark
    sentencing_age: SentencingAge
    outcomes: tuple[Outcome, ...] = ()
    preferred_index: int | None = None
    comparisons: tuple[MilderLawComparison, ...] = ()
    decisive: tuple[DecisiveSet, ...] = ()
    notices: tuple[DecisionNotice, ...] = ()
    windows: tuple[ClosedWindow, ...] = ()
    used: tuple[tuple[UsedRevision, ...], ...] = ()
    change_sets: ChangeSets | None = None
    open_acts: tuple[ActStillOpen, ...] | None = None

    @property
    def preferred(self) -> Outcome | None:
        """Return the preferred outcome; None where none is."""
        return self.outcomes[self.preferred_index] if self.preferred_index is not None else None

    @property
    def may_be_out_of_scope(self) -> bool:
        """Say whether the person is under the sentencing age, or would be if a disputed age is right."""
        disputed = any(notice.kind is NoticeKind.AGE_DISPUTED for notice in self.notices)
        return disputed or self.status is Status.OUT_OF_SCOPE

    @property
    def first(self) -> Outcome | None:
        """Return the outcome to begin with: the preferred one, or else the one that departs least."""
        return self.preferred or (self.outcomes[0] if self.outcomes else None)
