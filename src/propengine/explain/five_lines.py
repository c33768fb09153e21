"""The five lines that come first: what it is, what may be imposed, what is open or missing, how sure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from propengine.explain.decisive import questions
from propengine.explain.outcome import classed, in_one_sentence
from propengine.explain.page import HEAD, Line, Span, line
from propengine.explain.phrases import CLASSIFICATION, LIABILITY, MARK, NOT_RECORDED_IN_FULL, STATUS
from propengine.explain.programmes import compared
from propengine.explain.telling import Telling, first_place
from propengine.v1 import decision_pb2, programme_pb2

_MOST_NAMED: Final = 3
"""So many alternatives or questions stand in a line; of more, how many."""
_BOTH: Final = 2
"""So many ways to be punished are told in one line; of more, how many."""
_ENDED: Final = re.compile(r"(?<=[?.]); ")
"""What would stand between two parts of which the first is a whole sentence."""
_OPEN: Final = frozenset(
    {programme_pb2.PROGRAMME_STATUS_ELIGIBLE, programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS}
)


def told_five(telling: Telling) -> list[Line]:
    """Return the answer in five lines, from the outcome that is preferred, or from any where none is."""
    place = first_place(telling.decision)
    outcome = telling.decision.outcomes[place] if place is not None else decision_pb2.Outcome()
    return [
        _labelled(telling, telling.own("What it is"), _what_it_is(telling, outcome, place)),
        _labelled(telling, telling.own("What may be imposed"), _imposed(telling, outcome)),
        _labelled(telling, telling.own("What is open"), _open(telling, outcome)),
        _labelled(telling, telling.own("What is missing"), _missing(telling)),
        _labelled(telling, telling.own("How sure it is"), _sure(telling)),
    ]


def status_of(decision: decision_pb2.Decision) -> str:
    """Return the phrase for how far a case could be decided; a gap beside an offence is no whole gap."""
    place = first_place(decision)
    in_part = place is not None and decision.outcomes[place].HasField("offence")
    if decision.status == decision_pb2.DECISION_STATUS_NOT_RECORDED and in_part:
        return NOT_RECORDED_IN_FULL
    return STATUS[decision.status]


def open_programmes(outcome: decision_pb2.Outcome) -> Sequence[programme_pb2.Programme]:
    """Return the alternatives that are open, in the order of their ranks."""
    return by_rank(programme for programme in outcome.programmes if programme.status in _OPEN)


def by_rank(programmes: Iterable[programme_pb2.Programme]) -> Sequence[programme_pb2.Programme]:
    """Return alternatives in the order of their ranks; those without one come last."""
    return sorted(programmes, key=lambda programme: (programme.rank == 0, programme.rank))


def _labelled(telling: Telling, label: str, text: str) -> Line:
    return line(Span(telling.own("{label}: ", label=label), HEAD), text, indent=0)


def _what_it_is(telling: Telling, outcome: decision_pb2.Outcome, place: int | None) -> str:
    """Return the offence and its class, or why there is none."""
    decision = telling.decision
    if place is None and decision.HasField("referral"):
        return telling.said(decision.referral.text)
    if not outcome.HasField("offence"):
        if not outcome.gaps:
            return telling.own("no offence is shown on what is stated")
        gaps = "; ".join(telling.said(gap.text) for gap in outcome.gaps)
        return telling.own("the ruleset does not hold the law of this case: {gaps}", gaps=gaps)
    name, class_ = telling.said(outcome.offence.name), telling.own(CLASSIFICATION[outcome.classification])
    told = (
        f"{name}; {telling.own(LIABILITY[outcome.liability])}"
        if name == class_
        else f"{name}: {classed(telling, outcome)}"
    )
    count = len(decision.outcomes)
    if count == 1 or place is None:
        return told
    phrase = (
        "{answer} (the preferred one of {count} outcomes)"
        if decision.HasField("preferred")
        else "{answer} (one of {count} outcomes, of which none is preferred)"
    )
    return telling.own(phrase, answer=told, count=count)


def _imposed(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    """Return what may be imposed; where none of several outcomes is preferred, never that of one alone."""
    decision = telling.decision
    if decision.HasField("preferred") or not decision.outcomes:
        return _imposed_in(telling, outcome)
    told = list(dict.fromkeys(_imposed_in(telling, one) for one in decision.outcomes))
    if len(told) == 1:
        return told[0]
    if len(told) == _BOTH:
        return telling.own("by the outcome, either {one} – or else {other}", one=told[0], other=told[1])
    return telling.own("one of {count} answers (below)", count=len(told))


def _imposed_in(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    if outcome.HasField("sanction"):
        return in_one_sentence(telling, outcome)
    return telling.own("nothing" if outcome.HasField("offence") else "not known")


def _open(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    names = [telling.said(programme.name) for programme in open_programmes(outcome)]
    turning = sum(
        programme.status not in {*_OPEN, programme_pb2.PROGRAMME_STATUS_CLOSED}
        for programme in outcome.programmes
    )
    told = _few(telling, names) or telling.own("no alternative")
    if turning:
        phrase = (
            "{alternatives}; one more turns on something open"
            if turning == 1
            else "{alternatives}; {count} more turn on something open"
        )
        told = telling.own(phrase, alternatives=told, count=turning)
    if telling.decision.HasField("preferred") or not any(
        compared(telling, outcome, other) for other in telling.decision.outcomes
    ):
        return told
    return telling.own("{alternatives} (in outcome 1; others differ, below)", alternatives=told)


def _missing(telling: Telling) -> str:
    asked = questions(telling, beside=False) or questions(telling, beside=True)
    return _few(telling, asked) or telling.own("nothing that would change the answer")


def _few(telling: Telling, parts: Sequence[str]) -> str:
    """Return the first of some parts, and how many more there are."""
    told = _ENDED.sub(" ", "; ".join(parts[:_MOST_NAMED]))
    rest = len(parts) - _MOST_NAMED
    return (
        told
        if rest <= 0
        else telling.own("{parts}; and {count} more (below)", parts=told.removesuffix("."), count=rest)
    )


def _sure(telling: Telling) -> str:
    return "; ".join(_of_surety(telling))


def _of_surety(telling: Telling) -> Iterator[str]:
    decision = telling.decision
    yield telling.own(status_of(decision))
    if decision.lowest_mark in MARK:
        yield telling.own(MARK[decision.lowest_mark])
    yield telling.own("a person decides")
