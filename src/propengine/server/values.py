"""The small parts of an answer: days, texts, exact numbers, sources and values with their units."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from google.type import date_pb2

from propengine.engine.outcome import LIFE_MONTHS
from propengine.law.amounts import Dimension
from propengine.core.domains import LEAST, MOST, SlotValue
from propengine.law.elements import Element, Language, Mark
from propengine.law.ruleset import Law
from propengine.law.sanctions import LIFE
from propengine.law.subjects import Kind
from propengine.server.faults import TooPreciseError
from propengine.server.words import MARK
from propengine.v1 import law_pb2

_UNIT_OF: Final = {Dimension.MASS: "g", Dimension.VOLUME: "l"}
MONTHS: Final = "m"


def fill_date(target: date_pb2.Date, day: date) -> None:
    """Write a day."""
    target.year, target.month, target.day = day.year, day.month, day.day


def fill_text(target: law_pb2.Text, texts: Mapping[Language, str] | None) -> None:
    """Write what is said in one or more languages."""
    for language, text in (texts or {}).items():
        setattr(target, language.value, text)


def fill_rational(target: law_pb2.Rational, number: Fraction) -> None:
    """Write an exact number.

    Raises:
        TooPreciseError: it does not fit.
    """
    try:
        target.numerator, target.denominator = number.numerator, number.denominator
    except ValueError:
        raise TooPreciseError from None


def fill_source(
    target: law_pb2.Source,
    law: Law,
    kind: str,
    id_: str,
    mark: Mark | None = None,
    provision: str | None = None,
) -> None:
    """Write where an element of a law comes from; `mark` and `provision` are those of a part of it."""
    element: Element | None = getattr(law.contents, kind).get(id_)
    if isinstance(element, Element):
        target.provision = provision or element.provision
        target.mark = MARK[mark or element.mark]
    owner = law.owners.get((kind, id_))
    if owner is not None:
        target.revision = str(owner)


def unit_of_dimension(dimension: Dimension) -> str:
    """Return the unit code of what the engine counts of a dimension in."""
    return _UNIT_OF.get(dimension, dimension.value)


def unit_of(law: Law, slot: str) -> str:
    """Return the unit in which a slot of a law holds a number; empty for a plain number or none."""
    if slot in {LEAST, MOST}:
        return MONTHS
    subject = law.subjects.get(slot)
    if subject is None:
        return ""
    if subject.dimension is not None:
        return unit_of_dimension(subject.dimension)
    return MONTHS if subject.kind in {Kind.DURATION, Kind.SENTENCE} else ""


def fill_value(target: law_pb2.Value, value: SlotValue, unit: str) -> None:
    """Write a value; nothing where nothing is known."""
    if isinstance(value, bool):
        target.boolean = value
    elif isinstance(value, str):
        target.word = value
    elif value is not None:
        if unit == MONTHS and value == LIFE_MONTHS:
            target.word = LIFE
            return
        target.number = str(value)
        if unit:
            target.unit = unit


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
