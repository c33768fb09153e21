"""What an answer hinges on, and what the person may still do: both found by deciding again."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from propengine.contract.classes import fill_class
from propengine.contract.enums import ACT_KIND, PROGRAMME_STATUS, RANGE_CHANGE, STAGE
from propengine.contract.ranges import Ranges
from propengine.contract.templates import LawTemplates, templates_of
from propengine.contract.values import fill_text, fill_value
from propengine.contract.ways import fill_bounds
from propengine.engine.answers import Answer
from propengine.engine.change_sets import ProgrammeAltered
from propengine.engine.changes import Change
from propengine.engine.conditions import unit_of
from propengine.engine.decision import Decision
from propengine.engine.open_acts import ActStillOpen
from propengine.engine.outcome import Outcome
from propengine.law.amounts import MICRO, Dimension
from propengine.law.elements import Language
from propengine.law.vocabulary import ActKind
from propengine.v1 import decision_pb2

ADVICE: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.EN: "Take advice from a lawyer first: this says what the law allows, not what to do.",
        Language.ES: "Consulte antes a un abogado: esto dice lo que la ley permite, no lo que conviene.",
        Language.PT: "Consulte antes um advogado: isto diz o que a lei permite, não o que convém.",
        Language.FR: "Consultez d'abord un avocat : ceci dit ce que la loi permet, non que faire.",
    }
)
"""What goes with what cannot be taken back: a plea, a confession."""
_NEEDS_ADVICE: Final = frozenset({ActKind.PLEA, ActKind.CONFESSION})


def fill_change_sets(target: decision_pb2.Decision, decision: Decision) -> None:
    """Write what the answer hinges on and what may still be done, where they were asked for.

    Raises:
        TooPreciseError: a number does not fit.
    """
    first = decision.first
    if first is None:
        return
    if decision.change_sets is not None:
        found = decision.change_sets
        sets = target.change_sets
        sets.most_changes, sets.decided = found.most_changes, found.decided
        sets.is_complete, sets.items_left = found.is_complete, found.items_left
        for rank, one in enumerate(found.sets, start=1):
            message = sets.sets.add(rank=rank, changes_classification=one.classification)
            message.leads_to_an_offence = one.leads_to_an_offence
            if one.range is not None:
                message.range_change = RANGE_CHANGE[one.range]
            templates = templates_of(one.after.law, one.after.compiled)
            for change in one.changes:
                _fill_change(message.changes.add(), change, first, templates)
            _fill_programmes(message, one.programmes)
            _fill_main(message.after, one.after)
    if decision.open_acts is not None:
        target.open_acts.SetInParent()
        templates = templates_of(first.law, first.run.law)
        for act in decision.open_acts:
            _fill_act(target.open_acts.acts.add(), act, templates)


def _fill_change(
    target: decision_pb2.Change, change: Change, first: Outcome, templates: LawTemplates
) -> None:
    target.slot = change.slot
    unit, size = templates.unit(change.slot), 1
    if change.item is not None:
        unit = unit_of(first.intake.items[change.item[0]].dimension or Dimension.MASS)
        size = MICRO
    for value, message, members in (
        (change.before, target.before, target.members_before),
        (change.value, target.after, target.members_after),
    ):
        if isinstance(value, tuple):
            members.extend(value)
        elif value is not None:
            number = value / size if isinstance(value, Fraction) else value
            fill_value(message, number, unit, templates.law.jurisdiction.calendar)
    if change.bounds is not None:
        fill_bounds(target.bounds, change.bounds)
        target.bounds.unit = target.bounds.unit or unit
    if change.slot in templates.decisive:
        known = templates.decisive[change.slot]
        target.question.CopyFrom(known.question)
        target.provision = known.provision


def _fill_programmes(
    target: decision_pb2.ChangeSet | decision_pb2.ActDone, programmes: Iterable[ProgrammeAltered]
) -> None:
    for altered in programmes:
        message = target.programme_changes.add(id=altered.id)
        if altered.before is not None:
            message.before = PROGRAMME_STATUS[altered.before]
        if altered.after is not None:
            message.after = PROGRAMME_STATUS[altered.after]


def _fill_main(target: decision_pb2.MainPart, answer: Answer) -> None:
    target.offence = answer.offence_id or ""
    fill_class(target, answer)
    Ranges(answer).fill_final(target)


def _fill_act(target: decision_pb2.OpenAct, act: ActStillOpen, templates: LawTemplates) -> None:
    target.kind, target.fact, target.provision = ACT_KIND[act.act.kind], act.name, act.fact.provision or ""
    fill_text(target.question, act.fact.question)
    _fill_main(target.without, act.without)
    for done in act.done:
        message = target.done.add(until=STAGE[done.until])
        fill_value(message.value, done.value, templates.unit(act.name))
        _fill_main(message.after, done.after)
        _fill_programmes(message, done.programmes)
    if act.act.kind in _NEEDS_ADVICE:
        fill_text(target.advice, ADVICE)
