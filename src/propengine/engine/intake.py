"""Intake: a case as received becomes exact values under one law; every fault is told at once."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from propengine.engine.case import Case, Item, StatedFact
from propengine.engine.refusals import Reason, Refusal
from propengine.law.amounts import UNIT_CODES, Amount, Dimension, read_amount, read_decimal
from propengine.law.domains import SlotValue, slot_of_member
from propengine.law.durations import read_duration, read_fraction
from propengine.law.faults import Expected, near_miss
from propengine.law.programmes import Stage
from propengine.law.quantities import BASIS_POINTS
from propengine.law.ruleset import Dates, Law
from propengine.law.subjects import Conduct
from propengine.law.vocabulary import ACTS, CountedRecords, Fact, FactType

MOST_ITEMS: Final = 64
MOST_DISPUTED: Final = 5
"""Each way to settle what is disputed is decided: 2 to this power at most."""
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


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item, read exactly, at one end of its uncertainty.

    Attributes:
        substance: the ruleset's own word.
        amount: None when it is not known.
        purity: basis points; None when not analysed.
        pure: the amount is the active principle alone.
        mass_of_one: what one counted thing weighs, in micrograms.
    """

    substance: str
    amount: Amount | None
    purity: int | None
    pure: bool
    mass_of_one: int | None


@dataclass(frozen=True, slots=True)
class Intake:
    """A case read under one law.

    Attributes:
        slots: what is stated, by slot.
        items: at the favourable end: least amounts, least purities.
        upper_items: at the other end; the same where nothing is uncertain.
        rounded: the fields that were rounded down.
        dates: the days of the date keys.
        alleged: the facts that are only alleged.
        disputed: the facts that are disputed.
    """

    slots: Mapping[str, SlotValue]
    items: tuple[ReadItem, ...]
    upper_items: tuple[ReadItem, ...]
    rounded: tuple[str, ...]
    dates: Dates
    alleged: tuple[str, ...]
    disputed: tuple[str, ...]


@dataclass(slots=True)
class _Desk:
    """Where the faults of a case are collected."""

    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, reason: Reason, path: str, message: str, **details: str) -> None:
        self.refusals.append(Refusal(reason, path, message, details))

    def attempt(self, reason: Reason, path: str, action: Callable[[], object]) -> object:
        """Return what the action returns, or None after refusing what it could not read."""
        try:
            return action()
        except Expected as error:
            details = {"expected": error.expected, "found": error.found}
            self.refuse(reason, path, str(error), **details, **({"near": error.near} if error.near else {}))
            return None


def dates_of(case: Case) -> tuple[Dates, list[Refusal]]:
    """Return the days of the date keys of a case, and the faults in them."""
    desk = _Desk()
    end = case.offence_end_date or case.offence_date
    conviction = case.conviction_date or case.decision_date
    sentence = case.sentence_date or case.decision_date
    order = [("offence_date", case.offence_date), ("offence_end_date", end), ("conviction_date", conviction)]
    order += [("sentence_date", sentence)]
    for (earlier, a), (later, b) in pairwise(order):
        if a > b and getattr(case, later) is not None:
            message = f"expected a day on or after {earlier} ({a}), found {b}"
            desk.refuse(Reason.DATES_OUT_OF_ORDER, later, message, earlier=str(a), later=str(b))
    for name, day in (("conviction_date", case.conviction_date), ("sentence_date", case.sentence_date)):
        if day is not None and day > case.decision_date:
            message = f"expected a day on or before the decision date ({case.decision_date}), found {day}"
            details = {"later": str(day), "decision": str(case.decision_date)}
            desk.refuse(Reason.DATES_OUT_OF_ORDER, name, message, **details)
    if case.decision_date < end:
        message = f"expected a day on or after the offence ({end}), found {case.decision_date}"
        desk.refuse(
            Reason.DATES_OUT_OF_ORDER,
            "decision_date",
            message,
            earlier=str(end),
            later=str(case.decision_date),
        )
    return Dates(end, conviction, sentence, case.decision_date), desk.refusals


