"""Concluding: a case decided again after a change is the case decided anew."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from propengine.core.ends import RangeRuleError
from propengine.core.lowering import Lowering
from propengine.core.moves import FractionOutsideBoundsError
from propengine.core.slots import SlotValue
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import RunsOfLaw, again, evaluate
from propengine.engine.exact import Compiler
from propengine.engine.runs import Inputs, Run
from propengine.law.ruleset import Dates
from tests.core.test_relevance import values_of
from tests.strategies import CODE, load_files, rulesets
from tests.support import DAY, law_of

REFUSED = (RangeRuleError, FractionOutsideBoundsError)


@settings(
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.data())
def test_deciding_again_is_deciding_anew(data: st.DataObject) -> None:
    """For generated laws and changes of any inputs: every value, clause, range and verdict is the same."""
    ruleset = load_files(data.draw(rulesets()))[CODE]
    law = CompiledLaw(Lowering().lower(ruleset.law(Dates.all_on(DAY))), Compiler())
    slots = law.lowered.slots
    stated = [
        name
        for name, fact in law.lowered.law.contents.facts.items()
        if not fact.concluded and fact.derive is None and name in slots
    ]
    conducts = st.sampled_from(["consumption", "possession", "supply", "transport"])
    base: dict[str, SlotValue] = {name: data.draw(values_of(slots[name])) for name in stated}
    base["conduct"] = data.draw(conducts)
    first = _decided(law, base)
    if not isinstance(first, Run):
        return
    for _ in range(4):
        changes: dict[str, SlotValue] = {
            name: data.draw(values_of(slots[name])) for name in data.draw(st.sets(st.sampled_from(stated)))
        }
        if data.draw(st.booleans()):
            changes["conduct"] = data.draw(conducts)
        inputs = Inputs({**base, **changes})
        for name in stated:
            _decided(law, {**inputs.values, name: data.draw(values_of(slots[name]))})
        after_others = _decided(law, inputs.values)
        law.forget()
        anew = _decided(law, inputs.values)
        try:
            changed: Any = again(first, inputs, changes)
        except REFUSED as error:
            changed = type(error)

        assert _told(anew) == _told(changed)
        assert _told(anew) == _told(after_others)


def _decided(law: CompiledLaw, values: Any) -> Any:
    try:
        return evaluate(law, Inputs(values))
    except REFUSED as error:
        return type(error)


def _told(run: Any) -> Any:
    if not isinstance(run, Run):
        return run
    return run.values, run.held, run.main, [verdict.told for verdict in run.programmes]


GUIDED = """
facts:
  level: {type: integer, question: {en: x}}
  harm: {type: enum, members: [plain, grave], question: {en: x}}
ranges:
  grid: {provision: a, mark: V, by: [level], guides_within: statutory, cells: {"1": {min: 2 y, max: 8 y}}}
  terms: {provision: a, mark: V, by: [harm], cells: {plain: {max: 3 y}, grave: {max: 9 y}}}
offences:
  act:
    name: {en: x}
    provision: a
    mark: V
    classification: none
    liability: criminal_custodial
    when: {conduct: supply}
    sanction: {custody: {statutory_table: terms, levels: {base: level, least: 1, most: 1, table: grid}}}
steps:
  most:
    provision: a
    mark: V
    phase: third
    when: {before.min: {at_least: 1 y}}
    move: {ceiling: {of: range.statutory.max}}
"""


def test_a_phase_goes_on_from_a_range_that_differs_in_what_no_condition_reads(tmp_path: Path) -> None:
    """The level and what it gives stay, the statute's most does not: the last phase is gone through again."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, GUIDED)), Compiler())
    known: dict[str, SlotValue] = {"conduct": "supply", "level": Fraction(1)}
    plain, grave = ({**known, "harm": harm} for harm in ("plain", "grave"))
    changed = again(evaluate(law, Inputs(plain)), Inputs(grave), ["harm"])

    assert changed.final is not None
    assert Fraction(96) == changed.final.max.months
    assert _told(evaluate(law, Inputs(grave))) == _told(changed)


COUNTED = """
facts: {n: {type: integer, question: {en: x}}}
offences:
  act:
    name: {en: x}
    provision: a
    mark: V
    classification: none
    liability: lawful
    when: {n: {at_least: 2}}
"""


def test_a_case_that_the_law_does_not_tell_apart_has_the_same_conclusions(tmp_path: Path) -> None:
    """Three and four are alike where two is the limit; each keeps its own number, and one is another case."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, COUNTED)), Compiler())
    three, four, one = (evaluate(law, Inputs({"n": Fraction(n)})) for n in (3, 4, 1))

    assert (Fraction(3), Fraction(4)) == (three.values["n"], four.values["n"])
    assert three.made is four.made
    assert ("act", "act", None) == (three.offence_id, four.offence_id, one.offence_id)


def test_what_is_kept_for_other_cases_holds_nothing_of_the_case(tmp_path: Path) -> None:
    """Neither what was stated nor what was concluded from it, slot by slot."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, COUNTED)), Compiler())
    evaluate(law, Inputs({"n": Fraction(3)}))

    (kept,) = law.kept(RunsOfLaw).known.values()
    assert ({}, {}, "act") == (kept.inputs.values, kept.values, kept.offence_id)


def test_a_run_is_not_changed_by_what_follows_from_it(tmp_path: Path) -> None:
    """Deciding again leaves the first run as it was."""
    law = CompiledLaw(Lowering().lower(law_of(tmp_path, COUNTED)), Compiler())
    first = evaluate(law, Inputs({"n": Fraction(1)}))
    second = again(first, Inputs({"n": Fraction(2)}), {"n"})

    assert (None, "act") == (first.offence_id, second.offence_id)
    assert Fraction(1) == first.values["n"]
