"""Sanction arithmetic: exact, phase by phase, checkpoint by checkpoint."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.engine.ranges import Months, RangeRuleError
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.notation.faults import RulesetFaults
from propengine.law.sanctions import Checkpoint
from tests.support import a_case, ruleset_of

OFFENCE = """
facts:
  chosen: {{type: number, question: {{en: which fraction?}}}}
  flag: {{type: boolean, question: {{en: so?}}}}
ladders:
  grades:
    provision: art. 9
    mark: V
    grades:
      - {{grade: g0, min: 1 d, max: 60 d}}
      - {{grade: g1, min: 61 d, max: 540 d}}
      - {{grade: g2, min: 541 d, max: 3 y}}
      - {{grade: g3, min: 3 y 1 d, max: 5 y}}
rungs:
  community: {{provision: art. 8, mark: V, rungs: [fine_band, community_order]}}
ranges:
  table:
    provision: art. 7
    mark: V
    by: [level]
    cells: {{"1": {{max: 1 y}}, "2": {{min: 1 y, max: 2 y}}, "3": {{min: 2 y, max: life}}}}
offences:
  act:
    name: {{en: the act}}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {{conduct: possession}}
    sanction: {{custody: {custody}}}
steps:
{steps}
"""


def outcome_of(folder: Path, custody: str, *moves: str, facts: dict[str, str] | None = None) -> Outcome:
    """Return the outcome of an offence with this custody after these steps, in order, in one phase."""
    lines = []
    for i, move in enumerate(moves):
        after = f", after: [step-{i - 1}]" if i else ""
        lines.append(f"  step-{i}: {{provision: art. {i}, mark: V, phase: first, move: {move}{after}}}")
    text = OFFENCE.format(custody=custody, steps="\n".join(lines) or "  {}")
    decision = decide(a_case(facts=facts or {}), ruleset_of(folder, text), Handles())

    assert decision.preferred is not None
    return decision.preferred


def ends_of(folder: Path, custody: str, *moves: str, facts: dict[str, str] | None = None) -> tuple[str, str]:
    """Return the final least and most as text."""
    final = outcome_of(folder, custody, *moves, facts=facts).checkpoints[Checkpoint.FINAL]
    return _text(final.min), _text(final.max)


def _text(end: Months) -> str:
    return end.word or str(end.months)


FOUR_TO_TWELVE = "{ends: {min: 4 y, max: 12 y}}"


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        (["{times: 4/3}"], ("64", "192")),
        (["{times: {min: 3/2, max: 4/3}}"], ("72", "192")),
        (["{times: {min: 4}, capped: max}"], ("144", "144")),
        (["{add: {max: 6 m}}"], ("48", "150")),
        (["{reduce_by: {least: 1/6, most: 2/3}}"], ("16", "120")),
        (["{increase_by: {least: 1/6, most: 2/3}}"], ("56", "240")),
        (["{not_below: {duration: 5 y}}"], ("60", "144")),
        (["{not_below: {duration: 13 y}}"], ("156", "156")),
        (["{not_above: {duration: 10 y}}"], ("48", "120")),
        (["{not_above: {duration: 3 y}}"], ("36", "36")),
        (["{replace: {min: 1 y, max: life}}"], ("12", "life")),
        (["{to_point: {end: max, times: 4/3}}"], ("192", "192")),
        (["{divide: {parts: 3, pick: [1, 1]}}"], ("48", "80")),
        (["{divide: {parts: 4, pick: [2, 3]}}"], ("72", "120")),
        (["{times: 2/3}", "{not_below: {checkpoint: statutory, end: min, times: 4/5}}"], ("192/5", "96")),
        (["{times: 7/6}", "{times: 5/6}"], ("140/3", "140")),
        (["{not_above: {duration: none_stated, ends: [min]}}"], ("none_stated", "144")),
    ],
)
def test_each_move_on_four_to_twelve_years(
    tmp_path: Path, moves: list[str], expected: tuple[str, str]
) -> None:
    """48 to 144 months, moved; worked out by hand."""
    assert expected == ends_of(tmp_path, FOUR_TO_TWELVE, *moves)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], ("541/30", "60")),
        (["{shift: 1}"], ("1081/30", "60")),  # clamped at the top of the ladder
        (["{shift: -1}"], ("61/30", "36")),
        (["{shift: -9}"], ("1/30", "2")),
        (["{drop: highest}"], ("541/30", "36")),
        (["{drop: lowest}"], ("1081/30", "60")),
        (["{drop: lowest}", "{times: 2/3}"], ("1081/45", "40")),
    ],
)
def test_grades_are_looked_up_after_all_moves(
    tmp_path: Path, moves: list[str], expected: tuple[str, str]
) -> None:
    """Grades move as whole numbers; the days come last, in the ruleset's calendar."""
    assert expected == ends_of(tmp_path, "{grades: [grades, g2, g3]}", *moves)


