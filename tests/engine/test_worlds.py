"""Worlds: every way to fill in what is so but not known, as far as a law can tell the ways apart."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.lowering import LoweredLaw, Lowering
from propengine.engine.case import Case, Item, Standing, StatedFact
from propengine.engine.conditions import Bounds, Condition, Question
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of, read_case
from propengine.engine.measuring import measure
from propengine.engine.worlds import World, worlds_of
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.shipped import HANDLES, SHIPPED
from tests.support import a_case, grams, ruleset_of

LAW = """
substances:
  coke: {name: {en: coke}, forms: [powder, base]}
  powder: {name: {en: powder}}
  base: {name: {en: base}}
  herb: {name: {en: herb}}
facts:
  own: {type: boolean, question: {en: x}}
  role: {type: enum, members: [low, middle, high], question: {en: x}}
tables:
  scale:
    provision: art. 2
    mark: V
    effect: element
    absent: left_out
    bands: [{band: small, to: included}, {band: middle, to: excluded}, {band: large}]
    rows:
      powder: {cuts: ["2 g", "10 g"]}
      base: {cuts: ["1 g", "10 g"]}
      herb: {cuts: ["20 g", "100 g"]}
  doses:
    provision: art. 3
    mark: V
    effect: presumes
    absent: left_out
    rows:
      powder: {amounts: ["1 g"]}
      base: {amounts: ["0.5 g"]}
      herb: {amounts: ["5 g"]}
measures:
  days: {provision: art. 3, mark: V, sum_of_shares: doses}
ranges:
  grid:
    provision: art. 4
    mark: V
    by: [scale]
    cells: {small: {max: 1 y}, middle: {min: 1 y, max: 3 y}, large: {min: 3 y, max: 9 y}}
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: supply}
    sanction: {custody: {table: grid}}
  many:
    name: {en: above ten days}
    provision: art. 5
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession, days: {more_than: 10}}
    sanction: {custody: {ends: {max: 1 y}}}
  few:
    name: {en: up to ten days}
    provision: art. 6
    mark: V
    classification: personal_use
    liability: administrative
    when: {conduct: possession, days: {at_most: 10}}
  ranked:
    name: {en: by role}
    provision: art. 7
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: transport, role: {at_least: low}}
    sanction: {custody: {ends: {min: 1 y, max: 2 y}}}
steps:
  leader: {provision: art. 8, mark: V, phase: first, when: {role: high}, move: {scale: 3}}
  second: {provision: art. 8, mark: V, phase: second, when: {role: middle}, move: {scale: 2}}
"""


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law with forms, a table and a measure."""
    return ruleset_of(tmp_path_factory.mktemp("law"), LAW)


@pytest.fixture(scope="module")
def lowered(ruleset: Ruleset) -> LoweredLaw:
    """Return what it means."""
    dates, _ = dates_of(a_case())
    return Lowering().lower(ruleset.law(dates))


def worlds(lowered: LoweredLaw, case: Case) -> tuple[World, ...]:
    """Return the worlds of a case."""
    dates, _ = dates_of(case)
    intake, faults = read_case(case, lowered.law, dates, lowered.law.statable)

    assert [] == faults
    return worlds_of(intake, [lowered])


def told(decision: Decision) -> dict[object, set[tuple[str, ...]]]:
    """Return the ways of each final range, or offence where there is none, each as what must be so."""
    found: dict[object, set[tuple[str, ...]]] = {}
    for outcome in decision.outcomes:
        final = outcome.checkpoints.get(Checkpoint.FINAL)
        key = (final.min.months, final.max.months) if final is not None else outcome.offence_id
        ways = {tuple(sorted(c.value for c in way)) for way in outcome.ways}
        found.setdefault(key, set()).update(ways)
    return found


class TestForms:
    """A form that is not stated is a world each, where the law tells the forms apart."""

    def test_where_the_forms_differ_both_are_shown(self, ruleset: Ruleset, handles: Handles) -> None:
        """1.5 g are small as powder and middling as base."""
        decision = decide(a_case([grams("1.5", "coke")], conduct="supply"), ruleset, handles)

        assert {(0, 12): {("powder",)}, (12, 36): {("base",)}} == told(decision)
        assert Status.UNDETERMINED is decision.status
        assert [("items[0].substance",)] == [
            n.subjects for n in decision.notices if n.kind is NoticeKind.NOT_KNOWN
        ]

    def test_where_all_forms_agree_the_case_is_decided(self, ruleset: Ruleset, handles: Handles) -> None:
        """985 kg need no form: nothing is asked, and nothing is open."""
        decision = decide(a_case([Item("coke", "985", "kg")], conduct="supply"), ruleset, handles)

        assert {(36, 108): {()}} == told(decision)
        assert Status.DECIDED is decision.status
        assert NoticeKind.NOT_KNOWN not in {notice.kind for notice in decision.notices}

    def test_a_stated_form_is_itself(self, ruleset: Ruleset, handles: Handles) -> None:
        """Base is base."""
        decision = decide(a_case([grams("1.5", "base")], conduct="supply"), ruleset, handles)

        assert {(12, 36): {()}} == told(decision)


