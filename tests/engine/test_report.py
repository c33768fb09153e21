"""The answer as a whole: what a reader must be told of the ruleset and of the person's age."""

from datetime import date
from pathlib import Path

import pytest

from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.notation.faults import RulesetFaults
from tests.support import JURISDICTION, a_case, an_offence, ruleset_of

OFFENCES = "offences:" + an_offence()


def told(decision: Decision, kind: NoticeKind) -> list[tuple[str, ...]]:
    return [notice.subjects for notice in decision.notices if notice.kind is kind]


@pytest.mark.parametrize(
    ("decided", "notices"),
    [
        (date(2026, 11, 29), []),
        (date(2026, 11, 30), [("2026-11-29",)]),
        (date(2041, 1, 1), [("2026-11-29",)]),
    ],
)
def test_a_decision_after_the_last_check(
    tmp_path: Path, handles: Handles, decided: date, notices: list[tuple[str, ...]]
) -> None:
    """The law may have changed since; the day of the last check itself is still covered."""
    ruleset = ruleset_of(tmp_path, OFFENCES, f"checked_until: 2026-11-29\n{JURISDICTION}")
    decision = decide(a_case(decision=decided), ruleset, handles)

    assert notices == told(decision, NoticeKind.AFTER_LAST_CHECK)


def test_a_ruleset_that_does_not_say_until_when_it_was_checked(tmp_path: Path, handles: Handles) -> None:
    """Of it nothing is said."""
    decision = decide(a_case(decision=date(2041, 1, 1)), ruleset_of(tmp_path, OFFENCES), handles)

    assert [] == told(decision, NoticeKind.AFTER_LAST_CHECK)


def test_an_age_that_turns_on_29_february(tmp_path: Path, handles: Handles) -> None:
    """Where the law does not say when such a person grows older, the answer says what was taken."""
    ruleset = ruleset_of(tmp_path, OFFENCES)
    case = a_case(facts={"birth_date": "2004-02-29"}, offence=date(2022, 2, 28))

    assert [("age_at_offence",)] == told(decide(case, ruleset, handles), NoticeKind.LEAP_BIRTHDAY)


CONVICTED = """
facts:
  age_at_conviction:
    type: integer
    question: {en: How old was the person on the day of conviction?}
    derive: {years_between: [birth_date, conviction_date]}
"""


@pytest.mark.parametrize(
    ("convicted", "status"),
    [(date(2020, 6, 30), Status.OUT_OF_SCOPE), (date(2020, 7, 1), Status.DECIDED)],
)
def test_the_age_on_another_day_may_count(
    tmp_path: Path, handles: Handles, convicted: date, status: Status
) -> None:
    """The jurisdiction names the fact: seventeen at the offence, eighteen at conviction."""
    by_conviction = JURISDICTION.replace("years: 18,", "years: 18, of: age_at_conviction,")
    ruleset = ruleset_of(tmp_path, CONVICTED + OFFENCES, by_conviction)
    case = a_case(
        facts={"birth_date": "2002-07-01"},
        offence=date(2020, 6, 1),
        decision=date(2020, 12, 1),
        conviction_date=convicted,
    )

    assert status is decide(case, ruleset, handles).status


def test_a_sentencing_age_of_no_number(tmp_path: Path) -> None:
    """It is the age that a whole-number fact holds."""
    with pytest.raises(RulesetFaults, match=r"sentencing_age\.of: expected a whole-number fact"):
        ruleset_of(tmp_path, OFFENCES, JURISDICTION.replace("years: 18,", "years: 18, of: birth_date,"))


def test_a_sentencing_age_that_the_law_would_have_to_make(tmp_path: Path) -> None:
    """A case under age is referred before the law is asked, so a sum or a count would never be looked at."""
    made = "  points: {type: integer, derive: {count: [{dependent: true}, {grave: true}]}}\n"
    asked = "{type: boolean, question: {en: x}}"
    facts = f"facts:\n  dependent: {asked}\n  grave: {asked}\n"
    with pytest.raises(
        RulesetFaults, match=r"sentencing_age\.of: expected a whole-number fact that is stated"
    ):
        ruleset_of(
            tmp_path,
            facts + made + "offences:\n" + an_offence(),
            JURISDICTION.replace("years: 18,", "years: 18, of: points,"),
        )
