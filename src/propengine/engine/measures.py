"""Measures, bands and groupings: the numbers and words that the law makes of the items of a case.

All arithmetic is in whole micro-units and exact rationals. A figure that the law does not give stays
unknown: a substance without a row is not zero and not everything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from propengine.engine.intake import ReadItem
from propengine.law.amounts import MICRO, Amount, Dimension
from propengine.law.contents import Contents
from propengine.law.domains import SlotValue
from propengine.law.elements import Mark
from propengine.law.quantities import BASIS_POINTS, Absence, Basis, Composition, Grouping, Measure, Row, Table


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law that was compared with an item, for the trace.

    Attributes:
        item: the position of the item in the case, or None for a figure about several or the whole.
        substance: the substance compared, by the ruleset's own word; empty for a figure about the whole.
        of: the table, measure or grouping.
        row: the row or group.
        provision: where the figure stands.
        mark: how well it was checked.
        value: the item's amount or share that was compared, in base units.
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
class Measures:
    """Everything that the items make.

    Attributes:
        slots: measures, bands and groupings that are known, by name.
        item_bands: for each table with bands, the band of each substance.
        neighbours: for each table matched to the nearest, the neighbouring band that must be shown too.
        figures: the law's figures that were compared.
        open_compositions: tables whose law does not say how several substances combine.
        undefined: measures, tables and groupings that have no figure for one of the items.
        at_least: for a measure that is not known, what the items with a figure make alone.
    """

    slots: Mapping[str, SlotValue]
    item_bands: Mapping[str, tuple[str, ...]]
    neighbours: Mapping[str, str]
    figures: tuple[Figure, ...]
    open_compositions: tuple[str, ...]
    undefined: tuple[str, ...]
    at_least: Mapping[str, Fraction]


def measure(items: Sequence[ReadItem], contents: Contents) -> Measures:
    """Return what the items of a case make under a law."""
    worker = _Worker(items, contents)
    worker.run()
    return Measures(
        worker.slots,
        worker.item_bands,
        worker.neighbours,
        tuple(worker.figures),
        tuple(worker.open_compositions),
        tuple(dict.fromkeys(worker.undefined)),
        worker.at_least,
    )


@dataclass(frozen=True, slots=True)
class _Holding:
    """All items of one substance: however it is divided, the law weighs it as one.

    Attributes:
        substance: the ruleset's own word.
        item: the position of the item, where there is only one.
        items: the items.
    """

    substance: str
    item: int | None
    items: tuple[ReadItem, ...]


def _holdings(items: Sequence[ReadItem]) -> tuple[_Holding, ...]:
    by_substance: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        by_substance.setdefault(item.substance, []).append(i)
    return tuple(
        _Holding(substance, where[0] if len(where) == 1 else None, tuple(items[i] for i in where))
        for substance, where in by_substance.items()
    )


class _Worker:
    """One pass over the measures, tables and groupings of a law."""

    def __init__(self, items: Sequence[ReadItem], contents: Contents) -> None:
        self.items = items
        self.holdings = _holdings(items)
        self.contents = contents
        self.slots: dict[str, SlotValue] = {}
        self.item_bands: dict[str, tuple[str, ...]] = {}
        self.neighbours: dict[str, str] = {}
        self.figures: list[Figure] = []
        self.open_compositions: list[str] = []
        self.undefined: list[str] = []
        self.at_least: dict[str, Fraction] = {}

    def run(self) -> None:
        if not self.items:
            return
        for name, grouping in self.contents.groupings.items():
            self.slots[name] = self._group(name, grouping)
        for name, measure_ in self.contents.measures.items():
            self.slots[name] = self._measure(name, measure_)
        for name, table in self.contents.tables.items():
            if table.bands:
                self._band(name, table)

    def _group(self, name: str, grouping: Grouping) -> str | None:
        order = list(grouping.groups)
        gravest: int | None = None
        for i, item in enumerate(self.items):
            group = next((g for g, members in grouping.groups.items() if item.substance in members), None)
            if group is None:
                if grouping.absent is Absence.UNDEFINED:
                    self.undefined.append(name)
                    return None
                continue
            mark, provision = grouping.mark, grouping.provision
            self.figures.append(Figure(i, item.substance, name, group, provision, mark, None, group))
            gravest = max(gravest, order.index(group)) if gravest is not None else order.index(group)
        return order[gravest] if gravest is not None else None

    def _measure(self, name: str, measure_: Measure) -> Fraction | None:
        if measure_.kinds:
            families = {self._family(item.substance) for item in self.items}
            return Fraction(len(families))
        if measure_.count is not None:
            counted = [
                item.amount for item in self.items if item.amount and item.amount.dimension is measure_.count
            ]
            unknown = any(item.amount is None for item in self.items)
            return None if unknown else Fraction(sum(amount.micro for amount in counted), MICRO)
        table = self.contents.tables.get(measure_.table or "")
        if table is None:
            return None
        parts = list(self._parts(name, measure_, table))
        known = [part for part in parts if part is not None]
        if not known:
            return None
        total = max(known) if measure_.highest_share else sum(known, start=Fraction(0))
        if len(known) < len(parts):
            self.undefined.append(name)
            self.at_least[name] = total
            return None
        return total

    def _parts(self, name: str, measure_: Measure, table: Table) -> Iterator[Fraction | None]:
        """Yield each substance's part of a measure; None for a part that the law gives no figure for."""
        by_row: dict[str, Fraction] = {}
        for holding in self.holdings:
            row_id = table.row_of(holding.substance)
            if row_id is None:
                if table.absent is Absence.UNDEFINED:
                    yield None
                continue
            row = table.rows[row_id]
            part = self._part(measure_, table, row, holding)
            mark, provision = row.mark or table.mark, row.provision or table.provision
            shown = "" if part is None else str(part)
            figure = Figure(holding.item, holding.substance, name, row_id, provision, mark, part, shown)
            self.figures.append(figure)
            if part is not None and row.most is not None:
                before = by_row.get(row_id, Fraction(0))
                by_row[row_id] = min(before + part, Fraction(row.most.micro, MICRO))
                part = by_row[row_id] - before
            yield part

    def _part(self, measure_: Measure, table: Table, row: Row, holding: _Holding) -> Fraction | None:
        if measure_.sum_of_shares or measure_.highest_share:
            return _total(_share(item, row, table.basis) for item in holding.items)
        if measure_.sum_converted and row.factor is not None:
            return _converted(holding, row, row.factor, table)
        wanted = measure_.dimension
        counted = (
            _total(_counted(item, row, wanted, table.basis) for item in holding.items) if wanted else None
        )
        return counted / MICRO if counted is not None else None

    def _family(self, substance: str) -> str:
        known = self.contents.substances.get(substance)
        return known.family or substance if known else substance

    def _band(self, name: str, table: Table) -> None:
        if table.of is not None:
            value = self.slots.get(table.of)
            if isinstance(value, Fraction):
                self._conclude(name, table, [self._cut(name, table, "all", value * MICRO, None)])
            return
        bands: list[int] = []
        for holding in self.holdings:
            row_id = table.row_of(holding.substance)
            if row_id is None:
                if table.absent is Absence.UNDEFINED:
                    return
                continue
            band = self._holding_band(name, table, row_id, holding)
            if band is None:
                return
            bands.append(band)
        if bands:
            self._conclude(name, table, bands)

    def _conclude(self, name: str, table: Table, bands: Sequence[int]) -> None:
        words = [band.band for band in table.bands or ()]
        self.slots[name] = words[max(bands)]
        self.item_bands[name] = tuple(words[band] for band in bands)
        if table.composition is Composition.NOT_STATED and len(self.holdings) > 1:
            self.open_compositions.append(name)

    def _holding_band(self, name: str, table: Table, row_id: str, holding: _Holding) -> int | None:
        """Return the band of a substance; with the basis `greater`, the higher of mixture and active."""
        row = table.rows[row_id]
        dimension = next(limit.dimension for limit in row.cuts or row.points or ())
        value = _total(_counted(item, row, dimension, table.basis) for item in holding.items)
        if value is None:
            return None
        band = self._cut(name, table, row_id, value, holding)
        if table.basis is not Basis.GREATER or row.actual_row is None:
            return band
        actual = _actual(holding, row, dimension)
        return max(band, self._cut(name, table, row.actual_row, actual, holding)) if actual else band

    def _cut(self, name: str, table: Table, row_id: str, value: Fraction, holding: _Holding | None) -> int:
        row = table.rows[row_id]
        bands = table.bands or []
        if table.nearest is not None and row.points is not None:
            band, neighbour = nearest(value, row.points, table.nearest)
            if neighbour is not None:
                self.neighbours[name] = bands[neighbour].band
        else:
            band = band_of(value, row.cuts or [], [b.to == "included" for b in bands])
        mark = row.marks[band] if row.marks is not None else row.mark or table.mark
        provision = row.provision or table.provision
        item, substance = (holding.item, holding.substance) if holding is not None else (None, "")
        compared, concluded = value / MICRO, bands[band].band
        self.figures.append(Figure(item, substance, name, row_id, provision, mark, compared, concluded))
        return band


