"""Names: what a reader of an answer sees is said in each language that the jurisdiction declares."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import BaseModel

from propengine.law.bandings import Banding
from propengine.law.contents import KINDS, Contents
from propengine.law.elements import Language
from propengine.law.quantities import Grouping
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Ladder, Phase, Rungs
from propengine.law.tables import Table
from propengine.law.vocabulary import Fact, RecordField
from propengine.notation.faults import Fault
from propengine.notation.places import JURISDICTION_FILE, Texts, written_in
from propengine.notation.sources import Path_

NAMED: Final = frozenset({"bands", "facts", "groupings", "tables", "measures", "ranges", "steps"})
"""Kinds that an answer shows by name; what has a question of the law, or a text, needs none."""


def naming_faults(ruleset: Ruleset, texts: Texts) -> Iterator[Fault]:
    """Yield a fault for everything that is not said in each language that a jurisdiction declares.

    Args:
        ruleset: what could be read.
        texts: the files that make each revision.
    """
    jurisdiction = ruleset.jurisdiction
    (document,) = texts[JURISDICTION_FILE]
    for path, message in _unsaid(jurisdiction, jurisdiction.languages):
        yield document.fault(path, message)
    seen: set[int] = set()
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions:
            layers = texts[str(revision)]
            if instrument.revisions[0] is revision:
                for message in _missing(instrument.title, jurisdiction.languages):
                    yield layers[0].fault(("title",), message)
            for path, message in _of_contents(revision.contents, jurisdiction.languages, seen):
                document, where = written_in(layers, path)
                yield document.fault(where, message)


def _of_contents(
    contents: Contents | None, languages: Sequence[Language], seen: set[int]
) -> Iterator[tuple[Path_, str]]:
    """Yield what the elements that no earlier revision had leave unsaid."""
    for kind in KINDS if contents is not None else ():
        for id_, element in getattr(contents, kind).items():
            if id(element) not in seen:
                seen.add(id(element))
                for path, message in (*_unsaid(element, languages), *_unnamed(kind, element, languages)):
                    yield (kind, id_, *path), message


def _unsaid(value: object, languages: Sequence[Language]) -> Iterator[tuple[Path_, str]]:
    """Yield the texts inside a value that lack a language, and the phases that lack a name."""
    if isinstance(value, Mapping) and value and all(isinstance(key, Language) for key in value):
        for message in _missing(value, languages):
            yield (), message
        return
    if isinstance(value, Phase) and value.name is None:
        yield (), _expected("a name", languages)
    if isinstance(value, BaseModel):
        parts: Iterator[tuple[str | int, object]] = (
            (name, getattr(value, name)) for name in type(value).model_fields
        )
    elif isinstance(value, Mapping):
        parts = iter(value.items())
    else:
        parts = enumerate(value) if isinstance(value, list) else iter(())
    for name, part in parts:
        for path, message in _unsaid(part, languages):
            yield (name, *path), message


def _missing(texts: Mapping[Language, str], languages: Sequence[Language]) -> Iterator[str]:
    lacking = [language for language in languages if language not in texts]
    if lacking:
        yield f"{_expected('this', lacking)}, one of the languages of {JURISDICTION_FILE}"


def _unnamed(kind: str, element: object, languages: Sequence[Language]) -> Iterator[tuple[Path_, str]]:
    """Yield what an element, or a word that it may be, is not called; and words that it has not."""
    if kind in NAMED and getattr(element, "name", None) is None:
        yield (), _expected("a name", languages)
    if isinstance(element, Fact):
        for name, field in (element.fields or {}).items():
            for path, message in _unnamed("facts", field, languages):
                yield ("fields", name, *path), message
    may_be = _words_of(element)
    words: Mapping[str, object] = getattr(element, "words", {})
    for word in may_be:
        if word not in words:
            yield ("words",) if words else (), _expected(f"what {word} is called under words", languages)
    for word in words:
        if word not in may_be:
            yield ("words", word), f"expected one of {', '.join(may_be) or 'no words'}, found {word!r}"


def _words_of(element: object) -> Sequence[str]:
    match element:
        case Fact() | RecordField():
            return element.members or ()
        case Banding():
            return [stretch.band for stretch in element.bands]
        case Table():
            return element.band_words
        case Grouping():
            return list(element.groups)
        case Ladder():
            return [grade.grade for grade in element.grades]
        case Rungs():
            return element.rungs
        case _:
            return ()


def _expected(what: str, languages: Sequence[Language]) -> str:
    return f"expected {what} in {' and '.join(languages)}"
