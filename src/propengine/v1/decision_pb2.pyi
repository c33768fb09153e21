from google.type import date_pb2 as _date_pb2
from propengine.v1 import case_pb2 as _case_pb2
from propengine.v1 import fact_pb2 as _fact_pb2
from propengine.v1 import gap_pb2 as _gap_pb2
from propengine.v1 import law_pb2 as _law_pb2
from propengine.v1 import programme_pb2 as _programme_pb2
from propengine.v1 import sanction_pb2 as _sanction_pb2
from propengine.v1 import trace_pb2 as _trace_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DecisionStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DECISION_STATUS_UNSPECIFIED: _ClassVar[DecisionStatus]
    DECISION_STATUS_DECIDED: _ClassVar[DecisionStatus]
    DECISION_STATUS_UNDETERMINED: _ClassVar[DecisionStatus]
    DECISION_STATUS_DISCRETION: _ClassVar[DecisionStatus]
    DECISION_STATUS_INCOMPARABLE: _ClassVar[DecisionStatus]
    DECISION_STATUS_NO_LONGER_AN_OFFENCE: _ClassVar[DecisionStatus]
    DECISION_STATUS_OUT_OF_SCOPE: _ClassVar[DecisionStatus]
    DECISION_STATUS_NOT_RECORDED: _ClassVar[DecisionStatus]

