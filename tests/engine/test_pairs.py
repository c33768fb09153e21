"""Pairs: two statements that could turn a clause together, where neither does alone."""

import pytest

from propengine.engine.evaluators import Handles
from propengine.engine.pairs import Brought
from propengine.engine.statables import statables_of
from propengine.engine.turning import live_in
from propengine.law.ruleset import Ruleset
from tests.engine.small import first_place
from tests.support import a_case


def pairs(small: Ruleset, handles: Handles, facts: dict[str, bool]) -> set[frozenset[str]]:
    """Return the facts of the pairs that are tried in the first state of a case."""
    place = first_place(a_case(facts=facts), small, handles)
    run = place.state.run
    statables = statables_of(run)
    brought = Brought(run, statables, list(live_in(place, statables.of(run))))
    return {frozenset({first.fact, second.fact}) for first, second in brought.pairs()}


@pytest.mark.parametrize(
    ("facts", "tried"),
    [
        ({}, True),
        ({"young": True}, True),
        ({"armed": True}, False),  # then the other turns it alone
        ({"armed": False}, False),  # and here nothing does
    ],
)
def test_what_a_clause_lacks_is_brought_by_two(
    small: Ruleset,
    handles: Handles,
    facts: dict[str, bool],
    tried: bool,  # noqa: FBT001 - a case
) -> None:
    """Armed and of a gang: only where both are lacking and could be stated."""
    assert tried is (frozenset({"armed", "gang"}) in pairs(small, handles, facts))


def test_what_turns_groups_that_have_nothing_in_common_is_no_pair(small: Ruleset, handles: Handles) -> None:
    """A programme hangs on work alone: no second fact is tried with it."""
    assert not any("worked" in pair for pair in pairs(small, handles, {}))
