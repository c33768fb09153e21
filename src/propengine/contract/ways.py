"""What must be so for something to hold: alternatives of conjunctions of conditions."""

from collections.abc import Iterable

from propengine.contract.enums import QUESTION
from propengine.contract.values import decimal
from propengine.engine.conditions import Bounds, Condition
from propengine.engine.ways import Way
from propengine.v1 import decision_pb2


def fill_ways(target: decision_pb2.Outcome | decision_pb2.MilderLawComparison, ways: Iterable[Way]) -> None:
    """Write alternatives; none where one of them asks for nothing, because nothing is open then."""
    alternatives = list(ways)
    if all(alternatives):
        for way in alternatives:
            message = target.ways.add()
            for condition in way:
                _fill_condition(message.conditions.add(), condition)


def _fill_condition(target: decision_pb2.Condition, condition: Condition) -> None:
    target.question = QUESTION[condition.question]
    target.id, target.value, target.provision = condition.id, condition.value, condition.provision
    if condition.bounds is not None:
        _fill_bounds(target.bounds, condition.bounds)


def _fill_bounds(target: decision_pb2.Bounds, bounds: Bounds) -> None:
    target.least, target.least_included = decimal(bounds.least), bounds.least_included
    target.most, target.most_included = decimal(bounds.most), bounds.most_included
    target.unit = bounds.unit
