"""One decision in process, side by side with an earlier commit: two processes that decide in turns."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cases import CASES

ROOT = Path(__file__).parents[1]
TARGETS = {0: 300, 2: 1000}
_AT_ONCE = 40


class Decider:
    """A process that decides cases with one build."""

    def __init__(self, tree: Path) -> None:
        """Start it with the sources and the rulesets of a tree."""
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "bench" / "decider.py"), str(tree / "rulesets")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(tree / "src")},
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n", "the process ended before it was ready"

    def decide(self, number: int) -> tuple[float, float]:
        """Return the median and the 99th percentile of some decisions of a case, in µs."""
        median, percentile = self._ask(f"{number} {_AT_ONCE}").split()
        return float(median), float(percentile)

    def _ask(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(line, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        """End it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Check a commit out beside this tree, for as long as it is measured."""
    with TemporaryDirectory() as folder:
        tree = Path(folder) / "before"
        _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def run(commit: str, rounds: int = 25) -> None:
    """Print what one decision takes now and at a commit, and the ratio within each round."""
    name = _git("log", "-1", "--format=%h", commit)
    with ExitStack() as open_:
        trees = {"now": ROOT, "before": open_.enter_context(checked_out(commit))}
        deciders = {side: Decider(tree) for side, tree in trees.items()}
        for decider in deciders.values():
            open_.callback(decider.close)
        print(
            f"\nOne decision in process, in turns with {name} ({rounds} rounds of {_AT_ONCE}), processor time"
        )
        for number, title in enumerate(CASES):
            found = [
                {side: decider.decide(number) for side, decider in deciders.items()} for _ in range(rounds)
            ]
            _tell(title, found, TARGETS.get(number))


def _tell(title: str, found: Sequence[dict[str, tuple[float, float]]], target: int | None) -> None:
    ratio = statistics.median(of["now"][0] / of["before"][0] for of in found)
    print(f"  {title}{f' (target: p50 at most {target} µs)' if target else ''}")
    for side in ("now", "before"):
        p50, p99 = (statistics.median(of[side][i] for of in found) for i in (0, 1))
        told = f"   {ratio:6.2f} x the time before" if side == "now" else ""
        print(f"    {side:<42} p50 {p50:9.1f} µs   p99 {p99:9.1f} µs{told}")
