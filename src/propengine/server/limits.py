"""How much is served at once: places, of which there are so many, and the refusal when all are taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from propengine.server.faults import LimitReachedError, ServiceReason

RETRY_SECONDS: Final = 1
"""When to try again. A worker decides hundreds of cases in that time."""


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
