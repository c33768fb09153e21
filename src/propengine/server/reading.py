"""Reading the rulesets anew while those of before are served."""

import gc
import time
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import structlog

from propengine.contract.application import Application
from propengine.notation.faults import Fault, RulesetFaults
from propengine.server.errors import places_of

Load: TypeAlias = Callable[[], Application]
"""Reads and checks everything that is served.

Raises:
    RulesetFaults: with every mistake of every file.
"""
MOST_TOLD: Final = 20
"""So many faults have a line in the log; `propengine rulesets check` tells them all."""


class Served:
    """What is served now.

    Attributes:
        application: the rulesets and code systems.
        read_at: when they were read, in seconds of the Unix clock.
    """

    def __init__(self, application: Application) -> None:
        """Serve this."""
        self.application, self.read_at = application, time.time()
        self._keep()

    def renew(self, load: Load) -> bool:
        """Serve what is read now; where it has faults, tell them and serve what was served before."""
        application = read(load)
        if application is None:
            return False
        gc.unfreeze()
        self.application, self.read_at = application, time.time()
        self._keep()
        return True

    def _keep(self) -> None:
        """Collect once and no more: what lives as long as the workers is memory that they share."""
        gc.collect()
        gc.freeze()


def read(load: Load) -> Application | None:
    """Read the rulesets; None where they cannot be served, which is told in the log fault by fault."""
    try:
        return load()
    except RulesetFaults as error:
        _tell(error.faults)
    except Exception as error:  # noqa: BLE001 - what is served goes on, whatever is wrong with what is not
        structlog.get_logger().error("rulesets_unread", **places_of(error))
    return None


def _tell(faults: Sequence[Fault]) -> None:
    log = structlog.get_logger()
    for fault in faults[:MOST_TOLD]:
        log.error("ruleset_fault", fault=str(fault))
    if len(faults) > MOST_TOLD:
        log.error("ruleset_faults_left_out", faults=len(faults) - MOST_TOLD)
