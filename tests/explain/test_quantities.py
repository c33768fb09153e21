from propengine.contract.application import Application
from propengine.contract.protojson import read_case_text
from propengine.explain.forms import Wanted, text_of
from propengine.v1 import decision_pb2
from tests.explain.conftest import EXAMPLES
from tests.shipped import HANDLES, SHIPPED


def told(unit: str) -> str:
    """What is told of 25.1 of a unit of cannabis, which Portugal counts in grams."""
    text = (EXAMPLES / "pt-herb-25.1-g-2010.json").read_text(encoding="utf-8").replace('"g"', f'"{unit}"')
    decision = decision_pb2.Decision()
    Application({"pt": SHIPPED["pt"]}, HANDLES).evaluate(read_case_text(text), decision)
    return text_of(decision, Wanted())


def test_an_amount_in_a_unit_that_compares_with_nothing_is_told() -> None:
    """It is not the law that gives no figure: the figure stands beside it, in its own unit."""
    sentence = "not counted: the amount is stated in no unit that compares with the law’s figure; the law"

    assert sentence in told("ml")
    assert sentence not in told("g")
