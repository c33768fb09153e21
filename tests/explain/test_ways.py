"""What must be so for an outcome to hold, as it is printed."""

import pytest

from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling
from propengine.explain.ways import MOST_WAYS, told_ways
from propengine.v1 import decision_pb2, law_pb2


def way(*conditions: decision_pb2.Condition) -> decision_pb2.Way:
    return decision_pb2.Way(conditions=conditions)


def amount(item: int, **bounds: str | bool) -> decision_pb2.Condition:
    return decision_pb2.Condition(
        question=decision_pb2.QUESTION_AMOUNT,
        id=f"items[{item}].amount",
        bounds=decision_pb2.Bounds(**bounds),  # type: ignore[arg-type]  # texts and truths by name
    )


def told(*ways: decision_pb2.Way) -> list[str]:
    names = [decision_pb2.Name(element="substances/base", text=law_pb2.Text(en="cocaine base"))]
    telling = Telling.of(decision_pb2.Decision(names=names), Phrases())
    return [f"{'  ' * line.indent}{line.text}" for line in told_ways(telling, ways)]


def test_nothing_open_is_nothing_told() -> None:
    assert [] == told()


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ({"least": "5", "most": "5", "unit": "g"}, "5 g"),
        (
            {"least": "2", "most": "5", "most_included": True, "unit": "g"},
            "more than 2 g and at most 5 g",
        ),
        (
            {"least": "0.5", "least_included": True, "most": "7", "unit": "l"},
            "at least 0.5 l and less than 7 l",
        ),
        ({"least": "2000/3", "unit": "g"}, "more than 666 2/3 g"),
        ({"most": "0.25", "most_included": True, "unit": "tablet"}, "at most 0.25 tablet"),
        ({"unit": "tablet"}, "more than 0 tablet"),
    ],
)
def test_a_number_between_its_ends(bounds: dict[str, str | bool], text: str) -> None:
    """The item is counted as a person counts; an end that limits nothing is not told."""
    assert [f"  if the amount of item 2 is {text}"] == told(way(amount(1, **bounds)))


def test_a_purity_and_a_form() -> None:
    """Each condition of the one way has a line."""
    purity = decision_pb2.Condition(
        question=decision_pb2.QUESTION_UNCERTAINTY,
        id="items[0].purity",
        bounds=decision_pb2.Bounds(least="3", most="3", unit="%"),
    )
    form = decision_pb2.Condition(question=decision_pb2.QUESTION_FORM, id="items[0].substance", value="base")

    assert ["  if item 1 is cocaine base", "  if the purity of item 1 is 3 %"] == told(way(form, purity))


def test_alternatives_of_conjunctions() -> None:
    """Each of several ways is one line, with its conditions one after the other."""
    step = decision_pb2.Condition(
        question=decision_pb2.QUESTION_MAY_STEP, id="plea", value="taken", provision="art. 9"
    )
    five = amount(0, least="5", most="5", unit="g")

    assert [
        "  in each of these cases:",
        "    if the amount of item 1 is 5 g; if the court takes this step: plea [art. 9]",
        "    if the court takes this step: plea [art. 9]",
    ] == told(way(five, step), way(step))


def test_many_ways_are_counted() -> None:
    """Nobody reads hundreds; how many are left out is said."""
    ways = [way(amount(0, least=str(n), most=str(n), unit="g")) for n in range(MOST_WAYS + 3)]

    assert "    and in 3 more" == told(*ways)[-1]
    assert MOST_WAYS + 2 == len(told(*ways))


@pytest.mark.parametrize(
    ("name", "told_so"),
    [
        (
            "Is the person dependent?",
            [
                "if the disputed fact stands so: Is the person dependent? no",
                "if the court finds so: Is the person dependent? Yes",
                "if the court does not find so: Is the person dependent?",
            ],
        ),
        (
            "dependence",
            [
                "if the disputed fact stands so: dependence: no",
                "if the court finds so: dependence",
                "if the court does not find so: dependence",
            ],
        ),
    ],
)
def test_a_fact_by_its_question_or_its_name(name: str, told_so: list[str]) -> None:
    """A question is answered; a name is no question."""
    conditions = [
        decision_pb2.Condition(question=question, id="dependent", value=value)
        for question, value in (
            (decision_pb2.QUESTION_DISPUTED_FACT, "false"),
            (decision_pb2.QUESTION_FINDING, "found"),
            (decision_pb2.QUESTION_FINDING, "not found"),
        )
    ]
    names = [decision_pb2.Name(element="facts/dependent", text=law_pb2.Text(en=name))]
    telling = Telling.of(decision_pb2.Decision(names=names), Phrases())

    assert told_so == [line.text for line in told_ways(telling, [way(*conditions)])]
