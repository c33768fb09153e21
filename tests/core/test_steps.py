"""Steps: what each word of a step means, as an operation on a target by a size."""

from fractions import Fraction
from typing import Any

import pytest

from propengine.core.ends import End, Range, Scale
from propengine.core.formulas import ALWAYS
from propengine.core.statements import (
    CellOf,
    Choice,
    Clause,
    Count,
    Drop,
    Limit,
    Operation,
    PerEnd,
    PointAt,
    Role,
    Share,
    Size,
    Stated,
    Target,
    Written,
)
from propengine.core.steps import move_of
from propengine.law.durations import Calendar
from propengine.law.elements import Mark
from propengine.law.sanctions import Checkpoint, Force, Move, Penalty, Step

CALENDAR = Calendar(day="1/30", week="7/30", provision="convention")  # type: ignore[arg-type]  # read from text
SCALE = Scale((), CALENDAR)
CLAUSE = Clause(Role.STEP, "s", "", ALWAYS, ALWAYS)
SAID = {"provision": "art. 5", "mark": "P", "phase": "first"}
HALF, YEAR = Fraction(1, 2), Fraction(12)


def year(written: str = "1 y") -> End:
    """Return one year as an end."""
    return End(YEAR, None, written)


MEANINGS: list[tuple[dict[str, Any], Operation, Target, Size]] = [
    ({"times": "1/2"}, Operation.SCALE, Target.RANGE, PerEnd(HALF, HALF, HALF)),
    ({"times": {"max": "1/2"}}, Operation.SCALE, Target.RANGE, PerEnd(None, HALF, None)),
    (
        {"reduce_by": {"least": 0, "most": "1/2", "chosen": "f"}},
        Operation.SCALE,
        Target.RANGE,
        Choice(-1, Fraction(0), HALF, "f"),
    ),
    (
        {"increase_by": {"least": 0, "most": "1/2"}},
        Operation.SCALE,
        Target.RANGE,
        Choice(1, Fraction(0), HALF, None),
    ),
    ({"add": {"min": "1 y"}}, Operation.ADD, Target.RANGE, PerEnd(YEAR, None, None)),
    (
        {"not_below": {"duration": "1 y", "ends": ["max", "min"]}},
        Operation.FLOOR,
        Target.RANGE,
        Limit(Range(year(), year(), year()), None, "min", Fraction(1), ("min", "max")),
    ),
    (
        {"not_above": {"checkpoint": "statutory", "end": "max", "times": "1/2"}},
        Operation.CEILING,
        Target.RANGE,
        Limit(None, Checkpoint.STATUTORY, "max", HALF, ("min", "max", "point")),
    ),
    ({"no_least": True}, Operation.NO_LEAST, Target.RANGE, None),
    (
        {"replace": {"min": "1 y", "max": "life"}},
        Operation.PUT,
        Target.RANGE,
        Written(Range(year(), End(None, "life", "life"))),
    ),
    ({"look_up": "t"}, Operation.PUT, Target.RANGE, CellOf("t")),
    ({"to_point": {"end": "max", "times": "1/2"}}, Operation.PUT, Target.RANGE, PointAt("max", HALF)),
    ({"to_stated": {"custody": "c", "fine": "f"}}, Operation.PUT, Target.RANGE, Stated("c", "f")),
    ({"divide": {"parts": 3, "pick": [2, 3]}}, Operation.PART, Target.RANGE, Share(3, 2, 3)),
    ({"shift": -2}, Operation.ADD, Target.LEVEL, Count(-2)),
    (
        {"shift_by": {"down": True, "least": 1, "most": 2, "count_from": "lowest", "chosen": "g"}},
        Operation.ADD,
        Target.LEVEL,
        Choice(-1, Fraction(1), Fraction(2), "g", "lowest"),
    ),
    ({"drop": "highest"}, Operation.PART, Target.LEVEL, Drop(highest=True)),
    ({"drop": "lowest"}, Operation.PART, Target.LEVEL, Drop(highest=False)),
    ({"level_at_most": 3}, Operation.CEILING, Target.LEVEL, Count(3)),
    ({"level_at_least": 3}, Operation.FLOOR, Target.LEVEL, Count(3)),
]


@pytest.mark.parametrize(("move", "operation", "target", "size"), MEANINGS)
def test_what_each_move_means(move: dict[str, Any], operation: Operation, target: Target, size: Size) -> None:
    """One operation on one target by one size."""
    found = move_of(Step.model_validate({**SAID, "move": move}), CLAUSE, SCALE)

    assert (operation, target, size) == (found.operation, found.target, found.size)


def test_every_field_of_a_move_has_a_meaning() -> None:
    """Nothing that a step may write is without one."""
    meant = {next(iter(move)) for move, *_ in MEANINGS}

    assert set(Move.model_fields) - {"capped", "keeps_life"} == meant


def test_a_step_is_kept_whole() -> None:
    """Phase, order, force, penalties, offences, provision and mark go with the operation."""
    step = Step.model_validate(
        {
            **SAID,
            "after": ["before"],
            "force": "may",
            "move": {"times": {"min": 2}, "capped": "max", "keeps_life": True},
            "acts_on": ["custody", "fine"],
        }
    )
    found = move_of(step, CLAUSE, SCALE)

    assert ("first", Force.MAY, "max") == (found.phase, found.force, found.capped)
    assert found.after == {"before"}
    assert found.keeps_life
    assert found.acts_on == {Penalty.CUSTODY, Penalty.FINE}
    assert ("art. 5", Mark.P, CLAUSE) == (found.provision, found.mark, found.clause)


@pytest.mark.parametrize(
    ("move", "chosen"),
    [
        ({"reduce_by": {"least": 0, "most": 1, "chosen": "f"}}, {"f"}),
        ({"reduce_by": {"least": 0, "most": 1}}, set()),
        ({"shift_by": {"down": True, "least": 1, "most": 2, "chosen": "g"}}, {"g"}),
        ({"to_stated": {"custody": "c", "fine": "f"}}, {"c", "f"}),
        ({"to_stated": {"fine": "f"}}, {"f"}),
        ({"times": 2}, set()),
    ],
)
def test_the_facts_that_state_a_choice_are_read(move: dict[str, Any], chosen: set[str]) -> None:
    """So that the range is made after they are known."""
    assert chosen == move_of(Step.model_validate({**SAID, "move": move}), CLAUSE, SCALE).chosen
