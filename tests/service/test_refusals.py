from collections.abc import Callable, Mapping
from typing import Any

import pytest
from google.protobuf import json_format

from propengine.v1 import case_pb2, decision_pb2

Change = Mapping[str, Any]
"""Fields of a case, in protojson, in the place of those of a good one."""


def item(**fields: str | bool) -> Change:
    return {"items": [{"substance": "cocaine", "amount": "6", "unit": "g", **fields}]}


def fact(name: str, **value: Any) -> Change:
    return {"facts": {name: value}}


def day(year: int, month: int = 1, of_month: int = 1) -> Change:
    return {"year": year, "month": month, "day": of_month}


REFUSALS: Mapping[str, tuple[Change, str, str, str]] = {
    "a comma": (item(amount="24,9"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "thousands": (item(amount="1.000,5"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "an exponent": (item(amount="1e3"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "an expression": (item(amount="2*3"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "zero": (item(amount="0"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "negative": (item(amount="-1"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "not a number": (item(amount="NaN"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "infinite": (item(amount="Infinity"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "too much": (item(amount="9" * 40), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "other digits": (item(amount="٣"), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "an empty amount": (item(amount=""), "items[0].amount", "INVALID_AMOUNT", "INVALID_ARGUMENT"),
    "half a tablet": (
        item(amount="0.5", unit="tablet"),
        "items[0].amount",
        "INVALID_AMOUNT",
        "INVALID_ARGUMENT",
    ),
    "gr": (item(unit="gr"), "items[0].unit", "INVALID_UNIT", "INVALID_ARGUMENT"),
    "Mg": (item(unit="Mg"), "items[0].unit", "INVALID_UNIT", "INVALID_ARGUMENT"),
    "no unit": (
        {"items": [{"substance": "cocaine", "amount": "6"}]},
        "items[0].unit",
        "MISSING_UNIT",
        "INVALID_ARGUMENT",
    ),
    "a volume for a mass": (
        item(amount="3", unit="tablet", massOfOne="2", massOfOneUnit="ml"),
        "items[0].mass_of_one_unit",
        "INCOMPATIBLE_UNIT",
        "INVALID_ARGUMENT",
    ),
    "purity above 100": (
        item(purityPercent="101"),
        "items[0].purity_percent",
        "INVALID_PURITY",
        "INVALID_ARGUMENT",
    ),
    "purity of zero": (
        item(purityPercent="0"),
        "items[0].purity_percent",
        "INVALID_PURITY",
        "INVALID_ARGUMENT",
    ),
    "purity of the pure": (
        item(purityPercent="50", pure=True),
        "items[0].purity_percent",
        "INVALID_PURITY",
        "INVALID_ARGUMENT",
    ),
    "an uncertainty above the amount": (
        item(amountUncertainty="7"),
        "items[0].amount_uncertainty",
        "INVALID_AMOUNT",
        "INVALID_ARGUMENT",
    ),
    "an unknown substance": (
        item(substance="cocain"),
        "items[0].substance",
        "UNKNOWN_SUBSTANCE",
        "INVALID_ARGUMENT",
    ),
    "no substance": (item(substance=""), "items[0].substance", "MISSING_FIELD", "INVALID_ARGUMENT"),
    "too many items": ({"items": [item()["items"][0]] * 65}, "items", "TOO_MANY_ITEMS", "INVALID_ARGUMENT"),
    "an unknown fact": (fact("coercd", boolean=True), "facts[coercd]", "UNKNOWN_FACT", "INVALID_ARGUMENT"),
    "a protected attribute": (
        fact("ethnicity", text="x"),
        "facts[ethnicity]",
        "PROTECTED_ATTRIBUTE",
        "INVALID_ARGUMENT",
    ),
    "a fact of another type": (
        fact("coerced", text="yes"),
        "facts[coerced]",
        "INVALID_FACT",
        "INVALID_ARGUMENT",
    ),
    "a word that is no member": (
        fact("purpose", text="gift"),
        "facts[purpose]",
        "INVALID_FACT",
        "INVALID_ARGUMENT",
    ),
    "a member of no set": (
        fact("roles", words={"words": ["courier", "king"]}),
        "facts[roles]",
        "INVALID_FACT",
        "INVALID_ARGUMENT",
    ),
    "a negative count": (
        fact("prior_convictions", integer="-1"),
        "facts[prior_convictions]",
        "INVALID_FACT",
        "INVALID_ARGUMENT",
    ),
    "a fact that says nothing": (fact("coerced"), "facts[coerced]", "MISSING_FIELD", "INVALID_ARGUMENT"),
    "a stated band that is not reached": (
        fact("limits", text="small"),
        "facts[limits]",
        "CONTRADICTORY_FACTS",
        "INVALID_ARGUMENT",
    ),
    "a fraction that the law does not allow": (
        {"facts": {"guilty_plea": {"boolean": True}, "plea_reduction": {"text": "1/2"}}},
        "facts[plea_reduction]",
        "OUTSIDE_BOUNDS",
        "INVALID_ARGUMENT",
    ),
    "several acts": (fact("acts", integer="2"), "facts[acts]", "FURTHER_ACTS", "INVALID_ARGUMENT"),
    "a narrative": (fact("coerced", text="x" * 101), "facts[coerced]", "TEXT_TOO_LONG", "INVALID_ARGUMENT"),
    "an unknown jurisdiction": ({"jurisdiction": "zz"}, "jurisdiction", "UNKNOWN_JURISDICTION", "NOT_FOUND"),
    "an unknown charge": ({"charge": "theft"}, "charge", "UNKNOWN_CHARGE", "INVALID_ARGUMENT"),
    "a contradicted charge": ({"charge": "own-use"}, "charge", "CONTRADICTORY_FACTS", "INVALID_ARGUMENT"),
    "no stage": ({"stage": 0}, "stage", "MISSING_FIELD", "INVALID_ARGUMENT"),
    "a stage of no contract": ({"stage": 99}, "stage", "UNKNOWN_ENUM_VALUE", "INVALID_ARGUMENT"),
    "a conduct of no contract": ({"conduct": -1}, "conduct", "UNKNOWN_ENUM_VALUE", "INVALID_ARGUMENT"),
    "a standing of no contract": (
        fact("coerced", boolean=True, standing=77),
        "facts[coerced].standing",
        "UNKNOWN_ENUM_VALUE",
        "INVALID_ARGUMENT",
    ),
    "29 February 2005": (
        {"offenceDate": day(2005, 2, 29)},
        "offence_date",
        "INVALID_DATE",
        "INVALID_ARGUMENT",
    ),
    "a month without a day": (
        {"offenceDate": {"year": 2005, "month": 6}},
        "offence_date",
        "INVALID_DATE",
        "INVALID_ARGUMENT",
    ),
    "a decision before the offence": (
        {"decisionDate": day(2004)},
        "decision_date",
        "DATES_OUT_OF_ORDER",
        "INVALID_ARGUMENT",
    ),
    "an end before its beginning": (
        {"offenceEndDate": day(2005)},
        "offence_end_date",
        "DATES_OUT_OF_ORDER",
        "INVALID_ARGUMENT",
    ),
    "before the law": ({"offenceDate": day(1950)}, "offence_date", "NO_LAW_ON_DATE", "FAILED_PRECONDITION"),
    "a text that is not known": (
        {"offenceDate": day(2021), "decisionDate": day(2022)},
        "offence_date",
        "LAW_NOT_KNOWN",
        "FAILED_PRECONDITION",
    ),
}


def changed(case: case_pb2.Case, change: Change) -> case_pb2.Case:
    base = json_format.MessageToDict(case)
    return json_format.ParseDict({**base, **change}, case_pb2.Case())


@pytest.mark.parametrize("situation", REFUSALS)
def test_refusal(
    situation: str, case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any], decide: Callable[..., Any]
) -> None:
    """Each situation has its reason, its code and its field, and the server goes on."""
    change, path, reason, code = REFUSALS[situation]

    told = refuse(changed(case, change))

    field = "case" if path == "case" else f"case.{path}"
    assert (code, reason, "propengine", {field: reason}) == (told.code, told.reason, told.domain, told.fields)
    assert field == told.metadata["field"]
    assert decision_pb2.DECISION_STATUS_UNSPECIFIED != decide(case).status


def test_metadata_holds_the_variables(case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]) -> None:
    """What the message says is in the metadata too, so that nobody parses the message."""
    told = refuse(changed(case, item(amount="24,9")))

    assert "24,9" == told.metadata["found"]
    assert "24,9" in told.message


def test_all_faults_at_once(case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]) -> None:
    """Every fault of a case is told in one answer, those of the contract and those of the law."""
    change = {
        "stage": 0,
        "charge": "theft",
        "items": [
            {"substance": "cocain", "amount": "24,9", "unit": "g"},
            {"substance": "cocaine", "amount": "1", "unit": "gr", "purityPercent": "101"},
        ],
        "facts": {"nothing": {"boolean": True}, "coerced": {}},
    }

    told = refuse(changed(case, change))

    assert ("INVALID_ARGUMENT", "SEVERAL_FAULTS", {"faults": "8"}) == (told.code, told.reason, told.metadata)
    assert {
        "case.stage": "MISSING_FIELD",
        "case.charge": "UNKNOWN_CHARGE",
        "case.items[0].substance": "UNKNOWN_SUBSTANCE",
        "case.items[0].amount": "INVALID_AMOUNT",
        "case.items[1].unit": "INVALID_UNIT",
        "case.items[1].purity_percent": "INVALID_PURITY",
        "case.facts[nothing]": "UNKNOWN_FACT",
        "case.facts[coerced]": "MISSING_FIELD",
    } == told.fields


def test_faults_of_amounts_need_no_law(case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]) -> None:
    """Where the dates are missing, what no law changes is told all the same."""
    broken = changed(case, item(amount="24,9"))
    broken.ClearField("offence_date")

    told = refuse(broken)

    assert {"case.offence_date": "MISSING_FIELD", "case.items[0].amount": "INVALID_AMOUNT"} == told.fields


def test_out_of_order_and_more(case: case_pb2.Case, refuse: Callable[[case_pb2.Case], Any]) -> None:
    """Dates that contradict each other do not hide the other faults."""
    told = refuse(changed(case, {**item(unit="gr"), "decisionDate": day(2004)}))

    assert {"case.decision_date": "DATES_OUT_OF_ORDER", "case.items[0].unit": "INVALID_UNIT"} == told.fields
