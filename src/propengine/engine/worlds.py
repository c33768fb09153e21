"""Worlds: every way to fill in what is so but not known, as far as a law can tell the ways apart.

The form of a substance, an amount, a value within its stated uncertainty, and what is disputed are axes. Each
is cut on the unknown itself, so that everything that the law makes of it stays tied: an amount is cut where
some number of some law, the other items as they are, meets a limit. Ways that no law tells apart are one
world.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import Final

from propengine.core.lowering import LoweredLaw
from propengine.core.numbers import (
    MASS_OF_ONE,
    PURITY,
    WEIGHED,
    Holding,
    Number,
    Scene,
    active,
    amount_of,
)
from propengine.core.quantities import dimensions_of
from propengine.core.slots import SlotValue, of_counted, of_lengths, of_reading, of_units
from propengine.engine.breaks import Breaks
from propengine.engine.conditions import PERCENT, Bounds, Condition, Question, unit_of
from propengine.engine.intake import Intake
from propengine.engine.item_profiles import ItemProfile, profile_of, told_apart
from propengine.engine.items import FoundItem, KnownItem, Span, as_found, holdings_of
from propengine.law.amounts import MICRO, MOST_MICRO, Dimension
from propengine.law.rows import BASIS_POINTS
from propengine.law.ruleset import Law
from propengine.law.vocabulary import FactType

MOST_WORLDS: Final = 4096
"""More ways than this to fill in what is not known are not looked through: the answer names what is open."""
MOST_PLACES: Final = 2048
"""More places than this, at which several values that are not known could meet limits, are not looked at."""


@dataclass(frozen=True)
class World:
    """One way to fill in what is not known.

    Attributes:
        ways: the alternatives of it, each a conjunction of conditions; one empty one where all is known.
        items: the items, one amount of each stretch standing for all.
        holdings: what they make.
        facts: the slots of disputed facts, as they are in it.
    """

    ways: tuple[tuple[Condition, ...], ...]
    items: tuple[KnownItem, ...]
    holdings: tuple[Holding, ...]
    facts: Mapping[str, SlotValue]


class TooManyWorldsError(Exception):
    """There are too many ways to fill in what is not known.

    Attributes:
        axes: what is open, by field.
    """

    def __init__(self, axes: Iterable[str]) -> None:
        """Keep the axes."""
        self.axes = tuple(axes)
        super().__init__(f"too many ways to fill in {', '.join(self.axes)}")


def worlds_of(
    intake: Intake, laws: Sequence[LoweredLaw], still_wanted: Callable[[], None] = lambda: None
) -> tuple[World, ...]:
    """Return the worlds of a case under the laws that take part.

    Args:
        intake: the case.
        laws: what they mean.
        still_wanted: called now and then; what it raises stops the work.

    Raises:
        TooManyWorldsError: there are more than `MOST_WORLDS`, or more than `MOST_PLACES` to find them.
    """
    disputes = list(_disputes(intake, laws))
    axes = [f"items[{i}]" for i, item in enumerate(intake.items) if _is_open(item)]
    if prod(len(item.forms) or 1 for item in intake.items) > MOST_WORLDS:
        raise TooManyWorldsError(axes)
    found = list(_items(intake.items, laws, _Places(axes, still_wanted)))
    if len(found) * prod(len(options) for options in disputes) > MOST_WORLDS:
        raise TooManyWorldsError([*axes, *(options[0][0].id for options in disputes)])
    worlds = []
    for ways, items in found:
        holdings = holdings_of(items)
        for chosen in product(*disputes):
            stated = tuple(condition for condition, _ in chosen)
            facts = {slot: value for _, changes in chosen for slot, value in changes.items()}
            worlds.append(World(tuple((*way, *stated) for way in ways), items, holdings, facts))
    return tuple(worlds)


def _is_open(item: FoundItem) -> bool:
    spans = (item.amount, item.purity)
    return (
        bool(item.forms) or item.amount is None or any(span is not None and not span.known for span in spans)
    )


def _disputes(
    intake: Intake, laws: Sequence[LoweredLaw]
) -> Iterator[list[tuple[Condition, Mapping[str, SlotValue]]]]:
    """Yield, for each disputed fact, the ways in which it may be: as stated first."""
    for name in sorted(intake.disputed):
        law = next((law.law for law in laws if name in law.law.statable), None)
        if law is None:
            continue
        provision = law.contents.facts[name].provision if name in law.contents.facts else None
        following = intake.following.get(name)
        if following:
            known = {slot: intake.slots[slot] for slot in following}
            unknown: dict[str, SlotValue] = dict.fromkeys(following)
            yield [
                (Condition(Question.DISPUTED_FACT, name, value, provision or ""), changes)
                for value, changes in [("stated", known), ("not stated", unknown)]
            ]
        if intake.slots.get(name) is None:
            continue
        fact, stated = law.statable[name], intake.slots[name]
        own = {slot for slot in intake.slots if slot == name or slot.startswith(f"{name}:")}
        beside = _of_length(name, law) if fact.type is FactType.DURATION else ()
        silent: dict[str, SlotValue] = dict.fromkeys([*own, *beside])
        if isinstance(stated, bool) and fact.type is FactType.BOOLEAN:
            others: list[tuple[SlotValue, dict[str, SlotValue]]] = [(not stated, {name: not stated})]
        elif fact.type is FactType.ENUM:
            others = [(word, {name: word}) for word in fact.members or () if word != stated]
        else:
            others = [(None, silent)]
        as_stated = {slot: intake.slots[slot] for slot in own}
        members = [slot.removeprefix(f"{name}:") for slot in own if slot != name and intake.slots[slot]]
        as_written = ", ".join(members) or intake.texts.get(name) or told(stated)
        yield [
            (Condition(Question.DISPUTED_FACT, name, text, provision or ""), changes)
            for text, changes in [(as_written, as_stated), *((told(v), changed) for v, changed in others)]
        ]


def _of_length(name: str, law: Law) -> Iterator[str]:
    """Yield the slots of how a length of time that is stated counts and compares."""
    yield of_counted(name)
    yield from of_units(name)
    for share, fact in law.contents.facts.items():
        if fact.derive is not None and name in (fact.derive.share or ()):
            yield of_lengths(share)


def told(value: SlotValue) -> str:
    """Return a value of a fact as a condition says it."""
    return "not stated" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


_Ways = tuple[tuple[Condition, ...], ...]


def _items(
    items: Sequence[FoundItem], laws: Sequence[LoweredLaw], places: "_Places"
) -> Iterator[tuple[_Ways, tuple[KnownItem, ...]]]:
    """Yield the ways in which the items may be, those that no law tells apart together."""
    if not any(map(_is_open, items)):
        yield ((),), tuple(map(as_found, items))
        return
    found: dict[object, _Alike] = {}
    forms = [item.forms or (item.substance,) for item in items]
    for chosen in product(*forms):
        of_forms = tuple(
            Condition(Question.FORM, f"items[{i}].substance", form, "")
            for i, (item, form) in enumerate(zip(items, chosen, strict=True))
            if item.forms
        )
        here = [replace(item, substance=form) for item, form in zip(items, chosen, strict=True)]
        stretches = _Stretches(here, laws, places)
        for conditions, known in stretches.run():
            places.still_wanted()
            if len(stretches.unknowns) > 1:
                places.look()
            profile = profile_of(laws, known)
            alike = found.setdefault(tuple(profile.items()), _Alike(known, profile))
            if conditions and stretches.meet:
                alike.meeting.append(of_forms)
            else:
                alike.ways.append((*of_forms, *conditions))
    every = list(found.values())
    told = told_apart(laws, [alike.profile for alike in every]) if any(a.meeting for a in every) else []
    for place, alike in enumerate(every):
        meeting = [(*way, *told[place]) for way in dict.fromkeys(alike.meeting)]
        yield (*merged(alike.ways), *meeting), alike.items


class _Places:
    """Counts the places that are looked at, and stops where they are too many or nobody waits any more."""

    def __init__(self, axes: Sequence[str], still_wanted: Callable[[], None]) -> None:
        self.axes = axes
        self.still_wanted = still_wanted
        self.seen = 0

    def look(self) -> None:
        self.still_wanted()
        self.seen += 1
        if self.seen > MOST_PLACES:
            raise TooManyWorldsError(self.axes)


@dataclass
class _Alike:
    """The ways in which items may be that no law tells apart.

    Attributes:
        items: as they are in the first of them.
        profile: what the laws tell of them.
        ways: by conditions on each item.
        meeting: the forms of those in which several values that are not known meet.
    """

    items: tuple[KnownItem, ...]
    profile: ItemProfile
    ways: list[tuple[Condition, ...]] = field(default_factory=list)
    meeting: list[tuple[Condition, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class _Unknown:
    """Something of an item that is known only between two ends.

    Attributes:
        item: the place of the item.
        name: `amount` or `purity`.
        span: what it may be.
        dimensions: what the amount may count.
        stated: a measurement gives the ends.
    """

    item: int
    name: str
    span: Span
    dimensions: tuple[Dimension, ...]
    stated: bool


_Stretch = tuple[Condition, KnownItem]


class _Stretches:
    """Cuts what is not known of some items, whose forms are known, where a law meets a limit."""

    def __init__(self, items: Sequence[FoundItem], laws: Sequence[LoweredLaw], places: _Places) -> None:
        self.items = items
        self.laws = laws
        self.places = places
        self.unknowns = list(self._unknowns())

    def _unknowns(self) -> Iterator[_Unknown]:
        for i, item in enumerate(self.items):
            if item.amount is None:
                dimensions = dict.fromkeys(
                    d for law in self.laws for d in dimensions_of(law.law.contents, item.substance)
                )
                span = Span(Fraction(1), Fraction(MOST_MICRO))
                yield _Unknown(i, "amount", span, tuple(dimensions), stated=False)
            elif not item.amount.known:
                yield _Unknown(i, "amount", item.amount, (item.dimension or Dimension.MASS,), stated=True)
            if item.purity is not None and not item.purity.known:
                yield _Unknown(i, "purity", item.purity, (), stated=True)

    @cached_property
    def meet(self) -> bool:
        """Say whether what a law tells hangs on several unknowns together: none is cut by itself."""
        return any(
            len({frozenset(self._within(unknown, known)) for known in self._samples(here, [other])}) > 1
            for unknown in self.unknowns
            for other in self.unknowns
            if other is not unknown
            for here in self._begun(unknown, tuple(map(as_found, self.items)))
        )

    def run(self) -> Iterator[tuple[tuple[Condition, ...], tuple[KnownItem, ...]]]:
        """Yield every combination of stretches, and the items as they are in it.

        Raises:
            TooManyWorldsError: there would be too many.
        """
        known = tuple(map(as_found, self.items))
        if len(self.unknowns) > 1 and (whatever := self._alike_at_both_ends(known)) is not None:
            yield (), whatever
            return
        if len(self.unknowns) > 1:
            first, *later = self.unknowns
            of_first = sum(
                2 * len(self._values(first, here, later)) + 1 for here in self._begun(first, known)
            )
            if of_first * prod(self._about(unknown, known) for unknown in later) > MOST_WORLDS:
                raise TooManyWorldsError(self.places.axes)
        yield from self._from(0, known, ())

    def _alike_at_both_ends(self, known: tuple[KnownItem, ...]) -> tuple[KnownItem, ...] | None:
        """Return the items with the unknowns at their least, if the laws tell the same at their most.

        What lies between is the same, too, where no number of a law falls while an unknown grows.
        """
        several = any(len(unknown.dimensions) > 1 for unknown in self.unknowns)
        if several or not all(law.quantities_grow for law in self.laws):
            return None
        least = most = known
        for unknown in self.unknowns:
            (least,), (most,) = self._begun(unknown, least), self._begun(unknown, most)
            item = _at(most[unknown.item], unknown, unknown.span.most)
            most = (*most[: unknown.item], item, *most[unknown.item + 1 :])
        return least if profile_of(self.laws, least) == profile_of(self.laws, most) else None

    def _about(self, unknown: _Unknown, known: tuple[KnownItem, ...]) -> int:
        """Return into about how many stretches and breaks an unknown is cut."""
        return sum(2 * len(set(self._within(unknown, here))) + 1 for here in self._begun(unknown, known))

    def _from(
        self, place: int, known: tuple[KnownItem, ...], conditions: tuple[Condition, ...]
    ) -> Iterator[tuple[tuple[Condition, ...], tuple[KnownItem, ...]]]:
        if place == len(self.unknowns):
            yield conditions, known
            return
        unknown = self.unknowns[place]
        for condition, item in self._cut(unknown, known, self.unknowns[place + 1 :]):
            others = (*known[: unknown.item], item, *known[unknown.item + 1 :])
            yield from self._from(place + 1, others, (*conditions, condition))

    def _cut(
        self, unknown: _Unknown, known: tuple[KnownItem, ...], later: Sequence[_Unknown]
    ) -> Iterator[_Stretch]:
        for here in self._begun(unknown, known):
            item = here[unknown.item]
            unit = PERCENT if unknown.name == "purity" else unit_of(item.dimension or Dimension.MASS)
            values = self._values(unknown, here, later)
            for condition, value in self._stretches(unknown, values, unit):
                yield condition, _at(item, unknown, value)

    @staticmethod
    def _begun(unknown: _Unknown, known: tuple[KnownItem, ...]) -> Iterator[tuple[KnownItem, ...]]:
        """Yield the items with an amount at its least, in each dimension that it may count."""
        item = known[unknown.item]
        for dimension in unknown.dimensions or (item.dimension,):
            here = replace(item, dimension=dimension)
            begun = _at(here, unknown, unknown.span.least)
            yield (*known[: unknown.item], begun, *known[unknown.item + 1 :])

    def _values(
        self, unknown: _Unknown, known: tuple[KnownItem, ...], later: Sequence[_Unknown]
    ) -> list[Fraction]:
        """Return where an unknown is cut, whatever the later ones are."""
        return sorted({b for others in self._samples(known, later) for b in self._within(unknown, others)})

    def _within(self, unknown: _Unknown, known: tuple[KnownItem, ...]) -> Iterator[Fraction]:
        """Return the breaks of an unknown that it can reach."""
        if len(self.unknowns) > 1:
            self.places.look()
        return (b for b in self._breaks(unknown, known) if unknown.span.least <= b <= unknown.span.most)

    def _samples(
        self, known: tuple[KnownItem, ...], later: Sequence[_Unknown]
    ) -> Iterator[tuple[KnownItem, ...]]:
        """Yield the items with the later unknowns at their own breaks: where two meet, both are cut."""
        if not later:
            yield known
            return
        first, rest = later[0], later[1:]
        for here in self._begun(first, known):
            for value in sorted({first.span.least, first.span.most, *self._within(first, here)}):
                at = _at(here[first.item], first, value)
                yield from self._samples((*here[: first.item], at, *here[first.item + 1 :]), rest)

    def _breaks(self, unknown: _Unknown, known: tuple[KnownItem, ...]) -> Iterator[Fraction]:
        holdings = holdings_of(known)
        substance = known[unknown.item].substance
        holding = next(i for i, h in enumerate(holdings) if h.substance == substance)
        within = sum(item.substance == substance for item in known[: unknown.item])
        factors = _factors(known[unknown.item], unknown.name)
        for law in self.laws:
            values: dict[str, SlotValue] = {of_reading(n): o for n, o in law.as_written.items()}
            scene = Scene(values, holdings)
            breaks = Breaks(scene, holding, within, factors, law.read)
            for name, number in law.quantity_numbers.items():
                domain = law.domains.get(name)
                yield from breaks.of(number, domain.cuts if domain is not None else ())
                yield from self._of_points(law, name, breaks, substance)
                yield from self._of_bands(law, name, number, breaks)

    @staticmethod
    def _of_points(law: LoweredLaw, name: str, breaks: Breaks, substance: str) -> Iterator[Fraction]:
        """Yield the breaks at which the band beside the nearest must be shown, or need not be."""
        quantity = law.quantities_under(law.as_written).get(name)
        entry = quantity.entries.get(substance) if quantity is not None else None
        if entry is not None and entry.near is not None and entry.compared is not None:
            scene = replace(breaks.scene, holding=breaks.scene.holdings[breaks.holding])
            inner = Breaks(scene, breaks.holding, breaks.item, breaks.factors, law.read)
            yield from inner.of(entry.compared, entry.near.limits)

    @staticmethod
    def _of_bands(law: LoweredLaw, name: str, number: Number, breaks: Breaks) -> Iterator[Fraction]:
        """Yield the breaks of a measure at the limits of the tables that cut it into bands."""
        for quantity in law.quantities_under(law.as_written).values():
            if quantity.of == name:
                near = quantity.entries[""].near
                limits = [*_limits(quantity.number), *(near.limits if near is not None else ())]
                yield from breaks.of(number, [limit / MICRO for limit in limits])

    def _stretches(
        self, unknown: _Unknown, values: Sequence[Fraction], unit: str
    ) -> Iterator[tuple[Condition, Fraction]]:
        """Yield a value of each break and of each stretch beside one, with what must be so for it."""
        question = Question.UNCERTAINTY if unknown.stated else Question.AMOUNT
        size = Fraction(MICRO) if unknown.name == "amount" else Fraction(BASIS_POINTS, 100)
        least, is_in = unknown.span.least, True
        for value in values:
            if least < value:
                bounds = Bounds(least / size, is_in, value / size, False, unit)  # noqa: FBT003 - fields in order
                yield _condition(question, unknown, bounds), least if is_in else _between(least, value)
            bounds = Bounds(value / size, True, value / size, True, unit)  # noqa: FBT003 - the same
            yield _condition(question, unknown, bounds), value
            least, is_in = value, False
        most = unknown.span.most
        if is_in or least < most:
            bounds = Bounds(least / size, is_in, most / size, True, unit)  # noqa: FBT003 - the same
            yield _condition(question, unknown, bounds), most if not is_in else least


def _between(low: Fraction, high: Fraction) -> Fraction:
    """Return a number between two, a whole one if there is one: amounts are counted in whole micro-units."""
    middle = (low + high) / 2
    whole = Fraction(middle.numerator // middle.denominator)
    return whole if low < whole else middle


def _at(item: KnownItem, unknown: _Unknown, value: Fraction) -> KnownItem:
    """Return an item with a value in the place of an unknown."""
    return replace(item, amount=value) if unknown.name == "amount" else replace(item, purity=value)


def _condition(question: Question, unknown: _Unknown, bounds: Bounds) -> Condition:
    return Condition(question, f"items[{unknown.item}].{unknown.name}", str(bounds), "", bounds)


def _limits(number: Number) -> Iterator[Fraction]:
    """Yield the limits of a cut, in micro-units."""
    for pair in getattr(number, "limits", ()):
        yield pair[0]


def _factors(item: KnownItem, name: str) -> Mapping[str, Fraction]:
    """Return how many times the unknown each slot of an item is."""
    share = Fraction(1) if item.pure else item.purity / BASIS_POINTS if item.purity is not None else None
    each = item.mass_of_one / MICRO if item.mass_of_one is not None else None
    amount = item.amount or Fraction(0)
    own = amount_of(item.dimension) if item.dimension is not None else ""
    if name == "purity":
        one = Fraction(1, BASIS_POINTS)
        factors = {PURITY: one, active(own): amount * one}
        return {**factors, active(WEIGHED): amount * each * one} if each is not None else factors
    factors = {own: Fraction(1)}
    if each is not None:
        factors[WEIGHED] = each
    if share is not None:
        factors |= {active(slot): factor * share for slot, factor in list(factors.items())}
    return {slot: factor for slot, factor in factors.items() if slot != MASS_OF_ONE}


def merged(ways: Iterable[tuple[Condition, ...]]) -> list[tuple[Condition, ...]]:
    """Return alternatives of conditions with stretches that touch put together."""
    found: list[tuple[Condition, ...]] = []
    for way in ways:
        if found and (joined := _joined(found[-1], way)) is not None:
            found[-1] = joined
        else:
            found.append(way)
    return found


def _joined(first: tuple[Condition, ...], second: tuple[Condition, ...]) -> tuple[Condition, ...] | None:
    """Return two ways as one, where they differ in one stretch and the second continues the first."""
    if len(first) != len(second):
        return None
    differing = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(differing) != 1:
        return None
    a, b = first[differing[0]], second[differing[0]]
    if a.bounds is None or b.bounds is None or a.id != b.id or not a.bounds.touches(b.bounds):
        return None
    bounds = a.bounds.until(b.bounds)
    both = replace(a, bounds=bounds, value=str(bounds))
    return (*first[: differing[0]], both, *first[differing[0] + 1 :])
