"""A fine, told: its ends in the unit of account of the law, and as enacted where steps moved them."""

from fractions import Fraction
from typing import Final

from babel.numbers import is_currency

from propengine.explain.telling import Telling, humanised
from propengine.v1 import sanction_pb2

_DAY_FINE: Final = "day_fine"


def fine(telling: Telling, message: sanction_pb2.Fine) -> str:
    """Return a fine: its ends, and those of the enactment where steps moved them."""
    called, unit = telling.said(message.max_called), message.unit
    text = telling.say("fine.of", amount=_amounts(telling, message.min, message.max, called, unit))
    if (message.min, message.max) != (message.enacted_min, message.enacted_max):
        enacted = _amounts(telling, message.enacted_min, message.enacted_max, called, unit)
        text = telling.say("fine.as-enacted", fine=text, amount=enacted)
    if message.not_below_fact:
        fact = telling.name("facts", message.not_below_fact)
        text = telling.say("fine.not-below", fine=text, fact=fact)
    return text


def _amounts(telling: Telling, least: str, most: str, called: str, unit: str) -> str:
    """Return the ends of a fine; `called` names a most that is no number."""
    low = _counted(telling, Fraction(least), unit) if least else ""
    high = _counted(telling, Fraction(most), unit) if most else called
    if least and most:
        number = telling.number(Fraction(least))
        return high if least == most else telling.say("range.between", least=number, most=high)
    if low and high:
        return telling.say("range.between", least=low, most=high)
    if high:
        return telling.say("range.up-to", length=high)
    if low:
        return telling.say("fine.at-least", amount=low)
    return telling.say("fine.no-amount", unit=_named(telling, unit))


def _counted(telling: Telling, amount: Fraction, unit: str) -> str:
    """Return so much of a unit: money with the name of its currency."""
    if unit == _DAY_FINE:
        return telling.say("fine.day-fines", count=amount, amount=telling.number(amount))
    if is_currency(unit):
        return telling.phrases.conventions.money(amount, unit)
    return f"{telling.number(amount)} {humanised(unit)}"


def _named(telling: Telling, unit: str) -> str:
    if unit == _DAY_FINE:
        return telling.say("fine.in-day-fines")
    return telling.phrases.conventions.currency(unit) if is_currency(unit) else humanised(unit)
