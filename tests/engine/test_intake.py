"""Intake: read right, or refused with a field path; never misread; all faults at once."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from propengine.engine.case import Case, Item, RawValue, Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.decision import NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake, dates_of, read_case
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.law.elements import Mark
from propengine.law.ruleset import Ruleset
from tests.support import JURISDICTION, a_case, an_offence, grams, ruleset_of

OWN_USE = {"own_use_proven": True}


def refusals(case: Case, pt: Ruleset, handles: Handles) -> list[tuple[Reason, str]]:
    """Return the reasons and paths of a refused case."""
    with pytest.raises(CaseRefusedError) as caught:
        decide(case, pt, handles)
    return [(refusal.reason, refusal.path) for refusal in caught.value.refusals]


@pytest.mark.parametrize(
    "amount",
    [
        "24,9",
        "1.000,5",
        "1e3",
        "2*3",
        "0",
        "0.0",
        "-1",
        "+1",
        "NaN",
        "inf",
        "",
        " 1",
        "1 ",
        "1.",
        ".5",
        "0x10",
        "1_000",
        "٣",
        "1.2.3",
        "1/2",
        "9" * 40,
        "0.0000001",
    ],
)
def test_an_amount_that_is_no_decimal_is_refused(pt: Ruleset, handles: Handles, amount: str) -> None:
    """Nothing but ASCII digits with at most one full stop is an amount; the refusal names the field."""
    found = refusals(a_case([grams(amount)], OWN_USE, jurisdiction="pt"), pt, handles)

    assert [(Reason.INVALID_AMOUNT, "items[0].amount")] == found


@pytest.mark.parametrize("unit", ["gr", "Mg", "G", "grams", "kilo", "", "g ", "µg"])
def test_a_unit_outside_the_closed_list_is_refused(pt: Ruleset, handles: Handles, unit: str) -> None:
    """A unit that pint would read differently is never guessed."""
    found = refusals(a_case([Item("heroin", "1", unit)], OWN_USE, jurisdiction="pt"), pt, handles)

    assert [(Reason.INVALID_UNIT, "items[0].unit")] == found


def test_an_amount_without_a_unit_is_refused(pt: Ruleset, handles: Handles) -> None:
    """A bare number is not an amount."""
    found = refusals(a_case([Item("heroin", "1")], OWN_USE, jurisdiction="pt"), pt, handles)

    assert [(Reason.MISSING_UNIT, "items[0].unit")] == found


@pytest.mark.parametrize("purity", ["100.01", "101", "0", "-3", "abc", "1e1", "5,5", "0.001"])
def test_an_impossible_purity_is_refused(pt: Ruleset, handles: Handles, purity: str) -> None:
    """Purity lies above nothing and at most at a hundred percent."""
    found = refusals(a_case([grams("1", purity_percent=purity)], OWN_USE, jurisdiction="pt"), pt, handles)

    assert [(Reason.INVALID_PURITY, "items[0].purity_percent")] == found


def test_a_pure_amount_is_never_multiplied_by_a_purity(pt: Ruleset, handles: Handles) -> None:
    """Stating both would count the purity twice."""
    item = grams("1", pure=True, purity_percent="20")

    assert [(Reason.INVALID_PURITY, "items[0].purity_percent")] == refusals(
        a_case([item], OWN_USE, jurisdiction="pt"), pt, handles
    )


def test_all_faults_are_told_at_once(pt: Ruleset, handles: Handles) -> None:
    """A case with many faults is refused once, with every fault and its path."""
    case = a_case(
        [
            grams("24,9"),
            Item("kokain", "1", "g"),
            Item("heroin", "1", "gr"),
            grams("1", purity_percent="120"),
        ],
        {"own_use": True, "drug_dependent": "yes", "nationality": "x", "acts": 2},
        jurisdiction="pt",
        charge="art-99",
    )

    found = refusals(case, pt, handles)

    assert {
        (Reason.INVALID_AMOUNT, "items[0].amount"),
        (Reason.UNKNOWN_SUBSTANCE, "items[1].substance"),
        (Reason.INVALID_UNIT, "items[2].unit"),
        (Reason.INVALID_PURITY, "items[3].purity_percent"),
        (Reason.UNKNOWN_FACT, "facts[own_use]"),
        (Reason.INVALID_FACT, "facts[drug_dependent]"),
        (Reason.PROTECTED_ATTRIBUTE, "facts[nationality]"),
        (Reason.FURTHER_ACTS, "facts[acts]"),
        (Reason.UNKNOWN_CHARGE, "charge"),
    } == set(found)


def test_a_near_miss_is_offered(pt: Ruleset, handles: Handles) -> None:
    """A misspelt fact is answered with the one that was probably meant."""
    with pytest.raises(CaseRefusedError, match="did you mean 'own_use_proven'"):
        decide(a_case([], {"own_use_prooven": True}, jurisdiction="pt"), pt, handles)


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"offence": date(2020, 2, 1), "decision": date(2020, 1, 1)}, "decision_date"),
        ({"offence_end_date": date(2020, 5, 1)}, "offence_end_date"),
        ({"decision": date(2021, 1, 1), "conviction_date": date(2020, 1, 1)}, "conviction_date"),
        ({"decision": date(2021, 1, 1), "conviction_date": date(2021, 2, 1)}, "conviction_date"),
        ({"decision": date(2021, 1, 1), "sentence_date": date(2021, 2, 1)}, "sentence_date"),
        (
            {
                "decision": date(2021, 1, 1),
                "conviction_date": date(2020, 9, 1),
                "sentence_date": date(2020, 8, 1),
            },
            "sentence_date",
        ),
    ],
)
def test_dates_out_of_order_are_refused(
    pt: Ruleset, handles: Handles, more: dict[str, Any], path: str
) -> None:
    """Nobody is convicted before the offence or sentenced before the conviction."""
    found = refusals(a_case([], OWN_USE, jurisdiction="pt", **more), pt, handles)

    assert (Reason.DATES_OUT_OF_ORDER, path) in found


def test_a_sentence_without_a_conviction_is_asked_for_it(pt: Ruleset, handles: Handles) -> None:
    """The conviction that nobody stated is put on the decision date, after the sentence."""
    day = date(2020, 8, 1)
    with pytest.raises(CaseRefusedError, match="nobody stated the conviction"):
        decide(
            a_case([], OWN_USE, jurisdiction="pt", decision=date(2021, 1, 1), sentence_date=day), pt, handles
        )


def test_a_date_without_law_is_refused(pt: Ruleset, handles: Handles) -> None:
    """The first text never answers for a day before it."""
    found = refusals(a_case([], OWN_USE, jurisdiction="pt", offence=date(1990, 1, 1)), pt, handles)

    assert [(Reason.NO_LAW_ON_DATE, "offence_date")] == found


@pytest.mark.requirement("S-032")
def test_somebody_under_the_sentencing_age_gets_no_range(pt: Ruleset, handles: Handles) -> None:
    """Seventeen, stated or from the date of birth: out of scope, and no outcome."""
    ages: list[dict[str, RawValue]] = [{"age_at_offence": 17}, {"birth_date": "2002-06-02"}]
    for facts in ages:
        decision = decide(a_case([grams("1")], facts, jurisdiction="pt"), pt, handles)

        assert (Status.OUT_OF_SCOPE, ()) == (decision.status, decision.outcomes)


def test_another_age_counts_for_acts_of_some_days(tmp_path: Path, handles: Handles) -> None:
    """Sixteen from the first of the days to the last, eighteen before and after."""
    days_ = "first: 2010-01-01, last: 2011-12-31"
    other = f"other: [{{years: 16, {days_}, provision: art. 2, mark: P, note: {{en: for a time}}}}]"
    jurisdiction = JURISDICTION.replace("years: 18,", f"years: 18, {other},")
    ruleset = ruleset_of(tmp_path, "offences:\n" + an_offence(), jurisdiction)
    days = {date(2009, 12, 31): 18, date(2010, 1, 1): 16, date(2011, 12, 31): 16, date(2012, 1, 1): 18}

    for day, age in days.items():
        for years in (age - 1, age):
            decision = decide(a_case([], {"age_at_offence": years}, offence=day), ruleset, handles)
            assert (years < age) == (decision.status is Status.OUT_OF_SCOPE)
            assert age == decision.sentencing_age.years
            said = (
                decision.sentencing_age.provision,
                decision.sentencing_age.mark,
                decision.sentencing_age.note,
            )
            assert (
                ("art. 2", Mark.P, {"en": "for a time"}) if age == 16 else ("art. 1", Mark.V, None)
            ) == said


def test_nobody_is_born_after_the_offence(pt: Ruleset, handles: Handles) -> None:
    """Such a date is refused; it never makes somebody under age."""
    case = a_case([], {"birth_date": "2030-01-01"}, jurisdiction="pt")

    assert [(Reason.CONTRADICTORY_FACTS, "facts[age_at_offence]")] == refusals(case, pt, handles)


def test_stated_and_derived_facts_must_agree(pt: Ruleset, handles: Handles) -> None:
    """An age that the date of birth contradicts is refused."""
    facts: dict[str, RawValue] = {"age_at_offence": 30, "birth_date": "2000-01-01"}

    assert [(Reason.CONTRADICTORY_FACTS, "facts[age_at_offence]")] == refusals(
        a_case([], facts, jurisdiction="pt"), pt, handles
    )


def test_a_stated_conclusion_must_not_contradict_the_facts(pt: Ruleset, handles: Handles) -> None:
    """Own use stated beside a sale, and a charge that the facts do not make, are refused."""
    sale = a_case([grams("1")], {"purpose": "own_use"}, jurisdiction="pt", conduct="supply")
    charge = a_case([grams("1")], OWN_USE, jurisdiction="pt", charge="art-21-1")

    assert [(Reason.CONTRADICTORY_FACTS, "facts[purpose]")] == refusals(sale, pt, handles)
    assert [(Reason.CONTRADICTORY_FACTS, "charge")] == refusals(charge, pt, handles)


def test_rounding_favours_the_accused_and_is_told(pt: Ruleset, handles: Handles) -> None:
    """Less than a microgram, or than a basis point, is dropped, and the decision says which field."""
    item = grams("25.0000009", purity_percent="2.009")
    decision = decide(a_case([item], OWN_USE, jurisdiction="pt", offence=date(2012, 6, 1)), pt, handles)

    assert "rounded" in {notice.kind for notice in decision.notices}
    assert "lei-30-2000-art-2" == (decision.preferred.offence_id if decision.preferred else None)


def test_an_alleged_fact_is_used_and_told(pt: Ruleset, handles: Handles) -> None:
    """What is only alleged carries the answer, and the answer says so."""
    case = a_case([grams("30")], jurisdiction="pt", offence=date(2012, 6, 1))
    alleged = {"own_use_proven": StatedFact(value=True, standing=Standing.ALLEGED)}
    decision = decide(replace(case, facts=alleged), pt, handles)

    assert [("own_use_proven",)] == [n.subjects for n in decision.notices if n.kind == "alleged"]


def test_a_number_of_months_may_be_a_fraction(pt: Ruleset, handles: Handles) -> None:
    """A sentence imposed may be stated with its days, exactly."""
    case = a_case(
        [Item("cocaine", "2", "kg")], {"imposed_sentence": "9 m 18 d"}, jurisdiction="pt", conduct="transport"
    )
    decision = decide(case, pt, handles)
    slots = decision.preferred.slots if decision.preferred else {}

    assert Fraction(48, 5) == slots["imposed.most"] == slots["imposed.least"]


def test_amounts_stay_exact_until_a_holding_is_added(pt: Ruleset, handles: Handles) -> None:
    """Two halves of a microgram too much are one: 25.000000_5 g twice is 50.000001 g, however it is split."""
    day = date(2012, 6, 1)
    halves = a_case([grams("12.5000005")] * 2, OWN_USE, jurisdiction="pt", offence=day)
    whole = a_case([grams("25.000001")], OWN_USE, jurisdiction="pt", offence=day)
    offences = [o.offence_id for c in (halves, whole) if (o := decide(c, pt, handles).preferred)]

    assert ["art-40-2-above-ten-days"] * 2 == offences


def test_at_most_five_facts_are_disputed(pt: Ruleset, handles: Handles) -> None:
    """More are refused, and the refusal says to decide them apart."""
    names = [name for name, fact in pt.statable.items() if fact.type == "boolean" and not fact.concluded][:6]
    facts = {name: StatedFact(value=True, standing=Standing.DISPUTED) for name in names}
    case = replace(a_case([grams("1")], jurisdiction="pt", offence=date(2024, 6, 1)), facts=facts)

    assert 6 == len(names)
    assert (Reason.INVALID_FACT, "facts") in refusals(case, pt, handles)


LAW = """
substances: {herb: {name: {en: herb}, aliases: [grass]}}
facts:
  aware: {type: boolean, question: {en: x}}
  roles: {type: set, members: [courier, lookout], question: {en: x}}
  way: {type: enum, members: [air, sea], question: {en: x}}
