"""Steps: what moves a range, as an operation on a target by a size.

Every operation goes with every target and every size that has a meaning for it, and what has none is a fault
when the file is read. Everything is multiplication, addition, a limit, or a look-up: exact.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, Self

from pydantic import Field, StrictBool, field_validator, model_validator

from propengine.law.conditions import ALWAYS, Condition
from propengine.law.elements import Element, Id, Part, Texts
from propengine.law.faults import Expected
from propengine.law.sanctions import NONE_STATED, EndName, Force, WrittenEnd
from propengine.law.sizes import AnySize, Constant, EndOf, Portion, Size, SizeByEnd, StatedOf


class Operation(StrEnum):
    """What a step does to its target."""

    SCALE = "scale"
    INCREASE = "increase"
    REDUCE = "reduce"
    FLOOR = "floor"
    CEILING = "ceiling"
    PUT = "put"
    PART = "part"


class Target(StrEnum):
    """What a step moves."""

    CUSTODY = "custody"
    FINE = "fine"
    CUSTODY_AND_FINE = "custody_and_fine"
    """Each by the same size."""
    LEVEL = "level"
    """The level of a point system."""
    GRADE = "grade"
    """The grades of a ladder, whole grades up or down."""

    @property
    def is_place(self) -> bool:
        """Say whether it is a place on a ladder or in a point system, and no length or sum."""
        return self in {Target.LEVEL, Target.GRADE}

    @property
    def moves_custody(self) -> bool:
        """Say whether the range of custody moves with it."""
        return self is not Target.FINE

    @property
    def moves_fines(self) -> bool:
        """Say whether fines move with it."""
        return self in {Target.FINE, Target.CUSTODY_AND_FINE}


class Move(Part):
    """What a step does: exactly one operation, on its target, by a size.

    A size is a constant, a [Size](#size), or one for each end ([SizeByEnd](#sizebyend)); a size alone is for
    every end. A constant is a number (a factor, a fraction of the end, units of a fine, whole levels or
    grades), a duration, or a word (life, none_stated, a rung; of grades, a grade).

    Attributes:
        scale: multiply by a number.
        increase: raise by a fraction of the end itself, by a duration, or by levels or grades.
        reduce: lower by such a size.
        floor: raise ends that lie below to a limit; a range wholly below it becomes the point at the limit.
        ceiling: lower ends that lie above to a limit; a range wholly above becomes the point at the limit.
        put: put it in the place of the range, or of the ends that are named; none_stated takes a least away.
            Where both ends are put, a starting point stays only if it is put too.
        part: take a part.
        target: what is moved.
        count_from: with grades: only this grade of the range is moved, and the others are left out.
        capped: with scale, increase, reduce or put: the end that another end may not cross; the result is
            then the point at it.
        keeps_life: with scale, increase or reduce: an end that is life stays life.
    """

    scale: AnySize | None = None
    increase: AnySize | None = None
    reduce: AnySize | None = None
    floor: AnySize | None = None
    ceiling: AnySize | None = None
    put: AnySize | None = None
    part: Portion | None = None
    target: Target = Target.CUSTODY
    count_from: Literal["lowest", "highest"] | None = None
    capped: EndName | None = None
    keeps_life: StrictBool = False

    @field_validator(*(operation.value for operation in Operation if operation is not Operation.PART))
    @classmethod
    def _of_some_end(cls, size: object) -> object:
        if isinstance(size, SizeByEnd) and not size.model_fields_set:
            message = "expected a size for an end"
            raise ValueError(message)
        return size

    @model_validator(mode="after")
    def _fits(self) -> Self:
        given = [operation for operation in Operation if getattr(self, operation) is not None]
        if len(given) != 1:
            message = f"expected exactly one operation ({', '.join(Operation)})"
            raise ValueError(message)
        _fit_beside(self)
        if self.part is not None:
            _fit_portion(self.part, self.target)
        for at, size in self.sizes:
            _fit_size(self, at, size)
        return self

    @property
    def operation(self) -> Operation:
        """Return the one thing that it does."""
        return next(operation for operation in Operation if getattr(self, operation) is not None)

    @property
    def size(self) -> "Constant | Size | SizeByEnd | Portion":
        """Return by how much."""
        size: Constant | Size | SizeByEnd | Portion = getattr(self, self.operation)
        return size

    @property
    def sizes(self) -> Iterator[tuple[tuple[str, ...], Constant | Size]]:
        """Yield each single size, and where it stands."""
        size = self.size
        if isinstance(size, SizeByEnd):
            for side in ("min", "max", "point"):
                if (of_end := getattr(size, side)) is not None:
                    yield (self.operation, side), of_end
        elif not isinstance(size, Portion):
            yield (self.operation,), size

    @property
    def lowers(self) -> bool:
        """Say whether the law, whatever the case, makes an end of the range of custody lower by it.

        What a size hangs on that the case gives, a table or another range, says nothing of that.
        """
        if not self.target.moves_custody:
            return False
        match self.operation:
            case Operation.REDUCE | Operation.CEILING:
                return True
            case Operation.PART:
                return isinstance(self.size, Portion) and self.size.leaves_out_the_highest
            case Operation.SCALE | Operation.PUT:
                return any(_is_less(self.operation, at[-1], size) for at, size in self.sizes)
            case _:
                return False

    @property
    def choices(self) -> frozenset[str]:
        """Return the facts that state what the court chose."""
        return frozenset(fact for _, size in self.sizes if isinstance(size, Size) for fact in size.facts)


def _is_less(operation: Operation, side: str, size: Constant | Size) -> bool:
    """Say whether an end becomes less: a factor or share below one, the most put to a least, or no least."""
    if isinstance(size, Size):
        factors = size.between if operation is Operation.SCALE and size.between is not None else ()
        return _is_less_than(size.of, side, size.share) or any(_is_factor_below_one(b) for b in factors)
    if operation is Operation.SCALE:
        return _is_factor_below_one(size)
    return side == "min" and isinstance(size, WrittenEnd) and size.word == NONE_STATED


def _is_less_than(of: EndOf | WrittenEnd | None, side: str, share: Fraction | int) -> bool:
    """Say whether a share of an end is less than the end in whose place it is put."""
    if not isinstance(of, EndOf):
        return False
    return (of.side == "min" and side == "max" and share <= 1) or (of.side == side and share < 1)


def _is_factor_below_one(size: Constant) -> bool:
    return isinstance(size, Fraction) and size < 1


_MULTIPLY: Final = frozenset({Operation.SCALE, Operation.INCREASE, Operation.REDUCE})
_RATIO: Final = frozenset({Operation.INCREASE, Operation.REDUCE})
_CROSS: Final = _MULTIPLY | {Operation.PUT}
_LIMIT: Final = frozenset({Operation.FLOOR, Operation.CEILING})


class Kind(StrEnum):
    """What a single size is, as a fault names it."""

    NUMBER = "a number such as 2/3"
    NUMBERS = "a choice between two numbers"
    LENGTH = "a duration such as 6 m"
    LENGTHS = "a choice between two durations"
    WORD = "a word such as life"
    STATED = "a stated fact"
    TABLE = "a look-up"
    SHARE = "a share of an end"
    MIXED = "a choice between unlike bounds"


def _kinds() -> Mapping[tuple[Operation, Target], frozenset[Kind]]:
    """Return which sizes have a meaning for each operation on each target."""
    numbers = frozenset({Kind.NUMBER, Kind.NUMBERS})
    lengths = frozenset({Kind.LENGTH, Kind.LENGTHS, Kind.STATED, Kind.TABLE, Kind.SHARE})
    found = dict.fromkeys(
        ((operation, target) for operation in Operation for target in Target), frozenset[Kind]()
    )
    for operation in Operation:
        ends = operation in _LIMIT or operation is Operation.PUT
        if operation is Operation.PART:
            continue
        custody = lengths | {Kind.WORD} if ends else numbers | {Kind.STATED}
        fine = numbers | ({Kind.SHARE} if operation is not Operation.SCALE else frozenset())
        if operation in _RATIO:
            custody |= {Kind.LENGTH, Kind.LENGTHS, Kind.SHARE}
        if operation is Operation.PUT:
            fine |= {Kind.STATED, Kind.WORD}
        found[operation, Target.CUSTODY], found[operation, Target.FINE] = custody, fine
        found[operation, Target.CUSTODY_AND_FINE] = custody & fine
        if operation is not Operation.SCALE:
            found[operation, Target.LEVEL] = numbers | {Kind.STATED}
            found[operation, Target.GRADE] = (
                found[operation, Target.LEVEL] if operation in _RATIO else frozenset({Kind.WORD})
            )
    return found


_KINDS: Final = _kinds()


def _kind_of(constant: Constant) -> Kind:
    if isinstance(constant, WrittenEnd):
        return Kind.WORD if constant.word is not None else Kind.LENGTH
    return Kind.NUMBER


def _kinds_of(size: Constant | Size) -> frozenset[Kind]:
    """Return what a single size may be read as: nothing at all is a duration as well as a number."""
    if not isinstance(size, Size):
        return frozenset({_kind_of(size), *([Kind.LENGTH] if size == 0 else [])})
    if size.between is not None:
        both = frozenset.intersection(*map(_kinds_of, size.between))
        several = {Kind.NUMBER: Kind.NUMBERS, Kind.LENGTH: Kind.LENGTHS}
        return frozenset(several.get(kind, Kind.MIXED) for kind in both) or frozenset({Kind.MIXED})
    if size.stated is not None:
        return frozenset({Kind.STATED})
    return frozenset({Kind.TABLE if size.look_up is not None else Kind.SHARE})


def _fit_size(move: Move, at: tuple[str, ...], size: Constant | Size) -> None:
    """Refuse a size that has no meaning for the operation and its target.

    Raises:
        Expected: it has none, said where it stands.
    """
    wanted, found = _KINDS[move.operation, move.target], _kinds_of(size)
    if not wanted:
        raise Expected(
            f"an operation that a {move.target} has ({', '.join(_operations_of(move.target))})",
            move.operation,
        ).within(move.operation)
    if not wanted & found:
        raise Expected(
            f"{' or '.join(kind for kind in Kind if kind in wanted)} to {move.operation} {move.target} by",
            " or ".join(sorted(found)),
        ).within(*at)
    _fit_numbers(move, at, size)
    _fit_facts(move, at, size)


def _operations_of(target: Target) -> list[str]:
    return [operation for operation in Operation if _KINDS[operation, target] or operation is Operation.PART]


def _fit_numbers(move: Move, at: tuple[str, ...], size: Constant | Size) -> None:
    """Refuse numbers out of order, parts of a level or grade, and more than all of an end."""
    if isinstance(size, Size) and size.between is not None:
        numbers = [bound for bound in size.between if isinstance(bound, Fraction)]
    else:
        numbers = [size] if isinstance(size, Fraction) else []
    if numbers != sorted(numbers):
        raise Expected("the smaller bound first", f"{numbers[0]} and {numbers[1]}").within(*at)
    for number in numbers:
        if move.target.is_place and number.denominator != 1:
            raise Expected(f"a whole number of {move.target}s", str(number)).within(*at)
        if not move.target.is_place and move.operation in _RATIO and number > 1:
            raise Expected(
                "a fraction of the end, at most 1; a duration has its unit, and scale multiplies", str(number)
            ).within(*at)


def _fit_facts(move: Move, at: tuple[str, ...], size: Constant | Size) -> None:
    """Refuse one fact for custody and a fine, and two where one thing moves; a fine has no least below 0."""
    if isinstance(size, Size) and size.stated is not None:
        both = move.target is Target.CUSTODY_AND_FINE
        if both != isinstance(size.stated, StatedOf):
            wanted = "{custody: fact, fine: fact}" if both else f"one fact, which states the {move.target}"
            raise Expected(wanted, str(size.stated)).within(*at, "stated")
    is_word = isinstance(size, WrittenEnd) and size.word is not None
    if is_word and move.target.moves_fines and str(size) != NONE_STATED:
        raise Expected(f"{NONE_STATED}, which is the only word for a fine", str(size)).within(*at)


def _fit_portion(portion: Portion, target: Target) -> None:
    """Refuse a part that the target does not have."""
    if target is Target.LEVEL:
        raise Expected("reduce or ceiling for a level, which has no parts", "part").within("part")
    if (target is Target.GRADE) != (portion.without is not None):
        wanted = "without" if target is Target.GRADE else "parts and pick"
        raise Expected(f"{wanted} for a part of {target}", "without" if portion.without else "parts").within(
            "part"
        )


def _fit_beside(move: Move) -> None:
    """Refuse what stands beside an operation that it has no meaning for."""
    ends = not move.target.is_place
    grades = move.target is Target.GRADE
    beside = (
        ("capped", ends and move.operation in _CROSS, "scale, increase, reduce or put of ends"),
        ("keeps_life", ends and move.operation in _MULTIPLY, "scale, increase or reduce of custody"),
        ("count_from", grades and move.operation in _RATIO, "increase or reduce of grades"),
    )
    for name, fits, where in beside:
        if getattr(move, name) and not fits:
            raise Expected(f"{name} only beside {where}", f"{move.operation} of {move.target}").within(name)
    if not ends and isinstance(move.size, SizeByEnd):
        raise Expected(f"one size for a {move.target}, which has no ends", "sizes by end").within(
            move.operation
        )


class Step(Element):
    """A factor of the law that moves the range.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        phase: the phase in which it acts.
        when: what must be shown; `before.max` is the most that the phases before left, and likewise
            `before.min`, `before.mean`, `before.point`, `before.level` and `before.grades`.
        unless: what, when shown, keeps it away.
        exception_to: the steps that it sets aside when both hold.
        after: the steps of the same phase that act before it; needed where the order matters.
        force: must, or else an outcome with it and one without: may, or presumed, which is taken by default.
        move: what it does.
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
    offences: list[Id] | None = None
