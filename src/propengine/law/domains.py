"""Slots and their finite domains: what a law can tell apart in a case.

A law compares each subject with finitely many constants, so it can tell apart only finitely many classes of
values: nothing stated, each member, and each stretch between two constants and each constant itself. A
condition is then a formula over slots, where each leaf allows some classes of one slot. Contradictions
between rules, boundary cases and counterfactuals are all read off these domains.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

from propengine.law.conditions import AllOf, AnyOf, Comparison, NoneOf, Test, Tree
from propengine.law.durations import Calendar
from propengine.law.faults import Expected
from propengine.law.subjects import IMPOSED, Kind, Reference, Subject, read_references

UNKNOWN: Final = 0
"""The class of a slot about which nothing is stated or concluded."""
_FALSE, _TRUE = 1, 2
_NUMERIC: Final = frozenset({Kind.NUMBER, Kind.DURATION, Kind.AMOUNT, Kind.SENTENCE})

SlotValue: TypeAlias = bool | str | Fraction | None
"""What a slot holds: a truth, a member, an exact number, or None when nothing is known."""


class Bound(Enum):
    """What is asked of a condition."""

    SHOWN = "shown"
    """That it holds on what is stated."""
    DENIED = "denied"
    """That it is shown not to hold."""
    NOT_SHOWN = "not shown"
    """That it does not hold, or is not known to."""
    NOT_DENIED = "not denied"
    """That it holds, or is not known not to."""


_OPPOSITE: Final = {
    Bound.SHOWN: Bound.DENIED,
    Bound.DENIED: Bound.SHOWN,
    Bound.NOT_SHOWN: Bound.NOT_DENIED,
    Bound.NOT_DENIED: Bound.NOT_SHOWN,
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A test of one slot.

    Attributes:
        slot: the slot's name.
        comparison: as the law writes it.
        references: its constants, as compared.
        bound: what is asked of it.
    """

    slot: str
    comparison: Comparison
    references: tuple[Reference, ...]
    bound: Bound


@dataclass(frozen=True, slots=True)
class Every:
    """Holds when all parts hold."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Holds when a part holds."""

    parts: tuple["Formula", ...]


Formula: TypeAlias = Leaf | Every | Some
ALWAYS: Final = Every(())


def slot_of_member(subject: str, member: str) -> str:
    """Return the slot that says whether a set holds a member."""
    return f"{subject}:{member}"


LEAST: Final = f"{IMPOSED}.least"
MOST: Final = f"{IMPOSED}.most"


def bind(tree: Tree, bound: Bound, subjects: Mapping[str, Subject], calendar: Calendar) -> Formula:
    """Return the formula over slots that asks `bound` of a condition.

    A subject that this law does not have (because its instrument is not in force) is never stated.

    Raises:
        Expected: a comparison does not fit its subject.
    """
    match tree:
        case Test():
            subject = subjects.get(tree.subject)
            if subject is None:
                return Every(()) if bound in {Bound.NOT_SHOWN, Bound.NOT_DENIED} else Some(())
            return _bind_test(tree, subject, bound, read_references(tree, subject, calendar))
        case NoneOf():
            parts = tuple(bind(part, _OPPOSITE[bound], subjects, calendar) for part in tree.parts)
            return Every(parts) if bound in {Bound.SHOWN, Bound.NOT_DENIED} else Some(parts)
        case AllOf() | AnyOf():
            parts = tuple(bind(part, bound, subjects, calendar) for part in tree.parts)
            conjunction = isinstance(tree, AllOf) == (bound in {Bound.SHOWN, Bound.NOT_DENIED})
            return Every(parts) if conjunction else Some(parts)


