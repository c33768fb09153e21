"""What a worker keeps: after its start, after worked cases, and with every law of many rulesets in use."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from google.protobuf import json_format

from bench.many import JURISDICTIONS, many
from bench.peers import RULESETS, SMALLEST, Peer, service
from propengine.v1 import case_pb2, evaluation_service_pb2 as evaluation_pb2
from propengine.verify.worked_cases import engine_case, load_cases
from tests.support import as_protojson

_IN_BATCH: Final = 100
_ROUNDS: Final = 3
_TARGET: Final = 400


def run() -> None:
    """Print the memory of one worker."""
    print("\nMemory of a worker, in MiB (Pss counts what is shared with its parent in parts)")
    print(f"  target: at most {_TARGET} with every revision in use")
    with service(1, SMALLEST) as peer:
        _show("the floor: ready, with a jurisdiction of a few lines", peer)
    shipped = {folder.parent.name: folder.parent for folder in RULESETS.glob("*/cases.yaml")}
    with service(1) as peer:
        _show("ready with every ruleset", peer)
        for number in range(_ROUNDS):
            for code, cases in _worked(shipped):
                _show(f"after the {_ask(peer, cases)} worked cases of {code}, {number + 1} time(s)", peer)
    with many() as (folder, copies), service(1, folder) as peer:
        _show(f"ready with {JURISDICTIONS} jurisdictions", peer)
        for number in range(_ROUNDS):
            count = sum(_ask(peer, _of_each_law(cases)) for _, cases in _worked(copies))
            _show(f"after a case on each of their {count} pairs of dates, {number + 1} time(s)", peer)


def _worked(rulesets: Mapping[str, Path]) -> Iterable[tuple[str, list[case_pb2.Case]]]:
    """Yield each code with the worked cases of its ruleset, as cases of that jurisdiction."""
    for code, folder in sorted(rulesets.items()):
        yield (
            code,
            [
                json_format.ParseDict(as_protojson(engine_case(case, code)), case_pb2.Case())
                for case in load_cases(folder / "cases.yaml")
            ],
        )


def _of_each_law(cases: Iterable[case_pb2.Case]) -> list[case_pb2.Case]:
    """Return a case of each pair of dates: every law that the worked cases meet is met."""
    return list({f"{case.offence_date} {case.decision_date}": case for case in cases}.values())


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
    print(f"  {title:<66} {sizes}")
