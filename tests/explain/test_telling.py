"""What an answer is about is told by its name wherever the law has one."""

from collections.abc import Iterable

import pytest

from propengine.contract.decisions import fill_decision
from propengine.contract.templates import templates_of
from propengine.engine.deciding import decide
from propengine.engine.refusals import CaseRefusedError
from propengine.explain.catalogues import Language
from propengine.explain.decision import told_decision
from propengine.explain.ids import SUBJECT
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2
from propengine.verify.worked_cases import engine_case, load_cases
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import RULESETS

EVERY = 80


@pytest.mark.parametrize("jurisdiction", CODES)
def test_no_id_stands_for_a_name(jurisdiction: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page says for want of a name has none in the law either, its reasoning included."""
    lacking: set[str] = set()
    first = Telling._first

    def watched(telling: Telling, elements: Iterable[str]) -> str:
        asked = list(elements)
        found = first(telling, asked)
        if not found:
            lacking.update(asked)
        return found

    monkeypatch.setattr(Telling, "_first", watched)
    told = 0
    for worked in load_cases(RULESETS / jurisdiction / "cases.yaml")[::EVERY]:
        case = engine_case(worked, jurisdiction)
        try:
            decision = decide(case, SHIPPED[jurisdiction], HANDLES)
        except CaseRefusedError:
            continue
        message = decision_pb2.Decision()
        fill_decision(message, decision, case.facts)
        lacking.clear()
        told += len(told_decision(message, Phrases(), with_reasoning=True, why_not=True))
        laws = [templates_of(outcome.law, outcome.run.law) for outcome in decision.outcomes]
        assert set() == lacking & {element for law in laws for element in law.names}, worked.id
    assert told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["bringing into a prison", "open unless a bar exists", "at sentencing", "trafficking"]),
        (
            "es",
            [
                "introducción en un centro penal",
                "abierta, salvo impedimento",
                "al dictar sentencia",
                "tráfico",
            ],
        ),
    ],
)
def test_words_that_no_ruleset_declares(language: Language, words: list[str]) -> None:
    """The program has them in each language."""
    telling = Telling.of(decision_pb2.Decision(), Phrases(language))
    asked = [
        ("conduct", "introduce_into_prison"),
        ("programme.parole", "open_unless"),
        ("stage", "sentencing"),
        ("classification", "trafficking"),
    ]

    assert words == [telling.word(subject, word) for subject, word in asked]


@pytest.mark.parametrize("language", ["es", "pt", "fr"])
def test_a_subject_leaves_the_verb_to_the_sentence(language: Language) -> None:
    """Put into a sentence that has one, it would be said twice."""
    phrases = Phrases(language)
    sentence = phrases.say("programmes.subject-is", subject="", value="")
    verb = sentence.strip()

    assert verb
    assert [] == [said for said in map(phrases.say, SUBJECT.values()) if said.endswith(f" {verb}")]
