"""What a value that cannot be read lacks, told in one sentence.

`Expected` is raised at the smallest spot that cannot be read; whoever knows the file says where that is.
"""

import difflib
from collections.abc import Iterable
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
