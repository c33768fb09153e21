"""A ruleset: all instruments of a jurisdiction as data, and the law that they make on given dates."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, NewType

from propengine.law.conditions import subjects_of
from propengine.law.contents import Changes, Contents, read_contents
from propengine.law.faults import Fault, RulesetFaults
from propengine.law.instruments import DateKey, Instrument, Revision, canonical
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.programmes import Programme
from propengine.law.quantities import Absence
from propengine.law.sources import Document, Path_, Place
from propengine.law.subjects import Kind, Subject, subjects_of_law
from propengine.law.vocabulary import COMMON_FACTS, Fact, FactType


@dataclass(frozen=True, slots=True)
class Dates:
    """The day on which each date key falls for a case."""

    offence: date
    conviction: date
    sentence: date
    decision: date

    @classmethod
    def all_on(cls, day: date) -> "Dates":
        """Return the dates of a case in which everything happens on one day."""
        return cls(day, day, day, day)

    def of(self, key: DateKey) -> date:
        """Return the day of a date key."""
        return {
            DateKey.OFFENCE: self.offence,
            DateKey.CONVICTION: self.conviction,
            DateKey.SENTENCE: self.sentence,
            DateKey.DECISION: self.decision,
        }[key]


class NoLawOnDateError(Exception):
    """No instrument of the ruleset has a revision that covers the date.

    Attributes:
        jurisdiction: whose law was asked for.
        key: the date key.
        day: the day.
        first: the first day on which there is law.
    """

    def __init__(self, jurisdiction: str, key: DateKey, day: date, first: date) -> None:
        """Keep the parts and say them in one sentence."""
        self.jurisdiction, self.key, self.day, self.first = jurisdiction, key, day, first
        super().__init__(f"{jurisdiction} has no recorded law for the {key} date {day}; it begins on {first}")


class LawNotKnownError(Exception):
    """The text in force on the date is not known, and no neighbouring text is put in its place.

    Attributes:
        provision: what is not known.
        key: the date key.
        day: the day.
        why: the reason that the ruleset records.
    """

    def __init__(self, provision: str, key: DateKey, day: date, why: str) -> None:
        """Keep the parts and say them in one sentence."""
        self.provision, self.key, self.day, self.why = provision, key, day, why
        super().__init__(f"the text of {provision} in force on {day} ({key} date) is not known: {why}")


LawKey = NewType("LawKey", str)
"""What identifies a law: the SHA-256 of its texts and its reading."""


@dataclass(frozen=True)
class Law:
    """The law of a jurisdiction as it applies to one set of dates, under one reading of each open question.

    Attributes:
        jurisdiction_id: the jurisdiction's code.
        jurisdiction: what holds for the whole jurisdiction.
        contents: the elements of all revisions in force.
        document: the same as plain data, with places.
        used: the revisions, by instrument.
        date_keys: the date key of each instrument.
        owners: the revision that each element comes from, by kind and id.
        words: the words that a subject has on any date, which conditions of another date's text may name.
        quantities: the measures, tables and groupings that the ruleset has on any date.
        readings: the readings applied and their options, where not the law as written.
        written: the law as written; None when this is it.
    """

    jurisdiction_id: str
    jurisdiction: Jurisdiction
    contents: Contents
    document: Document
    used: Mapping[str, Revision]
    date_keys: Mapping[str, DateKey]
    owners: Mapping[tuple[str, str], Revision]
    words: Mapping[str, tuple[str, ...]]
    quantities: frozenset[str]
    readings: tuple[tuple[str, str], ...] = ()
    written: "Law | None" = None

    @cached_property
    def key(self) -> LawKey:
        """Return what identifies this law: the texts and the reading."""
        texts = [revision.digest for _, revision in sorted(self.used.items())]
        parts = [self.jurisdiction_id, self.jurisdiction.model_dump_json(), *texts, *map(list, self.readings)]
        return LawKey(hashlib.sha256(canonical(parts)).hexdigest())

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """Return everything that a condition of this law may ask about."""
        return {
            name: with_words(subject, self.words) for name, subject in subjects_of_law(self.contents).items()
        }

    @cached_property
    def statable(self) -> Mapping[str, Fact]:
        """Return what a case may state: the facts, and the bands and groups that could be concluded."""
        return _statable(self.contents)

    @cached_property
    def absent_quantities(self) -> tuple[str, ...]:
        """Return the measures, tables and groupings that conditions read and that this date's law lacks."""
        rules, offences = self.contents.rules.values(), self.contents.offences.values()
        pairs = [*((r.when, r.unless) for r in rules), *((o.when, o.unless) for o in offences)]
        trees = [tree for pair in pairs for tree in pair if tree is not None]
        read = {name for tree in trees for name in subjects_of(tree)}
        return tuple(sorted((read & self.quantities) - self.subjects.keys()))

    @cached_property
    def wanted_quantities(self) -> tuple[str, ...]:
        """Return the measures and bands that every item should make: not those that leave substances out."""
        contents = self.contents
        partial = {name for name, table in contents.tables.items() if table.absent is Absence.LEFT_OUT}
        partial |= {name for name, measure in contents.measures.items() if measure.table in partial}
        partial |= {name for name, table in contents.tables.items() if table.of in partial}
        names = (*contents.measures, *contents.tables)
        return tuple(name for name in names if name in self.subjects and name not in partial)

    @cached_property
    def findings(self) -> Mapping[str, Fact]:
        """Return the facts that only a person can find."""
        return {name: fact for name, fact in self.contents.facts.items() if fact.factors_to_weigh is not None}

    @cached_property
    def substance_slots(self) -> tuple[str, ...]:
        """Return the slots that say whether a substance was found."""
        return tuple(f"substance:{name}" for name in self.contents.substances)

    def under(self, reading: str, option: str) -> "Law":
        """Return the law under one option of a reading, the other readings staying as they are.

        Raises:
            RulesetFaults: the option does not fit the law.
        """
        written = self.written or self
        chosen = {name: of for name, of in self.readings if name != reading}
        if written.contents.readings[reading].as_written != option:
            chosen[reading] = option
        law = written
        for name, of in sorted(chosen.items()):
            law = law._with(name, of)  # noqa: SLF001 - of the same class
        return law

    def _with(self, reading: str, option: str) -> "Law":
        """Return this law with one more option applied."""
        if (known := self._under.get((reading, option))) is not None:
            return known
        faults: list[Fault] = []
        at: Path_ = ("readings", reading, "options", option)
        document = Changes(self.document, at).apply(self.document, faults)
        contents = read_contents(document, faults, self.document, self.contents)
        if faults or contents is None:
            raise RulesetFaults(faults)
        law = replace(
            self,
            contents=contents,
            document=document,
            readings=(*self.readings, (reading, option)),
            written=self.written or self,
        )
        self._under[reading, option] = law
        return law

    @cached_property
    def _under(self) -> "dict[tuple[str, str], Law]":
        """Laws under the other options, once made."""
        return {}


