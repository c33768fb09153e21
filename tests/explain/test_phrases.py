"""What the program says in one language, and what stands in for what the language lacks."""

from fractions import Fraction

import pytest

from propengine.explain.catalogues import LANGUAGES, Language
from propengine.explain.page import ASIDE, UNSURE, Span
from propengine.explain.phrases import Phrases
from propengine.v1 import law_pb2


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
