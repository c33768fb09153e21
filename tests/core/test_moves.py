"""Moves: how the steps that stand make the ranges of an offence, exactly, phase by phase."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.ends import Range, RangeRuleError
from propengine.core.levels import Sort
from propengine.core.lowering import LoweredLaw, Lowering
from propengine.core.moves import (
    Arithmetic,
    AwaitedError,
    FractionOutsideBoundsError,
    Passage,
    Route,
    may_be_declined,
    standing_moves,
)
from propengine.core.slots import SlotValue, of_counted, of_units
from propengine.core.statements import Move
from propengine.law.elements import Mark
from propengine.law.ruleset import Dates
from propengine.law.sanctions import Checkpoint
from propengine.notation.faults import RulesetFaults
from tests.plain_ranges import AwaitedError as PlainAwaitedError, MeaninglessError, OutsideError, PlainRanges
from tests.strategies import CODE, Data, element, ends, load_files, moves, texts
from tests.support import DAY

PHASES = [
    {"phase": "first", "checkpoint": "aggravated"},
    {"phase": "second", "checkpoint": "individualised"},
    {"phase": "third", "checkpoint": "final"},
]
JURISDICTION: Data = {
    "name": texts("Testland"),
    "calendar": {"day": "1/30", "week": "7/30", "provision": "convention"},
    "sentencing_age": element(years=18, referral=texts("elsewhere")),
    "phases": PHASES,
    "not_examined": [{"id": "defences", "text": texts("defences")}],
}
GRADES = [
    {"grade": "g0", "min": "1 d", "max": "60 d"},
    {"grade": "g1", "min": "61 d", "max": "540 d"},
    {"grade": "g2", "min": "541 d", "max": "3 y"},
    {"grade": "g3", "min": "3 y 1 d", "max": "5 y"},
]
ASKED = {"question": texts("Is it so?"), "stated_by": ["court"]}


def law_with(custody: Data, steps: Mapping[str, Data], **sanction: Data) -> Data:
    """Return the drug law of one offence with this custody and these steps."""
    return {
        "title": texts("the law"),
        "date_key": "offence",
        "citation": "Act 1",
        "mark": "V",
        "facts": {
            "chosen": {"type": "number", **ASKED},
            "chosen_factor": {"type": "number", **ASKED},
            "chosen_grades": {"type": "integer", **ASKED},
            "fixed": {"type": "duration", **ASKED},
            "fixed_fine": {"type": "number", **ASKED},
            "kind": {"type": "enum", "members": ["kind_0", "kind_1"], **ASKED},
            "points": {"type": "integer", **ASKED},
        },
        "rungs": {"community": element(rungs=["fine_band", "community_order"])},
        "ladders": {"grades": element(grades=GRADES)},
        "ranges": {
            "by-level": element(
                by=["level"],
                cells={
                    "1": {"max": "1 y"},
                    "2": {"min": "1 y", "max": "2 y"},
                    "3": {"min": "2 y", "max": "life"},
                },
            ),
            "by-kind": element(by=["kind"], cells={"kind_0": {"min": "1 y", "max": "7 y", "point": "2 y"}}),
        },
        "offences": {
            "act": element(
                name=texts("the act"),
                classification="trafficking",
                liability="falta" if sanction else "criminal_custodial",
                sanction=sanction or {"custody": custody},
            )
        },
        "steps": dict(steps),
    }


def in_order(*found: Data, phase: str = "first") -> dict[str, Data]:
    """Return steps of one phase that act one after the other."""
    steps = {}
    for i, move in enumerate(found):
        steps[f"step-{i}"] = element(phase=phase, move=move, **({"after": [f"step-{i - 1}"]} if i else {}))
    return steps


def lowered(law: Data) -> LoweredLaw:
    """Return the law, loaded and lowered."""
    files = {f"{CODE}/jurisdiction.yaml": JURISDICTION, f"{CODE}/law/2000-01-01.yaml": law}
    return Lowering().lower(load_files(files)[CODE].law(Dates.all_on(DAY)))


def moves_of(law: LoweredLaw) -> dict[str, Move]:
    """Return the statements of the steps."""
    statements = [
        s for level in law.levels for group in level if group.sort is Sort.RANGES for s in group.statements
    ]
    return {s.clause.id: s for s in statements if isinstance(s, Move)}


def arithmetic(law: LoweredLaw, values: Mapping[str, SlotValue], **more: Any) -> Arithmetic:
    """Return the arithmetic of the only offence."""
    bands: Mapping[str, Any] = more.pop("item_bands", {})
    return Arithmetic(law.law.contents, law.law.jurisdiction, law.scale, "act", values, bands, **more)


def passage_of(law: Data, values: Mapping[str, SlotValue] | None = None, **more: Any) -> Passage | None:
    """Return the passage of the offence through all phases, every step standing."""
    found = lowered(law)
    of = arithmetic(found, values or {}, **more)
    return of.finished(of.through(of.start(), [p["phase"] for p in PHASES], moves_of(found)))


def plain(range_: Range) -> dict[str, Any]:
    """Return a range as the plain calculation has it."""
    sides = {"min": range_.min, "max": range_.max, "point": range_.point}
    return {name: end.word or end.months for name, end in sides.items() if end is not None}


def final_of(custody: Data, *found: Data, **values: SlotValue) -> dict[str, Any]:
    """Return the final range after some moves in one phase."""
    passage = passage_of(law_with(custody, in_order(*found)), values)
    assert passage is not None
    return plain(passage.checkpoints[Checkpoint.FINAL])


FOUR_TO_TWELVE: Data = {"ends": {"min": "4 y", "max": "12 y"}}


@pytest.mark.parametrize(
    ("found", "low", "high"),
    [
        ([{"scale": "4/3"}], "64", "192"),
        ([{"scale": {"min": "3/2", "max": "4/3"}}], "72", "192"),
        ([{"scale": {"min": 4}, "capped": "max"}], "144", "144"),
        ([{"scale": {"min": 4}, "capped": "min"}], "192", "192"),
        ([{"increase": {"max": "6 m"}}], "48", "150"),
        ([{"reduce": {"between": ["1/6", "2/3"]}}], "16", "120"),
        ([{"increase": {"between": ["1/6", "2/3"]}}], "56", "240"),
        ([{"floor": "5 y"}], "60", "144"),
        ([{"floor": "13 y"}], "156", "156"),
        ([{"ceiling": "10 y"}], "48", "120"),
        ([{"ceiling": "3 y"}], "36", "36"),
        ([{"put": {"min": "1 y", "max": "5 y"}}], "12", "60"),
        ([{"put": {"share": "4/3", "of": "max"}}], "192", "192"),
        ([{"part": {"parts": 3, "pick": [1, 1]}}], "48", "80"),
        ([{"part": {"parts": 4, "pick": [2, 3]}}], "72", "120"),
        (
            [{"scale": "2/3"}, {"floor": {"share": "4/5", "of": "range.statutory.min"}}],
            "192/5",
            "96",
        ),
        ([{"scale": "7/6"}, {"scale": "5/6"}], "140/3", "140"),
        ([{"put": {"look_up": "by-kind"}}], "12", "84"),
        ([{"put": {"stated": "fixed"}}], "60", "60"),
        ([{"reduce": {"between": ["1/6", "2/3"], "chosen": "chosen"}}], "24", "72"),
        ([{"reduce": {"min": {"between": [0, "1/3"]}}}], "32", "144"),  # the least alone, by the court
        ([{"increase": "1/3"}], "64", "192"),
        ([{"reduce": "6 m"}], "42", "138"),
        ([{"reduce": {"min": "5 y"}}], "0", "144"),  # not below nothing
        ([{"increase": {"between": ["6 m", "1 y"]}}], "54", "156"),
        ([{"increase": {"between": ["6 m", "6 y"], "chosen": "fixed"}}], "108", "204"),
        ([{"increase": {"max": {"share": "1/2", "of": "range.statutory.max"}}}], "48", "216"),
        ([{"increase": {"max": {"stated": "fixed"}}}], "48", "204"),
        ([{"scale": {"between": [1, 2], "chosen": "chosen_factor"}}], "72", "216"),
        ([{"scale": {"between": [1, 2]}}], "48", "288"),
        ([{"ceiling": {"max": {"stated": "fixed"}}}], "48", "60"),  # the most, capped by a stated fact
        ([{"floor": {"between": ["5 y", "6 y"]}}], "60", "144"),
        ([{"floor": {"min": "5 y", "max": "13 y"}}], "60", "156"),
        ([{"ceiling": {"look_up": "by-kind"}}], "12", "84"),
        ([{"floor": {"share": "4/5", "of": "7 y"}}], "336/5", "144"),
        ([{"put": {"min": {"of": "max"}}}], "144", "144"),
        ([{"put": {"max": {"stated": "fixed"}}}], "48", "60"),
        ([{"put": {"between": ["5 y", "7 y"], "chosen": "fixed"}}], "60", "60"),
        ([{"put": "9 y"}], "108", "108"),
    ],
)
def test_each_move_on_four_to_twelve_years(found: list[Data], low: str, high: str) -> None:
    """48 to 144 months, moved; the court fixed five years, or a half; worked out by hand."""
    final = final_of(
        FOUR_TO_TWELVE,
        *found,
        kind="kind_0",
        chosen=Fraction(1, 2),
        chosen_factor=Fraction(3, 2),
        fixed=Fraction(60),
    )

    assert (Fraction(low), Fraction(high)) == (final["min"], final["max"])


def test_a_length_that_was_fixed_counts_by_the_calendar() -> None:
    """59 months and 27 days, which a condition may place at 60, are 59 27/30."""
    units = dict(zip(of_units("fixed"), (Fraction(59), Fraction(27)), strict=True))
    values = {"fixed": Fraction(60), of_counted("fixed"): Fraction(599, 10), **units}
    final = final_of(FOUR_TO_TWELVE, {"put": {"stated": "fixed"}}, **values)

    assert (Fraction(599, 10), Fraction(599, 10)) == (final["min"], final["max"])


@pytest.mark.parametrize(
    ("custody", "found", "expected"),
    [
        (
            {"ends": {"min": "5 y", "max": "none_stated"}},
            {"floor": "4 y"},
            (60, "none_stated"),
        ),
        ({"ends": {"min": "5 y", "max": "none_stated"}}, {"ceiling": "9 y"}, (60, 108)),
        (FOUR_TO_TWELVE, {"put": {"min": "none_stated"}}, ("none_stated", 144)),
        ({"ends": {"min": "4 y", "max": "life"}}, {"put": {"min": "none_stated"}}, ("none_stated", "life")),
        (FOUR_TO_TWELVE, {"put": {"min": "1 y", "max": "life"}}, (12, "life")),
        (
            {"ends": {"min": "4 y", "max": "life"}},
            {"scale": "1/2", "keeps_life": True},
            (24, "life"),
        ),
        ({"ends": {"min": "community_order", "max": "3 y"}}, {"scale": "1/3"}, ("community_order", 12)),
    ],
)
def test_moves_of_ends_that_are_words(custody: Data, found: Data, expected: tuple[Any, Any]) -> None:
    """A word keeps its place on the scale."""
    final = final_of(custody, found)

    assert expected == (final["min"], final["max"])


LADDER: Data = {"grades": ["grades", "g2", "g3"]}


@pytest.mark.parametrize(
    ("found", "low", "high"),
    [
        ([], "541/30", "60"),
        ([{"increase": 1, "target": "grade"}], "1081/30", "60"),  # clamped at the top of the ladder
        ([{"reduce": 1, "target": "grade"}], "61/30", "36"),
        ([{"reduce": 9, "target": "grade"}], "1/30", "2"),
        ([{"part": {"without": "highest"}, "target": "grade"}], "541/30", "36"),
        ([{"part": {"without": "lowest"}, "target": "grade"}], "1081/30", "60"),
        (
            [
                {"part": {"without": "lowest"}, "target": "grade"},
                {"part": {"without": "lowest"}, "target": "grade"},
            ],
            "1081/30",
            "60",
        ),  # the last grade stays
        ([{"part": {"without": "lowest"}, "target": "grade"}, {"scale": "2/3"}], "1081/45", "40"),
        ([{"reduce": {"between": [1, 2]}, "target": "grade"}], "1/30", "36"),
        ([{"reduce": {"between": [1, 2]}, "target": "grade", "count_from": "lowest"}], "1/30", "18"),
        ([{"reduce": {"between": [1, 2]}, "target": "grade", "count_from": "highest"}], "61/30", "36"),
        ([{"ceiling": "g2", "target": "grade"}], "541/30", "36"),
        ([{"floor": "g3", "target": "grade"}], "1081/30", "60"),
        ([{"put": "g1", "target": "grade"}], "61/30", "18"),
    ],
)
def test_grades_are_looked_up_after_all_moves(found: list[Data], low: str, high: str) -> None:
    """Grades move as whole numbers; the days come last, in the ruleset's calendar."""
    assert {"min": Fraction(low), "max": Fraction(high)} == final_of(LADDER, *found)


