"""Every phrase of the program stands in every language, with the same parts."""

import ast
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from propengine.core.slots import Of
from propengine.explain import phrases
from propengine.explain.translations import TRANSLATED
from propengine.law.sanctions import Checkpoint

PACKAGE = Path(phrases.__file__).parent
SOURCES = sorted([*PACKAGE.glob("*.py"), *PACKAGE.with_name("cli").glob("*.py")])


def phrases_of(file: Path) -> Iterator[str]:
    """Yield the texts with which a phrase is asked for: in the call, in `phrase`, or in a table."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr="own"), args=[asked, *_]):
                yield from constants(asked)
            case ast.Assign(targets=[ast.Name(id="phrase")], value=value):
                yield from constants(value)
            case ast.AnnAssign(target=ast.Name(id="_GROUPS" | "_THEN"), value=ast.expr() as value):
                yield from (str(c.value) for c in ast.walk(value) if isinstance(c, ast.Constant))


def constants(asked: ast.expr) -> Iterator[str]:
    for choice in (asked.body, asked.orelse) if isinstance(asked, ast.IfExp) else (asked,):
        if isinstance(choice, ast.Constant):
            yield str(choice.value)


def in_tables() -> Iterator[str]:
    """Yield the phrases of the tables of enums."""
    for name, table in vars(phrases).items():
        if (
            name.isupper()
            and isinstance(table, Mapping)
            and name not in {"UNITS", "MONTHS", "TRANSLATED", "_ORDER"}
        ):
            yield from table.values()


def parts_of(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.requirement("S-239")
def test_every_phrase_is_translated() -> None:
    """None is missing."""
    used = {phrase for file in SOURCES for phrase in phrases_of(file)} | set(in_tables())

    assert len(used) > 150
    assert set() == used - TRANSLATED.keys()


def test_the_ends_of_ranges_have_words() -> None:
    """They are asked for by the names that conditions give them."""
    assert set(map(str, Of)) == phrases.END.keys()
    assert set() == {phrases.RANGE.get(str(range_), str(range_)) for range_ in Checkpoint} - TRANSLATED.keys()


@pytest.mark.parametrize("phrase", TRANSLATED)
def test_the_parts_are_the_same(phrase: str) -> None:
    """What the program puts in has its place in every language."""
    assert [parts_of(phrase)] * 3 == [parts_of(translated) for translated in TRANSLATED[phrase]]