def test_each_phase_leaves_its_checkpoint(tmp_path: Path) -> None:
    """Every checkpoint from the statute to the end is there, unchanged ones too."""
    outcome = outcome_of(tmp_path, FOUR_TO_TWELVE, "{times: 4/3}")

    assert {
        Checkpoint.STATUTORY: Fraction(48),
        Checkpoint.AGGRAVATED: Fraction(64),
        Checkpoint.INDIVIDUALISED: Fraction(64),
        Checkpoint.FINAL: Fraction(64),
    } == {name: range_.min.months for name, range_ in outcome.checkpoints.items()}


def test_a_stated_fraction_replaces_the_envelope(tmp_path: Path) -> None:
    """When the court has chosen, both ends take the fraction chosen."""
    move = "{reduce_by: {least: 1/6, most: 2/3, chosen: chosen}}"

    assert ("24", "72") == ends_of(tmp_path, FOUR_TO_TWELVE, move, facts={"chosen": "1/2"})


def test_a_stated_fraction_outside_its_bounds_is_refused(tmp_path: Path) -> None:
    """The refusal names the fact and the bounds."""
    with pytest.raises(CaseRefusedError) as caught:
        ends_of(
            tmp_path,
            FOUR_TO_TWELVE,
            "{reduce_by: {least: 1/6, most: 2/3, chosen: chosen}}",
            facts={"chosen": "3/4"},
        )

    assert [(Reason.OUTSIDE_BOUNDS, "facts[chosen]")] == [(r.reason, r.path) for r in caught.value.refusals]


def test_life_is_never_multiplied(tmp_path: Path) -> None:
    """A ruleset that asks for two thirds of life is refused as a defect, not answered."""
    with pytest.raises(RangeRuleError):
        ends_of(tmp_path, "{ends: {min: 10 y, max: life}}", "{times: 2/3}")


def test_a_rung_below_custody_holds_no_months(tmp_path: Path) -> None:
    """A range may begin below custody; its months are nothing, its word is kept."""
    final = outcome_of(tmp_path, "{ends: {min: community_order, max: 3 y}}").checkpoints[Checkpoint.FINAL]

    assert ("community_order", Fraction(0), Fraction(36)) == (
        final.min.word,
        final.min.months,
        final.max.months,
    )


def test_moves_of_one_phase_need_an_order_where_it_matters(tmp_path: Path) -> None:
    """Adding and multiplying in one phase without saying which is first is a fault of the ruleset."""
    steps = "  a: {provision: x, mark: V, phase: first, move: {times: 2}}\n"
    steps += "  b: {provision: x, mark: V, phase: first, move: {add: {min: 1 m}}}"

    with pytest.raises(RulesetFaults, match="which of a and b acts first"):
        ruleset_of(tmp_path, OFFENCE.format(custody=FOUR_TO_TWELVE, steps=steps))


FACTORS = st.fractions(Fraction(1, 12), Fraction(3), max_denominator=60)


@given(st.lists(FACTORS, min_size=1, max_size=5), st.integers(0, 200), st.integers(0, 200))
def test_factors_are_exact_whatever_their_order(
    tmp_path_factory: pytest.TempPathFactory, factors: list[Fraction], low: int, high: int
) -> None:
    """Any chain of factors gives the plain product, to the last digit, in any order."""
    low, high = min(low, high), max(low, high)
    custody = f"{{ends: {{min: {low} m, max: {high} m}}}}"
    product = Fraction(1)
    for factor in factors:
        product *= factor
    folder = tmp_path_factory.mktemp("chain")
    moves = [f'{{times: "{factor}"}}' for factor in factors]

    assert (str(low * product), str(high * product)) == ends_of(folder, custody, *moves)
