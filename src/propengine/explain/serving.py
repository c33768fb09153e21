"""The time served, told: what was imposed and served, the range it is compared with, and the rule on it."""

from collections.abc import Iterator
from typing import Final

from propengine.explain.ids import MEETS, REACH
from propengine.explain.page import Line, line, section
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2

_LENGTHS: Final = (
    ("imposed", "serving.imposed"),
    ("served", "serving.served"),
    ("served_since_sentence", "serving.since-sentence"),
    ("remand_credit", "serving.remand-credit"),
)


def told_serving(telling: Telling, outcome: decision_pb2.Outcome) -> list[Line]:
    """Return what was served against the range of an outcome, and what a milder law does to the sentence."""
    return section(telling.say("serving.title"), _told(telling, outcome))


def _told(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    if outcome.HasField("time_served"):
        served = outcome.time_served
        lengths = [
            telling.say(id_, length=telling.value(getattr(served, field)))
            for field, id_ in _LENGTHS
            if served.HasField(field)
        ]
        yield line(telling.clauses(lengths))
        if served.HasField("reviewed_range"):
            range_ = telling.range(served.reviewed_range)
            yield line(telling.say("serving.reviewed-range", range=range_))
        yield line(telling.say(MEETS[served.meets]))
    if telling.decision.HasField("sentence_review"):
        review = telling.decision.sentence_review
        yield line(telling.say(REACH[review.reach]), *telling.source(review.source))
        if review.HasField("text"):
            yield line(telling.said(review.text), indent=2)
