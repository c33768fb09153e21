"""Marks: no answer claims a better mark than the weakest figure that it rests on; nothing read is not V."""

from datetime import date
from pathlib import Path

import pytest

from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.elements import Mark
from propengine.law.ruleset import Ruleset
from propengine.notation.loading import load_ruleset
from tests.support import JURISDICTION, a_case, an_offence, grams, ruleset_of

LAW = """
substances: {powder: {name: {en: powder}}, herb: {name: {en: herb}}}
facts:
  flag: {type: boolean, question: {en: x}}
  purpose: {type: enum, members: [own, trade], concluded: true}
tables:
  scale:
    provision: art. 3
    mark: TABLE
    effect: element
    absent: left_out
    bands: [{band: small, to: included}, {band: large}]
    rows: {powder: {cuts: ["2 g"], marks: [V, LARGE]}, herb: {cuts: ["2 g"], mark: ROW}}
ranges:
  grid:
    provision: art. 4
    mark: GRID
    by: [scale]
    cells: {small: {max: 1 y}, large: {min: 1 y, max: 3 y, mark: CELL}}
rules:
  trade: {provision: art. 2, mark: RULE, concludes: {purpose: trade}, when: {flag: true}}
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: OFFENCE
    classification: trafficking
    liability: criminal_custodial
    when: {purpose: trade}
    sanction: {custody: {table: grid}}
steps:
  less: {provision: art. 5, mark: STEP, phase: second, when: {conduct: transport}, move: {scale: 1/2}}
"""
PLACES = ("OFFENCE", "RULE", "TABLE", "ROW", "LARGE", "GRID", "CELL", "STEP")


def mark_of(folder: Path, handles: Handles, weak: str | None, item: Item, conduct: str = "supply") -> Mark:
    """Return the mark of the answer where one figure is unsourced and all others were read."""
    text = LAW
    for place in sorted(PLACES, key=len, reverse=True):
        text = text.replace(place, "M" if place == weak else "V")
    return decide(a_case([item], {"flag": True}, conduct), ruleset_of(folder, text), handles).mark


OTHERS = """{any_of: [
  {fine: {unit: day_fine, min: 10, max: 20, mark: FINE}},
  {response: {name: {en: a warning}, mark: RESPONSE, when: {poor: true}}}
]}"""
SANCTIONS = """
facts: {flag: {type: boolean, question: {en: x}}, poor: {type: boolean, concluded: true}}
rules:
  poverty: {provision: art. 2, mark: RULE, concludes: {poor: true}, when: {flag: true}}
steps:
  more: {provision: art. 5, mark: STEP, phase: second, when: {flag: true}, move: {scale: 2, target: fine}}
offences:
""" + an_offence(when="{conduct: supply}").replace("{custody: {ends: {min: 1 y, max: 2 y}}}", OTHERS)
SANCTIONS = SANCTIONS.replace("criminal_custodial", "criminal_non_custodial")


@pytest.mark.parametrize("weak", ["FINE", "RESPONSE", "RULE", "STEP"])
def test_what_may_be_imposed_beside_custody_counts(tmp_path: Path, handles: Handles, weak: str) -> None:
    """A fine, another response, what opens it, and a step that acts on fines alone."""
    text = SANCTIONS
    for place in ("FINE", "RESPONSE", "RULE", "STEP"):
        text = text.replace(f"mark: {place}", "mark: M" if place == weak else "mark: V")
    ruleset = ruleset_of(tmp_path, text)

    assert Mark.M is decide(a_case([], {"flag": True}, "supply"), ruleset, handles).mark
    closed = decide(a_case([], {"flag": False}, "supply"), ruleset, handles).mark
    assert (Mark.M if weak == "FINE" else Mark.V) is closed


@pytest.mark.parametrize("weak", PLACES)
@pytest.mark.parametrize(
    ("item", "conduct", "rests_on"),
    [
        (grams("1", "powder"), "supply", {"OFFENCE", "RULE", "GRID"}),
        (grams("3", "powder"), "supply", {"OFFENCE", "RULE", "LARGE", "CELL"}),
        (grams("1", "herb"), "supply", {"OFFENCE", "RULE", "ROW", "GRID"}),
        (grams("1", "powder"), "transport", {"OFFENCE", "RULE", "GRID", "STEP"}),
    ],
)
def test_the_weakest_figure_that_was_used(
    tmp_path: Path, handles: Handles, weak: str, item: Item, conduct: str, rests_on: set[str]
) -> None:
    """The offence, the rule behind it, the band, the cell, and each step that acted; no other."""
    found = mark_of(tmp_path, handles, weak, item, conduct)

    assert (Mark.M if weak in rests_on else Mark.V) is found


