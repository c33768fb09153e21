"""Quantities: the measures, bands and groupings of a law, lowered to numbers over the holdings of a case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

from propengine.core.formulas import Bound, Every, Formula, Leaf, bind
from propengine.core.numbers import (
    LEFT_OUT,
    MASS_OF_ONE,
    OPEN,
    PURITY,
    SUBSTANCE,
    WEIGHED,
    ZERO,
    Asked,
    Cell,
    Const,
    Cut,
    Each,
    How,
    Least,
    Most,
    Number,
    Of,
    Over,
    Reader,
    Scale,
    Sum,
    Where,
    active,
    amount_of,
    reader,
)
from propengine.law.amounts import MICRO, Amount, Dimension
from propengine.law.conditions import Comparison, Tree, subjects_of
from propengine.law.contents import Contents
from propengine.law.durations import Calendar
from propengine.law.elements import Mark
from propengine.law.quantities import Grouping, Measure
from propengine.law.rows import BASIS_POINTS, AmountRow, FactorRow, Row, RowWithActual
from propengine.law.subjects import item_subjects
from propengine.law.tables import (
    Absence,
    AnyTable,
    BandTable,
    Basis,
    Composition,
    ConversionTable,
    PointTable,
)


@dataclass(frozen=True)
class Entry:
    """What a law has for one substance.

    Attributes:
        row: the row or group.
        provision: where it stands.
        mark: how well it was checked.
        marks: for each band, how well its figures were checked, where they differ.
        compared: what of a holding is compared with the row; None for a group.
        concluded: the band, group or part that follows.
        near: the neighbouring band that must be shown too, for a table that is matched to the nearest.
    """

    row: str
    provision: str
    mark: Mark
    marks: tuple[Mark, ...]
    compared: Number | None
    concluded: Number
    near: "Near | None" = None

    def mark_of(self, band: str, bands: Sequence[str]) -> Mark:
        """Return the mark of the figures of a band."""
        return self.marks[bands.index(band)] if self.marks else self.mark

    @cached_property
    def read_compared(self) -> Reader:
        """Return the reader of what of a holding is compared."""
        return reader(self.compared if self.compared is not None else OPEN)

    @cached_property
    def read_concluded(self) -> Reader:
        """Return the reader of what follows for a holding."""
        return reader(self.concluded)


@dataclass(frozen=True, slots=True)
class Near:
    """When the band beside the nearest must be shown too.

    Attributes:
        points: the amounts of the bands, low to high.
        over: the ratio to the nearest above which it must.
    """

    points: tuple[Fraction, ...]
    over: Fraction

    @property
    def limits(self) -> list[Fraction]:
        """Return the amounts from which the band beside the nearest must be shown, or need not be."""
        return [point * ratio for point in self.points for ratio in (self.over, 1 / self.over)]

    def neighbour(self, amount: Fraction, place: int) -> int | None:
        """Return the place of the band on the other side of an amount, where it must be shown."""
        point = self.points[place]
        ratio = amount / point if amount > point else point / amount
        other = place + (1 if amount > point else -1)
        return other if ratio > self.over and 0 <= other < len(self.points) else None


@dataclass(frozen=True)
class Quantity:
    """A measure, a band or a grouping.

    Attributes:
        slot: its name.
        number: its value for the case.
        entries: what the law has for each substance.
        bands: its words, low to high; none for a measure.
        of: the measure that is banded, where it is not the holdings.
        open_composition: the law does not say how several substances combine.
        asks_all: every holding should have a figure: substances without one are not left out.
        elements: the elements of the law that make it, by kind and id.
    """

    slot: str
    number: Number
    entries: Mapping[str, Entry]
    bands: tuple[str, ...]
    of: str | None
    open_composition: bool
    asks_all: bool
    elements: frozenset[tuple[str, str]]


def quantities_of(contents: Contents, calendar: Calendar) -> Mapping[str, Quantity]:
    """Return the quantities of a law: groupings, measures, then bands, which may read a measure."""
    found: dict[str, Quantity] = {}
    for name, grouping in contents.groupings.items():
        found[name] = _grouping(name, grouping)
    for name, measure in contents.measures.items():
        if measure.some_item is None:
            found[name] = _measure(name, measure, contents)
    for name, table in contents.tables.items():
        if isinstance(table, BandTable | PointTable):
            found[name] = _band(name, table)
    for name, measure in contents.measures.items():
        if measure.some_item is not None:
            found[name] = _some_item(name, measure.some_item, contents, calendar, found)
    return found


def _some_item(
    name: str, tree: Tree, contents: Contents, calendar: Calendar, found: Mapping[str, Quantity]
) -> Quantity:
    """Return whether some holding is of a kind, by what the other quantities say of it alone."""
    subjects = item_subjects(contents)
    of_one: dict[str, Number] = {}
    elements = {("measures", name)}
    for slot in sorted(subjects_of(tree)):
        if slot in found:
            cells = {word: entry.concluded for word, entry in found[slot].entries.items()}
            of_one[slot] = Cell(SUBSTANCE, cells, _absent(_of_kind(contents, slot).absent))
            elements |= found[slot].elements
        elif slot in subjects:
            cells = {word: Const(word) for word in contents.substances}
            of_one[slot] = Cell(SUBSTANCE, cells, OPEN)
    words = {slot: subject.members for slot, subject in subjects.items()}
    shown, denied = (bind(tree, bound, subjects, calendar) for bound in (Bound.SHOWN, Bound.DENIED))
    number = Each(Over.HOLDINGS, How.ANY, Asked(shown, denied, of_one, words))
    return Quantity(name, number, {}, (), None, False, False, frozenset(elements))  # noqa: FBT003 - fields in order


def _of_kind(contents: Contents, slot: str) -> AnyTable | Grouping:
    """Return the table or grouping that says which band or group an item is in."""
    return contents.tables[slot] if slot in contents.tables else contents.groupings[slot]


def dimensions_of(contents: Contents, substance: str) -> tuple[Dimension, ...]:
    """Return the dimensions in which the law has a figure for a substance, those of its rows first."""
    found: list[Dimension] = []
    for table in contents.tables.values():
        row_id = table.row_of(substance)
        if row_id is None:
            continue
        row = table.rows[row_id]
        found += [limit.dimension for limit in row.limits]
        if isinstance(row, FactorRow):
            found.append(Dimension.MASS)
        found += list(row.mass_of_one or ())
    counted = [measure.count for measure in contents.measures.values() if measure.count is not None]
    return tuple(dict.fromkeys(found or [Dimension.MASS, *counted]))


def _absent(absence: Absence) -> Number:
    return LEFT_OUT if absence is Absence.LEFT_OUT else OPEN


def _grouping(name: str, grouping: Grouping) -> Quantity:
    words = tuple(grouping.groups)
    entries = {
        substance: Entry(group, grouping.provision, grouping.mark, (), None, Const(group))
        for group, members in grouping.groups.items()
        for substance in members
    }
    cell = _by_substance(entries, grouping.absent)
    number = Each(Over.HOLDINGS, How.MOST, cell, words)
    elements = frozenset({("groupings", name)})
    return Quantity(name, number, entries, words, None, False, True, elements)  # noqa: FBT003 - fields in order


def _by_substance(entries: Mapping[str, Entry], absence: Absence) -> Cell:
    return Cell(SUBSTANCE, {word: entry.concluded for word, entry in entries.items()}, _absent(absence))


def _measure(name: str, measure: Measure, contents: Contents) -> Quantity:
    own = ("measures", name)
    if measure.kinds:
        families = {id_: Const(s.family or id_) for id_, s in contents.substances.items()}
        number: Number = Each(Over.HOLDINGS, How.DISTINCT, Cell(SUBSTANCE, families, OPEN))
        elements = frozenset({own, *(("substances", id_) for id_ in families)})
        return Quantity(name, number, {}, (), None, False, True, elements)  # noqa: FBT003 - fields in order
    if measure.count is not None:
        slot = amount_of(measure.count)
        things = Each(Over.ITEMS, How.SUM, _first([(slot, Of(slot))], ZERO))
        number = Scale(Fraction(1, MICRO), Each(Over.HOLDINGS, How.SUM, things))
        return Quantity(name, number, {}, (), None, False, True, frozenset({own}))  # noqa: FBT003 - the same
    table = contents.tables.get(measure.table or "")
    if table is None:
        return Quantity(name, OPEN, {}, (), None, False, True, frozenset({own}))  # noqa: FBT003 - the same
    entries = {
        substance: _part(measure, table, row_id, row)
        for row_id, row in table.rows.items()
        for substance in (row.substances if row.substances is not None else [row_id])
    }
    elements = frozenset({own, ("tables", str(measure.table))})
    how = How.MOST if measure.highest_share else How.SUM
    number = _capped(entries, table, how)
    asks_all = table.absent is Absence.UNDEFINED
    return Quantity(name, number, entries, (), None, False, asks_all, elements)  # noqa: FBT003 - the same


def _capped(entries: Mapping[str, Entry], table: AnyTable, how: How) -> Number:
    """Return the parts of all holdings together, those of a row with a cap at most the cap."""
    caps: list[tuple[frozenset[str], Amount]] = []
    if isinstance(table, ConversionTable):
        caps = [(frozenset({id_}), row.most) for id_, row in table.rows.items() if row.most is not None]
        caps += [(frozenset(cap.rows), cap.most) for cap in table.caps]
    return _within_caps(entries, frozenset(table.rows), caps, how, _absent(table.absent))


def _within_caps(
    entries: Mapping[str, Entry],
    rows: frozenset[str],
    caps: Sequence[tuple[frozenset[str], Amount]],
    how: How,
    absent: Number,
) -> Number:
    """Return the parts of some rows together: those under a cap at most the cap, and the rest."""
    outer = [cap for cap in caps if not any(cap[0] < other[0] for other in caps)]
    parts: list[Number] = []
    for capped, most in outer:
        inner = [cap for cap in caps if cap[0] < capped]
        together = _within_caps(entries, capped, inner, how, LEFT_OUT)
        parts.append(Least((together, Const(Fraction(most.micro, MICRO)))))
    free = rows.difference(*(capped for capped, _ in outer))
    cells = {word: entry.concluded if entry.row in free else LEFT_OUT for word, entry in entries.items()}
    rest = Each(Over.HOLDINGS, how, Cell(SUBSTANCE, cells, absent))
    return rest if not parts else Most((rest, *parts)) if how is How.MOST else Sum((rest, *parts))


def _part(measure: Measure, table: AnyTable, row_id: str, row: Row) -> Entry:
    """Return what a holding of a row adds to a measure."""
    number: Number
    if isinstance(row, AmountRow) and (measure.sum_of_shares or measure.highest_share):
        number = _share(row, table.basis)
    elif isinstance(table, ConversionTable) and measure.sum_converted:
        number = _converted(table, row_id)
    elif measure.dimension is not None:
        number = Scale(Fraction(1, MICRO), _weighed(row, measure.dimension, table.basis))
    else:
        number = OPEN
    return Entry(row_id, row.provision or table.provision, row.mark or table.mark, (), number, number)


def _band(name: str, table: BandTable | PointTable) -> Quantity:
    bands = table.band_words
    elements = frozenset({("tables", name)})
    open_ = table.composition is Composition.NOT_STATED
    asks_all = table.absent is Absence.UNDEFINED
    if table.banded is not None:
        compared = Scale(Fraction(MICRO), Of(table.banded))
        entry = _row_entry(table, "all", compared)
        return Quantity(name, entry.concluded, {"": entry}, bands, table.banded, False, asks_all, elements)  # noqa: FBT003 - fields in order
    entries = {
        substance: _row_entry(table, row_id, _weighed(row, row.limits[0].dimension, table.basis))
        for row_id, row in table.rows.items()
        for substance in (row.substances if row.substances is not None else [row_id])
    }
    number = Each(Over.HOLDINGS, How.MOST, _by_substance(entries, table.absent), bands)
    return Quantity(name, number, entries, bands, None, open_, asks_all, elements)


def _row_entry(table: BandTable | PointTable, row_id: str, compared: Number) -> Entry:
    row = table.rows[row_id]
    near = None
    if isinstance(table, BandTable):
        concluded = _by_cuts(table, row_id, compared)
    else:
        points = [Fraction(point.micro) for point in row.limits]
        pairs = tuple(pairwise(points))
        concluded = Cut(compared, pairs, (True,) * len(pairs), table.band_words)
        near = Near(tuple(points), table.nearest)
    mark, provision = row.mark or table.mark, row.provision or table.provision
    return Entry(row_id, provision, mark, tuple(row.marks or ()), compared, concluded, near)


def _by_cuts(table: BandTable, row_id: str, compared: Number) -> Number:
    """Return the band of a row, or that of its active principle where it falls higher."""
    row = table.rows[row_id]
    concluded: Number = _cut(table, row_id, compared)
    if table.basis is Basis.GREATER and row.actual_row is not None:
        actual = _cut(table, row.actual_row, _actual(row, row.cuts[0].dimension))
        concluded = Most((concluded, actual), table.band_words)
    return concluded


def _cut(table: BandTable, row_id: str, of: Number) -> Cut:
    cuts = [Fraction(cut.micro) for cut in table.rows[row_id].cuts]
    included = tuple(band.to == "included" for band in table.bands)[: len(cuts)]
    return Cut(of, tuple((cut, cut) for cut in cuts), included, table.band_words)


def _known(slot: str) -> Formula:
    return Leaf(slot, Comparison.STATED, (True,), Bound.SHOWN)


def _first(options: Sequence[tuple[str, Number]], otherwise: Number) -> Number:
    """Return the number of the first slot that is known."""
    number = otherwise
    for slot, option in reversed(options):
        number = Where(_known(slot), option, number)
    return number


def _counted(row: Row, dimension: Dimension, *, only_active: bool = False) -> Number:
    """Return what of an item counts for a row, in a dimension: as measured, or its active principle."""

    def of(slot: str) -> Number:
        return Of(active(slot) if only_active else slot)

    own = amount_of(dimension)
    options = [(own, of(own))]
    if dimension is Dimension.MASS:
        for counted, mass in (row.mass_of_one or {}).items():
            options.append((amount_of(counted), Scale(Fraction(mass.micro, MICRO), of(amount_of(counted)))))
        options.append((WEIGHED, of(WEIGHED)))
    return _first(options, OPEN)


def _item(row: Row, dimension: Dimension, basis: Basis) -> Number:
    """Return what of an item counts for a row; where known, the active principle at the reference purity."""
    gross = _counted(row, dimension)
    if basis is not Basis.ACTIVE or dimension is not Dimension.MASS:
        return gross
    reference = Fraction(BASIS_POINTS, row.reference_purity or BASIS_POINTS)
    return Where(_known(PURITY), Scale(reference, _counted(row, dimension, only_active=True)), gross)


def _weighed(row: Row, dimension: Dimension, basis: Basis) -> Number:
    """Return what of a holding counts for a row."""
    return Each(Over.ITEMS, How.SUM, _item(row, dimension, basis), gross=_counted(row, dimension))


def _actual(row: RowWithActual, dimension: Dimension) -> Number:
    """Return what goes by a row's `actual_row`: what analysis does not show is not counted."""
    gross, pure = _counted(row, dimension), _counted(row, dimension, only_active=True)
    known = Where(_known(PURITY), pure, ZERO)
    if row.actual_from_purity is not None:
        least = Fraction(row.actual_from_purity, BASIS_POINTS)
        whole = Leaf(PURITY, Comparison.AT_LEAST, (least,), Bound.SHOWN)
        known = Where(whole, gross, known)
    return Each(Over.ITEMS, How.SUM, _or_zero(known, row, dimension))


