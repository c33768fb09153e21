import json
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from propengine.contract.protojson import read_case_text
from propengine.contract.violations import RequestRefusedError


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RequestRefusedError) as refused:
        read_case_text(text)
    assert {"UNDECODABLE_REQUEST"} == {violation.reason for violation in refused.value.violations}
    return [(violation.path, violation.message) for violation in refused.value.violations]


def test_both_spellings_of_a_field() -> None:
    """Protojson names fields in two ways; null is a field that is not set."""
    one = read_case_text('{"offenceDate": {"year": 2010}, "charge": null, "stage": 4}')
    other = read_case_text('{"offence_date": {"year": "2010"}, "stage": "STAGE_SENTENCING"}')

    assert one == other
    assert 2010 == one.offence_date.year


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("", "(file)", "found nothing: the file is empty"),
        (" \n", "(file)", "found nothing: the file is empty"),
        ('{"a":\n oops}', "line 2, column 2", "expected JSON"),
        ('{"a": 1, "a": 2}', "(file)", "found 'a' twice"),
        ("[" * 100_000, "(file)", "nested too deeply"),
        (f'{{"stage": {"9" * 5000}}}', "(file)", "very many digits"),
        ("[1]", "(file)", "expected an object in braces, found a list"),
        ('{"case": {}}', "case", "this is a request; give the case inside it"),
        ('{"ofenceDate": {}}', "ofenceDate", "did you mean 'offenceDate'?"),
        (
            '{"offenceDate": "2010-06-01"}',
            "offenceDate",
            'such as {"year": 2024, "month": 1, "day": 5}, found \'2010',
        ),
        (
            '{"offenceDate": {"year": 2010.5}}',
            "offenceDate.year",
            "expected a whole number, found the number 2010.5",
        ),
        ('{"offenceDate": {"year": true}}', "offenceDate.year", "expected a whole number, found true"),
        (
            '{"offenceDate": {"day": 2147483648}}',
            "offenceDate.day",
            "expected a whole number up to 2147483647",
        ),
        (
            f'{{"offenceDate": {{"day": "{"9" * 5000}"}}}}',
            "offenceDate.day",
            "a whole number up to 2147483647",
        ),
        ('{"facts": {"a": {"integer": -1e30}}}', "facts[a].integer", "expected a whole number, found"),
        (
            '{"facts": {"a": {"integer": -9223372036854775809}}}',
            "facts[a].integer",
            "a whole number up to 9223372036854775807",
        ),
        ('{"stage": 2147483648}', "stage", "a whole number up to 2147483647"),
        ('{"stage": "SENTENCING"}', "stage", "did you mean 'STAGE_SENTENCING'?"),
        ('{"stage": {}}', "stage", "found an object"),
        ('{"items": {}}', "items", "expected a list in square brackets, found an object"),
        ('{"items": [null]}', "items[0]", "found null"),
        (
            '{"items": [{}, {"amount": 24.9}]}',
            "items[1].amount",
            'text in quotes, "24.9", found the number 24.9',
        ),
        (
            '{"items": [{"pure": "yes"}]}',
            "items[0].pure",
            "expected true or false, without quotes, found 'yes'",
        ),
        ('{"facts": 5}', "facts", "expected an object with a name for each, found the number 5"),
        ('{"facts": {"own_use": true}}', "facts[own_use]", 'an object such as {"boolean": true}, found true'),
        (
            '{"facts": {"a": {"text": "x", "boolean": true}}}',
            "facts[a]",
            "expected one of 'text' and 'boolean'",
        ),
        ('{"facts": {"a": {"words": {"words": [1]}}}}', "facts[a].words.words[0]", 'text in quotes, "1"'),
        ('{"offenceDate": {"year": 99999999999}}', "offenceDate.year", "number up to 2147483647"),
        ('{"jurisdiction": "\\ud800"}', "(file)", "expected the protojson of a Case"),
    ],
)
def test_a_mistake_is_placed(text: str, path: str, message: str) -> None:
    """A mistake is told with its place, what was expected, what was found, and what was nearly right."""
    (fault,) = faults(text)

    assert path == fault[0]
    assert message in fault[1]


def test_every_mistake_is_told() -> None:
    """One pass finds all of them, in the order of the file."""
    found = faults('{"jurisdiction": 1, "nothing": 1, "items": [{"substance": 2}, 3]}')

    assert ["jurisdiction", "nothing", "items[0].substance", "items[1]"] == [path for path, _ in found]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "facts", "offenceDate", "year", "text", "boolean", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(_JSON)
def test_anything_is_read_or_refused(document: object) -> None:
    """Whatever the JSON is, there is a case or a list of faults, never another exception."""
    with suppress(RequestRefusedError):
        read_case_text(json.dumps(document))
