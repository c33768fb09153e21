"""A ruleset: all instruments of a jurisdiction as data, and the law that they make on given dates."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NewType
from weakref import WeakValueDictionary

from propengine.law.amendments import Misfit, amend
from propengine.law.conditions import subjects_of
from propengine.law.contents import Contents
from propengine.law.durations import Duration
from propengine.law.elements import Mark
from propengine.law.instruments import DateKey, Instrument, Revision, canonical
from propengine.law.jurisdictions import Gap, Jurisdiction, OfDays
from propengine.law.limits import Side, limits_of, shares_of
from propengine.law.marked import marked
from propengine.law.programmes import Programme
from propengine.law.rules import Offence
from propengine.law.shorthand import OFFENCE, families_of, written_out
from propengine.law.subjects import Kind, Subject, subjects_of_law
from propengine.law.vocabulary import BIRTH, COMMON_FACTS, Fact, FactType

if TYPE_CHECKING:
    from propengine.law.quantities import Grouping
    from propengine.law.tables import AnyTable


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
        match key:
            case DateKey.OFFENCE:
                return self.offence
            case DateKey.CONVICTION:
                return self.conviction
            case DateKey.SENTENCE:
                return self.sentence
            case DateKey.DECISION:
                return self.decision


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
        text: the elements of all revisions in force, as they are written.
        contents: the same with what is written in short written out.
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
    text: Contents
    contents: Contents
    used: Mapping[str, Revision]
    date_keys: Mapping[str, DateKey]
    owners: Mapping[tuple[str, str], Revision]
    words: Mapping[str, tuple[str, ...]]
    quantities: frozenset[str]
    readings: tuple[tuple[str, str], ...] = ()
    written: "Law | None" = None

    @cached_property
    def key(self) -> LawKey:
        """Return what identifies this law: its texts, what other dates know, and the reading."""
        texts = [revision.digest for _, revision in sorted(self.used.items())]
        words = [[name, *of] for name, of in sorted(self.words.items())]
        parts = [
            self.jurisdiction_id,
            self.jurisdiction.model_dump_json(),
            texts,
            words,
            sorted(self.quantities),
            [list(chosen) for chosen in self.readings],
        ]
        return LawKey(hashlib.sha256(canonical(parts)).hexdigest())

    @cached_property
    def ages(self) -> Mapping[str, str]:
        """Return the facts that hold an age, each with the name of the day on which it is reached."""
        since = {name: fact.derive.years_between for name, fact in self.statable.items() if fact.derive}
        return {name: of[1] for name, of in since.items() if of is not None and of[0] == BIRTH}

    @cached_property
    def used_keys(self) -> frozenset[DateKey]:
        """Return the date keys that picked its revisions."""
        return frozenset(self.date_keys[instrument] for instrument in self.used)

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
    def limits(self) -> Mapping[str, Mapping[Duration, Side]]:
        """Return the lengths of time that conditions compare each duration fact with; see `limits_of`."""
        return limits_of((law.contents for law in (self, *self.under_one_option)), self.subjects)

    @cached_property
    def share_limits(self) -> Mapping[str, Mapping[Fraction, Side]]:
        """Return the numbers that conditions compare each share of a length with; see `shares_of`."""
        facts = self.contents.facts.items()
        shares = [name for name, fact in facts if fact.derive is not None and fact.derive.share is not None]
        contents = (law.contents for law in (self, *self.under_one_option))
        return shares_of(contents, self.subjects, shares)

    @cached_property
    def chargeable(self) -> Mapping[str, Offence]:
        """Return what may be charged: the offences, and those that an option of a reading adds."""
        added = {id_: of for law in self.under_one_option for id_, of in law.contents.offences.items()}
        return {**added, **self.contents.offences}

    @cached_property
    def substance_words(self) -> Mapping[str, str]:
        """Return the substance that each word names: its own, and its other names."""
        substances = self.contents.substances.items()
        return {word: name for name, of in substances for word in (name, *of.aliases)}

    @cached_property
    def findings(self) -> Mapping[str, Fact]:
        """Return the facts that only a person can find."""
        return {name: fact for name, fact in self.contents.facts.items() if fact.factors_to_weigh is not None}

    @cached_property
    def substance_slots(self) -> tuple[str, ...]:
        """Return the slots that say whether a substance was found."""
        return tuple(f"substance:{name}" for name in self.contents.substances)

    @property
    def under_one_option(self) -> "Iterator[Law]":
        """Yield the law under each option of each reading alone."""
        for name, reading in self.contents.readings.items():
            for option in reading.options:
                if option != reading.as_written:
                    yield self.under({name: option})

    @property
    def as_written(self) -> "Law":
        """Return the law as written, which this one is under some options of its readings."""
        return self.written or self

    def under(self, options: Mapping[str, str]) -> "Law":
        """Return the law as written under options of some readings; the others stay as written.

        Raises:
            MisfitError: an option does not fit the law.
        """
        written = self.as_written
        readings = written.contents.readings
        chosen = tuple(
            (name, option) for name, option in sorted(options.items()) if option != readings[name].as_written
        )
        known = written._under.get(chosen)  # noqa: SLF001 - of the same class
        if known is None:
            known = written._under[chosen] = written._with(chosen)  # noqa: SLF001 - the same
        return known

    def _with(self, chosen: tuple[tuple[str, str], ...]) -> "Law":
        text = self.text
        for name, option in chosen:
            reading = self.contents.readings[name]
            text, misfits = amend(text, reading.options[option], reading.mark)
            if misfits:
                raise MisfitError(name, option, misfits)
        if not chosen:
            return self
        contents = written_out(text, (self.text, self.contents))
        return replace(self, text=text, contents=contents, readings=chosen, written=self)

    def forget_options(self) -> None:
        """Drop the laws under other options that were made: each knows the law as written."""
        self._under.clear()

    @cached_property
    def _under(self) -> "dict[tuple[tuple[str, str], ...], Law]":
        """Return the laws under other options that were made already."""
        return {}


class MisfitError(Exception):
    """An option of a reading does not fit the law that it is an option of.

    Attributes:
        reading: which reading.
        option: which option.
        misfits: what does not fit.
    """

    def __init__(self, reading: str, option: str, misfits: Sequence[Misfit]) -> None:
        """Keep the parts."""
        self.reading, self.option, self.misfits = reading, option, tuple(misfits)
        ids = ", ".join(f"{misfit.verb} {misfit.kind} {misfit.id}" for misfit in misfits)
        super().__init__(f"option {option} of reading {reading} does not fit: {ids}")


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

    @property
    def texts(self) -> tuple[Contents, ...]:
        """Return the text of every revision that is known."""
        revisions = (revision for of in self.instruments.values() for revision in of.revisions)
        return tuple(revision.contents for revision in revisions if revision.contents is not None)

    @cached_property
    def statable(self) -> Mapping[str, Fact]:
        """Return what a case may state: a fact that only the law of other dates reads is no fault."""
        of_texts = {name: fact for contents in self.texts for name, fact in _statable(contents).items()}
        return {**of_texts, **COMMON_FACTS}

    @cached_property
    def marked(self) -> Mapping[Mark, int]:
        """Return how many of its provisions, rows and cells have each mark."""
        return marked(self.texts)

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
        stretch = tuple([bisect_right(changes, dates.of(key)) for key, changes in self._changes_of_keys])
        law = self._laws_on.get(stretch)
        if law is None:
            law = self._laws_on[stretch] = self._merged(dates)
        return law

    def _merged(self, dates: Dates) -> Law:
        """Return the law of these dates, which other dates may have, too."""
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
        gaps = [gap for gap in self.jurisdiction.gaps if gap.covers(dates.offence)]
        texts = (*(revision.digest for revision in used.values()), *(str(gap.id) for gap in gaps))
        law = self._laws.get(texts)
        if law is None:
            law = self._laws[texts] = merge(self, used, gaps, next(iter(self._laws.values()), None))
        return law

    @cached_property
    def quantities(self) -> frozenset[str]:
        """Return every measure, table and grouping of any revision."""
        return frozenset(n for c in self.texts for kind in (c.measures, c.tables, c.groupings) for n in kind)

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
        """Return the words that each subject has on any date, under any option of a reading."""
        found: dict[str, dict[str, None]] = {}
        for instrument in self.instruments.values():
            for contents in (revision.contents for revision in instrument.revisions if revision.contents):
                for part in (contents, *_added_by_options(contents)):
                    for name, subject in subjects_of_law(part).items():
                        if subject.kind is Kind.ENUM and subject.members:
                            found.setdefault(name, {}).update(dict.fromkeys(subject.members))
                    found.setdefault(OFFENCE, {}).update(dict.fromkeys(families_of(part)))
        return {name: tuple(words) for name, words in found.items()}

    @cached_property
    def _laws(self) -> WeakValueDictionary[tuple[str, ...], Law]:
        """Laws already merged, by the digests of their revisions, as long as somebody uses them.

        How many are kept is for whoever makes them ready to say, once for all rulesets.
        """
        return WeakValueDictionary()

    @cached_property
    def _laws_on(self) -> WeakValueDictionary[tuple[int, ...], Law]:
        """The same laws, by the stretch between two changes in which the day of each date key lies."""
        return WeakValueDictionary()

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
        known = self._change_dates.get(keys)
        return self._changes(keys) if known is None else known

    @cached_property
    def _changes_of_keys(self) -> tuple[tuple[DateKey, tuple[date, ...]], ...]:
        """Return the days on which the instruments of each date key change, where any does."""
        return tuple((key, changes) for key in DateKey if (changes := self.change_dates(key)))

    def _changes(self, keys: tuple[DateKey, ...]) -> tuple[date, ...]:
        wanted = set(keys or DateKey)
        days = {r.in_force for i in self.instruments.values() if i.date_key in wanted for r in i.revisions}
        if DateKey.OFFENCE in wanted:
            of_days: list[OfDays] = [*self.jurisdiction.gaps, *self.jurisdiction.sentencing_age.other]
            days |= {of.first for of in of_days if of.first is not None}
            days |= {of.last + timedelta(days=1) for of in of_days if of.last is not None}
        self._change_dates[keys] = tuple(sorted(days))
        return self._change_dates[keys]

    @cached_property
    def _change_dates(self) -> dict[tuple[DateKey, ...], tuple[date, ...]]:
        """Days already worked out, by date keys."""
        return {}


def _added_by_options(contents: Contents) -> Iterator[Contents]:
    """Yield what each option of a reading adds, by itself."""
    for reading in contents.readings.values():
        for option in reading.options.values():
            added: dict[str, dict[str, object]] = {}
            for kind, id_, element in option.added():
                added.setdefault(kind, {})[id_] = element
            if added:
                yield Contents().model_copy(update=added)


def _statable(contents: Contents) -> Mapping[str, Fact]:
    of_items: list[tuple[str, list[str], AnyTable | Grouping]]
    of_items = [(name, list(table.band_words), table) for name, table in contents.tables.items()]
    of_items += [(name, list(grouping.groups), grouping) for name, grouping in contents.groupings.items()]
    concluded = {
        name: Fact.model_construct(
            type=FactType.ENUM,
            name=element.name,
            members=members,
            words=element.words,
            stated_by=[],
            concluded=True,
        )
        for name, members, element in of_items
        if members
    }
    concluded |= {name: banding.concluded for name, banding in contents.bands.items()}
    return {**concluded, **contents.facts}


def _holds_offences(instrument: Instrument) -> bool:
    return any(
        revision.contents is not None and revision.contents.offences for revision in instrument.revisions
    )


def with_words(subject: Subject, words: Mapping[str, tuple[str, ...]]) -> Subject:
    """Return the subject with the words that it has on other dates, after its own."""
    others = tuple(word for word in words.get(subject.name, ()) if word not in subject.members)
    return replace(subject, members=subject.members + others) if others else subject


def merge(
    ruleset: Ruleset, used: Mapping[str, Revision], gaps: Sequence[Gap] = (), like: Law | None = None
) -> Law:
    """Return one law from revisions whose ids are distinct.

    Args:
        ruleset: whose law it is.
        used: the revisions, by instrument.
        gaps: those of the day.
        like: another law of the ruleset: what both have is written out once.
    """
    fields: dict[str, dict[str, object]] = {kind: {} for kind in Contents.model_fields}
    fields["facts"] |= COMMON_FACTS
    owners: dict[tuple[str, str], Revision] = {}
    for revision in used.values():
        if revision.contents is None:
            continue
        for kind, id_ in revision.contents.ids():
            fields[kind][id_] = getattr(revision.contents, kind)[id_]
            owners[kind, id_] = revision
        for id_, banding in revision.contents.bands.items():
            owners["facts", id_] = revision
            owners |= {("rules", rule): revision for rule in banding.rule_ids(id_)}
    text = Contents.model_construct(None, **fields)
    return Law(
        ruleset.id,
        ruleset.jurisdiction.model_copy(update={"gaps": list(gaps)}),
        text,
        written_out(text, (like.text, like.contents) if like is not None else None),
        used,
        {instrument.id: instrument.date_key for instrument in ruleset.instruments.values()},
        owners,
        ruleset.words,
        ruleset.quantities,
    )
