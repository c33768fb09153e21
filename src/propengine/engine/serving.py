"""Serving: what was imposed and served of a sentence, against the range that the law applied leads to now."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from propengine.core.ends import ABOVE_ALL, Range
from propengine.core.lengths import place_within
from propengine.core.slots import Of, of_units
from propengine.engine.outcome import Outcome
from propengine.law.sanctions import Checkpoint
from propengine.law.stages import Stage
from propengine.law.subjects import STAGE
from propengine.law.vocabulary import IMPOSED_SENTENCE, REMAND_CREDIT, SERVED, SERVED_SINCE_SENTENCE

LENGTHS: Final = (IMPOSED_SENTENCE, SERVED, SERVED_SINCE_SENTENCE, REMAND_CREDIT)


class Meets(StrEnum):
    """How the time served stands to a range."""

    NOT_KNOWN = "not_known"
    """The time served is not stated, or disputed, or the range is open or not recorded."""
    BELOW_LEAST = "below_least"
    LEAST_REACHED = "least_reached"
    """The least is reached, and the most is not."""
    MOST_REACHED = "most_reached"
    NO_CUSTODY = "no_custody"
    """The law applied allows no custody for the offence."""


@dataclass(frozen=True, slots=True)
class TimeServed:
    """What was imposed and served, and the range to which it is compared.

    Attributes:
        lengths: those of `LENGTHS` that are stated or follow, in months by the calendar.
        range: the final range that binds; None where there is none.
        meets: how the time served stands to it.
    """

    lengths: Mapping[str, Fraction]
    range: Range | None
    meets: Meets


def time_served(outcome: Outcome) -> TimeServed | None:
    """Return what was served against the range of an outcome; None where nothing can be told."""
    lengths = {name: outcome.intake.lengths[name] for name in LENGTHS if name in outcome.intake.lengths}
    if outcome.slots.get(STAGE) != Stage.POST_SENTENCE.value or not lengths:
        return None
    range_ = outcome.run.lawful or outcome.checkpoints.get(Checkpoint.FINAL)
    return TimeServed(lengths, range_, _meets(outcome, range_))


def _meets(outcome: Outcome, range_: Range | None) -> Meets:
    """Say how the time served stands to a range; what its units leave open goes in the person's favour."""
    if outcome.offence_id is None or outcome.awaited:
        return Meets.NOT_KNOWN
    if range_ is None:
        return Meets.NO_CUSTODY
    months, days = (outcome.slots.get(unit) for unit in of_units(SERVED))
    if not isinstance(months, Fraction) or not isinstance(days, Fraction) or outcome.intake.disputes(SERVED):
        return Meets.NOT_KNOWN
    ends = range_.number(Of.MIN), range_.number(Of.MAX)
    reached = [
        end is not None
        and end != ABOVE_ALL
        and place_within(months, days, Fraction(0), end, None) is not None
        for end in ends
    ]
    if None in ends and not reached[1]:
        return Meets.NOT_KNOWN
    return Meets.MOST_REACHED if reached[1] else Meets.LEAST_REACHED if reached[0] else Meets.BELOW_LEAST
