"""Choosing: preference is a definition and no search; what has a default keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.lowering import Lowering
from propengine.engine import choosing, concluding
from propengine.engine.choosing import Choices, State
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import RunsOfLaw
from propengine.engine.conditions import Question
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.engine.exact import Compiler
from propengine.engine.intake import dates_of, read_case
from propengine.engine.worlds import worlds_of
from propengine.law.programmes import ProgrammeStatus
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.strategies import CODE, element, load_files, texts
from tests.support import DAY, a_case, an_offence, grams, ruleset_of

Cells = Mapping[tuple[str, ...], tuple[int, int]]


def two_readings(cells: Cells, order: Sequence[str] = ("ra", "rb"), **more: Any) -> Ruleset:
    """Return a law whose range hangs on two open questions; each cell is a range in years."""
    readings = {
        name: element(
            **{
                "question": texts("which?"),
                "options": {
                    "plain": {"says": texts("as written")},
                    "other": {
                        "says": texts("otherwise"),
                        "set": {"rules": {f"rule-{name}": {"concludes": {name: "yes"}}}},
                    },
                },
                **more.get(name, {}),
            }
        )
        for name in order
    }
    law = {
        "title": texts("the law"),
        "date_key": "offence",
        "citation": "Act 1",
        "mark": "V",
        "facts": {n: {"type": "enum", "members": ["no", "yes"], "concluded": True} for n in ("ra", "rb")},
        "rules": {f"rule-{n}": element(concludes={n: "no"}) for n in ("ra", "rb")},
        "ranges": {
            "grid": element(
                by=["ra", "rb"],
                cells={f"{a}/{b}": {"min": f"{c[0]} y", "max": f"{c[1]} y"} for (a, b), c in cells.items()},
            )
        },
        "offences": {
            "act": element(
                name=texts("the act"),
                classification="trafficking",
                liability="criminal_custodial",
                sanction={"custody": {"table": "grid"}},
            )
        },
        "readings": readings,
    }
    jurisdiction = {
        "name": texts("Testland"),
        "calendar": {"day": "1/30", "week": "7/30", "provision": "convention"},
        "sentencing_age": element(years=18, referral=texts("elsewhere")),
        "phases": [{"phase": "first", "checkpoint": "final"}],
        "not_examined": [{"id": "defences", "text": texts("defences")}],
    }
    return load_files({f"{CODE}/jurisdiction.yaml": jurisdiction, f"{CODE}/law/2000-01-01.yaml": law})[CODE]


def years(decision: Decision) -> Any:
    """Return the preferred range in years; None where none is preferred."""
    if decision.preferred is None:
        return None
    final = decision.preferred.checkpoints[Checkpoint.FINAL]
    assert final.min.months is not None
    assert final.max.months is not None
    return final.min.months / 12, final.max.months / 12


KEYS = list(product(("no", "yes"), repeat=2))


@pytest.mark.parametrize("order", [("ra", "rb"), ("rb", "ra")])
def test_preference_does_not_hang_on_the_order_of_readings(handles: Handles, order: tuple[str, str]) -> None:
    """4–8 as written, 2–6 under one, 2–5 under the other, 3–9 under both: no other is milder than 2–5."""
    cells = dict(zip(KEYS, [(4, 8), (2, 5), (2, 6), (3, 9)], strict=True))
    decision = decide(a_case(), two_readings(cells, order), handles)

    assert (2, 5) == years(decision)
    assert 4 == len(decision.outcomes)
    assert Status.DISCRETION is decision.status


def preferred_by_definition(cells: Cells) -> Any:
    """Return what no other is milder than, then with the fewest departures; None if several remain."""
    rest = [
        (key, cell)
        for key, cell in cells.items()
        if not any(o != cell and o[0] <= cell[0] and o[1] <= cell[1] for o in cells.values())
    ]
    if len({cell for _, cell in rest}) > 1:
        fewest = min(key.count("yes") for key, _ in rest)
        rest = [(key, cell) for key, cell in rest if key.count("yes") == fewest]
    found = {cell for _, cell in rest}
    return found.pop() if len(found) == 1 else None


RANGES = st.tuples(st.integers(1, 5), st.integers(1, 5)).map(lambda p: (min(p), max(p)))


@settings(max_examples=40)
@given(st.tuples(*[RANGES] * 4), st.permutations(["ra", "rb"]))
def test_preference_is_the_definition(ranges: tuple[tuple[int, int], ...], order: list[str]) -> None:
    """For whatever ranges the combinations lead to, and in whatever order they are written."""
    cells = dict(zip(KEYS, ranges, strict=True))
    decision = decide(a_case(jurisdiction=CODE), two_readings(cells, order), Handles())

    assert preferred_by_definition(cells) == years(decision)
    shown: Any = {
        (f.min.months / 12, f.max.months / 12)
        for o in decision.outcomes
        for f in [o.checkpoints[Checkpoint.FINAL]]
        if f.min.months is not None and f.max.months is not None
    }

    assert set(ranges) == shown


def test_what_the_sources_prefer_is_kept(handles: Handles) -> None:
    """Although another option is milder."""
    cells = dict(zip(KEYS, [(4, 8), (2, 5), (2, 6), (3, 9)], strict=True))
    decision = decide(a_case(), two_readings(cells, ra={"prefer": "plain"}, rb={"prefer": "plain"}), handles)

    assert (4, 8) == years(decision)


def test_a_ruleset_may_say_that_none_is_preferred(handles: Handles) -> None:
    """Then none is, unless all options lead to the same."""
    cells = dict(zip(KEYS, [(4, 8), (2, 5), (2, 6), (3, 9)], strict=True))
    same = dict.fromkeys(KEYS, (1, 2))
    weighed: dict[str, Any] = {"ra": {"none_preferred": True}}

    assert years(decide(a_case(), two_readings(cells, **weighed), handles)) is None
    assert (1, 2) == years(decide(a_case(), two_readings(same, **weighed), handles))


LAW = """
substances: {powder: {name: {en: powder}}, resin: {name: {en: resin}}}
facts:
  minor: {type: boolean, question: {en: x}, factors_to_weigh: [{en: all of it}]}
  unread: {type: boolean, question: {en: x}, factors_to_weigh: [{en: nothing}]}
  mild: {type: boolean, question: {en: x}}
