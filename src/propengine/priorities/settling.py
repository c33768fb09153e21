"""Which questions, once answered, leave a case one rank.

A case has one rank when, of every other case, it is known whether that one has more points. What is not known
of two cases is independent, so each pair is looked at by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from propengine.priorities.criteria import Criteria, Criterion
from propengine.priorities.scores import Points, Score

MOST_NAMED: Final = 24
"""So many other cases are named beside a case."""


@dataclass(frozen=True, slots=True)
class Others:
    """Other cases, of which a long list would be told for each case of a long list.

    Attributes:
        count: how many they are.
        first: the first of them by number, at most `MOST_NAMED`.
    """

    count: int
    first: tuple[str, ...]

    @classmethod
    def of(cls, numbers: Sequence[str]) -> "Others":
        """Return cases that are given in order."""
        return cls(len(numbers), tuple(numbers[:MOST_NAMED]))


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A question that is not answered.

    Attributes:
        case: the number of the case.
        criterion: the id of the criterion that asks it.
    """

    case: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Settling:
    """What would leave a case one rank.

    Attributes:
        alone: the questions of which each does it alone, whatever the answer is; often none.
        own: the open questions of the case itself.
        others: the cases of which it is not known whether they have more points and whose questions are open.
            The answers to all of these and to `own` together always do it.
    """

    alone: tuple[Question, ...]
    own: tuple[str, ...]
    others: Others


def may_be_above(points: Points, other: Points) -> bool:
    """Say whether it is open that another case has more points: in some worlds it has, in others not."""
    return other.most > points.least and other.least <= points.most


def settling(
    number: str, unclear: Sequence[str], scores: Mapping[str, Score], criteria: Criteria
) -> Settling:
    """Return what would leave a case one rank that may have several.

    Args:
        number: that of the case.
        unclear: the cases that may be above it, and need not be, by number.
        scores: the points of all.
        criteria: what they are ranked by.
    """
    mine = scores[number].points
    alone = [
        Question(number, id_)
        for id_ in scores[number].open
        if not any(_stays(criteria.criteria[id_], mine, scores[other].points, own=True) for other in unclear)
    ]
    if len(unclear) == 1:  # an answer of another case moves that case alone
        (other,) = unclear
        alone += [
            Question(other, id_)
            for id_ in scores[other].open
            if not _stays(criteria.criteria[id_], scores[other].points, mine, own=False)
        ]
    others = Others.of([id_ for id_ in unclear if scores[id_].open])
    return Settling(tuple(alone), scores[number].open, others)


def _stays(criterion: Criterion, asked: Points, other: Points, *, own: bool) -> bool:
    """Say whether some answer leaves it open which of two cases has more points.

    Args:
        criterion: that whose question is answered.
        asked: the points of the case that it is answered of.
        other: those of the other.
        own: whether it is the rank of the asked case that is looked for.
    """
    for points in _worth_trying(criterion, asked, other):
        then = asked.answered(criterion.weight, points)
        if may_be_above(then, other) if own else may_be_above(other, then):
            return True
    return False


def _worth_trying(criterion: Criterion, asked: Points, other: Points) -> Iterator[Fraction]:
    """Yield what the answers count for; of all numbers, those at which something changes."""
    steps = criterion.steps()
    if steps is not None:
        yield from steps
        return
    # The answers that leave it open make one stretch, closed at one of its ends: there the most points of one
    # case are the least of the other. Where the answers begin or end, the stretch may be cut.
    meet = (other.least - asked.most + criterion.weight, other.most - asked.least)
    for points in (Fraction(0), criterion.weight, *meet):
        if 0 <= points <= criterion.weight:
            yield points
