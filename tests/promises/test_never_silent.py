"""Never silent: what is not known is asked for and never taken for nothing; a fault is told where it stands."""

# ruff: noqa: E501 - a law or a row of a table stands on one line

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from propengine.cli.main import app
from propengine.engine.case import Case, Item, RawValue, Standing, StatedFact
from propengine.engine.conditions import Question
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, MilderVerdict, NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.ruleset import Dates, Law, NoLawOnDateError, Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.law.vocabulary import COMMON_FACTS, FactType
from propengine.notation.faults import RulesetFaults
from propengine.verify.worked_cases import Report, load_cases, run_cases
from tests.promises import generated
from tests.promises.sound import answer, is_looked_through, mains
from tests.support import a_case, grams, ruleset_of


def on(
    code: str, day: date, items: tuple[Item, ...] = (), conduct: str = "supply", **facts: RawValue
) -> Case:
    """Return a case in which everything happens on one day."""
    return a_case(items, facts, conduct, code, day)


def law_on(ruleset: Ruleset, case: Case) -> Law:
    """Return the law of the day of such a case."""
    return ruleset.law(Dates.all_on(case.offence_date))


def custody(decision: Decision) -> set[tuple[object, object]]:
    """Return the final ranges that are shown, in months or words."""
    found = [o.checkpoints.get(Checkpoint.FINAL) for o in decision.outcomes]
    return {(r.min.word or r.min.months, r.max.word or r.max.months) for r in found if r is not None}


def asked(decision: Decision) -> set[str]:
    """Return what of the items is asked for."""
    return {s for n in decision.notices if n.kind is NoticeKind.NOT_KNOWN for s in n.subjects}


TRADE = {
    "ec": on("ec", date(2017, 6, 1), conduct="possession", purpose="trade"),
    "pt": on("pt", date(2020, 6, 1), sells_only_to_fund_own_use=True),
}
OWN_USE = {
    "pt": on("pt", date(2015, 6, 1), conduct="possession", own_use_proven=True),
    "ec": on("ec", date(2017, 6, 1), conduct="possession"),
}


class TestForms:
    """A substance without its form is asked for its form where that matters, and decided where it does not."""

    @pytest.mark.parametrize(
        "base", [*TRADE.values(), *OWN_USE.values()], ids=lambda c: f"{c.jurisdiction}-{c.conduct}"
    )
    def test_an_unstated_form_is_each_of_its_forms(
        self, rulesets: Mapping[str, Ruleset], handles: Handles, base: Case
    ) -> None:
        """What is shown is what each form leads to; where all lead to one thing, that is decided and nothing asked."""
        ruleset = rulesets[base.jurisdiction]
        substances = law_on(ruleset, base).contents.substances
        alike = set()
        for name, forms in ((n, s.forms) for n, s in substances.items() if s.forms):
            for amount in (
                "0.05",
                "0.3",
                "0.5",
                "1.5",
                "2",
                "3",
                "40",
                "60",
                "700",
                "2000",
                "3000",
                "985000",
            ):
                each = [
                    decide(replace(base, items=(grams(amount, form),)), ruleset, handles) for form in forms
                ]
                unsaid = decide(replace(base, items=(grams(amount, name),)), ruleset, handles)
                same = len({frozenset(mains(one)) for one in each}) == 1
                alike.add(same)

                assert set().union(*map(mains, each)) == mains(unsaid), amount
                assert (each[0].status if same else Status.UNDETERMINED) is unsaid.status, amount
                assert same or "items[0].substance" in asked(unsaid), amount

        assert {True, False} == alike

    @pytest.mark.parametrize(
        ("case", "expected"),
        [
            # The table of 2015: above 50 g of either form is the high scale, COIP 220.1 c: 5 to 7 years.
            (on("ec", date(2017, 6, 1), (grams("60", "cocaine"),)), {(60, 84)}),
            # Above 5 kg of either form is the great scale, COIP 220.1 d: 10 to 13 years.
            (on("ec", date(2017, 6, 1), (grams("985000", "cocaine"),)), {(120, 156)}),
            # 3 g are 15 days of hydrochloride and 100 of base (Portaria 94/96): art. 40(2), up to a year.
            (
                on("pt", date(2015, 6, 1), (grams("3", "cocaine"),), "possession", own_use_proven=True),
                {(0, 12)},
            ),
        ],
    )
    def test_where_no_form_matters_the_provision_decides(
        self, rulesets: Mapping[str, Ruleset], handles: Handles, case: Case, expected: set[tuple[int, int]]
    ) -> None:
        """No form is asked for where every one is on the same side of each limit."""
        found = decide(case, rulesets[case.jurisdiction], handles)

        assert (Status.DECIDED, expected, set()) == (found.status, custody(found), asked(found))

    def test_two_kilograms_are_not_for_own_use_in_any_form(
        self, rulesets: Mapping[str, Ruleset], handles: Handles
    ) -> None:
        """10,000 days at the least: art. 26(3) shuts art. 26; art. 21(1), 4 to 12 years, but for a finding of art. 25."""
        found = decide(replace(TRADE["pt"], items=(grams("2000", "cocaine"),)), rulesets["pt"], handles)

        assert {"art-21-1", "art-25-a"} >= {outcome.offence_id for outcome in found.outcomes}
        assert found.preferred is not None
        final = found.preferred.checkpoints[Checkpoint.FINAL]
        assert (Fraction(48), Fraction(144)) == (final.min.months, final.max.months)


