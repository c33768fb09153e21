"""Changes: what of a case could be otherwise, one thing at a time.

A change is a fact stated with another value, another amount of an item, or another form of it. What the law
may only hear of a person, such as an age or a pregnancy, is no change, nor are days and lists of records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from propengine.core.lengths import months_and_days, place as place_length
from propengine.core.slots import SlotValue, of_counted, of_units, slot_of_member
from propengine.engine.bounded import Bounded
from propengine.engine.compiled import CompiledLaw
from propengine.engine.conditions import Bounds
from propengine.engine.facts import PROTECTED, WHOLES
from propengine.engine.intake import Intake
from propengine.engine.items import Span
from propengine.engine.measuring import Measured, measure
from propengine.engine.runs import Run
from propengine.engine.statables import Statable, Statement, statables_of
from propengine.engine.worlds import TooManyWorldsError, World, worlds_of
from propengine.law.amounts import MICRO, MOST_MICRO, Dimension
from propengine.law.durations import read_duration
from propengine.law.ruleset import Law
from propengine.law.vocabulary import AGE, BIRTH, Fact, FactType

MOST_ITEMS_CHANGED: Final = 8
"""Of a case with more items, the amounts and forms of so many are changed; the answer says so."""
_MOST_KEPT: Final = 200
_BYTES: Final = 20_000
"""So much memory the stretches of one amount take: sixty of them, each with two fractions."""
_MOST_MEASURED: Final = 2_000
_BYTES_MEASURED: Final = 4_000
_DIVISIBLE: Final = frozenset({Dimension.MASS, Dimension.VOLUME})
_PARTS: Final = frozenset(name for whole in WHOLES for name in whole)
"""Lengths of time that are parts of each other: none can be stated otherwise alone."""


@dataclass(frozen=True)
class Change:
    """One thing of a case that is otherwise.

    Attributes:
        slot: the fact, or the field of an item, such as `items[0].amount`.
        value: what it would be: for a set, its members; for an amount, micro-units; for a form, a substance.
        changes: the slots of the law that change with it; none for what is of an item.
        before: what it is; None where nobody has stated it.
        bounds: of a number, between which ends it could lie with the same effect on each comparison.
        item: of an item, its place, and the fields that are otherwise.
    """

    slot: str
    value: SlotValue | tuple[str, ...]
    changes: Mapping[str, SlotValue] = field(default_factory=dict, compare=False)
    before: SlotValue | tuple[str, ...] = None
    bounds: Bounds | None = None
    item: tuple[int, Mapping[str, object]] | None = field(default=None, compare=False)

    @property
    def is_of_item(self) -> bool:
        """Say whether it is about an item."""
        return self.item is not None


def is_about_who_a_person_is(name: str, fact: Fact, law: Law) -> bool:
    """Say whether a fact is a protected attribute: no answer may suggest that it be otherwise."""
    return fact.protected or name in PROTECTED or name in {AGE, BIRTH} or name in law.ages


def facts_changed(run: Run, intake: Intake) -> Iterator[tuple[Change, Statable]]:
    """Yield every fact with every value that the law tells apart from the one that it has.

    Args:
        run: the case as it is, decided under the law.
        intake: as it was read under it.
    """
    own = run.law.lowered.law
    statables_of_conduct = statables_of(run)
    follow = {name for names in intake.following.values() for name in names}
    shares = (fact.derive.share for fact in own.contents.facts.values() if fact.derive is not None)
    shared = {part for share in shares for part in share or ()}
    of_case: dict[str, list[Statable]] = {}
    for name, value in statables_of_conduct.of_case(run):
        made = statables_of_conduct.made(Statement(name, value, {name: value}))
        of_case.setdefault(name, []).append(made)
    every = statables_of_conduct.fixed
    for name in dict.fromkeys((*every, *of_case)):
        statables: Sequence[Statable] = (*every.get(name, ()), *of_case.get(name, ()))
        fact = own.contents.facts.get(name)
        if fact is None or not fact.is_asked or name in follow or name in _PARTS:
            continue
        if is_about_who_a_person_is(name, fact, own):
            continue
        before = _stated(name, fact, intake)
        if fact.type is FactType.SET:
            more = _with_one_member(name, fact, before)
            statables = (*map(statables_of_conduct.made, more), *statables)
        elif fact.type is FactType.DURATION:
            statements = () if name in shared else (_as_written(one.statement, run.law) for one in statables)
            statables = tuple(statables_of_conduct.made(one) for one in statements if one is not None)
        elif fact.type in {FactType.INTEGER, FactType.NUMBER}:
            statables = _nearest_first(statables, before)
        for statable in statables:
            change = _of_fact(fact, statable.statement, before, run.law)
            if change.value != before:
                yield change, statable


def _stated(name: str, fact: Fact, intake: Intake) -> SlotValue | tuple[str, ...]:
    if fact.type is not FactType.SET or intake.slots.get(name) is None:
        return intake.slots.get(name)
    return tuple(member for member in fact.members or () if intake.slots.get(slot_of_member(name, member)))


def _with_one_member(name: str, fact: Fact, before: SlotValue | tuple[str, ...]) -> Iterator[Statement]:
    """Yield a set that is stated with one member more or less."""
    if not isinstance(before, tuple):
        return
    for member in fact.members or ():
        left = set(before) ^ {member}
        changes: dict[str, SlotValue] = {slot_of_member(name, m): m in left for m in fact.members or ()}
        yield Statement(name, ", ".join(sorted(left)), {**changes, name: True})


def _nearest_first(statables: Sequence[Statable], before: object) -> Sequence[Statable]:
    """Return numbers in the order of how far they lie from what is stated."""
    if not isinstance(before, Fraction):
        return statables

    def far(statable: Statable) -> Fraction:
        value = statable.statement.value
        return abs(value - before) if isinstance(value, Fraction) else Fraction(0)

    return sorted(statables, key=far)


def _as_written(statement: Statement, law: CompiledLaw) -> Statement | None:
    """Return a length of time as a case would state it; None where it cannot be written."""
    name, value = statement.fact, statement.value
    calendar = law.lowered.law.jurisdiction.calendar
    if not isinstance(value, Fraction):
        return None
    months, rest = divmod(value, 1)
    days = rest / calendar.day
    if days.denominator != 1:
        return None
    length = read_duration(f"{months} m {days} d" if days else f"{months} m")
    placed, _ = place_length(length, law.lowered.law.limits.get(name, {}), calendar)
    units = dict(zip(of_units(name), months_and_days(length), strict=True))
    return Statement(name, placed, {name: placed, of_counted(name): calendar.months(length), **units})


def _of_fact(
    fact: Fact, statement: Statement, before: SlotValue | tuple[str, ...], law: CompiledLaw
) -> Change:
    name, value = statement.fact, statement.value
    if fact.type is FactType.SET:
        members = tuple(m for m in fact.members or () if statement.changes[slot_of_member(name, m)])
        return Change(name, members, statement.changes, before)
    domain = law.lowered.domains.get(name)
    if not isinstance(value, Fraction) or domain is None or not domain.cuts:
        return Change(name, value, statement.changes, before)
    class_ = domain.classify(value)
    least, least_out = domain.edge(class_, upper=False)
    most, most_out = domain.edge(class_, upper=True)
    bounds = Bounds(
        least or Fraction(0),
        least is None or not least_out,
        most if most is not None else Fraction(MOST_MICRO),
        most is None or not most_out,
        "",
    )
    return Change(name, value, statement.changes, before, bounds)


def items_changed(intake: Intake, laws: Sequence[CompiledLaw]) -> Iterator[Change]:
    """Yield every item with every other form, and with an amount of every stretch that the laws tell apart.

    Args:
        intake: the case.
        laws: those that take part.
    """
    contents = [law.lowered.law.contents.substances for law in laws]
    for place, item in enumerate(intake.items[:MOST_ITEMS_CHANGED]):
        unsaid = {
            name: substance.forms for of in contents for name, substance in of.items() if substance.forms
        }
        own = unsaid.get(item.substance, ())
        beside = [form for forms in unsaid.values() if item.substance in forms for form in forms]
        for form in dict.fromkeys((*own, *beside)):
            if form != item.substance and all(form in of for of in contents):
                other = {"substance": form, "forms": ()}
                yield Change(f"items[{place}].substance", form, {}, item.substance, item=(place, other))
        if item.amount is not None and item.amount.known:
            yield from _amounts(intake, place, item.amount.least, laws)


def _amounts(intake: Intake, place: int, now: Fraction, laws: Sequence[CompiledLaw]) -> Iterator[Change]:
    """Yield an amount of every stretch that some law tells apart, the nearest first."""
    slot = f"items[{place}].amount"
    step = Fraction(1, MICRO) if intake.items[place].dimension in _DIVISIBLE else Fraction(1)
    found = [(bounds, _nearest(bounds, now / MICRO, step)) for bounds in _stretches(intake, place, laws)]
    known = [(bounds, value * MICRO) for bounds, value in found if value is not None]
    for bounds, amount in sorted(known, key=lambda one: (abs(one[1] - now), one[1])):
        if not _within(bounds, now / MICRO):
            yield Change(slot, amount, {}, now, bounds, item=(place, {"amount": Span(amount, amount)}))


def _stretches(intake: Intake, place: int, laws: Sequence[CompiledLaw]) -> Sequence[Bounds]:
    """Return the stretches of an item's amount that some law tells apart; none where there are too many."""
    anything = Span(Fraction(1), Fraction(MOST_MICRO))
    items = tuple(replace(one, amount=anything) if i == place else one for i, one in enumerate(intake.items))
    kept = laws[0].kept(StretchesOfLaw).found
    key = place, items, tuple(law.lowered.law.key for law in laws)
    known = kept.get(key)
    if known is None:
        try:
            worlds = worlds_of(replace(intake, items=items, disputed=()), [law.lowered for law in laws])
        except TooManyWorldsError:
            worlds = ()
        of = f"items[{place}].amount"
        conditions = (c for world in worlds for way in world.ways for c in way if c.id == of)
        known = tuple(dict.fromkeys(c.bounds for c in conditions if c.bounds is not None))
        kept[key] = known
    return known


