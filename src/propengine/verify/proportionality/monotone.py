"""P-02: a larger amount is never answered more mildly than a smaller one, all else equal."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from propengine.engine.case import Case
from propengine.engine.milder import Favour
from propengine.engine.runs import Run
from propengine.law.rules import Classification
from propengine.verify.observations import Check, Observation, Severity
from propengine.verify.proportionality.amounts import amount_in_words, answered
from propengine.verify.proportionality.answers import Answer, Answers, witness
from propengine.verify.proportionality.bases import Base, Bases

_ORDER: Final = [class_.value for class_ in Classification if class_ is not Classification.NONE]
"""From the least serious class to the most."""


def falling(answers: Answers, bases: Bases) -> Iterator[Observation]:
    """Yield where the answer falls, or its class does, while one amount of a worked case rises.

    All amounts of a case are decided at once; what falls is told where each of the two, decided by itself,
    is answered so.
    """
    for base in bases.kinds:
        for place, item in enumerate(base.case.items):
            if item.amount is None:
                continue
            for ladder in answered(answers, base.case, place):
                for less, more in pairwise(rung for rung in ladder if rung.run is not None):
                    low, high = less.run, more.run
                    if low and high and _falls(low, high, answers.favour_of_runs(low, high)):
                        yield from _decided(answers, base, place, less.most, more.least)


def _falls(low: Run, high: Run, favour: Favour) -> bool:
    """Say whether a larger amount is answered more mildly, or, under the same law, with a lesser class."""
    if favour is Favour.LESS:
        return True
    if low.law is not high.law:
        return False
    a, b = (str(run.values.get("classification")) for run in (low, high))
    return a in _ORDER and b in _ORDER and _ORDER.index(a) > _ORDER.index(b)


def _decided(answers: Answers, base: Base, place: int, less: Case, more: Case) -> Iterator[Observation]:
    low, high = answers.of(less), answers.of(more)
    if low is None or high is None:
        return
    if _falls(low.outcome.run, high.outcome.run, answers.favour(low, high)):
        yield _observed(base, place, low, high)


def _observed(base: Base, place: int, less: Answer, more: Answer) -> Observation:
    a, b = (amount_in_words(answer.case.items[place]) for answer in (less, more))
    return Observation(
        Check.MONOTONE,
        Severity.ERROR,
        base.case.jurisdiction,
        (less.place, more.place),
        "amount",
        f"{a} is answered more severely than {b}",
        witness(base.id, f"items[{place}] is {a}, and {b}", less, more),
        base.case.offence_date,
    )
