"""Relevance: what the answers to cases of one conduct can depend on, and nothing that they cannot."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from propengine.core.ends import RangeRuleError
from propengine.core.lowering import LoweredLaw, Lowering
from propengine.core.moves import FractionOutsideBoundsError
from propengine.core.relevance import relevant_for
from propengine.core.slots import Slot, SlotValue
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import evaluate
from propengine.engine.exact import Compiler
from propengine.engine.runs import Inputs
from propengine.law.ruleset import Dates
from tests.strategies import CODE, load_files, rulesets
from tests.support import DAY, law_of

LAW = """
facts:
  trade: {type: boolean, question: {en: x}}
  aware: {type: boolean, question: {en: x}}
  gang: {type: boolean, question: {en: x}}
  job: {type: boolean, question: {en: x}}
  points: {type: integer, derive: {count: [{aware: true}]}}
  grave: {type: boolean, concluded: true}
  idle: {type: boolean, concluded: true}
rules:
  grave: {provision: a, mark: V, concludes: {grave: true}, when: {gang: true}}
  idle: {provision: a, mark: V, concludes: {idle: true}, when: {job: true}}
offences:
  holding:
    name: {en: x}
    provision: a
    mark: V
    classification: personal_use
    liability: criminal_custodial
    when: {conduct: possession, trade: true}
    sanction: {custody: {ends: {max: 1 y}}}
  selling:
    name: {en: x}
    provision: a
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: supply, points: {at_least: 1}}
    sanction: {custody: {ends: {max: 4 y}}}
steps:
  more: {provision: a, mark: V, phase: first, when: {grave: true}, move: {scale: 2}, offences: [selling]}
programmes:
  work:
    name: {en: x}
    provision: a
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {job: true}}}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> LoweredLaw:
    """Return a law of two offences, each of one conduct."""
    return Lowering().lower(law_of(tmp_path_factory.mktemp("law"), LAW))


def test_a_clause_that_the_conduct_cannot_satisfy_needs_nothing(law: LoweredLaw) -> None:
    """What only supply asks about does not matter to possession, and the other way round."""
    facts = {"trade", "aware", "gang", "job"}

    assert {"trade"} == relevant_for(law, "possession").main & facts
    assert {"aware", "gang"} == relevant_for(law, "supply").main & facts
    assert set() == relevant_for(law, "financing").main & facts


def test_programmes_depend_on_what_they_read(law: LoweredLaw) -> None:
    """Whatever the conduct."""
    found = relevant_for(law, "possession")

    assert "job" in found.beside
    assert "job" not in found.main


def values_of(slot: Slot) -> st.SearchStrategy[SlotValue]:
    """Draw what a slot may hold."""
    if slot.words:
        return st.none() | st.sampled_from(slot.words)
    if slot.is_number:
        return st.none() | st.integers(0, 6).map(Fraction)
    return st.none() | st.booleans()


@settings(
    max_examples=30,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.data())
def test_what_is_not_relevant_changes_nothing(data: st.DataObject) -> None:
    """For generated laws: whatever is stated of other facts, the main part of the answer is the same."""
    ruleset = load_files(data.draw(rulesets()))[CODE]
    compiled = CompiledLaw(Lowering().lower(ruleset.law(Dates.all_on(DAY))), Compiler())
    conduct = data.draw(st.sampled_from(["consumption", "possession", "supply", "transport"]))
    relevant = relevant_for(compiled.lowered, conduct)
    stated = [
        name
        for name, fact in compiled.lowered.law.contents.facts.items()
        if not fact.concluded and fact.derive is None and name in compiled.lowered.slots
    ]
    slots = compiled.lowered.slots
    for _ in range(5):
        first = {name: data.draw(values_of(slots[name])) for name in stated}
        second = {
            name: value if name in relevant.main else data.draw(values_of(slots[name]))
            for name, value in first.items()
        }

        assert _main(compiled, conduct, first) == _main(compiled, conduct, second)


def _main(law: CompiledLaw, conduct: str, values: dict[str, SlotValue]) -> Any:
    try:
        return evaluate(law, Inputs({**values, "conduct": conduct})).main
    except (RangeRuleError, FractionOutsideBoundsError) as error:
        return type(error)
