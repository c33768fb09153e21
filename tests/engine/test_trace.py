"""The trace: every clause that was considered, whether it holds, and what set it aside."""

from pathlib import Path

from propengine.core.formulas import leaves_of
from propengine.core.slots import OFFENCE
from propengine.core.statements import Role
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.trace import TraceStep
from tests.support import a_case, an_offence, ruleset_of

LAW = (
    """
facts:
  grave: {type: boolean, question: {en: x}}
steps:
  of-act: {provision: art. 3, mark: V, phase: first, offences: [act], when: {grave: true}, move: {scale: 2}}
  of-other:
    provision: art. 4
    mark: V
    phase: first
    offences: [other]
    when: {grave: true}
    move: {scale: 3}
  of-all: {provision: art. 5, mark: V, phase: second, when: {grave: false}, move: {scale: 1/2}}
offences:
"""
    + an_offence()
    + an_offence("other", when="{conduct: supply}")
)


def steps(folder: Path, handles: Handles) -> dict[str, TraceStep]:
    """Return what is told of each step in a grave case of the act."""
    ruleset = ruleset_of(folder, LAW)
    (outcome,) = decide(a_case(facts={"grave": True}), ruleset, handles).outcomes
    return {step.clause.id: step for step in outcome.trace if step.clause.role is Role.STEP}


def test_a_step_about_another_offence_is_told_not_to_hold(tmp_path: Path, handles: Handles) -> None:
    """Every step is told; which offences it is limited to is part of what it asks."""
    told = steps(tmp_path, handles)

    assert {"of-act": True, "of-other": False, "of-all": False} == {id_: s.stands for id_, s in told.items()}


def test_what_a_step_asks_of_the_offence_is_told(tmp_path: Path, handles: Handles) -> None:
    """The reader sees on which offence it stands or falls."""
    asked = {
        id_: [leaf.references for leaf in leaves_of(step.clause.asked) if leaf.slot == OFFENCE]
        for id_, step in steps(tmp_path, handles).items()
    }

    assert {"of-act": [("act",)], "of-other": [("other",)], "of-all": [(True,)]} == asked
