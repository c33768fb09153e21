from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from propengine.notation.faults import RulesetFaults
from propengine.notation.sources import parse_document, read_document, show_path
from propengine.notation.writing import write_yaml


def faults_of(text: str) -> list[str]:
    with pytest.raises(RulesetFaults) as caught:
        parse_document(text, "f.yaml")
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("0.50", "0.50"),
        ("1e3", "1e3"),
        ("007", "007"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("2001-07-01", "2001-07-01"),
        ("12:30", "12:30"),
        ("yes", "yes"),
        ("no", "no"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("'7'", "7"),
        ("'true'", "true"),
        ("9" * 5000, "9" * 5000),
        ("\N{ARABIC-INDIC DIGIT THREE}", "\N{ARABIC-INDIC DIGIT THREE}"),
    ],
)
def test_only_truths_whole_numbers_and_nothing_are_more_than_text(text: str, value: object) -> None:
    """What looks like a float, a date or a YAML 1.1 word stays the text that was written."""
    found = parse_document(f"key: {text}", "f.yaml").value

    assert {"key": value} == found
    assert isinstance(found, dict)
    assert type(value) is type(found["key"])


def test_every_value_has_its_place() -> None:
    """A mapping is placed at its key, a scalar at itself, both counted from 1."""
    document = parse_document("a:\n  b: 5\n  c: [x, y]\n", "f.yaml")

    assert (1, 1) == (document.place(("a",)).line, document.place(("a",)).column)
    assert (2, 6) == (document.place(("a", "b")).line, document.place(("a", "b")).column)
    assert (3, 10) == (document.place(("a", "c", 1)).line, document.place(("a", "c", 1)).column)


def test_what_is_not_written_is_placed_at_what_holds_it() -> None:
    """A missing field is shown where it belongs."""
    document = parse_document("a:\n  b: 5\n", "f.yaml")

    assert document.place(("a",)) == document.place(("a", "missing", 3))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: a: expected each key once, found it twice"),
        ("a: &x {b: 1}\n", "f.yaml:1:4: a: expected no anchors and aliases: write the value out"),
        ("a: 1\nc: *x\n", "f.yaml:2:4: c: expected no anchors and aliases: write the value out"),
        ("a: !!str 5\n", None),
        ("a: !mine 5\n", "f.yaml:1:4: a: expected no tags"),
        ("a: !mine [5]\n", "f.yaml:1:4: a: expected no tags"),
        ("a: !mine 'x'\n", "f.yaml:1:4: a: expected no tags"),
        ("a: !!python/object:os.system {}\n", "f.yaml:1:4: a: expected no tags"),
        ("a: !!set {x: null}\n", "f.yaml:1:4: a: expected no tags"),
        ("", "f.yaml:1:1: (document): expected a document, found an empty file"),
        ("# only a comment\n", "f.yaml:1:1: (document): expected a document, found an empty file"),
        ("[a]: 1\n", "f.yaml:1:1: (document): expected a word as the key"),
    ],
)
def test_what_law_does_not_need_of_yaml_is_refused(text: str, told: str | None) -> None:
    """Repeated keys, aliases, tags and keys that are no words are mistakes, each at its place."""
    if told is None:
        assert {"a": 5} == parse_document(text, "f.yaml").value
        return

    assert [told] == faults_of(text)


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1, 2\nb: 3\n", 2), ("a: 1\n  b: 2\n", 2), ("---\na: 1\n---\nb: 2\n", 3)]
)
def test_a_mistake_of_syntax_stands_at_its_line(text: str, line: int) -> None:
    """What the parser cannot read is one fault, where the parser stopped."""
    (fault,) = faults_of(text)

    assert fault.startswith(f"f.yaml:{line}:")
    assert "expected YAML" in fault


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    """The second mistake does not wait for the first to be mended."""
    assert 2 == len(faults_of("a: 1\na: 2\nb: !mine x\n"))


@pytest.mark.parametrize("text", ["[" * 30_000 + "]" * 30_000, "- " * 30_000, "{a: " * 30_000])
def test_nesting_has_a_bottom(text: str) -> None:
    """A file cannot exhaust the reader by depth: such a file once ended the process without a word."""
    (fault,) = faults_of(text)

    assert "expected at most 24 levels of nesting" in fault


def test_a_file_has_so_many_values() -> None:
    """Millions of empty brackets fit into the bytes that are read, and into no memory."""
    (fault,) = faults_of("[" + "[]," * 300_000 + "]")

    assert "expected at most 200000 values in one file" in fault


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: art. 1: b", "1:10", "found a second colon: put a text that holds such signs in quotes"),
        ("a: 1\n b: 2", "2:3", "begin the line under the first letter of the lines that it belongs with"),
        ("a:\n\t- x", "2:1", "found a tab"),
        ("a: {en: Resolution #7}\nb: 1", "2:1", "a ` #` begins a comment, which may have swallowed it"),
        ("a: 1\nb: [1, 2\n", "3:1", "the bracket was opened on line 2"),
        ("a: 1\nb: 'x\nc: 2\n", "2:4", "a closing quote for this one"),
        ("a: 'it's'", "1:8", "inside quotes, a quote stands twice"),
        ("a: 1\nb\nc: 2", "3:1", "a colon after the name of the field"),
        ("a: - b", "1:4", "a list on lines of its own"),
        ('a: "\\q"', "1:5", "use single quotes"),
    ],
)
def test_what_is_no_yaml_is_told_with_what_to_do(text: str, place: str, what: str) -> None:
    """Whoever wrote it knows no parser: what was expected there, and how to mend it."""
    fault = faults_of(text)[-1]

    assert fault.startswith(f"f.yaml:{place}: (document): expected YAML: ")
    assert what in fault


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """Latin-1 text is a fault with its byte, not a guess."""
    file = tmp_path / "f.yaml"
    file.write_bytes(b"a: caf\xe9\n")

    with pytest.raises(RulesetFaults) as caught:
        read_document(file, "f.yaml")

    assert "expected UTF-8 text, found byte 0xe9" in str(caught.value)


def test_a_path_is_shown_as_words() -> None:
    """Keys are joined by dots and positions stand in brackets."""
    assert "offences.art-1.sanction.any_of[0]" == show_path(("offences", "art-1", "sanction", "any_of", 0))
    assert "(document)" == show_path(())


scalars = st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.text(max_size=30))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=8), values, max_size=4))
def test_plain_data_that_were_written_are_read_back(value: dict[str, object]) -> None:
    """Writing and reading lose nothing: no word turns into a number or a truth."""
    assert value == parse_document(write_yaml(value), "f.yaml").value


def test_a_character_that_no_text_has() -> None:
    """It is told in one line, where it stands."""
    with pytest.raises(RulesetFaults) as caught:
        parse_document('a: 1\nb: "\u00e9\x00"', "file")
    (fault,) = caught.value.faults

    assert (
        "file:2:6: (document): expected YAML: characters that text may hold, found the character U+0000: "
        "take it out"
    ) == str(fault)
