from pathlib import Path

import pytest

from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset
from tests.named import named
from tests.support import JURISDICTION, an_offence, law_of, ruleset_of


def carrying(sanction: str) -> str:
    said = "name: {en: x}, provision: a, mark: V, classification: none, liability: criminal_custodial"
    return f"offences: {{o: {{{said}, sanction: {{{sanction}}}}}}}"


FACTS = """
facts:
  dealing: {type: boolean, question: {en: x}, stated_by: [court]}
  kind: {type: enum, members: [a, b], question: {en: x}, stated_by: [court]}
  purpose: {type: enum, members: [own, trade], concluded: true}
"""


def faults_of(folder: Path, contents: str) -> list[str]:
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(folder, FACTS + contents)
    return [f"{fault.path}: {fault.message}" for fault in caught.value.faults]


def rule(id_: str, purpose: str, when: str, more: str = "") -> str:
    return f"  {id_}: {{provision: a, mark: V, concludes: {{purpose: {purpose}}}, when: {when}{more}}}\n"


def test_opposite_conclusions_without_a_label_are_found_with_a_witness(tmp_path: Path) -> None:
    """The fault names the two rules and a case in which both hold."""
    rules = "rules:\n" + rule("base", "own", "{kind: a}") + rule("other", "trade", "{dealing: true}")

    assert [
        (
            "rules.other: expected base and other never to hold together, or `exception_to` between them; "
            "both hold for: kind = a, dealing = true"
        )
    ] == faults_of(tmp_path, rules)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{kind: a}", "{kind: b}"),
        ("{dealing: true}", "{dealing: false}"),
        ("{kind: a, dealing: true}", "{kind: {not_one_of: [a]}}"),
        ("{dealing: true}", "{none_of: [{dealing: true}]}"),
    ],
)
def test_conclusions_that_cannot_hold_together_need_no_label(tmp_path: Path, first: str, second: str) -> None:
    """Disjoint conditions are seen to be disjoint."""
    law_of(tmp_path, FACTS + "rules:\n" + rule("base", "own", first) + rule("other", "trade", second))


def test_a_label_through_others_is_enough(tmp_path: Path) -> None:
    """An exception to an exception is an exception to the base rule."""
    rules = "rules:\n" + rule("base", "own", "{}")
    rules += rule("narrow", "trade", "{dealing: true}", ", exception_to: [base]")
    rules += rule("narrowest", "trade", "{kind: a}", ", exception_to: [narrow]")
    law_of(tmp_path, FACTS + rules)


def test_the_same_conclusion_twice_is_no_contradiction(tmp_path: Path) -> None:
    """Two grounds for one conclusion may hold together."""
    law_of(
        tmp_path, FACTS + "rules:\n" + rule("one", "own", "{kind: a}") + rule("two", "own", "{dealing: true}")
    )


def test_offences_need_labels_whatever_they_carry(tmp_path: Path) -> None:
    """One act is one offence: two that hold together are told apart by a label."""
    offence = "{name: {en: x}, provision: a, mark: V, classification: none, liability: lawful}"
    (told,) = faults_of(tmp_path, f"offences: {{one: {offence}, two: {offence}}}")

    assert "expected one and two never to hold together" in told
    assert told.endswith("both hold for: every case")


@pytest.mark.parametrize(
    ("moves", "well"),
    [
        (("{scale: 1/2}", "{scale: 4/3}"), True),
        (("{increase: {max: 1 y}}", "{increase: {max: 2 y}}"), True),
        (("{floor: 1 y}", "{floor: 2 y}"), True),
        (("{scale: 1/2}", "{increase: {max: 1 y}}"), False),
        (("{floor: 1 y}", "{ceiling: 2 y}"), False),
        (("{put: {min: 0, max: 1 y}}", "{put: {min: 0, max: 2 y}}"), False),
        (("{scale: 4/3, capped: max}", "{scale: 1/2}"), False),
    ],
)
def test_steps_of_a_phase_are_ordered_where_the_order_matters(
    tmp_path: Path, moves: tuple[str, str], *, well: bool
) -> None:
    """Factors commute, and so do additions; anything else needs `after`."""
    steps = "".join(
        f"  s{i}: {{provision: a, mark: V, phase: first, move: {move}}}\n" for i, move in enumerate(moves)
    )
    if well:
        law_of(tmp_path, FACTS + "steps:\n" + steps)
        return

    assert [
        "steps.s1: expected `after` to say which of s0 and s1 acts first: their order matters"
    ] == faults_of(tmp_path, "steps:\n" + steps)


