"""Timing: interleaved rounds, medians and 99th percentiles, and a table."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MICRO = 1e6


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured of one thing, in microseconds.

    Attributes:
        p50: the median by the clock.
        p99: the 99th percentile by the clock.
        cpu: the median of this thread's processor time.
    """

    p50: float
    p99: float
    cpu: float

    @classmethod
    def of(cls, seconds: list[float], cpu: list[float]) -> "Timing":
        """Return the medians and the 99th percentile."""
        ordered = sorted(seconds)
        percentile = ordered[int(len(ordered) * 0.99)]
        return cls(statistics.median(ordered) * MICRO, percentile * MICRO, statistics.median(cpu) * MICRO)


def interleaved(
    actions: Mapping[str, Callable[[], object]], rounds: int, warm: int = 30
) -> dict[str, Timing]:
    """Time every action once a round, so that whatever disturbs the machine disturbs all of them."""
    for action in actions.values():
        for _ in range(warm):
            action()
    taken: dict[str, list[float]] = {name: [] for name in actions}
    used: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            start, cpu = time.perf_counter(), time.thread_time()
            action()
            used[name].append(time.thread_time() - cpu)
            taken[name].append(time.perf_counter() - start)
    return {name: Timing.of(seconds, used[name]) for name, seconds in taken.items()}


def show(title: str, timings: Mapping[str, Timing], against: str | None = None) -> None:
    """Print timings as a table; ratios are against one of them."""
    print(f"\n{title}")
    base = timings[against].p50 if against else None
    for name, timing in timings.items():
        ratio = f"  {timing.p50 / base:6.2f} x" if base else ""
        clock = f"p50 {timing.p50:9.1f} µs   p99 {timing.p99:9.1f} µs"
        print(f"  {name:<44} {clock}   processor {timing.cpu:9.1f} µs{ratio}")
