"""Total: every conduct, on every date, has a provision or a gap that the ruleset declares."""

from collections.abc import Mapping, Sequence
from random import Random

import pytest

from propengine.engine.decision import NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.verify.holes import holes
from tests.promises.generated import a_case
from tests.promises.sound import answer, is_looked_through


def test_an_answer_has_an_offence_or_names_a_gap_or_asks_for_what_leads_to_one(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """No answer is empty: without an offence, a gap is named, or what would lead on is asked."""
    for seed in seeds:
        decision = answer(a_case(rulesets[code], Random(seed)), rulesets[code], handles)
        if decision is None or decision.status is Status.OUT_OF_SCOPE or not is_looked_through(decision):
            continue
        for outcome in decision.outcomes:
            if outcome.offence_id is None and not outcome.gaps:
                asked = [
                    found for found in decision.decisive if found.leads_to_an_offence or found.after.gaps
                ]
                others = [o for o in decision.outcomes if o.offence_id is not None]
                items = any(
                    notice.kind is NoticeKind.NOT_KNOWN and "items" in notice.subjects
                    for notice in decision.notices
                )

                assert asked or others or items, seed
                assert not asked or decision.decisive[0].main, seed


@pytest.mark.proof
def test_the_shipped_rulesets_have_no_hole(
    code: str, rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Each law is asked for every conduct and substance, each fact denied, and one more."""
    assert [] == [str(hole) for hole in holes(rulesets[code], handles)]
