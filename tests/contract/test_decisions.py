"""What a decision says that only worlds, readings and silence bring about."""

from dataclasses import replace
from pathlib import Path

import pytest

from propengine.contract.decisions import fill_decision
from propengine.engine.case import Case, Item, Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.v1 import decision_pb2, sanction_pb2
from tests.support import a_case, grams, ruleset_of

LAW = """
facts:
  sold: {type: boolean, question: {en: Was it sold?}}
  armed: {type: boolean, question: {en: Was the person armed?}}
  gang: {type: boolean, question: {en: Was the person one of a gang?}}
  court: {type: enum, members: [high, low], question: {en: Which court?}}
substances:
  leaf: {name: {en: coca leaf}}
  base: {name: {en: cocaine base}}
  coca: {name: {en: coca}, forms: [leaf, base]}
groupings:
  schedule:
    provision: art. 1
    mark: V
    groups: {light: [leaf], heavy: [base]}
offences:
  sale:
    name: {en: sale}
    provision: art. 2
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {sold: true}
    sanction: {custody: {table: terms}}
  armed-sale:
    name: {en: armed sale by a gang}
    provision: art. 3
    mark: V
    classification: aggravated_trafficking
    liability: criminal_custodial
    when: {sold: true, armed: true, gang: true}
    exception_to: [sale]
    sanction: {custody: {ends: {min: 8 y, max: none_stated}}}
  holding:
    name: {en: holding}
    provision: art. 4
    mark: V
    classification: micro_trafficking
    liability: criminal_custodial
    when: {conduct: possession, schedule: heavy}
    exception_to: [sale, armed-sale]
    sanction: {custody: {ends: {min: 1 y, max: 2 y}}}
  use:
    name: {en: use}
    provision: art. 5
    mark: V
    classification: personal_use
    liability: administrative
    when: {conduct: possession, schedule: light}
    exception_to: [sale, armed-sale]
ranges:
  terms:
    provision: art. 2(2)
    mark: V
    by: [court]
    cells: {high: {min: 3 y, max: 6 y}}
"""
WEIGHED = """
facts:
  sold: {type: boolean, question: {en: Was it sold?}, provision: art. 8}
  asked: {type: boolean, question: {en: Was it asked for?}}
substances:
  leaf: {name: {en: coca leaf}}
  base: {name: {en: cocaine base}}
  coca: {name: {en: coca}, forms: [leaf, base]}
tables:
  scale:
    provision: art. 6
    mark: V
    effect: element
    basis: active
    composition: each_highest
    absent: left_out
    bands: [{band: small, to: included}, {band: large}]
    rows: {leaf: {cuts: ["200 g"]}, base: {cuts: ["2 g"]}}
offences:
  little:
    name: {en: little}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {any_of: [{scale: small}, {asked: true}]}
    sanction: {custody: {ends: {min: 1 y, max: 2 y}}}
  much:
    name: {en: much}
    provision: art. 2
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {any_of: [{scale: large}, {sold: true}]}
    exception_to: [little]
    sanction: {custody: {ends: {min: 3 y, max: 9 y}}}
"""


def told_of(case: Case, folder: Path) -> decision_pb2.Decision:
    """Return the message of a case under the law that weighs."""
    ruleset, message = ruleset_of(folder, WEIGHED), decision_pb2.Decision()
    fill_decision(message, decide(case, ruleset, Handles()), case.facts)
    return message


@pytest.fixture
def decided(tmp_path: Path) -> "Decided":
    """Decides cases under the law above."""
    return Decided(tmp_path)


class Decided:
    """Decides a case and returns the message."""

    def __init__(self, folder: Path) -> None:
        self.ruleset = ruleset_of(folder, LAW)

    def __call__(self, *items: Item, conduct: str = "supply", **facts: bool | str) -> decision_pb2.Decision:
        case = a_case(items, facts, conduct)
        message = decision_pb2.Decision()
        fill_decision(message, decide(case, self.ruleset, Handles()), case.facts)
        return message


