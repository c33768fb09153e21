"""What could still be stated of silent facts: a value of every class that the law tells apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from propengine.core.ends import ABOVE_ALL, End
from propengine.core.profiles import Domain
from propengine.core.slots import SlotValue, slot_of_member
from propengine.core.statements import Choice, Move, Stated
from propengine.engine.compiled import CompiledLaw
from propengine.engine.exact import Holds
from propengine.engine.runs import Kind, Run, total_of
from propengine.law.durations import Calendar
from propengine.law.ruleset import Law
from propengine.law.vocabulary import Fact, FactType, Term

_FINEST = Fraction(1, 1000)


@dataclass(frozen=True)
class Statement:
    """Something that somebody could state of a fact about which nobody says anything.

    Attributes:
        fact: the fact, or the band or group.
        value: what could be stated; for a set, a member.
        changes: the slots that change with it.
        item_bands: the bands of the holdings, where it is about the items; None where they stay.
    """

    fact: str
    value: SlotValue
    changes: Mapping[str, SlotValue]
    item_bands: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Statable:
    """Something that could be stated, and where a law reads it.

    Attributes:
        statement: what could be stated.
        tests: the clauses that read it, notices apart: level, bit and function.
        is_beside: some group reads it otherwise than by clauses.
        classes: the classes that it brings, of slots on which the main part can depend.
    """

    statement: Statement
    tests: tuple[tuple[int, int, Holds], ...]
    is_beside: bool
    classes: Mapping[str, int]


class Statables:
    """What could be stated in cases of one conduct, under one law.

    Attributes:
        law: the law.
        relevant: what an answer can depend on.
        fixed: what could be stated whatever the case: by fact.
        by_slot: of those, what brings something for each slot; alike ones of a fact once.
    """

    def __init__(self, law: CompiledLaw, conduct: str) -> None:
        """Work out what the law alone decides."""
        self.law = law
        self.relevant = law.relevant(conduct)
        lowered = law.lowered
        cone = self.relevant.main | self.relevant.beside
        found: dict[str, tuple[Statable, ...]] = {}
        for name, fact in lowered.law.statable.items():
            if fact.derive is not None and fact.derive.is_of_facts:
                continue  # nobody finds it: what it is made of is asked for
            if fact.type is FactType.SET:
                slots = [slot_of_member(name, member) for member in fact.members or ()]
                if not cone.isdisjoint((name, *slots)):
                    found[name] = tuple(map(self.made, _of_set(name, fact, lowered.law, lowered.domains)))
            elif name in cone:
                values = _values(name, fact, law)
                found[name] = tuple(self.made(Statement(name, value, {name: value})) for value in values)
        self.fixed: Mapping[str, tuple[Statable, ...]] = found
        self.by_slot = by_slot(statable for of_fact in found.values() for statable in of_fact)
        facts = lowered.law.contents.facts
        self.shares = tuple(
            (name, fact.derive.share[0])
            for name, fact in facts.items()
            if fact.derive is not None and fact.derive.share is not None and name in lowered.domains
        )
        self.sums = tuple(
            (name, fact.derive.sum)
            for name, fact in facts.items()
            if fact.derive is not None and fact.derive.sum is not None and name in lowered.domains
        )

    def made(self, statement: Statement) -> Statable:
        """Return something that could be stated, with where the law reads it."""
        law, domains = self.law, self.law.lowered.domains
        tests = {
            (number, bit): (number, bit, law.functions[number][bit])
            for slot in statement.changes
            for number, readers in enumerate(law.deciding_readers)
            for bit in readers.get(slot, ())
        }
        classes = {
            slot: domains[slot].classify(value)
            for slot, value in statement.changes.items()
            if slot in self.relevant.main and slot in domains
        }
        is_beside = not law.beside_anywhere.isdisjoint(statement.changes)
        return Statable(statement, tuple(tests.values()), is_beside, classes)

    def of(self, run: Run) -> Iterator[Statable]:
        """Yield what could be stated of the facts of a run about which nothing is known."""
        values = run.values
        for name, of_fact in self.fixed.items():
            if values.get(name) is None:
                yield from of_fact
        for name, value in self.of_case(run):
            if values.get(name) is None:
                yield self.made(Statement(name, value, {name: value}))

    def of_case(self, run: Run) -> Iterator[tuple[str, Fraction]]:
        """Yield what hangs on the case: what a court could choose, and what is left of a whole or a sum."""
        for _, move in (step for level in run.made for made in level for step in made.standing):
            for name in sorted(move.chosen):
                yield from ((name, value) for value in _of_move(name, move, run))
        for share, part in self.shares:
            yield from ((part, value) for value in _of_share(share, run))
        for sum_, terms in self.sums:
            yield from _of_sum(sum_, terms, run)


class StatablesOfLaw:
    """What could be stated under one law, worked out once for each conduct."""

    def __init__(self, law: CompiledLaw) -> None:
        """Start with none."""
        self._law = law
        self._of_conduct: dict[str, Statables] = {}

    def of(self, conduct: str) -> Statables:
        """Return what could be stated in cases of a conduct."""
        known = self._of_conduct.get(conduct)
        if known is None:
            known = self._of_conduct[conduct] = Statables(self._law, conduct)
        return known


def statables_of(run: Run) -> Statables:
    """Return what could be stated in cases of a run's conduct."""
    return run.law.kept(StatablesOfLaw).of(str(run.values["conduct"]))


