from google.type import date_pb2 as _date_pb2
from propengine.v1 import case_pb2 as _case_pb2
from propengine.v1 import fact_pb2 as _fact_pb2
from propengine.v1 import law_pb2 as _law_pb2
from propengine.v1 import sanction_pb2 as _sanction_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProgrammeStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROGRAMME_STATUS_UNSPECIFIED: _ClassVar[ProgrammeStatus]
    PROGRAMME_STATUS_ELIGIBLE: _ClassVar[ProgrammeStatus]
    PROGRAMME_STATUS_OPEN_UNLESS: _ClassVar[ProgrammeStatus]
    PROGRAMME_STATUS_CONDITIONAL: _ClassVar[ProgrammeStatus]
    PROGRAMME_STATUS_UNDETERMINED: _ClassVar[ProgrammeStatus]
    PROGRAMME_STATUS_CLOSED: _ClassVar[ProgrammeStatus]
    PROGRAMME_STATUS_OUTSIDE_GUIDANCE: _ClassVar[ProgrammeStatus]

class GateKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GATE_KIND_UNSPECIFIED: _ClassVar[GateKind]
    GATE_KIND_LEGAL: _ClassVar[GateKind]
    GATE_KIND_CLINICAL: _ClassVar[GateKind]
    GATE_KIND_CONSENT: _ClassVar[GateKind]
    GATE_KIND_OPERATIONAL: _ClassVar[GateKind]

