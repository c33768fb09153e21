"""A decision as a person reads it: the answer first, then what it rests on, then what would change it."""

from collections.abc import Iterator
from typing import Final

from propengine.explain.change_sets import told_change_sets, told_open_acts
from propengine.explain.decisive import told_decisive
from propengine.explain.five_lines import status_of, told_five
from propengine.explain.ids import CANDIDATE, DATE_KEY, NOTICE, VERDICT
from propengine.explain.languages import told_languages
from propengine.explain.outcome import (
    classed,
    final_range,
    imposed,
    noted,
    told_offence,
    told_outcome,
)
from propengine.explain.page import ASIDE, GAP, Line, Span, head, line, section
from propengine.explain.phrases import Phrases
from propengine.explain.programmes import compared, told_programmes
from propengine.explain.reasoning import told_reasoning
from propengine.explain.serving import told_serving
from propengine.explain.telling import Telling, first_place, humanised, of_id
from propengine.explain.ways import told_ways
from propengine.explain.why_not import told_why_not
from propengine.v1 import decision_pb2, law_pb2

_DIGEST_SHOWN: Final = 12


def told_decision(
    decision: decision_pb2.Decision, phrases: Phrases, *, with_reasoning: bool, why_not: bool
) -> list[Line]:
    """Return a decision as lines.

    Args:
        decision: the decision, in full.
        phrases: the language.
        with_reasoning: tell every condition that was considered, too.
        why_not: tell why it is no other answer, too.
    """
    telling = Telling.of(decision, phrases)
    lines = _answer(telling)
    if decision.HasField("referral"):
        lines += _referral(telling)
    place = first_place(decision)
    undetermined = decision.status == decision_pb2.DECISION_STATUS_UNDETERMINED
    if undetermined:
        lines += told_decisive(telling)
    if place is not None:
        lines += told_outcome(telling, decision.outcomes[place])
        lines += told_serving(telling, decision.outcomes[place])
        lines += told_programmes(telling, decision.outcomes[place])
        lines += _others(telling, place)
    if not undetermined:
        lines += told_decisive(telling)
    lines += told_change_sets(telling)
    lines += told_open_acts(telling)
    lines += section(telling.say("decision.to-be-weighed"), _findings(telling))
    lines += section(telling.say("decision.milder-law"), _milder_law(telling))
    lines += section(telling.say("decision.about-this-answer"), _notices(telling))
    lines += section(telling.say("decision.not-examined"), _not_examined(telling))
    lines += section(telling.say("decision.law-used"), _law_used(telling))
    if why_not:
        lines += told_why_not(telling)
    if with_reasoning:
        lines += told_reasoning(telling)
    return [*lines, *_foot(telling)]


def _answer(telling: Telling) -> list[Line]:
    """Return the answer in five lines, and what it is an answer about."""
    decision = telling.decision
    where = telling.name("jurisdictions", decision.jurisdiction)
    lines = [head(telling.label(where, telling.say(status_of(decision)))), *told_five(telling)]
    place = first_place(decision)
    if place is None:
        return lines
    outcome = decision.outcomes[place]
    lines += section(telling.say("decision.the-offence"), told_offence(telling, outcome))
    if len(decision.outcomes) > 1:
        which = "decision.preferred-outcome" if decision.HasField("preferred") else "decision.one-outcome"
        told = telling.say(which, number=place + 1, count=len(decision.outcomes))
        lines.append(line(told, indent=0))
    return [*lines, *told_ways(telling, outcome.ways)]


def _findings(telling: Telling) -> Iterator[Line]:
    """Yield what only a person can find, with what that person weighs."""
    for finding in telling.decision.open_findings:
        source = Span(f" [{finding.provision}]" if finding.provision else "", ASIDE)
        yield line(telling.said(finding.question), of_id(finding.fact), source)
        for factor in finding.factors:
            yield line(telling.said(factor), indent=2)


def _referral(telling: Telling) -> list[Line]:
    referral = telling.decision.referral
    question = telling.said(referral.age_question)
    age = telling.say("decision.age-of-ranges", age=referral.sentencing_age_years, question=question)
    return [
        line(telling.said(referral.text), indent=0),
        line(age, *telling.source(referral.source), indent=0),
        *noted(telling, referral.note, indent=1),
    ]


def _others(telling: Telling, place: int) -> list[Line]:
    """Return the other outcomes: when each holds, and how it differs from the one at a place."""
    outcomes = telling.decision.outcomes
    lines: list[Line] = []
    for number, outcome in enumerate(outcomes):
        if number != place:
            lines += [GAP, head(telling.say("decision.outcome", number=number + 1))]
            lines += told_ways(telling, outcome.ways)
            lines += _differing(telling, outcomes[place], outcome)
    return lines


