import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from propengine.notation.codes import load_codes
from propengine.notation.faults import RulesetFaults
from propengine.notation.files import MOST_BYTES, read_bytes, read_stream, shown
from propengine.notation.loading import load_ruleset, load_rulesets
from propengine.server.configuration import read_file
from propengine.verify.case_ids import faults_of_cases
from tests.support import ruleset_of

Make = Callable[[Path], None]
DEEP = "a: " + "[" * 30_000 + "]" * 30_000


def pipe(file: Path) -> None:
    """Make a pipe that nobody writes to: who opens it for reading waits for ever."""
    os.mkfifo(file)


def endless(file: Path) -> None:
    """Make what never ends."""
    file.symlink_to("/dev/zero")


def deep(file: Path) -> None:
    """Make 60 kB of brackets."""
    file.write_text(DEEP)


def huge(file: Path) -> None:
    """Make 10 MB of law."""
    file.write_text("facts: {}\n" * 1_000_000)


def folder(file: Path) -> None:
    """Make a folder where a file is expected."""
    file.mkdir()


SORTS = pytest.mark.parametrize(
    ("make", "why"),
    [
        (pipe, "a pipe, where a file was expected"),
        (endless, "a device, where a file was expected"),
        (deep, "at most 24 levels of nesting"),
        (huge, "more than 4 MiB"),
        (folder, "Is a directory"),
    ],
)


@SORTS
def test_a_revision_or_a_jurisdiction(tmp_path: Path, make: Make, why: str) -> None:
    """It is refused in words, before anything waits for it or is read into memory."""
    ruleset_of(tmp_path, "facts: {}")
    make(tmp_path / "xx" / "act" / "2001-01-01.yaml")
    with pytest.raises(RulesetFaults, match=why):
        load_rulesets(tmp_path)

    (tmp_path / "xx" / "jurisdiction.yaml").unlink()
    make(tmp_path / "xx" / "jurisdiction.yaml")
    with pytest.raises(RulesetFaults, match=f"jurisdiction.yaml.*{why}"):
        load_ruleset(tmp_path / "xx")


@SORTS
def test_worked_cases(tmp_path: Path, make: Make, why: str) -> None:
    """Where there is something in the place of the file, it is no file that is missing."""
    ruleset = ruleset_of(tmp_path, "facts: {}")
    make(tmp_path / "xx" / "cases.yaml")
    (fault,) = faults_of_cases(tmp_path / "xx" / "cases.yaml", ruleset)

    assert why in fault.message


@SORTS
def test_codes(tmp_path: Path, make: Make, why: str) -> None:
    """A file that is named, and one of a folder that is."""
    make(tmp_path / "codes.yaml")
    paths = [tmp_path, tmp_path / "codes.yaml"] if make is not folder else [tmp_path]
    for path in paths:
        with pytest.raises(RulesetFaults, match=why):
            load_codes([path], {})


@SORTS
def test_a_configuration(tmp_path: Path, make: Make, why: str) -> None:
    """The server starts from no settings that it could not read."""
    make(tmp_path / "propengine.yaml")
    with pytest.raises((OSError, RulesetFaults), match=why):
        read_file(tmp_path / "propengine.yaml")


def test_a_file_of_the_most_bytes_is_read(tmp_path: Path) -> None:
    """The bound itself is allowed, and one byte more is not."""
    file = tmp_path / "f"
    file.write_bytes(b" " * MOST_BYTES)
    assert MOST_BYTES == len(read_bytes(file))

    with file.open("ab") as more:
        more.write(b" ")
    with pytest.raises(OSError, match="more than 4 MiB"):
        read_bytes(file)


def test_a_stream_is_read_to_the_same_bound() -> None:
    """Standard input may never end."""
    assert b"abc" == read_stream(BytesIO(b"abc"), "standard input")
    with pytest.raises(OSError, match="more than 4 MiB"):
        read_stream(BytesIO(bytes(MOST_BYTES + 1)), "standard input")


def test_what_is_hidden_is_not_shown(tmp_path: Path) -> None:
    """A name that begins with a full stop belongs to a tool, not to the law."""
    for name in ("b", ".git", "a", "..data", ".DS_Store"):
        (tmp_path / name).mkdir()

    assert ["a", "b"] == [child.name for child in shown(tmp_path)]