def _bind_test(test: Test, subject: Subject, bound: Bound, references: tuple[Reference, ...]) -> Formula:
    if subject.kind is Kind.SET and test.comparison is not Comparison.STATED:
        members = [str(reference) for reference in references]
        parts = tuple(
            Leaf(slot_of_member(subject.name, member), Comparison.EQUALS, (True,), bound)
            for member in members
        )
        return Some(parts) if bound in {Bound.SHOWN, Bound.NOT_DENIED} else Every(parts)
    if subject.kind is Kind.SENTENCE:
        return _bind_sentence(test, bound, references)
    return Leaf(subject.name, test.comparison, references, bound)


def _bind_sentence(test: Test, bound: Bound, references: tuple[Reference, ...]) -> Formula:
    """Ask of both ends of what may still be imposed: shown for all of it, or denied for all of it."""
    low, high = (
        (LEAST, MOST)
        if test.comparison in {Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.STATED}
        else (MOST, LEAST)
    )
    shown = {Bound.SHOWN, Bound.NOT_SHOWN}
    if test.comparison is Comparison.EQUALS:
        sides = tuple(
            _bind_sentence(replace(test, comparison=side), bound, references)
            for side in (Comparison.AT_LEAST, Comparison.AT_MOST)
        )
        return Every(sides) if bound in {Bound.SHOWN, Bound.NOT_DENIED} else Some(sides)
    return Leaf(low if bound in shown else high, test.comparison, references, bound)


def leaves_of(formula: Formula) -> Iterator[Leaf]:
    """Yield every leaf."""
    if isinstance(formula, Leaf):
        yield formula
    else:
        for part in formula.parts:
            yield from leaves_of(part)


@dataclass(frozen=True)
class Domain:
    """The classes of one slot that a law tells apart; class 0 is "nothing known".

    Attributes:
        slot: the slot's name.
        members: for a truth or a word, the values of the classes from 1 on.
        cuts: for a number, the constants in order; class 2i + 2 is the constant i itself.
    """

    slot: str
    members: tuple[bool | str, ...] = ()
    cuts: tuple[Fraction, ...] = ()

    @cached_property
    def size(self) -> int:
        """Return the number of classes, "nothing known" included."""
        return 1 + (2 * len(self.cuts) + 1 if not self.members else len(self.members))

    @cached_property
    def _index(self) -> Mapping[bool | str, int]:
        return {member: i for i, member in enumerate(self.members, start=1)}

    def classify(self, value: SlotValue) -> int:
        """Return the class of a value."""
        if value is None:
            return UNKNOWN
        if self.members:
            return self._index[value]  # type: ignore[index]  # a slot of members holds members
        i = bisect_left(self.cuts, value)
        return 2 * i + (2 if i < len(self.cuts) and self.cuts[i] == value else 1)

    def allowed(self, leaf: Leaf) -> int:
        """Return the classes in which a leaf holds, as a bit mask."""
        shown = sum(1 << c for c in range(1, self.size) if self._holds(leaf, c))
        everything = (1 << self.size) - 1
        match leaf.bound:
            case Bound.SHOWN:
                return shown
            case Bound.DENIED:
                return everything & ~shown & ~1
            case Bound.NOT_SHOWN:
                return everything & ~shown
            case Bound.NOT_DENIED:
                return shown | 1

    def _holds(self, leaf: Leaf, class_: int) -> bool:
        if leaf.comparison is Comparison.STATED:
            return True
        if self.members:
            positions = [self._index[reference] for reference in leaf.references]  # type: ignore[index]  # members
        else:
            positions = [2 * self.cuts.index(reference) + 2 for reference in leaf.references]
        match leaf.comparison:
            case Comparison.AT_LEAST:
                return class_ >= positions[0]
            case Comparison.MORE_THAN:
                return class_ > positions[0]
            case Comparison.AT_MOST:
                return class_ <= positions[0]
            case Comparison.LESS_THAN:
                return class_ < positions[0]
            case Comparison.NOT_ONE_OF:
                return class_ not in positions
            case _:
                return class_ in positions

    def edge(self, class_: int, *, upper: bool) -> tuple[Fraction | None, bool]:
        """Return the end of a number's class (None if it has none), and whether the class leaves it out."""
        i, within = divmod(class_ - 1, 2)
        if within:
            return self.cuts[i], False
        if upper:
            return (self.cuts[i], True) if i < len(self.cuts) else (None, True)
        return (self.cuts[i - 1], True) if i > 0 else (None, True)

    def representatives(self) -> Iterator[tuple[int, SlotValue]]:
        """Yield a value of every class; two of each open stretch, close to its ends."""
        yield UNKNOWN, None
        if self.members:
            yield from enumerate(self.members, start=1)
            return
        if not self.cuts:
            yield 1, Fraction(0)
        hair = Fraction(1, 10**12)
        for i, cut in enumerate(self.cuts):
            if i == 0:
                yield 1, cut - hair
            yield 2 * i + 2, cut
            yield 2 * i + 3, cut + hair
            if i + 1 < len(self.cuts):
                yield 2 * i + 3, self.cuts[i + 1] - hair