class TestAmounts:
    """An amount that is not known is asked for where it matters."""

    def test_every_class_of_amounts_is_shown(self, ruleset: Ruleset, handles: Handles) -> None:
        """Each stretch with its own limits and signs."""
        decision = decide(a_case([Item("powder")], conduct="supply"), ruleset, handles)
        ways = told(decision)

        assert {(0, 12), (12, 36), (36, 108)} == set(ways)
        assert {("> 2 g, < 10 g",)} == ways[12, 36]
        assert Status.UNDETERMINED is decision.status

    def test_where_it_does_not_matter_nothing_is_asked(self, ruleset: Ruleset, handles: Handles) -> None:
        """Transport is punished by the role alone."""
        case = a_case([Item("powder")], {"role": "low"}, conduct="transport")
        decision = decide(case, ruleset, handles)

        assert (Status.DECIDED, {(12, 24): {()}}) == (decision.status, told(decision))

    def test_one_of_two_that_is_large_enough_alone(self, ruleset: Ruleset, handles: Handles) -> None:
        """A kilogram of powder is large whatever the herb weighs."""
        case = a_case([Item("powder", "1", "kg"), Item("herb")], conduct="supply")

        assert {(36, 108): {()}} == told(decide(case, ruleset, handles))


class TestUncertainty:
    """A value within its stated uncertainty: every class that it spans, not its two ends alone."""

    @pytest.mark.parametrize(
        ("amount", "width", "ranges"),
        [
            ("6", "5", {(0, 12), (12, 36), (36, 108)}),  # 1 to 11 g
            ("6", "4", {(0, 12), (12, 36), (36, 108)}),  # 2 g are small, 10 g large
            ("6", "3.9", {(12, 36)}),
            ("10", "0.000001", {(12, 36), (36, 108)}),
            ("2", "0.000001", {(0, 12), (12, 36)}),
            ("1", "0.9", {(0, 12)}),
        ],
    )
    def test_each_class_that_is_spanned(
        self, ruleset: Ruleset, handles: Handles, amount: str, width: str, ranges: set[object]
    ) -> None:
        """The one in the middle, too."""
        case = a_case([grams(amount, "powder", amount_uncertainty=width)], conduct="supply")

        assert ranges == set(told(decide(case, ruleset, handles)))

    def test_three_kilograms_give_or_take_almost_all_of_it(self) -> None:
        """Cocaine imported in a lesser role, 0.1 to 5.9 kg: three categories, the one between as well."""
        england = SHIPPED["gb-eaw"]
        item = Item("cocaine", "3", "kg", amount_uncertainty="2.9")
        day = date(2022, 3, 1)
        case = a_case(
            [item], {"uk_role": "lesser"}, "import", jurisdiction="gb-eaw", offence=day, decision=day
        )
        decision = decide(case, england, HANDLES)
        ranges = {
            (final.min.months, final.max.months)
            for o in decision.outcomes
            for final in [o.checkpoints[Checkpoint.INDIVIDUALISED]]
        }

        assert {(42, 60), (60, 84), (72, 108)} <= ranges


class TestDisputes:
    """A disputed truth either way, a disputed word every word."""

    def disputed(self, case: Case, name: str, *, value: bool | str) -> Case:
        """Return a case in which a fact is disputed."""
        return replace(case, facts={**case.facts, name: StatedFact(value, Standing.DISPUTED)})

    def test_a_word_is_every_word(self, ruleset: Ruleset, handles: Handles) -> None:
        """The one between, too, and whichever of them is stated."""
        for stated in ("low", "high"):
            case = self.disputed(a_case(conduct="transport"), "role", value=stated)

            assert {(12, 24): {("low",)}, (24, 48): {("middle",)}, (36, 72): {("high",)}} == told(
                decide(case, ruleset, handles)
            )

    def test_what_does_not_matter_is_no_axis(self, ruleset: Ruleset, handles: Handles) -> None:
        """A dispute about own use under a law that does not read it changes nothing."""
        case = self.disputed(a_case(facts={"role": "low"}, conduct="transport"), "own", value=True)
        decision = decide(case, ruleset, handles)

        assert (Status.DECIDED, {(12, 24): {()}}) == (decision.status, told(decision))


