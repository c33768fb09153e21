"""Runs: what a law that was decided once answers, and when another run answers the same."""

import pytest

from propengine.core.slots import SlotValue
from propengine.engine.concluding import again, evaluate
from propengine.engine.evaluators import Handles
from propengine.engine.runs import Inputs, Run, plain
from propengine.law.ruleset import Dates, Ruleset
from tests.support import DAY


def run(small: Ruleset, handles: Handles, conduct: str = "possession", **facts: SlotValue) -> Run:
    """Return the small law decided where some facts are stated."""
    return evaluate(handles.compiled(small.law(Dates.all_on(DAY))), Inputs({"conduct": conduct, **facts}))


def test_the_main_part_is_offence_class_liability_and_range(small: Ruleset, handles: Handles) -> None:
    """Without the words in which the range was enacted; where no offence is, a gap stands in its place."""
    found, nothing = run(small, handles), run(small, handles, "export")

    assert found.final is not None
    assert ("act", "trafficking", "criminal_custodial", plain(found.final), ()) == found.main
    assert (None, None, None, (), ("abroad",)) == nothing.main


@pytest.mark.parametrize(
    ("fact", "same"),
    [
        ("armed", True),  # alone it turns nothing
        ("young", False),  # the range
        ("worked", False),  # a programme
    ],
)
def test_another_run_answers_the_same_unless_something_shown_differs(
    small: Ruleset,
    handles: Handles,
    fact: str,
    same: bool,  # noqa: FBT001 - a case
) -> None:
    """Asked of what was made anew, or of the whole answer: it is one thing."""
    base = run(small, handles)
    changed = again(base, base.inputs.changed({fact: True}), {fact})

    assert same is changed.same_answer(base)
    assert same is (changed.answer == base.answer)


def test_a_step_that_the_court_declines_stands_and_does_not_act(small: Ruleset, handles: Handles) -> None:
    """The ill may be shown mercy: from one to two years to four to eight months."""
    taken = run(small, handles, ill=True)
    declined = evaluate(taken.law, Inputs(taken.inputs.values, frozenset({"mercy"})))

    assert ("mercy",) == taken.may_steps == declined.may_steps
    assert ["4 m – 8 m", "12 m – 24 m"] == [
        f"{of.final.min} – {of.final.max}" for of in (taken, declined) if of.final is not None
    ]
