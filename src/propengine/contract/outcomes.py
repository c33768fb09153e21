"""One outcome as an answer shows it: the offence, ranges, conclusions, programmes, notices and the trace."""

from collections.abc import Collection

from propengine.contract.classes import fill_class
from propengine.contract.conclusions import Conclusions, fill_figure
from propengine.contract.enums import CANDIDATE, FORCE, MARK, PROGRAMME_STATUS, STAGE, TARGET_GROUP
from propengine.contract.gaps import fill_gap
from propengine.contract.ranges import Ranges, fill_sanction
from propengine.contract.serving import fill_time_served
from propengine.contract.templates import LawTemplates
from propengine.contract.values import fill_date, fill_own_source, fill_source, fill_text
from propengine.contract.ways import fill_ways
from propengine.engine.groups import target_groups
from propengine.engine.outcome import Outcome
from propengine.engine.ranking import Reason
from propengine.engine.verdicts import ProgrammeVerdict
from propengine.law.sanctions import Force
from propengine.law.stages import Stage
from propengine.v1 import decision_pb2, programme_pb2


def fill_outcome(
    target: decision_pb2.Outcome,
    outcome: Outcome,
    templates: LawTemplates,
    stated: Collection[str],
    *,
    with_trace: bool,
) -> None:
    """Write an outcome in full, but for what other outcomes have a part in.

    Args:
        target: where to.
        outcome: what the engine found.
        templates: what its law says whatever the case.
        stated: the facts that the case states.
        with_trace: write the trace, too.
    """
    if with_trace:
        templates.trace.fill(target, outcome.run, outcome.examples)
    fill_ways(target, outcome.ways)
    target.candidate = CANDIDATE[outcome.candidate]
    fill_date(target.law_date, outcome.day)
    if outcome.offence_id is not None:
        target.offence.CopyFrom(templates.offences[outcome.offence_id])
    fill_class(target, outcome)
    target.target_groups.extend(TARGET_GROUP[group] for group in target_groups(outcome))
    Ranges(outcome).fill_passage(target, outcome.passage, outcome.run.lawful)
    if outcome.sanctions:
        fill_sanction(target.sanction, outcome)
    Conclusions(outcome, templates, stated).fill(target)
    for told in outcome.figures_told:
        fill_figure(target.figures.add(), told, outcome.law)
    ranks, reasons = outcome.ranks, outcome.rank_reasons
    for verdict in outcome.programmes:
        programme = target.programmes.add()
        _fill_programme(programme, verdict, outcome, templates)
        programme.rank = ranks.get(verdict.id, 0)
        for reason in reasons.get(verdict.id, ()):
            _fill_reason(programme.rank_reasons.add(), reason)
    for service in outcome.services:
        referred = target.services.add(id=service.id)
        fill_text(referred.text, service.text)
        fill_own_source(referred.source, service)
    for verdict in outcome.passed:
        known = templates.programmes[verdict.id]
        target.passed_programmes.add(id=verdict.id, name=known.name, stages=known.stages, source=known.source)
    fill_time_served(target, outcome)
    _fill_told(target, outcome)
    target.may_steps.extend(outcome.may_steps)
    target.awaited_subjects.extend(outcome.awaited)
    target.mark = MARK[outcome.mark]


def _fill_told(target: decision_pb2.Outcome, outcome: Outcome) -> None:
    """Write what the ruleset wants told: notices, open readings and declared gaps."""
    for name, notice in outcome.notices:
        told = target.notices.add(id=name, flag=notice.flag)
        fill_text(told.text, notice.text)
        fill_source(told.source, outcome.law, "notices", name)
    for name in outcome.open_readings:
        _fill_reading(target.open_readings.add(id=name), name, outcome)
    for gap in outcome.law.jurisdiction.gaps:
        if gap.id in outcome.gaps:
            fill_gap(target.gaps.add(), gap)


def _fill_reason(target: programme_pb2.RankReason, reason: Reason) -> None:
    match reason:
        case bool():
            target.instead_of_detention = reason
        case Force():
            target.force = FORCE[reason]
        case Stage():
            target.stage = STAGE[reason]


def _fill_programme(
    target: programme_pb2.Programme, verdict: ProgrammeVerdict, outcome: Outcome, templates: LawTemplates
) -> None:
    target.CopyFrom(templates.programmes[verdict.id])
    target.status = PROGRAMME_STATUS[verdict.status]
    target.force = FORCE[verdict.force]
    for referral in target.referrals:
        referral.now = STAGE[outcome.stage] in referral.stages
    units = outcome.units_of(verdict)
    if units is not None:
        target.units = str(units)
    for gate, found in zip(target.gates, verdict.gates, strict=True):
        gate.status = PROGRAMME_STATUS[found.status]
        gate.subjects.extend(outcome.turns_on(found))


def _fill_reading(target: decision_pb2.OpenReading, name: str, outcome: Outcome) -> None:
    reading = outcome.law.contents.readings[name]
    fill_text(target.question, reading.question)
    fill_source(target.source, outcome.law, "readings", name)
    fill_text(target.note, reading.note)
    target.preferred_option = reading.prefer or ""
    for id_, option in reading.options.items():
        told = target.options.add(id=id_, as_written=id_ == reading.as_written)
        fill_text(told.says, option.says)