LEVELS: Data = {"levels": {"base": "points", "least": 1, "most": 3, "table": "by-level"}}


@pytest.mark.parametrize(
    ("points", "found", "expected"),
    [
        (2, [], (12, 24)),
        (9, [], (24, "life")),
        (2, [{"reduce": 1, "target": "level"}], (0, 12)),
        (9, [{"reduce": 7, "target": "level"}], (12, 24)),  # clamped only when looked up
        (9, [{"ceiling": 2, "target": "level"}], (12, 24)),
        (0, [{"floor": 2, "target": "level"}], (12, 24)),
        (2, [{"floor": 1, "target": "level"}], (12, 24)),
        (1, [{"put": 2, "target": "level"}], (12, 24)),
        (3, [{"reduce": {"between": [1, 2]}, "target": "level"}], (0, 24)),
        (3, [{"reduce": {"stated": "chosen_grades"}, "target": "level"}], (12, 24)),
    ],
)
def test_levels_are_looked_up_after_all_moves(
    points: int, found: list[Data], expected: tuple[Any, Any]
) -> None:
    """A level is a number until an end is asked for."""
    final = final_of(LEVELS, *found, points=Fraction(points), chosen_grades=Fraction(1))

    assert expected == (final["min"], final["max"])


CUSTODIES: st.SearchStrategy[Data] = st.one_of(
    ends().map(lambda e: {"ends": e}),
    ends().map(lambda e: {"ends": e}),
    st.sampled_from(["kind_0"]).map(lambda _: {"table": "by-kind"}),
    st.just(LADDER),
    st.just({"grades": ["grades", "g1", "g3"]}),
    st.just({**LEVELS, "statutory": {"min": "1 y", "max": "9 y"}}),
)
VALUES = st.fixed_dictionaries(
    {
        "chosen": st.none() | st.fractions(0, 1, max_denominator=6),
        "chosen_grades": st.none() | st.integers(0, 3).map(Fraction),
        "fixed": st.none() | st.integers(0, 200).map(Fraction),
        "kind": st.none() | st.sampled_from(["kind_0", "kind_0", "kind_1"]),
        "points": st.none() | st.integers(0, 5).map(Fraction),
    }
)


