"""What the program says in one language, and what stands in for what the language lacks."""

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest

from propengine.explain.catalogues import LANGUAGES, Language, catalogue_of
from propengine.explain.page import ASIDE, UNSURE, Span
from propengine.explain.phrases import Phrases
from propengine.v1 import law_pb2

VOCABULARY = Path(__file__).with_name("vocabulary.csv")
CALLED = {
    "alternative_to_incarceration": "programmes.title",
    "burden_of_proof": "burden.prosecution",
    "sanction_range": "subject.range-statutory",
    "this_is_decision_support_a_human_decides": "five-lines.a-person-decides",
}
"""What the program calls a thing of the vocabulary in other words than the English ones of it."""


@pytest.mark.parametrize(
    ("language", "lacking", "said"),
    [("pt", "pt", "es"), ("es", "es", "pt"), ("fr", "fr", "en"), ("en", "en", "es")],
)
def test_the_nearest_language_stands_in(language: Language, lacking: str, said: str) -> None:
    """A reader of Portuguese is given Spanish before English, where the ruleset has both."""
    text = law_pb2.Text(**{one: one for one in LANGUAGES if one != lacking})

    assert said == Phrases(language).said(text)


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("en", "There is one more question.", "There are 4 more questions."),
        ("es", "Hay una pregunta más.", "Hay 4 preguntas más."),
        ("pt", "Há mais uma pergunta.", "Há mais 4 perguntas."),
        ("fr", "Il y a une autre question.", "Il y a 4 autres questions."),
    ],
)
def test_one_thing_and_several(language: Language, one: str, several: str) -> None:
    """The catalogue has a text for each."""
    assert [one, several] == [Phrases(language).say("plain.more-questions", count=count) for count in (1, 4)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["1 year", "2 months", "7.5 months", "0.0625 hours", "10 1/3 days"]),
        ("fr", ["1 an", "2 mois", "7,5 mois", "0,0625 heure", "10 1/3 jours"]),
    ],
)
def test_time(language: Language, said: list[str]) -> None:
    """Exact, whatever its size."""
    times = (("1", "y"), ("2", "m"), ("15/2", "m"), ("1/16", "h"), ("31/3", "d"))

    assert said == [Phrases(language).time(Fraction(count), unit) for count, unit in times]


def test_pieces_of_a_message_keep_what_they_mean() -> None:
    """What is put into a sentence is marked there, whatever the order of its words."""
    mark = Span("P", UNSURE)
    spans = Phrases("fr").spans("decision.weakest-mark", mark=mark)

    assert mark in spans
    assert 3 == len(spans)
    assert (mark, Span(": "), Span("a", ASIDE), Span("b")) == Phrases().spans(
        "answer.of", subject=mark, said=[Span("a", ASIDE), Span("b")]
    )


def test_clauses() -> None:
    """No semicolon follows a whole sentence."""
    parts = ["one", "Is it two?", "three", "four"]

    assert "one; Is it two? three; four" == Phrases().clauses(parts)
    assert "one ; Is it two? three ; four" == Phrases("fr").clauses(parts)
    assert "" == Phrases().clauses([])


def test_a_chain_of_long_parts() -> None:
    """Each is joined behind a comma, and Spanish hears the next word."""
    assert "a, and b, and c" == Phrases().chained(["a", "b", "c"])
    assert "multa, e inhabilitación" == Phrases("es").chained(["multa", "inhabilitación"])
    assert "a" == Phrases().chained(["a"])


def test_words_of_the_vocabulary() -> None:
    """What the vocabulary of the source documents names, the program names as it does."""
    asked = {forms[0].lower(): id_ for id_, forms in catalogue_of("en").texts.items()}
    with VOCABULARY.open(encoding="utf-8") as file:
        terms = {term["key"]: term for term in csv.DictReader(file)}
    told = 0
    for key, term in terms.items():
        id_ = CALLED.get(key) or asked.get(term["en"].lower())
        if id_ is None:
            continue
        told += 1
        for language in LANGUAGES[1:]:
            said = catalogue_of(language).texts[id_][0]
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
