"""The metrics as a page in the text format of Prometheus, version 0.0.4."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from propengine.server.reasons import ServiceReason
from propengine.server.tally import CALLS, DEATHS, DECISIONS, REFUSALS, Counts

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_COUNTERS: Final = (
    ("propengine_calls_total", CALLS, ("method", "code"), "Calls that have ended."),
    ("propengine_refusals_total", REFUSALS, ("reason",), "Calls and cases without an answer, by reason."),
    ("propengine_decisions_total", DECISIONS, ("status",), "Cases that were decided."),
    ("propengine_worker_deaths_total", DEATHS, (), "Workers that ended without being told to."),
)


def page(counts: Counts, read_at: float, memory: Mapping[int, int]) -> bytes:
    """Return the page.

    Args:
        counts: of all workers since the start of the server.
        read_at: when the rulesets were read, in seconds of the Unix clock.
        memory: resident bytes by worker.
    """
    return "".join(_lines(counts, read_at, memory)).encode()


def _lines(counts: Counts, read_at: float, memory: Mapping[int, int]) -> Iterator[str]:
    for name, kind, labels, text in _COUNTERS:
        found = {what[1:]: count for what, count in sorted(counts.items()) if what[0] == kind}
        samples = ((zip(labels, values, strict=True), count) for values, count in found.items())
        yield from _family(name, "counter", text, samples if labels else [((), found.get((), 0))])
    disagreements = counts[REFUSALS, ServiceReason.EVALUATORS_DISAGREE]
    text = "Cases without an answer because the two evaluators differ."
    yield from _family("propengine_disagreements_total", "counter", text, [((), disagreements)])
    text = "When the rulesets that are served were read."
    yield from _family("propengine_rulesets_read_timestamp_seconds", "gauge", text, [((), read_at)])
    text = "Resident memory of a worker, shared memory included."
    resident = (((("worker", str(pid)),), size) for pid, size in memory.items())
    yield from _family("propengine_worker_resident_bytes", "gauge", text, resident)


def _family(
    name: str, kind: str, text: str, samples: Iterable[tuple[Iterable[tuple[str, str]], float]]
) -> Iterator[str]:
    yield f"# HELP {name} {text}\n# TYPE {name} {kind}\n"
    for labels, value in samples:
        told = ",".join(f"{label}={json.dumps(found)}" for label, found in labels)
        yield f"{name}{{{told}}} {value}\n" if told else f"{name} {value}\n"


def resident(pids: Iterable[int]) -> Mapping[int, int]:
    """Return the resident bytes of each process that is there."""
    found = {}
    for pid in pids:
        try:
            pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            continue
        found[pid] = int(pages) * os.sysconf("SC_PAGE_SIZE")
    return found