def _or_zero(number: Number, row: Row, dimension: Dimension) -> Number:
    """Return a number where the item counts in a dimension at all, and else zero."""
    slots = [amount_of(dimension)]
    if dimension is Dimension.MASS:
        slots += [amount_of(counted) for counted in row.mass_of_one or {}]
        slots.append(WEIGHED)
    return _first([(slot, number) for slot in slots], ZERO)


_OF_LITRE: Final = Fraction(1000)
"""For so many millilitres the unit of volumes stands; a factor counts for each, as for a gram."""


def _converted(table: ConversionTable, row_id: str) -> Number:
    """Return a holding on the table's common scale, each item by its volume or else its mass."""
    row = table.rows[row_id]
    by_volume, by_mass = (_item(row, d, table.basis) for d in (Dimension.VOLUME, Dimension.MASS))
    counted = Where(_known(amount_of(Dimension.VOLUME)), Scale(_OF_LITRE, by_volume), by_mass)
    gross = Scale(row.factor / MICRO, Each(Over.ITEMS, How.SUM, counted))
    if table.basis is not Basis.GREATER or row.actual_row is None:
        return gross
    actual = table.rows[row.actual_row].factor
    pure = Sum((_actual(row, Dimension.MASS), Scale(_OF_LITRE, _actual(row, Dimension.VOLUME))))
    return Most((gross, Scale(actual / MICRO, pure)))