def test_after_orders_two_steps(tmp_path: Path) -> None:
    """The label is all that is needed."""
    law_of(
        tmp_path,
        """
        steps:
          s0: {provision: a, mark: V, phase: first, move: {scale: 1/2}}
          s1: {provision: a, mark: V, phase: first, move: {increase: {max: 1 y}}, after: [s0]}
        """,
    )


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ("rules:\n" + rule("r", "own", "{deeling: true}"), "found 'deeling'; did you mean 'dealing'?"),
        ("rules:\n" + rule("r", "gift", "{}"), "expected a value of purpose (own, trade), found 'gift'"),
        ("rules:\n" + rule("r", "own", "{}", ", exception_to: [rr]"), "found 'rr'; did you mean 'r'?"),
        ("rules:\n" + rule("r", "own", "{}", ", exception_to: [r]"), "do not lead back to r"),
        ("rules:\n" + rule("r", "own", "{kind: c}"), "expected a value of kind (a, b), found 'c'"),
        (
            "rules:\n" + rule("r", "own", "{kind: {includes: a}}"),
            "a comparison that fits kind, which is of type enum",
        ),
        ("rules:\n" + rule("r", "own", "{dealing: 1}"), "expected true or false for dealing, found '1'"),
        (
            "rules: {r: {provision: a, mark: V, concludes: {kind: a}}}",
            "expected a fact marked `concluded`, kind is not",
        ),
        (
            "steps: {s: {provision: a, mark: V, phase: frist, move: {scale: 2}}}",
            "expected a phase of the jurisdiction (first, second, third), found 'frist'",
        ),
        (
            "measures: {m: {provision: a, mark: V, sum_of_shares: doses}}",
            "expected the id of one of the tables, found 'doses'",
        ),
        (
            "substances: {lsd: {name: {en: x}}, acid: {name: {en: y}, aliases: [lsd]}}",
            "expected a word for one substance, 'lsd' is 'lsd' too",
        ),
        (
            (
                "substances: {lsd: {name: {en: x}}}\n"
                "groupings: {g: {provision: a, mark: V, groups: {one: [lsd], two: [lsd]}}}"
            ),
            "expected lsd in one group, one has it too",
        ),
        (
            carrying("custody: {range_of: o}"),
            "expected a range that does not lead back to o",
        ),
        (
            carrying("custody: {ends: {min: 2 y, max: 1 y}}"),
            "expected a least no longer than the most, found 2 y and 1 y",
        ),
        (
            carrying("custody: {ends: {min: caution, max: lief}}"),
            "found 'lief'; did you mean 'life'?",
        ),
        (
            (
                "ladders: {l: {provision: a, mark: V, grades: [{grade: one, min: 1 d, max: 1 y}]}}\n"
                + carrying("custody: {grades: [l, one, two]}")
            ),
            "expected two grades of l in order (one)",
        ),
        (
            "ranges: {t: {provision: a, mark: V, by: [kind], cells: {c: {max: 1 y}}}}",
            "expected a value of kind (a, b), found 'c'",
        ),
        (
            "ranges: {t: {provision: a, mark: V, by: [kind, level], cells: {a: {max: 1 y}}}}",
            "expected one value for each of kind, level, joined by /",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(tmp_path: Path, contents: str, told: str) -> None:
    """Names, types and figures are checked where they are used, with the near miss."""
    assert any(told in fault for fault in faults_of(tmp_path, contents))


def test_a_reading_is_checked_under_each_of_its_options(tmp_path: Path) -> None:
    """A contradiction that only one reading brings is found at load."""
    reading = """
readings:
  open:
    provision: a
    mark: V
    question: {en: which?}
    options:
      written: {says: {en: as written}}
      wide: {says: {en: wide}, set: {rules: {narrow: {exception_to: null}}}}
"""
    rules = "rules:\n" + rule("base", "own", "{}")
    rules += rule("narrow", "trade", "{dealing: true}", ", exception_to: [base]")

    assert any("never to hold together" in fault for fault in faults_of(tmp_path, rules + reading))


def test_what_another_day_has_is_no_slip_of_the_pen(tmp_path: Path) -> None:
    """A rule may name a fact of an instrument that is not in force yet; before, it is never stated."""
    here = tmp_path / "xx" / "later"
    here.mkdir(parents=True)
    (here / "2015-01-01.yaml").write_text(
        "{title: {en: x}, date_key: offence, citation: A, mark: V, "
        "facts: {later: {name: {en: later}, type: boolean, question: {en: x}, stated_by: [court]}}}"
    )

    ruleset = ruleset_of(tmp_path, FACTS + "rules:\n" + rule("r", "own", "{later: true}"), JURISDICTION)

    assert 2 == len(ruleset.change_dates())


def test_rules_are_compared_again_when_what_they_read_has_changed(tmp_path: Path) -> None:
    """Two rules that an amendment leaves alone contradict each other under a new order of words."""
    rules = "rules:\n" + rule("base", "own", "{kind: a}") + rule("other", "trade", "{kind: {at_least: b}}")
    law_of(tmp_path, FACTS + rules)
    amendment = "{amends: 2000-01-01, citation: B, mark: V, set: {facts: {kind: {members: [b, a]}}}}"
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(amendment)

    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")

    assert ["expected base and other never to hold together"] == [
        fault.message.partition(",")[0] for fault in caught.value.faults
    ]


def test_an_offence_is_checked_again_when_its_ladder_has_changed(tmp_path: Path) -> None:
    """An amendment that takes a grade away is told at the offence that still names it."""
    grades = "{grade: one, min: 1 d, max: 1 y}"
    ladder = (
        f"ladders: {{l: {{provision: a, mark: V, grades: [{grades}, {grades.replace('one', 'two')}]}}}}\n"
    )
    law_of(tmp_path, ladder + carrying("custody: {grades: [l, one, two]}"))
    amendment = (
        f"{{amends: 2000-01-01, citation: B, mark: V, set: {{ladders: {{l: {{grades: [{grades}]}}}}}}}}"
    )
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(amendment)

    with pytest.raises(RulesetFaults, match="expected two grades of l in order"):
        load_ruleset(tmp_path / "xx")


def test_a_fault_is_told_once_however_many_laws_have_it(tmp_path: Path) -> None:
    """The law of a later day has the same mistake: it is told where it stands, and nowhere else."""
    rules = "rules:\n" + rule("r", "own", "{kind: c}")
    here = tmp_path / "xx" / "later"
    here.mkdir(parents=True)
    (here / "2015-01-01.yaml").write_text(
        "{title: {en: x}, date_key: offence, citation: A, mark: V, "
        "facts: {later: {name: {en: later}, type: boolean, question: {en: x}, stated_by: [court]}}}"
    )

    assert ["rules.r.when.kind: expected a value of kind (a, b), found 'c'"] == faults_of(tmp_path, rules)


LADDER = "ladders: {l: {provision: a, mark: V, grades: [{grade: one, min: 1 d, max: 1 y}]}}\n" + carrying(
    "custody: {grades: [l, one, one]}"
)


def a_step(id_: str, move: str, phase: str, more: str = "") -> str:
    return f"  {id_}: {{provision: a, mark: V, phase: {phase}, move: {{{move}}}{more}}}\n"


def graded(of_grade: tuple[str, str], of_custody: tuple[str, str]) -> str:
    """Return a law with a step that lowers a grade and one that cuts the custody: phase, and what else."""
    steps = a_step("lower", "reduce: 1, target: grade", *of_grade) + a_step("cut", "reduce: 1/3", *of_custody)
    return f"{LADDER}\nsteps:\n{steps}"


@pytest.mark.parametrize(
    ("of_grade", "of_custody"),
    [
        (("second", ""), ("first", "")),
        (("first", ", after: [cut]"), ("first", "")),
        (("second", ", when: {kind: a}"), ("first", ", when: {dealing: true}")),
    ],
)
def test_a_grade_is_not_moved_after_the_custody(
    tmp_path: Path, of_grade: tuple[str, str], of_custody: tuple[str, str]
) -> None:
    """What has been made months has no grade any more: the ruleset says so, not the case that meets it."""
    assert any(
        "expected lower to move its grade before cut moves the custody itself" in fault
        for fault in faults_of(tmp_path, graded(of_grade, of_custody))
    )


@pytest.mark.parametrize(
    ("of_grade", "of_custody"),
    [
        (("first", ""), ("second", "")),
        (("first", ""), ("first", ", after: [lower]")),
        (("second", ", when: {kind: a}"), ("first", ", when: {kind: b}")),
    ],
)
def test_a_grade_is_moved_before_the_custody_or_without_it(
    tmp_path: Path, of_grade: tuple[str, str], of_custody: tuple[str, str]
) -> None:
    """Steps of which no case meets both may stand in any order."""
    law_of(tmp_path, FACTS + graded(of_grade, of_custody))


READING = """
title: {en: the rulings}
date_key: decision
citation: Ruling 1
mark: V
readings:
  which:
    provision: a
    mark: V
    question: {en: which?}
    options:
      plain: {says: {en: as it stands}}
      other: {says: {en: otherwise}, set: {rules: {own: {when: {dealing: true}}}}}
"""


def test_an_option_fits_the_law_of_an_earlier_act_too(tmp_path: Path) -> None:
    """The ruling of 2012 is about a rule of 2010: an act of 2005 that is decided since has no such rule."""
    rulings = tmp_path / "xx" / "rulings"
    rulings.mkdir(parents=True)
    (rulings / "2012-01-01.yaml").write_text(named(READING))
    act = tmp_path / "xx" / "act"
    act.mkdir()
    added = "own: {provision: a, mark: V, concludes: {purpose: own}, when: {kind: a}}"
    later = f'{{amends: "2000-01-01", citation: B, mark: V, add: {{rules: {{{added}}}}}}}'
    (act / "2010-01-01.yaml").write_text(later)

    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, f"{FACTS}offences:\n{an_offence()}")

    (fault,) = caught.value.faults
    assert "readings.which.options.other.set.rules.own" == fault.path
    assert fault.message.endswith(
        "expected an existing id, found 'own', for an act of 2000-01-01 that is decided on 2012-01-01"
    )
