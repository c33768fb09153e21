from propengine.v1 import law_pb2 as _law_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FactType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FACT_TYPE_UNSPECIFIED: _ClassVar[FactType]
    FACT_TYPE_BOOLEAN: _ClassVar[FactType]
    FACT_TYPE_ENUM: _ClassVar[FactType]
    FACT_TYPE_SET: _ClassVar[FactType]
    FACT_TYPE_INTEGER: _ClassVar[FactType]
    FACT_TYPE_DURATION: _ClassVar[FactType]
    FACT_TYPE_NUMBER: _ClassVar[FactType]
    FACT_TYPE_DATE: _ClassVar[FactType]
    FACT_TYPE_RECORDS: _ClassVar[FactType]

class Speaker(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SPEAKER_UNSPECIFIED: _ClassVar[Speaker]
    SPEAKER_COURT: _ClassVar[Speaker]
    SPEAKER_PROSECUTION: _ClassVar[Speaker]
    SPEAKER_DEFENCE: _ClassVar[Speaker]
    SPEAKER_POLICE: _ClassVar[Speaker]
    SPEAKER_LABORATORY: _ClassVar[Speaker]
    SPEAKER_CLINIC: _ClassVar[Speaker]
    SPEAKER_PROGRAMME: _ClassVar[Speaker]
FACT_TYPE_UNSPECIFIED: FactType
FACT_TYPE_BOOLEAN: FactType
FACT_TYPE_ENUM: FactType
FACT_TYPE_SET: FactType
FACT_TYPE_INTEGER: FactType
FACT_TYPE_DURATION: FactType
FACT_TYPE_NUMBER: FactType
FACT_TYPE_DATE: FactType
FACT_TYPE_RECORDS: FactType
SPEAKER_UNSPECIFIED: Speaker
SPEAKER_COURT: Speaker
SPEAKER_PROSECUTION: Speaker
SPEAKER_DEFENCE: Speaker
SPEAKER_POLICE: Speaker
SPEAKER_LABORATORY: Speaker
SPEAKER_CLINIC: Speaker
SPEAKER_PROGRAMME: Speaker

class Fact(_message.Message):
    __slots__ = ("name", "type", "members", "units", "example", "question", "stated_by", "concluded", "derived_from", "favourable_only", "provision", "read_by", "record_fields", "called", "words", "factors", "least", "most", "matters_for")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    EXAMPLE_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    STATED_BY_FIELD_NUMBER: _ClassVar[int]
    CONCLUDED_FIELD_NUMBER: _ClassVar[int]
    DERIVED_FROM_FIELD_NUMBER: _ClassVar[int]
    FAVOURABLE_ONLY_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    READ_BY_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELDS_FIELD_NUMBER: _ClassVar[int]
    CALLED_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    LEAST_FIELD_NUMBER: _ClassVar[int]
    MOST_FIELD_NUMBER: _ClassVar[int]
    MATTERS_FOR_FIELD_NUMBER: _ClassVar[int]
    name: str
    type: FactType
    members: _containers.RepeatedScalarFieldContainer[str]
    units: _containers.RepeatedScalarFieldContainer[str]
    example: str
    question: _law_pb2.Text
    stated_by: _containers.RepeatedScalarFieldContainer[Speaker]
    concluded: bool
    derived_from: _containers.RepeatedScalarFieldContainer[str]
    favourable_only: bool
    provision: str
    read_by: _containers.RepeatedScalarFieldContainer[str]
    record_fields: _containers.RepeatedCompositeFieldContainer[RecordField]
    called: _law_pb2.Text
    words: _containers.RepeatedCompositeFieldContainer[Word]
    factors: _containers.RepeatedCompositeFieldContainer[_law_pb2.Text]
    least: int
    most: int
    matters_for: MattersFor
    def __init__(self, name: _Optional[str] = ..., type: _Optional[_Union[FactType, str]] = ..., members: _Optional[_Iterable[str]] = ..., units: _Optional[_Iterable[str]] = ..., example: _Optional[str] = ..., question: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., stated_by: _Optional[_Iterable[_Union[Speaker, str]]] = ..., concluded: _Optional[bool] = ..., derived_from: _Optional[_Iterable[str]] = ..., favourable_only: _Optional[bool] = ..., provision: _Optional[str] = ..., read_by: _Optional[_Iterable[str]] = ..., record_fields: _Optional[_Iterable[_Union[RecordField, _Mapping]]] = ..., called: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., words: _Optional[_Iterable[_Union[Word, _Mapping]]] = ..., factors: _Optional[_Iterable[_Union[_law_pb2.Text, _Mapping]]] = ..., least: _Optional[int] = ..., most: _Optional[int] = ..., matters_for: _Optional[_Union[MattersFor, _Mapping]] = ...) -> None: ...

class MattersFor(_message.Message):
    __slots__ = ("scope", "offence", "range", "other_sanctions", "programmes", "time_served")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_FIELD_NUMBER: _ClassVar[int]
    RANGE_FIELD_NUMBER: _ClassVar[int]
    OTHER_SANCTIONS_FIELD_NUMBER: _ClassVar[int]
    PROGRAMMES_FIELD_NUMBER: _ClassVar[int]
    TIME_SERVED_FIELD_NUMBER: _ClassVar[int]
    scope: bool
    offence: bool
    range: bool
    other_sanctions: bool
    programmes: _containers.RepeatedScalarFieldContainer[str]
    time_served: bool
    def __init__(self, scope: _Optional[bool] = ..., offence: _Optional[bool] = ..., range: _Optional[bool] = ..., other_sanctions: _Optional[bool] = ..., programmes: _Optional[_Iterable[str]] = ..., time_served: _Optional[bool] = ...) -> None: ...

class Word(_message.Message):
    __slots__ = ("word", "called")
    WORD_FIELD_NUMBER: _ClassVar[int]
    CALLED_FIELD_NUMBER: _ClassVar[int]
    word: str
    called: _law_pb2.Text
    def __init__(self, word: _Optional[str] = ..., called: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class RecordField(_message.Message):
    __slots__ = ("name", "type", "members", "called", "words")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    CALLED_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    type: FactType
    members: _containers.RepeatedScalarFieldContainer[str]
    called: _law_pb2.Text
    words: _containers.RepeatedCompositeFieldContainer[Word]
    def __init__(self, name: _Optional[str] = ..., type: _Optional[_Union[FactType, str]] = ..., members: _Optional[_Iterable[str]] = ..., called: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., words: _Optional[_Iterable[_Union[Word, _Mapping]]] = ...) -> None: ...

class Substance(_message.Message):
    __slots__ = ("id", "name", "aliases", "unit_codes")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    UNIT_CODES_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: _law_pb2.Text
    aliases: _containers.RepeatedScalarFieldContainer[str]
    unit_codes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., aliases: _Optional[_Iterable[str]] = ..., unit_codes: _Optional[_Iterable[str]] = ...) -> None: ...

class Charge(_message.Message):
    __slots__ = ("id", "name", "source")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: _law_pb2.Text
    source: _law_pb2.Source
    def __init__(self, id: _Optional[str] = ..., name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...