@settings(max_examples=80)
@given(st.data())
def test_every_operation_with_every_size_is_as_the_plain_calculation_has_it(data: st.DataObject) -> None:
    """Any steps in any phases: every checkpoint is the same, or both refuse for the same reason."""
    custody = data.draw(CUSTODIES)
    shape = "grades" if "grades" in custody else "levels" if "levels" in custody else "ends"
    steps: dict[str, Data] = {}
    is_number = {"life", "none_stated"}.isdisjoint(map(str, custody.get("ends", {}).values()))
    for phase in PHASES:
        for i in range(data.draw(st.integers(0, 2))):
            move = data.draw(
                moves(shape, table="by-kind").filter(lambda m: is_number or "parts" not in m.get("part", {}))
            )
            after = {"after": [f"{phase['phase']}-{i - 1}"]} if i else {}
            steps[f"{phase['phase']}-{i}"] = element(phase=phase["phase"], move=move, **after)
            shape = shape if move.get("target") in {"level", "grade"} else "ends"
    law, values = law_with(custody, steps), data.draw(VALUES)

    expected: Any
    try:
        expected = PlainRanges(JURISDICTION, law, "act", values).checkpoints(steps)
    except (MeaninglessError, OutsideError, PlainAwaitedError) as error:
        expected = type(error)

    assert expected == _found(law, values)


