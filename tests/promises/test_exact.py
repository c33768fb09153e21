"""Exact: what is compared is what the law says, to the last microgram and day; nothing rests on a unit or a route."""

# ruff: noqa: E501 - a law or a row of a table stands on one line

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations
from pathlib import Path
from random import Random

import pytest

from propengine.core.formulas import leaves_of
from propengine.engine.case import Case, Item, RawValue, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, NoticeKind
from propengine.engine.evaluators import Handles
from propengine.law.amounts import Dimension
from propengine.law.programmes import ProgrammeStatus
from propengine.law.ruleset import Dates, Law, NoLawOnDateError, Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.law.tables import AmountTable, PointTable
from propengine.notation.loading import load_ruleset
from tests.named import named
from tests.promises import generated
from tests.promises.sound import answer, mains
from tests.promises.test_order_free import told
from tests.support import HEADER, JURISDICTION, RULESETS, a_case, an_offence, grams, ruleset_of

CONVICTED = {
    "ar": a_case(
        facts={"purpose": "other", "scant_quantity": False, "first_offender": True},
        jurisdiction="ar",
        offence=date(2020, 6, 1),
    ),
    "br": a_case(
        facts={"special_act": "incites_use", "circumstances_favour_substitution": True},
        conduct="other_offence",
        jurisdiction="br",
        offence=date(2020, 6, 1),
    ),
    "cl": a_case(
        facts={
            "small_quantity": True,
            "prior_convictions": 0,
            "intervention_effective": True,
            "good_conduct": False,
        },
        conduct="supply",
        jurisdiction="cl",
        offence=date(2025, 1, 15),
    ),
    "co": a_case(
        [grams("20", "heroin")],
        conduct="supply",
        jurisdiction="co",
        offence=date(2013, 6, 1),
    ),
    "cr": a_case(
        facts={"conduct_class": "traffic", "gender": "female"},
        conduct="supply",
        jurisdiction="cr",
        offence=date(2020, 6, 1),
    ),
    "do": a_case(
        [grams("3", "cocaine")],
        {"prior_convictions": 0, "no_record_certificate": True},
        jurisdiction="do",
        offence=date(2020, 6, 1),
    ),
    "ec": replace(
        a_case(
            [grams("1900", "cocaine_hydrochloride")],
            {"sentenced_under_ley_108": True},
            conduct="transport",
            jurisdiction="ec",
            offence=date(2009, 4, 1),
            decision=date(2014, 9, 15),
        ),
        stage="post_sentence",
    ),
    "mx": a_case(
        [grams("1", "fentanyl")],
        {"prior_convictions": 0},
        jurisdiction="mx",
        offence=date(2020, 6, 1),
    ),
    "gb-eaw": a_case(
        [grams("20", "heroin")],
        {"uk_role": "lesser"},
        conduct="supply",
        jurisdiction="gb-eaw",
        offence=date(2024, 6, 1),
    ),
    "ca": a_case(
        [grams("20", "cocaine")],
        {"criminal_organisation": False},
        conduct="supply",
        jurisdiction="ca",
        offence=date(2023, 6, 1),
    ),
    "ca-bc": a_case(
        [grams("20", "cocaine")],
        {"criminal_organisation": False},
        conduct="supply",
        jurisdiction="ca-bc",
        offence=date(2023, 6, 1),
    ),
    "pa": a_case(
        facts={"purpose": "trade", "consents": True, "prior_convictions": 0},
        conduct="supply",
        jurisdiction="pa",
        offence=date(2019, 6, 1),
    ),
    "pe": a_case(
        [grams("20", "cocaine_hydrochloride")], {"purpose": "trade"}, "supply", "pe", date(2020, 6, 1)
    ),
    "pt": a_case(
        [grams("20", "heroin")],
        {"favourable_prognosis": True, "prison_needed": False},
        conduct="supply",
        jurisdiction="pt",
        offence=date(2020, 6, 1),
    ),
    "us-fed": a_case(
        [grams("20", "heroin")], conduct="supply", jurisdiction="us-fed", offence=date(2024, 6, 1)
    ),
    "uy": a_case(
        [grams("500", "marijuana")],
        {"own_use_found": False, "first_offender": True, "favourable_prognosis": True},
        conduct="cultivation",
        jurisdiction="uy",
        offence=date(2022, 6, 1),
    ),
}
"""For each ruleset that asks of the sentence, somebody who could be sentenced to prison."""

