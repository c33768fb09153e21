"""Sizes: by how much a step moves a range, in one grammar for every operation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, PlainSerializer, StrictInt, Tag, model_validator

from propengine.law.durations import ExactNumber, read_duration, read_number
from propengine.law.elements import ID_PATTERN, Id, Part
from propengine.law.faults import Expected
from propengine.law.sanctions import Checkpoint, EndName, WrittenEnd

Constant: TypeAlias = Fraction | WrittenEnd
"""A number, or a duration or a word as the law writes it."""

_NUMBER: Final = re.compile(r"[0-9./]+", re.ASCII)
_WORD: Final = re.compile(ID_PATTERN)


def _read_constant(value: object) -> Constant:
    if isinstance(value, WrittenEnd):
        return value
    if isinstance(value, int | Fraction) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        return read_number(value)
    if isinstance(value, str) and _WORD.fullmatch(value):
        return WrittenEnd(None, value)
    try:
        return WrittenEnd(read_duration(value), None)
    except Expected:
        raise Expected("a number such as 4/3, a duration such as 4 y, or a word", str(value)) from None


def _written_constant(constant: Constant) -> int | str:
    if isinstance(constant, WrittenEnd):
        return str(constant)
    return constant.numerator if constant.denominator == 1 else str(constant)


_AConstant = Annotated[
    Constant,
    BeforeValidator(_read_constant, json_schema_input_type=int | str),
    PlainSerializer(_written_constant, return_type=int | str),
]


@dataclass(frozen=True, slots=True)
class EndOf:
    """An end of a range: as the step finds it, or as a checkpoint left it."""

    checkpoint: Checkpoint | None
    side: EndName

    def __str__(self) -> str:
        """Return the words it was read from."""
        return f"range.{self.checkpoint}.{self.side}" if self.checkpoint else self.side


_END_OF: Final = re.compile(r"(?:range\.(?P<checkpoint>[a-z]+)\.)?(?P<side>min|max|point)")
_CHECKPOINTS: Final = frozenset(Checkpoint) - {Checkpoint.BEST_CASE}


def _read_whole(value: object) -> EndOf | WrittenEnd:
    if isinstance(value, EndOf | WrittenEnd):
        return value
    found = _END_OF.fullmatch(value) if isinstance(value, str) else None
    if found is not None and (found["checkpoint"] is None or found["checkpoint"] in _CHECKPOINTS):
        checkpoint = Checkpoint(found["checkpoint"]) if found["checkpoint"] else None
        return EndOf(checkpoint, found["side"])  # type: ignore[arg-type]  # the pattern has these alone
    try:
        return WrittenEnd(read_duration(value), None)
    except Expected:
        raise Expected(
            "min, max, point, an end such as range.statutory.min, or a duration", str(value)
        ) from None


Whole = Annotated[
    EndOf | WrittenEnd,
    BeforeValidator(_read_whole, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
]
"""What a share is a share of."""


class StatedOf(Part):
    """Facts that state a size, where custody and a fine have each their own.

    Attributes:
        custody: for custody.
        fine: for the fine, in its own unit.
    """

    custody: Id
    fine: Id


class Size(Part):
    """How much, where it is no constant; exactly one of the four ways.

    Attributes:
        between: the two bounds between which the court chooses: the envelope, or what is chosen.
        chosen: with between: the fact that states what was chosen.
        stated: the fact that states it. What is put must lie within the range, and nothing moves while the
            case does not state it; any other size is asked for.
        look_up: the table of ranges whose ends it is, each for the same end.
        share: a share of an end; the whole of it when absent.
        of: the end, or duration, that the share is of: `min`, `max` or `point` as the step finds it, or an
            end at a checkpoint such as `range.statutory.min`.
    """

    between: tuple[_AConstant, _AConstant] | None = None
    chosen: Id | None = None
    stated: Id | StatedOf | None = None
    look_up: Id | None = None
    share: ExactNumber = Field(default=1, validate_default=True)
    of: Whole | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [self.between, self.stated, self.look_up, self.of]
        if sum(way is not None for way in ways) != 1:
            message = "expected exactly one of between, stated, look_up and of"
            raise ValueError(message)
        if self.chosen is not None and self.between is None:
            message = "expected chosen only beside between"
            raise ValueError(message)
        if "share" in self.model_fields_set and self.of is None:
            message = "expected of beside share: the end that it is a share of"
            raise ValueError(message)
        return self

    @property
    def facts(self) -> Iterator[str]:
        """Yield the facts that state it."""
        if self.chosen is not None:
            yield self.chosen
        if isinstance(self.stated, StatedOf):
            yield from (self.stated.custody, self.stated.fine)
        elif self.stated is not None:
            yield self.stated


def _shape(value: object) -> str:
    if isinstance(value, SizeByEnd) or (isinstance(value, Mapping) and value.keys() & _SIDES):
        return "by_end"
    return "size" if isinstance(value, Mapping | Size) else "constant"


_SIDES: Final = frozenset({"min", "max", "point"})
_OneSize = Annotated[
    Annotated[_AConstant, Tag("constant")] | Annotated[Size, Tag("size")],
    Discriminator(_shape),
]


class SizeByEnd(Part):
    """A size for each end that moves; an end that is not named stays.

    Attributes:
        min: for the least.
        max: for the most.
        point: for the starting point.
    """

    min: _OneSize | None = None
    max: _OneSize | None = None
    point: _OneSize | None = None


AnySize = Annotated[
    Annotated[_AConstant, Tag("constant")]
    | Annotated[Size, Tag("size")]
    | Annotated[SizeByEnd, Tag("by_end")],
    Discriminator(_shape),
]
"""A constant, a size, or one for each end."""


class Portion(Part):
    """A part of the range, divided equally, or the grades without the highest or the lowest.

    Attributes:
        parts: into how many equal parts the range is divided.
        pick: the first and the last part that are taken: parts 3 and pick [1, 1] is the lower third.
        without: of grades: the one that is left out; the last grade stays.
    """

    parts: StrictInt | None = Field(default=None, ge=2, le=12)
    pick: tuple[int, int] | None = None
    without: Literal["highest", "lowest"] | None = None

    @property
    def leaves_out_the_highest(self) -> bool:
        """Say whether the highest part, or the highest grade, is not taken."""
        return self.without == "highest" if self.pick is None else self.pick[1] != self.parts

    @model_validator(mode="after")
    def _within(self) -> Self:
        if (self.without is None) == (self.parts is None) or (self.parts is None) != (self.pick is None):
            message = "expected parts and pick, or without"
            raise ValueError(message)
        if self.parts is not None and self.pick is not None:
            first, last = self.pick
            if not 1 <= first <= last <= self.parts:
                message = "expected the picked parts to lie between 1 and parts, in order"
                raise ValueError(message)
        return self
