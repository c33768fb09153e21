import pytest
from pydantic import TypeAdapter, ValidationError

from propengine.law.sanctions import Custody, Ends, EndText, Sanction, WrittenEnd

END: TypeAdapter[WrittenEnd] = TypeAdapter(EndText)


@pytest.mark.parametrize("text", ["4 y", "life", "none_stated", "community_order", 0, "5 y less a day"])
def test_an_end_is_a_duration_or_a_word_and_goes_out_as_it_came(text: str | int) -> None:
    """Life, none stated and rungs are words; zero is a duration and not the same as none stated."""
    assert text == END.dump_python(END.validate_python(text), mode="json")


def test_none_stated_is_not_zero() -> None:
    """A statute that names no least says something else than one whose least is nothing."""
    assert END.validate_python("none_stated") != END.validate_python(0)


@pytest.mark.parametrize("value", ["4", "4 years", 4, "4,5 y", "", None, True, 4.5, "-1 y"])
def test_what_is_neither_duration_nor_word_is_no_end(value: object) -> None:
    """A bare number has no unit."""
    with pytest.raises(ValidationError):
        END.validate_python(value)


def test_the_least_is_nothing_where_the_law_says_only_up_to() -> None:
    """`max: 3 y` alone is "up to three years"."""
    assert 0 == Ends.model_validate({"max": "3 y"}).model_dump(mode="json")["min"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"ends": {"max": "1 y"}, "table": "t"},
        {"range_of": "a", "grades": ["l", "a", "b"]},
    ],
)
def test_a_range_is_given_in_one_way(data: dict[str, object]) -> None:
    """Two ways would be two ranges."""
    with pytest.raises(ValidationError, match="exactly one of ends, table, grades, levels and range_of"):
        Custody.model_validate(data)


@pytest.mark.parametrize(
    "data",
    [{}, {"fine": {"unit": "EUR"}, "response": {"name": {"en": "x"}}}, {"any_of": []}],
)
def test_a_sanction_is_one_thing(data: dict[str, object]) -> None:
    """Several things stand under any_of or all_of, which say whether all may be imposed together."""
    with pytest.raises(ValidationError):
        Sanction.model_validate(data)


def test_the_single_sanctions_are_found_in_order() -> None:
    """Nested alternatives come out in the order in which the law names them."""
    fine = {"fine": {"unit": "EUR", "max": 5}}
    custody = {"custody": {"ends": {"max": "1 y"}}}
    response = {"response": {"name": {"en": "warning"}}}
    sanction = Sanction.model_validate({"any_of": [custody, {"all_of": [fine, response]}]})

    assert ["custody", "fine", "response"] == [
        name for leaf in sanction.leaves() for name in ("custody", "fine", "response") if getattr(leaf, name)
    ]
