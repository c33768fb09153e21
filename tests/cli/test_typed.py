"""What a person types is read as the value of a fact, or refused."""

from datetime import date

import pytest

from propengine.cli.person import UnreadError
from propengine.cli.typed import options_of, read_amount, read_day, read_fact
from propengine.explain.phrases import Phrases
from propengine.v1 import case_pb2, fact_pb2, law_pb2

TEXT, WORDS = case_pb2.FactValue, case_pb2.WordList
ROLES = fact_pb2.Fact(
    type=fact_pb2.FACT_TYPE_ENUM,
    members=["courier", "the_head"],
    words=[fact_pb2.Word(word="courier", called=law_pb2.Text(en="carrier", es="correo"))],
)
SIGNS = fact_pb2.Fact(type=fact_pb2.FACT_TYPE_SET, members=["scales", "sales"])
FREE = fact_pb2.Fact(type=fact_pb2.FACT_TYPE_BOOLEAN)
TIMES = fact_pb2.Fact(type=fact_pb2.FACT_TYPE_INTEGER, least=1, most=3)
LENGTH = fact_pb2.Fact(type=fact_pb2.FACT_TYPE_DURATION)
SHARE = fact_pb2.Fact(type=fact_pb2.FACT_TYPE_NUMBER)


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        (ROLES, "1", TEXT(text="courier")),
        (ROLES, "Correo", TEXT(text="courier")),
        (ROLES, "courier", TEXT(text="courier")),
        (ROLES, "the head", TEXT(text="the_head")),
        (SIGNS, "2, 1, 2", TEXT(words=WORDS(words=["sales", "scales"]))),
        (SIGNS, "0", TEXT(words=WORDS())),
        (FREE, "S", TEXT(boolean=True)),
        (FREE, "no", TEXT(boolean=False)),
        (TIMES, "3", TEXT(integer=3)),
        (LENGTH, "1 y 6 m", TEXT(text="1 y 6 m")),
        (SHARE, "1/3", TEXT(text="1/3")),
        (SHARE, "?", TEXT()),
    ],
)
def test_a_value_is_read(fact: fact_pb2.Fact, typed: str, value: case_pb2.FactValue) -> None:
    """By number, id or words in the language; for several with commas."""
    assert value == read_fact(fact, options_of(fact, Phrases("es")), typed)


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        (ROLES, "3"),
        (ROLES, "cour"),
        (SIGNS, "1 2"),
        (SIGNS, "1,"),
        (FREE, "y"),
        (TIMES, "0"),
        (TIMES, "4"),
        (TIMES, "\N{SUPERSCRIPT TWO}"),
        (LENGTH, "6"),
        (LENGTH, "1 month"),
        (SHARE, "a third"),
        (SHARE, "1/0"),
    ],
)
def test_what_is_no_value_is_refused(fact: fact_pb2.Fact, typed: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UnreadError):
        read_fact(fact, options_of(fact, Phrases("es")), typed)


def test_days_and_amounts() -> None:
    """A day of the calendar; an amount that a case may have, with or without a blank before its unit."""
    assert (date(2024, 2, 29), ("24.9", "g"), ("3", "plant"), ("", "")) == (
        read_day("2024-02-29"),
        read_amount("24.9g"),
        read_amount("3 plant"),
        read_amount("?"),
    )


@pytest.mark.parametrize("typed", ["24,9 g", "24.9", "0 g", "1.5 plant", "1 grain", "-1 g", "1.2.3 g"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    """A comma, no unit, nothing at all, a part of a thing, a unit that is none."""
    with pytest.raises(UnreadError):
        read_amount(typed)
