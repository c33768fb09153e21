"""Writes today's half of docs/before-and-after.md, cut from the files, and how long both halves are.

    python scripts/generate_before_and_after.py [FILE]

A comment `<!-- cut: FILE KIND ID -->` says what stands below it; the other half is the history's and stays.
"""

import re
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from textwrap import dedent, indent

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "before-and-after.md"
_CUT = re.compile(r"<!-- cut: (\S+) (\S+) (\S+) -->\n```yaml\n.*?```\n", re.DOTALL)
_BLOCK = re.compile(r"^```(text|yaml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COUNTS = re.compile(r"^\*\*Lines\*\*: .*\n", re.MULTILINE)


def written(page: str) -> str:
    """Return the page with every element as its file has it today."""
    return "\n## ".join(_counted(section) for section in _CUT.sub(_cut, page).split("\n## "))


def element(file: Path, kind: str, id_: str) -> str:
    """Return an element as it is written in a file, below its kind.

    Raises:
        SystemExit: the file has none.
    """
    text = file.read_text(encoding="utf-8")
    root = yaml.compose(text, yaml.CSafeLoader)
    for kinds in _contents(root) if root is not None else ():
        for key, _ in kinds.get(kind, ()):
            if key.value == id_:
                return f"{kind}:\n{indent(dedent(''.join(_lines(text, key))), '  ')}"
    sys.exit(f"{file}: expected {kind} {id_}, found none; the page names what it shows")


def _contents(root: yaml.Node) -> Iterator[dict[str, list[tuple[yaml.Node, yaml.Node]]]]:
    """Yield the elements of a text written whole, and those that an amendment adds."""
    parts = {key.value: value for key, value in root.value}
    for mapping in (root, parts.get("add")):
        if mapping is not None:
            yield {key.value: value.value for key, value in mapping.value if isinstance(value.value, list)}


def _lines(text: str, key: yaml.Node) -> Iterator[str]:
    """Yield the line of a key and those that are indented below it."""
    first, *others = text.splitlines(keepends=True)[key.start_mark.line :]
    yield first
    inside = " " * (key.start_mark.column + 1)
    yield from takewhile(lambda line: line.startswith(inside), others)


def _cut(match: re.Match[str]) -> str:
    file, kind, id_ = match.groups()
    return f"<!-- cut: {file} {kind} {id_} -->\n```yaml\n{element(ROOT / file, kind, id_)}```\n"


def _counted(section: str) -> str:
    """Return a section with how many lines its two halves have."""
    lines = {"text": 0, "yaml": 0}
    for fence, block in _BLOCK.findall(section):
        lines[fence] += len(block.splitlines())
    return _COUNTS.sub(f"**Lines**: {lines['text']} before, {lines['yaml']} today.\n", section)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
