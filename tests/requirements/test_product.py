"""What the source documents ask of the product, whatever the law."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import propengine
from propengine.contract import templates
from propengine.contract.application import Application
from propengine.contract.violations import RequestRefusedError
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import Reason
from propengine.explain.catalogues import LANGUAGES, catalogue_of
from propengine.law.elements import Language
from propengine.law.faults import Expected
from propengine.law.programmes import Approach
from propengine.notation.faults import RulesetFaults
from propengine.v1 import case_pb2, decision_pb2
from tests.requirements.asking import months
from tests.shipped import CODES, SHIPPED
from tests.support import a_case, an_offence, grams, ruleset_of

SOURCE = Path(propengine.__file__).parent
_BLAMING = re.compile(
    r"\b(addicts?|junkies?|(?:drog)?adict[oa]s?|viciad[oa]s?|drogad[oa]s?|toxicomanes?|drogué(?:e|s|es)?)\b",
    re.IGNORECASE,
)


def strings(module: Path) -> Iterator[str]:
    """Yield every text that stands in a module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.requirement("S-206")
def test_no_text_of_an_answer_calls_a_person_by_an_illness() -> None:
    """In none of the four languages."""
    texts = list(strings(Path(templates.__file__)))
    texts += [
        form for language in LANGUAGES for forms in catalogue_of(language).texts.values() for form in forms
    ]

    assert texts
    assert [] == [text for text in texts if _BLAMING.search(text)]
    assert _BLAMING.search("the drogadicto")


@pytest.mark.requirement("S-237")
def test_no_country_stands_for_another() -> None:
    """A case without one is refused, and rulesets are listed by their codes and by nothing else."""
    with pytest.raises(RequestRefusedError) as refused:
        Application({}).evaluate(case_pb2.Case(), decision_pb2.Decision())

    reasons = {violation.path: violation.reason for violation in refused.value.violations}

    assert Reason.MISSING_FIELD == reasons["jurisdiction"]
    assert sorted(CODES) == list(SHIPPED)


@pytest.mark.requirement("S-238")
def test_no_code_of_a_country_stands_in_the_program() -> None:
    """What differs from country to country is data; `pt`, `es`, `fr` and `en` are languages, too."""
    named = {
        (module.name, text)
        for module in SOURCE.rglob("*.py")
        if "v1" not in module.parts
        for text in strings(module)
        if text in CODES and text not in set(Language)
    }

    assert set() == named


LIMIT = (
    """
substances: {leaf: {name: {en: leaf}}}
tables:
  limit:
    provision: art. 2
    mark: V
    effect: element
    bands: [{band: small, to: included}, {band: large}]
    rows: {leaf: {cuts: ["LIMIT"]}}
offences:
"""
    + an_offence("little", "{min: 1 m, max: 2 m}", "{conduct: possession, limit: small}")
    + an_offence("much", "{min: 1 y, max: 2 y}", "{conduct: possession, limit: large}")
)


@pytest.mark.requirement("S-238", "S-070")
@pytest.mark.parametrize(("limit", "range_"), [("5 g", (12, 24)), ("10 g", (1, 2))])
def test_a_limit_is_what_a_ruleset_says_it_is(tmp_path: Path, limit: str, range_: tuple[int, int]) -> None:
    """The same seven grams are much in one country and little in another; nothing else was changed."""
    ruleset = ruleset_of(tmp_path, LIMIT.replace("LIMIT", limit))
    found = decide(a_case([grams("7", "leaf")]), ruleset, Handles()).preferred

    assert found is not None
    assert range_ == months(found)


PROGRAMME = """
programmes:
  work:
    name: {en: work}
    provision: art. 8
    mark: V
    stage: [STAGE]
    approach: [APPROACH]
    origin: legislative
    gates: {legal: {}}
offences:
""" + an_offence()


@pytest.mark.parametrize(("stage", "approach"), [("sentencing", "kindness"), ("later", "diversion")])
def test_a_programme_has_a_stage_and_an_approach_of_the_closed_lists(
    tmp_path: Path, stage: str, approach: str
) -> None:
    """Another word is a fault when the ruleset is loaded, where it stands."""
    text = PROGRAMME.replace("STAGE", stage).replace("APPROACH", approach)

    assert 5 == len(Approach)
    with pytest.raises((RulesetFaults, Expected), match=r"kindness|later"):
        ruleset_of(tmp_path, text)
