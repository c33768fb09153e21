"""The smallest sets of changes that would alter an answer: exact, minimal, and all that were looked for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from propengine.engine import changing
from propengine.engine.case import Case, Item, RawValue, StatedFact
from propengine.engine.change_sets import ChangeSets, RangeAltered
from propengine.engine.changes import is_about_who_a_person_is
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError
from propengine.law.ruleset import Ruleset
from propengine.verify.worked_cases import engine_case, load_cases
from tests.engine.changed import answered, broken, results, told
from tests.engine.small import LAW
from tests.promises.generated import a_case as a_generated_case
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import RULESETS, a_case, grams, ruleset_of

SOME = 6
"""So many worked cases of each ruleset, spread over them, and as many generated ones."""
VALUES: Mapping[str, tuple[RawValue, ...]] = {
    **dict.fromkeys(("armed", "gang", "leader", "young", "ill", "forced", "worked"), (True, False)),
    "relief": (0, "1/4", "1/2"),
}
AMOUNTS = ("20", "21")


@pytest.fixture
def small(tmp_path: Path) -> Ruleset:
    """Return a small invented law."""
    return ruleset_of(tmp_path, LAW)


def found(case: Case, ruleset: Ruleset, handles: Handles = HANDLES) -> ChangeSets:
    """Return the sets of changes of a case."""
    decision = decide(case, ruleset, handles, with_decisive_sets=False, with_change_sets=True)

    assert decision.change_sets is not None
    return decision.change_sets


def smallest(case: Case, ruleset: Ruleset, handles: Handles) -> Mapping[object, set[frozenset[str]]]:
    """Return, for each result, what the smallest sets of changes are about: everything is tried."""
    before = answered(case, ruleset, handles)
    assert before is not None
    every: list[tuple[str, RawValue]] = [
        (name, value)
        for name, values in VALUES.items()
        for value in values
        if name not in case.facts or case.facts[name].value != value
    ]
    every += [("items[0].amount", amount) for amount in AMOUNTS if amount != case.items[0].amount]
    least: dict[object, int] = {}
    of: dict[object, set[frozenset[str]]] = {}
    for number in (1, 2, 3):
        for chosen in combinations(every, number):
            slots = frozenset(slot for slot, _ in chosen)
            if len(slots) < number:
                continue
            for result in results(before, answered(with_(case, chosen), ruleset, handles)):
                if least.setdefault(result, number) == number:
                    of.setdefault(result, set()).add(slots)
    if min((least[kind] for kind in RangeAltered if kind in least), default=0) < least.get(
        RangeAltered.CROSSING, 0
    ):
        del of[RangeAltered.CROSSING]  # what is lower or higher takes fewer
    return of


def with_(case: Case, chosen: Iterable[tuple[str, RawValue]]) -> Case:
    """Return a case with facts stated so, and an amount."""
    facts = dict(case.facts)
    items = case.items
    for slot, value in chosen:
        if slot == "items[0].amount":
            items = (replace(items[0], amount=str(value)),)
        else:
            facts[slot] = StatedFact(value)
    return replace(case, facts=facts, items=items)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"armed": True},
        {"armed": True, "gang": True, "young": False},
        {"leader": False, "ill": True},
        {"worked": False, "forced": True, "relief": "1/4"},
    ],
    ids=str,
)
@pytest.mark.parametrize("amount", ["5", "50"])
def test_every_smallest_set_is_found(
    small: Ruleset,
    handles: Handles,
    facts: Mapping[str, RawValue],
    amount: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everything that could be otherwise is tried, one, two and three at a time: nothing else is smallest."""
    monkeypatch.setattr(changing, "MOST_WORK", 100_000)
    case = replace(a_case([grams(amount, "powder")]), facts={n: StatedFact(v) for n, v in facts.items()})
    sets = found(case, small, handles)
    of: dict[object, set[frozenset[str]]] = {}
    for one in sets.sets:
        for result in told(one):
            of.setdefault(result, set()).add(frozenset(change.slot for change in one.changes))

    assert sets.is_complete
    assert smallest(case, small, handles) == of


@pytest.mark.parametrize("code", CODES)
def test_a_set_does_what_it_says_and_no_part_of_it_does(code: str) -> None:
    """Each set of worked and generated cases is stated, and each part of it: the engine is asked anew."""
    ruleset = SHIPPED[code]
    worked = [engine_case(case, code) for case in load_cases(RULESETS / code / "cases.yaml")]
    cases = [
        *worked[:: max(1, len(worked) // SOME)],
        *(a_generated_case(ruleset, Random(n)) for n in range(SOME)),
    ]

    assert [] == [told for case in cases for told in broken(case, ruleset, HANDLES, every=3)]


@pytest.mark.parametrize("code", CODES)
def test_nobody_is_told_to_be_somebody_else(code: str) -> None:
    """No change is of an age, a birth date, or what the ruleset marks as about who the person is."""
    ruleset = SHIPPED[code]
    worked = [engine_case(case, code) for case in load_cases(RULESETS / code / "cases.yaml")]
    of: set[str] = set()
    for case in worked[:: max(1, len(worked) // SOME)]:
        try:
            decision = decide(case, ruleset, HANDLES, with_decisive_sets=False, with_change_sets=True)
        except CaseRefusedError:
            continue
        if decision.change_sets is None or decision.first is None:
            continue
        law = decision.first.law
        slots = {change.slot for one in decision.change_sets.sets for change in one.changes}
        of |= {
            slot
            for slot in slots & law.statable.keys()
            if is_about_who_a_person_is(slot, law.statable[slot], law)
        }

    assert set() == of


def test_an_amount_says_which_limit_must_be_crossed(small: Ruleset, handles: Handles) -> None:
    """50 g are more than the 20 g of the scale: 20 g is the nearest amount of the lower band."""
    sets = found(a_case([grams("50", "powder")]), small, handles)
    (change,) = next(one.changes for one in sets.sets if one.changes[0].slot == "items[0].amount")

    assert change.bounds is not None
    assert (Fraction(20), True, "g") == (change.bounds.most, change.bounds.most_included, change.bounds.unit)
    assert (Fraction(50_000_000), Fraction(20_000_000)) == (change.before, change.value)


def test_a_search_that_ends_early_says_so(
    small: Ruleset, handles: Handles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was decided is told and nothing more: what is left undecided is said to be left."""
    case = a_case([grams("50", "powder")])
    monkeypatch.setattr(changing, "MOST_WORK", 100_000)
    whole = found(case, small, handles)
    monkeypatch.setattr(changing, "MOST_WORK", 40)
    part = found(case, small, handles)

    assert (True, False) == (whole.is_complete, part.is_complete)
    assert part.decided < whole.decided


def test_items_of_which_no_change_was_looked_for_are_counted(small: Ruleset, handles: Handles) -> None:
    """Of ten items the first eight are looked at, and two are left."""
    case = a_case([grams("1", "powder") for _ in range(10)])

    assert 2 == found(case, small, handles).items_left


def test_the_same_case_has_the_same_sets(small: Ruleset) -> None:
    """Nothing that was remembered changes what is found."""
    case = a_case([grams("50", "powder")])
    handles = Handles()

    def said(sets: ChangeSets) -> list[object]:
        return [(one.changes, one.after.main, told(one)) for one in sets.sets]

    first = said(found(case, small, handles))
    assert first == said(found(case, small, handles)) == said(found(case, small, Handles()))


def test_nothing_is_looked_for_unless_it_is_asked_for(small: Ruleset, handles: Handles) -> None:
    """The search takes many times as long as the answer."""
    assert decide(a_case([Item("powder", "1", "g")]), small, handles).change_sets is None