LESS_THAN = {code: frozenset({"ca-conditional-sentence"}) for code in ("ca", "ca-bc")}
"""For rulesets with programmes that ask for a sentence of less than a length, those programmes."""

HELD = {
    "do": a_case(jurisdiction="do", offence=date(2020, 6, 1)),
    "co": a_case(facts={"purpose": "trade"}, jurisdiction="co", offence=date(2020, 6, 1)),
    "ec": a_case(facts={"purpose": "trade"}, jurisdiction="ec", offence=date(2017, 6, 1)),
    "gb-eaw": a_case(
        facts={"uk_role": "lesser"},
        conduct="possession_with_intent",
        jurisdiction="gb-eaw",
        offence=date(2024, 6, 1),
    ),
    "pt": a_case(facts={"own_use_proven": True}, jurisdiction="pt", offence=date(2012, 6, 1)),
}
"""For each ruleset with amounts somebody whose answer hangs on them."""


def with_sentence(case: Case, length: str) -> Case:
    """Return a case in which this sentence was imposed."""
    return replace(case, facts={**case.facts, "imposed_sentence": StatedFact(length)})


def asks_of_the_sentence(code: str) -> bool:
    """Say whether a ruleset asks of a sentence; one that does has somebody among the convicted."""
    files = [file for file in (RULESETS / code).rglob("*.yaml") if file.name != "cases.yaml"]
    asked = re.compile(r"\bimposed: |imposed_sentence|: imposed\b")
    asks = any(asked.search(file.read_text(encoding="utf-8")) for file in files)
    assert not asks or code in CONVICTED
    return asks


def statuses(decision: Decision) -> Mapping[str, ProgrammeStatus]:
    """Return what is said of each programme in the outcome to begin with."""
    assert decision.first is not None
    return {verdict.id: verdict.status for verdict in decision.first.programmes}


def law_on(ruleset: Ruleset, case: Case) -> Law:
    """Return the law of the day of a case in which everything happens on one day."""
    return ruleset.law(Dates.all_on(case.offence_date))


