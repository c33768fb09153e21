"""What was imposed and served of a sentence, and what a milder law does to it."""

from propengine.contract.enums import MARK, MEETS, REACH
from propengine.contract.ranges import Ranges
from propengine.contract.values import MONTHS, fill_text, fill_value
from propengine.engine.decision import Decision
from propengine.engine.outcome import Outcome
from propengine.engine.serving import time_served
from propengine.law.jurisdictions import Reach
from propengine.law.stages import Stage
from propengine.law.subjects import STAGE
from propengine.law.vocabulary import IMPOSED_SENTENCE
from propengine.v1 import decision_pb2


def fill_time_served(target: decision_pb2.Outcome, outcome: Outcome) -> None:
    """Write what was served against the range of an outcome; nothing before the sentence."""
    found = time_served(outcome)
    if found is None:
        return
    message = target.time_served
    for name, months in found.lengths.items():
        field = "imposed" if name == IMPOSED_SENTENCE else name
        fill_value(getattr(message, field), months, MONTHS, outcome.law.jurisdiction.calendar)
    if found.range is not None:
        Ranges(outcome).fill(message.reviewed_range, found.range)
    message.meets = MEETS[found.meets]


def fill_review(target: decision_pb2.Decision, decision: Decision) -> None:
    """Write what a milder law does to a sentence that is being served; nothing before the sentence."""
    first = decision.first
    if first is None or first.slots.get(STAGE) != Stage.POST_SENTENCE.value:
        return
    review = decision.ruleset.jurisdiction.review
    if review is None:
        target.sentence_review.reach = REACH[Reach.NOT_RECORDED]
        return
    message = target.sentence_review
    message.reach = REACH[review.reach]
    fill_text(message.text, review.text)
    message.source.provision, message.source.mark = review.provision, MARK[review.mark]
