"""The decision of one case: its outcomes, the preferred one first, and everything a reader must know beside them.

Discretion, two readings, disputed facts, measurement uncertainty and neighbouring bands all take one shape:
an alternative, evaluated alone against the preferred circumstances, and shown where it changes the answer.
Then the milder law: each candidate is applied whole, and the outcomes are compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from propengine.engine.case import Case
from propengine.engine.comparison import Favour, compare
from propengine.engine.counterfactuals import DecisiveFact, decisive_facts, first_touched
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake, ReadItem, dates_of, read_case
from propengine.engine.measures import measure
from propengine.engine.outcome import (
    Circumstances,
    Outcome,
    StatedContradictsDerivedError,
    UnknownTextReachedError,
    evaluate,
)
from propengine.engine.ranges import FractionOutsideBoundsError, NoRangeRecordedError
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.law.domains import SlotValue
from propengine.law.elements import Mark, lowest
from propengine.law.instruments import DateKey, Revision
from propengine.law.jurisdictions import Candidate
from propengine.law.programmes import Programme
from propengine.law.rules import Liability
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.vocabulary import AGE, FactType

ENGINE_VERSION: Final = "0.1.0"


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

    PREFERRED = "preferred"
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


def decide(case: Case, ruleset: Ruleset, handles: Handles) -> Decision:
    """Decide one case under the law of its jurisdiction.

    Raises:
        CaseRefusedError: with every fault of the case.
        EvaluatorsDisagreeError: the two evaluators differ: no answer is given.
        RevisionWithdrawnError: the law failed its comparison before any case met it.
    """
    dates, refusals = dates_of(case)
    if refusals:
        raise CaseRefusedError(refusals)
    candidates, incomplete = _candidates(case, ruleset, dates)
    known = {**ruleset.statable, **candidates[0].law.statable}
    main = candidates[0]
    intake, refusals = read_case(case, main.law, dates, known)
    if refusals:
        raise CaseRefusedError(refusals)
    if _under_age(intake, ruleset):
        return _out_of_scope(ruleset, dates, main.law)
    decided = [_Decided(main, _Decider(intake, handles).run(main.law))]
    for candidate in candidates[1:]:
        other, refusals = read_case(case, candidate.law, replace(dates, offence=candidate.day), known)
        if refusals:
            raise CaseRefusedError(refusals)
        try:
            decided.append(_Decided(candidate, _Decider(other, handles).run(candidate.law)))
        except CaseRefusedError as error:
            if any(refusal.reason is not Reason.LAW_NOT_KNOWN for refusal in error.refusals):
                raise
            incomplete.append(candidate.day)
    return _Assembly(case, ruleset, dates, intake, decided, incomplete).decision()


@dataclass(frozen=True, slots=True)
class _CandidateLaw:
    """A law that takes part: which, the day, and the law."""

    candidate: Candidate
    day: date
    law: Law


@dataclass(frozen=True, slots=True)
class _Decided:
    """A candidate law with its outcomes, the preferred one first."""

    candidate: _CandidateLaw
    outcomes: tuple[Conditioned, ...]


def _candidates(case: Case, ruleset: Ruleset, dates: Dates) -> tuple[list[_CandidateLaw], list[date]]:
    """Return the laws that take part, the offence date's first, and the days whose text is not known."""
    try:
        main = ruleset.law(dates)
    except NoLawOnDateError as error:
        details = {"key": error.key.value, "day": str(error.day), "first": str(error.first)}
        raise CaseRefusedError(
            [Refusal(Reason.NO_LAW_ON_DATE, f"{error.key}_date", str(error), details)]
        ) from None
    except LawNotKnownError as error:
        raise CaseRefusedError([_unknown(error)]) from None
    found = [_CandidateLaw(Candidate.OFFENCE, dates.offence, main)]
    incomplete: list[date] = []
    for candidate, day in _candidate_days(case, ruleset, dates):
        try:
            law = ruleset.law(replace(dates, offence=day))
        except LawNotKnownError:
            incomplete.append(day)
            continue
        except NoLawOnDateError:
            continue
        if all(law.key != other.law.key for other in found):
            found.append(_CandidateLaw(candidate, day, law))
    return found, incomplete


