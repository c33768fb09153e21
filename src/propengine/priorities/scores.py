"""Points: what the answers of one case count for, and how far what is not known may carry them. All exact."""

from dataclasses import dataclass
from fractions import Fraction

from propengine.priorities.cases import Case
from propengine.priorities.criteria import Answer, Criteria, Criterion


@dataclass(frozen=True, slots=True)
class Points:
    """The least and the most that something counts for; one number where all is known.

    Attributes:
        least: if what is not known counts for nothing.
        most: if it counts for its whole weight.
    """

    least: Fraction
    most: Fraction

    @property
    def known(self) -> bool:
        """Say whether they are one number."""
        return self.least == self.most

    def answered(self, weight: Fraction, points: Fraction) -> "Points":
        """Return these once a question of some weight, which was open, counts for so many points."""
        return Points(self.least + points, self.most - weight + points)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion gives a case.

    Attributes:
        criterion: its id.
        answer: the answer; None when it is not known.
        points: what that counts for.
    """

    criterion: str
    answer: Answer | None
    points: Points


@dataclass(frozen=True, slots=True)
class Score:
    """The points of a case, criterion by criterion, the heaviest first.

    Attributes:
        contributions: one for each criterion.
        points: their sum.
    """

    contributions: tuple[Contribution, ...]
    points: Points

    @property
    def open(self) -> tuple[str, ...]:
        """Return the criteria whose questions are not answered."""
        return tuple(one.criterion for one in self.contributions if one.answer is None)


def score(case: Case, criteria: Criteria) -> Score:
    """Return the points of a case."""
    contributions = tuple(
        _contribution(id_, criterion, case.answers.get(id_)) for id_, criterion in criteria.heaviest_first
    )
    least = sum((one.points.least for one in contributions), Fraction(0))
    most = sum((one.points.most for one in contributions), Fraction(0))
    return Score(contributions, Points(least, most))


def _contribution(id_: str, criterion: Criterion, answer: Answer | None) -> Contribution:
    if answer is None:
        return Contribution(id_, None, Points(Fraction(0), criterion.weight))
    points = criterion.points(answer)
    return Contribution(id_, answer, Points(points, points))
