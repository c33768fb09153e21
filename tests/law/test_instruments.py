from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from propengine.law.contents import Contents
from propengine.law.elements import Language
from propengine.law.instruments import DateKey, Header, Instrument, Revision, canonical, digest_of
from propengine.law.ruleset import Dates
from tests.support import DAY, ruleset_of

WHOLE = {"title": {"en": "the law"}, "date_key": "offence", "citation": "Act 1", "mark": "V"}
HEADER = Header.model_validate(WHOLE)


def revision(first: date, until: date | None) -> Revision:
    return Revision("act", first, until, HEADER, Contents(), "digest")


def test_a_revision_covers_its_first_and_last_day_and_no_other() -> None:
    """One day either side there is other law, or none."""
    found = revision(date(2001, 7, 1), date(2023, 9, 30))

    assert not found.covers(date(2001, 6, 30))
    assert found.covers(date(2001, 7, 1))
    assert found.covers(date(2023, 9, 30))
    assert not found.covers(date(2023, 10, 1))


def test_an_instrument_answers_only_from_its_first_day() -> None:
    """Before the first revision there is none; after the last it stays in force."""
    old, new = revision(date(2001, 7, 1), date(2023, 9, 30)), revision(date(2023, 10, 1), None)
    instrument = Instrument("act", {Language.EN: "the law"}, DateKey.OFFENCE, (old, new))

    assert instrument.on(date(2001, 6, 30)) is None
    assert old is instrument.on(date(2023, 9, 30))
    assert new is instrument.on(date(2023, 10, 1))
    assert new is instrument.on(date(9999, 12, 31))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"citation": "Act 1", "mark": "V"}, "exactly one of title"),
        ({**WHOLE, "amends": "2001-07-01"}, "exactly one of title"),
        ({**WHOLE, "unknown": "lost"}, "exactly one of title"),
        ({"citation": "Act 1", "mark": "V", "title": {"en": "x"}}, "a date_key beside the title"),
        ({"citation": "Act 1", "mark": "V", "amends": "x", "date_key": "offence"}, "a date_key beside"),
        ({"title": {"en": "x"}, "date_key": "offence", "mark": "V"}, "citation"),
        ({"title": {"en": "x"}, "date_key": "offence", "citation": "x"}, "mark"),
        ({**WHOLE, "date_key": "publication"}, "'offence', 'conviction', 'sentence' or 'decision'"),
    ],
)
def test_a_header_says_what_kind_of_file_it_is(data: dict[str, object], told: str) -> None:
    """A file begins a text, amends one, ends one or says that it is not known; always with its citation."""
    with pytest.raises(ValidationError, match=told):
        Header.model_validate(data)


def test_the_digest_names_the_text_and_where_it_stands() -> None:
    """Another day, instrument, header or element is another digest; the same text is the same digest."""
    first, contents = (
        date(2001, 7, 1),
        Contents.model_validate({"substances": {"lsd": {"name": {"en": "LSD"}}}}),
    )
    digests = {
        digest_of("act", first, HEADER, contents),
        digest_of("act", date(2001, 7, 2), HEADER, contents),
        digest_of("other", first, HEADER, contents),
        digest_of("act", first, HEADER.model_copy(update={"citation": "Act 2"}), contents),
        digest_of("act", first, HEADER, Contents()),
        digest_of("act", first, HEADER, None),
    }

    assert 6 == len(digests)
    assert digest_of("act", first, HEADER, contents) in digests


def test_canonical_bytes_keep_the_order_of_keys() -> None:
    """The order of groups, bands and options is law: another order is another text."""
    assert b'{"b":1,"a":"\xc3\xa9"}' == canonical({"b": 1, "a": "é"})
    assert canonical({"b": 1, "a": "é"}) != canonical({"a": "é", "b": 1})


def test_a_revision_is_named_by_its_instrument_and_first_day() -> None:
    """The name is what decisions cite."""
    assert "act@2001-07-01" == str(revision(date(2001, 7, 1), None))


def test_the_order_of_groups_is_part_of_the_text(tmp_path: Path) -> None:
    """Groups stand the least grave first: turning them round is another law, with another digest."""
    text = """
    substances: {a: {name: {en: a}}, b: {name: {en: b}}}
    groupings: {schedule: {provision: art. 1, mark: V, groups: {FIRST, SECOND}}}
    """
    one = ruleset_of(tmp_path / "one", text.replace("FIRST", "low: [a]").replace("SECOND", "high: [b]"))
    other = ruleset_of(tmp_path / "other", text.replace("FIRST", "high: [b]").replace("SECOND", "low: [a]"))

    assert one.digest != other.digest
    assert one.law(Dates.all_on(DAY)).key != other.law(Dates.all_on(DAY)).key