def sets(outcome: decision_pb2.Outcome) -> dict[tuple[str, ...], decision_pb2.DecisiveSet]:
    return {tuple(sorted(fact.fact for fact in one.facts)): one for one in outcome.decisive_sets}


def test_facts_that_matter_together(decided: Decided) -> None:
    """Two facts of which neither alone would change anything stand in one set, with what would follow."""
    (outcome,) = decided(sold=True, court="high").outcomes

    pair = sets(outcome)["armed", "gang"]
    assert ["Was the person armed?", "Was the person one of a gang?"] == sorted(
        fact.question.en for fact in pair.facts
    )
    assert all(fact.value.boolean for fact in pair.facts)
    assert (True, False) == (pair.changes_main_part, pair.leads_to_an_offence)
    assert ("armed-sale", decision_pb2.CLASSIFICATION_AGGRAVATED_TRAFFICKING) == (
        pair.after.offence,
        pair.after.classification,
    )
    assert sanction_pb2.END_KIND_NONE_STATED == pair.after.final_range.max.kind
    assert not {("armed",), ("gang",)} & sets(outcome).keys()


def test_what_leads_to_an_offence(decided: Decided) -> None:
    """It is marked, and asked first."""
    (outcome,) = decided(conduct="transport", court="high").outcomes

    sold = sets(outcome)["sold",]
    assert (True, "sale", 1) == (sold.leads_to_an_offence, sold.after.offence, sold.rank)
    assert [decision_pb2.ANSWER_PART_OFFENCE] == list(sold.changes)[:1]


def test_why_something_is_open_is_no_provision(tmp_path: Path) -> None:
    """What the case leaves open no provision asks; why it is open has a field, in every language."""
    disputed = {name: StatedFact(value=True, standing=Standing.DISPUTED) for name in ("sold", "asked")}
    cases = [
        a_case([grams("5", "coca")]),
        a_case([Item("base")]),
        a_case([grams("2", "base", amount_uncertainty="1")]),
        replace(a_case(), facts=disputed),
    ]
    found: dict[int, set[str]] = {}
    for case in cases:
        for condition in (
            c for outcome in told_of(case, tmp_path).outcomes for way in outcome.ways for c in way.conditions
        ):
            why = condition.why_open
            assert all((why.en, why.es, why.pt, why.fr))
            found.setdefault(condition.question, set()).add(condition.provision)

    assert {
        decision_pb2.QUESTION_FORM: {""},
        decision_pb2.QUESTION_AMOUNT: {""},
        decision_pb2.QUESTION_UNCERTAINTY: {""},
        decision_pb2.QUESTION_DISPUTED_FACT: {"", "art. 8"},
    } == found


def test_an_amount_is_told_between_ends_that_limit_it(tmp_path: Path) -> None:
    """The ends are exact; what every amount is within is no end, in words or in fields."""
    told = {
        outcome.offence.id: [
            (c.value, c.bounds.least, c.bounds.most) for way in outcome.ways for c in way.conditions
        ]
        for outcome in told_of(a_case([Item("base", purity_percent="30")]), tmp_path).outcomes
    }

    assert {"little": [("<= 6 2/3 g", "", "20/3")], "much": [("> 6 2/3 g", "20/3", "")]} == told


def test_a_value_that_stands_for_others_says_so(tmp_path: Path) -> None:
    """No amount is told as found that nobody knows; what follows is told where it is always so."""
    known, open_ = (
        {outcome.offence.id: outcome for outcome in told_of(a_case([item]), tmp_path).outcomes}
        for item in (grams("1", "base"), Item("base"))
    )
    of = "scale"
    found = {
        name: (
            [(f.of, f.value.example, f.concluded) for f in outcome.figures],
            {c.value.example for c in outcome.conclusions if c.subject == of},
            {r.met.example for step in outcome.trace for r in step.reads if r.subject == of},
        )
        for name, outcome in {"known": known["little"], **open_}.items()
    }

    assert {
        "known": ([(of, False, "small")], {False}, {False}),
        "little": ([(of, True, "small")], {False}, {False}),
        "much": ([(of, True, "large")], {False}, {False}),
    } == found


