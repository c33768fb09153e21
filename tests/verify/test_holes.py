"""Holes: conduct that a ruleset neither answers nor declares a gap for is found, and told with what to do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.conduct import Conduct
from propengine.law.ruleset import Ruleset
from propengine.notation.check_records import CheckRecords
from propengine.verify.holes import Hole, _Search, holes
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


@pytest.fixture
def records(tmp_path: Path) -> CheckRecords:
    return CheckRecords(tmp_path / "records", lambda *_, **__: None)


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days whose law was searched, in order."""
    of: list[date] = []
    search = _Search.holes

    def counting(self: _Search) -> Iterator[Hole]:
        of.append(self.day)
        return search(self)

    monkeypatch.setattr(_Search, "holes", counting)
    return of


def look(ruleset: Ruleset, records: CheckRecords) -> list[Hole]:
    return list(holes(ruleset, Handles(), records=records))


STEP = """
steps: {double: {provision: art. 2, mark: P, phase: first, move: {scale: 2}}}
"""
WHOLE = JURISDICTION + GAPS % OTHERS


def test_what_was_searched_is_not_searched_again(
    tmp_path: Path, records: CheckRecords, searched: list[date]
) -> None:
    """Nor is a law that differs in nothing that leads to an offence; one that does, is."""
    for text in (LAW % "", LAW % "", LAW % "" + STEP):
        assert [] == look(ruleset_of(tmp_path, text, WHOLE), records)
    assert [date(2000, 1, 1)] == searched

    assert [] != look(ruleset_of(tmp_path, LAW % ", for_gain: true", WHOLE), records)
    assert [date(2000, 1, 1)] * 2 == searched


def test_a_hole_is_told_each_time(tmp_path: Path, records: CheckRecords) -> None:
    """Only what was found whole is recorded."""
    ruleset = ruleset_of(tmp_path, LAW % ", substance: cocaine", WHOLE)

    assert 1 == len(look(ruleset, records)) == len(look(ruleset, records))


def test_other_gaps_are_searched_again(tmp_path: Path, records: CheckRecords) -> None:
    """What a day's law does not say is as much a part of it as what it says."""
    assert [] == look(ruleset_of(tmp_path, LAW % "", WHOLE), records)

    fewer = JURISDICTION + GAPS % OTHERS.replace("transport, ", "")
    assert ["transport"] == [h.conduct for h in look(ruleset_of(tmp_path, LAW % "", fewer), records)]
