"""A decision as a person reads it: the answer first, then what it rests on, then what would change it."""

from collections.abc import Iterator
from typing import Final

from propengine.cli.outcome import (
    classed,
    final_range,
    imposed,
    told_conditions,
    told_offence,
    told_outcome,
)
from propengine.cli.page import ASIDE, GAP, UNSURE, Line, Span, head, line, section
from propengine.cli.phrases import CANDIDATE, DATE_KEY, NOTICE_KIND, SPEAKER, STATUS, VERDICT, Phrases
from propengine.cli.programmes import changed, compared, told_alternatives
from propengine.cli.reasoning import told_reasoning
from propengine.cli.telling import Telling, day, humanised, of_id
from propengine.v1 import decision_pb2, law_pb2

_DIGEST_SHOWN: Final = 12
_ANSWER: Final = frozenset(
    {
        decision_pb2.ANSWER_PART_OFFENCE,
        decision_pb2.ANSWER_PART_CLASSIFICATION,
        decision_pb2.ANSWER_PART_LIABILITY,
        decision_pb2.ANSWER_PART_RANGE,
        decision_pb2.ANSWER_PART_SANCTION,
    }
)


def told_decision(decision: decision_pb2.Decision, phrases: Phrases, *, with_reasoning: bool) -> list[Line]:
    """Return a decision as lines.

    Args:
        decision: the decision, in full.
        phrases: the language.
        with_reasoning: tell every condition that was considered, too.
    """
    telling = Telling.of(decision, phrases)
    lines = _answer(telling)
    if decision.HasField("referral"):
        lines += _referral(telling)
    preferred = decision.outcomes[0] if decision.outcomes else None
    undetermined = preferred is not None and not preferred.HasField("offence")
    if undetermined:
        lines += _decisive(telling)
    if preferred is not None:
        lines += told_outcome(telling, preferred)
        lines += told_alternatives(telling, preferred)
        lines += _others(telling, preferred)
    if not undetermined:
        lines += _decisive(telling)
    lines += section(telling.own("Milder law"), _milder_law(telling))
    lines += section(telling.own("About this answer"), _notices(telling))
    lines += section(telling.own("Not examined"), _not_examined(telling))
    lines += section(telling.own("Law used"), _law_used(telling))
    if with_reasoning:
        lines += told_reasoning(telling)
    return [*lines, *_foot(telling)]


def _answer(telling: Telling) -> list[Line]:
    """Return the answer in a few lines."""
    decision = telling.decision
    where = telling.name("jurisdictions", decision.jurisdiction)
    lines = [head(f"{where}: {telling.own(STATUS[decision.status])}")]
    for outcome in decision.outcomes[:1]:
        lines += told_offence(telling, outcome)
        if len(decision.outcomes) > 1:
            phrase = "This is the preferred one of {count} outcomes"
            lines.append(line(telling.own(phrase, count=len(decision.outcomes)), indent=0))
        lines += told_conditions(telling, outcome)
    return lines


def _referral(telling: Telling) -> list[Line]:
    referral = telling.decision.referral
    age = telling.own("The sentencing age is {age} years at the offence.", age=referral.sentencing_age_years)
    return [
        line(telling.said(referral.text), indent=0),
        line(age, *telling.source(referral.source), indent=0),
    ]


def _others(telling: Telling, preferred: decision_pb2.Outcome) -> list[Line]:
    """Return the other outcomes: when each holds, and how it differs from the preferred one."""
    lines: list[Line] = []
    for number, outcome in enumerate(telling.decision.outcomes[1:], start=2):
        lines += [GAP, head(telling.own("Outcome {number}", number=number))]
        lines += told_conditions(telling, outcome)
        if (outcome.offence.id, outcome.HasField("offence")) != (
            preferred.offence.id,
            preferred.HasField("offence"),
        ):
            lines += [part.within(1) for part in told_offence(telling, outcome)]
        else:
            lines += _moved(telling, preferred, outcome)
        differing = compared(telling, preferred, outcome)
        if differing:
            lines.append(line(telling.own("Alternatives that stand otherwise here:")))
        lines += [line(part, indent=2) for part in differing]
        new = [n for n in outcome.notices if n.id not in {known.id for known in preferred.notices}]
        lines += [line(telling.said(notice.text), *telling.source(notice.source)) for notice in new]
    return lines


def _moved(
    telling: Telling, preferred: decision_pb2.Outcome, outcome: decision_pb2.Outcome
) -> Iterator[Line]:
    """Yield what is otherwise under the same offence."""
    if outcome.sanction != preferred.sanction or final_range(outcome) != final_range(preferred):
        yield line(imposed(telling, outcome))
    here = {step.step for step in preferred.applied_steps}
    for step in outcome.applied_steps:
        if step.step not in here:
            yield line(humanised(step.step), *telling.source(step.source))


def _decisive(telling: Telling) -> list[Line]:
    """Return the unstated facts that would change the answer, in short where only alternatives would."""
    facts = telling.decision.decisive_facts
    lines: list[Line] = []
    for fact in facts:
        if not _ANSWER.isdisjoint(fact.changes):
            lines += [_asked(telling, fact), line(_consequence(telling, fact), indent=2)]
    beside = [fact for fact in facts if _ANSWER.isdisjoint(fact.changes)]
    if beside:
        lines.append(line(telling.own("These would change alternatives only:")))
    for fact in beside:
        name = telling.name("facts", fact.fact)
        lines.append(line(name, of_id(fact.fact), f" {_consequence(telling, fact)}", indent=2))
    return section(telling.own("What would change the answer: ask this"), lines)


