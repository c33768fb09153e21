"""Criteria: what an office declares that it goes by, what each weighs, and who says so."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from propengine.law.durations import ExactNumber, read_number
from propengine.law.elements import Id, Part, Sentence, Texts, each_once
from propengine.law.faults import Expected
from propengine.law.numerals import decimal

YES: Literal["yes"] = "yes"
NO: Literal["no"] = "no"


def _above_zero(number: Fraction) -> Fraction:
    if not number:
        raise Expected("a number above 0", decimal(number))
    return number


AboveZero = Annotated[ExactNumber, AfterValidator(_above_zero)]
"""An exact number that is more than 0: what weighs nothing is no criterion."""


class Word(Part):
    """One of the words that a question may be answered with.

    Attributes:
        word: the word as cases write it.
        name: what it is called.
    """

    word: Id
    name: Texts


class OfWords(Part):
    """Answered with one of a list of words, the least first.

    Attributes:
        words: the words. They stand at equal distances: the first counts for nothing, the last for the whole
            weight.
    """

    words: Annotated[list[Word], Field(min_length=2), each_once("word")]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the words as cases write them, the least first."""
        return tuple(word.word for word in self.words)


class OfNumber(Part):
    """Answered with an exact number.

    Attributes:
        unit: what is counted.
        cap: the number from which the answer counts for the whole weight; below, in proportion.
    """

    unit: Texts
    cap: AboveZero


def _sort(way: object) -> str | None:
    """Return which way a value is meant to be; None when it is none."""
    match way:
        case "yes_no":
            return "yes_no"
        case OfWords() | {"words": _}:
            return "of_words"
        case OfNumber() | {"unit": _} | {"cap": _}:
            return "of_number"
        case _:
            return None


def _one_way(value: object) -> object:
    if _sort(value) is None:
        raise Expected("yes_no, or words, or unit and cap", _shown(value))
    return value


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, dict | list) else str(value)


Way = Annotated[
    Annotated[Literal["yes_no"], Tag("yes_no")]
    | Annotated[OfWords, Tag("of_words")]
    | Annotated[OfNumber, Tag("of_number")],
    Discriminator(_sort),
    BeforeValidator(_one_way),
]
"""How a question is answered: yes or no, with one of some words, or with a number."""

Answer: TypeAlias = str | Fraction
"""Yes, no or another word; or a number."""


class Criterion(Part):
    """One thing by which cases are ranked.

    Attributes:
        name: what it is called.
        question: what is asked of each case.
        answer: how it is answered: `yes_no`, `words`, or `unit` and `cap`.
        weight: the points that the fullest answer is worth.
        why: why the office goes by it.
        source: who says so: a resolution, a policy, a report.
    """

    name: Texts
    question: Texts
    answer: Way
    weight: AboveZero
    why: Texts
    source: Sentence

    def read(self, value: object) -> Answer:
        """Read an answer as a file writes it.

        Raises:
            Expected: it is no answer to this question.
        """
        match self.answer:
            case OfNumber():
                return read_number(value)
            case OfWords() as way:
                return _one_of(way.ids, value)
            case _:
                return _one_of((YES, NO), value)

    def points(self, answer: Answer) -> Fraction:
        """Return what an answer counts for: from 0 to the weight, exactly."""
        match self.answer:
            case OfNumber() as number:
                return self.weight * min(Fraction(answer) / number.cap, Fraction(1))
            case OfWords() as way:
                return self.weight * Fraction(way.ids.index(str(answer)), len(way.ids) - 1)
            case _:
                return self.weight if answer == YES else Fraction(0)

    def steps(self) -> tuple[Fraction, ...] | None:
        """Return what the answers may count for; None where it is anything from 0 to the weight."""
        match self.answer:
            case OfNumber():
                return None
            case OfWords() as way:
                return tuple(map(self.points, way.ids))
            case _:
                return (self.points(NO), self.points(YES))


def _one_of(words: Sequence[str], value: object) -> str:
    if isinstance(value, str) and value in words:
        return value
    found = str(value).lower() if isinstance(value, bool) else str(value)
    raise Expected("one of the words", found, words)


class Criteria(Part):
    """What an office goes by when it says which cases come first.

    Attributes:
        title: what these criteria are called, in each language in which they are written.
        criteria: by id.
    """

    title: Texts
    criteria: Annotated[dict[Id, Criterion], Field(min_length=1)]

    @property
    def heaviest_first(self) -> list[tuple[str, Criterion]]:
        """Return the criteria in an order that no file decides: by weight, then by id."""
        return sorted(self.criteria.items(), key=lambda entry: (-entry[1].weight, entry[0]))

    @property
    def most_points(self) -> Fraction:
        """Return the points of a case whose every answer is the fullest."""
        return sum((criterion.weight for criterion in self.criteria.values()), Fraction(0))
