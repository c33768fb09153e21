"""An end, a range or an option that is not recorded: the answer says so, and what is recorded stands."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from propengine.core.ends import End
from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.engine.evaluators import Handles
from propengine.notation.faults import RulesetFaults
from tests.support import JURISDICTION, a_case, an_offence, ruleset_of

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
    origin: legislative
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


class TestALawThatTakesThePlaceOfAnOffence:
    """A gap may displace offences: what it is about is answered by law that the ruleset does not hold."""

    OFFENCES = (
        "facts: {as_an_adult: {type: boolean, question: {en: x}}}\noffences:\n"
        + an_offence("sale", when="{conduct: supply}").rstrip()
        + "\n    families: [trade]\n"
        + an_offence("act")
    )
    GAP = """
gaps:
  - id: adolescents
    conduct: any
    text: {en: the law of adolescents}
    when: {age_at_offence: {less_than: 18}}
    unless: {as_an_adult: true}
    exception_to: [trade]
"""
    YOUNGER = JURISDICTION.replace("years: 18", "years: 16")

    def told(
        self, folder: Path, handles: Handles, gap: str = GAP, **case: Any
    ) -> tuple[Status, object, object]:
        ruleset = ruleset_of(folder, self.OFFENCES, self.YOUNGER + gap)
        decision = decide(a_case(**case), ruleset, handles)
        (outcome,) = decision.outcomes
        return decision.status, outcome.offence_id, outcome.gaps

    def test_the_gap_is_answered_and_no_offence(self, tmp_path: Path, handles: Handles) -> None:
        """For whom it is about, and for nobody else."""
        for facts, told in (
            ({"age_at_offence": 17}, (Status.NOT_RECORDED, None, ("adolescents",))),
            ({"age_at_offence": 17, "as_an_adult": True}, (Status.DECIDED, "sale", ())),
            ({"age_at_offence": 18}, (Status.DECIDED, "sale", ())),
            ({}, (Status.DECIDED, "sale", ())),
        ):
            assert told == self.told(tmp_path, handles, conduct="supply", facts=facts)

    def test_an_offence_that_it_does_not_name_stands(self, tmp_path: Path, handles: Handles) -> None:
        """Possession is of no family; an offence may also be named by itself."""
        facts = {"age_at_offence": 17}
        act = self.GAP.replace("[trade]", "[act]")

        assert (Status.DECIDED, "act", ()) == self.told(tmp_path, handles, facts=facts)
        assert (Status.NOT_RECORDED, None, ("adolescents",)) == self.told(tmp_path, handles, act, facts=facts)

    def test_what_is_displaced_sets_aside_what_it_did(self, tmp_path: Path, handles: Handles) -> None:
        """The more general offence does not come back; a charge of it does not bring it back."""
        special = an_offence("special", when="{conduct: supply, age_at_offence: {at_least: 1}}").rstrip()
        offences = f"{self.OFFENCES}{special}\n    exception_to: [sale]\n"
        gap = self.GAP.replace("[trade]", "[special]")
        ruleset = ruleset_of(tmp_path, offences, self.YOUNGER + gap)
        case = a_case(conduct="supply", facts={"age_at_offence": 17})

        for of in (case, replace(case, charge="special")):
            (outcome,) = decide(of, ruleset, handles).outcomes
            aside = {step.clause.id: step.set_aside_by for step in outcome.trace if step.holds}

            assert (None, ("adolescents",)) == (outcome.offence_id, outcome.gaps)
            assert "special" == aside["sale"]
            assert "adolescents" == aside["special"]

    def test_what_would_lead_to_it_is_asked_for(self, tmp_path: Path, handles: Handles) -> None:
        """Seventeen is decisive where the age is not stated, and the answer names the gap."""
        ruleset = ruleset_of(tmp_path, self.OFFENCES, self.YOUNGER + self.GAP)

        (age,) = [d for d in decide(a_case(conduct="supply"), ruleset, handles).decisive if d.main]

        assert ["age_at_offence"] == [statement.fact for statement in age.statements]
        assert ("adolescents",) == age.after.gaps

    def test_it_displaces_in_the_law_of_its_days(self, tmp_path: Path, handles: Handles) -> None:
        """What laws of two days share stands in both, and what a gap of one displaces does not."""
        gap = self.GAP.replace("    conduct: any", "    conduct: any\n    last: 2009-12-31")
        ruleset = ruleset_of(tmp_path, self.OFFENCES, self.YOUNGER + gap)
        found = {}
        for day in (date(2009, 12, 31), date(2010, 1, 1), date(2005, 1, 1)):
            case = a_case(conduct="supply", facts={"age_at_offence": 17}, offence=day)
            found[day.year] = {outcome.offence_id for outcome in decide(case, ruleset, handles).outcomes}

        assert {2009: {None}, 2010: {"sale"}, 2005: {None}} == found

    def test_it_names_an_offence_or_a_family_that_is_there(self, tmp_path: Path) -> None:
        """Another name is refused, with what was meant."""
        with pytest.raises(RulesetFaults, match=r"exception_to.*'trades'; did you mean 'trade'"):
            ruleset_of(tmp_path, self.OFFENCES, self.YOUNGER + self.GAP.replace("[trade]", "[trades]"))

    def test_a_gap_that_hangs_on_the_offence_it_displaces_is_refused(self, tmp_path: Path) -> None:
        """Nothing could be decided first."""
        circle = self.GAP.replace("{as_an_adult: true}", "{offence: sale}")

        with pytest.raises(
            RulesetFaults, match=r"gaps\[0\]: expected conclusions that do not read each other"
        ):
            ruleset_of(tmp_path, self.OFFENCES, self.YOUNGER + circle)
