"""Applying laws: the milder law is found for each combination of findings; one is made under every law."""

from datetime import date
from pathlib import Path

import pytest

from propengine.engine.conditions import Question
from propengine.engine.deciding import decide
from propengine.engine.decision import MilderVerdict, Status
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.notation.loading import load_ruleset
from tests.support import JURISDICTION, a_case, an_offence, ruleset_of

MILDER = "milder_law: {candidates: [offence, decision], provision: art. 2, mark: V}\n"
LAW = """
facts:
  forced: {type: boolean, question: {en: x}, factors_to_weigh: [{en: all of it}]}
steps:
  force: {provision: art. 3, mark: V, phase: first, when: {forced: true}, move: {scale: 1/4}}
offences:
"""
REFORM = """
amends: "2000-01-01"
citation: Act
mark: V
set: {offences: {act: {sanction: {custody: {ends: {min: 2 y, max: 3 y}}}}}}
CHANGE
"""


def reformed(folder: Path, change: str) -> Ruleset:
    """Return a law of four to eight years, and a reform to two to three that changes something besides."""
    ruleset_of(folder, LAW + an_offence(ends="{min: 4 y, max: 8 y}"), JURISDICTION + MILDER)
    (folder / "xx" / "act" / "2010-01-01.yaml").write_text(REFORM.replace("CHANGE", change))
    return load_ruleset(folder / "xx")


def told(outcome: Outcome) -> tuple[int, str, set[str]]:
    """Return the year of the law, the range, and what must be found for it, or not."""
    final = outcome.checkpoints[Checkpoint.FINAL]
    findings = {c.value for way in outcome.ways for c in way if c.question is Question.FINDING}
    return outcome.day.year, f"{final.min} – {final.max}", findings


def outcomes(ruleset: Ruleset, handles: Handles) -> list[tuple[int, str, set[str]]]:
    """Return the outcomes of an act before the reform that is decided after it."""
    case = a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1))
    return [told(outcome) for outcome in decide(case, ruleset, handles).outcomes]


def test_with_a_finding_another_law_may_be_the_milder_one(tmp_path: Path, handles: Handles) -> None:
    """Who was forced goes by the old law, which has a quarter for them; who was not, by the new one."""
    ruleset = reformed(tmp_path, "remove: {steps: [force]}")

    assert [(2015, "24 m – 36 m", {"not found"}), (2005, "12 m – 24 m", {"found"})] == outcomes(
        ruleset, handles
    )


def test_where_one_law_is_milder_with_and_without_the_finding_only_that_is_shown(
    tmp_path: Path, handles: Handles
) -> None:
    """The new law has the quarter, too: the old one is shown in no outcome."""
    ruleset = reformed(tmp_path, "")

    assert [(2015, "24 m – 36 m", {"not found"}), (2015, "6 m – 9 m", {"found"})] == outcomes(
        ruleset, handles
    )


UNPREFERRED = """
readings:
  scale:
    provision: art. 9
    mark: V
    question: {en: Is it punished?}
    none_preferred: true
    options:
      punished: {says: {en: it is}}
      free: {says: {en: it is not}, set: {offences: {act: {liability: lawful, sanction: null}}}}
offences:
"""


@pytest.mark.parametrize(
    ("ends", "verdict", "shown"),
    [
        ("{min: 4 y, max: 9 y}", MilderVerdict.OFFENCE_LAW, "96 m"),
        ("{min: 4 y, max: 8 y}", MilderVerdict.EQUAL, "96 m"),
        ("{min: 2 y, max: 3 y}", MilderVerdict.LATER_LAW, "36 m"),
    ],
)
def test_what_both_laws_leave_open_is_settled_alike_for_both(
    tmp_path: Path, handles: Handles, ends: str, verdict: MilderVerdict, shown: str
) -> None:
    """Punished under both or under neither: one law is never punished less by being read otherwise."""
    ruleset_of(tmp_path, UNPREFERRED + an_offence(ends="{min: 4 y, max: 8 y}"), JURISDICTION + MILDER)
    reform = REFORM.replace("{min: 2 y, max: 3 y}", ends).replace("CHANGE", "")
    if ends == "{min: 4 y, max: 8 y}":
        reform = REFORM.split("set:", maxsplit=1)[0] + "set: {offences: {act: {note: {en: x}}}}"
    (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(reform)
    case = a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1))
    decision = decide(case, load_ruleset(tmp_path / "xx"), handles)
    ends_shown = {str(o.checkpoints[Checkpoint.FINAL].max) for o in decision.outcomes if o.checkpoints}

    assert [verdict] == [comparison.verdict for comparison in decision.comparisons]
    assert (Status.DISCRETION, 2) == (decision.status, len(decision.outcomes))
    assert {shown} == ends_shown
