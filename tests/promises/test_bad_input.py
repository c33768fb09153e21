"""Bad input: what a law or a case may say by mistake, or to wear the engine out, is answered or told with its place."""

# ruff: noqa: E501 - a law or a row of a table stands on one line

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path

import pytest

from propengine.engine.case import Case, Item, RawValue, Standing, StatedFact
from propengine.engine.conditions import Question
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.notation.faults import Fault, RulesetFaults
from tests.promises.sound import mains
from tests.promises.test_order_free import told
from tests.support import a_case, grams, ruleset_of

ACT = """
facts:
  kind: {type: enum, members: [a, b], concluded: true}
rules:
  kind-a: {provision: a, mark: V, concludes: {kind: a}, when: {conduct: possession}}
offences:
  act: {name: {en: x}, provision: a, mark: V, classification: trafficking, liability: criminal_custodial, when: {kind: a}, sanction: {custody: {ends: {min: 4 y, max: 8 y}}}}
  other: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful, when: {kind: b}}
"""


def reading(name: str, change: str, more: str = "") -> str:
    """Return an open question whose second option changes the law."""
    return f"""
  {name}:
    provision: a
    mark: V
    question: {{en: which}}
{more}
    options:
      plain: {{says: {{en: x}}}}
      other: {{says: {{en: y}}, {change}}}
"""


