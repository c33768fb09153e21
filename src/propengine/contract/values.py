"""The small parts of an answer: days, texts, exact numbers, sources and values with their units."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from google.type import date_pb2

from propengine.contract.enums import MARK
from propengine.contract.languages import written
from propengine.contract.rendering import exactly_in_words
from propengine.core.ends import ABOVE_ALL, SIDES
from propengine.core.slots import LAWFUL, LEAST, MOST, Of, SlotValue
from propengine.engine.runs import Run
from propengine.law.amounts import Dimension
from propengine.law.durations import Calendar
from propengine.law.elements import Element, Language, Mark
from propengine.law.ruleset import Law
from propengine.law.sanctions import LIFE, Checkpoint
from propengine.law.subjects import Kind
from propengine.v1 import law_pb2

_LENGTHS: Final = frozenset({Of.MIN, Of.MAX, Of.MEAN, Of.POINT})
_UNIT_OF: Final = {Dimension.MASS: "g", Dimension.VOLUME: "l"}
MONTHS: Final = "m"
_IMPOSED: Final = frozenset({*LAWFUL, *LAWFUL.values()})
_BEFORE: Final = "before."
"""With which the slots of a range begin as the phases before a phase left it."""


class TooPreciseError(Exception):
    """A number of the answer does not fit 64 bits, because the case states one with very many digits."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__("expected numbers with fewer digits: the exact answer does not fit 64 bits")


def fill_date(target: date_pb2.Date, day: date) -> None:
    """Write a day."""
    target.year, target.month, target.day = day.year, day.month, day.day


def fill_text(target: law_pb2.Text, texts: Mapping[Language, str] | None) -> None:
    """Write what is said, in the languages of the answer."""
    for language, text in written(texts or {}):
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


def fill_own_source(target: law_pb2.Source, element: Element) -> None:
    """Write where an element comes from that is no part of a law, or whatever revision it is from."""
    target.provision, target.mark = element.provision, MARK[element.mark]


def unit_of_dimension(dimension: Dimension) -> str:
    """Return the unit code of what the engine counts of a dimension in."""
    return _UNIT_OF.get(dimension, dimension.value)


def unit_of(law: Law, slot: str) -> str:
    """Return the unit in which a slot of a law holds a number; empty for a plain number or none."""
    if slot in _IMPOSED or (slot.startswith(_BEFORE) and slot.rpartition(".")[2] in _LENGTHS):
        return MONTHS
    subject = law.subjects.get(slot)
    if subject is None:
        return ""
    if subject.dimension is not None:
        return unit_of_dimension(subject.dimension)
    return MONTHS if subject.kind in {Kind.DURATION, Kind.SENTENCE} else ""


def word_above_all(run: Run, slot: str) -> str:
    """Return the word for a slot of a run that stands above every number of months: life, or none stated."""
    checkpoint, side = Checkpoint.FINAL, {LEAST: "min", MOST: "max"}.get(slot, slot.rpartition(".")[2])
    if slot.startswith("range."):
        checkpoint = Checkpoint(slot.split(".")[1])
    range_ = run.passage.checkpoints.get(checkpoint) if run.passage is not None else None
    end = next((range_.end(known) for known in SIDES if known == side), None) if range_ is not None else None
    return (end.word if end is not None else None) or LIFE


def fill_value(target: law_pb2.Value, value: SlotValue, unit: str, calendar: Calendar | None = None) -> None:
    """Write a value, months above every number of them as life; nothing where nothing is known.

    Args:
        target: where to.
        value: the value.
        unit: what a number counts.
        calendar: by which months that are no whole number are told in words; None where none can be.
    """
    if isinstance(value, bool):
        target.boolean = value
    elif isinstance(value, str):
        target.word = value
    elif value is not None:
        if unit == MONTHS and value == ABOVE_ALL:
            target.word = LIFE
            return
        target.number = str(value)
        if unit:
            target.unit = unit
        if unit == MONTHS and value.denominator != 1 and calendar is not None:
            fill_text(target.rendered, exactly_in_words(value, calendar.day))
