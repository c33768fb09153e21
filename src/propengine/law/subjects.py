"""What a condition may ask about: the subjects of a law, their types, and how a constant is read for each.

A subject is a fact, a measure, the band of a table, a grouping, a conclusion, a range at a checkpoint, the
sentence imposed, the status of a programme, or one of the few things that every case has.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from propengine.law.amounts import MICRO, Dimension, read_amount_text
from propengine.law.conditions import MANY_VALUED, Comparison, Constant, Test
from propengine.law.conduct import Conduct
from propengine.law.contents import Contents
from propengine.law.durations import Calendar, read_duration, read_fraction
from propengine.law.faults import Expected
from propengine.law.programmes import FINAL_STATUSES
from propengine.law.rules import Classification, Liability
from propengine.law.sanctions import Checkpoint
from propengine.law.stages import Stage
from propengine.law.tables import BandTable
from propengine.law.vocabulary import Fact, FactType


class Kind(StrEnum):
    """The type of a subject."""

    BOOLEAN = "boolean"
    ENUM = "enum"
    SET = "set"
    NUMBER = "number"
    DURATION = "duration"
    AMOUNT = "amount"
    SENTENCE = "sentence"
    """A duration known only between two ends until it is imposed."""
    STATUS = "status"
    """Whether a programme comes to be open, which may not be known yet."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a condition may ask about.

    Attributes:
        name: as conditions write it.
        kind: its type.
        members: the possible words of an enum or a set, in order.
        dimension: what an amount is an amount of.
    """

    name: str
    kind: Kind
    members: tuple[str, ...] = ()
    dimension: Dimension | None = None


Reference: TypeAlias = bool | str | Fraction
"""A constant as the engine compares it: a truth, a member, or a number in months or micro-units."""

ENDS: Final = ("min", "max", "mean", "point")
BEFORE: Final = "before."
"""What conditions on the range as the phases before a step left it begin with."""
IMPOSED: Final = "imposed"
STAGE: Final = "stage"
PROGRAMME: Final = "programme."
"""What the subjects that are statuses of programmes begin with."""
_FACT_KINDS: Final = {
    FactType.BOOLEAN: Kind.BOOLEAN,
    FactType.ENUM: Kind.ENUM,
    FactType.SET: Kind.SET,
    FactType.INTEGER: Kind.NUMBER,
    FactType.NUMBER: Kind.NUMBER,
    FactType.DURATION: Kind.DURATION,
}
_ORDERED: Final = frozenset(
    {Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST, Comparison.LESS_THAN}
)
_SAMENESS: Final = frozenset({Comparison.EQUALS, Comparison.ONE_OF, Comparison.NOT_ONE_OF})
_COMPARISONS: Final = {
    Kind.BOOLEAN: frozenset({Comparison.EQUALS}),
    Kind.ENUM: _SAMENESS | _ORDERED,
    Kind.SET: frozenset({Comparison.EQUALS, Comparison.INCLUDES, Comparison.ONE_OF}),
    Kind.NUMBER: _ORDERED | _SAMENESS,
    Kind.DURATION: _ORDERED | {Comparison.EQUALS},
    Kind.AMOUNT: _ORDERED | {Comparison.EQUALS},
    Kind.SENTENCE: _ORDERED | {Comparison.EQUALS},
    Kind.STATUS: frozenset({Comparison.EQUALS}),
}


def subjects_of_law(contents: Contents) -> Mapping[str, Subject]:
    """Return every subject of a law, by name."""
    return {subject.name: subject for subject in _subjects(contents)}


def _subjects(contents: Contents) -> Iterator[Subject]:
    yield Subject("conduct", Kind.ENUM, _words(Conduct))
    yield Subject(STAGE, Kind.ENUM, _words(Stage))
    yield Subject("substance", Kind.SET, tuple(contents.substances))
    yield Subject("purity_stated", Kind.BOOLEAN)
    yield Subject("items", Kind.NUMBER)
    yield Subject("offence", Kind.ENUM, tuple(contents.offences))
    yield Subject("classification", Kind.ENUM, _words(Classification))
    yield Subject("liability", Kind.ENUM, _words(Liability))
    yield Subject(IMPOSED, Kind.SENTENCE)
    for name, fact in contents.facts.items():
        if fact.type in _FACT_KINDS:
            yield fact_subject(name, fact)
    for name, table in contents.tables.items():
        if table.band_words:
            yield Subject(name, Kind.ENUM, table.band_words)
    for name, banding in contents.bands.items():
        yield fact_subject(name, banding.concluded)
    for name, grouping in contents.groupings.items():
        yield Subject(name, Kind.ENUM, tuple(grouping.groups))
    for name, measure in contents.measures.items():
        numbers = Kind.AMOUNT if measure.dimension else Kind.NUMBER
        kind = Kind.BOOLEAN if measure.some_item is not None else numbers
        yield Subject(name, kind, dimension=measure.dimension)
    for checkpoint in Checkpoint:
        for end in ENDS:
            yield Subject(f"range.{checkpoint}.{end}", Kind.DURATION)
    for name in contents.programmes:
        yield Subject(f"{PROGRAMME}{name}", Kind.STATUS, tuple(status.value for status in FINAL_STATUSES))


def _words(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


def fact_subject(name: str, fact: Fact) -> Subject:
    """Return the subject that a fact is."""
    return Subject(name, _FACT_KINDS[fact.type], tuple(fact.members or ()))


def step_subjects(name_of: Callable[[str], str] = BEFORE.__add__) -> Mapping[str, Subject]:
    """Return what the conditions of a step may ask about besides: the range as the phases before left it.

    Args:
        name_of: gives what stands for an end of it, by the end; what conditions write, by default.
    """
    lengths = {f"{BEFORE}{end}": Subject(name_of(end), Kind.DURATION) for end in ENDS}
    return lengths | {f"{BEFORE}{of}": Subject(name_of(of), Kind.NUMBER) for of in ("level", "grades")}


def item_subjects(contents: Contents) -> Mapping[str, Subject]:
    """Return what a condition on one item may ask about: which substance it is, its groups and its bands."""
    found = [Subject("substance", Kind.ENUM, tuple(contents.substances))]
    found += [Subject(name, Kind.ENUM, tuple(of.groups)) for name, of in contents.groupings.items()]
    found += [
        Subject(name, Kind.ENUM, table.band_words)
        for name, table in contents.tables.items()
        if isinstance(table, BandTable)
    ]
    return {subject.name: subject for subject in found}


def field_subjects(fact: Fact) -> Mapping[str, Subject]:
    """Return what a condition on the records of a list may ask about: their fields, but for days."""
    return {
        name: Subject(name, _FACT_KINDS[field.type], tuple(field.members or ()))
        for name, field in (fact.fields or {}).items()
        if field.type in _FACT_KINDS
    }


def read_references(test: Test, subject: Subject, calendar: Calendar) -> tuple[Reference, ...]:
    """Return the constants of a test as the engine compares them.

    Raises:
        Expected: the comparison does not fit the subject, or a constant is not of its type.
    """
    if test.comparison is Comparison.STATED:
        if test.constants != (True,):
            raise Expected("true, because silence is never a condition", str(test.constants[0]).lower())
        return (True,)
    if test.comparison not in _COMPARISONS[subject.kind]:
        fitting = sorted(_COMPARISONS[subject.kind] | {Comparison.STATED})
        raise Expected(
            f"a comparison that fits {subject.name}, which is of type {subject.kind}",
            test.comparison,
            fitting,
        )
    if test.comparison not in MANY_VALUED and len(test.constants) != 1:
        raise Expected("one constant", str(list(test.constants)))
    return tuple(_read_reference(constant, subject, calendar) for constant in test.constants)


def _read_reference(constant: Constant, subject: Subject, calendar: Calendar) -> Reference:
    match subject.kind:
        case Kind.BOOLEAN:
            if not isinstance(constant, bool):
                raise Expected(f"true or false for {subject.name}", str(constant))
            return constant
        case Kind.ENUM | Kind.SET | Kind.STATUS:
            word = str(constant)
            if isinstance(constant, bool) or word not in subject.members:
                raise Expected(f"a value of {subject.name}", str(constant), subject.members)
            return word
        case Kind.DURATION | Kind.SENTENCE:
            return calendar.months(read_duration(constant))
        case Kind.AMOUNT:
            amount = read_amount_text(str(constant))
            if amount.dimension is not subject.dimension:
                raise Expected(f"an amount of {subject.dimension}", amount.text)
            return Fraction(amount.micro, MICRO)
        case Kind.NUMBER:
            return read_fraction(constant)