def _candidate_days(case: Case, ruleset: Ruleset, dates: Dates) -> Iterator[tuple[Candidate, date]]:
    milder = ruleset.jurisdiction.milder_law
    changes = ruleset.change_dates(DateKey.OFFENCE)
    if case.offence_end_date is not None:
        yield Candidate.OFFENCE, case.offence_date
        yield from ((Candidate.OFFENCE, day) for day in changes if case.offence_date < day <= dates.offence)
    if milder is None:
        return
    if Candidate.INTERMEDIATE in milder.candidates:
        yield from ((Candidate.INTERMEDIATE, day) for day in changes if dates.offence < day < dates.decision)
    if Candidate.DECISION in milder.candidates:
        yield Candidate.DECISION, dates.decision


def _unknown(error: LawNotKnownError) -> Refusal:
    details = {"provision": error.provision, "key": error.key.value, "day": str(error.day), "why": error.why}
    return Refusal(Reason.LAW_NOT_KNOWN, f"{error.key}_date", str(error), details)


def _under_age(intake: Intake, ruleset: Ruleset) -> bool:
    age = intake.slots.get(AGE)
    return isinstance(age, Fraction) and age < ruleset.jurisdiction.sentencing_age.years


def _out_of_scope(ruleset: Ruleset, dates: Dates, law: Law) -> Decision:
    mark = ruleset.jurisdiction.sentencing_age.mark
    return Decision(ruleset, Status.OUT_OF_SCOPE, (), None, (), (), (), _used(law, dates), mark)


