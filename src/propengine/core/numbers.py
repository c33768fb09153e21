"""Numbers: what a law counts, weighs and looks up in the items of a case, as nodes; and their exact reader.

A number is evaluated for the whole case, for one holding or for one item; what it reads of an item has a slot
name that begins with `item.`. Its value is an exact number or a word; None where it is open: something that
it needs is not known. Amounts are in micro-units of their dimension, everything else in base units.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias

from propengine.core.formulas import Formula, formula_holds, leaves_of
from propengine.core.slots import SlotValue
from propengine.law.amounts import Dimension

PURITY: Final = "item.purity"
"""The share of active principle, from 0 to 1; 1 for the pure substance."""
MASS_OF_ONE: Final = "item.mass_of_one"
"""What one counted thing weighs, in micrograms."""
WEIGHED: Final = "item.weighed"
"""The micrograms of counted things: how many there are times what one weighs."""


def amount_of(dimension: Dimension) -> str:
    """Return the slot of an item's amount, where it is counted in this dimension."""
    return f"item.amount.{dimension}"


def active(slot: str) -> str:
    """Return the slot of what of an amount is active principle: amount times purity, formed at intake."""
    return f"{slot}.active"


@dataclass(frozen=True)
class Holding:
    """All items of one substance: however it is divided, the law weighs it as one.

    Attributes:
        substance: the ruleset's own word.
        position: of its item among those of the case, where there is only one.
        items: the slots of its items.
    """

    substance: str
    position: int | None
    items: tuple[Mapping[str, Fraction], ...]


class Over(Enum):
    """What an `Each` goes through."""

    HOLDINGS = "holdings"
    ITEMS = "items"
    """The items of the holding at hand."""


class How(Enum):
    """How an `Each` makes one value of many."""

    SUM = "sum"
    MOST = "most"
    """The largest number, or the gravest word of its order."""
    DISTINCT = "distinct"
    """How many different words there are."""
    ANY = "any"
    """Whether one of them is so: open while none is shown to be and one may be."""


class Skip(Enum):
    """The value of what does not count: the law is about other things."""

    SKIP = "skip"


SKIP: Final = Skip.SKIP
Value: TypeAlias = SlotValue | Skip


@dataclass(frozen=True, slots=True)
class Const:
    """A number, a word, or nothing known."""

    value: Fraction | str | None


@dataclass(frozen=True, slots=True)
class Of:
    """What a slot holds."""

    slot: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of parts."""

    parts: tuple["Number", ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A constant times a number."""

    by: Fraction
    of: "Number"


@dataclass(frozen=True, slots=True)
class Least:
    """The least of several numbers; nothing where one does not count: a cap makes no amount of nothing."""

    parts: tuple["Number", ...]


@dataclass(frozen=True, slots=True)
class Most:
    """The most of several numbers, or the gravest of several words, whose order is given."""

    parts: tuple["Number", ...]
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """One number where a formula holds, and another where it does not."""

    formula: Formula
    then: "Number"
    otherwise: "Number"


@dataclass(frozen=True)
class Cell:
    """What a table has under a word.

    Attributes:
        by: the slot that holds the word; `SUBSTANCE` is the holding's own.
        cells: by word.
        absent: what a word that has no cell means.
    """

    by: str
    cells: Mapping[str, "Number"]
    absent: "Number"


@dataclass(frozen=True, slots=True)
class Cut:
    """The band in which a number falls.

    Attributes:
        of: the number.
        limits: between each two bands the pair of amounts whose geometric mean divides them; twice the same
            amount is that amount.
        included: whether a number at the limit still belongs to the lower band.
        bands: low to high.
    """

    of: "Number"
    limits: tuple[tuple[Fraction, Fraction], ...]
    included: tuple[bool, ...]
    bands: tuple[str, ...]

    def band(self, number: Fraction) -> str:
        """Return the band of a number."""
        return self.bands[self.place(number)]

    def place(self, number: Fraction) -> int:
        """Return the place of the band of a number."""
        square = number * number
        for i, (low, high) in enumerate(self.limits):
            product = low * high
            if square < product or (square == product and self.included[i]):
                return i
        return len(self.limits)