class TestLengthsOfTime:
    """365 days and one year, 104 weeks and two years are compared on what the units can be.

    A year has 365 or 366 days; what stays open goes in the person's favour, with a notice.
    """

    def test_days_and_weeks_are_on_the_side_of_a_year_on_which_they_can_be(
        self, code: str, rulesets: Mapping[str, Ruleset], handles: Handles
    ) -> None:
        """For every limit in years: so many days as it may have meet it, fewer weeks are below, more are above.

        Of a limit that has to be kept below, so many days may be below it, and are.
        """
        if not asks_of_the_sentence(code) or code == "us-fed":  # no programme of it has a limit in years
            return

        def of(length: str) -> tuple[Mapping[str, ProgrammeStatus], bool]:
            decision = decide(
                with_sentence(CONVICTED[code], length), rulesets[code], handles, with_decisive_sets=False
            )
            units = any(notice.kind is NoticeKind.UNITS_OF_TIME for notice in decision.notices)
            return statuses(decision), units

        told_apart, kept_below = False, LESS_THAN.get(code, frozenset())
        for years in range(1, 11):
            exact, below, above = (of(f"{years} y{more}")[0] for more in ("", " less a day", " 1 d"))
            told_apart = told_apart or exact != above or below != exact

            assert exact == of(f"{12 * years} m")[0], years
            days, crossed = of(f"{365 * years + years // 4} d")
            assert days == {**exact, **{name: below[name] for name in kept_below}}, years
            assert crossed or exact == days == above, years
            assert below == of(f"{(365 * years - 1) // 7} w")[0], years
            assert above == of(f"{366 * years // 7 + 1} w")[0], years
            assert above == of(f"{366 * years + 1} d")[0], years

        assert told_apart

    def test_weeks_and_the_same_days_are_one_length(
        self, code: str, rulesets: Mapping[str, Ruleset], handles: Handles
    ) -> None:
        """104 weeks are 728 days, whatever they are compared with."""
        if not asks_of_the_sentence(code):
            return
        for weeks in (26, 52, 53, 104, 105, 156, 208, 260, 261, 520):
            found = [
                statuses(
                    decide(
                        with_sentence(CONVICTED[code], length),
                        rulesets[code],
                        handles,
                        with_decisive_sets=False,
                    )
                )
                for length in (f"{weeks} w", f"{7 * weeks} d")
            ]

            assert found[0] == found[1], weeks

    @pytest.mark.parametrize(
        ("jurisdiction", "programme", "length", "status"),
        [
            # CP art. 45(1): prison of not more than one year is replaced by a fine.
            ("pt", "pt-fine-substitution", "365 d", ProgrammeStatus.ELIGIBLE),
            ("pt", "pt-fine-substitution", "52 w", ProgrammeStatus.ELIGIBLE),
            ("pt", "pt-fine-substitution", "53 w", ProgrammeStatus.CLOSED),
            # CP art. 50(1): suspended where it is not more than five years.
            ("pt", "pt-suspension", "1825 d", ProgrammeStatus.ELIGIBLE),
            ("pt", "pt-suspension", "260 w", ProgrammeStatus.ELIGIBLE),
            ("pt", "pt-suspension", "262 w", ProgrammeStatus.CLOSED),
            # Sentencing Act 2020 s. 277: suspended where it is not more than two years.
            ("gb-eaw", "uk-suspended-sentence", "104 w", ProgrammeStatus.ELIGIBLE),
            ("gb-eaw", "uk-suspended-sentence", "728 d", ProgrammeStatus.ELIGIBLE),
            ("gb-eaw", "uk-suspended-sentence", "105 w", ProgrammeStatus.CLOSED),
        ],
    )
    def test_a_limit_of_the_statute_is_met_in_any_unit(
        self,
        rulesets: Mapping[str, Ruleset],
        handles: Handles,
        jurisdiction: str,
        programme: str,
        length: str,
        status: ProgrammeStatus,
    ) -> None:
        """No unit closes to the accused what another opens."""
        found = decide(with_sentence(CONVICTED[jurisdiction], length), rulesets[jurisdiction], handles)

        assert status is statuses(found)[programme]

    @pytest.mark.parametrize("length", ["1095 d", "1096 d", "156 w", "36 m", "3 y"])
    def test_a_sentence_that_may_be_within_the_range_is_not_told_to_be_outside(
        self, rulesets: Mapping[str, Ruleset], handles: Handles, length: str
    ) -> None:
        """COIP 220.1 b: one to three years; 1092 to 1096 days are not shown to be more than three years."""
        found = decide(with_sentence(CONVICTED["ec"], length), rulesets["ec"], handles)

        assert NoticeKind.IMPOSED_OUTSIDE_RANGE not in {notice.kind for notice in found.notices}

    @pytest.mark.parametrize("length", ["1096 d", "1097 d"])
    def test_what_stays_open_opens_a_review_that_asks_for_more(
        self, rulesets: Mapping[str, Ruleset], handles: Handles, length: str
    ) -> None:
        """COIP 5.2: a sentence above the new most of three years is reviewed; 1,096 days may be above 1,095."""
        found = decide(with_sentence(CONVICTED["ec"], length), rulesets["ec"], handles)

        assert statuses(found)["ec-coip-fav"] is not ProgrammeStatus.CLOSED


