"""The echo: the same server and messages, the same response built anew for every case, and no decision."""

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
    """Answers every case with one decision that was made beforehand."""

    decision: Decision | None = None

    def evaluate(
        self,
        case: case_pb2.Case,
        answer: decision_pb2.Decision,
        *,
        with_traces: bool = True,
        still_wanted: Callable[[], None] = lambda: None,
        **_: Any,
    ) -> None:
        """Build the response."""
        still_wanted()
        assert self.decision is not None
        fill_decision(answer, self.decision, self.templates, list(case.facts), with_traces=with_traces)


def main() -> int:
    """Serve the echo with Portugal's ruleset from the folder given, in as many workers as given."""
    signals.hold()
    pt = load_ruleset(Path(sys.argv[1]) / "pt")
    echo = Echo({"pt": pt})
    echo = Echo(echo.rulesets, echo.handles, decision=decide(case_of(OWN_USE), pt, echo.handles))
    configure_logs()
    settings = {"host": "127.0.0.1", "port": 0, "workers": int(sys.argv[2])}
    return supervise(echo, Settings.model_validate(settings))


if __name__ == "__main__":
    sys.exit(main())
