"""Measuring: what the items of one world make under a law, its measures, bands and groupings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from propengine.core.lowering import LoweredLaw
from propengine.core.numbers import Holding, Scene, value_of
from propengine.core.quantities import Entry, Quantity
from propengine.core.slots import SlotValue, of_reading
from propengine.law.amounts import MICRO
from propengine.law.elements import Mark


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law that was compared with a holding, for the trace.

    Attributes:
        item: the position of the item in the case, or None for a figure about several or the whole.
        substance: the substance compared, by the ruleset's own word; empty for a figure about the whole.
        of: the table, measure or grouping.
        row: the row or group.
        provision: where the figure stands.
        mark: how well it was checked.
        value: the holding's amount or share that was compared, in base units.
        concluded: the band, group or share that followed.
    """

    item: int | None
    substance: str
    of: str
    row: str
    provision: str
    mark: Mark
    value: Fraction | None
    concluded: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A band beside the nearest that must be shown too.

    Attributes:
        table: of which table.
        substance: the holding's; empty where all holdings together have one band.
        place: of the holding among those that have a band.
        nearest: the nearest band.
        beside: the other.
        bands: of the table, low to high.
    """

    table: str
    substance: str
    place: int
    nearest: str
    beside: str
    bands: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """What the holdings make.

    Attributes:
        values: measures, bands and groupings, by slot; None where open.
        item_bands: for each table with bands, the band of each holding.
        neighbours: the neighbouring bands that must be shown too.
    """

    values: Mapping[str, SlotValue]
    item_bands: Mapping[str, tuple[str, ...]]
    neighbours: tuple[Neighbour, ...]


def with_neighbours(measured: Measured, taken: Sequence[Neighbour]) -> Mapping[str, str]:
    """Return, for each table, the band of the case when some neighbouring bands count: the highest of all."""
    found: dict[str, str] = {}
    for table in dict.fromkeys(neighbour.table for neighbour in taken):
        beside = {n.place: n for n in taken if n.table == table}
        own = measured.item_bands.get(table, (str(measured.values[table]),))  # a measure has one for all
        bands = [beside[i].beside if i in beside else band for i, band in enumerate(own)]
        found[table] = max(bands, key=next(iter(beside.values())).bands.index)
    return found


def measure(law: LoweredLaw, holdings: Sequence[Holding], options: Mapping[str, str]) -> Measured:
    """Return what holdings make under a law, under options of its readings."""
    if not holdings:
        return Measured({}, {}, ())
    values: dict[str, SlotValue] = {of_reading(name): option for name, option in options.items()}
    scene = Scene(values, holdings)
    found: dict[str, SlotValue] = {}
    bands: dict[str, tuple[str, ...]] = {}
    neighbours: list[Neighbour] = []
    under = law.quantities_under(options)
    for name, read in law.quantities.items():
        quantity = under.get(name)
        value = value_of(read, scene)
        if value is None and quantity is not None and not quantity.bands:
            value = _above_all(law, name, quantity, holdings)
        found[name] = values[name] = value
        if quantity is None or not quantity.bands or value is None:
            continue
        if quantity.of is not None:
            neighbours += _neighbour_of_measure(name, quantity, str(value), scene)
            continue
        bands[name] = tuple(str(band) for _, _, band in _entries(quantity, holdings))
        neighbours += _neighbours(name, quantity, holdings)
    return Measured(found, bands, tuple(neighbours))


def _scenes(holdings: Sequence[Holding]) -> Iterator[Scene]:
    for holding in holdings:
        yield Scene({}, holdings, holding)


def _entries(quantity: Quantity, holdings: Sequence[Holding]) -> Iterator[tuple[Holding, Entry, SlotValue]]:
    """Yield what the law has for each holding, and what follows; those without an entry are left out."""
    for scene in _scenes(holdings):
        holding = scene.holding
        entry = quantity.entries.get(holding.substance) if holding is not None else None
        if holding is not None and entry is not None:
            yield holding, entry, value_of(entry.read_concluded, scene)


def _above_all(
    law: LoweredLaw, name: str, quantity: Quantity, holdings: Sequence[Holding]
) -> Fraction | None:
    """Return what the holdings with a figure make, where that alone is above every limit."""
    domain = law.domains.get(name)
    parts = [part for _, _, part in _entries(quantity, holdings) if isinstance(part, Fraction)]
    if not parts or domain is None:
        return None
    least = max(parts)
    return least if all(least > cut for cut in domain.cuts) else None


def _neighbours(name: str, quantity: Quantity, holdings: Sequence[Holding]) -> Iterator[Neighbour]:
    for i, (holding, entry, band) in enumerate(_entries(quantity, holdings)):
        if entry.near is None:
            continue
        amount = value_of(entry.read_compared, Scene({}, holdings, holding))
        place = quantity.bands.index(str(band))
        beside = entry.near.neighbour(amount, place) if isinstance(amount, Fraction) else None
        if beside is not None:
            yield Neighbour(name, holding.substance, i, str(band), quantity.bands[beside], quantity.bands)


def _neighbour_of_measure(name: str, quantity: Quantity, band: str, scene: Scene) -> Iterator[Neighbour]:
    """Yield the band beside the nearest of a measure, which all holdings make together."""
    entry = quantity.entries[""]
    amount = value_of(entry.read_compared, scene) if entry.near is not None else None
    if entry.near is None or not isinstance(amount, Fraction):
        return
    beside = entry.near.neighbour(amount, quantity.bands.index(band))
    if beside is not None:
        yield Neighbour(name, "", 0, band, quantity.bands[beside], quantity.bands)


def figures(
    law: LoweredLaw, holdings: Sequence[Holding], options: Mapping[str, str], values: Mapping[str, SlotValue]
) -> Iterator[Figure]:
    """Yield the figures of the law that the holdings were compared with."""
    for name, quantity in law.quantities_under(options).items():
        if quantity.of is not None:
            yield from _figure_of_measure(name, quantity, values)
            continue
        for holding, entry, concluded in _entries(quantity, holdings):
            compared = None
            if entry.compared is not None:
                found = value_of(entry.read_compared, Scene({}, holdings, holding))
                compared = found if isinstance(found, Fraction) else None
            if quantity.bands and entry.compared is not None:
                if compared is None:
                    continue
                compared /= MICRO
            shown = "" if concluded is None else str(concluded)
            mark = entry.mark_of(shown, quantity.bands) if quantity.bands and shown else entry.mark
            yield Figure(
                holding.position, holding.substance, name, entry.row, entry.provision, mark, compared, shown
            )


def _figure_of_measure(name: str, quantity: Quantity, values: Mapping[str, SlotValue]) -> Iterator[Figure]:
    """Yield the figure of a band that is cut from a measure."""
    measured, band = values.get(str(quantity.of)), values.get(name)
    entry = quantity.entries[""]
    if isinstance(measured, Fraction) and band is not None:
        mark = entry.mark_of(str(band), quantity.bands)
        yield Figure(None, "", name, entry.row, entry.provision, mark, measured, str(band))


def undefined(law: LoweredLaw, holdings: Sequence[Holding], options: Mapping[str, str]) -> Iterator[str]:
    """Yield the quantities for which the law has no figure for one of the holdings."""
    for name, quantity in law.quantities_under(options).items():
        if quantity.asks_all and quantity.entries and quantity.of is None:
            known = [holding.substance in quantity.entries for holding in holdings]
            if not all(known):
                yield name


def open_compositions(
    law: LoweredLaw, holdings: Sequence[Holding], options: Mapping[str, str], values: Mapping[str, SlotValue]
) -> Iterator[str]:
    """Yield the tables whose law does not say how several substances combine, where there are several."""
    for name, quantity in law.quantities_under(options).items():
        if quantity.open_composition and len(holdings) > 1 and values.get(name) is not None:
            yield name
