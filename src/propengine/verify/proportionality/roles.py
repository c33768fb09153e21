"""P-07: with all else equal, a lower role is never answered more severely than a higher one.

Which facts rank roles, and in which order, the ruleset says (`ranked`).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from propengine.engine.case import StatedFact
from propengine.engine.milder import Favour
from propengine.law.vocabulary import Fact
from propengine.verify.observations import Check, Observation, Severity
from propengine.verify.proportionality.answers import Answers, place_of, witness
from propengine.verify.proportionality.bases import Base, Bases


def out_of_rank(answers: Answers, bases: Bases) -> Iterator[Observation]:
    """Yield where a worked case with a lower role is answered more severely than with the next higher one."""
    for base in bases.kinds:
        answer = base.answer
        if answer is None:
            continue
        relevant = answer.outcome.run.law.relevant(base.case.conduct).main
        for name, fact in answer.law.contents.facts.items():
            if fact.ranked is not None and name in relevant:
                yield from _of_fact(answers, base, name, fact)


def _of_fact(answers: Answers, base: Base, name: str, fact: Fact) -> Iterator[Observation]:
    cases = (
        (member, replace(base.case, facts={**base.case.facts, name: StatedFact(member)}))
        for member in fact.ranked or ()
    )
    decided = ((member, answers.of(case)) for member, case in cases)
    answered = [(member, answer) for member, answer in decided if answer is not None]
    for (lower, first), (higher, second) in pairwise(answered):
        if answers.favour(first, second) is Favour.LESS:
            yield Observation(
                Check.ROLES,
                Severity.ERROR,
                base.case.jurisdiction,
                (place_of(first.law, "facts", name), first.place, second.place),
                f"{lower} above {higher}",
                f"{name}: {lower} is answered more severely than {higher}",
                witness(base.id, f"{name} is {lower}, and {higher}", first, second),
                base.case.offence_date,
            )
