"""What is logged of a call: nothing of the case but whose law it was decided under."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass(slots=True)
class CallRecord:
    """What the handler of a call adds to its log line.

    Attributes:
        jurisdiction: whose law, once it is known to exist.
        status: the status of the decision.
        ruleset_digest: what names the ruleset.
    """

    jurisdiction: str = ""
    status: str = ""
    ruleset_digest: str = ""


CURRENT: Final[ContextVar[CallRecord | None]] = ContextVar("propengine_call", default=None)


def note(*, jurisdiction: str = "", status: str = "", ruleset_digest: str = "") -> None:
    """Add to the log line of the current call; nothing happens outside a call."""
    record = CURRENT.get()
    if record is not None:
        record.jurisdiction = jurisdiction or record.jurisdiction
        record.status = status or record.status
        record.ruleset_digest = ruleset_digest or record.ruleset_digest
