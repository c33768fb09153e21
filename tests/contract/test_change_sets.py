"""What an answer hinges on and what may still be done, as the contract says it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from propengine.contract.change_sets import ADVICE
from propengine.contract.decisions import fill_decision
from propengine.engine.case import RawValue
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.elements import Language
from propengine.law.ruleset import Ruleset
from propengine.v1 import case_pb2, decision_pb2
from tests.support import a_case, an_offence, grams, ruleset_of

LAW = """
substances: {powder: {name: {en: powder}}}
facts:
  armed: {type: boolean, question: {en: Was the person armed?}, provision: art. 5}
  pregnant: {type: boolean, question: {en: x}, protected: true}
  traits: {type: set, members: [quick, loud], question: {en: x}}
  kept: {type: duration, question: {en: x}}
  confessed: {type: boolean, question: {en: x}, open_act: {kind: confession, until: trial}}
  helped: {type: boolean, question: {en: x}, open_act: {kind: cooperation, until: trial}}
tables:
  scale:
    provision: art. 2
    mark: V
    effect: element
    absent: left_out
    bands: [{band: small, to: included}, {band: large}]
    rows: {powder: {cuts: ["20 g"]}}
steps:
  armed: {provision: art. 5, mark: V, phase: first, when: {armed: true}, move: {scale: 2}}
  large: {provision: art. 5, mark: V, phase: first, when: {scale: large}, move: {scale: 3}}
  spared: {provision: art. 5, mark: V, phase: first, when: {pregnant: true}, move: {scale: 1/2}}
  loud: {provision: art. 5, mark: V, phase: first, when: {traits: loud}, move: {scale: 3/2}}
  kept: {provision: art. 5, mark: V, phase: first, when: {kept: {more_than: 6 m}}, move: {scale: 4/3}}
  confession: {provision: art. 6, mark: V, phase: second, when: {confessed: true}, move: {scale: 1/2}}
  help: {provision: art. 6, mark: V, phase: second, when: {helped: true}, move: {scale: 2/3}}
offences:
""" + an_offence()

FACTS: Mapping[str, RawValue] = {"armed": True, "traits": ("quick",)}


@pytest.fixture
def ruleset(tmp_path: Path) -> Ruleset:
    """Return a law of one offence."""
    return ruleset_of(tmp_path, LAW)


def answered(ruleset: Ruleset, *, asked: bool = True) -> decision_pb2.Decision:
    """Return the answer to a case of 50 g at trial."""
    case = replace(a_case([grams("50", "powder")], FACTS), stage="trial")
    decision = decide(case, ruleset, Handles(), with_change_sets=asked, with_open_acts=asked)
    message = decision_pb2.Decision()
    fill_decision(message, decision, list(FACTS))
    return message


def of(decision: decision_pb2.Decision, slot: str) -> decision_pb2.ChangeSet:
    """Return the set of one change that is about something."""
    return next(one for one in decision.change_sets.sets if [change.slot for change in one.changes] == [slot])


def test_nothing_is_said_that_was_not_asked_for(ruleset: Ruleset) -> None:
    """The fields are not set, and so are told from an answer that found nothing."""
    decision = answered(ruleset, asked=False)

    assert not decision.HasField("change_sets")
    assert not decision.HasField("open_acts")


def test_a_fact_is_told_as_it_is_and_as_it_would_be(ruleset: Ruleset) -> None:
    """An armed person: unarmed, the range is 3 to 6 years where it was 6 to 12."""
    one = of(answered(ruleset), "armed")
    (change,) = one.changes

    assert (True, False) == (change.before.boolean, change.after.boolean)
    assert ("Was the person armed?", "art. 5") == (change.question.en, change.provision)
    assert decision_pb2.RANGE_CHANGE_LOWER == one.range_change
    assert (36, 72) == (
        one.after.final_range.min.months.numerator,
        one.after.final_range.max.months.numerator,
    )


def test_an_amount_names_the_limit_and_the_side(ruleset: Ruleset) -> None:
    """20 g and less are the lower band; the nearest amount of it is 20 g."""
    (change,) = of(answered(ruleset), "items[0].amount").changes

    assert ("50", "20", "g") == (change.before.number, change.after.number, change.after.unit)
    assert ("20", True, "g") == (change.bounds.most, change.bounds.most_included, change.bounds.unit)


def test_a_set_is_told_by_its_members(ruleset: Ruleset) -> None:
    """A member more is another set; before and after both are told whole."""
    (change,) = of(answered(ruleset), "traits").changes

    assert (["quick"], ["quick", "loud"]) == (list(change.members_before), list(change.members_after))


def test_a_length_of_time_counts_months(ruleset: Ruleset) -> None:
    """What nobody has stated is not set; more than six months would be counted."""
    (change,) = of(answered(ruleset), "kept").changes

    assert not change.HasField("before")
    assert ("6", False, "m") == (change.bounds.least, change.bounds.least_included, change.bounds.unit)


def test_who_the_person_is_is_no_change(ruleset: Ruleset) -> None:
    """A pregnancy would lower the range: the law may hear of it, and nobody is told to be pregnant."""
    slots = {change.slot for one in answered(ruleset).change_sets.sets for change in one.changes}

    assert "armed" in slots
    assert "pregnant" not in slots


def test_ranks_count_from_one(ruleset: Ruleset) -> None:
    """They say the order, wherever the sets are kept."""
    ranks = [one.rank for one in answered(ruleset).change_sets.sets]

    assert list(range(1, len(ranks) + 1)) == ranks


def test_advice_goes_with_what_cannot_be_taken_back(ruleset: Ruleset) -> None:
    """A confession is told with what it would bring and what is so without it; help needs no advice."""
    acts = {act.fact: act for act in answered(ruleset).open_acts.acts}
    confession, help_ = acts["confessed"], acts["helped"]

    assert ADVICE[Language.FR] == confession.advice.fr
    assert not help_.HasField("advice")
    assert decision_pb2.ACT_KIND_CONFESSION == confession.kind
    assert case_pb2.STAGE_TRIAL == confession.done[0].until
    assert 72 == confession.without.final_range.min.months.numerator
    assert 36 == confession.done[0].after.final_range.min.months.numerator