@dataclass(frozen=True, slots=True)
class Each:
    """One value made of many.

    Attributes:
        over: what it goes through.
        how: how the values become one.
        of: the value of one.
        order: for words, from the least grave to the gravest.
        gross: what was weighed; its sum is rounded down to whole micro-units, once, after adding, and the
        value
            with it in proportion. None where nothing is rounded.
    """

    over: Over
    how: How
    of: "Number"
    order: tuple[str, ...] = ()
    gross: "Number | None" = None


@dataclass(frozen=True)
class Asked:
    """Whether a holding is of some kind; nothing where it is not known.

    Attributes:
        shown: holds where it is.
        denied: holds where it is not.
        slots: what they read of the holding.
        words: of each slot, in order.
    """

    shown: Formula
    denied: Formula
    slots: Mapping[str, "Number"]
    words: Mapping[str, tuple[str, ...]]


Number: TypeAlias = Const | Of | Sum | Scale | Least | Most | Where | Cell | Cut | Each | Asked

SUBSTANCE: Final = "item.substance"
ZERO: Final = Const(Fraction(0))
OPEN: Final = Const(None)
LEFT_OUT: Final = Of("")
"""The number of what does not count."""
_NO_WORDS: Final[Mapping[str, tuple[str, ...]]] = {}
"""What is asked of an item's numbers, and of readings, compares no words by their order."""


@dataclass(slots=True)
class Scene:
    """What a number is evaluated in.

    Attributes:
        slots: what is known of the case.
        holdings: what was found.
        holding: the one at hand.
        item: the slots of the item at hand.
    """

    slots: Mapping[str, SlotValue]
    holdings: Sequence[Holding]
    holding: Holding | None = None
    item: Mapping[str, Fraction] = field(default_factory=dict)


Reader: TypeAlias = Callable[[Scene], Value]


def grows(number: Number) -> bool:
    """Say whether a number never falls, and a band never sinks, while amounts and purities only grow.

    It is certain of what is added, weighed with a positive factor, capped and cut; a number that changes its
    way where an amount meets a limit may fall there.
    """
    match number:
        case Const() | Of():
            return True
        case Scale():
            return number.by >= 0 and grows(number.of)
        case Sum() | Least() | Most():
            return all(map(grows, number.parts))
        case Where():
            at_limits = any(
                isinstance(r, Fraction) for leaf in leaves_of(number.formula) for r in leaf.references
            )
            return not at_limits and grows(number.then) and grows(number.otherwise)
        case Cell():
            return all(map(grows, (*number.cells.values(), number.absent)))
        case Cut():
            return grows(number.of)
        case Asked():
            return False
        case Each():
            return grows(number.of) and (number.gross is None or grows(number.gross))


def reader(number: Number) -> Reader:
    """Return a function that evaluates a number exactly."""
    match number:
        case Const() | Of():
            return _plain(number)
        case Scale() | Cut():
            return _of_one(number)
        case Sum() | Most():
            return _joined(number.parts, _joining(number))
        case Least():
            return _least(number)
        case Where():
            return _where(number)
        case Cell():
            return _cell(number)
        case Asked():
            return _asked(number)
        case Each():
            return _any(number) if number.how is How.ANY else _each(number)


def _plain(number: Const | Of) -> Reader:
    """Return the reader of a number in which no other number stands."""
    if isinstance(number, Const):
        value = number.value
        return lambda _: value
    return _of(number)


def _of_one(number: Scale | Cut) -> Reader:
    """Return the reader of what is made of one number."""
    if isinstance(number, Scale):
        return _scale(number)
    of, band = reader(number.of), number.band

    def cut(scene: Scene) -> Value:
        value = of(scene)
        return band(value) if isinstance(value, Fraction) else value

    return cut


def _joining(number: Sum | Most) -> Callable[[Sequence[SlotValue]], SlotValue]:
    """Return what makes one value of several that are known."""
    if isinstance(number, Sum):
        return _sum  # type: ignore[return-value]  # numbers, once known
    return _most(number.order)


def _of(number: Of) -> Reader:
    slot = number.slot
    if number is LEFT_OUT or not slot:
        return lambda _: SKIP
    if slot.startswith("item."):
        return lambda scene: scene.item.get(slot)
    return lambda scene: scene.slots.get(slot)


def _scale(number: Scale) -> Reader:
    by, of = number.by, reader(number.of)
    return lambda scene: value * by if isinstance(value := of(scene), Fraction) else value


