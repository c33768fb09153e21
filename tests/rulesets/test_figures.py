"""Every figure of the shipped law is held by somebody: another in its place is noticed."""

import inspect
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.named import named
from tests.rulesets.figures import mutants_of
from tests.rulesets.figures_report import reasons_of, report_of
from tests.rulesets.noticing import By, Noticing
from tests.rulesets.transcriptions import TABLES, Transcription, transcriptions_of
from tests.shipped import CODES
from tests.support import HEADER, JURISDICTION, RULESETS, a_case

PROOF = Path(__file__).parents[2] / "docs" / "proof" / "figures"

LAW = """
substances:
  leaf: {name: {en: leaf}}
rungs:
  below:
    provision: art. 1
    mark: V
    rungs: [warning, ticket, order]
tables:
  amount:
    provision: art. 2
    mark: V
    effect: element
    bands: [{band: small, to: included}, {band: large}]
    rows: {leaf: {cuts: [10 g], reference_purity: 100 %}}
offences:
  small:
    name: {en: a small amount}
    provision: art. 3
    mark: V
    classification: personal_use
    liability: criminal_custodial
    when: {amount: small}
    sanction: {custody: {ends: {min: ticket, max: 1 y 6 m}}}
  large:
    name: {en: a large amount}
    provision: art. 4
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {amount: large}
    sanction: {custody: {ends: {max: life}}}
  grown:
    name: {en: growing}
    provision: art. 5
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: cultivation}
    exception_to: [small, large]
    sanction: {custody: {ends: {min: 2 y, max: 2 y}}}
programmes:
  care:
    name: {en: "3 y of care"}
    provision: art. 5
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {age_at_offence: {less_than: 21}}}}
"""

CASES = """
cases:
  - id: ten-grams
    case:
      offence_date: "2000-01-01"
      decision_date: "2000-01-01"
      conduct: possession
      items: [{substance: leaf, amount: "10", unit: g}]
      facts: {age_at_offence: 20}
    expect: {offence: small, custody: [ticket, 18 m], programmes: {eligible: [care]}}
    derivation: 10 g are not more than 10 g
    source: art. 3
  - id: eleven-grams
    case:
      offence_date: "2000-01-01"
      decision_date: "2000-01-01"
      conduct: possession
      items: [{substance: leaf, amount: "11", unit: g}]
    expect: {offence: large}
    derivation: 11 g are more than 10 g
    source: art. 4
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ruleset in which nobody notices all of custody for a large amount, and one side of an age."""
    here = tmp_path / "rulesets" / "xx"
    (here / "act").mkdir(parents=True)
    (here / "jurisdiction.yaml").write_text(named(JURISDICTION))
    (here / "act" / "2000-01-01.yaml").write_text(named(HEADER + LAW))
    (here / "cases.yaml").write_text(CASES)
    return here


def mutants_at(folder: Path, where: str) -> list[tuple[str, str]]:
    return [(m.says, m.instead) for m in mutants_of(folder) if m.where.startswith(where)]


def test_each_figure_is_made_its_neighbours(folder: Path) -> None:
    """Numbers go up and down in their last place, a comparison, a side of a cut and a rung to the other."""
    assert [
        ("included", "excluded"),
        ("10 g", "11 g"),
        ("10 g", "9 g"),
        ("100 %", "101 %"),
        ("100 %", "99 %"),
    ] == mutants_at(folder, "tables")
    assert [
        ("ticket", "order"),
        ("ticket", "warning"),
        ("1 y 6 m", "2 y 6 m"),
        ("1 y 6 m", "0 y 6 m"),
        ("1 y 6 m", "1 y 7 m"),
        ("1 y 6 m", "1 y 5 m"),
        ("life", "99 y"),
    ] == mutants_at(folder, "offences")[:7]
    assert [("less_than", "at_most"), ("21", "22"), ("21", "20")] == mutants_at(folder, "programmes")
    assert [("2000-01-01", "2000-01-02"), ("2000-01-01", "1999-12-31")] == mutants_at(folder, "first day")


