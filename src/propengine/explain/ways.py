"""What must be so for something to hold, told: each way in which it may, each with its conditions."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from propengine.explain.page import ASIDE, Line, Span, line
from propengine.explain.telling import Telling, humanised
from propengine.v1 import decision_pb2

MOST_WAYS: Final = 12
"""So many ways of one outcome are told; of more, only the number."""
_ITEM: Final = re.compile(r"items\[(\d+)\]\.(\w+)")


def told_ways(telling: Telling, ways: Sequence[decision_pb2.Way], indent: int = 1) -> Iterator[Line]:
    """Yield what must be so: the conditions of the one way, or each of several ways in a line."""
    if len(ways) == 1:
        for condition in ways[0].conditions:
            yield line(*_spans(telling, condition), indent=indent)
        return
    if ways:
        yield line(telling.own("in each of these cases:"), indent=indent)
    for way in ways[:MOST_WAYS]:
        spans: list[str | Span] = []
        for condition in way.conditions:
            spans += ["; "] * bool(spans) + [*_spans(telling, condition)]
        yield line(*spans, indent=indent + 1)
    if len(ways) > MOST_WAYS:
        yield line(telling.own("and in {count} more", count=len(ways) - MOST_WAYS), indent=indent + 1)


def _spans(telling: Telling, condition: decision_pb2.Condition) -> tuple[str | Span, ...]:
    told = _condition(telling, condition)
    return (told, Span(f" [{condition.provision}]", ASIDE)) if condition.provision else (told,)


def _condition(telling: Telling, condition: decision_pb2.Condition) -> str:
    id_, value = condition.id, condition.value
    match condition.question:
        case decision_pb2.QUESTION_READING:
            name = telling.name("readings", id_)
            return telling.own(
                "if the law is read so: {name} {value}", name=name, value=_option(telling, id_, value)
            )
        case decision_pb2.QUESTION_DISPUTED_FACT:
            asked = telling.name("facts", id_)
            return telling.own(
                "if the disputed fact stands so: {name} {value}",
                name=asked if asked.endswith("?") else f"{asked}:",
                value=_answered(telling, id_, value),
            )
        case decision_pb2.QUESTION_FINDING:
            return _found(telling, telling.name("facts", id_), found=value == "found")
        case decision_pb2.QUESTION_MAY_STEP:
            phrase = (
                "if the court takes this step: {name}"
                if value == "taken"
                else "if the court does not take this step: {name}"
            )
            return telling.own(phrase, name=telling.name("steps", id_))
        case decision_pb2.QUESTION_NEIGHBOURING_BAND:
            return telling.own(
                "if {name} is taken to be {value}", name=telling.subject(id_), value=telling.word(id_, value)
            )
        case decision_pb2.QUESTION_QUANTITY:
            of = telling.own("if the items together make {name}", name=telling.subject(id_))
            bounded = condition.HasField("bounds")
            told = between(telling, condition.bounds) if bounded else telling.word(id_, value)
            return f"{of}: {told}"
        case decision_pb2.QUESTION_LAW:
            return telling.own("under the law of {date}", date=telling.in_words(value))
        case _:
            return _of_item(telling, condition)


def _found(telling: Telling, asked: str, *, found: bool) -> str:
    """Return what the court finds, or does not; what is asked as a question is answered."""
    if not found:
        return telling.own("if the court does not find so: {name}", name=asked)
    phrase = "if the court finds so: {name} Yes" if asked.endswith("?") else "if the court finds so: {name}"
    return telling.own(phrase, name=asked)


def _option(telling: Telling, reading: str, option: str) -> str:
    text = telling.names.get(f"readings/{reading}/{option}")
    return telling.said(text) if text is not None else humanised(option)


def _answered(telling: Telling, fact: str, value: str) -> str:
    match value:
        case "true":
            return telling.own("yes")
        case "false":
            return telling.own("no")
        case "not stated":
            return telling.own("not stated")
        case _:
            return telling.word(fact, value)


def _of_item(telling: Telling, condition: decision_pb2.Condition) -> str:
    """Return what must be so of an item: its form, or between which ends a number lies."""
    found = _ITEM.fullmatch(condition.id)
    number = int(found[1]) + 1 if found is not None else 0
    if condition.question == decision_pb2.QUESTION_FORM:
        substance = telling.name("substances", condition.value)
        return telling.own("if item {number} is {substance}", number=number, substance=substance)
    phrase = (
        "if the purity of item {number} is"
        if found is not None and found[2] == "purity"
        else "if the amount of item {number} is"
    )
    of = telling.own(phrase, number=number)
    return f"{of} {between(telling, condition.bounds)}"


def between(telling: Telling, bounds: decision_pb2.Bounds) -> str:
    """Return between which ends a number lies; one without an end may be any of its unit."""
    ends = (bounds.least, bounds.most)
    least, most = (f"{telling.number(Fraction(end or 0))} {bounds.unit}".rstrip() for end in ends)
    if bounds.least == bounds.most:
        return least if bounds.least else f"{telling.own('more than')} {least}"
    low = f"{telling.own('at least' if bounds.least_included else 'more than')} {least}"
    high = f"{telling.own('at most' if bounds.most_included else 'less than')} {most}"
    return telling.listed([low] * bool(bounds.least) + [high] * bool(bounds.most))
