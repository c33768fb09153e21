"""How each language writes what every answer holds: days, long numbers, lists, and what stands in for it."""

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from propengine.explain.phrases import Language, Phrases
from propengine.explain.telling import Telling
from propengine.explain.translations import TRANSLATED
from propengine.v1 import decision_pb2, law_pb2

VOCABULARY = Path(__file__).with_name("vocabulary.csv")
CALLED = {
    "alternative_to_incarceration": "Alternatives to incarceration",
    "burden_of_proof": "the burden of proof is on the prosecution",
    "sanction_range": "the {checkpoint} range ({end})",
    "this_is_decision_support_a_human_decides": "a person decides",
}
"""What the program calls a thing of the vocabulary in other words than the English ones of it."""


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "1 January 2024", "5 August 2024"),
        ("es", "1 de enero de 2024", "5 de agosto de 2024"),
        ("pt", "1 de janeiro de 2024", "5 de agosto de 2024"),
        ("fr", "1er janvier 2024", "5 août 2024"),
    ],
)
def test_days(language: Language, first: str, second: str) -> None:
    """The first of a month is an ordinal in French."""
    phrases = Phrases(language)

    assert [first, second] == [phrases.date(dt.date(2024, month, day)) for month, day in ((1, 1), (8, 5))]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["9999", "50,000", "5,000,000", "0.123456"]),
        ("es", ["9999", "50\u00a0000", "5\u00a0000\u00a0000", "0.123456"]),
    ],
)
def test_long_numbers_are_grouped(language: Language, said: list[str]) -> None:
    """From five digits on, and never behind the point."""
    assert said == [Phrases(language).grouped(one) for one in ("9999", "50000", "5000000", "0.123456")]


@pytest.mark.parametrize(
    ("parts", "last", "said"),
    [
        (["multa", "prisión"], "and", "multa y prisión"),
        (["multa", "inhabilitación"], "and", "multa e inhabilitación"),
        (["nieve", "hielo"], "and", "nieve y hielo"),
        (["la fiscalía", "otra parte"], "or", "la fiscalía u otra parte"),
        (["7", "8"], "or", "7 u 8"),
        (["multa", "prisión"], "or", "multa o prisión"),
    ],
)
def test_lists_in_spanish(parts: list[str], last: str, said: str) -> None:
    """`y` and `o` change before their own sound."""
    assert said == Telling.of(decision_pb2.Decision(), Phrases("es")).listed(parts, last)


@pytest.mark.parametrize(
    ("language", "lacking", "said"),
    [("pt", "pt", "es"), ("es", "es", "pt"), ("fr", "fr", "en"), ("en", "en", "es")],
)
def test_the_nearest_language_stands_in(language: Language, lacking: str, said: str) -> None:
    """A reader of Portuguese is given Spanish before English, where the ruleset has both."""
    text = law_pb2.Text(**{one: one for one in ("en", "es", "pt", "fr") if one != lacking})

    assert said == Phrases(language).said(text)


def test_words_of_the_vocabulary() -> None:
    """What the vocabulary of the source documents names, the program names as it does."""
    asked = {phrase.lower(): phrase for phrase in TRANSLATED}
    with VOCABULARY.open(encoding="utf-8") as file:
        terms = {term["key"]: term for term in csv.DictReader(file)}
    told = 0
    for key, term in terms.items():
        phrase = CALLED.get(key) or asked.get(term["en"].lower())
        if phrase is None:
            continue
        told += 1
        for language, said in zip(("es", "pt", "fr"), TRANSLATED[phrase], strict=True):
            assert any(word in bare(said) for word in words(key, term[language])), (key, language, said)
    assert told >= 8


def words(key: str, term: str) -> list[str]:
    """Return each word for a term, without the country it is of; of a range, the word that names it."""
    found = [bare(one.strip()) for one in re.sub(r"\s*\(.*?\)", "", term).split(";")]
    return [one.split()[0] for one in found] if key == "sanction_range" else found


def bare(text: str) -> str:
    """Return a text as it is compared: plurals and the two ways to write Portuguese are one."""
    text = text.lower().replace("’", "'").replace("ô", "ó")
    return re.sub(r"(?<=\w\w)s\b", "", text)
