"""The languages of an answer, as a request names them and as its texts are written."""

import pytest

from propengine.contract.cases import Reader
from propengine.contract.languages import Asked, languages_written, read_languages, written, written_in
from propengine.law.elements import Language

EN, ES, PT, FR = Language
TEXTS = {EN: "act", PT: "facto"}


@pytest.mark.parametrize(
    ("tags", "asked"),
    [
        ([], Asked()),
        (["pt-BR", "en", "pt"], Asked((PT, EN))),
        (["ES-419", "de", "nah", "de"], Asked((ES,), ("de", "nah"))),
        (["zh-Hant-TW"], Asked((), ("zh-Hant-TW",))),
    ],
)
def test_tags_are_read(tags: list[str], asked: Asked) -> None:
    """By their language alone, each once, in the order of the request."""
    reader = Reader()

    assert asked == read_languages(reader, tags)
    assert [] == reader.violations


@pytest.mark.parametrize(
    "tag", ["", "e", "pt_BR", "es-", "español", "a" * 9, "en-" + "x" * 9, "en" + "-x" * 17]
)
def test_what_is_no_tag(tag: str) -> None:
    """It is told with its place, and the others are read all the same."""
    reader = Reader()

    assert Asked((FR,)) == read_languages(reader, ["fr", tag])
    assert ["languages[1]"] == [violation.path for violation in reader.violations]


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ([EN], [(EN, "act")]),
        ([FR, PT], [(PT, "facto")]),
        ([FR, ES], [(EN, "act"), (PT, "facto")]),
        (Language, [(EN, "act"), (PT, "facto")]),
    ],
)
def test_a_text_is_written_in_the_languages_of_the_answer(
    languages: list[Language], said: list[tuple[Language, str]]
) -> None:
    """One that has none of them in all that it has; before and after, in every language."""
    with written_in(languages):
        assert said == written(TEXTS)

    assert list(TEXTS.items()) == written(TEXTS)


def test_a_set_of_languages_is_one_key() -> None:
    """Whatever their order, so that what is made once is not made twice."""
    with written_in([EN, PT]):
        one = languages_written()
    with written_in([PT, EN]):
        other = languages_written()

    assert one is other
