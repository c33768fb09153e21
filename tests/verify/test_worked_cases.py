"""Worked cases: read from a file with placed faults, compared field by field, differences told."""

from pathlib import Path

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import RulesetFaults
from propengine.verify.worked_cases import Report, load_cases, run_cases
from tests.support import ruleset_of

LAW = """
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: P
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    sanction:
      any_of:
        - {custody: {ends: {min: 1 y, max: 64/5 y}}}
        - {fine: {unit: day_fine, max: 10}}
"""

CASE = """
cases:
  - id: one
    case: {offence_date: "2020-01-01", decision_date: "2020-01-01", conduct: possession}
    expect:
      status: decided
      classification: trafficking
      liability: criminal_custodial
      offence: act
      provision: art. 1
      custody: [12 m, 768/5 m]
      fines: [[day_fine, null, 10]]
      mark: P
      told: {text: in words}
    derivation: by hand
    source: art. 1
"""


def report_of(folder: Path, cases: str) -> Report:
    """Run cases against the small law."""
    ruleset: Ruleset = ruleset_of(folder, LAW)
    file = folder / "xx" / "cases.yaml"
    file.write_text(cases)
    return run_cases(ruleset, load_cases(file), Handles())


def test_that_no_offence_is_shown_is_expected_by_a_word(tmp_path: Path) -> None:
    """Of the answer, and of one of its outcomes; where there is an offence it differs."""
    none = "{offence: none, outcomes: [{offence: none}]}"
    cases = f"""
cases:
  - id: none
    case: {{offence_date: "2020-01-01", decision_date: "2020-01-01", conduct: supply}}
    expect: {none}
    derivation: by hand
    source: art. 1
"""
    right, wrong = (
        report_of(tmp_path / "a", cases),
        report_of(tmp_path / "b", cases.replace("supply", "possession")),
    )

    assert [] == right.differences
    assert ["offence", "outcomes[0]"] == [difference.path for difference in wrong.differences]


def test_a_right_expectation_has_no_difference(tmp_path: Path) -> None:
    """Every field is compared, what stands in words only is counted."""
    report = report_of(tmp_path, CASE)

    assert ([], 1, 8, 1) == (report.differences, report.cases, report.compared, report.not_compared)


def test_a_fine_is_compared_as_the_law_writes_it(tmp_path: Path) -> None:
    """A decimal in the law and in the expectation is one number."""
    law, case = LAW.replace("max: 10}", 'max: "24.94"}'), CASE.replace("null, 10", 'null, "24.94"')
    file = tmp_path / "xx" / "cases.yaml"
    ruleset = ruleset_of(tmp_path, law)
    file.write_text(case)

    assert [] == run_cases(ruleset, load_cases(file), Handles()).differences


@pytest.mark.parametrize(
    ("right", "wrong", "path"),
    [
        ("status: decided", "status: discretion", "status"),
        ("classification: trafficking", "classification: personal_use", "classification"),
        ("liability: criminal_custodial", "liability: administrative", "liability"),
        ("offence: act", "offence: other", "offence"),
        ("provision: art. 1\n", "provision: art. 2\n", "provision"),
        ("[12 m, 768/5 m]", "[12 m, 153 m]", "custody at individualised"),
        ("null, 10", "null, 11", "fines"),
        ("mark: P", "mark: V", "mark"),
    ],
)
def test_each_wrong_field_is_a_difference(tmp_path: Path, right: str, wrong: str, path: str) -> None:
    """The difference names the case and the field."""
    report = report_of(tmp_path, CASE.replace(right, wrong, 1))

    assert [("one", path)] == [(difference.case, difference.path) for difference in report.differences]


@pytest.mark.parametrize(
    "custody",
    ["[1 y, 64/5 y]", "[12 m, 153 m 18 d]", "[360 d, 12 y 9 m 18 d]", '["1 y", "768/5 m"]', "[12 m, 64/5 y]"],
)
def test_a_length_is_written_as_law_writes_it(tmp_path: Path, custody: str) -> None:
    """Units do not matter, and months are exact; a bare number is still months until all are migrated."""
    report = report_of(tmp_path, CASE.replace("[12 m, 768/5 m]", custody))

    assert [] == report.differences


