import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASE = ROOT / "examples" / "pt-herb-25-g-2010.json"
SMALL = ROOT / "tests" / "service" / "rulesets"
PROGRAM = Path(sys.executable).with_name("propengine")
COMMANDS = [
    ("evaluate", CASE),
    ("evaluate", CASE, "--json"),
    ("rulesets", "list", "--rulesets", SMALL),
    ("rulesets", "list", "--rulesets", SMALL, "--json"),
    ("rulesets", "check", SMALL),
]
Command = Sequence[str | Path]

commands = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(map(str, command[::2])))


def started_with(redirection: str, command: Command) -> "subprocess.CompletedProcess[str]":
    """Run the program as a shell does that redirects a stream of it."""
    shell = ["sh", "-c", f'exec "$@" {redirection}', "sh"]
    return subprocess.run(
        [*shell, PROGRAM, *command], capture_output=True, text=True, timeout=60, check=False
    )


@commands
def test_a_full_disk(command: Command) -> None:
    """An answer that cannot be written is no answer: one line says so, and the code is none of a refusal."""
    done = started_with("> /dev/full", command)

    assert (3, "cannot write the answer: No space left on device\n") == (done.returncode, done.stderr)


@commands
def test_an_output_that_is_closed(command: Command) -> None:
    """Nor is one that goes nowhere."""
    done = started_with(">&-", command)

    assert (3, "cannot write the answer: it is closed\n") == (done.returncode, done.stderr)


@commands
def test_a_reader_that_has_gone(command: Command) -> None:
    """Whoever stops reading wants no more: nothing is said, for people as for programs."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [PROGRAM, *command], stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )
    os.close(writing)

    assert (141, "") == (done.returncode, done.stderr)


def test_an_input_that_is_closed() -> None:
    """Standard input that cannot be read is no case with faults."""
    done = started_with("<&-", ["evaluate", "-"])

    assert (3, "", "cannot read standard input: it is closed\n") == (
        done.returncode,
        done.stdout,
        done.stderr,
    )
