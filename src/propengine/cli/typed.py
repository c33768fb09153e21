"""What a person types, read: days, amounts, and the values of facts; and what is expected, in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from propengine.cli.person import UnreadError, chosen
from propengine.explain.phrases import Phrases
from propengine.explain.telling import humanised
from propengine.law.amounts import read_exact
from propengine.law.durations import read_duration, read_fraction
from propengine.law.faults import Expected
from propengine.v1 import case_pb2, fact_pb2

Options: TypeAlias = Sequence[tuple[str, str]]
"""Ids, each with its words."""

UNKNOWN: Final = "?"
"""What says that something is not known."""
_NONE: Final = "0"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AMOUNT: Final = re.compile(r"([0-9.]+) *([a-z_]+)", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,18}", re.ASCII)


def read_day(text: str) -> date:
    """Return a day.

    Raises:
        UnreadError: it is none of the calendar, or is written otherwise.
    """
    if not _DAY.fullmatch(text):
        raise UnreadError
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadError from None


def read_amount(text: str) -> tuple[str, str]:
    """Return an amount and its unit code; two empty texts where it is not known.

    Raises:
        UnreadError: it is no amount that a case may have.
    """
    if text == UNKNOWN:
        return "", ""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise UnreadError
    try:
        read_exact(found[1], found[2])
    except Expected:
        raise UnreadError from None
    return found[1], found[2]


def options_of(fact: fact_pb2.Fact, phrases: Phrases) -> Options:
    """Return the words that a fact may be: its members, or yes and no."""
    if fact.type == fact_pb2.FACT_TYPE_BOOLEAN:
        return [("true", phrases.say("answer.yes")), ("false", phrases.say("answer.no"))]
    called = {word.word: phrases.said(word.called) for word in fact.words}
    return [(member, called.get(member) or humanised(member)) for member in fact.members]


def expected_of(fact: fact_pb2.Fact, phrases: Phrases) -> str:
    """Return what an answer to the question of a fact is."""
    match fact.type:
        case fact_pb2.FACT_TYPE_BOOLEAN:
            return phrases.say("ask.expected-yes-or-no")
        case fact_pb2.FACT_TYPE_ENUM:
            return phrases.say("ask.expected-one-of-list")
        case fact_pb2.FACT_TYPE_SET:
            return phrases.say("ask.expected-some-of-list")
        case fact_pb2.FACT_TYPE_INTEGER:
            return phrases.say("ask.expected-whole-number", least=fact.least, most=fact.most)
        case fact_pb2.FACT_TYPE_DURATION:
            return phrases.say("ask.expected-length")
        case _:
            return phrases.say("ask.expected-number")


def read_fact(fact: fact_pb2.Fact, options: Options, text: str) -> case_pb2.FactValue:
    """Return the value of a fact; one without a kind where it is not known.

    Args:
        fact: of a type that is in `ASKED`.
        options: as `options_of` returns them.
        text: what was typed.

    Raises:
        UnreadError: it is no value of the fact.
    """
    if text == UNKNOWN:
        return case_pb2.FactValue()
    return _READ[fact.type](fact, options, text)


def _boolean(_: fact_pb2.Fact, options: Options, text: str) -> case_pb2.FactValue:
    initials = [(id_, words[0]) for id_, words in options]
    try:
        return case_pb2.FactValue(boolean=chosen(options, text) == "true")
    except UnreadError:
        return case_pb2.FactValue(boolean=chosen(initials, text) == "true")


def _member(_: fact_pb2.Fact, options: Options, text: str) -> case_pb2.FactValue:
    return case_pb2.FactValue(text=chosen(options, text))


def _members(_: fact_pb2.Fact, options: Options, text: str) -> case_pb2.FactValue:
    if text == _NONE:
        return case_pb2.FactValue(words=case_pb2.WordList())
    words = dict.fromkeys(chosen(options, part.strip()) for part in text.split(","))
    return case_pb2.FactValue(words=case_pb2.WordList(words=words))


def _whole(fact: fact_pb2.Fact, _: Options, text: str) -> case_pb2.FactValue:
    if not _WHOLE.fullmatch(text) or not fact.least <= int(text) <= fact.most:
        raise UnreadError
    return case_pb2.FactValue(integer=int(text))


def _exact(read: Callable[[object], object]) -> "_Read":
    def value(_: fact_pb2.Fact, __: Options, text: str) -> case_pb2.FactValue:
        try:
            read(text)
        except (Expected, ZeroDivisionError):
            raise UnreadError from None
        return case_pb2.FactValue(text=text)

    return value


_Read: TypeAlias = Callable[[fact_pb2.Fact, Options, str], case_pb2.FactValue]
_READ: Final[Mapping[int, _Read]] = MappingProxyType(
    {
        fact_pb2.FACT_TYPE_BOOLEAN: _boolean,
        fact_pb2.FACT_TYPE_ENUM: _member,
        fact_pb2.FACT_TYPE_SET: _members,
        fact_pb2.FACT_TYPE_INTEGER: _whole,
        fact_pb2.FACT_TYPE_DURATION: _exact(read_duration),
        fact_pb2.FACT_TYPE_NUMBER: _exact(read_fraction),
    }
)
ASKED: Final = frozenset(_READ)
"""The types of facts that are asked for; days and records never change an answer but through another fact."""