def _share(row: AmountRow, basis: Basis) -> Number:
    """Return how many times the row's amount a holding is."""
    amounts = row.amounts
    if len(amounts) == 1 and row.unit_at_most is None:
        return Scale(Fraction(1, amounts[0].micro), _weighed(row, amounts[0].dimension, basis))
    number: Number = OPEN
    for one in reversed([one for one in amounts if one.dimension is Dimension.MASS]):
        in_mass = [amount_of(Dimension.MASS), *(amount_of(d) for d in row.mass_of_one or {}), WEIGHED]
        weighed = Scale(Fraction(1, one.micro), _item(row, Dimension.MASS, basis))
        number = _first([(slot, weighed) for slot in in_mass], number)
    for one in reversed(amounts):
        share = Scale(Fraction(1, one.micro), _item(row, one.dimension, basis))
        number = Where(Every(tuple(_counts_as_one(one, row))), share, number)
    return Each(Over.ITEMS, How.SUM, number)


def _counts_as_one(one: Amount, row: AmountRow) -> Iterator[Formula]:
    """Yield what must hold of an item to be counted in a dimension: what weighs too much is weighed."""
    yield _known(amount_of(one.dimension))
    if one.dimension is not Dimension.MASS and row.unit_at_most is not None:
        most = Fraction(row.unit_at_most.micro)
        yield Leaf(MASS_OF_ONE, Comparison.AT_MOST, (most,), Bound.SHOWN)
