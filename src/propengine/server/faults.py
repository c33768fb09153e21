"""What is wrong with a request, and the reasons that arise only here and not in the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from propengine.engine.refusals import Refusal

_MOST_SHOWN: Final = 80


class ServiceReason(StrEnum):
    """Why a call fails, beside the engine's reasons. Each reason has a page in the documentation."""

    UNDECODABLE_REQUEST = "UNDECODABLE_REQUEST"
    UNKNOWN_ENUM_VALUE = "UNKNOWN_ENUM_VALUE"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    TOO_MANY_FACTS = "TOO_MANY_FACTS"
    TOO_MANY_CASES = "TOO_MANY_CASES"
    TOO_PRECISE = "TOO_PRECISE"
    INVALID_NAME = "INVALID_NAME"
    UNKNOWN_RULESET = "UNKNOWN_RULESET"
    UNKNOWN_CODE_SYSTEM = "UNKNOWN_CODE_SYSTEM"
    FOREIGN_CODE_SYSTEM = "FOREIGN_CODE_SYSTEM"
    UNKNOWN_CODE = "UNKNOWN_CODE"
    INVALID_PAGE = "INVALID_PAGE"
    SEVERAL_FAULTS = "SEVERAL_FAULTS"
    """The request has several faults; each has its own reason among the field violations."""
    TOO_BUSY = "TOO_BUSY"
    TOO_MANY_STREAMS = "TOO_MANY_STREAMS"
    STREAM_TOO_LONG = "STREAM_TOO_LONG"
    SERVER_STOPPING = "SERVER_STOPPING"
    CALL_ENDED = "CALL_ENDED"
    EVALUATORS_DISAGREE = "EVALUATORS_DISAGREE"
    REVISION_WITHDRAWN = "REVISION_WITHDRAWN"
    RULESET_DEFECT = "RULESET_DEFECT"
    INTERNAL_FAULT = "INTERNAL_FAULT"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a request.

    Attributes:
        reason: the situation, by the name of its page.
        path: the field, as in `case.items[0].amount`.
        message: what was expected, what was found, what to do.
        details: every variable of the message, by name.
    """

    reason: str
    path: str
    message: str
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, refusal: Refusal) -> "Fault":
        """Return a refusal of the engine as a fault."""
        return cls(refusal.reason, refusal.path, refusal.message, refusal.details)


class RequestRefusedError(Exception):
    """The request cannot be answered. `faults` holds every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order found, each once."""
        self.faults = tuple({(fault.path, fault.message): fault for fault in faults}.values())
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in self.faults))


class CallEndedError(Exception):
    """Nobody waits for the answer any more: the deadline has passed, or the caller has gone.

    Attributes:
        expired: the deadline has passed.
    """

    def __init__(self, *, expired: bool) -> None:
        """Keep the part."""
        self.expired = expired
        super().__init__("the deadline has passed" if expired else "the caller has gone")


class LimitReachedError(Exception):
    """The server does as much as it may at once: the call is refused before anything is decided.

    Attributes:
        reason: which limit.
        most: the limit.
        retry_seconds: when to try again.
    """

    def __init__(self, reason: ServiceReason, most: int, retry_seconds: int) -> None:
        """Keep the parts."""
        self.reason = reason
        self.most = most
        self.retry_seconds = retry_seconds
        super().__init__(f"{_LIMITS[reason].format(most=most)}; {_RETRY[retry_seconds > 0]}")


_LIMITS: Final = {
    ServiceReason.TOO_BUSY: "{most} calls wait to be decided, and no more may",
    ServiceReason.TOO_MANY_STREAMS: "{most} streams are open, and no more may be",
    ServiceReason.STREAM_TOO_LONG: "a stream takes at most {most} cases, and each of them has its answer",
}
_RETRY: Final = {True: "try again after the retry delay", False: "go on in another stream"}


class ServerStoppingError(Exception):
    """The server stops, and a stream ends between two cases: each case that was read has its answer."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__("the server stops: every case read so far has its answer; go on in another stream")


class TooPreciseError(Exception):
    """A number of the answer does not fit 64 bits, because the case states one with very many digits."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__("expected numbers with fewer digits: the exact answer does not fit 64 bits")


def shown(text: str) -> str:
    """Return text that somebody sent as it may be shown: printable, and not too long."""
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_MOST_SHOWN])
    return printable if len(text) <= _MOST_SHOWN else f"{printable}…"
