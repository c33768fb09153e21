from pathlib import Path

import pytest

from propengine.law.contents import Changes
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.loading import load_ruleset
from propengine.notation.sources import Document, Value, parse_document
from tests.support import ruleset_of

BASE = """
offences:
  art-1: {provision: art. 1, liability: lawful, note: old}
  art-2: {provision: art. 2, liability: lawful}
tables:
  doses:
    effect: element
    rows:
      lsd: {amounts: [1 mg]}
      mdma: {amounts: [1 g]}
"""


def amended(changes: str) -> Document:
    faults: list[Fault] = []
    document = Changes(parse_document(changes, "new.yaml")).apply(parse_document(BASE, "old.yaml"), faults)

    assert [] == faults

    return document


def faults_of(changes: str) -> list[str]:
    faults: list[Fault] = []
    Changes(parse_document(changes, "new.yaml")).apply(parse_document(BASE, "old.yaml"), faults)
    return [str(fault) for fault in faults]


def at(document: Document, *path: str) -> Value:
    value = document.value
    for part in path:
        assert isinstance(value, dict)
        value = value[part]
    return value


def test_set_changes_the_fields_that_it_names_and_no_other() -> None:
    """As a statute amends: what is not mentioned stays."""
    document = amended("set: {offences: {art-1: {liability: ticket}}}")

    assert {"provision": "art. 1", "liability": "ticket", "note": "old"} == at(document, "offences", "art-1")
    assert {"provision": "art. 2", "liability": "lawful"} == at(document, "offences", "art-2")


def test_null_takes_a_field_away() -> None:
    """A field that falls away is set to null, whether it was there or not."""
    document = amended("set: {offences: {art-1: {note: null, read_at: null}}}")

    assert {"provision": "art. 1", "liability": "lawful"} == at(document, "offences", "art-1")


def test_a_table_is_amended_row_by_row() -> None:
    """A row that is named replaces the row; null takes it away; other rows and fields stay."""
    document = amended(
        "set: {tables: {doses: {rows: {lsd: {amounts: [2 mg]}, mdma: null, pcp: {amounts: [3 g]}}}}}"
    )

    rows = {"lsd": {"amounts": ["2 mg"]}, "pcp": {"amounts": ["3 g"]}}

    assert {"effect": "element", "rows": rows} == at(document, "tables", "doses")


def test_add_and_remove_go_by_id() -> None:
    """An element is added whole and removed by its name."""
    document = amended("add: {offences: {art-3: {liability: falta}}}\nremove: {offences: [art-1]}")

    assert {"art-2", "art-3"} == set(at(document, "offences") or ())  # type: ignore[arg-type]  # a mapping


def test_what_is_removed_may_be_added_anew() -> None:
    """Removing acts first, so an article can be replaced whole under its own number."""
    document = amended("add: {offences: {art-1: {liability: falta}}}\nremove: {offences: [art-1]}")

    assert {"liability": "falta"} == at(document, "offences", "art-1")


def test_the_text_before_is_left_as_it_was() -> None:
    """A revision is immutable: amending it makes another."""
    base = parse_document(BASE, "old.yaml")
    Changes(parse_document("set: {offences: {art-1: {liability: ticket}}}", "new.yaml")).apply(base, [])

    assert parse_document(BASE, "old.yaml") == base


AMENDMENT = """
set:
  offences:
    art-1: {liability: ticket, note: null}
  tables:
    doses: {rows: {lsd: {amounts: [2 mg]}}}
add:
  offences:
    art-3: {liability: falta}
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("offences", "art-1", "provision"), "old.yaml:3:22"),
        (("offences", "art-1", "liability"), "new.yaml:4:24"),
        (("offences", "art-1", "note"), "new.yaml:4:38"),
        (("offences", "art-3", "liability"), "new.yaml:9:24"),
        (("tables", "doses", "rows", "lsd", "amounts", 0), "new.yaml:6:36"),
        (("tables", "doses", "rows", "mdma", "amounts", 0), "old.yaml:10:24"),
    ],
)
def test_every_value_keeps_the_place_where_it_was_written(path: tuple[str | int, ...], place: str) -> None:
    """A mistake in an amended text is shown in the file that made it."""
    found = amended(AMENDMENT).place(path)

    assert place == f"{found.file}:{found.line}:{found.column}"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            "set: {offences: {art-11: {note: x}}}",
            (
                "new.yaml:1:18: set.offences.art-11: expected an existing id, found 'art-11';"
                " did you mean 'art-1'?"
            ),
        ),
        (
            "add: {offences: {art-1: {note: x}}}",
            "new.yaml:1:18: add.offences.art-1: expected a new id, found 'art-1', which exists: use set",
        ),
        (
            "remove: {offences: [art-2, art-11]}",
            (
                "new.yaml:1:28: remove.offences[1]: expected an existing id to remove, found 'art-11';"
                " did you mean 'art-1'?"
            ),
        ),
        (
            "set: {offenses: {art-1: {note: x}}}",
            (
                "new.yaml:1:7: set.offenses: expected a kind of element, found 'offenses';"
                " did you mean 'offences'?"
            ),
        ),
        ("set: {offences: {art-1: x}}", "new.yaml:1:25: set.offences.art-1: expected the fields to set"),
        ("set: {offences: [art-1]}", "new.yaml:1:7: set.offences: expected a mapping from ids"),
        ("remove: {offences: art-1}", "new.yaml:1:20: remove.offences: expected a list of ids"),
        ("remove: {offences: {art-1: null}}", "new.yaml:1:10: remove.offences: expected a list of ids"),
        ("remove: [offences]", "new.yaml:1:1: remove: expected a mapping from kinds of elements"),
    ],
)
def test_a_change_that_does_not_fit_is_a_fault_at_its_place(changes: str, told: str) -> None:
    """Nothing that an amendment says is passed over in silence."""
    assert [told] == faults_of(changes)


FACTS = "facts: {a: {type: boolean, concluded: true}, b: {type: boolean, concluded: true}}"
AMENDED_FACT = "{amends: 2000-01-01, citation: B, mark: V, set: {facts: {b: {type: integer}}}}"


def test_what_an_amendment_leaves_alone_is_the_same_object(tmp_path: Path) -> None:
    """Only what changes is read anew."""
    ruleset_of(tmp_path, FACTS)
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(AMENDED_FACT)
    before, after = load_ruleset(tmp_path / "xx").instruments["act"].revisions
    assert before.contents is not None
    assert after.contents is not None

    assert before.contents.facts["a"] is after.contents.facts["a"]
    assert ("boolean", "integer") == (before.contents.facts["b"].type, after.contents.facts["b"].type)


def test_a_mistake_in_what_an_amendment_leaves_alone_is_told(tmp_path: Path) -> None:
    """The mistake stands where it is mended, in the text before; the amendment has its own."""
    ruleset_of(tmp_path, FACTS)
    (tmp_path / "xx" / "act" / "2000-01-01.yaml").write_text(
        "{title: {en: x}, date_key: offence, citation: A, mark: V, "
        "facts: {a: {type: bool}, b: {type: boolean, concluded: true}}}"
    )
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(AMENDED_FACT.replace("integer", "intiger"))

    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")

    assert {("xx/act/2000-01-01.yaml", "bool"), ("xx/act/2010-01-01.yaml", "intiger")} == {
        (fault.file, fault.text) for fault in caught.value.faults
    }
