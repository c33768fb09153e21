"""Amounts: one of a case's, at and beside every limit by which the law of the act tells it apart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from propengine.engine.case import Case, Item
from propengine.engine.conditions import unit_of
from propengine.engine.intake import dates_of, read_case
from propengine.engine.runs import Run
from propengine.engine.worlds import TooManyWorldsError, worlds_of
from propengine.law.amounts import MICRO, Dimension
from propengine.law.numerals import decimal
from propengine.law.ruleset import LawNotKnownError, NoLawOnDateError
from propengine.verify.proportionality.answers import Answers


def ladders(answers: Answers, case: Case, place: int) -> Iterator[Sequence[Case]]:
    """Yield, for each way to count a substance, the case with each amount that its law tells apart, rising.

    Args:
        answers: under whose law.
        case: the case.
        place: of the item whose amount is another each time; all else stays.
    """
    amounts: dict[Dimension, set[Fraction]] = {}
    for dimension, amount in _told_apart(answers, case, place):
        amounts.setdefault(dimension, set()).add(amount)
    for dimension, found in amounts.items():
        yield [_with(case, place, dimension, amount) for amount in sorted(found)]


def _told_apart(answers: Answers, case: Case, place: int) -> Iterator[tuple[Dimension, Fraction]]:
    asked = replace(_silent(case, place), charge=None)
    dates, refusals = dates_of(asked)
    if refusals:
        return
    try:
        law = answers.ruleset.law(dates)
        intake, refusals = read_case(asked, law, dates, {**answers.ruleset.statable, **law.statable})
        worlds = worlds_of(intake, [answers.handles.compiled(law).lowered]) if not refusals else ()
    except (NoLawOnDateError, LawNotKnownError, TooManyWorldsError):
        return
    for world in worlds:
        known = world.items[place]
        if known.amount is not None and known.dimension is not None and known.amount.denominator == 1:
            yield known.dimension, known.amount


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


def answered(answers: Answers, case: Case, place: int) -> Iterator[Sequence[tuple[Case, Run]]]:
    """Yield the ladders of a case with what each amount is answered, from one decision without the amount.

    An amount is left out where it has several outcomes, or no offence.
    """
    decision = answers.decision(_silent(case, place))
    if decision is None:
        return
    found: dict[Dimension, dict[Fraction, list[tuple[int, Run]]]] = {}
    for number, outcome in enumerate(decision.outcomes):
        for run, world in outcome.runs:
            known = world.items[place]
            if known.amount is not None and known.dimension is not None and known.amount.denominator == 1:
                found.setdefault(known.dimension, {}).setdefault(known.amount, []).append((number, run))
    for dimension, by_amount in found.items():
        rising = []
        for amount, runs in sorted(by_amount.items()):
            (_, run), *others = runs
            if run.offence_id is None or any(number != runs[0][0] for number, _ in others):
                answers.open += 1
            else:
                rising.append((_with(case, place, dimension, amount), run))
        yield rising


def amount_in_words(item: Item) -> str:
    """Return what was found as it is told."""
    return f"{item.amount} {item.unit} of {item.substance}"
