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
from propengine.engine.taking_back import TakingBack
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
    gates: {legal: {when: {part: small, accepts: true, imposed: {at_most: 1 y}}}}
offences:
"""
    + an_offence()
    + an_offence("other", when="{conduct: possession, graver: true}").replace(
        "    when:", "    exception_to: [act]\n    when:"
    )
)


@pytest.mark.parametrize(
    ("fact", "may"),
    [("directs", True), ("imposed_sentence", True), ("accepts", False), ("aside", False), ("graver", False)],
)
def test_what_is_known_may_be_taken_back_by_what_it_follows_from(
    tmp_path: Path, fact: str, *, may: bool
) -> None:
    """By what turns a conclusion or stands for the range; not by what a gate asks, nor by another offence."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, LAW)), Compiler())
    run = evaluate(law, Inputs({"conduct": "possession"}))
    assert ("small", Fraction(12)) == (run.values["part"], run.values[LEAST])

    assert may == TakingBack(law).may_take_back(run, [fact])
