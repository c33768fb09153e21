"""How the parts of an answer are said: names for ids, lengths, values, sources, in one language."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from google.protobuf.message import Message
from google.type import date_pb2

from propengine.contract import enums
from propengine.contract.names import fact_of
from propengine.contract.subjects import SUBJECTS, WORDS_OF
from propengine.contract.values import MONTHS
from propengine.explain.ids import (
    CLASSIFICATION,
    COMPARISON,
    CONDUCT,
    END,
    LIABILITY,
    OF_CASE,
    OF_ITEM,
    PROGRAMME_STATUS,
    RANGE,
    STAGE,
    SUBJECT,
)
from propengine.explain.page import ASIDE, UNSURE, Span
from propengine.explain.phrases import Phrases
from propengine.v1 import decision_pb2, law_pb2, sanction_pb2, trace_pb2

_ITEM: Final = re.compile(r"items\[(\d+)\](?:\.(\w+))?")
_ID: Final = re.compile(r"[a-z][a-z_]*")
_IN_MONTHS: Final = sanction_pb2.END_KIND_MONTHS
_NOT_RECORDED: Final = sanction_pb2.END_KIND_NOT_RECORDED
_ENACTED: Final = re.compile(r"(\d+) ([ymwdh])")
_MONTHS_IN_YEAR: Final = 12
_OWN_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    subject: {str(word): ids[number] for word, number in numbers.items()}
    for subject, numbers, ids in (
        ("stage", enums.STAGE, STAGE),
        ("conduct", enums.CONDUCT, CONDUCT),
        ("classification", enums.CLASSIFICATION, CLASSIFICATION),
        ("liability", enums.LIABILITY, LIABILITY),
        ("programme", enums.PROGRAMME_STATUS, PROGRAMME_STATUS),
    )
}
"""The messages for the words that a subject may be, where no ruleset declares them."""


def humanised(id_: str) -> str:
    """Return an id as words."""
    return id_.replace("_", " ").replace("-", " ")


def day(message: date_pb2.Date) -> str:
    """Return a day."""
    return f"{message.year:04}-{message.month:02}-{message.day:02}"


def of_id(id_: str) -> Span:
    """Return an id as it stands beside the words for it."""
    return Span(f" ({id_})", ASIDE)


def first_place(decision: decision_pb2.Decision) -> int | None:
    """Return the place of the outcome to begin with: the preferred one, or any where none is."""
    if decision.HasField("preferred"):
        return decision.preferred
    return 0 if decision.outcomes else None


@dataclass(frozen=True)
class Telling:
    """One decision in one language.

    Attributes:
        decision: the decision.
        phrases: the language.
        names: what ids are called, by `kind/id`.
        met: for each subject, the value that the conditions of the outcome to begin with met.
    """

    decision: decision_pb2.Decision
    phrases: Phrases
    names: Mapping[str, law_pb2.Text]
    met: Mapping[str, law_pb2.Value]

    @classmethod
    def of(cls, decision: decision_pb2.Decision, phrases: Phrases) -> "Telling":
        """Return it, with every name that the decision holds."""
        place = first_place(decision)
        first = decision.outcomes[place] if place is not None else decision_pb2.Outcome()
        met = {
            read.subject: read.met
            for step in first.trace
            for read in step.reads
            if read.met.WhichOneof("kind")
        }
        return cls(decision, phrases, {id_: text for id_, text in _names(decision) if text.ListFields()}, met)

    def say(self, id_: str, /, *, count: int | Fraction | None = None, **parts: object) -> str:
        """Return a message of this program, with its parts put in; for so many, where it counts."""
        return self.phrases.say(id_, count=count, **parts)

    def label(self, subject: str, said: str) -> str:
        """Return what is said of a subject behind its label; one that is a question is answered."""
        return (
            f"{subject} {said}"
            if subject.endswith("?")
            else self.say("answer.of", subject=subject, said=said)
        )

    def said(self, text: law_pb2.Text) -> str:
        """Return what the ruleset says."""
        return self.phrases.said(text)

    def name(self, kind: str, id_: str) -> str:
        """Return what something is called; its id as words where the ruleset has none for it."""
        return self._first([f"{kind}/{id_}"]) or humanised(id_.rpartition("/")[2])

    def called(self, kind: str, id_: str) -> str:
        """Return what something is called; nothing where it has no name."""
        return self._first([f"{kind}/{id_}"])

    def subject(self, subject: str) -> str:
        """Return what a condition reads, in words."""
        if subject in SUBJECT:
            return self.say(SUBJECT[subject])
        if subject.startswith("substance:"):
            return f"{self.say(SUBJECT['substance'])} – {self.name('substances', subject.partition(':')[2])}"
        kind, _, rest = subject.partition(".")
        if kind == "programme":
            return self.say("subject-of.programme-status", name=self.name("programmes", rest))
        if kind == "before":
            phase, _, end = rest.partition(".")
            called = self.name("phases", phase)
            return self.say("subject-of.range-before", phase=called, end=self.say(END[end]))
        if kind == "range":
            checkpoint, _, end = rest.partition(".")
            return self.say(RANGE[checkpoint], end=self.say(END[end]))
        name, _, word = subject.partition(":")
        called = self._first([f"{of}/{name}" for of in SUBJECTS]) or humanised(name)
        return f"{called} – {self.word(name, word)}" if word else called

    def _first(self, elements: Iterable[str]) -> str:
        """Return what the first of the elements that has a name is called; nothing where none has."""
        texts = (self.names[element] for element in elements if element in self.names)
        return next((self.said(text) for text in texts), "")

    def concerned(self, subject: str) -> str:
        """Return what a notice is about, in words, with the id or field that it stands for."""
        found = _ITEM.fullmatch(subject)
        if found is not None and (found[2] or "") in OF_ITEM:
            words = self.say(OF_ITEM[found[2] or ""], number=int(found[1]) + 1)
        elif subject in OF_CASE:
            words = self.say(OF_CASE[subject])
        else:
            title = self._titles.get(subject)
            called = (f"{of}/{fact_of(subject)}" for of in SUBJECTS)
            words = self.said(title) if title is not None else self._first(called)
        return f"{words} ({subject})" if words else humanised(subject) if _ID.fullmatch(subject) else subject

    @cached_property
    def _titles(self) -> Mapping[str, law_pb2.Text]:
        """Return the titles of the instruments, by revision as notices name them."""
        every = (used for outcome in self.decision.outcomes for used in outcome.used_revisions)
        return {f"{used.instrument}@{day(used.start_date)}": used.title for used in every}

    def word(self, subject: str, word: str) -> str:
        """Return a word that a subject may be."""
        own = _OWN_WORDS.get(subject.partition(".")[0])
        if own is not None:
            return self.say(own[word])
        if subject in WORDS_OF:
            return self.name(WORDS_OF[subject], word)
        called = self._first([f"{of}/{subject}/{word}" for of in SUBJECTS])
        return called or humanised(word) or self.say("answer.none-of-them")

    def value(self, message: law_pb2.Value, subject: str = "") -> str:
        """Return a value with its unit; one that stands for others that are not known is not told."""
        if message.example:
            return self.say("answer.not-known")
        match message.WhichOneof("kind"):
            case "boolean":
                return self.say("answer.yes" if message.boolean else "answer.no")
            case "word":
                return self.word(subject, message.word)
            case "number" if message.HasField("rendered"):
                return self.said(message.rendered)
            case "number" if message.unit == MONTHS:
                return self.months(Fraction(message.number))
            case "number":
                return f"{self.number(Fraction(message.number))} {message.unit}".rstrip()
            case _:
                return self.say("answer.not-stated")

    def date(self, message: date_pb2.Date) -> str:
        """Return a day in words."""
        return self.in_words(day(message))

    def compared(self, comparison: trace_pb2.Comparison, constants: str) -> str:
        """Return what a test asks for; where it asks that something be this, its constants alone."""
        return self.say(COMPARISON[comparison], value=constants) if comparison in COMPARISON else constants

    def in_words(self, date: str) -> str:
        """Return a day, `2024-01-05`, in words; as it is where it is no day."""
        try:
            return self.phrases.date(dt.date.fromisoformat(date))
        except ValueError:
            return date

    def months(self, months: Fraction) -> str:
        """Return a number of months, in years where it is whole years."""
        if months and months % _MONTHS_IN_YEAR == 0:
            return self.phrases.time(months / _MONTHS_IN_YEAR, "y")
        return self.phrases.time(months, "m")

    def number(self, number: Fraction) -> str:
        """Return an exact number as the language writes it."""
        return self.phrases.conventions.number(number)

    def end(self, end: sanction_pb2.End) -> str:
        """Return one end of a range: as enacted, and by the calendar where that differs."""
        if end.kind == sanction_pb2.END_KIND_RUNG:
            return self.name("rungs", end.rung)
        rendered = self.said(end.rendered)
        if end.rounded:
            rendered = self.say("range.rounded-down", length=rendered)
        if end.kind != sanction_pb2.END_KIND_MONTHS or end.enacted in {"", "0"}:
            return rendered
        enacted = self.enacted(end.enacted) or end.enacted
        return enacted if enacted == rendered else f"{enacted} ({rendered})"

    def enacted(self, text: str) -> str:
        """Return a length as enacted, such as `4 y 6 m`, in words; nothing where it is written otherwise."""
        counted = _ENACTED.findall(text)
        if " ".join(f"{count} {unit}" for count, unit in counted) != text:
            return ""
        return self.listed(self.phrases.time(Fraction(count), unit) for count, unit in counted)

    def each(self, text: str) -> str:
        """Return a length as enacted of which each is meant: `1 m` is each month."""
        return (self.enacted(text) or text).removeprefix("1 ")

    def listed(self, parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """Return parts as a list in a sentence: with `and` before the last, or with `or`."""
        return self.phrases.listed(parts, style)

    def clauses(self, parts: Iterable[str]) -> str:
        """Return parts with a semicolon between two of them."""
        return self.phrases.clauses(parts)

    def range(self, range_: sanction_pb2.Range) -> str:
        """Return a range of custody."""
        text = self._ends(range_)
        if range_.HasField("point"):
            text = self.say("range.starting-point", range=text, point=self.end(range_.point))
        if range_.HasField("level") and not _nothing_recorded(range_):
            text = self.say("range.at-level", range=text, level=range_.level)
        if range_.HasField("lowest_grade"):
            ends = (range_.lowest_grade, range_.highest_grade)
            grades = dict.fromkeys(self.name("ladders", f"{grade.ladder}/{grade.grade}") for grade in ends)
            text = f"{text} ({' – '.join(grades)})"
        return text

    def _ends(self, range_: sanction_pb2.Range) -> str:
        """Return both ends of a range of custody; one that is not recorded is told as that."""
        least, most = self.end(range_.min), self.end(range_.max)
        from_nothing = range_.min.kind == _IN_MONTHS and not range_.min.months.numerator
        if _NOT_RECORDED in {range_.min.kind, range_.max.kind}:
            text = self._recorded_in_part(range_, least, most, from_nothing=from_nothing)
        elif range_.min == range_.max:
            text = self.say("range.exactly", length=most)
        elif range_.max.kind == sanction_pb2.END_KIND_NONE_STATED:
            text = self.say("range.no-most", length=least)
        elif from_nothing:
            text = self.say("range.up-to", length=most)
        elif range_.min.kind == sanction_pb2.END_KIND_NONE_STATED:
            text = self.say("range.no-least", length=most)
        else:
            text = self.say("range.between", least=least, most=most)
        return text

    def _recorded_in_part(
        self, range_: sanction_pb2.Range, least: str, most: str, *, from_nothing: bool
    ) -> str:
        if _nothing_recorded(range_):
            text = self.say("range.not-recorded")
        elif range_.min.kind == _NOT_RECORDED:
            text = self.say("range.least-not-recorded", length=most)
        elif from_nothing:
            text = self.say("range.from-nothing-most-not-recorded")
        elif range_.min.kind == sanction_pb2.END_KIND_NONE_STATED:
            text = self.say("range.no-least-most-not-recorded")
        else:
            text = self.say("range.most-not-recorded", length=least)
        return text

    def source(self, source: law_pb2.Source) -> tuple[Span, ...]:
        """Return a source in brackets, with a mark that is not the best in a colour."""
        if not source.provision:
            return ()
        if not source.mark:
            return (Span(f" [{source.provision}]", ASIDE),)
        mark = self.mark(source.mark)
        return Span(f" [{source.provision}, ", ASIDE), mark, Span("]", ASIDE)

    def mark(self, mark: law_pb2.Mark) -> Span:
        """Return a mark."""
        letter = law_pb2.Mark.Name(mark).removeprefix("MARK_")
        return Span(letter, ASIDE if mark == law_pb2.MARK_V else UNSURE)

    @property
    def lacks_texts(self) -> bool:
        """Say whether the ruleset says something that is printed in another language only."""
        field = self.phrases.language
        return any(not getattr(text, field) for text in texts_of(self.decision))


def _nothing_recorded(range_: sanction_pb2.Range) -> bool:
    return range_.min.kind == range_.max.kind == _NOT_RECORDED


def _names(decision: decision_pb2.Decision) -> Iterator[tuple[str, law_pb2.Text]]:
    for name in decision.names:
        yield name.element, name.text
    for outcome in decision.outcomes:
        yield f"offences/{outcome.offence.id}", outcome.offence.name
        for programme in outcome.programmes:
            yield f"programmes/{programme.id}", programme.name
        for passed in outcome.passed_programmes:
            yield f"programmes/{passed.id}", passed.name


def texts_of(message: Message) -> Iterator[law_pb2.Text]:
    """Yield every text inside a message."""
    if isinstance(message, law_pb2.Text):
        yield message
        return
    for field, value in message.ListFields():
        if field.message_type is None or field.name == "trace":
            continue
        for inner in value if field.is_repeated else (value,):
            yield from texts_of(inner)
