"""Amounts: one of a case's, at and beside every limit by which the law of the act tells it apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from propengine.engine.case import Case, Item
from propengine.engine.conditions import Question, unit_of
from propengine.engine.intake import dates_of, read_case
from propengine.engine.runs import Run
from propengine.engine.worlds import TooManyWorldsError, World, worlds_of
from propengine.law.amounts import MICRO, Dimension
from propengine.law.numerals import decimal
from propengine.law.ruleset import LawNotKnownError, NoLawOnDateError
from propengine.verify.proportionality.answers import Answers


@dataclass(frozen=True)
class Rung:
    """A stretch of amounts that a law does not tell apart.

    Attributes:
        least: the case with the least amount of it.
        most: the case with the most.
        run: what is answered; None where nobody asked, where it is no offence, or where it is several.
    """

    least: Case
    most: Case
    run: Run | None = None


def ladders(answers: Answers, case: Case, place: int) -> Iterator[Sequence[Rung]]:
    """Yield, for each way to count a substance, the amounts that the law of the act tells apart, rising.

    Args:
        answers: under whose law.
        case: the case.
        place: of the item whose amount is another each time; all else stays.
    """
    found: dict[_Stretch, Run | None] = {}
    for world in _worlds(answers, case, place):
        if (stretch := _stretch(world, place)) is not None:
            found.setdefault(stretch, None)
    yield from _rising(case, place, found)


def answered(answers: Answers, case: Case, place: int) -> Iterator[Sequence[Rung]]:
    """Yield the ladders of a case with what each amount is answered.

    One decision without the amount answers most of them; those with several outcomes are decided by
    themselves: one of them may be preferred.
    """
    decision = answers.decision(_silent(case, place))
    if decision is None:
        return
    runs: dict[_Stretch, dict[int, Run]] = {}
    for number, outcome in enumerate(decision.outcomes):
        for run, world in outcome.runs:
            if (stretch := _stretch(world, place)) is not None:
                runs.setdefault(stretch, {}).setdefault(number, run)
    found = {stretch: _only(list(by_outcome.values())) for stretch, by_outcome in runs.items()}
    for ladder in _rising(case, place, found):
        yield [rung if rung.run is not None else _by_itself(answers, rung) for rung in ladder]


def _only(runs: Sequence[Run]) -> Run | None:
    return runs[0] if len(runs) == 1 and runs[0].offence_id is not None else None


def _by_itself(answers: Answers, rung: Rung) -> Rung:
    answer = answers.of(rung.least)
    return replace(rung, run=answer.outcome.run) if answer is not None else rung


_Stretch: TypeAlias = tuple[Dimension, Fraction, Fraction]
"""The least and the most of amounts that no law tells apart, in micro-units."""


def _worlds(answers: Answers, case: Case, place: int) -> Sequence[World]:
    asked = replace(_silent(case, place), charge=None)
    dates, refusals = dates_of(asked)
    if refusals:
        return ()
    try:
        law = answers.ruleset.law(dates)
        intake, refusals = read_case(asked, law, dates, {**answers.ruleset.statable, **law.statable})
        return worlds_of(intake, [answers.handles.compiled(law).lowered]) if not refusals else ()
    except (NoLawOnDateError, LawNotKnownError, TooManyWorldsError):
        return ()


def _stretch(world: World, place: int) -> _Stretch | None:
    """Return the amounts of an item that are alike in a world; where they lie apart, the one that it has.

    None where the form of the item is open: each form is a substance of its own, to be asked by itself.
    """
    item = world.items[place]
    conditions = [condition for way in world.ways for condition in way]
    if item.amount is None or item.dimension is None or any(c.question is Question.FORM for c in conditions):
        return None
    name = f"items[{place}].amount"
    bounds = {c.bounds for c in conditions if c.id == name and c.bounds is not None}
    least = most = item.amount
    if len(bounds) == 1:
        (only,) = bounds
        least = only.least * MICRO + (0 if only.least_included else 1)
        most = only.most * MICRO - (0 if only.most_included else 1)
    if least.denominator != 1 or most.denominator != 1 or least > most:
        return None  # between two whole micro-units: nobody can hold it
    return item.dimension, least, most


def _rising(case: Case, place: int, found: Mapping[_Stretch, Run | None]) -> Iterator[Sequence[Rung]]:
    for dimension in dict.fromkeys(stretch[0] for stretch in found):
        yield [
            Rung(_with(case, place, dimension, least), _with(case, place, dimension, most), run)
            for (of, least, most), run in sorted(found.items(), key=lambda one: one[0][1])
            if of is dimension
        ]


def _silent(case: Case, place: int) -> Case:
    """Return a case that leaves open how much of an item there was."""
    item = replace(
        case.items[place],
        amount=None,
        unit=None,
        amount_uncertainty=None,
        mass_of_one=None,
        mass_of_one_unit=None,
    )
    return replace(case, items=(*case.items[:place], item, *case.items[place + 1 :]))


def _with(case: Case, place: int, dimension: Dimension, amount: Fraction) -> Case:
    item = case.items[place]
    changed = replace(
        item,
        amount=decimal(amount / MICRO),
        unit=unit_of(dimension),
        amount_uncertainty=None,
        mass_of_one=None,
        mass_of_one_unit=None,
    )
    return replace(case, items=(*case.items[:place], changed, *case.items[place + 1 :]))


def amount_in_words(item: Item) -> str:
    """Return what was found as it is told."""
    return f"{item.amount} {item.unit} of {item.substance}"
