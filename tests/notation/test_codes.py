import json
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import jsonschema
import pytest

from propengine.law.codes import CodeSystem
from propengine.law.ruleset import Ruleset
from propengine.notation.codes import load_codes
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_rulesets
from propengine.notation.sources import read_document
from tests.shipped import SHIPPED
from tests.support import ruleset_of

ROOT = Path(__file__).parents[2]
RULESETS = ROOT / "tests" / "service" / "rulesets"

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def rulesets() -> Mapping[str, Ruleset]:
    return load_rulesets(RULESETS)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of codes."""

    def to(name: str, text: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
        return file

    return to


GOOD = """
    code_system: court
    jurisdiction: xx
    offences: {220.1: trafficking, "0220": own-use, a b: trafficking}
    substances: {COC-B: cocaine}
"""


def test_a_file_is_loaded(write: Write, rulesets: Mapping[str, Ruleset]) -> None:
    """A code is text, letter for letter, whatever it looks like; several may mean one id."""
    systems = load_codes([write("court.yaml", GOOD)], rulesets)

    assert ["court"] == list(systems)
    assert "xx" == systems["court"].jurisdiction
    offences = {"220.1": "trafficking", "0220": "own-use", "a b": "trafficking"}
    assert (offences, {"COC-B": "cocaine"}) == (systems["court"].offences, systems["court"].substances)


def test_files_and_folders(write: Write, rulesets: Mapping[str, Ruleset]) -> None:
    """A folder is all of its files, but for hidden ones; files and folders may be mixed; none is none."""
    for name in ("codes/a.yaml", "codes/b.yaml", "c.yaml"):
        write(name, GOOD.replace("court", Path(name).stem))
    folder = write("codes/.hidden", "no codes").parent

    assert ["a", "b", "c"] == list(load_codes([folder, folder.parent / "c.yaml"], rulesets))
    assert {} == load_codes([], rulesets)


def test_a_file_named_twice_is_one(write: Write, rulesets: Mapping[str, Ruleset]) -> None:
    """Once by itself and once by its folder is no mistake."""
    file = write("codes/court.yaml", GOOD)

    assert ["court"] == list(load_codes([file, file.parent], rulesets))


def test_an_offence_that_a_revision_removes_is_known(write: Write, tmp_path: Path) -> None:
    """Which law applies is for each case to say: an id that any revision has is no mistake."""
    offence = "name: {en: x}, provision: a, mark: V, classification: none, liability: tolerated"
    two = f"""
        offences:
          old: {{{offence}, when: {{conduct: supply}}}}
          kept: {{{offence}, when: {{conduct: import}}}}
    """
    amendment = "amends: '2000-01-01'\ncitation: Act 2\nmark: V\nremove: {offences: [old]}\n"
    ruleset_of(tmp_path / "rulesets", two)
    (tmp_path / "rulesets" / "xx" / "act" / "2010-01-01.yaml").write_text(amendment, encoding="utf-8")
    file = write("court.yaml", "code_system: court\njurisdiction: xx\noffences: {'1': old, '2': kept}\n")

    systems = load_codes([file], load_rulesets(tmp_path / "rulesets"))

    assert {"1": "old", "2": "kept"} == systems["court"].offences


def test_every_mistake_is_told_in_one_pass(write: Write, rulesets: Mapping[str, Ruleset]) -> None:
    """Across files, each with file, line, column, the offending text and the near miss."""
    write(
        "a.yaml",
        """\
        code_system: A court
        jurisdiction: xx
        offences:
          " 1": trafficking
          "2": 5
          "3": traficking
        substances: {k: kaht, c: coke}
        substanses: {}
        """,
    )
    write("b.yaml", "")
    write("c.yaml", "code_system: c\njurisdiction: xxx\noffences: {'1': anything}\n")
    write("d.yaml", "code_system: d\njurisdiction: xx\nsubstances: {'1': khat, 1: cocaine}\n")
    write("e.yaml", "code_system: e\njurisdiction: xx\n")
    write("f.yaml", GOOD)
    write("g.yaml", GOOD)
    write("h.yml", GOOD)
    folder = write("i.yaml", "- a list\n").parent

    with pytest.raises(RulesetFaults) as caught:
        load_codes([folder, folder / "none"], rulesets)

    assert [
        (
            "a.yaml:1:14: code_system: expected lower-case words joined by hyphens or underscores, beginning "
            "with a letter, or with a number and a hyphen, found 'A court'"
        ),
        "a.yaml:4:9: offences. 1: expected text without spaces at its ends, found ' 1'",
        "a.yaml:5:8: offences.2: expected text, found 5",
        (
            "a.yaml:6:8: offences.3: expected the id of an offence of xx, found 'traficking'; did you mean "
            "'trafficking'?"
        ),
        "a.yaml:7:17: substances.k: expected the id of a substance of xx, found 'kaht'; did you mean 'khat'?",
        (
            "a.yaml:7:26: substances.c: expected the id of a substance of xx, found 'coke'; did you mean "
            "'cocaine'?"
        ),
        "a.yaml:8:1: substanses: expected no field 'substanses' here; did you mean 'substances'?",
        "b.yaml:1:1: (document): expected a document, found an empty file",
        "c.yaml:2:15: jurisdiction: expected a loaded jurisdiction (xx, yy), found 'xxx'; did you mean 'xx'?",
        "d.yaml:3:25: substances.1: expected each key once, found it twice",
        "e.yaml:1:1: (document): expected at least one code under offences or substances",
        "g.yaml:2:14: code_system: expected an id that no other file has, found that of f.yaml",
        "h.yml:1:1: (file): expected a file of codes, whose name ends in .yaml",
        "i.yaml:1:1: (document): expected a mapping, found a list",
        "none:1:1: (file): expected a file of codes, or a folder of such files",
    ] == [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


def system(
    code_system: str = "c", jurisdiction: str = "xx", kind: str = "offences", **codes: str
) -> CodeSystem:
    parts = {"code_system": code_system, "jurisdiction": jurisdiction, kind: codes}
    return CodeSystem.model_validate(parts)


def test_the_digest_names_what_is_said() -> None:
    """The order of codes does not change it; a code, an id, the kind or a name does."""
    different = [
        system(a="x", b="y"),
        system(a="x", b="z"),
        system(a="x", c="y"),
        system(kind="substances", a="x", b="y"),
        system(kind="substances", a="x", b="z"),
        system(code_system="d", a="x", b="y"),
        system(jurisdiction="yy", a="x", b="y"),
    ]

    assert system(a="x", b="y").digest == system(b="y", a="x").digest
    assert len(different) == len({one.digest for one in different})


def test_the_example_is_sound() -> None:
    """What the pages show loads beside the shipped law, and is what editors accept."""
    folder = ROOT / "examples" / "codes"
    schema = json.loads((ROOT / "schemas" / "codes.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)

    assert ["example-court"] == list(load_codes([folder], {"pt": SHIPPED["pt"]}))
    for file in folder.iterdir():
        assert [] == [error.message for error in validator.iter_errors(read_document(file, file.name).value)]


@pytest.mark.parametrize(
    "change",
    [{"code_system": "A court"}, {"jurisdiction": None}, {"substanses": {}}, {"offences": {" 1": "x"}}],
)
def test_a_slip_of_the_pen_is_underlined(change: dict[str, object]) -> None:
    """The schema for editors refuses what the loader refuses without the ruleset."""
    schema = json.loads((ROOT / "schemas" / "codes.json").read_text(encoding="utf-8"))
    good = {"code_system": "court", "jurisdiction": "xx", "offences": {"1": "x"}}

    assert jsonschema.Draft202012Validator(schema).is_valid(good)
    assert not jsonschema.Draft202012Validator(schema).is_valid({**good, **change})


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A failing disk is told with the name of the file."""
    (tmp_path / "court.yaml").symlink_to("/proc/self/mem")
    with pytest.raises(RulesetFaults) as caught:
        load_codes([tmp_path], {})

    (fault,) = caught.value.faults
    assert str(tmp_path / "court.yaml") == fault.file
    assert fault.message.startswith("expected what can be read, found: ")
