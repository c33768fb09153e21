import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def complaints(script: Callable[[str], ModuleType]) -> Callable[[], list[str]]:
    doctor = script("doctor")
    return lambda: list(doctor.complaints())


def test_this_machine_lacks_nothing(complaints: Callable[[], list[str]]) -> None:
    assert [] == complaints()


def test_another_python_is_told_which_ones_work(
    complaints: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0, "final", 0))

    (sentence,) = complaints()

    assert sentence.startswith("This is Python 3.14; propengine needs 3.11, 3.12 or 3.13")


def test_a_missing_compiler_is_named(
    complaints: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -O2")

    (sentence,) = complaints()

    assert sentence.startswith("No C compiler (no-such-compiler) here")


def test_missing_headers_are_named(
    complaints: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))

    (sentence,) = complaints()

    assert sentence.startswith("No Python.h here")


@pytest.mark.parametrize(("version", "told"), [("v18.19.0", []), ("v18.18.2", ["This is Node.js v18.18.2"])])
def test_node_is_examined(
    script: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    version: str,
    told: list[str],
) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    found = list(script("doctor").complaints_of_node())

    assert told == [sentence.partition(";")[0] for sentence in found]


def test_without_node_there_is_a_sentence(
    script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    (sentence,) = script("doctor").complaints_of_node()

    assert sentence.startswith("No node and no npm here; a test asks the service from Node. Install Node.js")


def test_make_fails_with_the_sentence_and_makes_nothing(
    script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    root = Path(str(script("doctor").__file__)).parents[1]
    for name in ("Makefile", "pyproject.toml", "requirements-build.txt", "requirements.txt"):
        (tmp_path / name).symlink_to(root / name)
    (tmp_path / "scripts").symlink_to(root / "scripts")

    result = subprocess.run(
        ["make", "venv", "PYTHON=no-such-python"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert result.returncode != 0
    assert "No no-such-python here. Install Python 3.11, 3.12 or 3.13" in result.stderr
    assert not (tmp_path / ".venv").exists()
