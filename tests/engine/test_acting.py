"""What the person may still do: what the ruleset names, while it is open, each with what would follow."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from propengine.engine.answers import Answer
from propengine.engine.case import Case, RawValue, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.open_acts import ActStillOpen
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.law.stages import Stage
from tests.support import a_case, an_offence, ruleset_of

LAW = """
facts:
  confessed:
    type: boolean
    question: {en: x}
    open_act: {kind: confession, until: trial}
  plea:
    type: enum
    members: [none, early, late]
    question: {en: x}
    open_act: {kind: plea, until: trial, members_until: {early: pre_trial}}
steps:
  confession: {provision: art. 4, mark: V, phase: first, when: {confessed: true}, move: {scale: 1/2}}
  early: {provision: art. 5, mark: V, phase: second, when: {plea: early}, move: {scale: 2/3}}
  late: {provision: art. 5, mark: V, phase: second, when: {plea: late}, move: {scale: 9/10}}
offences:
""" + an_offence(ends="{min: 10 m, max: 30 m}")


@pytest.fixture
def ruleset(tmp_path: Path) -> Ruleset:
    """Return a law with two acts that can be done until the trial."""
    return ruleset_of(tmp_path, LAW)


def acts(ruleset: Ruleset, stage: str, **facts: RawValue) -> Sequence[ActStillOpen]:
    """Return what may still be done in a case at a stage."""
    case = replace(a_case(), stage=stage, facts={name: StatedFact(value) for name, value in facts.items()})
    decision = decide(case, ruleset, Handles(), with_open_acts=True)

    assert decision.open_acts is not None
    return decision.open_acts


def ways(found: Sequence[ActStillOpen]) -> dict[str, list[object]]:
    return {act.name: [done.value for done in act.done] for act in found}


def test_every_act_is_open_before_trial(ruleset: Ruleset) -> None:
    """A member that says that there is no plea is no way to plead."""
    assert {"confessed": [True], "plea": ["early", "late"]} == ways(acts(ruleset, Stage.PRE_TRIAL))


def test_what_is_too_late_is_not_told(ruleset: Ruleset) -> None:
    """At trial the early plea is past; after it nothing is left."""
    assert {"confessed": [True], "plea": ["late"]} == ways(acts(ruleset, Stage.TRIAL))
    assert {} == ways(acts(ruleset, Stage.SENTENCING))


def test_what_was_done_is_not_told(ruleset: Ruleset) -> None:
    """Who has confessed cannot do so again; who has not, or has not pleaded, still can."""
    assert {"plea": ["early", "late"]} == ways(acts(ruleset, Stage.PRE_TRIAL, confessed=True))
    found = acts(ruleset, Stage.PRE_TRIAL, confessed=False, plea="none")
    assert {"confessed": [True], "plea": ["early", "late"]} == ways(found)


def test_each_act_says_the_range_without_it_and_with_it(ruleset: Ruleset) -> None:
    """10 to 30 months; halved by a confession, by a third less for an early plea."""
    found = {act.name: act for act in acts(ruleset, Stage.PRE_TRIAL)}

    def months(answer: Answer) -> list[Fraction | None]:
        range_ = answer.checkpoints[Checkpoint.FINAL]
        return [range_.min.months, range_.max.months]

    assert [10, 30] == months(found["confessed"].without)
    assert [5, 15] == months(found["confessed"].done[0].after)
    assert [Fraction(20, 3), 20] == months(found["plea"].done[0].after)


def test_nothing_is_looked_for_unless_it_is_asked_for(ruleset: Ruleset, handles: Handles) -> None:
    """An answer that nobody asked for it does not hold it."""
    case: Case = a_case()

    assert decide(case, ruleset, handles).open_acts is None
