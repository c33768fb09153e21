"""The pages say what is true: their commands are run, their figures looked up, their links followed."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.conditions import read_condition
from propengine.law.contents import Contents
from propengine.law.jurisdictions import Jurisdiction
from propengine.notation.loading import load_ruleset
from propengine.notation.sources import parse_document
from propengine.notation.validation import validate
from propengine.verify.case_ids import faults_of_cases
from propengine.verify.worked_cases import CaseFile, load_cases, run_cases
from scripts import generate_configuration
from scripts.generate_before_and_after import PAGE, element, written
from scripts.generate_format import MARK, PAGES as PAGES_OF_MODELS, reference
from tests.docs.conftest import ROOT, Command, Run, commands_of

if TYPE_CHECKING:
    from propengine.notation.faults import Fault

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]
ANYTHING = "…"
"""In an output: any text within the line; alone on a line: any lines, or none."""


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def pattern_of(output: str) -> str:
    lines = (
        r"(?:.*\n)*?" if line.strip() == ANYTHING else f"{re.escape(line).replace(ANYTHING, '.*?')}\n"
        for line in output.splitlines()
    )
    return "".join(lines)


@pytest.mark.xdist_group("pages")  # one server serves them all
@pytest.mark.parametrize("page", SHOWN, ids=name)
@pytest.mark.requirement("S-249")
def test_every_command_prints_what_the_page_shows(page: Path, run: Run) -> None:
    """A command's output is the page's, but for what the page leaves out with an ellipsis."""
    commands = commands_of(page.read_text(encoding="utf-8"))
    printed = run(commands)

    assert len(commands) == len(printed)
    for command, output in zip(commands, printed, strict=True):
        place = f"{name(page)}:{command.line}: $ {command.text}\n{output}"
        assert re.fullmatch(pattern_of(command.output), output), place


PRIVATE = re.compile(
    r"^>?\s*(?:from [\w.]+ )?import .*\b_[a-z]|^>?\s*from [\w.]*\._|\w\._[a-z]", re.MULTILINE
)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_examples_use_public_names(page: Path) -> None:
    """What a reader is shown to call is there to be called."""
    found = [
        match[0]
        for fence in ("console", "python")
        for block in blocks(page, fence)
        for match in PRIVATE.finditer(block)
    ]

    assert [] == found


def test_private_names_are_found() -> None:
    """In imports and behind a full stop; a double underscore or a name with one inside is public."""
    assert PRIVATE.search("> from propengine.engine.exact import Compiler, _text\n")
    assert PRIVATE.search("> import propengine._private\n")
    assert PRIVATE.search("> law._known\n")
    assert not PRIVATE.search("> from propengine import __version__, read_case\n> law.as_written\n")


def test_the_ellipsis() -> None:
    """It stands for any text in a line, or for any lines; nothing else varies."""
    assert re.fullmatch(pattern_of("a … c\n…\nend\n"), "a b b c\nmore\nand more\nend\n")
    assert re.fullmatch(pattern_of("a\n…\n"), "a\n")
    assert not re.fullmatch(pattern_of("a.c\n"), "abc\n")
    assert not re.fullmatch(pattern_of("a … c\n"), "a b\nc\n")


def test_commands_are_found() -> None:
    """A prompt begins a command, `> ` goes on with it, the rest of the block is its output."""
    text = "$ no\n```console\n$ one \\\n> two\nsaid\n> said too\n$ three\n```\n```sh\n$ no\n```\n"

    assert [Command(3, "one \\\ntwo", "said\n> said too\n"), Command(7, "three", "")] == commands_of(text)


def blocks(page: Path, language: str) -> list[str]:
    found = re.findall(
        rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    return [str(block) for block in found]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_piece_of_a_ruleset_can_be_read(page: Path) -> None:
    """YAML on a page is part of a revision, of `jurisdiction.yaml`, worked cases, or a condition."""
    faults: list[Fault] = []
    for block in blocks(page, "yaml"):
        document = parse_document(block, name(page))
        assert isinstance(document.value, dict)
        if document.value.keys() <= {"when", "unless"}:
            for condition in document.value.values():
                read_condition(condition)
        elif document.value.keys() == {"cases"}:
            validate(CaseFile, document, faults)
        elif document.value.keys() <= Contents.model_fields.keys():
            validate(Contents, document, faults)
        else:
            validate(Jurisdiction, document, faults)

    assert [] == faults


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_target_of_make_exists(page: Path) -> None:
    """A block of shell without a prompt holds targets of the Makefile, which are not run here."""
    for block in blocks(page, "sh"):
        for line in block.splitlines():
            command = line.partition("#")[0].split()
            assert ["make"] == command[:1], line
            subprocess.run([*command, "--dry-run"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if "://" not in target:
            yield str(target)


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Links between pages and into the tree lead to files and headings that exist."""
    for target in links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_the_index_leads_to_every_page() -> None:
    """No page is lost: the index names each of its folder's, and each decision record."""
    index = ROOT / "docs" / "index.md"
    wanted = {page.name for page in index.parent.glob("*.md")} - {"index.md"}
    wanted |= {f"adr/{page.name}" for page in (index.parent / "adr").glob("*.md")} - {"adr/0000-template.md"}

    assert set() == wanted - set(links(index))