@dataclass(frozen=True, slots=True)
class ProgrammeWindow:
    """When a programme is in force.

    Attributes:
        programme: its data in the last revision that has it.
        first: the first day.
        last: the last day; None where no end is known.
        key: the date key on which that counts.
    """

    programme: Programme
    first: date
    last: date | None
    key: DateKey


@dataclass(frozen=True)
class Ruleset:
    """All instruments of a jurisdiction, and those of the jurisdiction that it extends.

    Attributes:
        id: the jurisdiction's code.
        jurisdiction: what holds for the whole jurisdiction.
        instruments: by id, in a fixed order.
    """

    id: str
    jurisdiction: Jurisdiction
    instruments: Mapping[str, Instrument]

    @cached_property
    def statable(self) -> Mapping[str, Fact]:
        """Return what a case may state: a fact that only the law of other dates reads is no fault."""
        texts = [r.contents for i in self.instruments.values() for r in i.revisions if r.contents is not None]
        return {name: fact for contents in texts for name, fact in _statable(contents).items()}

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 that names the whole ruleset."""
        parts = [self.id, self.jurisdiction.model_dump_json()]
        parts += [r.digest for i in self.instruments.values() for r in i.revisions]
        return hashlib.sha256(canonical(parts)).hexdigest()

    def law(self, dates: Dates) -> Law:
        """Return the law that applies on these dates.

        Raises:
            NoLawOnDateError: no instrument that holds offences, on the offence date key, covers the offence
                date.
            LawNotKnownError: the text of an instrument on its date is not known.
        """
        used: dict[str, Revision] = {}
        for instrument in self.instruments.values():
            key = instrument.date_key
            revision = instrument.on(dates.of(key))
            if revision is None:
                continue
            if revision.header.unknown is not None:
                raise LawNotKnownError(str(instrument.id), key, dates.of(key), revision.header.unknown)
            if revision.contents is not None:
                used[instrument.id] = revision
        self._refuse_empty(used, dates)
        texts = tuple(revision.digest for revision in used.values())
        law = self._laws.get(texts)
        if law is None:
            if len(self._laws) >= _MOST_LAWS:
                self._laws.clear()
            law = self._laws[texts] = merge(self, used)
        return law

    @cached_property
    def quantities(self) -> frozenset[str]:
        """Return every measure, table and grouping of any revision."""
        contents = [r.contents for i in self.instruments.values() for r in i.revisions if r.contents]
        return frozenset(n for c in contents for kind in (c.measures, c.tables, c.groupings) for n in kind)

    @cached_property
    def programme_windows(self) -> Mapping[str, ProgrammeWindow]:
        """Return when each programme of any revision is in force."""
        found: dict[str, ProgrammeWindow] = {}
        for instrument in self.instruments.values():
            for revision in instrument.revisions:
                for name, programme in (revision.contents.programmes if revision.contents else {}).items():
                    first = found[name].first if name in found else revision.in_force
                    found[name] = ProgrammeWindow(programme, first, revision.until, instrument.date_key)
        return found

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Return the words that each subject has on any date."""
        found: dict[str, dict[str, None]] = {}
        for instrument in self.instruments.values():
            for revision in instrument.revisions:
                for name, subject in (
                    subjects_of_law(revision.contents) if revision.contents else {}
                ).items():
                    if subject.kind is Kind.ENUM and subject.members:
                        found.setdefault(name, {}).update(dict.fromkeys(subject.members))
        return {name: tuple(words) for name, words in found.items()}

    @cached_property
    def _laws(self) -> dict[tuple[str, ...], Law]:
        """Laws already merged, by the digests of their revisions."""
        return {}

    def _refuse_empty(self, used: Mapping[str, Revision], dates: Dates) -> None:
        instruments = list(self.instruments.values())
        keyed = [i for i in instruments if i.date_key is DateKey.OFFENCE] or instruments
        keyed = [i for i in keyed if _holds_offences(i)] or keyed
        if not any(instrument.id in used for instrument in keyed):
            key = keyed[0].date_key
            first = min(revision.in_force for instrument in keyed for revision in instrument.revisions)
            raise NoLawOnDateError(self.id, key, dates.of(key), first)

    def change_dates(self, *keys: DateKey) -> tuple[date, ...]:
        """Return every day on which an instrument changes, in order; only on the keys, if any are given."""
        return self._change_dates.get(keys) or self._changes(keys)

    def _changes(self, keys: tuple[DateKey, ...]) -> tuple[date, ...]:
        wanted = set(keys or DateKey)
        days = {r.in_force for i in self.instruments.values() if i.date_key in wanted for r in i.revisions}
        self._change_dates[keys] = tuple(sorted(days))
        return self._change_dates[keys]

    @cached_property
    def _change_dates(self) -> dict[tuple[DateKey, ...], tuple[date, ...]]:
        """Days already worked out, by date keys."""
        return {}


