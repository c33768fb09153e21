"""Whether a value meets a comparison of a trace; what each means is said by `core.comparisons` alone."""

from collections.abc import Sequence
from typing import Final

from propengine.contract.enums import COMPARISON
from propengine.core.comparisons import meets
from propengine.core.slots import SlotValue
from propengine.v1 import trace_pb2

_OF: Final = {number: comparison for comparison, number in COMPARISON.items()}


def is_met(comparison: trace_pb2.Comparison, value: SlotValue, constants: Sequence[SlotValue]) -> bool:
    """Say whether a value meets a comparison with the constants of a law.

    Raises:
        KeyError: the contract of this version does not know the comparison.
    """
    return meets(_OF[comparison], value, constants)
