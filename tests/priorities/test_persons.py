from pathlib import Path

import pytest

from propengine.engine.facts import PROTECTED
from propengine.law.elements import Language
from propengine.notation.faults import RulesetFaults
from propengine.priorities.cases import CaseList, Record
from propengine.priorities.criteria import Criteria, Criterion, OfNumber, OfWords, Word
from propengine.priorities.loading import load_criteria
from propengine.priorities.persons import asks_of_a_person
from tests.priorities.conftest import Write

EXAMPLE = Path(__file__).parents[2] / "examples" / "priorities" / "criteria.yaml"
OF_PERSONS = (
    "age",
    "sex",
    "gender",
    "ethnicity",
    "nationality",
    "religion",
    "sexual_orientation",
    "pregnancy",
    "disability",
    "health_condition",
    "addiction",
    "income",
    "employment",
    "education",
    "residence",
    "address",
    "neighbourhood",
    "criminal_record",
    "record",
    "antecedents",
    "previous_convictions",
    "recidivism",
    "reoffending",
    "risk_score",
    "risk",
    "dangerousness",
    "prediction",
    "profile",
    "face",
    "emotion",
    "accused",
    "defendant",
    "suspect",
)
ASKED = {
    Language.EN: (
        "How old is the accused, and of what age?",
        "Is he likely to do it again?",
        "Does the person live in this city?",
        "What is the offender's criminal record?",
    ),
    Language.ES: (
        "¿Qué edad tiene el imputado?",
        "¿La persona tiene antecedentes?",
        "¿Cuál es el nivel de riesgo?",
        "¿Es reincidente?",
        "¿En qué barrio tiene su domicilio?",
    ),
    Language.PT: (
        "Qual é a idade do acusado?",
        "A pessoa tem antecedentes?",
        "Qual é a pontuação de risco?",
        "Mora em que bairro?",
        "É reincidente?",
    ),
    Language.FR: (
        "Quel est l’âge du prévenu ?",
        "La personne a-t-elle un casier ?",
        "Quel est le score de risque ?",
        "Quel est le domicile ?",
        "Est-ce une récidive ?",
    ),
}
OF_CASES = {
    Language.EN: (
        "How many people were harmed?",
        "Was there an arrest in the act?",
        "Are weapons part of the activity?",
        "Does the case touch public health or a school?",
        "How far up the chain of command does the evidence reach?",
    ),
    Language.ES: (
        "¿Cuántas personas sufrieron daño?",
        "¿Hubo captura en flagrancia?",
        "¿Quién ejerce la dirección de la estructura?",
        "¿Hubo empleo de armas?",
    ),
    Language.PT: ("Quantas pessoas sofreram dano?", "Houve prisão em flagrante?", "Há emprego de armas?"),
    Language.FR: ("Combien de personnes ont subi un dommage ?", "Y a-t-il emploi d’armes ?"),
}


@pytest.mark.parametrize("id_", sorted({*PROTECTED, *OF_PERSONS}))
def test_no_fact_about_a_person_is_a_criterion(id_: str, write: Write) -> None:
    """No protected attribute, record, residence, score of risk: the file is refused, where it stands."""
    name = id_.replace("_", " ")
    text = f"""\
        title: {{en: x}}
        criteria:
          {id_}:
            name: {{en: {name}}}
            question: {{en: x}}
            answer: {{words: [{{word: low, name: {{en: x}}}}, {{word: {id_}, name: {{en: x}}}}]}}
            weight: 1
            why: {{en: x}}
            source: x
    """

    with pytest.raises(RulesetFaults) as caught:
        load_criteria(write("criteria.yaml", text))

    at = f"criteria.{id_}"
    assert {at, f"{at}.name.en", f"{at}.answer.words[1].word"} == {
        fault.path for fault in caught.value.faults
    }
    assert all("never persons" in fault.message for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("language", "text"), [(lang, text) for lang, texts in ASKED.items() for text in texts]
)
def test_no_question_asks_about_a_person(language: Language, text: str) -> None:
    """In none of the four languages, whatever the case and the accents."""
    for written in (text, text.upper()):
        assert asks_of_a_person(written, language)


@pytest.mark.parametrize(
    ("language", "text"), [(lang, text) for lang, texts in OF_CASES.items() for text in texts]
)
def test_questions_about_a_case_are_asked(language: Language, text: str) -> None:
    """Harm to people, arrest in the act, weapons and leadership are of the case."""
    assert asks_of_a_person(text, language) is None


def test_the_title_speaks_of_no_person(write: Write) -> None:
    """Whatever is declared below it: what is ranked is said above it."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("Example of criteria after", "Offenders by risk after")

    with pytest.raises(RulesetFaults) as caught:
        load_criteria(write("criteria.yaml", text))

    assert ["title.en"] == [fault.path for fault in caught.value.faults]


def test_neither_criteria_nor_cases_have_a_field_for_a_person() -> None:
    """There is nowhere to write who somebody is: a case has a number, a structure, and answers."""
    assert {"id", "structure", "answers"} == Record.model_fields.keys()
    assert {"cases"} == CaseList.model_fields.keys()
    assert {"title", "criteria"} == Criteria.model_fields.keys()
    assert {"name", "question", "answer", "weight", "why", "source"} == Criterion.model_fields.keys()
    fields = {*OfWords.model_fields, *OfNumber.model_fields, *Word.model_fields}
    assert {"words", "unit", "cap", "word", "name"} == fields


def test_what_the_office_says_of_its_reasons_is_its_own(write: Write) -> None:
    """Why and source may name persons, to say that nobody is ranked."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("source: ", "source: never by age or risk; ", 1)
    text = text.replace('source: never by age or risk; "OAS', 'source: "never by age or risk; OAS')

    sources = {one.source for one in load_criteria(write("criteria.yaml", text)).criteria.values()}

    assert any("never by age or risk" in source for source in sources)
