"""How the tests of requirements ask the shipped rulesets, in one line a question."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.outcome import Outcome
from propengine.law.catalogue import Catalogue, Described
from propengine.law.programmes import ProgrammeStatus
from propengine.law.sanctions import Checkpoint
from propengine.notation.catalogue import load_catalogue
from tests.shipped import HANDLES, SHIPPED
from tests.support import RULESETS, a_case

Facts: TypeAlias = Mapping[str, Any]


def answer(
    code: str,
    day: str,
    conduct: str,
    facts: Facts | None = None,
    *items: Item,
    stage: str = "sentencing",
    decided: str | None = None,
) -> Decision:
    """Return the decision on an act of a day, decided on that day if no other is given."""
    offence = date.fromisoformat(day)
    decision = date.fromisoformat(decided) if decided is not None else offence
    case = a_case(items, facts, conduct, jurisdiction=code, offence=offence, decision=decision)
    return decide(replace(case, stage=stage), SHIPPED[code], HANDLES, with_decisive_sets=False)


def outcome(
    code: str,
    day: str,
    conduct: str,
    facts: Facts | None = None,
    *items: Item,
    stage: str = "sentencing",
    decided: str | None = None,
) -> Outcome:
    """Return the preferred outcome of such a decision, or the one that there is."""
    decision = answer(code, day, conduct, facts, *items, stage=stage, decided=decided)
    found = decision.preferred
    if found is None:
        (found,) = decision.outcomes
    return found


def months(
    of: Outcome, checkpoint: Checkpoint = Checkpoint.INDIVIDUALISED
) -> tuple[int | Fraction | str, ...]:
    """Return the least and the most custody in months, or the words that stand for them; none without."""
    range_ = of.checkpoints.get(checkpoint)
    return tuple(end.word or end.months or 0 for end in (range_.min, range_.max)) if range_ else ()


def status(of: Outcome, programme: str) -> ProgrammeStatus | None:
    """Return what is said of a programme; None where it is not answered at all."""
    return next((verdict.status for verdict in of.programmes if verdict.id == programme), None)


def gates(of: Outcome, programme: str) -> Mapping[str, ProgrammeStatus]:
    """Return what is said of each gate of a programme."""
    (verdict,) = (verdict for verdict in of.programmes if verdict.id == programme)
    return {gate.gate.kind.value: gate.status for gate in verdict.gates}


def told(of: Outcome) -> frozenset[str]:
    """Return the ids of the notices that are told."""
    return frozenset(name for name, _ in of.notices)


@cache
def catalogue() -> Catalogue:
    """Return the shipped catalogue of programmes."""
    return load_catalogue(RULESETS, SHIPPED)


def described(programme: str) -> Described:
    """Return what the catalogue says of a programme beside its law."""
    return catalogue().programmes[programme]
