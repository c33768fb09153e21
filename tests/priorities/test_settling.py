from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import example, given

from propengine.priorities.ranking import Ranked, rank
from propengine.priorities.settling import MOST_NAMED, Others, Question
from tests.priorities.drawn import Drawn, drawn

Ends = Mapping[str, tuple[Fraction, Fraction]]


def has_one_rank(number: str, ends: Ends) -> bool:
    """Say whether a case has one rank, from the least and most points of all."""
    least, most = ends[number]
    others = [theirs for other, theirs in ends.items() if other != number]
    return sum(theirs[0] > most for theirs in others) == sum(theirs[1] > least for theirs in others)


def answered(of: Drawn, questions: list[Question]) -> Iterator[Ends]:
    """Yield the least and most points of all cases for every way to answer some questions."""
    ends = {number: of.ends(number) for number in of.answers}
    for worths in product(*(of.choices(one.criterion) for one in questions)):
        now = dict(ends)
        for one, worth in zip(questions, worths, strict=True):
            least, most = now[one.case]
            now[one.case] = (least + worth, most - of.weights[one.criterion] + worth)
        yield now


def by_number(of: Drawn) -> dict[str, Ranked]:
    return {one.case.number: one for one in rank(of.cases, of.criteria).ranked}


WEIGHTS = {"a": Fraction(2), "b": Fraction(1), "c": Fraction(1, 3)}
WAYS = {"a": "number", "b": "yes_no", "c": "yes_no"}
ONLY_IN_THE_MIDDLE = Drawn(WAYS, WEIGHTS, {"1": {"b": "no", "c": "no"}, "2": {"a": Fraction(2), "b": "no"}})
"""Of the first, neither nothing nor the cap leaves it open whether the second has more points."""
ONLY_AT_THE_CAP = Drawn(WAYS, WEIGHTS, {"1": {"a": Fraction(4), "b": "no"}, "2": {"c": "no"}})
"""Of the second, only numbers up to the cap leave it open whether it has more points than the first."""


@given(drawn())
@example(ONLY_IN_THE_MIDDLE)
@example(ONLY_AT_THE_CAP)
def test_a_question_alone_settles_the_rank_whatever_the_answer(of: Drawn) -> None:
    """Each that is listed does; each that is open and not listed has an answer after which it does not."""
    asked = [Question(number, id_) for number in of.answers for id_ in of.open(number)]
    for number, one in by_number(of).items():
        if one.settling is None:
            continue
        settle = {
            question
            for question in asked
            if all(has_one_rank(number, ends) for ends in answered(of, [question]))
        }

        assert settle == set(one.settling.alone)


@given(drawn(most_cases=3, most_open=3))
def test_all_together_settle_the_rank(of: Drawn) -> None:
    """Once the case itself and those not yet told from it are answered, its rank is one."""
    for number, one in by_number(of).items():
        if one.settling is None:
            continue
        questions = [Question(number, id_) for id_ in one.settling.own]
        questions += [Question(other, id_) for other in one.settling.others.first for id_ in of.open(other)]

        assert all(has_one_rank(number, ends) for ends in answered(of, questions))


@given(drawn())
def test_only_a_case_of_several_ranks_is_to_be_settled(of: Drawn) -> None:
    """What has one rank needs no answer, however much is not known of it."""
    for one in by_number(of).values():
        assert (one.best < one.worst) == (one.settling is not None)


def test_a_question_of_another_case_may_settle_it() -> None:
    """All is known of the first; the second has one open question, which tells them apart."""
    known = Drawn({"a": "yes_no"}, {"a": Fraction(2)}, {"1": {"a": "no"}, "2": {}})

    settling = by_number(known)["1"].settling

    assert settling is not None
    assert ((Question("2", "a"),), (), Others(1, ("2",))) == (settling.alone, settling.own, settling.others)


def test_two_open_cases_need_both_answers() -> None:
    """Neither answer alone tells two cases apart of which nothing is known."""
    neither = Drawn({"a": "yes_no"}, {"a": Fraction(2)}, {"1": {}, "2": {}})
    one_known = replace(neither, answers={"1": {"a": "yes"}, "2": {}})

    settling = by_number(neither)["1"].settling

    assert settling is not None
    assert ((), ("a",), Others(1, ("2",))) == (settling.alone, settling.own, settling.others)
    assert by_number(one_known)["1"].settling is None


def test_of_many_others_the_first_are_named() -> None:
    """A long list is not told anew beside each of its cases: how many they are, and the first of them."""
    many = Drawn({"a": "yes_no"}, {"a": Fraction(2)}, {f"{i:03}": {} for i in range(MOST_NAMED + 3)})

    settling = by_number(many)["000"].settling

    assert settling is not None
    assert MOST_NAMED + 2 == settling.others.count
    assert tuple(f"{i:03}" for i in range(1, MOST_NAMED + 1)) == settling.others.first
