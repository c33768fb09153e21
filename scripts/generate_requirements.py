"""Writes docs/requirements.md and docs/source-conflicts.md: what the source documents ask, and its answers.

    python scripts/generate_requirements.py [FOLDER]

The default folder is docs. A line is met by the tests that are marked with its id, or stands in
tests/requirements/answers.yaml: out of scope with the reason, or still to come with the capability.
"""

import ast
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
TESTS: Final = ROOT / "tests"
DATA: Final = TESTS / "requirements"
PROOF: Final = "proof/requirements.md"


@dataclass(frozen=True, slots=True)
class Line:
    """What the source documents ask, or where they differ.

    Attributes:
        id: its id, such as S-001, or C-01 where sources differ.
        source: the document, or what it says.
        asks: the requirement, or the resolution, in words.
        group: under which it stands.
        area: what it is about.
        differs: what another source says; empty for a requirement.
    """

    id: str
    source: str
    asks: str
    group: str
    area: str
    differs: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A test that shows a line.

    Attributes:
        file: where it stands, from the root of the tree.
        name: its name; with that of its class before it, where it has one.
        ids: the lines that it is marked with.
    """

    file: str
    name: str
    ids: tuple[str, ...]

    @property
    def node(self) -> str:
        """Return how pytest calls it."""
        return f"{self.file}::{self.name}"


@dataclass(frozen=True, slots=True)
class Disabled:
    """A behaviour, and the one change of a file that takes it away.

    Attributes:
        behaviour: what is taken away, in words.
        file: the file, from the root of the tree.
        says: what it says, exactly once.
        instead: what it says when the behaviour is gone.
        requirements: the lines whose tests must fail then.
    """

    behaviour: str
    file: str
    says: str
    instead: str
    requirements: tuple[str, ...]


def requirements() -> Sequence[Line]:
    """Return every line of tests/requirements/requirements.csv."""
    return [
        Line(row["id"], row["source"], row["requirement"], row["group"], row["area"])
        for row in _rows("requirements.csv")
    ]


def conflicts() -> Sequence[Line]:
    """Return every line of tests/requirements/conflicts.csv."""
    return [
        Line(row["id"], row["source"], row["resolution"], row["topic"], "conflict", row["conflict"])
        for row in _rows("conflicts.csv")
    ]


def _rows(name: str) -> Sequence[Mapping[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def answers() -> Mapping[str, Mapping[str, str]]:
    """Return what is said of the lines that no test shows, by id."""
    said: Mapping[str, Mapping[str, str]] = _data("answers.yaml")["lines"]
    return said


@cache
def capabilities() -> Mapping[str, str]:
    """Return what each capability that is still to come is, in words."""
    said: Mapping[str, str] = _data("answers.yaml")["capabilities"]
    return said


@cache
def disabled() -> Sequence[Disabled]:
    """Return the changes that take a behaviour away."""
    return [
        Disabled(each["behaviour"], each["file"], each["says"], each["instead"], tuple(each["requirements"]))
        for each in _data("disabled.yaml")
    ]


def _data(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@cache
def marked(folder: Path = TESTS) -> Sequence[Marked]:
    """Return every test that is marked with a line, in the order of the files.

    Raises:
        ValueError: a mark stands somewhere else than on a test or its class, where it would be missed.
    """
    found: list[Marked] = []
    for file in sorted(folder.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if ".requirement(" not in text:
            continue
        place = file.relative_to(folder.parent).as_posix()
        tree = ast.parse(text)
        if sum(1 for _ in _calls(tree)) != sum(1 for _ in _marks(tree)):
            raise ValueError(f"{place}: expected marks of requirements on tests and their classes alone")
        found += _in_tests(tree.body, "", (), place)
    return found


def _in_tests(body: Iterable[ast.stmt], within: str, ids: tuple[str, ...], place: str) -> Iterator[Marked]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _in_tests(node.body, f"{within}{node.name}::", (*ids, *_ids_of(node)), place)
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = tuple(dict.fromkeys((*ids, *_ids_of(node))))
            if own:
                yield Marked(place, f"{within}{node.name}", own)


def _ids_of(node: ast.ClassDef | ast.FunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        for call in _calls(decorator):
            yield from (str(argument.value) for argument in call.args if isinstance(argument, ast.Constant))


def _marks(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            for decorator in node.decorator_list:
                yield from _calls(decorator)


def _calls(within: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(within):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "requirement"
        ):
            yield node


def shown_by(every: Iterable[Marked]) -> Mapping[str, Sequence[Marked]]:
    """Return the tests that show each line, by id."""
    found: dict[str, list[Marked]] = {}
    for test in every:
        for id_ in test.ids:
            found.setdefault(id_, []).append(test)
    return found


@cache
def _met() -> Mapping[str, Sequence[Marked]]:
    return shown_by(marked())


def page_of_requirements() -> str:
    """Return docs/requirements.md."""
    return "\n".join(_requirements()) + "\n"


def page_of_conflicts() -> str:
    """Return docs/source-conflicts.md."""
    return "\n".join(_conflicts()) + "\n"


_WRITTEN: Final = "Written by `scripts/generate_requirements.py`; a test holds it to its sources."


def _requirements() -> Iterator[str]:
    lines = requirements()
    yield "# What the source documents ask"
    yield ""
    yield (
        f"Each of the {len(lines)} lines of [requirements.csv](../tests/requirements/requirements.csv), "
        "drawn from five documents of the OAS and CICAD, and what answers it."
    )
    yield (
        "A line is met where a test is marked with its id, out of scope, or still to come; "
        "[answers.yaml](../tests/requirements/answers.yaml) says so of those that no test shows."
    )
    yield "Where part of a line is there, it is still to come, and what is missing is said."
    yield _WRITTEN
    yield ""
    yield from _counts(lines)
    yield "## Still to come"
    yield ""
    yield from (f"- **{name}**: {text}" for name, text in capabilities().items())
    yield ""
    for group, of_group in groupby(lines, lambda line: line.group):
        yield f"## {group}"
        yield ""
        yield "| id | document | asks | answered by | disabled |"
        yield "|---|---|---|---|---|"
        for line in of_group:
            asks = f"{line.id} | {line.source} | {_cell(line.asks)}"
            yield f"| {asks} | {_answer(line.id)} | {_disabled(line.id)} |"
        yield ""


def _conflicts() -> Iterator[str]:
    lines = conflicts()
    yield "# Where the sources differ"
    yield ""
    yield (
        f"Each of the {len(lines)} conflicts of [conflicts.csv](../tests/requirements/conflicts.csv), "
        "within the five documents or with other sources, how it is resolved, and what answers it."
    )
    yield _WRITTEN
    yield ""
    yield from _counts(lines)
    yield "| id | topic | the document says | other sources say | resolved as | answered by | disabled |"
    yield "|---|---|---|---|---|---|---|"
    for line in lines:
        said = " | ".join(map(_cell, (line.id, line.group, line.source, line.differs, line.asks)))
        yield f"| {said} | {_answer(line.id)} | {_disabled(line.id)} |"


def _counts(lines: Sequence[Line]) -> Iterator[str]:
    met = _met()
    taken_away = {id_ for each in disabled() for id_ in each.requirements}
    told = Counter(_kind(line.id) for line in lines)
    coming = Counter(answers().get(line.id, {}).get("to_come") for line in lines)
    by = ", ".join(f"{name} {coming[name]}" for name in capabilities() if coming[name])
    proved = sum(line.id in taken_away and line.id in met for line in lines)
    yield "| | lines |"
    yield "|---|---|"
    yield f"| met by tests | {told['met']} |"
    yield f"| of these, the behaviour is disabled and a test seen to fail ([proof]({PROOF})) | {proved} |"
    yield f"| still to come: {by} | {told['to_come']} |"
    yield f"| out of scope | {told['out_of_scope']} |"
    yield f"| all | {len(lines)} |"
    yield ""


def _kind(id_: str) -> str:
    return "met" if id_ in _met() else next(iter(answers().get(id_, {"": ""})))


def _answer(id_: str) -> str:
    tests = _met().get(id_)
    if tests:
        return "<br>".join(f"[`{test.name.rpartition('::')[2]}`](../{test.file})" for test in tests)
    said = answers().get(id_, {})
    if "to_come" in said:
        return f"to come: **{said['to_come']}**; {_cell(said['remains'])}"
    return f"out of scope: {_cell(said['out_of_scope'])}"


def _disabled(id_: str) -> str:
    return "yes" if any(id_ in each.requirements for each in disabled()) else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    """Write both pages into the folder named, or into docs."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs"
    (folder / "requirements.md").write_text(page_of_requirements(), encoding="utf-8")
    (folder / "source-conflicts.md").write_text(page_of_conflicts(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