def test_what_differs_between_ways_to_one_answer_is_not_told(tmp_path: Path) -> None:
    """Where every amount leads to the same answer, the band that one of them has is no finding."""
    (outcome,) = told_of(a_case([Item("base")], {"sold": True}), tmp_path).outcomes
    (figure,) = outcome.figures
    (band,) = (c for c in outcome.conclusions if c.subject == "scale")

    assert ("", True) == (figure.concluded, figure.value.example)
    assert band.value.example
    assert {True} == {r.met.example for step in outcome.trace for r in step.reads if r.subject == "scale"}


def test_an_outcome_for_each_form(decided: Decided) -> None:
    """A form that nobody stated leads to several outcomes, each on its condition; none rests on its place."""
    decision = decided(grams("5", "coca"), conduct="possession")

    assert decision_pb2.DECISION_STATUS_UNDETERMINED == decision.status
    told = {}
    for outcome in decision.outcomes:
        (way,) = outcome.ways
        (condition,) = way.conditions
        assert not condition.HasField("bounds")
        told[outcome.offence.id] = (condition.question, condition.id, condition.value)
    form = decision_pb2.QUESTION_FORM
    assert {
        "use": (form, "items[0].substance", "leaf"),
        "holding": (form, "items[0].substance", "base"),
    } == told
    names = {name.element: name.text.en for name in decision.names}
    assert ("coca leaf", "cocaine base") == (names["substances/leaf"], names["substances/base"])
    assert "use" == decision.outcomes[decision.preferred].offence.id


def test_a_range_that_is_not_recorded(decided: Decided) -> None:
    """A cell that the ruleset does not hold is a kind of end, with words, and no number."""
    decision = decided(sold=True, court="low")

    assert decision_pb2.DECISION_STATUS_NOT_RECORDED == decision.status
    (outcome,) = decision.outcomes
    final = outcome.checkpoints[-1].range
    assert {sanction_pb2.END_KIND_NOT_RECORDED} == {final.min.kind, final.max.kind}
    assert ("not recorded", False) == (final.max.rendered.en, final.max.HasField("months"))


def test_a_range_that_is_open(decided: Decided) -> None:
    """A key that nobody stated is awaited, and asked for."""
    decision = decided(sold=True)

    assert decision_pb2.DECISION_STATUS_UNDETERMINED == decision.status
    (outcome,) = decision.outcomes
    assert ["court"] == list(outcome.awaited_subjects)
    assert [] == list(outcome.checkpoints)
    assert ("court",) in sets(outcome)


@pytest.mark.parametrize("most", ["life", "none_stated"])
def test_what_stands_above_every_number(tmp_path: Path, most: str) -> None:
    """A test of a range says which word it met, and counts what it compares in months."""
    law = f"""
    offences:
      any:
        name: {{en: any}}
        provision: art. 1
        mark: V
        classification: trafficking
        liability: criminal_custodial
        sanction: {{custody: {{ends: {{min: 5 y, max: {most}}}}}}}
    steps:
      high:
        provision: art. 2
        mark: V
        phase: second
        when: {{before.max: {{more_than: 8 y}}}}
        move: {{floor: {{min: 6 y}}}}
    """
    message = decision_pb2.Decision()
    decision = decide(a_case(), ruleset_of(tmp_path, law), Handles())
    fill_decision(message, decision, ())

    (outcome,) = message.outcomes
    (step,) = (step for step in outcome.trace if step.id == "high")
    (read,) = (read for read in step.reads if read.subject != "offence")
    assert ("before.second.max", most, True) == (read.subject, read.met.word, read.holds)
    assert [("96", "m")] == [(constant.number, constant.unit) for constant in read.constants]


def test_nothing_open_is_no_way(decided: Decided) -> None:
    """A decided case has one outcome, preferred, without ways."""
    decision = decided(sold=True, court="high", armed=False)

    assert (decision_pb2.DECISION_STATUS_DECIDED, 0) == (decision.status, decision.preferred)
    assert decision.HasField("preferred")
    (outcome,) = decision.outcomes
    assert [] == list(outcome.ways)
