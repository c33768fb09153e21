"""A number compared with an end of the range: one line, whatever the range turns out to be."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest

from propengine.engine.case import Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.decision import NoticeKind
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.notation.faults import RulesetFaults
from tests.support import a_case, an_offence, ruleset_of

REVIEW = """
facts:
  grave: {type: boolean, question: {en: x}}
  served_of_new_maximum: {type: number, derive: {share: [served, range.final.max]}}
steps:
  double: {provision: art. 2, mark: V, phase: first, when: {grave: true}, move: {scale: 2}}
programmes:
  release:
    name: {en: release}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
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


@pytest.mark.parametrize("disputed", ["served", "term"])
@pytest.mark.parametrize("whole", ["term", "range.final.max"])
def test_a_share_of_what_is_disputed_is_not_known_without_it(
    tmp_path: Path, handles: Handles, whole: str, disputed: str
) -> None:
    """Where a length is not as stated, nothing is left of how it compared with another or with the range."""
    text = REVIEW.replace("range.final.max", whole).replace(
        "  grave:", "  term: {type: duration, question: {en: x}}\n  grave:"
    )
    ruleset = ruleset_of(tmp_path, text + an_offence(ends="{min: 6 m, max: 2 y}"))
    facts = {"served": StatedFact("730 d"), "term": StatedFact("2 y"), "grave": StatedFact(value=False)}
    case = replace(a_case(), facts={**facts, disputed: replace(facts[disputed], standing=Standing.DISPUTED)})
    decision = decide(case, ruleset, handles)

    reads = disputed in {"served", whole}
    assert ["eligible", "undetermined"][: 1 + reads] == sorted(map(status, decision.outcomes))


IMPOSED = """
facts:
  imposed_of_most: {type: number, derive: {share: [imposed_sentence, range.final.max]}}
programmes:
  review:
    name: {en: review}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {imposed_of_most: {more_than: 1}}}}
offences:
"""


@pytest.mark.parametrize(
    ("imposed", "expected", "across"),
    [
        ("36 m", "closed", False),
        ("37 m", "eligible", False),
        ("1095 d", "closed", True),  # 36 months have 1,095 or 1,096 days
        ("1096 d", "eligible", True),
    ],
)
def test_what_was_compared_across_units_is_told(
    tmp_path: Path, handles: Handles, imposed: str, expected: str, *, across: bool
) -> None:
    """A share of an end of the range is known only with the range; the decision tells it all the same."""
    ruleset = ruleset_of(tmp_path, IMPOSED + an_offence(ends="{min: 6 m, max: 36 m}"))
    decision = decide(a_case(facts={"imposed_sentence": imposed}), ruleset, handles)
    told = [notice.subjects for notice in decision.notices if notice.kind is NoticeKind.UNITS_OF_TIME]

    (outcome,) = decision.outcomes
    assert (expected, [("facts[imposed_sentence]",)] * across) == (status(outcome), told)