class StretchesOfLaw:
    """The stretches of amounts that laws tell apart, kept for cases with the same items but for one amount.

    Attributes:
        found: by the items, with anything in the place of the amount, and the laws that take part.
        measured: what items make, by the items and the options of the readings that it turns on.
    """

    def __init__(self, _law: CompiledLaw) -> None:
        """Start with none."""
        self.found: Bounded[object, tuple[Bounds, ...]] = Bounded(_MOST_KEPT, _BYTES)
        self.measured: Bounded[object, Measured] = Bounded(_MOST_MEASURED, _BYTES_MEASURED)


def measured_of(law: CompiledLaw, world: World, options: Mapping[str, str]) -> Measured:
    """Return what the items of a world make under options of the readings.

    It is kept, because limits come again and again.
    """
    kept = law.kept(StretchesOfLaw).measured
    key = world.items, tuple(options[name] for name in sorted(law.lowered.quantity_readings))
    known = kept.get(key)
    if known is None:
        known = kept[key] = measure(law.lowered, world.holdings, options)
    return known


def _within(bounds: Bounds, value: Fraction) -> bool:
    low = bounds.least <= value if bounds.least_included else bounds.least < value
    return low and (value <= bounds.most if bounds.most_included else value < bounds.most)


def _nearest(bounds: Bounds, now: Fraction, step: Fraction) -> Fraction | None:
    """Return the amount of a stretch that lies nearest, in whole steps; None where none does."""
    if now <= bounds.least:
        value = step * ceil(bounds.least / step)
        value += step if value == bounds.least and not bounds.least_included else 0
    else:
        value = step * floor(bounds.most / step)
        value -= step if value == bounds.most and not bounds.most_included else 0
    return value if value > 0 and _within(bounds, value) else None
