"""Breaks: the amounts at which something that a law counts, weighs or cuts meets a limit.

What is not known of an item is cut there, so that each stretch between two breaks is one class for the law.
The numbers of a law are read backwards: from a limit to the amounts with which it would be met.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import isqrt

from propengine.core.formulas import Formula, leaves_of
from propengine.core.numbers import (
    SUBSTANCE,
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
    Scene,
    Sum,
    Where,
    reader,
    value_of,
)


class Breaks:
    """Finds the breaks of one unknown of one item.

    Attributes:
        scene: the case, with some value in the place of the unknown.
        holding: the place of the item's holding.
        item: the place of the item in it.
        factors: for each slot of the item that the unknown makes, how many times the unknown it is.
        read: gives what reads a number.
    """

    def __init__(
        self,
        scene: Scene,
        holding: int,
        item: int,
        factors: Mapping[str, Fraction],
        read: Callable[[Number], Reader] = reader,
    ) -> None:
        """Take where the unknown stands, and who reads numbers."""
        self.read = read
        self.scene = scene
        self.holding = holding
        self.item = item
        self.factors = factors

    def of(self, number: Number, targets: Iterable[Fraction]) -> Iterator[Fraction]:
        """Yield the values of the unknown at which a number meets one of the targets, or a limit."""
        targets = tuple(targets)
        match number:
            case Const():
                return
            case Of():
                yield from self._at(number.slot, targets)
            case Scale():
                yield from self.of(number.of, [target / number.by for target in targets])
            case Sum() | Least() | Most():
                yield from self._of_parts(number, targets)
            case Where():
                yield from self._of_formula(number.formula)
                yield from self.of(number.then, targets)
                yield from self.of(number.otherwise, targets)
            case Cell():
                yield from self._of_cell(number, targets)
            case Cut():
                yield from self.of(number.of, [limit for pair in number.limits for limit in _roots(*pair)])
            case Asked():
                return  # where a band of one holding changes, the table itself says
            case Each():
                yield from self._of_each(number, targets)

    def _at(self, slot: str, targets: Iterable[Fraction]) -> Iterator[Fraction]:
        """Yield the values of the unknown at which a slot of the item meets one of the targets."""
        factor = self.factors.get(slot)
        if factor:
            yield from (target / factor for target in targets)

    def _of_parts(self, number: Sum | Least | Most, targets: tuple[Fraction, ...]) -> Iterator[Fraction]:
        constants = [part.value for part in number.parts if isinstance(part, Const)]
        caps = [cap for cap in constants if isinstance(cap, Fraction)]
        for i, part in enumerate(number.parts):
            if isinstance(number, Sum):
                rest = self._total(other for j, other in enumerate(number.parts) if j != i)
                yield from self.of(part, [target - rest for target in targets])
            else:
                yield from self.of(part, (*targets, *caps))

    def _of_formula(self, formula: Formula) -> Iterator[Fraction]:
        for leaf in leaves_of(formula):
            yield from self._at(leaf.slot, [r for r in leaf.references if isinstance(r, Fraction)])

    def _of_cell(self, cell: Cell, targets: tuple[Fraction, ...]) -> Iterator[Fraction]:
        if cell.by == SUBSTANCE:
            substance = self.scene.holdings[self.holding].substance
            yield from self.of(cell.cells.get(substance, cell.absent), targets)
        else:
            for number in cell.cells.values():
                yield from self.of(number, targets)

    def _of_each(self, each: Each, targets: tuple[Fraction, ...]) -> Iterator[Fraction]:
        read = self.read(each.of)
        if each.how is not How.SUM:
            yield from self.of(each.of, targets)
            return
        rest = Fraction(0)
        if each.over is Over.HOLDINGS:
            for i, holding in enumerate(self.scene.holdings):
                value = value_of(read, Scene(self.scene.slots, self.scene.holdings, holding))
                rest += value if i != self.holding and isinstance(value, Fraction) else 0
        else:
            holding = self.scene.holdings[self.holding]
            for i, item in enumerate(holding.items):
                value = value_of(read, Scene(self.scene.slots, self.scene.holdings, holding, item))
                rest += value if i != self.item and isinstance(value, Fraction) else 0
        yield from self.of(each.of, [target - rest for target in targets])

    def _total(self, numbers: Iterable[Number]) -> Fraction:
        values = [value_of(self.read(number), self.scene) for number in numbers]
        return sum((value for value in values if isinstance(value, Fraction)), start=Fraction(0))


def _roots(low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Yield the square root of a product, or the whole numbers on both sides of it."""
    product = low * high
    root = isqrt(product.numerator // product.denominator)
    yield Fraction(root)
    if root * root != product:
        yield Fraction(root + 1)
