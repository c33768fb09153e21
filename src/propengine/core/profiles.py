"""Profiles: what a law can tell apart in a case.

A law compares each slot with finitely many constants, so it can tell apart only finitely many classes of
values: nothing known, each word, and each stretch between two constants and each constant itself. A case as
one law sees it is a class for every slot. Contradictions between rules, the boundaries of a law, worlds and
counterfactuals are all read off these domains.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

from propengine.core.comparisons import meets
from propengine.core.formulas import ASKS_FOR_TRUTH, HOLDS_IN_SILENCE, Formula, Leaf, Some, leaves_of
from propengine.core.slots import LEAST, MOST, Slot, SlotValue
from propengine.law.conditions import Comparison
from propengine.law.faults import Expected

UNKNOWN: Final = 0
"""The class of a slot about which nothing is stated or concluded."""


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
        stated = leaf.comparison is Comparison.STATED
        constants = () if stated else tuple(self.classify(reference) for reference in leaf.references)
        met = self._met_by(leaf.comparison, constants)
        of_known = met if leaf.bound in ASKS_FOR_TRUTH else ((1 << self.size) - 2) & ~met
        return of_known | 1 << UNKNOWN if leaf.bound in HOLDS_IN_SILENCE else of_known

    def _met_by(self, comparison: Comparison, constants: tuple[int, ...]) -> int:
        """Return, of the classes of something known, those that meet a comparison, as a bit mask."""
        met = self._met.get((comparison, constants))
        if met is None:
            known = range(1, self.size)
            met = sum(1 << class_ for class_ in known if meets(comparison, class_, constants))
            self._met[comparison, constants] = met
        return met

    @cached_property
    def _met(self) -> dict[tuple[Comparison, tuple[int, ...]], int]:
        return {}

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


def domains_of(formulas: Iterable[Formula], slots: Mapping[str, Slot]) -> Mapping[str, Domain]:
    """Return the domain of every slot that the formulas read, in the order of first use."""
    cuts: dict[str, set[Fraction]] = {}
    for formula in formulas:
        for leaf in leaves_of(formula):
            constants = cuts.setdefault(leaf.slot, set())
            constants.update(r for r in leaf.references if isinstance(r, Fraction))
    return {name: _domain(slots[name], sorted(constants)) for name, constants in cuts.items()}


def _domain(slot: Slot, cuts: Sequence[Fraction]) -> Domain:
    if slot.words:
        return Domain(slot.name, members=slot.words)
    return Domain(slot.name, cuts=tuple(cuts)) if slot.is_number else Domain(slot.name, members=(False, True))


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
