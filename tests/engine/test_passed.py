"""A programme whose stages all lie before that of the case has no status, and what it comes to is read."""

from dataclasses import replace

import pytest

from propengine.engine.case import RawValue
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.programmes import Programme, ProgrammeStatus
from propengine.law.ruleset import Ruleset
from propengine.law.stages import Stage
from tests.support import a_case, an_offence, ruleset_of

LAW = """
facts:
  first_time: {type: boolean, question: {en: x}}
  works: {type: boolean, question: {en: x}}
  pays: {type: boolean, question: {en: x}}
programmes:
  warning:
    name: {en: warning}
    provision: art. 2
    mark: V
    stage: [pre_arrest, pre_trial]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {first_time: true}}}
  work:
    name: {en: work}
    provision: art. 3
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {programme.warning: closed, works: true}}}
  release:
    name: {en: release}
    provision: art. 4
    mark: V
    stage: [post_sentence]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {pays: true}}}
offences:
""" + an_offence()


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law with a programme before trial, one at sentencing, and one after."""
    return ruleset_of(tmp_path_factory.mktemp("passed"), LAW)


def at(stage: Stage, ruleset: Ruleset, handles: Handles, **facts: RawValue) -> Decision:
    """Return the decision at a stage."""
    return decide(replace(a_case(facts=facts), stage=stage.value), ruleset, handles)


def told(decision: Decision) -> tuple[list[str], dict[str, ProgrammeStatus]]:
    """Return the programmes that have passed, and the status of the others."""
    (outcome,) = decision.outcomes
    return [v.id for v in outcome.passed], {v.id: v.status for v in outcome.programmes}


@pytest.mark.parametrize(
    ("opens", "expected"),
    [
        (["pre_arrest"], ["pre_trial", "trial", "sentencing", "post_sentence"]),
        (["sentencing", "pre_trial"], ["post_sentence"]),
        (["post_sentence"], []),
    ],
)
def test_a_programme_has_passed_when_all_its_stages_lie_before(opens: list[str], expected: list[str]) -> None:
    """Its own stages and all before them are ahead, in whatever order they are written."""
    programme = Programme.model_construct(stage=[Stage(word) for word in opens])

    assert expected == [stage.value for stage in Stage if programme.has_passed_at(stage)]


def test_a_programme_that_has_passed_is_told_apart(law: Ruleset, handles: Handles) -> None:
    """It has no status; those of this stage and of later ones have theirs."""
    closed = ProgrammeStatus.CLOSED
    facts = {"first_time": False, "works": False, "pays": False}

    assert [
        ([], {"warning": closed, "work": closed, "release": closed}),
        ([], {"warning": closed, "work": closed, "release": closed}),
        (["warning"], {"work": closed, "release": closed}),
        (["warning"], {"work": closed, "release": closed}),
        (["warning", "work"], {"release": closed}),
    ] == [told(at(stage, law, handles, **facts)) for stage in Stage]


@pytest.mark.parametrize(
    ("first_time", "expected"), [(False, ProgrammeStatus.ELIGIBLE), (True, ProgrammeStatus.CLOSED)]
)
def test_what_a_passed_programme_comes_to_is_still_read(
    law: Ruleset, handles: Handles, *, first_time: bool, expected: ProgrammeStatus
) -> None:
    """Work is for whom no warning was open, and whether one was is asked at sentencing, too."""
    passed, statuses = told(at(Stage.SENTENCING, law, handles, first_time=first_time, works=True))

    assert ["warning"] == passed
    assert expected is statuses["work"]


def test_what_changes_a_passed_programme_alone_is_not_decisive(law: Ruleset, handles: Handles) -> None:
    """What another programme asks of it through it still is, and names that other alone."""
    decisive = {
        stage: {
            one.statements[0].fact: [v.id for v in one.programmes if v.told not in before_of(one.before)]
            for one in at(stage, law, handles).decisive
        }
        for stage in (Stage.PRE_ARREST, Stage.SENTENCING, Stage.POST_SENTENCE)
    }

    assert ["warning", "work"] == decisive[Stage.PRE_ARREST]["first_time"]
    assert ["work"] == decisive[Stage.SENTENCING]["first_time"]
    assert {"pays": ["release"]} == decisive[Stage.POST_SENTENCE]


def before_of(outcome: Outcome) -> list[object]:
    """Return what is said of the programmes of an outcome."""
    return [verdict.told for verdict in outcome.programmes]


def test_cases_at_two_stages_are_not_alike(law: Ruleset) -> None:
    """What was found for a case is not shown for the same case at a later stage."""
    handles = Handles()
    fresh = [told(at(stage, law, Handles(), pays=True)) for stage in Stage]

    assert fresh == [told(at(stage, law, handles, pays=True)) for stage in Stage]
