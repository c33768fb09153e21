"""Numbers: every node, against a second evaluator that shares nothing with the reader.

The second evaluator walks the nodes with exceptions for what is open and what does not count, asks
conditions in its own words, and finds a band by comparing squares of plain fractions.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.formulas import Bound, Every, Formula, Leaf, Some
from propengine.core.numbers import (
    LEFT_OUT,
    MASS_OF_ONE,
    OPEN,
    PURITY,
    SUBSTANCE,
    Cell,
    Const,
    Cut,
    Each,
    Holding,
    How,
    Least,
    Most,
    Number,
    Of,
    Over,
    Scale,
    Scene,
    Sum,
    Where,
    active,
    amount_of,
    grows,
    reader,
    value_of,
)
from propengine.law.amounts import Dimension
from propengine.law.conditions import Comparison

GRAMS = amount_of(Dimension.MASS)
TABLETS = amount_of(Dimension.TABLET)
SUBSTANCES = ("herb", "powder", "pills")
WORDS = ("low", "middle", "high")
Slots: TypeAlias = Mapping[str, Any]


class OpenError(Exception):
    """Something that is needed is not known."""


class LeftOutError(Exception):
    """It does not count."""


class Second:
    """The second evaluator: what a number is for a case, one holding of it, or one item of that."""

    def __init__(self, slots: Slots, holdings: Sequence[Holding]) -> None:
        self.slots = slots
        self.holdings = holdings

    def value(self, number: Number) -> Any:
        """Return the value for the case; None where it is open or where nothing counts."""
        try:
            return self.of(number, None, {})
        except (OpenError, LeftOutError):
            return None

    def of(self, number: Number, holding: Holding | None, item: Slots) -> Any:  # noqa: C901, PLR0911 - one case a node
        """Return the value at hand."""
        match number:
            case Const(None):
                raise OpenError
            case Const(value):
                return value
            case Of(""):
                raise LeftOutError
            case Of(slot):
                known = item if slot.startswith("item.") else self.slots
                return self._known(known.get(slot))
            case Scale(by, of):
                return by * self.of(of, holding, item)
            case Sum(parts):
                return reduce(lambda a, b: a + b, self._counted(parts, holding, item))
            case Least(parts):
                return min(self._all(parts, holding, item))
            case Most(parts, order):
                found = self._counted(parts, holding, item)
                return max(found, key=order.index if order else None)
            case Where(formula, then, otherwise):
                return self.of(then if self.holds(formula, item) else otherwise, holding, item)
            case Cell():
                return self._cell(number, holding, item)
            case Cut(of, limits, included, bands):
                return _band(self.of(of, holding, item), limits, included, bands)
            case Each():
                return self._each(number, holding, item)
        raise AssertionError(number)

    @staticmethod
    def _known(value: Any) -> Any:
        if value is None:
            raise OpenError
        return value

    def _all(self, parts: Sequence[Number], holding: Holding | None, item: Slots) -> list[Any]:
        """Return every part; one that is left out leaves all out, whatever is open beside it."""
        found: list[Any] = []
        is_open = False
        for part in parts:
            try:
                found.append(self.of(part, holding, item))
            except OpenError:
                is_open = True
        if is_open:
            raise OpenError
        return found

    def _counted(self, parts: Sequence[Number], holding: Holding | None, item: Slots) -> list[Any]:
        """Return the values of those parts that count; an open one leaves all open."""
        found, is_open = [], False
        for part in parts:
            try:
                found.append(self.of(part, holding, item))
            except LeftOutError:
                continue
            except OpenError:
                is_open = True
        if is_open:
            raise OpenError
        if not found:
            raise LeftOutError
        return found

    def _cell(self, cell: Cell, holding: Holding | None, item: Slots) -> Any:
        if cell.by == SUBSTANCE:
            assert holding is not None
            word = holding.substance
        else:
            word = self._known(self.slots.get(cell.by))
        return self.of(cell.cells.get(word, cell.absent), holding, item)

    def _each(self, each: Each, holding: Holding | None, item: Slots) -> Any:
        if each.over is Over.HOLDINGS:
            places: list[tuple[Holding | None, Slots]] = [(h, item) for h in self.holdings]
        else:
            assert holding is not None
            places = [(holding, i) for i in holding.items]
        value = self._joined(each, [self._maybe(each.of, h, i) for h, i in places])
        if each.gross is None or not isinstance(value, Fraction):
            return value
        weighed = [self._maybe(each.gross, h, i) for h, i in places]
        if OpenError in weighed or all(w is LeftOutError for w in weighed):
            return value
        gross = sum((w for w in weighed if w is not LeftOutError), start=Fraction(0))
        whole = Fraction(gross.numerator // gross.denominator)
        return value if whole == gross else value / gross * whole

    def _maybe(self, number: Number, holding: Holding | None, item: Slots) -> Any:
        try:
            return self.of(number, holding, item)
        except (OpenError, LeftOutError) as error:
            return type(error)

    @staticmethod
    def _joined(each: Each, values: list[Any]) -> Any:
        counted = [value for value in values if value is not LeftOutError]
        if OpenError in counted:
            raise OpenError
        if not counted:
            raise LeftOutError
        match each.how:
            case How.SUM:
                return sum(counted, start=Fraction(0))
            case How.MOST:
                return max(counted, key=each.order.index if each.order else None)
            case How.DISTINCT:
                return Fraction(len({str(value) for value in counted}))

    def holds(self, formula: Formula, item: Slots) -> bool:
        """Say whether a formula about an item, or about the case, holds."""
        if isinstance(formula, Every | Some):
            truths = [self.holds(part, item) for part in formula.parts]
            return False not in truths if isinstance(formula, Every) else True in truths
        value = (item if formula.slot.startswith("item.") else self.slots).get(formula.slot)
        if value is None:
            return formula.bound in {Bound.NOT_SHOWN, Bound.NOT_DENIED}
        limit: Any = formula.references[0]
        match formula.comparison:
            case Comparison.STATED:
                met = True
            case Comparison.AT_LEAST:
                met = value - limit >= 0
            case Comparison.LESS_THAN:
                met = value - limit < 0
            case _:
                met = value == limit
        return met if formula.bound in {Bound.SHOWN, Bound.NOT_DENIED} else not met


def _band(
    number: Fraction,
    limits: Sequence[tuple[Fraction, Fraction]],
    included: Sequence[bool],
    bands: Sequence[str],
) -> str:
    """Return the first band whose upper limit, a geometric mean, the number does not pass."""
    for band, (low, high), inside in zip(bands, limits, included, strict=False):
        order = (number**2 > low * high) - (number**2 < low * high)
        if order < 0 or (order == 0 and inside):
            return band
    return bands[-1]


fractions = st.fractions(0, 20, max_denominator=6)
factors = st.fractions(Fraction(1, 6), 3, max_denominator=6)


@st.composite
def items(draw: st.DrawFn) -> Mapping[str, Fraction]:
    """Draw the slots of an item: what it weighs or how many there are, and perhaps how pure it is."""
    found: dict[str, Fraction] = {}
    if draw(st.booleans()):
        found[PURITY] = draw(st.fractions(Fraction(1, 10), 1, max_denominator=10))
    if draw(st.booleans()):
        found[MASS_OF_ONE] = draw(fractions)
    slot = draw(st.sampled_from((GRAMS, TABLETS, None)))
    if slot is not None:
        found[slot] = draw(fractions)
        if PURITY in found:
            found[active(slot)] = found[slot] * found[PURITY]
    return found


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Slots, tuple[Holding, ...]]:
    """Draw what is known of a case, and its holdings."""
    slots = {"n": draw(st.none() | fractions), "w": draw(st.none() | st.sampled_from(WORDS))}
    found = draw(st.lists(st.sampled_from(SUBSTANCES), max_size=3, unique=True))
    holdings = tuple(Holding(s, None, tuple(draw(st.lists(items(), min_size=1, max_size=3)))) for s in found)
    return slots, holdings


@st.composite
def formulas(draw: st.DrawFn, scope: str) -> Formula:
    """Draw a small formula about an item or about the case."""
    slots = [PURITY, GRAMS, MASS_OF_ONE, "n"] if scope == "item" else ["n"]
    comparison = draw(st.sampled_from((Comparison.STATED, Comparison.AT_LEAST, Comparison.LESS_THAN)))
    constants = (True,) if comparison is Comparison.STATED else (draw(fractions),)
    leaf = Leaf(draw(st.sampled_from(slots)), comparison, constants, draw(st.sampled_from(Bound)))
    if draw(st.integers(0, 3)):
        return leaf
    word = Leaf("w", Comparison.EQUALS, (draw(st.sampled_from(WORDS)),), draw(st.sampled_from(Bound)))
    return Every((leaf, word)) if draw(st.booleans()) else Some((leaf, word))


@st.composite
def numbers(draw: st.DrawFn, scope: str, depth: int) -> Number:
    """Draw a number of an item, a holding or the case: every kind of node whose value is a number."""
    leaves: list[st.SearchStrategy[Number]] = [
        fractions.map(Const),
        st.just(OPEN),
        st.just(LEFT_OUT),
        st.just(Of("n")),
    ]
    if scope == "item":
        leaves += [st.sampled_from([Of(s) for s in (GRAMS, TABLETS, active(GRAMS), PURITY)])] * 4
    if not depth:
        return draw(st.one_of(leaves))
    inner = numbers(scope, depth - 1)
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    nodes: list[st.SearchStrategy[Number]] = [
        *leaves,
        several.map(Sum),
        st.builds(Scale, factors, inner),
        several.map(Least),
        several.map(Most),
        st.builds(Where, formulas(scope), inner, inner),
        st.builds(Cell, st.just("w"), st.dictionaries(st.sampled_from(WORDS), inner, max_size=3), inner),
    ]
    if scope in {"item", "holding"}:
        cells = st.dictionaries(st.sampled_from(SUBSTANCES), inner, max_size=3)
        nodes.append(st.builds(Cell, st.just(SUBSTANCE), cells, inner))
    below = {"holding": ("item", Over.ITEMS), "case": ("holding", Over.HOLDINGS)}.get(scope)
    if below is not None:
        of = numbers(below[0], depth - 1)
        gross = st.none() | of if below[1] is Over.ITEMS else st.none()
        summed = st.builds(
            Each, st.just(below[1]), st.sampled_from((How.SUM, How.MOST)), of, st.just(()), gross
        )
        distinct = st.builds(Each, st.just(below[1]), st.just(How.DISTINCT), words(below[0], depth - 1))
        nodes += [summed, summed, distinct]
    found: Number = draw(st.one_of(nodes))
    return found


@st.composite
def words(draw: st.DrawFn, scope: str, depth: int) -> Number:
    """Draw a node whose value is a word."""
    const = st.sampled_from(WORDS).map(Const)
    leaves: list[st.SearchStrategy[Number]] = [const, st.just(OPEN), st.just(LEFT_OUT), st.just(Of("w"))]
    if not depth:
        return draw(st.one_of(leaves))
    inner = words(scope, depth - 1)
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    nodes: list[st.SearchStrategy[Number]] = [
        *leaves,
        cuts(scope, depth - 1),
        cuts(scope, depth - 1),
        st.builds(Most, several, st.just(WORDS)),
        st.builds(Where, formulas(scope), inner, inner),
        st.builds(Cell, st.just("w"), st.dictionaries(st.sampled_from(WORDS), inner, max_size=3), inner),
    ]
    below = {"holding": ("item", Over.ITEMS), "case": ("holding", Over.HOLDINGS)}.get(scope)
    if below is not None:
        of = words(below[0], depth - 1)
        nodes.append(st.builds(Each, st.just(below[1]), st.just(How.MOST), of, st.just(WORDS)))
    found: Number = draw(st.one_of(nodes))
    return found


@st.composite
def cuts(draw: st.DrawFn, scope: str, depth: int) -> Cut:
    """Draw a number that is cut into bands, at amounts or at the geometric means of neighbours."""
    points = sorted(draw(st.lists(st.integers(1, 30), min_size=2, max_size=3, unique=True)))
    if draw(st.booleans()):
        limits = tuple((Fraction(p), Fraction(p)) for p in points[:-1])
    else:
        limits = tuple((Fraction(a), Fraction(b)) for a, b in pairwise(points))
    included = tuple(draw(st.lists(st.booleans(), min_size=len(limits), max_size=len(limits))))
    return Cut(draw(numbers(scope, depth)), limits, included, WORDS[: len(limits) + 1])


@settings(max_examples=120)
@given(st.one_of(numbers("case", 4), words("case", 4)), scenes())
def test_the_reader_and_the_second_evaluator_agree(
    number: Number, scene: tuple[Slots, tuple[Holding, ...]]
) -> None:
    """On every node and every scene, whatever is open in it and whatever does not count."""
    slots, holdings = scene

    assert Second(slots, holdings).value(number) == value_of(reader(number), Scene(slots, holdings))


@settings(max_examples=60)
@given(numbers("item", 3), numbers("item", 2), scenes())
def test_what_is_weighed_is_read_alike(
    of: Number, gross: Number, scene: tuple[Slots, tuple[Holding, ...]]
) -> None:
    """The shape of every measure: a sum over holdings of a sum over items that is rounded once."""
    slots, holdings = scene
    number = Each(Over.HOLDINGS, How.SUM, Each(Over.ITEMS, How.SUM, of, gross=gross))

    assert Second(slots, holdings).value(number) == value_of(reader(number), Scene(slots, holdings))


@st.composite
def linear(draw: st.DrawFn, depth: int) -> Number:
    """Draw a number of an item that is twice as large for twice as much of the same."""
    if not depth:
        leaves: list[Number] = [Of(GRAMS), Where(_known(PURITY), Of(active(GRAMS)), Of(GRAMS))]
        return draw(st.sampled_from(leaves))
    inner = linear(depth - 1)
    found: Number = draw(
        st.one_of(
            inner,
            st.builds(Scale, factors, inner),
            st.lists(inner, min_size=1, max_size=2).map(lambda parts: Sum(tuple(parts))),
            st.builds(Where, st.just(_known(PURITY)), inner, inner),
        )
    )
    return found


def _known(slot: str) -> Leaf:
    return Leaf(slot, Comparison.STATED, (True,), Bound.SHOWN)


def weighing(amount: Fraction, purity: Fraction | None) -> Mapping[str, Fraction]:
    """Return the slots of something that weighs so much."""
    pure = {PURITY: purity, active(GRAMS): amount * purity} if purity is not None else {}
    return {GRAMS: amount, **pure}


@settings(max_examples=200)
@given(
    linear(2),
    st.none() | st.fractions(Fraction(1, 10), 1, max_denominator=10),
    st.lists(st.fractions(Fraction(1, 7), 30, max_denominator=7), min_size=1, max_size=5),
)
def test_a_holding_weighs_the_same_however_it_is_divided(
    of: Number, purity: Fraction | None, parts: list[Fraction]
) -> None:
    """Split into any items, what counts is what the whole weighs, rounded once, after adding."""
    number = Each(Over.HOLDINGS, How.SUM, Each(Over.ITEMS, How.SUM, of, gross=Of(GRAMS)))
    read = reader(number)
    divided = Holding("herb", None, tuple(weighing(p, purity) for p in parts))
    whole = Holding("herb", 0, (weighing(sum(parts, start=Fraction(0)), purity),))

    assert value_of(read, Scene({}, [whole])) == value_of(read, Scene({}, [divided]))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([Fraction(1, 2), Fraction(1, 2)], 1),  # rounded apart, two halves would be nothing
        ([Fraction(3, 2), Fraction(3, 2)], 3),
        ([Fraction(5, 3)], 1),
        ([Fraction(4)], 4),
    ],
)
def test_a_holding_is_rounded_down_once_after_adding(parts: list[Fraction], expected: int) -> None:
    """Whole micro-units of the sum, not of each item."""
    number = Each(Over.ITEMS, How.SUM, Of(GRAMS), gross=Of(GRAMS))
    holding = Holding("herb", None, tuple({GRAMS: p} for p in parts))

    assert expected == reader(number)(Scene({}, [holding], holding))


def test_what_is_weighed_is_rounded_and_not_what_is_made_of_it() -> None:
    """At half: 5/2 micrograms are 2, of which one is active; 7/2 are 3, of which 3/2 are, and not one."""
    number = Each(Over.ITEMS, How.SUM, Of(active(GRAMS)), gross=Of(GRAMS))
    for weighed, expected in ((Fraction(5, 2), Fraction(1)), (Fraction(7, 2), Fraction(3, 2))):
        holding = Holding("herb", None, (weighing(weighed, Fraction(1, 2)),))

        assert expected == reader(number)(Scene({}, [holding], holding))


class TestOpen:
    """What nobody stated is open, not zero."""

    def test_one_open_part_leaves_a_sum_open(self) -> None:
        """And a least and a most, which it could change."""
        for node in (Sum, Least, Most):
            assert value_of(reader(node((Const(Fraction(1)), OPEN))), Scene({}, [])) is None

    def test_what_does_not_count_leaves_the_rest(self) -> None:
        """A table about other substances says nothing of these."""
        assert Fraction(1) == value_of(reader(Sum((Const(Fraction(1)), LEFT_OUT))), Scene({}, []))
        assert value_of(reader(Sum((LEFT_OUT,))), Scene({}, [])) is None

    def test_a_cell_whose_key_is_not_known_is_open(self) -> None:
        """It is not the cell of what has none."""
        cell = Cell("w", {"low": Const(Fraction(1))}, Const(Fraction(9)))

        assert [None, 1, 9] == [
            value_of(reader(cell), Scene({"w": word}, [])) for word in (None, "low", "high")
        ]


POINTS = [5, 150, 1000, 5000]


@pytest.mark.parametrize(
    ("number", "band"),
    [
        ("400", "c"),  # 400² = 160,000 > 150 × 1,000
        ("200", "b"),
        ("387.298334", "b"),  # the square lies below 150,000
        ("387.298335", "c"),
        ("1", "a"),
        ("90000", "d"),
        ("5", "a"),
    ],
)
def test_the_nearest_point_without_a_root(number: str, band: str) -> None:
    """A number belongs to the point that is nearer as a ratio: divided at the geometric mean."""
    limits = tuple((Fraction(a), Fraction(b)) for a, b in pairwise(POINTS))
    cut = Cut(Const(Fraction(number)), limits, (True,) * 3, ("a", "b", "c", "d"))

    assert band == value_of(reader(cut), Scene({}, []))


def test_the_scene_is_left_as_it_was() -> None:
    """Going through holdings and items leaves nothing at hand."""
    holding = Holding("herb", None, ({GRAMS: Fraction(1)},))
    scene = Scene({}, [holding])
    reader(Each(Over.HOLDINGS, How.SUM, Each(Over.ITEMS, How.SUM, Of(GRAMS))))(scene)

    assert (None, {}) == (scene.holding, scene.item)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Sum((Of("mass"), Scale(Fraction(2), Of("mass")))), True),
        (Least((Of("mass"), Const(Fraction(5)))), True),
        (Scale(Fraction(-1), Of("mass")), False),
        (Sum((Of("mass"), Scale(Fraction(-1), Of("mass")))), False),
        (
            Where(
                Leaf("mass", Comparison.AT_LEAST, (Fraction(5),), Bound.SHOWN), Const(Fraction(0)), Of("mass")
            ),
            False,
        ),
        (Where(Leaf("mass", Comparison.STATED, (True,), Bound.SHOWN), Of("mass"), Const(None)), True),
    ],
)
def test_a_number_that_may_fall_while_amounts_grow_is_told(number: Number, expected: bool) -> None:  # noqa: FBT001 - a case
    """What is added, weighed and capped only grows; what changes its way at a limit may fall there."""
    assert expected is grows(number)
