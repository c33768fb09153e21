"""Ids that worked cases name and the ruleset does not have are faults, told where they stand."""

from pathlib import Path

import pytest

from propengine.verify.case_ids import faults_of_cases
from tests.support import ruleset_of
from tests.verify.test_worked_cases import CASE, LAW


def told(folder: Path, cases: str) -> list[str]:
    ruleset = ruleset_of(folder, LAW)
    file = folder / "xx" / "cases.yaml"
    file.write_text(cases)
    return [str(fault) for fault in faults_of_cases(file, ruleset)]


def test_ids_that_exist(tmp_path: Path) -> None:
    """Nothing is told of a right file, nor where there is none; that no offence is shown is no id."""
    assert [] == told(tmp_path, CASE)
    assert [] == told(tmp_path / "none", CASE.replace("offence: act", "offence: none"))
    assert [] == list(faults_of_cases(tmp_path / "cases.yaml", ruleset_of(tmp_path / "other", LAW)))


@pytest.mark.parametrize(
    ("line", "kind", "id_"),
    [
        ("notices: [nothing]", "notices", "nothing"),
        ("not_told: [nothing]", "notices", "nothing"),
        ("programmes: {closed: [nothing]}", "programmes", "nothing"),
        ("force: {nothing: presumed}", "programmes", "nothing"),
        ("units: {nothing: 1}", "programmes", "nothing"),
        ("terms: {nothing: [null, 1 y]}", "programmes", "nothing"),
        ("windows: [nothing]", "programmes", "nothing"),
        ("decisive: [nothing]", "facts", "nothing"),
        ("gaps: [nothing]", "gaps", "nothing"),
        ("outcomes: [{offence: nothing}]", "offences", "nothing"),
        ('compared: {"2020-01-01": {offence: nothing}}', "offences", "nothing"),
    ],
)
def test_an_id_of_nothing(tmp_path: Path, line: str, kind: str, id_: str) -> None:
    """Each field that names something of the ruleset is checked, at its line."""
    (fault,) = told(tmp_path, CASE.replace("      mark: P\n", f"      mark: P\n      {line}\n"))

    assert fault.startswith("xx/cases.yaml:14:")
    assert f"expected the id of one of the {kind}, found {id_!r}" in fault


def test_a_near_miss(tmp_path: Path) -> None:
    """A slip of the pen is told with what was meant."""
    (fault,) = told(tmp_path, CASE.replace("offence: act", "offence: acts"))

    assert (
        "cases[0].expect.offence: expected the id of one of the offences, found 'acts'; did you mean 'act'?"
        in fault
    )


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Its mistakes are told as they are when the cases are run."""
    (fault,) = told(tmp_path, "cases: 1")

    assert fault.startswith("xx/cases.yaml:1:")


@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [
        ("possession", "posession", "conduct: "),
        ("possession", "possession, facts: {gain: true}", "facts.gain: "),
        ("possession", "possession, facts: {age_at_offence: true}", "facts.age_at_offence: "),
        ("possession", "possession, items: [{substance: nothing}]", "items[0].substance: "),
        ("possession", "possession, stage: trail", "stage: "),
        ("2020", "1990", "offence_date: "),
        ("2020", "2036", "decision_date: "),
    ],
)
def test_a_case_that_would_be_refused(tmp_path: Path, right: str, wrong: str, at: str) -> None:
    """What no case may state is told where it stands, unless the case expects to be refused."""
    facts, expect, rest = CASE.replace(right, wrong, 1).partition("    expect:\n      status: decided\n")

    assert any(f"cases[0].case.{at}" in fault for fault in told(tmp_path, facts + expect + rest))
    assert [] == told(tmp_path, facts + expect.replace("status: decided", "refused: SOME_REASON") + rest)


def test_a_fact_that_every_ruleset_has(tmp_path: Path) -> None:
    """A case may name it as decisive."""
    assert [] == told(tmp_path, CASE.replace("      mark: P\n", "      decisive: [age_at_offence]\n"))
