"""What holds of programmes under every shipped ruleset: a place is no law, and a minor never gets a range."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import pytest

from propengine.engine.case import Case, StatedFact
from propengine.engine.decision import Status
from propengine.engine.evaluators import Handles
from propengine.law.conditions import subjects_of
from propengine.law.contents import conditions_of
from propengine.law.programmes import GateKind
from propengine.law.ruleset import Ruleset
from propengine.law.subjects import PROGRAMME
from propengine.verify.worked_cases import engine_case, load_cases
from tests.promises.sound import answer
from tests.support import RULESETS

OF_THE_CASE: Final = frozenset({"stage", "judicial_district", "violence"})
"""What operational gates ask of the case itself, and the law too: none says whether there is a place."""
OF_PAPERS: Final = frozenset({"programme.do-suspension-of-proceedings", "programme.do-suspended-sentence"})
"""Programmes whose operational gates ask for papers and not for a place, and of which a legal gate asks."""


def asked(ruleset: Ruleset, *, operational: bool) -> Iterator[str]:
    """Yield what operational gates ask, or what everything else does that decides; notices only tell."""
    for contents in ruleset.texts:
        for kind, id_ in contents.ids():
            for path, tree in conditions_of(kind, id_, getattr(contents, kind)[id_]):
                if kind != "notices" and (GateKind.OPERATIONAL in path) == operational:
                    yield from subjects_of(tree)


def test_whether_there_is_a_place_decides_nothing_else(code: str, rulesets: Mapping[str, Ruleset]) -> None:
    """No other gate and no step reads what an operational gate asks, nor a programme with such a gate."""
    ruleset = rulesets[code]
    waiting = set(asked(ruleset, operational=True))
    waiting |= {
        f"{PROGRAMME}{id_}"
        for contents in ruleset.texts
        for id_, programme in contents.programmes.items()
        if GateKind.OPERATIONAL in programme.gates
    }

    assert set() == (waiting & set(asked(ruleset, operational=False))) - OF_THE_CASE - OF_PAPERS


@pytest.mark.requirement("S-033")
def test_a_minor_never_gets_a_range(code: str, rulesets: Mapping[str, Ruleset], handles: Handles) -> None:
    """A year under the sentencing age of the day of the offence: a referral, and no outcome at all."""
    ruleset, looked_at = rulesets[code], 0
    for worked in load_cases(RULESETS / code / "cases.yaml")[::7]:
        case = engine_case(worked, code)
        limit = ruleset.jurisdiction.sentencing_age.on(case.offence_date)
        decision = answer(of_age(case, limit.of, limit.years - 1), ruleset, handles)
        if decision is not None:
            looked_at += 1
            assert (Status.OUT_OF_SCOPE, ()) == (decision.status, decision.outcomes), worked.id

    assert looked_at


def of_age(case: Case, fact: str, years: int) -> Case:
    kept = {name: value for name, value in case.facts.items() if name != "birth_date"}
    return replace(case, facts={**kept, fact: StatedFact(years)})
