"""Who may enter Back on Track, by age and earlier convictions, compared with a second transcription.

It was typed from the law sheet: 18 to 30 years (2009), no earlier conviction; by the statute since 2010 no
earlier felony, which is a second reading of the programme.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from propengine.engine.case import RawValue
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from tests.rulesets.asked import on_day
from tests.shipped import SHIPPED

pytestmark: pytest.MarkDecorator = getattr(pytest.mark, "us-ca-sf")

BOTH = ["closed", "eligible"]


@pytest.fixture(scope="module")
def san_francisco() -> Ruleset:
    return SHIPPED["us-ca-sf"]


@pytest.mark.parametrize(
    ("day", "age", "convictions", "felonies", "shown"),
    [
        *(("2009-12-31", age, 0, 0, ["eligible"]) for age in (18, 30)),
        ("2009-12-31", 31, 0, 0, ["closed"]),
        *(("2009-12-31", age, 1, 0, ["closed"]) for age in (18, 30)),
        *(("2010-01-01", age, 0, 0, ["eligible"]) for age in (18, 30)),
        ("2010-01-01", 31, 0, 0, ["closed"]),
        *(("2010-01-01", age, 1, 0, BOTH) for age in (18, 30)),
        ("2010-01-01", 31, 1, 0, ["closed"]),
        *(("2010-01-01", age, 1, 1, ["closed"]) for age in (18, 30, 31)),
        ("2010-01-01", 22, 2, 0, BOTH),
    ],
)
def test_who_may_enter_by_each_reading(
    day: str,
    age: int,
    convictions: int,
    felonies: int,
    shown: list[str],
    san_francisco: Ruleset,
    handles: Handles,
) -> None:
    """Every status that some outcome shows, and no other."""
    facts: Mapping[str, RawValue] = {
        "age_at_offence": age,
        "prior_convictions": convictions,
        "prior_felonies": felonies,
        "violence_history": False,
        "pleads_guilty": True,
        "referred_by": "prosecutor",
        **({"listed_conviction": False} if day >= "2010-01-01" else {}),
    }
    case = replace(on_day("us-ca-sf", day, "possession_with_intent", facts), stage="pre_trial")
    outcomes = decide(case, san_francisco, handles, with_decisive_sets=False).outcomes
    found = {str(verdict.status) for outcome in outcomes for verdict in outcome.programmes}

    assert shown == sorted(found)
