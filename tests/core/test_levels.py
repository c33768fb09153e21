from datetime import date
from pathlib import Path

import pytest

from propengine.law.contents import Contents
from propengine.notation.loading import load_ruleset
from propengine.law.ruleset import Dates
from propengine.core.strata import Cycle, Role, levels_of, strata_of
from tests.support import RULESETS, law_of

SAID = {"provision": "art. 1", "mark": "V"}
CONCLUDED = {"type": "boolean", "concluded": True}


def contents(rules: dict[str, tuple[str, dict[str, object]]]) -> Contents:
    """Return a law of rules, each given as what it concludes and when."""
    facts = {variable: CONCLUDED for variable, _ in rules.values()}
    written = {name: {"concludes": {v: True}, "when": when, **SAID} for name, (v, when) in rules.items()}
    return Contents.model_validate({"facts": facts, "rules": written})


def names(law: Contents) -> list[set[str]]:
    return [{producer.name for producer in level} for level in levels_of(law)]


def test_what_reads_a_conclusion_lies_above_it() -> None:
    """A chain of conclusions has a level each, in whatever order it is written."""
    law = contents({"c": ("third", {"second": True}), "a": ("first", {}), "b": ("second", {"first": True})})
    found = names(law)
    level = {name: i for i, level in enumerate(found) for name in level}

    assert level["rules.first"] < level["rules.second"] < level["rules.third"]


@pytest.mark.parametrize(
    "rules",
    [
        {"a": ("x", {"x": True})},
        {"a": ("x", {"y": True}), "b": ("y", {"x": True})},
        {"a": ("x", {"offence": "o"}), "b": ("y", {"any_of": [{"x": True}, {"y": True}]})},
    ],
)
def test_conclusions_that_read_each_other_are_named(rules: dict[str, tuple[str, dict[str, object]]]) -> None:
    """There are no loops: a law with one is refused, naming what is in it."""
    with pytest.raises(Cycle, match=r"rules\.[xy]"):
        levels_of(contents(rules))


def test_every_level_reads_only_what_is_below() -> None:
    """In the shipped law no producer reads what its own or a later level writes."""
    law = load_ruleset(RULESETS / "pt").law(Dates.all_on(date(2024, 1, 1)))
    strata = strata_of(law)
    written = {subject for level in strata.producers for producer in level for subject in producer.writes}
    below: set[str] = set()

    for level in strata.producers:
        for producer in level:
            assert producer.reads & written <= below
        below |= {subject for producer in level for subject in producer.writes}


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
    levels = strata_of(law).levels

    assert [Role.NOTICE] == [c.role for c in levels[-1]]
    assert [Role.OFFENCE] == [c.role for level in levels[:-1] for c in level]
