"""What is built and installed is whole: the tests beside this one run an editable install."""

import os
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from propengine import __version__
from tests.service.conftest import Service, service as service  # noqa: PLC0414 - a fixture

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
PLACES = ("propengine/rulesets/", "propengine/schemas/", "propengine/explain/catalogue/")


@dataclass(frozen=True)
class Wheels:
    """What is built of the tree: everything but the client, and the client."""

    whole: Path
    client: Path


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Wheels:
    folder = tmp_path_factory.mktemp("wheels")
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
    subprocess.run([*command, f"--wheel-dir={folder}", str(ROOT / "client"), str(ROOT)], check=True)
    (client,) = folder.glob("propengine_client-*.whl")
    (whole,) = folder.glob("propengine-*.whl")
    return Wheels(whole, client)


def files_of(wheel: Path) -> set[str]:
    with ZipFile(wheel) as file:
        return {name for name in file.namelist() if not name.endswith("/")}


def metadata_of(wheel: Path) -> Message:
    (name,) = (name for name in files_of(wheel) if name.endswith(".dist-info/METADATA"))
    with ZipFile(wheel) as file:
        return message_from_bytes(file.read(name))


def test_no_file_is_in_both(wheels: Wheels) -> None:
    """Both are installed in one place, and either may be taken away or renewed."""
    assert set() == files_of(wheels.whole) & files_of(wheels.client)


def test_together_they_hold_every_module(wheels: Wheels) -> None:
    modules = {path.relative_to(SOURCE).as_posix() for path in (SOURCE / "propengine").rglob("*.py")}
    built = files_of(wheels.whole) | files_of(wheels.client)

    assert modules == {name for name in built if name.endswith(".py")}


def test_the_whole_needs_the_client_of_its_own_version(wheels: Wheels) -> None:
    """One reads what the other writes."""
    whole, client = metadata_of(wheels.whole), metadata_of(wheels.client)

    assert __version__ == whole["Version"] == client["Version"]
    assert f"propengine-client=={__version__}" in whole.get_all("Requires-Dist", [])


def test_the_client_asks_for_no_more_than_the_whole(wheels: Wheels) -> None:
    """So the locks of this tree hold what it was tested with."""
    whole, client = (
        set(metadata_of(one).get_all("Requires-Dist", [])) for one in (wheels.whole, wheels.client)
    )

    assert client
    assert set() == client - whole


def needed(wheel: Path) -> set[str]:
    """The names of the distributions that a wheel needs, directly or not."""
    waiting, found = list(metadata_of(wheel).get_all("Requires-Dist", [])), set[str]()
    while waiting:
        requirement = Requirement(waiting.pop())
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and requirement.name not in found:
            found.add(requirement.name)
            waiting += metadata.requires(requirement.name) or []
    return found


ASKING = """
import sys
from propengine.client import Client, case_from_json
with Client(sys.argv[1]) as client:
    decision = client.evaluate(case_from_json(sys.stdin.read()))
print(decision.jurisdiction, *sys.modules.keys() & {"durable", "yaml", "pydantic"})
"""


CASE = """{
  "jurisdiction": "xx", "stage": "STAGE_SENTENCING", "conduct": "CONDUCT_SUPPLY",
  "offenceDate": {"year": 2005, "month": 6, "day": 1}, "decisionDate": {"year": 2006, "month": 1, "day": 10},
  "items": [{"substance": "cocaine", "amount": "6", "unit": "g"}]
}"""


def asks(python: Path, address: str, folder: Path) -> str:
    """What a program prints that asks a service with an interpreter that has the client alone."""
    command: list[str | Path] = [python, "-c", ASKING, address]
    done = subprocess.run(
        command, cwd=folder, env={}, input=CASE, capture_output=True, text=True, check=False
    )
    return str(done.stdout or done.stderr)


def test_the_client_alone_asks_a_service(wheels: Wheels, service: Service, tmp_path: Path) -> None:
    """In a place that has the client, what it says that it needs, and nothing else of ours."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    with ZipFile(wheels.client) as file:
        file.extractall(site)
    for name in needed(wheels.client):
        for part in metadata.files(name) or []:
            copy = site / part
            if part.parts[0] != ".." and not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.symlink_to(part.locate())

    assert "xx\n" == asks(tmp_path / "venv" / "bin" / "python", service.address, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_client_runs_on(version: str, wheels: Wheels, service: Service, tmp_path: Path) -> None:
    """Installed from wheels alone, by whoever has that Python and no compiler."""
    uv = Path(sys.executable).with_name("uv")
    found = subprocess.run(
        [uv, "python", "find", "--no-python-downloads", version], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.skip(f"no Python {version} on this machine")
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run(
        [uv, "venv", "--quiet", "--python", found.stdout.strip(), str(tmp_path / "venv")], check=True
    )
    install: list[str | Path] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--only-binary",
        ":all:",
    ]
    subprocess.run([*install, str(wheels.client)], check=True)

    assert "xx\n" == asks(python, service.address, tmp_path)


@pytest.mark.proof
def test_the_client_has_wheels_for_the_newest_python() -> None:
    """Every distribution that it needs has a wheel that 3.14 takes."""
    uv = Path(sys.executable).with_name("uv")
    compiled = subprocess.run(
        [
            uv,
            "pip",
            "compile",
            "--quiet",
            "--python-version",
            "3.14",
            "--only-binary",
            ":all:",
            "pyproject.toml",
        ],
        cwd=ROOT / "client",
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == compiled.returncode, compiled.stderr
    assert "grpcio==" in compiled.stdout


def test_the_law_and_its_schemas_are_inside(wheels: Wheels) -> None:
    inside = {name for name in files_of(wheels.whole) if name.startswith(PLACES)}
    tree = {
        f"propengine/{path.relative_to(ROOT).as_posix()}"
        for folder, kind in (("rulesets", "yaml"), ("schemas", "json"))
        for path in (ROOT / folder).rglob(f"*.{kind}")
    }
    tree |= {path.relative_to(SOURCE).as_posix() for path in SOURCE.glob("propengine/explain/catalogue/*")}

    assert tree == inside


def test_what_is_installed_lists_the_law_of_the_tree(wheels: Wheels, tmp_path: Path) -> None:
    """Digests included, so that not a byte of a ruleset differs."""
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, f"--target={tmp_path}", str(wheels.client), str(wheels.whole)], check=True)

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
