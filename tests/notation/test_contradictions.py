"""Contradictions and loops: told beside every other fault, and placed where they were written."""

from pathlib import Path

import pytest

from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.loading import load_ruleset
from tests.support import JURISDICTION, ruleset_of

FACTS = """
facts:
  dealing: {type: boolean, question: {en: x}, stated_by: [court]}
  kind: {type: enum, members: [a, b], question: {en: x}, stated_by: [court]}
  purpose: {type: enum, members: [own, trade], concluded: true}
  proven: {type: boolean, concluded: true}
"""
BASE = "  base: {provision: a, mark: V, concludes: {purpose: own}, when: {dealing: true}}\n"
OTHER = "{provision: a, mark: V, concludes: {purpose: trade}, when: {dealing: true}}"
FILE = Path("xx", "act", "2000-01-01.yaml")
LATER = Path("xx", "act", "2010-01-01.yaml")


def reading(changes: str) -> str:
    """Return a reading with one option that changes something."""
    return f"""
readings:
  open:
    provision: a
    mark: V
    question: {{en: which?}}
    options:
      plain: {{says: {{en: as written}}}}
      wide:
        says: {{en: wide}}
        {changes}
"""


def faults_of(folder: Path, contents: str, later: str = "", jurisdiction: str = JURISDICTION) -> list[Fault]:
    """Return the faults of a law, and of what amends it."""
    with pytest.raises(RulesetFaults) as caught:  # noqa: PT012 - the first load fails where the first text does
        if later:
            (folder / LATER.parent).mkdir(parents=True)
            (folder / LATER).write_text(f'amends: "2000-01-01"\ncitation: B\nmark: V\n{later}\n')
        ruleset_of(folder, contents, jurisdiction)
    return list(caught.value.faults)


def told(folder: Path, fault: Fault) -> tuple[str, str]:
    """Return the path of a fault, and what stands at its place."""
    line = (folder / fault.file).read_text().splitlines()[fault.line - 1]
    return fault.path, line[fault.column - 1 :].partition(":")[0]


@pytest.mark.parametrize(
    "other",
    [
        "rules: {odd: {provision: a, mark: V, concludes: {proven: true}, when: {deeling: true}}}",
        "rules: {odd: {provision: a, mark: V, concludes: {proven: 3}}}",
        "steps: {s: {provision: a, mark: V, phase: frist, move: {scale: 2}}}",
        "facts: {odd: {type: bool, concluded: true}}",
        "ranges: {t: {provision: a, mark: V, by: [kind], cells: {c: {max: 1 y}}}}",
        "measures: {m: {provision: a, mark: V, sum_of_shares: doses}}",
        reading("set: {rules: {nothing: {note: {en: x}}}}"),
        reading("set: {rules: {base: {when: {dealing: true}}}}"),
        reading("set: {rules: {base: {when: {deeling: true}}}}"),
    ],
)
def test_no_fault_hides_a_contradiction(tmp_path: Path, other: str) -> None:
    """Whatever else is wrong with a law, two rules that contradict each other are told in the same pass."""
    apart = {"rules: {": "rules:\n  ", "facts: {": "facts:\n  "}
    begins = next((begin for begin in apart if other.startswith(begin)), "")
    more = f"  {other[len(begins) : -1]}\n" if begins else ""
    rules = f"rules:\n  one: {OTHER.replace('trade', 'own')}\n  two: {OTHER}\n{BASE}"
    rules = rules.replace(BASE, BASE.replace("dealing: true", "dealing: false"))
    facts = FACTS + more if begins.startswith("facts") else FACTS
    rules += more if begins.startswith("rules") else ""

    faults = faults_of(tmp_path, facts + rules + ("" if begins else other))

    assert 1 < len(faults)
    assert 1 == len([f for f in faults if "expected one and two never to hold together" in f.message])


