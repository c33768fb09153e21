"""`propengine ask`: driven by a pipe, and on a terminal."""

import os
import pty
import select
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from google.protobuf import json_format
from typer.testing import CliRunner, Result

from propengine.cli.main import app
from propengine.v1 import case_pb2
from tests.cli.conftest import PROGRAM

RULESETS = Path(__file__).parents[2] / "tests" / "service" / "rulesets"
BEGUN = ("2005-06-01", "2006-01-10", "at sentencing", "supply", "coke", "6 g", "")
"""A seller of 6 g of cocaine: the answer turns on five facts."""
ALL_ASKED = "Everything that would change the answer has been asked."

Ask = Callable[..., Result]


@pytest.fixture
def ask() -> Ask:
    """Runs the program in this process with lines as its input."""

    def of(*lines: str, options: tuple[str | Path, ...] = ()) -> Result:
        arguments = ["ask", "xx", "--rulesets", RULESETS, *options]
        return CliRunner().invoke(
            app, list(map(str, arguments)), input="".join(f"{line}\n" for line in lines)
        )

    return of


def asked(done: Result) -> list[str]:
    """Return the questions, in order."""
    lines = (line.removeprefix("> ") for line in done.stderr.splitlines())
    return [line.rpartition(" (")[0] for line in lines if "? " in line and line.endswith(")")]


def test_it_ends_when_nothing_more_would_change_the_answer(ask: Ask) -> None:
    """The decisive facts are asked by rank; each once; what is not known is left out."""
    done = ask(*BEGUN, "yes", "?", "n", "1/3", "0", "no")

    assert 0 == done.exit_code
    assert [
        "Did the person plead guilty?",
        "Was the person coerced? [Example Act s. 9]",
        "Did the person act out of extreme need? [Example Act s. 8]",
        "By which share did the court reduce the sentence for the plea?",
        "How many earlier drug convictions count?",
        "Is the person dependent on drugs?",
    ] == asked(done)[-6:]
    assert done.stderr.rstrip().endswith(ALL_ASKED)
    assert ["What it is", "What may be imposed", "What is open", "What is missing", "How sure it is"] == [
        line.partition(":")[0] for line in done.stdout.splitlines()[1:6]
    ]


def test_a_saved_case_is_one_that_evaluate_reads(ask: Ask, tmp_path: Path) -> None:
    """It holds what was stated, and leads to the answer that was printed."""
    file = tmp_path / "case.json"
    done = ask(*BEGUN, "yes", "?", "n", "1/3", "0", "no", options=("--save", file))
    again = CliRunner().invoke(app, ["evaluate", str(file), "--rulesets", str(RULESETS)])

    assert done.stdout == again.stdout
    case = json_format.Parse(file.read_text(encoding="utf-8"), case_pb2.Case())
    assert {
        "guilty_plea": case_pb2.FactValue(boolean=True),
        "plea_reduction": case_pb2.FactValue(text="1/3"),
        "extreme_need": case_pb2.FactValue(boolean=False),
        "prior_convictions": case_pb2.FactValue(integer=0),
        "drug_dependent": case_pb2.FactValue(boolean=False),
    } == dict(case.facts)
    assert [case_pb2.Item(substance="cocaine", amount="6", unit="g")] == list(case.items)


def test_a_file_that_is_there_is_not_overwritten(ask: Ask, tmp_path: Path) -> None:
    """Nothing is asked then."""
    file = tmp_path / "case.json"
    file.write_text("mine")

    assert (2, "mine") == (ask(*BEGUN, options=("--save", file)).exit_code, file.read_text())


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("5/1/2024", *BEGUN), "expected a day such as 2024-01-05, found 5/1/2024"),
        (("2005-02-30", *BEGUN), "expected a day such as 2024-01-05, found 2005-02-30"),
        (
            ("2005-06-01", "2004-01-10", *BEGUN[1:]),
            "expected a day such as 2005-06-01, and not before the act, found 2004-01-10",
        ),
        (("1950-06-01", "1950-06-01", *BEGUN), "offence_date: "),
        ((*BEGUN[:3], "selling", *BEGUN[3:]), "expected a number or the words of the list, found selling"),
        ((*BEGUN[:4], "cocain", *BEGUN[4:]), "did you mean cocaine?"),
        ((*BEGUN[:5], "6,5 g", *BEGUN[5:]), "found 6,5 g"),
        ((*BEGUN[:5], "0 g", *BEGUN[5:]), "found 0 g"),
        ((*BEGUN, "maybe"), "expected yes or no, found maybe"),
        ((*BEGUN, "?", "?", "?", "-1"), "expected a whole number from 0 to 10000000, found -1"),
    ],
)
def test_wrong_input_is_told_and_asked_again(ask: Ask, lines: tuple[str, ...], told: str) -> None:
    """It says what is expected, and goes on where it was."""
    done = ask(*lines, "?", "?", "?", "?", "?")

    assert told in done.stderr
    assert (0, True) == (done.exit_code, done.stderr.rstrip().endswith(ALL_ASKED))


