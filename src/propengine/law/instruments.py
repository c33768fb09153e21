"""Instruments: chains of dated revisions on one date key.

The first revision of a chain is written whole. Each later file amends the one before (or begins the text
anew), ends the instrument, or says that the text from that day is not known. The file's name is the first
day on which it is in force; a revision without one is refused.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from propengine.law.contents import Contents
from propengine.law.elements import Mark, Part, Sentence, Texts


class DateKey(StrEnum):
    """The event whose date picks an instrument's revision."""

    OFFENCE = "offence"
    CONVICTION = "conviction"
    SENTENCE = "sentence"
    DECISION = "decision"


class Header(Part):
    """What a revision file says of itself, beside its contents or changes.

    Attributes:
        citation: the statute, decree or judgment that made this revision.
        mark: how well the first day in force was checked.
        enacted: the day it was made, as text, where recorded.
        published: the day it was published, where recorded.
        note: what a reader should know about the dates.
        title: of the instrument; begins a text written whole.
        date_key: which date picks its revision; with the title.
        amends: the first day of the revision that this one amends.
        ends: the first day of the revision after which the instrument is no longer in force.
        unknown: why the text from this day on is not known.
    """

    citation: Sentence
    mark: Mark
    enacted: Sentence | None = None
    published: Sentence | None = None
    read_at: Sentence | None = None
    note: Sentence | None = None
    title: Texts | None = None
    date_key: DateKey | None = None
    amends: Sentence | None = None
    ends: Sentence | None = None
    unknown: Sentence | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [self.title, self.amends, self.ends, self.unknown]
        if sum(kind is not None for kind in kinds) != 1:
            message = "expected exactly one of title (a whole text), amends, ends and unknown"
            raise ValueError(message)
        if (self.title is None) != (self.date_key is None):
            message = "expected a date_key beside the title, and only there"
            raise ValueError(message)
        return self


@dataclass(frozen=True, slots=True)
class Revision:
    """An instrument as in force from one day to another; immutable.

    Attributes:
        instrument: the instrument's id.
        in_force: the first day.
        until: the last day, or None where no end is known.
        header: what the file says of itself.
        contents: its elements; None when the text is unknown or the instrument has ended.
        digest: SHA-256 of the canonical contents, in hexadecimal.
    """

    instrument: str
    in_force: date
    until: date | None
    header: Header
    contents: Contents | None
    digest: str

    def covers(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.in_force <= day and (self.until is None or day <= self.until)

    def __str__(self) -> str:
        """Return `instrument@first-day`."""
        return f"{self.instrument}@{self.in_force.isoformat()}"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A statute, table, guideline, judgment or programme law, through time.

    Attributes:
        id: its folder's name.
        title: its title in words.
        date_key: which date picks its revision.
        revisions: in order of their first days, without overlap.
    """

    id: str
    title: Texts
    date_key: DateKey
    revisions: tuple[Revision, ...]

    def on(self, day: date) -> Revision | None:
        """Return the revision that covers a day, or None before the first."""
        return next((revision for revision in reversed(self.revisions) if revision.covers(day)), None)


def canonical(value: object) -> bytes:
    """Return the bytes of plain data for hashing; the order of keys counts, because it may be law."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(instrument: str, in_force: date, header: Header, contents: Contents | None) -> str:
    """Return the SHA-256 that names a revision's text."""
    value = {
        "instrument": instrument,
        "in_force": in_force.isoformat(),
        "header": header.model_dump(mode="json", exclude_none=True),
        "contents": contents.model_dump(mode="json", exclude_defaults=True) if contents else None,
    }
    return hashlib.sha256(canonical(value)).hexdigest()