offences:
  act:
    name: {en: act}
    provision: a
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {aware: true, roles: courier, way: air, conduct: possession, any_of: [{aware: true}, {way: sea}]}
    sanction: {custody: {ends: {min: 1 y, max: 2 y}}}
"""


def test_a_charge_implies_what_its_text_cannot_be_without(tmp_path: Path, handles: Handles) -> None:
    """Facts with one value that nobody speaks of are taken as shown, and the decision says which."""
    ruleset = ruleset_of(tmp_path, LAW)
    decision = decide(a_case(charge="act"), ruleset, handles)

    assert ["act"] == [outcome.offence_id for outcome in decision.outcomes]
    assert [("aware", "roles:courier", "way")] == [
        tuple(sorted(n.subjects)) for n in decision.notices if n.kind is NoticeKind.IMPLIED_BY_CHARGE
    ]


def test_a_charge_does_not_overrule_what_is_stated(tmp_path: Path, handles: Handles) -> None:
    """An offence whose element is denied is not answered as charged."""
    ruleset = ruleset_of(tmp_path, LAW)
    intake, _ = read(ruleset, a_case(facts={"aware": False}, charge="act"))

    assert {"roles:courier": True, "way": "air"} == intake.implied
    assert False is intake.slots["aware"]


def read(ruleset: Ruleset, case: Case) -> tuple[Intake, list[Refusal]]:
    """Read a case under the law of its day."""
    dates, faults = dates_of(case)
    law = ruleset.law(dates)

    assert [] == faults
    return read_case(case, law, dates, law.statable)


def test_what_is_found_is_a_slot(tmp_path: Path) -> None:
    """How many items, whether their purity is stated, the conduct and the stage are known of every case."""
    ruleset = ruleset_of(tmp_path, LAW)
    one, _ = read(ruleset, a_case([grams("1", "grass", purity_percent="5")]))
    none, _ = read(ruleset, a_case())

    assert (1, True, "possession", "sentencing") == tuple(
        one.slots[name] for name in ("items", "purity_stated", "conduct", "stage")
    )
    assert ["herb"] == [item.substance for item in one.items]
    assert (0, False, None) == tuple(none.slots[name] for name in ("items", "purity_stated", "substance"))


def test_standings_are_kept(tmp_path: Path) -> None:
    """What is alleged and what is disputed is known by name."""
    facts = {
        "aware": StatedFact(value=True, standing=Standing.ALLEGED),
        "way": StatedFact("air", Standing.DISPUTED),
        "roles": StatedFact(("courier",), Standing.ADMITTED),
    }
    intake, faults = read(ruleset_of(tmp_path, LAW), replace(a_case(), facts=facts))

    assert ([], ("aware",), ("way",)) == (faults, intake.alleged, intake.disputed)
    assert (True, True, False) == tuple(
        intake.slots[slot] for slot in ("roles", "roles:courier", "roles:lookout")
    )
