"""The plain level: the answer for the person whom it is about, in short sentences and without ids.

Sentences of this program have at most twenty words; what the law calls something stands on a line of its own.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from propengine.explain.decisive import questions
from propengine.explain.five_lines import open_programmes
from propengine.explain.languages import told_languages
from propengine.explain.outcome import final_range, fine
from propengine.explain.page import GAP, Line, head, line, section
from propengine.explain.phrases import PLAIN_CLASSIFICATION, PLAIN_LIABILITY, PLAIN_STATUS
from propengine.explain.telling import Telling, first_place
from propengine.v1 import decision_pb2, law_pb2, programme_pb2, sanction_pb2

_MOST_QUESTIONS: Final = 5
"""So many questions are put at once; the professional level has all of them."""
_MAY_OPEN: Final = frozenset(
    {
        programme_pb2.PROGRAMME_STATUS_CONDITIONAL,
        programme_pb2.PROGRAMME_STATUS_UNDETERMINED,
        programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE,
    }
)


def told_plainly(telling: Telling) -> list[Line]:
    """Return an answer as five questions with their answers."""
    place = first_place(telling.decision)
    outcome = telling.decision.outcomes[place] if place is not None else decision_pb2.Outcome()
    parts = [
        ("What is this about?", _about(telling, outcome)),
        ("What can happen?", _imposed(telling, outcome)),
        ("What is possible instead of prison?", _open(telling, outcome)),
        ("What is not known yet?", _missing(telling)),
        ("How sure is this?", _sure(telling)),
    ]
    first, *rest = (section(telling.own(title), lines) for title, lines in parts)
    where = telling.name("jurisdictions", telling.decision.jurisdiction)
    foot = line(telling.said(telling.decision.advisory), indent=0)
    return [head(where), *first, *(one for part in rest for one in part), GAP, *told_languages(telling), foot]


def _about(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    decision = telling.decision
    if not decision.outcomes and decision.HasField("referral"):
        yield line(telling.own("Because of the person’s age, this case goes to somebody else:"))
        yield line(telling.said(decision.referral.text), indent=2)
        return
    if not outcome.HasField("offence"):
        if outcome.gaps:
            yield line(telling.own("The law for this case is not in this program:"))
            yield from (line(telling.said(gap.text), indent=2) for gap in outcome.gaps)
        else:
            yield line(telling.own("On what is known, the law names no offence."))
        return
    yield line(telling.own("The law calls it:"))
    yield line(telling.said(outcome.offence.name), indent=2)
    yield line(telling.own(PLAIN_CLASSIFICATION[outcome.classification]))
    yield line(telling.own(PLAIN_LIABILITY[outcome.liability]))


def _imposed(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    if not outcome.HasField("offence"):
        yield line(telling.own("That cannot be said yet."))
    elif outcome.HasField("sanction"):
        yield from _sanction(telling, outcome.sanction, outcome, 1)
    else:
        yield line(telling.own("Nothing can be imposed."))


def _sanction(
    telling: Telling, sanction: sanction_pb2.Sanction, outcome: decision_pb2.Outcome, indent: int
) -> Iterator[Line]:
    kind = sanction.WhichOneof("kind")
    if kind in {"any_of", "all_of"}:
        told = "One of these can be imposed:" if kind == "any_of" else "All of these can be imposed:"
        yield line(telling.own(told), indent=indent)
        for part in getattr(sanction, str(kind)).sanctions:
            yield from _sanction(telling, part, outcome, indent + 1)
    elif kind == "custody":
        range_ = final_range(outcome)
        if range_ is None:
            yield line(telling.own("time in prison"), indent=indent)
        else:
            yield line(telling.own("time in prison: {range}", range=telling.range(range_)), indent=indent)
    elif kind == "fine":
        yield line(fine(telling, sanction.fine), indent=indent)
    else:
        yield line(telling.said(sanction.response.name), indent=indent)


def _open(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    open_now = open_programmes(outcome)
    later = [programme for programme in outcome.programmes if programme.status in _MAY_OPEN]
    yield from _named(telling, "These are open to the person:", open_now)
    yield from _named(telling, "These may open, when more is known:", later)
    if not open_now and not later:
        yield line(telling.own("Nothing else is open now."))
    if outcome.services:
        yield line(telling.own("These services can help the person:"))
        yield from (line(telling.said(service.text), indent=2) for service in outcome.services)


def _named(telling: Telling, told: str, programmes: Sequence[programme_pb2.Programme]) -> Iterator[Line]:
    if programmes:
        yield line(telling.own(told))
    yield from (line(telling.said(programme.name), indent=2) for programme in programmes)


def _missing(telling: Telling) -> Iterator[Line]:
    asked = list(dict.fromkeys([*questions(telling, beside=False), *questions(telling, beside=True)]))
    if not asked:
        yield line(telling.own("Nothing more has to be asked."))
        return
    yield line(telling.own("The answers to these questions could change the result:"))
    yield from (line(question, indent=2) for question in asked[:_MOST_QUESTIONS])
    if len(asked) > _MOST_QUESTIONS:
        yield line(telling.own("There are {count} more questions.", count=len(asked) - _MOST_QUESTIONS))


def _sure(telling: Telling) -> Iterator[Line]:
    decision = telling.decision
    yield line(telling.own(PLAIN_STATUS[decision.status]))
    if decision.lowest_mark in {law_pb2.MARK_P, law_pb2.MARK_M}:
        yield line(telling.own("Some figures of the law were not fully checked."))
