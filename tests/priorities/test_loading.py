import json
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

from propengine.notation.faults import RulesetFaults
from propengine.notation.sources import read_document
from propengine.priorities.loading import load_cases, load_criteria
from propengine.priorities.ranking import rank
from tests.priorities.conftest import Write

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "priorities"
CRITERIA = """\
    title: {en: x, es: x}
    criteria:
      harm:
        name: {en: harm, es: daño}
        question: {en: "How many were harmed?", es: "¿Cuántos sufrieron daño?"}
        answer: {unit: {en: people, es: personas}, cap: "2.5"}
        weight: 1/3
        why: {en: x, es: x}
        source: x
      pattern:
        name: {en: pattern, es: patrón}
        question: {en: "Is there a pattern?", es: "¿Hay un patrón?"}
        answer: yes_no
        weight: 2
        why: {en: x, es: x}
        source: x
"""


def faults_of(criteria: Path, *cases: Path) -> list[str]:
    with pytest.raises(RulesetFaults) as caught:
        load_cases(criteria, cases) if cases else load_criteria(criteria)
    return [str(fault).removeprefix(f"{criteria.parent}/") for fault in caught.value.faults]


def test_numbers_are_exact(write: Write) -> None:
    """A third, a decimal and a whole number are what they are; answers too."""
    cases = write("cases.yaml", "cases: [{id: 7, answers: {harm: 0.1, pattern: yes}}]")

    criteria, (case,) = load_cases(write("criteria.yaml", CRITERIA), [cases])

    assert Fraction(1, 3) == criteria.criteria["harm"].weight
    assert {"harm": Fraction(1, 10), "pattern": "yes"} == case.answers
    assert "7" == case.number


def test_every_mistake_of_the_criteria_is_told_in_one_pass(write: Write, snapshot: SnapshotAssertion) -> None:
    """Each with its place, what was expected and what was found."""
    text = """\
        title: {en: x, es: x}
        criteria:
          a:
            name: {en: a}
            question: {en: a, es: a}
            answer: yes_no
            weight: heavy
            why: {en: x, es: x}
            source: x
          b:
            name: {en: a, es: a}
            question: {en: Is the accused known?, es: a}
            answer: {wrods: [a]}
            why: {en: x, es: x}
            source: x
          c:
            name: {en: a, es: a}
            question: {en: a, es: a}
            answer: {words: [{word: a, name: {en: a, es: a}}]}
            weight: 0
            why: {en: x, es: x}
            sourse: x
          d:
            name: {en: a, es: a}
            question: {en: a, es: a}
            answer: {cap: 0}
            weight: -1
            why: {en: x, es: x}
            source: x
          e:
            name: {en: a, es: a}
            question: {en: a, es: a}
            answer: {words: [{word: a, name: {en: a, es: a}}, {word: a, name: {en: a, es: a}}]}
            weight: 1
            why: {en: x, es: x}
            source:
    """

    assert snapshot == "\n".join(faults_of(write("criteria.yaml", text)))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1: (document): expected a document, found an empty file"),
        (
            "title: {en: x}\ncriteria: {}",
            "2:1: criteria: expected no fewer entries than 1, found a mapping",
        ),
        ("title: {en: x}", "1:1: criteria: expected this field, which is required"),
        (
            "title: {en: x}\ncriteria: {a: {}, a: {}}",
            "2:19: criteria.a: expected each key once, found it twice",
        ),
    ],
)
def test_nothing_declared(text: str, fault: str, write: Write) -> None:
    """Criteria that declare nothing, or one thing twice, are none."""
    assert [f"criteria.yaml:{fault}"] == faults_of(write("criteria.yaml", text))


