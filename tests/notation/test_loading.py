from pathlib import Path
from textwrap import dedent

import pytest
from syrupy.assertion import SnapshotAssertion

from propengine.law.ruleset import Dates
from propengine.notation.check_records import CheckRecords
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.loading import load_ruleset, load_rulesets
from tests.shipped import CODES
from tests.support import DAY, JURISDICTION, RULESETS, law_of, ruleset_of

BROKEN = Path(__file__).parent / "broken"
SMALL = Path(__file__).parents[1] / "service" / "rulesets"


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(RulesetFaults) as caught:
        load_rulesets(folder)
    return caught.value.faults


def test_every_mistake_is_told_in_one_pass(snapshot: SnapshotAssertion) -> None:
    """Each of some eighty mistakes stands with file, line, column, path, expectation and near miss."""
    assert snapshot == "\n".join(map(str, faults_of(BROKEN)))


def test_no_mistake_is_told_twice() -> None:
    """One place and one message are one fault, however many days the law was examined on."""
    faults = faults_of(BROKEN)

    assert len(faults) == len({str(fault) for fault in faults})
    assert list(faults) == sorted(faults)


def test_no_message_is_in_the_words_of_a_library() -> None:
    """Drafters read about their text, never about the reader's insides."""
    told = "\n".join(fault.message for fault in faults_of(BROKEN))

    for word in ("nput should", "something else", "Value error", "dict", "NoneType", "pydantic", "<"):
        assert word not in told


def test_every_place_exists() -> None:
    """A line and column that an editor jumps to lie in the file, where the offending text begins."""
    for fault in faults_of(BROKEN):
        file = BROKEN / fault.file
        lines = file.read_text().splitlines() if file.is_file() else []

        assert 1 <= fault.line <= max(len(lines), 1)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1 if lines else fault.column == 1


def test_the_shipped_rulesets_load() -> None:
    """What is shipped has no mistake; what another test of this run has checked is not checked again."""
    assert list(CODES) == list(load_rulesets(RULESETS, CheckRecords.of_user(_untold)))


def _untold(*_: object, **__: object) -> None:
    """Check what no record says was checked."""


def test_one_folder_loads_alone() -> None:
    """A drafter's single jurisdiction loads like one of many."""
    several = load_rulesets(SMALL)

    assert len(several) > 1
    assert {code: load_ruleset(SMALL / code).digest for code in several} == {
        code: ruleset.digest for code, ruleset in several.items()
    }


def test_what_looks_like_a_float_stays_exact(tmp_path: Path) -> None:
    """0.1 in the law is one tenth, with or without quotes."""
    ruleset = ruleset_of(
        tmp_path,
        """
        steps:
          bare: {provision: a, mark: V, phase: first, move: {scale: 0.1}}
          quoted: {provision: a, mark: V, phase: first, move: {scale: "0.10"}}
          fraction: {provision: a, mark: V, phase: first, move: {scale: 1/10}}
        """,
    )
    steps = ruleset.law(Dates.all_on(DAY)).contents.steps

    assert 1 == len({step.move.scale for step in steps.values()})
    assert "1/10" == str(steps["bare"].move.scale)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("missing", "expected a folder of rulesets, found none"),
        ("empty", "expected at least one folder with a jurisdiction.yaml"),
    ],
)
def test_a_folder_without_law_is_refused(tmp_path: Path, name: str, told: str) -> None:
    """An empty answer is no answer: no law loads from nowhere."""
    (tmp_path / "empty").mkdir()
    (fault,) = faults_of(tmp_path / name)

    assert told == fault.message


def test_a_jurisdiction_without_instruments_is_refused(tmp_path: Path) -> None:
    """A jurisdiction that extends no other needs a law of its own."""
    ruleset_of(tmp_path, "")
    here = tmp_path / "xx" / "act"
    (here / "2000-01-01.yaml").unlink()
    here.rmdir()
    (fault,) = faults_of(tmp_path)

    assert "expected at least one instrument beside this file" == fault.message


def test_one_mistake_does_not_hide_another_in_the_same_file(tmp_path: Path) -> None:
    """A fact with a mistake of its own is not also reported as unknown where it is used."""
    with pytest.raises(RulesetFaults) as caught:
        law_of(
            tmp_path,
            dedent("""
            facts:
              broken: {type: boolean}
              fine: {type: boolean, concluded: true}
            rules:
              one: {provision: a, mark: V, concludes: {fine: true}, when: {broken: true}}
              two: {provision: a, mark: V, concludes: {fien: true}}
            """),
        )

    assert ["facts.broken", "rules.two.concludes.fien"] == [fault.path for fault in caught.value.faults]


def test_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    """A folder of version control is no jurisdiction."""
    ruleset_of(tmp_path, "")
    (tmp_path / ".git").mkdir()

    assert ["xx"] == list(load_rulesets(tmp_path))


def test_hidden_names_are_passed_over_anywhere(tmp_path: Path) -> None:
    """What the system, an editor or version control leaves beside the law is none of it."""
    ruleset_of(tmp_path, "facts: {}")
    for here in (tmp_path, tmp_path / "xx", tmp_path / "xx" / "act"):
        (here / ".git").mkdir()
        (here / ".DS_Store").write_bytes(b"\x00\xff")
        (here / ".2001-01-01.yaml.swp").write_text("not: law")

    assert ["xx"] == list(load_rulesets(tmp_path))


