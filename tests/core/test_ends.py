"""Ends of ranges: one scale, one order, one arithmetic."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from propengine.core.ends import (
    NO_RANGE,
    NOTHING,
    End,
    Order,
    Range,
    RangeRuleError,
    Scale,
    Side,
    capped,
    part,
    plus,
    times,
    total,
)
from propengine.core.slots import Of
from propengine.law.durations import Calendar
from propengine.law.sanctions import Ends

CALENDAR = Calendar(day="1/30", week="7/30", provision="convention")  # type: ignore[arg-type]  # read from text
RUNGS = ("fine_band", "community_order")
SCALE = Scale(RUNGS, CALENDAR)
LIFE, NONE, LOST = End(None, "life"), End(None, "none_stated"), End(None, "not_recorded")
RUNG, HIGHER_RUNG = End(None, "fine_band"), End(None, "community_order")

MONTHS = st.fractions(0, 300, max_denominator=30).map(End)
ENDS = st.one_of(MONTHS, st.sampled_from([LIFE, NONE, LOST, RUNG, HIGHER_RUNG, NOTHING]))
SIDES: st.SearchStrategy[Side] = st.sampled_from(["min", "max", "point"])


def years(number: int | str) -> End:
    """Return a number of years."""
    return End(Fraction(number) * 12)


def written(**ends: str | int) -> Range:
    """Return a range as a law writes it."""
    return SCALE.range(Ends.model_validate(ends))


class TestOrder:
    """Rungs below months, months below `none stated` as a most, life above all numbers."""

    def test_the_scale_from_the_bottom(self) -> None:
        """Each is less than every later one."""
        order = [RUNG, HIGHER_RUNG, End(Fraction(1, 720)), years(1), years(900)]
        for (i, a), (j, b) in product(enumerate(order), repeat=2):
            expected = Order.EQUAL if i == j else Order.LESS if i < j else Order.MORE
            assert expected is SCALE.compare(a, b)

    def test_a_rung_is_below_no_months_at_all(self) -> None:
        """A community order is not custody, not even custody of nothing."""
        assert Order.LESS is SCALE.compare(HIGHER_RUNG, NOTHING)

    @pytest.mark.parametrize("end", [RUNG, NOTHING, years(5), years(100)])
    def test_life_and_an_unstated_most_are_above_every_number(self, end: End) -> None:
        """Neither is a number, and no number is more."""
        assert Order.MORE is SCALE.compare(LIFE, end)
        assert Order.MORE is SCALE.compare(NONE, end, "max")

    def test_an_unstated_least_ranks_with_nothing(self) -> None:
        """A law that names no least lets the court go down to nothing; it keeps its word all the same."""
        assert Order.EQUAL is SCALE.compare(NONE, NOTHING, "min")
        assert Order.LESS is SCALE.compare(NONE, years(1), "min")
        assert Order.MORE is SCALE.compare(NONE, RUNG, "min")
        assert NONE != NOTHING

    def test_life_and_an_unstated_most_do_not_compare(self) -> None:
        """No law says which is more."""
        assert Order.OPEN is SCALE.compare(LIFE, NONE, "max")
        assert Order.OPEN is SCALE.compare(NONE, LIFE, "max")

    def test_an_unstated_least_is_less_than_life(self) -> None:
        """As a least it ranks with nothing, and nothing is less than life."""
        assert Order.LESS is SCALE.compare(NONE, LIFE, "min")

    @given(ENDS, SIDES)
    def test_what_is_not_recorded_compares_with_nothing(self, end: End, side: Side) -> None:
        """Not even with itself: two figures that nobody holds may differ."""
        assert Order.OPEN is SCALE.compare(LOST, end, side)
        assert Order.OPEN is SCALE.compare(end, LOST, side)

    @given(ENDS, ENDS, SIDES)
    def test_the_order_is_the_same_from_both_sides(self, a: End, b: End, side: Side) -> None:
        """What is less than another is what the other is more than."""
        turned = {Order.LESS: Order.MORE, Order.MORE: Order.LESS}
        found = SCALE.compare(a, b, side)

        assert turned.get(found, found) is SCALE.compare(b, a, side)

    @given(ENDS, ENDS, ENDS, SIDES)
    def test_the_order_is_transitive(self, a: End, b: End, c: End, side: Side) -> None:
        """Less than what is less is less."""
        if SCALE.compare(a, b, side) is SCALE.compare(b, c, side) is Order.LESS:
            assert Order.LESS is SCALE.compare(a, c, side)

    def test_the_words_of_the_enactment_do_not_matter(self) -> None:
        """One year and twelve months are one end."""
        assert Order.EQUAL is SCALE.compare(
            End(Fraction(12), None, "1 y"), End(Fraction(12), None, "12 m"), "min"
        )


class TestClamps:
    """A floor raises and a ceiling lowers; what does not compare stays."""

    @pytest.mark.parametrize(
        ("here", "limit", "floor", "expected"),
        [
            # five years to none stated, not below four: nothing is below it
            (Range(years(5), NONE), years(4), True, (years(5), NONE)),
            # not above nine: an unstated most is above nine years
            (Range(years(5), NONE), years(9), False, (years(5), years(9))),
            # an unstated least ranks with nothing: a floor of one year raises it
            (Range(NONE, years(5)), years(1), True, (years(1), years(5))),
            (Range(NONE, years(5)), years(9), False, (NONE, years(5))),
            (Range(years(4), LIFE), years(9), False, (years(4), years(9))),
            (Range(years(4), LIFE), years(9), True, (years(9), LIFE)),
            # wholly beyond it: the point at the limit
            (Range(years(4), years(12)), years(13), True, (years(13), years(13))),
            (Range(years(4), years(12)), years(3), False, (years(3), years(3))),
            # not recorded compares with nothing
            (Range(LOST, LOST), years(3), False, (LOST, LOST)),
            (Range(RUNG, years(3)), years(1), True, (years(1), years(3))),
        ],
    )
    def test_clamps(self, here: Range, limit: End, expected: tuple[End, End], *, floor: bool) -> None:
        """Worked out by hand."""
        found = SCALE.clamped(here, limit, ("min", "max", "point"), floor)

        assert expected == (found.min, found.max)

    def test_a_floor_on_the_least_alone_may_reach_the_most(self) -> None:
        """A least raised above the most makes the point at the limit: no range ends before it begins."""
        found = SCALE.clamped(Range(years(1), years(2)), years(3), ("min",), True)  # noqa: FBT003 - a floor

        assert (years(3), years(3)) == (found.min, found.max)

    def test_only_the_sides_that_are_named_move(self) -> None:
        """A ceiling on the most leaves the point."""
        found = SCALE.clamped(Range(years(1), years(9), years(6)), years(5), ("max",), False)  # noqa: FBT003 - a ceiling

        assert (years(1), years(5), years(6)) == (found.min, found.max, found.point)

    @given(MONTHS, MONTHS, MONTHS, st.booleans())
    def test_a_clamped_range_lies_within_the_limit(self, a: End, b: End, limit: End, floor: bool) -> None:  # noqa: FBT001 - drawn
        """And stays a range."""
        low, high = sorted((a, b), key=lambda end: end.months or 0)
        found = SCALE.clamped(Range(low, high), limit, ("min", "max", "point"), floor)
        ends = [end.months for end in (found.min, found.max)]

        assert None not in ends
        assert ends[0] <= ends[1]  # type: ignore[operator]  # numbers, as just said
        for end, before in zip(ends, (low, high), strict=True):
            bound = max if floor else min
            assert bound(before.months, limit.months) == end  # type: ignore[type-var]  # numbers


class TestNumbers:
    """What conditions compare of a range."""

    @pytest.mark.parametrize(
        ("here", "mean"),
        [
            (Range(years(2), years(4)), Fraction(36)),
            (Range(years(2), LIFE), None),
            (Range(NONE, years(4)), None),
            (Range(RUNG, years(4)), None),
            (NO_RANGE, None),
        ],
    )
    def test_the_mean_of_an_end_that_is_no_number_is_none(self, here: Range, mean: Fraction | None) -> None:
        """It is on no side of any limit."""
        assert mean == here.mean == here.number(Of.MEAN)

    def test_words_as_conditions_compare_them(self) -> None:
        """An unstated least and a rung are nothing; life and an unstated most are above every limit."""
        limit = Fraction(10**6)

        assert Fraction(0) == Range(NONE, NONE).number(Of.MIN) == Range(RUNG, years(1)).number(Of.MIN)
        for most in (LIFE, NONE):
            found = Range(years(1), most).number(Of.MAX)
            assert found is not None
            assert found > limit
        assert NO_RANGE.number(Of.MIN) is NO_RANGE.number(Of.MAX) is None

    def test_points_levels_and_grades(self) -> None:
        """A range that has none of them has nothing to compare."""
        here = Range(years(1), years(2), years(1), levels=(7, 7), grades=(1, 3))

        assert [12, 7, 3] == [here.number(of) for of in (Of.POINT, Of.LEVEL, Of.GRADES)]
        assert [None, None, None] == [
            Range(years(1), years(2)).number(of) for of in (Of.POINT, Of.LEVEL, Of.GRADES)
        ]

    def test_a_range_as_enacted(self) -> None:
        """The words stay beside the months."""
        found = written(min="4 y", max="12 y", point="5 y")

        expected: list[Any] = [(48, "4 y"), (144, "12 y"), (60, "5 y")]
        unstated: Any = (0, "none_stated")

        assert expected == [(end.months, end.written) for end in (found.min, found.max, found.point) if end]
        assert unstated == (
            written(max="none_stated").min.months,
            written(max="none_stated").max.word,
        )


class TestArithmetic:
    """Exact, and never on a word."""

    @given(MONTHS, st.fractions(0, 3, max_denominator=60))
    def test_times_and_plus(self, end: End, number: Fraction) -> None:
        """Plain arithmetic on months."""
        assert end.months is not None
        assert end.months * number == times(end, number).months
        assert end.months + number == plus(end, End(number), +1).months
        assert max(end.months - number, Fraction(0)) == plus(end, End(number), -1).months
        assert end == times(end, None) == times(end, Fraction(1))

    @pytest.mark.parametrize("end", [NONE, RUNG, LOST])
    def test_a_word_stays_a_word(self, end: End) -> None:
        """Two thirds of nothing stated is nothing stated."""
        assert end == times(end, Fraction(2, 3)) == plus(end, End(Fraction(6)), +1)

    def test_no_word_is_added(self) -> None:
        """Two years and life are no length; what is not recorded makes what is not recorded."""
        with pytest.raises(RangeRuleError):
            plus(End(Fraction(24)), LIFE, +1)
        assert LOST == plus(End(Fraction(24)), LOST, +1)

    def test_life_is_never_multiplied_unless_the_law_says_what_happens(self) -> None:
        """Half of life has no meaning; a law may say that life stays."""
        with pytest.raises(RangeRuleError):
            times(LIFE, Fraction(1, 2))
        assert LIFE == times(LIFE, Fraction(1, 2), keeps_life=True) == times(LIFE, None)

    def test_a_point_that_is_not_there_cannot_be_multiplied(self) -> None:
        """The ruleset asks for something without a meaning."""
        with pytest.raises(RangeRuleError):
            times(None, Fraction(2))

    @pytest.mark.parametrize(("cap", "at"), [("max", years(2)), ("min", years(3))])
    def test_a_least_above_the_most_becomes_the_point_that_the_step_names(self, cap: str, at: End) -> None:
        """At the end that caps."""
        found = capped(Range(years(3), years(2)), cap)

        assert (at, at) == (found.min, found.max)

    def test_a_least_above_the_most_without_a_cap_is_a_defect(self) -> None:
        """No range ends before it begins."""
        with pytest.raises(RangeRuleError):
            capped(Range(years(3), years(2)), None)

    @given(MONTHS, MONTHS, st.integers(2, 12), st.data())
    def test_the_parts_of_a_range_make_the_whole(
        self, a: End, b: End, parts: int, data: st.DataObject
    ) -> None:
        """Each part begins where the one before ends; the first and the last end where the range does."""
        low, high = sorted((a, b), key=lambda end: end.months or 0)
        here = Range(low, high)
        cut = data.draw(st.integers(1, parts - 1))
        first, second = part(here, parts, 1, cut), part(here, parts, cut + 1, parts)

        assert (low.months, high.months) == (first.min.months, second.max.months)
        assert first.max.months == second.min.months

    @pytest.mark.parametrize("here", [Range(years(1), LIFE), Range(NONE, years(1)), Range(RUNG, years(1))])
    def test_a_range_without_numbers_cannot_be_divided(self, here: Range) -> None:
        """A third of a range up to life has no meaning."""
        with pytest.raises(RangeRuleError):
            part(here, 3, 1, 1)

    @given(st.lists(MONTHS, max_size=5), st.none() | st.fractions(0, 300, max_denominator=30))
    def test_totals(self, ends: list[End], cap: Fraction | None) -> None:
        """Added up, at most the cap."""
        plain = sum((end.months or Fraction(0) for end in ends), start=Fraction(0))

        assert (plain if cap is None or plain < cap else cap) == total(ends, cap).months

    def test_a_total_with_life_is_life(self) -> None:
        """An end that is no number stands for the sum, even under a cap."""
        assert "life" == total([years(1), LIFE], Fraction(240)).word

    def test_the_gravest_word_stands_for_a_sum(self) -> None:
        """Life and a rung together are life, in whatever order the items stand."""
        assert total([RUNG, LIFE], None) == total([LIFE, RUNG], None) == LIFE


def test_an_end_says_what_it_is() -> None:
    """The word, or the exact months."""
    assert ["life", "25/2 m"] == [str(LIFE), str(End(Fraction(25, 2)))]
