from collections.abc import Callable
from pathlib import Path

import pytest

from propengine.contract.application import Application, View
from propengine.contract.languages import Asked
from propengine.contract.protojson import read_case_text
from propengine.law.elements import Language
from propengine.v1 import decision_pb2
from tests.shipped import HANDLES, SHIPPED

EXAMPLES = Path(__file__).parents[2] / "examples"

Decided = Callable[[str], decision_pb2.Decision]


@pytest.fixture(scope="session")
def decided() -> Decided:
    """Decides an example, by the name of its file."""
    known: dict[str, decision_pb2.Decision] = {}

    def decide(name: str) -> decision_pb2.Decision:
        if name not in known:
            case = read_case_text((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
            known[name] = decision_pb2.Decision()
            application = Application({case.jurisdiction: SHIPPED[case.jurisdiction]}, HANDLES)
            application.evaluate(case, known[name], View(languages=Asked(tuple(Language))))
        return known[name]

    return decide
