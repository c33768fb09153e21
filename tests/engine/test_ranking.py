"""Ranks: open programmes come in a declared order, equal ones tie, and what is not open has none."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import RulesetFaults
from tests.support import JURISDICTION, a_case, an_offence, ruleset_of


def a_programme(id_: str, stage: str, more: str = "", when: str = "{conduct: possession}") -> str:
    return f"""
  {id_}:
    name: {{en: {id_}}}
    provision: art. 2
    mark: V
    stage: [{stage}]
    approach: [diversion]
    origin: legislative
    gates: {{legal: {{when: {when}}}}}
    {more}
"""


LAW = (
    """
facts:
  shut: {type: boolean, question: {en: x}}
  place: {type: boolean, question: {en: x}}
programmes:
"""
    + a_programme("at_the_end", "sentencing", "force: presumed")
    + a_programme("one", "pre_trial")
    + a_programme("other", "pre_arrest, pre_trial")
    + a_programme("first_thought_of", "pre_trial", "force: must_consider")
    + a_programme("usual", "pre_trial", "force: presumed")
    + a_programme("ordered", "pre_trial", "force: must")
    + a_programme("out_of_custody", "pre_trial", "instead_of_detention: true")
    + a_programme("closed", "pre_trial", when="{shut: false}")
    + a_programme(
        "late", "pre_trial, sentencing", "referrals: [{by: [police], to: {en: x}, stage: [pre_trial]}]"
    )
    + "offences:\n"
    + an_offence()
)
SERVICES = "services: [{id: clinic, text: {en: the clinic}, provision: art. 9, mark: P}]\n"


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    return ruleset_of(tmp_path_factory.mktemp("law"), LAW, JURISDICTION + SERVICES)


def outcome_at(ruleset: Ruleset, stage: str, **facts: bool) -> Outcome:
    case = replace(a_case(facts={"shut": True, **facts}), stage=stage)
    (outcome,) = decide(case, ruleset, Handles()).outcomes
    return outcome


def ranks(ruleset: Ruleset, stage: str) -> Mapping[str, int]:
    return dict(sorted(outcome_at(ruleset, stage).ranks.items(), key=lambda item: (item[1], item[0])))


def test_the_order_before_trial(ruleset: Ruleset) -> None:
    """Detention first, then the force, then the earlier stage; equal ones tie and the next counts them."""
    assert {
        "out_of_custody": 1,
        "ordered": 2,
        "usual": 3,
        "at_the_end": 4,
        "first_thought_of": 5,
        "late": 6,
        "one": 6,
        "other": 6,
    } == ranks(ruleset, "pre_trial")


def test_a_ruleset_declares_what_counts_first_and_what_counts_at_all(tmp_path: Path) -> None:
    """By the stage alone what opens at the same one ties, whatever its force."""
    by_stage = ruleset_of(tmp_path, LAW, JURISDICTION + "programmes_ranked_by: [stage, force]\n")

    assert {
        "ordered": 1,
        "usual": 2,
        "first_thought_of": 3,
        "late": 4,
        "one": 4,
        "other": 4,
        "out_of_custody": 4,
        "at_the_end": 8,
    } == ranks(by_stage, "pre_trial")
    assert {"late": ["sentencing", "may"], "at_the_end": ["sentencing", "presumed"]} == dict(
        outcome_at(by_stage, "sentencing").rank_reasons
    )


@pytest.mark.parametrize("by", ["[]", "[force, force]", "[kindness]"])
def test_no_criterion_one_named_twice_and_an_unknown_one_are_refused(tmp_path: Path, by: str) -> None:
    with pytest.raises(RulesetFaults, match="programmes_ranked_by"):
        ruleset_of(tmp_path, LAW, JURISDICTION + f"programmes_ranked_by: {by}\n")


def test_before_arrest_nothing_takes_the_place_of_detention(ruleset: Ruleset) -> None:
    """What opens earlier comes first among what may be applied, and detention counts before trial alone."""
    order = ranks(ruleset, "pre_arrest")

    assert order["ordered"] == 1
    assert order["other"] < order["one"] == order["out_of_custody"]


def test_what_opened_only_earlier_has_no_rank(ruleset: Ruleset) -> None:
    assert {"at_the_end": 1, "late": 2} == ranks(ruleset, "sentencing")


def test_what_is_closed_has_no_rank(ruleset: Ruleset) -> None:
    assert "closed" not in outcome_at(ruleset, "pre_trial").ranks


def test_services_are_for_whom_no_programme_is_open(tmp_path: Path) -> None:
    """They are told where nothing is open, and with what the ruleset records of them."""
    law = (
        LAW[: LAW.index("programmes:")] + "programmes:\n" + a_programme("only", "trial", when="{shut: false}")
    )
    ruleset = ruleset_of(tmp_path, law + "offences:\n" + an_offence(), JURISDICTION + SERVICES)

    assert ["clinic"] == [service.id for service in outcome_at(ruleset, "trial").services]
    assert () == outcome_at(ruleset, "trial", shut=False).services
