"""P-12: what a ruleset declares as speaking for a person only never makes the answer more severe.

In one worked case of each offence, conduct and stage, the truth of each such fact that can matter is compared
with its denial; of one with members, each member with silence. A fact that tells persons apart by what they
are, such as their gender, is told as well where two of its members are answered differently, in the range or
in what programmes are open: the clause is favourable, and others with the same facts do not have it.
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
    for base, answer in bases.answers:
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
            yield _observed(base, name, "worse", (other, denied), (value, answer))
    if name in _OF_PERSONS:
        yield from _unlike(answers, base, name, [(v, a) for v, a in stated if a is not None])


def _unlike(
    answers: Answers, base: Base, name: str, stated: list[tuple[str, Answer]]
) -> Iterator[Observation]:
    for first, second in combinations(stated, 2):
        favour, programmes = answers.favour(first[1], second[1]), frozenset[str]()
        if favour is Favour.EQUAL:
            favour, programmes = _of_programmes(first[1], second[1])
        if favour is Favour.LESS:
            yield _observed(base, name, "unlike", second, first, programmes)
        elif favour is Favour.MORE:
            yield _observed(base, name, "unlike", first, second, programmes)


def _of_programmes(first: Answer, second: Answer) -> tuple[Favour, frozenset[str]]:
    """Say which of two answers with one range leaves more programmes open, and which programmes differ."""
    a, b = ({v.id: _STATUSES.index(v.status) for v in of.outcome.programmes} for of in (first, second))
    differing = frozenset(name for name in a.keys() & b.keys() if a[name] != b[name])
    if not differing:
        return Favour.EQUAL, differing
    if all(a[name] < b[name] for name in differing):
        return Favour.MORE, differing
    return Favour.LESS if all(a[name] > b[name] for name in differing) else Favour.INCOMPARABLE, differing


def _stating(case: Case, name: str, value: RawValue | None) -> Case:
    """Return a case with a fact stated as found; with None, not stated."""
    others = {fact: stated for fact, stated in case.facts.items() if fact != name}
    return replace(case, facts=others if value is None else {**others, name: StatedFact(value)})


def _observed(
    base: Base,
    name: str,
    kind: str,
    milder: tuple[str, Answer],
    graver: tuple[str, Answer],
    programmes: frozenset[str] = frozenset(),
) -> Observation:
    (a, first), (b, second) = milder, graver
    if kind == "worse":
        severity = Severity.ERROR
        text = f"{name} speaks for the person only, and {b} is answered more severely than {a}"
    else:
        severity = Severity.INFO
        what = f"has {', '.join(sorted(programmes))} more open" if programmes else "is answered more mildly"
        text = f"a favourable clause reads {name}: with all else equal, {a} {what} than {b}"
    where = [place_of(second.law, "facts", name)]
    where += [place_of(first.law, "programmes", programme) for programme in sorted(programmes)]
    return Observation(
        Check.FAVOURABLE_ONLY,
        severity,
        base.case.jurisdiction,
        tuple(dict.fromkeys((*where, first.place, second.place))),
        f"{name} {kind}",
        text,
        witness(base.id, f"{name} is {a}, and {b}", first, second),
        base.case.offence_date,
    )
