"""A ranking as plain data, for other programs: everything that people are shown, exact numbers as text."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from propengine.law.elements import Language
from propengine.law.numerals import decimal
from propengine.priorities.criteria import Criterion, OfNumber
from propengine.priorities.ranking import Ranked, Ranking
from propengine.priorities.scores import Contribution, Points
from propengine.priorities.settling import Others, Settling

Data: TypeAlias = dict[str, object]

ADVICE: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.EN: (
            "Advice on the order of work: a person decides which case comes first. Cases are ranked, never "
            "persons. It says nothing of guilt, and shares nothing with classification or sanction."
        ),
        Language.ES: (
            "Consejo sobre el orden del trabajo: una persona decide qué caso va primero. Se ordenan casos, "
            "nunca personas. No dice nada de la culpabilidad y no comparte nada con la clasificación ni con "
            "la sanción."
        ),
        Language.PT: (
            "Conselho sobre a ordem do trabalho: uma pessoa decide que caso vem primeiro. Ordenam-se casos, "
            "nunca pessoas. Nada diz da culpa e nada partilha com a classificação nem com a sanção."
        ),
        Language.FR: (
            "Conseil sur l’ordre du travail : une personne décide quel dossier vient en premier. On classe "
            "des dossiers, jamais des personnes. Il ne dit rien de la culpabilité et ne partage rien avec la "
            "qualification ni avec la sanction."
        ),
    }
)


def data_of(ranking: Ranking) -> Data:
    """Return a ranking as what JSON can hold."""
    criteria = ranking.criteria
    return {
        "advice": dict(ADVICE),
        "title": dict(criteria.title),
        "mostPoints": decimal(criteria.most_points),
        "criteria": [{"id": id_, **_dumped(criterion)} for id_, criterion in criteria.heaviest_first],
        "cases": [_ranked(one) for one in ranking.ranked],
        "structures": {id_: [one.case.number for one in cases] for id_, cases in ranking.structures.items()},
    }


def _dumped(criterion: Criterion) -> Data:
    """Return a criterion as its file says it, its numbers as text."""
    data = criterion.model_dump(mode="json")
    data["weight"] = decimal(criterion.weight)
    if isinstance(criterion.answer, OfNumber):
        data["answer"]["cap"] = decimal(criterion.answer.cap)
    return data


def _ranked(one: Ranked) -> Data:
    return {
        "id": one.case.number,
        "structure": one.case.structure,
        "bestRank": one.best,
        "worstRank": one.worst,
        "points": _points(one.score.points),
        "contributions": [_contribution(part) for part in one.score.contributions],
        "tiedWith": _others(one.tied),
        "settling": _settling(one.settling) if one.settling is not None else None,
    }


def _points(points: Points) -> Data:
    return {"least": decimal(points.least), "most": decimal(points.most)}


def _contribution(part: Contribution) -> Data:
    answer = decimal(part.answer) if isinstance(part.answer, Fraction) else part.answer
    return {"criterion": part.criterion, "answer": answer, "points": _points(part.points)}


def _others(others: Others) -> Data:
    return {"count": others.count, "first": list(others.first)}


def _settling(settling: Settling) -> Data:
    return {
        "alone": [{"case": one.case, "criterion": one.criterion} for one in settling.alone],
        "together": {"ownCriteria": list(settling.own), "otherCases": _others(settling.others)},
    }