@pytest.mark.parametrize(("ladder", "other"), [("M", "V"), ("V", "M"), ("V", "V")])
@pytest.mark.parametrize("custody", ["{grades: [degrees, one, one]}", "{range_of: other}"])
def test_a_range_that_stands_elsewhere(
    tmp_path: Path, handles: Handles, ladder: str, other: str, custody: str
) -> None:
    """The grades of a ladder, and the offence whose range another takes, are figures like any other."""
    text = f"""
ladders: {{degrees: {{provision: art. 6, mark: {ladder}, grades: [{{grade: one, min: 1 y, max: 2 y}}]}}}}
offences:
  act:
    name: {{en: x}}
    provision: a
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {{conduct: possession}}
    sanction: {{custody: {custody}}}
  other:
    name: {{en: x}}
    provision: a
    mark: {other}
    classification: trafficking
    liability: criminal_custodial
    when: {{conduct: export}}
    sanction: {{custody: {{ends: {{max: 1 y}}}}}}
"""
    weak = ladder if "grades" in custody else other

    assert Mark(weak) is decide(a_case(), ruleset_of(tmp_path, text), handles).mark


def test_where_nothing_was_read_the_mark_is_not_v(tmp_path: Path, handles: Handles) -> None:
    """A law that says nothing of the conduct gives an answer that rests on no figure."""
    decision = decide(a_case(conduct="export"), ruleset_of(tmp_path, "facts: {}"), handles)

    assert Mark.M is decision.mark


def test_a_gap_is_not_read_law(tmp_path: Path, handles: Handles) -> None:
    """What the ruleset does not hold was not read in a published copy."""
    gap = "gaps:\n  - {id: lost, conduct: any, text: {en: not held}}\n"
    decision = decide(
        a_case(conduct="export"), ruleset_of(tmp_path, "facts: {}", JURISDICTION + gap), handles
    )

    assert Mark.M is decision.mark


def test_an_open_reading_is_as_weak_as_its_source(tmp_path: Path, handles: Handles) -> None:
    """Whichever option is preferred."""
    text = """
offences:
  act: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful}
readings:
  open:
    provision: b
    mark: P
    question: {en: which?}
    options:
      plain: {says: {en: x}}
      other: {says: {en: y}, set: {offences: {act: {liability: tolerated}}}}
"""
    assert Mark.P is decide(a_case(), ruleset_of(tmp_path, text), handles).mark


def test_what_an_amendment_sets_has_its_mark(tmp_path: Path, handles: Handles) -> None:
    """A proposed figure is not shown as read law."""
    ruleset_of(
        tmp_path,
        LAW.replace("TABLE", "V")
        .replace("LARGE", "V")
        .replace("ROW", "V")
        .replace("GRID", "V")
        .replace("CELL", "V")
        .replace("RULE", "V")
        .replace("OFFENCE", "V")
        .replace("STEP", "V"),
    )
    amendment = """
amends: "2000-01-01"
citation: a proposal
mark: M
set: {ranges: {grid: {cells: {large: {min: 2 y, max: 9 y}}}}}
"""
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(amendment)

    reformed = load_ruleset(tmp_path / "xx")
    small, large = (
        decide(a_case([grams(amount, "powder")], {"flag": True}, "supply"), reformed, handles)
        for amount in ("1", "3")
    )

    assert (Mark.V, Mark.M) == (small.mark, large.mark)


@pytest.mark.parametrize("amount", ["0.5", "1.5", "20", "100"])
def test_readings_of_a_figure_that_lead_to_one_answer_all_count(
    pt: Ruleset, handles: Handles, amount: str
) -> None:
    """Ten days of opium: one reading of the dose is partly supported, the other unsourced; both lead here."""
    case = a_case(
        [grams(amount, "opium")], {"own_use_proven": True}, jurisdiction="pt", offence=date(2015, 6, 1)
    )
    decision = decide(case, pt, handles)

    assert {Mark.M} == {outcome.mark for outcome in decision.outcomes}