def kind_of(run: Run) -> Kind:
    """Return all that a law tells apart of a run: runs of one kind differ in nothing that it depends on.

    What only clauses read is told by its class, everything else by its value. Whether a conclusion is stated
    matters besides what it is: what would lead to another contradicts it then.
    """
    kind = run.alike.kind
    if kind is None:
        law, values, inputs = run.law, run.values, run.inputs
        told = tuple(
            (slot, domain.classify(value) if domain is not None else value)
            for slot, domain in law.told_apart
            if (value := values.get(slot)) is not None
        )
        stated = tuple(slot for slot in law.conclusions if inputs.values.get(slot) is not None)
        of_case = tuple(statables_of(run).of_case(run))
        bands = tuple(inputs.item_bands.items())
        kind = Kind((law.lowered.law.key, told, stated, inputs.declined, bands, of_case))
        run.alike.kind = kind
    return kind


def by_slot(statables: Iterable[Statable]) -> Mapping[str, tuple[Statable, ...]]:
    """Return what brings something for each slot; what brings the same of one fact, once."""
    found: dict[str, list[Statable]] = {}
    seen: set[tuple[str, tuple[tuple[str, int], ...]]] = set()
    for statable in statables:
        key = statable.statement.fact, tuple(sorted(statable.classes.items()))
        if statable.classes and key not in seen:
            seen.add(key)
            for slot in statable.classes:
                found.setdefault(slot, []).append(statable)
    return {slot: tuple(of) for slot, of in found.items()}


def _values(name: str, fact: Fact, law: CompiledLaw) -> Iterable[SlotValue]:
    """Return values of a fact, one of every class that the law tells apart."""
    domain = law.lowered.domains.get(name)
    if fact.type is FactType.BOOLEAN:
        return (True, False)
    if fact.type is FactType.ENUM:
        return tuple(fact.members or ())
    if fact.type in {FactType.DATE, FactType.RECORDS} or domain is None:
        return ()
    return dict.fromkeys(_around(domain, _step(fact, law.lowered.law.jurisdiction.calendar)))


def _step(fact: Fact, calendar: Calendar) -> Fraction:
    return {FactType.INTEGER: Fraction(1), FactType.DURATION: calendar.day}.get(fact.type, _FINEST)


def _around(domain: Domain, step: Fraction) -> Iterable[Fraction]:
    """Return the limits of a domain and what lies just beside them; one value of every class."""
    near = (value for cut in domain.cuts for value in (cut - step, cut, cut + step) if value >= 0)
    one_of_each: dict[int, Fraction] = {}
    for value in near:
        one_of_each.setdefault(domain.classify(value), value)
    return one_of_each.values() or ((Fraction(1),) if not domain.cuts and not domain.members else ())


def _of_move(name: str, move: Move, run: Run) -> Iterator[Fraction]:
    for size in move.sizes:
        match size:
            case Choice() if size.chosen == name:
                bounds = (
                    bound.months if isinstance(bound, End) else bound for bound in (size.least, size.most)
                )
                yield from (bound for bound in bounds if bound is not None)
            case Stated() if size.custody == name and run.final is not None:
                yield from (end.months for end in (run.final.min, run.final.max) if end.months is not None)
            case Stated() if size.fine == name:
                yield from (end for fine in run.fines for end in (fine.min, fine.max) if end is not None)
            case _:
                pass


def _of_share(share: str, run: Run) -> Iterator[Fraction]:
    """Yield what a part would have to be for its share of the whole, which is known, to meet a limit."""
    fact = run.law.lowered.law.contents.facts[share]
    domain = run.law.lowered.domains[share]
    size = run.values.get(fact.derive.share[1]) if fact.derive is not None and fact.derive.share else None
    if isinstance(size, Fraction) and size != ABOVE_ALL:
        # The limits come first: a round figure says more than one a hair beside it.
        for value in sorted(_around(domain, _FINEST), key=lambda near: near not in domain.cuts):
            yield value * size


def _of_sum(sum_: str, terms: Sequence[Term], run: Run) -> Iterator[tuple[str, Fraction]]:
    """Yield what the only term that is not known would have to be for the sum to meet a limit."""
    facts, domain = run.law.lowered.law.contents.facts, run.law.lowered.domains[sum_]
    open_ = [term for term in terms if run.values.get(term.of) is None]
    known = total_of([term for term in terms if term not in open_], run.values)
    if len(open_) != 1 or known is None or not open_[0].times:
        return
    (term,) = open_
    is_whole = facts[term.of].type is FactType.INTEGER
    for value in _around(domain, _step(facts[sum_], run.law.lowered.law.jurisdiction.calendar)):
        needed = (value - known) / term.times
        needed = Fraction(ceil(needed)) if is_whole else needed
        if needed >= 0:
            yield term.of, needed


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
