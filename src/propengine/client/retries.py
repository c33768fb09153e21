"""What is sent again, and when. Evaluation keeps nothing, so sending a case twice changes nothing."""

from dataclasses import dataclass

from propengine.client.errors import LimitError, ServiceError, UnavailableError


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and how fast a call that failed for a while is sent again, inside its deadline.

    Attributes:
        most: how many times a call is sent again; 0 for never.
        first_seconds: the longest pause before the first time; each later one is at most twice as long.
        most_seconds: no pause that the service does not ask for is longer.
    """

    most: int = 5
    first_seconds: float = 0.2
    most_seconds: float = 3.0

    def pause_seconds(self, error: ServiceError, already: int, share: float) -> float | None:
        """Return how long to wait before sending a call again; None when it is not sent again.

        Only what may go away by waiting is sent again: the service is away, or says when to come back. A
        refusal and an internal fault would be the same the next time.

        Args:
            error: what the call ended with.
            already: how many times it was sent again already.
            share: from 0 to 1, drawn anew for each pause, so that clients do not come back together.
        """
        asked = error.retry_delay_seconds
        may_pass = isinstance(error, UnavailableError) or (
            isinstance(error, LimitError) and asked is not None
        )
        if not may_pass or already >= self.most:
            return None
        own = min(self.first_seconds * 2.0**already, self.most_seconds) * share
        return own if asked is None else asked + own
