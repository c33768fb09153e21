"""What a text that is no YAML lacks, in the words of whoever writes it, and where to mend it."""

from collections.abc import Mapping
from typing import Final

import yaml

_INDENT: Final = "begin the line under the first letter of the lines that it belongs with"
_QUOTE: Final = "put a text that holds such signs in quotes"
_CLOSE: Final = (
    "a comma or the closing bracket; a ` #` begins a comment, which may have swallowed it: "
    "put such a text in quotes"
)
_TOLD: Final[Mapping[str, str]] = {
    "mapping values are not allowed in this context": (
        f"one field a line, found a second colon: {_QUOTE}, or {_INDENT}"
    ),
    "found character that cannot start any token": (
        f"spaces before a line and a word as its value, found a tab or one of @ ` %: {_QUOTE}"
    ),
    "found a tab character that violates indentation": "spaces before a line, found a tab",
    "found a tab character where an indentation space is expected": "spaces before a line, found a tab",
    "did not find expected ',' or ']'": _CLOSE,
    "did not find expected ',' or '}'": _CLOSE,
    "found unexpected end of stream": "a closing quote for this one, found the end of the file",
    "found unexpected document indicator": "a closing quote before this line",
    "could not find expected ':'": f"a colon after the name of the field: {_INDENT}, or {_QUOTE}",
    "did not find expected key": (
        f"a field, as on the lines before: {_INDENT}; inside quotes, a quote stands twice"
    ),
    "did not find expected '-' indicator": f"a dash, as on the lines before: {_INDENT}",
    "block sequence entries are not allowed in this context": (
        "a list on lines of its own, each with its dash, or in square brackets"
    ),
    "did not find expected node content": f"a value, found a bracket or a comma: {_QUOTE}",
    "found unknown escape character": (
        "an escape that is known after the backslash: write it twice, or use single quotes"
    ),
    "did not find expected hexdecimal number": "hexadecimal digits after the backslash: or write it twice",
    "did not find expected comment or line break": "nothing more on this line: the text begins on the next",
    "did not find expected alphabetic or numeric character": f"no anchors and aliases: {_QUOTE}",
    "did not find expected tag URI": f"no tags: {_QUOTE}",
    "did not find expected <document start>": "one document, found more after its end",
    "found incompatible YAML document": "no line that begins with %",
}
_AT_ITS_BEGINNING: Final = frozenset({"found unexpected end of stream"})
"""What is mended where it begins; everything else where the parser stopped."""


def told_of(error: yaml.MarkedYAMLError) -> tuple[int, int, str]:
    """Return the line and the column of a mistake of syntax, from 1, and what to do about it."""
    problem = error.problem or ""
    marks = (error.context_mark, error.problem_mark)
    mark = next((mark for mark in (marks if problem in _AT_ITS_BEGINNING else marks[::-1]) if mark), None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    expected = _TOLD.get(problem, f"what can be read on from here: {_INDENT}, or {_QUOTE}")
    opened = error.context_mark
    if expected == _CLOSE and opened is not None:
        expected = f"{_CLOSE}; the bracket was opened on line {opened.line + 1}"
    return line, column, f"expected YAML: {expected}"
