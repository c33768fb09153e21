import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from google.protobuf import json_format

from propengine.contract.application import Application, View
from propengine.contract.languages import Asked
from propengine.law.elements import Language
from propengine.v1 import case_pb2, decision_pb2
from tests.shipped import HANDLES, SHIPPED
from tests.support import RULESETS

PROGRAM = Path(sys.executable).with_name("propengine")
CASES = Path(__file__).parent / "cases"
EXAMPLES = Path(__file__).parents[2] / "examples"

Decide = Callable[[Path], decision_pb2.Decision]
OnTerminal = Callable[..., str]


def without_digest(text: str) -> str:
    """Return an answer without what changes with every edit of a ruleset and every release."""
    return re.sub(r"(ruleset|reglas|regras|règles) [0-9a-f]{12}, propengine \S+", r"\1 …", text)


@pytest.fixture(scope="session")
def portugal() -> Application:
    """The ruleset of Portugal alone."""
    return Application({"pt": SHIPPED["pt"]}, HANDLES)


@pytest.fixture
def decide(portugal: Application) -> Decide:
    """Decides the case of a file under the law of Portugal."""

    def of(file: Path) -> decision_pb2.Decision:
        decision = decision_pb2.Decision()
        case = json_format.Parse(file.read_text(encoding="utf-8"), case_pb2.Case())
        portugal.evaluate(case, decision, View(languages=Asked(tuple(Language))))
        return decision

    return of


@pytest.fixture
def on_terminal(tmp_path: Path) -> OnTerminal:
    """Runs the program on a terminal of a width and returns what the terminal gets."""
    (tmp_path / "rulesets").mkdir()
    (tmp_path / "rulesets" / "pt").symlink_to(RULESETS / "pt")

    def run(arguments: Sequence[str | Path], width: int, **environment: str) -> str:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
        inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}}
        process = subprocess.Popen(
            [PROGRAM, *arguments, "--rulesets", tmp_path / "rulesets"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**inherited, "TERM": "xterm-256color", **environment},
        )
        os.close(theirs)
        written = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        process.wait(60)
        return written.decode().replace("\r\n", "\n")

    return run


def _read(terminal: int) -> bytes:
    """Return the next bytes; none when the program has ended, which Linux reports as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
