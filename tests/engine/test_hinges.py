"""Decisive sets that were found for one case are shown for the next that the law does not tell apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from propengine.engine.case import Case, Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.hinges import _Search
from propengine.engine.kinds import Found, KindsOfLaw
from propengine.engine.refusals import CaseRefusedError
from propengine.law.ruleset import Ruleset
from propengine.verify.worked_cases import engine_case, load_cases
from tests.shipped import CODES, SHIPPED
from tests.support import RULESETS, a_case, an_offence, grams, ruleset_of

EVERY = [pytest.param(8, id="some"), pytest.param(1, marks=pytest.mark.proof, id="all")]
"""One worked case in so many: `tests/promises` looks for the same in generated cases of every ruleset."""


@pytest.fixture(scope="module")
def portugal() -> Ruleset:
    """Return the law of Portugal."""
    return SHIPPED["pt"]


def told(decision: Decision) -> list[object]:
    """Return what a decision says of its decisive sets."""
    return [
        (
            [(s.fact, s.value) for s in found.statements],
            found.before.run.main,
            found.after.main,
            found.main,
        )
        for found in decision.decisive
    ]


def answered(cases: Iterator[Case], ruleset: Ruleset, *, forgetful: bool) -> list[list[object]]:
    """Return the decisive sets of each case that is answered; a forgetful engine has never met its kind."""
    handles, found = Handles(), []
    for case in cases:
        try:
            decision = decide(case, ruleset, handles)
        except CaseRefusedError:
            continue
        found.append(told(decision))
        if forgetful:
            forget(decision)
    return found


def forget(decision: Decision) -> None:
    """Let the laws of an answer forget what was found for cases of its kind."""
    for outcome in decision.outcomes:
        outcome.run.law.kept(KindsOfLaw).found.clear()


@pytest.mark.parametrize("every", EVERY)
def test_what_was_found_before_is_what_would_be_found_anew(portugal: Ruleset, every: int) -> None:
    """Over worked cases of Portugal, twice in a row: remembering changes no decisive set."""
    cases = [engine_case(case, "pt") for case in load_cases(RULESETS / "pt" / "cases.yaml")[::every]]

    anew = answered(iter(cases), portugal, forgetful=True)
    assert [*anew, *anew] == answered(iter([*cases, *cases]), portugal, forgetful=False)


def with_conclusions_stated(case: Case, ruleset: Ruleset, handles: Handles) -> Iterator[Case]:
    """Yield a case with each conclusion that its answer draws of what could be stated, one at a time."""
    try:
        decision = decide(case, ruleset, handles)
    except CaseRefusedError:
        return
    for outcome in decision.outcomes[:1]:
        for name, fact in outcome.law.statable.items():
            value = outcome.slots.get(name)
            if fact.concluded and name not in case.facts and isinstance(value, bool | str):
                yield replace(case, facts={**case.facts, name: StatedFact(value)})


@pytest.mark.parametrize("every", EVERY)
def test_a_conclusion_that_is_stated_is_another_kind(portugal: Ruleset, every: int) -> None:
    """What would lead to another conclusion contradicts it then, so that other sets are decisive."""
    handles = Handles()
    cases = [
        other
        for case in load_cases(RULESETS / "pt" / "cases.yaml")[::every]
        for own in [engine_case(case, "pt")]
        for other in (own, *with_conclusions_stated(own, portugal, handles))
    ]

    anew = answered(iter(cases), portugal, forgetful=True)
    assert anew == answered(iter(cases), portugal, forgetful=False)


def test_a_fact_that_rules_out_how_a_dispute_may_be_is_decisive(portugal: Ruleset, handles: Handles) -> None:
    """A purpose to trade contradicts proven own use: only the other way to settle it is left."""
    facts = {
        "own_use_proven": StatedFact(value=False, standing=Standing.DISPUTED),
        "trade_evidence": StatedFact(value=False),
    }
    items = [grams("12.5", "cannabis_herbal"), grams("3367", "diazepam")]
    case = replace(a_case(items, jurisdiction="pt", offence=date(2023, 9, 30)), facts=facts)

    def mains(of: Case) -> set[object]:
        return {outcome.run.main for outcome in decide(of, portugal, handles).outcomes}

    trade = replace(case, facts={**facts, "purpose": StatedFact("outside_own_use")})
    assert mains(case) != mains(trade)
    announced = {
        tuple(s.fact for s in d.statements) for d in decide(case, portugal, handles).decisive if d.main
    }
    assert ("purpose",) in announced


def test_a_conclusion_that_readings_leave_open_is_decisive(portugal: Ruleset, handles: Handles) -> None:
    """Above ten days in 2005, one reading makes own use trafficking: who states the purpose rules it out."""
    items = [grams("50", "cannabis_herbal")]
    case = a_case(items, {"own_use_proven": True}, jurisdiction="pt", offence=date(2005, 6, 1))
    stated = replace(case, facts={**case.facts, "purpose": StatedFact("own_use")})
    before, after = (decide(of, portugal, handles) for of in (case, stated))

    assert {o.run.main for o in after.outcomes} < {o.run.main for o in before.outcomes}
    assert ("purpose",) in {
        tuple(s.fact for s in found.statements) for found in before.decisive if found.main
    }


def test_cases_of_one_kind_are_searched_once(
    portugal: Ruleset, handles: Handles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """10 g and 11 g of herbal cannabis are one kind, 30 g another: the ten days' amount lies between."""
    searched: list[_Search] = []
    search = _Search.sets

    def counted(own: _Search) -> tuple[Found, ...]:
        searched.append(own)
        return search(own)

    monkeypatch.setattr(_Search, "sets", counted)

    for amount in ("10", "11", "30"):
        case = a_case([grams(amount, "cannabis_herbal")], {"own_use_proven": True}, jurisdiction="pt")
        decide(case, portugal, handles)

    assert 2 == len(searched)


