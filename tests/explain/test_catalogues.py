"""What the program says stands in catalogues by id: every id it uses, in every language, and no other."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from propengine.core.slots import Of
from propengine.explain import catalogues, ids
from propengine.explain.catalogues import LANGUAGES, Catalogue, Language, catalogue_of
from propengine.explain.forms import Form, Wanted, text_of
from propengine.explain.phrases import Phrases
from tests.explain.conftest import Decided

PACKAGE: Final = Path(catalogues.__file__).parent
SOURCES: Final = sorted(
    {*PACKAGE.glob("*.py"), *PACKAGE.with_name("cli").glob("*.py")} - {Path(ids.__file__)}
)
PREFIXES: Final = {id_.partition(".")[0] for id_ in catalogue_of("en").texts}
ASKING: Final = frozenset({"say", "spans"})
"""What is called with an id."""


def texts_in(file: Path) -> Iterator[str]:
    """Yield each text of a module that looks like an id: that of a call, of a table, of a choice."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            prefix, dot, rest = node.value.partition(".")
            if prefix in PREFIXES and dot and re.fullmatch(r"[a-z0-9-]+", rest):
                yield node.value


def asked_in(file: Path) -> Iterator[str]:
    """Yield the texts with which a message is asked for."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[asked, *_]) if (
                name in ASKING
            ):
                choices = (asked.body, asked.orelse) if isinstance(asked, ast.IfExp) else (asked,)
                yield from (str(one.value) for one in choices if isinstance(one, ast.Constant))


def in_tables() -> Iterator[str]:
    """Yield the ids for the words of the contract."""
    for name, table in vars(ids).items():
        if name.isupper():
            yield from table.values() if isinstance(table, Mapping) else (str(table),)


@pytest.mark.requirement("S-239")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_has_its_message_and_every_message_its_use(language: Language) -> None:
    """None is missing in a language, and none is left behind when the program no longer says it."""
    used = {id_ for file in SOURCES for id_ in texts_in(file)} | set(in_tables())

    assert used == catalogue_of(language).texts.keys()


def test_what_is_asked_for_is_an_id() -> None:
    """A sentence in the place of an id would be said in no language."""
    asked = {id_ for file in SOURCES for id_ in asked_in(file)}

    assert len(asked) > 150
    assert set() == asked - catalogue_of("en").texts.keys()


def test_the_entries_stand_in_one_order() -> None:
    """Whoever edits two catalogues side by side finds an entry in the same place."""
    first, *others = (list(catalogue_of(language).texts) for language in LANGUAGES)

    assert [first] * 3 == others


def test_the_ends_of_ranges_have_words() -> None:
    """They are asked for by the names that conditions give them."""
    assert set(map(str, Of)) == ids.END.keys()


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes one message out of the French catalogue, and one out of all but the English one."""
    lacking: dict[Language, set[str]] = {
        "es": {"plain.no-prison"},
        "pt": {"plain.no-prison"},
        "fr": {"plain.no-prison", "five-lines.what-it-is", "time.years"},
    }
    known: dict[Language, Catalogue] = {
        language: Catalogue(
            language,
            {
                id_: text
                for id_, text in catalogue_of(language).texts.items()
                if id_ not in lacking.get(language, ())
            },
            "",
        )
        for language in LANGUAGES
    }
    for module in ("catalogues", "phrases", "languages"):
        monkeypatch.setattr(f"propengine.explain.{module}.catalogue_of", known.__getitem__)


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Prison cannot be imposed."),
        ("es", "[en: Prison cannot be imposed.]"),
        ("fr", "[en: Prison cannot be imposed.]"),
    ],
)
def test_what_a_language_lacks_stands_in_another_and_is_marked(language: Language, said: str) -> None:
    """The nearest that has it: for Portuguese and Spanish each other, then English."""
    assert said == Phrases(language).say("plain.no-prison")


@pytest.mark.usefixtures("without")
def test_a_page_says_that_it_lacks_something(decided: Decided) -> None:
    """At its foot, and with the language of the passage where it stands."""
    page = text_of(decided("pt-herb-24.9-g-2005"), Wanted("fr", form=Form.HTML))

    assert '<span lang="en">[en: What it is]</span>' in page
    assert Phrases("fr").say("languages.program-lacks") in page
    assert Phrases("en").say("languages.program-lacks") not in text_of(
        decided("pt-herb-24.9-g-2005"), Wanted()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_pages_lack_nothing(language: Language, decided: Decided) -> None:
    """With the shipped catalogues, no page says that something of the program stands in another language."""
    text = text_of(decided("pt-herb-24.9-g-2005"), Wanted(language))

    assert Phrases(language).say("languages.program-lacks") not in text


@pytest.mark.parametrize(
    ("head", "entry", "role"),
    [
        ("# Signed off by:\n", "", ""),
        ("# Signed off by: Court of Appeal, sworn translator \n", "", "Court of Appeal, sworn translator"),
        ("# Signed off by: sworn translator\n", "#, fuzzy\n", ""),
        ("", "", ""),
    ],
)
def test_who_signed_a_catalogue_off(
    head: str, entry: str, role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The role that its head names, unless an entry was changed since and is marked for another look."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    kind = '"Content-Type: text/plain; charset=utf-8\\n"'
    text = f'# Words.\n{head}msgid ""\nmsgstr ""\n{kind}\n\n{entry}msgid "a.b"\nmsgstr "c"\n'
    (folder / "fr.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogues, "files", lambda _: tmp_path)
    found = catalogues.catalogue_of.__wrapped__("fr")

    assert {"a.b": ("c",)} == found.texts
    assert role == found.signed_off_by


def test_a_page_names_who_signed_off(decided: Decided, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of the line that nobody has."""
    known = catalogue_of("pt")
    signed = Catalogue("pt", known.texts, "sworn translator")
    monkeypatch.setattr(
        "propengine.explain.languages.catalogue_of",
        lambda language: signed if language == "pt" else catalogue_of(language),
    )
    text = text_of(decided("uy-six-plants"), Wanted("pt"))

    assert Phrases("pt").say("languages.signed-off", role="sworn translator") in text
    assert Phrases("pt").say("languages.working-translation") not in text
