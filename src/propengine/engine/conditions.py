"""Conditions of a decision: what must be so for an outcome to hold."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from propengine.law.amounts import MICRO, MOST_MICRO, Dimension
from propengine.law.numerals import legible


class Question(StrEnum):
    """What kind of thing an outcome depends on."""

    READING = "reading"
    DISPUTED_FACT = "disputed_fact"
    FINDING = "finding"
    """Something that only a person can find."""
    MAY_STEP = "may_step"
    """A step that the court may take."""
    NEIGHBOURING_BAND = "neighbouring_band"
    UNCERTAINTY = "uncertainty"
    """Where within its stated uncertainty a value lies."""
    FORM = "form"
    """Which form of a substance it is, where that is not stated."""
    AMOUNT = "amount"
    """What an amount is that is not known."""
    QUANTITY = "quantity"
    """What the items make together, where that hangs on several values that are not known."""
    LAW = "law"
    """Another law that could be the milder one."""


_UNITS = {Dimension.MASS: "g", Dimension.VOLUME: "l"}
PERCENT: Final = "%"
_LEAST, _MOST = Fraction(1, MICRO), Fraction(MOST_MICRO, MICRO)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which ends a number lies.

    Attributes:
        least: the lower end.
        least_included: it may be the lower end itself.
        most: the upper end.
        most_included: it may be the upper end itself.
        unit: of the ends; empty for a bare number.
    """

    least: Fraction
    least_included: bool
    most: Fraction
    most_included: bool
    unit: str

    @property
    def has_least(self) -> bool:
        """Say whether the lower end says anything: no amount is less than what is counted at all."""
        return self.unit == PERCENT or self.least > _LEAST

    @property
    def has_most(self) -> bool:
        """Say whether the upper end says anything: more than the most cannot be stated."""
        return self.most < _MOST

    def touches(self, other: "Bounds") -> bool:
        """Say whether another stretch begins where this one ends, with nothing between."""
        same = self.unit == other.unit and self.most == other.least
        return same and (self.most_included or other.least_included)

    def overlaps(self, other: "Bounds") -> bool:
        """Say whether some number lies in this stretch and in the other."""
        if self.unit != other.unit:
            return False
        least = max((self.least, not self.least_included), (other.least, not other.least_included))
        most = min((self.most, self.most_included), (other.most, other.most_included))
        return least[0] < most[0] or (least[0] == most[0] and not least[1] and most[1])

    def until(self, other: "Bounds") -> "Bounds":
        """Return this stretch and the other together."""
        return replace(self, most=other.most, most_included=other.most_included)

    def __str__(self) -> str:
        """Return the stretch in signs, such as `> 2 g, <= 5 g`; an end that says nothing is left out."""
        if self.least == self.most:
            return self._with_unit(self.least)
        low = f"{'>=' if self.least_included else '>'} {self._with_unit(self.least)}"
        high = f"{'<=' if self.most_included else '<'} {self._with_unit(self.most)}"
        ends = [low] * self.has_least + [high] * self.has_most
        return ", ".join(ends) or f"> {self._with_unit(Fraction(0))}"

    def _with_unit(self, number: Fraction) -> str:
        return f"{legible(number)} {self.unit}".rstrip()


def unit_of(dimension: Dimension) -> str:
    """Return the unit in which amounts of a dimension are told."""
    return _UNITS.get(dimension, str(dimension))


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so for an outcome to hold.

    Attributes:
        question: the kind of thing.
        id: the reading, fact, step, table, law, or field of the case.
        value: the option, value or band; `taken` or `declined` for a step.
        provision: where in the law the question comes from; empty where no provision asks it.
        bounds: for a number, between which ends it lies.
    """

    question: Question
    id: str
    value: str
    provision: str
    bounds: Bounds | None = None
