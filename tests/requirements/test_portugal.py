"""What the source documents say of Portugal: ten days of use, the commissions, and two dates of one law."""

from fractions import Fraction

import pytest

from propengine.engine.decision import MilderVerdict, Status
from propengine.law.catalogue import RecordAfter
from propengine.law.elements import Language
from propengine.law.programmes import ProgrammeStatus
from propengine.law.rows import AmountRow
from propengine.law.rules import Classification, Liability
from propengine.law.ruleset import Dates
from tests.requirements.asking import Facts, answer, described, months, outcome, status, told
from tests.shipped import SHIPPED
from tests.support import DAY, grams

pytestmark = pytest.mark.pt
OWN_USE: Facts = {"own_use_proven": True, "trade_evidence": False}
NO_TRADE: Facts = {"trade_evidence": False}
CIVIL = (Classification.PERSONAL_USE, Liability.ADMINISTRATIVE)


@pytest.mark.requirement("S-050", "S-005")
@pytest.mark.parametrize("year", [2001, 2005, 2010, 2024])
def test_herb_up_to_25_g_is_for_personal_use_and_administrative(year: int) -> None:
    """It is no crime, and it is not lawful either."""
    found = outcome("pt", f"{year}-07-01", "possession", NO_TRADE, grams("25"))

    assert CIVIL == (found.classification, found.liability)
    assert () == months(found)


@pytest.mark.requirement("S-051")
def test_cocaine_hydrochloride_up_to_2_g_is_for_personal_use() -> None:
    """Above, with nothing else shown, no class follows by itself."""
    within = outcome("pt", "2005-06-01", "possession", NO_TRADE, grams("2", "cocaine_hydrochloride"))
    above = answer("pt", "2005-06-01", "possession", NO_TRADE, grams("2.1", "cocaine_hydrochloride"))

    assert CIVIL == (within.classification, within.liability)
    assert Status.DECIDED != above.status


@pytest.mark.requirement("S-049")
@pytest.mark.parametrize(
    ("substance", "daily", "limit"),
    [("cannabis_herbal", "5/2", "25"), ("cocaine_hydrochloride", "1/5", "2")],
)
def test_a_limit_follows_from_the_daily_dose_and_the_days(substance: str, daily: str, limit: str) -> None:
    """Ten times the daily dose is the limit: the ruleset holds the dose, and the engine multiplies."""
    table = SHIPPED["pt"].law(Dates.all_on(DAY)).contents.tables["daily_dose"]
    row = table.rows[table.row_of(substance) or ""]
    found = outcome("pt", "2005-06-01", "possession", OWN_USE, grams(limit, substance))

    assert isinstance(row, AmountRow)
    assert [Fraction(daily) * 1_000_000] == [amount.micro for amount in row.amounts]
    assert 10 == found.slots["days"]


@pytest.mark.requirement("S-052", "C-02")
def test_the_boundary_is_not_exceeded_at_the_limit() -> None:
    """The statute says "not exceed": 25 g do not, a microgram more does, and the trace has the operator."""
    at = outcome("pt", "2010-06-01", "possession", OWN_USE, grams("25"))
    above = outcome("pt", "2010-06-01", "possession", OWN_USE, grams("25.000001"))
    compared = {
        (leaf.comparison.value, leaf.references)
        for step in at.trace
        for leaf, _ in at.reads(step.clause)
        if leaf.slot == "days" and step.clause.id == "lei-30-2000-art-2"
    }

    assert "lei-30-2000-art-2" == at.offence_id
    assert "art-40-2-above-ten-days" == above.offence_id
    assert ("at_most", (10,)) in compared


@pytest.mark.requirement("C-03")
def test_above_ten_days_for_own_use_there_were_three_laws() -> None:
    """Divided courts until 2008-08-04, a crime from the day after, administrative from 2023-10-01."""
    divided = answer("pt", "2008-08-04", "possession", OWN_USE, grams("40"))
    crime = outcome("pt", "2008-08-05", "possession", OWN_USE, grams("40"))
    civil = outcome("pt", "2023-10-01", "possession", OWN_USE, grams("40"))

    assert Status.DISCRETION == divided.status
    assert {"lei-30-2000-art-2", "art-40-2-above-ten-days"} <= {each.offence_id for each in divided.outcomes}
    assert (Liability.CRIMINAL_CUSTODIAL, (0, 12)) == (crime.liability, months(crime))
    assert CIVIL == (civil.classification, civil.liability)


