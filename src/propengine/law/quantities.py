"""Measures and groupings: the numbers that a case is given of its items, and the classes they are in.

Rules read both, and never see an item or a fraction.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from propengine.law.amounts import Dimension
from propengine.law.conditions import Condition
from propengine.law.elements import Element, Id, Texts, Words
from propengine.law.tables import Absence


class Measure(Element):
    """A number made from the items of a case, or whether one is of some kind; exactly one way.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        sum_of_shares: over the items, the amount divided by the table's amount, added up.
        highest_share: the largest such share of any one substance.
        sum_of_amounts: the total amount of the items that have a row in the table, in the named dimension.
        sum_converted: each item's amount times its row's factor, each row's part at most its cap, added up.
        kinds: how many kinds of drug, by family.
        count: how many things of a dimension there are.
        some_item: whether there is a substance of which all of this holds: its groups, its own bands, and
            which it is. What only several substances have together, none has.
        dimension: what a total or a conversion is an amount of.
    """

    name: Texts | None = None
    sum_of_shares: Id | None = None
    highest_share: Id | None = None
    sum_of_amounts: Id | None = None
    sum_converted: Id | None = None
    kinds: Literal[True] | None = None
    count: Dimension | None = None
    some_item: Condition | None = None
    dimension: Dimension | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [self.sum_of_shares, self.highest_share, self.sum_of_amounts, self.sum_converted, self.kinds]
        if sum(way is not None for way in [*ways, self.count, self.some_item]) != 1:
            message = "expected exactly one way to measure"
            raise ValueError(message)
        totals = self.sum_of_amounts is not None or self.sum_converted is not None
        if totals != (self.dimension is not None):
            message = "expected a dimension exactly when amounts are added up or converted"
            raise ValueError(message)
        return self

    @property
    def table(self) -> str | None:
        """Return the id of the table that it reads, if it reads one."""
        return self.sum_of_shares or self.highest_share or self.sum_of_amounts or self.sum_converted


class Grouping(Element):
    """A schedule or class of substances, such as the classes A, B and C; a case is in its gravest item's.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        groups: substances by group, the least grave first.
        words: what each group is called.
        absent: what it means that a substance is in no group.
    """

    name: Texts | None = None
    groups: dict[Id, list[Id]] = Field(min_length=1)
    words: Words = Field(default_factory=dict)
    absent: Absence = Absence.UNDEFINED
