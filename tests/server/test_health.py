import asyncio

from grpc_health.v1 import health_pb2

from propengine.server.health import Health

Status = health_pb2.HealthCheckResponse


class SlowWatcher:
    """A watcher whose connection takes the first answer over only when the server has begun to stop."""

    def __init__(self, health: Health) -> None:
        self.health = health
        self.seen: list[int] = []

    async def write(self, answer: health_pb2.HealthCheckResponse) -> None:
        self.seen.append(answer.status)
        self.health.stop()


def test_a_stop_during_the_first_answer_is_told_too(loop: asyncio.AbstractEventLoop) -> None:
    """A watcher that was told SERVING is told NOT_SERVING before its call ends."""

    async def watch() -> list[int]:
        health = Health(["a.Service"])
        watcher = SlowWatcher(health)
        await health.Watch(health_pb2.HealthCheckRequest(), watcher)  # type: ignore[arg-type]  # what it uses
        return watcher.seen

    assert [Status.SERVING, Status.NOT_SERVING] == asyncio.run_coroutine_threadsafe(watch(), loop).result(10)
