"""What the source documents ask of the order of cases: criteria, weights by tier, structures."""

from fractions import Fraction
from pathlib import Path

import pytest

from propengine.priorities.cases import Case
from propengine.priorities.conflicts import Conflict, Kind, conflicts
from propengine.priorities.criteria import Answer, Criteria
from propengine.priorities.loading import load_criteria
from propengine.priorities.ranking import Ranking, rank
from propengine.priorities.report import data_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "priorities" / "criteria.yaml"
ALIKE: dict[str, Answer] = {"impact": Fraction(1), "structure": "isolated", "strategic_objective": "no"}


def numbers(ranking: Ranking) -> list[str]:
    """Return the numbers of the cases in the order in which they come."""
    return [one.case.number for one in ranking.ranked]


@pytest.mark.requirement("S-188")
def test_cases_are_ranked_by_declared_criteria_and_weights_as_advice() -> None:
    """Other weights, another order; the ranking says that a person decides, and what it does not touch."""
    declared = load_criteria(EXAMPLE)
    wide: dict[str, Answer] = {**ALIKE, "impact": Fraction(10), "chain_of_command": "possession"}
    high: dict[str, Answer] = {**ALIKE, "chain_of_command": "leading"}
    cases = [Case("high", None, high), Case("wide", None, wide)]
    ranking = rank(cases, declared)

    assert ["wide", "high"] == numbers(ranking)
    assert ["high", "wide"] == numbers(rank(cases, with_weight(declared, "impact", "1/2")))
    assert "a person decides" in str(data_of(ranking)["advice"])
    assert "shares nothing with classification or sanction" in str(data_of(ranking)["advice"])


def with_weight(criteria: Criteria, id_: str, weight: str) -> Criteria:
    """Return criteria with the weight of one of them changed."""
    changed = criteria.criteria[id_].model_copy(update={"weight": Fraction(weight)})
    return criteria.model_copy(update={"criteria": {**criteria.criteria, id_: changed}})


@pytest.mark.requirement("S-189")
def test_the_case_of_a_consumer_weighs_less_than_that_of_a_leader() -> None:
    """All else alike, the tier alone makes the difference, and each tier weighs more than the one below."""
    tiers = ("possession", "supply", "organising", "leading")
    cases = [Case(tier, None, {**ALIKE, "chain_of_command": tier}) for tier in tiers]
    ranking = rank(cases, load_criteria(EXAMPLE))
    points = {one.case.number: one.score.points.least for one in ranking.ranked}

    assert points["possession"] < points["supply"] < points["organising"] < points["leading"]
    assert list(reversed(tiers)) == numbers(ranking)


@pytest.mark.requirement("S-190")
def test_cases_of_one_criminal_structure_are_seen_together() -> None:
    """Whatever their ranks; a case that is linked to none stands in no list."""
    cases = [
        Case("1", "river", {**ALIKE, "chain_of_command": "leading"}),
        Case("2", None, {**ALIKE, "chain_of_command": "supply"}),
        Case("3", "river", {**ALIKE, "chain_of_command": "possession"}),
    ]
    structures = rank(cases, load_criteria(EXAMPLE)).structures

    assert {"river": ["1", "3"]} == {id_: [one.case.number for one in of] for id_, of in structures.items()}


@pytest.mark.requirement("S-194")
def test_where_an_office_and_the_police_share_objectives_what_does_not_fit_is_told() -> None:
    """The police weigh structure above impact; alike they have nothing to settle."""
    prosecution = load_criteria(EXAMPLE)
    police = with_weight(prosecution, "structure", "5")

    assert [] == list(conflicts(prosecution, prosecution))
    assert [Conflict(Kind.ORDER, ("impact", "structure"))] == list(conflicts(prosecution, police))
    assert [Conflict(Kind.ORDER, ("structure", "impact"))] == [
        one for one in conflicts(police, prosecution) if "impact" in one.criteria
    ]
