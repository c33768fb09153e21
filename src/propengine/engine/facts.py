"""Facts of a case, read exactly: stated ones, and those that follow from dates and records."""

import re
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from propengine.core.slots import SlotValue, of_lengths, slot_of_member
from propengine.engine.case import Case, Standing, StatedFact
from propengine.engine.desk import Desk
from propengine.engine.lengths import place, place_share
from propengine.engine.refusals import Reason
from propengine.law.durations import Duration, read_duration, read_fraction
from propengine.law.faults import Expected, near_miss
from propengine.law.ruleset import Dates, Law
from propengine.law.vocabulary import CountedRecords, Fact, FactType

PROTECTED: Final = frozenset(
    {
        "ethnicity",
        "nationality",
        "religion",
        "race",
        "colour",
        "skin_colour",
        "sexual_orientation",
        "political_opinion",
    }
)
"""Attributes that no case may carry; they exist only in audit data."""


class FactReader:
    """Reads the stated facts of a case, and derives those that follow from dates and records.

    Attributes:
        lengths: stated lengths of time, in months by the calendar of the law.
        across: the fields of lengths that were compared across units of time.
        leap_birthdays: the ages that turn on which day somebody born on 29 February grows older.
        confirmed: stated facts that follow from others, too.
        texts: stated lengths of time, as they are written.
        following: for each date or list of records, the facts that follow from it alone.
    """

    def __init__(self, case: Case, law: Law, dates: Dates, desk: Desk) -> None:
        """Take the case, and the law under which it is read."""
        self.case = case
        self.law = law
        self.desk = desk
        self.lengths: dict[str, Fraction] = {}
        self.across: list[str] = []
        self.leap_birthdays: list[str] = []
        self.following: dict[str, list[str]] = {}
        self.confirmed: set[str] = set()
        self.texts: dict[str, str] = {}
        self._stated_lengths: dict[str, Duration] = {}
        self.days: dict[str, date] = {
            "offence_date": case.offence_date,
            "conviction_date": dates.conviction,
            "sentence_date": dates.sentence,
            "decision_date": dates.decision,
        }

    def read(self, known: Mapping[str, Fact], slots: dict[str, SlotValue]) -> None:
        """Write the slots of what is stated, and of what follows from dates and records."""
        facts = self.law.statable
        for name, stated in self.case.facts.items():
            path = f"facts[{name}]"
            if name in PROTECTED and name not in known:
                message = "expected no protected attribute: it belongs to audit data only, never to a case"
                self.desk.refuse(Reason.PROTECTED_ATTRIBUTE, path, message, fact=name)
            elif name not in known:
                near = near_miss(name, known)
                hint = f"; did you mean {near!r}?" if near else ""
                message = (
                    f"expected a fact of the vocabulary of {self.law.jurisdiction_id}, found {name!r}{hint}"
                )
                self.desk.refuse(Reason.UNKNOWN_FACT, path, message, fact=name)
            elif name in facts:
                self._read_fact(name, facts[name], stated, slots)
        for name, fact in facts.items():
            if fact.derive is not None:
                self._derive(name, fact, slots)
                if fact.derive.share is not None:
                    slots[of_lengths(name)] = self._share(name, *fact.derive.share)

    def _read_fact(self, name: str, fact: Fact, stated: StatedFact, slots: dict[str, SlotValue]) -> None:
        path = f"facts[{name}]"
        value = stated.value
        match fact.type:
            case FactType.SET:
                words = value if isinstance(value, tuple) else (value,)
                for word in words:
                    if word not in (fact.members or ()):
                        self._refuse(path, f"members of {name}", str(word), fact.members or ())
                slots[name] = True
                for member in fact.members or ():
                    slots[slot_of_member(name, member)] = member in words
            case FactType.DATE:
                day = self.desk.attempt(Reason.INVALID_FACT, path, lambda: _read_day(value))
                if isinstance(day, date):
                    self.days[name] = day
            case FactType.RECORDS:
                if not isinstance(value, tuple) or not all(isinstance(r, Mapping) for r in value):
                    self._refuse(path, "a list of records", str(value), ())
            case _:
                read = self.desk.attempt(Reason.INVALID_FACT, path, lambda: self._scalar(name, fact, value))
                slots[name] = read if isinstance(read, bool | str | Fraction) else None

    def _scalar(self, name: str, fact: Fact, value: object) -> SlotValue:
        match fact.type:
            case FactType.BOOLEAN if isinstance(value, bool):
                return value
            case FactType.ENUM if isinstance(value, str) and value in (fact.members or ()):
                return value
            case FactType.INTEGER if isinstance(value, int) and not isinstance(value, bool):
                if not 0 <= value <= _MOST_COUNT:
                    raise Expected(f"a whole number from 0 to {_MOST_COUNT}", str(value))
                return Fraction(value)
            case FactType.NUMBER if isinstance(value, str | int) and not isinstance(value, bool):
                return read_fraction(value)
            case FactType.DURATION if isinstance(value, str):
                return self._length(name, read_duration(value))
        wanted = {FactType.BOOLEAN: "true or false", FactType.DURATION: "a duration as text, such as 40 m"}
        expected = wanted.get(fact.type, f"a value of type {fact.type}")
        raise Expected(f"{expected} for {name}", str(value), fact.members or ())

    def _length(self, name: str, length: Duration) -> Fraction:
        """Return a length of time in months, placed among the limits that the law compares it with."""
        calendar = self.law.jurisdiction.calendar
        self.lengths[name] = calendar.months(length)
        self._stated_lengths[name] = length
        self.texts[name] = length.text
        placed, is_across = place(length, self.law.limits.get(name, {}), calendar)
        if is_across:
            self.across.append(f"facts[{name}]")
        return placed

    def _share(self, name: str, part: str, whole: str) -> Fraction | None:
        """Return which share of a stated length another is; None where they are not both stated lengths."""
        lengths = [self._stated_lengths.get(of) for of in (part, whole)]
        if lengths[0] is None or lengths[1] is None or not self.lengths[whole]:
            return None
        share, is_across = place_share(lengths[0], lengths[1], self.law.share_limits.get(name, {}))
        paths = [f"facts[{of}]" for of in (part, whole)] if is_across else []
        self.across += [path for path in paths if path not in self.across]
        return share

    def _refuse(self, path: str, expected: str, found: str, choices: Iterable[str]) -> None:
        message = str(Expected(expected, found, choices))
        self.desk.refuse(Reason.INVALID_FACT, path, message, expected=expected, found=found)

    def _derive(self, name: str, fact: Fact, slots: dict[str, SlotValue]) -> None:
        derived = self._derived(name, fact)
        stated = slots.get(name)
        if derived is not None and derived < 0:
            message = "expected dates in order: this one follows from dates that would make it negative"
            self.desk.refuse(Reason.CONTRADICTORY_FACTS, f"facts[{name}]", message, derived=str(derived))
            return
        if derived is not None and stated == derived:
            self.confirmed.add(name)
        if derived is not None and stated is not None and derived != stated:
            if any(self._is_disputed(source) for source in _sources(fact)):
                return
            message = f"expected the value that follows from other facts, {derived}, found {stated}"
            path = f"facts[{name}]"
            self.desk.refuse(
                Reason.CONTRADICTORY_FACTS, path, message, stated=str(stated), derived=str(derived)
            )
        if stated is None and derived is not None:
            slots[name] = derived
            for source in _sources(fact):
                self.following.setdefault(source, []).append(name)

    def _is_disputed(self, name: str) -> bool:
        stated = self.case.facts.get(name)
        return stated is not None and stated.standing is Standing.DISPUTED

    def _derived(self, name: str, fact: Fact) -> Fraction | None:
        derive = fact.derive
        if derive is None:
            return None
        if derive.years_between is not None:
            born, day = (self.days.get(of) for of in derive.years_between)
            return self._years(name, born, day) if born is not None and day is not None else None
        if derive.days_between is not None:
            days = [self.days.get(of) for of in derive.days_between]
            return Fraction((days[1] - days[0]).days) if days[0] and days[1] else None
        if derive.records is not None:
            return self._count(derive.records)
        return None

    def _years(self, name: str, born: date, day: date) -> Fraction:
        """Return whole years, and note where the law does not say on which day they pass."""
        leap_birthday = self.law.jurisdiction.calendar.leap_birthday
        earlier, later = (years_between(born, day, of) for of in ("02-28", "03-01"))
        if leap_birthday is None and earlier != later:
            self.leap_birthdays.append(name)
        return Fraction(later if leap_birthday == "03-01" else earlier)

    def _count(self, counted: CountedRecords) -> Fraction | None:
        stated = self.case.facts.get(counted.of)
        if stated is None or not isinstance(stated.value, tuple):
            return None
        records = [record for record in stated.value if isinstance(record, Mapping)]
        fitting = sum(self._fits(record, counted) for record in records)
        return Fraction(min(fitting, counted.most) if counted.most is not None else fitting)

    def _fits(self, record: Mapping[str, object], counted: CountedRecords) -> bool:
        if any(record.get(name) != value for name, value in counted.where.items()):
            return False
        if counted.within is None or counted.since is None or counted.before is None:
            return True
        since = record.get(counted.since)
        before = self.days.get(counted.before)
        day = self.desk.attempt(Reason.INVALID_FACT, f"facts[{counted.of}]", lambda: _read_day(since))
        if not isinstance(day, date) or before is None:
            return False
        return day <= before and _within(day, before, counted.within)


