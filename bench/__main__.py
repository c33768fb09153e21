"""Print every measurement."""

from pathlib import Path

from bench import in_process, loading, over_grpc
from propengine.law.loading import load_ruleset

RULESETS = Path(__file__).parents[1] / "rulesets"


def main() -> None:
    """Measure loading, one decision in process, and unary gRPC against an echo."""
    loading.run(RULESETS)
    in_process.run(load_ruleset(RULESETS / "pt"))
    over_grpc.run()


if __name__ == "__main__":
    main()
