"""The signals that stop a server."""

import signal
from typing import Final

STOPPING: Final = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})


def hold() -> None:
    """Keep the signals back until the supervisor hears them.

    Call this first: a signal that arrives while the rulesets are loaded then stops the server as soon as it
    can stop.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)


def heeded() -> frozenset[signal.Signals]:
    """Return those that stop this server: SIGHUP does not where it was ignored at the start, as by nohup."""
    ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return STOPPING - {signal.SIGHUP} if ignored else STOPPING