def _found(law: Data, values: Mapping[str, SlotValue]) -> Any:
    try:
        passage = passage_of(law, values)
    except RangeRuleError:
        return MeaninglessError
    except FractionOutsideBoundsError:
        return OutsideError
    assert passage is not None
    if passage.awaited:
        return PlainAwaitedError
    return {checkpoint.value: plain(range_) for checkpoint, range_ in passage.checkpoints.items()}


FACTORS = st.fractions(Fraction(1, 12), Fraction(3), max_denominator=60)


@settings(max_examples=50)
@given(st.lists(FACTORS, min_size=1, max_size=5), st.integers(0, 200), st.integers(0, 200))
def test_factors_are_exact_whatever_their_order(factors: list[Fraction], a: int, b: int) -> None:
    """Any chain of factors gives the plain product, to the last digit."""
    low, high = sorted((a, b))
    product = Fraction(1)
    for factor in factors:
        product *= factor
    custody = {"ends": {"min": f"{low} m", "max": f"{high} m"}}

    assert {"min": low * product, "max": high * product} == final_of(
        custody, *({"scale": str(factor)} for factor in factors)
    )


class TestCheckpoints:
    """Each phase leaves its checkpoint; what no phase leaves is as the one before."""

    def test_each_phase_leaves_its_own(self) -> None:
        """Every checkpoint from the statute to the end is there, unchanged ones too."""
        passage = passage_of(law_with(FOUR_TO_TWELVE, in_order({"scale": "4/3"}, phase="second")))
        assert passage is not None

        assert {"statutory": 48, "aggravated": 48, "individualised": 64, "final": 64} == {
            name.value: range_.min.months for name, range_ in passage.checkpoints.items()
        }

    def test_a_statute_beside_a_guideline_stands_under_statutory(self) -> None:
        """The range that steps move is the guideline's; limits may read the statute's."""
        custody: Data = {"table": "by-kind", "statutory": {"max": "14 y"}}
        step = {"floor": {"min": {"share": "1/2", "of": "range.statutory.max"}}}
        passage = passage_of(law_with(custody, in_order(step)), {"kind": "kind_0"})
        assert passage is not None

        expected: Any = (168, 84, 84)

        assert expected == (
            passage.checkpoints[Checkpoint.STATUTORY].max.months,
            passage.checkpoints[Checkpoint.FINAL].min.months,
            passage.checkpoints[Checkpoint.FINAL].max.months,
        )

    def test_every_step_that_acted_is_told_with_before_and_after(self) -> None:
        """In the order in which they acted."""
        passage = passage_of(law_with(FOUR_TO_TWELVE, in_order({"scale": 2}, {"increase": {"max": "1 m"}})))
        assert passage is not None

        expected: Any = [("step-0", 144, 288), ("step-1", 288, 289)]

        assert expected == [(a.step, a.before.max.months, a.after.max.months) for a in passage.applied]


