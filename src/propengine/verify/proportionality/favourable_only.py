"""P-12: what a ruleset declares as speaking for a person only never makes the answer more severe.

Of each such fact that can matter to the conduct of a worked case, its truth is compared with its denial; of
one with members, each member with silence. A fact that tells persons apart by what they are, such as their
gender, is told as well where two of its members are answered differently, in the range or in what programmes
are open: the clause is favourable, and others with the same facts do not have it.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Final

from propengine.core.slots import slot_of_member
from propengine.engine.case import Case, RawValue, StatedFact
from propengine.engine.milder import Favour
from propengine.law.programmes import ProgrammeStatus
from propengine.law.vocabulary import Fact, FactType
from propengine.verify.observations import Check, Observation, Severity
from propengine.verify.proportionality.answers import Answer, Answers, place_of, witness
from propengine.verify.proportionality.bases import Base, Bases

_OF_PERSONS: Final = frozenset({"gender"})
"""Facts that tell persons apart by what they are; cases with other such attributes are refused."""
_STATUSES: Final = list(ProgrammeStatus)
"""From the best to the worst."""


def worsening(answers: Answers, bases: Bases) -> Iterator[Observation]:
    """Yield where stating a favourable fact makes the answer to a worked case more severe."""
    for base in bases.kinds:
        answer = base.answer
        if answer is None:
            continue
        read = answer.outcome.run.law.relevant(base.case.conduct)
        for name, fact in answer.law.contents.facts.items():
            relevant = read.main | read.beside if name in _OF_PERSONS else read.main
            if fact.favourable_only and _slots(name, fact) & relevant:
                yield from _of_fact(answers, base, name, fact)


def _slots(name: str, fact: Fact) -> set[str]:
    """Return the slots of a fact: a set has one for each member, too."""
    return {name, *(slot_of_member(name, member) for member in fact.members or ())}


def _of_fact(answers: Answers, base: Base, name: str, fact: Fact) -> Iterator[Observation]:
    if fact.type is FactType.BOOLEAN:
        denied = answers.of(_stating(base.case, name, value=False))
        stated = [("true", answers.of(_stating(base.case, name, value=True)))]
        other = "false"
    elif fact.members is not None:
        denied = answers.of(_stating(base.case, name, value=None))
        one = (lambda member: member) if fact.type is FactType.ENUM else (lambda member: (member,))
        stated = [(member, answers.of(_stating(base.case, name, one(member)))) for member in fact.members]
        other = "not stated"
    else:  # a number: how much is for the court, and none is the denial of another
        return
    for value, answer in stated:
        if answer is not None and denied is not None and answers.favour(answer, denied) is Favour.LESS:
            yield _observed(base, name, ("worse", value), (other, denied), (value, answer))
    if name in _OF_PERSONS:
        yield from _unlike(answers, base, name, [(v, a) for v, a in stated if a is not None])


def _unlike(
    answers: Answers, base: Base, name: str, stated: list[tuple[str, Answer]]
) -> Iterator[Observation]:
    for (value, answer), (other, beside) in combinations(stated, 2):
        favour = answers.favour(answer, beside)
        if favour is Favour.EQUAL:
            favour = _of_programmes(answer, beside)
        if favour is Favour.LESS:
            yield _observed(base, name, ("unlike", value), (other, beside), (value, answer))
        elif favour is Favour.MORE:
            yield _observed(base, name, ("unlike", other), (value, answer), (other, beside))


def _of_programmes(first: Answer, second: Answer) -> Favour:
    """Say which of two answers with one range leaves more programmes open."""
    a, b = ({v.id: _STATUSES.index(v.status) for v in of.outcome.programmes} for of in (first, second))
    differences = {a[name] - b[name] for name in a.keys() & b.keys()} - {0}
    if not differences:
        return Favour.EQUAL
    if max(differences) < 0:
        return Favour.MORE
    return Favour.LESS if min(differences) > 0 else Favour.INCOMPARABLE


def _stating(case: Case, name: str, value: RawValue | None) -> Case:
    """Return a case with a fact stated as found; with None, not stated."""
    others = {fact: stated for fact, stated in case.facts.items() if fact != name}
    return replace(case, facts=others if value is None else {**others, name: StatedFact(value)})


def _observed(
    base: Base,
    name: str,
    how: tuple[str, str],
    milder: tuple[str, Answer],
    graver: tuple[str, Answer],
) -> Observation:
    kind, _ = how
    (a, first), (b, second) = milder, graver
    if kind == "worse":
        severity, text = (
            Severity.ERROR,
            f"{name} speaks for the person only, and {b} is answered more severely than {a}",
        )
    else:
        severity = Severity.INFO
        text = f"a favourable clause reads {name}: with all else equal, {a} is answered more mildly than {b}"
    where = (place_of(second.law, "facts", name), first.place, second.place)
    change = f"{name} is {a}, and {b}"
    return Observation(
        Check.FAVOURABLE_ONLY,
        severity,
        base.case.jurisdiction,
        where,
        f"{name} {kind}",
        text,
        witness(base.id, change, first, second),
        base.case.offence_date,
    )
