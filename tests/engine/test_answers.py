"""An answer says what the outcome says, and keeps nothing of the case that led to it."""

from propengine.engine.answers import answer_of
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake
from propengine.engine.runs import Run
from propengine.engine.worlds import World
from propengine.law.ruleset import Ruleset
from tests.support import a_case

SAID = (
    "law",
    "offence_id",
    "classification",
    "liability",
    "checkpoints",
    "sanctions",
    "fines",
    "programmes",
    "gaps",
)


def test_it_says_what_the_outcome_says(small: Ruleset, handles: Handles) -> None:
    """Of an offence with a range, and of a gap where there is none."""
    for conduct in ("possession", "export"):
        outcome = decide(a_case(conduct=conduct), small, handles).outcomes[0]
        answer = answer_of(outcome.run)

        assert {name: getattr(outcome, name) for name in SAID} == {
            name: getattr(answer, name) for name in SAID
        }
        assert (outcome.run.main, outcome.answer) == (answer.main, answer.whole)


def test_nothing_of_the_case_is_kept(small: Ruleset, handles: Handles) -> None:
    """Neither what was stated nor a run that holds it: an answer outlives its case."""
    answer = answer_of(decide(a_case(facts={"young": True}), small, handles).outcomes[0].run)

    assert set() == {Run, Intake, World} & {type(of) for of in vars(answer).values()}
