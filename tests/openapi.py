"""The OpenAPI document, and what checks a value against it."""

import json

from jsonschema import Draft202012Validator

from scripts.generate_openapi import OUTPUT

DOCUMENT = json.loads(OUTPUT.read_text(encoding="utf-8"))


def validator(name: str) -> Draft202012Validator:
    """Return what checks a value against a schema of the document."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    return Draft202012Validator(schema)