def _least(number: Least) -> Reader:
    readers = tuple(map(reader, number.parts))

    def least(scene: Scene) -> Value:
        values = [read(scene) for read in readers]
        if SKIP in values:
            return SKIP
        return None if None in values else min(values)  # type: ignore[type-var]  # numbers, once known

    return least


def _sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, start=Fraction(0))


def _most(order: tuple[str, ...]) -> Callable[[Sequence[SlotValue]], SlotValue]:
    if not order:
        return max  # type: ignore[return-value]  # numbers, once known
    return lambda words: max(words, key=lambda word: order.index(str(word)))


def _joined(parts: tuple[Number, ...], join: Callable[[Sequence[SlotValue]], SlotValue]) -> Reader:
    readers = tuple(map(reader, parts))

    def joined(scene: Scene) -> Value:
        return _join([read(scene) for read in readers], join)

    return joined


def _join(values: Iterable[Value], join: Callable[[Sequence[SlotValue]], SlotValue]) -> Value:
    """Return what some values make together: open where one is; what is left out does not count."""
    counted = [value for value in values if value is not SKIP]
    if not counted:
        return SKIP
    return None if None in counted else join(counted)


def _where(number: Where) -> Reader:
    then, otherwise = reader(number.then), reader(number.otherwise)
    asked = number.formula

    def where(scene: Scene) -> Value:
        def value_of_slot(slot: str) -> SlotValue:
            return scene.item.get(slot) if slot.startswith("item.") else scene.slots.get(slot)

        return then(scene) if formula_holds(asked, value_of_slot, _NO_WORDS) else otherwise(scene)

    return where


def _cell(number: Cell) -> Reader:
    cells = {word: reader(cell) for word, cell in number.cells.items()}
    absent, by = reader(number.absent), number.by
    if by == SUBSTANCE:
        return lambda scene: cells.get(scene.holding.substance, absent)(scene) if scene.holding else None

    def cell(scene: Scene) -> Value:
        word = scene.slots.get(by)
        return None if word is None else cells.get(str(word), absent)(scene)

    return cell


def _asked(number: Asked) -> Reader:
    readers = {slot: reader(of) for slot, of in number.slots.items()}

    def asked(scene: Scene) -> Value:
        values = {slot: read(scene) for slot, read in readers.items()}
        known = {slot: value for slot, value in values.items() if not isinstance(value, Skip)}
        if len(known) < len(values) or formula_holds(number.denied, known.get, number.words):
            return False  # what a table or a grouping leaves out is none of its kinds
        return True if formula_holds(number.shown, known.get, number.words) else None

    return asked


def _any(number: Each) -> Reader:
    of = reader(number.of)

    def any_holding(scene: Scene) -> Value:
        values = []
        for holding in scene.holdings:
            scene.holding = holding
            values.append(of(scene))
        scene.holding = None
        return True if True in values else None if None in values else False

    return any_holding


def _each(number: Each) -> Reader:
    of = reader(number.of)
    gross = reader(number.gross) if number.gross is not None else None
    join = {
        How.SUM: _sum,
        How.MOST: _most(number.order),
        How.DISTINCT: lambda words: Fraction(len(set(words))),
    }[number.how]

    def all_items(read: Reader, scene: Scene) -> Value:
        before, values = scene.item, []
        for item in scene.holding.items if scene.holding is not None else ():
            scene.item = item
            values.append(read(scene))
        scene.item = before
        return _join(values, join)  # type: ignore[arg-type]  # each joins what it is made for

    def over_items(scene: Scene) -> Value:
        value = all_items(of, scene)
        if gross is None or not isinstance(value, Fraction):
            return value
        weighed = all_items(gross, scene)
        if not isinstance(weighed, Fraction) or weighed.denominator == 1:
            return value
        return value * Fraction(weighed // 1) / weighed

    def over_holdings(scene: Scene) -> Value:
        values = []
        for holding in scene.holdings:
            scene.holding = holding
            values.append(of(scene))
        scene.holding = None
        return _join(values, join)  # type: ignore[arg-type]  # the same

    return over_items if number.over is Over.ITEMS else over_holdings


def value_of(read: Reader, scene: Scene) -> SlotValue:
    """Return what a number is for a case; None where it is open or where nothing counts."""
    value = read(scene)
    return None if value is SKIP else value
