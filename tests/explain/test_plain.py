"""The plain level: what a person who is no lawyer must be told, and in which words."""

import pytest

from propengine.explain.catalogues import Language
from propengine.explain.forms import Level, Wanted, lines_of
from propengine.explain.page import plain
from propengine.v1 import decision_pb2
from tests.explain.conftest import Decided

LATER = decision_pb2.MILDER_LAW_VERDICT_LATER_LAW


def told(decision: decision_pb2.Decision, language: Language = "en") -> list[str]:
    return plain(lines_of(decision, Wanted(language, Level.PLAIN))).splitlines()


def test_several_answers_are_told_with_what_they_hang_on(decided: Decided) -> None:
    """The offence of the other answer stands there, and how the law is read for it."""
    lines = told(decided("pt-resin-3-percent-uncertain"))

    assert "Can the answer be another one?" in lines
    assert "  Yes. There are 2 possible answers. The one above is preferred." in lines
    other = lines.index("  Another answer holds:")
    assert any("the gross weight" in line for line in lines[other:])
    assert lines.index("        Possession for own use above ten days") > other
    assert "        Time in prison: up to 1 year" in lines[other:]


def test_a_decided_answer_is_not_doubted_by_what_a_court_may_find(decided: Decided) -> None:
    """It holds on what is known; findings could change it."""
    lines = told(decided("uy-seven-plants"))

    assert "  On what is known, the answer above holds. What a court finds may change it." in lines
    assert "      Nothing can be imposed." in lines


def test_one_answer_asks_for_no_other(decided: Decided) -> None:
    """The question is not put."""
    assert "Can the answer be another one?" not in told(decided("pt-herb-24.9-g-2005"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A later law is milder, so it applies: the law of 10 August 2014."),
        ("es", "Una ley posterior es más favorable y por eso se aplica: la del 10 de agosto de 2014."),
        ("pt", "Uma lei posterior é mais benéfica e por isso se aplica: a de 10 de agosto de 2014."),
        ("fr", "Une loi postérieure est plus douce et s’applique donc : celle du 10 août 2014."),
    ],
)
def test_a_milder_law_is_told_in_one_sentence(language: Language, sentence: str, decided: Decided) -> None:
    """Of a sentence of before, with the day in words."""
    assert f"  {sentence}" in told(decided("ec-review-2014"), language)


def test_a_milder_law_in_some_worlds_is_not_told_of_all(decided: Decided) -> None:
    """One comparison of two finds it."""
    decision = decision_pb2.Decision()
    decision.CopyFrom(decided("ec-review-2014"))
    decision.milder_law_comparisons.add(verdict=decision_pb2.MILDER_LAW_VERDICT_EQUAL)

    lines = told(decision)
    assert "  In some cases a later law is milder and applies: the law of 10 August 2014." in lines


def test_alternatives_are_told_as_they_stand(decided: Decided) -> None:
    """One that the sentence decides is not one that may open when more is known."""
    lines = told(decided("uy-seven-plants"))

    at = lines.index("  These depend on the sentence:")
    assert lines[at + 1 : at + 3] == ["    Substitution of prisión", "  These may open, when more is known:"]


def test_where_no_prison_threatens_nothing_stands_in_its_place(decided: Decided) -> None:
    """The question what is possible instead is answered so."""
    assert "  Prison cannot be imposed." in told(decided("pt-herb-24.9-g-2005"))
    assert "  Prison cannot be imposed." not in told(decided("pt-resin-3-percent-uncertain"))


def test_a_conclusion_is_asked_for_as_a_question_where_there_is_no_other(decided: Decided) -> None:
    """No line under the questions is a statement, and who can answer a question is asked nothing else."""
    assert "    What is concluded on “schedule”?" in told(decided("ca-theft-2024"))
    assert not [line for line in told(decided("co-dose-2017")) if "What is concluded" in line]
