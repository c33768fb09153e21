"""Item profiles: all that the laws can tell of some items, and how it is told apart in words.

Where two values that are not known meet in one number of a law, no condition on each alone says for which of
them an answer holds: it hangs on what they make together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from propengine.core.lowering import LoweredLaw
from propengine.core.numbers import Holding
from propengine.core.profiles import UNKNOWN, Domain
from propengine.core.slots import SlotValue, slot_of_member
from propengine.engine.conditions import Bounds, Condition, Question, unit_of
from propengine.engine.items import KnownItem, holdings_of
from propengine.engine.measuring import Measured, measure
from propengine.law.amounts import MICRO, MOST_MICRO


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a law tells of items.

    Attributes:
        law: the place of the law among those that take part.
        options: the options of readings under which it is told that depart from the law as written.
        slot: the measure, band or grouping.
        substance: whose, for what is told of one holding; else empty.
    """

    law: int
    options: tuple[tuple[str, str], ...]
    slot: str
    substance: str = ""


ItemProfile: TypeAlias = Mapping[Part, object]
"""The class of a number, or a word, for each thing that the laws tell."""
NOT_DEFINED: Final = "not defined"
_MOST: Final = Fraction(MOST_MICRO, MICRO)


def profile_of(laws: Sequence[LoweredLaw], items: Sequence[KnownItem]) -> ItemProfile:
    """Return what laws can tell of items: the class of each quantity under every option."""
    holdings = holdings_of(items)
    found: dict[Part, object] = {}
    for place, law in enumerate(laws):
        found |= {
            Part(place, (), "substance", holding.substance): True
            for holding in sorted(holdings, key=lambda holding: holding.substance)
            if slot_of_member("substance", holding.substance) in law.domains
        }
        for options in _options(law):
            measured = measure(law, holdings, {**law.as_written, **dict(options)})
            found |= _of_law(law, place, options, measured, holdings)
    return found


def _options(law: LoweredLaw) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield the options of readings that depart from the law as written, in every combination: none first."""
    readings = law.law.contents.readings
    departures: list[list[tuple[str, str] | None]] = [
        [None, *((name, option) for option in readings[name].options if option != law.as_written[name])]
        for name in sorted(law.quantity_readings)
    ]
    for chosen in product(*departures):
        yield tuple(departure for departure in chosen if departure is not None)


def _of_law(
    law: LoweredLaw,
    place: int,
    options: tuple[tuple[str, str], ...],
    measured: Measured,
    holdings: Sequence[Holding],
) -> Mapping[Part, object]:
    found: dict[Part, object] = {
        Part(place, options, slot): _class(law.domains.get(slot), value)
        for slot, value in measured.values.items()
    }
    beside = {(n.table, n.substance): f"{n.nearest} / {n.beside}" for n in measured.neighbours}
    for table, bands in sorted(measured.item_bands.items()):
        quantity = law.quantities_under({**law.as_written, **dict(options)})[table]
        banded = [holding.substance for holding in holdings if holding.substance in quantity.entries]
        for substance, band in zip(banded, bands, strict=True):
            found[Part(place, options, table, substance)] = beside.get((table, substance), band)
    return {**found, **{Part(place, options, table): told for (table, of), told in beside.items() if not of}}


def _class(domain: Domain | None, value: SlotValue) -> object:
    """Return the class of a number; a word is its own."""
    if not isinstance(value, Fraction):
        return value
    return domain.classify(value) if domain is not None else UNKNOWN


def told_apart(laws: Sequence[LoweredLaw], profiles: Sequence[ItemProfile]) -> list[tuple[Condition, ...]]:
    """Return, for each profile, the conditions on what the items make that tell it from the others."""
    every = dict.fromkeys(part for profile in profiles for part in profile)
    parts = [part for part in every if part.slot != "substance"]
    classes = {part: tuple(profile.get(part) for profile in profiles) for part in parts}
    kept: dict[Part, str] = {}
    seen: set[tuple[object, ...]] = set()
    for part in parts:
        if len(set(classes[part])) > 1 and classes[part] not in seen:
            seen.add(classes[part])
            id_ = _id(part)
            kept[part] = f"{id_} ({_provision(laws[part.law], part)})" if id_ in kept.values() else id_
    return [
        tuple(_condition(laws[part.law], part, id_, profile.get(part)) for part, id_ in kept.items())
        for profile in profiles
    ]


def _id(part: Part) -> str:
    told = [f"{reading}={option}" for reading, option in part.options]
    inside = ", ".join([part.substance] * bool(part.substance) + told)
    return f"{part.slot}[{inside}]" if inside else part.slot


def _provision(law: LoweredLaw, part: Part) -> str:
    contents = law.law.under(dict(part.options)).contents if part.options else law.law.contents
    elements = (contents.tables, contents.measures, contents.groupings)
    found = (of[part.slot].provision for of in elements if part.slot in of)
    return next(found, "")


def _condition(law: LoweredLaw, part: Part, id_: str, told: object) -> Condition:
    provision = _provision(law, part)
    if isinstance(told, str | bool):
        return Condition(Question.QUANTITY, id_, str(told).lower(), provision)
    domain = law.domains.get(part.slot)
    if domain is None or not isinstance(told, int) or told == UNKNOWN:
        return Condition(Question.QUANTITY, id_, NOT_DEFINED, provision)
    measure_ = law.law.contents.measures.get(part.slot)
    unit = unit_of(measure_.dimension) if measure_ is not None and measure_.dimension is not None else ""
    least, least_left_out = domain.edge(told, upper=False)
    most, most_left_out = domain.edge(told, upper=True)
    bounds = Bounds(
        least or Fraction(0),
        least is not None and not least_left_out,
        _MOST if most is None else most,
        most is not None and not most_left_out,
        unit,
    )
    return Condition(Question.QUANTITY, id_, str(bounds), provision, bounds)