def _differing(
    telling: Telling, first: decision_pb2.Outcome, outcome: decision_pb2.Outcome
) -> Iterator[Line]:
    """Yield how an outcome differs from the first."""
    if outcome.offence.id != first.offence.id or not outcome.HasField("offence"):
        yield from (part.within(1) for part in told_offence(telling, outcome))
    else:
        yield from _moved(telling, first, outcome)
    differing = compared(telling, first, outcome)
    if differing:
        yield line(telling.say("decision.alternatives-otherwise"))
    yield from (line(part, indent=2) for part in differing)
    known = {notice.id for notice in first.notices}
    for notice in outcome.notices:
        if notice.id not in known:
            yield line(telling.said(notice.text), *telling.source(notice.source))


def _moved(telling: Telling, first: decision_pb2.Outcome, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield what is otherwise under the same offence."""
    if outcome.sanction != first.sanction or final_range(outcome) != final_range(first):
        yield line(imposed(telling, outcome))
    here = {step.step for step in first.applied_steps}
    for step in outcome.applied_steps:
        if step.step not in here:
            yield line(telling.name("steps", step.step), *telling.source(step.source))


def _milder_law(telling: Telling) -> Iterator[Line]:
    """Yield the comparisons of laws; what is found alike in all worlds is told once."""
    comparisons = telling.decision.milder_law_comparisons
    told = [list(_comparison(telling, comparison)) for comparison in comparisons]
    if all(lines == told[0] for lines in told):
        yield from (one for lines in told[:1] for one in lines)
        return
    for comparison, lines in zip(comparisons, told, strict=True):
        yield from told_ways(telling, comparison.ways)
        yield from lines


def _comparison(telling: Telling, milder: decision_pb2.MilderLawComparison) -> Iterator[Line]:
    verdict = telling.say(VERDICT[milder.verdict], date=telling.date(milder.applied_date))
    yield line(verdict, Span(f" [{milder.provision}]" if milder.provision else "", ASIDE))
    if milder.verdict != decision_pb2.MILDER_LAW_VERDICT_NOT_COMPARED:
        for candidate in milder.candidates:
            yield line(_candidate(telling, candidate), indent=2)
    if milder.differs_elsewhere:
        yield line(telling.say("decision.differs-elsewhere"), indent=2)
    if milder.incomplete_dates:
        days = telling.listed(map(telling.date, milder.incomplete_dates))
        yield line(telling.say("decision.law-not-compared", days=days), indent=2)


def _candidate(telling: Telling, candidate: decision_pb2.CandidateLaw) -> str:
    outcome = candidate.outcome
    law = telling.say(CANDIDATE[candidate.candidate], date=telling.date(candidate.law_date))
    if not outcome.offence:
        return telling.label(law, telling.say("answer.no-offence"))
    parts = [telling.name("offences", outcome.offence), classed(telling, outcome)]
    if outcome.HasField("final_range"):
        parts.append(telling.say("answer.custody-of", range=telling.range(outcome.final_range)))
    return telling.label(law, telling.clauses(parts))


def _notices(telling: Telling) -> Iterator[Line]:
    for notice in telling.decision.notices:
        subjects = telling.listed(map(telling.concerned, notice.subjects))
        yield line(telling.say(NOTICE[notice.kind], subjects=subjects))
    if telling.decision.unspoken_languages:
        yield line(
            telling.say("decision.not-spoken", tags=telling.listed(telling.decision.unspoken_languages))
        )
    for code in telling.decision.read_codes.codes:
        yield line(telling.say("decision.read-code", code=code.code, id=code.id, field=code.field))
    mark = telling.decision.lowest_mark
    if mark and mark != law_pb2.MARK_V:
        yield line(*telling.phrases.spans("decision.weakest-mark", mark=telling.mark(mark)))
    elif mark:
        yield line(telling.say("decision.every-figure-read"))


def _not_examined(telling: Telling) -> Iterator[Line]:
    texts = [telling.said(item.text) for item in telling.decision.not_examined]
    if texts:
        yield line(telling.clauses(texts))


def _law_used(telling: Telling) -> Iterator[Line]:
    every = (used for outcome in telling.decision.outcomes for used in outcome.used_revisions)
    for used in {(used.digest, used.date_key): used for used in every}.values():
        title = telling.said(used.title) or humanised(used.instrument)
        first, key = telling.date(used.start_date), telling.say(DATE_KEY[used.date_key])
        if used.HasField("end_date"):
            last = telling.date(used.end_date)
            when = telling.say("decision.in-force-between", first=first, last=last, key=key)
        else:
            when = telling.say("decision.in-force-since", first=first, key=key)
        if used.mark != law_pb2.MARK_V:
            mark = law_pb2.Mark.Name(used.mark).removeprefix("MARK_")
            when = telling.say("decision.first-day-marked", when=when, mark=mark)
        aside = Span(f" ({telling.clauses([when, used.instrument])})", ASIDE)
        yield line(telling.label(title, used.citation), aside)


def _foot(telling: Telling) -> Iterator[Line]:
    decision = telling.decision
    yield GAP
    yield from told_languages(telling)
    digest, version = decision.ruleset_digest[:_DIGEST_SHOWN], decision.engine_version
    yield line(Span(telling.say("decision.made-by", digest=digest, version=version), ASIDE), indent=0)
    yield line(telling.said(decision.advisory), indent=0)
