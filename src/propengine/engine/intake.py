"""Intake: a case as received becomes exact values under one law; every fault is told at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from propengine.core.slots import OFFENCE, SlotValue, slot_of_member
from propengine.engine.ages import Bounds
from propengine.engine.case import Case, Standing
from propengine.engine.desk import Desk
from propengine.engine.facts import FactReader
from propengine.engine.item_reader import read_items
from propengine.engine.items import FoundItem
from propengine.engine.refusals import Reason, Refusal
from propengine.law.conditions import AllOf, Comparison, Test, Tree
from propengine.law.conduct import Conduct
from propengine.law.faults import Expected, near_miss
from propengine.law.ruleset import Dates, Law
from propengine.law.stages import Stage
from propengine.law.vocabulary import ACTS, Fact, FactType

MOST_DISPUTED: Final = 5
"""No case disputes more facts."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A case read under one law.

    Attributes:
        slots: what is stated, by slot.
        items: what was found.
        rounded: the fields that were rounded down.
        across: the lengths of time that were compared across units.
        leap_birthdays: the ages that turn on which day somebody born on 29 February grows older.
        lengths: stated lengths of time, in months by the calendar of the law.
        dates: the days of the date keys.
        alleged: the facts that are only alleged.
        disputed: the facts that are disputed.
        implied: what nobody states and the charge asks for, by slot.
        texts: stated lengths of time, as they are written.
        following: for each date or list of records that is stated, the facts that follow from it alone.
        ages: between what each age lies by the ages of other days.
    """

    slots: Mapping[str, SlotValue]
    items: tuple[FoundItem, ...]
    rounded: tuple[str, ...]
    across: tuple[str, ...]
    leap_birthdays: tuple[str, ...]
    lengths: Mapping[str, Fraction]
    dates: Dates
    alleged: tuple[str, ...]
    disputed: tuple[str, ...]
    implied: Mapping[str, SlotValue]
    texts: Mapping[str, str]
    following: Mapping[str, Sequence[str]]
    ages: Mapping[str, Bounds]

    def disputes(self, fact: str) -> bool:
        """Say whether a fact is disputed, or what it follows from."""
        return any(name == fact or fact in self.following.get(name, ()) for name in self.disputed)


def dates_of(case: Case) -> tuple[Dates, list[Refusal]]:
    """Return the days of the date keys of a case, and the faults in them."""
    desk = Desk()
    end = case.offence_end_date or case.offence_date
    conviction = case.conviction_date or case.decision_date
    sentence = case.sentence_date or case.decision_date
    order = [("offence_date", case.offence_date), ("offence_end_date", end), ("conviction_date", conviction)]
    order += [("sentence_date", sentence)]
    for (earlier, a), (later, b) in pairwise(order):
        if a > b and getattr(case, later) is not None:
            message = f"expected a day on or after {earlier} ({a}), found {b}"
            if earlier == "conviction_date" and case.conviction_date is None:
                message += "; nobody stated the conviction, and the decision date stands for it: state it"
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
    desk = Desk()
    slots: dict[str, SlotValue] = {}
    _read_words(case, slots, desk)
    reader = FactReader(case, law, dates, desk)
    reader.read(known_facts, slots)
    if slots.get(ACTS) not in {None, Fraction(1)}:
        message = (
            "expected one act: one case is one person and one act; decide further acts as cases of their own"
        )
        desk.refuse(Reason.FURTHER_ACTS, f"facts[{ACTS}]", message, found=str(slots[ACTS]))
    items, rounded = read_items(case.items, law, desk)
    slots["items"] = Fraction(len(items))
    slots["substance"] = True if items else None
    slots["purity_stated"] = any(item.purity is not None or item.pure for item in items)
    implied = dict(_read_charge(case, law, known_charges, slots, desk))
    standing = {name: fact.standing for name, fact in case.facts.items()}
    disputed = [
        name for name, how in standing.items() if how is Standing.DISPUTED and name not in reader.confirmed
    ]
    if len(disputed) > MOST_DISPUTED:
        message = f"expected at most {MOST_DISPUTED} disputed facts, found {len(disputed)}: decide them apart"
        desk.refuse(Reason.INVALID_FACT, "facts", message, most=str(MOST_DISPUTED), found=str(len(disputed)))
    intake = Intake(
        slots,
        items,
        rounded,
        tuple(reader.across),
        tuple(reader.leap_birthdays),
        reader.lengths,
        dates,
        tuple(name for name, how in standing.items() if how is Standing.ALLEGED),
        tuple(disputed),
        implied,
        reader.texts,
        reader.following,
        reader.ages,
    )
    return intake, desk.refusals


def _read_charge(
    case: Case, law: Law, known: Collection[str] | None, slots: dict[str, SlotValue], desk: Desk
) -> Iterator[tuple[str, SlotValue]]:
    """Write the offence charged, and yield what its text asks for and nobody speaks of."""
    if case.charge is None:
        return
    charges = law.chargeable if known is None else known
    if case.charge not in charges:
        near = near_miss(case.charge, charges)
        hint = f"; did you mean {near!r}?" if near else ""
        message = f"expected the id of an offence on these dates, found {case.charge!r}{hint}"
        desk.refuse(Reason.UNKNOWN_CHARGE, "charge", message, found=case.charge)
    offence = law.chargeable.get(case.charge)
    if offence is None:
        return
    slots[OFFENCE] = case.charge
    for slot, value in _implied(offence.when, law):
        if slots.get(slot) is None:
            yield slot, value


def _implied(tree: Tree, law: Law) -> Iterator[tuple[str, SlotValue]]:
    """Yield the facts, bands and groups that a condition can only be shown with, each with its one value."""
    if isinstance(tree, AllOf):
        for part in tree.parts:
            yield from _implied(part, law)
    elif isinstance(tree, Test) and tree.comparison in {Comparison.EQUALS, Comparison.ONE_OF}:
        fact = law.statable.get(tree.subject)
        if fact is None or len(tree.constants) != 1:
            return
        if fact.type is FactType.SET:
            yield slot_of_member(tree.subject, str(tree.constants[0])), True
        elif fact.type is FactType.BOOLEAN:
            yield tree.subject, bool(tree.constants[0])
        elif fact.type is FactType.ENUM:
            yield tree.subject, str(tree.constants[0])


def _read_words(case: Case, slots: dict[str, SlotValue], desk: Desk) -> None:
    for name, words in (("conduct", tuple(Conduct)), ("stage", tuple(Stage))):
        word = getattr(case, name)
        if word not in words:
            fault = Expected(f"a {name}", word, words)
            desk.refuse(Reason.UNKNOWN_WORD, name, str(fault), expected=fault.expected, found=word)
        slots[name] = str(word)
