"""Ask a running service to decide cases: `python examples/client.py localhost:50051 case.json ...`."""

import sys
from pathlib import Path

from propengine.client import Client, RefusedError, case_from_json
from propengine.v1 import decision_pb2


def told(outcome: decision_pb2.Outcome) -> str:
    """Return an outcome in one line: offence, liability, final custody, and what leads to it."""
    offence = outcome.offence.id or "no offence shown"
    liability = decision_pb2.Liability.Name(outcome.liability)
    final = [f"{c.range.min.rendered.en} to {c.range.max.rendered.en}" for c in outcome.checkpoints[-1:]]
    ways = [" and ".join(f"{c.id} is {c.value}" for c in way.conditions) for way in outcome.ways]
    return ", ".join([offence, liability, *final, *([f"if {' or '.join(ways)}"] if ways else [])])


if not sys.argv[2:]:
    sys.exit("usage: python examples/client.py ADDRESS CASE.json ...")

with Client(sys.argv[1]) as client:
    for name in sys.argv[2:]:
        try:
            decision = client.evaluate(case_from_json(Path(name).read_bytes()))
        except RefusedError as error:
            print(f"{Path(name).stem}: {error.reason}")
            for violation in error.violations:
                print(f"  {violation.field}: {violation.reason}")
        else:
            print(f"{Path(name).stem}: {decision_pb2.DecisionStatus.Name(decision.status)}")
            preferred = decision.preferred if decision.HasField("preferred") else None
            for place, outcome in enumerate(decision.outcomes):
                print(f"  {told(outcome)}{', preferred' if place == preferred else ''}")