def read_case(
    case: Case,
    law: Law,
    dates: Dates,
    known_facts: Mapping[str, Fact],
    known_charges: Collection[str] | None = None,
) -> tuple[Intake, list[Refusal]]:
    """Read a case under a law.

    Args:
        case: as received.
        law: the law.
        dates: the days of the date keys.
        known_facts: the facts of the ruleset on any date: a fact that only another date's law reads is no
            fault.
        known_charges: the offences of every law that takes part; this law's own when absent. A charge that
            only another of them has leaves this law to decide without one.

    Returns:
        The values, and every fault found.
    """
    desk = _Desk()
    slots: dict[str, SlotValue] = {}
    _read_words(case, slots, desk)
    reader = _FactReader(case, law, dates, desk)
    reader.read(known_facts, slots)
    if slots.get(ACTS) not in {None, Fraction(1)}:
        message = (
            "expected one act: one case is one person and one act; decide further acts as cases of their own"
        )
        desk.refuse(Reason.FURTHER_ACTS, f"facts[{ACTS}]", message, found=str(slots[ACTS]))
    items, upper, rounded = _read_items(case.items, law, desk)
    slots["items"] = Fraction(len(items))
    slots["substance"] = True
    slots |= dict.fromkeys(law.substance_slots, False)
    slots |= {slot_of_member("substance", item.substance): True for item in items}
    slots["purity_stated"] = any(item.purity is not None or item.pure for item in items)
    if case.charge is not None:
        charges = law.contents.offences if known_charges is None else known_charges
        if case.charge not in charges:
            near = near_miss(case.charge, charges)
            hint = f"; did you mean {near!r}?" if near else ""
            message = f"expected the id of an offence on these dates, found {case.charge!r}{hint}"
            desk.refuse(Reason.UNKNOWN_CHARGE, "charge", message, found=case.charge)
        slots["offence"] = case.charge if case.charge in law.contents.offences else None
    standing = {name: fact.standing for name, fact in case.facts.items()}
    disputed = [name for name, how in standing.items() if how == "disputed"]
    if len(disputed) > MOST_DISPUTED:
        message = f"expected at most {MOST_DISPUTED} disputed facts, found {len(disputed)}: decide them apart"
        desk.refuse(Reason.INVALID_FACT, "facts", message, most=str(MOST_DISPUTED), found=str(len(disputed)))
    intake = Intake(
        slots,
        items,
        upper,
        rounded,
        dates,
        tuple(name for name, how in standing.items() if how == "alleged"),
        tuple(name for name, how in standing.items() if how == "disputed"),
    )
    return intake, desk.refusals


def _read_words(case: Case, slots: dict[str, SlotValue], desk: _Desk) -> None:
    for name, words in (("conduct", tuple(Conduct)), ("stage", tuple(Stage))):
        word = getattr(case, name)
        if word not in words:
            fault = Expected(f"a {name}", word, words)
            desk.refuse(Reason.UNKNOWN_WORD, name, str(fault), expected=fault.expected, found=word)
        slots[name] = str(word)