@pytest.mark.parametrize(
    ("written", "others"),
    [
        ("1/3", ["2/3", "1/4"]),
        ("5/4", ["6/4", "4/4"]),
        ('"0.25"', ["0.26", "0.24"]),
        ('"9.9"', ["10.0", "9.8"]),
        ('"1.0"', ["1.1", "0.9"]),
        ("0", ["1"]),
        ("5 y less a day", ["6 y less a day", "4 y less a day", "5 y"]),
        ("10 %", ["11 %", "9 %"]),
        ('"2020-02-29"', ["2020-03-01", "2020-02-28"]),
        ("5 apples", []),
        ("art. 5", []),
        ("true", []),
    ],
)
def test_each_way_to_write_a_figure_has_its_neighbours(
    tmp_path: Path, written: str, others: list[str]
) -> None:
    """Text that is no figure has none."""
    (tmp_path / "jurisdiction.yaml").write_text(f"steps: {{one: {{size: {written}, note: {written}}}}}\n")

    assert others == [mutant.instead for mutant in mutants_of(tmp_path)]


def test_a_revision_that_begins_on_another_day_is_amended_by_that_name(folder: Path) -> None:
    """The file has another name, and the next one names it."""
    (folder / "act" / "2005-01-01.yaml").write_text('ends: "2000-01-01"\ncitation: Act 2\nmark: V\n')
    days = [mutant.ways[0] for mutant in mutants_of(folder) if mutant.says == "2000-01-01"]

    assert [{"act/2000-01-01.yaml", "act/2000-01-02.yaml", "act/2005-01-01.yaml"}] == [set(days[0])]
    assert {"ends": "2000-01-02", "citation": "Act 2", "mark": "V"} == days[0]["act/2005-01-01.yaml"]


def told_of(
    folder: Path, tmp_path: Path, *transcriptions: Transcription
) -> Callable[[str, str], tuple[By, str]]:
    """Return what is told of a mutant, by its place and what it says instead."""
    noticing = Noticing(folder, tmp_path / "mutants", transcriptions)
    mutants = {(mutant.where, mutant.instead): mutant for mutant in mutants_of(folder)}

    def tell(where: str, instead: str) -> tuple[By, str]:
        told = noticing.tell(mutants[where, instead])
        return told.by, told.which

    return tell


def test_who_notices_is_told(folder: Path, tmp_path: Path) -> None:
    """A worked case by its name, the checks, reading; and where nobody does, that nobody does."""
    tell = told_of(folder, tmp_path)
    life = "offences.large.sanction.custody.ends.max"
    age = "programmes.care.gates.legal.when.age_at_offence.less_than"

    assert (By.CASE, "ten-grams") == tell("tables.amount.rows.leaf.cuts[0]", "9 g")
    assert (By.CASE, "eleven-grams") == tell("tables.amount.rows.leaf.cuts[0]", "11 g")
    assert (By.CASE, "ten-grams") == tell("tables.amount.bands[0].to", "excluded")
    assert (By.CASE, "ten-grams") == tell("offences.small.sanction.custody.ends.min", "order")
    assert (By.CASE, "ten-grams") == tell("first day", "2000-01-02")
    assert (By.CASE, "ten-grams") == tell(age, "20")
    assert (By.NOBODY, "") == tell(age, "at_most")
    assert (By.NOBODY, "") == tell(age, "22")
    assert (By.NOBODY, "") == tell(life, "99 y")
    assert (By.NOBODY, "") == tell("first day", "1999-12-31")
    assert (By.READING, "") == tell("tables.amount.rows.leaf.reference_purity", "101 %")
    assert (By.CHECKS, "") == tell("offences.grown.sanction.custody.ends.min", "3 y")


@pytest.mark.parametrize(
    ("where", "instead", "asked"),
    [
        ("tables.amount.rows.leaf.cuts[0]", "9 g", ["ten-grams", "eleven-grams"]),
        ("offences.large.sanction.custody.ends.max", "99 y", ["eleven-grams"]),
        ("programmes.care.gates.legal.when.age_at_offence.less_than", "20", ["ten-grams"]),
        ("programmes.care.gates.legal.when.age_at_offence.less_than", "22", []),
    ],
)
def test_only_cases_to_which_a_figure_can_matter_are_asked(
    folder: Path, tmp_path: Path, where: str, instead: str, asked: list[str]
) -> None:
    """Those with the substance of its row, with its offence, or for which its condition holds no longer."""
    noticing = Noticing(folder, tmp_path / "mutants")
    (mutant,) = (m for m in mutants_of(folder) if (m.where, m.instead) == (where, instead))
    ruleset = noticing.swapped(mutant)

    assert ruleset is not None
    assert asked == noticing.affected(mutant, ruleset, noticing.cases)