def faults_of(folder: Path, text: str) -> tuple[Sequence[Fault], list[str]]:
    """Return the faults of a law, and the lines of its file."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(folder, text)
    return caught.value.faults, (folder / "xx" / "act" / "2000-01-01.yaml").read_text().splitlines()


def final(decision: Decision) -> set[object]:
    """Return the offences that are shown, with their ranges in months."""
    found: set[object] = set()
    for outcome in decision.outcomes:
        last = outcome.checkpoints.get(Checkpoint.FINAL)
        found.add((outcome.offence_id, last and (last.min.months, last.max.months)))
    return found


class TestReadings:
    """Questions that a law leaves open."""

    @pytest.mark.parametrize(
        ("first", "second", "field"),
        [
            ("set: {offences: {act: {liability: tolerated}}}", "set: {offences: {act: {liability: ticket}}}", "liability"),
            ("set: {offences: {act: {when: {kind: b}}}}", "set: {offences: {act: {when: {conduct: supply}}}}", "when"),
            ("set: {rules: {kind-a: {concludes: {kind: b}}}}", "set: {rules: {kind-a: {concludes: {kind: b}}}}", "concludes"),
            (
                "set: {offences: {act: {sanction: {custody: {ends: {max: 1 y}}}}}}",
                "set: {offences: {act: {sanction: {custody: {ends: {max: 2 y}}}}}}",
                "sanction",
            ),
            ("remove: {offences: [other]}", "remove: {offences: [other]}", "other"),
            ("remove: {offences: [other]}", "set: {offences: {other: {liability: tolerated}}}", "other"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("turned", [False, True])
    def test_two_that_set_one_field_are_a_fault(
        self, tmp_path: Path, first: str, second: str, field: str, *, turned: bool
    ) -> None:
        """Which of them counts where both are open would not be said; the fault stands at one of the options."""
        pair = [reading("ra", first), reading("rb", second)]
        text = ACT + "readings:\n" + "".join(reversed(pair) if turned else pair)
        faults, lines = faults_of(tmp_path, text)

        assert {"xx/act/2000-01-01.yaml"} == {fault.file for fault in faults}
        assert any(
            field in fault.message and "      other: {says" in lines[fault.line - 1] for fault in faults
        )

    @pytest.mark.parametrize(
        "change",
        [
            "set: {offences: {act: {liability: criminal_custodial}}}",
            "set: {offences: {act: {when: {kind: a}}}}",
            "set: {offences: {act: {sanction: {custody: {ends: {min: 4 y, max: 8 y}}}}}}",
            "set: {rules: {kind-a: {concludes: {kind: a}}}}",
            "set: {offences: {}}",
            "remove: {offences: []}",
        ],
    )
    def test_one_that_changes_nothing_is_a_fault(self, tmp_path: Path, change: str) -> None:
        """Two options that are the same law are no question; the fault stands in the reading."""
        faults, lines = faults_of(tmp_path, ACT + "readings:\n" + reading("ra", change))

        start = lines.index("  ra:")
        assert {"xx/act/2000-01-01.yaml"} == {fault.file for fault in faults}
        assert all(fault.line - 1 >= start for fault in faults)

    @pytest.mark.parametrize(
        ("opens", "change", "outcomes"),
        [
            # The option takes away what opened the question: it is asked of the law as written.
            ("when: {kind: a}", "set: {rules: {kind-a: {concludes: {kind: b}}}}", {("act", (48, 96)), ("other", None)}),
            ("when: {offence: act}", "set: {offences: {act: {sanction: {custody: {ends: {min: 1 y, max: 2 y}}}}}}", {("act", (48, 96)), ("act", (12, 24))}),
            ("when: {offence: act}", "set: {rules: {kind-a: {concludes: {kind: b}}}}", {("act", (48, 96)), ("other", None)}),
            ("when: {kind: a}", "set: {rules: {kind-a: {when: {conduct: supply}}}}", {("act", (48, 96)), (None, None)}),
            ("unless: {kind: b}", "set: {rules: {kind-a: {concludes: {kind: b}}}}", {("act", (48, 96)), ("other", None)}),
            ("when: {kind: b}", "set: {rules: {kind-a: {concludes: {kind: b}}}}", {("act", (48, 96))}),
        ],
    )  # fmt: skip
    def test_an_option_may_rewrite_what_opens_its_question(
        self, tmp_path: Path, handles: Handles, opens: str, change: str, outcomes: set[object]
    ) -> None:
        """No circle: the law as written opens the question, and each option is answered by itself."""
        text = ACT + "readings:\n" + reading("ra", change, f"    {opens}")
        found = decide(a_case(), ruleset_of(tmp_path, text), handles)

        assert outcomes == final(found)
        assert 2 > len(outcomes) or {Question.READING} == {
            c.question for outcome in found.outcomes for way in outcome.ways for c in way
        }

    def test_possession_above_ten_days_in_portugal(
        self, rulesets: Mapping[str, Ruleset], handles: Handles
    ) -> None:
        """Before 2008 three readings: a crime up to a year, an administrative offence, or trafficking, 4 to 12 years.

        As trafficking it is no longer for own use, which the question itself asks for. 50 g of herb are 20 days.
        """
        case = a_case([grams("50")], {"own_use_proven": True}, jurisdiction="pt", offence=date(2005, 6, 1))
        found = decide(case, rulesets["pt"], handles)
        under: dict[str, set[object]] = {}
        for outcome in found.outcomes:
            last = outcome.checkpoints.get(Checkpoint.FINAL)
            for way in outcome.ways:
                (option,) = [c.value for c in way if c.question is Question.READING]
                under.setdefault(option, set()).add(
                    (outcome.liability, last and (last.min.months, last.max.months))
                )

        assert {
            "crime-of-art-40-2": {("criminal_custodial", (0, 12))},
            "administrative": {("administrative", None)},
            "trafficking": {("criminal_custodial", (48, 144)), ("criminal_custodial", (12, 60))},
        } == under
        assert Status.DISCRETION is found.status


def test_a_choice_with_two_hundred_combinations(tmp_path: Path, handles: Handles) -> None:
    """Readings of eight, five and five options, each with a range of its own: two hundred answers, each by one way."""
    options = {"ra": 8, "rb": 5, "rc": 5}
    cells = {
        key: (1 + n, 300 + n)
        for n, key in enumerate(product(*([f"m{i}" for i in range(k)] for k in options.values())))
    }
    text = "facts:\n" + "".join(
        f"  {n}: {{type: enum, members: [{', '.join(f'm{i}' for i in range(k))}], concluded: true}}\n"
        for n, k in options.items()
    )
    text += "rules:\n" + "".join(
        f"  rule-{n}: {{provision: a, mark: V, concludes: {{{n}: m0}}}}\n" for n in options
    )
    text += "ranges:\n  grid:\n    provision: a\n    mark: V\n    by: [ra, rb, rc]\n    cells:\n" + "".join(
        f"      {'/'.join(key)}: {{min: {low} m, max: {high} m}}\n" for key, (low, high) in cells.items()
    )
    text += (
        "offences:\n  act: {name: {en: x}, provision: a, mark: V, classification: trafficking, "
        "liability: criminal_custodial, sanction: {custody: {table: grid}}}\nreadings:\n"
    )
    for n, k in options.items():
        text += f"  {n}:\n    provision: a\n    mark: V\n    question: {{en: x}}\n    options:\n      m0: {{says: {{en: x}}}}\n"
        text += "".join(
            f"      m{i}: {{says: {{en: x}}, set: {{rules: {{rule-{n}: {{concludes: {{{n}: m{i}}}}}}}}}}}\n"
            for i in range(1, k)
        )
    found = decide(a_case(), ruleset_of(tmp_path, text), handles)

    assert 200 == len(cells)
    assert {("act", of) for of in cells.values()} == final(found)
    for outcome in found.outcomes:
        (way,) = outcome.ways
        last = outcome.checkpoints[Checkpoint.FINAL]
        chosen = {condition.id: condition.value for condition in way}
        low, high = cells[tuple(chosen[n] for n in options)]
        assert (Fraction(low), Fraction(high)) == (last.min.months, last.max.months)


FIVE: Mapping[str, tuple[date, str, Mapping[str, RawValue]]] = {
    "ar": (
        date(2020, 6, 1),
        "supply",
        {"for_value": True, "attempt": True, "accomplice": True, "informer": True, "purpose": "trade"},
    ),
    "br": (
        date(2021, 6, 1),
        "supply",
        {"first_offender": True, "transnational": True, "collaboration_recovers_product": True, "partly_incapable": True, "reoffender": True},
    ),
    "cl": (
        date(2021, 6, 1),
        "supply",
        {"small_quantity": True, "place": "prison", "accomplice": True, "took_advantage_of_minor": True, "abbreviated_procedure": True},
    ),
    "ca": (
        date(2021, 6, 1),
        "supply",
        {"weapon_carried": True, "near_school": True, "used_minor": True, "criminal_organisation": True, "notice_of_minimum_given": True},
    ),
    "ca-bc": (
        date(2023, 6, 1),
        "possession",
        {"trade_purpose_found": True, "place": "school", "subsequent_offence": True, "notice_of_earlier_convictions": True, "code_of_service_discipline": True},
    ),
    "co": (
        date(2020, 6, 1),
        "supply",
        {"attempt": True, "accomplice": True, "flagrancia": True, "recipient_minor": True, "marginality_influenced_act": True},
    ),
    "cr": (
        date(2016, 6, 1),
        "supply",
        {"organised_group": True, "head_of_household": True, "vulnerable": True, "poverty": True, "abbreviated_procedure": True},
    ),
    "do": (
        date(2020, 6, 1),
        "possession",
        {"accomplice": True, "purpose": "supply", "role": "intermediary", "pregnant_or_nursing": True, "public_official": True},
    ),
    "ec": (
        date(2016, 6, 1),
        "supply",
        {"precursors": True, "sold_to_minor": True, "trascendental_cooperation": True, "accomplice": True, "abbreviated_procedure": True},
    ),
    "gb-eaw": (
        date(2024, 6, 1),
        "supply",
        {"uk_role": "lesser", "street_supply": True, "in_custodial_institution": True, "special_harm": True, "exploits_child_or_vulnerable_person": True},
    ),
    "mx": (
        date(2022, 6, 1),
        "supply",
        {"public_official": True, "uses_minor_or_incapable": True, "health_professional": True, "accomplice": True, "organised_crime": True},
    ),
    "pa": (
        date(2019, 6, 1),
        "supply",
        {"place": "prison", "chief_of_gang": True, "uses_public_office": True, "violence_used": True, "plea_agreement": True},
    ),
    "pe": (
        date(2020, 6, 1),
        "supply",
        {"first_offender": True, "habitual": True, "confessed_formally": True, "organised_group_member": True, "early_termination": True},
    ),
    "pt": (
        date(2005, 6, 1),
        "possession",
        {"own_use_proven": True, "trade_evidence": True, "drug_dependent": True, "art_24_circumstance": True, "special_attenuation": True},
    ),
    "us-ca-sf": (
        date(2012, 6, 1),
        "possession_with_intent",
        {"violence_history": True, "listed_conviction": True, "pleads_guilty": True, "prior_convictions": 0, "referred_by": "other"},
    ),
    "us-fed": (
        date(2024, 6, 1),
        "supply",
        {"information_851_filed": True, "recipient_under_21": True, "minor_involved": True, "career_offender": True, "truck_stop": True},
    ),
    "us-hi": (
        date(2012, 6, 1),
        "possession",
        {"on_probation": True, "risk": "high", "repeated_noncompliance": True, "felony_probation": True, "treatment_requested": True},
    ),
    "us-wa-sea": (
        date(2022, 6, 1),
        "possession",
        {"exploits_minors": True, "promotes_prostitution": True, "listed_violent_history": True, "amenable_to_diversion": True, "prostitution": True},
    ),
    "uy": (
        date(2022, 6, 1),
        "social_supply",
        {"violence": True, "recipient_under_21": True, "accomplice": True, "uses_non_punishable_person": True, "at_home": True},
    ),
    "ag": (
        date(2019, 6, 1),
        "possession",
        {"trade_purpose_found": True, "court": "magistrate", "place": "public", "treatment_court_exists": True, "expungement_terms_met": True},
    ),
    "bb": (
        date(2022, 6, 1),
        "possession",
        {"trade_purpose_found": True, "section_6a_in_force": True, "believed_addicted": True, "notice_unpaid": True, "violence": True},
    ),
    "bz": (
        date(2018, 6, 1),
        "possession",
        {"trade_purpose_found": True, "occupier_consents": True, "place": "educational_premises", "treatment_court_exists": True, "treatment_court_admits": True},
    ),
    "gy": (
        date(2023, 6, 1),
        "possession",
        {"trade_purpose_found": True, "own_use_proven": True, "special_circumstances": True, "measure_refused": True, "treatment_court_admits": True},
    ),
    "jm": (
        date(2019, 6, 1),
        "supply",
        {"notice_unpaid": True, "appears_dependent": True, "religious_or_medical_purpose": True, "assessed": True, "consents": True},
    ),
    "lc": (
        date(2022, 6, 1),
        "possession",
        {"trade_purpose_found": True, "own_use_proven": True, "took_to_hand_over": True, "treatment_court_exists": True, "treatment_court_admits": True},
    ),
    "tt": (
        date(2021, 6, 1),
        "possession",
        {"trade_purpose_found": True, "own_use_proven": True, "street_value_proved": True, "unable_to_pay": True, "violence": True},
    ),
}  # fmt: skip


def test_five_disputes_with_a_missing_amount_and_two_items(
    code: str, rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Each way to settle it is shown, or what is open is named."""
    day, conduct, facts = FIVE[code]
    first, second = ("ketamine", "cannabis") if code == "gb-eaw" else ("cocaine", "heroin")
    known = rulesets[code].statable
    items = (Item(first), grams("30", second))
    disputed = {name: StatedFact(value, Standing.DISPUTED) for name, value in facts.items()}
    case = replace(a_case(items, {}, conduct, code, day), facts=disputed)
    found = decide(case, rulesets[code], handles)
    too_many = [n for n in found.notices if n.kind is NoticeKind.TOO_MANY_COMBINATIONS]

    assert set(facts) <= set(known)
    if too_many:
        assert (Status.UNDETERMINED, ()) == (found.status, found.outcomes)
        assert any(subject in facts or subject.startswith("items[") for subject in too_many[0].subjects)
        return
    form = {"ketamine": "ketamine", "cocaine": "cocaine_hydrochloride"}[first]
    settled = {name: StatedFact(value) for name, value in facts.items()}
    completed = replace(case, items=(grams("2", form), items[1]), facts=settled)

    assert mains(decide(completed, rulesets[code], handles)) <= mains(found)


