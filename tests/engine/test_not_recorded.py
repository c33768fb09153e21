"""An end, a range or an option that is not recorded: the answer says so, and what is recorded stands."""

from fractions import Fraction
from pathlib import Path

import pytest

from propengine.core.ends import End
from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.engine.evaluators import Handles
from propengine.notation.faults import RulesetFaults
from tests.support import a_case, an_offence, ruleset_of

MOST_UNKNOWN = "{min: 36 m, max: not_recorded}"
STEPS = """
steps:
  double: {provision: art. 2, mark: V, phase: first, move: {scale: 2}}
  cap: {provision: art. 3, mark: V, phase: second, move: {ceiling: 20 y}}
programmes:
  short:
    name: {en: for short sentences}
    provision: art. 4
    mark: V
    stage: [sentencing]
    approach: [diversion]
    gates: {legal: {when: {range.final.max: {at_most: 10 y}}}}
offences:
"""


@pytest.fixture
def handles() -> Handles:
    """Return the two readers."""
    return Handles()


def test_the_recorded_end_is_moved_and_the_other_stays_open(tmp_path: Path, handles: Handles) -> None:
    """Three years doubled are six; no step and no limit makes a number of what nobody has read."""
    decision = decide(a_case(), ruleset_of(tmp_path, STEPS + an_offence(ends=MOST_UNKNOWN)), handles)
    (outcome,) = decision.outcomes
    assert outcome.passage is not None
    final = outcome.passage.here
    (programme,) = outcome.programmes

    assert Status.NOT_RECORDED is decision.status
    assert "act" == outcome.offence_id
    assert (Fraction(72), End(None, "not_recorded", "not_recorded")) == (final.min.months, final.max)
    assert "closed" != programme.status.value


READING = """
readings:
  which:
    provision: art. 9
    mark: V
    question: {en: Which range?}
    prefer: old
    options:
      old: {says: {en: the old one}}
      new:
        says: {en: "the new one, which was not read"}
        set: {offences: {act: {sanction: {custody: {ends: {min: not_recorded, max: not_recorded}}}}}}
offences:
"""


def test_an_option_leads_to_what_is_not_recorded(tmp_path: Path, handles: Handles) -> None:
    """The answer has both: the range of one option, and that the other is not recorded."""
    decision = decide(a_case(), ruleset_of(tmp_path, READING + an_offence()), handles)
    ends = {str(o.passage.here.max) for o in decision.outcomes if o.passage is not None}

    assert {"24 m", "not_recorded"} == ends
    assert Status.DISCRETION is decision.status


@pytest.mark.parametrize("as_written", ["old", "new"])
def test_where_none_is_preferred_the_status_is_the_same_whichever_is_written(
    tmp_path: Path, handles: Handles, as_written: str
) -> None:
    """One option has a range and the other none that was read: a person says which holds."""
    unread = "{min: not_recorded, max: not_recorded}"
    law = READING.replace("prefer: old", "none_preferred: true") + an_offence()
    if as_written == "new":
        read = "{min: 1 y, max: 2 y}"
        law = law.replace(read, "ENDS").replace(unread, read).replace("ENDS", unread)
    decision = decide(a_case(), ruleset_of(tmp_path, law), handles)

    assert (Status.DISCRETION, None) == (decision.status, decision.preferred)
    assert 2 == len(decision.outcomes)


@pytest.mark.parametrize(
    ("move", "message"),
    [
        ("part: {parts: 2, pick: [1, 1]}", "which has an end that is no number (not_recorded)"),
        ("ceiling: not_recorded", "expected a limit in months or a rung, found not_recorded"),
    ],
)
def test_what_has_no_meaning_without_the_end_is_a_fault(tmp_path: Path, move: str, message: str) -> None:
    """A third of what is not known, and a limit that is not known, are no law."""
    step = f"steps: {{s: {{provision: a, mark: V, phase: first, move: {{{move}}}}}}}\noffences:\n"
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, step + an_offence(ends=MOST_UNKNOWN))

    assert any(message in fault.message for fault in caught.value.faults)


def test_an_id_may_begin_with_the_number_of_a_title(tmp_path: Path, handles: Handles) -> None:
    """21 U.S.C. 841 is cited so; a number alone stays a number."""
    ruleset = ruleset_of(tmp_path, "offences:\n" + an_offence("21-usc-841"))
    with pytest.raises(RulesetFaults, match="beginning with a letter, or with a number and a hyphen"):
        ruleset_of(tmp_path, "offences:\n" + an_offence('"841"'))

    assert "21-usc-841" == decide(a_case(), ruleset, handles).outcomes[0].offence_id
