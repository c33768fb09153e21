"""What was imposed and served: the parts of it, what contradicts it, and how it stands to the range."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from propengine.engine.case import Case, RawValue, Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.engine.serving import Meets, TimeServed, time_served
from propengine.law.ruleset import Ruleset
from tests.support import a_case, ruleset_of

LAW = """
facts:
  part: {type: number, derive: {share: [served, imposed_sentence]}}
  fined: {type: boolean, question: {en: x}}
programmes:
  release:
    name: {en: release}
    provision: art. 2
    mark: V
    stage: [post_sentence]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {part: {at_least: 1/2}}}}
offences:
  held:
    name: {en: held}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    sanction: {custody: {ends: {min: 2 y, max: 4 y}}}
  grown:
    name: {en: grown}
    provision: art. 1
    mark: V
    classification: personal_use
    liability: administrative
    when: {conduct: cultivation}
    sanction: {response: {name: {en: a warning}}}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law of two to four years, and of a warning."""
    return ruleset_of(tmp_path_factory.mktemp("serving"), LAW)


def serving(facts: Mapping[str, RawValue], conduct: str = "possession") -> Case:
    """Return a case after the sentence."""
    return replace(a_case(facts=facts, conduct=conduct), stage="post_sentence")


def found(case: Case, ruleset: Ruleset, handles: Handles) -> TimeServed | None:
    """Return what is told of the time served."""
    (outcome,) = decide(case, ruleset, handles).outcomes
    return time_served(outcome)


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        ("23 m", Meets.BELOW_LEAST),
        ("24 m", Meets.LEAST_REACHED),
        ("47 m", Meets.LEAST_REACHED),
        ("48 m", Meets.MOST_REACHED),
        ("1460 d", Meets.MOST_REACHED),  # may be four years, less a leap day: in the person's favour
        ("1450 d", Meets.LEAST_REACHED),
    ],
)
def test_the_time_served_is_compared_with_both_ends(
    law: Ruleset, handles: Handles, served: str, expected: Meets
) -> None:
    """Two to four years: at an end it is reached."""
    told = found(serving({"imposed_sentence": "5 y", "served": served}), law, handles)

    assert told is not None
    assert expected is told.meets


def test_the_parts_are_told_apart_and_make_the_whole(law: Ruleset, handles: Handles) -> None:
    """Twenty months since the sentence and four before it are two of four years: half is served."""
    facts = {"imposed_sentence": "4 y", "served_since_sentence": "20 m", "remand_credit": "4 m"}
    (outcome,) = decide(serving(facts), law, handles).outcomes
    told = time_served(outcome)

    assert told is not None
    assert {
        "imposed_sentence": Fraction(48),
        "served": Fraction(24),
        "served_since_sentence": Fraction(20),
        "remand_credit": Fraction(4),
    } == dict(told.lengths)
    assert Meets.LEAST_REACHED is told.meets
    assert ["eligible"] == [verdict.status.value for verdict in outcome.programmes]


def test_one_part_is_not_the_whole(law: Ruleset, handles: Handles) -> None:
    """What is not stated of the other is not taken for nothing."""
    told = found(serving({"imposed_sentence": "4 y", "remand_credit": "30 m"}), law, handles)

    assert told is not None
    assert Meets.NOT_KNOWN is told.meets


def test_nothing_is_told_before_the_sentence_or_where_nothing_is_stated(
    law: Ruleset, handles: Handles
) -> None:
    """At sentencing nothing was served; and silence is no statement."""
    assert found(a_case(facts={"imposed_sentence": "3 y"}), law, handles) is None
    assert found(serving({}), law, handles) is None


def test_an_offence_without_custody(law: Ruleset, handles: Handles) -> None:
    """There is no range that the time served could meet."""
    told = found(serving({"imposed_sentence": "3 y", "served": "1 y"}, "cultivation"), law, handles)

    assert told is not None
    assert (None, Meets.NO_CUSTODY) == (told.range, told.meets)


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"imposed_sentence": "12 m", "served": "13 m"}, "facts[served]"),
        ({"imposed_sentence": "12 m", "served": "367 d"}, "facts[served]"),
        (
            {"imposed_sentence": "12 m", "served_since_sentence": "9 m", "remand_credit": "4 m"},
            "facts[served]",
        ),
        ({"served": "9 m", "served_since_sentence": "9 m", "remand_credit": "1 m"}, "facts[served]"),
        ({"served": "9 m", "remand_credit": "10 m"}, "facts[remand_credit]"),
        ({"imposed_sentence": "9 m", "remand_credit": "10 m"}, "facts[remand_credit]"),
    ],
)
def test_a_part_longer_than_its_whole_is_contradictory(
    law: Ruleset, handles: Handles, facts: dict[str, RawValue], path: str
) -> None:
    """More served than imposed, and parts that make another whole, are refused with words."""
    with pytest.raises(CaseRefusedError) as error:
        decide(serving(facts), law, handles)

    assert [(Reason.CONTRADICTORY_FACTS, path)] == [(r.reason, r.path) for r in error.value.refusals]


@pytest.mark.parametrize("facts", [{"served": "12 m"}, {"served": "366 d"}, {"served": "365 d"}])
def test_all_of_it_may_be_served(law: Ruleset, handles: Handles, facts: dict[str, RawValue]) -> None:
    """A year may have 366 days: what may be equal is not more."""
    told = found(serving({"imposed_sentence": "1 y", **facts}), law, handles)

    assert told is not None
    assert Meets.BELOW_LEAST is told.meets


def test_what_is_disputed_is_no_contradiction(law: Ruleset, handles: Handles) -> None:
    """One of the two is wrong, and the dispute says which may be; nothing is said of the range."""
    case = serving({"imposed_sentence": "12 m"})
    served = StatedFact("13 m", Standing.DISPUTED)
    outcomes = decide(replace(case, facts={**case.facts, "served": served}), law, handles).outcomes

    assert {Meets.NOT_KNOWN} == {told.meets for o in outcomes if (told := time_served(o)) is not None}
