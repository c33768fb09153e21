"""The signals that stop a server, taken by the one thread that waits for them."""

import signal
from typing import Final

STOPPING: Final = frozenset({signal.SIGTERM, signal.SIGINT})


def hold() -> None:
    """Keep the signals back until `wait` takes them.

    Call this before anything starts a thread, as importing grpc does. A thread takes over what its maker
    holds back; a signal that reached another thread would be lost, or end the process in mid-call.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)


def wait() -> None:
    """Wait for one of the signals; another one then ends the process at once."""
    signal.sigwait(STOPPING)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
