"""From YAML to a server that is ready, in fresh processes."""

import subprocess
import sys
import time
from pathlib import Path

_PROGRAM = """
import time
start = time.perf_counter()
from pathlib import Path
from propengine.notation.loading import load_rulesets
imported = time.perf_counter()
rulesets = load_rulesets(Path({folder!r}))
print(len(rulesets), imported - start, time.perf_counter() - imported)
"""


def run(folder: Path, times: int = 5) -> None:
    """Print how long importing and loading every ruleset take, at best and in the middle."""
    found: list[tuple[float, float, float]] = []
    count = "0"
    for _ in range(times):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM.format(folder=str(folder))],
            capture_output=True,
            text=True,
            check=True,
        )
        count, imported, loaded = done.stdout.split()
        found.append((time.perf_counter() - start, float(imported), float(loaded)))
    print(f"\nLoading {count} ruleset(s) from YAML, checked, in a fresh process ({times} runs)")
    for name, column in zip(("whole process", "imports", "loading"), zip(*found, strict=True), strict=True):
        print(f"  {name:<44} best {min(column):6.2f} s   median {sorted(column)[times // 2]:6.2f} s")