@pytest.mark.parametrize("code", CODES)
def test_who_asks_for_no_decisive_sets_is_answered_alike(code: str) -> None:
    """All else is the same: what a gate turns on, too; and who asks afterwards is told of them."""
    handles, forgetful, differing = Handles(), Handles(), 0
    for worked in load_cases(RULESETS / code / "cases.yaml")[::80]:
        case = engine_case(worked, code)
        try:
            without = decide(case, SHIPPED[code], handles, with_decisive_sets=False)
        except CaseRefusedError:
            continue
        asked = decide(case, SHIPPED[code], handles)
        anew = decide(case, SHIPPED[code], forgetful)
        forget(anew)

        assert () == without.decisive
        assert told(anew) == told(asked)
        assert answers(anew) == answers(asked) == answers(without)
        differing += bool(asked.decisive)

    assert differing > 0


def answers(decision: Decision) -> tuple[object, ...]:
    """Return what a decision says besides its decisive sets."""
    outcomes = [(o.run.answer, o.ways, o.programmes, o.mark) for o in decision.outcomes]
    return outcomes, decision.status, decision.preferred_index, decision.mark, decision.windows


OPENING = """
facts:
  marked: {type: boolean, question: {en: x}}
  sealed: {type: boolean, question: {en: x}}
readings:
  which:
    provision: art. 9
    mark: V
    question: {en: Is it punished?}
    prefer: punished
    when: OPENS
    options:
      punished: {says: {en: it is}}
      free: {says: {en: it is not}, set: {offences: {act: {liability: lawful, sanction: null}}}}
offences:
"""


@pytest.mark.parametrize(
    ("opens", "announced"),
    [
        ("{offence: act, marked: true}", {("marked",)}),
        ("{offence: act, marked: true, sealed: false}", {("marked", "sealed")}),
    ],
)
def test_what_only_opens_a_reading_is_decisive(
    tmp_path: Path, handles: Handles, opens: str, announced: set[tuple[str, ...]]
) -> None:
    """No other provision reads the facts; stated, they show an answer beside the one that is preferred."""
    ruleset = ruleset_of(tmp_path, OPENING.replace("OPENS", opens) + an_offence())
    decision = decide(a_case(), ruleset, handles)

    assert announced == {tuple(sorted(s.fact for s in one.statements)) for one in decision.decisive}
    assert all(found.main for found in decision.decisive)


