"""Conflicts between offices: another meaning, another order, what only one goes by."""

from fractions import Fraction
from pathlib import Path

import pytest

from propengine.law.elements import Language
from propengine.priorities.conflicts import Conflict, Kind, conflicts
from propengine.priorities.criteria import Criteria, OfNumber
from propengine.priorities.loading import load_criteria

OURS = load_criteria(Path(__file__).parents[2] / "examples" / "priorities" / "criteria.yaml")


def changed(id_: str, **fields: object) -> Criteria:
    """Return the example with fields of one criterion changed."""
    criterion = OURS.criteria[id_].model_copy(update=fields)
    return OURS.model_copy(update={"criteria": {**OURS.criteria, id_: criterion}})


@pytest.mark.parametrize(
    ("id_", "field", "value"),
    [
        ("impact", "question", {Language.EN: "something else", Language.ES: "otra cosa"}),
        ("impact", "question", {Language.PT: "em outra língua"}),
        ("impact", "answer", "yes_no"),
        ("impact", "answer", OfNumber(unit={Language.EN: "municipalities"}, cap=Fraction(20))),
        ("impact", "answer", OfNumber(unit={Language.EN: "provinces"}, cap=Fraction(10))),
        ("structure", "answer", OURS.criteria["chain_of_command"].answer),
    ],
)
def test_what_is_asked_or_answered_otherwise_is_not_shared(id_: str, field: str, value: object) -> None:
    """Nor is it compared by its weight."""
    theirs = changed(id_, **{field: value, "weight": Fraction(1, 9)})

    assert [Conflict(Kind.MEANING, (id_,))] == list(conflicts(OURS, theirs))


def test_a_translation_that_only_one_has_changes_nothing() -> None:
    question = {Language.EN: OURS.criteria["impact"].question[Language.EN], Language.PT: "x"}

    assert [] == list(conflicts(OURS, changed("impact", question=question)))


def test_weights_that_keep_the_order_are_no_conflict_and_neither_are_equal_ones() -> None:
    """Each office weighs by its own measure; what ties in one is put first by neither."""
    assert [] == list(conflicts(OURS, changed("impact", weight=Fraction(40))))
    assert [] == list(conflicts(OURS, changed("impact", weight=OURS.criteria["structure"].weight)))


def test_what_only_one_office_goes_by_is_told_of_either() -> None:
    without = {id_: one for id_, one in OURS.criteria.items() if id_ != "impact"}
    theirs = OURS.model_copy(update={"criteria": without})

    assert [Conflict(Kind.ALONE, ("impact",), ours=True)] == list(conflicts(OURS, theirs))
    assert [Conflict(Kind.ALONE, ("impact",), ours=False)] == list(conflicts(theirs, OURS))
