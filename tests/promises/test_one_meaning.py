"""One meaning: what a law means is defined once, and a slip in any reader of it is caught by another.

Rete and the exact reader are compared on every answer; numbers and ranges have a second calculation in the tests.
Here a slip is planted in each, and something that was not told of it must notice.
"""

# ruff: noqa: E501 - a law or a row of a table stands on one line

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any

import pytest

from propengine.core import comparisons, ends, moves, numbers
from propengine.core.comparisons import RELATIONS, Relation
from propengine.core.ends import End, Range
from propengine.core.formulas import Bound, Leaf, formula_holds
from propengine.core.numbers import (
    OPEN,
    SKIP,
    Cell,
    Const,
    Cut,
    Each,
    Holding,
    How,
    Least,
    Most,
    Of,
    Over,
    Scale,
    Scene,
    Sum,
    Where,
    reader,
    value_of,
)
from propengine.core.slots import SlotValue
from propengine.engine import concluding, rete
from propengine.engine.choosing import REFUSED_COMPLETIONS
from propengine.engine.deciding import decide
from propengine.engine.evaluators import EvaluatorsDisagreeError, Handles, RevisionWithdrawnError
from propengine.engine.runs import Run
from propengine.engine.statables import statables_of
from propengine.law.conditions import Comparison
from propengine.law.ruleset import Ruleset
from propengine.law.steps import Operation
from tests.core import test_moves as ranges, test_numbers as second
from tests.plain_ranges import PlainRanges
from tests.promises.generated import a_case as a_generated_case
from tests.promises.sound import answer
from tests.strategies import Data
from tests.support import a_case, grams

ONE, TWO = Const(Fraction(1)), Const(Fraction(2))
HELD = (
    Holding("herb", None, ({second.GRAMS: Fraction(5, 2)}, {second.GRAMS: Fraction(1, 3)})),
    Holding("powder", None, ({second.GRAMS: Fraction(9)},)),
)
WEIGHED = Each(Over.ITEMS, How.SUM, Of(second.GRAMS), gross=Of(second.GRAMS))
SCENE: Mapping[str, SlotValue] = {"n": Fraction(4), "w": "low"}
EACH_NODE = (
    Scale(Fraction(2), TWO),
    Sum((ONE, TWO)),
    Most((ONE, TWO)),
    Least((ONE, TWO)),
    Sum((ONE, OPEN)),
    Where(Leaf("n", Comparison.AT_LEAST, (Fraction(4),), Bound.SHOWN), ONE, TWO),
    Cell("w", {"low": ONE}, TWO),
    Sum((Of("m"), ONE)),
    Cut(Of("n"), ((Fraction(4), Fraction(4)),), (True,), ("low", "high")),
    Each(Over.HOLDINGS, How.SUM, WEIGHED),
    Each(Over.HOLDINGS, How.MOST, WEIGHED),
)


def differing() -> int:
    """Return of how many numbers the reader and the second evaluator give different values."""
    return sum(
        second.Second(SCENE, HELD).value(number) != value_of(reader(number), Scene(SCENE, HELD))
        for number in EACH_NODE
    )


def test_without_a_slip_both_read_every_node_alike() -> None:
    """Each kind of node is among them."""
    kinds = {type(number) for number in (*EACH_NODE, ONE, Of("n"))}

    assert {Const, Of, Sum, Scale, Least, Most, Where, Cell, Cut, Each} == kinds
    assert 0 == differing()


def _open_is_nothing(values: Any, join: Callable[[Any], Any]) -> Any:
    counted = [value for value in values if value is not SKIP and value is not None]
    return join(counted) if counted else SKIP