@pytest.mark.parametrize(
    "odd",
    [
        "when: {dealing: true}, unless: {deeling: true}",
        "when: {dealing: true}, exception_to: [bsae]",
        "when: {dealing: true}, unless: {broken: true}",
        "when: {dealing: true}, exception_to: [between]",
    ],
)
def test_what_follows_from_another_fault_is_not_told(tmp_path: Path, odd: str) -> None:
    """A misspelt label or bar is one fault, not a contradiction besides."""
    facts = FACTS + "  broken: {type: bool, concluded: true}\n"
    rules = f"rules:\n{BASE}  odd: {{provision: a, mark: V, concludes: {{purpose: trade}}, {odd}}}\n"
    rules += "  between: {provision: a, mark: V, concludes: {purpose: own}, when: {kind: c}, "
    rules += "exception_to: [base]}\n"

    assert not [f for f in faults_of(tmp_path, facts + rules) if "hold together" in f.message]


@pytest.mark.parametrize("file", ["act", "another"])
def test_a_contradiction_of_what_an_option_adds_stands_in_the_option(tmp_path: Path, file: str) -> None:
    """However many instruments there are, it is told where the element was written."""
    jurisdiction = tmp_path / "xx" / "aaa"
    jurisdiction.mkdir(parents=True)
    (jurisdiction / "2000-01-01.yaml").write_text(
        "{title: {en: x}, date_key: offence, citation: A, mark: V, "
        "facts: {first: {name: {en: first}, type: boolean, question: {en: x}, stated_by: [court]}}}"
    )
    option = reading(f"add: {{rules: {{{file}: {OTHER}}}}}")
    (fault,) = faults_of(tmp_path, FACTS + "rules:\n" + BASE + option)

    assert str(FILE) == fault.file
    assert (f"readings.open.options.wide.add.rules.{file}", file) == told(tmp_path, fault)
    assert fault.message.endswith("both hold for: dealing = true under open read as wide")


@pytest.mark.parametrize("changed", ["base", "second"])
def test_a_contradiction_stands_at_the_rule_that_the_option_changes(tmp_path: Path, changed: str) -> None:
    """The other rule is right as it is, whichever comes first."""
    second = OTHER.replace("dealing: true", "dealing: false")
    option = reading(f"set: {{rules: {{{changed}: {{when: {{}}}}}}}}")
    (fault,) = faults_of(tmp_path, FACTS + "rules:\n" + BASE + f"  second: {second}\n" + option)

    assert (f"readings.open.options.wide.set.rules.{changed}", changed) == told(tmp_path, fault)


@pytest.mark.parametrize(
    ("later", "path"),
    [
        ("set: {rules: {base: {when: {}}}}", "set.rules.base"),
        ("set: {rules: {base: {when: {}}, second: {note: {en: x}}}}", "set.rules.base"),
        ("set: {rules: {second: {when: {}}}}", "set.rules.second"),
        (f"add: {{rules: {{third: {OTHER}}}}}", "add.rules.third"),
    ],
)
def test_a_contradiction_stands_in_the_amendment_that_makes_it(tmp_path: Path, later: str, path: str) -> None:
    """The text before is right as it is."""
    second = OTHER.replace("dealing: true", "dealing: false")
    (fault,) = faults_of(tmp_path, FACTS + "rules:\n" + BASE + f"  second: {second}\n", later)

    assert str(LATER) == fault.file
    assert (path, path.rpartition(".")[2]) == told(tmp_path, fault)


def test_an_amendment_that_takes_a_label_away_between_two_rules(tmp_path: Path) -> None:
    """Two rules that stay as they are contradict each other once the rule between them has no label."""
    rules = f"rules:\n{BASE}  between: {OTHER[:-1]}, exception_to: [base]}}\n"
    rules += "  narrow: {provision: a, mark: V, concludes: {purpose: trade}, when: {dealing: true, kind: a}, "
    rules += "exception_to: [between]}\n"
    ruleset_of(tmp_path, FACTS + rules)
    later = "set: {rules: {between: {exception_to: null, when: {dealing: false}}}}"
    (tmp_path / LATER).write_text(f'amends: "2000-01-01"\ncitation: B\nmark: V\n{later}\n')

    with pytest.raises(RulesetFaults, match="expected base and narrow never to hold together"):
        load_ruleset(tmp_path / "xx")