def test_an_empty_line_and_the_end_of_the_input_stop(ask: Ask) -> None:
    """The answer is to what was stated until there; before there is a case, there is none."""
    stopped, ended = ask(*BEGUN, "yes", ""), ask(*BEGUN, "yes")
    early, nothing = ask(*BEGUN[:2], ""), ask()

    assert stopped.stderr.rstrip().endswith("Stopped: this is the answer to what was stated until here.")
    assert ended.stderr.rstrip().endswith("this is the answer to what was stated until here.")
    assert (0, stopped.stdout) == (stopped.exit_code, ended.stdout)
    assert "Was the person coerced?" in stopped.stdout
    for done in (early, nothing):
        assert (1, "") == (done.exit_code, done.stdout)
        assert done.stderr.rstrip().endswith("Stopped before there was a case: nothing is answered.")


def test_an_amount_may_be_unknown(ask: Ask, tmp_path: Path) -> None:
    """The item is stated without one."""
    file = tmp_path / "case.json"
    ask(*BEGUN[:5], "?", "", options=("--save", file))

    case = json_format.Parse(file.read_text(encoding="utf-8"), case_pb2.Case())
    assert [case_pb2.Item(substance="cocaine")] == list(case.items)


def test_in_another_language(ask: Ask) -> None:
    """Questions, words to answer with, and the answer are in the language that is chosen."""
    done = ask(*BEGUN[:2], "4", "Suministro a otras personas", *BEGUN[4:], "sí", options=("--language", "es"))

    assert "¿Qué hizo la persona? (un número o las palabras de la lista)" in done.stderr
    assert "¿Fue coaccionada la persona?" in done.stderr
    assert "Qué es:" in done.stdout


def test_through_a_pipe() -> None:
    """The answer alone is on standard output, whatever is asked."""
    lines = "".join(f"{line}\n" for line in (*BEGUN, "", ""))
    arguments: list[str | Path] = [PROGRAM, "ask", "xx", "--rulesets", RULESETS, "--form", "html"]
    done = subprocess.run(arguments, input=lines, capture_output=True, text=True, timeout=60, check=False)

    assert (0, "<!doctype html>") == (done.returncode, done.stdout.partition("\n")[0].lower())
    assert done.stderr.startswith("On which day was the act?")


def test_a_jurisdiction_that_is_none(ask: Ask) -> None:
    """It is told before anything is asked."""
    done = CliRunner().invoke(app, ["ask", "xz", "--rulesets", str(RULESETS)])

    assert (2, True) == (done.exit_code, "expected a loaded jurisdiction (xx, yy), found 'xz'" in done.stderr)


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self) -> None:
        """Begin to ask."""
        self.ours, theirs = pty.openpty()
        arguments: list[str | Path] = [PROGRAM, "ask", "xx", "--rulesets", RULESETS]
        self.process = subprocess.Popen(
            arguments, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Read until the terminal shows a text; the rest is kept."""
        while text not in self.shown:
            assert select.select([self.ours], [], [], 60)[0], self.shown
            self.shown += os.read(self.ours, 65536).decode()
        self.shown = self.shown.partition(text)[2]

    def answer(self, text: str) -> None:
        """Type a line."""
        os.write(self.ours, f"{text}\n".encode())


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """The program, asking on a terminal."""
    begun = Terminal()
    yield begun
    begun.process.kill()
    begun.process.wait(60)
    os.close(begun.ours)


def test_on_a_terminal(terminal: Terminal) -> None:
    """Each question waits for its answer, and the answer of the law follows the last."""
    for question, text in (
        ("On which day was the act?", "2005-06-01"),
        ("For which day", "2006-01-10"),
        ("At which stage", "4"),
        ("What did the person do?", "5"),
        ("Which substance", "cocaine"),
        ("How much of it?", "6 g"),
        ("Which substance", ""),
        ("plead guilty?", "yes"),
        ("coerced?", ""),
    ):
        terminal.wait_for(question)
        terminal.wait_for("> ")
        terminal.answer(text)
    terminal.wait_for("Stopped: this is the answer")
    terminal.wait_for("What it is:")
    terminal.wait_for("a human decides")

    assert 0 == terminal.process.wait(60)


def test_an_interrupt_ends_it_in_words(terminal: Terminal) -> None:
    """Ctrl-C says that nothing is answered."""
    terminal.wait_for("> ")
    terminal.process.send_signal(signal.SIGINT)
    terminal.wait_for("Interrupted: nothing is answered, and nothing is saved.")

    assert 130 == terminal.process.wait(60)
