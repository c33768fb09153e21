import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner, Result

from propengine.cli.main import app

EXAMPLES = Path(__file__).parents[2] / "examples" / "priorities"
CRITERIA, CASES = EXAMPLES / "criteria.yaml", EXAMPLES / "cases.yaml"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["priorities", *map(str, arguments)])


@pytest.mark.parametrize("command", [[], ["rank"], ["check"], ["compare"]])
def test_help_has_examples(command: Sequence[str]) -> None:
    """The help of a command shows how it is used."""
    assert "propengine priorities" in run(*command, "--help").stdout.partition("Example")[2]


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_a_ranking_is_told(language: str, snapshot: SnapshotAssertion) -> None:
    """In each language; what the criteria lack in it stands in another."""
    done = run("rank", CRITERIA, CASES, "--language", language)

    assert 0 == done.exit_code
    assert snapshot == done.stdout


@pytest.mark.requirement("S-188")
def test_it_says_that_it_is_advice() -> None:
    """For people and for programs: a person decides, no person is ranked, no sanction is touched."""
    told = run("rank", CRITERIA, CASES).stdout.splitlines()[-1]
    data = json.loads(run("rank", CRITERIA, CASES, "--json").stdout)

    assert told == data["advice"]["en"]
    for said in ("a person decides", "never persons", "shares nothing with classification or sanction"):
        assert said in told
    assert {"en", "es", "pt", "fr"} == data["advice"].keys()


def test_json() -> None:
    """Exact numbers are text, ranks are numbers, what is not known is null."""
    data = json.loads(run("rank", CRITERIA, CASES, "--json").stdout)
    second = data["cases"][1]

    assert "12" == data["mostPoints"]
    assert [2, 3] == [second["bestRank"], second["worstRank"]]
    assert {"least": "3.7", "most": "5.7"} == second["points"]
    assert {
        "criterion": "strategic_objective",
        "answer": None,
        "points": {"least": "0", "most": "2"},
    } == second["contributions"][-1]
    alone = [{"case": "2013-0103", "criterion": "strategic_objective"}]
    together = {"ownCriteria": ["strategic_objective"], "otherCases": {"count": 0, "first": []}}
    assert {"alone": alone, "together": together} == second["settling"]
    assert {"river": ["2013-0102", "2013-0103"]} == data["structures"]
    assert [None, None] == [one["settling"] for one in data["cases"][-2:]]
    assert {"count": 1, "first": ["2013-0105"]} == data["cases"][-2]["tiedWith"]


def test_several_files_are_one_list(tmp_path: Path) -> None:
    """In whatever order they are named."""
    more = tmp_path / "more.yaml"
    more.write_text("cases: [{id: 2014-0001}]\n", encoding="utf-8")

    printed = {run("rank", CRITERIA, *files).stdout for files in ([CASES, more], [more, CASES])}

    assert 1 == len(printed)
    (text,) = printed
    assert "2014-0001: rank 1 to 6; 0 to 12 of 12 points" in text
    assert "No one answer settles the rank; all of these together do:" in text


def test_a_long_list_is_told_in_short(tmp_path: Path) -> None:
    """Of many cases that tie, the first are named beside each."""
    many = tmp_path / "many.yaml"
    same = "answers: {impact: 0, structure: isolated, chain_of_command: possession, strategic_objective: no}"
    records = "\n".join(f"- {{id: 1{i:03}, {same}}}" for i in range(30))
    many.write_text(f"cases:\n{records}\n", encoding="utf-8")

    text = run("rank", CRITERIA, many).stdout

    assert 30 == text.count(" and 5 more\n")
    assert 30 == text.count(": rank 1; 0 of 12 points")


def test_check(tmp_path: Path) -> None:
    """Sound criteria are counted; every fault is printed, exit 1."""
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("title: {en: x}\ncriteria: {age: {}}\n", encoding="utf-8")

    sound, refused = run("check", CRITERIA), run("check", faulty)

    assert (0, f"{CRITERIA}: sound; 4 criteria, 12 points\n") == (sound.exit_code, sound.stdout)
    assert (1, "") == (refused.exit_code, refused.stdout)
    assert "7 faults" == refused.stderr.splitlines()[-1]


def test_a_faulty_file_ranks_nothing(tmp_path: Path) -> None:
    """Faults go to standard error, exit 1."""
    done = run("rank", CRITERIA, tmp_path / "none.yaml")

    assert (1, "") == (done.exit_code, done.stdout)
    assert done.stderr.splitlines()[-1] == "1 fault"
    assert 2 == run("rank", CRITERIA).exit_code


def test_nothing_that_decides_a_case_is_loaded() -> None:
    """The command runs without the engine, and without any ruleset."""
    asked = (
        "import sys; from propengine.cli.main import app\n"
        f"try: app(['priorities', 'rank', {str(CRITERIA)!r}, {str(CASES)!r}])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())

    assert "propengine.priorities.ranking" in loaded
    for name in ("engine", "core", "contract", "verify", "law.ruleset", "notation.loading"):
        assert f"propengine.{name}" not in loaded


def test_two_offices_are_told_where_they_differ(tmp_path: Path) -> None:
    """What one puts first, what it asks otherwise, and what it leaves out; it is no fault of either file."""
    text = CRITERIA.read_text(encoding="utf-8").replace("weight: 4", "weight: 1/2")
    police = tmp_path / "police.yaml"
    police.write_text(
        text.replace("is it isolated?", "alone?").replace("  strategic_objective:", "  other_objective:"),
        encoding="utf-8",
    )
    done = run("compare", CRITERIA, police)

    assert 0 == done.exit_code
    assert [
        f"{CRITERIA} and {police}: 4 differences",
        "  structure: asked or answered otherwise, so that it is not shared",
        f"  impact and chain_of_command: {CRITERIA} puts impact first, {police} chain_of_command",
        f"  strategic_objective: in {CRITERIA} alone",
        f"  other_objective: in {police} alone",
    ] == done.stdout.splitlines()
    assert f"{CRITERIA} and {CRITERIA}: no differences\n" == run("compare", CRITERIA, CRITERIA).stdout
    assert 1 == run("compare", CRITERIA, tmp_path / "none.yaml").exit_code