class _FactReader:
    """Reads the stated facts of a case and derives the others."""

    def __init__(self, case: Case, law: Law, dates: Dates, desk: _Desk) -> None:
        self.case = case
        self.law = law
        self.desk = desk
        self.days: dict[str, date] = {
            "offence_date": case.offence_date,
            "conviction_date": dates.conviction,
            "sentence_date": dates.sentence,
            "decision_date": dates.decision,
        }

    def read(self, known: Mapping[str, Fact], slots: dict[str, SlotValue]) -> None:
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
        derived = [(name, fact) for name, fact in facts.items() if fact.derive and fact.derive.count is None]
        for name, fact in sorted(derived, key=lambda entry: bool(entry[1].derive and entry[1].derive.share)):
            self._derive(name, fact, slots)

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
                return self.law.jurisdiction.calendar.months(read_duration(value))
        wanted = {FactType.BOOLEAN: "true or false", FactType.DURATION: "a duration as text, such as 40 m"}
        expected = wanted.get(fact.type, f"a value of type {fact.type}")
        raise Expected(f"{expected} for {name}", str(value), fact.members or ())

    def _refuse(self, path: str, expected: str, found: str, choices: Iterable[str]) -> None:
        message = str(Expected(expected, found, choices))
        self.desk.refuse(Reason.INVALID_FACT, path, message, expected=expected, found=found)

    def _derive(self, name: str, fact: Fact, slots: dict[str, SlotValue]) -> None:
        derived = self._derived(fact, slots)
        stated = slots.get(name)
        if derived is not None and derived < 0:
            message = "expected dates in order: this one follows from dates that would make it negative"
            self.desk.refuse(Reason.CONTRADICTORY_FACTS, f"facts[{name}]", message, derived=str(derived))
            return
        if derived is not None and stated is not None and derived != stated:
            message = f"expected the value that follows from other facts, {derived}, found {stated}"
            path = f"facts[{name}]"
            self.desk.refuse(
                Reason.CONTRADICTORY_FACTS, path, message, stated=str(stated), derived=str(derived)
            )
        if stated is None and derived is not None:
            slots[name] = derived

    def _derived(self, fact: Fact, slots: Mapping[str, SlotValue]) -> Fraction | None:
        derive = fact.derive
        if derive is None:
            return None
        if derive.years_between is not None:
            days = [self.days.get(name) for name in derive.years_between]
            return Fraction(years_between(days[0], days[1])) if days[0] and days[1] else None
        if derive.days_between is not None:
            days = [self.days.get(name) for name in derive.days_between]
            return Fraction((days[1] - days[0]).days) if days[0] and days[1] else None
        if derive.size is not None:
            members = self.law.contents.facts[derive.size].members or []
            held = [slots.get(slot_of_member(derive.size, member)) for member in members]
            return Fraction(sum(map(bool, held))) if slots.get(derive.size) else None
        if derive.share is not None:
            part, whole = (slots.get(name) for name in derive.share)
            return (
                part / whole if isinstance(part, Fraction) and isinstance(whole, Fraction) and whole else None
            )
        if derive.records is not None:
            return self._count(derive.records)
        return None

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
        years = sum((number for number, unit in counted.within.parts if unit == "y"), start=Fraction(0))
        months = sum((number for number, unit in counted.within.parts if unit == "m"), start=Fraction(0))
        return months_between(day, before) < 12 * years + months


_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_MOST_COUNT: Final = 10_000_000
_LEAP_DAY: Final = (2, 29)


def _read_day(value: object) -> date:
    text = str(value)
    try:
        return date(*map(int, _DAY.fullmatch(text).groups()))  # type: ignore[union-attr]  # AttributeError is caught
    except (AttributeError, ValueError):
        raise Expected("a day such as 2001-07-01", str(value)) from None


def years_between(born: date, day: date) -> int:
    """Return whole years by calendar; somebody born on 29 February has a birthday on 28 February."""
    month, of_month = (2, 28) if (born.month, born.day) == _LEAP_DAY else (born.month, born.day)
    return day.year - born.year - ((day.month, day.day) < (month, of_month))


