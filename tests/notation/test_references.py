"""What a law names: facts of the type that the place needs, tables with the figures, and no circles."""

from pathlib import Path

import pytest

from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset
from tests.named import named
from tests.support import HEADER, an_offence, law_of, ruleset_of

LAW = """
facts:
  kind: {type: enum, members: [a, b], question: {en: x}, stated_by: [court]}
  roles: {type: set, members: [a, b], question: {en: x}, stated_by: [court]}
  share: {type: number, question: {en: x}, stated_by: [court]}
  length: {type: duration, question: {en: x}, stated_by: [court]}
  number: {type: integer, question: {en: x}, stated_by: [court]}
  before:
    type: records
    question: {en: x}
    stated_by: [court]
    fields: {kind: {type: boolean}, day: {type: date}}
  done: {type: number, derive: {share: [length, imposed_sentence]}}
  many: {type: integer, derive: {size: roles}}
  earlier: {type: integer, derive: {records: {of: before}}}
substances: {lsd: {name: {en: x}}, papers: {name: {en: x}, forms: [lsd]}}
measures:
  shares: {provision: a, mark: V, sum_of_shares: doses}
  grams: {provision: a, mark: V, sum_converted: weights, dimension: mass}
tables:
  doses: {provision: a, mark: V, effect: converts, rows: {lsd: {amounts: [1 mg]}}}
  weights: {provision: a, mark: V, effect: converts, rows: {lsd: {factor: 10}}}
  tiers:
    provision: a
    mark: V
    effect: element
    of: grams
    nearest: 2
    bands: [{band: low}, {band: high}]
    rows: {all: {points: [1 g, 100 g]}}
ladders:
  scale: {provision: a, mark: V, grades: [{grade: one, min: 1 d, max: 1 y}]}
ranges:
  grid: {provision: a, mark: V, by: [level], cells: {1: {max: 1 y}}}
  plain: {provision: a, mark: V, by: [tiers], otherwise: other, cells: {low: {max: 1 y}}}
  other: {provision: a, mark: V, by: [tiers], cells: {high: {max: 1 y}}}
offences:
  levelled:
    name: {en: x}
    provision: a
    mark: V
    classification: none
    liability: criminal_custodial
    when: {kind: a}
    sanction:
      all_of:
        - custody: {levels: {base: number, least: 1, most: 2, table: grid}}
        - fine: {unit: EUR, min: 1, not_below_fact: share}
  plain:
    name: {en: x}
    provision: a
    mark: V
    classification: none
    liability: criminal_custodial
    when: {kind: b}
    sanction: {custody: {table: plain}}
steps:
  cut:
    {provision: a, mark: V, phase: first, move: {reduce: {between: [0, 1], chosen: share}}}
  fixed:
    {provision: a, mark: V, phase: first, after: [cut], move: {put: {stated: length}}}
  capped:
    provision: a
    mark: V
    phase: second
    when: {before.max: {at_least: 1 y}}
    move: {ceiling: {of: range.aggravated.max}}
"""


def told(folder: Path, right: str, wrong: str) -> list[str]:
    """Return the faults of the law with one mistake, by path."""
    assert right in LAW
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(folder, LAW.replace(right, wrong, 1))
    return [f"{fault.path}: {fault.message}" for fault in caught.value.faults]


