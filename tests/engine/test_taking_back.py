"""Which facts could take back what is shown of a programme."""

from fractions import Fraction
from pathlib import Path

import pytest

from propengine.core.lowering import Lowering
from propengine.core.slots import LEAST
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import evaluate
from propengine.engine.exact import Compiler
from propengine.engine.runs import Inputs
from propengine.engine.statables import Statable, Statement
from propengine.engine.taking_back import TakingBack
from propengine.law.programmes import ProgrammeStatus
from tests.support import an_offence, law_of

LAW = (
    """
facts:
  part: {type: enum, members: [small, large], concluded: true, question: {en: x}}
  directs: {type: boolean, question: {en: x}}
  accepts: {type: boolean, question: {en: x}}
  aside: {type: boolean, question: {en: x}}
  graver: {type: boolean, question: {en: x}}
rules:
  small-part: {provision: art. 2, mark: V, concludes: {part: small}}
  large-part:
    {provision: art. 3, mark: V, exception_to: [small-part], when: {directs: true}, concludes: {part: large}}
programmes:
  counsel:
    name: {en: counsel}
    provision: art. 5
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {part: small, accepts: true}}}
  suspension:
    name: {en: suspension}
    provision: art. 6
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {imposed: {at_most: 6 m}}}}
offences:
"""
    + an_offence()
    + an_offence("other", when="{conduct: possession, graver: true}").replace(
        "    when:", "    exception_to: [act]\n    when:"
    )
)


@pytest.mark.parametrize(
    ("fact", "may"),
    [("directs", True), ("imposed_sentence", True), ("aside", False), ("graver", False)],
)
def test_what_is_known_may_be_taken_back_by_what_it_follows_from(
    tmp_path: Path, fact: str, *, may: bool
) -> None:
    """By what turns a conclusion or stands for the range; not by another offence or what nobody reads."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, LAW)), Compiler())
    run = evaluate(law, Inputs({"conduct": "possession", "accepts": True}))
    assert ("small", Fraction(12)) == (run.values["part"], run.values[LEAST])

    assert may == bool(list(TakingBack(law).may_take_back(run, [stating(fact)])))


def test_nothing_takes_back_what_may_still_become_anything(tmp_path: Path) -> None:
    """What the gate asks has not been answered: whatever is stated, its status only becomes more certain."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, LAW)), Compiler())
    run = evaluate(law, Inputs({"conduct": "possession"}))
    stated = map(stating, ("directs", "accepts"))

    assert run.programmes[0].status is ProgrammeStatus.UNDETERMINED
    assert not list(TakingBack(law).may_take_back(run, stated))


def test_a_closed_gate_is_taken_back_only_through_what_closes_it(tmp_path: Path) -> None:
    """What it turns on besides does not open it."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, LAW)), Compiler())
    run = evaluate(law, Inputs({"conduct": "possession", "directs": True}))

    assert run.programmes[0].status is ProgrammeStatus.CLOSED
    may = [s.statement.fact for s in TakingBack(law).may_take_back(run, map(stating, ("part", "accepts")))]
    assert may == ["part"]


def stating(fact: str) -> Statable:
    """Return that a fact could be stated, as what the law reads it for does not matter here."""
    return Statable(Statement(fact, value=True, changes={fact: True}), (), is_beside=False, classes={})
