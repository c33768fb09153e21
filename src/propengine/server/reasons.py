"""Why a call fails for reasons that lie in no request and in no case."""

from enum import StrEnum


class ServiceReason(StrEnum):
    """Why a call fails that might have been answered. Each reason has a page in the documentation."""

    SEVERAL_FAULTS = "SEVERAL_FAULTS"
    """The request has several faults; each has its own reason among the field violations."""
    TOO_BUSY = "TOO_BUSY"
    TOO_MANY_STREAMS = "TOO_MANY_STREAMS"
    TOO_MANY_STREAMS_OF_ONE = "TOO_MANY_STREAMS_OF_ONE"
    STREAM_IDLE = "STREAM_IDLE"
    STREAM_TOO_LONG = "STREAM_TOO_LONG"
    SERVER_STOPPING = "SERVER_STOPPING"
    CALL_ENDED = "CALL_ENDED"
    EVALUATORS_DISAGREE = "EVALUATORS_DISAGREE"
    REVISION_WITHDRAWN = "REVISION_WITHDRAWN"
    RULESET_DEFECT = "RULESET_DEFECT"
    INTERNAL_FAULT = "INTERNAL_FAULT"