class TestTables:
    """A table of ranges is looked up by what is known."""

    def test_a_key_that_is_not_known_is_awaited(self) -> None:
        """The range is open, and says by what; it is not that of a cell that is not there."""
        passage = passage_of(law_with({"table": "by-kind"}, {}))
        assert passage is not None

        assert (("kind",), {}) == (passage.awaited, passage.checkpoints)

    def test_so_is_one_that_a_step_asks_for(self) -> None:
        """Nothing is told of the range before."""
        passage = passage_of(law_with(FOUR_TO_TWELVE, in_order({"put": {"look_up": "by-kind"}})))
        assert passage is not None

        assert (("kind",), {}) == (passage.awaited, passage.checkpoints)

    def test_a_cell_that_is_not_there_is_not_recorded(self) -> None:
        """The ruleset does not hold it; no cell beside it answers."""
        assert {"min": "not_recorded", "max": "not_recorded"} == final_of({"table": "by-kind"}, kind="kind_1")

    @pytest.mark.parametrize("verb", ["scale", "increase", "reduce", "floor", "ceiling"])
    def test_a_size_that_nobody_stated_is_awaited(self, verb: str) -> None:
        """What is not stated moves nothing silently: the range is open, and says by what."""
        fact = "chosen_factor" if verb == "scale" else "fixed"
        passage = passage_of(law_with(FOUR_TO_TWELVE, in_order({verb: {"max": {"stated": fact}}})))
        assert passage is not None

        assert ((fact,), {}) == (passage.awaited, passage.checkpoints)

    def test_what_nobody_fixed_is_not_put(self) -> None:
        """The court picks within the range, which stands until it has."""
        passage = passage_of(law_with(FOUR_TO_TWELVE, in_order({"put": {"stated": "fixed"}})))
        assert passage is not None

        assert {"min": 48, "max": 144} == plain(passage.checkpoints[Checkpoint.FINAL])

    def test_a_limit_that_the_ruleset_does_not_hold_is_not_recorded(self) -> None:
        """A range that is limited by a cell that is not there is no range that is not limited."""
        final = final_of(FOUR_TO_TWELVE, {"ceiling": {"look_up": "by-kind"}}, kind="kind_1")

        assert {"min": "not_recorded", "max": "not_recorded"} == final

    def test_another_table_may_stand_in(self) -> None:
        """A key without a cell is looked up in the table that the ruleset names."""
        law = law_with({"table": "by-kind"}, {})
        law["ranges"]["by-kind"]["otherwise"] = "rest"
        law["ranges"]["rest"] = element(by=["kind"], cells={"kind_1": {"max": "3 y", "mark": "P"}})
        passage = passage_of(law, {"kind": "kind_1"})
        assert passage is not None

        expected: Any = (36, Mark.P)

        assert expected == (passage.checkpoints[Checkpoint.FINAL].max.months, passage.mark)
        assert (("by-kind", "kind_1"), ("rest", "kind_1")) == passage.looked_up

    def test_the_ranges_of_several_items_are_added_or_absorbed(self) -> None:
        """As the offence says, up to its cap."""
        law = law_with({"table": "by-scale", "cumulation": "add", "at_most": "40 y"}, {})
        law["substances"] = {"a": {"name": texts("a")}, "b": {"name": texts("b")}}
        rows = {"a": {"cuts": ["1 g"]}, "b": {"cuts": ["2 g"]}}
        bands = [{"band": "small", "to": "included"}, {"band": "large"}]
        law["tables"] = {"scale": element(effect="element", bands=bands, rows=rows)}
        cells = {"small": {"min": "1 y", "max": "3 y"}, "large": {"min": "10 y", "max": "30 y"}}
        law["ranges"]["by-scale"] = element(by=["scale"], cells=cells)
        values: dict[str, SlotValue] = {"scale": "large"}
        bands_of = {"scale": ("small", "large", "small")}
        added = passage_of(law, values, item_bands=bands_of)
        law["offences"]["act"]["sanction"]["custody"] = {"table": "by-scale"}
        absorbed = passage_of(law, values, item_bands=bands_of)
        assert added is not None
        assert absorbed is not None

        assert {"min": 12 + 120 + 12, "max": 36 + 360 + 36} == plain(added.checkpoints[Checkpoint.FINAL])
        assert {"min": 120, "max": 360} == plain(absorbed.checkpoints[Checkpoint.FINAL])


