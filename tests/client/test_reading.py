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


def test_a_byte_order_mark_is_no_fault() -> None:
    """What an editor puts before a file is read over, as the command line does."""
    text = '{"jurisdiction": "pt"}'

    assert case_from_json(text) == case_from_json(b"\xef\xbb\xbf" + text.encode())
    assert case_from_json(text) == case_from_json(f"\ufeff{text}")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"offenceDate": {"year": 2014}, "offence_date": {"year": 2023}}', "offence_date"),
        ('{"items": [{"amountUncertainty": "1", "amount_uncertainty": "2"}]}', "items.amount_uncertainty"),
        ('{"offence_date": {}, "offence_date": {}}', "twice"),
        ('{"items": [{"unit": "g", "unit": "kg"}]}', "twice"),
    ],
)
def test_a_field_is_named_once(text: str, field: str) -> None:
    """Which of two values counts would be chance."""
    with pytest.raises(CaseUnreadableError, match=field):
        case_from_json(text)


@pytest.mark.parametrize("text", ['[{"name": "secret"}]', '["secret"]', '"secret"'])
def test_what_is_no_object_is_not_told(text: str) -> None:
    """The exception may land in a log."""
    with pytest.raises(CaseUnreadableError) as caught:
        case_from_json(text)

    assert "secret" not in str(caught.value)


def test_what_is_nested_too_deeply() -> None:
    """It is told as whatever else cannot be read."""
    with pytest.raises(CaseUnreadableError):
        case_from_json("[" * 200_000)