def test_what_is_mistaken_below_is_right_here(tmp_path: Path) -> None:
    """The law itself has no fault."""
    assert 3 == len(law_of(tmp_path, LAW).contents.steps)


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        (
            "chosen: share",
            "chosen: kind",
            "steps.cut.move: expected a fact of type integer or number, found kind, of type enum",
        ),
        ("stated: length", "stated: share", "steps.fixed.move: expected a fact of type duration"),
        (
            "not_below_fact: share",
            "not_below_fact: kind",
            "offences.levelled.sanction: expected a fact of type integer or number",
        ),
        ("base: number", "base: share", "offences.levelled.sanction: expected a fact of type integer"),
        ("size: roles", "size: kind", "facts.many.derive.size: expected a fact of type set"),
        ("of: before", "of: roles", "facts.earlier.derive.records.of: expected a fact of type records"),
        (
            "of: before",
            "of: before, where: {kynd: true}",
            "facts.earlier.derive.records.where.kynd: expected a field of these records (kind), found 'kynd'",
        ),
        (
            "of: before",
            "of: before, where: {kind: drug}",
            "facts.earlier.derive.records.where.kind: expected true or false for kind, found 'drug'",
        ),
        (
            "of: before",
            "of: before, since: kind",
            "facts.earlier.derive.records.since: expected a field of these records that holds a day (day),",
        ),
        ("[length, imp", "[kind, imp", "facts.done.derive.share: expected a fact of type duration or"),
        ("forms: [lsd]", "forms: [lds]", "substances.papers.forms[0]: expected the id of one of the sub"),
        (
            "sum_of_shares: doses",
            "sum_of_shares: weights",
            "measures.shares.sum_of_shares: expected a table with amounts in every row, found weights",
        ),
        (
            "sum_converted: weights",
            "sum_converted: doses",
            "measures.grams.sum_converted: expected a table with factor in every row, found doses",
        ),
        (
            "sum_converted: weights, dimension: mass",
            "sum_of_amounts: tiers, dimension: mass",
            "tables.tiers.of: expected a measure that does not lead back to tiers",
        ),
        (
            "points: [1 g, 100 g]",
            "points: [1 tablet, 100 tablet]",
            "tables.tiers.rows.all.points: expected points that are amounts of mass, as grams is",
        ),
        ("{1: {max", "{one: {max", "ranges.grid.cells.one: expected a whole number for the level"),
        ("otherwise: other", "otherwise: plain", "ranges.plain.otherwise: expected a table that does not"),
        (
            "{custody: {table: plain}}",
            "{custody: {table: grid}}",
            "offences.plain.sanction: expected a table",
        ),
        ("table: grid}", "table: other}", "offences.levelled.sanction: expected a table looked up by level"),
        (
            "phase: first, move",
            "phase: first, after: [fixed], move",
            "steps.cut.after: expected steps that do not lead back to cut",
        ),
        (
            "range.aggravated.max",
            "range.individualised.max",
            "steps.capped.move: expected a checkpoint that is known before the phase second (statutory, aggr",
        ),
        (
            "before.max: {at_least: 1 y}",
            "before.max: {at_least: 1}",
            "steps.capped.when.before.max: expected a duration",
        ),
        (
            "before.max: {at_least: 1 y}",
            "before.max: {includes: 1 y}",
            "steps.capped.when.before.max: expected a comparison that fits before.max",
        ),
        (
            "before.max: {at_least: 1 y}",
            "before.level: {at_least: 1 y}",
            "steps.capped.when.before.level: expected",
        ),
        (
            "before.max: {at_least: 1 y}",
            "before.maks: {at_least: 1 y}",
            "steps.capped.when.before.maks: expected",
        ),
    ],
)
def test_a_name_of_the_wrong_sort(tmp_path: Path, right: str, wrong: str, fault: str) -> None:
    """What exists is not enough: it must be what its place needs."""
    assert [fault] == [
        found[: len(fault)] for found in told(tmp_path, right, wrong) if found.startswith(fault)
    ]


