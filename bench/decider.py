"""Decides cases when told to, with whatever build of propengine is on the path: started by `bench.before`.

Each line of standard input asks for so many decisions of one of `bench.cases`. Answered with the microseconds
of processor time of each decision: the median, and the 99th percentile.
"""

import importlib
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from cases import CASES, case_of  # beside this program: the path is that of the other tree

from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles

_LOADERS = ("propengine.notation.loading", "propengine.law.loading")
_WARM = 30


def _load(folder: Path) -> Any:
    for name in _LOADERS:
        try:
            return importlib.import_module(name).load_ruleset(folder)
        except ModuleNotFoundError:
            continue
    message = f"expected one of {', '.join(_LOADERS)}"
    raise RuntimeError(message)


def main() -> None:
    """Answer until there is no more input."""
    folder, handles = Path(sys.argv[1]), Handles()
    cases = [case_of(data) for data in CASES.values()]
    rulesets = {case.jurisdiction: _load(folder / case.jurisdiction) for case in cases}
    for case in cases:
        for _ in range(_WARM):
            decide(case, rulesets[case.jurisdiction], handles)
    print("ready", flush=True)
    for line in sys.stdin:
        number, times = map(int, line.split())
        case, taken = cases[number], []
        for _ in range(times):
            start = time.thread_time()
            decide(case, rulesets[case.jurisdiction], handles)
            taken.append((time.thread_time() - start) * 1e6)
        ordered = sorted(taken)
        print(statistics.median(ordered), ordered[int(len(ordered) * 0.99)], flush=True)


if __name__ == "__main__":
    main()
