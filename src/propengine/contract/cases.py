"""A case as it arrives, read into the engine's `Case`; whatever is wrong with it without the law is told.

Nothing here knows the law: a word that a ruleset may know is passed on as it is. What is refused here are
unset required fields, days that do not exist, numbers outside an enum, and texts too long to be meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from google.type import date_pb2

from propengine.contract.enums import CONDUCT_OF, STAGE_OF, STANDING_OF
from propengine.contract.violations import RequestReason, Violation, shown
from propengine.engine.case import Case, Item, RawValue, RecordValue, Standing, StatedFact
from propengine.engine.item_reader import MOST_ITEMS
from propengine.engine.refusals import Reason
from propengine.v1 import case_pb2

MOST_TEXT: Final = 100
"""No text of a case is longer: the longest are ids of rulesets, and numbers that a person writes."""
MOST_FACTS: Final = 500
"""No case states more facts, words or records."""

_Word = TypeVar("_Word")


@dataclass(slots=True)
class Reader:
    """Reads the parts of a request and collects their violations.

    Attributes:
        violations: every violation found.
    """

    violations: list[Violation] = field(default_factory=list)

    def refuse(self, reason: str, path: str, message: str, **details: str) -> None:
        """Add a violation."""
        self.violations.append(Violation(reason, path, message, details))

    def required(self, value: str, path: str) -> str:
        """Return a text that must be set."""
        if not value:
            self.refuse(Reason.MISSING_FIELD, path, "expected this field, which is required")
        return self.text(value, path)

    def text(self, value: str, path: str, most: int = MOST_TEXT) -> str:
        """Return a text that must not be too long."""
        if len(value) > most:
            message = f"expected at most {most} characters, found {len(value)}"
            self.refuse(RequestReason.TEXT_TOO_LONG, path, message, most=str(most), found=str(len(value)))
            return ""
        return value

    def day(self, message: date_pb2.Date | None, path: str, *, required: bool) -> date | None:
        """Return a day; None, with a violation where it is required, when it is not set."""
        if message is None:
            if required:
                self.refuse(Reason.MISSING_FIELD, path, "expected this field, which is required")
            return None
        try:
            return date(message.year, message.month, message.day)
        except (ValueError, OverflowError):
            found = f"{message.year}-{message.month}-{message.day}"
            self.refuse(
                Reason.INVALID_DATE, path, f"expected a day of the calendar, found {found}", found=found
            )
            return None

    def word(
        self, words: Mapping[int, _Word], number: int, path: str, unset: _Word | None = None
    ) -> _Word | None:
        """Return the word of an enum number; `unset` for 0, which is a violation where there is none."""
        if number in words:
            return words[number]
        if number != 0:
            listed = f"{min(words)} to {max(words)}"
            message = (
                f"expected a number of the enum ({listed}), found {number}: it may come from a newer contract"
            )
            self.refuse(RequestReason.UNKNOWN_ENUM_VALUE, path, message, expected=listed, found=str(number))
        elif unset is None:
            self.refuse(Reason.MISSING_FIELD, path, "expected this field, which is required")
        return unset

    def few(self, count: int, most: int, reason: str, path: str) -> bool:
        """Say whether there are at most so many of something."""
        if count > most:
            message = f"expected at most {most}, found {count}"
            self.refuse(reason, path, message, most=str(most), found=str(count))
        return count <= most


def read_case(message: case_pb2.Case) -> tuple[Case, list[Violation]]:
    """Return the case and every violation.

    Where a part has one, something of the right type stands in its place, so that the other parts can be
    examined further; a case with violations is never decided.
    """
    reader = Reader()
    return _CaseReader(message, reader).read(), reader.violations


_NO_DAY: Final = date(1, 1, 1)


class _CaseReader:
    """One pass over a case."""

    def __init__(self, message: case_pb2.Case, reader: Reader) -> None:
        self.message = message
        self.reader = reader

    def read(self) -> Case:
        message, reader = self.message, self.reader
        jurisdiction = reader.required(message.jurisdiction, "jurisdiction")
        days = {
            name: reader.day(
                getattr(message, name) if message.HasField(name) else None,
                name,
                required=name in {"offence_date", "decision_date"},
            )
            for name in (
                "offence_date",
                "offence_end_date",
                "conviction_date",
                "sentence_date",
                "decision_date",
            )
        }
        return Case(
            jurisdiction=jurisdiction,
            offence_date=days["offence_date"] or days["decision_date"] or _NO_DAY,
            decision_date=days["decision_date"] or days["offence_date"] or _NO_DAY,
            stage=reader.word(STAGE_OF, message.stage, "stage") or next(iter(STAGE_OF.values())),
            conduct=reader.word(CONDUCT_OF, message.conduct, "conduct") or next(iter(CONDUCT_OF.values())),
            offence_end_date=days["offence_end_date"],
            conviction_date=days["conviction_date"],
            sentence_date=days["sentence_date"],
            items=self._items(),
            charge=reader.text(message.charge, "charge") if message.HasField("charge") else None,
            facts=self._facts(),
        )

    def _items(self) -> tuple[Item, ...]:
        if not self.reader.few(len(self.message.items), MOST_ITEMS, Reason.TOO_MANY_ITEMS, "items"):
            return ()
        return tuple(self._item(item, f"items[{i}]") for i, item in enumerate(self.message.items))

    def _item(self, item: case_pb2.Item, path: str) -> Item:
        reader = self.reader
        optional = {
            name: reader.text(getattr(item, name), f"{path}.{name}") if item.HasField(name) else None
            for name in (
                "amount",
                "unit",
                "amount_uncertainty",
                "purity_percent",
                "purity_uncertainty",
                "mass_of_one",
                "mass_of_one_unit",
            )
        }
        substance = reader.required(item.substance, f"{path}.substance")
        return Item(substance=substance, pure=item.pure, **optional)

    def _facts(self) -> dict[str, StatedFact]:
        message, reader = self.message, self.reader
        if not reader.few(len(message.facts), MOST_FACTS, RequestReason.TOO_MANY_FACTS, "facts"):
            return {}
        facts: dict[str, StatedFact] = {}
        for name in sorted(message.facts):
            path = f"facts[{shown(name)}]"
            if not reader.text(name, path):
                continue
            stated = message.facts[name]
            value = self._value(stated, path)
            standing = reader.word(STANDING_OF, stated.standing, f"{path}.standing", unset=Standing.FOUND)
            if value is not None:
                facts[name] = StatedFact(value, standing or Standing.FOUND)
        return facts

    def _value(self, stated: case_pb2.FactValue, path: str) -> RawValue | None:
        match stated.WhichOneof("kind"):
            case "boolean":
                return stated.boolean
            case "text":
                return self.reader.text(stated.text, path)
            case "integer":
                return stated.integer
            case "words":
                return self._words(stated.words.words, path)
            case "records":
                return self._records(stated.records.records, path)
            case _:
                self.reader.refuse(
                    Reason.MISSING_FIELD, path, "expected a value: nothing is stated by an empty one"
                )
                return None

    def _words(self, words: Sequence[str], path: str) -> tuple[str, ...]:
        if not self.reader.few(len(words), MOST_FACTS, RequestReason.TOO_MANY_FACTS, path):
            return ()
        return tuple(self.reader.text(word, f"{path}.words[{i}]") for i, word in enumerate(words))

    def _records(
        self, records: Sequence[case_pb2.Record], path: str
    ) -> tuple[Mapping[str, RecordValue], ...]:
        if not self.reader.few(len(records), MOST_FACTS, RequestReason.TOO_MANY_FACTS, path):
            return ()
        return tuple(self._record(record, f"{path}.records[{i}]") for i, record in enumerate(records))

    def _record(self, record: case_pb2.Record, path: str) -> Mapping[str, RecordValue]:
        if not self.reader.few(len(record.fields), MOST_FACTS, RequestReason.TOO_MANY_FACTS, path):
            return {}
        found: dict[str, RecordValue] = {}
        for name in sorted(record.fields):
            here = f"{path}.fields[{shown(name)}]"
            value = record.fields[name]
            kind = value.WhichOneof("kind")
            if kind is None:
                self.reader.refuse(
                    Reason.MISSING_FIELD, here, "expected a value: nothing is stated by an empty one"
                )
            elif self.reader.text(name, here):
                text = kind == "text"
                found[name] = self.reader.text(value.text, here) if text else getattr(value, kind)
        return found