def three_kilograms(code: str, substance: str, conduct: str, day: date, **facts: RawValue) -> Case:
    """Return a case of 3 kg, give or take 2.9 kg."""
    return a_case([Item(substance, "3", "kg", amount_uncertainty="2.9")], facts, conduct, code, day)


@pytest.mark.parametrize(
    ("case", "ranges"),
    [
        # 0.1 to 5.9 kg: high up to 5 kg, then great (table of 2015); COIP 220.1 c and d.
        (three_kilograms("ec", "cocaine_hydrochloride", "supply", date(2017, 6, 1)), {(60, 84), (120, 156)}),
        # High up to 2 kg of base, then great.
        (three_kilograms("ec", "cocaine_base_paste", "supply", date(2017, 6, 1)), {(60, 84), (120, 156)}),
        # Heroin: great above 20 g; all of it.
        (three_kilograms("ec", "heroin", "supply", date(2017, 6, 1)), {(120, 156)}),
        (
            three_kilograms("gb-eaw", "heroin", "possession_with_intent", date(2022, 6, 1), uk_role="lesser"),
            {(24, 54), (42, 84), (72, 108)},  # categories 3, 2 and 1, the one between too
        ),
        # Ten days are 2 g: above them wherever it lies, art. 40(2).
        (
            three_kilograms(
                "pt", "cocaine_hydrochloride", "possession", date(2015, 6, 1), own_use_proven=True
            ),
            {(0, 12)},
        ),
    ],
    ids=["ec-hydrochloride", "ec-base", "ec-heroin", "gb-heroin", "pt-cocaine"],
)
def test_three_kilograms_give_or_take_almost_all_of_it(
    rulesets: Mapping[str, Ruleset], handles: Handles, case: Case, ranges: set[tuple[int, int]]
) -> None:
    """Every class that 0.1 to 5.9 kg span is shown, and where they span one, that is decided."""
    found = decide(case, rulesets[case.jurisdiction], handles)
    finals = [outcome.checkpoints[Checkpoint.FINAL] for outcome in found.outcomes]
    shown = {(last.min.months, last.max.months) for last in finals}

    assert ranges <= shown
    expected = Status.DISCRETION if len(ranges) > 1 else Status.DECIDED
    assert expected is found.status
    assert len(ranges) > 1 or len(shown) == 1
    assert NoticeKind.UNCERTAINTY in {n.kind for n in found.notices}


