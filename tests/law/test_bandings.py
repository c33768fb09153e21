"""Bands of a number say once what several rules would say, and mean the same."""

from pathlib import Path

import pytest

from propengine.core.slots import SlotValue
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import RulesetFaults
from tests.support import a_case, an_offence, ruleset_of

BANDS = """
facts:
  points: {type: integer, question: {en: how many?}}
  grave: {type: boolean, question: {en: x}}
bands:
  history:
    provision: s. 5
    mark: P
    of: points
    bands: [{band: i, at_most: 1}, {band: ii, at_most: 3}, {band: iii, less_than: 7}, {band: iv}]
  zone:
    provision: s. 6
    mark: V
    of: range.aggravated.min
    bands: [{band: a, at_most: 0}, {band: b, less_than: 2 y}, {band: c}]
steps:
  double: {provision: art. 2, mark: V, phase: first, when: {grave: true}, move: {scale: 2}}
ranges:
  table: {provision: s. 7, mark: V, by: [history], cells: {i: {max: 1 y}, ii: {min: 1 y, max: 2 y},
    iii: {min: 2 y, max: 3 y}, iv: {min: 3 y, max: 4 y}}}
programmes:
  probation:
    name: {en: probation}
    provision: s. 8
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {zone: {at_most: b}}}}
offences:
"""
OFFENCE = an_offence().replace("{ends: {min: 1 y, max: 2 y}}", "{table: table}")


@pytest.fixture(scope="module")
def banded(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return a law that bands a fact and an end of the range."""
    return ruleset_of(tmp_path_factory.mktemp("law"), BANDS + OFFENCE)


@pytest.fixture(scope="module")
def handles() -> Handles:
    """Return the two readers."""
    return Handles()


def outcome_of(ruleset: Ruleset, handles: Handles, **facts: int | bool | str) -> Outcome:
    (outcome,) = decide(a_case(facts=facts), ruleset, handles).outcomes
    return outcome


def slots(outcome: Outcome, *names: str) -> tuple[SlotValue, ...]:
    return tuple(outcome.slots.get(name) for name in names)


@pytest.mark.parametrize(
    ("points", "history", "zone"),
    [
        (0, "i", "a"),
        (1, "i", "a"),
        (2, "ii", "b"),
        (3, "ii", "b"),
        (4, "iii", "c"),
        (6, "iii", "c"),
        (7, "iv", "c"),
        (1000, "iv", "c"),
    ],
)
def test_a_number_falls_into_one_band(
    banded: Ruleset, handles: Handles, points: int, history: str, zone: str
) -> None:
    """Each limit belongs to the band that says so; an end of the range is banded like a fact."""
    outcome = outcome_of(banded, handles, points=points, grave=False)

    assert (history, zone) == slots(outcome, "history", "zone")


def test_an_end_is_banded_as_the_steps_leave_it(banded: Ruleset, handles: Handles) -> None:
    """One year doubled is two, and in the highest zone."""
    assert ("ii", "c") == slots(outcome_of(banded, handles, points=2, grave=True), "history", "zone")


def test_what_is_not_stated_has_no_band(banded: Ruleset, handles: Handles) -> None:
    """Silence is in no band, not in the lowest, and is asked for."""
    decision = decide(a_case(facts={"grave": False}), banded, handles)

    assert (None, None) == slots(decision.outcomes[0], "history", "zone")
    assert "points" in {s.fact for one in decision.decisive for s in one.statements}


def test_a_band_may_be_stated(banded: Ruleset, handles: Handles) -> None:
    """As any conclusion; against its number it is refused."""
    assert ("iii",) == slots(outcome_of(banded, handles, history="iii", grave=False), "history")
    with pytest.raises(Exception, match="history is stated as iv, but i follows"):
        outcome_of(banded, handles, history="iv", points=1, grave=False)


def test_the_mark_of_the_bands_is_the_mark_of_the_answer(banded: Ruleset, handles: Handles) -> None:
    """The bands were only partly supported."""
    assert "P" == outcome_of(banded, handles, points=2, grave=False).mark


@pytest.mark.parametrize(
    ("right", "wrong", "path", "message"),
    [
        ("of: points", "of: pionts", "bands.history", "pionts"),
        ("of: points", "of: grave", "bands.history", "a comparison that fits grave"),
        (
            "{band: i, at_most: 1}",
            "{band: i}",
            "bands.history",
            "at_most or less_than on every band but the last",
        ),
        ("{band: iv}", "{band: iv, at_most: 9}", "bands.history", "on every band but the last"),
        ("{band: iv}", "{band: i}", "bands.history.bands[3].band", "each band once"),
        ("at_most: 3}", "at_most: 3, less_than: 4}", "bands.history.bands[1]", "not both"),
        ("at_most: 3}", "at_most: 1}", "bands.history", "limits in order"),
        ("less_than: 2 y", "less_than: 2 parsecs", "bands.zone", "2 parsecs"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    tmp_path: Path, right: str, wrong: str, path: str, message: str
) -> None:
    """The rules that it stands for are nobody's to read."""
    with pytest.raises(RulesetFaults) as caught:
        ruleset_of(tmp_path, (BANDS + OFFENCE).replace(right, wrong, 1))

    told = [(fault.path, fault.message) for fault in caught.value.faults]
    assert any(found.startswith(path) and message in said for found, said in told), told
