"""What the source documents ask of the catalogue of programmes: whom they take, and their types."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from propengine.contract.application import Application
from propengine.contract.catalogue import list_programmes
from propengine.contract.enums import POPULATION, STAGE, TARGET_GROUP
from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.law.catalogue import (
    AgencyPart,
    Completion,
    Component,
    Criterion,
    Described,
    EffectMode,
    Entry,
    Meanwhile,
    NonCustodial,
    OffenceFamily,
    Population,
    ProgrammeKind,
    RecordAfter,
    Sector,
    State,
    entries,
    recorded,
)
from propengine.law.elements import Language
from propengine.law.programmes import Approach, GateKind, ProgrammeStatus
from propengine.law.stages import Stage
from propengine.law.vocabulary import Speaker
from propengine.notation.catalogue import load_catalogue
from propengine.notation.faults import RulesetFaults
from propengine.v1 import case_pb2, decision_pb2, programme_pb2, ruleset_service_pb2
from propengine.verify.programme_coverage import coverage, stages_without
from tests.requirements.asking import answer, catalogue, described, outcome, status
from tests.shipped import HANDLES, SHIPPED
from tests.support import JURISDICTION, a_case, an_offence, ruleset_of


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


@cache
def shipped() -> Application:
    """Return what answers with every shipped ruleset and the catalogue."""
    return Application(SHIPPED, HANDLES, catalogue=catalogue())


@cache
def every() -> list[Entry]:
    """Return every programme of the catalogue."""
    return list(entries(catalogue(), SHIPPED))


@cache
def decided() -> list[Entry]:
    """Return those of a ruleset."""
    return [entry for entry in every() if entry.window is not None]


def of(id_: str) -> Entry:
    """Return an entry of the catalogue, the first where it is in several countries."""
    return next(entry for entry in every() if entry.id == id_)


def found(**filters: str) -> set[str]:
    """Return the ids of the programmes that fit filters."""
    request = ruleset_service_pb2.ListProgrammesRequest(page_size=1000)
    words: dict[str, Mapping[str, int]] = {
        "stage": {word.value: number for word, number in STAGE.items()},
        "target_group": {word.value: number for word, number in TARGET_GROUP.items()},
        "population": {word.value: number for word, number in POPULATION.items()},
    }
    for name, word in filters.items():
        setattr(request, name, words[name][word] if name in words else word)
    return {one.programme.id for one in list_programmes(shipped(), request).programmes}


def listed(id_: str) -> programme_pb2.CatalogueProgramme:
    """Return what the service says of a programme."""
    request = ruleset_service_pb2.ListProgrammesRequest(called=id_)
    return list_programmes(shipped(), request).programmes[0]


def faults(load: Callable[[], object]) -> list[tuple[str, str]]:
    """Return the field and message of each fault that is told of a file; none where it is read."""
    try:
        load()
    except RulesetFaults as error:
        return [(fault.path, fault.message) for fault in error.faults]
    return []


PROGRAMME = """
programmes:
  work:
    name: {en: work}
    provision: art. 8
    mark: V
    stage: [sentencing]
    approach: [diversion]
    MORE
    gates: {legal: {}}
