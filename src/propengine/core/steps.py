"""Steps: a step of the law as a statement, its durations and shares on the scale of the legal order."""

from fractions import Fraction

from propengine.core.ends import End, Scale, times
from propengine.core.statements import (
    CellOf,
    Choice,
    Clause,
    Move,
    PerEnd,
    Portion,
    ShareOf,
    Size,
    Stated,
    Without,
)
from propengine.law.sanctions import WrittenEnd
from propengine.law.sizes import Constant, EndOf, Portion as LawPortion, Size as LawSize, SizeByEnd, StatedOf
from propengine.law.steps import Move as LawMove, Operation, Step, Target


def move_of(step: Step, clause: Clause, scale: Scale) -> Move:
    """Return the statement that a step makes."""
    return Move(
        clause,
        step.phase,
        frozenset(step.after),
        step.force,
        step.move.operation,
        step.move.target,
        _size(step.move, scale),
        step.move.keeps_life,
        step.move.capped,
        step.move.count_from,
        step.provision,
        step.mark,
    )


def _size(move: LawMove, scale: Scale) -> PerEnd | Portion | Without:
    match move.size:
        case LawPortion(parts=int() as parts, pick=(first, last)):
            return Portion(parts, first, last)
        case LawPortion() as portion:
            return Without(portion.without == "highest")
        case SizeByEnd() as by_end:
            sides = (by_end.min, by_end.max, by_end.point)
            return PerEnd(*(_of_one(move, size, scale) if size is not None else None for size in sides))
        case Fraction() | WrittenEnd() | LawSize() as size:
            found = _of_one(move, size, scale)
            is_point = move.operation is Operation.PUT and not isinstance(found, CellOf)
            return PerEnd(found, found, None if is_point else found)


def _of_one(move: LawMove, size: Constant | LawSize, scale: Scale) -> Size:
    """Return a single size."""
    match size:
        case LawSize(between=(least, most)):
            return Choice(_constant(move, least, scale), _constant(move, most, scale), size.chosen)
        case LawSize(stated=StatedOf() as stated):
            return Stated(stated.custody, stated.fine)
        case LawSize(stated=str() as fact):
            return Stated(None, fact) if move.target is Target.FINE else Stated(fact, None)
        case LawSize(look_up=str() as table):
            return CellOf(table)
        case LawSize(of=EndOf() as end):
            return ShareOf(size.share, end.checkpoint, end.side)
        case LawSize(of=WrittenEnd() as whole):
            return times(scale.written(whole), size.share)
        case Fraction() | WrittenEnd():
            return _constant(move, size, scale)
        case _:
            message = f"a step moves by {size}, which has no meaning"
            raise TypeError(message)


def _constant(move: LawMove, constant: Constant, scale: Scale) -> Fraction | End:
    """Return a constant: a factor, a fraction or a count stays a number, all else is an end."""
    if isinstance(constant, WrittenEnd):
        return scale.written(constant)
    is_end = (
        move.operation in {Operation.FLOOR, Operation.CEILING, Operation.PUT} and not move.target.is_place
    )
    return End(constant, None, str(constant) if constant == 0 else None) if is_end else constant