def test_a_contradiction_is_told_once_whatever_readings_there_are(tmp_path: Path) -> None:
    """What an option leaves as it is, and what a later day has too, is told for the law as written alone."""
    option = reading("set: {rules: {second: {when: {}}, third: {note: {en: x}}}}")
    rules = f"rules:\n{BASE}  second: {OTHER}\n  third: {OTHER}\n"
    faults = faults_of(tmp_path, FACTS + rules + option, "set: {facts: {kind: {members: [b, a]}}}")

    assert ["rules.second", "rules.third", "readings.open.options.wide.set.rules.second"] == [
        f.path for f in faults
    ]


def test_a_step_that_an_option_adds_without_an_order(tmp_path: Path) -> None:
    """What no law as written has is told where the option says it; what it has is told once."""
    step = "{{provision: a, mark: V, phase: first, move: {move}}}"
    times, add, ceiling = (
        step.format(move=m) for m in ("{scale: 1/2}", "{increase: {max: 1 y}}", "{ceiling: 2 y}")
    )
    option = reading(
        f"add: {{steps: {{s2: {ceiling}}}}}\n        set: {{steps: {{s0: {{note: {{en: x}}}}}}}}"
    )
    faults = faults_of(tmp_path, f"steps:\n  s0: {times}\n  s1: {add}\n{option}")

    assert ["steps.s1", *["readings.open.options.wide.add.steps.s2"] * 2] == [f.path for f in faults]


LOOP = "  one: {provision: a, mark: V, concludes: {proven: true}, when: {purpose: own}}\n"
READS_LOOP = "offences: {o: {name: {en: x}, provision: a, mark: V, classification: none, liability: lawful, "
READS_LOOP += "when: {purpose: own}}}\n"


@pytest.mark.parametrize(
    ("contents", "later", "path", "at"),
    [
        (
            "  two: {provision: a, mark: V, concludes: {purpose: own}, when: {proven: true}}\n" + READS_LOOP,
            "",
            "rules.one",
            "one",
        ),
        (
            f"{BASE}{READS_LOOP}{reading('set: {rules: {base: {when: {proven: true}}}}')}",
            "",
            "readings.open.options.wide.set.rules.base",
            "base",
        ),
        (
            READS_LOOP
            + reading(f"add: {{rules: {{more: {OTHER.replace('dealing: true', 'proven: true')}}}}}"),
            "",
            "readings.open.options.wide.add.rules.more",
            "more",
        ),
        (BASE, "set: {rules: {base: {when: {proven: true}}}}", "set.rules.base", "base"),
    ],
)
def test_a_loop_stands_at_a_rule_of_it(tmp_path: Path, contents: str, later: str, path: str, at: str) -> None:
    """What only reads from the loop is not named, and what makes it is told where it was written."""
    (fault,) = faults_of(tmp_path, FACTS + "rules:\n" + LOOP + contents, later)

    assert (path, at) == told(tmp_path, fault)
    assert fault.message.endswith("found 'rules.proven, rules.purpose'")


def test_facts_that_are_derived_from_each_other(tmp_path: Path) -> None:
    """They have no conditions; the fault stands at the first of them."""
    facts = "".join(f"  {a}: {{type: number, derive: {{share: [{b}, n]}}}}\n" for a, b in ("pq", "qp"))
    number = "  n: {type: number, question: {en: x}, stated_by: [court]}\n"
    (fault,) = faults_of(tmp_path, FACTS + facts + number)

    assert ("facts.p", "p") == told(tmp_path, fault)