def domains_of(formulas: Iterable[Formula], subjects: Mapping[str, Subject]) -> Mapping[str, Domain]:
    """Return the domain of every slot that the formulas read, in the order of first use."""
    cuts: dict[str, set[Fraction]] = {}
    for formula in formulas:
        for leaf in leaves_of(formula):
            constants = cuts.setdefault(leaf.slot, set())
            constants.update(reference for reference in leaf.references if isinstance(reference, Fraction))
    return {slot: _domain(slot, sorted(constants), subjects) for slot, constants in cuts.items()}


def _domain(slot: str, cuts: Sequence[Fraction], subjects: Mapping[str, Subject]) -> Domain:
    subject = subjects.get(slot)
    if subject is not None and subject.kind is Kind.ENUM:
        return Domain(slot, members=subject.members)
    numeric = slot in {LEAST, MOST} or (subject is not None and subject.kind in _NUMERIC)
    return Domain(slot, cuts=tuple(cuts)) if numeric else Domain(slot, members=(False, True))


Branch: TypeAlias = Mapping[str, int]
"""One way to satisfy a formula: for each slot, the classes that it may be in."""

MOST_BRANCHES: Final = 400


def branches(formula: Formula, domains: Mapping[str, Domain]) -> list[dict[str, int]]:
    """Return the ways to satisfy a formula; ways that no value can meet are left out.

    Raises:
        Expected: the condition has too many alternatives to be examined.
    """
    if isinstance(formula, Leaf):
        mask = domains[formula.slot].allowed(formula)
        return [{formula.slot: mask}] if mask else []
    if isinstance(formula, Some):
        found = [branch for part in formula.parts for branch in branches(part, domains)]
    else:
        found = [{}]
        for part in formula.parts:
            options = branches(part, domains)
            found = [both for a in found for b in options if (both := meet(a, b)) is not None]
            if len(found) > MOST_BRANCHES:
                break
    if len(found) > MOST_BRANCHES:
        raise Expected(f"at most {MOST_BRANCHES} alternatives in one condition", f"{len(found)} or more")
    return found


def meet(a: Branch, b: Branch) -> dict[str, int] | None:
    """Return both ways at once, or None when no value can meet both."""
    both = dict(a)
    for slot, mask in b.items():
        joined = both.get(slot, -1) & mask
        if not joined:
            return None
        both[slot] = joined
    return both


def in_order(branch: Branch, domains: Mapping[str, Domain]) -> bool:
    """Say whether a sentence could have the ends that a branch asks for: its least not above its most."""
    least, most = branch.get(LEAST, 1), branch.get(MOST, 1)
    if least & 1 or most & 1:
        return True
    low, low_open = domains[LEAST].edge((least & -least).bit_length() - 1, upper=False)
    high, high_open = domains[MOST].edge(most.bit_length() - 1, upper=True)
    if low is None or high is None:
        return True
    return low <= high and (low < high or not (low_open or high_open))
