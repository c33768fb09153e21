"""Ages: the age on one day bounds that on another, and nobody who must be under age gets a range."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.engine.ages import bounds, within
from propengine.engine.days import years_between
from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.ruleset import Ruleset
from tests.support import a_case, an_offence, grams, ruleset_of

DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))
LAW = f"""
substances: {{cannabis_herbal: {{name: {{en: cannabis}}}}}}
facts:
  age_at_conviction:
    type: integer
    question: {{en: x}}
    stated_by: [court]
    derive: {{years_between: [birth_date, conviction_date]}}
offences:
{an_offence()}
"""


@given(DAYS, DAYS, DAYS, st.sampled_from(["02-28", "03-01"]))
def test_an_age_lies_within_what_another_leaves(born: date, one: date, other: date, leap: str) -> None:
    """Whoever was born on any day has, on any two later days, ages that bound each other."""
    born, first, second = sorted((born, one, other))
    ages = [Fraction(years_between(born, day, leap)) for day in (first, second)]

    for (known, on), (asked, day) in (
        ((ages[0], first), (ages[1], second)),
        ((ages[1], second), (ages[0], first)),
    ):
        least, most = bounds(known, on, day)
        assert least <= asked <= most
        assert most - least <= 2


def test_both_ends_are_reached() -> None:
    """17 on 28 February 2022 was 16 or 17 the year before: the birthday may lie on either side."""
    assert [16, 17] == list(bounds(Fraction(17), date(2022, 2, 28), date(2021, 6, 1)))
    assert [17, 18] == list(bounds(Fraction(17), date(2021, 6, 1), date(2022, 2, 28)))
    assert [18, 19] == list(bounds(Fraction(17), date(2021, 6, 1), date(2022, 6, 1)))
    assert [17, 17] == list(bounds(Fraction(17), date(2021, 6, 1), date(2021, 6, 1)))


def test_several_bounds() -> None:
    """Of several the narrowest count."""
    assert within([]) is None
    assert (Fraction(17), Fraction(18)) == within(
        [(Fraction(16), Fraction(18)), (Fraction(17), Fraction(19))]
    )


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law with two ages."""
    return ruleset_of(tmp_path_factory.mktemp("law"), LAW)


def status(ruleset: Ruleset, handles: Handles, **facts: int) -> Status:
    """Return how a case of 1 June 2021 that is decided on 2 June 2022 is answered."""
    case = a_case([grams("1")], facts, offence=date(2021, 6, 1), decision=date(2022, 6, 2))
    return decide(case, ruleset, handles).status


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"age_at_conviction": 17}, Status.OUT_OF_SCOPE),
        ({"age_at_conviction": 18}, Status.OUT_OF_SCOPE),
        ({"age_at_conviction": 19}, Status.DECIDED),
        ({"age_at_offence": 17, "age_at_conviction": 19}, Status.OUT_OF_SCOPE),
        ({"age_at_offence": 18, "age_at_conviction": 19}, Status.DECIDED),
    ],
)
def test_who_must_have_been_under_age(
    ruleset: Ruleset, handles: Handles, facts: dict[str, int], expected: Status
) -> None:
    """18 a year and a day after the act is 17 at most on its day; 19 may be 18."""
    assert expected is status(ruleset, handles, **facts)


@pytest.mark.parametrize(("at_offence", "at_conviction"), [(18, 18), (18, 21), (30, 20)])
def test_ages_that_nobody_has(
    ruleset: Ruleset, handles: Handles, at_offence: int, at_conviction: int
) -> None:
    """Both are told to be mended, each with what the other leaves."""
    with pytest.raises(CaseRefusedError) as caught:
        status(ruleset, handles, age_at_offence=at_offence, age_at_conviction=at_conviction)

    assert {Reason.CONTRADICTORY_FACTS} == {refusal.reason for refusal in caught.value.refusals}
    assert {"facts[age_at_offence]", "facts[age_at_conviction]"} == {r.path for r in caught.value.refusals}
    assert f"expected an age from {at_offence + 1} to {at_offence + 2}" in str(caught.value)