def band_of(micro: Fraction, cuts: Sequence[Amount], included: Sequence[bool]) -> int:
    """Return the band of an amount: the first whose upper cut point is not passed."""
    for i, cut in enumerate(cuts):
        if micro < cut.micro or (micro == cut.micro and included[i]):
            return i
    return len(cuts)


def nearest(micro: Fraction, points: Sequence[Amount], both_over: Fraction) -> tuple[int, int | None]:
    """Return the point nearest on a logarithmic scale, and its neighbour where both must be shown.

    Of two points a < b, an amount q is nearer to b when q² > a·b; a tie goes to the lower. The neighbour on
    the other side of q is shown too when the ratio of q to its nearest point exceeds `both_over`.
    """
    best = 0
    for i, (a, b) in enumerate(pairwise(points)):
        if micro * micro > a.micro * b.micro:
            best = i + 1
    point = points[best].micro
    ratio = micro / point if micro > point else Fraction(point) / micro
    neighbour = best + (1 if micro > point else -1)
    shown = ratio > both_over and 0 <= neighbour < len(points)
    return best, neighbour if shown else None


_WHOLE: Final = BASIS_POINTS


def _counted(item: ReadItem, row: Row, dimension: Dimension, basis: Basis) -> Fraction | None:
    """Return the micro-units of an item that count for a row, in a dimension; None when it cannot be said."""
    amount = item.amount
    if amount is None:
        return None
    if amount.dimension is dimension:
        micro = Fraction(amount.micro)
    elif dimension is Dimension.MASS and row.mass_of_one and amount.dimension in row.mass_of_one:
        micro = Fraction(amount.micro * row.mass_of_one[amount.dimension].micro, MICRO)
    elif dimension is Dimension.MASS and item.mass_of_one is not None:
        micro = Fraction(amount.micro * item.mass_of_one, MICRO)
    else:
        return None
    if basis is not Basis.ACTIVE or dimension is not Dimension.MASS:
        return micro
    reference = row.reference_purity or _WHOLE
    if item.pure:
        return micro * _WHOLE / reference
    return micro if item.purity is None else micro * item.purity / reference


