"""Where the faults of a case are collected, so that all of them are told at once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from propengine.engine.refusals import Reason, Refusal
from propengine.law.faults import Expected


@dataclass(slots=True)
class Desk:
    """The faults of a case so far.

    Attributes:
        refusals: in the order found.
    """

    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, reason: Reason, path: str, message: str, **details: str) -> None:
        """Add a fault."""
        self.refusals.append(Refusal(reason, path, message, details))

    def attempt(self, reason: Reason, path: str, action: Callable[[], object]) -> object:
        """Return what the action returns, or None after refusing what it could not read."""
        try:
            return action()
        except Expected as error:
            details = {"expected": error.expected, "found": error.found}
            inside = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in error.inside)
            where = f"{path}{inside}"
            self.refuse(reason, where, str(error), **details, **({"near": error.near} if error.near else {}))
            return None