class Classification(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLASSIFICATION_UNSPECIFIED: _ClassVar[Classification]
    CLASSIFICATION_NONE: _ClassVar[Classification]
    CLASSIFICATION_PERSONAL_USE: _ClassVar[Classification]
    CLASSIFICATION_MICRO_TRAFFICKING: _ClassVar[Classification]
    CLASSIFICATION_TRAFFICKING: _ClassVar[Classification]
    CLASSIFICATION_AGGRAVATED_TRAFFICKING: _ClassVar[Classification]

class Liability(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LIABILITY_UNSPECIFIED: _ClassVar[Liability]
    LIABILITY_LAWFUL: _ClassVar[Liability]
    LIABILITY_TOLERATED: _ClassVar[Liability]
    LIABILITY_ADMINISTRATIVE: _ClassVar[Liability]
    LIABILITY_TICKET: _ClassVar[Liability]
    LIABILITY_FIXED_PENALTY: _ClassVar[Liability]
    LIABILITY_FALTA: _ClassVar[Liability]
    LIABILITY_CRIMINAL_NON_CUSTODIAL: _ClassVar[Liability]
    LIABILITY_CRIMINAL_CUSTODIAL: _ClassVar[Liability]

class ReviewReach(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_REACH_UNSPECIFIED: _ClassVar[ReviewReach]
    REVIEW_REACH_REACHED: _ClassVar[ReviewReach]
    REVIEW_REACH_IN_PART: _ClassVar[ReviewReach]
    REVIEW_REACH_NOT_REACHED: _ClassVar[ReviewReach]
    REVIEW_REACH_NOT_RECORDED: _ClassVar[ReviewReach]

class ServedAgainstRange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SERVED_AGAINST_RANGE_UNSPECIFIED: _ClassVar[ServedAgainstRange]
    SERVED_AGAINST_RANGE_BELOW_LEAST: _ClassVar[ServedAgainstRange]
    SERVED_AGAINST_RANGE_LEAST_REACHED: _ClassVar[ServedAgainstRange]
    SERVED_AGAINST_RANGE_MOST_REACHED: _ClassVar[ServedAgainstRange]
    SERVED_AGAINST_RANGE_NO_CUSTODY: _ClassVar[ServedAgainstRange]
    SERVED_AGAINST_RANGE_NOT_KNOWN: _ClassVar[ServedAgainstRange]

class Question(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    QUESTION_UNSPECIFIED: _ClassVar[Question]
    QUESTION_READING: _ClassVar[Question]
    QUESTION_DISPUTED_FACT: _ClassVar[Question]
    QUESTION_FINDING: _ClassVar[Question]
    QUESTION_MAY_STEP: _ClassVar[Question]
    QUESTION_NEIGHBOURING_BAND: _ClassVar[Question]
    QUESTION_UNCERTAINTY: _ClassVar[Question]
    QUESTION_LAW: _ClassVar[Question]
    QUESTION_FORM: _ClassVar[Question]
    QUESTION_AMOUNT: _ClassVar[Question]
    QUESTION_QUANTITY: _ClassVar[Question]

class ConclusionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONCLUSION_KIND_UNSPECIFIED: _ClassVar[ConclusionKind]
    CONCLUSION_KIND_DERIVED: _ClassVar[ConclusionKind]
    CONCLUSION_KIND_MEASURED: _ClassVar[ConclusionKind]
    CONCLUSION_KIND_RULE: _ClassVar[ConclusionKind]
    CONCLUSION_KIND_STATED: _ClassVar[ConclusionKind]

class MilderLawVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MILDER_LAW_VERDICT_UNSPECIFIED: _ClassVar[MilderLawVerdict]
    MILDER_LAW_VERDICT_NOT_COMPARED: _ClassVar[MilderLawVerdict]
    MILDER_LAW_VERDICT_EQUAL: _ClassVar[MilderLawVerdict]
    MILDER_LAW_VERDICT_OFFENCE_LAW: _ClassVar[MilderLawVerdict]
    MILDER_LAW_VERDICT_LATER_LAW: _ClassVar[MilderLawVerdict]
    MILDER_LAW_VERDICT_INCOMPARABLE: _ClassVar[MilderLawVerdict]

class Candidate(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CANDIDATE_UNSPECIFIED: _ClassVar[Candidate]
    CANDIDATE_OFFENCE: _ClassVar[Candidate]
    CANDIDATE_INTERMEDIATE: _ClassVar[Candidate]
    CANDIDATE_DECISION: _ClassVar[Candidate]

class AnswerPart(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ANSWER_PART_UNSPECIFIED: _ClassVar[AnswerPart]
    ANSWER_PART_OFFENCE: _ClassVar[AnswerPart]
    ANSWER_PART_CLASSIFICATION: _ClassVar[AnswerPart]
    ANSWER_PART_LIABILITY: _ClassVar[AnswerPart]
    ANSWER_PART_RANGE: _ClassVar[AnswerPart]
    ANSWER_PART_SANCTION: _ClassVar[AnswerPart]
    ANSWER_PART_PROGRAMMES: _ClassVar[AnswerPart]

class NoticeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    NOTICE_KIND_UNSPECIFIED: _ClassVar[NoticeKind]
    NOTICE_KIND_ROUNDED: _ClassVar[NoticeKind]
    NOTICE_KIND_DATE_DEFAULTED: _ClassVar[NoticeKind]
    NOTICE_KIND_OFFENCE_PERIOD: _ClassVar[NoticeKind]
    NOTICE_KIND_ALLEGED: _ClassVar[NoticeKind]
    NOTICE_KIND_UNCERTAINTY: _ClassVar[NoticeKind]
    NOTICE_KIND_COMPOSITION_OPEN: _ClassVar[NoticeKind]
    NOTICE_KIND_QUANTITY_UNDEFINED: _ClassVar[NoticeKind]
    NOTICE_KIND_STATED_CONCLUSION: _ClassVar[NoticeKind]
    NOTICE_KIND_COMPARISON_INCOMPLETE: _ClassVar[NoticeKind]
    NOTICE_KIND_LATER_CASE_LAW: _ClassVar[NoticeKind]
    NOTICE_KIND_IMPOSED_OUTSIDE_RANGE: _ClassVar[NoticeKind]
    NOTICE_KIND_UNITS_OF_TIME: _ClassVar[NoticeKind]
    NOTICE_KIND_NOT_KNOWN: _ClassVar[NoticeKind]
    NOTICE_KIND_TOO_MANY_COMBINATIONS: _ClassVar[NoticeKind]
    NOTICE_KIND_DECISIVE_SINGLY: _ClassVar[NoticeKind]
    NOTICE_KIND_IMPLIED_BY_CHARGE: _ClassVar[NoticeKind]
    NOTICE_KIND_AGE_DISPUTED: _ClassVar[NoticeKind]
    NOTICE_KIND_LEAP_BIRTHDAY: _ClassVar[NoticeKind]
    NOTICE_KIND_AFTER_LAST_CHECK: _ClassVar[NoticeKind]

class RangeChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RANGE_CHANGE_UNSPECIFIED: _ClassVar[RangeChange]
    RANGE_CHANGE_LOWER: _ClassVar[RangeChange]
    RANGE_CHANGE_HIGHER: _ClassVar[RangeChange]
    RANGE_CHANGE_CROSSING: _ClassVar[RangeChange]

class ActKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACT_KIND_UNSPECIFIED: _ClassVar[ActKind]
    ACT_KIND_TREATMENT: _ClassVar[ActKind]
    ACT_KIND_RESTITUTION: _ClassVar[ActKind]
    ACT_KIND_COOPERATION: _ClassVar[ActKind]
    ACT_KIND_PLEA: _ClassVar[ActKind]
    ACT_KIND_CONFESSION: _ClassVar[ActKind]
DECISION_STATUS_UNSPECIFIED: DecisionStatus
DECISION_STATUS_DECIDED: DecisionStatus
DECISION_STATUS_UNDETERMINED: DecisionStatus
DECISION_STATUS_DISCRETION: DecisionStatus
DECISION_STATUS_INCOMPARABLE: DecisionStatus
DECISION_STATUS_NO_LONGER_AN_OFFENCE: DecisionStatus
DECISION_STATUS_OUT_OF_SCOPE: DecisionStatus
DECISION_STATUS_NOT_RECORDED: DecisionStatus
CLASSIFICATION_UNSPECIFIED: Classification
CLASSIFICATION_NONE: Classification
CLASSIFICATION_PERSONAL_USE: Classification
CLASSIFICATION_MICRO_TRAFFICKING: Classification
CLASSIFICATION_TRAFFICKING: Classification
CLASSIFICATION_AGGRAVATED_TRAFFICKING: Classification
LIABILITY_UNSPECIFIED: Liability
LIABILITY_LAWFUL: Liability
LIABILITY_TOLERATED: Liability
LIABILITY_ADMINISTRATIVE: Liability
LIABILITY_TICKET: Liability
LIABILITY_FIXED_PENALTY: Liability
LIABILITY_FALTA: Liability
LIABILITY_CRIMINAL_NON_CUSTODIAL: Liability
LIABILITY_CRIMINAL_CUSTODIAL: Liability
REVIEW_REACH_UNSPECIFIED: ReviewReach
REVIEW_REACH_REACHED: ReviewReach
REVIEW_REACH_IN_PART: ReviewReach
REVIEW_REACH_NOT_REACHED: ReviewReach
REVIEW_REACH_NOT_RECORDED: ReviewReach
SERVED_AGAINST_RANGE_UNSPECIFIED: ServedAgainstRange
SERVED_AGAINST_RANGE_BELOW_LEAST: ServedAgainstRange
SERVED_AGAINST_RANGE_LEAST_REACHED: ServedAgainstRange
SERVED_AGAINST_RANGE_MOST_REACHED: ServedAgainstRange
SERVED_AGAINST_RANGE_NO_CUSTODY: ServedAgainstRange
SERVED_AGAINST_RANGE_NOT_KNOWN: ServedAgainstRange
QUESTION_UNSPECIFIED: Question
QUESTION_READING: Question
QUESTION_DISPUTED_FACT: Question
QUESTION_FINDING: Question
QUESTION_MAY_STEP: Question
QUESTION_NEIGHBOURING_BAND: Question
QUESTION_UNCERTAINTY: Question
QUESTION_LAW: Question
QUESTION_FORM: Question
QUESTION_AMOUNT: Question
QUESTION_QUANTITY: Question
CONCLUSION_KIND_UNSPECIFIED: ConclusionKind
CONCLUSION_KIND_DERIVED: ConclusionKind
CONCLUSION_KIND_MEASURED: ConclusionKind
CONCLUSION_KIND_RULE: ConclusionKind
CONCLUSION_KIND_STATED: ConclusionKind
MILDER_LAW_VERDICT_UNSPECIFIED: MilderLawVerdict
MILDER_LAW_VERDICT_NOT_COMPARED: MilderLawVerdict
MILDER_LAW_VERDICT_EQUAL: MilderLawVerdict
MILDER_LAW_VERDICT_OFFENCE_LAW: MilderLawVerdict
MILDER_LAW_VERDICT_LATER_LAW: MilderLawVerdict
MILDER_LAW_VERDICT_INCOMPARABLE: MilderLawVerdict
CANDIDATE_UNSPECIFIED: Candidate
CANDIDATE_OFFENCE: Candidate
CANDIDATE_INTERMEDIATE: Candidate
CANDIDATE_DECISION: Candidate
ANSWER_PART_UNSPECIFIED: AnswerPart
ANSWER_PART_OFFENCE: AnswerPart
ANSWER_PART_CLASSIFICATION: AnswerPart
ANSWER_PART_LIABILITY: AnswerPart
ANSWER_PART_RANGE: AnswerPart
ANSWER_PART_SANCTION: AnswerPart
ANSWER_PART_PROGRAMMES: AnswerPart
NOTICE_KIND_UNSPECIFIED: NoticeKind
NOTICE_KIND_ROUNDED: NoticeKind
NOTICE_KIND_DATE_DEFAULTED: NoticeKind
NOTICE_KIND_OFFENCE_PERIOD: NoticeKind
NOTICE_KIND_ALLEGED: NoticeKind
NOTICE_KIND_UNCERTAINTY: NoticeKind
NOTICE_KIND_COMPOSITION_OPEN: NoticeKind
NOTICE_KIND_QUANTITY_UNDEFINED: NoticeKind
NOTICE_KIND_STATED_CONCLUSION: NoticeKind
NOTICE_KIND_COMPARISON_INCOMPLETE: NoticeKind
NOTICE_KIND_LATER_CASE_LAW: NoticeKind
NOTICE_KIND_IMPOSED_OUTSIDE_RANGE: NoticeKind
NOTICE_KIND_UNITS_OF_TIME: NoticeKind
NOTICE_KIND_NOT_KNOWN: NoticeKind
NOTICE_KIND_TOO_MANY_COMBINATIONS: NoticeKind
NOTICE_KIND_DECISIVE_SINGLY: NoticeKind
NOTICE_KIND_IMPLIED_BY_CHARGE: NoticeKind
NOTICE_KIND_AGE_DISPUTED: NoticeKind
NOTICE_KIND_LEAP_BIRTHDAY: NoticeKind
NOTICE_KIND_AFTER_LAST_CHECK: NoticeKind
RANGE_CHANGE_UNSPECIFIED: RangeChange
RANGE_CHANGE_LOWER: RangeChange
RANGE_CHANGE_HIGHER: RangeChange
RANGE_CHANGE_CROSSING: RangeChange
ACT_KIND_UNSPECIFIED: ActKind
ACT_KIND_TREATMENT: ActKind
ACT_KIND_RESTITUTION: ActKind
ACT_KIND_COOPERATION: ActKind
ACT_KIND_PLEA: ActKind
ACT_KIND_CONFESSION: ActKind

class Decision(_message.Message):
    __slots__ = ("status", "outcomes", "preferred", "milder_law_comparisons", "notices", "closed_windows", "not_examined", "lowest_mark", "referral", "jurisdiction", "ruleset_digest", "engine_version", "advisory", "read_codes", "names", "open_findings", "sentence_review", "other_population_programmes", "change_sets", "open_acts", "languages", "unspoken_languages", "trace_version")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    PREFERRED_FIELD_NUMBER: _ClassVar[int]
    MILDER_LAW_COMPARISONS_FIELD_NUMBER: _ClassVar[int]
    NOTICES_FIELD_NUMBER: _ClassVar[int]
    CLOSED_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    NOT_EXAMINED_FIELD_NUMBER: _ClassVar[int]
    LOWEST_MARK_FIELD_NUMBER: _ClassVar[int]
    REFERRAL_FIELD_NUMBER: _ClassVar[int]
    JURISDICTION_FIELD_NUMBER: _ClassVar[int]
    RULESET_DIGEST_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    ADVISORY_FIELD_NUMBER: _ClassVar[int]
    READ_CODES_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    OPEN_FINDINGS_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_REVIEW_FIELD_NUMBER: _ClassVar[int]
    OTHER_POPULATION_PROGRAMMES_FIELD_NUMBER: _ClassVar[int]
    CHANGE_SETS_FIELD_NUMBER: _ClassVar[int]
    OPEN_ACTS_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    UNSPOKEN_LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    TRACE_VERSION_FIELD_NUMBER: _ClassVar[int]
    status: DecisionStatus
    outcomes: _containers.RepeatedCompositeFieldContainer[Outcome]
    preferred: int
    milder_law_comparisons: _containers.RepeatedCompositeFieldContainer[MilderLawComparison]
    notices: _containers.RepeatedCompositeFieldContainer[DecisionNotice]
    closed_windows: _containers.RepeatedCompositeFieldContainer[_programme_pb2.ClosedWindow]
    not_examined: _containers.RepeatedCompositeFieldContainer[_law_pb2.NotExamined]
    lowest_mark: _law_pb2.Mark
    referral: Referral
    jurisdiction: str
    ruleset_digest: str
    engine_version: str
    advisory: _law_pb2.Text
    read_codes: ReadCodes
    names: _containers.RepeatedCompositeFieldContainer[Name]
    open_findings: _containers.RepeatedCompositeFieldContainer[OpenFinding]
    sentence_review: SentenceReview
    other_population_programmes: _containers.RepeatedCompositeFieldContainer[_programme_pb2.OtherPopulation]
    change_sets: ChangeSets
    open_acts: OpenActs
    languages: _containers.RepeatedScalarFieldContainer[str]
    unspoken_languages: _containers.RepeatedScalarFieldContainer[str]
    trace_version: int
    def __init__(self, status: _Optional[_Union[DecisionStatus, str]] = ..., outcomes: _Optional[_Iterable[_Union[Outcome, _Mapping]]] = ..., preferred: _Optional[int] = ..., milder_law_comparisons: _Optional[_Iterable[_Union[MilderLawComparison, _Mapping]]] = ..., notices: _Optional[_Iterable[_Union[DecisionNotice, _Mapping]]] = ..., closed_windows: _Optional[_Iterable[_Union[_programme_pb2.ClosedWindow, _Mapping]]] = ..., not_examined: _Optional[_Iterable[_Union[_law_pb2.NotExamined, _Mapping]]] = ..., lowest_mark: _Optional[_Union[_law_pb2.Mark, str]] = ..., referral: _Optional[_Union[Referral, _Mapping]] = ..., jurisdiction: _Optional[str] = ..., ruleset_digest: _Optional[str] = ..., engine_version: _Optional[str] = ..., advisory: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., read_codes: _Optional[_Union[ReadCodes, _Mapping]] = ..., names: _Optional[_Iterable[_Union[Name, _Mapping]]] = ..., open_findings: _Optional[_Iterable[_Union[OpenFinding, _Mapping]]] = ..., sentence_review: _Optional[_Union[SentenceReview, _Mapping]] = ..., other_population_programmes: _Optional[_Iterable[_Union[_programme_pb2.OtherPopulation, _Mapping]]] = ..., change_sets: _Optional[_Union[ChangeSets, _Mapping]] = ..., open_acts: _Optional[_Union[OpenActs, _Mapping]] = ..., languages: _Optional[_Iterable[str]] = ..., unspoken_languages: _Optional[_Iterable[str]] = ..., trace_version: _Optional[int] = ...) -> None: ...

class SentenceReview(_message.Message):
    __slots__ = ("reach", "text", "source")
    REACH_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    reach: ReviewReach
    text: _law_pb2.Text
    source: _law_pb2.Source
    def __init__(self, reach: _Optional[_Union[ReviewReach, str]] = ..., text: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...

class TimeServed(_message.Message):
    __slots__ = ("imposed", "served", "served_since_sentence", "remand_credit", "reviewed_range", "meets")
    IMPOSED_FIELD_NUMBER: _ClassVar[int]
    SERVED_FIELD_NUMBER: _ClassVar[int]
    SERVED_SINCE_SENTENCE_FIELD_NUMBER: _ClassVar[int]
    REMAND_CREDIT_FIELD_NUMBER: _ClassVar[int]
    REVIEWED_RANGE_FIELD_NUMBER: _ClassVar[int]
    MEETS_FIELD_NUMBER: _ClassVar[int]
    imposed: _law_pb2.Value
    served: _law_pb2.Value
    served_since_sentence: _law_pb2.Value
    remand_credit: _law_pb2.Value
    reviewed_range: _sanction_pb2.Range
    meets: ServedAgainstRange
    def __init__(self, imposed: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., served: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., served_since_sentence: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., remand_credit: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., reviewed_range: _Optional[_Union[_sanction_pb2.Range, _Mapping]] = ..., meets: _Optional[_Union[ServedAgainstRange, str]] = ...) -> None: ...

class Name(_message.Message):
    __slots__ = ("element", "text")
    ELEMENT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    element: str
    text: _law_pb2.Text
    def __init__(self, element: _Optional[str] = ..., text: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class ReadCodes(_message.Message):
    __slots__ = ("code_system", "digest", "codes")
    CODE_SYSTEM_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    CODES_FIELD_NUMBER: _ClassVar[int]
    code_system: str
    digest: str
    codes: _containers.RepeatedCompositeFieldContainer[ReadCode]
    def __init__(self, code_system: _Optional[str] = ..., digest: _Optional[str] = ..., codes: _Optional[_Iterable[_Union[ReadCode, _Mapping]]] = ...) -> None: ...

class ReadCode(_message.Message):
    __slots__ = ("field", "code", "id")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    field: str
    code: str
    id: str
    def __init__(self, field: _Optional[str] = ..., code: _Optional[str] = ..., id: _Optional[str] = ...) -> None: ...

class Service(_message.Message):
    __slots__ = ("id", "text", "source")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: _law_pb2.Text
    source: _law_pb2.Source
    def __init__(self, id: _Optional[str] = ..., text: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...

class Referral(_message.Message):
    __slots__ = ("text", "sentencing_age_years", "source", "age_question", "note")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SENTENCING_AGE_YEARS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    AGE_QUESTION_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    text: _law_pb2.Text
    sentencing_age_years: int
    source: _law_pb2.Source
    age_question: _law_pb2.Text
    note: _law_pb2.Text
    def __init__(self, text: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., sentencing_age_years: _Optional[int] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., age_question: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., note: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class OpenFinding(_message.Message):
    __slots__ = ("fact", "question", "factors", "provision")
    FACT_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    fact: str
    question: _law_pb2.Text
    factors: _containers.RepeatedCompositeFieldContainer[_law_pb2.Text]
    provision: str
    def __init__(self, fact: _Optional[str] = ..., question: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., factors: _Optional[_Iterable[_Union[_law_pb2.Text, _Mapping]]] = ..., provision: _Optional[str] = ...) -> None: ...

class Bounds(_message.Message):
    __slots__ = ("least", "least_included", "most", "most_included", "unit")
    LEAST_FIELD_NUMBER: _ClassVar[int]
    LEAST_INCLUDED_FIELD_NUMBER: _ClassVar[int]
    MOST_FIELD_NUMBER: _ClassVar[int]
    MOST_INCLUDED_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    least: str
    least_included: bool
    most: str
    most_included: bool
    unit: str
    def __init__(self, least: _Optional[str] = ..., least_included: _Optional[bool] = ..., most: _Optional[str] = ..., most_included: _Optional[bool] = ..., unit: _Optional[str] = ...) -> None: ...

class Condition(_message.Message):
    __slots__ = ("question", "id", "value", "provision", "bounds", "why_open")
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    BOUNDS_FIELD_NUMBER: _ClassVar[int]
    WHY_OPEN_FIELD_NUMBER: _ClassVar[int]
    question: Question
    id: str
    value: str
    provision: str
    bounds: Bounds
    why_open: _law_pb2.Text
    def __init__(self, question: _Optional[_Union[Question, str]] = ..., id: _Optional[str] = ..., value: _Optional[str] = ..., provision: _Optional[str] = ..., bounds: _Optional[_Union[Bounds, _Mapping]] = ..., why_open: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class Way(_message.Message):
    __slots__ = ("conditions",)
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    conditions: _containers.RepeatedCompositeFieldContainer[Condition]
    def __init__(self, conditions: _Optional[_Iterable[_Union[Condition, _Mapping]]] = ...) -> None: ...

class Outcome(_message.Message):
    __slots__ = ("ways", "candidate", "law_date", "used_revisions", "classification", "liability", "offence", "checkpoints", "binding_range", "applied_steps", "acted_steps", "looked_up_cells", "sanction", "conclusions", "figures", "programmes", "passed_programmes", "time_served", "notices", "open_readings", "may_steps", "trace", "mark", "gaps", "awaited_subjects", "decisive_sets", "services", "target_groups", "considered_offences", "lowering_steps")
    WAYS_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_FIELD_NUMBER: _ClassVar[int]
    LAW_DATE_FIELD_NUMBER: _ClassVar[int]
    USED_REVISIONS_FIELD_NUMBER: _ClassVar[int]
    CLASSIFICATION_FIELD_NUMBER: _ClassVar[int]
    LIABILITY_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_FIELD_NUMBER: _ClassVar[int]
    CHECKPOINTS_FIELD_NUMBER: _ClassVar[int]
    BINDING_RANGE_FIELD_NUMBER: _ClassVar[int]
    APPLIED_STEPS_FIELD_NUMBER: _ClassVar[int]
    ACTED_STEPS_FIELD_NUMBER: _ClassVar[int]
    LOOKED_UP_CELLS_FIELD_NUMBER: _ClassVar[int]
    SANCTION_FIELD_NUMBER: _ClassVar[int]
    CONCLUSIONS_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    PROGRAMMES_FIELD_NUMBER: _ClassVar[int]
    PASSED_PROGRAMMES_FIELD_NUMBER: _ClassVar[int]
    TIME_SERVED_FIELD_NUMBER: _ClassVar[int]
    NOTICES_FIELD_NUMBER: _ClassVar[int]
    OPEN_READINGS_FIELD_NUMBER: _ClassVar[int]
    MAY_STEPS_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    AWAITED_SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    DECISIVE_SETS_FIELD_NUMBER: _ClassVar[int]
    SERVICES_FIELD_NUMBER: _ClassVar[int]
    TARGET_GROUPS_FIELD_NUMBER: _ClassVar[int]
    CONSIDERED_OFFENCES_FIELD_NUMBER: _ClassVar[int]
    LOWERING_STEPS_FIELD_NUMBER: _ClassVar[int]
    ways: _containers.RepeatedCompositeFieldContainer[Way]
    candidate: Candidate
    law_date: _date_pb2.Date
    used_revisions: _containers.RepeatedCompositeFieldContainer[_law_pb2.UsedRevision]
    classification: Classification
    liability: Liability
    offence: Offence
    checkpoints: _containers.RepeatedCompositeFieldContainer[_sanction_pb2.Checkpoint]
    binding_range: _sanction_pb2.Range
    applied_steps: _containers.RepeatedCompositeFieldContainer[_sanction_pb2.AppliedStep]
    acted_steps: _containers.RepeatedScalarFieldContainer[str]
    looked_up_cells: _containers.RepeatedCompositeFieldContainer[_sanction_pb2.LookedUpCell]
    sanction: _sanction_pb2.Sanction
    conclusions: _containers.RepeatedCompositeFieldContainer[Conclusion]
    figures: _containers.RepeatedCompositeFieldContainer[Figure]
    programmes: _containers.RepeatedCompositeFieldContainer[_programme_pb2.Programme]
    passed_programmes: _containers.RepeatedCompositeFieldContainer[_programme_pb2.PassedProgramme]
    time_served: TimeServed
    notices: _containers.RepeatedCompositeFieldContainer[Notice]
    open_readings: _containers.RepeatedCompositeFieldContainer[OpenReading]
    may_steps: _containers.RepeatedScalarFieldContainer[str]
    trace: _containers.RepeatedCompositeFieldContainer[_trace_pb2.TraceStep]
    mark: _law_pb2.Mark
    gaps: _containers.RepeatedCompositeFieldContainer[_gap_pb2.Gap]
    awaited_subjects: _containers.RepeatedScalarFieldContainer[str]
    decisive_sets: _containers.RepeatedCompositeFieldContainer[DecisiveSet]
    services: _containers.RepeatedCompositeFieldContainer[Service]
    target_groups: _containers.RepeatedScalarFieldContainer[_programme_pb2.TargetGroup]
    considered_offences: _containers.RepeatedCompositeFieldContainer[ConsideredOffence]
    lowering_steps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ways: _Optional[_Iterable[_Union[Way, _Mapping]]] = ..., candidate: _Optional[_Union[Candidate, str]] = ..., law_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., used_revisions: _Optional[_Iterable[_Union[_law_pb2.UsedRevision, _Mapping]]] = ..., classification: _Optional[_Union[Classification, str]] = ..., liability: _Optional[_Union[Liability, str]] = ..., offence: _Optional[_Union[Offence, _Mapping]] = ..., checkpoints: _Optional[_Iterable[_Union[_sanction_pb2.Checkpoint, _Mapping]]] = ..., binding_range: _Optional[_Union[_sanction_pb2.Range, _Mapping]] = ..., applied_steps: _Optional[_Iterable[_Union[_sanction_pb2.AppliedStep, _Mapping]]] = ..., acted_steps: _Optional[_Iterable[str]] = ..., looked_up_cells: _Optional[_Iterable[_Union[_sanction_pb2.LookedUpCell, _Mapping]]] = ..., sanction: _Optional[_Union[_sanction_pb2.Sanction, _Mapping]] = ..., conclusions: _Optional[_Iterable[_Union[Conclusion, _Mapping]]] = ..., figures: _Optional[_Iterable[_Union[Figure, _Mapping]]] = ..., programmes: _Optional[_Iterable[_Union[_programme_pb2.Programme, _Mapping]]] = ..., passed_programmes: _Optional[_Iterable[_Union[_programme_pb2.PassedProgramme, _Mapping]]] = ..., time_served: _Optional[_Union[TimeServed, _Mapping]] = ..., notices: _Optional[_Iterable[_Union[Notice, _Mapping]]] = ..., open_readings: _Optional[_Iterable[_Union[OpenReading, _Mapping]]] = ..., may_steps: _Optional[_Iterable[str]] = ..., trace: _Optional[_Iterable[_Union[_trace_pb2.TraceStep, _Mapping]]] = ..., mark: _Optional[_Union[_law_pb2.Mark, str]] = ..., gaps: _Optional[_Iterable[_Union[_gap_pb2.Gap, _Mapping]]] = ..., awaited_subjects: _Optional[_Iterable[str]] = ..., decisive_sets: _Optional[_Iterable[_Union[DecisiveSet, _Mapping]]] = ..., services: _Optional[_Iterable[_Union[Service, _Mapping]]] = ..., target_groups: _Optional[_Iterable[_Union[_programme_pb2.TargetGroup, str]]] = ..., considered_offences: _Optional[_Iterable[_Union[ConsideredOffence, _Mapping]]] = ..., lowering_steps: _Optional[_Iterable[str]] = ...) -> None: ...

class ConsideredOffence(_message.Message):
    __slots__ = ("id", "classification", "liability")
    ID_FIELD_NUMBER: _ClassVar[int]
    CLASSIFICATION_FIELD_NUMBER: _ClassVar[int]
    LIABILITY_FIELD_NUMBER: _ClassVar[int]
    id: str
    classification: Classification
    liability: Liability
    def __init__(self, id: _Optional[str] = ..., classification: _Optional[_Union[Classification, str]] = ..., liability: _Optional[_Union[Liability, str]] = ...) -> None: ...

class Offence(_message.Message):
    __slots__ = ("id", "name", "source", "citation", "charge_barred", "other_law", "presumption", "note")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CHARGE_BARRED_FIELD_NUMBER: _ClassVar[int]
    OTHER_LAW_FIELD_NUMBER: _ClassVar[int]
    PRESUMPTION_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: _law_pb2.Text
    source: _law_pb2.Source
    citation: str
    charge_barred: bool
    other_law: str
    presumption: _trace_pb2.Presumption
    note: _law_pb2.Text
    def __init__(self, id: _Optional[str] = ..., name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., citation: _Optional[str] = ..., charge_barred: _Optional[bool] = ..., other_law: _Optional[str] = ..., presumption: _Optional[_Union[_trace_pb2.Presumption, _Mapping]] = ..., note: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class Conclusion(_message.Message):
    __slots__ = ("subject", "value", "kind", "rules", "source")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    subject: str
    value: _law_pb2.Value
    kind: ConclusionKind
    rules: _containers.RepeatedScalarFieldContainer[str]
    source: _law_pb2.Source
    def __init__(self, subject: _Optional[str] = ..., value: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., kind: _Optional[_Union[ConclusionKind, str]] = ..., rules: _Optional[_Iterable[str]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...

class Figure(_message.Message):
    __slots__ = ("item", "of", "row", "source", "value", "enacted", "as_printed", "concluded", "substance", "bands")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    ENACTED_FIELD_NUMBER: _ClassVar[int]
    AS_PRINTED_FIELD_NUMBER: _ClassVar[int]
    CONCLUDED_FIELD_NUMBER: _ClassVar[int]
    SUBSTANCE_FIELD_NUMBER: _ClassVar[int]
    BANDS_FIELD_NUMBER: _ClassVar[int]
    item: int
    of: str
    row: str
    source: _law_pb2.Source
    value: _law_pb2.Value
    enacted: _containers.RepeatedScalarFieldContainer[str]
    as_printed: str
    concluded: str
    substance: str
    bands: _containers.RepeatedCompositeFieldContainer[FigureBand]
    def __init__(self, item: _Optional[int] = ..., of: _Optional[str] = ..., row: _Optional[str] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., value: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., enacted: _Optional[_Iterable[str]] = ..., as_printed: _Optional[str] = ..., concluded: _Optional[str] = ..., substance: _Optional[str] = ..., bands: _Optional[_Iterable[_Union[FigureBand, _Mapping]]] = ...) -> None: ...

class FigureBand(_message.Message):
    __slots__ = ("band", "to", "to_included")
    BAND_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    TO_INCLUDED_FIELD_NUMBER: _ClassVar[int]
    band: str
    to: _law_pb2.Value
    to_included: bool
    def __init__(self, band: _Optional[str] = ..., to: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., to_included: _Optional[bool] = ...) -> None: ...

class Notice(_message.Message):
    __slots__ = ("id", "flag", "text", "source")
    ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    flag: str
    text: _law_pb2.Text
    source: _law_pb2.Source
    def __init__(self, id: _Optional[str] = ..., flag: _Optional[str] = ..., text: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...

class OpenReading(_message.Message):
    __slots__ = ("id", "question", "options", "source", "preferred_option", "note")
    ID_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PREFERRED_OPTION_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    id: str
    question: _law_pb2.Text
    options: _containers.RepeatedCompositeFieldContainer[ReadingOption]
    source: _law_pb2.Source
    preferred_option: str
    note: _law_pb2.Text
    def __init__(self, id: _Optional[str] = ..., question: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., options: _Optional[_Iterable[_Union[ReadingOption, _Mapping]]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., preferred_option: _Optional[str] = ..., note: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class ReadingOption(_message.Message):
    __slots__ = ("id", "says", "as_written")
    ID_FIELD_NUMBER: _ClassVar[int]
    SAYS_FIELD_NUMBER: _ClassVar[int]
    AS_WRITTEN_FIELD_NUMBER: _ClassVar[int]
    id: str
    says: _law_pb2.Text
    as_written: bool
    def __init__(self, id: _Optional[str] = ..., says: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., as_written: _Optional[bool] = ...) -> None: ...

class MilderLawComparison(_message.Message):
    __slots__ = ("ways", "verdict", "applied_date", "candidates", "incomplete_dates", "differs_elsewhere", "provision")
    WAYS_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    APPLIED_DATE_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    INCOMPLETE_DATES_FIELD_NUMBER: _ClassVar[int]
    DIFFERS_ELSEWHERE_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    ways: _containers.RepeatedCompositeFieldContainer[Way]
    verdict: MilderLawVerdict
    applied_date: _date_pb2.Date
    candidates: _containers.RepeatedCompositeFieldContainer[CandidateLaw]
    incomplete_dates: _containers.RepeatedCompositeFieldContainer[_date_pb2.Date]
    differs_elsewhere: bool
    provision: str
    def __init__(self, ways: _Optional[_Iterable[_Union[Way, _Mapping]]] = ..., verdict: _Optional[_Union[MilderLawVerdict, str]] = ..., applied_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., candidates: _Optional[_Iterable[_Union[CandidateLaw, _Mapping]]] = ..., incomplete_dates: _Optional[_Iterable[_Union[_date_pb2.Date, _Mapping]]] = ..., differs_elsewhere: _Optional[bool] = ..., provision: _Optional[str] = ...) -> None: ...

class CandidateLaw(_message.Message):
    __slots__ = ("candidate", "law_date", "outcome")
    CANDIDATE_FIELD_NUMBER: _ClassVar[int]
    LAW_DATE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    candidate: Candidate
    law_date: _date_pb2.Date
    outcome: OutcomeSummary
    def __init__(self, candidate: _Optional[_Union[Candidate, str]] = ..., law_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., outcome: _Optional[_Union[OutcomeSummary, _Mapping]] = ...) -> None: ...

class OutcomeSummary(_message.Message):
    __slots__ = ("offence", "classification", "liability", "final_range", "sanction", "programmes", "notices", "gaps")
    OFFENCE_FIELD_NUMBER: _ClassVar[int]
    CLASSIFICATION_FIELD_NUMBER: _ClassVar[int]
    LIABILITY_FIELD_NUMBER: _ClassVar[int]
    FINAL_RANGE_FIELD_NUMBER: _ClassVar[int]
    SANCTION_FIELD_NUMBER: _ClassVar[int]
    PROGRAMMES_FIELD_NUMBER: _ClassVar[int]
    NOTICES_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    offence: str
    classification: Classification
    liability: Liability
    final_range: _sanction_pb2.Range
    sanction: _sanction_pb2.Sanction
    programmes: _containers.RepeatedCompositeFieldContainer[ProgrammeSummary]
    notices: _containers.RepeatedScalarFieldContainer[str]
    gaps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, offence: _Optional[str] = ..., classification: _Optional[_Union[Classification, str]] = ..., liability: _Optional[_Union[Liability, str]] = ..., final_range: _Optional[_Union[_sanction_pb2.Range, _Mapping]] = ..., sanction: _Optional[_Union[_sanction_pb2.Sanction, _Mapping]] = ..., programmes: _Optional[_Iterable[_Union[ProgrammeSummary, _Mapping]]] = ..., notices: _Optional[_Iterable[str]] = ..., gaps: _Optional[_Iterable[str]] = ...) -> None: ...

class ProgrammeSummary(_message.Message):
    __slots__ = ("id", "status", "force")
    ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    status: _programme_pb2.ProgrammeStatus
    force: _sanction_pb2.Force
    def __init__(self, id: _Optional[str] = ..., status: _Optional[_Union[_programme_pb2.ProgrammeStatus, str]] = ..., force: _Optional[_Union[_sanction_pb2.Force, str]] = ...) -> None: ...

class DecisiveFact(_message.Message):
    __slots__ = ("fact", "value", "question", "stated_by", "provision")
    FACT_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    STATED_BY_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    fact: str
    value: _law_pb2.Value
    question: _law_pb2.Text
    stated_by: _containers.RepeatedScalarFieldContainer[_fact_pb2.Speaker]
    provision: str
    def __init__(self, fact: _Optional[str] = ..., value: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., question: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., stated_by: _Optional[_Iterable[_Union[_fact_pb2.Speaker, str]]] = ..., provision: _Optional[str] = ...) -> None: ...

class MainPart(_message.Message):
    __slots__ = ("offence", "classification", "liability", "final_range")
    OFFENCE_FIELD_NUMBER: _ClassVar[int]
    CLASSIFICATION_FIELD_NUMBER: _ClassVar[int]
    LIABILITY_FIELD_NUMBER: _ClassVar[int]
    FINAL_RANGE_FIELD_NUMBER: _ClassVar[int]
    offence: str
    classification: Classification
    liability: Liability
    final_range: _sanction_pb2.Range
    def __init__(self, offence: _Optional[str] = ..., classification: _Optional[_Union[Classification, str]] = ..., liability: _Optional[_Union[Liability, str]] = ..., final_range: _Optional[_Union[_sanction_pb2.Range, _Mapping]] = ...) -> None: ...

class DecisiveSet(_message.Message):
    __slots__ = ("rank", "facts", "changes_main_part", "leads_to_an_offence", "changes", "programme_changes", "after")
    RANK_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    CHANGES_MAIN_PART_FIELD_NUMBER: _ClassVar[int]
    LEADS_TO_AN_OFFENCE_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_CHANGES_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    rank: int
    facts: _containers.RepeatedCompositeFieldContainer[DecisiveFact]
    changes_main_part: bool
    leads_to_an_offence: bool
    changes: _containers.RepeatedScalarFieldContainer[AnswerPart]
    programme_changes: _containers.RepeatedCompositeFieldContainer[ProgrammeChange]
    after: MainPart
    def __init__(self, rank: _Optional[int] = ..., facts: _Optional[_Iterable[_Union[DecisiveFact, _Mapping]]] = ..., changes_main_part: _Optional[bool] = ..., leads_to_an_offence: _Optional[bool] = ..., changes: _Optional[_Iterable[_Union[AnswerPart, str]]] = ..., programme_changes: _Optional[_Iterable[_Union[ProgrammeChange, _Mapping]]] = ..., after: _Optional[_Union[MainPart, _Mapping]] = ...) -> None: ...

class ProgrammeChange(_message.Message):
    __slots__ = ("id", "before", "after", "force_before", "force_after")
    ID_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    FORCE_BEFORE_FIELD_NUMBER: _ClassVar[int]
    FORCE_AFTER_FIELD_NUMBER: _ClassVar[int]
    id: str
    before: _programme_pb2.ProgrammeStatus
    after: _programme_pb2.ProgrammeStatus
    force_before: _sanction_pb2.Force
    force_after: _sanction_pb2.Force
    def __init__(self, id: _Optional[str] = ..., before: _Optional[_Union[_programme_pb2.ProgrammeStatus, str]] = ..., after: _Optional[_Union[_programme_pb2.ProgrammeStatus, str]] = ..., force_before: _Optional[_Union[_sanction_pb2.Force, str]] = ..., force_after: _Optional[_Union[_sanction_pb2.Force, str]] = ...) -> None: ...

class DecisionNotice(_message.Message):
    __slots__ = ("kind", "subjects")
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    kind: NoticeKind
    subjects: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[_Union[NoticeKind, str]] = ..., subjects: _Optional[_Iterable[str]] = ...) -> None: ...

class Change(_message.Message):
    __slots__ = ("slot", "before", "after", "members_before", "members_after", "bounds", "question", "provision")
    SLOT_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_BEFORE_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_AFTER_FIELD_NUMBER: _ClassVar[int]
    BOUNDS_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    slot: str
    before: _law_pb2.Value
    after: _law_pb2.Value
    members_before: _containers.RepeatedScalarFieldContainer[str]
    members_after: _containers.RepeatedScalarFieldContainer[str]
    bounds: Bounds
    question: _law_pb2.Text
    provision: str
    def __init__(self, slot: _Optional[str] = ..., before: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., after: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., members_before: _Optional[_Iterable[str]] = ..., members_after: _Optional[_Iterable[str]] = ..., bounds: _Optional[_Union[Bounds, _Mapping]] = ..., question: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., provision: _Optional[str] = ...) -> None: ...

class ChangeSet(_message.Message):
    __slots__ = ("rank", "changes", "changes_classification", "range_change", "programme_changes", "leads_to_an_offence", "after")
    RANK_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_CLASSIFICATION_FIELD_NUMBER: _ClassVar[int]
    RANGE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_CHANGES_FIELD_NUMBER: _ClassVar[int]
    LEADS_TO_AN_OFFENCE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    rank: int
    changes: _containers.RepeatedCompositeFieldContainer[Change]
    changes_classification: bool
    range_change: RangeChange
    programme_changes: _containers.RepeatedCompositeFieldContainer[ProgrammeChange]
    leads_to_an_offence: bool
    after: MainPart
    def __init__(self, rank: _Optional[int] = ..., changes: _Optional[_Iterable[_Union[Change, _Mapping]]] = ..., changes_classification: _Optional[bool] = ..., range_change: _Optional[_Union[RangeChange, str]] = ..., programme_changes: _Optional[_Iterable[_Union[ProgrammeChange, _Mapping]]] = ..., leads_to_an_offence: _Optional[bool] = ..., after: _Optional[_Union[MainPart, _Mapping]] = ...) -> None: ...

class ChangeSets(_message.Message):
    __slots__ = ("sets", "most_changes", "decided", "is_complete", "items_left")
    SETS_FIELD_NUMBER: _ClassVar[int]
    MOST_CHANGES_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    IS_COMPLETE_FIELD_NUMBER: _ClassVar[int]
    ITEMS_LEFT_FIELD_NUMBER: _ClassVar[int]
    sets: _containers.RepeatedCompositeFieldContainer[ChangeSet]
    most_changes: int
    decided: int
    is_complete: bool
    items_left: int
    def __init__(self, sets: _Optional[_Iterable[_Union[ChangeSet, _Mapping]]] = ..., most_changes: _Optional[int] = ..., decided: _Optional[int] = ..., is_complete: _Optional[bool] = ..., items_left: _Optional[int] = ...) -> None: ...

class OpenActs(_message.Message):
    __slots__ = ("acts",)
    ACTS_FIELD_NUMBER: _ClassVar[int]
    acts: _containers.RepeatedCompositeFieldContainer[OpenAct]
    def __init__(self, acts: _Optional[_Iterable[_Union[OpenAct, _Mapping]]] = ...) -> None: ...

class OpenAct(_message.Message):
    __slots__ = ("kind", "fact", "question", "provision", "without", "done", "advice")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FACT_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    WITHOUT_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    ADVICE_FIELD_NUMBER: _ClassVar[int]
    kind: ActKind
    fact: str
    question: _law_pb2.Text
    provision: str
    without: MainPart
    done: _containers.RepeatedCompositeFieldContainer[ActDone]
    advice: _law_pb2.Text
    def __init__(self, kind: _Optional[_Union[ActKind, str]] = ..., fact: _Optional[str] = ..., question: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., provision: _Optional[str] = ..., without: _Optional[_Union[MainPart, _Mapping]] = ..., done: _Optional[_Iterable[_Union[ActDone, _Mapping]]] = ..., advice: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class ActDone(_message.Message):
    __slots__ = ("value", "until", "after", "programme_changes")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_CHANGES_FIELD_NUMBER: _ClassVar[int]
    value: _law_pb2.Value
    until: _case_pb2.Stage
    after: MainPart
    programme_changes: _containers.RepeatedCompositeFieldContainer[ProgrammeChange]
    def __init__(self, value: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., until: _Optional[_Union[_case_pb2.Stage, str]] = ..., after: _Optional[_Union[MainPart, _Mapping]] = ..., programme_changes: _Optional[_Iterable[_Union[ProgrammeChange, _Mapping]]] = ...) -> None: ...