def large_is_for_life(ruleset: Ruleset, handles: Handles) -> None:
    """A second transcription of one figure."""
    outcome = decide(a_case([Item("leaf", "11", "g")]), ruleset, handles).preferred
    assert outcome is not None
    assert outcome.checkpoints[Checkpoint.FINAL].max.word == "life"


def test_a_second_transcription_notices_what_no_case_does(folder: Path, tmp_path: Path) -> None:
    """It is told by its name."""
    transcription = Transcription("table[0]", large_is_for_life, "ruleset", {})
    tell = told_of(folder, tmp_path, transcription)

    assert (By.TRANSCRIPTION, "table[0]") == tell("offences.large.sanction.custody.ends.max", "99 y")


def test_what_differs_already_proves_nothing(folder: Path, tmp_path: Path) -> None:
    """A worked case that is wrong is told, instead of noticing everything."""
    (folder / "cases.yaml").write_text(CASES.replace("18 m", "19 m"))

    with pytest.raises(ValueError, match="ten-grams differs already"):
        Noticing(folder, tmp_path / "mutants")


@pytest.mark.parametrize("code", TABLES)
def test_every_test_of_a_second_transcription_that_asks_the_engine_is_a_comparison(code: str) -> None:
    """Each is there with all that it asks for, and others are not."""
    every = list(transcriptions_of(TABLES[code]))
    asking = {
        test
        for name, test in vars(TABLES[code]).items()
        if name.startswith("test_") and "handles" in inspect.signature(test).parameters
    }

    assert asking <= {each.test for each in every}.union(getattr(TABLES[code], "HELD_AS_WRITTEN", ()))
    for each in every:
        given = {each.ruleset, "handles", *each.parameters}
        assert inspect.signature(each.test).parameters.keys() <= given


def test_the_report_counts_and_names_what_nobody_notices(folder: Path, tmp_path: Path) -> None:
    """With its place, what it says, what it could say, and the reason; without one it says so."""
    noticing = Noticing(folder, tmp_path / "mutants")
    every = [noticing.tell(mutant) for mutant in mutants_of(folder) if mutant.where.startswith("programmes")]
    where = "programmes.care.gates.legal.when.age_at_offence.less_than"
    reasons = {f"act/2000-01-01.yaml: {where}: 21 -> 22": "nobody is 21"}
    lines = report_of("xx", every, reasons).splitlines()

    assert "| all | 1 | 3 | 1 | 0 | 0 | 0 | 2 |" in lines
    (line,) = {told.mutant.line for told in every}
    assert [
        f"| act/2000-01-01.yaml:{line} `{where}` | less_than | at_most | **not listed** |",
        f"| act/2000-01-01.yaml:{line} `{where}` | 21 | 22 | nobody is 21 |",
    ] == lines[-2:]


@pytest.mark.parametrize("code", CODES)
def test_every_figure_that_is_listed_as_unnoticed_stands_in_the_law(code: str) -> None:
    """Each is the name of a mutant, and is listed once, with its reason."""
    names = {mutant.name for mutant in mutants_of(RULESETS / code)}

    assert [] == sorted(reasons_of(code).keys() - names)
    assert all(reasons_of(code).values())


@pytest.mark.proof
@pytest.mark.parametrize("code", CODES)
def test_every_figure_is_noticed_or_listed(
    code: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Whoever notices first is counted; what nobody notices is listed, and what is listed nobody notices."""
    transcriptions = transcriptions_of(TABLES[code]) if code in TABLES else ()
    noticing = Noticing(RULESETS / code, tmp_path, transcriptions)
    every = [noticing.tell(mutant) for mutant in mutants_of(RULESETS / code)]
    reasons = reasons_of(code)
    PROOF.mkdir(parents=True, exist_ok=True)
    (PROOF / f"{code}.md").write_text(report_of(code, every, reasons), encoding="utf-8")
    record_property("mutants", len(every))
    for by, number in Counter(told.by for told in every).items():
        record_property(by, number)

    unnoticed = {told.mutant.name for told in every if told.by is By.NOBODY}
    assert [] == sorted(unnoticed - reasons.keys())
    assert [] == sorted(reasons.keys() - unnoticed)