tables:
  category:
    provision: art. 3
    mark: V
    effect: indicates
    absent: left_out
    nearest: 3/2
    bands: [{band: c3}, {band: c2}, {band: c1}]
    rows:
      powder: {points: ["10 g", "100 g", "1 kg"]}
      resin: {points: ["10 g", "100 g", "1 kg"]}
ranges:
  grid:
    provision: art. 4
    mark: V
    by: [category]
    cells: {c3: {max: 1 y}, c2: {min: 1 y, max: 3 y}, c1: {min: 3 y, max: 9 y}}
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    unless: {minor: true}
    sanction: {custody: {ends: {min: 2 y, max: 4 y}}}
  lesser:
    name: {en: the lesser act}
    provision: art. 2
    mark: V
    classification: micro_trafficking
    liability: criminal_custodial
    when: {conduct: possession, minor: true}
    sanction: {custody: {ends: {max: 1 y}}}
  weighed:
    name: {en: by category}
    provision: art. 4
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: supply}
    sanction: {custody: {table: grid}}
steps:
  half: {provision: art. 5, mark: V, phase: second, force: may, when: {mild: true}, move: {scale: 1/2}}
  more:
    {provision: art. 6, mark: V, phase: third, force: may, when: {mild: true}, move: {increase: {max: 1 y}}}
"""


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law with a finding, steps that the court may take, and a nearest category."""
    return ruleset_of(tmp_path_factory.mktemp("law"), LAW)


def states(
    ruleset: Ruleset, *amounts: tuple[str, str], conduct: str = "supply", **facts: bool
) -> list[State]:
    """Return every way to apply the law to a case whose amounts are known."""
    case = a_case([grams(amount, substance) for substance, amount in amounts], facts, conduct)
    dates, _ = dates_of(case)
    law = ruleset.law(dates)
    intake, _ = read_case(case, law, dates, law.statable)
    compiled = CompiledLaw(Lowering().lower(law), Compiler())
    (world,) = worlds_of(intake, [compiled.lowered])
    return Choices(compiled, intake, lambda: None).states(world)


def chosen(state: State) -> dict[str, str]:
    """Return what was chosen on each axis."""
    return {condition.id: condition.value for condition in state.conditions}


