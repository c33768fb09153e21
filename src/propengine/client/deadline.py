"""One call as its caller sees it: a deadline, and as many tries as fit into it."""

import time
from secrets import SystemRandom
from typing import Final

from propengine.client.errors import ServiceError
from propengine.client.retries import Retries

MOST_SECONDS: Final = 1e9
"""No call has more time, in seconds: the transport takes deadlines far beyond for some that have passed."""
_RANDOM: Final = SystemRandom()


class Tries:
    """The tries of one call, all of which end by the same deadline."""

    def __init__(self, retries: Retries, seconds: float) -> None:
        """Begin: the deadline is so many seconds from now.

        Raises:
            ValueError: the seconds are not above 0, or more than `MOST_SECONDS`.
        """
        if not 0 < seconds <= MOST_SECONDS:
            raise ValueError(f"expected seconds above 0 and at most {MOST_SECONDS:g}, found {seconds:g}")
        self._retries = retries
        self._deadline = time.monotonic() + seconds
        self._already = 0

    def seconds_left(self) -> float:
        """Return the seconds until the deadline, 0 when it has passed."""
        return max(self._deadline - time.monotonic(), 0.0)

    def succeeded(self) -> None:
        """Count anew: what was sent got through."""
        self._already = 0

    def wait(self, error: ServiceError) -> None:
        """Wait until the call may be sent again.

        Raises:
            ServiceError: the error, when it may not be, or not before the deadline.
        """
        pause = self._retries.pause_seconds(error, self._already, _RANDOM.random())
        if pause is None or pause >= self.seconds_left():
            raise error
        time.sleep(pause)
        self._already += 1
