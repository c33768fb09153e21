"""Ranges of custody and of fines: exact ends, and what the arithmetic made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from propengine.law.elements import Mark
from propengine.law.sanctions import (
    Checkpoint,
    Fine,
    FractionRange,
    GradeShift,
)


class NoRangeRecordedError(Exception):
    """A table of ranges has no cell for the key: the law does not say, and nothing is put in its place.

    Attributes:
        table: the table.
        key: the key that was looked up.
        provision: the table's provision.
    """

    def __init__(self, table: str, key: str, provision: str) -> None:
        """Keep the parts."""
        self.table, self.key, self.provision = table, key, provision
        super().__init__(f"{provision} has no range for {key} (table {table})")


class RangeRuleError(Exception):
    """A step cannot be applied: the ruleset asks for something without a meaning, such as half of life."""


class FractionOutsideBoundsError(Exception):
    """What the case says a court chose (a fraction, grades, a point) lies outside the provision's bounds.

    Attributes:
        fact: the fact that states it.
        provision: the provision.
        least: the least that it allows.
        most: the most that it allows.
        found: what is stated.
    """

    def __init__(self, fact: str, provision: str, bounds: "Bounds", found: Fraction) -> None:
        """Keep the parts."""
        self.fact, self.provision, self.found = fact, provision, found
        if isinstance(bounds, Range):
            least, most = (str(end.word or end.months) for end in (bounds.min, bounds.max))
        else:
            least, most = str(bounds.least), str(bounds.most)
        self.least, self.most = least, most
        super().__init__(f"expected {fact} from {least} to {most} ({provision}), found {found}")


@dataclass(frozen=True, slots=True)
class Months:
    """One end of a range, on one scale.

    Attributes:
        months: exact; 0 for a rung below custody; None for life and for none stated.
        word: life, none_stated or a rung; None for a plain number.
        written: as enacted, while no step has changed it.
    """

    months: Fraction | None
    word: str | None = None
    written: str | None = None

    def __str__(self) -> str:
        """Return the word, or the exact months."""
        return self.word or f"{self.months} m"


NOTHING: Final = Months(Fraction(0), None, "0")


@dataclass(frozen=True, slots=True)
class Range:
    """A range of custody.

    Attributes:
        min: the least.
        max: the most.
        point: the starting point, where the law names one.
        level: the level of a point system.
        grades: the lowest and highest grade of a ladder, by position.
    """

    min: Months
    max: Months
    point: Months | None = None
    level: int | None = None
    grades: tuple[int, int] | None = None

    def end(self, name: str) -> Months | None:
        """Return an end by name."""
        return {"min": self.min, "max": self.max, "point": self.point}[name]

    @property
    def mean(self) -> Fraction | None:
        """Return the arithmetic mean of the ends; None where an end is no number."""
        if self.min.months is None or self.max.months is None:
            return None
        return (self.min.months + self.max.months) / 2


Bounds: TypeAlias = FractionRange | GradeShift | Range
"""What bounds a choice of the court."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A step that acted, and the range that it left.

    Attributes:
        step: its id.
        before: the range before it.
        after: the range after it.
    """

    step: str
    before: Range
    after: Range


@dataclass(frozen=True, slots=True)
class FineRange:
    """A fine after the steps that act on it, exactly.

    Attributes:
        fine: as the law writes it.
        min: the least, in the fine's unit; None where none is stated.
        max: the most; None where none is stated.
    """

    fine: Fine
    min: Fraction | None
    max: Fraction | None

    @property
    def shown(self) -> tuple[Fraction | None, Fraction | None]:
        """Return both ends as they are shown: rounded here, once, if the law drops fractions of a unit."""
        if not self.fine.whole_units:
            return self.min, self.max
        least, most = (Fraction(end // 1) if end is not None else None for end in (self.min, self.max))
        return least, most


@dataclass(frozen=True, slots=True)
class SanctionArithmetic:
    """What the sanction arithmetic of a case made.

    Attributes:
        checkpoints: the named ranges.
        applied: the steps that acted on custody, in order.
        acted: every step that acted, on custody or on fines, in order.
        mark: the weakest mark among the cells looked up.
        looked_up: the tables and keys of the cells.
        looked_up_by: the subjects whose values made the keys, and the first level of a point system.
    """

    checkpoints: Mapping[Checkpoint, Range]
    applied: tuple[Applied, ...]
    acted: tuple[str, ...]
    mark: Mark
    looked_up: tuple[tuple[str, str], ...]
    looked_up_by: tuple[str, ...]
