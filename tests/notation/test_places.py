"""Places: where each part of a law was written, so that a fault is told where it is mended."""

from pathlib import Path

import pytest

from propengine.law.instruments import Revision
from propengine.law.ruleset import Dates, Law, Ruleset
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset
from propengine.notation.places import Places
from propengine.notation.sources import Path_, parse_document
from tests.support import DAY, ruleset_of

OLD = """
title: {en: the law}
date_key: offence
citation: Act 1
mark: V
offences:
  art-1: {name: {en: x}, provision: art. 1, mark: V, classification: none, liability: lawful, note: {en: old}}
substances: {lsd: {name: {en: LSD}}, mdma: {name: {en: MDMA}}}
tables:
  doses:
    name: {en: doses}
    provision: a
    mark: V
    effect: converts
    rows: {lsd: {amounts: [1 mg]}, mdma: {amounts: [1 g]}}
"""
NEW = """
amends: 2000-01-01
citation: Act 2
mark: V
set:
  offences:
    art-1: {liability: ticket, note: null}
  tables:
    doses: {rows: {lsd: {amounts: [2 mg]}}}
add:
  offences:
    art-3:
      {name: {en: x}, provision: a, mark: V, classification: none, liability: falta, exception_to: [art-1]}
"""


def line_of(text: str, word: str) -> int:
    """Return the line on which a word stands first."""
    return text[: text.index(word)].count("\n") + 1


def law_of_two(folder: Path) -> tuple[Law, Revision]:
    """Return the law that both files make, and its revision."""
    ruleset_of(folder, "")
    (folder / "xx" / "act" / "2000-01-01.yaml").write_text(OLD)
    (folder / "xx" / "act" / "2010-01-01.yaml").write_text(NEW.replace("2000-01-01", '"2000-01-01"'))
    ruleset: Ruleset = load_ruleset(folder / "xx")
    return ruleset.law(Dates.all_on(DAY)), ruleset.instruments["act"].revisions[-1]


@pytest.mark.parametrize(
    ("path", "file", "word"),
    [
        (("offences", "art-1", "provision"), "old", "art-1"),
        (("offences", "art-1", "liability"), "new", "art-1"),
        (("offences", "art-1", "note"), "new", "art-1"),
        (("offences", "art-3", "liability"), "new", "liability: falta"),
        (("tables", "doses", "rows", "lsd", "amounts", 0), "new", "2 mg"),
        (("tables", "doses", "rows", "mdma", "amounts", 0), "old", "1 g"),
    ],
)
def test_every_part_keeps_the_place_where_it_was_written_last(
    tmp_path: Path, path: Path_, file: str, word: str
) -> None:
    """A mistake in an amended text is shown in the file that made it, field by field and row by row."""
    law, revision = law_of_two(tmp_path)
    texts = {str(revision): (parse_document(OLD, "old"), parse_document(NEW, "new"))}
    found = Places(law, texts).place(path)

    assert (file, line_of({"old": OLD, "new": NEW}[file], word)) == (found.file, found.line)


OPEN = """
offences:
  act: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful}
readings:
  open:
    provision: a
    mark: V
    question: {en: which?}
    options:
      plain: {says: {en: x}}
      harsh:
        says: {en: y}
        set: {offences: {act: SET}}
"""


def test_what_an_option_of_a_reading_changes_stands_in_the_reading(tmp_path: Path) -> None:
    """Under another option, the field that it sets is mended in the option."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, OPEN.replace("SET", "{liability: tickett}"))

    (fault,) = caught.value.faults

    assert "tickett" == fault.text
    assert fault.path.startswith("readings.open.options.harsh.set.offences.act.liability")


def test_a_fault_that_only_another_option_shows_is_told_there(tmp_path: Path) -> None:
    """A reference that leads nowhere under an option stands in the option."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, OPEN.replace("SET", "{when: {speling: true}}"))

    lines = (tmp_path / "xx" / "act" / "2000-01-01.yaml").read_text().splitlines()

    assert {"speling"} == {fault.text for fault in caught.value.faults}
    for fault in caught.value.faults:
        assert "speling" in lines[fault.line - 1]


