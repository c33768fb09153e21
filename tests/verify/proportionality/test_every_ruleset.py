"""Every shipped ruleset is examined whole, each witness is decided anew, and what was found is committed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from propengine.cli.observations import told_examination
from propengine.engine.decision import Decision
from propengine.explain.page import plain
from propengine.verify.observations import Witness, grouped
from propengine.verify.proportionality.answers import Answers, answer_of, in_words
from propengine.verify.proportionality.examining import examine
from propengine.verify.worked_cases import load_cases
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import RULESETS

REPORTS = Path(__file__).parents[3] / "docs" / "proof" / "proportionality"


def told_again(decision: Decision, answer: str) -> bool:
    """Say whether a decision has the answer that a witness tells."""
    words = [in_words(outcome) for outcome in decision.outcomes]
    return any(word in answer for word in words) or decision.status.value == answer


@pytest.mark.proof
@pytest.mark.parametrize("code", CODES)
def test_every_ruleset_is_examined(code: str, record_property: Callable[[str, object], None]) -> None:
    """The witness of every group is answered again as it is told."""
    found = examine(SHIPPED[code], HANDLES, load_cases(RULESETS / code / "cases.yaml"))
    groups = grouped(found.observations)
    shown: list[Witness] = [group.first.witness for group in groups if group.first.witness is not None]
    answers = Answers(SHIPPED[code], HANDLES)

    for witness in shown:
        for case, answer in zip(witness.cases, witness.answers, strict=True):
            decision = answers.decision(case)
            assert decision is not None
            single = answer_of(case, decision)
            assert (single is not None and str(single) == answer) or told_again(decision, answer)

    record_property("groups", len(groups))
    record_property("observations", len(found.observations))
    record_property("witnesses", len(shown))
    lines = plain(told_examination(found))
    how = f"Written by `make proof`, as `propengine rulesets verify {code}` tells it."
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / f"{code}.md").write_text(
        f"# Proportionality of `{code}`\n\n{how}\n\n```text\n{lines}\n```\n", encoding="utf-8"
    )
