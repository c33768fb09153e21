"""What can be wrong in what a person wrote, and how it is told.

`Expected` is raised at the smallest spot that cannot be read. `Fault` places it in a file. `RulesetFaults`
carries all faults of one pass, so that a drafter mends them together.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self


class Expected(ValueError):  # noqa: N818 - reads as the sentence "expected ..., found ..."
    """One value that cannot be read: what was expected, what was found, and the nearest valid word.

    Attributes:
        expected: what a valid value looks like.
        found: the offending text.
        near: the closest valid choice, if one is close.
        inside: where in the value that was read, as keys and positions.
    """

    def __init__(self, expected: str, found: str, choices: Iterable[str] = ()) -> None:
        """Keep the parts; `choices` are the valid words, from which the near miss is taken."""
        self.choices = tuple(choices)
        self.expected = expected
        self.found = found
        self.near = near_miss(found, self.choices)
        self.inside: tuple[str | int, ...] = ()
        super().__init__(str(self))

    def within(self, *path: str | int) -> Self:
        """Say where in a larger value the spot is."""
        self.inside = (*path, *self.inside)
        return self

    def __str__(self) -> str:
        """Return one sentence that says what was expected and found."""
        listed = f" ({', '.join(self.choices)})" if 0 < len(self.choices) <= 24 else ""  # noqa: PLR2004 - one line
        near = f"; did you mean {self.near!r}?" if self.near else ""
        return f"expected {self.expected}{listed}, found {self.found!r}{near}"


def near_miss(found: str, choices: Iterable[str]) -> str | None:
    """Return the choice that `found` most resembles, or None when nothing is close."""
    matches = difflib.get_close_matches(found, list(choices), n=1, cutoff=0.6)
    return matches[0] if matches else None


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in a ruleset, placed.

    Attributes:
        file: path of the file, relative to the rulesets' folder.
        line: line in the file, from 1.
        column: column in the line, from 1.
        path: where in the document, as keys joined by dots.
        message: what was expected, what was found, the near miss.
        text: the offending text.
    """

    file: str
    line: int
    column: int
    path: str
    message: str
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return `file:line:column: path: message`, which editors can jump to."""
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.message}"


class RulesetFaults(Exception):  # noqa: N818 - a collection of faults, told as such
    """A ruleset cannot be loaded. `faults` holds every mistake found in the pass, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults sorted by place."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class EmptyFileFaults(RulesetFaults):
    """A file holds nothing, or comments alone, where a document was expected."""
