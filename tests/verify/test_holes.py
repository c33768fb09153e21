"""Holes: conduct that a ruleset neither answers nor declares a gap for is found, and told with what to do."""

from datetime import date
from pathlib import Path

from propengine.engine.evaluators import Handles
from propengine.law.conduct import Conduct
from propengine.verify.holes import Hole, holes
from tests.support import JURISDICTION, ruleset_of

LAW = """
facts:
  for_gain: {type: boolean, question: {en: for gain?}}
substances:
  cocaine: {name: {en: cocaine}}
  khat: {name: {en: khat}}
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: P
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: supply%s}
"""
GAPS = """
gaps:
  - id: others
    conduct: [%s]
    text: {en: not recorded}
"""
OTHERS = ", ".join(conduct.value for conduct in Conduct if conduct is not Conduct.SUPPLY)


def found(folder: Path, more: str = "", gaps: str = GAPS % OTHERS) -> list[Hole]:
    return list(holes(ruleset_of(folder, LAW % more, JURISDICTION + gaps), Handles()))


def test_a_ruleset_that_says_what_it_lacks_has_none(tmp_path: Path) -> None:
    """Each conduct has an offence or a declared gap."""
    assert [] == found(tmp_path)


def test_conduct_without_an_answer(tmp_path: Path) -> None:
    """It is told with jurisdiction, law, day and conduct, and with what to do."""
    (hole,) = found(tmp_path, gaps=GAPS % OTHERS.replace("transport, ", ""))

    assert ("xx", "transport", date(2000, 1, 1)) == (hole.jurisdiction, hole.conduct, hole.day)
    assert "for transport in xx on 2000-01-01" in str(hole)
    assert f"found neither in {hole.laws[0]}: write the provision, or declare the gap" in str(hole)
    assert hole.laws[0].endswith("@2000-01-01")


def test_one_substance_is_left_out(tmp_path: Path) -> None:
    """The hole names the substance that no offence reaches."""
    (hole,) = found(tmp_path, ", substance: cocaine")

    assert ("supply", "khat") == (hole.conduct, hole.substance)


def test_what_can_still_be_stated_is_no_hole(tmp_path: Path) -> None:
    """A question that leads to an offence is an answer; once it is denied there is none."""
    (hole,) = found(tmp_path, ", for_gain: true")

    assert "for_gain: false" == hole.facts
