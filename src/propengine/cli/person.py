"""A person at a terminal, or a pipe: questions go to standard error, answers come from standard input."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import typer

from propengine.cli.terminal import write
from propengine.explain.page import ASIDE, HEAD, UNSURE, Line, Span, line
from propengine.explain.phrases import Phrases

_Read = TypeVar("_Read")
_FOUND_MOST: Final = 60
"""So much of an answer that cannot be read is told back."""


class InputEndedError(Exception):
    """There is nothing more to read."""


class UnreadError(Exception):
    """An answer is none that was asked for."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is asked.

    Attributes:
        phrases: the language.
    """

    phrases: Phrases

    def tell(self, text: str) -> None:
        """Tell something that is no question."""
        write([line(Span(text, UNSURE), indent=0)], error=True)

    def ask(
        self, question: str, expected: str, read: Callable[[str], _Read], below: Iterable[str] = ()
    ) -> _Read | None:
        """Ask until the answer can be read; None where it is an empty line.

        Args:
            question: what is asked.
            expected: what an answer is, in words.
            read: reads an answer.
            below: what stands under the question.

        Raises:
            InputEndedError: no line came.
        """
        lines: list[Line] = [line(Span(question, HEAD), Span(f" ({expected})", ASIDE), indent=0)]
        write([*lines, *map(line, below)], error=True)
        while text := _line():
            try:
                return read(text)
            except UnreadError:
                found = text if len(text) <= _FOUND_MOST else f"{text[:_FOUND_MOST]}…"
                self.tell(self.phrases.say("ask.expected-and-found", expected=expected, found=found))
        return None


def chosen(options: Sequence[tuple[str, str]], text: str) -> str:
    """Return the id of an option that an answer names: by its number in the list, its id or its words.

    Raises:
        UnreadError: it names none.
    """
    answer = text.casefold()
    for number, (id_, words) in enumerate(options, start=1):
        if answer in {str(number), id_.casefold(), words.casefold()}:
            return id_
    raise UnreadError


def listed(options: Iterable[tuple[str, str]]) -> list[str]:
    """Return options as lines, each with its number."""
    return [f"{number}. {words}" for number, (_, words) in enumerate(options, start=1)]


def _line() -> str:
    typer.echo("> ", nl=False, err=True)
    data = sys.stdin.buffer.readline() if sys.stdin is not None else b""
    if not data:
        typer.echo(err=True)
        raise InputEndedError
    return data.decode("utf-8", "replace").strip()
