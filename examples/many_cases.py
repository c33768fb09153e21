"""Decide a file of cases, one a line: `python examples/many_cases.py localhost:50051 cases.jsonl`."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from propengine.client import Client, ServiceError, case_from_json
from propengine.v1 import case_pb2, decision_pb2, evaluation_service_pb2


def cases(file: Path) -> Iterator[case_pb2.Case]:
    """Yield the cases of a file, read as they are wanted."""
    with file.open("rb") as lines:
        yield from map(case_from_json, lines)


def told(decision: decision_pb2.Decision) -> str:
    """Return the liability of the preferred outcome, or how far the case could be decided where none is."""
    if not decision.HasField("preferred"):
        return decision_pb2.DecisionStatus.Name(decision.status)
    return decision_pb2.Liability.Name(decision.outcomes[decision.preferred].liability)


found: Counter[str] = Counter()
with Client(sys.argv[1]) as client:
    client.wait_until_ready()
    basic = evaluation_service_pb2.DECISION_VIEW_BASIC
    for number, answer in enumerate(client.evaluate_many(cases(Path(sys.argv[2])), view=basic), start=1):
        if isinstance(answer, ServiceError):
            print(f"line {number}: {', '.join(f'{v.field}: {v.reason}' for v in answer.violations)}")
        else:
            found[told(answer)] += 1
for answered, count in found.most_common():
    print(f"{count:6} {answered}")