COPYING = """
facts:
  kind: {type: enum, members: [low, high], question: {en: x}, stated_by: [court]}
  flag: {type: boolean, question: {en: x}, stated_by: [court]}
  bag: {type: set, members: [low], question: {en: x}, stated_by: [court]}
  many: {type: integer, question: {en: x}, stated_by: [court]}
  word: {type: enum, members: [low, high], concluded: true}
  points: {type: integer, concluded: true}
substances: {lsd: {name: {en: x}}}
tables:
  doses: {provision: a, mark: V, effect: converts, rows: {lsd: {amounts: [1 mg]}}}
  scale:
    provision: a
    mark: V
    effect: element
    bands: [{band: low, to: included}, {band: high}]
    rows: {lsd: {cuts: [1 mg]}}
  levels:
    provision: a
    mark: V
    effect: element
    bands: [{band: "6", to: included}, {band: "12"}]
    rows: {lsd: {cuts: [1 mg]}}
measures:
  days: {provision: a, mark: V, sum_of_shares: doses}
  mass: {provision: a, mark: V, sum_of_amounts: doses, dimension: mass}
groupings: {classes: {provision: a, mark: V, groups: {a: [lsd]}}}
rules:
  copy: {provision: a, mark: V, concludes: {word: {value_of: scale}}, when: {flag: true}}
  count: {provision: a, mark: V, concludes: {points: {value_of: levels}}}
ranges:
  grid: {provision: a, mark: V, by: [scale], cells: {low: {max: 1 y}, high: {max: 2 y}}}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("value_of: scale", "value_of: scael", "rules.copy.concludes: expected a fact, measure, band"),
        ("value_of: scale", "value_of: days", "rules.copy.concludes: expected the name of a fact, or of a"),
        ("value_of: scale", "value_of: conduct", "rules.copy.concludes: expected the name of a fact, or of"),
        ("value_of: scale", "value_of: range.final.max", "rules.copy.concludes: expected the name of a fact"),
        (
            "value_of: scale",
            "value_of: flag",
            "rules.copy.concludes: expected a value of type enum, found th",
        ),
        (
            "value_of: scale",
            "value_of: bag",
            "rules.copy.concludes: expected a value of type enum, found that",
        ),
        ("value_of: scale", "value_of: classes", "rules.copy.concludes: expected values that the conclusion"),
        ("value_of: levels", "value_of: scale", "rules.count.concludes: expected values that the conclusion"),
        ("{value_of: levels}", "{value_of: flag}", "rules.count.concludes: expected a value of type integer"),
        (
            "by: [scale]",
            "by: [mass]",
            "ranges.grid.by: expected what has a word or a whole number, found mass",
        ),
        (
            "by: [scale]",
            "by: [days]",
            "ranges.grid.by: expected what has a word or a whole number, found days",
        ),
        (
            "by: [scale]",
            "by: [flag]",
            "ranges.grid.by: expected what has a word or a whole number, found flag",
        ),
        ("by: [scale]", "by: [bag]", "ranges.grid.by: expected what has a word or a whole number, found bag"),
    ],
)
def test_what_is_taken_over_or_looked_up_has_words(
    tmp_path: Path, right: str, wrong: str, fault: str
) -> None:
    """A conclusion can take what it may be, and a table has a cell for each key."""
    assert right in COPYING
    ruleset_of(tmp_path, COPYING)
    ruleset_of(tmp_path, COPYING.replace("{value_of: scale}", "{value_of: kind}"))
    ruleset_of(tmp_path, COPYING.replace("{value_of: levels}", "{value_of: many}"))
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, COPYING.replace(right, wrong))

    assert any(f"{found.path}: {found.message}".startswith(fault) for found in caught.value.faults), str(
        caught.value
    )


READ = """
readings:
  open:
    provision: a
    mark: V
    question: {en: x}
    options:
      plain: {says: {en: x}}
      other: {says: {en: x}, remove: REMOVED}
