"""Deciding one case: the laws that take part, the outcomes under each, the milder one, and the decision.

Each candidate law is applied whole to the case; liability is compared, then both ends of custody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from propengine.engine.alternatives import Alternatives
from propengine.engine.case import Case
from propengine.engine.comparison import Favour, compare
from propengine.engine.counterfactuals import DecisiveFact, StillWanted, decisive_facts
from propengine.engine.decision import (
    CandidateLaw,
    ClosedWindow,
    Condition,
    Conditioned,
    Decision,
    DecisionNotice,
    MilderLawComparison,
    MilderVerdict,
    NoticeKind,
    Question,
    Status,
    UsedRevision,
)
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake, dates_of, read_case
from propengine.engine.marks import mark_of
from propengine.engine.outcome import (
    Outcome,
)
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.law.elements import lowest
from propengine.law.instruments import DateKey, Revision
from propengine.law.jurisdictions import Candidate
from propengine.law.rules import Liability
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.law.vocabulary import AGE, IMPOSED_SENTENCE


def _always() -> None:
    """Go on."""


def decide(case: Case, ruleset: Ruleset, handles: Handles, still_wanted: StillWanted = _always) -> Decision:
    """Decide one case under the law of its jurisdiction.

    Args:
        case: the facts.
        ruleset: the law of its jurisdiction.
        handles: the evaluators.
        still_wanted: called before each evaluation; what it raises stops the work and leaves this function.

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
    charges = {offence for candidate in candidates for offence in candidate.law.contents.offences}
    main = candidates[0]
    intake, refusals = read_case(case, main.law, dates, known, charges)
    if refusals:
        raise CaseRefusedError(refusals)
    if _under_age(intake, ruleset):
        return _out_of_scope(ruleset, dates, main.law)
    decided = [_Decided(main, Alternatives(intake, handles, still_wanted).run(main.law))]
    for candidate in candidates[1:]:
        other, refusals = read_case(
            case, candidate.law, replace(dates, offence=candidate.day), known, charges
        )
        if refusals:
            raise CaseRefusedError(refusals)
        try:
            alternatives = Alternatives(other, handles, still_wanted)
            decided.append(_Decided(candidate, alternatives.run(candidate.law)))
        except CaseRefusedError as error:
            if any(refusal.reason is not Reason.LAW_NOT_KNOWN for refusal in error.refusals):
                raise
            incomplete.append(candidate.day)
    return _Assembly(case, ruleset, dates, intake, decided, incomplete, still_wanted).decision()


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


_UNPUNISHED: Final = frozenset({Liability.LAWFUL, Liability.TOLERATED})


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
        still_wanted: StillWanted,
    ) -> None:
        self.case = case
        self.ruleset = ruleset
        self.dates = dates
        self.intake = intake
        self.decided = decided
        self.incomplete = incomplete
        self.still_wanted = still_wanted

    def decision(self) -> Decision:
        chosen, verdict, rivals = self._mildest()
        outcomes = list(chosen.outcomes)
        for rival in rivals:
            day = rival.candidate.day
            condition = Condition(Question.LAW, rival.candidate.candidate, day.isoformat(), self._provision())
            outcomes += [Conditioned(c.outcome, (condition, *c.conditions)) for c in rival.outcomes]
        outcomes += self._milder_elsewhere(chosen, rivals)
        preferred = outcomes[0].outcome
        decisive = tuple(self._decisive(preferred, rivals))
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
        findings = {Question.FINDING}
        resting = [
            c for c in outcomes if c is outcomes[0] or findings.isdisjoint(x.question for x in c.conditions)
        ]
        marks = [mark_of(conditioned.outcome) for conditioned in resting]
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

    def _decisive(self, preferred: Outcome, rivals: Sequence[_Decided]) -> Iterator[DecisiveFact]:
        """Yield the decisive facts, and those that would settle a rival law which is undetermined."""
        yield from decisive_facts(preferred, self.still_wanted)
        for rival in rivals:
            outcome = rival.outcomes[0].outcome
            if outcome.offence_id is None:
                for fact in decisive_facts(outcome, self.still_wanted):
                    yield replace(fact, law_date=rival.candidate.day)

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
            within = best.candidate.candidate is Candidate.OFFENCE
            return best, MilderVerdict.OFFENCE_LAW if within else MilderVerdict.LATER_LAW, []
        equal = all(favour is Favour.EQUAL for _, favour in verdicts)
        return best, MilderVerdict.EQUAL if equal else MilderVerdict.OFFENCE_LAW, []

    def _milder_elsewhere(self, chosen: _Decided, rivals: Sequence[_Decided]) -> Iterator[Conditioned]:
        """Yield outcomes of another law that hold on a condition and are milder than all of the chosen."""
        for other in self.decided:
            if other is chosen or other in rivals:
                continue
            condition = Condition(
                Question.LAW, other.candidate.candidate, other.candidate.day.isoformat(), self._provision()
            )
            for conditioned in other.outcomes[1:]:
                found = [compare(conditioned.outcome, own.outcome) for own in chosen.outcomes]
                if all(favour is Favour.MORE for favour in found):
                    yield Conditioned(conditioned.outcome, (condition, *conditioned.conditions))

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
            and preferred.liability in _UNPUNISHED
            and before.offence_id is not None
            and before.liability not in _UNPUNISHED
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
        silent = (name for name in preferred.law.wanted_quantities if preferred.slots.get(name) is None)
        absent = preferred.law.absent_quantities
        undefined = tuple(dict.fromkeys((*preferred.measures.undefined, *silent, *absent)))
        if undefined and intake.items:
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
        if self._imposed_outside(preferred):
            yield DecisionNotice(NoticeKind.IMPOSED_OUTSIDE_RANGE, (IMPOSED_SENTENCE,))
        late = tuple(str(r) for r in self._later_case_law(preferred.law, chosen.candidate.day))
        if late:
            yield DecisionNotice(NoticeKind.LATER_CASE_LAW, late)

    @staticmethod
    def _imposed_outside(preferred: Outcome) -> bool:
        """Say whether the sentence stated as imposed lies outside the range that the facts lead to."""
        imposed = preferred.slots.get(IMPOSED_SENTENCE)
        final = preferred.checkpoints.get(Checkpoint.FINAL)
        if not isinstance(imposed, Fraction) or final is None:
            return False
        below = final.min.months is not None and imposed < final.min.months
        return below or (final.max.months is not None and imposed > final.max.months)

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
