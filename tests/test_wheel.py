"""What is built and installed is whole: the tests beside this one run an editable install."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PLACES = ("propengine/rulesets/", "propengine/schemas/", "propengine/explain/catalogue/")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*command, f"--wheel-dir={folder}", str(ROOT)], check=True)
    (built,) = folder.iterdir()
    return built


def test_the_law_and_its_schemas_are_inside(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        inside = {name for name in file.namelist() if name.startswith(PLACES) and not name.endswith("/")}
    tree = {
        f"propengine/{path.relative_to(ROOT).as_posix()}"
        for folder, kind in (("rulesets", "yaml"), ("schemas", "json"))
        for path in (ROOT / folder).rglob(f"*.{kind}")
    }
    source = ROOT / "src"
    tree |= {path.relative_to(source).as_posix() for path in source.glob("propengine/explain/catalogue/*")}

    assert tree == inside


def test_what_is_installed_lists_the_law_of_the_tree(wheel: Path, tmp_path: Path) -> None:
    """Digests included, so that not a byte of a ruleset differs."""
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, f"--target={tmp_path}", str(wheel)], check=True)

    def listed(folder: Path) -> str:
        return subprocess.run(
            [sys.executable, "-m", "propengine.cli.main", "rulesets", "list"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(folder)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert listed(ROOT / "src") == listed(tmp_path)
    assert (tmp_path / "propengine" / "rulesets").is_dir()
