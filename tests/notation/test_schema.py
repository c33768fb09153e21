import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from propengine.engine.refusals import Reason
from propengine.law.amounts import UNIT_CODES
from propengine.law.conduct import Conduct
from propengine.law.stages import Stage
from propengine.notation.schema import jurisdiction_schema, revision_schema
from propengine.notation.sources import Value, read_document
from tests.scripts.conftest import script as script  # noqa: PLC0414 - a fixture
from tests.strategies import Files, rulesets
from tests.support import RULESETS

ROOT = RULESETS.parent
SCHEMAS = ROOT / "schemas"
PROVISIONS = ROOT / "tests" / "provisions" / "rulesets"
FILES = [
    pytest.param(file.relative_to(folder).parts[0], file, id=str(file.relative_to(ROOT)))
    for folder in (RULESETS, PROVISIONS)
    for file in sorted(folder.rglob("*.yaml"))
]
JURISDICTION = jsonschema.Draft202012Validator(jurisdiction_schema())
REVISION = jsonschema.Draft202012Validator(revision_schema())


@pytest.fixture(scope="module")
def validators() -> Mapping[str, jsonschema.Draft202012Validator]:
    return {
        file.stem: jsonschema.Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))
        for file in SCHEMAS.glob("*.json")
    }


def mistakes(validators: Mapping[str, Any], name: str, value: Value) -> list[str]:
    validator = validators.get(name, validators["revision"])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_the_committed_schemas_are_those_of_the_models(script: Callable[[str], ModuleType]) -> None:
    """A model that changed without `make schemas` is found here."""
    generated = script("generate_schemas").schemas()

    assert set(generated) == {file.name for file in SCHEMAS.glob("*.json")}
    for name, schema in generated.items():
        assert schema == json.loads((SCHEMAS / name).read_text(encoding="utf-8")), name


def test_they_are_written_where_they_are_asked_for(
    script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    """`make schemas` writes exactly what the drift test compares."""
    assert 0 == script("generate_schemas").main([str(tmp_path)])

    for file in SCHEMAS.glob("*.json"):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ({"conduct": "possession"}, {"conduct": "posession"}),
        ({"conduct": ["supply", "import"]}, {"conduct": ["supply", "sale"]}),
        ({"conduct": {"not_one_of": ["supply"]}}, {"conduct": {"not_one_of": ["sale"]}}),
        ({"stage": {"at_least": "trial"}}, {"stage": {"at_least": "appeal"}}),
        ({"liability": "falta", "kind": "whatever"}, {"liability": "crime"}),
        ({"any_of": [{"programme.p": "eligible"}]}, {"any_of": [{"programme.p": "open"}]}),
        ({"classification": {"stated": True}}, {"classification": {"stated": "yes"}}),
    ],
)
def test_an_editor_knows_the_closed_lists_of_conditions(
    validators: Mapping[str, Any], condition: Value, wrong: Value
) -> None:
    """The words of what every law has are completed, and a misspelt one is underlined."""

    def notice(when: Value) -> Value:
        element: Value = {"provision": "a", "mark": "V", "text": {"en": "x"}, "flag": "x", "when": when}
        return {
            "title": {"en": "x"},
            "date_key": "offence",
            "citation": "a",
            "mark": "V",
            "notices": {"n": element},
        }

    assert [] == mistakes(validators, "revision", notice(condition))
    assert [] != mistakes(validators, "revision", notice(wrong))


def test_an_editor_knows_the_closed_lists_of_worked_cases() -> None:
    """Conduct, stage, units and reasons stand in the schema, though each is refused where it is decided."""
    of = json.loads((SCHEMAS / "cases.json").read_text(encoding="utf-8"))["$defs"]

    assert set(Conduct) == set(of["WorkedFacts"]["properties"]["conduct"]["enum"])
    assert set(Stage) == set(of["WorkedFacts"]["properties"]["stage"]["enum"])
    assert list(UNIT_CODES) == of["WorkedItem"]["properties"]["unit"]["anyOf"][0]["enum"]
    assert set(Reason) == set(of["Expectation"]["properties"]["refused"]["anyOf"][0]["enum"])


def test_they_are_schemas(validators: Mapping[str, jsonschema.Draft202012Validator]) -> None:
    """Each obeys the dialect that it names."""
    for validator in validators.values():
        jsonschema.Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize(("code", "file"), FILES)
def test_every_ruleset_file_obeys_its_schema(
    code: str, file: Path, validators: Mapping[str, jsonschema.Draft202012Validator]
) -> None:
    """What loads is what editors accept: no red line under good law."""
    assert [] == mistakes(validators, file.stem, read_document(file, file.name).value)


@settings(max_examples=15)
@given(rulesets())
def test_every_drawn_ruleset_obeys_its_schema(files: Files) -> None:
    """The schema allows whatever the loader reads."""
    for path, data in files.items():
        validator = JURISDICTION if path.endswith("jurisdiction.yaml") else REVISION

        assert [] == [error.message for error in validator.iter_errors(data)]


HEADER: dict[str, Any] = {"citation": "Act 1", "mark": "V"}
WHOLE: dict[str, Any] = {**HEADER, "title": {"en": "x"}, "date_key": "offence"}
CHANGE: dict[str, Any] = {**HEADER, "amends": "2000-01-01"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({**WHOLE, "offenses": {}}, "offenses"),
        ({**WHOLE, "set": {}}, "set"),
        ({**CHANGE, "offences": {}}, "offences"),
        ({**CHANGE, "ends": "2000-01-01"}, "valid under each of"),
        (HEADER, "not valid under any"),
        ({"title": {"en": "x"}, "date_key": "offence", "mark": "V"}, "citation"),
        ({**WHOLE, "mark": "X"}, "'X'"),
        ({**WHOLE, "title": {"xx": "x"}}, "xx"),
        ({**WHOLE, "rules": {"R 1": {}}}, "R 1"),
        ({**WHOLE, "notices": {"n": {"flag": "x", "text": {"en": "x"}, "mark": "V"}}}, "provision"),
        ({**CHANGE, "set": {"offences": {"o": {"sanktion": None}}}}, "sanktion"),
        ({**CHANGE, "remove": {"offences": "o"}}, "array"),
        (
            {**CHANGE, "set": {"rules": {"r": {"when": {"a": {"at_leest": 1}}}}}},
            "at_leest",
        ),
    ],
)
def test_a_slip_of_the_pen_is_underlined(value: dict[str, Any], told: str) -> None:
    """Misspelt fields, kinds, marks, languages, ids and comparisons are mistakes in the editor too."""
    errors = [str(error) for error in REVISION.iter_errors(value)]

    assert errors
    assert told in " ".join(errors)


def test_a_field_says_what_it_means() -> None:
    """What the models' docstrings say of a field is what an editor shows."""
    definitions = revision_schema()["$defs"]

    assert "what must be shown." == definitions["Rule"]["properties"]["when"]["description"]
    assert "Attributes" not in json.dumps(definitions)
    assert definitions["Rule"]["properties"]["provision"]["description"].startswith("the article")
