"""A law is searched for holes without what cannot change which offence stands."""

from pathlib import Path

import pytest

from propengine.verify.narrowing import narrowed
from tests.support import an_offence, law_of

LAW = """
facts:
  served: {type: duration, question: {en: how long?}}
  part: {type: number, derive: {share: [served, range.final.max]}}
  twice: {type: integer, derive: {sum: [{of: part, times: 2}]}}
  kept: {type: integer, concluded: true}
  grave: {type: boolean, concluded: true}
RULES
steps:
  double: {provision: art. 2, mark: V, phase: first, move: {scale: 2}}
programmes:
  release:
    name: {en: release}
    provision: art. 3
    mark: V
    stage: [post_sentence]
    approach: [proportionality]
    gates: {legal: {when: {part: {at_least: 1}}}}
offences:
"""
RULE = "rules: {{r: {{provision: art. 4, mark: V, concludes: {{{concludes}}}, when: {{{when}}}}}}}"


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ("", set()),
        (RULE.format(concludes="grave: true", when="served: {at_least: 1 y}"), set()),
        (RULE.format(concludes="grave: true", when="part: {at_least: 1}"), {"double"}),
        (RULE.format(concludes="grave: true", when="twice: {at_least: 1}"), {"double"}),
        (RULE.format(concludes="kept: {value_of: twice}", when="served: {at_least: 1 y}"), {"double"}),
    ],
)
def test_steps_stay_where_an_offence_can_hang_on_them(tmp_path: Path, rules: str, kept: set[str]) -> None:
    """A share of the range counts however an offence comes to it, and not where only a programme asks."""
    law = law_of(tmp_path, LAW.replace("RULES", rules) + an_offence())

    assert kept == narrowed(law).contents.steps.keys()
