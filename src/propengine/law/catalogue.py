"""The catalogue of programmes: what their sources say of them beside the law, and those that are only listed.

A programme of a ruleset is law: it has gates, which are decided. What studies found, who it is for and how it
is called elsewhere is not, and changes without any law changing, so that it stands here. So do programmes
whose gates nobody has read well enough to decide: they are listed with what is known, and no case is offered
them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, PositiveInt

from propengine.law.elements import Element, Id, Mark, Part, Sentence, Texts, lowest
from propengine.law.faults import Expected
from propengine.law.programmes import Approach, Programme, TargetGroup
from propengine.law.ruleset import ProgrammeWindow, Ruleset
from propengine.law.sanctions import NOT_RECORDED
from propengine.law.stages import Stage

_Said = TypeVar("_Said")
NotRecorded: TypeAlias = Literal["not_recorded"]
"""The word for what the sources that were read do not say."""
OrNotRecorded: TypeAlias = _Said | NotRecorded


Subdivision: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$", examples=["US-HI"])]
"""A code of ISO 3166-2."""


def recorded(said: _Said | NotRecorded | None) -> _Said | None:
    """Return what a field holds; None where the sources that were read do not say it."""
    return None if said is None or said == NOT_RECORDED else said


class Population(StrEnum):
    """Of what age those are whom a programme takes."""

    ADULT = "adult"
    JUVENILE = "juvenile"
    BOTH = "both"


class EffectMode(StrEnum):
    """In which way a programme keeps people out of prison; it may do so in several."""

    REDUCE_PROSECUTION = "reduce_prosecution"
    """There is no prosecution, or it ends."""
    LIMIT_INCARCERATION = "limit_incarceration"
    """Those who are prosecuted stay out of prison, or stay less long."""
    SHORTEN_DEPRIVATION = "shorten_deprivation"
    """Those who are in prison leave it earlier."""


class RecordAfter(StrEnum):
    """What is left in the record of a person who completes a programme."""

    NO_RECORD = "no_record"
    SEALED = "sealed"
    EXPUNGED = "expunged"
    CONVICTION = "conviction"


class NonCustodial(StrEnum):
    """Which of its two meanings "non-custodial measures" has for a programme."""

    CICAD_POST_INCARCERATION = "cicad_post_incarceration"
    """That of the report of 2014: leaving prison before the sentence ends."""
    TOKYO_ALL_STAGES = "tokyo_all_stages"
    """That of the Tokyo Rules: no custody, at any stage."""


class State(StrEnum):
    """How far a programme has come."""

    PILOT = "pilot"
    NATIONAL = "national"
    CLOSED = "closed"


class Meanwhile(StrEnum):
    """What is suspended while a person is in a programme."""

    CHARGES_SUSPENDED = "charges_suspended"
    SENTENCE_SUSPENDED = "sentence_suspended"


class Completion(StrEnum):
    """What completing a programme does; it may do several of these."""

    NO_PROCEEDINGS = "no_proceedings"
    """None are begun: there is no charge, and so no conviction."""
    DISMISSAL = "dismissal"
    EXPUNGEMENT = "expungement"
    SENTENCE_REDUCED = "sentence_reduced"
    RECORD_SEALED = "record_sealed"


class OffenceFamily(StrEnum):
    """For which offences a programme is."""

    DRUG_LAW_INFRACTION = "drug_law_infraction"
    """Against a drug law."""
    DRUG_RELATED_OFFENDING = "drug_related_offending"
    """Committed under the influence of drugs, or to support a dependence."""


class Component(StrEnum):
    """What a programme consists of; it may have several."""

    CASE_MANAGEMENT = "case_management"
    COMMUNITY_SERVICE = "community_service"
    """Services in the community, in place of prison."""
    EDUCATION = "education"
    FAMILY = "family"
    """The dynamics of the family."""
    JUDICIAL_SUPERVISION = "judicial_supervision"
    LICIT_ECONOMY = "licit_economy"
    """Growers are brought into the licit economy."""
    RESPONSIBILITY = "responsibility"
    TREATMENT = "treatment"
    VICTIM_PARTICIPATION = "victim_participation"


class Sector(StrEnum):
    """Of which sector an agency is."""

    CRIMINAL_JUSTICE = "criminal_justice"
    PUBLIC_HEALTH = "public_health"
    SOCIAL_SERVICES = "social_services"


class AgencyPart(StrEnum):
    """What an agency does in a programme."""

    RESPONSIBLE = "responsible"
    PROVIDER = "provider"
    EVALUATOR = "evaluator"
    STEERING = "steering"
    """A member of the group that steers it."""


class Agency(Part):
    """A body that has a part in a programme.

    Attributes:
        name: what it is called.
        does: its parts in the programme.
        sector: of which sector it is.
        non_governmental: it is no public body.
        interests: a conflict of interest that its sources tell.
    """

    name: Texts
    does: list[AgencyPart] = Field(min_length=1)
    sector: OrNotRecorded[Sector] = NOT_RECORDED
    non_governmental: bool = False
    interests: OrNotRecorded[Texts] = NOT_RECORDED


class Criterion(StrEnum):
    """Why the source documents take a programme into their list."""

    INNOVATIVE = "innovative"
    IN_OPERATION = "in_operation"
    PROMISING = "promising"
    DOCUMENTED = "documented"


class Inclusion(Element):
    """That a programme meets one criterion, with the source that says so.

    Attributes:
        criterion: which.
    """

    criterion: Criterion


class Region(StrEnum):
    """The regions from which the source documents take their experiences."""

    AFRICA = "africa"
    AMERICAS = "americas"
    EUROPE = "europe"
    OCEANIA = "oceania"


class Place(Part):
    """Where a jurisdiction is.

    Attributes:
        region: of the world.
        subdivision: its code of ISO 3166-2, where it is a part of a country.
    """

    region: Region
    subdivision: Subdivision | None = None


class ProgrammeKind(StrEnum):
    """What sort of programme it is; it may be of several."""

    ADMINISTRATIVE_PANEL = "administrative_panel"
    ADMINISTRATIVE_SANCTION = "administrative_sanction"
    ARREST_REFERRAL = "arrest_referral"
    CASE_MANAGEMENT = "case_management"
    """An intermediary between the courts and treatment, such as TASC."""
    COMMUNITY_COURT = "community_court"
    COMMUNITY_SENTENCE = "community_sentence"
    COMMUNITY_SERVICE = "community_service"
    DEFERRED_JUDGMENT = "deferred_judgment"
    DEFLECTION = "deflection"
    """Nobody is arrested or charged at all."""
    DETENTION_ALTERNATIVE = "detention_alternative"
    """In place of detention before trial."""
    EARLY_RELEASE = "early_release"
    EXCLUSION = "exclusion"
    """No programme: it says what the law closes."""
    GUIDELINE = "guideline"
    LICIT_ECONOMY = "licit_economy"
    """Growers are brought into the licit economy."""
    NON_CUSTODIAL_SANCTION = "non_custodial_sanction"
    NO_PROSECUTION = "no_prosecution"
    OUT_OF_COURT_DISPOSAL = "out_of_court_disposal"
    PARDON = "pardon"
    POLICE_DIVERSION = "police_diversion"
    PRIMARY_DIVERSION = "primary_diversion"
    PROBATION = "probation"
    PROSECUTION_POLICY = "prosecution_policy"
    PROSECUTOR_LED = "prosecutor_led"
    REENTRY = "reentry"
    RESENTENCING = "resentencing"
    RESTORATIVE_JUSTICE = "restorative_justice"
    SENTENCE_MITIGATION = "sentence_mitigation"
    SUBSTITUTED_SENTENCE = "substituted_sentence"
    SWIFT_AND_CERTAIN = "swift_and_certain"
    """Each breach has a short sanction at once."""
    THERAPEUTIC_JUSTICE = "therapeutic_justice"
    TREATMENT_COURT = "treatment_court"
    TREATMENT_ORDER = "treatment_order"
    WORK_RELEASE = "work_release"


class Evidence(Element):
    """What one study or report found, with its source and mark.

    Attributes:
        says: what it found, and how.
        conflicting: another record of the same programme says otherwise; both are kept.
    """

    says: Texts
    conflicting: bool = False


class Listed(Part):
    """What the sources say of a programme whose gates are not decided.

    Attributes:
        jurisdictions: where it is, each code with its name.
        undecided: why its gates are not decided.
        name: its name in words.
        stage: the stages of the process at which it opens.
        approach: which of the five approaches it follows.
        mechanism: a standing framework, or a special measure for a time.
        eligible: who may enter.
        excluded: who may not.
        duration: how long it lasts.
        on_completion: what follows when it is completed.
        on_failure: what follows when it fails.
    """

    jurisdictions: dict[Id, Texts] = Field(min_length=1)
    undecided: Texts
    name: Texts
    stage: list[Stage] = Field(min_length=1)
    approach: list[Approach] = Field(min_length=1)
    mechanism: Literal["standing", "special_temporary"] = "standing"
    eligible: OrNotRecorded[Texts]
    excluded: OrNotRecorded[Texts]
    duration: OrNotRecorded[Texts]
    on_completion: OrNotRecorded[Texts]
    on_failure: OrNotRecorded[Texts]


def _with_responsible(agencies: OrNotRecorded[list[Agency]]) -> OrNotRecorded[list[Agency]]:
    known = recorded(agencies)
    if known and not any(AgencyPart.RESPONSIBLE in agency.does for agency in known):
        raise Expected("an agency that is responsible", "none")
    return agencies


def _with_another(records: OrNotRecorded[list[Evidence]]) -> OrNotRecorded[list[Evidence]]:
    conflicting = [i for i, record in enumerate(recorded(records) or ()) if record.conflicting]
    if len(conflicting) == 1:
        raise Expected("another conflicting record, which it contradicts", "none").within(conflicting[0])
    return records


class Described(Element):
    """A programme as its sources describe it, beside its law; `provision` is where that was read.

    Attributes:
        kinds: what sort of programme it is.
        level: national, or of a part of the country.
        population: of what age those are whom it takes.
        target_groups: which of the four groups of the source documents it is for.
        offence_families: for which offences it is.
        effect_modes: in which way it keeps people out of prison.
        record: what is left in the record of a person who completes it.
        evidence: what studies and reports found, each by itself.
        aliases: what else it is called.
        panel: who decides in it, where that is a panel.
        cautions: what to bear in mind before it is copied.
        subdivision: the part of the country where it is, where that is not the whole jurisdiction.
        non_custodial: which meaning that approach has here; absent where its stages tell.
        state: a pilot, national, or closed.
        sites: in how many places it is.
        meanwhile: what is suspended while a person is in it.
        completion: what completing it does.
        components: what it consists of.
        agencies: who has a part in it.
        goal: what it is for.
        gender_responsive: how it responds to gender, by which evidence.
        culturally_adapted: how it is adapted to a culture, by which evidence.
        inclusion: why the source documents list it.
        listed: all that a law would say, where no ruleset decides its gates.
    """

    kinds: OrNotRecorded[Annotated[list[ProgrammeKind], Field(min_length=1)]]
    level: Literal["national", "subnational", "not_recorded"]
    population: OrNotRecorded[Population]
    target_groups: OrNotRecorded[Annotated[list[TargetGroup], Field(min_length=1)]]
    effect_modes: OrNotRecorded[Annotated[list[EffectMode], Field(min_length=1)]]
    record: OrNotRecorded[RecordAfter]
    evidence: Annotated[
        OrNotRecorded[Annotated[list[Evidence], Field(min_length=1)]], AfterValidator(_with_another)
    ]
    aliases: list[Sentence] = Field(default_factory=list)
    panel: Texts | None = None
    cautions: list[Texts] = Field(default_factory=list)
    subdivision: Subdivision | None = None
    non_custodial: NonCustodial | None = None
    offence_families: OrNotRecorded[Annotated[list[OffenceFamily], Field(min_length=1)]] = NOT_RECORDED
    state: OrNotRecorded[State] = NOT_RECORDED
    sites: OrNotRecorded[PositiveInt] = NOT_RECORDED
    meanwhile: OrNotRecorded[Meanwhile] = NOT_RECORDED
    completion: OrNotRecorded[Annotated[list[Completion], Field(min_length=1)]] = NOT_RECORDED
    components: OrNotRecorded[Annotated[list[Component], Field(min_length=1)]] = NOT_RECORDED
    agencies: Annotated[
        OrNotRecorded[Annotated[list[Agency], Field(min_length=1)]], AfterValidator(_with_responsible)
    ] = NOT_RECORDED
    goal: OrNotRecorded[Texts] = NOT_RECORDED
    gender_responsive: OrNotRecorded[Texts] = NOT_RECORDED
    culturally_adapted: OrNotRecorded[Texts] = NOT_RECORDED
    inclusion: OrNotRecorded[Annotated[list[Inclusion], Field(min_length=1)]] = NOT_RECORDED
    listed: Listed | None = None

    @property
    def sorts(self) -> list[ProgrammeKind]:
        """Return of what sorts it is: every treatment court is of therapeutic justice, too."""
        kinds = recorded(self.kinds) or []
        above = [ProgrammeKind.THERAPEUTIC_JUSTICE] if ProgrammeKind.TREATMENT_COURT in kinds else []
        return list(dict.fromkeys([*kinds, *above]))


class Catalogue(Part):
    """The file `programmes.yaml` beside the folders of the rulesets.

    Attributes:
        places: where each jurisdiction is, by code.
        programmes: by id: that of a ruleset, or its own where it is only listed.
    """

    places: dict[Id, Place] = Field(default_factory=dict)
    programmes: dict[Id, Described] = Field(default_factory=dict)

    def for_adolescents(self, code: str) -> Iterator[tuple[str, Listed, Described]]:
        """Yield what is listed in a jurisdiction for adolescents alone, by id."""
        for id_, described in self.programmes.items():
            listed = described.listed
            if listed and code in listed.jurisdictions and described.population is Population.JUVENILE:
                yield id_, listed, described


OF_DESCRIPTION: Final = (
    "kinds",
    "level",
    "population",
    "target_groups",
    "effect_modes",
    "record",
    "evidence",
    "offence_families",
    "state",
    "sites",
    "meanwhile",
    "completion",
    "components",
    "agencies",
    "goal",
    "gender_responsive",
    "culturally_adapted",
    "inclusion",
)
"""What the sources may say of a programme beside its law."""
OF_LAW: Final = ("eligible", "excluded", "referrals", "duration", "on_completion", "on_failure")
"""What the law, or for what is only listed a source, may say of a programme."""
FIELDS: Final = (*OF_DESCRIPTION, *OF_LAW)
"""What is counted for a programme: recorded, with a mark, or not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A programme of one jurisdiction in the catalogue.

    Attributes:
        jurisdiction: its code.
        place: the jurisdiction in words.
        where: its region, and its part of a country; None where that is not recorded.
        id: of the programme.
        window: the programme of the ruleset, and when it is in force; None where it is only listed.
        described: what the sources say of it; None where nothing is recorded.
    """

    jurisdiction: str
    place: Texts
    where: Place | None
    id: str
    window: ProgrammeWindow | None
    described: Described | None

    @property
    def listed(self) -> Listed | None:
        """Return what is said of it where it is only listed."""
        return self.described.listed if self.described is not None and self.window is None else None

    @property
    def stages(self) -> list[Stage]:
        """Return the stages at which it opens."""
        return self._of_either.stage

    @property
    def approaches(self) -> list[Approach]:
        """Return the approaches that it follows."""
        return self._of_either.approach

    @property
    def target_groups(self) -> list[TargetGroup]:
        """Return whom it is for; empty where that is not recorded."""
        return (recorded(self.described.target_groups) if self.described is not None else None) or []

    @property
    def population(self) -> Population | None:
        """Return of what age those are whom it takes; None where that is not recorded."""
        return recorded(self.described.population) if self.described is not None else None

    @property
    def subdivision(self) -> str | None:
        """Return the code of the part of the country where it is; None where it is the whole country."""
        own = self.described.subdivision if self.described is not None else None
        return own or (self.where.subdivision if self.where is not None else None)

    @property
    def non_custodial(self) -> NonCustodial | None:
        """Return which meaning non-custodial measures have here; None where it does not follow that approach.

        What is not said follows from its stages: what opens after the sentence alone is a way out of prison.
        """
        if Approach.NON_CUSTODIAL_MEASURES not in self.approaches:
            return None
        said = self.described.non_custodial if self.described is not None else None
        after = self.stages == [Stage.POST_SENTENCE]
        return said or (NonCustodial.CICAD_POST_INCARCERATION if after else NonCustodial.TOKYO_ALL_STAGES)

    def is_called(self, name: str) -> bool:
        """Say whether a name is its id, its name in any language, or another name of it, in any case."""
        names = [self.id, *self._of_either.name.values()]
        names += self.described.aliases if self.described is not None else ()
        return name.casefold() in {each.casefold() for each in names}

    def mark_of(self, field: str) -> Mark | None:
        """Return how well what is said in one of `FIELDS` was checked; None where it is not recorded."""
        if field in OF_LAW and self.window is not None:
            programme = self.window.programme
            return programme.mark if _said_by_law(programme, field) else None
        holder = self.described if field in OF_DESCRIPTION else self.listed
        said = recorded(getattr(holder, field, None))
        if said is None or self.described is None:
            return None
        if isinstance(said, list) and isinstance(said[0], Evidence | Inclusion):
            return lowest(*(record.mark for record in said))
        return self.described.mark

    @property
    def _of_either(self) -> Programme | Listed:
        if self.window is not None:
            return self.window.programme
        if self.listed is None:
            message = f"{self.id} is in no ruleset and not listed"
            raise ValueError(message)
        return self.listed


def _said_by_law(programme: Programme, field: str) -> object:
    match field:
        case "eligible":
            return programme.gates
        case "excluded":
            return any(gate.unless is not None for gate in programme.gates.values())
        case "duration":
            return programme.term
        case _:
            return getattr(programme, field)


def entries(catalogue: Catalogue, rulesets: Mapping[str, Ruleset]) -> Iterator[Entry]:
    """Yield every programme of the rulesets and of the catalogue, by jurisdiction and id."""
    found = [
        Entry(
            code,
            ruleset.jurisdiction.name,
            catalogue.places.get(code),
            id_,
            window,
            catalogue.programmes.get(id_),
        )
        for code, ruleset in rulesets.items()
        for id_, window in ruleset.programme_windows.items()
    ]
    for id_, described in catalogue.programmes.items():
        places = described.listed.jurisdictions if described.listed is not None else {}
        found += [
            Entry(code, place, catalogue.places.get(code), id_, None, described)
            for code, place in places.items()
        ]
    yield from sorted(found, key=lambda entry: (entry.jurisdiction, entry.id))
