"""Decisive sets: what nobody has stated, and what would follow if somebody did."""

from collections.abc import Iterator

from propengine.contract.classes import fill_class
from propengine.contract.enums import FORCE, PROGRAMME_STATUS
from propengine.contract.ranges import Ranges
from propengine.contract.templates import LawTemplates
from propengine.contract.values import fill_value
from propengine.engine.decisive import DecisiveSet
from propengine.v1 import decision_pb2


def fill_decisive(target: decision_pb2.DecisiveSet, decisive: DecisiveSet, templates: LawTemplates) -> None:
    """Write a decisive set.

    Args:
        target: where to.
        decisive: the set.
        templates: of the law of the outcome that it changes.
    """
    calendar = templates.law.jurisdiction.calendar
    for statement in decisive.statements:
        fact = target.facts.add(fact=statement.fact)
        if statement.fact in templates.decisive:
            fact.MergeFrom(templates.decisive[statement.fact])
        fill_value(fact.value, statement.value, templates.unit(statement.fact), calendar)
    target.changes_main_part = decisive.main
    target.leads_to_an_offence = decisive.leads_to_an_offence
    after = decisive.after
    target.changes.extend(_changes(decisive))
    _fill_programmes(target, decisive)
    target.after.offence = after.offence_id or ""
    fill_class(target.after, after)
    Ranges(after).fill_final(target.after)


def _fill_programmes(target: decision_pb2.DecisiveSet, decisive: DecisiveSet) -> None:
    """Write the programmes that change, those that one of the two outcomes alone has among them."""
    now = {verdict.id: verdict for verdict in decisive.before.programmes}
    then = {verdict.id: verdict for verdict in decisive.programmes}
    for id_ in dict.fromkeys((*now, *then)):
        here, there = now.get(id_), then.get(id_)
        if here is not None and there is not None and here.told == there.told:
            continue
        change = target.programme_changes.add(id=id_)
        if here is not None:
            change.before, change.force_before = PROGRAMME_STATUS[here.status], FORCE[here.force]
        if there is not None:
            change.after, change.force_after = PROGRAMME_STATUS[there.status], FORCE[there.force]


def _changes(decisive: DecisiveSet) -> Iterator[decision_pb2.AnswerPart]:
    """Yield the parts of the answer that change."""
    now, then = decisive.before, decisive.after
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
    if [verdict.told for verdict in now.programmes] != [verdict.told for verdict in decisive.programmes]:
        yield decision_pb2.ANSWER_PART_PROGRAMMES
