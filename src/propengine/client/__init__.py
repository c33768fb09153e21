"""A client of the service: deadlines on every call, retries where they are safe, errors with their parts.

Takes and returns the messages of `propengine.v1`; knows neither the law nor the engine. Where to start
reading: `calls.Client`; then `errors` (what a call can end with) and `retries` (what is sent again).
"""

from propengine.client.calls import Client
from propengine.client.errors import (
    CaseUnreadableError,
    DeadlineError,
    LimitError,
    NotAllowedError,
    NotReadyError,
    RefusedError,
    ServiceError,
    ServiceFaultError,
    UnavailableError,
    UnexpectedAnswerError,
    Violation,
)
from propengine.client.reading import case_from_json
from propengine.client.retries import Retries

__all__ = [
    "Client",
    "Retries",
    "case_from_json",
    "ServiceError",
    "RefusedError",
    "Violation",
    "ServiceFaultError",
    "LimitError",
    "UnavailableError",
    "DeadlineError",
    "NotAllowedError",
    "UnexpectedAnswerError",
    "NotReadyError",
    "CaseUnreadableError",
]