def months_between(earlier: date, later: date) -> int:
    """Return whole months by calendar."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def _read_items(
    items: Sequence[Item], law: Law, desk: _Desk
) -> tuple[tuple[ReadItem, ...], tuple[ReadItem, ...], tuple[str, ...]]:
    if len(items) > MOST_ITEMS:
        message = f"expected at most {MOST_ITEMS} items, found {len(items)}: split the case"
        desk.refuse(Reason.TOO_MANY_ITEMS, "items", message, most=str(MOST_ITEMS), found=str(len(items)))
        items = items[:MOST_ITEMS]
    words = {word: name for name, s in law.contents.substances.items() for word in (name, *s.aliases)}
    rounded: list[str] = []
    lower: list[ReadItem] = []
    upper: list[ReadItem] = []
    for i, item in enumerate(items):
        reader = _ItemReader(item, f"items[{i}]", words, desk, rounded)
        lower.append(reader.read(-1))
        upper.append(reader.read(+1) if item.amount_uncertainty or item.purity_uncertainty else lower[-1])
    return tuple(lower), tuple(upper), tuple(dict.fromkeys(rounded))


@dataclass(slots=True)
class _ItemReader:
    """Reads one item at either end of its uncertainty."""

    item: Item
    path: str
    words: Mapping[str, str]
    desk: _Desk
    rounded: list[str]

    def read(self, end: int) -> ReadItem:
        substance = self.words.get(self.item.substance)
        if substance is None:
            self._unknown_substance()
        amount = self._amount(end)
        purity = self._purity(end)
        return ReadItem(substance or self.item.substance, amount, purity, self.item.pure, self._mass_of_one())

    def _unknown_substance(self) -> None:
        found = self.item.substance
        near = near_miss(found, self.words)
        hint = f"; did you mean {near!r}?" if near else ""
        message = f"expected a substance that the ruleset knows, found {found!r}{hint}"
        self._refuse(Reason.UNKNOWN_SUBSTANCE, "substance", message, found)

    def _refuse(self, reason: Reason, name: str, message: str, found: str) -> None:
        path = f"{self.path}.{name}"
        if not any(r.path == path and r.message == message for r in self.desk.refusals):
            self.desk.refuse(reason, path, message, found=found)

    def _amount(self, end: int) -> Amount | None:
        item = self.item
        if item.amount is None:
            if item.amount_uncertainty is not None:
                self._refuse(
                    Reason.INVALID_AMOUNT, "amount_uncertainty", "expected an amount beside it", "no amount"
                )
            return None
        if item.unit is None:
            message = f"expected a unit code ({', '.join(UNIT_CODES)}) beside the amount, found none"
            self._refuse(Reason.MISSING_UNIT, "unit", message, "")
            return None
        if item.unit not in UNIT_CODES:
            self._refuse(
                Reason.INVALID_UNIT, "unit", str(Expected("a unit code", item.unit, UNIT_CODES)), item.unit
            )
            return None
        amount = self._read("amount", item.amount, item.unit)
        if amount is None or item.amount_uncertainty is None:
            return amount
        width = self._read("amount_uncertainty", item.amount_uncertainty, item.unit)
        if width is None:
            return None
        micro = amount.micro + end * width.micro
        if micro <= 0:
            message = "expected an uncertainty smaller than the amount"
            self._refuse(Reason.INVALID_AMOUNT, "amount_uncertainty", message, item.amount_uncertainty)
            return None
        return Amount(micro, amount.dimension, f"{item.amount} ± {item.amount_uncertainty} {item.unit}")

    def _read(self, name: str, value: str, unit: str) -> Amount | None:
        try:
            amount = read_amount(value, unit)
        except Expected as error:
            self._refuse(Reason.INVALID_AMOUNT, name, str(error), value)
            return None
        if amount.rounded:
            self.rounded.append(f"{self.path}.{name}")
        return amount

    def _purity(self, end: int) -> int | None:
        item = self.item
        if item.purity_percent is None:
            if item.purity_uncertainty is not None:
                message = "expected a purity beside its uncertainty"
                self._refuse(Reason.INVALID_PURITY, "purity_uncertainty", message, item.purity_uncertainty)
            return None
        if item.pure:
            message = "expected no purity beside an amount of the pure substance: it would count twice"
            self._refuse(Reason.INVALID_PURITY, "purity_percent", message, item.purity_percent)
            return None
        try:
            purity = read_decimal(item.purity_percent) * 100
            width = read_decimal(item.purity_uncertainty) * 100 if item.purity_uncertainty else Fraction(0)
        except Expected as error:
            self._refuse(Reason.INVALID_PURITY, "purity_percent", str(error), item.purity_percent)
            return None
        at_end = purity + end * width
        if not 0 < purity <= BASIS_POINTS or at_end <= 0:
            message = "expected a percentage above 0 and at most 100, uncertainty included"
            self._refuse(Reason.INVALID_PURITY, "purity_percent", message, item.purity_percent)
            return None
        points = min(at_end.numerator // at_end.denominator, BASIS_POINTS)
        if points == 0:
            message = "expected at least a hundredth of a percent"
            self._refuse(Reason.INVALID_PURITY, "purity_percent", message, item.purity_percent)
            return None
        if at_end.denominator != 1:
            self.rounded.append(f"{self.path}.purity_percent")
        return points

    def _mass_of_one(self) -> int | None:
        item = self.item
        if item.mass_of_one is None:
            return None
        if item.mass_of_one_unit is None:
            self._refuse(Reason.MISSING_UNIT, "mass_of_one_unit", "expected a unit of mass, found none", "")
            return None
        amount = self._read("mass_of_one", item.mass_of_one, item.mass_of_one_unit)
        if amount is not None and amount.dimension is not Dimension.MASS:
            message = "expected a unit of mass for what one thing weighs"
            self._refuse(Reason.INCOMPATIBLE_UNIT, "mass_of_one_unit", message, item.mass_of_one_unit)
            return None
        return amount.micro if amount else None
