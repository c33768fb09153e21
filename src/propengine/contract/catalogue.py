"""What the ruleset service answers of programmes: the catalogue, page by page."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from propengine.contract.application import Application
from propengine.contract.cases import Reader
from propengine.contract.enums import (
    APPROACH_OF,
    FORCE,
    POPULATION_OF,
    STAGE_OF,
    TARGET_GROUP,
    TARGET_GROUP_OF,
)
from propengine.contract.pages import Page
from propengine.contract.programmes import fill_place, fill_programme
from propengine.contract.values import fill_date, fill_own_source, fill_text
from propengine.contract.violations import RequestRefusedError
from propengine.law.catalogue import FIELDS, Agency, Described, Entry, Listed, entries, recorded
from propengine.v1 import programme_pb2, ruleset_service_pb2

_FILTERS: Final[tuple[tuple[str, Mapping[int, StrEnum]], ...]] = (
    ("stage", STAGE_OF),
    ("approach", APPROACH_OF),
    ("target_group", TARGET_GROUP_OF),
    ("population", POPULATION_OF),
)
_TEXTS_LISTED: Final = ("eligible", "excluded", "duration")
_TEXTS_DESCRIBED: Final = ("goal", "gender_responsive", "culturally_adapted")
_TEXTS_OF_BOTH: Final = ("on_completion", "on_failure")


def list_programmes(
    application: Application, request: ruleset_service_pb2.ListProgrammesRequest
) -> ruleset_service_pb2.ListProgrammesResponse:
    """Return a page of the programmes that fit every filter, by jurisdiction and id.

    Raises:
        RequestRefusedError: with every violation of the request; a jurisdiction without any programme is one.
    """
    reader = Reader()
    for field, words in _FILTERS:
        reader.word(words, getattr(request, field), field, unset=next(iter(words.values())))
    page = Page.read(request.page_size, request.page_token, reader.violations)
    found = list(entries(application.catalogue, application.rulesets))
    known = {entry.jurisdiction for entry in found} | application.rulesets.keys()
    if request.jurisdiction and request.jurisdiction not in known:
        reader.violations.append(application.unknown_jurisdiction(request.jurisdiction, known))
    if reader.violations:
        raise RequestRefusedError(reader.violations)
    fitting = {_key(entry): entry for entry in found if _fits(entry, request)}
    shown, token = page.of(list(fitting))
    response = ruleset_service_pb2.ListProgrammesResponse(next_page_token=token)
    for key in shown:
        _fill_entry(response.programmes.add(), fitting[key])
    return response


def _key(entry: Entry) -> str:
    """Return where an entry stands in the order: a space sorts before whatever a code or an id may hold."""
    return f"{entry.jurisdiction} {entry.id}"


def _fits(entry: Entry, request: ruleset_service_pb2.ListProgrammesRequest) -> bool:
    stage, approach = STAGE_OF.get(request.stage), APPROACH_OF.get(request.approach)
    group = TARGET_GROUP_OF.get(request.target_group)
    population = POPULATION_OF.get(request.population)
    return (
        request.jurisdiction in {"", entry.jurisdiction}
        and (stage is None or stage in entry.stages)
        and (approach is None or approach in entry.approaches)
        and (group is None or group in entry.target_groups)
        and (population is None or population is entry.population)
        and (not request.called or entry.is_called(request.called))
    )


def _fill_entry(target: programme_pb2.CatalogueProgramme, entry: Entry) -> None:
    target.jurisdiction = entry.jurisdiction
    fill_text(target.place, entry.place)
    if entry.window is not None:
        target.decided = True
        fill_programme(target.programme, entry.id, entry.window.programme)
        target.programme.force = FORCE[entry.window.programme.force]
        fill_date(target.start_date, entry.window.first)
        if entry.window.last is not None:
            fill_date(target.end_date, entry.window.last)
    if entry.where is not None:
        target.region = entry.where.region
    target.subdivision, target.non_custodial_meaning = entry.subdivision or "", entry.non_custodial or ""
    if entry.described is not None:
        _fill_described(target, entry.described)
        if entry.listed is not None:
            target.programme.id = entry.id
            fill_own_source(target.programme.source, entry.described)
            _fill_listed(target, entry.listed)
    target.not_recorded_fields.extend(field for field in FIELDS if entry.mark_of(field) is None)


def _fill_described(target: programme_pb2.CatalogueProgramme, described: Described) -> None:
    target.kinds.extend(described.sorts)
    target.level, target.population, target.record = (
        recorded(word) or "" for word in (described.level, described.population, described.record)
    )
    target.target_groups.extend(TARGET_GROUP[group] for group in recorded(described.target_groups) or ())
    target.effect_modes.extend(recorded(described.effect_modes) or ())
    for record in recorded(described.evidence) or ():
        told = target.evidence.add(conflicting=record.conflicting)
        fill_text(told.says, record.says)
        fill_own_source(told.source, record)
    target.aliases.extend(described.aliases)
    fill_text(target.panel, described.panel)
    for caution in described.cautions:
        fill_text(target.cautions.add(), caution)
    target.offence_families.extend(recorded(described.offence_families) or ())
    target.state, target.meanwhile = recorded(described.state) or "", recorded(described.meanwhile) or ""
    target.site_count = recorded(described.sites) or 0
    target.completion_effects.extend(recorded(described.completion) or ())
    target.components.extend(recorded(described.components) or ())
    for agency in recorded(described.agencies) or ():
        _fill_agency(target.agencies.add(), agency)
    for name in _TEXTS_DESCRIBED:
        fill_text(getattr(target, name), recorded(getattr(described, name)))
    for each in recorded(described.inclusion) or ():
        fill_own_source(target.inclusions.add(criterion=each.criterion).source, each)
    fill_own_source(target.described_by, described)


def _fill_agency(target: programme_pb2.Agency, agency: Agency) -> None:
    fill_text(target.name, agency.name)
    target.does.extend(agency.does)
    target.sector, target.non_governmental = recorded(agency.sector) or "", agency.non_governmental
    fill_text(target.interests, recorded(agency.interests))


def _fill_listed(target: programme_pb2.CatalogueProgramme, listed: Listed) -> None:
    fill_text(target.undecided_reason, listed.undecided)
    target.programme.mechanism = listed.mechanism
    fill_place(target.programme, listed)
    for name in _TEXTS_LISTED:
        fill_text(getattr(target, name), recorded(getattr(listed, name)))
    for name in _TEXTS_OF_BOTH:
        fill_text(getattr(target.programme, name), recorded(getattr(listed, name)))
