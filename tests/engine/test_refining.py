"""What is said of a programme is final only where nothing that could still be stated overturns it."""

from pathlib import Path

import pytest

from propengine.engine.case import Case
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.engine.refining import common
from propengine.law.programmes import ProgrammeStatus
from propengine.law.ruleset import Ruleset
from tests.support import a_case, an_offence, ruleset_of

ELIGIBLE, OPEN_UNLESS, CONDITIONAL, UNDETERMINED, OUTSIDE_GUIDANCE, CLOSED = ProgrammeStatus

COUNSEL = """
facts:
  part: {type: enum, members: [small, large], concluded: true, question: {en: x}}
  directs: {type: boolean, question: {en: x}}
  follows_orders: {type: boolean, question: {en: x}}
rules:
  small-part: {provision: art. 2, mark: V, concludes: {part: small}}
  large-part:
    provision: art. 3
    mark: V
    exception_to: [small-part]
    when: {directs: true}
    concludes: {part: large}
  ordered:
    provision: art. 4
    mark: V
    exception_to: [large-part]
    when: {follows_orders: true}
    concludes: {part: small}
programmes:
  counsel:
    name: {en: counsel}
    provision: art. 5
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {part: small}}}
offences:
""" + an_offence()


def outcome_of(case: Case, ruleset: Ruleset, handles: Handles) -> Outcome:
    """Return the only outcome."""
    (outcome,) = decide(case, ruleset, handles).outcomes
    return outcome


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (ELIGIBLE, ELIGIBLE, ELIGIBLE),
        (ELIGIBLE, CLOSED, OPEN_UNLESS),
        (ELIGIBLE, OPEN_UNLESS, OPEN_UNLESS),
        (ELIGIBLE, UNDETERMINED, UNDETERMINED),
        (CLOSED, ELIGIBLE, UNDETERMINED),
        (CLOSED, CONDITIONAL, UNDETERMINED),
        (OPEN_UNLESS, CLOSED, OPEN_UNLESS),
        (OPEN_UNLESS, CONDITIONAL, UNDETERMINED),
        (CONDITIONAL, CLOSED, CONDITIONAL),
        (UNDETERMINED, ELIGIBLE, UNDETERMINED),
    ],
)
def test_no_more_is_said_than_may_become_what_would_follow(
    first: ProgrammeStatus, second: ProgrammeStatus, expected: ProgrammeStatus
) -> None:
    """A status that the other refines stays as it is; what would be open is not `open unless`."""
    assert expected is common(first, second)


class TestOverturned:
    """The part somebody had decides a programme and nothing of the main part."""

    def test_what_a_fact_that_nobody_stated_takes_back_is_not_final(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """Who directs has a large part, unless on orders: the gate turns on whether there were any."""
        ruleset = ruleset_of(tmp_path, COUNSEL)
        outcome = outcome_of(a_case(facts={"directs": True}), ruleset, handles)

        (verdict,) = outcome.programmes
        assert UNDETERMINED is verdict.status
        assert ("follows_orders",) == outcome.turns_on(verdict.gates[0])[:1]

    @pytest.mark.parametrize(
        ("facts", "expected"), [({"follows_orders": True}, ELIGIBLE), ({"follows_orders": False}, CLOSED)]
    )
    def test_once_it_is_stated_the_status_is_final(
        self, tmp_path: Path, handles: Handles, facts: dict[str, bool], expected: ProgrammeStatus
    ) -> None:
        """Nothing else could take it back."""
        outcome = outcome_of(a_case(facts={"directs": True, **facts}), ruleset_of(tmp_path, COUNSEL), handles)

        assert expected is outcome.programmes[0].status

    def test_the_next_case_of_the_kind_is_told_the_same(self, tmp_path: Path, handles: Handles) -> None:
        """What was found for one is shown for the next."""
        ruleset = ruleset_of(tmp_path, COUNSEL)
        first, second = (outcome_of(a_case(facts={"directs": True}), ruleset, handles) for _ in range(2))

        assert first.run is not second.run
        assert first.programmes == second.programmes
        assert first.overturned == second.overturned != ()


def test_what_stays_open_is_no_change_of_another_fact(tmp_path: Path, handles: Handles) -> None:
    """A report decides the work; the part, which a third fact may still take back, stays open."""
    work = """  work:
    name: {en: work}
    provision: art. 6
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {reported: true}}}
"""
    law = COUNSEL.replace("rules:\n", "  reported: {type: boolean, question: {en: x}}\nrules:\n", 1)
    ruleset = ruleset_of(tmp_path, law.replace("offences:\n", work + "offences:\n"))
    decision = decide(a_case(), ruleset, handles)
    told = {
        (set_.statements[0].fact, verdict.id)
        for set_ in decision.decisive
        for verdict, before in zip(set_.programmes, set_.before.programmes, strict=True)
        if verdict.status is not before.status
    }

    assert {("reported", "work"), ("directs", "counsel")} == told
