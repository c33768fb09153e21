import pytest

from propengine.client import CaseUnreadableError, case_from_json


def test_either_spelling_of_a_field() -> None:
    """Protojson in lowerCamel, and as the contract writes it."""
    camel = case_from_json('{"jurisdiction": "pt", "offenceDate": {"year": 2010}}')

    assert case_from_json(b'{"jurisdiction": "pt", "offence_date": {"year": 2010}}') == camel
    assert ("pt", 2010) == (camel.jurisdiction, camel.offence_date.year)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", b" [ ]", "null", "3", "[{}]", '{"juristiction": "pt"}', '{"stage": "trial"}', b"\xff"],
)
def test_what_is_no_case(text: str | bytes) -> None:
    """One class for whatever cannot be read; a misspelt field is never passed over."""
    with pytest.raises(CaseUnreadableError):
        case_from_json(text)
