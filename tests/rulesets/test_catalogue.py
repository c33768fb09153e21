"""The shipped catalogue: every programme of the source list is there, and what contradicts is kept."""

from functools import cache

import pytest

from propengine.law.catalogue import Entry, Population, ProgrammeKind, entries, recorded
from propengine.law.programmes import TargetGroup
from propengine.law.stages import Stage
from propengine.notation.catalogue import load_catalogue
from tests.shipped import SHIPPED
from tests.support import RULESETS

LISTED_IN_THE_SOURCES = {
    "ar": "ar-17-21 ar-salta",
    "au": "au-poldiv",
    "bb": "bb-6a bb-dtc",
    "bo": "cult-licit",
    "br": "br-anpp br-art28 br-priv",
    "ca": "ca-dtc ca-ebdm",
    "cl": "cl-238bis cl-ttd",
    "co": "co-2292 co-fgn-prior co-opp co-srpa-dtc cult-licit",
    "cr": "cr-56bis cr-56ter cr-57bis cr-77bis cr-ptdjr",
    "cz": "cz-decrim",
    "de": "de-35",
    "do": "do-pa-dtc",
    "ec": "ec-coip-fav ec-pardon-2008 ec-pardon-2017",
    "gb-eaw": "uk-dip uk-drr uk-mule uk-oocd",
    "gy": "gy-dtc gy-jdtc gy-s4",
    "jm": "jm-dc jm-fpn",
    "mx": "mx-478 mx-amnistia mx-jt mx-lnep-136 mx-lnep-144 mx-lnep-146",
    "pa": "do-pa-dtc",
    "pe": "cult-licit pe-excl",
    "pt": "pt-55 pt-cdt",
    "tt": "tt-dtc tt-fpn",
    "us": "us-dtc",
    "us-ca-sf": "us-bot",
    "us-fed": "us-3607 us-844a",
    "us-hi": "us-hope",
    "us-nc": "us-dmi",
    "us-ny": "us-dtap us-redhook",
    "us-sd": "us-247",
    "us-wa-sea": "us-lead",
    "us-wi": "us-tad",
    "uy": "uy-126 uy-excl",
}
"""The 61 entries of the catalogue of alternatives that the sheets hold, each where it is."""


@cache
def found() -> dict[tuple[str, str], Entry]:
    catalogue = load_catalogue(RULESETS, SHIPPED)
    return {(entry.jurisdiction, entry.id): entry for entry in entries(catalogue, SHIPPED)}


def kinds_of(entry: Entry) -> list[ProgrammeKind]:
    return (recorded(entry.described.kinds) if entry.described is not None else None) or []


def test_every_entry_of_the_sources_is_there() -> None:
    """By its id and in its jurisdiction, and described."""
    wanted = {(code, id_) for code, ids in LISTED_IN_THE_SOURCES.items() for id_ in ids.split()}

    assert 61 == len({id_ for _, id_ in wanted})
    assert set() == wanted - found().keys()
    assert {key for key in wanted if found()[key].described is None} == set()


@pytest.mark.parametrize(
    "kind",
    ["work_release", "probation", "community_court", "reentry", "deflection", "restorative_justice"],
)
def test_the_kinds_of_the_source_documents_are_there(kind: str) -> None:
    """Those that the documents name beside treatment courts and diversion."""
    assert [entry for entry in found().values() if ProgrammeKind(kind) in kinds_of(entry)]


@pytest.mark.parametrize("group", TargetGroup)
def test_every_target_group_has_a_programme(group: TargetGroup) -> None:
    assert [entry for entry in found().values() if group in entry.target_groups]


def test_a_result_and_the_trial_that_did_not_repeat_it_are_both_kept() -> None:
    """HOPE: the report of 2014 and the trial at four sites, each with its mark, both flagged."""
    hope = found()["us-hi", "us-hope"].described
    assert hope is not None
    records = recorded(hope.evidence) or []

    assert {
        "CICAD High-level Dialogue report (2014)",
        "Lattimore et al. (2016), National Institute of Justice",
    } <= {record.provision for record in records if record.conflicting}


@pytest.mark.requirement("S-033")
@pytest.mark.parametrize("key", [("co", "co-srpa-dtc"), ("gy", "gy-jdtc")])
def test_juvenile_programmes_are_listed_and_decided_by_no_ruleset(key: tuple[str, str]) -> None:
    """They can be found; no case, and so no minor, is ever offered a range with them."""
    entry = found()[key]

    assert entry.window is None
    assert entry.described is not None
    assert Population.JUVENILE is entry.described.population


def test_what_the_law_closes_is_said_to_be_no_programme() -> None:
    """The three negative entries."""
    exclusions = {key for key, entry in found().items() if ProgrammeKind.EXCLUSION in kinds_of(entry)}

    assert {("co", "co-opp"), ("pe", "pe-excl"), ("uy", "uy-excl")} == exclusions


def test_entries_are_found_by_stage() -> None:
    """A stage of either sort: of a ruleset, and of what is only listed."""
    before_arrest = {key for key, entry in found().items() if Stage.PRE_ARREST in entry.stages}

    assert {("pt", "pt-cdt"), ("cz", "cz-decrim")} <= before_arrest
    assert ("us-hi", "us-hope") not in before_arrest
