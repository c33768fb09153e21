"""The ranking: which rank each case has, or between which ranks it is while answers are missing."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from propengine.priorities.cases import Case
from propengine.priorities.criteria import Criteria
from propengine.priorities.scores import Points, Score, score
from propengine.priorities.settling import Settling, settling


@dataclass(frozen=True, slots=True)
class Ranked:
    """A case with its rank: one more than the number of cases with more points.

    Attributes:
        case: the case.
        score: its points by criterion.
        best: the best rank that some answers to what is open give it.
        worst: the worst.
        tied: the other cases that have the same points for certain.
        settling: which questions would leave it one rank; None where it has one.
    """

    case: Case
    score: Score
    best: int
    worst: int
    tied: tuple[str, ...]
    settling: Settling | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Cases in the order in which they come, by best rank, then by worst rank, then by number.

    Attributes:
        criteria: what they were ranked by.
        ranked: the cases.
    """

    criteria: Criteria
    ranked: tuple[Ranked, ...]

    @property
    def structures(self) -> Mapping[str, list[Ranked]]:
        """Return the cases of each criminal structure, by its id."""
        found: dict[str, list[Ranked]] = {}
        for one in self.ranked:
            if one.case.structure is not None:
                found.setdefault(one.case.structure, []).append(one)
        return dict(sorted(found.items()))


def rank(cases: Iterable[Case], criteria: Criteria) -> Ranking:
    """Rank cases; the order in which they and the criteria are given changes nothing."""
    by_number = {case.number: case for case in sorted(cases, key=lambda case: case.number)}
    scores = {number: score(case, criteria) for number, case in by_number.items()}
    least = sorted(found.points.least for found in scores.values())
    most = sorted(found.points.most for found in scores.values())
    equal: dict[Points, list[str]] = {}
    for number, found in scores.items():
        equal.setdefault(found.points, []).append(number)
    ranked = []
    for number, case in by_number.items():
        mine = scores[number].points
        best = 1 + len(least) - bisect_right(least, mine.most)
        itself = not mine.known  # counted among those whose most is above its least
        worst = 1 + len(most) - bisect_right(most, mine.least) - itself
        tied = tuple(other for other in equal[mine] if other != number) if mine.known else ()
        settled = settling(number, scores, criteria) if best < worst else None
        ranked.append(Ranked(case, scores[number], best, worst, tied, settled))
    ranked.sort(key=lambda one: (one.best, one.worst, one.case.number))
    return Ranking(criteria, tuple(ranked))