def _asked(telling: Telling, fact: decision_pb2.DecisiveFact) -> Line:
    """Return the question to put, and who may answer it."""
    source = Span(f" [{fact.provision}]" if fact.provision else "", ASIDE)
    asked = ""
    if fact.stated_by:
        who = telling.listed((telling.own(SPEAKER[speaker]) for speaker in fact.stated_by), "or")
        asked = f", {telling.own('stated by {who}', who=who)}"
    return line(telling.name("facts", fact.fact), of_id(fact.fact), source, Span(asked, ASIDE))


def _consequence(telling: Telling, fact: decision_pb2.DecisiveFact) -> str:
    changes = "; ".join(_changes(telling, fact))
    return telling.own("if {value}: {changes}", value=telling.value(fact.value), changes=changes)


def _changes(telling: Telling, fact: decision_pb2.DecisiveFact) -> Iterator[str]:
    changes = set(fact.changes)
    if decision_pb2.ANSWER_PART_OFFENCE in changes:
        yield telling.name("offences", fact.offence) if fact.offence else telling.own("no offence is shown")
    if (
        changes & {decision_pb2.ANSWER_PART_CLASSIFICATION, decision_pb2.ANSWER_PART_LIABILITY}
        and fact.offence
    ):
        yield classed(telling, fact)
    if decision_pb2.ANSWER_PART_RANGE in changes:
        if fact.HasField("final_range"):
            yield telling.own("custody: {range}", range=telling.range(fact.final_range))
        elif fact.offence:
            yield telling.own("no custody")
    elif decision_pb2.ANSWER_PART_SANCTION in changes and decision_pb2.ANSWER_PART_OFFENCE not in changes:
        yield telling.own("other fines or responses")
    same_offence = decision_pb2.ANSWER_PART_OFFENCE not in changes
    yield from changed(telling, fact.programme_changes, with_closed=same_offence)


def _milder_law(telling: Telling) -> Iterator[Line]:
    if not telling.decision.HasField("milder_law"):
        return
    milder = telling.decision.milder_law
    verdict = telling.own(VERDICT[milder.verdict], date=day(milder.applied_date))
    yield line(verdict, Span(f" [{milder.provision}]" if milder.provision else "", ASIDE))
    if milder.verdict != decision_pb2.MILDER_LAW_VERDICT_NOT_COMPARED:
        for candidate in milder.candidates:
            yield line(_candidate(telling, candidate), indent=2)
    if milder.differs_elsewhere:
        yield line(
            telling.own("their fines or alternatives differ, which the comparison does not weigh"), indent=2
        )
    if milder.incomplete_dates:
        days = ", ".join(map(day, milder.incomplete_dates))
        yield line(
            telling.own("not compared, because its text is not known: the law of {days}", days=days), indent=2
        )


def _candidate(telling: Telling, candidate: decision_pb2.CandidateLaw) -> str:
    outcome = candidate.outcome
    law = telling.own(CANDIDATE[candidate.candidate], date=day(candidate.law_date))
    if not outcome.offence:
        return f"{law}: {telling.own('no offence is shown')}"
    parts = [telling.name("offences", outcome.offence), classed(telling, outcome)]
    if outcome.HasField("final_range"):
        parts.append(telling.own("custody: {range}", range=telling.range(outcome.final_range)))
    return f"{law}: {'; '.join(parts)}"


def _notices(telling: Telling) -> Iterator[Line]:
    for notice in telling.decision.notices:
        subjects = (telling.names.get(f"facts/{subject}") for subject in notice.subjects)
        words = [
            f"{telling.said(text)} ({subject})" if text is not None else subject
            for text, subject in zip(subjects, notice.subjects, strict=True)
        ]
        yield line(telling.own(NOTICE_KIND[notice.kind], subjects=", ".join(words)))
    for code in telling.decision.read_codes.codes:
        phrase = "the code {code} was read as {id} ({field})"
        yield line(telling.own(phrase, code=code.code, id=code.id, field=code.field))
    mark = telling.decision.lowest_mark
    if mark and mark != law_pb2.MARK_V:
        yield line(
            telling.own("The weakest mark among the figures that could change the answer is "),
            telling.mark(mark),
            telling.own(". Check figures with P (partly supported) or M (unsourced) before citing them."),
        )
    elif mark:
        yield line(telling.own("Every figure that could change the answer was read in a published copy (V)."))


def _not_examined(telling: Telling) -> Iterator[Line]:
    texts = [telling.said(item.text) for item in telling.decision.not_examined]
    if texts:
        yield line("; ".join(texts))


def _law_used(telling: Telling) -> Iterator[Line]:
    for used in telling.decision.used_revisions:
        title = telling.said(used.title) or humanised(used.instrument)
        first, key = day(used.start_date), telling.own(DATE_KEY[used.date_key])
        if used.HasField("end_date"):
            when = telling.own(
                "in force {first} to {last}, by the {key}", first=first, last=day(used.end_date), key=key
            )
        else:
            when = telling.own("in force since {first}, by the {key}", first=first, key=key)
        if used.mark != law_pb2.MARK_V:
            mark = law_pb2.Mark.Name(used.mark).removeprefix("MARK_")
            when = telling.own("{when}, the first day marked {mark}", when=when, mark=mark)
        yield line(f"{title}: {used.citation}", Span(f" ({when}; {used.instrument})", ASIDE))


def _foot(telling: Telling) -> Iterator[Line]:
    decision = telling.decision
    yield GAP
    if telling.lacks_texts:
        yield line(
            Span(telling.own("What the ruleset says only in another language stands in that one."), UNSURE),
            indent=0,
        )
    made = telling.own("ruleset {digest}, propengine {version}")
    digest, version = decision.ruleset_digest[:_DIGEST_SHOWN], decision.engine_version
    yield line(Span(made.format(digest=digest, version=version), ASIDE), indent=0)
    yield line(telling.said(decision.advisory), indent=0)
