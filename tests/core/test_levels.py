"""Levels: what reads a conclusion lies above it, there are no loops, and the order of writing is nothing."""

from itertools import permutations
from pathlib import Path
from textwrap import dedent, indent

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.levels import Cycle, Group, Sort, levels_of, reads_of, writes_of
from propengine.core.lowering import LoweredLaw, Lowering
from propengine.core.statements import Role
from propengine.law.ruleset import Dates
from propengine.notation.faults import RulesetFaults
from tests.shipped import CODES, SHIPPED
from tests.support import law_of


def group(name: str, reads: str, writes: str) -> Group:
    """Return a group that reads and writes slots of one letter."""
    return Group(Sort.RULES, name, (), frozenset(reads), frozenset(), frozenset(writes))


def place_of(groups: list[Group]) -> dict[str, int]:
    """Return the level of each group by its name."""
    return {g.name: number for number, level in enumerate(levels_of(groups)) for g in level}


CHAIN = [
    group("third", "b", "c"),
    group("first", "x", "a"),
    group("second", "a", "b"),
    group("apart", "y", "d"),
]


@pytest.mark.parametrize("order", list(permutations(range(4)))[:12])
def test_a_chain_has_a_level_each_in_whatever_order_it_is_written(order: tuple[int, ...]) -> None:
    """What reads a conclusion lies above it; what reads none stands at the bottom."""
    found = place_of([CHAIN[i] for i in order])

    assert {"first": 0, "apart": 0, "second": 1, "third": 2} == found


@settings(max_examples=100)
@given(st.permutations("abcdefg"), st.data())
def test_no_group_reads_what_its_own_or_a_later_level_writes(order: list[str], data: st.DataObject) -> None:
    """Whatever is read of what lies before in some order, levels are found, and keep to it."""
    groups = []
    for i, slot in enumerate(order):
        reads = data.draw(st.sets(st.sampled_from(order[:i]))) if i else set()
        groups.append(group(slot, "".join(reads), slot))
    levels = levels_of(data.draw(st.permutations(groups)))
    below: set[str] = set()
    for level in levels:
        for found in level:
            assert found.reads <= below
        below |= {slot for found in level for slot in found.writes}

    assert set(order) == below


@pytest.mark.parametrize(
    "groups",
    [
        [group("a", "a", "a")],
        [group("a", "b", "a"), group("b", "a", "b")],
        [group("z", "", "z"), group("a", "bz", "a"), group("b", "c", "b"), group("c", "a", "c")],
    ],
)
def test_conclusions_that_read_each_other_are_named(groups: list[Group]) -> None:
    """There are no loops; what lies outside the loop is not named."""
    with pytest.raises(Cycle) as caught:
        levels_of(groups)

    assert {str(g) for g in groups if g.name != "z"} == set(caught.value.found.split(", "))


@pytest.fixture(scope="module", params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each shipped ruleset."""
    return str(request.param)


@pytest.fixture(scope="module")
def shipped(code: str) -> LoweredLaw:
    """Return the newest law of a shipped ruleset, lowered."""
    return Lowering().lower(SHIPPED[code].law(Dates.all_on(SHIPPED[code].change_dates()[-1])))


def test_every_level_of_a_shipped_law_reads_only_what_is_below(shipped: LoweredLaw) -> None:
    """In no shipped law does a group read what its own or a later level writes."""
    written = {slot for level in shipped.levels for of in level for slot in of.writes}
    below: set[str] = set()
    for level in shipped.levels:
        for of in level:
            assert of.reads & written <= below
        below |= {slot for of in level for slot in of.writes}


def test_a_group_reads_and_writes_what_its_statements_do(shipped: LoweredLaw) -> None:
    """One visitor says what a statement reads and writes; no group forgets some of it."""
    for of in (of for level in shipped.levels for of in level):
        for statement in of.statements:
            assert set(reads_of(statement)) <= of.reads
            assert set(writes_of(statement)) <= of.writes


FACTS = """
facts:
  x: {type: boolean, concluded: true}
  y: {type: boolean, concluded: true}
  z: {type: boolean, concluded: true}
rules:
"""


@pytest.mark.parametrize(
    "rules",
    [
        "a: {provision: p, mark: V, concludes: {x: true}, when: {x: true}}",
        """
        a: {provision: p, mark: V, concludes: {x: true}, when: {y: true}}
        b: {provision: p, mark: V, concludes: {y: true}, unless: {x: true}}
        """,
        """
        a: {provision: p, mark: V, concludes: {x: true}, when: {any_of: [{y: true}, {z: true}]}}
        b: {provision: p, mark: V, concludes: {y: {value_of: x}}}
        """,
    ],
)
def test_a_ruleset_with_a_loop_does_not_load(tmp_path: Path, rules: str) -> None:
    """By a condition, by an exception, or by a copied value."""
    with pytest.raises(RulesetFaults, match=r"conclusions that do not read each other, found 'rules\.[xy]"):
        law_of(tmp_path, FACTS + indent(dedent(rules), "  "))


def test_sanctions_readings_and_notices_come_last(tmp_path: Path) -> None:
    """Nothing depends on them, so they may read everything."""
    law = law_of(
        tmp_path,
        """
        offences:
          o: {name: {en: o}, provision: a, mark: V, classification: none, liability: lawful}
        notices:
          n: {provision: a, mark: V, flag: told, text: {en: x}, when: {offence: o}}
        """,
    )
    clauses = Lowering().lower(law).clauses

    assert [Role.NOTICE] == [clause.role for clause in clauses[-1]]
    assert [Role.OFFENCE] == [clause.role for level in clauses[:-1] for clause in level]
