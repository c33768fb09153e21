import os
from collections import Counter

from propengine.server.call_log import CallRecord
from propengine.server.metrics import page, resident
from propengine.server.tally import Counts, count_call, read, written


def test_the_page() -> None:
    """Each metric has its help, its type and its samples, in the text format of Prometheus."""
    counts: Counts = Counter()
    batch = CallRecord(statuses=Counter(decided=2), reasons=Counter(EVALUATORS_DISAGREE=1), cases=3)
    count_call(counts, "/a.Service/Batch", "OK", "", batch)
    count_call(counts, "/a.Service/One", "INVALID_ARGUMENT", "MISSING_FIELD", CallRecord())
    count_call(counts, "", "UNIMPLEMENTED", "NO_SUCH_METHOD", None)

    told = page(read(written(counts)), 1_700_000_000.5, {7: 4096})

    assert told.decode().splitlines() == [
        "# HELP propengine_calls_total Calls that have ended.",
        "# TYPE propengine_calls_total counter",
        'propengine_calls_total{method="/a.Service/Batch",code="OK"} 1',
        'propengine_calls_total{method="/a.Service/One",code="INVALID_ARGUMENT"} 1',
        'propengine_calls_total{method="other",code="UNIMPLEMENTED"} 1',
        "# HELP propengine_refusals_total Calls and cases without an answer, by reason.",
        "# TYPE propengine_refusals_total counter",
        'propengine_refusals_total{reason="EVALUATORS_DISAGREE"} 1',
        'propengine_refusals_total{reason="MISSING_FIELD"} 1',
        'propengine_refusals_total{reason="NO_SUCH_METHOD"} 1',
        "# HELP propengine_decisions_total Cases that were decided.",
        "# TYPE propengine_decisions_total counter",
        'propengine_decisions_total{status="decided"} 2',
        "# HELP propengine_worker_deaths_total Workers that ended without being told to.",
        "# TYPE propengine_worker_deaths_total counter",
        "propengine_worker_deaths_total 0",
        "# HELP propengine_disagreements_total Cases without an answer because the two evaluators differ.",
        "# TYPE propengine_disagreements_total counter",
        "propengine_disagreements_total 1",
        "# HELP propengine_rulesets_read_timestamp_seconds When the rulesets that are served were read.",
        "# TYPE propengine_rulesets_read_timestamp_seconds gauge",
        "propengine_rulesets_read_timestamp_seconds 1700000000.5",
        "# HELP propengine_worker_resident_bytes Resident memory of a worker, shared memory included.",
        "# TYPE propengine_worker_resident_bytes gauge",
        'propengine_worker_resident_bytes{worker="7"} 4096',
    ]
    assert told.endswith(b"\n")


def test_memory_of_who_is_there() -> None:
    """A process that has ended has none."""
    found = resident([os.getpid(), 2**22 + 1])

    assert [os.getpid()] == list(found)
    assert found[os.getpid()] > 1_000_000