def test_what_a_cluster_mounts_loads(tmp_path: Path) -> None:
    """A ConfigMap is a folder of links into a hidden one, which another link swaps at once."""
    one = tmp_path / "one"
    ruleset_of(one / "..2026_11_30", "facts: {}")
    (one / "..data").symlink_to("..2026_11_30")
    (one / "xx").symlink_to("..data/xx")  # the map gives a path with folders
    assert ["xx"] == list(load_rulesets(one))

    flat = tmp_path / "several" / "xx"
    (flat / "act" / "..2026_11_30").mkdir(parents=True)
    (flat / "jurisdiction.yaml").write_text(JURISDICTION)
    text = (one / "xx" / "act" / "2000-01-01.yaml").read_text()
    (flat / "act" / "..2026_11_30" / "2000-01-01.yaml").write_text(text)
    (flat / "act" / "..data").symlink_to("..2026_11_30")  # one map for each instrument
    (flat / "act" / "2000-01-01.yaml").symlink_to("..data/2000-01-01.yaml")
    assert load_rulesets(one)["xx"].digest == load_rulesets(flat.parent)["xx"].digest


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "2001-01-01.yaml",
            "expected folders of jurisdictions and programmes.yaml, found a file that nothing reads",
        ),
        ("xx/2001-01-01.yaml", "expected jurisdiction.yaml or cases.yaml or a folder of an instrument"),
        ("xx/act/older/2001-01-01.yaml", "expected a file named by the first day in force"),
        ("xx/act/notes.md", "expected a file named by the first day in force"),
        ("xx/act/2001-1-1.yaml", "expected a file named by the first day in force"),
    ],
)
def test_a_revision_in_the_wrong_place_is_a_fault(tmp_path: Path, name: str, told: str) -> None:
    """One folder too high or too low, or beside what is read, it would never be law, and nobody told."""
    ruleset_of(tmp_path, "facts: {}")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('{amends: "2000-01-01", citation: B, mark: V}')

    assert [told] == [fault.message[: len(told)] for fault in faults_of(tmp_path)]


@pytest.mark.parametrize("leads_to", ["nowhere", "/proc/self/mem", "/proc"])
def test_a_file_that_cannot_be_read(tmp_path: Path, leads_to: str) -> None:
    """A link to nothing, a failing disk, a folder in a file's place: told by name, beside the rest."""
    ruleset_of(tmp_path, "")
    (tmp_path / "xx" / "act" / "2001-01-01.yaml").symlink_to(leads_to)
    (tmp_path / "yy").mkdir()
    faults = {fault.file: fault.message for fault in faults_of(tmp_path)}

    assert {"xx/act/2001-01-01.yaml", "yy/jurisdiction.yaml"} == set(faults)
    assert faults["xx/act/2001-01-01.yaml"].startswith("expected what can be read, found: ")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("cases.yml", "did you mean 'cases.yaml'?"),
        ("gap.yaml", "gaps is a field of jurisdiction.yaml"),
        ("README", "found what nothing reads"),
    ],
)
def test_a_file_that_nothing_reads(tmp_path: Path, name: str, hint: str) -> None:
    """A file beside jurisdiction.yaml that would be passed over is a fault; a hidden one is not."""
    ruleset_of(tmp_path, "facts: {}")
    (tmp_path / "xx" / ".notes").write_text("")
    load_ruleset(tmp_path / "xx")
    (tmp_path / "xx" / name).write_text("")

    with pytest.raises(RulesetFaults) as raised:
        load_ruleset(tmp_path / "xx")

    assert f"xx/{name}:1:1: (file): expected jurisdiction.yaml or cases.yaml" in str(raised.value)
    assert hint in str(raised.value)


@pytest.mark.parametrize(("folder", "name"), [("xx", "X X"), ("xx/act", "xx/The Act")])
def test_a_folder_whose_name_is_no_id(tmp_path: Path, folder: str, name: str) -> None:
    """A folder's name is the code of a jurisdiction or an instrument, which conditions and clients write."""
    ruleset_of(tmp_path, "")
    (tmp_path / folder).rename(tmp_path / name)
    (fault,) = faults_of(tmp_path)

    assert (name, "(folder)") == (fault.file, fault.path)
    assert fault.message.startswith("expected a folder named by lower-case words")


def test_a_fact_that_every_ruleset_has(tmp_path: Path) -> None:
    """It cannot be told anew with another meaning."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, "facts: {age_at_offence: {type: boolean, concluded: true}}")

    assert ["expected an id that no other instrument uses; every ruleset has facts 'age_at_offence' too"] == [
        fault.message for fault in caught.value.faults
    ]


def test_a_file_beside_the_rulesets_is_told(tmp_path: Path) -> None:
    """Nothing would read it; what begins with a full stop is left alone."""
    ruleset_of(tmp_path, "")
    (tmp_path / ".hidden").write_text("")
    assert load_rulesets(tmp_path)
    (tmp_path / "notes.yaml").write_text("a: 1")
    (fault,) = faults_of(tmp_path)

    assert ("notes.yaml", "(file)") == (fault.file, fault.path)
    assert (
        fault.message
        == "expected folders of jurisdictions and programmes.yaml, found a file that nothing reads"
    )
