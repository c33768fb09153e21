"""The five lines that come first: what it is, what may be imposed, what is open or missing, how sure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from propengine.explain.decisive import questions
from propengine.explain.ids import CLASSIFICATION, LIABILITY, MARK, STATUS, STATUS_IN_PART
from propengine.explain.outcome import classed, in_one_sentence
from propengine.explain.page import HEAD, Line, Span, line
from propengine.explain.programmes import compared
from propengine.explain.telling import Telling, first_place
from propengine.v1 import decision_pb2, programme_pb2

_MOST_NAMED: Final = 3
"""So many alternatives or questions stand in a line; of more, how many."""
_BOTH: Final = 2
"""So many ways to be punished are told in one line; of more, how many."""
_OPEN: Final = frozenset(
    {programme_pb2.PROGRAMME_STATUS_ELIGIBLE, programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS}
)


def told_five(telling: Telling) -> list[Line]:
    """Return the answer in five lines, from the outcome that is preferred, or from any where none is."""
    place = first_place(telling.decision)
    outcome = telling.decision.outcomes[place] if place is not None else decision_pb2.Outcome()
    return [
        _labelled(telling, telling.say("five-lines.what-it-is"), _what_it_is(telling, outcome, place)),
        _labelled(telling, telling.say("outcome.what-may-be-imposed"), _imposed(telling, outcome)),
        _labelled(telling, telling.say("five-lines.what-is-open"), _open(telling, outcome)),
        _labelled(telling, telling.say("five-lines.what-is-missing"), _missing(telling)),
        _labelled(telling, telling.say("five-lines.how-sure-it-is"), _sure(telling)),
    ]


def status_of(decision: decision_pb2.Decision) -> str:
    """Return the message for how far a case could be decided; a gap beside an offence is no whole gap."""
    place = first_place(decision)
    in_part = place is not None and decision.outcomes[place].HasField("offence")
    if decision.status == decision_pb2.DECISION_STATUS_NOT_RECORDED and in_part:
        return STATUS_IN_PART
    return STATUS[decision.status]


def open_programmes(outcome: decision_pb2.Outcome) -> Sequence[programme_pb2.Programme]:
    """Return the alternatives that are open, in the order of their ranks."""
    return by_rank(programme for programme in outcome.programmes if programme.status in _OPEN)


def by_rank(programmes: Iterable[programme_pb2.Programme]) -> Sequence[programme_pb2.Programme]:
    """Return alternatives in the order of their ranks; those without one come last."""
    return sorted(programmes, key=lambda programme: (programme.rank == 0, programme.rank))


def _labelled(telling: Telling, label: str, text: str) -> Line:
    """Return a line with its label, which is one piece together with its colon: it is read out as one."""
    *labelled, said = telling.phrases.spans("answer.of", subject=label, said=text)
    return line(Span("".join(span.text for span in labelled), HEAD), said, indent=0)


def _what_it_is(telling: Telling, outcome: decision_pb2.Outcome, place: int | None) -> str:
    """Return the offence and its class, or why there is none."""
    decision = telling.decision
    if place is None and decision.HasField("referral"):
        return telling.said(decision.referral.text)
    if not outcome.HasField("offence"):
        if not outcome.gaps:
            return telling.say("five-lines.no-offence")
        gaps = telling.clauses(telling.said(gap.text) for gap in outcome.gaps)
        return telling.say("five-lines.law-not-held", gaps=gaps)
    name, class_ = telling.said(outcome.offence.name), telling.say(CLASSIFICATION[outcome.classification])
    told = (
        telling.clauses([name, telling.say(LIABILITY[outcome.liability])])
        if name == class_
        else telling.label(name, classed(telling, outcome))
    )
    count = len(decision.outcomes)
    if count == 1 or place is None:
        return told
    id_ = "five-lines.preferred-of-several" if decision.HasField("preferred") else "five-lines.one-of-several"
    return telling.say(id_, answer=told, count=count)


def _imposed(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    """Return what may be imposed; where none of several outcomes is preferred, never that of one alone."""
    decision = telling.decision
    if decision.HasField("preferred") or not decision.outcomes:
        return _imposed_in(telling, outcome)
    told = list(dict.fromkeys(_imposed_in(telling, one) for one in decision.outcomes))
    if len(told) == 1:
        return told[0]
    if len(told) == _BOTH:
        return telling.say("five-lines.either-or-else", one=told[0], other=told[1])
    return telling.say("five-lines.one-of-answers", count=len(told))


def _imposed_in(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    if outcome.HasField("sanction"):
        return in_one_sentence(telling, outcome)
    return telling.say("answer.nothing" if outcome.HasField("offence") else "answer.not-known")


def _open(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    names = [telling.said(programme.name) for programme in open_programmes(outcome)]
    turning = sum(
        programme.status not in {*_OPEN, programme_pb2.PROGRAMME_STATUS_CLOSED}
        for programme in outcome.programmes
    )
    told = _few(telling, names) or telling.say("five-lines.nothing-open")
    if turning:
        told = telling.say("five-lines.more-turn-on-something", alternatives=told, count=turning)
    if telling.decision.HasField("preferred") or not any(
        compared(telling, outcome, other) for other in telling.decision.outcomes
    ):
        return told
    return telling.say("five-lines.open-in-outcome-1", alternatives=told)


def _missing(telling: Telling) -> str:
    asked = questions(telling, beside=False) or questions(telling, beside=True)
    return _few(telling, asked) or telling.say("five-lines.nothing-missing")


def _few(telling: Telling, parts: Sequence[str]) -> str:
    """Return the first of some parts, and how many more there are."""
    told = telling.clauses(parts[:_MOST_NAMED])
    rest = len(parts) - _MOST_NAMED
    return told if rest <= 0 else telling.say("five-lines.and-more", parts=told.removesuffix("."), count=rest)


def _sure(telling: Telling) -> str:
    return telling.clauses(_of_surety(telling))


def _of_surety(telling: Telling) -> Iterator[str]:
    decision = telling.decision
    yield telling.say(status_of(decision))
    if decision.lowest_mark in MARK:
        yield telling.say(MARK[decision.lowest_mark])
    yield telling.say("five-lines.a-person-decides")