class Approach(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    APPROACH_UNSPECIFIED: _ClassVar[Approach]
    APPROACH_DECRIMINALIZATION: _ClassVar[Approach]
    APPROACH_PROPORTIONALITY: _ClassVar[Approach]
    APPROACH_DIVERSION: _ClassVar[Approach]
    APPROACH_NON_CUSTODIAL_MEASURES: _ClassVar[Approach]
    APPROACH_DIFFERENTIATION: _ClassVar[Approach]

class TargetGroup(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TARGET_GROUP_UNSPECIFIED: _ClassVar[TargetGroup]
    TARGET_GROUP_OWN_USE: _ClassVar[TargetGroup]
    TARGET_GROUP_MICRO_TRAFFICKING: _ClassVar[TargetGroup]
    TARGET_GROUP_LOW_CAPACITY_PRODUCTION: _ClassVar[TargetGroup]
    TARGET_GROUP_DEPENDENCE: _ClassVar[TargetGroup]

class Population(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    POPULATION_UNSPECIFIED: _ClassVar[Population]
    POPULATION_ADULT: _ClassVar[Population]
    POPULATION_JUVENILE: _ClassVar[Population]
    POPULATION_BOTH: _ClassVar[Population]
PROGRAMME_STATUS_UNSPECIFIED: ProgrammeStatus
PROGRAMME_STATUS_ELIGIBLE: ProgrammeStatus
PROGRAMME_STATUS_OPEN_UNLESS: ProgrammeStatus
PROGRAMME_STATUS_CONDITIONAL: ProgrammeStatus
PROGRAMME_STATUS_UNDETERMINED: ProgrammeStatus
PROGRAMME_STATUS_CLOSED: ProgrammeStatus
PROGRAMME_STATUS_OUTSIDE_GUIDANCE: ProgrammeStatus
GATE_KIND_UNSPECIFIED: GateKind
GATE_KIND_LEGAL: GateKind
GATE_KIND_CLINICAL: GateKind
GATE_KIND_CONSENT: GateKind
GATE_KIND_OPERATIONAL: GateKind
APPROACH_UNSPECIFIED: Approach
APPROACH_DECRIMINALIZATION: Approach
APPROACH_PROPORTIONALITY: Approach
APPROACH_DIVERSION: Approach
APPROACH_NON_CUSTODIAL_MEASURES: Approach
APPROACH_DIFFERENTIATION: Approach
TARGET_GROUP_UNSPECIFIED: TargetGroup
TARGET_GROUP_OWN_USE: TargetGroup
TARGET_GROUP_MICRO_TRAFFICKING: TargetGroup
TARGET_GROUP_LOW_CAPACITY_PRODUCTION: TargetGroup
TARGET_GROUP_DEPENDENCE: TargetGroup
POPULATION_UNSPECIFIED: Population
POPULATION_ADULT: Population
POPULATION_JUVENILE: Population
POPULATION_BOTH: Population

class Gate(_message.Message):
    __slots__ = ("kind", "status", "subjects")
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    kind: GateKind
    status: ProgrammeStatus
    subjects: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[_Union[GateKind, str]] = ..., status: _Optional[_Union[ProgrammeStatus, str]] = ..., subjects: _Optional[_Iterable[str]] = ...) -> None: ...

class Term(_message.Message):
    __slots__ = ("rate", "unit", "per", "of", "most", "min", "max")
    RATE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    PER_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    MOST_FIELD_NUMBER: _ClassVar[int]
    MIN_FIELD_NUMBER: _ClassVar[int]
    MAX_FIELD_NUMBER: _ClassVar[int]
    rate: str
    unit: _law_pb2.Text
    per: str
    of: str
    most: str
    min: str
    max: str
    def __init__(self, rate: _Optional[str] = ..., unit: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., per: _Optional[str] = ..., of: _Optional[str] = ..., most: _Optional[str] = ..., min: _Optional[str] = ..., max: _Optional[str] = ...) -> None: ...

class ProgrammeReferral(_message.Message):
    __slots__ = ("by", "to", "stages", "now")
    BY_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    NOW_FIELD_NUMBER: _ClassVar[int]
    by: _containers.RepeatedScalarFieldContainer[_fact_pb2.Speaker]
    to: _law_pb2.Text
    stages: _containers.RepeatedScalarFieldContainer[_case_pb2.Stage]
    now: bool
    def __init__(self, by: _Optional[_Iterable[_Union[_fact_pb2.Speaker, str]]] = ..., to: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., stages: _Optional[_Iterable[_Union[_case_pb2.Stage, str]]] = ..., now: _Optional[bool] = ...) -> None: ...

class ProgrammePhase(_message.Message):
    __slots__ = ("name", "before_enrolment", "asks", "term")
    NAME_FIELD_NUMBER: _ClassVar[int]
    BEFORE_ENROLMENT_FIELD_NUMBER: _ClassVar[int]
    ASKS_FIELD_NUMBER: _ClassVar[int]
    TERM_FIELD_NUMBER: _ClassVar[int]
    name: _law_pb2.Text
    before_enrolment: bool
    asks: _containers.RepeatedCompositeFieldContainer[_law_pb2.Text]
    term: Term
    def __init__(self, name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., before_enrolment: _Optional[bool] = ..., asks: _Optional[_Iterable[_Union[_law_pb2.Text, _Mapping]]] = ..., term: _Optional[_Union[Term, _Mapping]] = ...) -> None: ...

class Programme(_message.Message):
    __slots__ = ("id", "name", "status", "gates", "force", "stages", "approaches", "source", "conditions", "effect", "term", "on_completion", "on_failure", "mechanism", "units", "origin", "note", "referrals", "instead_of_detention", "rank", "acts_until_date", "phases", "completed_by", "not_recorded_gates", "rank_reasons")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    GATES_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    APPROACHES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    TERM_FIELD_NUMBER: _ClassVar[int]
    ON_COMPLETION_FIELD_NUMBER: _ClassVar[int]
    ON_FAILURE_FIELD_NUMBER: _ClassVar[int]
    MECHANISM_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REFERRALS_FIELD_NUMBER: _ClassVar[int]
    INSTEAD_OF_DETENTION_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    ACTS_UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    PHASES_FIELD_NUMBER: _ClassVar[int]
    COMPLETED_BY_FIELD_NUMBER: _ClassVar[int]
    NOT_RECORDED_GATES_FIELD_NUMBER: _ClassVar[int]
    RANK_REASONS_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: _law_pb2.Text
    status: ProgrammeStatus
    gates: _containers.RepeatedCompositeFieldContainer[Gate]
    force: _sanction_pb2.Force
    stages: _containers.RepeatedScalarFieldContainer[_case_pb2.Stage]
    approaches: _containers.RepeatedScalarFieldContainer[Approach]
    source: _law_pb2.Source
    conditions: _containers.RepeatedCompositeFieldContainer[_law_pb2.Text]
    effect: _law_pb2.Text
    term: Term
    on_completion: _law_pb2.Text
    on_failure: _law_pb2.Text
    mechanism: str
    units: str
    origin: str
    note: _law_pb2.Text
    referrals: _containers.RepeatedCompositeFieldContainer[ProgrammeReferral]
    instead_of_detention: bool
    rank: int
    acts_until_date: _date_pb2.Date
    phases: _containers.RepeatedCompositeFieldContainer[ProgrammePhase]
    completed_by: _containers.RepeatedCompositeFieldContainer[_law_pb2.Text]
    not_recorded_gates: _containers.RepeatedScalarFieldContainer[GateKind]
    rank_reasons: _containers.RepeatedCompositeFieldContainer[RankReason]
    def __init__(self, id: _Optional[str] = ..., name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., status: _Optional[_Union[ProgrammeStatus, str]] = ..., gates: _Optional[_Iterable[_Union[Gate, _Mapping]]] = ..., force: _Optional[_Union[_sanction_pb2.Force, str]] = ..., stages: _Optional[_Iterable[_Union[_case_pb2.Stage, str]]] = ..., approaches: _Optional[_Iterable[_Union[Approach, str]]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., conditions: _Optional[_Iterable[_Union[_law_pb2.Text, _Mapping]]] = ..., effect: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., term: _Optional[_Union[Term, _Mapping]] = ..., on_completion: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., on_failure: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., mechanism: _Optional[str] = ..., units: _Optional[str] = ..., origin: _Optional[str] = ..., note: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., referrals: _Optional[_Iterable[_Union[ProgrammeReferral, _Mapping]]] = ..., instead_of_detention: _Optional[bool] = ..., rank: _Optional[int] = ..., acts_until_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., phases: _Optional[_Iterable[_Union[ProgrammePhase, _Mapping]]] = ..., completed_by: _Optional[_Iterable[_Union[_law_pb2.Text, _Mapping]]] = ..., not_recorded_gates: _Optional[_Iterable[_Union[GateKind, str]]] = ..., rank_reasons: _Optional[_Iterable[_Union[RankReason, _Mapping]]] = ...) -> None: ...

class RankReason(_message.Message):
    __slots__ = ("instead_of_detention", "force", "stage")
    INSTEAD_OF_DETENTION_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    instead_of_detention: bool
    force: _sanction_pb2.Force
    stage: _case_pb2.Stage
    def __init__(self, instead_of_detention: _Optional[bool] = ..., force: _Optional[_Union[_sanction_pb2.Force, str]] = ..., stage: _Optional[_Union[_case_pb2.Stage, str]] = ...) -> None: ...

class PassedProgramme(_message.Message):
    __slots__ = ("id", "name", "stages", "source")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: _law_pb2.Text
    stages: _containers.RepeatedScalarFieldContainer[_case_pb2.Stage]
    source: _law_pb2.Source
    def __init__(self, id: _Optional[str] = ..., name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., stages: _Optional[_Iterable[_Union[_case_pb2.Stage, str]]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...

class OtherPopulation(_message.Message):
    __slots__ = ("id", "name", "population", "source")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: _law_pb2.Text
    population: str
    source: _law_pb2.Source
    def __init__(self, id: _Optional[str] = ..., name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., population: _Optional[str] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...

class ClosedWindow(_message.Message):
    __slots__ = ("id", "name", "source", "start_date", "end_date", "asked_date")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    ASKED_DATE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: _law_pb2.Text
    source: _law_pb2.Source
    start_date: _date_pb2.Date
    end_date: _date_pb2.Date
    asked_date: _date_pb2.Date
    def __init__(self, id: _Optional[str] = ..., name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., start_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., end_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., asked_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ...) -> None: ...

class Evidence(_message.Message):
    __slots__ = ("says", "source", "conflicting")
    SAYS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CONFLICTING_FIELD_NUMBER: _ClassVar[int]
    says: _law_pb2.Text
    source: _law_pb2.Source
    conflicting: bool
    def __init__(self, says: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., conflicting: _Optional[bool] = ...) -> None: ...

class Agency(_message.Message):
    __slots__ = ("name", "does", "sector", "non_governmental", "interests")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DOES_FIELD_NUMBER: _ClassVar[int]
    SECTOR_FIELD_NUMBER: _ClassVar[int]
    NON_GOVERNMENTAL_FIELD_NUMBER: _ClassVar[int]
    INTERESTS_FIELD_NUMBER: _ClassVar[int]
    name: _law_pb2.Text
    does: _containers.RepeatedScalarFieldContainer[str]
    sector: str
    non_governmental: bool
    interests: _law_pb2.Text
    def __init__(self, name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., does: _Optional[_Iterable[str]] = ..., sector: _Optional[str] = ..., non_governmental: _Optional[bool] = ..., interests: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class Inclusion(_message.Message):
    __slots__ = ("criterion", "source")
    CRITERION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    criterion: str
    source: _law_pb2.Source
    def __init__(self, criterion: _Optional[str] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...

class CatalogueProgramme(_message.Message):
    __slots__ = ("jurisdiction", "place", "programme", "decided", "undecided_reason", "start_date", "end_date", "kinds", "level", "population", "target_groups", "effect_modes", "record", "evidence", "aliases", "panel", "cautions", "eligible", "excluded", "duration", "described_by", "not_recorded_fields", "region", "subdivision", "non_custodial_meaning", "state", "site_count", "meanwhile", "completion_effects", "components", "agencies", "goal", "gender_responsive", "culturally_adapted", "inclusions", "offence_families")
    JURISDICTION_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    UNDECIDED_REASON_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_GROUPS_FIELD_NUMBER: _ClassVar[int]
    EFFECT_MODES_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    PANEL_FIELD_NUMBER: _ClassVar[int]
    CAUTIONS_FIELD_NUMBER: _ClassVar[int]
    ELIGIBLE_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    DESCRIBED_BY_FIELD_NUMBER: _ClassVar[int]
    NOT_RECORDED_FIELDS_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    SUBDIVISION_FIELD_NUMBER: _ClassVar[int]
    NON_CUSTODIAL_MEANING_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SITE_COUNT_FIELD_NUMBER: _ClassVar[int]
    MEANWHILE_FIELD_NUMBER: _ClassVar[int]
    COMPLETION_EFFECTS_FIELD_NUMBER: _ClassVar[int]
    COMPONENTS_FIELD_NUMBER: _ClassVar[int]
    AGENCIES_FIELD_NUMBER: _ClassVar[int]
    GOAL_FIELD_NUMBER: _ClassVar[int]
    GENDER_RESPONSIVE_FIELD_NUMBER: _ClassVar[int]
    CULTURALLY_ADAPTED_FIELD_NUMBER: _ClassVar[int]
    INCLUSIONS_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_FAMILIES_FIELD_NUMBER: _ClassVar[int]
    jurisdiction: str
    place: _law_pb2.Text
    programme: Programme
    decided: bool
    undecided_reason: _law_pb2.Text
    start_date: _date_pb2.Date
    end_date: _date_pb2.Date
    kinds: _containers.RepeatedScalarFieldContainer[str]
    level: str
    population: str
    target_groups: _containers.RepeatedScalarFieldContainer[TargetGroup]
    effect_modes: _containers.RepeatedScalarFieldContainer[str]
    record: str
    evidence: _containers.RepeatedCompositeFieldContainer[Evidence]
    aliases: _containers.RepeatedScalarFieldContainer[str]
    panel: _law_pb2.Text
    cautions: _containers.RepeatedCompositeFieldContainer[_law_pb2.Text]
    eligible: _law_pb2.Text
    excluded: _law_pb2.Text
    duration: _law_pb2.Text
    described_by: _law_pb2.Source
    not_recorded_fields: _containers.RepeatedScalarFieldContainer[str]
    region: str
    subdivision: str
    non_custodial_meaning: str
    state: str
    site_count: int
    meanwhile: str
    completion_effects: _containers.RepeatedScalarFieldContainer[str]
    components: _containers.RepeatedScalarFieldContainer[str]
    agencies: _containers.RepeatedCompositeFieldContainer[Agency]
    goal: _law_pb2.Text
    gender_responsive: _law_pb2.Text
    culturally_adapted: _law_pb2.Text
    inclusions: _containers.RepeatedCompositeFieldContainer[Inclusion]
    offence_families: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, jurisdiction: _Optional[str] = ..., place: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., programme: _Optional[_Union[Programme, _Mapping]] = ..., decided: _Optional[bool] = ..., undecided_reason: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., start_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., end_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., kinds: _Optional[_Iterable[str]] = ..., level: _Optional[str] = ..., population: _Optional[str] = ..., target_groups: _Optional[_Iterable[_Union[TargetGroup, str]]] = ..., effect_modes: _Optional[_Iterable[str]] = ..., record: _Optional[str] = ..., evidence: _Optional[_Iterable[_Union[Evidence, _Mapping]]] = ..., aliases: _Optional[_Iterable[str]] = ..., panel: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., cautions: _Optional[_Iterable[_Union[_law_pb2.Text, _Mapping]]] = ..., eligible: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., excluded: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., duration: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., described_by: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., not_recorded_fields: _Optional[_Iterable[str]] = ..., region: _Optional[str] = ..., subdivision: _Optional[str] = ..., non_custodial_meaning: _Optional[str] = ..., state: _Optional[str] = ..., site_count: _Optional[int] = ..., meanwhile: _Optional[str] = ..., completion_effects: _Optional[_Iterable[str]] = ..., components: _Optional[_Iterable[str]] = ..., agencies: _Optional[_Iterable[_Union[Agency, _Mapping]]] = ..., goal: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., gender_responsive: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., culturally_adapted: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., inclusions: _Optional[_Iterable[_Union[Inclusion, _Mapping]]] = ..., offence_families: _Optional[_Iterable[str]] = ...) -> None: ...
