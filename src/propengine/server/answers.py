"""A decision of the engine as the contract's `Decision`, written in place: no part of it is built twice."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from propengine import __version__
from propengine.engine.counterfactuals import DecisiveFact
from propengine.engine.decision import (
    Conditioned,
    Decision,
    MilderLawComparison,
    Status,
    UsedRevision,
)
from propengine.engine.outcome import Outcome
from propengine.law.elements import Language
from propengine.law.instruments import DateKey, Revision
from propengine.law.ruleset import Ruleset
from propengine.server.names import fill_names
from propengine.server.outcomes import fill_class, fill_outcome, fill_summary
from propengine.server.ranges import Ranges
from propengine.server.templates import templates_of
from propengine.server.values import fill_date, fill_text, fill_value
from propengine.server.words import (
    CANDIDATE,
    DATE_KEY,
    FORCE,
    MARK,
    NOTICE_KIND,
    PROGRAMME_STATUS,
    QUESTION,
    STATUS,
    VERDICT,
)
from propengine.v1 import decision_pb2, law_pb2

ADVISORY: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.EN: "Decision support. It does not decide: a human decides, and answers for the decision.",
        Language.ES: "Apoyo a la decisión. No decide: decide una persona, y responde de la decisión.",
        Language.PT: "Apoio à decisão. Não decide: decide uma pessoa, que responde pela decisão.",
        Language.FR: "Aide à la décision. Elle ne décide pas : une personne décide et répond de la décision.",
    }
)


def fill_decision(
    target: decision_pb2.Decision, decision: Decision, stated: Collection[str], *, with_traces: bool = True
) -> None:
    """Write a decision.

    Args:
        target: where to; empty.
        decision: what the engine decided.
        stated: the facts that the case states.
        with_traces: write the traces of the outcomes, too.

    Raises:
        TooPreciseError: a number does not fit.
    """
    target.status = STATUS[decision.status]
    for conditioned in decision.outcomes:
        _fill_conditioned(target.outcomes.add(), conditioned, stated, with_trace=with_traces)
    if decision.milder_law is not None:
        _fill_milder_law(target.milder_law, decision.milder_law)
    preferred = decision.preferred
    if preferred is not None:
        for fact in decision.decisive_facts:
            _fill_decisive(target.decisive_facts.add(), fact)
    for notice in decision.notices:
        target.notices.add(kind=NOTICE_KIND[notice.kind]).subjects.extend(notice.subjects)
    _fill_windows(target, decision)
    titles = {id_: instrument.title for id_, instrument in decision.ruleset.instruments.items()}
    for used in decision.used:
        fill_used(target.used_revisions.add(), used, titles)
    fill_frame(target, decision.ruleset)
    fill_names(target, decision)
    target.lowest_mark = MARK[decision.mark]
    if decision.status is Status.OUT_OF_SCOPE:
        _fill_referral(target.referral, decision.ruleset)


def fill_frame(target: decision_pb2.Decision, ruleset: Ruleset) -> None:
    """Write what every decision under a ruleset says."""
    target.jurisdiction = ruleset.id
    target.ruleset_digest = ruleset.digest
    target.engine_version = __version__
    fill_text(target.advisory, ADVISORY)
    for item in ruleset.jurisdiction.not_examined:
        fill_text(target.not_examined.add(id=item.id).text, item.text)


def fill_used(
    target: law_pb2.UsedRevision, used: UsedRevision, titles: Mapping[str, Mapping[Language, str]]
) -> None:
    """Write a revision that was used."""
    _fill_used(target, used.revision, titles)
    target.date_key = DATE_KEY[DateKey(used.key)]
    fill_date(target.picked_date, used.day)


def _fill_used(
    target: law_pb2.UsedRevision, revision: Revision, titles: Mapping[str, Mapping[Language, str]]
) -> None:
    target.instrument = revision.instrument
    fill_text(target.title, titles.get(revision.instrument))
    fill_date(target.start_date, revision.in_force)
    if revision.until is not None:
        fill_date(target.end_date, revision.until)
    target.digest = revision.digest
    target.citation = revision.header.citation
    target.mark = MARK[revision.header.mark]


def _fill_conditioned(
    target: decision_pb2.Outcome, conditioned: Conditioned, stated: Collection[str], *, with_trace: bool
) -> None:
    fill_outcome(target, conditioned.outcome, stated, with_trace=with_trace)
    for condition in conditioned.conditions:
        target.conditions.add(
            question=QUESTION[condition.question],
            id=condition.id,
            value=condition.value,
            provision=condition.provision,
        )


def _fill_milder_law(target: decision_pb2.MilderLaw, milder: MilderLawComparison) -> None:
    target.verdict = VERDICT[milder.verdict]
    fill_date(target.applied_date, milder.applied)
    for candidate in milder.candidates:
        message = target.candidates.add(candidate=CANDIDATE[candidate.candidate])
        fill_date(message.law_date, candidate.day)
        fill_summary(message.outcome, candidate.outcome)
    for day in milder.incomplete:
        fill_date(target.incomplete_dates.add(), day)
    target.differs_elsewhere = milder.differs_elsewhere
    target.provision = milder.provision


def _fill_decisive(target: decision_pb2.DecisiveFact, fact: DecisiveFact) -> None:
    before, after = fact.before, fact.outcome
    templates = templates_of(before.law, before.program)
    target.CopyFrom(templates.decisive[fact.fact])
    fill_value(target.value, fact.value, templates.unit(fact.fact))
    target.changes.extend(_changes(before, after))
    then = {verdict.id: verdict for verdict in after.programmes}
    for now in before.programmes:
        other = then.get(now.id)
        if other is None or now.told != other.told:
            change = target.programme_changes.add(
                id=now.id, before=PROGRAMME_STATUS[now.status], force_before=FORCE[now.force]
            )
            if other is not None:
                change.after, change.force_after = PROGRAMME_STATUS[other.status], FORCE[other.force]
    fill_class(target, after)
    target.offence = after.offence_id or ""
    Ranges(after).fill_final(target)
    if fact.law_date is not None:
        fill_date(target.law_date, fact.law_date)


def _changes(now: Outcome, then: Outcome) -> Iterator[decision_pb2.AnswerPart]:
    """Yield the parts of the answer in which two outcomes differ."""
    if now.offence_id != then.offence_id:
        yield decision_pb2.ANSWER_PART_OFFENCE
    if now.classification is not then.classification:
        yield decision_pb2.ANSWER_PART_CLASSIFICATION
    if now.liability is not then.liability:
        yield decision_pb2.ANSWER_PART_LIABILITY
    if now.checkpoints != then.checkpoints:
        yield decision_pb2.ANSWER_PART_RANGE
    if (now.sanctions, now.fines) != (then.sanctions, then.fines):
        yield decision_pb2.ANSWER_PART_SANCTION
    if [verdict.told for verdict in now.programmes] != [verdict.told for verdict in then.programmes]:
        yield decision_pb2.ANSWER_PART_PROGRAMMES


def _fill_windows(target: decision_pb2.Decision, decision: Decision) -> None:
    for window in decision.windows:
        closed = target.closed_windows.add(id=window.id)
        fill_text(closed.name, window.programme.name)
        closed.source.provision = window.programme.provision
        closed.source.mark = MARK[window.programme.mark]
        fill_date(closed.start_date, window.first)
        if window.last is not None:
            fill_date(closed.end_date, window.last)
        fill_date(closed.asked_date, window.day)


def _fill_referral(target: decision_pb2.Referral, ruleset: Ruleset) -> None:
    age = ruleset.jurisdiction.sentencing_age
    fill_text(target.text, age.referral)
    target.sentencing_age_years = age.years
    target.source.provision, target.source.mark = age.provision, MARK[age.mark]
