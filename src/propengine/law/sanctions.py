"""Sanctions: what an offence carries, and the tables that ranges are looked up in.

A range of custody has a least and a most, and may have a starting point. An end is a duration, life, none
stated (which is not zero), or a rung below custody. What moves a range is in `steps`, in declared phases;
each phase leaves a named checkpoint.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, StrictBool, StrictInt, model_validator

from propengine.law.conditions import ALWAYS, Condition
from propengine.law.durations import Duration, DurationText, ExactNumber, read_duration
from propengine.law.elements import Element, Id, Mark, Part, Sentence, Texts, Words, each_once
from propengine.law.faults import Expected

LIFE = "life"
NONE_STATED = "none_stated"
NOT_RECORDED: Final = "not_recorded"
"""An end that the law has and the ruleset does not hold."""


@dataclass(frozen=True, slots=True)
class WrittenEnd:
    """One end of a range as written: a duration, or a word (life, none_stated, not_recorded, a rung)."""

    duration: Duration | None
    word: str | None

    def __str__(self) -> str:
        """Return the words it was read from."""
        return self.word or str(self.duration)


def _read_end(value: object) -> WrittenEnd:
    if isinstance(value, WrittenEnd):
        return value
    if isinstance(value, str) and value.replace("_", "").isalpha():
        return WrittenEnd(None, value)
    try:
        return WrittenEnd(read_duration(value), None)
    except Expected:
        expected = "a duration such as 4 y, or life, none_stated, not_recorded or a rung"
        raise Expected(expected, str(value)) from None


EndText = Annotated[
    WrittenEnd,
    BeforeValidator(_read_end, json_schema_input_type=int | str),
    PlainSerializer(lambda end: 0 if str(end) == "0" else str(end), return_type=int | str),
]
"""An end of a range, as text."""


class Ends(Part):
    """The ends of a range of custody.

    Attributes:
        min: the least; 0 where the law says only "up to".
        max: the most.
        point: the starting point, where the law names one.
    """

    min: EndText = Field(default=WrittenEnd(Duration((), "0"), None))
    max: EndText
    point: EndText | None = None


class Cell(Ends):
    """One cell of a table of ranges.

    Attributes:
        mark: how well the cell was checked; the table's mark when absent.
        read_as: the words of the source where they differ.
    """

    mark: Mark | None = None
    read_as: Sentence | None = None


class RangeTable(Element):
    """A table of ranges, looked up by what was concluded.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        by: the names whose values, joined by `/`, are the key of a cell; `level` is that of a point system.
        cells: the ranges by key.
        otherwise: the table to look in when a key has no cell; without it such a case is refused.
        guides_within: present where its ranges guide the court and do not bind: what binds, which is
            `statutory` (the range that the statute carries) or the id of another table.
    """

    name: Texts | None = None
    by: list[str] = Field(min_length=1)
    cells: dict[str, Cell] = Field(min_length=1)
    otherwise: Id | None = None
    guides_within: Id | None = None


class Grade(Part):
    """One grade of a ladder of penalties."""

    grade: Id
    min: DurationText
    max: DurationText


class Ladder(Element):
    """An ordered list of penalties, lowest first; rules move up and down whole grades.

    Attributes:
        grades: the penalties.
        words: what each grade is called.
    """

    grades: Annotated[list[Grade], each_once("grade")] = Field(min_length=1)
    words: Words = Field(default_factory=dict)


class Rungs(Element):
    """Responses below custody, the least severe first, that may stand as ends of a range.

    Attributes:
        rungs: the responses.
        words: what each of them is called.
    """

    rungs: list[Id] = Field(min_length=1)
    words: Words = Field(default_factory=dict)


class Cumulation(StrEnum):
    """How the ranges of several items combine."""

    ABSORB = "absorb"
    """The gravest counts."""
    ADD = "add"
    """They are added up."""


class Levels(Part):
    """A point system: a level that steps move, and the table that turns it into a range.

    Attributes:
        base: the integer conclusion that holds the first level.
        least: no level is below.
        most: no level is above.
        table: the range table, keyed by `level` and whatever else it names.
    """

    base: str
    least: StrictInt
    most: StrictInt
    table: Id

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.most:
            message = "expected least to be no larger than most"
            raise ValueError(message)
        return self


class Custody(Part):
    """A range of custody; given in exactly one way.

    Attributes:
        statutory: what the statute carries, where the range that the steps move is found elsewhere, such as
            in a guideline's table or points; it stands under the checkpoint `statutory`, and limits may
            read it.
        statutory_table: the range table in which the same is looked up, where it is not one range.
        ends: written out.
        table: looked up in a range table.
        grades: from a grade to a grade of a ladder (written as ladder, lowest grade, highest grade).
        levels: through a point system.
        range_of: the same as another offence's, before any step.
        cumulation: how the items' own ranges combine, when the table is looked up by a band.
        at_most: a cap on what adding may reach.
        called: what the enactment calls it, such as prison or detention.
    """

    statutory: Ends | None = None
    statutory_table: Id | None = None
    ends: Ends | None = None
    table: Id | None = None
    grades: tuple[Id, Id, Id] | None = None
    levels: Levels | None = None
    range_of: Id | None = None
    cumulation: Cumulation = Cumulation.ABSORB
    at_most: DurationText | None = None
    called: Texts | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [self.ends, self.table, self.grades, self.levels, self.range_of]
        if sum(way is not None for way in ways) != 1:
            message = "expected exactly one of ends, table, grades, levels and range_of"
            raise ValueError(message)
        statutory = [self.statutory, self.statutory_table]
        given = sum(way is not None for way in statutory)
        if given and (self.ends is not None or self.range_of is not None):
            message = "expected statutory or statutory_table only beside table, grades or levels"
            raise ValueError(message)
        if given == len(statutory):
            message = "expected statutory or statutory_table, not both"
            raise ValueError(message)
        return self


class Fine(Part):
    """A fine, in the unit of account that the law uses; never converted.

    Attributes:
        unit: the unit of account, such as day_fine, EUR or SMLMV.
        min: the least.
        max: the most.
        max_called: the most, where the law names it instead of giving a number.
        whole_units: fractions of a unit are dropped, once, when the fine is shown.
        not_below_fact: an amount fact (such as the value of the drug) below which it may not lie.
        mark: how well it was checked; the offence's mark when absent.
        when: a condition on which this fine is open.
        unless: what takes it away.
        provision: its own provision, where it has one.
    """

    unit: str = Field(min_length=1, max_length=40)
    min: ExactNumber | None = None
    max: ExactNumber | None = None
    max_called: Texts | None = None
    whole_units: StrictBool = False
    not_below_fact: Id | None = None
    mark: Mark | None = None
    when: Condition = ALWAYS
    unless: Condition | None = None
    provision: Sentence | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            message = "expected min to be no larger than max"
            raise ValueError(message)
        return self


class Response(Part):
    """A response other than custody and fine, such as a warning or community service."""

    name: Texts
    provision: Sentence | None = None
    mark: Mark | None = None
    when: Condition = ALWAYS
    unless: Condition | None = None


class Sanction(Part):
    """What an offence carries: one thing, or several of which any, or all, may be imposed.

    A sanction holds at most one range of custody; each alternative keeps its own range.
    """

    custody: Custody | None = None
    fine: Fine | None = None
    response: Response | None = None
    any_of: list["Sanction"] | None = Field(default=None, min_length=1)
    all_of: list["Sanction"] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        things = [self.custody, self.fine, self.response, self.any_of, self.all_of]
        if sum(thing is not None for thing in things) != 1:
            message = "expected exactly one of custody, fine, response, any_of and all_of"
            raise ValueError(message)
        if sum(leaf.custody is not None for leaf in self.leaves()) > 1:
            message = "expected at most one range of custody"
            raise ValueError(message)
        return self

    def leaves(self) -> list["Sanction"]:
        """Return the single sanctions in it, in order."""
        inner = self.any_of or self.all_of
        return [leaf for part in inner for leaf in part.leaves()] if inner else [self]


class Checkpoint(StrEnum):
    """The named ranges of a decision, in order."""

    STATUTORY = "statutory"
    """What the offence carries, before any step."""
    AGGRAVATED = "aggravated"
    """After what aggravates or mitigates by law."""
    INDIVIDUALISED = "individualised"
    """After everything stated except plea and procedure."""
    FINAL = "final"
    """After plea and procedure."""
    BEST_CASE = "best_case"
    """The final range if every fraction left to the court were the most favourable one."""


EndName = Literal["min", "max", "point"]


class Phase(Part):
    """One phase of the sanction arithmetic; which phase acts first is law.

    Attributes:
        phase: its id.
        name: what it is called, in each of the languages of the jurisdiction.
        checkpoint: the checkpoint that its result is recorded under; a later phase of the same checkpoint
            records over it.
    """

    phase: Id
    name: Texts | None = None
    checkpoint: Literal[Checkpoint.AGGRAVATED, Checkpoint.INDIVIDUALISED, Checkpoint.FINAL]


class Force(StrEnum):
    """Whether a step or a programme must be applied."""

    MUST = "must"
    PRESUMED = "presumed"
    MAY = "may"
    MUST_CONSIDER = "must_consider"
