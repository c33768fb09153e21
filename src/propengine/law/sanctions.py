"""Sanctions: what an offence carries, the tables that ranges are looked up in, and the steps that move them.

A range of custody has a least and a most, and may have a starting point. An end is a duration, life, none
stated (which is not zero), or a rung below custody. Steps act in declared phases; each phase leaves a
named checkpoint. Everything is multiplication by a constant, addition, a limit, or a look-up: exact.
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


@dataclass(frozen=True, slots=True)
class WrittenEnd:
    """One end of a range as the law writes it: a duration, or a word (life, none_stated, a rung)."""

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
        raise Expected("a duration such as 4 y, or life, none_stated or a rung", str(value)) from None


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
        name: what it is called.
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


class EndFactors(Part):
    """A factor for each end that is multiplied."""

    min: ExactNumber | None = None
    max: ExactNumber | None = None
    point: ExactNumber | None = None


class EndDurations(Part):
    """A duration for each end that is lengthened."""

    min: DurationText | None = None
    max: DurationText | None = None
    point: DurationText | None = None


class FractionRange(Part):
    """A fraction that the court picks between two bounds.

    Attributes:
        least: the smallest fraction.
        most: the largest fraction.
        chosen: the number fact that states the fraction chosen; without it the answer is the envelope.
    """

    least: ExactNumber
    most: ExactNumber
    chosen: Id | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.most:
            message = "expected least to be no larger than most"
            raise ValueError(message)
        return self


class GradeShift(Part):
    """A number of whole grades that the court picks between two bounds.

    Attributes:
        down: towards the lower penalties.
        least: the smallest number of grades.
        most: the largest number of grades.
        count_from: only this grade of the range is moved, and the others are left out; all move when absent.
        chosen: the integer fact that states the number chosen; without it the answer is the envelope.
    """

    down: StrictBool
    least: StrictInt = Field(ge=1)
    most: StrictInt
    count_from: Literal["lowest", "highest"] | None = None
    chosen: Id | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.most:
            message = "expected least to be no larger than most"
            raise ValueError(message)
        return self


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


class Limit(Part):
    """A limit on the ends of a range: a duration, or a share of an end at an earlier checkpoint.

    Attributes:
        duration: the limit.
        checkpoint: the checkpoint whose end is taken.
        end: which end.
        times: the share of it.
        ends: the ends that the limit acts on.
    """

    duration: EndText | None = None
    checkpoint: Checkpoint | None = None
    end: EndName = "min"
    times: ExactNumber = Field(default=1, validate_default=True)
    ends: list[EndName] = Field(default=["min", "max", "point"], min_length=1)

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.duration is None) == (self.checkpoint is None):
            message = "expected exactly one of duration and checkpoint"
            raise ValueError(message)
        return self


class Division(Part):
    """A part of the range, divided equally: parts 3 and pick [1, 1] is the lower third."""

    parts: StrictInt = Field(ge=2, le=12)
    pick: tuple[int, int]

    @model_validator(mode="after")
    def _within(self) -> Self:
        first, last = self.pick
        if not 1 <= first <= last <= self.parts:
            message = "expected the picked parts to lie between 1 and parts, in order"
            raise ValueError(message)
        return self


class PointOf(Part):
    """The range becomes a single point: an end times a factor."""

    end: EndName
    times: ExactNumber = Field(default=1, validate_default=True)


class StatedPoint(Part):
    """The point that the court fixed within the range; nothing moves while the case does not state it.

    Attributes:
        custody: the duration fact that states the custody.
        fine: the number fact that states the fine, in the fine's own unit.
    """

    custody: Id | None = None
    fine: Id | None = None

    @model_validator(mode="after")
    def _at_least_one(self) -> Self:
        if self.custody is None and self.fine is None:
            message = "expected custody, fine or both"
            raise ValueError(message)
        return self


class Move(Part):
    """What a step does to the range; exactly one thing.

    Attributes:
        times: multiply both ends, or each end by its own factor.
        capped: with times: the end that a multiplied end may not cross; the result is then a point at it.
        keeps_life: with times, reduce_by or increase_by: an end that is life stays life.
        add: add a duration to ends.
        reduce_by: reduce by a fraction that the court picks: the envelope, or the point when it is stated.
        increase_by: increase by such a fraction.
        not_below: raise ends to a limit; a range wholly below it becomes the point at the limit.
        not_above: lower ends to a limit; a range wholly above it becomes the point at the limit.
        no_least: the law names no least any more; the most stays.
        replace: put another range in its place.
        look_up: put the range that a range table gives in its place, as a guideline does within the
            statute's.
        to_point: make it a point.
        to_stated: make it the point that the court fixed; outside the range such a point is refused.
        divide: take a part of it.
        shift: move grades, or the level, up or down.
        shift_by: move grades by a number that the court picks: the envelope, or the place when it is stated.
        drop: leave the highest or the lowest grade out.
        level_at_most: lower the level to this.
        level_at_least: raise the level to this.
    """

    times: ExactNumber | EndFactors | None = None
    capped: EndName | None = None
    keeps_life: StrictBool = False
    add: EndDurations | None = None
    reduce_by: FractionRange | None = None
    increase_by: FractionRange | None = None
    not_below: Limit | None = None
    not_above: Limit | None = None
    no_least: Literal[True] | None = None
    replace: Ends | None = None
    look_up: Id | None = None
    to_point: PointOf | None = None
    to_stated: StatedPoint | None = None
    divide: Division | None = None
    shift: StrictInt | None = None
    shift_by: GradeShift | None = None
    drop: Literal["highest", "lowest"] | None = None
    level_at_most: StrictInt | None = None
    level_at_least: StrictInt | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if len(self._things) != 1:
            message = "expected exactly one thing that the step does"
            raise ValueError(message)
        if self.capped is not None and self.times is None:
            message = "expected capped only beside times"
            raise ValueError(message)
        if self.reduce_by is not None and self.reduce_by.most > 1:
            message = "expected reduce_by to take away no more than all of it, which is 1"
            raise ValueError(message)
        if self.keeps_life and self.kind not in {"times", "reduce_by", "increase_by"}:
            message = "expected keeps_life only beside times, reduce_by or increase_by"
            raise ValueError(message)
        return self

    @property
    def kind(self) -> str:
        """Return the one thing that it does, by the name of its field."""
        return self._things[0]

    @property
    def _things(self) -> list[str]:
        return [name for name in self.model_fields_set - _BESIDE_TIMES if getattr(self, name) is not None]

    @property
    def choices(self) -> frozenset[str]:
        """Return the facts that state what the court chose."""
        picks = (self.reduce_by, self.increase_by, self.shift_by)
        chosen = {pick.chosen for pick in picks if pick is not None}
        if self.to_stated is not None:
            chosen |= {self.to_stated.custody, self.to_stated.fine}
        return frozenset(fact for fact in chosen if fact is not None)


_BESIDE_TIMES: Final = frozenset({"capped", "keeps_life"})


class Phase(Part):
    """One phase of the sanction arithmetic; which phase acts first is law.

    Attributes:
        phase: its id.
        name: what it is called.
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


