"""Ends of ranges: one scale, one order, one arithmetic.

From the bottom: the rungs below custody, months, `none stated` as a most, life. As a least, `none stated`
ranks with 0 months. Whether `none stated` or life is more, no law says: they do not compare. What is not
recorded compares with nothing. Exact rationals of a month throughout; nothing is rounded here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from propengine.core.slots import Of
from propengine.law.durations import Calendar
from propengine.law.sanctions import LIFE, NONE_STATED, NOT_RECORDED, Ends, WrittenEnd

ABOVE_ALL: Final = Fraction(10**9)
"""How life, and a most that is not stated, stand in a comparison with a number of months: above every one."""

Side: TypeAlias = Literal["min", "max", "point"]
SIDES: Final[tuple[Side, ...]] = ("min", "max", "point")


class RangeRuleError(Exception):
    """A step cannot be applied: the ruleset asks for something without a meaning, such as half of life."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a range, on the scale.

    Attributes:
        months: exact; None where the end is a word.
        word: life, none_stated, not_recorded or a rung; None for a number of months.
        written: as enacted, while no step has changed it.
    """

    months: Fraction | None
    word: str | None = None
    written: str | None = None

    def __str__(self) -> str:
        """Return the word, or the exact months."""
        return self.word or f"{self.months} m"


@dataclass(frozen=True, slots=True)
class Range:
    """A range of custody, or of a fine.

    Attributes:
        min: the least.
        max: the most.
        point: the starting point, where the law names one.
        levels: the lowest and highest level of a point system, one and the same unless the court chooses.
        grades: the lowest and highest grade of a ladder, by position.
    """

    min: End
    max: End
    point: End | None = None
    levels: tuple[int, int] | None = None
    grades: tuple[int, int] | None = None

    def end(self, side: Side) -> End | None:
        """Return an end by name."""
        return {"min": self.min, "max": self.max, "point": self.point}[side]

    @property
    def level(self) -> int | None:
        """Return the level of a point system; None where there is none, or more than one."""
        return self.levels[0] if self.levels is not None and self.levels[0] == self.levels[1] else None

    @property
    def mean(self) -> Fraction | None:
        """Return the arithmetic mean of the ends; None where an end is no number."""
        if self.min.months is None or self.max.months is None:
            return None
        return (self.min.months + self.max.months) / 2

    def number(self, of: Of) -> Fraction | None:
        """Return what conditions compare of the range; None where nothing can be compared."""
        match of:
            case Of.MEAN:
                return self.mean
            case Of.LEVEL:
                return Fraction(self.level) if self.level is not None else None
            case Of.GRADES:
                return Fraction(self.grades[1] - self.grades[0] + 1) if self.grades else None
            case Of.POINT:
                return _number(self.point, "point") if self.point is not None else None
            case Of.MIN | Of.MAX:
                side: Side = "min" if of is Of.MIN else "max"
                return _number(self.end(side), side)


NOTHING: Final = End(Fraction(0), None, "0")
NO_RANGE: Final = Range(End(None, NOT_RECORDED), End(None, NOT_RECORDED))
"""The range of an offence that the ruleset does not hold."""


def _number(end: End | None, side: Side) -> Fraction | None:
    """Return an end as conditions in months compare it; None where it compares with nothing."""
    match end:
        case None | End(word="not_recorded"):
            return None
        case End(word="none_stated") if side == "min":
            return Fraction(0)
        case End(word="life" | "none_stated"):
            return ABOVE_ALL
        case End(months=None):  # a rung: below custody of any length
            return Fraction(0)
        case _:
            return end.months


class Order(StrEnum):
    """How a first end compares with a second."""

    LESS = "less"
    EQUAL = "equal"
    MORE = "more"
    OPEN = "open"
    """No law says."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of a legal order: its rungs below custody, the least severe first, and how it counts time."""

    rungs: Sequence[str]
    calendar: Calendar
    _ranges: dict[int, tuple[Ends, Range]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def written(self, end: WrittenEnd) -> End:
        """Return an end as enacted."""
        if end.duration is not None:
            return End(self.calendar.months(end.duration), None, str(end.duration))
        return End(None, end.word, end.word)

    def range(self, ends: Ends) -> Range:
        """Return a range as enacted; that of a cell is asked for again and again, and made once."""
        known = self._ranges.get(id(ends))
        if known is None or known[0] is not ends:
            point = self.written(ends.point) if ends.point else None
            range_ = Range(self.written(ends.min), self.written(ends.max), point)
            known = self._ranges[id(ends)] = ends, range_
        return known[1]

    def compare(self, a: End, b: End, side: Side = "max", other: Side | None = None) -> Order:
        """Compare two ends.

        Args:
            a: the first.
            b: the second.
            side: which end of its range the first is.
            other: which end the second is; the same when absent.
        """
        if a == b or (a.word == b.word and a.months == b.months):
            return Order.OPEN if a.word == NOT_RECORDED else Order.EQUAL
        words = {a.word, b.word}
        if NOT_RECORDED in words:
            return Order.OPEN
        x, y = self._place(a, side), self._place(b, other or side)
        if words == {LIFE, NONE_STATED} and x[0] + y[0] == _LIFE + _NONE_STATED:
            return Order.OPEN
        return Order.LESS if x < y else Order.MORE if x > y else Order.EQUAL

    def _place(self, end: End, side: Side) -> tuple[int, Fraction]:
        if end.word == LIFE:
            return _LIFE, Fraction(0)
        if end.word == NONE_STATED:
            return (_MONTHS, Fraction(0)) if side == "min" else (_NONE_STATED, Fraction(0))
        if end.word is not None:
            return _RUNG, Fraction(self.rungs.index(end.word) if end.word in self.rungs else 0)
        return _MONTHS, end.months or Fraction(0)

    def clamped(self, here: Range, limit: End, sides: Sequence[Side], floor: bool) -> Range:  # noqa: FBT001 - two of a kind
        """Return a range raised to a floor, or lowered to a ceiling; wholly beyond it, the point at it.

        An end that does not compare with the limit stays as it is.
        """
        beyond = Order.LESS if floor else Order.MORE

        def change(side: Side, end: End) -> End:
            return limit if side in sides and self.compare(end, limit, side) is beyond else end

        found = each(here, change)
        if self.compare(found.min, found.max, "min", "max") is Order.MORE:
            return replace(found, min=limit, max=limit)
        return found


_RUNG, _MONTHS, _NONE_STATED, _LIFE = range(4)


def each(here: Range, change: Callable[[Side, End], End]) -> Range:
    """Return a range with each end changed."""
    point = change("point", here.point) if here.point is not None else None
    return Range(change("min", here.min), change("max", here.max), point)


def times(end: End | None, factor: Fraction | None, *, keeps_life: bool = False) -> End:
    """Return an end multiplied by a factor; an end that states no number, or a rung, stays.

    Raises:
        RangeRuleError: the end is not there, or is life and nobody said what happens then.
    """
    if end is None:
        message = "a step multiplies a starting point that the range does not have"
        raise RangeRuleError(message)
    if factor is None or factor == 1 or (keeps_life and end.word == LIFE):
        return end
    if end.word == LIFE:
        message = "a step multiplies life: the ruleset must say what happens then"
        raise RangeRuleError(message)
    return End(end.months * factor) if end.months is not None else end


def plus(end: End, amount: End, sign: int) -> End:
    """Return an end with an amount added, or taken away down to nothing; a word stays.

    Raises:
        RangeRuleError: the amount is a word, such as a share of life.
    """
    if end.months is None or amount.word == NOT_RECORDED:
        return end if end.months is None else amount
    if amount.months is None:
        message = f"a step adds or takes away {amount}, which is no length"
        raise RangeRuleError(message)
    return End(max(end.months + sign * amount.months, Fraction(0)))


def capped(here: Range, cap: str | None) -> Range:
    """Return a range whose least, moved above the most, is the point at the end that the step names.

    Raises:
        RangeRuleError: the step names none.
    """
    least, most = here.min.months, here.max.months
    if least is None or most is None or least <= most:
        return here
    if cap == "max":
        return replace(here, min=here.max)
    if cap == "min":
        return replace(here, max=here.min)
    message = "a step moves the least above the most: the ruleset must cap it"
    raise RangeRuleError(message)


def part(here: Range, parts: int, first: int, last: int) -> Range:
    """Return some of the equal parts of a range.

    Raises:
        RangeRuleError: an end is no number.
    """
    if here.min.months is None or here.max.months is None:
        message = "a range with an end that is no number cannot be divided"
        raise RangeRuleError(message)
    width = (here.max.months - here.min.months) / parts
    low, high = here.min.months + (first - 1) * width, here.min.months + last * width
    return Range(End(low), End(high), here.point)


def total(ends: Sequence[End], cap: Fraction | None, rungs: Sequence[str] = ()) -> End:
    """Return the sum of ends, at most the cap; the gravest word stands for it, and a rung adds no custody.

    Args:
        ends: what is added.
        cap: of a number of months.
        rungs: below custody, the least severe first.
    """
    words = {end.word: end for end in ends if end.months is None}
    for word in (NOT_RECORDED, LIFE, NONE_STATED):
        if word in words:
            return words[word]
    if words and all(end.months is None for end in ends):
        return max(words.values(), key=lambda end: rungs.index(end.word) if end.word in rungs else -1)
    added = sum((end.months or Fraction(0) for end in ends), start=Fraction(0))
    return End(min(added, cap) if cap is not None else added)