notices: {n: {provision: a, mark: V, flag: x, text: {en: x}, when: ASKED}}
"""


@pytest.mark.parametrize(
    ("removed", "asked"),
    [
        ("{measures: [days]}", "{days: {more_than: 1}}"),
        ("{groupings: [classes]}", "{classes: a}"),
        ("{tables: [levels], rules: [count]}", '{levels: "6"}'),
        ("{tables: [levels]}", "{flag: true}"),
        ("{tables: [scale], rules: [copy]}", "{flag: true}"),
    ],
)
def test_what_an_option_takes_from_under_a_reader(tmp_path: Path, removed: str, asked: str) -> None:
    """A condition, a rule that takes a value over, a table that is looked up by it: told at the option."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, COPYING + READ.replace("REMOVED", removed).replace("ASKED", asked))

    assert {"readings.open.options.other"} == {fault.path for fault in caught.value.faults}
    assert "expected options to leave what" in caught.value.faults[0].message


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ("{many: {at_least: 5, at_most: 3}}", "many at_least 5 and at_most 3"),
        ("{many: {more_than: 3, less_than: 3}}", "many more_than 3 and less_than 3"),
        ("{kind: {one_of: [low], not_one_of: [low]}}", "kind one_of low and not_one_of low"),
        ("{kind: low, any_of: [{kind: high}]}", "kind equals low and equals high"),
        (
            "{all_of: [{kind: low}, {all_of: [{flag: true}, {kind: high}]}]}",
            "kind equals low and equals high",
        ),
        ("{flag: true, all_of: [{flag: false}]}", "flag equals true and equals false"),
        ("{mass: {more_than: 5 g, at_most: 5000 mg}}", "mass more_than 5 g and at_most 5000 mg"),
        ("{imposed: {more_than: 2 y, less_than: 24 m}}", "imposed more_than 2 y and less_than 24 m"),
        ("{scale: {more_than: high}}", "scale more_than high"),
        ("{none_of: [{many: {at_least: 5, at_most: 3}}]}", "many at_least 5 and at_most 3"),
    ],
)
def test_a_condition_that_nothing_meets(tmp_path: Path, condition: str, asked: str) -> None:
    """It would be law that never applies, and nobody would be told."""
    with pytest.raises(RulesetFaults) as caught:
        law_of(
            tmp_path,
            COPYING
            + f"notices: {{n: {{provision: a, mark: V, flag: x, text: {{en: x}}, when: {condition}}}}}",
        )
    (fault,) = caught.value.faults

    assert f"expected what some case can meet, found {asked}, which none does" == fault.message
    assert fault.path.startswith("notices.n.when")


@pytest.mark.parametrize(
    "condition",
    [
        "{many: {at_least: 3, at_most: 3}}",
        "{many: {more_than: 3, less_than: 4}}",
        "{kind: low, any_of: [{kind: high}, {kind: low}]}",
        "{kind: low, none_of: [{kind: high}]}",
        "{any_of: [{kind: low}, {kind: high}]}",
        "{scale: {at_least: high}}",
        "{bag: {includes: [low]}}",
        "{mass: {at_most: 1 g}}",
        "{imposed: {at_least: 24 m, at_most: 2 y}}",
        "{many: {stated: true}}",
    ],
)
def test_a_condition_that_something_meets(tmp_path: Path, condition: str) -> None:
    """At the ends, between them, or in one way of several."""
    law_of(
        tmp_path,
        COPYING + f"notices: {{n: {{provision: a, mark: V, flag: x, text: {{en: x}}, when: {condition}}}}}",
    )


@pytest.mark.parametrize("asked", ["bag: {equals: low}", "bag: {one_of: [low]}", "substance: {equals: lsd}"])
def test_a_set_is_asked_what_it_includes(tmp_path: Path, asked: str) -> None:
    """A word alone and a list ask the same; what reads as another question is refused."""
    notice = "notices: {n: {provision: a, mark: V, flag: x, text: {en: x}, when: {ASKED}}}"
    for right in ("bag: low", "bag: [low]", "bag: {includes: low}", "substance: [lsd]"):
        law_of(tmp_path, COPYING + notice.replace("ASKED", right))
    with pytest.raises(RulesetFaults) as caught:
        law_of(tmp_path, COPYING + notice.replace("ASKED", asked))
    (fault,) = caught.value.faults

    assert fault.message.startswith(f"expected includes for {asked.partition(':')[0]}, which is a set")
    assert fault.path.endswith(("equals", "one_of"))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ("rules: {copy: {when: {flag: true}}}", "set.rules.copy.when"),
        ("rules: {copy: {unless: null}}", "set.rules.copy.unless"),
        ("tables: {scale: {rows: {lsd: {cuts: [1 mg]}}}}", "set.tables.scale.rows.lsd"),
        ("tables: {scale: {rows: {mdma: null}}}", "set.tables.scale.rows.mdma"),
        ("ranges: {grid: {cells: {low: {max: 1 y}, high: {max: 3 y}}}}", "set.ranges.grid.cells.low"),
        ("groupings: {classes: {groups: {a: [lsd]}}}", "set.groupings.classes.groups.a"),
    ],
)
def test_an_amendment_that_sets_what_is_so_already(tmp_path: Path, change: str, path: str) -> None:
    """A slip of the pen reads as a change that was made."""
    ruleset_of(tmp_path, COPYING)
    later = tmp_path / "xx" / "act" / "2010-01-01.yaml"
    later.write_text(f'{{amends: "2000-01-01", citation: B, mark: V, set: {{{change}}}}}')
    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")

    assert [(path, "expected a change, found what is so already: leave it out")] == [
        (fault.path, fault.message) for fault in caught.value.faults
    ]
    later.write_text(
        '{amends: "2000-01-01", citation: B, mark: P, set: {rules: {copy: {mark: V, note: {en: x}}}}}'
    )
    load_ruleset(tmp_path / "xx")


