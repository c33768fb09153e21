"""Faults of files: what is wrong, where, and what to do; all of one pass together."""

from collections.abc import Iterable
from dataclasses import dataclass, field


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
