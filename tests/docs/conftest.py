import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ADDRESS = "localhost:50051"
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


@pytest.fixture
def run(tmp_path: Path, address: str) -> Run:
    """Runs the commands of a page in one shell, beside a copy of what the pages name."""

    def play(commands: list[Command]) -> list[str]:
        for folder in ("examples", "rulesets", "scripts", "src/propengine/explain/catalogue"):
            shutil.copytree(ROOT / folder, tmp_path / folder)
        script = "".join(f"(s=$?; printf '{_MARK}'; exit $s)\n{command.text}\n" for command in commands)
        done = subprocess.run(
            ["bash"],
            input=script.replace(ADDRESS, address),
            cwd=tmp_path,
            env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return done.stdout.replace(address, ADDRESS).split(_MARK)[1:]

    return play
