"""How many calls are admitted at once: so many places, and the refusal when all are taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from propengine.server.reasons import ServiceReason

RETRY_SECONDS: Final = 1
"""When to try again. A worker decides hundreds of cases in that time."""


class LimitReachedError(Exception):
    """The server does as much as it may at once: the call is refused before anything is decided.

    Attributes:
        reason: which limit.
        most: the limit.
        retry_seconds: when to try again.
    """

    def __init__(self, reason: ServiceReason, most: int, retry_seconds: int) -> None:
        """Keep the parts."""
        self.reason = reason
        self.most = most
        self.retry_seconds = retry_seconds
        super().__init__(f"{_LIMITS[reason].format(most=most)}; {_RETRY[retry_seconds > 0]}")


_LIMITS: Final = {
    ServiceReason.TOO_BUSY: "{most} calls wait to be decided, and no more may",
    ServiceReason.TOO_MANY_STREAMS: "{most} streams are open, and no more may be",
    ServiceReason.STREAM_TOO_LONG: "a stream takes at most {most} cases, and each of them has its answer",
}
_RETRY: Final = {True: "try again after the retry delay", False: "go on in another stream"}


class Places:
    """Places for calls of one kind; for one event loop."""

    def __init__(self, most: int, reason: ServiceReason) -> None:
        """Have so many places, and refuse by a reason when they are taken."""
        self.most = most
        self.reason = reason
        self.taken = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a place for as long as the context lasts.

        Raises:
            LimitReachedError: all are taken.
        """
        if self.taken >= self.most:
            raise LimitReachedError(self.reason, self.most, RETRY_SECONDS)
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1
