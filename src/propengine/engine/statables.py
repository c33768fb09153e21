"""What could still be stated: for each fact that nobody speaks of, a value of every class that the law tells apart."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from propengine.core.profiles import Domain
from propengine.core.slots import SlotValue, slot_of_member
from propengine.core.statements import Choice, Move, Stated
from propengine.engine.compiled import Run
from propengine.engine.decisive import Statement
from propengine.law.durations import Calendar
from propengine.law.ruleset import Law
from propengine.law.vocabulary import Fact, FactType

_FINEST = Fraction(1, 1000)


def statements_of(run: Run) -> Iterator[Statement]:
    """Yield what could be stated of the facts on which the answer of a run can depend."""
    lowered = run.law.lowered
    law = lowered.law
    relevant = run.law.relevant(str(run.values["conduct"]))
    cone = relevant.main | relevant.beside
    for name, fact in law.statable.items():
        if run.values.get(name) is not None:
            continue
        if fact.type is FactType.SET:
            slots = [slot_of_member(name, member) for member in fact.members or ()]
            if not cone.isdisjoint((name, *slots)):
                yield from _of_set(name, fact, law, lowered.domains)
        elif name in cone:
            yield from (Statement(name, value, {name: value}) for value in _values(name, fact, run, law))


def _values(name: str, fact: Fact, run: Run, law: Law) -> Iterable[SlotValue]:
    """Return values of a fact, one of every class; what a court chooses at both ends of what it may choose."""
    domain = run.law.lowered.domains.get(name)
    if fact.type is FactType.BOOLEAN:
        return (True, False)
    if fact.type is FactType.ENUM:
        return tuple(fact.members or ())
    if fact.type in {FactType.DATE, FactType.RECORDS}:
        return ()
    found = [*_around(domain, _step(fact, law.jurisdiction.calendar))] if domain is not None else []
    found += _chosen(name, run)
    found += _of_shares(name, run, law)
    return dict.fromkeys(found)


def _step(fact: Fact, calendar: Calendar) -> Fraction:
    return {FactType.INTEGER: Fraction(1), FactType.DURATION: calendar.day}.get(fact.type, _FINEST)


def _around(domain: Domain, step: Fraction) -> Iterable[Fraction]:
    """Return the limits of a domain and what lies just beside them; one value of every class."""
    near = (value for cut in domain.cuts for value in (cut - step, cut, cut + step) if value >= 0)
    one_of_each: dict[int, Fraction] = {}
    for value in near:
        one_of_each.setdefault(domain.classify(value), value)
    return one_of_each.values() or ((Fraction(1),) if not domain.cuts and not domain.members else ())


def _chosen(name: str, run: Run) -> Iterator[Fraction]:
    """Yield what a court could choose of a size that a standing step leaves to it."""
    for _, move in (step for level in run.made for made in level for step in made.standing):
        yield from _of_move(name, move, run)


def _of_move(name: str, move: Move, run: Run) -> Iterator[Fraction]:
    match move.size:
        case Choice() if move.size.chosen == name:
            yield from (move.size.least, move.size.most)
        case Stated() if move.size.custody == name and run.final is not None:
            ends = (run.final.min.months, run.final.max.months)
            yield from (months for months in ends if months is not None)
        case Stated() if move.size.fine == name:
            ends = tuple(end for fine in run.fines for end in (fine.min, fine.max))
            yield from (end for end in ends if end is not None)
        case _:
            return


def _of_shares(name: str, run: Run, law: Law) -> Iterator[Fraction]:
    """Yield what a fact would have to be for its share of another, which is known, to meet a limit."""
    for share, fact in law.contents.facts.items():
        domain = run.law.lowered.domains.get(share)
        if fact.derive is None or fact.derive.share is None or domain is None:
            continue
        part, whole = fact.derive.share
        size = run.values.get(whole)
        if part == name and isinstance(size, Fraction):
            # The limits come first: a round figure says more than one a hair beside it.
            values = sorted(_around(domain, _FINEST), key=lambda near: near not in domain.cuts)
            yield from (value * size for value in values)


def _of_set(name: str, fact: Fact, law: Law, domains: Mapping[str, Domain]) -> Iterator[Statement]:
    """Yield each member alone, all members, as many as a limit on their number asks for, and none."""
    members = list(fact.members or ())
    sizes = [n for n, f in law.contents.facts.items() if f.derive is not None and f.derive.size == name]
    counts = {int(v) for size in sizes if size in domains for v in _around(domains[size], Fraction(1))}
    choices = [[member] for member in members]
    choices += [members[:count] for count in sorted(counts) if 1 < count < len(members)]
    choices += [members, []] if len(members) > 1 else [[]]
    for chosen in choices:
        changes: dict[str, SlotValue] = {slot_of_member(name, m): m in chosen for m in members}
        told = ", ".join(chosen) if chosen else ""
        yield Statement(name, told, {**changes, name: True})
