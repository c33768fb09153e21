"""The ranking: which rank each case has, or between which ranks it is while answers are missing."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from propengine.priorities.cases import Case
from propengine.priorities.criteria import Criteria
from propengine.priorities.scores import Score, score
from propengine.priorities.settling import Others, Settling, settling


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
    tied: Others
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


class _Span(NamedTuple):
    """The points of a case, each end by its place among all ends: as exact, and quick for a long list."""

    number: str
    least: int
    most: int


def rank(cases: Iterable[Case], criteria: Criteria) -> Ranking:
    """Rank cases, each with a number of its own; their order, and that of the criteria, changes nothing."""
    by_number = {case.number: case for case in sorted(cases, key=lambda case: case.number)}
    scores = {number: score(case, criteria) for number, case in by_number.items()}
    spans = _spans(scores)
    by_least, by_most = sorted(one.least for one in spans), sorted(one.most for one in spans)
    sure: dict[int, list[str]] = {}
    for one in spans:
        if one.least == one.most:
            sure.setdefault(one.least, []).append(one.number)
    ranked = []
    for number, least, most in spans:
        best = 1 + len(spans) - bisect_right(by_least, most)
        itself = least < most  # counted among those whose most is above its least
        worst = 1 + len(spans) - bisect_right(by_most, least) - itself
        tied = [] if itself else [other for other in sure[least] if other != number]
        settled = None
        if best < worst:  # `may_be_above`, asked of places
            above = (other for other, low, high in spans if high > least and low <= most)
            unclear = [other for other in above if other != number]
            settled = settling(number, unclear, scores, criteria)
        ranked.append(Ranked(by_number[number], scores[number], best, worst, Others.of(tied), settled))
    ranked.sort(key=lambda one: (one.best, one.worst, one.case.number))
    return Ranking(criteria, tuple(ranked))


def _spans(scores: Mapping[str, Score]) -> list[_Span]:
    every = {end for one in scores.values() for end in (one.points.least, one.points.most)}
    place = {end: i for i, end in enumerate(sorted(every))}
    return [_Span(number, place[one.points.least], place[one.points.most]) for number, one in scores.items()]
