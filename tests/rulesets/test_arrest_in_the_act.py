"""Arrest in the act is for the order of work and for audit; it must not raise what an act is punished with.

Two of the laws read it. Colombia left who was caught in the act a quarter of the reduction for a plea, for
acts of 24 June 2011 to 10 July 2025; Peru withholds the reduction for a sincere confession. Both are rewards,
given after the range of the act is fixed: no range of an act is higher for it, and without a plea or a
confession nothing changes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

import pytest
import yaml

from propengine.core.ends import Range
from propengine.engine.case import StatedFact
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.contents import KINDS
from propengine.law.sanctions import Checkpoint
from propengine.verify.worked_cases import engine_case, load_cases
from tests.shipped import SHIPPED
from tests.support import RULESETS

FACT: Final = "flagrancia"
REWARDED: Final[Mapping[str, str]] = {"co": "plea_moment", "pe": "confessed_formally"}
"""By jurisdiction, the fact without which the law rewards nothing."""
PHASE: Final[Mapping[str, str]] = {"co": "plea", "pe": "confession"}
"""By jurisdiction, the phase in which it does; both come last, after what the act carries."""
OF_THE_ACT: Final = (Checkpoint.STATUTORY, Checkpoint.AGGRAVATED, Checkpoint.INDIVIDUALISED)
SAID: Final = re.compile(r"flagran|in the act\b|in_the_act|red.handed", re.IGNORECASE)


def elements(code: str = "*") -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Yield the code, kind, id and text of each element of rulesets, as each file writes or changes it."""
    for file in sorted(RULESETS.glob(f"{code}/*/*.yaml")):
        document = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for part in (document, document.get("add") or {}, document.get("set") or {}):
            for kind in KINDS:
                for id_, element in (part.get(kind) or {}).items():
                    yield file.relative_to(RULESETS).parts[0], kind, id_, element


def test_two_laws_read_it() -> None:
    """A ruleset that begins to ask for it is looked at here too."""
    found = {
        (code, id_)
        for code, kind, id_, fact in elements()
        if kind == "facts" and SAID.search(f"{id_} {fact.get('name')} {fact.get('question')}")
    }

    assert {(code, FACT) for code in REWARDED} == found


@pytest.mark.parametrize("code", REWARDED)
def test_only_a_reward_reads_it(code: str) -> None:
    """No offence, no aggravation, no gate: steps of a plea or a confession, and what is told of them."""
    of_law = [(kind, id_, element) for _, kind, id_, element in elements(code) if kind != "facts"]
    found = {(kind, id_) for kind, id_, element in of_law if asks(element)}
    phases = {id_: step["phase"] for kind, id_, step in of_law if kind == "steps" and "phase" in step}

    assert found
    assert {"steps"} <= {kind for kind, _ in found} <= {"steps", "notices", "readings"}
    assert {PHASE[code]} == {phases[id_] for kind, id_ in found if kind == "steps"}


def asks(element: object) -> bool:
    """Say whether a condition, anywhere in an element, asks for the fact."""
    match element:
        case dict():
            return FACT in element or any(map(asks, element.values()))
        case list():
            return any(map(asks, element))
        case _:
            return False


def of_the_act(outcome: Outcome) -> tuple[object, ...]:
    """Return what an act is and carries, before any reward."""
    ranges = (outcome.checkpoints.get(name) for name in OF_THE_ACT)
    return (outcome.offence_id, outcome.classification, outcome.liability, *ranges)


def finals(outcomes: Iterable[Outcome]) -> set[Range | None]:
    return {outcome.checkpoints.get(Checkpoint.FINAL) for outcome in outcomes}


def ends_before_and_after(outcome: Outcome) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield each end of the range that the act carries, in months, and what the rewards leave of it."""
    before = outcome.checkpoints.get(Checkpoint.INDIVIDUALISED)
    after = outcome.checkpoints.get(Checkpoint.FINAL)
    if before is not None and after is not None:
        for ends in ((before.min.months, after.min.months), (before.max.months, after.max.months)):
            if ends[0] is not None and ends[1] is not None:
                yield ends[0], ends[1]


@pytest.mark.parametrize("code", REWARDED)
def test_it_raises_no_range(code: str, handles: Handles) -> None:
    """In every worked case of a reward, stated or denied, the act carries one range; the reward is less."""
    rewarded = compared = 0
    for worked in load_cases(RULESETS / code / "cases.yaml"):
        if worked.expect.refused or not {FACT, REWARDED[code]} & worked.case.facts.keys():
            continue
        case = engine_case(worked, code)
        caught, not_caught = (
            decide(
                replace(case, facts={**case.facts, FACT: StatedFact(stated)}),
                SHIPPED[code],
                handles,
                with_decisive_sets=False,
            ).outcomes
            for stated in (True, False)
        )

        assert set(map(of_the_act, not_caught)) == set(map(of_the_act, caught)), worked.id
        for before, after in (ends for outcome in caught for ends in ends_before_and_after(outcome)):
            assert after <= before, worked.id
            compared += 1
        less = finals(caught) != finals(not_caught)
        assert not less or REWARDED[code] in case.facts, worked.id
        rewarded += less

    assert rewarded
    assert compared
