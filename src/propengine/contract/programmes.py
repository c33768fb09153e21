"""What the law says of a programme whatever the case: in decisions and in the catalogue."""

from propengine.contract.enums import APPROACH, GATE_KIND, SPEAKER, STAGE
from propengine.contract.values import fill_date, fill_own_source, fill_text
from propengine.law.catalogue import Listed
from propengine.law.programmes import GateKind, Programme, ProgrammePhase, Term
from propengine.law.stages import Stage
from propengine.v1 import programme_pb2


def fill_programme(target: programme_pb2.Programme, name: str, programme: Programme) -> None:
    """Write what the law says of a programme, but for the revision that says it."""
    target.id, target.mechanism, target.origin = name, programme.mechanism, programme.origin
    fill_place(target, programme)
    fill_own_source(target.source, programme)
    fill_text(target.note, programme.note)
    for referral in programme.referrals:
        told = target.referrals.add(by=[SPEAKER[speaker] for speaker in referral.by])
        told.stages.extend(STAGE[stage] for stage in referral.stage)
        fill_text(told.to, referral.to)
    target.instead_of_detention = programme.instead_of_detention
    for condition in programme.conditions:
        fill_text(target.conditions.add(), condition)
    for field, texts in (
        (target.effect, programme.effect),
        (target.on_completion, programme.on_completion),
        (target.on_failure, programme.on_failure),
    ):
        fill_text(field, texts)
    for kind in programme.gates:
        target.gates.add(kind=GATE_KIND[GateKind(kind)])
    target.not_recorded_gates.extend(GATE_KIND[kind] for kind in programme.gates_not_recorded)
    if programme.acts_until is not None:
        fill_date(target.acts_until_date, programme.acts_until)
    if programme.term is not None:
        _fill_term(target.term, programme.term)
    for phase in programme.phases:
        _fill_phase(target.phases.add(before_enrolment=phase.before_enrolment), phase)
    for asked in programme.completed_by:
        fill_text(target.completed_by.add(), asked)


def _fill_phase(target: programme_pb2.ProgrammePhase, phase: ProgrammePhase) -> None:
    fill_text(target.name, phase.name)
    for asked in phase.asks:
        fill_text(target.asks.add(), asked)
    if phase.term is not None:
        _fill_term(target.term, phase.term)


def fill_place(target: programme_pb2.Programme, programme: Programme | Listed) -> None:
    """Write what a programme of a law and one that is only listed both have: name, stages and approaches."""
    fill_text(target.name, programme.name)
    target.stages.extend(STAGE[Stage(stage)] for stage in programme.stage)
    target.approaches.extend(APPROACH[approach] for approach in programme.approach)


def _fill_term(target: programme_pb2.Term, term: Term) -> None:
    fill_text(target.unit, term.unit)
    for name in ("rate", "per", "of", "most", "min", "max"):
        value = getattr(term, name)
        if value is not None:
            setattr(target, name, str(value))
