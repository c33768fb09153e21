"""Print every measurement."""

from pathlib import Path

from bench import in_process, loading, memory, over_grpc
from propengine.notation.loading import load_ruleset

RULESETS = Path(__file__).parents[1] / "rulesets"


def main() -> None:
    """Measure loading, one decision in process, the service against an echo, and its memory."""
    loading.run(RULESETS)
    over_grpc.run(in_process.run(load_ruleset(RULESETS / "pt")))
    memory.run()


if __name__ == "__main__":
    main()