def _used(law: Law, dates: Dates) -> tuple[UsedRevision, ...]:
    keys = law.date_keys
    return tuple(
        UsedRevision(revision, keys[revision.instrument], dates.of(keys[revision.instrument]))
        for revision in law.used.values()
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """The circumstances under which a case is evaluated: one choice for everything that is open."""

    law: Law
    items: tuple[ReadItem, ...]
    start: Circumstances


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One other choice: its condition, the condition of what it replaces, and the setting it leads to.

    `preferable` says whether the alternative is taken when it is the more favourable one; an alternative
    with `preferred` is taken because the ruleset says so.
    """

    condition: Condition
    otherwise: Condition
    setting: _Setting
    preferable: bool
    preferred: bool = False


class _Decider:
    """Finds the preferred setting of a case under one law, and the alternatives that change the answer."""

    def __init__(self, intake: Intake, handles: Handles) -> None:
        self.intake = intake
        self.handles = handles

    def run(self, law: Law) -> tuple[Conditioned, ...]:
        items = self.intake.items
        here = _Setting(law, items, Circumstances(self.intake.slots, measure(items, law.contents)))
        outcome = self._evaluate(here)
        chosen: list[Condition] = []
        settled: set[Condition] = set()
        others: list[tuple[Condition, Outcome]] = []
        while (alternative := self._next(here, outcome, settled)) is not None:
            condition = alternative.condition
            settled |= {condition, alternative.otherwise}
            other = self._evaluate(alternative.setting)
            if other.answer == outcome.answer:
                continue
            favourable = alternative.preferable and _favours(other, outcome, condition.question)
            if favourable or alternative.preferred:
                others.append((alternative.otherwise, outcome))
                chosen.append(condition)
                here, outcome = alternative.setting, other
            else:
                if alternative.preferable or alternative.condition.question is not Question.MAY_STEP:
                    chosen.append(alternative.otherwise)
                others.append((condition, other))
        shown = [Conditioned(outcome, tuple(dict.fromkeys(chosen)))]
        shown += [
            Conditioned(other, (condition,)) for condition, other in others if other.answer != outcome.answer
        ]
        return tuple(shown)

    def _evaluate(self, setting: _Setting) -> Outcome:
        with self.handles.lent(setting.law) as handle:
            try:
                return evaluate(handle.program, setting.start, handle.evaluate)
            except StatedContradictsDerivedError as error:
                details = {"stated": error.stated, "derived": error.derived, "provision": error.provision}
                path = "charge" if error.subject == "offence" else f"facts[{error.subject}]"
                refusal = Refusal(Reason.CONTRADICTORY_FACTS, path, str(error), details)
            except UnknownTextReachedError as error:
                details = {"provision": error.provision, "why": error.why}
                refusal = Refusal(Reason.LAW_NOT_KNOWN, "offence_date", str(error), details)
            except NoRangeRecordedError as error:
                details = {"table": error.table, "key": error.key, "provision": error.provision}
                refusal = Refusal(Reason.NO_RANGE_RECORDED, "case", str(error), details)
            except FractionOutsideBoundsError as error:
                details = {"least": str(error.least), "most": str(error.most), "found": str(error.found)}
                refusal = Refusal(Reason.OUTSIDE_BOUNDS, f"facts[{error.fact}]", str(error), details)
        raise CaseRefusedError([refusal])

    def _next(self, here: _Setting, outcome: Outcome, settled: set[Condition]) -> _Alternative | None:
        for alternative in self._alternatives(here, outcome):
            if alternative.condition not in settled:
                return alternative
        return None

    def _alternatives(self, here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        yield from self._uncertainty(here)
        yield from self._disputed(here)
        yield from self._readings(here, outcome)
        yield from self._neighbours(here)
        yield from self._may_steps(here, outcome)
        yield from self._findings(here, outcome)

    def _uncertainty(self, here: _Setting) -> Iterator[_Alternative]:
        if self.intake.items == self.intake.upper_items:
            return
        start = replace(here.start, measures=measure(self.intake.upper_items, here.law.contents))
        yield _Alternative(
            Condition(Question.UNCERTAINTY, "items", "upper", "stated uncertainty"),
            Condition(Question.UNCERTAINTY, "items", "lower", "stated uncertainty"),
            replace(here, items=self.intake.upper_items, start=start),
            preferable=True,
        )

    def _disputed(self, here: _Setting) -> Iterator[_Alternative]:
        for name in self.intake.disputed:
            fact = here.law.contents.facts.get(name)
            stated = here.start.slots.get(name)
            if fact is None or stated is None:
                continue
            other: SlotValue = (
                (not stated) if isinstance(stated, bool) and fact.type is FactType.BOOLEAN else None
            )
            slots = {
                slot: value for slot, value in here.start.slots.items() if not slot.startswith(f"{name}:")
            }
            provision = fact.provision or name
            yield _Alternative(
                Condition(Question.DISPUTED_FACT, name, _told(other), provision),
                Condition(Question.DISPUTED_FACT, name, _told(stated), provision),
                replace(here, start=replace(here.start, slots={**slots, name: other})),
                preferable=True,
            )

    def _readings(self, here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        current = dict(here.law.readings)
        written = here.law.written or here.law
        for name in dict.fromkeys((*outcome.open_readings, *current)):
            reading = written.contents.readings[name]
            now = current.get(name, reading.as_written)
            for option in reading.options:
                if option == now:
                    continue
                law = here.law.under(name, option)
                start = replace(here.start, measures=measure(here.items, law.contents))
                yield _Alternative(
                    Condition(Question.READING, name, option, reading.provision),
                    Condition(Question.READING, name, now, reading.provision),
                    _Setting(law, here.items, start),
                    preferable=reading.prefer is None,
                    preferred=reading.prefer == option,
                )

    def _neighbours(self, here: _Setting) -> Iterator[_Alternative]:
        for table, band in here.start.measures.neighbours.items():
            if table in here.start.instead:
                continue
            provision = here.law.contents.tables[table].provision
            measured = here.start.measures
            slots = {name: value for name, value in measured.slots.items() if name != table}
            start = replace(here.start, measures=replace(measured, slots=slots), instead={table: band})
            yield _Alternative(
                Condition(Question.NEIGHBOURING_BAND, table, band, provision),
                Condition(Question.NEIGHBOURING_BAND, table, str(measured.slots[table]), provision),
                replace(here, start=start),
                preferable=False,
            )

    @staticmethod
    def _may_steps(here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        for step in outcome.may_steps:
            provision = here.law.contents.steps[step].provision
            start = replace(here.start, declined=here.start.declined | {step})
            yield _Alternative(
                Condition(Question.MAY_STEP, step, "declined", provision),
                Condition(Question.MAY_STEP, step, "taken", provision),
                replace(here, start=start),
                preferable=True,
            )

    @staticmethod
    def _findings(here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        for name, fact in here.law.findings.items():
            if here.start.slots.get(name) is not None or first_touched(outcome, name, value=True) is None:
                continue
            slots = {**here.start.slots, name: True}
            provision = fact.provision or name
            yield _Alternative(
                Condition(Question.FINDING, name, "found", provision),
                Condition(Question.FINDING, name, "not found", provision),
                replace(here, start=replace(here.start, slots=slots)),
                preferable=False,
            )


def _favours(other: Outcome, outcome: Outcome, question: Question) -> bool:
    """Say whether another outcome is preferred: the more favourable; a dispute alone never convicts."""
    if question is Question.DISPUTED_FACT and other.offence_id is None:
        return True
    return compare(other, outcome) is Favour.MORE


def _told(value: SlotValue) -> str:
    return "not stated" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


_PUNISHED: Final = frozenset({Liability.LAWFUL, Liability.TOLERATED})


class _Assembly:
    """Puts the decision together from the outcomes under each candidate law."""

    def __init__(
        self,
        case: Case,
        ruleset: Ruleset,
        dates: Dates,
        intake: Intake,
        decided: Sequence[_Decided],
        incomplete: Sequence[date],
    ) -> None:
        self.case = case
        self.ruleset = ruleset
        self.dates = dates
        self.intake = intake
        self.decided = decided
        self.incomplete = incomplete

    def decision(self) -> Decision:
        chosen, verdict, rivals = self._mildest()
        outcomes = list(chosen.outcomes)
        for rival in rivals:
            day = rival.candidate.day
            condition = Condition(Question.LAW, rival.candidate.candidate, day.isoformat(), self._provision())
            outcomes += [Conditioned(c.outcome, (condition, *c.conditions)) for c in rival.outcomes]
        preferred = outcomes[0].outcome
        decisive = decisive_facts(preferred)
        status = self._status(chosen, outcomes, verdict)
        milder = MilderLawComparison(
            verdict,
            chosen.candidate.day,
            tuple(
                CandidateLaw(d.candidate.candidate, d.candidate.day, d.outcomes[0].outcome)
                for d in self.decided
            ),
            tuple(self.incomplete),
            self._differs_elsewhere(),
            self._provision(),
        )
        dates = replace(self.dates, offence=chosen.candidate.day)
        marks = [conditioned.outcome.mark for conditioned in outcomes]
        return Decision(
            self.ruleset,
            status,
            tuple(outcomes),
            milder,
            decisive,
            tuple(self._notices(chosen, preferred)),
            tuple(self._windows(preferred.law, dates)),
            _used(preferred.law, dates),
            lowest(*marks),
        )

    def _provision(self) -> str:
        milder = self.ruleset.jurisdiction.milder_law
        return milder.provision if milder is not None else ""

    def _mildest(self) -> tuple[_Decided, MilderVerdict, list[_Decided]]:
        first = self.decided[0]
        if len(self.decided) == 1:
            return first, MilderVerdict.NOT_COMPARED, []
        best = first
        for other in self.decided[1:]:
            if compare(other.outcomes[0].outcome, best.outcomes[0].outcome) is Favour.MORE:
                best = other
        verdicts = [
            (other, compare(best.outcomes[0].outcome, other.outcomes[0].outcome))
            for other in self.decided
            if other is not best
        ]
        rivals = [other for other, favour in verdicts if favour is Favour.INCOMPARABLE]
        if rivals:
            return best, MilderVerdict.INCOMPARABLE, rivals
        if best is not first:
            return best, MilderVerdict.LATER_LAW, []
        equal = all(favour is Favour.EQUAL for _, favour in verdicts)
        return best, MilderVerdict.EQUAL if equal else MilderVerdict.OFFENCE_LAW, []

    def _differs_elsewhere(self) -> bool:
        beside = [decided.outcomes[0].outcome.beside_custody for decided in self.decided]
        return any(other != beside[0] for other in beside)

    def _status(self, chosen: _Decided, outcomes: Sequence[Conditioned], verdict: MilderVerdict) -> Status:
        preferred = outcomes[0].outcome
        if verdict is MilderVerdict.INCOMPARABLE:
            return Status.INCOMPARABLE
        if preferred.offence_id is None:
            return Status.UNDETERMINED
        before = self.decided[0].outcomes[0].outcome
        if (
            chosen is not self.decided[0]
            and preferred.liability in _PUNISHED
            and before.liability not in _PUNISHED
        ):
            return Status.NO_LONGER_AN_OFFENCE
        open_ = {c.question for o in outcomes for c in o.conditions} - {Question.LAW, Question.FINDING}
        return Status.DISCRETION if open_ and len(outcomes) > 1 else Status.DECIDED

    def _notices(self, chosen: _Decided, preferred: Outcome) -> Iterator[DecisionNotice]:
        case, intake = self.case, self.intake
        if intake.rounded:
            yield DecisionNotice(NoticeKind.ROUNDED, intake.rounded)
        defaulted = tuple(n for n in ("conviction_date", "sentence_date") if getattr(case, n) is None)
        keys = {used.key for used in _used(preferred.law, self.dates)}
        needed = tuple(n for n in defaulted if DateKey(n.removesuffix("_date")) in keys)
        if needed:
            yield DecisionNotice(NoticeKind.DATE_DEFAULTED, needed)
        if any(d.candidate.candidate is Candidate.OFFENCE for d in self.decided[1:]):
            days = tuple(
                str(d.candidate.day) for d in self.decided if d.candidate.candidate is Candidate.OFFENCE
            )
            yield DecisionNotice(NoticeKind.OFFENCE_PERIOD, days)
        if intake.alleged:
            yield DecisionNotice(NoticeKind.ALLEGED, intake.alleged)
        if intake.items != intake.upper_items:
            yield DecisionNotice(NoticeKind.UNCERTAINTY, ("items",))
        if preferred.measures.open_compositions:
            yield DecisionNotice(NoticeKind.COMPOSITION_OPEN, preferred.measures.open_compositions)
        undefined = tuple(
            name
            for name in (*preferred.law.contents.measures, *preferred.law.contents.tables)
            if name in preferred.law.subjects and intake.items and preferred.slots.get(name) is None
        )
        if undefined:
            yield DecisionNotice(NoticeKind.QUANTITY_UNDEFINED, undefined)
        stated = tuple(
            name
            for name in (*(("charge",) if case.charge else ()), *case.facts)
            if name == "charge"
            or getattr(preferred.law.contents.facts.get(name), "concluded", False)
            or name in preferred.law.contents.tables
            or name in preferred.law.contents.groupings
        )
        if stated:
            yield DecisionNotice(NoticeKind.STATED_CONCLUSION, stated)
        if self.incomplete:
            yield DecisionNotice(NoticeKind.COMPARISON_INCOMPLETE, tuple(map(str, self.incomplete)))
        late = tuple(str(r) for r in self._later_case_law(preferred.law, chosen.candidate.day))
        if late:
            yield DecisionNotice(NoticeKind.LATER_CASE_LAW, late)

    def _later_case_law(self, law: Law, day: date) -> Iterator[Revision]:
        """Yield the revisions on the decision key that began after the offence and carry rules."""
        for revision in law.used.values():
            contents = revision.contents
            late = revision.in_force > day and law.date_keys[revision.instrument] is DateKey.DECISION
            if late and contents is not None and (contents.rules or contents.offences or contents.steps):
                yield revision

    def _windows(self, law: Law, dates: Dates) -> Iterator[ClosedWindow]:
        for name, window in self.ruleset.programme_windows.items():
            if name not in law.contents.programmes:
                yield ClosedWindow(name, window.programme, window.first, window.last, dates.of(window.key))
