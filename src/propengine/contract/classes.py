"""The classification and the liability of an outcome."""

from propengine.contract.enums import CLASSIFICATION, LIABILITY
from propengine.engine.answers import Answer
from propengine.engine.outcome import Outcome
from propengine.v1 import decision_pb2


def fill_class(
    target: decision_pb2.Outcome | decision_pb2.OutcomeSummary | decision_pb2.MainPart,
    outcome: Outcome | Answer,
) -> None:
    """Write the classification and the liability; nothing when undetermined."""
    if outcome.classification is not None:
        target.classification = CLASSIFICATION[outcome.classification]
    if outcome.liability is not None:
        target.liability = LIABILITY[outcome.liability]