def test_a_difference_shows_lengths_in_the_same_words(tmp_path: Path) -> None:
    """Whoever compares them does no sums."""
    cases = CASE.replace("[12 m, 768/5 m]", "[64 m, life]").replace("mark: P", "point: 13 m")
    found = report_of(tmp_path, cases).differences

    assert [
        "one: custody at individualised: expected ['5 y 4 m', 'life'], found ['1 y', '12 y 48/5 m']",
        "one: point at individualised: expected 1 y 1 m, found None",
    ] == [str(difference) for difference in found]


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("[12 m, 768/5 m]", "[12 months, 2 y]", "expect.custody[0]: expected a duration such as 4 y, or"),
        ("[12 m, 768/5 m]", "[1.5, 2 y]", "expect.custody[0]: expected a duration such as 4 y, or life"),
        ("[12 m, 768/5 m]", "[1 y]", "expect.custody: expected the least and the most, or an empty list"),
        ('offence_date: "2020-01-01"', "offence_date: 1577836800", "case.offence_date: expected a date such"),
        (
            'offence_date: "2020-01-01"',
            "offence_date: 2020-01-01T00:00:00Z",
            "case.offence_date: expected a date such as 2001-07-01, found '2020-01-01T00:00:00Z'",
        ),
        ('offence_date: "2020-01-01"', "offence_date: 20200101", "case.offence_date: expected a date such"),
        ("mark: P", "applied: 0", "expect.applied: expected a date such as 2001-07-01"),
        ("mark: P", "incomplete: [2020-1-1]", "expect.incomplete[0]: expected a date such as 2001-07-01"),
        ("mark: P", "compared: {1577836800: {offence: act}}", "1577836800: expected a date such"),
    ],
)
def test_a_length_or_a_day_that_law_would_not_write(
    tmp_path: Path, right: str, wrong: str, fault: str
) -> None:
    """Nothing is guessed: no decimals, no seconds since some day, no time of day."""
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.replace(right, wrong))
    with pytest.raises(RulesetFaults) as caught:
        load_cases(file)

    assert any(fault in str(found) for found in caught.value.faults), str(caught.value)


def test_an_expected_refusal_is_compared_too(tmp_path: Path) -> None:
    """A case that should be refused and is not, and the other way round, are differences."""
    expected = CASE.replace("status: decided", "refused: NO_LAW_ON_DATE")
    refused = CASE.replace("2020-01-01", "1990-01-01")

    assert ["refused"] == [d.path for d in report_of(tmp_path / "a", expected).differences]
    assert ["refused"] == [d.path for d in report_of(tmp_path / "b", refused).differences]


def test_mistakes_in_the_file_are_placed(tmp_path: Path) -> None:
    """A misspelt field and a repeated id are told with line and column."""
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.replace("classification:", "clasification:"))
    with pytest.raises(RulesetFaults, match=r"cases.yaml:7:22: .*did you mean 'classification'"):
        load_cases(file)

    file.write_text(CASE + CASE.replace("\ncases:\n", ""))
    with pytest.raises(RulesetFaults, match="found 'one' twice"):
        load_cases(file)


@pytest.mark.parametrize(
    ("terms", "differs"),
    [
        ("{care: [null, 2 y]}", []),
        ("{care: [null, 24 m]}", []),
        ("{care: [1 y, 2 y]}", ["one: terms[care]: expected ['1 y', '2 y'], found [None, '2 y']"]),
        ("{care: [null, 3 y]}", ["one: terms[care]: expected [None, '3 y'], found [None, '2 y']"]),
        ("{fee: [null, 3 y]}", ["one: terms[fee]: expected [None, '3 y'], found None"]),
    ],
)
def test_how_long_a_programme_lasts_is_compared(tmp_path: Path, terms: str, differs: list[str]) -> None:
    """Both ends, in any units; a programme that names none has none."""
    law = f"""{LAW}
programmes:
  care:
    name: {{en: care}}
    provision: art. 2
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {{legal: {{}}}}
    term: {{max: 2 y}}
  fee:
    name: {{en: fee}}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {{legal: {{}}}}
"""
    ruleset = ruleset_of(tmp_path, law)
    file = tmp_path / "xx" / "cases.yaml"
    file.write_text(CASE.replace("      mark: P", f"      mark: P\n      terms: {terms}"))

    found = run_cases(ruleset, load_cases(file), Handles()).differences

    assert differs == [str(difference) for difference in found]
