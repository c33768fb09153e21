"""The plain level: the answer for the person whom it is about, in short sentences and without ids.

Sentences of this program have at most twenty words; what the law calls something stands on a line of its own.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from propengine.explain.decisive import questions
from propengine.explain.fines import fine
from propengine.explain.five_lines import by_rank, status_of
from propengine.explain.ids import (
    PLAIN_CLASSIFICATION,
    PLAIN_LIABILITY,
    PLAIN_OPEN,
    PLAIN_STATUS,
    STATUS_IN_PART,
)
from propengine.explain.languages import told_languages
from propengine.explain.outcome import final_range
from propengine.explain.page import GAP, Line, Meaning, head, line, section
from propengine.explain.telling import Telling, day, first_place
from propengine.explain.ways import told_ways
from propengine.v1 import decision_pb2, law_pb2, programme_pb2, sanction_pb2

_MOST_QUESTIONS: Final = 5
"""So many questions are put at once; the professional level has all of them."""
_MOST_ANSWERS: Final = 4
"""So many other answers are told at once; the professional level has all of them."""
_TO_PRISON: Final = frozenset({decision_pb2.LIABILITY_UNSPECIFIED, decision_pb2.LIABILITY_CRIMINAL_CUSTODIAL})
"""Liabilities that lead to prison, or may."""


def told_plainly(telling: Telling) -> list[Line]:
    """Return an answer as five questions with their answers, and a sixth where there are several answers."""
    place = first_place(telling.decision)
    outcome = telling.decision.outcomes[place] if place is not None else decision_pb2.Outcome()
    parts = [
        ("plain.what-is-this-about", _about(telling, outcome)),
        ("plain.what-can-happen", _imposed(telling, outcome)),
        ("plain.can-it-be-another", _others(telling, place)),
        ("plain.what-instead-of-prison", _open(telling, outcome)),
        ("plain.what-is-not-known", _missing(telling)),
        ("plain.how-sure-is-this", _sure(telling)),
    ]
    first, *rest = (section(telling.say(title), lines) for title, lines in parts)
    where = telling.name("jurisdictions", telling.decision.jurisdiction)
    foot = line(telling.said(telling.decision.advisory), indent=0)
    return [head(where), *first, *(one for part in rest for one in part), GAP, *told_languages(telling), foot]


def _about(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    decision = telling.decision
    if not decision.outcomes and decision.HasField("referral"):
        yield line(telling.say("plain.referred-by-age"))
        yield line(telling.said(decision.referral.text), indent=2)
        return
    if not outcome.HasField("offence"):
        if outcome.gaps:
            yield line(telling.say("plain.law-not-held"))
            yield from (line(telling.said(gap.text), indent=2) for gap in outcome.gaps)
        else:
            yield line(telling.say("plain.no-offence"))
        return
    yield line(telling.say("plain.the-law-calls-it"))
    yield _item(telling.said(outcome.offence.name))
    yield line(telling.say(PLAIN_CLASSIFICATION[outcome.classification]))
    yield line(telling.say(PLAIN_LIABILITY[outcome.liability]))


def _imposed(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    if not outcome.HasField("offence"):
        yield line(telling.say("plain.not-said-yet"))
    elif outcome.HasField("sanction"):
        yield from _sanction(telling, outcome.sanction, outcome, 1)
    else:
        yield line(telling.say("plain.nothing-imposed"))


def _law_applied(telling: Telling) -> Iterator[Line]:
    """Yield, in one sentence, that a milder law than that of the act applies, in all worlds or in some."""
    comparisons = telling.decision.milder_law_comparisons
    later = [one for one in comparisons if one.verdict == decision_pb2.MILDER_LAW_VERDICT_LATER_LAW]
    days = dict.fromkeys(telling.in_words(day(one.applied_date)) for one in later)
    id_ = "plain.later-law" if len(later) == len(comparisons) else "plain.later-law-in-some-cases"
    if days:
        yield line(telling.say(id_, date=telling.listed(days)))


def _others(telling: Telling, place: int | None) -> Iterator[Line]:
    """Yield when the answer told holds, and the others that tell something else, with when each holds."""
    outcomes = telling.decision.outcomes
    if place is None:
        return
    told = {number: _answer(telling, outcome) for number, outcome in enumerate(outcomes)}
    others = [number for number in told if told[number] != told[place]]
    if not others:
        return
    if telling.decision.status == decision_pb2.DECISION_STATUS_DECIDED:
        yield line(telling.say("plain.findings-may-change"))
    else:
        id_ = (
            "plain.several-one-preferred"
            if telling.decision.HasField("preferred")
            else "plain.several-none-preferred"
        )
        yield line(telling.say(id_, count=len(outcomes)))
    yield line(telling.say("plain.above-holds"))
    yield from _ways(telling, outcomes[place])
    for number in others[:_MOST_ANSWERS]:
        yield line(telling.say("plain.another-holds"))
        yield from _ways(telling, outcomes[number])
        yield line(telling.say("plain.then-this"), indent=2)
        yield from (one.within(2) for one in told[number])
    rest = len(others) - _MOST_ANSWERS
    if rest > 0:
        yield line(telling.say("plain.more-answers", count=rest))


def _ways(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield when an outcome holds, without the provisions."""
    for told in told_ways(telling, outcome.ways, indent=2):
        yield line(*(span for span in told.spans if span.meaning is not Meaning.ASIDE), indent=told.indent)


