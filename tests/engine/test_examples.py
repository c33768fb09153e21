"""Examples: a number that hangs on an amount nobody knows is told as one of many, or not at all."""

import pytest

from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from tests.engine.test_worlds import LAW
from tests.support import a_case, grams, ruleset_of

UNKNOWN = Item("powder", None, None)


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law with a table and a measure."""
    return ruleset_of(tmp_path_factory.mktemp("law"), LAW)


def outcomes(ruleset: Ruleset, handles: Handles, *items: Item) -> list[Outcome]:
    """Return the outcomes of somebody who held some things."""
    return list(decide(a_case(items), ruleset, handles).outcomes)


def test_where_everything_is_known_nothing_is_an_example(ruleset: Ruleset, handles: Handles) -> None:
    """Every number is the number of the case."""
    (outcome,) = outcomes(ruleset, handles, grams("3", "powder"))

    assert frozenset() == outcome.examples
    assert {False} == {told.is_example for told in outcome.figures_told}
    assert {("scale", "middle"), ("days", "3")} == {
        (told.figure.of, told.figure.concluded) for told in outcome.figures_told
    }


def test_a_number_of_an_unknown_amount_is_one_of_many(ruleset: Ruleset, handles: Handles) -> None:
    """The days that it makes are said to be an example, and how many shares it makes is not said."""
    for outcome in outcomes(ruleset, handles, UNKNOWN):
        shares = [told for told in outcome.figures_told if told.figure.of == "days"]

        assert "days" in outcome.examples
        assert [(True, "")] == [(told.is_example, told.figure.concluded) for told in shares]


def test_a_number_of_what_is_known_beside_it_is_sure(ruleset: Ruleset, handles: Handles) -> None:
    """The herb was weighed: its shares are told, the powder's are not."""
    for outcome in outcomes(ruleset, handles, grams("10", "herb"), UNKNOWN):
        shares = {
            told.figure.substance: (told.is_example, told.figure.concluded)
            for told in outcome.figures_told
            if told.figure.of == "days"
        }

        assert {"herb": (False, "2"), "powder": (True, "")} == shares
