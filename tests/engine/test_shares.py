"""A number compared with an end of the range: one line, whatever the range turns out to be."""

from fractions import Fraction
from pathlib import Path

import pytest

from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import RulesetFaults
from tests.support import a_case, an_offence, ruleset_of

REVIEW = """
facts:
  served: {type: duration, question: {en: how long?}}
  grave: {type: boolean, question: {en: x}}
  served_of_new_maximum: {type: number, derive: {share: [served, range.final.max]}}
steps:
  double: {provision: art. 2, mark: V, phase: first, when: {grave: true}, move: {times: 2}}
programmes:
  release:
    name: {en: release}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    gates: {legal: {when: {served_of_new_maximum: {at_least: 1}}}}
offences:
"""


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law under which who has served the maximum is released."""
    return ruleset_of(tmp_path_factory.mktemp("law"), REVIEW + an_offence(ends="{min: 6 m, max: 2 y}"))


@pytest.fixture(scope="module")
def for_life(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return the same for an offence whose most is life."""
    return ruleset_of(tmp_path_factory.mktemp("law"), REVIEW + an_offence(ends="{min: 6 m, max: life}"))


def outcome_of(ruleset: Ruleset, handles: Handles, **facts: str | bool) -> Outcome:
    (outcome,) = decide(a_case(facts=facts), ruleset, handles).outcomes
    return outcome


def status(outcome: Outcome) -> str:
    (verdict,) = outcome.programmes
    return verdict.status.value


@pytest.mark.parametrize(
    ("served", "grave", "expected"),
    [
        ("24 m", False, "eligible"),
        ("23 m", False, "closed"),
        ("2 y", True, "closed"),
        ("4 y", True, "eligible"),
        ("730 d", False, "eligible"),  # two years may have 730 days
        ("729 d", False, "closed"),
        ("104 w", False, "closed"),
        ("1461 d", True, "eligible"),
    ],
)
def test_what_was_served_against_the_maximum(
    review: Ruleset, handles: Handles, served: str, *, grave: bool, expected: str
) -> None:
    """It is the maximum of this case, after every step, and units of time are compared as they can be."""
    assert expected == status(outcome_of(review, handles, served=served, grave=grave))


def test_what_has_no_most_is_never_served(for_life: Ruleset, handles: Handles) -> None:
    """Of a life sentence any time is no share."""
    outcome = outcome_of(for_life, handles, served="90 y", grave=False)

    assert ("closed", Fraction(0)) == (status(outcome), outcome.slots["served_of_new_maximum"])


def test_what_nobody_stated_is_asked_for(review: Ruleset, handles: Handles) -> None:
    """What would have to be served is worked out from the range of the case."""
    decision = decide(a_case(facts={"grave": False}), review, handles)

    (outcome,) = decision.outcomes
    assert "undetermined" == status(outcome)
    asked = {s.fact: s.value for one in decision.decisive for s in one.statements}
    assert Fraction(24) == asked["served"]


POINTS = """
facts:
  long: {type: integer, question: {en: how many?}}
  short: {type: integer, question: {en: how many?}}
  recent: {type: boolean, question: {en: x}}
  recently: {type: integer, derive: {count: [{recent: true}]}}
  points:
    type: number
    derive: {sum: [{of: long, times: 3}, {of: short, times: 1/2, most: 2}, {of: recently, times: 2}]}
offences:
"""


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({"long": 1, "short": 0, "recent": False}, 3),
        ({"long": 2, "short": 3, "recent": False}, Fraction(15, 2)),
        ({"long": 0, "short": 9, "recent": True}, 4),  # nine halves count two at most
        ({"long": 1, "short": 1}, None),  # what nobody stated is not zero
        ({"long": 1, "recent": False}, None),
    ],
)
def test_a_sum_with_weights_and_caps(
    tmp_path: Path, handles: Handles, facts: dict[str, int | bool], points: Fraction | int | None
) -> None:
    """Points of earlier sentences, say: three each, one half each up to two, and two."""
    ruleset = ruleset_of(tmp_path, POINTS + an_offence())
    (outcome,) = decide(a_case(facts=facts), ruleset, handles).outcomes

    assert points == outcome.slots["points"]


def test_what_is_no_number_is_no_part(tmp_path: Path) -> None:
    """A share is of facts that hold numbers or lengths, or of ends of ranges."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, REVIEW.replace("range.final.max", "range.finale.max") + an_offence())

    assert any("range.finale.max" in fault.message for fault in caught.value.faults)
