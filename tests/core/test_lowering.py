"""Lowering: one law with all options of its readings, each a guard and not a law of its own."""

from itertools import product
from pathlib import Path

import pytest

from propengine.core.formulas import Bound, Formula, Leaf, leaf_holds, leaves_of
from propengine.core.levels import Sort
from propengine.core.lowering import LoweredLaw, Lowering, custody_in, variants
from propengine.core.slots import LEAST, MOST, SlotValue, of_reading
from propengine.core.statements import Gate, Role
from propengine.law.ruleset import Law
from tests.support import law_of

LAW = """
substances: {herb: {name: {en: herb}}}
facts:
  flag: {type: boolean, question: {en: so?}}
  other: {type: boolean, question: {en: so?}}
tables:
  doses: {provision: a, mark: V, effect: converts, rows: {herb: {amounts: [2 g]}}}
measures:
  days: {provision: a, mark: V, sum_of_shares: doses}
offences:
  act:
    name: {en: act}
    provision: a
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {flag: true}
    sanction: {custody: {ends: {min: 1 y, max: 4 y}}}
programmes:
  parole:
    name: {en: parole}
    provision: a
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {imposed: {at_most: 2 y}, other: true}, unless: {flag: true}}}
readings:
  scope:
    provision: a
    mark: V
    question: {en: which?}
    when: {flag: true}
    options:
      plain: {says: {en: x}}
      narrow: {says: {en: y}, set: {offences: {act: {when: {flag: true, other: true}}}}}
  unit:
    provision: a
    mark: V
    question: {en: which?}
    options:
      gram: {says: {en: x}}
      more: {says: {en: y}, set: {tables: {doses: {rows: {herb: {amounts: [4 g]}}}}}}
  reach:
    provision: a
    mark: V
    question: {en: which?}
    options:
      none: {says: {en: x}}
      both:
        says: {en: y}
        add:
          offences:
            extra: {name: {en: x}, provision: b, mark: V, classification: none, liability: lawful,
                    when: {other: true}, unless: {flag: true}}
"""


@pytest.fixture
def law(tmp_path: Path) -> Law:
    """Return a law with three open questions."""
    return law_of(tmp_path, LAW)


@pytest.fixture
def lowered(law: Law) -> LoweredLaw:
    """Return what it means."""
    return Lowering().lower(law)


def holds(formula: Formula, values: dict[str, SlotValue], law: LoweredLaw) -> bool:
    """Say whether a formula holds."""
    if isinstance(formula, Leaf):
        return leaf_holds(formula, values.get(formula.slot), law.slots[formula.slot].words)
    parts = [holds(part, values, law) for part in formula.parts]
    return all(parts) if type(formula).__name__ == "Every" else any(parts)


def offences_held(law: LoweredLaw, values: dict[str, SlotValue]) -> list[str]:
    """Return the offences whose clause holds, guard included."""
    clauses = [c for level in law.clauses for c in level if c.role is Role.OFFENCE]
    return sorted(c.id for c in clauses if holds(c.formula, values, law))


def test_each_option_is_a_guard_of_one_law(law: Law, lowered: LoweredLaw) -> None:
    """Under every combination of options, the clauses that hold are those of the law under them."""
    readings = law.contents.readings
    for chosen in product(*(readings[name].options for name in readings)):
        options = dict(zip(readings, chosen, strict=True))
        alone = Lowering().lower(law.under(options))
        guards: dict[str, SlotValue] = {of_reading(name): option for name, option in options.items()}
        for flag, other in product((True, False, None), repeat=2):
            values: dict[str, SlotValue] = {"flag": flag, "other": other}
            expected = []
            if flag and (options["scope"] == "plain" or other):
                expected.append("act")
            if other and not flag and options["reach"] == "both":
                expected.append("extra")

            assert sorted(expected) == offences_held(lowered, {**values, **guards})
            assert alone.law is law  # a law under an option is lowered as the law that it is written in