HALF_SERVED = """
facts:
  share: {type: number, derive: {share: [served, imposed_sentence]}}
programmes:
  leave:
    name: {en: leave}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {share: {at_least: 1/2}}}}
offences:
"""
AGREED = """
facts:
  agreed: {type: duration, question: {en: how long?}}
steps:
  agreed: {provision: art. 2, mark: V, phase: third, move: {put: {stated: agreed}}}
programmes:
  leave:
    name: {en: leave}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {agreed: {less_than: 20 m}}}}
    force: must
notices:
  short: {provision: art. 4, mark: V, flag: review, text: {en: short}, when: {agreed: {at_least: 20 m}}}
offences:
"""


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law under which the court fixes a length that conditions compare, too."""
    return ruleset_of(tmp_path_factory.mktemp("law"), AGREED + an_offence(ends="{min: 6 m, max: 2 y}"))


@pytest.mark.parametrize(
    ("length", "months", "expected"),
    [
        ("19 m", 19, "eligible"),
        ("19 m 29 d", Fraction(599, 30), "closed"),  # may be 20 months, in a February
        ("20 m", 20, "closed"),
        ("599 d", Fraction(599, 30), "eligible"),  # 20 months have 607 days at least
    ],
)
def test_what_the_court_fixed_is_as_long_as_it_is_stated(
    agreed: Ruleset, handles: Handles, length: str, months: Fraction, expected: str
) -> None:
    """By the calendar of the law, however it compares with a limit."""
    outcome = outcome_of(agreed, handles, agreed=length)

    final = outcome.checkpoints[Checkpoint.FINAL]
    assert (months, months, expected) == (final.min.months, final.max.months, status(outcome))


@pytest.mark.parametrize(
    ("length", "months", "across"),
    [
        ("366 d", 12, True),  # a year may have 366 days
        ("365 d", 12, True),
        ("360 d", 12, False),  # by the calendar of the law, and less than any year
        ("181 d", Fraction(181, 30), True),  # six months have 181 to 184 days
        ("6 m", 6, False),
        ("12 m", 12, False),
    ],
)
def test_what_may_lie_within_the_range_is_a_point_of_it(
    tmp_path: Path, handles: Handles, length: str, months: Fraction, *, across: bool
) -> None:
    """Whatever its units; where it may lie beyond, it is taken to be what lies within, and told."""
    ruleset = ruleset_of(tmp_path, AGREED + an_offence(ends="{min: 6 m, max: 12 m}"))
    decision = decide(a_case(facts={"agreed": length}), ruleset, handles)
    told = [notice.subjects for notice in decision.notices if notice.kind is NoticeKind.UNITS_OF_TIME]

    (outcome,) = decision.outcomes
    final = outcome.checkpoints[Checkpoint.FINAL]
    assert (months, months, [("facts[agreed]",)] * across) == (final.min.months, final.max.months, told)


@pytest.mark.parametrize("length", ["367 d", "180 d", "12 m 1 d", "5 m 27 d"])
def test_what_cannot_lie_within_the_range_is_refused(tmp_path: Path, handles: Handles, length: str) -> None:
    """No year has 367 days, and no six months 180."""
    ruleset = ruleset_of(tmp_path, AGREED + an_offence(ends="{min: 6 m, max: 12 m}"))

    with pytest.raises(CaseRefusedError) as refused:
        decide(a_case(facts={"agreed": length}), ruleset, handles)
    assert [(Reason.OUTSIDE_BOUNDS, "facts[agreed]")] == [(r.reason, r.path) for r in refused.value.refusals]


@pytest.mark.parametrize(
    ("served", "told"),
    [
        ("500 d", []),  # half of three years is 547 days at least
        ("560 d", []),
        ("548 d", [("facts[served]", "facts[imposed_sentence]")]),
    ],
)
def test_a_share_of_other_units_is_told_only_where_they_leave_it_open(
    tmp_path: Path, handles: Handles, served: str, told: list[tuple[str, ...]]
) -> None:
    """Where the order is certain, nothing was taken to be anything."""
    ruleset = ruleset_of(tmp_path, HALF_SERVED + an_offence(ends="{min: 1 y, max: 4 y}"))
    facts = {"served": served, "imposed_sentence": "3 y"}
    notices = decide(a_case(facts=facts), ruleset, handles).notices

    assert told == [notice.subjects for notice in notices if notice.kind is NoticeKind.UNITS_OF_TIME]


def test_a_length_that_is_disputed_fixes_nothing_without_it(agreed: Ruleset, handles: Handles) -> None:
    """As stated it is the point; without it the range stays open."""
    case = replace(a_case(), facts={"agreed": StatedFact("19 m 29 d", Standing.DISPUTED)})
    decision = decide(case, agreed, handles)

    finals = [outcome.checkpoints[Checkpoint.FINAL] for outcome in decision.outcomes]
    point = Fraction(599, 30)
    assert {(point, point), (6, 24)} == {(final.min.months, final.max.months) for final in finals}


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


WEIGHED = """
facts:
  minor: {type: integer, question: {en: how many?}}
  grave: {type: integer, question: {en: how many?}}
  points: {type: integer, derive: {sum: [{of: minor}, {of: grave, times: 3}]}}
steps:
  many: {provision: art. 2, mark: V, phase: first, when: {points: {at_least: 6}}, move: {scale: 2}}
offences:
"""


def test_what_a_derived_number_is_made_of_is_decisive_and_not_the_number(
    tmp_path: Path, handles: Handles
) -> None:
    """Nobody states how many points there are: two grave ones make six."""
    decision = decide(a_case(facts={"minor": 0}), ruleset_of(tmp_path, WEIGHED + an_offence()), handles)

    assert [("grave", 2)] == [(s.fact, s.value) for found in decision.decisive for s in found.statements]


def test_a_share_is_never_what_would_decide(tmp_path: Path, handles: Handles) -> None:
    """How much was served would, of a sentence that is known."""
    ruleset = ruleset_of(tmp_path, HALF_SERVED + an_offence(ends="{min: 1 y, max: 4 y}"))
    decision = decide(a_case(facts={"imposed_sentence": "3 y"}), ruleset, handles)

    assert [("served", 18)] == [(s.fact, s.value) for found in decision.decisive for s in found.statements]


def test_a_derived_number_that_is_stated_is_told(tmp_path: Path, handles: Handles) -> None:
    """What it is made of is not known then, and what contradicts it falls away."""
    decision = decide(a_case(facts={"points": 6}), ruleset_of(tmp_path, WEIGHED + an_offence()), handles)

    assert [("points",)] == [n.subjects for n in decision.notices if n.kind is NoticeKind.STATED_CONCLUSION]


def test_a_share_of_the_mean_of_a_range(tmp_path: Path, handles: Handles) -> None:
    """Half of the mean of one to two years is nine months, as a review of a sentence counts it."""
    text = """
    facts:
      share: {type: number, derive: {share: [served, range.final.mean]}}
    programmes:
      early:
        name: {en: early}
        provision: art. 4
        mark: V
        stage: [sentencing]
        approach: [diversion]
        origin: legislative
        gates: {legal: {when: {share: {at_least: 1/2}}}}
    """
    ruleset = ruleset_of(tmp_path, dedent(text) + "offences:\n" + an_offence())
    found = {}
    for served in ("9 m", "8 m 29 d"):
        (outcome,) = decide(a_case(facts={"served": served}), ruleset, handles).outcomes
        (programme,) = outcome.programmes
        found[served] = programme.status.value

    assert {"9 m": "eligible", "8 m 29 d": "closed"} == found