class Penalty(StrEnum):
    """What a step may act on."""

    CUSTODY = "custody"
    FINE = "fine"


class Step(Element):
    """A factor of the law that moves the range.

    Attributes:
        name: what it is called.
        phase: the phase in which it acts.
        when: what must be shown; `before.max` is the most that the phases before left, and likewise
            `before.min`, `before.mean`, `before.point`, `before.level` and `before.grades`.
        unless: what, when shown, keeps it away.
        exception_to: the steps that it sets aside when both hold.
        after: the steps of the same phase that act before it; needed where the order matters.
        force: must, or else an outcome with it and one without: may, or presumed, which is taken by default.
        move: what it does.
        acts_on: the penalties that it moves, each by the same fraction; custody alone when absent.
        offences: the offences, or families of them, that it is limited to; all when absent.
    """

    name: Texts | None = None
    phase: Id
    when: Condition = ALWAYS
    unless: Condition | None = None
    exception_to: list[Id] = Field(default_factory=list)
    after: list[Id] = Field(default_factory=list)
    force: Literal[Force.MUST, Force.PRESUMED, Force.MAY] = Force.MUST
    move: Move
    acts_on: list[Penalty] = Field(default=[Penalty.CUSTODY], min_length=1)
    offences: list[Id] | None = None

    @model_validator(mode="after")
    def _fits_fines(self) -> Self:
        limit = self.move.not_below or self.move.not_above
        in_months = limit is not None and limit.duration is not None
        if Penalty.FINE in self.acts_on and (self.move.kind not in _MOVES_OF_FINES or in_months):
            moves = ", ".join(sorted(_MOVES_OF_FINES))
            message = f"expected a move that fits a fine ({moves}), and no limit in months"
            raise ValueError(message)
        return self


_MOVES_OF_FINES: Final = frozenset(
    {"times", "reduce_by", "increase_by", "not_below", "not_above", "to_point", "to_stated", "divide"}
)
