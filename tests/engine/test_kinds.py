"""Cases are of one kind where nothing that decides is otherwise."""

from dataclasses import replace

import pytest

from propengine.engine.case import Case, Standing, StatedFact
from propengine.engine.evaluators import Handles
from propengine.engine.kinds import Kinds
from propengine.engine.runs import Kind
from propengine.law.ruleset import Ruleset
from tests.engine.small import applied
from tests.support import a_case, grams

TEN = a_case([grams("10", "powder")])
GRAVE = {"armed": True, "gang": True}
YOUNG = a_case(facts={"young": True})


def disputed(case: Case) -> Case:
    """Return a case with its facts disputed."""
    facts = {name: replace(fact, standing=Standing.DISPUTED) for name, fact in case.facts.items()}
    return replace(case, facts=facts)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (TEN, a_case([grams("11", "powder")]), True),
        (TEN, a_case([grams("4", "powder"), grams("6", "powder")]), True),  # a holding that is divided
        (TEN, a_case([grams("30", "powder")]), False),
        (TEN, a_case(conduct="supply"), False),
        (YOUNG, a_case(facts={"young": False}), False),
        (YOUNG, disputed(YOUNG), False),
        (disputed(YOUNG), disputed(a_case(facts={"young": False})), False),  # which is as stated
        # What would lead to another conclusion contradicts one that is stated.
        (a_case(facts=GRAVE), a_case(facts={**GRAVE, "grave": True}), False),
    ],
)
def test_which_cases_are_of_one_kind(
    small: Ruleset,
    handles: Handles,
    one: Case,
    other: Case,
    alike: bool,  # noqa: FBT001 - a case
) -> None:
    """The band is what an amount is told by; a conclusion that is stated is another thing than one drawn."""
    kinds = [Kinds(applied(case, small, handles)).of_case for case in (one, other)]

    assert alike is (kinds[0] == kinds[1])


def test_the_order_of_states_is_the_same_for_the_next_case(small: Ruleset, handles: Handles) -> None:
    """What was found in a state of one case is shown in the state at its place in the next."""
    facts = {"forced": StatedFact(value=True, standing=Standing.DISPUTED)}
    first, second = (
        Kinds(applied(replace(a_case([grams(g, "powder")]), facts=facts), small, handles)) for g in ("1", "2")
    )

    assert first.of_case == second.of_case
    assert [p.state.run.main for p in first.places] == [p.state.run.main for p in second.places]
    assert 2 == len({p.state.run.main for p in first.places})


def test_kinds_are_told_apart_by_their_parts() -> None:
    """Two that were made apart are one where their parts are, and nothing else is one of them."""
    assert Kind((1, "a")) == Kind((1, "a"))
    assert hash(Kind((1, "a"))) == hash(Kind((1, "a")))
    assert Kind((1, "a")) != Kind((1, "b"))
    assert Kind((1,)) != (1,)
