"""Every figure of the Costa Rican ruleset, compared with a second transcription typed from the law sheet."""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.core.ends import Range
from propengine.engine.case import RawValue
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.law.elements import lowest
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.shipped import SHIPPED
from tests.support import a_case

pytestmark = pytest.mark.cr

FIGURES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "costa_rica_figures.json").read_text(encoding="utf-8")
)
NO_BAR: Final[Mapping[str, RawValue]] = {
    "prior_convictions": 0,
    "organised_crime_procedure": False,
    "firearm_used": False,
    "weapon_used": False,
    "grave_violence": False,
    "danger_or_flight_risk": False,
}
WOMAN: Final[Mapping[str, RawValue]] = {"gender": "female", "poverty": True}
PRISON: Final = "introduce_into_prison"


@pytest.fixture(scope="module")
def cr() -> Ruleset:
    return SHIPPED["cr"]


def asked(
    cr: Ruleset, handles: Handles, conduct: str, facts: Mapping[str, Any], day: str = "2018-06-15"
) -> Decision:
    """Return the decision of a case in which everything happens on one day."""
    stated: dict[str, RawValue] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()
    }
    here = date.fromisoformat(day)
    case = a_case(facts=stated, conduct=conduct, jurisdiction="cr", offence=here, decision=here)
    return decide(case, cr, handles, with_decisive_sets=False)


def range_at(decision: Decision, checkpoint: Checkpoint) -> list[Fraction | None]:
    """Return the ends of the preferred outcome at a checkpoint, in months."""
    assert decision.preferred is not None
    found: Range = decision.preferred.checkpoints[checkpoint]
    return [found.min.months, found.max.months]


@pytest.mark.parametrize("row", FIGURES["offences"], ids=lambda row: str(row["row"]))
@pytest.mark.parametrize("day", ["2002-01-11", "2013-09-22", "2013-09-23", "2018-06-15", "2024-06-15"])
def test_every_range_is_as_transcribed(
    cr: Ruleset, handles: Handles, row: Mapping[str, Any], day: str
) -> None:
    """From its first day each offence has its range and its mark; the day before it does not exist."""
    decision = asked(cr, handles, row["conduct"], row["facts"], day)

    assert decision.preferred is not None
    if day < row["from"]:
        assert decision.preferred.offence_id != row["offence"]
        return
    assert decision.preferred.offence_id == row["offence"]
    assert range_at(decision, Checkpoint.INDIVIDUALISED) == row["months"]
    assert decision.mark == row["mark"]


@pytest.mark.parametrize("row", FIGURES["offences"], ids=lambda row: str(row["row"]))
def test_every_least_after_the_abbreviated_procedure_is_as_transcribed(
    cr: Ruleset, handles: Handles, row: Mapping[str, Any]
) -> None:
    """The least falls by up to a third, the most stays, and the answer is as weak as the procedure's mark."""
    decision = asked(cr, handles, row["conduct"], row["facts"] | {"abbreviated_procedure": True})

    assert range_at(decision, Checkpoint.FINAL) == [row["plea_least"], row["months"][1]]
    assert decision.mark == FIGURES["plea_mark"]


def test_every_act_leads_where_it_is_transcribed(cr: Ruleset, handles: Handles) -> None:
    """Each act leads to its offence with its mark, and the acts that no row names to none."""
    acts = FIGURES["acts"]
    wanted = {act: (to, mark) for to in acts if to != "none" for act, mark in acts[to].items()}
    found = {}
    for act in [*wanted, *acts["none"]]:
        decision = asked(cr, handles, act, {})
        assert decision.preferred is not None
        found[act] = (decision.preferred.offence_id, decision.mark)

    assert {act: found[act] for act in wanted} == wanted
    assert {act: found[act][0] for act in acts["none"]} == dict.fromkeys(acts["none"])


