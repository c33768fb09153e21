"""`propengine rulesets coverage`: in words and as JSON, the same; without cases there is nothing to say."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from propengine.cli.main import app


def run(*arguments: str | Path) -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(app, ["rulesets", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a jurisdiction that was just begun, with one worked case."""
    assert 0 == run("new", "zz", "--rulesets", tmp_path).exit_code
    return tmp_path / "zz"


def test_what_is_not_exercised_is_told_with_its_place(folder: Path) -> None:
    """Each kind has its count; conducts stand in one line; a missing day has its file and line."""
    done = run("coverage", folder)
    lines = [line.strip() for line in done.stdout.splitlines()]
    (day,) = (line for line in lines if "day before" in line)

    assert 0 == done.exit_code, done.output
    assert "zz: 1 cases, 0 refused, 1 profiles" == lines[0]
    assert "conducts: 1 of 15 exercised" in lines
    assert "conduct: consumption; acquisition; " in done.stdout
    assert day.endswith(".yaml:1)")


def test_the_same_as_json(folder: Path) -> None:
    """With the counts of every kind, and each part apart."""
    done = run("coverage", folder, "--json")
    found = json.loads(done.stdout)

    assert 0 == done.exit_code
    assert ("zz", 1, 0, 1) == tuple(found[name] for name in ("jurisdiction", "cases", "refused", "profiles"))
    conducts = found["kinds"]["conducts"]
    assert (1, 15, 14) == (conducts["exercised"], conducts["all"], len(conducts["not_exercised"]))
    assert {"id": "conduct", "which": "consumption"} == conducts["not_exercised"][0]
    assert {"file", "line"} <= found["kinds"]["dates"]["not_exercised"][0].keys()


def test_without_cases_there_is_nothing_to_say(folder: Path) -> None:
    """Exit 1, and where they were looked for."""
    (folder / "cases.yaml").unlink()
    done = run("coverage", folder)

    assert 1 == done.exit_code
    assert "zz: expected worked cases in zz/cases.yaml, found none" in done.output


def test_a_jurisdiction_that_there_is_not(tmp_path: Path) -> None:
    """Wrong usage, as for the other commands."""
    assert 2 == run("coverage", tmp_path / "nowhere").exit_code
