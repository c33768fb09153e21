"""Records of a case, such as earlier convictions: read by their declared fields, and counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from propengine.core.formulas import Bound, bind, formula_holds
from propengine.core.lengths import place
from propengine.core.slots import SlotValue
from propengine.engine.case import RawValue
from propengine.engine.days import is_within, read_day
from propengine.law.conditions import Tree
from propengine.law.durations import Calendar, Duration, read_duration, read_fraction
from propengine.law.faults import Expected
from propengine.law.limits import limits_in
from propengine.law.subjects import Subject, field_subjects
from propengine.law.vocabulary import CountedRecords, Fact, FactType, RecordField


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        values: what is stated of its fields, but for days and lengths of time.
        days: the days.
        lengths: the lengths of time.
    """

    values: Mapping[str, SlotValue]
    days: Mapping[str, date]
    lengths: Mapping[str, Duration]


def read_records(fact: Fact, value: RawValue) -> tuple[Record, ...]:
    """Return the records of a list.

    Args:
        fact: which declares their fields.
        value: as it is stated.

    Raises:
        Expected: it is no list of records, or a field is not declared, or holds what it cannot.
    """
    if not isinstance(value, tuple) or not all(isinstance(record, Mapping) for record in value):
        raise Expected("a list of records", str(value))
    found = []
    for i, stated in enumerate(value):
        try:
            found.append(_read(fact.fields or {}, dict(stated)))  # type: ignore[arg-type]  # a mapping
        except Expected as error:
            raise error.within("records", i) from None
    return tuple(found)


def _read(fields: Mapping[str, RecordField], stated: Mapping[str, object]) -> Record:
    values: dict[str, SlotValue] = {}
    lengths: dict[str, Duration] = {}
    days: dict[str, date] = {}
    for name, value in stated.items():
        if name not in fields:
            raise Expected("a field of these records", name, fields)
        try:
            if fields[name].type is FactType.DATE:
                days[name] = read_day(value)
            elif fields[name].type is FactType.DURATION and isinstance(value, str):
                lengths[name] = read_duration(value)
            else:
                values[name] = _value(fields[name], value)
        except Expected as error:
            raise error.within(name) from None
    return Record(values, days, lengths)


def _value(field: RecordField, value: object) -> SlotValue:
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    match field.type:
        case FactType.BOOLEAN if isinstance(value, bool):
            return value
        case FactType.ENUM if value in (field.members or ()):
            return str(value)
        case FactType.INTEGER if number is not None:
            return Fraction(number)
        case FactType.NUMBER if number is not None or isinstance(value, str):
            return read_fraction(value)
    wanted = {FactType.BOOLEAN: "true or false", FactType.DURATION: "a duration as text, such as 40 m"}
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    raise Expected(wanted.get(field.type, f"a value of type {field.type}"), shown, field.members or ())


def count(
    counted: CountedRecords, fact: Fact, records: Sequence[Record], before: date | None, calendar: Calendar
) -> tuple[Fraction | None, bool]:
    """Return how many records fit, and whether the units of a length left that open.

    The number is None where it hangs on what is not stated of them.

    Args:
        counted: what is counted.
        fact: the list.
        records: what it holds.
        before: the day from which is counted back; None where nobody states it, or none is needed.
        calendar: in whose months lengths of time are counted.
    """
    subjects = field_subjects(fact)
    limits = limits_in(counted.where, subjects)
    placed = [
        {name: place(length, limits.get(name, {}), calendar) for name, length in record.lengths.items()}
        for record in records
    ]
    is_across = any(across for of in placed for _, across in of.values())
    values = [
        {**record.values, **{name: months for name, (months, _) in of.items()}}
        for record, of in zip(records, placed, strict=True)
    ]
    in_time = [_in_time(counted, record, before) for record in records]
    fits = list(_fits(counted.where, subjects, calendar, values, in_time))
    certain, most = fits.count(True), counted.most
    if most is not None and certain >= most:
        return Fraction(most), is_across
    return None if None in fits else Fraction(certain), is_across


def _fits(
    where: Tree,
    subjects: Mapping[str, Subject],
    calendar: Calendar,
    records: Iterable[Mapping[str, SlotValue]],
    in_time: Iterable[bool | None],
) -> Iterator[bool | None]:
    """Yield of the values of each record whether it fits; None where it is not known."""
    words = {name: subject.members for name, subject in subjects.items()}
    shown, denied = (bind(where, bound, subjects, calendar) for bound in (Bound.SHOWN, Bound.DENIED))
    for values, is_in_time in zip(records, in_time, strict=True):
        if formula_holds(denied, values.get, words):
            yield False
        else:
            meets = True if formula_holds(shown, values.get, words) else None
            yield False if is_in_time is False else meets and is_in_time


def _in_time(counted: CountedRecords, record: Record, before: date | None) -> bool | None:
    if counted.within is None or counted.since is None or counted.before is None:
        return True
    day = record.days.get(counted.since)
    if day is None or before is None:
        return None
    return day <= before and is_within(day, before, counted.within)
