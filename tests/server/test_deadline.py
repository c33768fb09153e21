import pytest

from propengine.server.deadline import CallEndedError, Deadline


@pytest.mark.parametrize(
    ("seconds", "gone", "expired"),
    [(0.0, True, True), (0.0, False, True), (60.0, True, False), (None, True, False)],
)
def test_nothing_is_decided_for_nobody(seconds: float | None, *, gone: bool, expired: bool) -> None:
    """It says that nobody waits: the deadline has passed, or the caller has gone."""
    deadline = Deadline(seconds)
    if gone:
        deadline.end()
    with pytest.raises(CallEndedError) as caught:
        deadline.check()

    assert expired is caught.value.expired


@pytest.mark.parametrize("seconds", [60.0, None])
def test_somebody_waits(seconds: float | None) -> None:
    """A call with time left goes on."""
    Deadline(seconds).check()
