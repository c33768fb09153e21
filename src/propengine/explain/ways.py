"""What must be so for something to hold, told: each way in which it may, each with its conditions."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from propengine.explain.page import ASIDE, Line, Span, line
from propengine.explain.telling import Telling, humanised
from propengine.v1 import decision_pb2, trace_pb2

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
        yield line(telling.say("ways.each-of-these"), indent=indent)
    for way in ways[:MOST_WAYS]:
        spans: list[str | Span] = []
        for condition in way.conditions:
            spans += ["; "] * bool(spans) + [*_spans(telling, condition)]
        yield line(*spans, indent=indent + 1)
    if len(ways) > MOST_WAYS:
        yield line(telling.say("ways.and-more", count=len(ways) - MOST_WAYS), indent=indent + 1)


def _spans(telling: Telling, condition: decision_pb2.Condition) -> tuple[str | Span, ...]:
    told = _condition(telling, condition)
    return (told, Span(f" [{condition.provision}]", ASIDE)) if condition.provision else (told,)


def _condition(telling: Telling, condition: decision_pb2.Condition) -> str:
    id_, value = condition.id, condition.value
    match condition.question:
        case decision_pb2.QUESTION_READING:
            name = telling.name("readings", id_)
            return telling.say("ways.reading", name=name, value=_option(telling, id_, value))
        case decision_pb2.QUESTION_DISPUTED_FACT:
            asked = telling.name("facts", id_)
            return telling.say(
                "ways.disputed-fact",
                answer=telling.label(asked, _answered(telling, id_, value)),
            )
        case decision_pb2.QUESTION_FINDING:
            return _found(telling, telling.name("facts", id_), found=value == "found")
        case decision_pb2.QUESTION_MAY_STEP:
            taken = "ways.step-taken" if value == "taken" else "ways.step-not-taken"
            return telling.say(taken, name=telling.name("steps", id_))
        case decision_pb2.QUESTION_NEIGHBOURING_BAND:
            word = telling.word(id_, value)
            return telling.say("ways.neighbouring-band", name=telling.subject(id_), value=word)
        case decision_pb2.QUESTION_QUANTITY:
            bounded = condition.HasField("bounds")
            told = between(telling, condition.bounds) if bounded else telling.word(id_, value)
            return telling.say("ways.together", name=telling.subject(id_), value=told)
        case decision_pb2.QUESTION_LAW:
            return telling.say("ways.law", date=telling.in_words(value))
        case _:
            return _of_item(telling, condition)


def _found(telling: Telling, asked: str, *, found: bool) -> str:
    """Return what the court finds, or does not; what is asked as a question is answered."""
    if not found:
        return telling.say("ways.no-finding", name=asked)
    return telling.say("ways.finding-answered-yes" if asked.endswith("?") else "ways.finding", name=asked)


def _option(telling: Telling, reading: str, option: str) -> str:
    text = telling.names.get(f"readings/{reading}/{option}")
    return telling.said(text) if text is not None else humanised(option)


def _answered(telling: Telling, fact: str, value: str) -> str:
    match value:
        case "true":
            return telling.say("answer.yes")
        case "false":
            return telling.say("answer.no")
        case "not stated":
            return telling.say("answer.not-stated")
        case _:
            return telling.word(fact, value)


def _of_item(telling: Telling, condition: decision_pb2.Condition) -> str:
    """Return what must be so of an item: its form, or between which ends a number lies."""
    found = _ITEM.fullmatch(condition.id)
    number = int(found[1]) + 1 if found is not None else 0
    if condition.question == decision_pb2.QUESTION_FORM:
        substance = telling.name("substances", condition.value)
        return telling.say("ways.form", number=number, substance=substance)
    of = "ways.purity" if found is not None and found[2] == "purity" else "ways.amount"
    return telling.say(of, number=number, bounds=between(telling, condition.bounds))


def between(telling: Telling, bounds: decision_pb2.Bounds) -> str:
    """Return between which ends a number lies; one without an end may be any of its unit."""
    ends = (bounds.least, bounds.most)
    least, most = (f"{telling.number(Fraction(end or 0))} {bounds.unit}".rstrip() for end in ends)
    if bounds.least == bounds.most and bounds.least:
        return least
    above = trace_pb2.COMPARISON_AT_LEAST if bounds.least_included else trace_pb2.COMPARISON_MORE_THAN
    below = trace_pb2.COMPARISON_AT_MOST if bounds.most_included else trace_pb2.COMPARISON_LESS_THAN
    if bounds.least == bounds.most:
        return telling.compared(trace_pb2.COMPARISON_MORE_THAN, least)
    return telling.listed(
        [telling.compared(above, least)] * bool(bounds.least)
        + [telling.compared(below, most)] * bool(bounds.most)
    )
