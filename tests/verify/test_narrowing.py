"""A law is searched for holes without what cannot change which offence stands."""

from pathlib import Path

import pytest

from propengine.law.ruleset import Dates
from propengine.law.vocabulary import COMMON_FACTS
from propengine.verify.narrowing import narrowed
from tests.support import DAY, JURISDICTION, an_offence, law_of, ruleset_of

LAW = """
facts:
  part: {type: number, derive: {share: [served, range.final.max]}}
  twice: {type: integer, derive: {sum: [{of: part, times: 2}]}}
  kept: {type: integer, concluded: true}
  grave: {type: boolean, concluded: true}
RULES
steps:
  double: {provision: art. 2, mark: V, phase: first, move: {scale: 2}}
programmes:
  release:
    name: {en: release}
    provision: art. 3
    mark: V
    stage: [post_sentence]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {part: {at_least: 1}}}}
offences:
"""
RULE = "rules: {{r: {{provision: art. 4, mark: V, concludes: {{{concludes}}}, when: {{{when}}}}}}}"


GAP = JURISDICTION + "gaps: [{id: gap, conduct: any, text: {en: not recorded}, when: {%s}}]\n"
GRAVE = "grave: true"


@pytest.mark.parametrize(
    ("rules", "when", "kept"),
    [
        ("", GRAVE, set()),
        (RULE.format(concludes="grave: true", when="served: {at_least: 1 y}"), GRAVE, set()),
        (RULE.format(concludes="grave: true", when="part: {at_least: 1}"), GRAVE, {"double"}),
        (RULE.format(concludes="grave: true", when="part: {at_least: 1}"), "stage: sentencing", set()),
        (RULE.format(concludes="grave: true", when="twice: {at_least: 1}"), GRAVE, {"double"}),
        (
            RULE.format(concludes="kept: {value_of: twice}", when="served: {at_least: 1 y}"),
            "kept: {at_least: 1}",
            {"double"},
        ),
    ],
)
def test_steps_stay_where_a_gap_can_hang_on_them(
    tmp_path: Path, rules: str, when: str, kept: set[str]
) -> None:
    """A share of the range counts however a gap comes to it, and not where only a programme asks."""
    text = LAW.replace("RULES", rules) + an_offence()
    law = ruleset_of(tmp_path, text, GAP % when).law(Dates.all_on(DAY))

    assert kept == narrowed(law).contents.steps.keys()


CONCLUDING = """
facts:
  forced: {type: boolean, question: {en: forced?}}
  grave: {type: boolean, concluded: true}
  serious: {type: boolean, concluded: true}
  told: {type: boolean, concluded: true}
  several: {type: integer, derive: {count: [{serious: true}, {forced: true}]}}
rules:
  to-grave: {provision: a, mark: V, concludes: {grave: true}, when: {several: {at_least: 2}}}
  to-serious: {provision: a, mark: V, concludes: {serious: true}, when: {forced: true}}
  to-told: {provision: a, mark: V, concludes: {told: true}, when: {grave: true}}
readings:
  of-serious:
    provision: a
    mark: V
    question: {en: how?}
    options:
      so: {says: {en: so}}
      not-so: {says: {en: not so}, remove: {rules: [to-serious]}}
  of-told:
    provision: a
    mark: V
    question: {en: how?}
    when: {forced: true}
    options:
      so: {says: {en: so}}
      not-so: {says: {en: not so}, remove: {rules: [to-told]}}
offences:
"""


@pytest.mark.parametrize(
    ("when", "facts", "rules", "readings"),
    [
        (
            "{grave: true}",
            {"forced", "grave", "serious", "several"},
            {"to-grave", "to-serious"},
            {"of-serious"},
        ),
        (
            "{told: true}",
            {"forced", "grave", "serious", "several", "told"},
            {"to-grave", "to-serious", "to-told"},
            {"of-serious", "of-told"},
        ),
        ("{forced: true}", {"forced"}, set(), set()),
    ],
)
def test_what_no_offence_asks_for_is_left_out(
    tmp_path: Path, when: str, facts: set[str], rules: set[str], readings: set[str]
) -> None:
    """What an offence asks for stays, with all that it follows from, and the readings on which it hangs."""
    law = law_of(tmp_path, CONCLUDING + an_offence(when=when))
    contents = narrowed(law).contents

    assert facts == contents.facts.keys() - COMMON_FACTS.keys()
    assert rules == contents.rules.keys()
    assert readings == contents.readings.keys()


def test_what_an_option_of_a_reading_adds_asks_too(tmp_path: Path) -> None:
    """An offence that stands under one option alone is an offence."""
    other = "name: {en: x}, provision: a, mark: V, classification: none, liability: lawful"
    adding = f"add: {{offences: {{other: {{{other}, when: {{conduct: supply, told: true}}}}}}}}}}"
    text = CONCLUDING.replace("remove: {rules: [to-told]}}", adding)
    contents = narrowed(law_of(tmp_path, text + an_offence())).contents

    assert {"to-grave", "to-serious", "to-told"} == contents.rules.keys()


QUANTITIES = """
substances: {leaf: {name: {en: leaf}}}
tables:
  grams:
    provision: a
    mark: V
    effect: element
    bands: [{band: small, to: included}, {band: large}]
    rows: {leaf: {cuts: [10 g]}}
  shares: {provision: a, mark: V, effect: element, rows: {leaf: {amounts: [5 g]}}}
measures:
  parts: {provision: a, mark: V, sum_of_shares: shares}
  some_small: {provision: a, mark: V, some_item: {grams: small}}
bands:
  how_many: {provision: a, mark: V, of: parts, bands: [{band: few, less_than: 2}, {band: many}]}
facts:
  unasked: {type: boolean, question: {en: unasked?}}
offences:
"""


@pytest.mark.parametrize(
    ("when", "kept"),
    [
        ("{conduct: supply}", set()),
        ("{grams: small}", {"grams"}),
        ("{parts: {at_least: 2}}", {"parts", "shares"}),
        ("{how_many: many}", {"how_many", "parts", "shares"}),
        ("{some_small: true}", {"some_small", "grams"}),
    ],
)
def test_quantities_that_no_offence_asks_for_are_left_out(tmp_path: Path, when: str, kept: set[str]) -> None:
    """What an offence asks for stays, with the table that it is measured by."""
    contents = narrowed(law_of(tmp_path, QUANTITIES + an_offence(when=when))).contents

    assert kept == {*contents.tables, *contents.measures, *contents.bands, *contents.groupings}
    assert "unasked" not in contents.facts
