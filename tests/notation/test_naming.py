"""Everything that a reader of an answer sees is said in each language that a jurisdiction declares."""

from pathlib import Path

import pytest

from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset

JURISDICTION = """
name: {en: Testland, pt: Testlândia}
LANGUAGES
calendar: {day: 1/30, week: 7/30, provision: convention}
sentencing_age: {years: 18, referral: {en: elsewhere, pt: noutro lado}, provision: art. 1, mark: V}
phases:
  - {phase: first, checkpoint: final PHASE}
not_examined: [{id: defences, text: {en: defences, pt: defesas}}]
"""
HEADER = "title: {en: the law, pt: a lei}\ndate_key: offence\ncitation: A\nmark: V\n"
NAME = "name: {en: x, pt: y}"
WORDS = "words: {a: {en: a, pt: a}, b: {en: b, pt: b}}"
FIGURE = "provision: a, mark: V"
SAID = "name: {en: x, pt: y}, question: {en: x, pt: y}"
MEMBERS = f"{SAID}, type: enum, members: [a, b]"
TABLE = "effect: indicates, bands: [{band: a, to: included}, {band: b}], rows: {s: {cuts: [5 g]}}"


def load(folder: Path, contents: str, languages: str = "[pt, en]", phase: str = NAME, more: str = "") -> None:
    """Load a ruleset of one instrument, and perhaps its second revision."""
    jurisdiction = folder / "xx"
    (jurisdiction / "act").mkdir(parents=True)
    declared = f"languages: {languages}" if languages else ""
    said = JURISDICTION.replace("LANGUAGES", declared).replace("PHASE", f", {phase}" if phase else "")
    (jurisdiction / "jurisdiction.yaml").write_text(said)
    (jurisdiction / "act" / "2000-01-01.yaml").write_text(HEADER + contents)
    if more:
        amends = "amends: 2000-01-01\ncitation: B\nmark: V\n"
        (jurisdiction / "act" / "2001-01-01.yaml").write_text(amends + more)
    load_ruleset(jurisdiction)


@pytest.mark.parametrize(
    ("contents", "path", "message"),
    [
        (
            "facts: {f: {type: boolean, question: {en: x}}}",
            "facts.f.question",
            "expected this in pt, one of the languages of jurisdiction.yaml",
        ),
        (
            f"facts: {{f: {{{MEMBERS}, {WORDS[:-1]}, c: {{en: c}}}}}}}}",
            "facts.f.words.c",
            "expected this in pt, one of the languages of jurisdiction.yaml",
        ),
        (
            f"facts: {{f: {{type: enum, members: [a, b, c], {SAID}, {WORDS}}}}}",
            "facts.f.words",
            "expected what c is called under words in pt and en",
        ),
        (
            "facts: {f: {type: boolean, concluded: true}}",
            "facts.f",
            "expected a name in pt and en",
        ),
        (
            f"tables: {{t: {{{FIGURE}, {NAME}, {TABLE}}}}}",
            "tables.t",
            "expected what a is called under words in pt and en",
        ),
        (
            f"groupings: {{g: {{{FIGURE}, groups: {{a: [s]}}, words: {{a: {{en: a, pt: a}}}}}}}}",
            "groupings.g",
            "expected a name in pt and en",
        ),
        (
            f"measures: {{m: {{{FIGURE}, kinds: true}}}}",
            "measures.m",
            "expected a name in pt and en",
        ),
        (
            f"steps: {{s: {{{FIGURE}, phase: first, move: {{scale: 2}}}}}}",
            "steps.s",
            "expected a name in pt and en",
        ),
        (
            f"ladders: {{l: {{{FIGURE}, grades: [{{grade: a, min: 1 y, max: 2 y}}]}}}}",
            "ladders.l",
            "expected what a is called under words in pt and en",
        ),
        (
            f"rungs: {{r: {{{FIGURE}, rungs: [a]}}}}",
            "rungs.r",
            "expected what a is called under words in pt and en",
        ),
    ],
)
def test_what_is_not_said_is_a_fault(tmp_path: Path, contents: str, path: str, message: str) -> None:
    """Each stands where it is written, with the languages that lack."""
    substances = "\nsubstances: {s: {name: {en: s, pt: s}}}\n"
    with pytest.raises(RulesetFaults) as caught:
        load(tmp_path, contents + substances)

    assert (path, message) in {(fault.path, fault.message) for fault in caught.value.faults}


def test_a_word_that_nothing_may_be_is_a_fault(tmp_path: Path) -> None:
    """It would be a name of nothing, whether or not languages are declared."""
    fact = f"facts: {{f: {{type: enum, members: [a], {SAID}, {WORDS}}}}}"
    with pytest.raises(RulesetFaults) as caught:
        load(tmp_path, fact)

    assert ["expected one of a, found 'b'"] == [fault.message for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("languages", "phase", "path", "message"),
    [
        ("[pt, en]", "name: {en: x}", "phases[0].name", "expected this in pt, one of the languages"),
        ("[pt, en, fr]", NAME, "name", "expected this in fr, one of the languages of jurisdiction.yaml"),
        ("[pt]", NAME, "languages", "expected each language once, and en among them, found 'pt'"),
        ("[en, en]", NAME, "languages", "expected each language once, and en among them, found 'en, en'"),
    ],
)
def test_the_jurisdiction_itself(tmp_path: Path, languages: str, phase: str, path: str, message: str) -> None:
    """Its own file is held to what it declares, and declares English."""
    with pytest.raises(RulesetFaults) as caught:
        load(tmp_path, "", languages, phase)

    assert any(path == fault.path and fault.message.startswith(message) for fault in caught.value.faults)


def test_a_phase_without_a_name(tmp_path: Path) -> None:
    """Conditions on the range before a phase name it."""
    with pytest.raises(RulesetFaults) as caught:
        load(tmp_path, "", phase="")

    assert [("phases[0]", "expected a name in pt and en")] == [
        (f.path, f.message) for f in caught.value.faults
    ]


def test_a_fault_of_an_amendment_stands_in_the_amendment(tmp_path: Path) -> None:
    """What a later revision says is told there; what stayed as it was is told once."""
    more = "set: {facts: {f: {question: {en: z}}}}\n"
    with pytest.raises(RulesetFaults) as caught:
        load(
            tmp_path, "facts: {f: {type: boolean, name: {en: x, pt: y}, question: {en: x, pt: y}}}", more=more
        )

    assert [("xx/act/2001-01-01.yaml", "set.facts.f.question")] == [
        (fault.file, fault.path) for fault in caught.value.faults
    ]


def test_words_are_amended_one_by_one(tmp_path: Path) -> None:
    """A new member brings its own words only."""
    fact = f"facts: {{f: {{{MEMBERS}, {WORDS}}}}}"
    load(tmp_path, fact, more="set: {facts: {f: {members: [a, b, c], words: {c: {en: c, pt: c}}}}}\n")


def test_a_jurisdiction_says_in_which_languages_it_speaks(tmp_path: Path) -> None:
    """Otherwise its ids would be shown as if they were words."""
    with pytest.raises(RulesetFaults) as caught:
        load(tmp_path, "facts: {f: {type: boolean, question: {en: x}}}", "")

    assert [("languages", "expected this field, which is required, such as [pt, en]")] == [
        (fault.path, fault.message) for fault in caught.value.faults
    ]
