"""What something stated turns in a state: clauses by itself, and whatever is concluded anew from them."""

from fractions import Fraction

import pytest

from propengine.core.slots import SlotValue
from propengine.engine.evaluators import Handles
from propengine.engine.statables import Statement, statables_of
from propengine.engine.turning import Turned, live_in, turned_in
from propengine.law.ruleset import Ruleset
from tests.engine.small import first_place
from tests.support import a_case

GRAVE = {"armed": True, "gang": True}


def stating(fact: str, value: SlotValue) -> Statement:
    """Return a statement of one slot."""
    return Statement(fact, value, {fact: value})


def live(small: Ruleset, handles: Handles, facts: dict[str, bool]) -> dict[tuple[str, SlotValue], Turned]:
    """Return what turns something in the first state of a case, by what would be stated."""
    place = first_place(a_case(facts=facts), small, handles)
    found = live_in(place, statables_of(place.state.run).of(place.state.run))
    return {(t.statements[0].fact, t.statements[0].value): t for t in found}


@pytest.mark.parametrize(
    ("facts", "fact", "changes_main"),
    [
        ({}, "young", True),
        ({}, "leader", True),
        ({}, "worked", False),  # a programme alone
        ({"armed": True}, "gang", True),
        (GRAVE, "leader", None),  # grave it is already: a clause turns, and nothing is concluded anew
    ],
)
def test_what_turns_something_is_decided_again(
    small: Ruleset,
    handles: Handles,
    facts: dict[str, bool],
    fact: str,
    changes_main: bool | None,  # noqa: FBT001 - a case
) -> None:
    """And where no group would conclude anything else, it need not be."""
    turned = live(small, handles, facts)[fact, True]

    assert changes_main is (None if turned.run is None else turned.changes_main)


def test_what_turns_no_clause_by_itself_is_not_live(small: Ruleset, handles: Handles) -> None:
    """Who is armed and of no gang is not grave: only both together turn the rule."""
    found = live(small, handles, {})

    assert ("armed", True) not in found
    assert ("gang", True) not in found


def test_a_statement_against_what_follows_makes_the_state_fall_away(small: Ruleset, handles: Handles) -> None:
    """It is grave by what is stated: who denies it contradicts the case."""
    place = first_place(a_case(facts=GRAVE), small, handles)
    turned = turned_in(place, stating("grave", value=False))

    assert turned is not None
    assert (True, None, True) == (turned.is_contradicted, turned.run, turned.may_change_main)


def test_a_completion_that_would_be_refused_turns_nothing(small: Ruleset, handles: Handles) -> None:
    """A third off may be chosen, two thirds may not."""
    place = first_place(a_case(facts={"forced": True}), small, handles)
    within, outside = (turned_in(place, stating("relief", Fraction(n, 3))) for n in (1, 2))

    assert within is not None
    assert outside is None


def test_what_a_court_may_then_do_is_open(small: Ruleset, handles: Handles) -> None:
    """The ill may be shown mercy: an axis that was not there; the young must be given half."""
    found = live(small, handles, {})

    assert (True, False) == (found["ill", True].opens, found["young", True].opens)