ROWS = {"powder": (2, 10, Fraction(1)), "base": (1, 10, Fraction(1, 2)), "herb": (20, 100, Fraction(5))}


def plain(found: list[tuple[str, Fraction]]) -> tuple[str, bool]:
    """Return the band, and whether it is above ten days, straight from the figures."""
    places, days = [], Fraction(0)
    totals: dict[str, Fraction] = {}
    for substance, amount in found:
        totals[substance] = totals.get(substance, Fraction(0)) + amount
    for substance, amount in totals.items():
        low, high, dose = ROWS[substance]
        places.append(0 if amount <= low else 1 if amount < high else 2)
        days += amount / dose
    return ("small", "middle", "large")[max(places)], days > 10


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(ROWS)), st.integers(2, 24), st.integers(0, 12)),
        min_size=1,
        max_size=2,
    )
)
def test_the_worlds_are_what_some_amounts_reach_and_nothing_else(
    lowered: LoweredLaw, found: list[tuple[str, int, int]]
) -> None:
    """Two amounts that are not known stay tied in one measure: no combination is kept that no amounts reach.

    Each amount is tried on a fine grid between its ends, those ends and the limits of the law included.
    """
    halves = [(s, Fraction(a, 2), min(Fraction(w, 2), Fraction(a, 2) - Fraction(1, 4))) for s, a, w in found]
    items = [grams(_text(a), s, **({"amount_uncertainty": _text(w)} if w > 0 else {})) for s, a, w in halves]
    grids = [
        sorted({a - w, a + w, *(a - w + 2 * w * Fraction(i, 24) for i in range(25))} if w > 0 else {a})
        for _, a, w in halves
    ]
    reached = {
        plain([(s, amount) for (s, _, _), amount in zip(halves, amounts, strict=True)])
        for amounts in product(*grids)
    }
    kept = set()
    for world in worlds(lowered, a_case(items)):
        values = measure(lowered, world.holdings, lowered.as_written).values
        days = values["days"]
        assert isinstance(days, Fraction)
        kept.add((values["scale"], days > 10))
        for item, (substance, a, w) in zip(world.items, halves, strict=True):
            assert item.substance == substance
            assert item.amount is not None
            assert a - max(w, Fraction(0)) <= item.amount / 10**6 <= a + max(w, Fraction(0))

    assert reached <= kept
    assert kept == {
        plain([(i.substance, (i.amount or Fraction(0)) / 10**6) for i in world.items])
        for world in worlds(lowered, a_case(items))
    }


def _text(number: Fraction) -> str:
    return f"{float(number):.2f}"


@settings(max_examples=60)
@given(st.sampled_from(sorted(ROWS)), st.integers(2, 400), st.integers(1, 399), st.data())
def test_a_way_holds_for_every_amount_within_it(
    lowered: LoweredLaw, substance: str, amount: int, width: int, data: st.DataObject
) -> None:
    """One unknown amount: whatever lies in the stretch that a world tells is that world, and no other is."""
    a, w = Fraction(amount, 4), min(Fraction(width, 4), Fraction(amount - 1, 4))
    item = grams(_text(a), substance, amount_uncertainty=_text(w))
    found = worlds(lowered, a_case([item]))
    exact = data.draw(st.fractions(a - w, a + w, max_denominator=16))
    holding = [
        world
        for world in found
        for way in world.ways
        if all(_within(exact, c.bounds) for c in way if c.question is Question.UNCERTAINTY)
    ]

    assert 1 == len(holding)
    values = measure(lowered, holding[0].holdings, lowered.as_written).values
    days = values["days"]
    assert isinstance(days, Fraction)
    assert plain([(substance, exact)]) == (values["scale"], days > 10)