def _total(parts: Iterable[Fraction | None]) -> Fraction | None:
    """Return the sum of the parts; None when one of them is not known."""
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _actual(holding: _Holding, row: Row, dimension: Dimension) -> Fraction:
    """Return the micro-units that go by a row's `actual_row`: what analysis does not show is not counted."""
    total = Fraction(0)
    for item in holding.items:
        value = _counted(item, row, dimension, Basis.GROSS)
        purity = _WHOLE if item.pure else item.purity
        if value is not None and purity is not None:
            whole = row.actual_from_purity is not None and purity >= row.actual_from_purity
            total += value if whole else value * purity / _WHOLE
    return total


def _converted(holding: _Holding, row: Row, factor: Fraction, table: Table) -> Fraction | None:
    """Return what a substance counts as on the table's common scale, in base units."""
    for dimension in (Dimension.MASS, Dimension.VOLUME):
        counted = _total(_counted(item, row, dimension, table.basis) for item in holding.items)
        if counted is None:
            continue
        actual = (
            table.rows[row.actual_row].factor if table.basis is Basis.GREATER and row.actual_row else None
        )
        active = _actual(holding, row, dimension) * actual if actual is not None else Fraction(0)
        return max(counted * factor, active) / MICRO
    return None


def _share(item: ReadItem, row: Row, basis: Basis) -> Fraction | None:
    """Return how many times the row's amount an item is."""
    amounts = row.amounts or ()
    if item.amount is None:
        return None
    for one in amounts:
        same = one.dimension is item.amount.dimension
        heavy = row.unit_at_most is not None and (
            item.mass_of_one is None or item.mass_of_one > row.unit_at_most.micro
        )
        if same and (one.dimension is Dimension.MASS or not heavy):
            counted = _counted(item, row, one.dimension, basis)
            return counted / one.micro if counted is not None else None
    for one in amounts:
        counted = _counted(item, row, one.dimension, basis)
        if one.dimension is Dimension.MASS and counted is not None:
            return counted / one.micro
    return None
