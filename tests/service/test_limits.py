import asyncio
import resource
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from propengine.v1 import (
    case_pb2,
    evaluation_service_pb2 as evaluation_pb2,
    evaluation_service_pb2_grpc,
)

Stub = evaluation_service_pb2_grpc.EvaluationServiceStub
OWN_SUBCHANNELS = (("grpc.use_local_subchannel_pool", 1),)


async def flood(address: str, case: case_pb2.Case, count: int, channels: int) -> "Counter[tuple[str, ...]]":
    """Send many calls at once, with a health check among them, and count what became of them."""
    open_ = [grpc.aio.insecure_channel(address, OWN_SUBCHANNELS) for _ in range(channels)]
    request = evaluation_pb2.EvaluateCaseRequest(case=case)

    async def one(number: int) -> tuple[str, ...]:
        try:
            answer = await Stub(open_[number % channels]).EvaluateCase(
                request, timeout=120, wait_for_ready=True
            )
        except grpc.aio.AioRpcError as error:
            return told(error)
        return ("OK", "decision" if answer.decision.outcomes else "nothing")

    calls = [asyncio.ensure_future(one(number)) for number in range(count)]
    await asyncio.sleep(0.2)
    health: Any = health_pb2_grpc.HealthStub(open_[0])
    status = (await health.Check(health_pb2.HealthCheckRequest(), timeout=60)).status
    assert health_pb2.HealthCheckResponse.SERVING == status
    seen = Counter(await asyncio.gather(*calls))
    for channel in open_:
        await channel.close()
    return seen


def told(error: grpc.aio.AioRpcError) -> tuple[str, ...]:
    call: Any = error
    status = rpc_status.from_call(call)
    info, delay = error_details_pb2.ErrorInfo(), error_details_pb2.RetryInfo()
    assert status is not None, error
    for detail in status.details:
        assert detail.Unpack(info) or detail.Unpack(delay)
    return (error.code().name, info.reason, str(delay.retry_delay.seconds))


def memory(pid: int) -> int:
    """Return what a process holds of memory of its own, in KiB."""
    status = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("Private_Dirty:")).split()[1])


def _flooded(server: Any, case: case_pb2.Case, count: int) -> "Counter[tuple[str, ...]]":
    return asyncio.run(flood(server.address, case, count, channels=4))


def test_more_calls_than_may_wait(start: Callable[..., Any], case: case_pb2.Case) -> None:
    """Every call of a flood is answered or told when to try again; health is live; the server goes on."""
    server = start("--workers", "1", "--most-waiting", "8")
    seen = _flooded(server, case, 400)

    assert {("OK", "decision"), ("RESOURCE_EXHAUSTED", "TOO_BUSY", "1")} == set(seen)
    assert 400 == seen.total()
    assert {("OK", "decision"): 1} == _flooded(server, case, 1)


@pytest.mark.proof
def test_ten_thousand_calls_at_once(
    start: Callable[..., Any], case: case_pb2.Case, record_property: Callable[[str, object], None]
) -> None:
    """Of ten thousand calls at once each is answered or refused with a delay; memory does not add up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert min(soft, hard) > 1000
    server = start("--workers", "2")
    _flooded(server, case, 100)
    sizes, seen = [], Counter[tuple[str, ...]]()
    for _ in range(3):
        seen = _flooded(server, case, 10_000)
        assert {("OK", "decision"), ("RESOURCE_EXHAUSTED", "TOO_BUSY", "1")} >= set(seen)
        assert 10_000 == seen.total()
        sizes.append(sum(map(memory, server.workers)))
    record_property("answered of the last 10000", seen[("OK", "decision")])
    record_property("KiB of both workers after each flood", sizes)

    assert {("OK", "decision"): 1} == _flooded(server, case, 1)
    assert sizes[2] < sizes[1] * 1.1 + 2000
