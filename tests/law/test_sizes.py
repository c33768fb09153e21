"""Sizes: by how much, in one grammar."""

import pytest
from pydantic import ValidationError

from propengine.law.sizes import EndOf, Portion, Size, SizeByEnd


@pytest.mark.parametrize(
    "data",
    [
        {"between": ["1/3", "2/3"], "of": "max"},
        {"stated": "f", "look_up": "t"},
        {"stated": "f", "chosen": "g"},
        {"share": "1/2"},
        {"share": "1/2", "stated": "f"},
        {"chosen": "f"},
    ],
)
def test_a_size_is_given_in_one_way(data: dict[str, object]) -> None:
    """Two ways would be two sizes."""
    with pytest.raises(ValidationError, match=r"exactly one of|only beside between|of beside share"):
        Size.model_validate(data)


@pytest.mark.parametrize(
    ("written", "checkpoint", "side"),
    [
        ("min", None, "min"),
        ("range.statutory.max", "statutory", "max"),
        ("range.final.point", "final", "point"),
    ],
)
def test_a_share_is_of_an_end(written: str, checkpoint: str | None, side: str) -> None:
    """Of the range as the step finds it, or as a checkpoint left it; the whole where no share is said."""
    size = Size.model_validate({"of": written})

    assert isinstance(size.of, EndOf)
    assert (checkpoint, side) == (size.of.checkpoint, str(size.of.side))
    assert size.share == 1
    assert written == str(size.of)


def test_a_share_is_of_a_duration_too() -> None:
    """Four fifths of seven years are not written as 67 months and six days."""
    assert "7 y" == str(Size.model_validate({"share": "4/5", "of": "7 y"}).of)


@pytest.mark.parametrize("written", ["mean", "range.finale.min", "range.best_case.max", "before.max", "7", 7])
def test_a_share_of_anything_else_is_told(written: object) -> None:
    """With what it may be of."""
    with pytest.raises(ValidationError, match=r"an end such as range\.statutory\.min, or a duration"):
        Size.model_validate({"of": written})


@pytest.mark.parametrize("constant", [-1, True, "4 years", "4,5", "", "Life", None])
def test_what_is_no_number_duration_or_word_is_told(constant: object) -> None:
    """A slip is no size."""
    with pytest.raises(ValidationError):
        SizeByEnd.model_validate({"min": 0, "max": {"between": [constant, 1]}})


@pytest.mark.parametrize(("parts", "pick"), [(3, (0, 1)), (3, (2, 1)), (3, (3, 4))])
def test_a_portion_picks_parts_that_exist(parts: int, pick: tuple[int, int]) -> None:
    """The parts lie between the first and the last, in order."""
    with pytest.raises(ValidationError, match="between 1 and parts"):
        Portion(parts=parts, pick=pick)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "parts and pick, or without"),
        ({"parts": 3}, "parts and pick, or without"),
        ({"without": "highest", "parts": 3, "pick": [1, 1]}, "parts and pick, or without"),
        ({"parts": 1, "pick": [1, 1]}, "greater than or equal to 2"),
        ({"without": "middle"}, "Input should be 'highest' or 'lowest'"),
    ],
)
def test_a_portion_is_given_in_one_way(data: dict[str, object], told: str) -> None:
    """Equal parts, or grades."""
    with pytest.raises(ValidationError, match=told):
        Portion.model_validate(data)
