"""The signals that stop a server."""

import signal
from typing import Final

STOPPING: Final = frozenset({signal.SIGTERM, signal.SIGINT})


def hold() -> None:
    """Keep the signals back until the supervisor hears them.

    Call this first: a signal that arrives while the rulesets are loaded then stops the server as soon as it
    can stop.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
