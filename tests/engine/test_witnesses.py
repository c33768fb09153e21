"""Witnesses: the run that shows what a statement changes, or none where it only answers a question."""

from dataclasses import replace
from pathlib import Path

from propengine.engine.case import Case, Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.witnesses import Witness, mains_of, witness_of
from propengine.law.ruleset import Ruleset
from tests.engine.small import applied, with_world_of
from tests.support import a_case, an_offence, ruleset_of

SILENT = a_case()


def witness(small: Ruleset, handles: Handles, before: Case, fact: str, *, value: bool) -> Witness | None:
    """Return the witness of a fact that is stated besides."""
    stated = a_case(facts={**{n: f.value for n, f in before.facts.items()}, fact: value})
    own = applied(before, small, handles)
    return witness_of(own, with_world_of(own, applied(stated, small, handles)), frozenset({fact}))


def test_a_change_of_the_law_as_written_is_its_own_witness(small: Ruleset, handles: Handles) -> None:
    """The young are sentenced to half: from one to two years to half a year to one."""
    found = witness(small, handles, SILENT, "young", value=True)

    assert found is not None
    assert found.before.main != found.after.main
    assert ["12 m – 24 m", "6 m – 12 m"] == [
        f"{run.final.min} – {run.final.max}" for run in (found.before, found.after) if run.final is not None
    ]


def test_what_changes_nothing_has_none(small: Ruleset, handles: Handles) -> None:
    """To be armed without a gang leaves every main part as it is."""
    assert witness(small, handles, SILENT, "armed", value=True) is None


def test_a_question_that_is_only_answered_has_none(small: Ruleset, handles: Handles) -> None:
    """Whether there was force was open: denied, the other answer falls away, as the answer says it would."""
    own, after = (applied(case, small, handles) for case in (SILENT, a_case(facts={"forced": False})))

    assert mains_of(after) < mains_of(own)
    assert witness(small, handles, SILENT, "forced", value=False) is None


def test_what_is_shown_and_what_is_preferred_are_told_apart(small: Ruleset, handles: Handles) -> None:
    """A main part is shown, and it is preferred: two ways to differ."""
    (comparison,) = applied(SILENT, small, handles)
    mains = [state.run.main for state in comparison.applied.states]

    assert 2 == len(set(mains))
    assert {(True, mains[0]), (True, mains[1]), (False, mains[0])} == mains_of([comparison])


OPENING = """
facts:
  own: {type: boolean, concluded: true}
  scant: {type: boolean, question: {en: a scant amount?}, factors_to_weigh: [{en: the amount}]}
rules:
  own: {provision: art. 1, mark: V, concludes: {own: true}, when: {conduct: supply}}
readings:
  whose:
    provision: art. 8
    mark: V
    question: {en: Whose is it?}
    prefer: others
    options:
      others: {says: {en: for others}}
      own: {says: {en: for the person}, set: {rules: {own: {when: {conduct: possession}}}}}
  which:
    provision: art. 9
    mark: V
    question: {en: Which paragraph?}
    when: {scant: true}
    options:
      one: {says: {en: the first}}
      another: {says: {en: the second}, set: {offences: {small: {sanction: {custody: {ends: {max: 3 y}}}}}}}
offences:
"""
OFFENCES = (
    ("trade", "{min: 8 y, max: 12 y}", "{conduct: possession}\n    unless: {own: true}"),
    ("use", "{min: 4 y, max: 5 y}", "{own: true}\n    unless: {scant: true}"),
    ("small", "{min: 1 y, max: 2 y}", "{own: true, scant: true}"),
)


def test_a_finding_that_opens_another_question_has_a_witness(tmp_path: Path) -> None:
    """It takes the place of an answer that rests on it not being made, although more is asked then."""
    text = OPENING + "".join(an_offence(*offence) for offence in OFFENCES)
    ruleset, handles = ruleset_of(tmp_path, text), Handles()
    found = witness(ruleset, handles, SILENT, "scant", value=True)

    assert found is not None
    assert ("use", "small") == (found.before.offence_id, found.after.offence_id)
    decisive = [[s.fact for s in one.statements] for one in decide(SILENT, ruleset, handles).decisive]
    assert ["scant"] in decisive


DISPUTED = """
facts:
  ill: {type: boolean, question: {en: ill?}}
  mild: {type: boolean, question: {en: a mild case?}, factors_to_weigh: [{en: all of it}]}
steps:
  lower: {provision: art. 2, mark: V, phase: first, when: {mild: true}, force: may, move: {scale: 1/2}}
programmes:
  care:
    name: {en: care}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {ill: true}}}
offences:
"""


def test_what_no_reader_sees_is_no_change(tmp_path: Path) -> None:
    """Each way to settle a dispute prefers another term with the finding, but neither is preferred."""
    ruleset, handles = ruleset_of(tmp_path, DISPUTED + an_offence()), Handles()
    ill = StatedFact(value=True, standing=Standing.DISPUTED)
    decision, found = (
        decide(replace(SILENT, facts={"ill": ill, **facts}), ruleset, handles)
        for facts in ({}, {"mild": StatedFact(value=True)})
    )

    assert decision.preferred is found.preferred is None
    assert {o.run.main for o in decision.outcomes} == {o.run.main for o in found.outcomes}
    assert not any(one.main for one in decision.decisive)
