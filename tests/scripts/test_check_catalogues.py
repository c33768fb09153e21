"""A translator is told what is wrong in a catalogue, in which file and line, and what to do."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.check_catalogues import CATALOGUES, LANGUAGES, faults_of, main

Change = Callable[[str, str], list[str]]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Changes one place of the Portuguese catalogue, and returns what is told."""
    folder = shutil.copytree(CATALOGUES, tmp_path / "catalogue")

    def changed(old: str, new: str) -> list[str]:
        file = folder / "pt.po"
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
        return [fault.removeprefix(f"{folder}/") for fault in faults_of(folder)]

    return changed


def line_of(id_: str, language: str = "pt") -> int:
    lines = (CATALOGUES / f"{language}.po").read_text(encoding="utf-8").splitlines()
    return lines.index(f'msgid "{id_}"') + 1


def test_the_catalogues_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert [] == list(faults_of(CATALOGUES))
    assert 0 == main([])
    assert "4 catalogues, no faults\n" == capsys.readouterr().out


def test_a_misspelt_placeholder(change: Change) -> None:
    """The message would end in nothing."""
    (fault,) = change("se o item {number} for {substance}", "se o item {numero} for {substance}")

    assert (
        f"pt.po:{line_of('ways.form')}: ways.form: expected the placeholders {{number}} {{substance}} "
        "as in en.po, found {numero} {substance}; write each as it stands there"
    ) == fault


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("se o item {number} for", "se o item for", "found {substance}"),
        ("se o item {number} for", "se o item {number} {} for", "found {} {number} {substance}"),
        ("se o item {number} for", "se o item {number for", "expected each brace opened and closed"),
        ('"se o item {number} for {substance}"', '""', "expected a text, found none"),
    ],
)
def test_what_is_wrong_in_a_text(old: str, new: str, told: str, change: Change) -> None:
    """Each is told where the entry begins."""
    (fault,) = change(old, new)

    assert fault.startswith(f"pt.po:{line_of('ways.form')}: ways.form: ")
    assert told in fault


def test_a_misspelt_id(change: Change) -> None:
    """It is told with what was meant, and the id that is missing now."""
    first, second = change('msgid "ways.form"', 'msgid "ways.from"')

    assert (
        f"pt.po:{line_of('ways.form')}: ways.from: expected an id of en.po, found another; "
        "did you mean ways.form?"
    ) == first
    assert re.fullmatch(
        rf"pt\.po:1: ways\.form: expected a text as in en\.po:{line_of('ways.form', 'en')}, found none; .*",
        second,
    )


def test_an_id_twice(change: Change) -> None:
    """A reader would keep the last alone."""
    assert any(
        "ways.form: expected one entry for an id, found another" in fault
        for fault in change('msgid "ways.law"', 'msgid "ways.form"')
    )


def test_one_text_where_there_are_two(change: Change) -> None:
    """One thing and several are said in two texts."""
    old = 'msgid_plural "time.years"\nmsgstr[0] "{number} ano"\nmsgstr[1] "{number} anos"'
    (fault,) = change(old, 'msgstr "{number} anos"')

    assert "time.years: expected 2 texts as in en.po, found 1" in fault


@pytest.mark.parametrize(
    "line", ['msgstr "se o item {number} for {substance}', "msgstr se o item", 'msgstring "x"', '"a" b"']
)
def test_a_line_that_is_none(line: str, change: Change) -> None:
    """A quote that is not closed, or a keyword that is none, is told with its own line."""
    (fault,) = change('msgstr "se o item {number} for {substance}"', line)

    assert fault.startswith(f"pt.po:{line_of('ways.form') + 1}: expected msgid or msgstr and a text in")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """And the exit code says that something is wrong."""
    (fault,) = faults_of(tmp_path)

    assert fault.startswith(f"{tmp_path}/{LANGUAGES[0]}.po:1: expected a file in UTF-8")
    assert 1 == main([str(tmp_path)])
