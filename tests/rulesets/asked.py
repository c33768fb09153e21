"""How the tests of tables ask a ruleset: a case in which everything happens on one day, and its answer."""

from collections.abc import Mapping
from datetime import date

from propengine.engine.case import Case, Item, RawValue
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from tests.support import a_case


def on_day(code: str, day: str, conduct: str, facts: Mapping[str, RawValue], *items: Item) -> Case:
    """Return a case in which everything happens on one day."""
    here = date.fromisoformat(day)
    return a_case(items, facts, conduct, jurisdiction=code, offence=here, decision=here)


def preferred(case: Case, ruleset: Ruleset, handles: Handles) -> Outcome:
    """Return the preferred outcome, which there must be; nobody asks for decisive sets."""
    outcome = decide(case, ruleset, handles, with_decisive_sets=False).preferred
    assert outcome is not None
    return outcome
