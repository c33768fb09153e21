"""Slips of the pen that read as something else: each is a fault at its place, and nothing is guessed."""

import contextlib
from pathlib import Path

import pytest

from propengine.notation.codes import load_codes
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset
from propengine.server.configuration import read_file
from propengine.verify.worked_cases import load_cases
from tests.support import JURISDICTION, ruleset_of

LAW = """
facts:
  kind: {type: enum, members: [a, b], question: {en: x}, stated_by: [court]}
  proven: {type: boolean, concluded: true}
offences:
  o: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful, note: {en: old}}
rules:
  r: {provision: a, mark: V, concludes: {proven: true}, when: {kind: a}, unless: {kind: b}}
steps:
  s: {provision: a, mark: V, phase: first, move: {scale: 1/2}}
substances: {lsd: {name: {en: x}}}
tables:
  doses: {provision: a, mark: V, effect: converts, rows: {lsd: {amounts: [1 mg]}}}
ladders:
  l: {provision: a, mark: V, grades: [{grade: one, min: 1 d, max: 1 y}, {grade: two, min: 1 y, max: 2 y}]}
readings:
  open:
    provision: a
    mark: V
    question: {en: x}
    options: {plain: {says: {en: x}}, wide: {says: {en: x}, set: {rules: {r: {unless: null}}}}}
"""
AMENDMENT = '{amends: "2000-01-01", citation: B, mark: V, set: {offences: {o: {note: null}}}}'
GAPS = "gaps: [{id: one, conduct: any, text: {en: x}, first: 2001-01-01}]\n"


