"""What must be so of one item is decided of each: an answer about the case never joins two of them."""

from pathlib import Path

import pytest

from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import RulesetFaults
from tests.support import a_case, an_offence, grams, ruleset_of

LAW = """
substances:
  cannabis: {name: {en: cannabis}}
  cocaine: {name: {en: cocaine}, forms: [powder, paste]}
  powder: {name: {en: powder}}
  paste: {name: {en: paste}}
groupings:
  schedule: {provision: a, mark: V, groups: {low: [cannabis], high: [powder, paste]}}
tables:
  amount:
    provision: a
    mark: V
    effect: element
    bands: [{band: small, to: included}, {band: large}]
    rows: {cannabis: {cuts: ["100 g"]}, powder: {cuts: ["1000 g"]}, paste: {cuts: ["500 g"]}}
measures:
  much-of-high: {provision: a, mark: V, some_item: {schedule: high, amount: large}}
  other: {provision: a, mark: V, some_item: {substance: {not_one_of: [cannabis]}}}
offences:
"""
OFFENCES = (
    an_offence("grave", "{min: 5 y, max: 9 y}", "{much-of-high: true}").rstrip()
    + "\n    exception_to: [plain]\n"
    + an_offence("plain", "{min: 1 y, max: 3 y}", "{conduct: possession}").rstrip()
    + "\n    exception_to: [lawful]\n    unless: {other: false, amount: small}\n"
    + an_offence("lawful", "{max: 1 m}", "{conduct: possession, other: false, amount: small}")
)


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law with a grave tier for one substance, and a lawful amount of another."""
    return ruleset_of(tmp_path_factory.mktemp("law"), LAW + OFFENCES)


@pytest.mark.parametrize(
    ("items", "offence"),
    [
        ([grams("2000", "powder")], "grave"),
        ([grams("5", "powder"), grams("500", "cannabis")], "plain"),  # neither is both high and large
        ([grams("30", "cannabis")], "lawful"),
        ([grams("30", "cannabis"), grams("5000", "powder")], "grave"),
        ([grams("30", "cannabis"), grams("5", "powder")], "plain"),
        ([grams("600", "powder"), grams("600", "powder")], "grave"),  # of one substance, however divided
        ([grams("600", "powder"), grams("400", "paste")], "plain"),
    ],
)
def test_each_item_by_itself(ruleset: Ruleset, handles: Handles, items: list[Item], offence: str) -> None:
    """A group of one item and the band of another make no third."""
    decision = decide(a_case(items), ruleset, handles)

    assert Status.DECIDED is decision.status
    assert [offence] == [outcome.offence_id for outcome in decision.outcomes]
    again = decide(a_case(items[::-1]), ruleset, handles)
    assert [offence] == [outcome.offence_id for outcome in again.outcomes]


def test_a_form_and_an_amount_that_are_not_known(ruleset: Ruleset, handles: Handles) -> None:
    """Both are asked for where they make a difference, and told by what they make."""
    of_form = decide(a_case([grams("700", "cocaine")]), ruleset, handles)
    unknown = decide(a_case([Item("powder")]), ruleset, handles)
    alike = decide(a_case([grams("2", "cocaine")]), ruleset, handles)

    assert {"grave", "plain"} == {outcome.offence_id for outcome in of_form.outcomes}
    assert {"grave", "plain"} == {outcome.offence_id for outcome in unknown.outcomes}
    assert [Status.UNDETERMINED, Status.UNDETERMINED, Status.DECIDED] == [
        of_form.status,
        unknown.status,
        alike.status,
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("{much-of-high: true}", "expected a group or band of one item"),
        ("{conduct: possession}", "expected a group or band of one item"),
        ("{schedule: hihg}", "expected a value of schedule"),
    ],
)
def test_what_no_single_item_has(tmp_path: Path, wrong: str, message: str) -> None:
    """A measure of the whole case says nothing of one item."""
    text = LAW.replace("some_item: {substance: {not_one_of: [cannabis]}}", f"some_item: {wrong}")
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, text + OFFENCES)

    assert any(fault.message.startswith(message) for fault in caught.value.faults)
