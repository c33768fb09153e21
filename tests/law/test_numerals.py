"""Exact numbers as text: what is read back is the number, digit for digit."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.law.numerals import decimal, legible, mixed


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(12), "12"),
        (Fraction(1, 2), "0.5"),
        (Fraction(9999, 100), "99.99"),
        (Fraction(2494, 100), "24.94"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(1, 3), "1/3"),
        (Fraction(100), "100"),
    ],
)
def test_decimal(number: Fraction, text: str) -> None:
    """A number that has a finite decimal is one, exactly; another is a fraction."""
    assert text == decimal(number)
    assert number == Fraction(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(12), "12"),
        (Fraction(9999, 100), "99.99"),
        (Fraction(1, 3), "1/3"),
        (Fraction(2000, 3), "666 2/3"),
        (Fraction(-4, 3), "-1 1/3"),
        (Fraction(-1, 3), "-1/3"),
    ],
)
def test_legible(number: Fraction, text: str) -> None:
    """What has no finite decimal is a whole number and a part: as exact, and read at a glance."""
    assert text == legible(number)
    whole, _, part = text.removeprefix("-").rpartition(" ")
    assert abs(number) == Fraction(whole or 0) + Fraction(part)


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4).map(Fraction)


@given(st.fractions() | DECIMALS)
def test_what_is_written_reads_back(number: Fraction) -> None:
    """No digit is lost in any of the three ways to write a number."""
    whole, _, part = mixed(number).removeprefix("-").rpartition(" ")
    sign = -1 if number < 0 else 1

    assert number == Fraction(decimal(number))
    assert number == sign * (Fraction(whole or 0) + Fraction(part))
    assert legible(number) in {decimal(number), mixed(number)}