HOLDING = {
    "do": on("do", date(2020, 6, 1), conduct="possession"),
    "ec": TRADE["ec"],
    "gb-eaw": on("gb-eaw", date(2024, 6, 1), conduct="possession_with_intent", uk_role="lesser"),
    "pt": replace(OWN_USE["pt"], offence_date=date(2010, 6, 1), decision_date=date(2010, 6, 1)),
}


class TestAmounts:
    """A missing amount is no missing law."""

    @pytest.mark.parametrize("jurisdiction", sorted(HOLDING))
    def test_a_missing_amount_is_asked_for_and_the_law_is_not_said_to_be_silent(
        self, rulesets: Mapping[str, Ruleset], handles: Handles, jurisdiction: str
    ) -> None:
        """Each substance with a row: every class of amounts is shown, and the amount is named as what is asked for."""
        ruleset, base = rulesets[jurisdiction], HOLDING[jurisdiction]
        contents = law_on(ruleset, base).contents
        table = contents.tables[
            {"do": "class_by_amount", "ec": "scale", "gb-eaw": "harm", "pt": "daily_dose"}[jurisdiction]
        ]
        for substance in contents.substances:
            if not table.row_of(substance):
                continue
            found = decide(replace(base, items=(Item(substance),)), ruleset, handles)
            small, large = (
                decide(replace(base, items=(item_of(contents, substance, n),)), ruleset, handles)
                for n in (1, 10**7)
            )

            assert mains(small) | mains(large) <= mains(found), substance
            assert "items[0].amount" in asked(found) or mains(small) == mains(large) == mains(found), (
                substance
            )
            assert NoticeKind.QUANTITY_UNDEFINED not in {n.kind for n in found.notices}, substance

    @pytest.mark.parametrize("jurisdiction", sorted(HOLDING))
    def test_amounts_beside_one_that_decides_are_no_matter(
        self, rulesets: Mapping[str, Ruleset], handles: Handles, jurisdiction: str
    ) -> None:
        """Above the highest limit the case is decided, however many other amounts are not known."""
        ruleset, base = rulesets[jurisdiction], HOLDING[jurisdiction]
        contents = law_on(ruleset, base).contents
        named = sorted(name for name, of in contents.substances.items() if not of.forms)
        for substance in named[:6]:
            much, unknown = item_of(contents, substance, 10**7), Item(substance)
            one, two, mixed = (
                decide(replace(base, items=items), ruleset, handles, with_decisive_sets=False)
                for items in ((much, unknown), (unknown, unknown, much), (unknown, much, unknown))
            )

            assert (mains(one), one.status) == (mains(two), two.status), substance
            assert (mains(one), one.status) == (mains(mixed), mixed.status), substance

    def test_own_use_without_an_amount_is_asked_for_the_amount(
        self, rulesets: Mapping[str, Ruleset], handles: Handles
    ) -> None:
        """Up to ten days (25 g of herb) Lei 30/2000, above them art. 40(2): both are shown, with the amounts."""
        found = decide(replace(HOLDING["pt"], items=(Item("cannabis_herbal"),)), rulesets["pt"], handles)
        limits = {
            outcome.offence_id: [c.bounds.most for way in outcome.ways for c in way if c.bounds is not None]
            for outcome in found.outcomes
        }

        assert {"lei-30-2000-art-2", "art-40-2-above-ten-days"} == set(limits)
        assert [Fraction(25)] == limits["lei-30-2000-art-2"]
        assert Status.UNDETERMINED is found.status

    def test_possession_with_intent_without_an_amount_has_every_category(
        self, rulesets: Mapping[str, Ruleset], handles: Handles
    ) -> None:
        """The guideline of 2021, lesser role: 3 years at most, 2–4 years 6 months, 3 years 6 months–7, 6–9, above it 6–life."""
        found = decide(replace(HOLDING["gb-eaw"], items=(Item("heroin"),)), rulesets["gb-eaw"], handles)

        ends = {(72, "life"), (72, 108), (42, 84), (24, 54), ("high_level_community_order", 36)}
        assert ends == custody(found)
        assert Status.UNDETERMINED is found.status
        assert "items[0].amount" in asked(found)


