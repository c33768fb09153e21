"""Exact numbers as text: none is rounded, and none is made a binary float on its way."""

from fractions import Fraction


def decimal(number: Fraction) -> str:
    """Return an exact number as a decimal where it has a finite one, else as `n/d`."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(number)
    places = max(twos, fives)
    if not places:
        return str(number.numerator)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def legible(number: Fraction) -> str:
    """Return an exact number as it is read: a decimal, or else whole and a part, such as `666 2/3`."""
    text = decimal(number)
    return mixed(number) if "/" in text else text


def mixed(number: Fraction) -> str:
    """Return an exact number as whole and a part, such as `1 1/2`."""
    whole, rest = divmod(abs(number), 1)
    parts = [str(part) for part in (whole, rest) if part] or ["0"]
    return f"{'-' if number < 0 else ''}{' '.join(parts)}"
