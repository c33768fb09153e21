"""Records of a case, such as earlier convictions: read by their declared fields, and counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from propengine.core.formulas import Bound, bind, formula_holds
from propengine.core.slots import SlotValue
from propengine.engine.case import RawValue
from propengine.engine.days import is_within, read_day
from propengine.law.durations import Calendar, read_duration, read_fraction
from propengine.law.faults import Expected
from propengine.law.subjects import field_subjects
from propengine.law.vocabulary import CountedRecords, Fact, FactType, RecordField


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        values: what is stated of its fields, but for days.
        days: the days.
    """

    values: Mapping[str, SlotValue]
    days: Mapping[str, date]


def read_records(fact: Fact, value: RawValue, calendar: Calendar) -> tuple[Record, ...]:
    """Return the records of a list.

    Args:
        fact: which declares their fields.
        value: as it is stated.
        calendar: in whose months lengths of time are counted.

    Raises:
        Expected: it is no list of records, or a field is not declared, or holds what it cannot.
    """
    if not isinstance(value, tuple) or not all(isinstance(record, Mapping) for record in value):
        raise Expected("a list of records", str(value))
    found = []
    for i, stated in enumerate(value):
        try:
            found.append(_read(fact.fields or {}, dict(stated), calendar))  # type: ignore[arg-type]  # a mapping
        except Expected as error:
            raise error.within("records", i) from None
    return tuple(found)


def _read(fields: Mapping[str, RecordField], stated: Mapping[str, object], calendar: Calendar) -> Record:
    values: dict[str, SlotValue] = {}
    days: dict[str, date] = {}
    for name, value in stated.items():
        if name not in fields:
            raise Expected("a field of these records", name, fields)
        try:
            if fields[name].type is FactType.DATE:
                days[name] = read_day(value)
            else:
                values[name] = _value(fields[name], value, calendar)
        except Expected as error:
            raise error.within(name) from None
    return Record(values, days)


def _value(field: RecordField, value: object, calendar: Calendar) -> SlotValue:
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
        case FactType.DURATION if isinstance(value, str):
            return calendar.months(read_duration(value))
    wanted = {FactType.BOOLEAN: "true or false", FactType.DURATION: "a duration as text, such as 40 m"}
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    raise Expected(wanted.get(field.type, f"a value of type {field.type}"), shown, field.members or ())


def count(
    counted: CountedRecords, fact: Fact, records: Sequence[Record], before: date | None, calendar: Calendar
) -> Fraction | None:
    """Return how many records fit; None where it hangs on what is not stated of them.

    Args:
        counted: what is counted.
        fact: the list.
        records: what it holds.
        before: the day from which is counted back; None where nobody states it, or none is needed.
        calendar: in whose months lengths of time are counted.
    """
    fits = list(_fits(counted, fact, records, before, calendar))
    certain, most = fits.count(True), counted.most
    if most is not None and certain >= most:
        return Fraction(most)
    return None if None in fits else Fraction(certain)


def _fits(
    counted: CountedRecords, fact: Fact, records: Sequence[Record], before: date | None, calendar: Calendar
) -> Iterator[bool | None]:
    """Yield of each record whether it fits; None where it is not known."""
    subjects = field_subjects(fact)
    words = {name: subject.members for name, subject in subjects.items()}
    shown, denied = (bind(counted.where, bound, subjects, calendar) for bound in (Bound.SHOWN, Bound.DENIED))
    for record in records:
        if formula_holds(denied, record.values.get, words):
            yield False
        else:
            meets = True if formula_holds(shown, record.values.get, words) else None
            in_time = _in_time(counted, record, before)
            yield False if in_time is False else meets and in_time


def _in_time(counted: CountedRecords, record: Record, before: date | None) -> bool | None:
    if counted.within is None or counted.since is None or counted.before is None:
        return True
    day = record.days.get(counted.since)
    if day is None or before is None:
        return None
    return day <= before and is_within(day, before, counted.within)
