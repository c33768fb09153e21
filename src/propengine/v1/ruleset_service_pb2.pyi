from google.api import annotations_pb2 as _annotations_pb2
from google.type import date_pb2 as _date_pb2
from propengine.v1 import case_pb2 as _case_pb2
from propengine.v1 import fact_pb2 as _fact_pb2
from propengine.v1 import gap_pb2 as _gap_pb2
from propengine.v1 import law_pb2 as _law_pb2
from propengine.v1 import programme_pb2 as _programme_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListRulesetsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRulesetsResponse(_message.Message):
    __slots__ = ("rulesets", "next_page_token")
    RULESETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    rulesets: _containers.RepeatedCompositeFieldContainer[Ruleset]
    next_page_token: str
    def __init__(self, rulesets: _Optional[_Iterable[_Union[Ruleset, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetRulesetRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListProgrammesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "jurisdiction", "stage", "approach", "target_group", "population", "called")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    JURISDICTION_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    APPROACH_FIELD_NUMBER: _ClassVar[int]
    TARGET_GROUP_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    CALLED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    jurisdiction: str
    stage: _case_pb2.Stage
    approach: _programme_pb2.Approach
    target_group: _programme_pb2.TargetGroup
    population: _programme_pb2.Population
    called: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., jurisdiction: _Optional[str] = ..., stage: _Optional[_Union[_case_pb2.Stage, str]] = ..., approach: _Optional[_Union[_programme_pb2.Approach, str]] = ..., target_group: _Optional[_Union[_programme_pb2.TargetGroup, str]] = ..., population: _Optional[_Union[_programme_pb2.Population, str]] = ..., called: _Optional[str] = ...) -> None: ...

class ListProgrammesResponse(_message.Message):
    __slots__ = ("programmes", "next_page_token")
    PROGRAMMES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    programmes: _containers.RepeatedCompositeFieldContainer[_programme_pb2.CatalogueProgramme]
    next_page_token: str
    def __init__(self, programmes: _Optional[_Iterable[_Union[_programme_pb2.CatalogueProgramme, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Ruleset(_message.Message):
    __slots__ = ("name", "jurisdiction", "title", "extends", "digest", "instruments", "calendar", "sentencing_age_years", "not_examined", "gaps", "age_fact", "checked_until_date", "marked_counts", "other_ages")
    NAME_FIELD_NUMBER: _ClassVar[int]
    JURISDICTION_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    EXTENDS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    SENTENCING_AGE_YEARS_FIELD_NUMBER: _ClassVar[int]
    NOT_EXAMINED_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    AGE_FACT_FIELD_NUMBER: _ClassVar[int]
    CHECKED_UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    MARKED_COUNTS_FIELD_NUMBER: _ClassVar[int]
    OTHER_AGES_FIELD_NUMBER: _ClassVar[int]
    name: str
    jurisdiction: str
    title: _law_pb2.Text
    extends: str
    digest: str
    instruments: _containers.RepeatedCompositeFieldContainer[Instrument]
    calendar: Calendar
    sentencing_age_years: int
    not_examined: _containers.RepeatedCompositeFieldContainer[_law_pb2.NotExamined]
    gaps: _containers.RepeatedCompositeFieldContainer[_gap_pb2.Gap]
    age_fact: str
    checked_until_date: _date_pb2.Date
    marked_counts: _containers.RepeatedCompositeFieldContainer[MarkedCount]
    other_ages: _containers.RepeatedCompositeFieldContainer[OtherAge]
    def __init__(self, name: _Optional[str] = ..., jurisdiction: _Optional[str] = ..., title: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., extends: _Optional[str] = ..., digest: _Optional[str] = ..., instruments: _Optional[_Iterable[_Union[Instrument, _Mapping]]] = ..., calendar: _Optional[_Union[Calendar, _Mapping]] = ..., sentencing_age_years: _Optional[int] = ..., not_examined: _Optional[_Iterable[_Union[_law_pb2.NotExamined, _Mapping]]] = ..., gaps: _Optional[_Iterable[_Union[_gap_pb2.Gap, _Mapping]]] = ..., age_fact: _Optional[str] = ..., checked_until_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., marked_counts: _Optional[_Iterable[_Union[MarkedCount, _Mapping]]] = ..., other_ages: _Optional[_Iterable[_Union[OtherAge, _Mapping]]] = ...) -> None: ...

class OtherAge(_message.Message):
    __slots__ = ("years", "start_date", "end_date", "source", "note")
    YEARS_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    years: int
    start_date: _date_pb2.Date
    end_date: _date_pb2.Date
    source: _law_pb2.Source
    note: _law_pb2.Text
    def __init__(self, years: _Optional[int] = ..., start_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., end_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., note: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class MarkedCount(_message.Message):
    __slots__ = ("mark", "count")
    MARK_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    mark: _law_pb2.Mark
    count: int
    def __init__(self, mark: _Optional[_Union[_law_pb2.Mark, str]] = ..., count: _Optional[int] = ...) -> None: ...

class Calendar(_message.Message):
    __slots__ = ("day_months", "week_months", "provision", "leap_birthday")
    DAY_MONTHS_FIELD_NUMBER: _ClassVar[int]
    WEEK_MONTHS_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    LEAP_BIRTHDAY_FIELD_NUMBER: _ClassVar[int]
    day_months: _law_pb2.Rational
    week_months: _law_pb2.Rational
    provision: str
    leap_birthday: str
    def __init__(self, day_months: _Optional[_Union[_law_pb2.Rational, _Mapping]] = ..., week_months: _Optional[_Union[_law_pb2.Rational, _Mapping]] = ..., provision: _Optional[str] = ..., leap_birthday: _Optional[str] = ...) -> None: ...

class Instrument(_message.Message):
    __slots__ = ("id", "title", "date_key", "revisions")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DATE_KEY_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    id: str
    title: _law_pb2.Text
    date_key: _law_pb2.DateKey
    revisions: _containers.RepeatedCompositeFieldContainer[Revision]
    def __init__(self, id: _Optional[str] = ..., title: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., date_key: _Optional[_Union[_law_pb2.DateKey, str]] = ..., revisions: _Optional[_Iterable[_Union[Revision, _Mapping]]] = ...) -> None: ...

class Revision(_message.Message):
    __slots__ = ("id", "start_date", "end_date", "digest", "citation", "mark", "enacted", "published", "note", "unknown", "ended")
    ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    ENACTED_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    id: str
    start_date: _date_pb2.Date
    end_date: _date_pb2.Date
    digest: str
    citation: str
    mark: _law_pb2.Mark
    enacted: str
    published: str
    note: str
    unknown: str
    ended: bool
    def __init__(self, id: _Optional[str] = ..., start_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., end_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., digest: _Optional[str] = ..., citation: _Optional[str] = ..., mark: _Optional[_Union[_law_pb2.Mark, str]] = ..., enacted: _Optional[str] = ..., published: _Optional[str] = ..., note: _Optional[str] = ..., unknown: _Optional[str] = ..., ended: _Optional[bool] = ...) -> None: ...

class DescribeFactsRequest(_message.Message):
    __slots__ = ("jurisdiction", "offence_date", "conviction_date", "sentence_date", "decision_date", "stage", "conduct", "stated_facts")
    JURISDICTION_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_DATE_FIELD_NUMBER: _ClassVar[int]
    CONVICTION_DATE_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_DATE_FIELD_NUMBER: _ClassVar[int]
    DECISION_DATE_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    CONDUCT_FIELD_NUMBER: _ClassVar[int]
    STATED_FACTS_FIELD_NUMBER: _ClassVar[int]
    jurisdiction: str
    offence_date: _date_pb2.Date
    conviction_date: _date_pb2.Date
    sentence_date: _date_pb2.Date
    decision_date: _date_pb2.Date
    stage: _case_pb2.Stage
    conduct: _case_pb2.Conduct
    stated_facts: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, jurisdiction: _Optional[str] = ..., offence_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., conviction_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., sentence_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., decision_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., stage: _Optional[_Union[_case_pb2.Stage, str]] = ..., conduct: _Optional[_Union[_case_pb2.Conduct, str]] = ..., stated_facts: _Optional[_Iterable[str]] = ...) -> None: ...

class DescribeFactsResponse(_message.Message):
    __slots__ = ("facts", "substances", "unit_codes", "charges", "used_revisions")
    FACTS_FIELD_NUMBER: _ClassVar[int]
    SUBSTANCES_FIELD_NUMBER: _ClassVar[int]
    UNIT_CODES_FIELD_NUMBER: _ClassVar[int]
    CHARGES_FIELD_NUMBER: _ClassVar[int]
    USED_REVISIONS_FIELD_NUMBER: _ClassVar[int]
    facts: _containers.RepeatedCompositeFieldContainer[_fact_pb2.Fact]
    substances: _containers.RepeatedCompositeFieldContainer[_fact_pb2.Substance]
    unit_codes: _containers.RepeatedScalarFieldContainer[str]
    charges: _containers.RepeatedCompositeFieldContainer[_fact_pb2.Charge]
    used_revisions: _containers.RepeatedCompositeFieldContainer[_law_pb2.UsedRevision]
    def __init__(self, facts: _Optional[_Iterable[_Union[_fact_pb2.Fact, _Mapping]]] = ..., substances: _Optional[_Iterable[_Union[_fact_pb2.Substance, _Mapping]]] = ..., unit_codes: _Optional[_Iterable[str]] = ..., charges: _Optional[_Iterable[_Union[_fact_pb2.Charge, _Mapping]]] = ..., used_revisions: _Optional[_Iterable[_Union[_law_pb2.UsedRevision, _Mapping]]] = ...) -> None: ...
