"""Steps: one operation on one target by one size; what has no meaning is a fault, with a word what to do."""

from itertools import product

import pytest
from pydantic import ValidationError

from propengine.law.steps import Move, Operation, Step, Target

SAID = {"provision": "art. 1", "mark": "V"}
NUMBER, NUMBERS = "1", {"between": ["0", "1"], "chosen": "f"}
LENGTH, LENGTHS = "6 m", {"between": ["6 m", "1 y"]}
STATED, TABLE, SHARE = {"stated": "f"}, {"look_up": "t"}, {"share": "1/2", "of": "range.statutory.max"}
WORD = "none_stated"
OF_ENDS: list[object] = [LENGTH, LENGTHS, WORD, STATED, TABLE, SHARE]
OF_FINES: list[object] = [NUMBER, NUMBERS, SHARE]
COUNTS: list[object] = [NUMBER, NUMBERS, STATED]
RATIOS: dict[str, list[object]] = {
    "custody": [NUMBER, NUMBERS, LENGTH, LENGTHS, STATED, SHARE],
    "fine": OF_FINES,
    "custody_and_fine": OF_FINES,
    "level": COUNTS,
    "grade": COUNTS,
}
LIMITS: dict[str, list[object]] = {
    "custody": OF_ENDS,
    "fine": OF_FINES,
    "custody_and_fine": [SHARE],
    "level": COUNTS,
    "grade": [WORD],
}
MEANT: dict[tuple[str, str], list[object]] = {
    ("scale", "custody"): [NUMBER, NUMBERS, STATED],
    ("scale", "fine"): [NUMBER, NUMBERS],
    ("scale", "custody_and_fine"): [NUMBER, NUMBERS],
    **{(ratio, target): sizes for ratio in ("increase", "reduce") for target, sizes in RATIOS.items()},
    **{(limit, target): sizes for limit in ("floor", "ceiling") for target, sizes in LIMITS.items()},
    ("put", "custody"): OF_ENDS,
    ("put", "fine"): [*OF_FINES, WORD, STATED],
    ("put", "custody_and_fine"): [SHARE, WORD],
    ("put", "level"): COUNTS,
    ("put", "grade"): [WORD],
}
SIZES: list[object] = [NUMBER, NUMBERS, LENGTH, LENGTHS, WORD, STATED, TABLE, SHARE]


@pytest.mark.parametrize(("operation", "target"), [*product(Operation, Target)])
def test_each_size_that_has_a_meaning_is_read_and_no_other(operation: str, target: str) -> None:
    """Every operation on every target by every size."""
    read = []
    for size in SIZES:
        try:
            move = Move.model_validate({operation: size, "target": target})
        except ValidationError:
            continue
        assert (operation, target) == (move.operation, move.target)
        read.append(size)

    assert sorted(map(str, MEANT.get((operation, target), []))) == sorted(map(str, read))


