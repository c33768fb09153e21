"""What worked cases exercise: each kind of part, both sides of each limit, both states of each gate."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.conduct import Conduct
from propengine.notation.loading import load_ruleset
from propengine.verify.coverage import Coverage, Kind, coverage_of
from propengine.verify.worked_cases import load_cases
from tests.shipped import HANDLES, SHIPPED
from tests.support import RULESETS, an_offence, ruleset_of

LAW = (
    """
substances: {leaf: {name: {en: leaf}}}
facts:
  accomplices: {type: integer, question: {en: x}}
  armed: {type: boolean, question: {en: x}}
  grave: {type: boolean, concluded: true}
rules:
  gang: {provision: art. 3, mark: V, concludes: {grave: true}, when: {accomplices: {at_least: 3}}}
steps:
  more: {provision: art. 5, mark: V, phase: first, when: {grave: true}, move: {scale: 2}}
notices:
  careful: {provision: art. 6, mark: V, flag: note, text: {en: careful}, when: {grave: true}}
programmes:
  work:
    name: {en: work}
    provision: art. 8
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {accomplices: {less_than: 2}}}}
readings:
  weapon:
    provision: art. 9
    mark: V
    question: {en: Is it graver with a weapon?}
    when: {armed: true}
    options:
      no-graver: {says: {en: "no"}}
      graver:
        says: {en: "yes"}
        add:
          rules:
            with-weapon: {provision: art. 9, mark: V, concludes: {grave: true}, when: {armed: true}}
offences:
"""
    + an_offence()
    + an_offence("sale", when="{conduct: supply}")
)

Found = Mapping[Kind, list[tuple[str, str]]]


def covered(folder: Path, *facts: str, items: str = "[]", law: str = LAW) -> Coverage:
    """Return what cases with these facts exercise, each on the first day of the law."""
    ruleset = ruleset_of(folder, law)
    case = (
        "  - id: c{i}\n"
        '    case: {{offence_date: "2000-01-01", decision_date: "2000-01-01", conduct: possession,\n'
        "      facts: {facts}, items: {items}}}\n"
        "    expect: {{offence: act}}\n    derivation: x\n    source: x\n"
    )
    text = "cases:\n" + "".join(case.format(i=i, facts=each, items=items) for i, each in enumerate(facts))
    file = folder / "xx" / "cases.yaml"
    file.write_text(text)
    return coverage_of(ruleset, folder / "xx", load_cases(file), Handles())


def missing(found: Coverage) -> Found:
    """Return the parts that no case exercises."""
    return {kind: [(p.id, p.which) for p in found.of(kind) if not p.is_exercised] for kind in Kind}


def test_one_case_leaves_much_out(tmp_path: Path) -> None:
    """What did not stand is told: the rule, the step, the notice, the reading, the second offence."""
    found = missing(covered(tmp_path, "{accomplices: 1}"))

    assert [("sale", "")] == found[Kind.OFFENCES]
    assert [("gang", ""), ("with-weapon", "")] == found[Kind.RULES]
    assert [("more", "")] == found[Kind.STEPS]
    assert [("careful", "")] == found[Kind.NOTICES]
    assert [("weapon", "")] == found[Kind.READINGS]
    assert [("weapon", "no-graver"), ("weapon", "graver")] == found[Kind.OPTIONS]
    assert [] == found[Kind.PROGRAMMES]
    assert [("work", "legal closed")] == found[Kind.GATES]
    assert len(Conduct) - 1 == len(found[Kind.CONDUCTS])


def test_a_limit_is_exercised_at_it_and_beyond_it(tmp_path: Path) -> None:
    """It turns below three, for what asks for three or more; below two, for what asks for less."""
    at, beyond = "accomplices at_least 3: at the limit", "accomplices at_least 3: beyond it"
    less_at, less_beyond = "accomplices less_than 2: at the limit", "accomplices less_than 2: beyond it"

    one = missing(covered(tmp_path, "{accomplices: 1}"))[Kind.LIMITS]
    three = missing(covered(tmp_path, "{accomplices: 3}"))[Kind.LIMITS]
    all_three = missing(covered(tmp_path, "{accomplices: 1}", "{accomplices: 2}", "{accomplices: 3}"))

    assert {("gang", at), ("work", less_at)} == set(one)
    assert {("gang", beyond), ("work", less_at), ("work", less_beyond)} == set(three)
    assert [] == all_three[Kind.LIMITS]
    silent = missing(covered(tmp_path, "{}"))[Kind.LIMITS]
    assert {("gang", at), ("gang", beyond), ("work", less_at), ("work", less_beyond)} == set(silent)


def test_a_cut_point_is_exercised_at_it_and_beyond_it(tmp_path: Path) -> None:
    """By what of an amount the table compares."""
    table = (
        """
substances: {leaf: {name: {en: leaf}}}
tables:
  scale:
    provision: art. 2
    mark: V
    effect: element
    bands: [{band: small, to: included}, {band: large}]
    rows: {leaf: {cuts: ["5 g"]}}