def item_of(contents: object, substance: str, count: int) -> Item:
    """Return very little or very much of a substance, in a unit in which the law has figures for it."""
    for table in contents.tables.values():  # type: ignore[attr-defined]  # contents of a law
        row = table.row_of(substance)
        for amount in table.rows[row].limits if row else ():
            unit = amount.text.split()[1]
            if unit in {"g", "kg", "mg"}:
                return Item(substance, "0.000001" if count == 1 else "50000000", "g")
            return Item(substance, str(count), unit)
    return grams("1", substance)


def test_a_milder_law_in_every_world_applies_without_an_amount(
    rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Ley 108 has 12 to 16 years for any amount; the greatest scale of the COIP has 10 to 13: it is never Ley 108."""
    case = a_case(
        [Item("cocaine")],
        {"sentenced_under_ley_108": True},
        "supply",
        "ec",
        date(2013, 6, 1),
        date(2015, 1, 1),
    )
    found = decide(case, rulesets["ec"], handles)

    assert {MilderVerdict.LATER_LAW} == {comparison.verdict for comparison in found.comparisons}
    assert {True} == {(outcome.offence_id or "").startswith("coip-") for outcome in found.outcomes}
    assert (2, 6) in custody(found)
    assert (120, 156) in custody(found)
    assert not {(144, 192)} & custody(found)


def charges(ruleset: Ruleset, day: date) -> Iterator[tuple[str, Case]]:
    """Yield a charge of each offence of the law of a day, with nothing else stated, under each of two conducts."""
    for offence in ruleset.law(Dates.all_on(day)).contents.offences:
        for conduct in ("possession", "supply"):
            yield offence, replace(on(ruleset.id, day, conduct=conduct), charge=offence)


def recorded(ruleset: Ruleset, day: date) -> date:
    """Return the day, or the first later one whose law is recorded."""
    for later in (day, *ruleset.change_dates()):
        with suppress(NoLawOnDateError):
            if later >= day:
                ruleset.law(Dates.all_on(later))
                return later
    raise AssertionError(ruleset.id)


@pytest.mark.parametrize("day", [pytest.param(date(2017, 6, 1), marks=pytest.mark.proof), date(2024, 6, 1)])
def test_a_look_up_whose_key_nobody_stated_is_asked_for_and_not_refused(
    code: str, rulesets: Mapping[str, Ruleset], handles: Handles, day: date
) -> None:
    """A charge of any offence, and no drug: the answer has a range, or says what it awaits; `unknown` is no cell."""
    for offence, case in charges(rulesets[code], recorded(rulesets[code], day)):
        try:
            found = decide(case, rulesets[code], handles, with_decisive_sets=False)
        except CaseRefusedError as error:
            assert {Reason.CONTRADICTORY_FACTS} == {refusal.reason for refusal in error.refusals}, offence  # noqa: PT017 - either way is right
            continue
        awaited = {slot for outcome in found.outcomes for slot in outcome.awaited}

        assert not awaited or found.status is Status.UNDETERMINED, offence
        assert not awaited & {"unknown", "not_recorded"}, offence


@pytest.mark.parametrize(
    ("case", "key"),
    [
        (replace(on("gb-eaw", date(2024, 6, 1)), charge="supply"), "drug_class"),
        (replace(on("gb-eaw", date(2024, 6, 1), conduct="possession"), charge="possession"), "drug_class"),
        (replace(on("ec", date(2017, 6, 1)), charge="coip-220-1-minors"), "scale"),
    ],
)
def test_the_key_of_a_table_is_asked_for_first(
    rulesets: Mapping[str, Ruleset], handles: Handles, case: Case, key: str
) -> None:
    """A class or a scale that the range hangs on is a decisive fact like any other."""
    found = decide(case, rulesets[case.jurisdiction], handles)

    assert [key] == [statement.fact for statement in found.decisive[0].statements]
    assert found.decisive[0].main


def test_a_class_without_a_statutory_most_is_not_recorded_and_not_refused(
    rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Nitrous oxide was in no class in 2020: the ruleset says that it does not hold such a case."""
    found = decide(
        on("gb-eaw", date(2020, 6, 1), (grams("5", "nitrous_oxide"),)), rulesets["gb-eaw"], handles
    )

    assert Status.NOT_RECORDED is found.status
    assert all(outcome.gaps for outcome in found.outcomes)


@pytest.mark.parametrize("charge", ["art-24", "art-24-authorisation", "art-24-table-iv"])
def test_a_charge_brings_its_increase_with_its_name(
    rulesets: Mapping[str, Ruleset], handles: Handles, charge: str
) -> None:
    """Art. 24 raises the penalties of arts 21 and 22: at both ends above art. 21, and as if its circumstance were shown."""
    base = {"art-24": (48, 144), "art-24-authorisation": (60, 180), "art-24-table-iv": (12, 60)}[charge]
    case = replace(on("pt", date(2020, 6, 1), conduct="possession"), charge=charge)
    found = decide(case, rulesets["pt"], handles)
    shown = decide(generated.with_fact(case, "art_24_circumstance", value=True), rulesets["pt"], handles)
    ((low, high),) = custody(found)
    assert isinstance(low, Fraction)
    assert isinstance(high, Fraction)

    assert low > base[0]
    assert high > base[1]
    assert low / base[0] == high / base[1]
    assert custody(shown) == custody(found)


def one_conclusion_more(case: Case, law: Law) -> Iterator[tuple[str, Case]]:
    """Yield the case with each silent conclusion, band or group stated in each way."""
    for name, fact in law.statable.items():
        is_conclusion = fact.concluded or name not in law.contents.facts or name == "purpose"
        if name in case.facts or name in COMMON_FACTS or not is_conclusion:
            continue
        members = {FactType.BOOLEAN: (True, False), FactType.ENUM: tuple(fact.members or ())}
        for value in members.get(fact.type, ()):
            yield name, generated.with_fact(case, name, value)


SILENT = [
    on("br", date(2024, 7, 10), (grams("30", "marijuana"),), "possession"),
    on("br", date(2020, 6, 1), conduct="supply"),
    on("cr", date(2020, 6, 1), (grams("10", "cocaine_hydrochloride"),), "introduce_into_prison"),
    on("cr", date(2020, 6, 1), conduct="supply"),
    on("do", date(2020, 6, 1), conduct="possession"),
    on("ec", date(2017, 6, 1), (grams("30", "heroin"),), "possession"),
    on("pt", date(2020, 6, 1), (grams("20", "heroin"),), "possession"),
    on("gb-eaw", date(2024, 6, 1), (grams("20", "heroin"),), "supply"),
]


@pytest.mark.parametrize("case", SILENT, ids=lambda c: f"{c.jurisdiction}-{c.conduct}")
def test_every_silent_conclusion_that_changes_the_answer_is_listed(
    rulesets: Mapping[str, Ruleset], handles: Handles, case: Case
) -> None:
    """What a rule concludes a case may state, such as the purpose: stating it changes nothing unannounced."""
    ruleset = rulesets[case.jurisdiction]
    found = decide(case, ruleset, handles)
    listed = {d.statements[0].fact for d in found.decisive if len(d.statements) == 1 and d.main}
    changing = {
        name
        for name, stated in one_conclusion_more(case, law_on(ruleset, case))
        if (other := answer(stated, ruleset, handles)) is not None
        and other.status is not Status.OUT_OF_SCOPE
        and mains(other) != mains(found)
    }

    assert changing
    assert changing <= listed
    assert case.jurisdiction != "cr" or case.conduct == "supply" or "purpose" in listed


def test_what_is_decided_is_one_thing_and_what_is_asked_first_matters_most(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Where a court has to choose between two articles nothing is decided; a finding that nobody made is none.

    What leads to an offence is asked first, then what changes the main part, and alternatives alone come last.
    """
    for seed in seeds:
        decision = answer(generated.a_case(rulesets[code], Random(seed)), rulesets[code], handles)
        if decision is None:
            continue
        leads = [
            not one.leads_to_an_offence for one in decision.decisive if one.main and len(one.statements) == 1
        ]
        matters = [not one.main for one in decision.decisive]
        unfound = {
            outcome.run.main
            for outcome in decision.outcomes
            if any(
                all(c.question is not Question.FINDING or c.value != "found" for c in way)
                for way in outcome.ways
            )
        }

        assert matters == sorted(matters), seed
        assert leads == sorted(leads), seed
        assert decision.status is not Status.DECIDED or 1 == len(unfound), seed


@pytest.mark.parametrize(
    "items", list(permutations([grams("600", "heroin"), Item("ecstasy_tablets", "600", "tablet")]))
)
def test_two_ranges_are_not_one_decision(
    rulesets: Mapping[str, Ruleset], handles: Handles, items: tuple[Item, ...]
) -> None:
    """Heroin of 600 g lies between categories 2 and 3: two ranges, each with what it hangs on, in any order."""
    case = on("gb-eaw", date(2016, 6, 1), items, "production", uk_role="lesser")
    found = decide(case, rulesets["gb-eaw"], handles)

    assert {(42, 84), (24, 60)} == custody(found)
    assert Status.DISCRETION is found.status
    assert all(way for outcome in found.outcomes for way in outcome.ways)
    assert len({way for outcome in found.outcomes for way in outcome.ways}) == sum(
        len(o.ways) for o in found.outcomes
    )


DISPUTED = [
    (on("br", date(2024, 7, 10), (grams("30", "marijuana"),), "possession"), "purpose"),
    (on("br", date(2020, 6, 1), conduct="other_offence"), "special_act"),
    (on("gb-eaw", date(2024, 6, 1), (grams("1000", "heroin"),)), "uk_role"),
    (on("gb-eaw", date(2024, 6, 1), (grams("1000", "heroin"),), "import"), "uk_role"),
    (on("pt", date(2020, 6, 1), conduct="possession"), "special_act"),
    (on("pt", date(2020, 6, 1), conduct="supply"), "purpose"),
    (on("ec", date(2017, 6, 1), conduct="possession"), "scale"),
    (on("ec", date(2017, 6, 1), (grams("30", "heroin"),), "possession"), "role"),
    (on("cr", date(2020, 6, 1)), "place"),
    (on("cr", date(2020, 6, 1)), "conduct_class"),
    (on("do", date(2020, 6, 1), (grams("3", "cocaine"),), "possession"), "role"),
    (on("do", date(2020, 6, 1), conduct="possession"), "category"),
]


@pytest.mark.parametrize(
    ("case", "name"), DISPUTED, ids=lambda v: v if isinstance(v, str) else v.jurisdiction
)
def test_a_disputed_word_is_every_word(
    rulesets: Mapping[str, Ruleset], handles: Handles, case: Case, name: str
) -> None:
    """Whichever is claimed: what each word leads to is shown, the ones between too, and nothing besides."""
    ruleset = rulesets[case.jurisdiction]
    words = law_on(ruleset, case).statable[name].members or []
    each = [answer(generated.with_fact(case, name, word), ruleset, handles) for word in words]
    expected = set().union(*(mains(one) for one in each if one is not None))
    for claimed in (words[0], words[-1]):
        facts = {**case.facts, name: StatedFact(claimed, Standing.DISPUTED)}
        found = answer(replace(case, facts=facts), ruleset, handles)
        if found is not None and is_looked_through(found):
            assert expected == mains(found), claimed


def test_a_guideline_that_balances_prefers_no_role(rulesets: Mapping[str, Ruleset], handles: Handles) -> None:
    """The court should balance the characteristics: every role from the lowest to the highest, none preferred."""
    for low, high, roles in (
        ("lesser_role_factors", "leading_role_factors", ("lesser", "significant", "leading")),
        ("lesser_role_factors", "significant_role_factors", ("lesser", "significant")),
        ("significant_role_factors", "leading_role_factors", ("significant", "leading")),
    ):
        base = on("gb-eaw", date(2024, 6, 1), (grams("1000", "heroin"),))
        facts = law_on(rulesets["gb-eaw"], base).statable
        case = base
        for name in (low, high):
            case = generated.with_fact(case, name, ((facts[name].members or [""])[0],))
        found = decide(case, rulesets["gb-eaw"], handles)
        each = [
            decide(generated.with_fact(base, "uk_role", role), rulesets["gb-eaw"], handles) for role in roles
        ]

        assert set().union(*map(mains, each)) == mains(found), roles
        assert (Status.DISCRETION, None) == (found.status, found.preferred), roles


def test_an_answer_without_a_figure_is_not_told_to_be_read(
    rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Nothing is known of the drug, so no figure was looked up: nothing was read in a published copy."""
    found = decide(on("gb-eaw", date(2022, 6, 1)), rulesets["gb-eaw"], handles)

    assert found.first is not None
    assert () == found.first.figures
    assert "V" != found.mark.value


OFFENCE = """
offences:
  act: {name: {en: x}, provision: a, mark: V, classification: trafficking, liability: criminal_custodial, when: {conduct: possession}, sanction: SANCTION}
"""
MONTHS = "{custody: {ends: {min: 1 y, max: 5 y}}}"
FACTS = """
facts:
  born: {type: date, question: {en: x}}
  value: {type: number, question: {en: x}}
  points: {type: integer, question: {en: x}}
  past: {type: records, question: {en: x}, fields: {kind: {type: enum, members: [drug]}, day: {type: date}}}
"""
STEP = "steps: {s: {provision: a, mark: V, phase: first, move: MOVE}}"
PROGRAMME = """
programmes:
  work:
    name: {en: x}
    provision: a
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {liability: criminal_custodial}}}
    term: {rate: 1, unit: {en: hours}, per: 1 d, of: OF}
"""
LEVELS = "ranges: {t: {provision: a, mark: V, by: [level], cells: {'1': {max: 1 y}, '2': {max: 2 y}}}}\n"
BY_LEVEL = LEVELS + OFFENCE.replace(
    "SANCTION", "{custody: {levels: {base: points, least: 1, most: 2, table: t}}}"
)
LADDER = "ladders: {l: {provision: a, mark: V, grades: [{grade: g1, min: 1 d, max: 60 d}, {grade: g2, min: 61 d, max: 540 d}]}}\n"
BY_GRADE = LADDER + OFFENCE.replace("SANCTION", "{custody: {grades: [l, g1, g2]}}")
IN_MONTHS = OFFENCE.replace("SANCTION", MONTHS)
FINE = "{any_of: [{custody: {ends: {max: 5 y}}}, {fine: {unit: day_fine, max: 10, not_below_fact: vallue}}]}"


def moved(move: str) -> str:
    """Return a step."""
    return STEP.replace("MOVE", move)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("  age: {type: integer, derive: {years_between: [borm, offence_date]}}\n", "borm"),
        ("  wait: {type: integer, derive: {days_between: [born, decision_dat]}}\n", "decision_dat"),
        ("  part: {type: number, derive: {share: [servd, imposed_sentence]}}\n", "servd"),
        ("  size: {type: integer, derive: {size: rolles}}\n", "rolles"),
        ("  many: {type: integer, derive: {count: [{vallue: {at_least: 1}}]}}\n", "vallue"),
        ("  prior: {type: integer, derive: {records: {of: pasts, within: 5 y}}}\n", "pasts"),
        (OFFENCE.replace("SANCTION", FINE), "vallue"),
        (PROGRAMME.replace("OF", "imposed_sentense"), "imposed_sentense"),
        (PROGRAMME.replace("OF", "range.finale.max"), "range.finale.max"),
        (PROGRAMME.replace("OF", "range.final.mex"), "range.final.mex"),
        (IN_MONTHS + moved("{increase: 1, target: grade}"), "increase"),
        (IN_MONTHS + moved("{part: {without: highest}, target: grade}"), "part"),
        (IN_MONTHS + moved("{ceiling: 2, target: level}"), "ceiling"),
        (IN_MONTHS + moved("{reduce: {between: [1, 2]}, target: grade}"), "reduce"),
        (BY_LEVEL + moved("{part: {without: highest}, target: grade}"), "part"),
        (BY_GRADE + moved("{ceiling: 2, target: level}"), "ceiling"),
        (BY_GRADE + moved("{floor: 1, target: level}"), "floor"),
        (OFFENCE.replace("SANCTION", MONTHS.replace("5 y", "life")) + moved("{part: {parts: 2, pick: [1, 1]}}"), "part"),
        (OFFENCE.replace("SANCTION", MONTHS.replace("5 y", "none_stated")) + moved("{part: {parts: 2, pick: [1, 1]}}"), "part"),
        (IN_MONTHS + moved("{floor: life}"), "life"),
        (IN_MONTHS + moved("{ceiling: {min: none_stated}}"), "none_stated"),
        (IN_MONTHS + moved("{ceiling: {of: range.finale.min}}"), "finale"),
        (IN_MONTHS + moved("{put: {stated: serveed}}"), "serveed"),
        (IN_MONTHS + moved("{put: {look_up: tabel}}"), "tabel"),
        (IN_MONTHS + moved("{put: {min: lief}}"), "lief"),
        (BY_GRADE + moved("{put: g9, target: grade}"), "g9"),
        (IN_MONTHS + moved("{put: {min: 5 y, max: 4 y}}"), "5 y"),
        (IN_MONTHS + moved("{increase: {between: [2 y, 20 m]}}"), "2 y"),
        (IN_MONTHS + moved("{reduce: {between: [0, 1/3], chosen: chosenn}}"), "chosenn"),
    ],
)  # fmt: skip
def test_whatever_a_law_refers_to_is_checked_where_it_is_written(
    tmp_path: Path, text: str, slip: str
) -> None:
    """A name that leads nowhere, and a move that cannot act on its range, are faults at load, on their own line."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, FACTS + text)

    lines = (tmp_path / "xx" / "act" / "2000-01-01.yaml").read_text().splitlines()
    assert {"xx/act/2000-01-01.yaml"} == {fault.file for fault in caught.value.faults}
    assert any(slip in lines[fault.line - 1] for fault in caught.value.faults)


WORKED = """
cases:
  - id: one
    case: {offence_date: '2020-01-01', decision_date: '2020-01-01', conduct: possession, facts: FACTS}
    expect: EXPECT
    derivation: by hand
    source: art. 1