BOTH = """
facts:
  word: {type: enum, members: [a, b], concluded: true}
rules: {r: {provision: a, mark: V, concludes: {word: b}}}
substances: {lsd: {name: {en: x}}, mdma: {name: {en: x}}}
tables: {doses: {provision: a, mark: V, effect: converts, rows: {lsd: {amounts: [1 mg]}}}}
measures: {days: {provision: a, mark: V, sum_of_shares: doses}}
ladders:
  l:
    provision: a
    mark: V
    grades: [{grade: one, min: 1 d, max: 1 y}, {grade: two, min: 1 y, max: 2 y}]
offences:
  act:
    name: {en: x}
    provision: a
    mark: V
    classification: trafficking
    liability: criminal_custodial
    sanction: {custody: {grades: [l, one, two]}}
"""


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ("facts: {word: {members: [a], words: {b: null}}}", "set.facts.word.members"),
        ("substances: {lsd: {aliases: [mdma]}}", "set.substances.lsd.aliases"),
        ("tables: {doses: {rows: {lsd: {factor: 2}}}}", "set.tables.doses.rows.lsd"),
        (
            "ladders: {l: {grades: [{grade: one, min: 1 d, max: 1 y}], words: {two: null}}}",
            "set.ladders.l.grades",
        ),
        ("rules: {r: {concludes: {word: c}}}", "set.rules.r.concludes.word"),
        ("offences: {act: {sanction: {custody: {grades: [l, one, six]}}}}", "set.offences.act.sanction"),
    ],
)
def test_of_two_parts_that_do_not_fit_the_newer_is_told(tmp_path: Path, change: str, path: str) -> None:
    """What was written before was right until the amendment came: it is mended there."""
    ruleset_of(tmp_path, BOTH)
    later = tmp_path / "xx" / "act" / "2010-01-01.yaml"
    later.write_text(f'{{amends: "2000-01-01", citation: B, mark: V, set: {{{change}}}}}')
    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")
    (fault,) = caught.value.faults

    assert ("xx/act/2010-01-01.yaml", path) == (fault.file, fault.path)


AMENDED_FACT = '{amends: "2000-01-01", citation: B, mark: V, set: {facts: {b: {type: integer}}}}'


def test_a_mistake_in_what_an_amendment_leaves_alone_is_told(tmp_path: Path) -> None:
    """The mistake stands where it is mended, in the text before; the amendment has its own."""
    ruleset_of(tmp_path, "facts: {a: {type: boolean, concluded: true}, b: {type: boolean, concluded: true}}")
    (tmp_path / "xx" / "act" / "2000-01-01.yaml").write_text(
        "{title: {en: x}, date_key: offence, citation: A, mark: V, "
        "facts: {a: {type: bool}, b: {name: {en: b}, type: boolean, concluded: true}}}"
    )
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(AMENDED_FACT.replace("integer", "intiger"))

    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")

    assert {("xx/act/2000-01-01.yaml", "bool"), ("xx/act/2010-01-01.yaml", "intiger")} == {
        (fault.file, fault.text) for fault in caught.value.faults
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ("set: {offences: {art-11: {note: {en: x}}}}", "set.offences.art-11: expected an existing id"),
        ("remove: {offences: [art-1, art-11]}", "remove.offences[1]: expected an existing id to remove"),
        ("set: {offenses: {art-1: {note: {en: x}}}}", "set.offenses: expected no field 'offenses' here"),
        ("set: {offences: {art-1: x}}", "set.offences.art-1: expected a mapping"),
        ("remove: {offences: art-1}", "remove.offences: expected a list"),
        ("remove: [offences]", "remove: expected a mapping"),
        (
            (
                "add: {offences: {art-1: {name: {en: x}, provision: a, mark: V, classification: none, "
                "liability: lawful}}}"
            ),
            "add.offences.art-1: expected a new id, found 'art-1', which exists: use set",
        ),
    ],
)
def test_a_change_that_does_not_fit_is_a_fault_at_its_place(tmp_path: Path, changes: str, told: str) -> None:
    """Nothing that an amendment says is passed over in silence."""
    ruleset_of(tmp_path, "")
    (tmp_path / "xx" / "act" / "2000-01-01.yaml").write_text(OLD)
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(
        f'amends: "2000-01-01"\ncitation: B\nmark: V\n{changes}\n'
    )

    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")

    (fault,) = caught.value.faults

    assert ("xx/act/2010-01-01.yaml", 4) == (fault.file, fault.line)
    assert f"{fault.path}: {fault.message}".startswith(told)