class TestAxes:
    """An axis opens where something that it changes is read, and has a default."""

    def test_a_finding_that_nothing_reads_is_no_axis(self, ruleset: Ruleset) -> None:
        """Only what could change the answer is shown."""
        found = states(ruleset, conduct="possession")

        assert [{"minor": "not found"}, {"minor": "found"}] == [chosen(state) for state in found]
        assert [set(), {"minor"}] == [state.found for state in found]

    def test_what_is_stated_is_no_axis(self, ruleset: Ruleset) -> None:
        """Whoever finds it has said so."""
        assert [{}] == [chosen(state) for state in states(ruleset, conduct="possession", minor=True)]

    def test_each_step_that_the_court_may_take_both_ways(self, ruleset: Ruleset) -> None:
        """Declining departs from the law as written; all four combinations are there."""
        found = states(ruleset, conduct="possession", minor=False, mild=True)

        assert {(("half", a), ("more", b)) for a, b in product(("taken", "declined"), repeat=2)} == {
            tuple(sorted(chosen(state).items())) for state in found
        }
        assert {0, 1, 2} == {state.departures for state in found}

    def test_the_milder_of_two_mays_is_preferred(self, ruleset: Ruleset, handles: Handles) -> None:
        """2–4 years: half of it, and nothing added."""
        case = a_case(facts={"minor": False, "mild": True})

        assert (1, 2) == years(decide(case, ruleset, handles))

    def test_a_presumed_step_is_taken_by_default(self, tmp_path: Path, handles: Handles) -> None:
        """2–4 years: a year is added although to decline it would be milder, and that is shown beside."""
        law = LAW.replace("third, force: may", "third, force: presumed")
        decision = decide(a_case(facts={"minor": False, "mild": True}), ruleset_of(tmp_path, law), handles)

        assert (1, 3) == years(decision)
        finals = {years(replace(decision, preferred_index=i)) for i in range(len(decision.outcomes))}
        assert {(1, 3), (1, 2), (2, 5), (2, 4)} == finals

    def test_the_nearest_band_is_the_default(self, ruleset: Ruleset, handles: Handles) -> None:
        """60 g are nearest to 100 g, and 1.67 times below: the band of 10 g is shown beside."""
        decision = decide(a_case([grams("60", "powder")], conduct="supply"), ruleset, handles)

        assert (1, 3) == years(decision)
        assert {Question.NEIGHBOURING_BAND} == {
            c.question for o in decision.outcomes for way in o.ways for c in way
        }
        ranges: Any = [(12, 36), (0, 12)]
        assert ranges == [
            (f.min.months, f.max.months) for o in decision.outcomes for f in [o.checkpoints[Checkpoint.FINAL]]
        ]

    def test_two_holdings_far_from_their_points(self, ruleset: Ruleset) -> None:
        """Powder and resin, 60 g each, are c2 or c3: only where both are c3 is the case c3."""
        found = states(ruleset, ("powder", "60"), ("resin", "60"), minor=False)

        assert ["c2", "c2", "c2", "c3"] == sorted(str(state.run.values["category"]) for state in found)

    def test_each_neighbour_is_told_apart(self, ruleset: Ruleset) -> None:
        """Two holdings of one table are two axes: no two states are told by the same conditions."""
        found = states(ruleset, ("powder", "60"), ("resin", "60"), minor=False)

        assert 4 == len({frozenset((c.question, c.id, c.value) for c in state.conditions) for state in found})


ADDED = (
    LAW.replace("steps:\n", "unread_steps:\n")
    .split("unread_steps:")[0]
    .replace("by: [category]", "by: [counted]")
    .replace(
        "ranges:\n",
        "  weights: {provision: a, mark: V, effect: converts, rows: {powder: {factor: 1}}}\nranges:\n",
        1,
    )
    .replace(
        "ranges:\n",
        """  together:
    provision: art. 3
    mark: V
    effect: indicates
    of: total
    nearest: 3/2
    bands: [{band: c3}, {band: c2}, {band: c1}]
    rows: {all: {points: ["10 g", "100 g", "1 kg"]}}
measures:
  total: {provision: a, mark: V, sum_converted: weights, dimension: mass}
rules:
  each: {provision: a, mark: V, when: {conduct: supply}, concludes: {counted: {value_of: category}}}
readings:
  adding:
    provision: a
    mark: V
    question: {en: "added?"}
    when: {mild: true}
    options:
      apart: {says: {en: each apart}}
      added: {says: {en: added}, set: {rules: {each: {concludes: {counted: {value_of: together}}}}}}
ranges:
""",
        1,
    )
    .replace("facts:\n", "facts:\n  counted: {type: enum, members: [c3, c2, c1], concluded: true}\n")
)
"""A law that reads the band of a sum under one option of a reading alone."""