"""
TOLD = "notices: {told: {provision: a, mark: V, flag: told, text: {en: x}, when: {conduct: supply}}}"


def run_worked(folder: Path, handles: Handles, expect: str, facts: str = "{}") -> Report:
    """Run one worked case with this expectation."""
    ruleset = ruleset_of(folder, IN_MONTHS + TOLD)
    file = folder / "xx" / "cases.yaml"
    file.write_text(WORKED.replace("EXPECT", expect).replace("FACTS", facts))
    return run_cases(ruleset, load_cases(file), handles)


class TestWorkedCases:
    """A worked case that compared nothing fails."""

    @pytest.mark.parametrize(
        "expect",
        [
            "{}",
            "{status: decided}",
            "{told: {text: in words}}",
            "{decisive: []}",
            "{compared: {}}",
            "{checkpoint: final}",
            "{programmes: {}}",
            "{programmes: {eligible: []}}",
            "{force: {}}",
            "{notices: []}",
            "{not_told: []}",
            "{conclusions: {}}",
            "{at_checkpoints: {}}",
            "{outcomes: [{}]}",
            "{compared: {2020-01-01: {}}}",
        ],
    )
    def test_what_asks_for_nothing_is_a_fault_or_a_difference(
        self, tmp_path: Path, handles: Handles, expect: str
    ) -> None:
        """Nothing of an outcome is compared, so nothing is shown to be right."""
        try:
            report = run_worked(tmp_path, handles, expect)
        except RulesetFaults as error:
            assert ["xx/cases.yaml"] == [fault.file for fault in error.faults]  # noqa: PT017 - either way is right
        else:
            assert [] != report.differences

    @pytest.mark.parametrize(
        "expect",
        ["{offence: act}", "{custody: [1 y, 5 y]}", "{not_told: [told]}", "{programmes: {eligible: [x]}}", "{outcomes: [{offence: act}]}"],
    )  # fmt: skip
    def test_an_answer_out_of_scope_has_none_of_it(
        self, tmp_path: Path, handles: Handles, expect: str
    ) -> None:
        """Somebody under age gets no range: whatever is expected of an outcome differs."""
        assert [] != run_worked(tmp_path, handles, expect, "{age_at_offence: 15}").differences

    @pytest.mark.parametrize("field", ["not_told", "notices", "gaps", "windows", "decisive"])
    def test_a_misspelt_id_does_not_pass(self, tmp_path: Path, handles: Handles, field: str) -> None:
        """Least of all where it is expected not to be told: what does not exist is never told."""
        try:
            report = run_worked(tmp_path, handles, f"{{offence: act, {field}: [tolld]}}")
        except RulesetFaults as error:
            assert any("tolld" in str(fault) for fault in error.faults)  # noqa: PT017 - either way is right
        else:
            assert [] != report.differences

    @pytest.mark.parametrize("name", ["cases.yml", "case.yaml", "Cases.yaml"])
    def test_a_file_under_another_name_is_not_passed_over(self, tmp_path: Path, name: str) -> None:
        """Worked cases that nobody reads show nothing: the file is a fault, or the command fails."""
        ruleset_of(tmp_path, IN_MONTHS)
        (tmp_path / "xx" / name).write_text(
            WORKED.replace("EXPECT", "{offence: other}").replace("FACTS", "{}")
        )
        found = CliRunner().invoke(app, ["rulesets", "test", "--rulesets", str(tmp_path)])

        assert 0 != found.exit_code
        assert name in found.output