def test_every_test_that_a_page_names_exists() -> None:
    """A decision record, and each promise, says which test fails when it is broken; that test is there."""
    records = [*sorted((ROOT / "docs" / "adr").glob("*.md")), ROOT / "docs" / "promises.md"]
    named = {
        found for page in records for found in re.findall(r"`(test_\w+)`", page.read_text(encoding="utf-8"))
    }
    tests = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))

    assert named
    assert set() == named - set(re.findall(r"def (test_\w+)", tests))


def test_the_worked_case_of_its_page_is_right(tmp_path: Path) -> None:
    """It is decided as the page says, field by field."""
    (text,) = blocks(ROOT / "docs" / "cases.md", "yaml")
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    ruleset = load_ruleset(ROOT / "rulesets" / "pt")

    assert [] == list(faults_of_cases(file, ruleset))
    report = run_cases(ruleset, load_cases(file), Handles())
    assert (1, []) == (report.cases, report.differences)


@pytest.mark.parametrize("page", PAGES_OF_MODELS)
def test_the_reference_of_the_format_is_that_of_the_models(page: str) -> None:
    """Every field of every model stands in it; `scripts/generate_format.py` writes it anew."""
    _, _, committed = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(MARK)

    assert reference(page).splitlines() == committed.removeprefix("\n").splitlines()


def test_the_table_of_settings_is_that_of_the_server() -> None:
    """Every setting stands in it; `scripts/generate_configuration.py` writes it anew."""
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert generate_configuration.table() == page.partition(generate_configuration.MARK)[2].removeprefix("\n")


def test_what_propengine_does_not_do_is_printed() -> None:
    """The non-goals stand on the first page."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    for refused in ("finds no guilt", "weighs no evidence", "predicts no risk", "no sentence for minors"):
        assert refused in readme


def test_todays_half_is_what_the_rulesets_say() -> None:
    """`scripts/generate_before_and_after.py` writes it anew; a change of a file or of the page is seen."""
    page = PAGE.read_text(encoding="utf-8")
    changed = page.replace("move: {put: {min: none_stated}}", "move: {scale: 2}")

    assert written(page) == page
    assert changed != page
    assert written(changed) == page


def test_an_element_is_cut_out_whole(tmp_path: Path) -> None:
    """Below its kind, from a text or from what an amendment adds, and without what follows it."""
    file = tmp_path / "law.yaml"
    file.write_text("add:\n  steps:\n    a:\n      note: x\n    b: {note: y}\nmark: V\n", encoding="utf-8")

    assert "steps:\n  a:\n    note: x\n" == element(file, "steps", "a")
    assert "steps:\n  b: {note: y}\n" == element(file, "steps", "b")
    with pytest.raises(SystemExit, match="expected steps c, found none"):
        element(file, "steps", "c")