class TestChoices:
    """What the court chooses lies between bounds; nobody chooses for it."""

    def test_a_choice_outside_its_bounds_is_told_with_the_bounds(self) -> None:
        """The fact, the provision, the bounds and what was found."""
        move = {"reduce": {"between": ["1/6", "2/3"], "chosen": "chosen"}}
        with pytest.raises(FractionOutsideBoundsError) as caught:
            final_of(FOUR_TO_TWELVE, move, chosen=Fraction(3, 4))

        error = caught.value
        assert ("chosen", "art. 1", "1/6", "2/3", Fraction(3, 4)) == (
            error.fact,
            error.provision,
            error.least,
            error.most,
            error.found,
        )

    def test_the_best_case_takes_the_most_favourable_choice(self) -> None:
        """The most that may be taken off, the least that may be added."""
        steps = in_order({"reduce": {"between": ["1/6", "1/2"]}}, {"increase": {"between": ["1/4", 1]}})
        passage = passage_of(law_with(FOUR_TO_TWELVE, steps), route=Route.BEST_CASE)
        assert passage is not None

        assert {"min": 48 * Fraction(5, 8), "max": 144 * Fraction(5, 8)} == plain(
            passage.checkpoints[Checkpoint.FINAL]
        )

    def test_a_step_that_the_court_may_take_can_be_declined(self) -> None:
        """One that it must take cannot."""
        steps = in_order({"scale": 2}, {"increase": {"max": "1 m"}})
        steps["step-0"]["force"] = "may"
        found = moves_of(lowered(law_with(FOUR_TO_TWELVE, steps)))

        assert ("step-0",) == may_be_declined(found.items())
        assert {"step-1"} == set(standing_moves(found.items(), ["step-0"]))


