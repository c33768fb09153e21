from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from propengine.law.durations import Calendar
from propengine.verify.worked_cases import load_cases
from tests.support import JURISDICTION

CASES = """
# a comment stays
cases:
- id: one
  case: {offence_date: '2020-01-01', decision_date: 2020-01-01, conduct: possession, facts: {points: 12}}
  expect:
    custody: ['64', "768/5"]   # so far
    point: 12
    level: 12
    at_checkpoints: {final: [0, life]}
    points_at: {final: '6'}
    outcomes: [{custody: [discharge, 24]}]
    compared: {2020-01-01: {custody: [18 m, 18]}}
  derivation: "12"
  source: art. 1
"""


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    here = tmp_path / "xx"
    here.mkdir()
    (here / "jurisdiction.yaml").write_text(JURISDICTION)
    (here / "cases.yaml").write_text(CASES)
    return tmp_path


def test_only_lengths_are_rewritten(
    rulesets: Path, script: Callable[[str], ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything else stays letter for letter, and what is written is the same length."""
    assert 0 == script("migrate_cases").main([str(rulesets)])
    assert "rewritten" in capsys.readouterr().out
    expected = CASES
    for old, new in (
        ("['64', \"768/5\"]", "[5 y 4 m, 12 y 9 m 18 d]"),
        ("point: 12", "point: 1 y"),
        ("points_at: {final: '6'}", "points_at: {final: 6 m}"),
        ("[discharge, 24]", "[discharge, 2 y]"),
        ("[18 m, 18]", "[18 m, 1 y 6 m]"),
    ):
        assert old in expected
        expected = expected.replace(old, new)

    assert expected == (rulesets / "xx" / "cases.yaml").read_text()
    assert 1 == len(load_cases(rulesets / "xx" / "cases.yaml"))
    script("migrate_cases").main([str(rulesets)])
    assert expected == (rulesets / "xx" / "cases.yaml").read_text()


@pytest.mark.parametrize(
    ("months", "written"),
    [("64", "5 y 4 m"), ("768/5", "12 y 9 m 18 d"), ("153/13", "51 w"), ("1824/25", "1824/25 m")],
)
def test_months_as_law_writes_them(script: Callable[[str], ModuleType], months: str, written: str) -> None:
    """Exactly, in the largest units that fit the calendar."""
    calendar = Calendar(day=Fraction(1, 30), week=Fraction(3, 13), provision="x")

    assert written == script("migrate_cases").length_of(Fraction(months), calendar)