def test_every_mistake_of_the_cases_is_told_in_one_pass(write: Write, snapshot: SnapshotAssertion) -> None:
    """Across files: what is no number of a case, no answer, no criterion, and each case that stands twice."""
    first = write(
        "first.yaml",
        """\
        cases:
          - {id: One Name, answers: {pattern: yes}}
          - id: 2013-1
            age: 20
            answers: {patern: yes, harm: many}
          - {id: 2013-1, answers: {pattern: unknown}}
          - {id: 2013-2, structure: A B, answers: {pattern: true, harm: -1}}
          - {id: 2013-3, answers: {pattern: null, harm: }}
        """,
    )
    second = write("second.yaml", "cases: [{id: 2013-2}, {id: no-digit}, {answers: {}}]")
    third = write("third.yaml", "cases: []")
    criteria = write("criteria.yaml", CRITERIA)

    told = {tuple(faults_of(criteria, *order)) for order in permutations([first, second, third])}

    assert 1 == len(told)
    (lines,) = told
    assert snapshot == "\n".join(line.replace(f"{criteria.parent}/", "") for line in lines)


def test_criteria_and_cases_are_told_together(write: Write) -> None:
    """An answer is checked by its criterion, unless that very one cannot be read."""
    criteria = write("criteria.yaml", CRITERIA.replace("weight: 2", "weight: heavy"))
    cases = write("cases.yaml", "cases: [{id: 1, answers: {harm: many, pattern: maybe, other: 1}}]")

    assert ["cases[0].answers.harm", "cases[0].answers.other", "criteria.pattern.weight"] == [
        line.split(": ")[1] for line in faults_of(criteria, cases)
    ]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """Each is told, and nothing is ranked."""
    found = "expected what can be read, found: No such file or directory"

    assert [f"a.yaml:1:1: (file): {found}", f"b.yaml:1:1: (file): {found}"] == [
        line.removeprefix(f"{tmp_path}/") for line in faults_of(tmp_path / "a.yaml", tmp_path / "b.yaml")
    ]


def test_the_order_of_files_changes_nothing(write: Write) -> None:
    """Nor is a file that is named twice read twice."""
    criteria = write("criteria.yaml", CRITERIA)
    a = write("a.yaml", "cases: [{id: 1, answers: {harm: 2}}]")
    b = write("b.yaml", "cases: [{id: 2, answers: {pattern: no}}]")

    rankings = [
        rank(cases, read)
        for read, cases in (load_cases(criteria, files) for files in ([a, b], [b, a], [a, b, a]))
    ]

    assert [rankings[0]] * 3 == rankings


def test_the_example() -> None:
    """A case about possession weighs less than a leader's; its weights are marked as such."""
    criteria, cases = load_cases(EXAMPLES / "criteria.yaml", [EXAMPLES / "cases.yaml"])
    points = {one.case.number: one.score.points for one in rank(cases, criteria).ranked}

    # 8/10 x 4 + 3 + 3 + 2; 3/10 x 4 + 3/2 + 1, and 2 more or not; 2/10 x 4 + 3/2 + 2; 1/10 x 4
    assert (Fraction(56, 5), Fraction(56, 5)) == (points["2013-0102"].least, points["2013-0102"].most)
    assert (Fraction(37, 10), Fraction(57, 10)) == (points["2013-0103"].least, points["2013-0103"].most)
    assert Fraction(43, 10) == points["2013-0104"].least
    assert Fraction(2, 5) == points["2013-0101"].least == points["2013-0105"].least
    assert points["2013-0101"].most < points["2013-0102"].least
    sources = {criterion.source for criterion in criteria.criteria.values()}
    assert {"OAS/CICAD, High-level Dialogue report, Cartagena 2014"} == sources
    beginning = (EXAMPLES / "criteria.yaml").read_text(encoding="utf-8").partition("title")[0]
    assert "no law" in beginning
    assert "The weights are the example's own" in beginning


@pytest.mark.parametrize("name", ["criteria", "cases"])
def test_editors_check_the_files(name: str) -> None:
    """The schema of each takes the example, and refuses a field that is none."""
    schema = json.loads((ROOT / "schemas" / f"priority-{name}.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    value = read_document(EXAMPLES / f"{name}.yaml", name).value

    assert isinstance(value, dict)
    assert validator.is_valid(value)
    assert not validator.is_valid({**value, "persons": []})
