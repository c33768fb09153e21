"""The signals that a server hears."""

import signal
from typing import Final

STOPPING: Final = frozenset({signal.SIGTERM, signal.SIGINT})
READING: Final = signal.SIGHUP
"""At this one the rulesets are read anew. Where it was ignored at the start, as by nohup, it is heard too."""


def hold() -> None:
    """Keep the signals back until the supervisor hears them.

    Call this first: a signal that arrives while the rulesets are loaded then is heard as soon as it can be.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {*STOPPING, READING})