def told(folder: Path, law: str = LAW, jurisdiction: str = JURISDICTION + GAPS) -> list[str]:
    """Return the faults of a law and its jurisdiction, by path."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(folder, law, jurisdiction)
    return [f"{fault.path}: {fault.message}" for fault in caught.value.faults]


def test_what_is_mistaken_below_is_right_here(tmp_path: Path) -> None:
    """Null takes a field away where an amendment or an option sets it, and an entry of a table likewise."""
    ruleset_of(tmp_path, LAW, JURISDICTION + GAPS)
    later = tmp_path / "xx" / "act" / "2010-01-01.yaml"
    later.write_text(AMENDMENT)
    load_ruleset(tmp_path / "xx")
    later.write_text(AMENDMENT.replace("offences: {o: {note: null}}", "tables: {doses: {rows: {lsd: null}}}"))

    with pytest.raises(RulesetFaults, match="rows"):  # a table of no rows: the null was read
        load_ruleset(tmp_path / "xx")
    later.write_text('{amends: "2000-01-01", citation: B, mark: V, set: null}')
    with pytest.raises(RulesetFaults, match="set: expected a mapping, found nothing"):
        load_ruleset(tmp_path / "xx")


@pytest.mark.parametrize(
    ("right", "wrong", "path"),
    [
        ("unless: {kind: b}", "unless: ", "rules.r.unless"),
        ("note: {en: old}", "note: null", "offences.o.note"),
        ("phase: first, move", "phase: first, unless: ~, move", "steps.s.unless"),
        ("{amounts: [1 mg]}", "{amounts: [1 mg], mark: null}", "tables.doses.rows.lsd.mark"),
        (
            "set: {rules: {r: {unless: null}}}",
            "set: {steps: {s: {move: {put: {stated: length, chosen: null}}}}}",
            "readings.open.options.wide.set.steps.s.move.put.chosen",
        ),
        (
            "set: {rules: {r: {unless: null}}}",
            (
                "set: {rules: {r: {note: {en: x}}}}, "
                "add: {rules: {q: {provision: a, mark: V, concludes: {proven: true}, unless: null}}}"
            ),
            "readings.open.options.wide.add.rules.q.unless",
        ),
    ],
)
def test_a_field_without_a_value(tmp_path: Path, right: str, wrong: str, path: str) -> None:
    """An unfinished line would take a bar or a label away without a word."""
    message = f"{path}: expected a value, found nothing: leave the field out where there is none"

    assert [message] == [fault for fault in told(tmp_path, LAW.replace(right, wrong)) if path in fault]


@pytest.mark.parametrize("written", ["", " ", " # to be written"])
@pytest.mark.parametrize(
    ("lines", "path"),
    [
        (("set:", "  rules:", "    r:", "      unless:"), "set.rules.r.unless"),
        (("set:", "  offences:", "    o:", "      note:"), "set.offences.o.note"),
        (("set:", "  tables:", "    doses:", "      rows:", "        lsd:"), "set.tables.doses.rows.lsd"),
    ],
)
def test_only_a_written_null_takes_away(
    tmp_path: Path, lines: tuple[str, ...], path: str, written: str
) -> None:
    """A line that somebody meant to finish deletes nothing; the word does."""
    ruleset_of(tmp_path, LAW, JURISDICTION + GAPS)
    later = tmp_path / "xx" / "act" / "2010-01-01.yaml"
    head = 'amends: "2000-01-01"\ncitation: B\nmark: V\n'
    later.write_text(head + "\n".join(lines) + written)
    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")

    assert path in {fault.path for fault in caught.value.faults}
    (fault,) = (fault for fault in caught.value.faults if fault.path == path)
    assert fault.message.endswith("leave the field out where there is none; null takes it away")
    later.write_text(head + "\n".join(lines) + " null")
    with contextlib.suppress(RulesetFaults):  # a table of no rows is none, an option that changes nothing
        load_ruleset(tmp_path / "xx")
        return
    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")
    assert path not in {fault.path for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("note:\n      en: Resolution #7 of 2027", "'#7 of 2027'"),
        ("note:\n      en: see Law 5 # 7", "'# 7'"),
        ("name: {en: No #7\n      }", "'#7'"),
    ],
)
def test_a_text_that_a_comment_cuts(tmp_path: Path, written: str, found: str) -> None:
    """What stands after a space and the sign is never read, though whoever wrote it meant it."""
    law = LAW.replace(
        "  o: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful, "
        "note: {en: old}}",
        (
            "  o:\n    provision: a\n    mark: V\n    classification: none\n    liability: lawful\n"
            "    " + (written if "name" in written else f"name: {{en: x}}\n    {written}")
        ),
    )
    (fault,) = told(tmp_path, law)

    assert "expected text in quotes, or two spaces before a comment" in fault
    assert found in fault


def test_a_comment_two_spaces_away_is_one(tmp_path: Path) -> None:
    """So is one on a line of its own, and what stands in quotes is text."""
    law = LAW.replace("facts:\n", "# of the case\nfacts:  # all\n").replace("{en: old}", "{en: 'No #7'}")
    ruleset = ruleset_of(tmp_path, law, JURISDICTION.replace("mark: V}", "mark: V}  # read") + GAPS)

    offence = ruleset.instruments["act"].revisions[0].contents.offences["o"]  # type: ignore[union-attr]  # a text
    assert {"en": "No #7"} == offence.note


def test_a_comment_that_cuts_any_text(tmp_path: Path) -> None:
    """Settings, codes and worked cases are read by the same reader."""
    file = tmp_path / "f.yaml"
    file.write_text("rulesets: /srv/law #7\n")
    with pytest.raises(RulesetFaults, match="rulesets: expected text in quotes"):
        read_file(file)

    file.write_text("code_system: xx\njurisdiction: xx\nname: {en: Codes}\noffences: {a: act #1\n  }\n")
    with pytest.raises(RulesetFaults, match=r"offences\.a: expected text in quotes"):
        load_codes([file], {})

    file.write_text("cases:\n  - id: one\n    source: Case #7 of 2020\n")
    with pytest.raises(RulesetFaults, match=r"cases\[0\].source: expected text in quotes"):
        load_cases(file)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("when: {kind: a}", "when: null", "rules.r.when: expected a mapping from facts"),
        ("{scale: 1/2}", "{scale: null}", "steps.s.move: expected exactly one operation (scale, increase"),
        ("{scale: 1/2}", "{scale: -1}", "steps.s.move.scale: expected a number that is not below 0"),
        ("{scale: 1/2}", "{scale: true}", "steps.s.move.scale: expected an exact number"),
        (
            "{scale: 1/2}",
            "{reduce: {between: [1/2, 3/2]}}",
            "steps.s.move.reduce: expected a fraction of the end, at most 1; a duration has its unit",
        ),
        ("members: [a, b]", "members: []", "facts.kind.members: expected no fewer entries than 1"),
        ("set: {rules: {r: {unless: null}}}", "set: null", "readings.open.options.wide.set: expected a"),
        ("when: {kind: a}", "when: {kind: null}", "rules.r.when.kind: expected true, false, a word"),
        ("concluded: true", "concluded: 1", "facts.proven.concluded: expected true or false, found 1"),
        ("concluded: true", "concluded: yes", "facts.proven.concluded: expected true or false, found 'yes'"),
        ("stated_by: [court]", "stated_by: []", "facts.kind.stated_by: expected no fewer entries than 1"),
        ("amounts: [1 mg]", "amounts: []", "tables.doses.rows.lsd.amounts: expected no fewer entries"),
        ("grade: two", "grade: one", "ladders.l.grades[1].grade: expected each grade once, found 'one'"),
        ("min: 1 d, max: 1 y", "min: 1 y, max: 1 d", "ladders.l.grades[0]: expected a least no longer than"),
        ("min: 1 d, max: 1 y", "min: 2 d, max: 3 y", "ladders.l.grades[1]: expected the lowest grade first"),
        ("unless: {kind: b}", "unless: {}", "rules.r.unless: expected what takes it away"),
        (
            "note: {en: old}",
            "sanction: {fine: {unit: EUR, min: 5, max: 4}}",
            "offences.o.sanction.fine: expected min to be no larger than max",
        ),
    ],
)
def test_a_value_that_reads_as_something_else(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    """A truth is no number, a number no truth, and nothing is no condition."""
    found = told(tmp_path, LAW.replace(right, wrong))

    assert [message] == [fault[: len(message)] for fault in found if fault.startswith(message)]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("first: 2001-01-01", "first: 0", "gaps[0].first: expected a date such as 2001-07-01, found '0'"),
        ("first: 2001-01-01", "first: 20010101", "gaps[0].first: expected a date such as 2001-07-01"),
        ("first: 2001-01-01", "last: 2001-02-30", "gaps[0].last: expected a date such as 2001-07-01"),
        (
            "first: 2001-01-01",
            "first: 2001-01-01, last: 2000-01-01",
            "gaps[0]: expected the first day not to be after the last",
        ),
        ("conduct: any", "conduct: []", "gaps[0].conduct: expected"),
        (
            "[{id: one",
            "[{id: one, conduct: any, text: {en: y}}, {id: one",
            "gaps[1].id: expected each id once",
        ),
        ("phase: second", "phase: first", "phases[1].phase: expected each phase once, found 'first'"),
        ("day: 1/30", "day: 3", "calendar: expected a day shorter than a week"),
        ("week: 7/30", "week: 0", "calendar: expected a day shorter than a week"),
        (
            "checkpoint: aggravated",
            "checkpoint: final",
            "phases[1].checkpoint: expected a checkpoint that is not before final, found 'individualised'",
        ),
        ("years: 18", "years: true", "sentencing_age.years: expected a whole number, found true"),
        (
            "name:",
            "milder_law: {candidates: [], provision: a, mark: V}\nname:",
            "milder_law.candidates: expected no fewer entries than 1",
        ),
        ("name:", "milder_law:\nname:", "milder_law: expected a value, found nothing"),
    ],
)
def test_a_jurisdiction_with_a_slip(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    """The jurisdiction's own file is read as strictly as a law."""
    found = told(tmp_path, jurisdiction=(JURISDICTION + GAPS).replace(right, wrong, 1))

    assert [message] == [fault[: len(message)] for fault in found]