def test_every_act_for_own_use_alone_is_as_transcribed(cr: Ruleset, handles: Handles) -> None:
    """To hold, carry or buy only for own use is no offence, each with its mark."""
    acts = FIGURES["own_use"]
    decisions = {act: asked(cr, handles, act, {"purpose": "own_use"}) for act in acts}

    assert {act: d.mark for act, d in decisions.items()} == acts
    assert {d.preferred.offence_id for d in decisions.values() if d.preferred} == {"own-use"}


def test_every_circumstance_of_art_77_aggravates(cr: Ruleset, handles: Handles) -> None:
    """Each way to meet each circumstance, alone, makes art. 77, with the mark of the circumstance."""
    for letter, ways in FIGURES["circumstances"].items():
        decisions = [asked(cr, handles, "supply", facts) for facts in ways]

        assert {d.preferred.offence_id for d in decisions if d.preferred} == {"art-77"}
        assert [d.mark for d in decisions] == [FIGURES["circumstances_marks"][letter]] * len(ways)


def test_every_situation_of_art_77_bis_is_enough_alone(cr: Ruleset, handles: Handles) -> None:
    """Each situation, alone, leads a woman to art. 77 bis, and a man to art. 77 with an equality notice."""
    for facts in (facts for letter in FIGURES["situations"].values() for facts in letter):
        woman = asked(cr, handles, PRISON, {"gender": "female", **facts}).preferred
        man = asked(cr, handles, PRISON, {"gender": "male", **facts}).preferred

        assert woman is not None
        assert man is not None
        assert (woman.offence_id, man.offence_id) == ("art-77-bis", "art-77")
        assert "same-care-other-gender" in {name for name, _ in man.notices}


@pytest.mark.parametrize("row", FIGURES["programmes"], ids=lambda row: str(row["row"]))
def test_every_programme_is_as_transcribed(cr: Ruleset, handles: Handles, row: Mapping[str, Any]) -> None:
    """Mark, first and last day, and the limit: open at it, closed a day above."""
    window = cr.programme_windows[row["id"]]

    assert window.programme.mark == row["mark"]
    assert (str(window.first), str(window.last) if window.last else None) == (row["from"], row.get("to"))
    if "term" in row:
        assert window.programme.term is not None
        assert str(window.programme.term.max) == row["term"]
    if "imposed_at_most_months" in row:
        limit = f"{row['imposed_at_most_months']} m"
        found = [imposed_status(cr, handles, row["id"], text) for text in (limit, f"{limit} 1 d")]
        assert found == ["eligible", "closed"]
    if "share_served" in row:
        half = 80 * Fraction(row["share_served"])
        facts = {"imposed_sentence": "80 m", "served": f"{half} m"}
        assert status(cr, handles, row["id"], facts) == "eligible"
        assert status(cr, handles, row["id"], facts | {"served": f"{half - 1} m 29 d"}) == "closed"


def imposed_status(cr: Ruleset, handles: Handles, programme: str, imposed: str) -> str:
    """Return the status of a programme for a sentence under art. 77 bis with no bar."""
    return status(cr, handles, programme, {**NO_BAR, "imposed_sentence": imposed})


def status(cr: Ruleset, handles: Handles, programme: str, facts: Mapping[str, Any]) -> str:
    """Return the status of a programme for a woman under art. 77 bis."""
    preferred = asked(cr, handles, PRISON, {**WOMAN, **facts}).preferred
    assert preferred is not None
    return next(verdict.status.value for verdict in preferred.programmes if verdict.id == programme)


def test_every_first_day_is_as_transcribed(cr: Ruleset) -> None:
    """No revision begins on another day, and each day is as well checked as the sheet says."""
    found: dict[str, list[Any]] = {}
    for instrument in cr.instruments.values():
        for revision in instrument.revisions:
            found.setdefault(str(revision.in_force), []).append(revision.header.mark)

    assert {day: lowest(*marks) for day, marks in found.items()} == FIGURES["days"]
