"""Steps: from what a step says that it does to an operation on a target by a size."""

from fractions import Fraction

from propengine.core.ends import SIDES, End, Range, Scale, Side
from propengine.core.statements import (
    CellOf,
    Choice,
    Clause,
    Count,
    Drop,
    Limit,
    Move,
    Operation,
    PerEnd,
    PointAt,
    Share,
    Size,
    Stated,
    Target,
    Written,
)
from propengine.law.durations import Duration
from propengine.law.sanctions import (
    EndDurations,
    EndFactors,
    FractionRange,
    GradeShift,
    Limit as LawLimit,
    Move as LawMove,
    Step,
)


def move_of(step: Step, clause: Clause, scale: Scale) -> Move:
    """Return the statement that a step makes."""
    operation, target, size = _meaning(step.move, scale)
    return Move(
        clause,
        step.phase,
        frozenset(step.after),
        step.force,
        operation,
        target,
        size,
        step.move.keeps_life,
        step.move.capped,
        frozenset(step.acts_on),
        step.provision,
        step.mark,
    )


def _meaning(move: LawMove, scale: Scale) -> tuple[Operation, Target, Size]:
    """Return what a move does, to what, by how much."""
    match move:
        case LawMove(times=Fraction() | EndFactors() as factors):
            return Operation.SCALE, Target.RANGE, _factors(factors)
        case LawMove(reduce_by=FractionRange() as bounds):
            return Operation.SCALE, Target.RANGE, _chosen(-1, bounds)
        case LawMove(increase_by=FractionRange() as bounds):
            return Operation.SCALE, Target.RANGE, _chosen(+1, bounds)
        case LawMove(add=EndDurations() as extra):
            return Operation.ADD, Target.RANGE, _durations(extra, scale)
        case LawMove(not_below=LawLimit() as limit):
            return Operation.FLOOR, Target.RANGE, _limit(limit, scale)
        case LawMove(not_above=LawLimit() as limit):
            return Operation.CEILING, Target.RANGE, _limit(limit, scale)
        case LawMove(no_least=True):
            return Operation.NO_LEAST, Target.RANGE, None
        case _:
            return _on_levels(move) or _put(move, scale)


def _on_levels(move: LawMove) -> tuple[Operation, Target, Size] | None:
    """Return what a move does to levels or grades; None where it acts on the range."""
    match move:
        case LawMove(level_at_most=int() as level):
            return Operation.CEILING, Target.LEVEL, Count(level)
        case LawMove(level_at_least=int() as level):
            return Operation.FLOOR, Target.LEVEL, Count(level)
        case LawMove(shift=int() as number):
            return Operation.ADD, Target.LEVEL, Count(number)
        case LawMove(shift_by=GradeShift() as shift):
            return Operation.ADD, Target.LEVEL, _grades(shift)
        case LawMove(drop="highest" | "lowest" as grade):
            return Operation.PART, Target.LEVEL, Drop(grade == "highest")
        case _:
            return None


def _put(move: LawMove, scale: Scale) -> tuple[Operation, Target, Size]:
    """Return what a move does that puts another range, or a part of it, in the place of the range."""
    if move.replace is not None:
        return Operation.PUT, Target.RANGE, Written(scale.range(move.replace))
    if move.look_up is not None:
        return Operation.PUT, Target.RANGE, CellOf(move.look_up)
    if move.to_point is not None:
        return Operation.PUT, Target.RANGE, PointAt(move.to_point.end, move.to_point.times)
    if move.to_stated is not None:
        return Operation.PUT, Target.RANGE, Stated(move.to_stated.custody, move.to_stated.fine)
    if move.divide is not None:
        first, last = move.divide.pick
        return Operation.PART, Target.RANGE, Share(move.divide.parts, first, last)
    message = f"a step does {move.kind}, which has no meaning"
    raise TypeError(message)


def _factors(factors: Fraction | EndFactors) -> PerEnd:
    if isinstance(factors, EndFactors):
        return PerEnd(factors.min, factors.max, factors.point)
    return PerEnd(factors, factors, factors)


def _chosen(sign: int, bounds: FractionRange) -> Choice:
    return Choice(sign, bounds.least, bounds.most, bounds.chosen)


def _durations(extra: EndDurations, scale: Scale) -> PerEnd:
    def months(duration: Duration | None) -> Fraction | None:
        return scale.calendar.months(duration) if duration is not None else None

    return PerEnd(months(extra.min), months(extra.max), months(extra.point))


def _grades(shift: GradeShift) -> Choice:
    sign = -1 if shift.down else +1
    return Choice(sign, Fraction(shift.least), Fraction(shift.most), shift.chosen, shift.count_from)


def _limit(limit: LawLimit, scale: Scale) -> Limit:
    sides: tuple[Side, ...] = tuple(side for side in SIDES if side in limit.ends)
    if limit.duration is None:
        return Limit(None, limit.checkpoint, limit.end, limit.times, sides)
    end: End = scale.written(limit.duration)
    return Limit(Range(end, end, end), None, "min", limit.times, sides)
