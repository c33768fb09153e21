"""Putting a decision together from the laws as they apply in each world."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from propengine.core.lengths import is_outside
from propengine.engine.applying import (
    AppliedLaw,
    Comparison,
    InWorld,
    TakingPart,
    preferred_in,
    shown_states,
)
from propengine.engine.case import Case
from propengine.engine.choosing import Choices, State, StillWanted
from propengine.engine.conditions import Condition, Question
from propengine.engine.decision import (
    CandidateLaw,
    ClosedWindow,
    Decision,
    DecisionNotice,
    MilderLawComparison,
    MilderVerdict,
    NoticeKind,
    Status,
    UsedRevision,
)
from propengine.engine.decisive import DecisiveSet
from propengine.engine.hinges import Hinges
from propengine.engine.milder import is_punished
from propengine.engine.outcome import Outcome
from propengine.engine.runs import Run
from propengine.engine.ways import Combinations, Way, told_shortly
from propengine.law.durations import read_duration
from propengine.law.elements import Mark, lowest
from propengine.law.instruments import DateKey, Revision
from propengine.law.jurisdictions import Candidate, SentencingAge
from propengine.law.ruleset import Dates, Law, Ruleset
from propengine.law.sanctions import NOT_RECORDED, Checkpoint
from propengine.law.vocabulary import IMPOSED_SENTENCE

_UNKNOWN: Final = frozenset({Question.FORM, Question.AMOUNT})


def used_revisions(law: Law, dates: Dates) -> tuple[UsedRevision, ...]:
    """Return the revisions that a law is made of, with the day that picked each."""
    keys = law.date_keys
    return tuple(
        UsedRevision(revision, keys[revision.instrument], dates.of(keys[revision.instrument]))
        for revision in law.used.values()
    )


@dataclass(frozen=True)
class _Shown:
    """A state that is shown, and the way that leads to it."""

    state: State
    law: AppliedLaw
    way: Way


class Assembly:
    """Puts the decision of one case together."""

    def __init__(
        self,
        case: Case,
        ruleset: Ruleset,
        dates: Dates,
        choices: Sequence[Choices],
        candidates: Sequence[TakingPart],
        incomplete: Sequence[date],
        sentencing_age: SentencingAge,
    ) -> None:
        """Take the case, the laws that take part (the first of the offence date), and the age that counts."""
        self.case = case
        self.ruleset = ruleset
        self.dates = dates
        self.intake = choices[0].intake
        self.laws = [
            AppliedLaw(candidate.candidate, candidate.day, of)
            for candidate, of in zip(candidates, choices, strict=True)
        ]
        self.incomplete = incomplete
        self.sentencing_age = sentencing_age

    def too_many(self, axes: Sequence[str]) -> Decision:
        """Return the decision of a case in which too much is open to be looked through."""
        notices = (DecisionNotice(NoticeKind.TOO_MANY_COMBINATIONS, tuple(axes)), *self._of_case())
        law = self.laws[0].choices.law.lowered.law
        windows = tuple(self._windows(law, self.dates))
        return Decision(
            self.ruleset,
            Status.UNDETERMINED,
            Mark.M,
            self.sentencing_age,
            notices=notices,
            windows=windows,
        )

    def decision(
        self, comparisons: Sequence[Comparison], still_wanted: StillWanted, *, with_decisive_sets: bool
    ) -> Decision:
        """Return the decision from what the laws lead to in each world."""
        shown = [one for comparison in comparisons for one in self._shown(comparison)]
        outcomes = self._outcomes(shown)
        preferred = self._preferred(comparisons, outcomes)
        status = self._status(comparisons, outcomes)
        hinges = Hinges(comparisons, outcomes, still_wanted)
        decisive = hinges.sets() if with_decisive_sets else ()
        if settled := hinges.settled():
            outcomes = tuple(settled.get(id(outcome), outcome) for outcome in outcomes)
            decisive = tuple(_as_settled(decisive, settled))
        first = outcomes[preferred] if preferred is not None else outcomes[0]
        used = tuple(
            used_revisions(
                o.law, replace(self.dates, offence=o.day) if o.day != self.laws[0].day else self.dates
            )
            for o in outcomes
        )
        resting = [
            outcome
            for i, outcome in enumerate(outcomes)
            if i == preferred or not all(_is_found(way) for way in outcome.ways)
        ]
        notices = [*self._notices(first, outcomes)]
        if with_decisive_sets and hinges.are_singly:
            notices.append(DecisionNotice(NoticeKind.DECISIVE_SINGLY, ()))
        return Decision(
            self.ruleset,
            status,
            lowest(*(outcome.mark for outcome in resting or outcomes)),
            self.sentencing_age,
            outcomes,
            preferred,
            tuple(self._comparisons(comparisons, outcomes)),
            decisive,
            tuple(notices),
            tuple(self._windows(first.law, replace(self.dates, offence=first.day))),
            used,
        )

    def _shown(self, comparison: Comparison) -> Iterator[_Shown]:
        """Yield every state that is shown for a world, with each way that leads to it."""
        for shown in shown_states(comparison):
            state, law = shown.state, shown.law.law
            on_law = (self._of_law(law),) if shown.of_law else ()
            for way in comparison.world.ways:
                yield _Shown(state, law, (*on_law, *way, *state.conditions, *shown.findings))

    def _of_law(self, law: AppliedLaw) -> Condition:
        return Condition(Question.LAW, law.candidate, law.day.isoformat(), self._provision())

    def _provision(self) -> str:
        milder = self.ruleset.jurisdiction.milder_law
        return milder.provision if milder is not None else ""

    def _outcomes(self, shown: Sequence[_Shown]) -> tuple[Outcome, ...]:
        """Return the answers, each once, with all the ways that lead to it."""
        groups: dict[object, list[_Shown]] = {}
        for one in shown:
            groups.setdefault((id(one.law), one.state.run.answer), []).append(one)
        every = Combinations(one.way for one in shown) if len(groups) > 1 else None
        found = []
        for group in groups.values():
            best = min(group, key=lambda one: one.state.departing)
            law = best.law
            runs = {id(one.state.run): (one.state.run, one.state.world) for one in group}
            ways: tuple[Way, ...] = ((),)
            if every is not None:
                ways = told_shortly((one.way for one in group), every)
            elif all(one.state.departures for one in group):  # the law as written has no such answer
                ways = tuple(dict.fromkeys(one.way for one in group))
            found.append(
                Outcome(
                    best.state.run,
                    tuple(runs.values()),
                    best.state.world,
                    ways,
                    law.choices.intake,
                    law.candidate,
                    law.day,
                )
            )
        return tuple(found)

    def _preferred(self, comparisons: Sequence[Comparison], outcomes: Sequence[Outcome]) -> int | None:
        """Return which outcome is preferred: of those preferred in a world, the one none is milder than."""
        places = {id(run): i for i, outcome in enumerate(outcomes) for run, _ in outcome.runs}
        mildest = {places[id(run)] for run in preferred_in(comparisons) if id(run) in places}
        return next(iter(mildest)) if len(mildest) == 1 else None

    def _status(self, comparisons: Sequence[Comparison], outcomes: Sequence[Outcome]) -> Status:
        if any(comparison.verdict is MilderVerdict.INCOMPARABLE for comparison in comparisons):
            return Status.INCOMPARABLE
        worlds = [comparison.applied.answering for comparison in comparisons]
        gaps = [all(map(_is_gap, world)) for world in worlds]
        if all(gaps) or any(all(map(_not_recorded, world)) for world in worlds):
            return Status.NOT_RECORDED
        if any(gaps) or any(_is_open(run) for world in worlds for run in world):
            return Status.UNDETERMINED
        if all(map(_no_longer, comparisons)):
            return Status.NO_LONGER_AN_OFFENCE
        resting = [o for o in outcomes if not all(_is_found(way) for way in o.ways)] or outcomes
        questions = {c.question for outcome in resting for way in outcome.ways for c in way} - {
            Question.FINDING
        }
        unknown = _UNKNOWN | {Question.QUANTITY} if self._unknown_amounts() else _UNKNOWN
        if len({outcome.run.main for outcome in resting}) > 1 and questions & unknown:
            return Status.UNDETERMINED
        several = (len(resting) > 1 and questions - unknown) or self._age_disputed()
        return Status.DISCRETION if several else Status.DECIDED

    def _age_disputed(self) -> tuple[str, ...]:
        """Return what is disputed where the person would be under the sentencing age if it is as stated."""
        limit = self.sentencing_age
        age = self.intake.slots.get(limit.of)
        if not isinstance(age, Fraction) or age >= limit.years:
            return ()
        of = self.intake.following
        return tuple(
            name for name in self.intake.disputed if name == limit.of or limit.of in of.get(name, ())
        )

    def _unknown_amounts(self) -> list[str]:
        """Return the amounts that are not stated."""
        return [f"items[{i}].amount" for i, item in enumerate(self.intake.items) if item.amount is None]

    def _comparisons(
        self, comparisons: Sequence[Comparison], outcomes: Sequence[Outcome]
    ) -> Iterator[MilderLawComparison]:
        """Yield the comparisons of laws, worlds in which they find the same together."""
        groups: dict[object, list[Comparison]] = {}
        for comparison in comparisons:
            answers = tuple(law.first.run.answer for law in comparison.laws)
            key = comparison.verdict, comparison.applied.law.day, answers
            groups.setdefault(key, []).append(comparison)
        every = None
        if len(groups) > 1:
            every = Combinations(way for comparison in comparisons for way in comparison.world.ways)
        for group in groups.values():
            first = group[0]
            ways: tuple[Way, ...] = ((),)
            if every is not None:
                ways = told_shortly((way for c in group for way in c.world.ways), every)
            of_laws = [self._summary(law, first, outcomes) for law in first.laws]
            beside = [outcome.beside_custody for outcome in of_laws] if len(of_laws) > 1 else []
            yield MilderLawComparison(
                ways,
                first.verdict,
                first.applied.law.day,
                tuple(
                    CandidateLaw(law.law.candidate, law.law.day, outcome)
                    for law, outcome in zip(first.laws, of_laws, strict=True)
                ),
                tuple(self.incomplete),
                any(other != beside[0] for other in beside),
                self._provision(),
            )

    @staticmethod
    def _summary(law: InWorld, comparison: Comparison, outcomes: Sequence[Outcome]) -> Outcome:
        state = law.first
        known = next((o for o in outcomes if any(run is state.run for run, _ in o.runs)), None)
        if known is not None:
            return known
        of = law.law
        runs = ((state.run, comparison.world),)
        return Outcome(state.run, runs, comparison.world, ((),), of.choices.intake, of.candidate, of.day)

    def _notices(self, first: Outcome, outcomes: Sequence[Outcome]) -> Iterator[DecisionNotice]:
        yield from self._of_case(outcomes)
        case, intake = self.case, self.intake
        defaulted = tuple(n for n in ("conviction_date", "sentence_date") if getattr(case, n) is None)
        needed = tuple(n for n in defaulted if DateKey(n.removesuffix("_date")) in first.law.used_keys)
        if needed:
            yield DecisionNotice(NoticeKind.DATE_DEFAULTED, needed)
        conditions = {c for outcome in outcomes for way in outcome.ways for c in way}
        together = any(c.question is Question.QUANTITY for c in conditions)
        amounts = self._unknown_amounts() if together else ()
        unknown = sorted({*(c.id for c in conditions if c.question in _UNKNOWN), *amounts})
        if _waits_for_items(first):
            unknown.append("items")
        if unknown:
            yield DecisionNotice(NoticeKind.NOT_KNOWN, tuple(unknown))
        if first.open_compositions:
            yield DecisionNotice(NoticeKind.COMPOSITION_OPEN, first.open_compositions)
        undefined = tuple(dict.fromkeys((*first.undefined, *first.law.absent_quantities)))
        if undefined and intake.items:
            yield DecisionNotice(NoticeKind.QUANTITY_UNDEFINED, undefined)
        stated = tuple(self._stated_conclusions(first.law))
        if stated:
            yield DecisionNotice(NoticeKind.STATED_CONCLUSION, stated)
        if intake.implied:
            yield DecisionNotice(NoticeKind.IMPLIED_BY_CHARGE, tuple(intake.implied))
        if self._imposed_outside(first):
            yield DecisionNotice(NoticeKind.IMPOSED_OUTSIDE_RANGE, (IMPOSED_SENTENCE,))
        late = tuple(str(r) for r in self._later_case_law(first.law, first.day))
        if late:
            yield DecisionNotice(NoticeKind.LATER_CASE_LAW, late)

    def _of_case(self, outcomes: Sequence[Outcome] = ()) -> Iterator[DecisionNotice]:
        """Yield the notices about the case as it was read and compared, whatever it leads to."""
        intake = self.intake
        if intake.rounded:
            yield DecisionNotice(NoticeKind.ROUNDED, intake.rounded)
        across = (*intake.across, *(path for o in outcomes for path in (*o.intake.across, *o.run.across)))
        if across:
            yield DecisionNotice(NoticeKind.UNITS_OF_TIME, tuple(dict.fromkeys(across)))
        period = tuple(sorted(str(law.day) for law in self.laws if law.candidate is Candidate.OFFENCE))
        if len(period) > 1:
            yield DecisionNotice(NoticeKind.OFFENCE_PERIOD, period)
        checked_until = self.ruleset.jurisdiction.checked_until
        if checked_until is not None and self.dates.decision > checked_until:
            yield DecisionNotice(NoticeKind.AFTER_LAST_CHECK, (str(checked_until),))
        if intake.leap_birthdays:
            yield DecisionNotice(NoticeKind.LEAP_BIRTHDAY, intake.leap_birthdays)
        if intake.alleged:
            yield DecisionNotice(NoticeKind.ALLEGED, intake.alleged)
        disputed = self._age_disputed()
        if disputed:
            yield DecisionNotice(NoticeKind.AGE_DISPUTED, disputed)
        uncertain = tuple(
            f"items[{i}]"
            for i, item in enumerate(intake.items)
            if any(span is not None and not span.known for span in (item.amount, item.purity))
        )
        if uncertain:
            yield DecisionNotice(NoticeKind.UNCERTAINTY, uncertain)
        if self.incomplete:
            yield DecisionNotice(NoticeKind.COMPARISON_INCOMPLETE, tuple(map(str, self.incomplete)))

    def _stated_conclusions(self, law: Law) -> Iterator[str]:
        if self.case.charge:
            yield "charge"
        for name in self.case.facts:
            fact = law.statable.get(name)
            if fact is None:
                continue
            if fact.concluded or (fact.derive is not None and fact.derive.is_of_facts):
                yield name

    def _imposed_outside(self, outcome: Outcome) -> bool:
        """Say whether the sentence stated as imposed lies outside the range that the facts lead to."""
        imposed, final = self.case.facts.get(IMPOSED_SENTENCE), outcome.checkpoints.get(Checkpoint.FINAL)
        if imposed is None or final is None or not isinstance(imposed.value, str):
            return False
        return is_outside(read_duration(imposed.value), final.min.months, final.max.months)

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


def _as_settled(decisive: Iterable[DecisiveSet], settled: Mapping[int, Outcome]) -> Iterator[DecisiveSet]:
    """Yield decisive sets of outcomes as they are shown; what a gate turns on anyway is none by itself."""
    for one in decisive:
        found = replace(one, before=settled.get(id(one.before), one.before))
        if found.changes:
            yield found


def _waits_for_items(outcome: Outcome) -> bool:
    """Say whether what was found, of which nothing is said, could lead to an offence, or to its range."""
    if outcome.intake.items or outcome.gaps:
        return False
    law, conduct = outcome.run.law, str(outcome.slots["conduct"])
    made_by_items = {*law.lowered.quantities, *law.lowered.law.substance_slots}
    if outcome.offence_id is not None:
        return not made_by_items.isdisjoint(outcome.awaited)
    return not law.relevant(conduct).main.isdisjoint(made_by_items)


def _is_found(way: Way) -> bool:
    """Say whether a way rests on what a person would have to find, or on a law that does not apply."""
    return any(
        c.question is Question.LAW or (c.question is Question.FINDING and c.value == "found") for c in way
    )


def _is_gap(run: Run) -> bool:
    """Say whether an answer is a declared gap."""
    return run.offence_id is None and bool(run.gaps)


def _is_open(run: Run) -> bool:
    """Say whether no offence is shown, and no gap either, or the range waits for a fact."""
    awaits = run.passage is not None and bool(run.passage.awaited)
    return awaits or (run.offence_id is None and not run.gaps)


def _not_recorded(run: Run) -> bool:
    """Say whether the final range of an answer is one that the ruleset does not hold."""
    final = run.final
    return final is not None and NOT_RECORDED in {final.min.word, final.max.word}


def _no_longer(comparison: Comparison) -> bool:
    first, applied = comparison.laws[0], comparison.applied
    if applied is first or comparison.rivals:
        return False
    return is_punished(applied.first.run) is False and bool(is_punished(first.first.run))
