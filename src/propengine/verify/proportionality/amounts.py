"""Amounts: one of a case's, at and beside every limit by which the law of the act tells it apart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from propengine.engine.case import Case, Item
from propengine.engine.conditions import unit_of
from propengine.engine.intake import dates_of, read_case
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
    item = case.items[place]
    silent = replace(
        item, amount=None, unit=None, amount_uncertainty=None, mass_of_one=None, mass_of_one_unit=None
    )
    asked = replace(case, items=(*case.items[:place], silent, *case.items[place + 1 :]), charge=None)
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