def _statable(contents: Contents) -> Mapping[str, Fact]:
    words = {
        name: [band.band for band in table.bands] for name, table in contents.tables.items() if table.bands
    }
    words |= {name: list(grouping.groups) for name, grouping in contents.groupings.items()}
    concluded = {
        name: Fact.model_construct(type=FactType.ENUM, members=members, concluded=True)
        for name, members in words.items()
    }
    return {**concluded, **contents.facts}


_MOST_LAWS: Final = 1024
_ORIGIN: Final = Place("(merged law)", 1, 1)


def _holds_offences(instrument: Instrument) -> bool:
    return any(
        revision.contents is not None and revision.contents.offences for revision in instrument.revisions
    )


def with_words(subject: Subject, words: Mapping[str, tuple[str, ...]]) -> Subject:
    """Return the subject with the words that it has on other dates, after its own."""
    others = tuple(word for word in words.get(subject.name, ()) if word not in subject.members)
    return replace(subject, members=subject.members + others) if others else subject


def merge(ruleset: Ruleset, used: Mapping[str, Revision]) -> Law:
    """Return one law from revisions whose ids are distinct."""
    fields: dict[str, dict[str, object]] = {kind: {} for kind in Contents.model_fields}
    fields["facts"] |= COMMON_FACTS
    value: dict[str, dict[str, object]] = {kind: {} for kind in Contents.model_fields}
    value["facts"] = {
        name: f.model_dump(mode="json", exclude_defaults=True) for name, f in COMMON_FACTS.items()
    }
    places: dict[Path_, Place] = {(): _ORIGIN}
    owners: dict[tuple[str, str], Revision] = {}
    for revision in used.values():
        contents, document = revision.contents, revision.document
        if contents is None or not isinstance(document.value, dict):
            continue
        for kind, id_ in contents.ids():
            fields[kind][id_] = getattr(contents, kind)[id_]
            value[kind][id_] = document.value[kind][id_]  # type: ignore[index,call-overload]  # validated
            owners[kind, id_] = revision
        places |= {path: place for path, place in document.places.items() if len(path) > 1}
    merged = Contents.model_construct(None, **fields)
    document = Document(value, places)  # type: ignore[arg-type]  # plain data
    keys = {instrument.id: instrument.date_key for instrument in ruleset.instruments.values()}
    return Law(
        ruleset.id,
        ruleset.jurisdiction,
        merged,
        document,
        used,
        keys,
        owners,
        ruleset.words,
        ruleset.quantities,
    )
