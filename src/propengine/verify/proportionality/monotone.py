"""P-02: a larger amount is never answered more mildly than a smaller one, all else equal."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from propengine.engine.milder import Favour
from propengine.law.rules import Classification
from propengine.verify.observations import Check, Observation, Severity
from propengine.verify.proportionality.amounts import amount_in_words, ladders
from propengine.verify.proportionality.answers import Answer, Answers, witness
from propengine.verify.proportionality.bases import Base, Bases

_ORDER: Final = list(Classification)
"""From the least serious class to the most, but for `none`, which is none of them."""


def falling(answers: Answers, bases: Bases) -> Iterator[Observation]:
    """Yield where the answer falls, or its class does, while one amount of a worked case rises."""
    for base in bases.kinds:
        for place, item in enumerate(base.case.items):
            if item.amount is None:
                continue
            for ladder in ladders(answers, base.case, place):
                decided = (answers.of(case) for case in ladder)
                answered = [answer for answer in decided if answer is not None]
                for less, more in pairwise(answered):
                    if answers.favour(less, more) is Favour.LESS or _falls(less, more):
                        yield _observed(base, place, less, more)


def _falls(less: Answer, more: Answer) -> bool:
    a, b = less.classification, more.classification
    if a is None or b is None or Classification.NONE in {a, b}:
        return False
    return _ORDER.index(a) > _ORDER.index(b)


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
