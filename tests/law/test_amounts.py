from decimal import Decimal
from fractions import Fraction

import pint
import pytest
from hypothesis import given, strategies as st

from propengine.law.amounts import (
    MICRO,
    MOST_MICRO,
    UNIT_CODES,
    Dimension,
    read_amount,
    read_amount_text,
    read_decimal,
    unit_size,
)
from propengine.law.faults import Expected

ARABIC_THREE = "\N{ARABIC-INDIC DIGIT THREE}"
FULLWIDTH_THREE = "\N{FULLWIDTH DIGIT THREE}"


@pytest.mark.parametrize(
    "text",
    [
        "24,9",
        "1.000,5",
        "1,000",
        "1_000",
        "1e3",
        "1E3",
        "2*3",
        "1/2",
        "-1",
        "+1",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "",
        " ",
        " 5",
        "5 ",
        "5\n",
        ".5",
        "5.",
        "1.2.3",
        "0x10",
        ARABIC_THREE,
        f"1{FULLWIDTH_THREE}",
        "9" * 5000,
        "0." + "9" * 5000,
    ],
)
def test_what_is_no_plain_decimal_is_refused(text: str) -> None:
    """Only ASCII digits with one full stop between them are read; nothing is guessed."""
    with pytest.raises(Expected) as caught:
        read_decimal(text)

    assert text == caught.value.found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24.9", Fraction(249, 10)),
        ("0.1", Fraction(1, 10)),
        ("007", Fraction(7)),
        ("0", Fraction(0)),
        ("1.50", Fraction(3, 2)),
    ],
)
def test_a_decimal_is_read_exactly(text: str, number: Fraction) -> None:
    """A decimal is the rational that its digits say, never a binary float."""
    assert number == read_decimal(text)


@pytest.mark.parametrize(
    "unit", ["gr", "Mg", "G", "KG", "grams", "µg", "mcg", "", " g", "g ", "m", "gram", "g*2"]
)
def test_a_unit_outside_the_closed_list_is_refused(unit: str) -> None:
    """`gr` is no grain and `Mg` no tonne: units are codes, not words that a library parses."""
    with pytest.raises(Expected) as caught:
        read_amount("1", unit)

    assert "a unit code" == caught.value.expected
    assert UNIT_CODES == caught.value.choices


def test_a_unit_that_is_nearly_right_is_told_the_right_one() -> None:
    """A near miss is named, so that the writer need not look the list up."""
    with pytest.raises(Expected) as caught:
        read_amount("1", "tablets")

    assert "tablet" == caught.value.near


@pytest.mark.parametrize(
    ("unit", "meant"),
    [
        ("Kg", "kg"),
        ("KG", "kg"),
        ("kilos", "kg"),
        ("gramos", "g"),
        ("gr", "g"),
        ("\N{MICRO SIGN}g", "ug"),
        ("\N{GREEK SMALL LETTER MU}g", "ug"),
        ("mcg", "ug"),
        ("mL", "ml"),
        ("L", "l"),
        ("lbs", "lb"),
        ("plants", "plant"),
        ("Tablet", "tablet"),
        ("female plant", "female_plant"),
        ("Mg", None),
        ("MG", None),
        ("cl", None),
        ("dl", None),
        ("ML", None),
        ("ton", None),
        ("onza", None),
        ("libra", None),
        ("cg", None),
        ("hg", None),
        ("ng", None),
        ("k", None),
        ("m", None),
        ("", None),
        ("grain", None),
        ("pint", None),
    ],
)
def test_the_unit_that_is_meant_or_none(unit: str, meant: str | None) -> None:
    """A wrong hint is off by a thousand: it is given only where the text can mean nothing else."""
    with pytest.raises(Expected) as caught:
        read_amount("1", unit)

    assert meant == caught.value.near
    assert (f"did you mean {meant!r}" in str(caught.value)) is (meant is not None)


@pytest.mark.parametrize(
    ("unit", "grams"),
    [
        ("lb", Fraction(45359237, 100000)),
        ("oz", Fraction(45359237, 1600000)),
        ("t", Fraction(10**6)),
        ("kg", Fraction(1000)),
        ("mg", Fraction(1, 1000)),
        ("ug", Fraction(1, 10**6)),
    ],
)
def test_a_unit_of_mass_has_its_exact_legal_size(unit: str, grams: Fraction) -> None:
    """The international pound is 453.59237 g by definition; no binary rounding passes through it."""
    assert (grams, Dimension.MASS) == unit_size(unit)