offences:
""" + an_offence()


@pytest.mark.requirement("S-001")
def test_a_programme_without_an_origin_is_refused(tmp_path: Path) -> None:
    """One of four words is asked; nothing is read as legislative in silence."""
    text = PROGRAMME.replace("    MORE\n", "")

    assert ["programmes.work.origin"] == [where for where, _ in faults(lambda: ruleset_of(tmp_path, text))]
    assert {"legislative", "judicial", "administrative", "political"} == {
        entry.window.programme.origin for entry in decided() if entry.window is not None
    }


@pytest.mark.requirement("S-013")
@pytest.mark.parametrize(("more", "refused"), [("", True), ("\n    acts_until: 2020-04-22", False)])
def test_a_measure_for_a_time_without_a_last_day_is_refused(
    tmp_path: Path, more: str, *, refused: bool
) -> None:
    """Its text ends, or the acts that it reaches do."""
    text = PROGRAMME.replace("MORE", f"origin: political\n    mechanism: special_temporary{more}")
    found = faults(lambda: ruleset_of(tmp_path, text))

    assert [where for where, _ in found] == (["programmes.work.mechanism"] if refused else [])
    assert all("expected a last day" in message for _, message in found)


@pytest.mark.requirement("S-013")
def test_a_case_outside_the_days_of_a_measure_is_not_offered_it_and_told_why() -> None:
    """The pardon of 2008, asked for in 2010; the amnesty of Mexico reaches acts to 22 April 2020."""
    asked = answer("ec", "2005-06-01", "transport", {}, stage="post_sentence", decided="2010-06-01")
    amnesty = of("mx-amnistia").window

    assert "ec-pardon-2008" in {window.id for window in asked.windows}
    assert all(status(each, "ec-pardon-2008") is None for each in asked.outcomes)
    assert amnesty is not None
    assert "2020-04-22" == str(amnesty.programme.acts_until)


KEEPS_NOBODY_OUT = {
    "ag-expungement",
    "ar-16",
    "bb-expungement",
    "br-treatment",
    "ca-records",
    "co-opp",
    "tt-discharge",
    "us-release-end",
    "uy-40",
}
"""What acts on a record, stands beside the penalty or follows custody, and what the law closes."""


@pytest.mark.requirement("S-002")
def test_every_programme_that_a_ruleset_decides_has_an_effect_mode() -> None:
    """But for those that keep nobody out of prison; a diversion, a treatment court and a pardon."""
    without = {entry.id for entry in decided() if not modes(entry.id)}

    assert KEEPS_NOBODY_OUT == without
    assert [EffectMode.REDUCE_PROSECUTION] == modes("us-lead")
    assert EffectMode.LIMIT_INCARCERATION in modes("ca-dtc")
    assert [EffectMode.SHORTEN_DEPRIVATION] == modes("ec-pardon-2008")


def modes(id_: str) -> list[EffectMode]:
    return recorded(described(id_).effect_modes) or []


@pytest.mark.requirement("S-007")
def test_a_diversion_is_begun_by_the_police_or_a_prosecutor_and_may_end_without_proceedings() -> None:
    """LEAD and Back on Track; where no proceedings are begun there is no conviction."""
    begun = {}
    for id_ in ("us-lead", "us-bot"):
        window = of(id_).window
        assert window is not None
        begun[id_] = [speaker for referral in window.programme.referrals for speaker in referral.by]
    without_proceedings = [
        entry.described for entry in every() if Completion.NO_PROCEEDINGS in completion(entry.described)
    ]

    assert {"us-lead": [Speaker.POLICE], "us-bot": [Speaker.PROSECUTION]} == begun
    assert Completion.NO_PROCEEDINGS in completion(described("us-lead"))
    assert RecordAfter.CONVICTION not in {one.record for one in without_proceedings if one is not None}


def completion(one: Described | None) -> list[Completion]:
    return (recorded(one.completion) if one is not None else None) or []


@pytest.mark.requirement("S-008", "C-08")
def test_a_non_custodial_measure_says_in_which_of_two_meanings_it_is_one() -> None:
    """Every one does; parole is a way out of prison, HOPE is none."""
    for entry in every():
        follows = Approach.NON_CUSTODIAL_MEASURES in entry.approaches
        assert follows == (entry.non_custodial is not None), entry.id

    assert NonCustodial.CICAD_POST_INCARCERATION is of("ar-13").non_custodial
    for id_ in ("us-hope", "uk-drr", "ar-26"):
        assert NonCustodial.TOKYO_ALL_STAGES is of(id_).non_custodial, id_


@pytest.mark.requirement("S-012")
def test_a_programme_is_national_or_of_a_part_of_a_country_by_its_code() -> None:
    """The law of British Columbia stands over that of Canada, whose programmes it has."""
    hawaii, salta, portugal = of("us-hope"), of("ar-salta"), of("pt-cdt")
    levels = {entry.described.level for entry in decided() if entry.described is not None}

    assert ("US-HI", "AR-A", None) == (hawaii.subdivision, salta.subdivision, portugal.subdivision)
    assert {"national", "subnational"} == levels
    assert "ca" == SHIPPED["ca-bc"].jurisdiction.extends
    assert "CA-BC" == listed_in("ca-bc").subdivision
    assert "" == listed_in("ca").subdivision


def listed_in(code: str) -> programme_pb2.CatalogueProgramme:
    request = ruleset_service_pb2.ListProgrammesRequest(jurisdiction=code, page_size=1)
    return list_programmes(shipped(), request).programmes[0]


@pytest.mark.requirement("S-014")
def test_every_entry_has_its_region_and_there_are_three_of_them() -> None:
    """The catalogue holds more than the 41 experiences of the technical report."""
    regions = {entry.where.region.value for entry in every() if entry.where is not None}

    assert [] == [entry.id for entry in every() if entry.where is None]
    assert {"americas", "europe", "oceania"} == regions
    assert len({entry.id for entry in every()}) >= 41


@pytest.mark.requirement("S-015")
def test_a_programme_has_stages_and_says_for_whom_it_is_or_that_nothing_is_recorded() -> None:
    """Both can be asked for together."""
    told = {entry.id for entry in decided() if not entry.target_groups}
    silent = {entry.id for entry in decided() if entry.mark_of("target_groups") is None}

    assert [] == [entry.id for entry in every() if not entry.stages or entry.described is None]
    assert told == silent
    assert {"us-lead", "cz-decrim"} <= found(stage="pre_arrest", target_group="own_use")
    assert "us-bot" not in found(stage="pre_arrest", target_group="own_use")


@pytest.mark.requirement("S-016")
def test_a_criterion_of_the_list_names_its_source() -> None:
    """LEAD is promising by one source and documented by another."""
    inclusion = recorded(described("us-lead").inclusion) or []

    assert {
        (Criterion.PROMISING, "CrimeSolutions"),
        (Criterion.DOCUMENTED, "Collins et al. (2017)"),
    } == {(one.criterion, one.provision) for one in inclusion}
    assert 4 == len(Criterion)


@pytest.mark.requirement("S-021")
def test_who_refers_is_told_or_told_not_to_be_recorded() -> None:
    """Of each programme that is decided; an answer says who can refer now."""
    for entry in decided():
        assert entry.window is not None
        referrals = entry.window.programme.referrals
        assert bool(referrals) == (entry.mark_of("referrals") is not None), entry.id
    case = case_pb2.Case(jurisdiction="us-wa-sea", conduct="CONDUCT_POSSESSION", stage="STAGE_PRE_ARREST")
    case.offence_date.year, case.offence_date.month, case.offence_date.day = 2012, 6, 8
    case.decision_date.CopyFrom(case.offence_date)
    message = decision_pb2.Decision()
    shipped().evaluate(case, message)
    told = [p for o in message.outcomes for p in o.programmes if p.id == "us-lead"]

    assert told
    assert all(referral.now for one in told for referral in one.referrals)


@pytest.mark.requirement("S-022")
def test_a_peaceful_case_is_offered_services_in_the_community() -> None:
    """LEAD, of which they are a part."""
    facts = {
        "age_at_offence": 30,
        "within_limit": True,
        "amenable_to_diversion": True,
        "delivery_or_intent_to_deliver": False,
        "exploits_minors": False,
        "promotes_prostitution": False,
        "listed_violent_history": False,
        "existing_incompatible_supervision": False,
    }
    offered = outcome("us-wa-sea", "2012-06-08", "possession", facts, stage="pre_arrest")

    assert ProgrammeStatus.ELIGIBLE == status(offered, "us-lead")
    assert Component.COMMUNITY_SERVICE in components("us-lead")


def components(id_: str) -> list[Component]:
    return recorded(described(id_).components) or []


@pytest.mark.requirement("S-027")
def test_programmes_say_for_which_offences_they_are() -> None:
    """Those of England and Wales know both families."""
    both = list(OffenceFamily)

    assert both == recorded(described("uk-dip").offence_families)
    assert [OffenceFamily.DRUG_LAW_INFRACTION] == recorded(described("uk-oocd").offence_families)


@pytest.mark.requirement("S-034")
def test_treatment_courts_can_be_listed_by_the_population_that_they_take() -> None:
    """Adults, adolescents or both; of which nothing is recorded that is told."""
    for entry in every():
        if entry.described is not None and ProgrammeKind.TREATMENT_COURT in entry.described.sorts:
            assert (entry.population is None) == (entry.mark_of("population") is None), entry.id

    assert {"co-srpa-dtc", "gy-jdtc"} == found(population="juvenile")
    assert {"us-dtc"} <= found(population="adult")
    assert {"cr-ptdjr"} <= found(population="both")


@pytest.mark.requirement("S-035")
def test_a_programme_for_adolescents_is_told_to_an_adult_as_not_open_by_the_population() -> None:
    """Colombia; where there is none nothing is told."""
    told = {}
    for code in ("co", "pt"):
        case = case_pb2.Case(jurisdiction=code, conduct="CONDUCT_POSSESSION", stage="STAGE_SENTENCING")
        case.offence_date.year, case.offence_date.month, case.offence_date.day = 2020, 6, 1
        case.decision_date.CopyFrom(case.offence_date)
        message = decision_pb2.Decision()
        shipped().evaluate(case, message)
        told[code] = [(one.id, one.population) for one in message.other_population_programmes]

    assert {"co": [("co-srpa-dtc", "juvenile")], "pt": []} == told


@pytest.mark.requirement("C-16")
def test_the_figure_of_the_pardon_is_kept_with_what_contradicts_it() -> None:
    """2,232 by the report; the press expected fewer, and a newspaper tells the same figure of the COIP."""
    records = recorded(described("ec-pardon-2008").evidence) or []
    conflicting = {one.provision: one.says[Language.EN] for one in records if one.conflicting}

    assert conflicting["CICAD High-level Dialogue report (2014)"].startswith("2,232")
    assert "1,200" in conflicting["press of 2008"]
    assert "2,232" in conflicting["El Comercio, August 2015"]


@pytest.mark.jm
@pytest.mark.requirement("S-037")
@pytest.mark.parametrize(
    ("drug", "opens"), [("alcohol", True), ("scheduled_drug", True), ("other_drug", False)]
)
def test_a_treatment_court_takes_who_depends_on_alcohol_whatever_the_offence(
    drug: str, *, opens: bool
) -> None:
    """Jamaica: "drug" includes alcohol; driving under its influence is an offence that is no drug offence."""
    facts = {"triable_by_parish_court": True, "dependent_on": drug, "assessed": True, "consents": True}
    found = outcome("jm", "2012-06-01", "other_offence", facts, stage="pre_trial")

    assert (ProgrammeStatus.ELIGIBLE if opens else ProgrammeStatus.CLOSED) == status(found, "jm-dc")


@pytest.mark.requirement("S-042")
def test_growers_of_peru_have_an_entry_into_the_licit_economy() -> None:
    """A component of what is listed for small growers."""
    assert [Component.LICIT_ECONOMY] == components("cult-licit")
    assert "cult-licit" in found(jurisdiction="pe", target_group="low_capacity_production")


@pytest.mark.requirement("S-108")
def test_the_interventions_of_england_refer_in_custody_in_court_and_in_prison() -> None:
    """One way in for each."""
    window = of("uk-dip").window
    assert window is not None

    assert [[Stage.PRE_ARREST], [Stage.PRE_TRIAL], [Stage.POST_SENTENCE]] == [
        referral.stage for referral in window.programme.referrals
    ]


@pytest.mark.requirement("S-123")
def test_77_act_cr_is_found_to_be_article_77_bis() -> None:
    assert {"cr-77bis"} == found(called="77 act cr")


@pytest.mark.requirement("S-124")
def test_the_drug_treatment_program_under_judicial_supervision_is_found() -> None:
    assert {"cr-ptdjr"} == found(called="Drug Treatment Program under Judicial Supervision")


@pytest.mark.requirement("S-125")
def test_a_programme_says_how_far_it_has_come_and_at_how_many_places() -> None:
    """The pilot of Costa Rica is closed and was in two."""
    pilot = described("cr-ptdj-pilot")

    assert (State.CLOSED, 2) == (pilot.state, pilot.sites)
    assert (State.PILOT, 2) == (described("tt-dtc").state, described("tt-dtc").sites)
    assert State.NATIONAL == described("pt-cdt").state


@pytest.mark.requirement("S-126")
@pytest.mark.parametrize("id_", ["ca-dtc", "bb-dtc", "tt-dtc"])
def test_a_treatment_court_asks_for_a_moderate_disorder_consent_and_a_judge(id_: str) -> None:
    """As the sources have it of Canada, Barbados and Trinidad and Tobago."""
    window = of(id_).window
    assert window is not None
    asked = str(window.programme.gates[GateKind.CLINICAL].when)

    assert "sud_assessed" in asked
    assert "moderate" in asked
    assert "consents" in str(window.programme.gates[GateKind.CONSENT].when)
    assert Component.JUDICIAL_SUPERVISION in components(id_)


@pytest.mark.requirement("S-127")
def test_what_is_suspended_during_treatment_is_one_of_two_words() -> None:
    """By the ruleset: the charges in Chile, the sentence in Canada."""
    assert Meanwhile.CHARGES_SUSPENDED == described("cl-ttd").meanwhile
    assert Meanwhile.SENTENCE_SUSPENDED == described("ca-dtc").meanwhile


@pytest.mark.requirement("S-128")
def test_completing_a_treatment_court_has_one_or_more_of_four_effects() -> None:
    assert [Completion.DISMISSAL, Completion.SENTENCE_REDUCED, Completion.EXPUNGEMENT] == completion(
        described("us-dtc")
    )
    assert [Completion.DISMISSAL] == completion(described("cl-ttd"))


@pytest.mark.requirement("S-129")
def test_each_treatment_court_has_a_clinical_gate_or_says_that_none_is_recorded() -> None:
    """Apart from the legal one; nothing is left out in silence."""
    courts = [
        entry
        for entry in decided()
        if entry.described is not None and ProgrammeKind.TREATMENT_COURT in entry.described.sorts
    ]
    for entry in courts:
        assert entry.window is not None
        programme = entry.window.programme
        assert GateKind.LEGAL in programme.gates, entry.id
        for kind in (GateKind.CLINICAL, GateKind.CONSENT):
            assert (kind in programme.gates) != (kind in programme.gates_not_recorded), entry.id

    assert len(courts) >= 15
    told = listed("ag-treatment-court").programme.not_recorded_gates
    assert [programme_pb2.GATE_KIND_CLINICAL, programme_pb2.GATE_KIND_CONSENT] == list(told)


@pytest.mark.requirement("S-141")
def test_hope_begins_with_a_warning_hearing_before_enrolment() -> None:
    phases = listed("us-hope").programme.phases

    assert ("warning hearing", True) == (phases[0].name.en, phases[0].before_enrolment)
    assert not any(phase.before_enrolment for phase in phases[1:])


@pytest.mark.requirement("S-150")
def test_the_first_phase_of_back_on_track_has_30_hours_of_community_service() -> None:
    first = listed("us-bot").programme.phases[0]

    assert "30 hours of community service" in {asked.en for asked in first.asks}
    assert ("6 w", "6 w") == (first.term.min, first.term.max)


@pytest.mark.requirement("S-151")
def test_the_pressure_to_plead_is_told_where_back_on_track_asks_for_a_plea() -> None:
    """The gate asks for the plea, the sentence waits, and the notice stands beside."""
    asked = outcome("us-ca-sf", "2012-02-10", "possession_with_intent", {}, stage="pre_trial")

    assert "pressure-to-plead" in {name for name, _ in asked.notices}
    assert Meanwhile.SENTENCE_SUSPENDED == described("us-bot").meanwhile


@pytest.mark.requirement("S-154")
def test_back_on_track_says_what_completes_it() -> None:
    asked = " ".join(one.en for one in listed("us-bot").programme.completed_by)

    for word in ("employment", "education", "child support", "220 hours"):
        assert word in asked


@pytest.mark.requirement("S-159")
@pytest.mark.parametrize("id_", ["us-hope", "us-bot"])
def test_hope_and_back_on_track_are_judicially_supervised(id_: str) -> None:
    assert Component.JUDICIAL_SUPERVISION in components(id_)


@pytest.mark.requirement("S-160", "S-230", "S-231")
def test_a_programme_names_who_answers_for_it_and_who_provides_it() -> None:
    """A court and an organisation that is no public body provide Back on Track; each has its sector."""
    bodies = {one.name[Language.EN]: one for one in recorded(described("us-bot").agencies) or []}
    court, ngo = bodies["San Francisco Collaborative Courts"], bodies["Goodwill Industries"]

    assert ([AgencyPart.PROVIDER], Sector.CRIMINAL_JUSTICE, False) == (
        court.does,
        court.sector,
        court.non_governmental,
    )
    assert ([AgencyPart.PROVIDER], Sector.SOCIAL_SERVICES, True) == (
        ngo.does,
        ngo.sector,
        ngo.non_governmental,
    )
    for entry in every():
        known = (recorded(entry.described.agencies) if entry.described is not None else None) or []
        assert not known or any(AgencyPart.RESPONSIBLE in one.does for one in known), entry.id
    assert Sector.PUBLIC_HEALTH in {one.sector for one in recorded(described("cl-ttd").agencies) or []}
    assert any(
        AgencyPart.RESPONSIBLE in one.does and one.non_governmental
        for one in recorded(described("us-lead").agencies) or []
    )


@pytest.mark.requirement("S-162")
def test_what_is_left_in_the_record_is_one_of_four_words_or_told_not_to_be_recorded() -> None:
    """Of every programme that is decided."""
    for entry in decided():
        assert entry.described is not None, entry.id
        assert (entry.mark_of("record") is None) == (recorded(entry.described.record) is None), entry.id

    assert set(RecordAfter) >= {e.described.record for e in decided() if e.described} - {"not_recorded"}
    assert RecordAfter.EXPUNGED == described("us-bot").record
    assert "record" in listed("us-hope").not_recorded_fields


@pytest.mark.requirement("S-168")
def test_restorative_justice_has_a_part_for_the_victim() -> None:
    assert ProgrammeKind.RESTORATIVE_JUSTICE in kinds("cr-ptdjr")
    assert Component.VICTIM_PARTICIPATION in components("cr-ptdjr")


@pytest.mark.requirement("S-169")
def test_every_treatment_court_is_of_therapeutic_justice() -> None:
    """Also where its sources use the one word alone."""
    assert ProgrammeKind.THERAPEUTIC_JUSTICE not in kinds("bb-dtc")
    assert ["treatment_court", "therapeutic_justice"] == list(listed("bb-dtc").kinds)


@pytest.mark.requirement("S-198")
def test_a_programme_says_how_it_responds_to_gender_and_culture_or_that_nothing_is_recorded() -> None:
    """With the evidence: article 77 bis of Costa Rica."""
    told = listed("cr-77bis")

    assert "500 were in prison" in told.gender_responsive.en
    assert "culturally_adapted" in told.not_recorded_fields


RANKED = (
    "programmes:\n"
    + "".join(
        f"  {id_}: {{name: {{en: x}}, provision: art. 8, mark: V, stage: [{stage}], approach: [diversion], "
        f"origin: legislative, force: {force}, gates: {{legal: {{}}}}}}\n"
        for id_, stage, force in (
            ("ordered_late", "sentencing", "must"),
            ("early", "pre_trial", "may"),
            ("as_early", "pre_trial", "may"),
        )
    )
    + "offences:\n"
    + an_offence()
)


@pytest.mark.requirement("S-216", "S-217")
@pytest.mark.parametrize(
    ("declared", "order", "reasons"),
    [
        ("", {"ordered_late": 1, "as_early": 2, "early": 2}, [False, "may", "pre_trial"]),
        (
            "programmes_ranked_by: [stage, force]\n",
            {"as_early": 1, "early": 1, "ordered_late": 3},
            ["pre_trial", "may"],
        ),
    ],
)
def test_programmes_are_ranked_with_reasons_by_what_the_ruleset_declares(
    tmp_path: Path, declared: str, order: Mapping[str, int], reasons: list[object]
) -> None:
    """The priorities of a country are in its ruleset; what ties has one rank, and the next counts it."""
    ruleset = ruleset_of(tmp_path, RANKED, JURISDICTION + declared)
    (only,) = decide(replace(a_case(), stage="pre_trial"), ruleset, HANDLES).outcomes

    assert order == only.ranks
    assert reasons == only.rank_reasons["early"] == only.rank_reasons["as_early"]


@pytest.mark.requirement("S-217")
@pytest.mark.parametrize("code", ["br", "co", "pe"])
def test_no_programme_of_another_country_is_matched(code: str) -> None:
    """Whatever is said of a programme is said of one of the ruleset that was asked."""
    asked = answer(code, "2024-08-01", "possession", {})
    told = {verdict.id for each in asked.outcomes for verdict in each.programmes}

    assert told
    assert told <= SHIPPED[code].programme_windows.keys()


@pytest.mark.requirement("S-219")
def test_case_management_is_a_component() -> None:
    assert Component.CASE_MANAGEMENT in components("us-lead")


@pytest.mark.requirement("S-229")
def test_a_programme_lists_who_steers_it() -> None:
    steering = [
        one.name[Language.EN]
        for one in recorded(described("cr-ptdjr").agencies) or []
        if AgencyPart.STEERING in one.does
    ]

    assert {"Costa Rican Institute on Drugs", "Institute on Alcoholism and Drug Dependency"} <= set(steering)


@pytest.mark.requirement("S-246")
def test_the_stages_without_a_programme_and_the_lack_of_evidence_are_told() -> None:
    """Hawaii has none before the sentence; of Uruguay no study is recorded."""
    without = stages_without(every())
    counted = {(one.jurisdiction, one.field): one for one in coverage(every())}

    assert [stage for stage in Stage if stage is not Stage.POST_SENTENCE] == without["us-hi"]
    assert [] == without["pt"]
    assert 0 == sum(counted["uy", "evidence"].marked.values())
    assert counted["uy", "evidence"].not_recorded > 0


@pytest.mark.requirement("S-247")
def test_phases_actors_and_conditions_are_data_of_a_revision() -> None:
    """Each revision of Back on Track has its own gates; the phases are those of the first."""
    first, second = SHIPPED["us-ca-sf"].instruments["back-on-track"].revisions
    assert first.contents is not None
    assert second.contents is not None
    before, after = (one.programmes["us-bot"] for one in (first.contents, second.contents))

    assert before.gates != after.gates
    assert before.phases == after.phases != []
    assert before.referrals
    assert before.conditions


WRITTEN = """
programmes:
  work:
    provision: a report
    mark: M
    kinds: [case_management]
    level: national
    population: adult
    target_groups: [dependence]
    effect_modes: [limit_incarceration]
    record: not_recorded
    components: [responsibility, education, family]
    agencies:
      - {name: {en: one who decides}, does: [DOES], interests: {en: runs the prison}}
    evidence: not_recorded
    listed:
      jurisdictions: {yy: {en: Other State}}
      undecided: {en: not read}
      name: {en: work}
      stage: [pre_trial]
      approach: [diversion]
      eligible: not_recorded
      excluded: not_recorded
      duration: not_recorded
      on_completion: not_recorded
      on_failure: not_recorded
"""


def written(folder: Path, does: str) -> programme_pb2.CatalogueProgramme:
    """Return what the service says of a programme of an invented catalogue."""
    (folder / "programmes.yaml").write_text(WRITTEN.replace("DOES", does), encoding="utf-8")
    application = Application({}, HANDLES, catalogue=load_catalogue(folder, {}))
    (one,) = list_programmes(application, ruleset_service_pb2.ListProgrammesRequest()).programmes
    return one


@pytest.mark.requirement("S-170", "S-172", "S-256")
def test_a_programme_may_be_of_case_management_and_an_agency_tell_its_interests(tmp_path: Path) -> None:
    """Responsibility, education and the family are components of therapeutic justice."""
    told = written(tmp_path, "responsible, evaluator")

    assert ["case_management"] == list(told.kinds)
    assert ["responsibility", "education", "family"] == list(told.components)
    assert "runs the prison" == told.agencies[0].interests.en
    assert ["responsible", "evaluator"] == list(told.agencies[0].does)


@pytest.mark.requirement("S-230")
def test_agencies_of_which_none_is_responsible_are_refused(tmp_path: Path) -> None:
    ((_, message),) = faults(lambda: written(tmp_path, "provider")) or [("", "")]

    assert "expected an agency that is responsible" in message