def _answer(telling: Telling, outcome: decision_pb2.Outcome) -> list[Line]:
    return [*_about(telling, outcome), *_imposed(telling, outcome)]


def _item(text: str) -> Line:
    """Return what the law calls something, on a line of its own, which begins as a sentence does."""
    return line(_capital(text), indent=2)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _sanction(
    telling: Telling, sanction: sanction_pb2.Sanction, outcome: decision_pb2.Outcome, indent: int
) -> Iterator[Line]:
    kind = sanction.WhichOneof("kind")
    if kind in {"any_of", "all_of"}:
        told = "plain.one-of-these" if kind == "any_of" else "plain.all-of-these"
        yield line(telling.say(told), indent=indent)
        for part in getattr(sanction, str(kind)).sanctions:
            yield from _sanction(telling, part, outcome, indent + 1)
    elif kind == "custody":
        range_ = final_range(outcome)
        if range_ is None:
            yield line(_capital(telling.say("plain.time-in-prison")), indent=indent)
        else:
            told = telling.say("plain.time-in-prison-of", range=telling.range(range_))
            yield line(_capital(told), indent=indent)
    elif kind == "fine":
        yield line(_capital(fine(telling, sanction.fine)), indent=indent)
    else:
        yield line(_capital(telling.said(sanction.response.name)), indent=indent)


def _open(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    ranked = by_rank(outcome.programmes)
    groups = {
        status: [programme for programme in ranked if programme.status == status] for status in PLAIN_OPEN
    }
    for status, programmes in groups.items():
        yield from _named(telling, PLAIN_OPEN[status], programmes)
    if not any(groups.values()):
        free = not any(map(_to_prison, telling.decision.outcomes or [outcome]))
        yield line(telling.say("plain.no-prison" if free else "plain.nothing-else-open"))
    if outcome.services:
        yield line(telling.say("plain.services"))
        yield from (_item(telling.said(service.text)) for service in outcome.services)


def _to_prison(outcome: decision_pb2.Outcome) -> bool:
    return outcome.liability in _TO_PRISON or final_range(outcome) is not None


def _named(telling: Telling, told: str, programmes: Sequence[programme_pb2.Programme]) -> Iterator[Line]:
    if programmes:
        yield line(telling.say(told))
    yield from (_item(telling.said(programme.name)) for programme in programmes)


def _missing(telling: Telling) -> Iterator[Line]:
    asked = list(dict.fromkeys([*questions(telling, beside=False), *questions(telling, beside=True)]))
    if not asked:
        yield line(telling.say("plain.nothing-to-ask"))
        return
    yield line(telling.say("plain.questions"))
    yield from (_item(question) for question in asked[:_MOST_QUESTIONS])
    rest = len(asked) - _MOST_QUESTIONS
    if rest > 0:
        yield line(telling.say("plain.more-questions", count=rest))


def _sure(telling: Telling) -> Iterator[Line]:
    decision = telling.decision
    if status_of(decision) == STATUS_IN_PART:
        yield line(telling.say("plain-status.not-recorded-in-full"))
    else:
        yield line(telling.say(PLAIN_STATUS[decision.status]))
    yield from _law_applied(telling)
    if decision.lowest_mark in {law_pb2.MARK_P, law_pb2.MARK_M}:
        yield line(telling.say("plain.figures-not-checked"))
