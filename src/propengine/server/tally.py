"""What a worker counts of its calls, as it tells the parent, who adds up what all of them tell."""

from collections import Counter
from typing import Final, TypeAlias

import orjson

from propengine.server.call_log import CallRecord

Counts: TypeAlias = Counter[tuple[str, ...]]
"""How often something happened: what, and the values of its labels."""
CALLS: Final = "calls"
REFUSALS: Final = "refusals"
DECISIONS: Final = "decisions"
DEATHS: Final = "deaths"
OTHER_METHOD: Final = "other"
"""Stands for every method that there is not: callers can make up any number of them."""


def count_call(counts: Counts, method: str, code: str, reason: str, record: CallRecord | None) -> None:
    """Count a call that has ended, and the cases in it.

    Args:
        counts: where.
        method: with its service; empty where there is none of that name.
        code: what the caller was told.
        reason: why it was refused; empty where it was not.
        record: what its handler has noted, where it was reached.
    """
    counts[CALLS, method or OTHER_METHOD, code] += 1
    if reason:
        counts[REFUSALS, reason] += 1
    if record is not None:
        for case_reason, count in record.reasons.items():
            counts[REFUSALS, case_reason] += count
        for status, count in record.statuses.items():
            counts[DECISIONS, status] += count


def written(counts: Counts) -> bytes:
    """Return counts as they are sent."""
    return orjson.dumps([[*what, count] for what, count in counts.items()])


def read(said: bytes) -> Counts:
    """Return counts that were sent."""
    return Counter({tuple(what): count for *what, count in orjson.loads(said)})
