"""What is logged of a call: nothing of its cases but whose law they were decided under."""

from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from propengine.law.ruleset import Ruleset


@dataclass(slots=True)
class CallRecord:
    """What the handler of a call adds to its log line.

    Attributes:
        rulesets: what names each ruleset that was used, by jurisdiction.
        statuses: how many decisions have which status.
        reasons: how many cases of several are refused by which reason.
        cases: how many cases there were; None where the method takes one.
    """

    rulesets: dict[str, str] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    cases: int | None = None

    def fields(self) -> dict[str, object]:
        """Return the fields of the log line; empty ones are left out."""
        if self.cases is not None:
            several = {"cases": self.cases, "statuses": self.statuses, "rulesets": self.rulesets}
            return {name: value for name, value in {**several, "reasons": self.reasons}.items() if value}
        one = {
            "jurisdiction": next(iter(self.rulesets), ""),
            "status": next(iter(self.statuses), ""),
            "ruleset": next(iter(self.rulesets.values()), ""),
        }
        return {name: value for name, value in one.items() if value}


CURRENT: Final[ContextVar[CallRecord | None]] = ContextVar("propengine_call", default=None)


def note_ruleset(ruleset: Ruleset | None) -> None:
    """Add a ruleset, if there is one, to the log line of the current call; nothing happens outside a call."""
    record = CURRENT.get()
    if record is not None and ruleset is not None:
        record.rulesets[ruleset.id] = ruleset.digest


def note_status(status: str) -> None:
    """Add the status of a decision."""
    record = CURRENT.get()
    if record is not None:
        record.statuses[status] += 1


def note_several() -> None:
    """Say that the call takes several cases."""
    record = CURRENT.get()
    if record is not None:
        record.cases = 0


def note_case(refused: str = "") -> None:
    """Add one case of several, with the reason if it was refused."""
    record = CURRENT.get()
    if record is not None:
        record.cases = (record.cases or 0) + 1
        if refused:
            record.reasons[refused] += 1
