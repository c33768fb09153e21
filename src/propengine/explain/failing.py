"""What failed in a condition of the trace: the tests that do not hold, and how they belong together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from propengine.contract.comparing import is_met
from propengine.v1 import law_pb2, trace_pb2

Failed: TypeAlias = "trace_pb2.Read | Either"
"""A test that does not hold, or several things of which one would have been enough."""

_TURNED: Final = frozenset({trace_pb2.BOUND_DENIED, trace_pb2.BOUND_NOT_SHOWN})
_OPPOSITE: Final = {
    trace_pb2.COMPARISON_AT_LEAST: trace_pb2.COMPARISON_LESS_THAN,
    trace_pb2.COMPARISON_LESS_THAN: trace_pb2.COMPARISON_AT_LEAST,
    trace_pb2.COMPARISON_MORE_THAN: trace_pb2.COMPARISON_AT_MOST,
    trace_pb2.COMPARISON_AT_MOST: trace_pb2.COMPARISON_MORE_THAN,
    trace_pb2.COMPARISON_EQUALS: trace_pb2.COMPARISON_NOT_ONE_OF,
    trace_pb2.COMPARISON_ONE_OF: trace_pb2.COMPARISON_NOT_ONE_OF,
    trace_pb2.COMPARISON_NOT_ONE_OF: trace_pb2.COMPARISON_ONE_OF,
}
_OF_WORDS: Final = frozenset(
    {
        trace_pb2.COMPARISON_EQUALS,
        trace_pb2.COMPARISON_ONE_OF,
        trace_pb2.COMPARISON_NOT_ONE_OF,
        trace_pb2.COMPARISON_STATED,
    }
)
"""What may be asked of words; the others ask for an order, and words such as life have none here."""


@dataclass(frozen=True, slots=True)
class Either:
    """Several things of which one would have been enough.

    Attributes:
        ways: each with what failed in it; none where the law has nothing that would be enough.
    """

    ways: tuple[tuple[Failed, ...], ...]


def failed_in(step: trace_pb2.TraceStep) -> tuple[Failed, ...]:
    """Return what failed in a condition that does not hold; nothing in one that holds."""
    if step.holds:
        return ()
    if step.HasField("joined"):
        return tuple(_failed(step.joined, step.reads))
    return tuple(read for read in step.reads if not read.holds)


def met_in(step: trace_pb2.TraceStep) -> tuple[trace_pb2.Read, ...]:
    """Return the tests on which a condition that holds rests."""
    if step.HasField("joined"):
        return tuple(_met(step.joined, step.reads))
    return tuple(step.reads)


def count_of(failed: Iterable[Failed]) -> int:
    """Return how many conditions would have to be otherwise, at the least."""
    return sum(_count(one) for one in failed)


def tests_in(failed: Iterable[Failed]) -> Iterator[trace_pb2.Read]:
    """Yield every test among what failed."""
    for one in failed:
        if isinstance(one, Either):
            for way in one.ways:
                yield from tests_in(way)
        else:
            yield one


def _count(one: Failed) -> int:
    return min(map(count_of, one.ways), default=1) if isinstance(one, Either) else 1


def holds(joined: trace_pb2.Joined, reads: Sequence[trace_pb2.Read]) -> bool:
    """Say whether tests that belong together hold as they are asked."""
    if joined.HasField("read"):
        return reads[joined.read].holds
    parts = (holds(part, reads) for part in joined.parts)
    return any(parts) if joined.any_of else all(parts)


def _failed(joined: trace_pb2.Joined, reads: Sequence[trace_pb2.Read]) -> Iterator[Failed]:
    if joined.HasField("read"):
        yield reads[joined.read]
    elif joined.any_of and len(joined.parts) != 1:
        yield Either(tuple(tuple(_failed(part, reads)) for part in joined.parts))
    else:
        for part in joined.parts:
            if not holds(part, reads):
                yield from _failed(part, reads)


def _met(joined: trace_pb2.Joined, reads: Sequence[trace_pb2.Read]) -> Iterator[trace_pb2.Read]:
    if joined.HasField("read"):
        yield reads[joined.read]
    for part in joined.parts:
        if holds(part, reads):
            yield from _met(part, reads)


def is_turned(read: trace_pb2.Read) -> bool:
    """Say whether a test asks that its comparison not be so."""
    return read.bound in _TURNED


def asked_of(read: trace_pb2.Read) -> trace_pb2.Comparison:
    """Return what a test asks for: its comparison, or the opposite where it asks that it not be so."""
    return _OPPOSITE.get(read.comparison, read.comparison) if is_turned(read) else read.comparison


def would_meet(read: trace_pb2.Read, value: law_pb2.Value) -> bool:
    """Say whether a value would have met a test; one that is not known might."""
    if value.WhichOneof("kind") is None:
        return True
    known, constants = _plain(value), [_plain(constant) for constant in read.constants]
    numbers = all(isinstance(one, Fraction) for one in (known, *constants))
    if read.comparison not in _OF_WORDS and not numbers:
        return True
    return is_met(read.comparison, known, constants) != is_turned(read)


def missed_by(read: trace_pb2.Read) -> Fraction | None:
    """Return how far the number that was met lies from the nearest that is asked for, in its own unit.

    Less than nothing where it falls short, more where it is too much, nothing at the limit itself; None where
    no number was met, or where it stands for others.
    """
    met = _plain(read.met)
    limits = [limit for limit in map(_plain, read.constants) if isinstance(limit, Fraction)]
    if read.met.example or not isinstance(met, Fraction) or not limits:
        return None
    return min((met - limit for limit in limits), key=abs)


def _plain(value: law_pb2.Value) -> bool | str | Fraction:
    """Return a value as it is compared: two numbers are equal however they are written."""
    match value.WhichOneof("kind"):
        case "boolean":
            return value.boolean
        case "number":
            return Fraction(value.number)
        case _:
            return value.word
