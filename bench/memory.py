"""What a worker keeps: after its start, and after the worked cases of every ruleset, on every date."""

from google.protobuf import json_format

from bench.peers import RULESETS, Peer, service
from propengine.v1 import case_pb2, evaluation_service_pb2 as evaluation_pb2
from propengine.verify.worked_cases import engine_case, load_cases
from tests.support import as_protojson

_IN_BATCH = 100
_ROUNDS = 3


def run() -> None:
    """Print the memory of one worker."""
    with service(1) as peer:
        print("\nMemory of a worker, in MiB (Pss counts what is shared with its parent in parts)")
        _show("ready, today's law in use", peer)
        count = 0
        for number in range(_ROUNDS):
            count += sum(_ask(peer, cases) for cases in _cases())
            _show(f"after the worked cases of every ruleset, {number + 1} time(s)", peer)
        print(f"  {count} cases in all")


def _cases() -> list[list[case_pb2.Case]]:
    return [
        [
            json_format.ParseDict(as_protojson(engine_case(case, file.parent.name)), case_pb2.Case())
            for case in load_cases(file)
        ]
        for file in sorted(RULESETS.glob("*/cases.yaml"))
    ]


def _ask(peer: Peer, cases: list[case_pb2.Case]) -> int:
    for start in range(0, len(cases), _IN_BATCH):
        asked = evaluation_pb2.BatchEvaluateCasesRequest()
        for case in cases[start : start + _IN_BATCH]:
            asked.requests.add(view=evaluation_pb2.DECISION_VIEW_BASIC).case.CopyFrom(case)
        answer = peer.stub.BatchEvaluateCases(asked)
        assert len(answer.results) == len(asked.requests)
    return len(cases)


def _show(title: str, peer: Peer) -> None:
    (memory,) = peer.memory()
    sizes = "   ".join(f"{name} {size:7.1f}" for name, size in memory.items())
    print(f"  {title:<58} {sizes}")