def test_what_a_person_can_answer_comes_before_what_follows_from_it(tmp_path: Path) -> None:
    """A conclusion may be stated, and is listed; the facts that it follows from are asked for first."""
    text = """
facts:
  purpose: {type: enum, members: [own, trade], concluded: true}
  sells: {type: boolean, question: {en: Does the person sell?}}
  minors: {type: boolean, question: {en: To minors?}}
rules:
  trade: {provision: a, mark: V, concludes: {purpose: trade}, when: {sells: true}}
steps:
  more: {provision: a, mark: V, phase: first, when: {purpose: trade}, move: {scale: 2}}
  most: {provision: a, mark: V, phase: first, when: {minors: true}, move: {scale: 3}}
offences:
"""
    decision = decide(a_case(), ruleset_of(tmp_path, text + an_offence()), Handles())
    facts = [[statement.fact for statement in found.statements] for found in decision.decisive]

    assert [["purpose"]] == facts[-1:]
    assert {"sells", "minors"} == {fact for (fact,) in facts[:-1]}


REGIMES = """
facts:
  regime: {type: enum, members: [open, semi_open, closed], concluded: true}
rules:
  closed: {provision: a, mark: V, concludes: {regime: closed}, when: {offence: act}}
programmes:
  leave:
    name: {en: leave}
    provision: a
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {regime: open}}}
readings:
  which:
    provision: art. 9
    mark: V
    question: {en: Which offence is it?}
    options:
      one: {says: {en: the act}}
      another:
        says: {en: the other}
        set: {offences: {act: {when: {conduct: supply}}, other: {when: {conduct: possession}}}}
offences:
"""


def test_a_word_that_no_state_concludes_rules_out_those_that_conclude_another(tmp_path: Path) -> None:
    """Stated, it leaves only the states that conclude nothing: that changes what is shown, and is listed."""
    other = an_offence("other", "{min: 3 y, max: 4 y}", "{conduct: supply}")
    ruleset, handles = ruleset_of(tmp_path, REGIMES + an_offence() + other), Handles()
    decision = decide(a_case(), ruleset, handles)
    with_another = decide(a_case(facts={"regime": "semi_open"}), ruleset, handles)

    assert ["act", "other"] == sorted(str(o.offence_id) for o in decision.outcomes)
    assert ["other"] == [o.offence_id for o in with_another.outcomes]
    assert [["regime"]] == [[s.fact for s in found.statements] for found in decision.decisive if found.main]


RESIN = """
facts:
  kind: {type: enum, members: [herb, other], concluded: true}
substances:
  herb: {name: {en: herb}}
  resin: {name: {en: resin}}
tables:
  amount:
    provision: art. 1
    mark: V
    effect: element
    absent: left_out
    bands: [{band: within, to: included}, {band: above}]
    rows: {herb: {cuts: [10 g]}, resin: {cuts: [10 g]}}
rules:
  kind-of-resin: {provision: art. 1, mark: V, concludes: {kind: herb}, when: {substance: resin}}
readings:
  is-resin-herb:
    provision: art. 1
    mark: V
    question: {en: Is resin herb?}
    options:
      it-is: {says: {en: it is}}
      it-is-not:
        says: {en: it is not}
        set: {rules: {kind-of-resin: {concludes: {kind: other}}}, tables: {amount: {rows: {resin: null}}}}
offences:
"""
OF_RESIN = (
    ("herb", "{min: 3 y, max: 4 y}", "{conduct: possession, kind: herb, none_of: [{amount: within}]}"),
    ("other", "{min: 1 y, max: 2 y}", "{conduct: possession, kind: other}"),
)


def test_a_band_that_only_one_reading_measures_otherwise_rules_that_reading_out(tmp_path: Path) -> None:
    """Under the other nothing is measured, and what is stated stands; what is measured anyway is no news."""
    ruleset, handles = ruleset_of(tmp_path, RESIN + "".join(an_offence(*of) for of in OF_RESIN)), Handles()
    case = a_case([grams("20", "resin")])
    decision = decide(case, ruleset, handles)
    within = decide(replace(case, facts={"amount": StatedFact("within")}), ruleset, handles)
    listed = [[(s.fact, s.value) for s in found.statements] for found in decision.decisive if found.main]

    assert {"herb", "other"} == {o.offence_id for o in decision.outcomes}
    assert ["other"] == [o.offence_id for o in within.outcomes]
    assert [("amount", "within")] in listed
