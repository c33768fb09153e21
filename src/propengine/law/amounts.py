"""Amounts of a substance: a decimal string and a unit code from a closed list, read exactly.

One reading function serves the limits in the law and the items of a case, so that equal texts stay equal:
the amount in micro-units of its dimension (micrograms, microlitres, or millionths of a counted thing),
rounded down, which favours the accused on a case mass and keeps the order of any two texts.
The size of each unit is a written fraction, exact by definition; a test holds every one equal to pint's.
"""

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from propengine.law.faults import Expected

MICRO: Final = 1_000_000
MOST_MICRO: Final = 10**14
"""No amount above 100 tonnes, 100,000 litres or 100 million things is read: it is a slip of the pen."""

DECIMAL: Final = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,40})?", re.ASCII)


class Dimension(StrEnum):
    """What a unit counts: things of different dimensions never compare."""

    MASS = "mass"
    VOLUME = "volume"
    PLANT = "plant"
    FEMALE_PLANT = "female_plant"
    SEED = "seed"
    TABLET = "tablet"
    DOSE = "dose"
    UNIT = "unit"


_POUND: Final = Fraction(45_359_237, 100_000)
"""The international avoirdupois pound in grams, by definition."""
_SIZES: Final = {
    "g": (Fraction(1), Dimension.MASS),
    "kg": (Fraction(1000), Dimension.MASS),
    "mg": (Fraction(1, 1000), Dimension.MASS),
    "ug": (Fraction(1, 1_000_000), Dimension.MASS),
    "t": (Fraction(1_000_000), Dimension.MASS),
    "lb": (_POUND, Dimension.MASS),
    "oz": (_POUND / 16, Dimension.MASS),
    "ml": (Fraction(1, 1000), Dimension.VOLUME),
    "l": (Fraction(1), Dimension.VOLUME),
}
_MEASURED: Final = frozenset({Dimension.MASS, Dimension.VOLUME})
_UNITS: Final = _SIZES | {
    dimension.value: (Fraction(1), dimension) for dimension in Dimension if dimension not in _MEASURED
}
UNIT_CODES: Final = tuple(_UNITS)
"""Every unit code that a case or a ruleset may use."""


_SPELLINGS: Final = {
    "g": "G g. gr gr. grs gram grams gramme grammes gramo gramos grama gramas",
    "kg": "Kg KG kG kg. kgs kilo kilos kilogram kilograms kilogramo kilogramos quilo quilos",
    "mg": "mg. mgs milligram milligrams miligramo miligramos miligrama miligramas",
    "ug": "\N{MICRO SIGN}g \N{GREEK SMALL LETTER MU}g mcg mcgs microgram micrograms microgramo microgramos",
    "t": "tonne tonnes tonelada toneladas",
    "lb": "Lb LB lb. lbs pound pounds",
    "oz": "Oz OZ oz. ounce ounces",
    "ml": "mL ml. milliliter milliliters millilitre millilitres mililitro mililitros",
    "l": "L l. liter liters litre litres litro litros",
    "plant": "planta plantas",
    "seed": "semilla semillas semente sementes",
    "tablet": "pill pills pastilla pastillas comprimido comprimidos",
    "dose": "dosis",
    "unit": "unidad unidades unidade",
}
"""How people write a unit besides; what may mean two of them, such as Mg, ton or onza, means none."""
_MEANT: Final = {word: code for code, words in _SPELLINGS.items() for word in words.split()}


def no_unit(code: str) -> Expected:
    """Return what a text that is no unit code lacks, with the code that it can only mean, if there is one.

    Likeness says nothing of a unit: `Mg` is like `mg`, and a thousand million times as much.
    """
    error = Expected("a unit code", code, choices=UNIT_CODES)
    counts = [unit for unit, (_, dimension) in _UNITS.items() if dimension not in _MEASURED]
    like = difflib.get_close_matches(code.lower(), counts, n=1, cutoff=0.8)
    error.near = _MEANT.get(code) or (like[0] if like else None)
    return error


def unit_size(code: str) -> tuple[Fraction, Dimension]:
    """Return how many base units (gram, litre, thing) one unit holds, exactly, and its dimension.

    Raises:
        Expected: the code is not in `UNIT_CODES`.
    """
    if code not in _UNITS:
        raise no_unit(code)
    return _UNITS[code]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole micro-units of its dimension, with the words it was read from."""

    micro: int
    dimension: Dimension
    text: str
    rounded: bool = False

    def __str__(self) -> str:
        """Return the words it was read from."""
        return self.text


def read_decimal(text: str) -> Fraction:
    """Read a decimal as it travels: ASCII digits, with at most one full stop between digits.

    Raises:
        Expected: anything else, signs, exponents, thousands separators and blanks included.
    """
    if not DECIMAL.fullmatch(text):
        raise Expected("digits with at most one full stop between them, such as 24.9", text)
    return Fraction(text)


@dataclass(frozen=True, slots=True)
class Measured:
    """An amount in exact micro-units of its dimension."""

    micro: Fraction
    dimension: Dimension


def read_exact(value: str, unit: str) -> Measured:
    """Read a decimal and a unit code, without rounding.

    Raises:
        Expected: the decimal or the unit code is not one, the amount is zero or too large to be meant, or a
            counted thing is not whole.
    """
    number = read_decimal(value)
    size, dimension = unit_size(unit)
    micro = number * size * MICRO
    text = f"{value} {unit}"
    if number == 0:
        raise Expected("an amount above zero", text)
    if micro >= MOST_MICRO + 1:
        raise Expected("an amount of at most 100 tonnes, 100,000 litres or 100 million things", text)
    if dimension not in _MEASURED and number.denominator != 1:
        raise Expected("a whole number of things", text)
    return Measured(micro, dimension)


def read_amount(value: str, unit: str) -> Amount:
    """Read a decimal and a unit code as an `Amount`, rounded down to whole micro-units.

    Raises:
        Expected: see `read_exact`; or the amount rounds to nothing.
    """
    exact = read_exact(value, unit)
    micro = exact.micro.numerator // exact.micro.denominator
    text = f"{value} {unit}"
    if micro == 0:
        raise Expected("an amount of at least one millionth of a gram, litre or thing", text)
    return Amount(micro, exact.dimension, text, rounded=exact.micro.denominator != 1)


def read_amount_text(text: str) -> Amount:
    """Read an amount as a ruleset writes it: a decimal, one blank, a unit code (`24.9 g`).

    Raises:
        Expected: see `read_amount`.
    """
    value, blank, unit = text.partition(" ")
    if not blank:
        raise Expected("a decimal, one blank and a unit code, such as 25 g", text)
    return read_amount(value, unit)