# What pint calls them: its own words, because it reads some of our codes as other units.
PINT = {
    "g": ("gram", "gram"),
    "kg": ("kilogram", "gram"),
    "mg": ("milligram", "gram"),
    "ug": ("microgram", "gram"),
    "t": ("metric_ton", "gram"),
    "lb": ("pound", "gram"),
    "oz": ("ounce", "gram"),
    "ml": ("milliliter", "liter"),
    "l": ("liter", "liter"),
}
PINT_BASES = {"gram": Dimension.MASS, "liter": Dimension.VOLUME}
COUNTED = {"plant", "female_plant", "seed", "tablet", "dose", "unit"}


def test_every_unit_that_is_measured_is_as_large_as_pint_says() -> None:
    """A library that knows units, and shares nothing with the table, agrees on each to the last digit."""
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(non_int_type=Fraction, cache_folder=None)
    told = {
        unit: (Fraction(registry.Quantity(Fraction(1), name).to(base).magnitude), PINT_BASES[base])
        for unit, (name, base) in PINT.items()
    }

    assert told == {unit: unit_size(unit) for unit in UNIT_CODES if unit not in COUNTED}


def test_a_thing_that_is_counted_is_one_of_its_own_kind() -> None:
    """What pint does not know is a count, each of a dimension of its own."""
    assert {unit: (Fraction(1), Dimension(unit)) for unit in COUNTED} == {
        unit: unit_size(unit) for unit in UNIT_CODES if unit not in PINT
    }


def test_a_litre_and_a_counted_thing_are_their_own_bases() -> None:
    """Volumes and counts never turn into masses."""
    assert (Fraction(1), Dimension.VOLUME) == unit_size("l")
    assert (Fraction(1, 1000), Dimension.VOLUME) == unit_size("ml")
    assert (Fraction(1), Dimension.FEMALE_PLANT) == unit_size("female_plant")


def test_an_amount_below_a_microgram_is_rounded_down_and_says_so() -> None:
    """Rounding a case mass down favours the accused, and the answer can say that it happened."""
    amount = read_amount("1.0000019", "g")

    assert 1_000_001 == amount.micro
    assert amount.rounded


def test_an_exact_amount_is_not_called_rounded() -> None:
    """What was read without loss carries no notice."""
    assert not read_amount("24.9", "g").rounded


def test_an_ounce_is_rounded_down_not_to_nearest() -> None:
    """28.349523125 g is 28,349,523 µg, the fraction dropped."""
    assert 28_349_523 == read_amount("1", "oz").micro


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("0", "g"),
        ("0.000", "g"),
        ("0.0000001", "g"),
        ("0.5", "tablet"),
        ("100.000001", "t"),
        ("1" + "0" * 30, "g"),
        ("-1", "g"),
    ],
)
def test_an_amount_that_nobody_means_is_refused(value: str, unit: str) -> None:
    """Zero, next to nothing, half a tablet and more than 100 tonnes are slips of the pen."""
    with pytest.raises(Expected):
        read_amount(value, unit)


def test_the_largest_amount_is_read() -> None:
    """The bound itself is still an amount."""
    assert MOST_MICRO == read_amount("100", "t").micro


@pytest.mark.parametrize("text", ["25", "25g", "25  g", " 25 g", "25 g ", "25\tg", "g 25", "25 g pure"])
def test_an_amount_of_the_law_is_a_decimal_one_blank_and_a_unit(text: str) -> None:
    """Any other spelling is refused, so that equal amounts look equal in the law."""
    with pytest.raises(Expected):
        read_amount_text(text)


decimals = st.decimals("0.001", 10**5, places=3, allow_nan=False, allow_infinity=False)


@given(decimals, decimals, st.sampled_from(["g", "kg", "mg", "lb", "oz"]))
def test_the_order_of_two_texts_is_kept(a: Decimal, b: Decimal, unit: str) -> None:
    """Rounding never lets a smaller amount overtake a larger one."""
    smaller, larger = sorted((a, b))

    assert read_amount(f"{smaller:f}", unit).micro <= read_amount(f"{larger:f}", unit).micro


@given(decimals, st.sampled_from(["g", "kg", "mg", "ml", "l"]))
def test_equal_texts_of_the_law_and_of_a_case_are_equal(value: Decimal, unit: str) -> None:
    """One function reads both, so "equal to the limit" means the same on both sides."""
    assert read_amount(f"{value:f}", unit) == read_amount_text(f"{value:f} {unit}")


@given(decimals)
def test_a_value_in_grams_is_its_micrograms(value: Decimal) -> None:
    """Thousandths of a gram are whole micrograms, exactly."""
    assert Fraction(value) * MICRO == read_amount(f"{value:f}", "g").micro
