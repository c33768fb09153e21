"""The echo: the same server, and for every case the same bytes, made beforehand: nothing is decided."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.cases import OWN_USE, case_of
from propengine.contract.application import Application
from propengine.contract.decisions import fill_decision
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.notation.loading import load_ruleset
from propengine.server import signals
from propengine.server.logs import configure_logs
from propengine.server.settings import Settings
from propengine.server.supervision import supervise
from propengine.v1 import case_pb2, decision_pb2


@dataclass(frozen=True, slots=True)
class Echo(Application):
    """Answers every case with one decision that was made beforehand.

    Attributes:
        full: its bytes.
        basic: its bytes without traces.
    """

    full: bytes = b""
    basic: bytes = b""

    def evaluate(
        self,
        _case: case_pb2.Case,
        answer: decision_pb2.Decision,
        *,
        with_traces: bool = True,
        still_wanted: Callable[[], None] = lambda: None,
        **_: Any,
    ) -> None:
        """Read the response from its bytes."""
        still_wanted()
        answer.MergeFromString(self.full if with_traces else self.basic)


def _bytes(decision: Decision, *, with_traces: bool) -> bytes:
    """Return a decision as the service sends it."""
    message = decision_pb2.Decision()
    stated = list(OWN_USE["facts"])
    fill_decision(message, decision, stated, with_traces=with_traces)
    return message.SerializeToString()


def main() -> int:
    """Serve the echo with Portugal's ruleset from the folder given, in as many workers as given."""
    signals.hold()
    pt = load_ruleset(Path(sys.argv[1]) / "pt")
    echo = Echo({"pt": pt})
    decision = decide(case_of(OWN_USE), pt, echo.handles)
    made = [_bytes(decision, with_traces=with_traces) for with_traces in (True, False)]
    echo = Echo(echo.rulesets, echo.handles, full=made[0], basic=made[1])
    configure_logs()
    settings = {"host": "127.0.0.1", "port": 0, "workers": int(sys.argv[2])}
    return supervise(echo, Settings.model_validate(settings), lambda: echo)


if __name__ == "__main__":
    sys.exit(main())
