"""Steps: what each word of a step means, as an operation on a target by a size."""

from fractions import Fraction
from typing import Any

import pytest

from propengine.core.ends import End, Scale
from propengine.core.formulas import ALWAYS
from propengine.core.statements import (
    CellOf,
    Choice,
    Clause,
    PerEnd,
    Portion,
    Role,
    ShareOf,
    Size,
    Stated,
    Without,
)
from propengine.core.steps import move_of
from propengine.law.durations import Calendar
from propengine.law.elements import Mark
from propengine.law.sanctions import Checkpoint, Force
from propengine.law.steps import Operation, Step, Target

CALENDAR = Calendar(day="1/30", week="7/30", provision="convention")  # type: ignore[arg-type]  # read from text
SCALE = Scale((), CALENDAR)
CLAUSE = Clause(Role.STEP, "s", "", ALWAYS, ALWAYS)
SAID = {"provision": "art. 5", "mark": "P", "phase": "first"}
HALF, YEAR = Fraction(1, 2), Fraction(12)


def year(written: str = "1 y") -> End:
    """Return one year as an end."""
    return End(YEAR, None, written)


def grade() -> End:
    """Return a word that is a grade."""
    return End(None, "g", "g")


def every(size: Size) -> PerEnd:
    """Return a size for every end."""
    return PerEnd(size, size, size)


ZERO, TWO = Fraction(0), Fraction(2)
MEANINGS: list[tuple[dict[str, Any], Operation, Target, PerEnd | Portion | Without]] = [
    ({"scale": "1/2"}, Operation.SCALE, Target.CUSTODY, every(HALF)),
    ({"scale": {"max": "1/2"}, "target": "fine"}, Operation.SCALE, Target.FINE, PerEnd(None, HALF, None)),
    (
        {"reduce": {"between": [0, "1/2"], "chosen": "f"}},
        Operation.REDUCE,
        Target.CUSTODY,
        every(Choice(ZERO, HALF, "f")),
    ),
    (
        {"increase": {"between": ["1 y", "1 y"]}},
        Operation.INCREASE,
        Target.CUSTODY,
        every(Choice(year(), year(), None)),
    ),
    ({"increase": {"min": "1 y"}}, Operation.INCREASE, Target.CUSTODY, PerEnd(year(), None, None)),
    (
        {"floor": {"min": "1 y", "max": {"look_up": "t"}}},
        Operation.FLOOR,
        Target.CUSTODY,
        PerEnd(year(), CellOf("t"), None),
    ),
    ({"floor": 10, "target": "fine"}, Operation.FLOOR, Target.FINE, every(End(Fraction(10)))),
    (
        {"ceiling": {"share": "1/2", "of": "range.statutory.max"}},
        Operation.CEILING,
        Target.CUSTODY,
        every(ShareOf(HALF, Checkpoint.STATUTORY, "max")),
    ),
    ({"ceiling": {"share": "1/2", "of": "2 y"}}, Operation.CEILING, Target.CUSTODY, every(End(YEAR))),
    (
        {"put": {"min": "1 y", "max": "life"}},
        Operation.PUT,
        Target.CUSTODY,
        PerEnd(year(), End(None, "life", "life"), None),
    ),
    ({"put": "1 y"}, Operation.PUT, Target.CUSTODY, PerEnd(year(), year(), None)),
    ({"put": {"look_up": "t"}}, Operation.PUT, Target.CUSTODY, every(CellOf("t"))),
    (
        {"put": {"of": "max"}},
        Operation.PUT,
        Target.CUSTODY,
        PerEnd(ShareOf(Fraction(1), None, "max"), ShareOf(Fraction(1), None, "max"), None),
    ),
    (
        {"put": {"stated": {"custody": "c", "fine": "f"}}, "target": "custody_and_fine"},
        Operation.PUT,
        Target.CUSTODY_AND_FINE,
        PerEnd(Stated("c", "f"), Stated("c", "f"), None),
    ),
    ({"part": {"parts": 3, "pick": [2, 3]}}, Operation.PART, Target.CUSTODY, Portion(3, 2, 3)),
    ({"reduce": 2, "target": "level"}, Operation.REDUCE, Target.LEVEL, every(TWO)),
    ({"put": "g", "target": "grade"}, Operation.PUT, Target.GRADE, PerEnd(grade(), grade(), None)),
    (
        {"part": {"without": "highest"}, "target": "grade"},
        Operation.PART,
        Target.GRADE,
        Without(highest=True),
    ),
    (
        {"part": {"without": "lowest"}, "target": "grade"},
        Operation.PART,
        Target.GRADE,
        Without(highest=False),
    ),
]


