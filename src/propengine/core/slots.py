"""Slots: the typed names under which a case and a law's conclusions are known.

A slot holds a truth, a word, an exact number, or nothing. Numbers are months, grams, litres, things, shares
or counts. A set has a slot for each member.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from propengine.law.programmes import ProgrammeStatus
from propengine.law.sanctions import Checkpoint
from propengine.law.subjects import IMPOSED, PROGRAMME, Kind, Subject

SlotValue: TypeAlias = bool | str | Fraction | None
"""What a slot holds; None when nothing is known."""
Values: TypeAlias = Mapping[str, SlotValue]

LEAST: Final = f"{IMPOSED}.least"
"""The least sentence that may still be imposed, in months."""
MOST: Final = f"{IMPOSED}.most"
"""The most that may still be imposed."""
LAWFUL_LEAST: Final = f"{IMPOSED}.lawful_least"
"""The least sentence that may be imposed where the court does not follow a range that only guides it."""
LAWFUL_MOST: Final = f"{IMPOSED}.lawful_most"
"""The most, likewise."""
LAWFUL: Final[Mapping[str, str]] = MappingProxyType({LEAST: LAWFUL_LEAST, MOST: LAWFUL_MOST})
"""For each end of the sentence that may be imposed, the one that binds."""
OFFENCE: Final = "offence"
OF_OFFENCE: Final = (OFFENCE, "classification", "liability")
"""What is concluded with the offence: the main part of an answer, but for the final range."""

NUMERIC: Final = frozenset({Kind.NUMBER, Kind.DURATION, Kind.AMOUNT, Kind.SENTENCE})


class Of(StrEnum):
    """What of a range a slot holds."""

    MIN = "min"
    MAX = "max"
    MEAN = "mean"
    POINT = "point"
    LEVEL = "level"
    GRADES = "grades"
    """How many grades of a ladder it spans."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot that a law reads or writes.

    Attributes:
        name: its name.
        words: the possible words, in order; none for a truth or a number.
        is_number: it holds numbers.
    """

    name: str
    words: tuple[str, ...] = ()
    is_number: bool = False


def slot_of_member(subject: str, member: str) -> str:
    """Return the slot that says whether a set holds a member."""
    return f"{subject}:{member}"


RANGE: Final = "range."
"""What the slots of ranges at checkpoints begin with."""


def of_checkpoint(checkpoint: Checkpoint, of: Of) -> str:
    """Return the slot of an end of the range at a checkpoint."""
    return f"{RANGE}{checkpoint}.{of}"


def before_phase(phase: str, of: Of) -> str:
    """Return the slot of an end of the range as the phases before `phase` left it."""
    return f"before.{phase}.{of}"


def of_reading(reading: str) -> str:
    """Return the slot that says under which option of a reading the law is applied."""
    return f"reading.{reading}"


def of_open(count: str) -> str:
    """Return the slot that says that a count may yet grow: tests on it are settled, the number is not."""
    return f"open.{count}"


def of_lengths(share: str) -> str:
    """Return the slot of a share of two lengths of time that are stated, as their units compare."""
    return f"lengths.{share}"


def of_units(length: str) -> tuple[str, str]:
    """Return the slots of the months and the days of a stated length, which have no fixed relation."""
    return f"months.{length}", f"days.{length}"


def of_counted(length: str) -> str:
    """Return the slot of a stated length in months by the calendar of the law, wherever it is compared."""
    return f"counted.{length}"


def of_programme(programme: str) -> str:
    """Return the slot of a programme's status."""
    return f"{PROGRAMME}{programme}"


def slots_of(subject: Subject) -> tuple[Slot, ...]:
    """Return the slots of a subject."""
    match subject.kind:
        case Kind.SET:
            members = (Slot(slot_of_member(subject.name, member)) for member in subject.members)
            return (Slot(subject.name), *members)
        case Kind.SENTENCE:
            return tuple(Slot(end, is_number=True) for end in (*LAWFUL, *LAWFUL.values()))
        case Kind.ENUM:
            return (Slot(subject.name, subject.members),)
        case Kind.STATUS:
            return (Slot(subject.name, tuple(status.value for status in ProgrammeStatus)),)
        case _:
            return (Slot(subject.name, is_number=subject.kind in NUMERIC),)
