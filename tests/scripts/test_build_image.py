import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import build_image, check_image
from scripts.containers import NoToolError, first_that_works

NONE = (
    "No container tool works here (docker: not installed; podman: not installed; buildah: not installed). "
    "Install one of: docker, podman, buildah."
)

Install = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where programs are found: git is there, and no container tool."""
    found = tmp_path / "bin"
    found.mkdir()
    git = shutil.which("git")
    assert git is not None
    (found / "git").symlink_to(git)
    monkeypatch.setenv("PATH", str(found))
    return found


@pytest.fixture
def install(folder: Path) -> Install:
    """Puts a program there that does so much, as a tool would that works, or does not."""

    def program(name: str, does: str) -> Path:
        file = folder / name
        file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        file.chmod(0o755)
        return file

    return program


def test_without_a_tool_each_script_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence: what was looked for, why it does not work, what to do."""
    assert 1 == build_image.main([])
    assert ("", f"{NONE}\n") == capsys.readouterr()
    assert 1 == check_image.main([])
    assert "Install one of: docker, podman.\n" in capsys.readouterr().err


def test_make_fails_with_the_sentence(folder: Path) -> None:
    make, bash = shutil.which("make", path=os.defpath), shutil.which("bash", path=os.defpath)
    assert make is not None
    assert bash is not None
    (folder / "bash").symlink_to(bash)

    result = subprocess.run(
        [make, "image", f"PYTHON={sys.executable}"],
        cwd=build_image.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode != 0
    assert NONE in result.stderr


def test_a_client_without_its_engine_is_passed_over(install: Install) -> None:
    install("docker", "echo 'Cannot connect to the Docker daemon.' >&2; exit 1")
    install("podman", "exit 0")

    assert "podman" == first_that_works(["docker", "podman", "buildah"])


def test_why_a_tool_does_not_work_is_said_in_its_own_words(install: Install) -> None:
    install("docker", "echo 'Cannot connect to the Docker daemon.' >&2; echo more >&2; exit 1")
    install("podman", "exit 125")

    with pytest.raises(NoToolError) as caught:
        first_that_works(["docker", "podman"])

    assert {"docker": "Cannot connect to the Docker daemon", "podman": "exit 125"} == caught.value.faults


def test_the_build_is_the_tools_own(install: Install, capfd: pytest.CaptureFixture[str]) -> None:
    """The flags go on to it, it works in the tree, and its exit code is the script's."""
    install("buildah", '[ "$1" = info ] || { pwd; printf "%s\\n" "$@"; exit 3; }')

    assert 3 == build_image.main(["--pull-never"])

    place, build, form, revision, *others = capfd.readouterr().out.splitlines()[1:]
    assert [str(build_image.ROOT), "build", "--format=docker"] == [place, build, form]
    assert revision.startswith("--build-arg=REVISION=")
    assert ["--tag=propengine", "--pull-never", "."] == others


def test_without_git_the_image_is_built_and_it_is_said(
    folder: Path, install: Install, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its label does not say of which commit it is, and somebody reads why."""
    (folder / "git").unlink()
    install("podman", '[ "$1" = info ] || printf "%s\\n" "$@"')

    assert 0 == build_image.main([])

    said = capfd.readouterr()
    assert "--build-arg=REVISION=unknown" in said.out.splitlines()
    assert "The image's label will not say of which commit it is: git is not installed.\n" == said.err


def test_outside_a_clone_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_image, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert "unknown" == build_image.revision()
    assert (
        "The image's label will not say of which commit it is: this is no clone.\n" == capsys.readouterr().err
    )


def test_docker_is_not_told_a_format() -> None:
    assert ["docker", "build", "--build-arg=REVISION=abc", "--tag=propengine", "."] == build_image.command(
        "docker", "abc", []
    )
