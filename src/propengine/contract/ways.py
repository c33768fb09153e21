"""What must be so for something to hold: alternatives of conjunctions of conditions."""

from collections.abc import Iterable, Mapping
from typing import Final

from propengine.contract.enums import QUESTION
from propengine.contract.values import fill_text
from propengine.engine.conditions import Bounds, Condition, Question
from propengine.engine.ways import Way
from propengine.law.elements import Language
from propengine.law.numerals import decimal
from propengine.v1 import decision_pb2

WHY_OPEN: Final[Mapping[Question, Mapping[Language, str]]] = {
    Question.FORM: {
        Language.EN: "form not stated",
        Language.ES: "forma no indicada",
        Language.PT: "forma não indicada",
        Language.FR: "forme non précisée",
    },
    Question.AMOUNT: {
        Language.EN: "amount not known",
        Language.ES: "cantidad no conocida",
        Language.PT: "quantidade não conhecida",
        Language.FR: "quantité non connue",
    },
    Question.UNCERTAINTY: {
        Language.EN: "stated uncertainty",
        Language.ES: "incertidumbre declarada",
        Language.PT: "incerteza declarada",
        Language.FR: "incertitude déclarée",
    },
    Question.QUANTITY: {
        Language.EN: "several values not known",
        Language.ES: "varios valores no conocidos",
        Language.PT: "vários valores não conhecidos",
        Language.FR: "plusieurs valeurs non connues",
    },
    Question.DISPUTED_FACT: {
        Language.EN: "disputed",
        Language.ES: "controvertido",
        Language.PT: "controvertido",
        Language.FR: "contesté",
    },
}
"""Why something is open that is so and not known: the case leaves it open, no provision of law does."""


def fill_ways(target: decision_pb2.Outcome | decision_pb2.MilderLawComparison, ways: Iterable[Way]) -> None:
    """Write alternatives; none where one of them asks for nothing, because nothing is open then."""
    alternatives = list(ways)
    if all(alternatives):
        for way in alternatives:
            message = target.ways.add()
            for condition in way:
                _fill_condition(message.conditions.add(), condition)


def _fill_condition(target: decision_pb2.Condition, condition: Condition) -> None:
    target.question = QUESTION[condition.question]
    target.id, target.value, target.provision = condition.id, condition.value, condition.provision
    if condition.question in WHY_OPEN:
        fill_text(target.why_open, WHY_OPEN[condition.question])
    if condition.bounds is not None:
        fill_bounds(target.bounds, condition.bounds)


def fill_bounds(target: decision_pb2.Bounds, bounds: Bounds) -> None:
    """Write between which ends a number lies."""
    if bounds.has_least:
        target.least, target.least_included = decimal(bounds.least), bounds.least_included
    if bounds.has_most:
        target.most, target.most_included = decimal(bounds.most), bounds.most_included
    target.unit = bounds.unit
