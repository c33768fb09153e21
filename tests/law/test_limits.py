"""Limits: which lengths a law compares with, and on which side one is placed that may be equal."""

from pathlib import Path

import pytest

from propengine.law.durations import read_duration
from propengine.law.limits import Side
from tests.support import an_offence, law_of

FACTS = "facts: {other: {type: duration, question: {en: x}}}\n"
GATE = """
programmes:
  release:
    name: {{en: release}}
    provision: art. 2
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {{legal: {{{}}}}}
"""
STEP = (
    "steps: {{s: {{provision: art. 3, mark: V, phase: first, when: {{served: {}}}, move: {{scale: 1/2}}}}}}\n"
)


def side(folder: Path, gate: str, step: str | None = None) -> Side | None:
    """Return where a length that may be three years is placed, under a gate and perhaps a step."""
    text = FACTS + GATE.format(gate) + (STEP.format(step) if step is not None else "")
    limits = law_of(folder, text + "offences:" + an_offence()).limits
    return limits.get("served", {}).get(read_duration("3 y"))


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        ("when: {served: {at_least: 3 y}}", Side.AT),  # it opens at the limit itself
        ("when: {served: {at_most: 3 y}}", Side.AT),
        ("when: {served: {more_than: 3 y}}", Side.ABOVE),
        ("when: {served: {less_than: 3 y}}", Side.BELOW),
        ("when: {none_of: [{served: {at_least: 3 y}}]}", Side.BELOW),
        ("when: {none_of: [{served: {more_than: 3 y}}]}", Side.AT),
        ("when: {other: {more_than: 1 y}}, unless: {served: {at_least: 3 y}}", Side.BELOW),
        ("when: {other: {more_than: 1 y}}, unless: {served: {at_most: 3 y}}", Side.ABOVE),
        ("when: {other: {more_than: 1 y}}, unless: {served: {more_than: 3 y}}", Side.AT),
        ("when: {any_of: [{served: {more_than: 3 y}}, {served: {less_than: 3 y}}]}", Side.AT),  # not both
        ("when: {served: {more_than: 4 y}}", None),
    ],
)
def test_where_only_gates_ask_it_is_placed_where_they_open(
    tmp_path: Path, gate: str, expected: Side | None
) -> None:
    """What stays open goes in the person's favour, as far as one side favours the person for all."""
    assert expected is side(tmp_path, gate)


@pytest.mark.parametrize("step", ["{more_than: 3 y}", "{at_most: 3 y}"])
def test_where_something_besides_gates_asks_it_is_equal(tmp_path: Path, step: str) -> None:
    """A step with the same limit: no side favours the person for both."""
    assert Side.AT is side(tmp_path, "when: {served: {more_than: 3 y}}", step)


def test_another_limit_is_another_matter(tmp_path: Path) -> None:
    """A step that asks for four years says nothing about three."""
    assert Side.ABOVE is side(tmp_path, "when: {served: {more_than: 3 y}}", "{more_than: 4 y}")


def test_a_sentence_that_was_imposed_meets_the_limits_of_what_may_be(tmp_path: Path) -> None:
    """A gate that asks for the sentence compares the one that was imposed, too."""
    text = GATE.format("when: {imposed: {more_than: 3 y}}")
    limits = law_of(tmp_path, text + "offences:" + an_offence()).limits

    assert {"imposed_sentence": {read_duration("3 y"): Side.ABOVE}} == limits