def test_half_a_gram_of_cocaine_without_form_sold_only_to_fund_own_use(
    rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Art. 26 up to five days: 2.5 of hydrochloride (0.2 g a day), but 16.7 of base (0.03 g), which is art. 21 or 25."""
    case = a_case(
        [grams("0.5", "cocaine")], {"sells_only_to_fund_own_use": True}, "supply", "pt", date(2015, 6, 1)
    )
    found = decide(case, rulesets["pt"], handles)
    forms = {
        (outcome.offence_id, c.value)
        for outcome in found.outcomes
        for way in outcome.ways
        for c in way
        if c.question is Question.FORM
    }

    assert {
        ("art-26-1", "cocaine_hydrochloride"),
        ("art-21-1", "cocaine_base"),
        ("art-25-a", "cocaine_base"),
    } == forms
    assert {("art-26-1", (0, 36)), ("art-21-1", (48, 144)), ("art-25-a", (12, 60))} == final(found)
    assert Status.UNDETERMINED is found.status
    assert {"items[0].substance"} == {
        subject for n in found.notices if n.kind is NoticeKind.NOT_KNOWN for subject in n.subjects
    }


@pytest.mark.parametrize(
    ("conduct", "day", "found"),
    [
        ("possession_with_intent", date(2024, 6, 1), [grams("26", "ketamine"), grams("1", "khat")]),
        ("possession_with_intent", date(2024, 6, 1), [grams("26", "ketamine"), Item("khat")]),
        ("supply", date(2024, 6, 1), [grams("26", "ketamine"), grams("1", "khat"), grams("2", "ghb")]),
        ("production", date(2016, 6, 1), [grams("600", "heroin"), grams("600", "ecstasy_tablets")]),
        ("production", date(2016, 6, 1), [grams("600", "heroin"), Item("ecstasy_tablets", "600", "tablet")]),
    ],
)
def test_ketamine_and_khat_in_either_order(
    rulesets: Mapping[str, Ruleset], handles: Handles, conduct: str, day: date, found: list[Item]
) -> None:
    """One near the edge of a category, another without a row: the same answer, whichever is written first."""
    answers = [
        told(
            decide(a_case(items, {"uk_role": "lesser"}, conduct, "gb-eaw", day), rulesets["gb-eaw"], handles)
        )
        for items in permutations(found)
    ]

    assert 1 == len(set(answers))
