"""What the law presumes."""

from propengine.law.rules import Presumption
from propengine.v1 import trace_pb2


def fill_presumption(target: trace_pb2.Presumption, presumption: Presumption | None) -> None:
    """Write that something is presumed, where it is."""
    if presumption is not None:
        target.rebuttable = presumption.rebuttable
        target.burden = presumption.burden
