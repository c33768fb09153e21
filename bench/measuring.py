"""Timing: interleaved rounds, medians and 99th percentiles, and a table."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MICRO = 1e6


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured of one thing, in microseconds."""

    p50: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Timing":
        """Return the median and the 99th percentile."""
        ordered = sorted(seconds)
        return cls(statistics.median(ordered) * MICRO, ordered[int(len(ordered) * 0.99)] * MICRO)


def interleaved(
    actions: Mapping[str, Callable[[], object]], rounds: int, warm: int = 30
) -> dict[str, Timing]:
    """Time every action once a round, so that whatever disturbs the machine disturbs all of them."""
    for action in actions.values():
        for _ in range(warm):
            action()
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            taken[name].append(time.perf_counter() - start)
    return {name: Timing.of(seconds) for name, seconds in taken.items()}


def show(title: str, timings: Mapping[str, Timing], against: str | None = None) -> None:
    """Print timings as a table; ratios are against one of them."""
    print(f"\n{title}")
    base = timings[against].p50 if against else None
    for name, timing in timings.items():
        ratio = f"  {timing.p50 / base:6.2f} x" if base else ""
        print(f"  {name:<44} p50 {timing.p50:9.1f} µs   p99 {timing.p99:9.1f} µs{ratio}")