@pytest.mark.parametrize("side", ["min", "max", "point"])
def test_a_step_moves_one_end_alone(side: str) -> None:
    """By any size; the others stay."""
    move = Move.model_validate({"reduce": {side: NUMBERS}})

    assert [("reduce", side)] == [at for at, _ in move.sizes]
    assert {"f"} == move.choices


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "exactly one operation"),
        ({"scale": 2, "increase": "1 m"}, "exactly one operation"),
        ({"capped": "max"}, "exactly one operation"),
        ({"scale": 0.5}, "a number such as 4/3, a duration such as 4 y, or a word"),
        ({"scale": {}}, "exactly one of between, stated, look_up and of"),
        ({"floor": "1 y", "capped": "max"}, "capped only beside scale, increase, reduce or put"),
        ({"put": "1 y", "keeps_life": True}, "keeps_life only beside scale, increase or reduce"),
        ({"reduce": 1, "count_from": "lowest"}, "count_from only beside increase or reduce of grades"),
        (
            {"reduce": "3/2"},
            "a fraction of the end, at most 1; a duration has its unit, and scale multiplies",
        ),
        ({"increase": 2}, "a fraction of the end, at most 1"),
        ({"reduce": {"between": ["2/3", "1/3"]}}, "the smaller bound first"),
        ({"reduce": {"between": ["1/3", "6 m"]}}, "found 'a choice between unlike bounds'"),
        ({"reduce": "1/2", "target": "level"}, "a whole number of levels"),
        ({"reduce": {"min": 1}, "target": "level"}, "one size for a level, which has no ends"),
        ({"scale": 2, "target": "grade"}, r"an operation that a grade has \(increase, reduce, floor"),
        ({"floor": 10}, "a duration such as 6 m or a choice between two durations or a word"),
        ({"floor": "1 y", "target": "fine"}, "found 'a duration such as 6 m'"),
        ({"put": "life", "target": "fine"}, "none_stated, which is the only word for a fine"),
        ({"put": {"stated": "f"}, "target": "custody_and_fine"}, "custody: fact, fine: fact"),
        ({"put": {"stated": {"custody": "f", "fine": "g"}}}, "one fact, which states the custody"),
        ({"part": {"parts": 2, "pick": [1, 1]}, "target": "level"}, "a level, which has no parts"),
        ({"part": {"parts": 2, "pick": [1, 1]}, "target": "grade"}, "without for a part of grade"),
        ({"part": {"without": "highest"}}, "parts and pick for a part of custody"),
    ],
)
def test_what_has_no_meaning_is_told(data: dict[str, object], told: str) -> None:
    """A move is one operation, and its size one that fits it."""
    with pytest.raises(ValidationError, match=told):
        Move.model_validate(data)


@pytest.mark.parametrize("size", SIZES)
def test_a_move_goes_out_as_it_came(size: object) -> None:
    """Fractions, durations and words as the law writes them."""
    operation, target = next(key for key, sizes in MEANT.items() if size in sizes)
    move = Move.model_validate({operation: size, "target": target})
    written = move.model_dump(mode="json", exclude_unset=True)

    assert move == Move.model_validate(written)


def test_a_step_without_a_condition_always_acts() -> None:
    """A statute that reduces every sentence writes no condition."""
    step = Step.model_validate({"phase": "first", "move": {"scale": "1/2"}, **SAID})

    assert {} == step.model_dump(mode="json")["when"]


@pytest.mark.parametrize(
    ("move", "lowers"),
    [
        ({"reduce": 1, "target": "level"}, True),
        ({"ceiling": "6 m"}, True),
        ({"scale": "2/3"}, True),
        ({"scale": {"min": "1/2", "max": "4/3"}}, True),
        ({"scale": {"between": ["1/2", "1"]}}, True),
        ({"put": {"min": "none_stated"}}, True),
        ({"put": {"max": {"of": "min"}}}, True),
        ({"put": {"max": {"share": "1/2", "of": "range.statutory.max"}}}, True),
        ({"part": {"parts": 3, "pick": [1, 2]}}, True),
        ({"part": {"without": "highest"}, "target": "grade"}, True),
        ({"increase": 1, "target": "level"}, False),
        ({"floor": "6 m"}, False),
        ({"scale": "4/3"}, False),
        ({"put": {"min": {"of": "max"}}}, False),
        ({"put": "6 m"}, False),
        ({"put": {"look_up": "t"}}, False),
        ({"part": {"parts": 3, "pick": [2, 3]}}, False),
        ({"part": {"without": "lowest"}, "target": "grade"}, False),
        ({"reduce": "1/3", "target": "fine"}, False),
    ],
)
def test_which_moves_make_custody_lower(move: dict[str, object], lowers: bool) -> None:  # noqa: FBT001
    """Whatever the case; what hangs on the case is not said to."""
    assert lowers == Move.model_validate(move).lowers