@pytest.mark.parametrize(
    ("kind", "id_", "path"),
    [
        ("ranges", "grid", "offences.levelled.sanction"),
        ("ranges", "other", "ranges.plain.otherwise"),
        ("tables", "doses", "measures.shares.sum_of_shares"),
        ("measures", "grams", "tables.tiers.of"),
    ],
)
def test_what_an_amendment_takes_from_under_an_element(
    tmp_path: Path, kind: str, id_: str, path: str
) -> None:
    """An element whose table has been taken away has no figure; the fault names the revision."""
    ruleset_of(tmp_path, LAW)
    later = tmp_path / "xx" / "act" / "2010-01-01.yaml"
    later.write_text(f'{{amends: "2000-01-01", citation: B, mark: V, remove: {{{kind}: [{id_}]}}}}')

    with pytest.raises(RulesetFaults) as caught:
        load_ruleset(tmp_path / "xx")

    message = f"expected one of the {kind} that act@2010-01-01 has, found {id_!r}, which is taken away"
    assert (path, message) in [(fault.path, fault.message) for fault in caught.value.faults]


_LADDER = "scale: {provision: a, mark: V, grades: [{grade: one, name: {en: x}, min: 1 d, max: 1 y}]}"


@pytest.mark.parametrize(
    ("kind", "element", "custody"),
    [
        ("ladders", _LADDER, "{grades: [scale, one, one]}"),
        ("offences", an_offence("scale"), "{range_of: scale}"),
    ],
)
@pytest.mark.parametrize(("first", "last"), [("2010-01-01", None), ("1999-01-01", "2010-01-01")])
def test_a_range_is_made_of_what_is_in_force_with_it(
    tmp_path: Path, kind: str, element: str, custody: str, first: str, last: str | None
) -> None:
    """What another instrument brings in later, or takes away earlier, leaves the offence no range at all."""
    other = tmp_path / "xx" / "other"
    other.mkdir(parents=True)
    (other / f"{first}.yaml").write_text(named(f"{HEADER}{kind}:\n  {element.strip()}\n"))
    if last is not None:
        amendment = f'{{amends: "{first}", citation: B, mark: V, remove: {{{kind}: [scale]}}}}'
        (other / f"{last}.yaml").write_text(amendment)
    offence = an_offence("plain").replace("{ends: {min: 1 y, max: 2 y}}", custody)

    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, f"offences:\n{offence}")

    message = (
        f"expected one of the {kind} in force whenever act@2000-01-01 is, found 'scale', "
        "which begins later or ends earlier"
    )
    assert ("offences.plain.sanction", message) in [
        (fault.path, fault.message) for fault in caught.value.faults
    ]


def test_what_only_an_option_measures_is_no_subject(tmp_path: Path) -> None:
    """A condition reads what the law as written measures; what else it named would never be shown."""
    option = """
readings:
  open:
    provision: a
    mark: V
    question: {en: x}
    options:
      plain: {says: {en: x}}
      wide:
        says: {en: x}
        add:
          measures: {kinds: {provision: a, mark: V, kinds: true}}
          notices: {n: {provision: a, mark: V, flag: f, text: {en: x}, when: {kinds: {at_least: 2}}}}
"""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, LAW + option)

    (fault,) = caught.value.faults

    assert "readings.open.options.wide.add.notices.n.when.kinds" == fault.path
    assert fault.message.startswith("expected a fact, measure, band or conclusion, found 'kinds'")


PROGRAMME = """
programmes:
  p:
    name: {en: x}
    provision: a
    mark: V
    stage: [trial]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {kind: a}}}
    term: TERM
"""