class TestFines:
    """A fine is moved by the same steps as custody, in its own unit, where the step says so."""

    def test_a_fine_is_moved_and_rounded_once(self) -> None:
        """Ten to a hundred and one day-fines, by a third off, in whole units."""
        steps = in_order({"scale": "2/3"}, {"part": {"parts": 2, "pick": [1, 1]}})
        for step in steps.values():
            step["move"]["target"] = "fine"
        fine = {"unit": "day_fine", "min": 10, "max": 101, "whole_units": True}
        law = lowered(law_with({}, steps, all_of=[{"custody": FOUR_TO_TWELVE}, {"fine": fine}]))  # type: ignore[arg-type]  # a list of sanctions
        of = arithmetic(law, {})
        (leaf,) = [x for x in law.law.contents.offences["act"].sanction.leaves() if x.fine]  # type: ignore[union-attr]  # it has one
        assert leaf.fine is not None
        found = of.fine(leaf.fine, ["step-0", "step-1"], moves_of(law))
        least, most = Fraction(20, 3), Fraction(202, 3)

        assert (least, least + (most - least) / 2) == (found.min, found.max)
        assert (Fraction(6), Fraction(37)) == found.shown

    @pytest.mark.parametrize(
        ("move", "low", "high"),
        [
            ({"scale": "3/2"}, 15, 150),
            ({"increase": {"between": ["1/10", "1/2"]}}, 11, 150),
            ({"reduce": {"max": {"share": "1/5", "of": "range.statutory.max"}}}, 10, 80),
            ({"floor": 20}, 20, 100),
            ({"ceiling": {"max": 50}}, 10, 50),
            ({"put": {"min": 5, "max": 500}}, 5, 500),
            ({"put": {"min": "none_stated"}}, None, 100),
            ({"put": {"stated": "fixed_fine"}}, 30, 30),
        ],
    )
    def test_a_fine_takes_every_operation_that_has_a_meaning(
        self, move: Data, low: int | None, high: int
    ) -> None:
        """Ten to a hundred day-fines; the court fixed thirty."""
        steps = in_order({**move, "target": "fine"})
        fine = {"unit": "day_fine", "min": 10, "max": 100}
        law = lowered(law_with({}, steps, all_of=[{"custody": FOUR_TO_TWELVE}, {"fine": fine}]))  # type: ignore[arg-type]  # a list of sanctions
        (leaf,) = [x for x in law.law.contents.offences["act"].sanction.leaves() if x.fine]  # type: ignore[union-attr]  # it has one
        assert leaf.fine is not None
        found = arithmetic(law, {"fixed_fine": Fraction(30)}).fine(leaf.fine, ["step-0"], moves_of(law))

        expected: Any = (low, high)

        assert expected == (found.min, found.max)

    def test_custody_stays_where_a_step_acts_on_fines_alone(self) -> None:
        """It acted all the same."""
        steps = in_order({"scale": "2/3", "target": "fine"})
        passage = passage_of(law_with(FOUR_TO_TWELVE, steps))
        assert passage is not None

        assert (("step-0",), ()) == (passage.acted, passage.applied)
        assert {"min": 48, "max": 144} == plain(passage.checkpoints[Checkpoint.FINAL])


class TestWithoutMeaning:
    """What a ruleset must not ask for is refused as a defect, not answered."""

    @pytest.mark.parametrize(
        ("custody", "move"),
        [
            ({"ends": {"min": "10 y", "max": "life"}}, {"scale": "2/3"}),
            ({"ends": {"min": "10 y", "max": "life"}}, {"part": {"parts": 2, "pick": [1, 1]}}),
            (FOUR_TO_TWELVE, {"scale": {"min": 4}}),
            (FOUR_TO_TWELVE, {"increase": {"min": "9 y"}}),
            (FOUR_TO_TWELVE, {"put": {"min": "13 y"}}),
            (FOUR_TO_TWELVE, {"increase": 1, "target": "grade"}),
            (FOUR_TO_TWELVE, {"part": {"without": "highest"}, "target": "grade"}),
            (LADDER, {"ceiling": 1, "target": "level"}),
        ],
    )
    def test_no_answer(self, custody: Data, move: Data) -> None:
        """Two thirds of life, a third of a range up to life, a least above the most, grades of none."""
        with pytest.raises((RangeRuleError, RulesetFaults)):
            final_of(custody, move)


def test_an_offence_without_custody_has_no_passage(tmp_path: Path) -> None:
    """There is no range to tell."""
    law = law_with({}, {}, fine={"unit": "day_fine", "max": 10})

    assert passage_of(law) is None


def test_what_is_awaited_is_named() -> None:
    """By slot, in order."""
    error = AwaitedError(["b", "a"])

    assert (("b", "a"), "b, a") == (error.slots, str(error))
