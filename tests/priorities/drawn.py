"""Criteria and cases as plain data, drawn; and what they mean, worked out without the program.

Numbers are answered in quarters of the cap and above it, so that ends meet often.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st

from propengine.priorities.cases import Case
from propengine.priorities.criteria import Criteria

TEXT = {"en": "x"}
CAP = 4
WORDS = ("none", "some", "all")


@dataclass(frozen=True)
class Drawn:
    """What was drawn.

    Attributes:
        ways: by criterion: yes_no, words or number.
        weights: by criterion.
        answers: by case and criterion; what is open is absent.
    """

    ways: Mapping[str, str]
    weights: Mapping[str, Fraction]
    answers: Mapping[str, Mapping[str, str | Fraction]]

    @property
    def criteria(self) -> Criteria:
        return Criteria.model_validate(
            {"title": TEXT, "criteria": {id_: self._criterion(id_) for id_ in self.ways}}
        )

    def _criterion(self, id_: str) -> dict[str, Any]:
        ways = {
            "yes_no": "yes_no",
            "words": {"words": [{"word": word, "name": TEXT} for word in WORDS]},
            "number": {"unit": TEXT, "cap": CAP},
        }
        rest = {"name": TEXT, "question": TEXT, "why": TEXT, "source": "x"}
        return {**rest, "answer": ways[self.ways[id_]], "weight": str(self.weights[id_])}

    @property
    def cases(self) -> list[Case]:
        return [Case(number, None, answers) for number, answers in self.answers.items()]

    def worth(self, id_: str, answer: str | Fraction) -> Fraction:
        """Return what an answer counts for, said in another way than the program says it."""
        match self.ways[id_]:
            case "yes_no":
                share = {"yes": Fraction(1), "no": Fraction(0)}[str(answer)]
            case "words":
                share = {"none": Fraction(0), "some": Fraction(1, 2), "all": Fraction(1)}[str(answer)]
            case _:
                share = Fraction(1) if Fraction(answer) > CAP else Fraction(answer) / CAP
        return share * self.weights[id_]

    def choices(self, id_: str) -> tuple[Fraction, ...]:
        """Return what answers may count for: of numbers, all at or between which something changes."""
        weight = self.weights[id_]
        if self.ways[id_] != "number":
            steps = {"yes_no": (0, 1), "words": (0, Fraction(1, 2), 1)}[self.ways[id_]]
            return tuple(step * weight for step in steps)
        ends = {Fraction(0), weight}
        sums = {end for number in self.answers for end in self.ends(number)}
        ends |= {a - b + c for a, b in product(sums, repeat=2) for c in (0, weight, -weight)}
        within = sorted(end for end in ends if 0 <= end <= weight)
        between = {(a + b) / 2 for a, b in pairwise(within)}
        return tuple(sorted({*within, *between}))

    def ends(self, number: str) -> tuple[Fraction, Fraction]:
        """Return the least and the most points of a case."""
        known = sum((self.worth(id_, answer) for id_, answer in self.answers[number].items()), Fraction(0))
        return known, known + sum(self.weights[id_] for id_ in self.open(number))

    def open(self, number: str) -> list[str]:
        return [id_ for id_ in self.ways if id_ not in self.answers[number]]

    def completions(self) -> Iterator[dict[str, Fraction]]:
        """Yield the points of every case for every way to answer what is open, at the ends of numbers."""
        asked = [(number, id_) for number in self.answers for id_ in self.open(number)]
        few = [
            (Fraction(0), self.weights[id_]) if self.ways[id_] == "number" else self.choices(id_)
            for _, id_ in asked
        ]
        for answered in product(*few):
            points = {number: self.ends(number)[0] for number in self.answers}
            for (number, _), more in zip(asked, answered, strict=True):
                points[number] += more
            yield points


def rank_of(number: str, points: Mapping[str, Fraction]) -> int:
    return 1 + sum(theirs > points[number] for theirs in points.values())


@st.composite
def drawn(draw: st.DrawFn, most_cases: int = 4, most_open: int = 5) -> Drawn:
    ids = draw(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True))
    ways = {id_: draw(st.sampled_from(["yes_no", "words", "number"])) for id_ in ids}
    weights = {id_: draw(st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3)])) for id_ in ids}
    numbers = [f"2013-{i}" for i in range(draw(st.integers(1, most_cases)))]
    asked = [(number, id_) for number in numbers for id_ in ids]
    count = min(len(asked), most_open)
    left_out = set(draw(st.lists(st.sampled_from(asked), max_size=count, unique=True)))
    answer: dict[str, st.SearchStrategy[Any]] = {
        "yes_no": st.sampled_from(["yes", "no"]),
        "words": st.sampled_from(WORDS),
        "number": st.integers(0, 5).map(Fraction),
    }
    answers = {
        number: {id_: draw(answer[ways[id_]]) for id_ in ids if (number, id_) not in left_out}
        for number in numbers
    }
    return Drawn(ways, weights, answers)
