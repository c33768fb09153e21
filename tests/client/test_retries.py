import pytest
from google.protobuf.duration_pb2 import Duration
from google.rpc import code_pb2, error_details_pb2, status_pb2

from propengine.client import Retries, ServiceError
from propengine.client.deadline import Tries
from propengine.client.errors import error_of_status

OTHERS = sorted(set(code_pb2.Code.keys()) - {"OK", "CANCELLED", "UNAVAILABLE"})


def error(code: str, delay: float | None = None) -> ServiceError:
    status = status_pb2.Status(code=code_pb2.Code.Value(code))
    if delay is not None:
        duration = Duration(nanos=int(delay * 1e9))
        status.details.add().Pack(error_details_pb2.RetryInfo(retry_delay=duration))
    return error_of_status(status)


@pytest.mark.parametrize("code", OTHERS)
def test_what_would_be_the_same_again_is_not_sent_again(code: str) -> None:
    """Only a service that is away may be back; a limit without a delay is a message that is too large."""
    assert Retries().pause_seconds(error(code), 0, 1.0) is None


@pytest.mark.parametrize("code", ["INVALID_ARGUMENT", "INTERNAL"])
def test_a_refusal_is_not_sent_again_even_if_asked(code: str) -> None:
    """No delay makes a refusal or a failure of the service worth repeating."""
    assert Retries().pause_seconds(error(code, 0.1), 0, 1.0) is None


def test_pauses_grow_to_a_bound_and_are_shared_out() -> None:
    """Each is at most twice the one before; the share spreads clients over it; then there is an end."""
    retries = Retries(most=5, first_seconds=0.5, most_seconds=3)
    away = error("UNAVAILABLE")

    assert [0.5, 1, 2, 3, 3, None] == [retries.pause_seconds(away, n, 1.0) for n in range(6)]
    assert [0.0, 0.25] == [retries.pause_seconds(away, 0, share) for share in (0.0, 0.5)]
    assert Retries(most=0).pause_seconds(away, 0, 1.0) is None


@pytest.mark.parametrize("code", ["RESOURCE_EXHAUSTED", "UNAVAILABLE"])
def test_the_delay_that_the_service_asks_for_is_the_least(code: str) -> None:
    """Never sooner than asked, and not all clients at once."""
    busy = error(code, 0.5)

    assert [0.5, 0.75, None] == [
        Retries(first_seconds=0.25).pause_seconds(busy, already, share)
        for already, share in ((0, 0.0), (0, 1.0), (5, 0.0))
    ]


@pytest.mark.parametrize("seconds", [0, -1, 9e9, float("inf"), float("nan")])
def test_a_deadline_is_a_number_with_an_end(seconds: float) -> None:
    """No call may wait for ever, and none may have no time."""
    with pytest.raises(ValueError, match="above 0 and at most 1e\\+09"):
        Tries(Retries(), seconds)


def test_no_pause_passes_the_deadline() -> None:
    """When the service asks for more time than there is, the error is told at once."""
    busy = error("RESOURCE_EXHAUSTED", 0.9)
    tries = Tries(Retries(), 0.5)
    with pytest.raises(ServiceError) as caught:
        tries.wait(busy)

    assert busy is caught.value
    assert tries.seconds_left() > 0


def test_what_got_through_is_counted_anew() -> None:
    """A stream that goes on has all its tries again when it breaks the next time."""
    away = error("UNAVAILABLE")
    tries = Tries(Retries(most=1, first_seconds=0.0), 30)
    tries.wait(away)
    tries.succeeded()
    tries.wait(away)

    with pytest.raises(ServiceError):
        tries.wait(away)
