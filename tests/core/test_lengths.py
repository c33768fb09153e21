"""Lengths of time across units: compared on what the units can be; what stays open favours the person."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.core.lengths import compare, place, place_share
from propengine.law.durations import Calendar, read_duration
from propengine.law.limits import Side

CALENDAR = Calendar(day="1/30", week="7/30", provision="convention")  # type: ignore[arg-type]  # read from text
LESS, OPEN, MORE = -1, 0, 1


@pytest.mark.parametrize(
    ("length", "limit", "order"),
    [
        ("365 d", "1 y", OPEN),  # a year has 365 or 366 days
        ("366 d", "1 y", OPEN),
        ("367 d", "1 y", MORE),
        ("364 d", "1 y", LESS),
        ("52 w", "1 y", LESS),  # 364 days
        ("53 w", "1 y", MORE),  # 371 days
        ("104 w", "728 d", OPEN),  # the same
        ("104 w", "729 d", LESS),
        ("104 w", "2 y", LESS),  # 728 days; two years have 730 or 731
        ("730 d", "2 y", OPEN),
        ("731 d", "2 y", OPEN),
        ("732 d", "2 y", MORE),
        ("1825 d", "5 y", OPEN),  # five years have 1826 or 1827 days, but 1825 around 1900 and 2100
        ("1824 d", "5 y", LESS),
        ("260 w", "5 y", LESS),  # 1820 days
        ("1827 d", "5 y", OPEN),
        ("1828 d", "5 y", MORE),
        ("28 d", "1 m", OPEN),
        ("27 d", "1 m", LESS),
        ("31 d", "1 m", OPEN),
        ("32 d", "1 m", MORE),
        ("59 d", "2 m", OPEN),  # January and February, or February and March
        ("58 d", "2 m", LESS),
        ("62 d", "2 m", OPEN),  # July and August
        ("63 d", "2 m", MORE),
        ("12 m", "1 y", OPEN),
        ("1 y 1 d", "1 y", MORE),
        ("5 y 1 d", "5 y", MORE),
        ("5 y less a day", "5 y", LESS),
        ("11 m 30 d", "1 y", OPEN),
        ("1 y", "366 d", OPEN),
        ("1 y", "364 d", MORE),
        ("1 y", "367 d", LESS),
        ("24 h", "1 d", OPEN),
        ("23 h", "1 d", LESS),
        ("0", "1 d", LESS),
    ],
)
def test_a_length_against_a_limit(length: str, limit: str, order: int) -> None:
    """Less for whatever months and years it lies in, or more for all of them, or open."""
    assert order == compare(read_duration(length), read_duration(limit))


UNITS = st.tuples(st.integers(0, 20), st.sampled_from("ymwd")).map(lambda t: f"{t[0]} {t[1]}")


@given(UNITS, UNITS)
def test_the_order_is_the_same_from_both_sides(first: str, second: str) -> None:
    """What is less than another is what the other is more than."""
    a, b = read_duration(first), read_duration(second)

    assert compare(a, b) == -compare(b, a)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_one_unit_is_compared_as_numbers(a: int, b: int) -> None:
    """Days with days, weeks with days, months with years."""
    order = (a > b) - (a < b)

    assert order == compare(read_duration(f"{a} d"), read_duration(f"{b} d"))
    assert (a * 7 > b) - (a * 7 < b) == compare(read_duration(f"{a} w"), read_duration(f"{b} d"))
    assert (a > b * 12) - (a < b * 12) == compare(read_duration(f"{a} m"), read_duration(f"{b} y"))


@pytest.mark.parametrize(
    ("length", "limits", "months", "across"),
    [
        ("365 d", ["1 y"], Fraction(12), True),  # may be equal: taken as equal, and told
        ("366 d", ["1 y"], Fraction(12), True),
        ("12 m", ["1 y"], Fraction(12), False),
        ("9 m", ["1 y"], Fraction(9), False),
        ("60 d", [], Fraction(2), False),  # nothing to compare with: as the legal order counts
        ("60 d", ["1 y"], Fraction(2), False),
        ("364 d", ["364 d"], Fraction(364, 30), False),
        ("52 w", ["364 d"], Fraction(364, 30), False),
    ],
)
def test_a_length_in_months(length: str, limits: list[str], months: Fraction, across: bool) -> None:  # noqa: FBT001 - a case
    """As the calendar counts, unless a comparison across units says otherwise."""
    found = place(read_duration(length), {read_duration(limit): Side.AT for limit in limits}, CALENDAR)

    assert (months, across) == found


@pytest.mark.parametrize(
    ("length", "side", "sign", "across"),
    [
        ("1096 d", Side.ABOVE, 1, True),  # three years have 1,095 or 1,096 days
        ("1095 d", Side.ABOVE, 0, True),  # it is equal or less
        ("1095 d", Side.BELOW, -1, True),
        ("1096 d", Side.BELOW, 0, True),
        ("1097 d", Side.BELOW, 1, False),
        ("1094 d", Side.ABOVE, -1, False),
        ("36 m", Side.ABOVE, 0, False),
    ],
)
def test_what_may_be_equal_is_placed_on_the_side_that_it_may_be_on(
    length: str,
    side: Side,
    sign: int,
    across: bool,  # noqa: FBT001 - a case
) -> None:
    """Beside the limit where the law would have it so and the days allow it."""
    months, is_across = place(read_duration(length), {read_duration("3 y"): side}, CALENDAR)

    assert (sign, across) == (_sign(months - 36), is_across)


@pytest.mark.parametrize(
    ("part", "whole", "sign", "across"),
    [
        ("18 m", "3 y", 0, False),
        ("541 d", "1095 d", -1, False),  # 49.4 %, whatever a month has
        ("547 d", "1095 d", -1, False),
        ("548 d", "1095 d", 1, False),
        ("547 d", "3 y", -1, False),  # three years have 1,095 or 1,096 days
        ("548 d", "3 y", 0, True),
        ("545 d", "3 y", -1, False),
        ("1 y", "730 d", 0, True),  # twice one year has 730 to 732 days
        ("1 y", "729 d", 1, False),
        ("1 y", "733 d", -1, False),
        ("360 d", "2 y", -1, False),
        ("0", "2 y", -1, False),
    ],
)
def test_a_share_of_a_length_is_compared_on_what_the_units_can_be(
    part: str,
    whole: str,
    sign: int,
    across: bool,  # noqa: FBT001 - a case
) -> None:
    """Against a half: less, more, or equal where it may be."""
    half = Fraction(1, 2)
    share, is_across = place_share(read_duration(part), read_duration(whole), {half: Side.AT})

    assert (sign, across) == (_sign(share - half), is_across)


@pytest.mark.parametrize(
    ("part", "sign"),
    [("290 d", -1), ("292 d", -1), ("293 d", 1), ("9 m 18 d", -1), ("9 m 19 d", 1)],
)
def test_a_tenth_of_a_length_has_a_tenth_of_its_days(part: str, sign: int) -> None:
    """Eight years have 2,921 or 2,922 days: a tenth of them is a tenth of their days."""
    tenth = Fraction(1, 10)
    share, _ = place_share(read_duration(part), read_duration("8 y"), {tenth: Side.AT})

    assert sign == _sign(share - tenth)


@given(UNITS, st.lists(UNITS, max_size=4))
def test_what_is_placed_compares_with_each_limit_as_the_length_does(length: str, limits: list[str]) -> None:
    """Less, more, or equal where it is open: for the limits of a law, in its calendar, that are in order.

    Limits whose order the calendar counts otherwise than every calendar does are left out.
    """
    read = [read_duration(limit) for limit in limits]
    kept = [
        limit
        for limit in read
        if all(
            _sign(CALENDAR.months(limit) - CALENDAR.months(other)) == compare(limit, other) for other in read
        )
    ]
    own = read_duration(length)
    months, _ = place(own, dict.fromkeys(kept, Side.AT), CALENDAR)
    orders = {limit.text: compare(own, limit) for limit in kept}
    if list(orders.values()).count(0) < 2:
        assert orders == {limit.text: _sign(months - CALENDAR.months(limit)) for limit in kept}


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
