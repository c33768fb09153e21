"""What an answer hinges on and what may still be done, told from the message alone in four languages."""

import re
from collections.abc import Sequence

import pytest

from propengine.contract.application import Application, View
from propengine.contract.languages import Asked
from propengine.contract.protojson import read_case_text
from propengine.explain.catalogues import LANGUAGES, Language
from propengine.explain.change_sets import told_change_sets, told_open_acts
from propengine.explain.forms import Wanted, text_of
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling
from propengine.law.elements import Language as Spoken
from propengine.v1 import case_pb2, decision_pb2
from tests.explain.conftest import EXAMPLES
from tests.shipped import HANDLES, SHIPPED


@pytest.fixture(scope="module")
def courier() -> decision_pb2.Decision:
    """Return the answer to a courier of 1 kg of cocaine, before trial, with what it hinges on."""
    case = read_case_text((EXAMPLES / "gb-eaw-courier-2021.json").read_text(encoding="utf-8"))
    case.stage = case_pb2.STAGE_PRE_TRIAL
    decision = decision_pb2.Decision()
    application = Application({"gb-eaw": SHIPPED["gb-eaw"]}, HANDLES)
    application.evaluate(
        case, decision, View(hinges_on=True, still_open=True, languages=Asked(tuple(Spoken)))
    )
    return decision


def told(decision: decision_pb2.Decision, language: Language = "en") -> Sequence[str]:
    telling = Telling.of(decision, Phrases(language))
    return [line.text for line in (*told_change_sets(telling), *told_open_acts(telling))]


def test_the_limit_to_cross_is_told_with_its_side(courier: decision_pb2.Decision) -> None:
    """Category 2 begins at the root of 150 g times 1 kg: less than 387.298335 g is category 3."""
    lines = told(courier)
    place = next(n for n, line in enumerate(lines) if "less than 387.298335 g (now: 1,000 g)" in line)

    assert "a lower range of custody: 3 years and 6 months to 5 years, starting point" in lines[place + 1]


def test_a_plea_is_told_both_ways_with_advice(courier: decision_pb2.Decision) -> None:
    """What is so without it stands beside each way to plead that is left, with the advice under them."""
    lines = told(courier)
    place = next(n for n, line in enumerate(lines) if line.startswith("Plea: "))

    assert lines[place + 1].startswith("without it: ")
    assert all(line.startswith("if ") for line in lines[place + 2 : place + 6])
    assert lines[place + 6].startswith("Take advice from a lawyer first")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_carries_the_same_numbers(courier: decision_pb2.Decision, language: Language) -> None:
    """Lines and numbers are alike; only words differ."""

    def numbers(lines: Sequence[str]) -> list[list[str]]:
        return [re.findall(r"\d+", line.replace(",", ".")) for line in lines]

    assert numbers(told(courier)) == numbers(told(courier, language))


def test_the_bound_is_said(courier: decision_pb2.Decision) -> None:
    """How many were decided, and whether the search ended early, is told and never silent."""
    sets = courier.change_sets
    expected = f"Up to 3 changes were looked for together; {sets.decided} sets were decided."

    assert expected in told(courier)
    ended = "The search ended at its bound: there may be other sets."
    assert (ended in told(courier)) is not sets.is_complete


def test_an_answer_without_them_tells_nothing(courier: decision_pb2.Decision) -> None:
    """Nobody asked: no heading stands over nothing."""
    silent = decision_pb2.Decision()
    silent.CopyFrom(courier)
    silent.ClearField("change_sets")
    silent.ClearField("open_acts")

    assert [] == told(silent)
    assert "What the answer hinges on" not in text_of(silent, Wanted())


def test_a_ruleset_that_names_no_act_says_so(courier: decision_pb2.Decision) -> None:
    """That nothing is named is no advice that nothing can be done."""
    none = decision_pb2.Decision()
    none.CopyFrom(courier)
    none.ClearField("change_sets")
    del none.open_acts.acts[:]

    assert "The ruleset names no act that is still open at this stage." in told(none)
