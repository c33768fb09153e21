import json
from pathlib import Path

import pytest
from google.api import annotations_pb2
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from propengine.v1 import case_pb2, decision_pb2, evaluation_service_pb2, ruleset_service_pb2
from scripts import generate_openapi
from tests.openapi import DOCUMENT, validator

SCHEMAS = DOCUMENT["components"]["schemas"]
EXAMPLES = [
    file
    for file in sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
    if "jurisdiction" in json.loads(file.read_text(encoding="utf-8"))
]
METHODS = [
    method
    for file in (evaluation_service_pb2, ruleset_service_pb2)
    for service in file.DESCRIPTOR.services_by_name.values()
    for method in service.methods
]


def test_the_committed_document_is_what_the_protos_yield() -> None:
    assert generate_openapi.text() == generate_openapi.OUTPUT.read_text(encoding="utf-8")


def test_it_is_openapi() -> None:
    """Of 3.1, by a validator that is not ours; each schema by its own rules, too."""
    OpenAPIV31SpecValidator(DOCUMENT).validate()
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


def test_every_method_with_an_address_stands_in_it() -> None:
    """Streams alone have none: REST has batches for many cases."""
    listed = {one["operationId"] for path in DOCUMENT["paths"].values() for one in path.values()}
    without = {one.name for one in METHODS if not one.GetOptions().HasExtension(annotations_pb2.http)}

    assert {"StreamEvaluateCases"} == without
    assert {one.name for one in METHODS} - without == listed


@pytest.mark.parametrize("message", [case_pb2.Case, case_pb2.Item, decision_pb2.Decision])
def test_every_field_stands_in_it(message: type[case_pb2.Case]) -> None:
    """By the name that JSON has, with what the contract says about it."""
    schema = SCHEMAS[message.DESCRIPTOR.name]

    assert {field.json_name for field in message.DESCRIPTOR.fields} == schema["properties"].keys()
    assert all(one["description"] for one in schema["properties"].values())


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_examples_are_cases_by_it(file: Path) -> None:
    """Those with faults, too: what the law knows no schema says."""
    case = json.loads(file.read_text(encoding="utf-8"))

    assert [] == list(validator("Case").iter_errors(case))


@pytest.mark.parametrize(
    "changes",
    [
        {"convictoinDate": {"year": 2010}},
        {"stage": "STAGE_TRYAL"},
        {"items": [{"amount": 24.9}]},
        {"facts": {"a": {"boolean": True, "text": "b"}}},
        {"facts": {"a": {"integer": "many"}}},
    ],
)
def test_what_the_service_refuses_is_no_case_by_it(changes: dict[str, object]) -> None:
    """A misspelt name, a word that is none, a number for a text, two values, a text for a number."""
    case = json.loads(EXAMPLES[0].read_text(encoding="utf-8"))

    assert not validator("Case").is_valid({**case, **changes})