@settings(max_examples=120)
@given(
    st.tuples(st.sampled_from(sorted(ROWS)), st.integers(2, 400), st.integers(1, 399)),
    st.tuples(st.sampled_from(sorted(ROWS)), st.integers(2, 400), st.integers(1, 399)),
    st.data(),
)
def test_a_way_holds_for_every_pair_of_amounts_within_it(
    lowered: LoweredLaw, one: tuple[str, int, int], other: tuple[str, int, int], data: st.DataObject
) -> None:
    """Two unknown amounts, meeting in one number or not: one world has a way that they meet, theirs."""
    items, exact = [], []
    for substance, amount, width in (one, other):
        a, w = Fraction(amount, 4), min(Fraction(width, 4), Fraction(amount - 1, 4))
        items.append(grams(_text(a), substance, amount_uncertainty=_text(w)))
        exact.append((substance, data.draw(st.fractions(a - w, a + w, max_denominator=16))))
    made = made_of(exact)
    holding = [
        world
        for world in worlds(lowered, a_case(items))
        if any(all(_is_met(condition, exact, made) for condition in way) for way in world.ways)
    ]

    assert 1 == len(holding)
    values = measure(lowered, holding[0].holdings, lowered.as_written).values
    days = values["days"]
    assert isinstance(days, Fraction)
    assert plain(exact) == (values["scale"], days > 10)


def made_of(found: list[tuple[str, Fraction]]) -> dict[str, str | Fraction]:
    """Return what amounts make together, straight from the figures."""
    made: dict[str, str | Fraction] = {"scale": plain(found)[0]}
    made["days"] = sum((amount / ROWS[substance][2] for substance, amount in found), start=Fraction(0))
    for substance, _ in found:
        made[f"scale[{substance}]"] = plain([(s, amount) for s, amount in found if s == substance])[0]
    return made


def _is_met(condition: Condition, exact: list[tuple[str, Fraction]], made: dict[str, str | Fraction]) -> bool:
    if condition.question is Question.QUANTITY:
        value = made[condition.id]
        return _within(value, condition.bounds) if isinstance(value, Fraction) else value == condition.value
    place = int(condition.id.removeprefix("items[").removesuffix("].amount"))
    return _within(exact[place][1], condition.bounds)


def test_many_unknowns_that_meet_no_limit_are_one_world(ruleset: Ruleset, handles: Handles) -> None:
    """A report of ten lots, each with an uncertain amount and purity, all of the large band together."""
    lot = grams("200", "herb", amount_uncertainty="5", purity_percent="20", purity_uncertainty="2")
    decision = decide(a_case([lot] * 10, conduct="supply"), ruleset, handles)

    assert Status.DECIDED is decision.status
    assert 1 == len(decision.outcomes)


def test_what_two_unknown_amounts_make_together_is_told(ruleset: Ruleset, handles: Handles) -> None:
    """Two lots of the herb of 60 g give or take 55 g: a band for their sum, and none for one of them."""
    items = [grams("60", "herb", amount_uncertainty="55")] * 2
    decision = decide(a_case(items, conduct="supply"), ruleset, handles)

    assert [{("small",)}, {("middle",)}, {("large",)}] == list(told(decision).values())
    assert Status.DISCRETION is decision.status


def _within(number: Fraction, bounds: Bounds | None) -> bool:
    assert bounds is not None
    low = number >= bounds.least if bounds.least_included else number > bounds.least
    high = number <= bounds.most if bounds.most_included else number < bounds.most
    return low and high


def test_too_many_worlds_are_named_and_not_looked_through(tmp_path: Path, handles: Handles) -> None:
    """Twelve forms of two each are 4,096 worlds; thirteen are too many, and the answer says of what."""
    text = LAW.replace(
        "herb: {name: {en: herb}}",
        "herb: {name: {en: herb}}\n"
        + "\n".join(
            f"  kind{i}: {{name: {{en: x}}, forms: [a{i}, b{i}]}}\n"
            f"  a{i}: {{name: {{en: x}}}}\n  b{i}: {{name: {{en: x}}}}"
            for i in range(13)
        ),
    )
    text += "notices:\n" + "\n".join(
        f"  n{i}: {{provision: a, mark: V, flag: told, text: {{en: x}}, when: {{substance: a{i}}}}}"
        for i in range(13)
    )
    ruleset = ruleset_of(tmp_path, text)
    case = a_case([grams("1", f"kind{i}") for i in range(13)], conduct="supply")
    decision = decide(case, ruleset, handles)

    assert Status.UNDETERMINED is decision.status
    assert () == decision.outcomes
    assert [tuple(f"items[{i}]" for i in range(13))] == [
        n.subjects for n in decision.notices if n.kind is NoticeKind.TOO_MANY_COMBINATIONS
    ]
