from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format

from propengine.contract.application import Application
from propengine.contract.violations import RequestRefusedError, Violation
from propengine.law.codes import CodeSystem
from propengine.notation.codes import load_codes
from propengine.notation.faults import RulesetFaults
from propengine.server.loading import load_application
from propengine.v1 import case_pb2, decision_pb2

CODES = """
code_system: court
jurisdiction: xx
offences: {"220.1": trafficking, "220.2": own-use}
substances: {C-1: cocaine, K-2: khat}
"""


@pytest.fixture(scope="module")
def coded(application: Application, tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The application, with the codes of a court."""
    folder = tmp_path_factory.mktemp("codes")
    (folder / "court.yaml").write_text(CODES, encoding="utf-8")
    (folder / "other.yaml").write_text(
        "code_system: other\njurisdiction: yy\nsubstances: {C-1: heroin}\n", encoding="utf-8"
    )
    return replace(application, code_systems=load_codes([folder], application.rulesets))


def case(**changes: Any) -> case_pb2.Case:
    good = {
        "jurisdiction": "xx",
        "codeSystem": "court",
        "offenceDate": {"year": 2005, "month": 6, "day": 1},
        "decisionDate": {"year": 2006, "month": 1, "day": 10},
        "stage": "STAGE_SENTENCING",
        "conduct": "CONDUCT_SUPPLY",
        "charge": "220.1",
        "items": [{"substance": "C-1", "amount": "6", "unit": "g"}],
    }
    return json_format.ParseDict({**good, **changes}, case_pb2.Case())


def decided(application: Application, asked: case_pb2.Case) -> decision_pb2.Decision:
    answer = decision_pb2.Decision()
    application.evaluate(asked, answer)
    return answer


def refused(application: Application, asked: case_pb2.Case) -> list[Violation]:
    with pytest.raises(RequestRefusedError) as caught:
        application.evaluate(asked, decision_pb2.Decision())
    return list(caught.value.violations)


def told(application: Application, asked: case_pb2.Case) -> list[tuple[str, str]]:
    return [(fault.path, fault.reason) for fault in refused(application, asked)]


def test_a_case_in_codes_is_answered_as_in_ids(coded: Application) -> None:
    """The decision is the same, but that it says how the codes were read."""
    in_codes = decided(coded, case())
    in_ids = case(charge="trafficking", items=[{"substance": "cocaine", "amount": "6", "unit": "g"}])
    in_ids.ClearField("code_system")
    read = in_codes.read_codes

    assert ("court", coded.code_systems["court"].digest) == (read.code_system, read.digest)
    assert [("items[0].substance", "C-1", "cocaine"), ("charge", "220.1", "trafficking")] == [
        (code.field, code.code, code.id) for code in read.codes
    ]
    in_codes.ClearField("read_codes")
    assert decided(coded, in_ids) == in_codes


def test_a_code_means_what_its_own_system_says(coded: Application) -> None:
    """One code in two systems is two substances."""
    other = case(jurisdiction="yy", codeSystem="other")
    other.ClearField("charge")

    assert ["heroin"] == [code.id for code in decided(coded, other).read_codes.codes]


def test_ids_are_not_codes(coded: Application) -> None:
    """Nothing is guessed: in a case that names a code system, an id is an unknown code."""
    asked = case(charge="trafficking", items=[{"substance": "cocaine"}])

    assert [("items[0].substance", "UNKNOWN_CODE"), ("charge", "UNKNOWN_CODE")] == told(coded, asked)


def test_codes_are_not_ids(coded: Application) -> None:
    """In a case that names none, a code is an unknown id."""
    asked = case()
    asked.ClearField("code_system")

    assert {("items[0].substance", "UNKNOWN_SUBSTANCE"), ("charge", "UNKNOWN_CHARGE")} == set(
        told(coded, asked)
    )


def test_an_unknown_code_is_told_with_a_near_miss_beside_every_other_fault(coded: Application) -> None:
    """A case with several mistakes is mended at once."""
    items = [{"substance": "C-12", "amount": "1,5", "unit": "g"}, {"substance": "K-2", "amount": "1"}]
    faults = refused(coded, case(items=items, facts={"nothing": {"boolean": True}}))

    assert [
        ("items[0].substance", "UNKNOWN_CODE"),
        ("facts[nothing]", "UNKNOWN_FACT"),
        ("items[0].amount", "INVALID_AMOUNT"),
        ("items[1].unit", "MISSING_UNIT"),
    ] == [(fault.path, fault.reason) for fault in faults]
    assert "expected a code of court, found 'C-12'; did you mean 'C-1'?" == faults[0].message
    assert {"code_system": "court", "found": "C-12", "near": "C-1"} == faults[0].details


@pytest.mark.parametrize(
    ("changes", "reason", "message"),
    [
        (
            {"codeSystem": "cuort"},
            "UNKNOWN_CODE_SYSTEM",
            "expected a loaded code system (court, other), found 'cuort'; did you mean 'court'?",
        ),
        ({"codeSystem": ""}, "UNKNOWN_CODE_SYSTEM", "expected a loaded code system (court, other), found ''"),
        (
            {"codeSystem": "other"},
            "FOREIGN_CODE_SYSTEM",
            "expected a code system of 'xx', found 'other', whose codes are read under the law of 'yy'",
        ),
    ],
)
def test_a_code_system_that_cannot_be_read_is_one_fault(
    coded: Application, changes: Mapping[str, str], reason: str, message: str
) -> None:
    """What nobody can read is not told as unknown substances and charges besides."""
    (fault,) = refused(coded, case(**changes))

    assert ("code_system", reason, message) == (fault.path, fault.reason, fault.message)


def test_where_none_is_loaded(application: Application) -> None:
    """A service without code systems says so."""
    (fault,) = refused(application, case())

    assert "expected none: none is loaded, found 'court'" == fault.message


def test_an_unknown_jurisdiction_is_one_fault(coded: Application) -> None:
    """Whether the code system is of another one cannot be said."""
    assert [("jurisdiction", "UNKNOWN_JURISDICTION")] == told(coded, case(jurisdiction="zz"))


def test_a_code_that_is_too_long_is_told_once(coded: Application) -> None:
    """A text that is not read is no code either."""
    assert [("charge", "TEXT_TOO_LONG")] == told(coded, case(charge="9" * 101))


def test_what_the_law_says_of_an_id_names_its_code(application: Application) -> None:
    """The sender knows the code and not the id: an offence that the date's law lacks is told with both."""
    system = CodeSystem.model_validate(
        {"code_system": "court", "jurisdiction": "xx", "offences": {"9": "repealed"}}
    )
    asked = case(charge="9", items=[])
    (fault,) = refused(replace(application, code_systems={"court": system}), asked)

    assert ("charge", "UNKNOWN_CHARGE", "9") == (fault.path, fault.reason, fault.details["code"])
    assert fault.message.endswith("found 'repealed'; read from the code '9'")


def test_codes_are_loaded_with_the_rulesets(tmp_path: Path) -> None:
    """Each way in loads them alike, and none with a mistake in them."""
    (tmp_path / "court.yaml").write_text(CODES, encoding="utf-8")
    rulesets = Path(__file__).parents[1] / "service" / "rulesets"

    assert ["court"] == list(load_application(rulesets, [tmp_path]).code_systems)
    (tmp_path / "court.yaml").write_text(CODES.replace("khat", "kaht"), encoding="utf-8")
    with pytest.raises(RulesetFaults, match="did you mean 'khat'"):
        load_application(rulesets, [tmp_path])