def faults_of_term(folder: Path, term: str) -> list[tuple[str, str]]:
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(folder, LAW + PROGRAMME.replace("TERM", term))
    return [(fault.path, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("term", "message"),
    [
        ("{}", "expected how long it lasts: a rate, or a least or a most"),
        ("{rate: 1, unit: {en: hours}, of: range.final.max}", "expected rate, unit, per and of together"),
    ],
)
def test_a_term_that_says_too_little(tmp_path: Path, term: str, message: str) -> None:
    """Half a rate converts nothing."""
    assert [("programmes.p.term", message)] == faults_of_term(tmp_path, term)


@pytest.mark.parametrize("per", ["0", "0 m", "0 y 0 d", "1 d less a day"])
def test_a_rate_stands_for_some_time(tmp_path: Path, per: str) -> None:
    """What is converted is divided by it, so none at all is a fault of the law and no crash of a case."""
    term = f"{{rate: 1, unit: {{en: hours}}, per: {per}, of: range.final.max}}"
    message = f"expected the time that one rate stands for, found {per}, which is none"

    assert [("programmes.p.term.per", message)] == faults_of_term(tmp_path, term)


CUSTODY = "    sanction: {custody: {ends: {min: 1 y, max: 2 y}}}\n"
FINE = "    sanction: {fine: {unit: day_fine, min: 1}}\n"


def offence_of(liability: str, more: str) -> str:
    """Return an offence of a liability, and what else it says."""
    return "offences:\n" + an_offence().replace("criminal_custodial", liability).replace(CUSTODY, more)


@pytest.mark.parametrize(
    ("liability", "more", "expected"),
    [
        ("lawful", FINE, "no sanction, or a liability for which something may be imposed"),
        ("tolerated", CUSTODY, "no sanction, or a liability for which something may be imposed"),
        ("criminal_custodial", FINE, "custody in the sanction, or a liability without it"),
        (
            "criminal_non_custodial",
            CUSTODY,
            "no custody in the sanction, or the liability criminal_custodial or falta",
        ),
        ("ticket", CUSTODY, "no custody in the sanction, or the liability criminal_custodial or falta"),
    ],
)
def test_a_liability_that_does_not_fit_the_sanction(
    tmp_path: Path, liability: str, more: str, expected: str
) -> None:
    """An answer would say that custody may be imposed for what is lawful, or the other way round."""
    with pytest.raises(RulesetFaults) as caught:
        law_of(tmp_path, offence_of(liability, more))

    (fault,) = caught.value.faults
    assert ("offences.act.liability", f"expected {expected}, found {liability}") == (
        fault.path,
        fault.message,
    )


@pytest.mark.parametrize(
    ("liability", "more"),
    [
        ("lawful", ""),
        ("administrative", FINE),
        ("falta", CUSTODY),
        ("falta", FINE),
        ("criminal_non_custodial", ""),
        ("criminal_custodial", ""),
    ],
)
def test_a_liability_that_fits(tmp_path: Path, liability: str, more: str) -> None:
    """A sanction that is left out is not there to fit: another law has it, or it is not recorded."""
    assert "act" in law_of(tmp_path, offence_of(liability, more)).contents.offences


def test_an_option_that_makes_an_offence_lawful_takes_its_sanction(tmp_path: Path) -> None:
    """The fault is told where the option says so."""
    option = "{says: {en: lawful}, set: {offences: {act: {liability: lawful}}}}"
    reading = f"""
readings:
  which:
    provision: art. 9
    mark: V
    question: {{en: Which?}}
    prefer: old
    options: {{old: {{says: {{en: old}}}}, new: {option}}}
"""
    with pytest.raises(RulesetFaults) as caught:
        law_of(tmp_path, offence_of("criminal_custodial", CUSTODY) + reading)
    law_of(
        tmp_path,
        offence_of("criminal_custodial", CUSTODY)
        + reading.replace("lawful}}}}", "lawful, sanction: null}}}}"),
    )

    assert ["readings.which.options.new.set.offences.act.liability"] == [f.path for f in caught.value.faults]