def wide(of: str) -> str:
    """Return a condition with a thousand alternatives."""
    return f"{{any_of: [{', '.join([f'{{{of}}}'] * 1000)}]}}"


def test_a_condition_that_is_too_wide_in_two_laws(tmp_path: Path) -> None:
    """It is told once, where it stands, and does not keep the other rules from being compared."""
    rules = f"rules:\n{BASE}  two: {OTHER}\n"
    rules += f"  odd: {{provision: a, mark: V, concludes: {{purpose: trade}}, when: {wide('kind: a')}}}\n"
    faults = faults_of(tmp_path, FACTS + rules, "set: {rules: {base: {note: {en: x}}}}")

    assert {"rules.odd.when", "rules.two"} == {f.path for f in faults}


def test_two_options_that_fit_alone_and_not_together(tmp_path: Path) -> None:
    """It is a fault of the second reading, and not a fall."""
    rows = "{a: {factor: 1}, b: {factor: 2}}"
    table = f"tables: {{t: {{provision: a, mark: V, effect: indicates, rows: {rows}}}}}\n"
    total = "measures: {m: {provision: a, mark: V, sum_converted: t, dimension: mass}}\n"
    first = reading("set: {tables: {t: {rows: {b: null}}}}")
    second = reading("set: {tables: {t: {caps: [{rows: [a, b], most: 1 g}]}}}").replace("readings:\n", "")
    substances = "substances: {a: {name: {en: a}}, b: {name: {en: b}}}\n"
    faults = faults_of(tmp_path, substances + table + total + first + second.replace("  open:", "  other:"))

    place = ("readings.other.options.wide.set.tables.t.caps[0].rows", "rows")
    assert [place] == [told(tmp_path, f) for f in faults]


GAP = "gaps: [{id: first, conduct: any, text: {en: x}}, {id: odd, conduct: any, text: {en: x}, when: COND}]"


@pytest.mark.parametrize(
    ("condition", "path", "message"),
    [
        (
            "{deeling: true}",
            "gaps[1].when.deeling",
            "expected a fact, measure, band or conclusion, found 'deeling'; did you mean 'dealing'?",
        ),
        ("{kind: c}", "gaps[1].when.kind", "expected a value of kind (a, b), found 'c'"),
        (wide("kind: a"), "gaps[1].when", "expected at most 400 alternatives in one condition"),
    ],
)
def test_a_fault_of_a_gap_stands_at_the_gap(tmp_path: Path, condition: str, path: str, message: str) -> None:
    """What a gap asks is checked as what a rule asks, and told in jurisdiction.yaml."""
    faults = faults_of(tmp_path, FACTS, jurisdiction=JURISDICTION + GAP.replace("COND", condition))

    assert [("xx/jurisdiction.yaml", path)] == [(f.file, f.path) for f in faults]
    assert faults[0].message.startswith(message)


def test_an_offence_with_a_mistake_may_be_named(tmp_path: Path) -> None:
    """It has its own fault; a condition that names it is right."""
    offence = (
        "offences: {o: {name: {en: x}, provision: a, mark: V, classification: noone, liability: lawful}}\n"
    )
    substance = "substances: {lsd: {name: x}}\n"
    notice = "notices: {n: {provision: a, mark: V, flag: f, text: {en: x}, "
    notice += "when: {offence: o, substance: {includes: lsd}}}}\n"

    faults = faults_of(tmp_path, offence + substance + notice)

    assert ["substances.lsd.name", "offences.o.classification"] == sorted(
        (f.path for f in faults), reverse=True
    )


def test_elements_of_one_option_may_name_each_other(tmp_path: Path) -> None:
    """An id that only a reading has is an id."""
    exception = OTHER[:-1] + ", exception_to: [base, added]}"
    added = OTHER.replace("trade", "own")
    ruleset_of(
        tmp_path,
        FACTS + "rules:\n" + BASE + reading(f"add: {{rules: {{added: {added}, narrow: {exception}}}}}"),
    )