def _sources(fact: Fact) -> Iterator[str]:
    """Yield the dates and the records that a fact follows from."""
    if fact.derive is not None:
        yield from fact.derive.years_between or ()
        yield from fact.derive.days_between or ()
        if fact.derive.records is not None:
            yield fact.derive.records.of


def _within(day: date, before: date, window: Duration) -> bool:
    """Say whether less than a window of time lies between two days, the first not after the second."""
    sizes = {unit: number for number, unit in window.parts}
    months = 12 * sizes.get("y", Fraction(0)) + sizes.get("m", Fraction(0))
    days = 7 * sizes.get("w", Fraction(0)) + sizes.get("d", Fraction(0)) + sizes.get("h", Fraction(0)) / 24
    days -= 1 if window.less_a_day else 0
    earlier = before - timedelta(days=int(days))
    if not months:
        return (before - day).days < days
    return earlier < day or months_between(day, earlier) < months


_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_MOST_COUNT: Final = 10_000_000
_LEAP_DAY: Final = "02-29"


def _read_day(value: object) -> date:
    text = str(value)
    try:
        return date(*map(int, _DAY.fullmatch(text).groups()))  # type: ignore[union-attr]  # AttributeError is caught
    except (AttributeError, ValueError):
        raise Expected("a day such as 2001-07-01", str(value)) from None


def years_between(born: date, day: date, leap_birthday: str) -> int:
    """Return whole years by calendar.

    Args:
        born: the first day.
        day: the last day.
        leap_birthday: the month and day on which they pass in a common year for somebody born on 29 February.
    """
    birthday = born.strftime("%m-%d")
    if birthday == _LEAP_DAY and not isleap(day.year):
        birthday = leap_birthday
    return day.year - born.year - (day.strftime("%m-%d") < birthday)


def months_between(earlier: date, later: date) -> int:
    """Return whole months by calendar."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