@pytest.mark.parametrize(
    ("facts", "axes"),
    [({"mild": False}, {"category"}), ({"mild": True}, {"category", "together", "adding"})],
)
def test_a_band_that_an_option_alone_reads_is_an_axis_where_its_reading_is_open(
    tmp_path: Path, facts: dict[str, bool], axes: set[str]
) -> None:
    """60 g are nearest to 100 g, and so is their sum: which band that has matters where sums count at all."""
    found = states(ruleset_of(tmp_path, ADDED), ("powder", "60"), minor=False, mild=facts["mild"])

    assert axes == {name for state in found for name in chosen(state)}
    finals = {(state.run.values["counted"], chosen(state).get("adding")) for state in found}
    every = {("c2", option) for option in ("apart", "added")} | {
        ("c3", option) for option in ("apart", "added")
    }
    assert (every if facts["mild"] else {("c2", None), ("c3", None)}) == finals


class TestTooMany:
    """More states than are looked through are named, and not answered in part."""

    def test_thirteen_findings(self, tmp_path: Path, handles: Handles) -> None:
        """Twice two to the twelfth: undetermined, with what is open."""
        names = [f"f{i}" for i in range(13)]
        facts = "\n".join(
            f"  {n}: {{type: boolean, question: {{en: x}}, factors_to_weigh: [{{en: x}}]}}" for n in names
        )
        conditions = ", ".join(f"{{{n}: true}}" for n in names)
        text = (
            f"facts:\n{facts}\n"
            + """
offences:
  act:
    name: {en: x}
    provision: a
    mark: V
    classification: none
    liability: lawful
    unless: {any_of: [CONDITIONS]}
""".replace("CONDITIONS", conditions)
        )
        decision = decide(a_case(), ruleset_of(tmp_path, text), handles)

        assert (Status.UNDETERMINED, ()) == (decision.status, decision.outcomes)
        (notice,) = [n for n in decision.notices if n.kind is NoticeKind.TOO_MANY_COMBINATIONS]
        assert set(names) == set(notice.subjects)

    def test_a_choice_with_two_hundred_options(self, handles: Handles) -> None:
        """Is answered: there are not too many, and each is an outcome or joined with its like."""
        cells = dict(zip(KEYS, [(4, 8), (2, 5), (2, 6), (3, 9)], strict=True))
        options = {
            f"option-{i}": {
                "says": texts("x"),
                "set": {"ranges": {"grid": {"cells": {"no/no": {"min": "1 y", "max": f"{i + 2} y"}}}}},
            }
            for i in range(200)
        }
        more = {"options": {"plain": {"says": texts("x")}, **options}}
        decision = decide(a_case(), two_readings(cells, ("ra",), ra=more), handles)

        assert 201 == len({outcome.run.main for outcome in decision.outcomes})
        assert (1, 2) == years(decision)


@pytest.mark.parametrize("order", list(permutations(["minor", "mild", "unread"])))
def test_the_order_of_facts_in_the_file_does_not_matter(
    tmp_path: Path, handles: Handles, order: tuple[str, ...]
) -> None:
    """The same outcomes, the same ways, the same one preferred."""
    head, _, rest = LAW.partition("facts:\n")
    facts, _, tail = rest.partition("tables:")
    lines = {line.split(":")[0].strip(): line for line in facts.splitlines()}
    text = head + "facts:\n" + "\n".join(lines[name] for name in order) + "\ntables:" + tail
    case = a_case(facts={"mild": True}, offence=DAY)
    found, expected = (
        decide(case, law, handles)
        for law in (ruleset_of(tmp_path / "a", text), ruleset_of(tmp_path / "b", LAW))
    )

    def plain(decision: Decision) -> set[tuple[object, ...]]:
        return {
            (o.offence_id, years_of(o.run.final), frozenset(map(frozenset, o.ways)))
            for o in decision.outcomes
        }

    assert plain(expected) == plain(found)
    assert years(expected) == years(found)


def years_of(final: object) -> str:
    """Return a range as text."""
    return f"{final.min} – {final.max}" if final is not None else ""  # type: ignore[attr-defined]  # a range