offences:
"""
        + an_offence(when="{conduct: possession, scale: small}")
        + an_offence("more", when="{scale: large}")
    )
    at, beyond = ("scale", "leaf 5 g: at the limit"), ("scale", "leaf 5 g: beyond it")

    for amount, left_out in (("4", [at, beyond]), ("5", [beyond]), ("5.1", [at])):
        items = f'[{{substance: leaf, amount: "{amount}", unit: g}}]'
        found = missing(covered(tmp_path / amount, "{}", items=items, law=table))

        assert left_out == found[Kind.LIMITS]


def test_a_reading_is_exercised_by_each_option_that_is_shown(tmp_path: Path) -> None:
    """With the rule that one of them adds."""
    found = missing(covered(tmp_path, "{armed: true}"))

    assert [] == found[Kind.READINGS] == found[Kind.OPTIONS]
    assert [("gang", "")] == found[Kind.RULES]


def test_what_is_always_set_aside_is_not_exercised(tmp_path: Path) -> None:
    """It held, and an exception took its place."""
    exception = """
facts:
  armed: {type: boolean, question: {en: x}}
  grave: {type: boolean, concluded: true}
rules:
  plain: {provision: art. 1, mark: V, concludes: {grave: false}, when: {armed: true}}
  but:
    provision: art. 2
    mark: V
    concludes: {grave: true}
    when: {armed: true, conduct: possession}
    exception_to: [plain]
offences:
""" + an_offence()

    assert [("plain", "")] == missing(covered(tmp_path, "{armed: true}", law=exception))[Kind.RULES]


def test_gates_and_dates_have_two_sides(tmp_path: Path) -> None:
    """Open and closed; the first day and the day before."""
    found = missing(covered(tmp_path, "{accomplices: 1}", "{accomplices: 2}"))

    assert [] == found[Kind.GATES]
    assert [("act@2000-01-01", "day before")] == found[Kind.DATES]


def test_classes_are_what_the_law_tells_apart(tmp_path: Path) -> None:
    """A count between two limits that are neighbours is no class; one beyond the last is."""
    coverage = covered(tmp_path, "{accomplices: 1}", "{accomplices: 3}")
    classes = [
        (part.which, part.is_exercised) for part in coverage.of(Kind.CLASSES) if part.id == "accomplices"
    ]

    assert [("not known", False), ("below 2", True), ("2", False), ("3", True), ("above 3", False)] == classes
    assert 2 == coverage.profiles


def test_what_is_missing_has_its_place(tmp_path: Path) -> None:
    """The file and line where it is written; an option's rule inside its reading."""
    coverage = covered(tmp_path, "{accomplices: 1}")
    lines = (tmp_path / "xx" / "act" / "2000-01-01.yaml").read_text().splitlines()
    places = {part.id: (part.file, lines[part.line - 1]) for part in coverage.of(Kind.RULES)}

    assert {"xx/act/2000-01-01.yaml"} == {file for file, _ in places.values()}
    assert "gang" in places["gang"][1]
    assert "with-weapon" in places["with-weapon"][1]


@pytest.mark.cr
def test_the_cases_of_costa_rica_exercise_every_offence_rule_and_gate() -> None:
    """And nearly every limit, class and day; what is left out is told."""
    folder = RULESETS / "cr"
    found = coverage_of(SHIPPED["cr"], folder, load_cases(folder / "cases.yaml"), HANDLES)

    assert [] == missing(found)[Kind.OFFENCES] == missing(found)[Kind.RULES] == missing(found)[Kind.GATES]
    assert [("art-77-e", "participants at_least 2: beyond it")] == missing(found)[Kind.LIMITS]
    assert found.profiles > found.cases / 2


def test_what_is_inherited_is_left_to_the_cases_of_its_own_ruleset(tmp_path: Path) -> None:
    """A province counts its own instruments alone."""
    nation = ruleset_of(tmp_path, LAW)
    province = tmp_path / "xx-p"
    (province / "local").mkdir(parents=True)
    (province / "jurisdiction.yaml").write_text(
        (tmp_path / "xx" / "jurisdiction.yaml").read_text().replace("Testland", "Province") + "extends: xx\n"
    )
    (province / "local" / "2001-01-01.yaml").write_text(
        (tmp_path / "xx" / "act" / "2000-01-01.yaml").read_text().partition("substances:")[0]
        + "notices:\n  here:\n    provision: art. 1\n    mark: V\n    flag: note\n    text: {en: here}\n"
        + "    when: {armed: true}\n"
    )

    found = coverage_of(load_ruleset(province), province, [], Handles())

    assert nation.id == "xx"
    assert [("here", "")] == [(part.id, part.which) for part in found.of(Kind.NOTICES)]
    assert [] == [*found.of(Kind.RULES), *found.of(Kind.PROGRAMMES)]