def limits(law: Law) -> Iterator[tuple[str, int]]:
    """Yield each substance with each mass at which a table of the law changes, in whole micrograms."""
    for table in law.contents.tables.values():
        for substance, of in law.contents.substances.items():
            row_id = table.row_of(substance) if not of.forms else None
            if row_id is None:
                continue
            times = 10 if isinstance(table, AmountTable) else 1
            limits = table.rows[row_id].limits
            masses = [limit.micro * times for limit in limits if limit.dimension is Dimension.MASS]
            yield from ((substance, micro) for micro in masses)
            if isinstance(table, PointTable):
                yield from ((substance, micro * 3 // 2) for micro in masses)


def in_grams(tenths: int) -> str:
    """Return tenths of a microgram as grams."""
    return f"{tenths // 10**7}.{tenths % 10**7:07d}"


@pytest.mark.parametrize("jurisdiction", sorted(HELD))
def test_a_holding_is_rounded_once_after_adding(
    jurisdiction: str, rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Two halves of a limit and half a microgram each are over it: dropping both halves first would lose them."""
    told_apart = 0
    for substance, micro in limits(law_on(rulesets[jurisdiction], HELD[jurisdiction])):
        at, over, halves = (
            mains(decide(replace(HELD[jurisdiction], items=items), rulesets[jurisdiction], handles))
            for items in (
                (Item(substance, in_grams(micro * 10), "g"),),
                (Item(substance, in_grams((micro + 1) * 10), "g"),),
                (Item(substance, in_grams((micro + 1) * 5), "g"),) * 2,
            )
        )
        told_apart += at != over

        assert over == halves, (substance, micro)

    assert told_apart > 3


def act(ends: str) -> str:
    """Return a law of one offence with this custody."""
    return "offences:" + an_offence(ends=ends)


def final(decision: Decision) -> tuple[object, object]:
    """Return the preferred final range: months, or the word of an end."""
    assert decision.preferred is not None
    found = decision.preferred.checkpoints[Checkpoint.FINAL]
    return found.min.word or found.min.months, found.max.word or found.max.months


class TestEndsThatAreWords:
    """An unstated most is above every number of months and beside life; an unstated least is with nothing."""

    @pytest.mark.parametrize(
        ("ends", "move", "expected"),
        [
            ("{min: 5 y, max: none_stated}", "{floor: 4 y}", (60, "none_stated")),
            ("{min: 5 y, max: none_stated}", "{floor: 6 y}", (72, "none_stated")),
            ("{min: 5 y, max: none_stated}", "{ceiling: 9 y}", (60, 108)),
            ("{min: 5 y, max: none_stated}", "{ceiling: 4 y}", (48, 48)),
            ("{min: 5 y, max: life}", "{ceiling: 9 y}", (60, 108)),
            ("{min: 5 y, max: life}", "{floor: 6 y}", (72, "life")),
            ("{min: none_stated, max: 5 y}", "{floor: 4 y}", (48, 60)),
            ("{min: none_stated, max: 5 y}", "{ceiling: 4 y}", ("none_stated", 48)),
            ("{min: 5 y, max: none_stated}", "{put: {min: none_stated}}", ("none_stated", "none_stated")),
            ("{min: 5 y, max: 8 y}", "{put: {min: none_stated}}", ("none_stated", 96)),
        ],
    )
    def test_a_limit_meets_them_where_they_stand(
        self, tmp_path: Path, handles: Handles, ends: str, move: str, expected: tuple[object, object]
    ) -> None:
        """A floor below the least changes nothing, and a ceiling takes the place of a most that is not stated."""
        step = f"steps: {{s: {{provision: a, mark: V, phase: first, move: {move}}}}}"
        found = decide(a_case(), ruleset_of(tmp_path, act(ends) + step), handles)

        assert expected == final(found)

    @pytest.mark.parametrize(
        ("written", "other", "preferred"),
        [
            # Neither is milder: 3 years is less at the least, an unstated most is more at the most.
            ("{min: 4 y, max: 6 y}", "{min: 3 y, max: none_stated}", (48, 72)),
            ("{min: 3 y, max: none_stated}", "{min: 4 y, max: 6 y}", (36, "none_stated")),
            # Milder at one end, the same at the other.
            ("{min: 4 y, max: none_stated}", "{min: 4 y, max: 6 y}", (48, 72)),
            ("{min: 4 y, max: none_stated}", "{min: 3 y, max: none_stated}", (36, "none_stated")),
            ("{min: 4 y, max: life}", "{min: 4 y, max: 40 y}", (48, 480)),
            # Life and an unstated most do not compare.
            ("{min: 4 y, max: life}", "{min: 3 y, max: none_stated}", (48, "life")),
            ("{min: 4 y, max: none_stated}", "{min: 3 y, max: life}", (48, "none_stated")),
        ],
    )
    def test_what_does_not_compare_is_not_milder(
        self,
        tmp_path: Path,
        handles: Handles,
        written: str,
        other: str,
        preferred: tuple[object, object],
    ) -> None:
        """Of two readings the milder at both ends is preferred, and the law as written where neither is."""
        reading = f"""
readings:
  open:
    provision: a
    mark: V
    question: {{en: which}}
    options:
      plain: {{says: {{en: x}}}}
      other: {{says: {{en: y}}, set: {{offences: {{act: {{sanction: {{custody: {{ends: {other}}}}}}}}}}}}}
"""
        found = decide(a_case(), ruleset_of(tmp_path, act(written) + reading), handles)

        assert 2 == len(found.outcomes)
        assert preferred == final(found)


class TestMeans:
    """The mean of a range is one number by every route, and none where an end is no number."""

    LAW = """
steps:
  up_to: {provision: a, mark: V, phase: first, when: {before.mean: {at_most: 5 y}}, move: {increase: {max: 1 m}}}
  above: {provision: a, mark: V, phase: first, when: {before.mean: {more_than: 5 y}}, move: {increase: {max: 2 m}}}
notices:
  up_to: {provision: a, mark: V, flag: told, text: {en: x}, when: {range.statutory.mean: {at_most: 5 y}}}
  above: {provision: a, mark: V, flag: told, text: {en: x}, when: {range.statutory.mean: {more_than: 5 y}}}
"""

    @pytest.mark.parametrize(
        ("ends", "holds"),
        [
            ("{min: 2 y, max: 8 y}", {"up_to"}),  # the mean is five years
            ("{min: 2 y, max: 97 m}", {"above"}),
            ("{min: 1 y, max: 3 y}", {"up_to"}),
            ("{min: 1 y, max: life}", set()),
            ("{min: 1 y, max: none_stated}", set()),
            ("{min: none_stated, max: 4 y}", set()),
            ("{max: 4 y}", {"up_to"}),
        ],
    )
    def test_a_step_and_a_condition_find_the_same(
        self, tmp_path: Path, handles: Handles, ends: str, holds: set[str]
    ) -> None:
        """Whether a step asks for the mean before its phase or a condition asks for it afterwards."""
        outcome = decide(a_case(), ruleset_of(tmp_path, act(ends) + self.LAW), handles).first

        assert outcome is not None
        assert outcome.passage is not None
        assert holds == {name for name, _ in outcome.notices}
        assert holds == {applied.step for applied in outcome.passage.applied}


def test_a_step_is_told_to_stand_only_where_it_acted(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """What a step asks of the range is a condition like any other: both readers decide it, the reasoning shows it."""
    for seed in seeds:
        decision = answer(generated.a_case(rulesets[code], Random(seed)), rulesets[code], handles)
        for outcome in decision.outcomes if decision is not None else ():
            passage = outcome.passage
            if passage is not None and passage.awaited:
                continue
            acted = {applied.step for applied in passage.applied} if passage is not None else set()
            acted |= set(passage.acted) if passage is not None and outcome.fines else set()
            acted |= outcome.run.inputs.declined
            told_so = {s.clause.id for s in outcome.trace if s.clause.role == "step" and s.stands}

            assert acted == told_so, seed


REFORM = """
title: {en: the table}
date_key: offence
citation: Table 1
mark: V
substances: {herb: {name: {en: herb}}}
tables: {dose: {provision: b, mark: V, effect: indicates, rows: {herb: {amounts: [AMOUNT g]}}}}
measures: {doses: {provision: b, mark: V, sum_of_shares: dose}}
"""
DOSES = """
offences:
  above: {name: {en: x}, provision: a, mark: V, classification: trafficking, liability: criminal_custodial, when: {doses: {more_than: 1}}, sanction: {custody: {ends: {max: 1 y}}}}
  below: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful, when: {doses: {at_most: 1}}}
"""


@pytest.mark.parametrize("order", list(permutations(["5", "7"])))
def test_a_reform_is_decided_by_its_own_figures(
    tmp_path: Path, handles: Handles, order: tuple[str, str]
) -> None:
    """Two laws that share a revision and differ in a table are two, whichever is asked first: 6 g is above 5 only."""
    found = {}
    for amount in order:
        here = tmp_path / amount / "xx"
        for folder, text in (("act", HEADER + DOSES), ("table", REFORM.replace("AMOUNT", amount))):
            (here / folder).mkdir(parents=True)
            (here / folder / "2000-01-01.yaml").write_text(named(text))
        (here / "jurisdiction.yaml").write_text(JURISDICTION)
        first = decide(a_case([grams("6", "herb")]), load_ruleset(here), handles).first
        assert first is not None
        found[amount] = first.offence_id

    assert {"5": "above", "7": "below"} == found


ENGLAND: pytest.MarkDecorator = getattr(pytest.mark, "gb-eaw")
WITH_OR_WITHOUT_ROW = ("ketamine", "khat", "fentanyl", "heroin")


@ENGLAND
@pytest.mark.parametrize(
    "conduct", ["possession_with_intent", "production", "supply", "import", "possession"]
)
def test_several_drugs_near_the_edge_of_a_category_are_answered_alike_in_any_order(
    rulesets: Mapping[str, Ruleset], handles: Handles, conduct: str
) -> None:
    """Whether the guideline has a row for each of them or for some; 26 g is between two points for ketamine."""
    england = rulesets["gb-eaw"]
    day = date(2024, 6, 1)
    for amounts, pairs in ((("26", "1"), permutations), (("600", "600"), combinations)):
        for pair in pairs(WITH_OR_WITHOUT_ROW, 2):
            items = tuple(grams(amount, name) for name, amount in zip(pair, amounts, strict=True))
            case = a_case(items, {"uk_role": "lesser"}, conduct, "gb-eaw", day)
            there, back = (
                answer(of, england, handles) for of in (case, replace(case, items=tuple(reversed(items))))
            )

            assert there is not None
            assert told(there) == told(back), pair


def test_every_comparison_with_a_range_is_read_by_both_readers(
    code: str, rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """A step that asks for the range before its phase is a clause of the law, and its leaf a slot of that clause."""
    for day in rulesets[code].change_dates():
        try:
            lowered = handles.compiled(rulesets[code].law(Dates.all_on(day))).lowered
        except NoLawOnDateError:
            continue
        steps = lowered.law.contents.steps
        asking = {name for name, step in steps.items() if "before." in str(step.when)}
        read = {
            clause.id
            for level in lowered.clauses
            for clause in level
            if clause.role == "step"
            and any(leaf.slot.startswith("before.") for leaf in leaves_of(clause.formula))
        }

        assert asking <= read, day


@pytest.mark.parametrize(
    ("facts", "offence"),
    [
        ({}, None),
        ({"armed": False}, None),
        ({"armed": False, "masked": False}, "mild"),
        ({"armed": True, "masked": False}, "grave"),
    ],
)
def test_a_count_of_what_nobody_stated_is_not_nought(
    tmp_path: Path, handles: Handles, facts: Mapping[str, RawValue], offence: str | None
) -> None:
    """Neither "none of them" nor "at least one" is shown by silence; what is all settled counts."""
    text = """
facts:
  armed: {type: boolean, question: {en: x}}
  masked: {type: boolean, question: {en: x}}
  points: {type: integer, derive: {count: [{armed: true}, {masked: true}]}}
offences:
  mild: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful, when: {points: {at_most: 0}}}
  grave: {name: {en: x}, provision: a, mark: V, classification: trafficking, liability: criminal_custodial, when: {points: {at_least: 1}}, sanction: {custody: {ends: {max: 1 y}}}}
"""
    found = decide(a_case(facts=facts), ruleset_of(tmp_path, text), handles).first

    assert found is not None
    assert offence == found.offence_id
