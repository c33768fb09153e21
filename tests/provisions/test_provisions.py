"""The hardest provisions, each as a small ruleset with the answers that the provision gives.

They prove the format: each ruleset holds only what its provision needs, the expectations were worked out by
hand from the provision or stand in the worked cases, and no mechanism exists for one of them alone.
"""

from pathlib import Path

import pytest

from propengine.engine.evaluators import Handles
from propengine.notation.loading import load_ruleset
from propengine.verify.worked_cases import load_cases, run_cases

FOLDER = Path(__file__).parent / "rulesets"
RULESETS = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


@pytest.mark.parametrize("jurisdiction", RULESETS)
def test_every_expected_answer_is_given(jurisdiction: str) -> None:
    """Every field of every expectation is the answer's."""
    ruleset = load_ruleset(FOLDER / jurisdiction)
    cases = load_cases(FOLDER / jurisdiction / "cases.yaml")

    report = run_cases(ruleset, cases, Handles())

    assert [] == [str(difference) for difference in report.differences]
    assert report.compared > 2 * report.cases
