import random
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.priorities.cases import Case
from propengine.priorities.criteria import Criteria
from propengine.priorities.ranking import Ranking, rank
from propengine.priorities.report import data_of
from tests.priorities.drawn import CAP, TEXT, Drawn, drawn, rank_of


def ranked(of: Drawn) -> Ranking:
    return rank(of.cases, of.criteria)


def spans(ranking: Ranking) -> dict[str, tuple[int, int]]:
    return {one.case.number: (one.best, one.worst) for one in ranking.ranked}


def cases(**answers: dict[str, str | Fraction]) -> list[Case]:
    return [Case(f"{name}-1", None, given_) for name, given_ in answers.items()]


TWO = Drawn({"a": "yes_no", "b": "number"}, {"a": Fraction(2), "b": Fraction(1, 3)}, {}).criteria


def test_points_are_exact() -> None:
    """A third of a point stays a third, and nothing counts above the cap."""
    ranking = rank(cases(x={"a": "no", "b": Fraction(1)}, y={"a": "yes", "b": Fraction(CAP + 7)}), TWO)

    points = {one.case.number: one.score.points.least for one in ranking.ranked}
    assert {"x-1": Fraction(1, 12), "y-1": Fraction(7, 3)} == points


def test_what_is_not_answered_is_not_nothing() -> None:
    """A case of which nothing is known may be the first or the last; no answer is no zero."""
    ranking = rank(cases(x={}, y={"a": "no", "b": Fraction(1)}, z={"a": "yes", "b": Fraction(1)}), TWO)

    assert {"x-1": (1, 3), "y-1": (2, 3), "z-1": (1, 2)} == spans(ranking)


def test_ties_are_ties() -> None:
    """Cases with the same points share a rank, and the next one is as many further down."""
    same: dict[str, str | Fraction] = {"a": "yes", "b": Fraction(1)}
    ranking = rank(cases(x=same, y=same, z={"a": "no", "b": Fraction(0)}), TWO)

    assert {"x-1": (1, 1), "y-1": (1, 1), "z-1": (3, 3)} == spans(ranking)
    assert {"x-1": ("y-1",), "y-1": ("x-1",), "z-1": ()} == {
        one.case.number: one.tied.first for one in ranking.ranked
    }


def test_the_same_open_question_is_no_tie() -> None:
    """Two cases with the same span of points may still differ."""
    ranking = rank(cases(x={"a": "yes"}, y={"a": "yes"}), TWO)

    assert {"x-1": (1, 2), "y-1": (1, 2)} == spans(ranking)
    assert [0, 0] == [one.tied.count for one in ranking.ranked]


def test_what_may_yet_be_more_is_no_tie() -> None:
    """A case that has the same points for now, and may have more, is not tied with one that is known."""
    ranking = rank(cases(x={"a": "yes", "b": Fraction(0)}, y={"a": "yes"}), TWO)

    assert {"x-1": (1, 2), "y-1": (1, 1)} == spans(ranking)
    assert [0, 0] == [one.tied.count for one in ranking.ranked]


@given(drawn())
def test_every_completion_is_within_the_span_and_both_ends_are_reached(of: Drawn) -> None:
    """No guess: the ranks that a case may have are those that some answers give it."""
    found: dict[str, list[int]] = {number: [] for number in of.answers}
    for points in of.completions():
        for number, ranks in found.items():
            ranks.append(rank_of(number, points))

    assert {number: (min(ranks), max(ranks)) for number, ranks in found.items()} == spans(ranked(of))


@given(drawn())
def test_contributions_add_up_to_the_points(of: Drawn) -> None:
    """Every point of a case is shown under the criterion that gives it."""
    for one in ranked(of).ranked:
        parts = [part.points for part in one.score.contributions]
        ends = (sum(part.least for part in parts), sum(part.most for part in parts))

        assert of.ends(one.case.number) == (one.score.points.least, one.score.points.most) == ends


@given(drawn(), st.randoms())
def test_order_does_not_matter(of: Drawn, chance: random.Random) -> None:
    """Of cases, of criteria, of answers: what is printed is the same to the byte."""
    ids, numbers = list(of.ways), list(of.answers)
    chance.shuffle(ids)
    chance.shuffle(numbers)
    other = Drawn(
        {id_: of.ways[id_] for id_ in ids},
        of.weights,
        {number: dict(reversed(list(of.answers[number].items()))) for number in numbers},
    )

    assert repr(data_of(ranked(of))) == repr(data_of(ranked(other)))


@pytest.mark.requirement("S-190")
def test_cases_of_one_structure_stand_together() -> None:
    """Offences are products of structures: the cases of one can be looked at side by side."""
    listed = [Case("1", "river", {}), Case("2", None, {}), Case("3", "river", {}), Case("4", "hill", {})]

    structures = rank(listed, TWO).structures

    assert ["hill", "river"] == list(structures)
    assert ["1", "3"] == [one.case.number for one in structures["river"]]


def test_a_heavier_criterion_comes_first() -> None:
    """Contributions stand by weight, not as the file has them."""
    (one,) = rank([Case("1", None, {})], TWO).ranked

    assert ["a", "b"] == [part.criterion for part in one.score.contributions]
    turned = Criteria.model_validate(
        {"title": TEXT, "criteria": dict(reversed(TWO.model_dump()["criteria"].items()))}
    )
    (other,) = rank([Case("1", None, {})], turned).ranked
    assert one.score == other.score
