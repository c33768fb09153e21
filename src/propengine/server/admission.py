"""How many calls are admitted at once: so many places, and the refusal when all are taken."""

from collections import Counter
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

    def __init__(self, reason: ServiceReason, most: float, retry_seconds: int) -> None:
        """Keep the parts."""
        self.reason = reason
        self.most = most
        self.retry_seconds = retry_seconds
        super().__init__(f"{_LIMITS[reason].format(most=figure(most))}; {_RETRY[retry_seconds > 0]}")


_LIMITS: Final = {
    ServiceReason.TOO_BUSY: "{most} calls wait to be decided, and no more may",
    ServiceReason.TOO_MANY_STREAMS: "{most} streams are open, and no more may be",
    ServiceReason.TOO_MANY_STREAMS_OF_ONE: "{most} streams are open from this address, and no more may be",
    ServiceReason.STREAM_IDLE: "no case came for {most} seconds, and each that came has its answer",
    ServiceReason.STREAM_TOO_LONG: "a stream takes at most {most} cases, and each of them has its answer",
}
_RETRY: Final = {True: "try again after the retry delay", False: "go on in another stream"}


def figure(number: float) -> str:
    """Return a number as it is told, a whole one without a point."""
    return f"{number:.15g}"


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


class Shares:
    """How many places of one kind each of those who ask has; for one event loop."""

    def __init__(self, most: int, reason: ServiceReason) -> None:
        """Leave each so many places, and refuse by a reason whoever wants more."""
        self.most = most
        self.reason = reason
        self.taken: Counter[str] = Counter()

    @contextmanager
    def one(self, who: str) -> Iterator[None]:
        """Take a place for somebody for as long as the context lasts.

        Raises:
            LimitReachedError: all of theirs are taken.
        """
        if self.taken[who] >= self.most:
            raise LimitReachedError(self.reason, self.most, RETRY_SECONDS)
        self.taken[who] += 1
        try:
            yield
        finally:
            self.taken[who] -= 1
            if not self.taken[who]:
                del self.taken[who]
