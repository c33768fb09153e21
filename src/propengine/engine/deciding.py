"""Deciding one case: the laws that take part, its worlds, every answer in each, the milder law.

Each candidate law is applied whole to the case; liability is compared, then both ends of custody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from propengine.core.slots import SlotValue
from propengine.engine.acting import open_acts_of
from propengine.engine.applying import Comparison, TakingPart, apply_laws
from propengine.engine.case import Case
from propengine.engine.changing import change_sets_of
from propengine.engine.choosing import Choices, StillWanted, TooManyStatesError
from propengine.engine.decision import Decision, Status
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake, dates_of, read_case
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.engine.report import Assembly, used_revisions
from propengine.engine.worlds import TooManyWorldsError, worlds_of
from propengine.law.instruments import DateKey
from propengine.law.jurisdictions import Candidate, SentencingAge
from propengine.law.ruleset import Dates, LawNotKnownError, NoLawOnDateError, Ruleset

if TYPE_CHECKING:
    from propengine.engine.runs import Run


def _always() -> None:
    """Go on."""


def decide(
    case: Case,
    ruleset: Ruleset,
    handles: Handles,
    still_wanted: StillWanted = _always,
    *,
    with_decisive_sets: bool = True,
    with_change_sets: bool = False,
    with_open_acts: bool = False,
) -> Decision:
    """Decide one case under the law of its jurisdiction.

    Args:
        case: the facts.
        ruleset: the law of its jurisdiction.
        handles: the two readers.
        still_wanted: called now and then; what it raises stops the work and leaves this function.
        with_decisive_sets: look for them; the first case of a kind takes several times as long then.
        with_change_sets: look for the smallest sets of changes that would alter the answer; it takes tens of
            milliseconds.
        with_open_acts: say what the person may still do, and what would be answered with it.

    Raises:
        CaseRefusedError: with every fault of the case.
        EvaluatorsDisagreeError: the two readers differ: no answer is given.
        RevisionWithdrawnError: the law failed its comparison before any case met it.
    """
    dates, refusals = dates_of(case)
    if refusals:
        raise CaseRefusedError(refusals)
    candidates, incomplete = _candidates(case, ruleset, dates)
    known = {**ruleset.statable, **candidates[0].law.statable}
    charges = {offence for candidate in candidates for offence in candidate.law.chargeable}
    intakes: list[Intake] = []
    for candidate in candidates:
        of = replace(dates, offence=candidate.day) if intakes else dates
        intake, refusals = read_case(case, candidate.law, of, known, charges)
        if refusals:
            raise CaseRefusedError(refusals)
        intakes.append(intake)
    main = candidates[0]
    limit = _sentencing_age(ruleset, candidates)
    if _is_under_age(intakes[0], limit):
        used = (used_revisions(main.law, dates),)
        return Decision(ruleset, Status.OUT_OF_SCOPE, limit.mark, limit, used=used)
    choices = [
        Choices(handles.compiled(candidate.law), intake, still_wanted)
        for candidate, intake in zip(candidates, intakes, strict=True)
    ]
    try:
        worlds = worlds_of(intakes[0], [of.law.lowered for of in choices], still_wanted)
    except TooManyWorldsError as error:
        return Assembly(case, ruleset, dates, choices, candidates, incomplete, limit).too_many(error.axes)
    worlds = tuple(world for world in worlds if not _under_age(world.facts, limit))
    choices = [of.with_charge(worlds[0]) for of in choices]
    assembly = Assembly(case, ruleset, dates, choices, candidates, incomplete, limit)
    try:
        comparisons = apply_laws(assembly.laws, worlds, incomplete)
    except TooManyStatesError as error:
        return assembly.too_many(error.axes)
    decision = assembly.decision(comparisons, still_wanted, with_decisive_sets=with_decisive_sets)
    _confirm(handles, decision, comparisons)
    if with_change_sets:
        decision = replace(decision, change_sets=change_sets_of(assembly.laws, comparisons, still_wanted))
    if with_open_acts:
        decision = replace(decision, open_acts=open_acts_of(assembly.laws, comparisons))
    return decision


_MOST_CONFIRMED: Final = 16


def _confirm(handles: Handles, decision: Decision, comparisons: Sequence[Comparison]) -> None:
    """Let the Rete engine confirm every outcome shown, and the law as written in the first worlds."""
    written = [states[0].run for c in comparisons[:_MOST_CONFIRMED] for states in c.states]
    runs = {id(run): run for run in (*(outcome.run for outcome in decision.outcomes), *written)}
    by_law: dict[int, list[Run]] = {}
    for run in runs.values():
        by_law.setdefault(id(run.law), []).append(run)
    for of_law in by_law.values():
        handles.confirm(of_law[0].law, of_law)


def _candidates(case: Case, ruleset: Ruleset, dates: Dates) -> tuple[list[TakingPart], list[date]]:
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
    found = [TakingPart(Candidate.OFFENCE, dates.offence, main)]
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
            found.append(TakingPart(candidate, day, law))
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


def _sentencing_age(ruleset: Ruleset, candidates: Sequence[TakingPart]) -> SentencingAge:
    """Return the age that counts: the highest of the laws that take part is the most favourable."""
    age = ruleset.jurisdiction.sentencing_age
    return max((age.on(candidate.day) for candidate in candidates), key=lambda limit: limit.years)


def _is_under_age(intake: Intake, limit: SentencingAge) -> bool:
    """Say whether the person is under age by the age on the day that counts, or by that on another day."""
    if intake.slots.get(limit.of) is None and limit.of in intake.ages:
        return intake.ages[limit.of][1] < limit.years
    return _under_age(intake.slots, limit) and not intake.disputes(limit.of)


def _under_age(facts: Mapping[str, SlotValue], limit: SentencingAge) -> bool:
    age = facts.get(limit.of)
    return isinstance(age, Fraction) and age < limit.years