def test_an_option_that_says_the_same_in_other_words_is_no_other_outcome(
    tmp_path: Path, handles: Handles
) -> None:
    """48 months are four years, and a fine that is written again is the same fine."""
    law = """
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    sanction:
      all_of: [{custody: {ends: {min: 4 y, max: 8 y}}}, {fine: {unit: days, min: 10, max: 20}}]
readings:
  wording:
    provision: art. 1
    mark: V
    question: {en: which words?}
    options:
      years: {says: {en: years}}
      months:
        says: {en: months}
        set:
          offences:
            act:
              sanction:
                all_of: [{custody: {ends: {min: 48 m, max: 96 m}}}, {fine: {unit: days, min: 10, max: 20}}]
"""
    decision = decide(a_case(), ruleset_of(tmp_path, law), handles)

    assert 1 == len(decision.outcomes)
    assert Status.DECIDED is decision.status


def test_an_offence_that_an_option_adds_is_a_word_like_any_other(tmp_path: Path, handles: Handles) -> None:
    """Gates and steps that ask for the offence are asked of it, too."""
    law = """
steps:
  half: {provision: art. 2, mark: V, phase: first, offences: [act], move: {scale: 1/2}}
readings:
  name-of-it:
    provision: art. 3
    mark: V
    question: {en: which offence is it?}
    options:
      act: {says: {en: the act}}
      more:
        says: {en: more}
        add:
          offences:
            more:
              name: {en: more}
              provision: art. 3
              mark: V
              classification: aggravated_trafficking
              liability: criminal_custodial
              exception_to: [act]
              sanction: {custody: {ends: {min: 3 y, max: 4 y}}}
programmes:
  counsel:
    name: {en: counsel}
    provision: art. 5
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {offence: act}}}
offences:
"""
    law += an_offence()
    decision = decide(a_case(), ruleset_of(tmp_path, law), handles)
    told = {
        str(outcome.offence_id): (
            str(outcome.checkpoints[Checkpoint.FINAL].max.months),
            outcome.programmes[0].status,
        )
        for outcome in decision.outcomes
    }

    assert {"act": ("12", ProgrammeStatus.ELIGIBLE), "more": ("48", ProgrammeStatus.CLOSED)} == told


def test_a_charge_under_another_reading_implies_what_its_text_asks_for(
    tmp_path: Path, handles: Handles
) -> None:
    """The law as written leads elsewhere; under the option that has the offence, its text is taken as met."""
    law = """
facts: {armed: {type: boolean, question: {en: x}}}
offences:
  act: {name: {en: a}, provision: a, mark: V, classification: none, liability: lawful, exception_to: [more]}
  more:
    name: {en: more}
    provision: b
    mark: V
    classification: none
    liability: administrative
    when: {armed: true}
readings:
  open:
    provision: b
    mark: V
    question: {en: which offence is it?}
    options:
      act: {says: {en: the act}}
      more:
        says: {en: more}
        set: {offences: {act: {exception_to: []}, more: {exception_to: [act]}}}
notices:
  told: {provision: b, mark: V, flag: told, text: {en: armed}, when: {armed: true}}
"""
    (outcome,) = decide(a_case(charge="more"), ruleset_of(tmp_path, law), handles).outcomes

    assert "more" == outcome.offence_id
    assert ["told"] == [name for name, _ in outcome.notices]


def test_what_the_ways_to_apply_a_law_lead_to_is_kept_for_the_next_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another case of the kind makes nothing anew: not under the law as written, nor under an option."""
    cells: Cells = {(a, b): (1 if a == "no" else 3, 4) for a, b in product(("no", "yes"), repeat=2)}
    ruleset, handles = two_readings(cells), Handles()
    first = decide(a_case(jurisdiction=CODE), ruleset, handles)
    monkeypatch.setattr(concluding, "make", None)
    second = decide(a_case(jurisdiction=CODE), ruleset, handles)

    assert 2 == len(first.outcomes)
    assert [o.run.answer for o in first.outcomes] == [o.run.answer for o in second.outcomes]


def test_one_case_does_not_push_out_what_is_kept_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a case with many ways to apply a law only the first are kept, and all are answered."""
    monkeypatch.setattr(choosing, "_MOST_KEPT", 2)
    cells: Cells = {
        (a, b): (1 + 2 * i, 2 + 2 * i) for i, (a, b) in enumerate(product(("no", "yes"), repeat=2))
    }
    ruleset, handles = two_readings(cells), Handles()
    decision = decide(a_case(jurisdiction=CODE), ruleset, handles, with_decisive_sets=False)
    law = decision.outcomes[0].run.law

    assert 4 == len(decision.outcomes)
    assert 2 == len(law.kept(RunsOfLaw).known)