@pytest.mark.parametrize(("move", "operation", "target", "size"), MEANINGS)
def test_what_each_move_means(
    move: dict[str, Any], operation: Operation, target: Target, size: PerEnd | Portion | Without
) -> None:
    """One operation on one target by one size."""
    found = move_of(Step.model_validate({**SAID, "move": move}), CLAUSE, SCALE)

    assert (operation, target, size) == (found.operation, found.target, found.size)


def test_every_operation_and_target_has_a_meaning() -> None:
    """Nothing that a step may write is without one."""
    assert (set(Operation), set(Target)) == ({m[1] for m in MEANINGS}, {m[2] for m in MEANINGS})


def test_a_step_is_kept_whole() -> None:
    """Phase, order, force, penalties, offences, provision and mark go with the operation."""
    step = Step.model_validate(
        {
            **SAID,
            "after": ["before"],
            "force": "may",
            "move": {"scale": {"min": 2}, "capped": "max", "keeps_life": True, "target": "custody_and_fine"},
        }
    )
    found = move_of(step, CLAUSE, SCALE)

    assert ("first", Force.MAY, "max") == (found.phase, found.force, found.capped)
    assert found.after == {"before"}
    assert found.keeps_life
    assert (found.target.moves_custody, found.target.moves_fines) == (True, True)
    assert ("art. 5", Mark.P, CLAUSE) == (found.provision, found.mark, found.clause)


@pytest.mark.parametrize(
    ("move", "chosen"),
    [
        ({"reduce": {"between": [0, 1], "chosen": "f"}}, {"f"}),
        ({"reduce": {"between": [0, 1]}}, set()),
        ({"reduce": {"between": [1, 2], "chosen": "g"}, "target": "grade"}, {"g"}),
        ({"put": {"stated": {"custody": "c", "fine": "f"}}, "target": "custody_and_fine"}, {"c", "f"}),
        ({"put": {"stated": "f"}, "target": "fine"}, {"f"}),
        (
            {"ceiling": {"max": {"stated": "c"}, "min": {"between": ["1 y", "2 y"], "chosen": "d"}}},
            {"c", "d"},
        ),
        ({"scale": 2}, set()),
    ],
)
def test_the_facts_that_state_a_choice_are_read(move: dict[str, Any], chosen: set[str]) -> None:
    """So that the range is made after they are known."""
    assert chosen == move_of(Step.model_validate({**SAID, "move": move}), CLAUSE, SCALE).chosen


@pytest.mark.parametrize(
    ("move", "fixed"),
    [
        ({"put": {"stated": "c"}}, {"c"}),
        ({"ceiling": {"max": {"stated": "c"}}}, {"c"}),
        ({"increase": {"between": ["1 y", "2 y"], "chosen": "c"}}, {"c"}),
        ({"increase": {"between": [0, 1], "chosen": "f"}}, set()),
        ({"scale": {"stated": "f"}}, set()),
        ({"put": {"stated": "f"}, "target": "fine"}, set()),
        ({"reduce": {"stated": "g"}, "target": "grade"}, set()),
    ],
)
def test_the_facts_that_state_a_length_are_told_apart(move: dict[str, Any], fixed: set[str]) -> None:
    """A length is counted by the calendar, a number is not."""
    assert fixed == move_of(Step.model_validate({**SAID, "move": move}), CLAUSE, SCALE).fixed