def test_only_what_a_reading_touches_is_guarded(lowered: LoweredLaw) -> None:
    """What no reading changes is there once, without a guard."""
    clauses = [c for level in lowered.clauses for c in level]
    guards = {(c.id, c.guard) for c in clauses if c.role is Role.OFFENCE}

    assert {
        ("act", (("scope", "plain"),)),
        ("act", (("scope", "narrow"),)),
        ("extra", (("reach", "both"),)),
    } == guards
    assert {()} == {c.guard for c in clauses if c.role in {Role.GATE_ASKED, Role.READING}}


def test_what_opens_a_reading_is_asked_of_the_law_as_written(lowered: LoweredLaw) -> None:
    """It carries no guard, and is no input to the levels."""
    (clause,) = [c for c in lowered.clauses[-1] if c.role is Role.READING and c.id == "scope"]

    assert () == clause.guard
    assert {"flag"} == {leaf.slot for leaf in leaves_of(clause.formula)}


def test_quantities_are_guarded_too(lowered: LoweredLaw) -> None:
    """A measure that a reading changes is looked up by the option."""
    assert {"unit"} == lowered.quantity_readings
    assert {"scope": "plain", "unit": "gram", "reach": "none"} == lowered.as_written


def test_the_variants_of_an_element_are_its_combinations(law: Law, lowered: LoweredLaw) -> None:
    """An element that an option adds exists under that option alone."""
    found = [(id_, variant.guard) for id_, variant in variants(law, lowered.touching, "offences")]

    assert [
        ("act", (("scope", "plain"),)),
        ("act", (("scope", "narrow"),)),
        ("extra", (("reach", "both"),)),
    ] == found


def gate_of(law: LoweredLaw) -> Gate:
    """Return the only gate."""
    (gate,) = [
        s
        for level in law.levels
        for g in level
        if g.sort is Sort.PROGRAMME
        for s in g.statements
        if isinstance(s, Gate)
    ]
    return gate


@pytest.mark.parametrize(
    ("values", "roles"),
    [
        ({}, set()),
        ({"other": True, LEAST: 12, MOST: 24}, {"asked", "awaits"}),
        ({"other": True, LEAST: 12, MOST: 48}, {"awaits"}),
        ({"other": True, LEAST: 36, MOST: 48}, {"failed"}),
        ({"other": False}, {"failed"}),
        ({"other": True}, set()),
        ({"flag": True}, {"barred"}),
        ({"flag": False}, {"cleared"}),
    ],
)
def test_a_gate_asks_its_four_questions_and_what_awaits_the_sentence(
    lowered: LoweredLaw, values: dict[str, SlotValue], roles: set[str]
) -> None:
    """Shown and denied, of what it asks for and of its bar; and shown if some sentence is imposed."""
    gate = gate_of(lowered)
    asked = {clause.role.removeprefix("gate_").removesuffix("_sentence"): clause for clause in gate.clauses}
    held = {name for name, clause in asked.items() if holds(clause.formula, values, lowered)}

    assert roles == held
    assert "bar_awaits" not in asked  # the bar does not turn on the sentence


def test_an_exception_defeats_only_when_it_is_shown(lowered: LoweredLaw) -> None:
    """`when` is asked to be shown, `unless` not to be shown: silence does not defeat."""
    (clause,) = [c for level in lowered.clauses for c in level if c.role is Role.OFFENCE and c.id == "extra"]

    assert {("other", Bound.SHOWN), ("flag", Bound.NOT_SHOWN)} == {
        (leaf.slot, leaf.bound) for leaf in leaves_of(clause.asked)
    }


def test_what_two_laws_share_is_lowered_once(law: Law) -> None:
    """An element that is the same object, with the same subjects, gives the same statements."""
    lowering = Lowering()
    first, second = lowering.lower(law), lowering.lower(law)

    assert [id(c) for level in first.clauses for c in level if c.role is Role.OFFENCE] == [
        id(c) for level in second.clauses for c in level if c.role is Role.OFFENCE
    ]


def test_custody_is_found_wherever_it_stands(law: Law) -> None:
    """A sanction holds at most one range."""
    custody = custody_in(law.contents.offences["act"].sanction)

    assert custody is not None
    assert custody.ends is not None
    assert custody_in(None) is None
