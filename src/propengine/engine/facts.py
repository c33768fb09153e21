"""Facts of a case, read exactly: stated ones, and those that follow from dates and records."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

from propengine.core.lengths import added, compare, months_and_days, place, place_share
from propengine.core.slots import SlotValue, of_counted, of_lengths, of_units, slot_of_member
from propengine.engine.ages import Bounds, bounds, within
from propengine.engine.case import Case, Standing, StatedFact
from propengine.engine.days import read_day, years_between
from propengine.engine.desk import Desk
from propengine.engine.records import Record, count, read_records
from propengine.engine.refusals import Reason
from propengine.law.durations import Duration, read_duration, read_fraction
from propengine.law.faults import Expected, near_miss
from propengine.law.ruleset import Dates, Law
from propengine.law.vocabulary import (
    COMMON_FACTS,
    IMPOSED_SENTENCE,
    REMAND_CREDIT,
    SERVED,
    CountedRecords,
    Fact,
    FactType,
)

_SEVERAL: Final = 2
MOST_COUNT: Final = 10_000_000
"""No whole number of a case is larger."""
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


WHOLES: Final = ((SERVED, IMPOSED_SENTENCE), (REMAND_CREDIT, SERVED), (REMAND_CREDIT, IMPOSED_SENTENCE))
"""Lengths of time that are part of another: no more can be served than was imposed."""


class FactReader:
    """Reads the stated facts of a case, and derives those that follow from dates and records.

    Attributes:
        lengths: stated lengths of time, in months by the calendar of the law.
        across: the fields of lengths that were compared across units of time.
        leap_birthdays: the ages that turn on which day somebody born on 29 February grows older.
        confirmed: stated facts that follow from others, too.
        texts: stated lengths of time, as they are written.
        units: their months and their days.
        records: stated lists of records, with the facts that declare their fields.
        following: for each date, list of records or length, the facts that follow from it.
        ages: between what each age lies by the ages of other days, as far as nobody disputes them.
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
        self.ages: Mapping[str, Bounds] = {}
        self.confirmed: set[str] = set()
        self.texts: dict[str, str] = {}
        self.records: dict[str, tuple[Fact, tuple[Record, ...]]] = {}
        self.units: dict[str, tuple[Fraction, Fraction]] = {}
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
            elif known[name].type is FactType.RECORDS:  # counted although its own text is not yet in force
                self._read_records(name, known[name], stated)
            elif name in facts:
                self._read_fact(name, facts[name], stated, slots)
        self._compare_lengths(slots)
        slots |= {of_counted(name): months for name, months in self.lengths.items()}
        for name, units in self.units.items():
            slots |= dict(zip(of_units(name), units, strict=True))
        for name, fact in facts.items():
            if fact.derive is not None:
                self._derive(name, fact, slots)
                if fact.derive.share is not None:
                    part, whole = fact.derive.share
                    slots[of_lengths(name)] = self._share(name, part, whole)
        self.ages = dict(self._ages(slots))

    def _ages(self, slots: Mapping[str, SlotValue]) -> Iterator[tuple[str, Bounds]]:
        """Yield between what each age lies by the others, and refuse a stated one that cannot be."""
        on = {name: self.days[day] for name, day in self.law.ages.items() if day in self.days}
        if len(on) < _SEVERAL:
            return
        stated = {name: age for name in on if isinstance(age := slots.get(name), Fraction)}
        sure = {name: age for name, age in stated.items() if not self._is_disputed(name)}
        for name, day in on.items():
            left = within(bounds(age, on[other], day) for other, age in sure.items() if other != name)
            if left is None:
                continue
            yield name, left
            if name in sure and not left[0] <= sure[name] <= left[1]:
                derived, found = f"{left[0]} to {left[1]}", str(sure[name])
                message = (
                    f"expected an age from {derived}, which the age on another day leaves, found {found}"
                )
                path = f"facts[{name}]"
                self.desk.refuse(Reason.CONTRADICTORY_FACTS, path, message, stated=found, derived=derived)

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
                day = self.desk.attempt(Reason.INVALID_FACT, path, lambda: read_day(value))
                if isinstance(day, date):
                    self.days[name] = day
            case _:
                read = self.desk.attempt(Reason.INVALID_FACT, path, lambda: self._scalar(name, fact, value))
                slots[name] = read if isinstance(read, bool | str | Fraction) else None

    def _read_records(self, name: str, fact: Fact, stated: StatedFact) -> None:
        read = partial(read_records, fact, stated.value)
        records = self.desk.attempt(Reason.INVALID_FACT, f"facts[{name}]", read)
        if isinstance(records, tuple):
            self.records[name] = fact, records

    def _scalar(self, name: str, fact: Fact, value: object) -> SlotValue:
        match fact.type:
            case FactType.BOOLEAN if isinstance(value, bool):
                return value
            case FactType.ENUM if isinstance(value, str) and value in (fact.members or ()):
                return value
            case FactType.INTEGER if isinstance(value, int) and not isinstance(value, bool):
                if not 0 <= value <= MOST_COUNT:
                    raise Expected(f"a whole number from 0 to {MOST_COUNT}", str(value))
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
        self.units[name] = months_and_days(length)
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

    def _compare_lengths(self, slots: dict[str, SlotValue]) -> None:
        """Write the lengths of time that follow from others; refuse a part that is longer than its whole."""
        for name, fact in self.law.statable.items():
            if fact.derive is not None and fact.derive.lengths is not None:
                self._add(name, fact.derive.lengths, slots)
        for part, whole in WHOLES:
            self._compare_with_its_whole(part, whole)

    def _add(self, name: str, parts: Iterable[str], slots: dict[str, SlotValue]) -> None:
        """Write a length of time that follows from others, where each of them is stated."""
        lengths = [self._stated_lengths.get(part) for part in parts]
        if any(length is None for length in lengths):
            return
        total = added(length for length in lengths if length is not None)
        stated = self._stated_lengths.get(name)
        if stated is None:
            slots[name] = self._length(name, total)
            for part in parts:
                self.following.setdefault(part, []).append(name)
        elif compare(stated, total) == 0:
            self.confirmed.add(name)
        elif not any(map(self._is_disputed, (name, *parts))):
            message = f"expected {total}, which is {' and '.join(parts)} together, found {stated}"
            details = {"stated": str(stated), "derived": str(total)}
            self.desk.refuse(Reason.CONTRADICTORY_FACTS, f"facts[{name}]", message, **details)

    def _compare_with_its_whole(self, part: str, whole: str) -> None:
        """Refuse a length of time that is certainly longer than the one that it is part of."""
        lengths = self._stated_lengths.get(part), self._stated_lengths.get(whole)
        if lengths[0] is None or lengths[1] is None or compare(lengths[0], lengths[1]) <= 0:
            return
        if any(self._is_disputed(of) for of in (part, whole, *_parts_of(part))):
            return
        message = f"expected at most {lengths[1]}, as stated for {whole}, found {lengths[0]}"
        details = {"stated": str(lengths[0]), "most": str(lengths[1]), "whole": whole}
        self.desk.refuse(Reason.CONTRADICTORY_FACTS, f"facts[{part}]", message, **details)

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
        if counted.of not in self.records:
            return None
        calendar, before = self.law.jurisdiction.calendar, self.days.get(counted.before or "")
        found, is_across = count(counted, *self.records[counted.of], before, calendar)
        path = f"facts[{counted.of}]"
        if is_across and path not in self.across:
            self.across.append(path)
        return found


def _sources(fact: Fact) -> Iterator[str]:
    """Yield the dates and the records that a fact follows from."""
    if fact.derive is not None:
        yield from fact.derive.years_between or ()
        yield from fact.derive.days_between or ()
        if fact.derive.records is not None:
            yield fact.derive.records.of


def _parts_of(name: str) -> Iterable[str]:
    """Return what a common fact is the sum of."""
    fact = COMMON_FACTS.get(name)
    return (fact.derive.lengths or ()) if fact is not None and fact.derive is not None else ()
