"""Print every measurement: `python -m bench [COMMIT]`, in turns with a commit, the one before when absent."""

import sys
from pathlib import Path

from bench import before, changing, in_process, loading, memory, over_grpc, reform, starting
from propengine.notation.loading import load_rulesets

RULESETS = Path(__file__).parents[1] / "rulesets"


def main() -> None:
    """Measure loading, starts, decisions, what they hinge on, a reform, the service and its memory."""
    before.run(sys.argv[1] if len(sys.argv) > 1 else "HEAD~1")
    rulesets = load_rulesets(RULESETS)
    reform.run(rulesets["gb-eaw"])
    changing.run(rulesets, RULESETS)
    loading.run(RULESETS)
    starting.run()
    over_grpc.run(in_process.run(rulesets))
    memory.run()


if __name__ == "__main__":
    main()
