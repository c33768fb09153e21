"""Until when somebody waits for an answer: asked by the thread that decides, told by the event loop."""

import time


class CallEndedError(Exception):
    """Nobody waits for the answer any more: the deadline has passed, or the caller has gone.

    Attributes:
        expired: the deadline has passed.
    """

    def __init__(self, *, expired: bool) -> None:
        """Keep the part."""
        self.expired = expired
        super().__init__("the deadline has passed" if expired else "the caller has gone")


class Deadline:
    """Until when one call is waited for; it ends early when the caller goes."""

    def __init__(self, seconds: float | None) -> None:
        """Start with so many seconds left; None for no deadline."""
        self._until = None if seconds is None else time.monotonic() + seconds
        self._gone = False

    def end(self) -> None:
        """Say that the caller has gone."""
        self._gone = True

    def check(self) -> None:
        """Go on, or raise.

        Raises:
            CallEndedError: the deadline has passed, or the caller has gone.
        """
        if self._until is not None and time.monotonic() >= self._until:
            raise CallEndedError(expired=True)
        if self._gone:
            raise CallEndedError(expired=False)
