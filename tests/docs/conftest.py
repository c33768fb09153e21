import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.deploy.conftest import Front, fronted

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ADDRESS = "localhost:50051"
FRONT = "localhost:8443"
COPIED = (
    "examples",
    "rulesets",
    "protos",
    "scripts",
    "src/propengine/explain/catalogue",
    "third_party",
    "tests/node",
)
_MARK = "\x01"


@dataclass(frozen=True)
class Command:
    """A command of a console block and what it prints, standard error included."""

    line: int
    text: str
    output: str


def commands_of(text: str) -> list[Command]:
    """Return the commands of the console blocks of a page: `$ ` begins one, `> ` goes on with it."""
    found: list[Command] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            found.append(Command(number, line[2:], ""))
        elif inside and line.startswith("> ") and not found[-1].output:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{line[2:]}")
        elif inside:
            found[-1] = replace(found[-1], output=f"{found[-1].output}{line}\n")
    return found


Run = Callable[[list[Command]], list[str]]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that the pages may call."""
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [BIN / "propengine", "serve", "--port", "0", "--workers", "1"], stderr=file
        )
    while not log.read_bytes().endswith(b"\n"):
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(log.read_text(encoding="utf-8"))
    yield json.loads(log.read_bytes().splitlines()[0])["address"]
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def front(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A proxy in front of it."""
    with fronted(tmp_path_factory.mktemp("front"), int(address.rpartition(":")[2])) as proxy:
        yield proxy


@pytest.fixture
def run(tmp_path: Path, address: str, request: pytest.FixtureRequest) -> Run:
    """Runs the commands of a page in one shell, beside a copy of what the pages name."""

    def play(commands: list[Command]) -> list[str]:
        for folder in COPIED:
            shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("node_modules"))
        there = {ADDRESS: address}
        if any(FRONT in command.text for command in commands):
            proxy: Front = request.getfixturevalue("front")
            shutil.copytree(proxy.tls, tmp_path / "tls")
            there[FRONT] = f"localhost:{proxy.port}"
        script = "".join(f"(s=$?; printf '{_MARK}'; exit $s)\n{command.text}\n" for command in commands)
        for written, real in there.items():
            script = script.replace(written, real)
        done = subprocess.run(
            ["bash"],
            input=script,
            cwd=tmp_path,
            env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        printed = done.stdout
        for written, real in there.items():
            printed = printed.replace(real, written)
        return printed.split(_MARK)[1:]

    return play
