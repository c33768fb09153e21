"""What the source documents ask of the catalogue of programmes: whom they take, and their types."""

import pytest

from propengine.engine.decision import Status
from propengine.law.catalogue import Population, ProgrammeKind, recorded
from tests.requirements.asking import answer, described


@pytest.mark.requirement("S-033")
@pytest.mark.parametrize(("code", "id_"), [("co", "co-srpa-dtc"), ("gy", "gy-jdtc")])
def test_a_juvenile_programme_is_listed_and_a_minor_has_no_range(code: str, id_: str) -> None:
    """The catalogue says whom it takes; a person of 15 is referred, and nothing is computed."""
    programme = described(id_)
    found = answer(code, "2023-06-01", "possession", {"age_at_offence": 15})

    assert Population.JUVENILE == programme.population
    assert programme.listed is not None
    assert code in programme.listed.jurisdictions
    assert (Status.OUT_OF_SCOPE, ()) == (found.status, found.outcomes)


@pytest.mark.requirement("S-165")
def test_deflection_is_a_type() -> None:
    """No charge is filed at all."""
    assert [ProgrammeKind.DEFLECTION] == kinds("us-dmi")


@pytest.mark.requirement("S-166")
def test_community_court_is_a_type() -> None:
    assert [ProgrammeKind.COMMUNITY_COURT] == kinds("us-redhook")


@pytest.mark.requirement("S-167")
def test_reentry_is_a_type() -> None:
    """One of several of Back on Track."""
    assert ProgrammeKind.REENTRY in kinds("us-bot")


@pytest.mark.requirement("S-171")
def test_primary_diversion_is_a_type() -> None:
    assert [ProgrammeKind.PRIMARY_DIVERSION] == kinds("us-lead")


def kinds(programme: str) -> list[ProgrammeKind]:
    """Return of what types the catalogue says a programme is."""
    return recorded(described(programme).kinds) or []