def _unrounded(each: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda number: each(replace(number, gross=None))


SLIPS_IN_NUMBERS: Mapping[str, tuple[str, Any]] = {
    "a scale divides": ("_scale", lambda number: lambda scene: v / number.by if isinstance(v := reader(number.of)(scene), Fraction) else v),
    "a sum is the most": ("_sum", max),
    "the most is the least": ("_most", lambda order: (min if not order else lambda words: min(words, key=order.index))),
    "what is open is nothing": ("_join", _open_is_nothing),
    "a condition is turned round": ("formula_holds", lambda formula, value_of, words: not formula_holds(formula, value_of, words)),
    "a cell is never found": ("_cell", lambda number: reader(number.absent)),
    "a holding is not rounded": ("_each", _unrounded(numbers._each)),
    "an unknown slot is left out": ("_of", lambda _: lambda _: SKIP),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS_IN_NUMBERS)
def test_a_slip_in_the_reader_of_numbers_is_caught(monkeypatch: pytest.MonkeyPatch, slip: str) -> None:
    """For each kind of node there is a number of which the second evaluator says something else."""
    name, planted = SLIPS_IN_NUMBERS[slip]
    monkeypatch.setattr(numbers, name, planted)

    assert differing()


def test_a_slip_at_the_edge_of_a_band_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """An included limit read as an excluded one."""
    monkeypatch.setattr(
        Cut, "band", lambda self, number: self.bands[sum(number * number >= a * b for a, b in self.limits)]
    )

    assert differing()


YEARS: Data = {"ends": {"min": "4 y", "max": "12 y"}}
GRADED: Data = {"grades": ["grades", "g1", "g2"]}
LEVELLED: Data = {"levels": {"base": "points", "least": 0, "most": 3, "table": "by-level"}}
KNOWN: Mapping[str, SlotValue] = {
    "points": Fraction(2),
    "kind": "kind_0",
    "fixed": Fraction(60),
    "chosen": Fraction(1, 2),
}

EACH_MOVE: Mapping[str, tuple[Data, Data]] = {
    "scale": (YEARS, {"scale": "4/3"}),
    "increase by a fraction": (YEARS, {"increase": {"between": ["1/6", "2/3"]}}),
    "increase by a length": (YEARS, {"increase": {"min": "3 m", "max": "6 m"}}),
    "reduce by a fraction": (YEARS, {"reduce": {"between": ["1/6", "2/3"]}}),
    "reduce by a length": (YEARS, {"reduce": "6 m"}),
    "floor": (YEARS, {"floor": "5 y"}),
    "ceiling": (YEARS, {"ceiling": "10 y"}),
    "ceiling by a table": (YEARS, {"ceiling": {"look_up": "by-kind"}}),
    "put": (YEARS, {"put": {"min": "1 y", "max": "5 y"}}),
    "put none": (YEARS, {"put": {"min": "none_stated"}}),
    "put by a table": (YEARS, {"put": {"look_up": "by-kind"}}),
    "put a share": (YEARS, {"put": {"share": "4/3", "of": "max"}}),
    "put what is stated": (YEARS, {"put": {"stated": "fixed"}}),
    "part": (YEARS, {"part": {"parts": 4, "pick": [2, 3]}}),
    "reduce grades": (GRADED, {"reduce": 1, "target": "grade"}),
    "choose grades": (GRADED, {"reduce": {"between": [1, 1]}, "target": "grade"}),
    "part of grades": (GRADED, {"part": {"without": "highest"}, "target": "grade"}),
    "floor of grades": (GRADED, {"floor": "g2", "target": "grade"}),
    "ceiling of levels": (LEVELLED, {"ceiling": 1, "target": "level"}),
    "floor of levels": (LEVELLED, {"floor": 3, "target": "level"}),
}


def both(kind: str) -> tuple[object, object]:
    """Return what the engine and what the plain calculation make of one move."""
    custody, move = EACH_MOVE[kind]
    steps = ranges.in_order(move)
    law = ranges.law_with(custody, steps)
    plain = PlainRanges(ranges.JURISDICTION, law, "act", KNOWN).checkpoints(steps)
    return ranges._found(law, KNOWN), plain


def test_every_operation_of_the_law_has_a_second_calculation() -> None:
    """None is without one."""
    assert set(Operation) == {next(iter(move)) for _, move in EACH_MOVE.values()}


@pytest.mark.parametrize("kind", EACH_MOVE)
def test_each_move_is_as_the_second_calculation_has_it(kind: str) -> None:
    """And it moves something: the final range is not the statutory one."""
    found, plain = both(kind)

    assert isinstance(found, dict)
    assert plain == found
    assert found["statutory"] != found["final"]


HALF_A_MONTH = Fraction(1, 2)


def _later(end: End | None, factor: Fraction | None, *, keeps_life: bool = False) -> End:
    right = ends.times(end, factor, keeps_life=keeps_life)
    return right if right.months is None else End(right.months + HALF_A_MONTH)


SLIPS_IN_MOVES: Mapping[str, tuple[object, str, Any, frozenset[str]]] = {
    "times": (
        moves,
        "times",
        _later,
        frozenset({"scale", "reduce by a fraction", "increase by a fraction", "put a share"}),
    ),
    "plus": (
        moves,
        "plus",
        lambda end, *_: end,
        frozenset({"increase by a length", "reduce by a length"}),
    ),
    "part": (
        moves,
        "part",
        lambda here, parts, first, last: ends.part(here, parts, first, last + 1),
        frozenset({"part"}),
    ),
    "clamped": (
        ends.Scale,
        "clamped",
        lambda _scale, here, limit, _sides, floor: (
            Range(here.min, limit) if floor else Range(limit, here.max)
        ),
        frozenset({"floor", "ceiling", "ceiling by a table"}),
    ),
    "place": (
        moves,
        "_moved_place",
        lambda place, *_: place,
        frozenset(
            {"reduce grades", "choose grades", "floor of grades", "ceiling of levels", "floor of levels"}
        ),
    ),
}


@pytest.mark.parametrize("slip", SLIPS_IN_MOVES)
def test_a_slip_in_the_arithmetic_of_ranges_is_caught(monkeypatch: pytest.MonkeyPatch, slip: str) -> None:
    """Each move that goes that way differs from the second calculation."""
    where, name, planted, kinds = SLIPS_IN_MOVES[slip]
    monkeypatch.setattr(where, name, planted)
    caught = set()
    for kind in EACH_MOVE:
        found, plain = both(kind)
        if found != plain:
            caught.add(kind)

    assert kinds <= caught


CASES = {
    "ar": a_case(
        facts={"for_value": True, "since_first_sentence": "8 y"},
        conduct="supply",
        jurisdiction="ar",
        offence=date(2020, 6, 1),
    ),
    "br": a_case(conduct="supply", jurisdiction="br", offence=date(2020, 6, 1)),
    "ca": a_case([grams("20", "cocaine")], {"weapon_carried": True}, "supply", "ca", date(2021, 6, 1)),
    "ca-bc": a_case([grams("1", "cocaine")], jurisdiction="ca-bc", offence=date(2023, 10, 1)),
    "cl": a_case(
        facts={"small_quantity": False, "prior_convictions": 0},
        conduct="supply",
        jurisdiction="cl",
        offence=date(2025, 1, 15),
    ),
    "co": a_case([grams("20", "heroin")], conduct="supply", jurisdiction="co", offence=date(2020, 6, 1)),
    "cr": a_case(conduct="supply", jurisdiction="cr", offence=date(2020, 6, 1)),
    "do": a_case([grams("3", "cocaine")], jurisdiction="do", offence=date(2020, 6, 1)),
    "ec": a_case([grams("30", "heroin")], conduct="supply", jurisdiction="ec", offence=date(2017, 6, 1)),
    "gb-eaw": a_case(
        [grams("20", "heroin")],
        {"uk_role": "lesser"},
        conduct="supply",
        jurisdiction="gb-eaw",
        offence=date(2024, 6, 1),
    ),
    "mx": a_case([grams("20", "heroin")], conduct="supply", jurisdiction="mx", offence=date(2020, 6, 1)),
    "pa": a_case(conduct="supply", jurisdiction="pa", offence=date(2019, 6, 1)),
    "pe": a_case(
        [grams("30", "cocaine_hydrochloride")], {"purpose": "trade"}, "supply", "pe", date(2020, 6, 1)
    ),
    "pt": a_case([grams("20", "heroin")], conduct="supply", jurisdiction="pt", offence=date(2020, 6, 1)),
    "us-ca-sf": a_case(
        facts={"prior_convictions": 0, "age_at_offence": 22},
        conduct="possession_with_intent",
        jurisdiction="us-ca-sf",
        offence=date(2012, 6, 1),
    ),
    "us-fed": a_case(
        [grams("20", "heroin")], conduct="supply", jurisdiction="us-fed", offence=date(2024, 6, 1)
    ),
    "us-hi": a_case(facts={"on_probation": True}, jurisdiction="us-hi", offence=date(2012, 6, 1)),
    "us-wa-sea": a_case([grams("2", "heroin")], jurisdiction="us-wa-sea", offence=date(2022, 6, 1)),
    "uy": a_case(
        [grams("20", "heroin")],
        {"participants": 3},
        conduct="supply",
        jurisdiction="uy",
        offence=date(2022, 6, 1),
    ),
    "ag": a_case(
        [grams("20", "cannabis_herb")], conduct="possession", jurisdiction="ag", offence=date(2019, 6, 1)
    ),
    "bb": a_case([grams("20", "cocaine")], conduct="possession", jurisdiction="bb", offence=date(2024, 6, 1)),
    "bz": a_case([grams("20", "cocaine")], conduct="supply", jurisdiction="bz", offence=date(2018, 6, 1)),
    "gy": a_case([grams("20", "cocaine")], conduct="possession", jurisdiction="gy", offence=date(2023, 6, 1)),
    "jm": a_case(
        [grams("20", "cannabis_herb")], conduct="supply", jurisdiction="jm", offence=date(2019, 6, 1)
    ),
    "lc": a_case([grams("20", "cocaine")], conduct="possession", jurisdiction="lc", offence=date(2022, 6, 1)),
    "tt": a_case([grams("20", "cocaine")], conduct="possession", jurisdiction="tt", offence=date(2021, 6, 1)),
}


@pytest.mark.parametrize("reader_of", ["exact", "classes", "rete"])
def test_a_slip_in_a_reader_of_conditions_withdraws_every_shipped_law(
    code: str, rulesets: Mapping[str, Ruleset], monkeypatch: pytest.MonkeyPatch, reader_of: str
) -> None:
    """`At least` read as `more than` in the text or in the classes, or a bound of the rules shifted: no answer."""
    right, strict = RELATIONS[Comparison.AT_LEAST], RELATIONS[Comparison.MORE_THAN]
    terms, ruleset = rete._terms, rulesets[code]  # read and checked before anything slips

    def shifted(attribute: str, low: int, high: int, size: int) -> object:
        return terms(attribute, low, min(high + 1, size - 1), size)

    if reader_of == "rete":
        monkeypatch.setattr(rete, "_terms", shifted)
    else:
        slipped = (
            Relation(strict.symbol, right.holds)
            if reader_of == "exact"
            else Relation(right.symbol, strict.holds)
        )
        monkeypatch.setattr(comparisons, "RELATIONS", {**RELATIONS, Comparison.AT_LEAST: slipped})

    with pytest.raises(RevisionWithdrawnError):
        decide(CASES[code], ruleset, Handles())


SAMPLED = 25
"""Of so many statements each case is decided again with one more."""


def test_what_is_decided_again_is_what_is_decided_anew(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """One statement more, in the run that differs and in a run of its own: the same clauses, values and answer."""
    for seed in seeds:
        random = Random(seed)
        decision = answer(a_generated_case(rulesets[code], random), rulesets[code], handles)
        for outcome in decision.outcomes[:1] if decision is not None else ():
            run = outcome.run
            every = [statable.statement for statable in statables_of(run).of(run)]
            for statement in random.sample(every, min(SAMPLED, len(every))):
                inputs = run.inputs.changed(statement.changes)
                again = _told(partial(concluding.again, run, inputs, statement.changes))
                anew = _told(
                    partial(concluding._evaluated, run.law, inputs, {**run.law.empty, **inputs.values})
                )

                assert anew == again, f"seed {seed}: {statement.fact} {statement.value}"


def _told(decide_: Callable[[], Run]) -> object:
    try:
        run = decide_()
    except REFUSED_COMPLETIONS as error:
        return type(error)
    return run.answer, run.held, run.values


def test_a_difference_on_a_live_case_gives_no_answer(
    code: str, rulesets: Mapping[str, Ruleset], handles: Handles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One condition more or less in Rete on any shipped law is an error, and never an answer."""
    decide(CASES[code], rulesets[code], handles)
    match = rete.Rete.match
    monkeypatch.setattr(rete.Rete, "match", lambda self, classes: match(self, classes) ^ 1)

    with pytest.raises(EvaluatorsDisagreeError):
        decide(CASES[code], rulesets[code], handles)