@pytest.mark.requirement("S-054", "C-04")
def test_an_amount_alone_shows_no_intent_to_supply() -> None:
    """With nothing stated of the purpose it is asked for, and the burden of trade is the prosecution's."""
    found = answer("pt", "2024-01-05", "possession", {}, grams("100"))
    rule = SHIPPED["pt"].law(Dates.all_on(DAY)).contents.rules["own-use-within-ten-days"]

    assert Status.UNDETERMINED == found.status
    assert rule.presumption is not None
    assert "prosecution" == rule.presumption.burden


@pytest.mark.requirement("S-101")
def test_the_commission_imposes_nothing_custodial() -> None:
    """A fine, a warning, bans and reporting, community service."""
    found = outcome("pt", "2010-06-01", "possession", OWN_USE, grams("5"))
    named = " ".join(leaf.response.name[Language.EN] for leaf in found.sanctions if leaf.response)

    assert () == months(found)
    assert found.fines
    for word in ("warning", "ban from", "periodic reporting", "community service"):
        assert word in named


@pytest.mark.requirement("S-102", "C-19")
def test_who_depends_on_drugs_is_offered_treatment_and_no_fine() -> None:
    """Who does not may be fined or warned."""
    facts: Facts = {**OWN_USE, "accepts_treatment": True, "prior_file": False}
    dependent = outcome(
        "pt", "2010-06-01", "possession", {**facts, "drug_dependent": True}, grams("5"), stage="pre_arrest"
    )
    other = outcome(
        "pt", "2010-06-01", "possession", {**facts, "drug_dependent": False}, grams("5"), stage="pre_arrest"
    )
    treatment = "pt-cdt-suspension-with-treatment"

    assert ProgrammeStatus.ELIGIBLE == status(dependent, treatment)
    assert ProgrammeStatus.CLOSED == status(other, treatment)
    assert not dependent.fines
    assert other.fines


@pytest.mark.requirement("S-104")
def test_a_law_has_the_day_it_was_made_and_the_day_it_is_in_force() -> None:
    """Made on 2000-11-29, in force on 2001-07-01: June 2001 has the old law, unless the new one is milder."""
    first = SHIPPED["pt"].instruments["consumption-law"].revisions[0]
    june = outcome("pt", "2001-06-30", "possession", OWN_USE, grams("5"))
    later = answer("pt", "2001-06-30", "possession", OWN_USE, grams("5"), decided="2001-07-01")

    assert ("2000-11-29", "2001-07-01") == (first.header.published, first.in_force.isoformat())
    assert Liability.CRIMINAL_CUSTODIAL == june.liability
    assert [MilderVerdict.LATER_LAW] == [found.verdict for found in later.comparisons]
    assert CIVIL == (later.preferred.classification, later.preferred.liability) if later.preferred else None


@pytest.mark.requirement("S-069")
def test_consuming_holding_and_growing_are_told_apart() -> None:
    """Growing for own use stays an offence of another article."""
    consumed = outcome("pt", "2010-06-01", "consumption", OWN_USE, grams("5"))
    held = outcome("pt", "2010-06-01", "possession", OWN_USE, grams("5"))
    grown = outcome("pt", "2010-06-01", "cultivation", OWN_USE, grams("5"))

    assert "lei-30-2000-art-2" == consumed.offence_id == held.offence_id
    assert "art-40-1" == grown.offence_id


@pytest.mark.requirement("S-071", "S-068")
def test_conduct_substance_and_class_are_told_apart() -> None:
    """The answer has the class, the figure of the substance that was compared, and the conduct it read."""
    found = outcome("pt", "2010-06-01", "possession", OWN_USE, grams("2", "cocaine_hydrochloride"))

    assert Classification.PERSONAL_USE == found.classification
    assert {"cocaine_hydrochloride"} == {figure.substance for figure in found.figures if figure.substance}
    assert "possession" == found.slots["conduct"]


@pytest.mark.requirement("S-032")
def test_at_17_there_is_no_range() -> None:
    """The case is referred, and nothing is computed."""
    found = answer("pt", "2024-06-01", "possession", {"age_at_offence": 17}, grams("5"))

    assert (Status.OUT_OF_SCOPE, ()) == (found.status, found.outcomes)
    assert found.sentencing_age.referral
    assert "map-is-evidence" not in told(outcome("pt", "2024-06-01", "possession", OWN_USE, grams("5")))


@pytest.mark.requirement("S-103")
def test_the_commission_leaves_no_criminal_record() -> None:
    """The catalogue says so of it, and what comes before it is no crime."""
    found = outcome("pt", "2010-06-01", "possession", OWN_USE, grams("5"))

    assert RecordAfter.NO_RECORD == described("pt-cdt").record
    assert CIVIL == (found.classification, found.liability)
