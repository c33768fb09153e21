from google.type import date_pb2 as _date_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Mark(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MARK_UNSPECIFIED: _ClassVar[Mark]
    MARK_V: _ClassVar[Mark]
    MARK_P: _ClassVar[Mark]
    MARK_M: _ClassVar[Mark]

class DateKey(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DATE_KEY_UNSPECIFIED: _ClassVar[DateKey]
    DATE_KEY_OFFENCE: _ClassVar[DateKey]
    DATE_KEY_CONVICTION: _ClassVar[DateKey]
    DATE_KEY_SENTENCE: _ClassVar[DateKey]
    DATE_KEY_DECISION: _ClassVar[DateKey]
MARK_UNSPECIFIED: Mark
MARK_V: Mark
MARK_P: Mark
MARK_M: Mark
DATE_KEY_UNSPECIFIED: DateKey
DATE_KEY_OFFENCE: DateKey
DATE_KEY_CONVICTION: DateKey
DATE_KEY_SENTENCE: DateKey
DATE_KEY_DECISION: DateKey

class Text(_message.Message):
    __slots__ = ("en", "es", "pt", "fr")
    EN_FIELD_NUMBER: _ClassVar[int]
    ES_FIELD_NUMBER: _ClassVar[int]
    PT_FIELD_NUMBER: _ClassVar[int]
    FR_FIELD_NUMBER: _ClassVar[int]
    en: str
    es: str
    pt: str
    fr: str
    def __init__(self, en: _Optional[str] = ..., es: _Optional[str] = ..., pt: _Optional[str] = ..., fr: _Optional[str] = ...) -> None: ...

class Source(_message.Message):
    __slots__ = ("provision", "mark", "revision")
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    provision: str
    mark: Mark
    revision: str
    def __init__(self, provision: _Optional[str] = ..., mark: _Optional[_Union[Mark, str]] = ..., revision: _Optional[str] = ...) -> None: ...

class Rational(_message.Message):
    __slots__ = ("numerator", "denominator")
    NUMERATOR_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    numerator: int
    denominator: int
    def __init__(self, numerator: _Optional[int] = ..., denominator: _Optional[int] = ...) -> None: ...

class Value(_message.Message):
    __slots__ = ("boolean", "word", "number", "unit", "rendered", "example")
    BOOLEAN_FIELD_NUMBER: _ClassVar[int]
    WORD_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    RENDERED_FIELD_NUMBER: _ClassVar[int]
    EXAMPLE_FIELD_NUMBER: _ClassVar[int]
    boolean: bool
    word: str
    number: str
    unit: str
    rendered: Text
    example: bool
    def __init__(self, boolean: _Optional[bool] = ..., word: _Optional[str] = ..., number: _Optional[str] = ..., unit: _Optional[str] = ..., rendered: _Optional[_Union[Text, _Mapping]] = ..., example: _Optional[bool] = ...) -> None: ...

class UsedRevision(_message.Message):
    __slots__ = ("instrument", "title", "start_date", "end_date", "digest", "citation", "mark", "date_key", "picked_date")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    DATE_KEY_FIELD_NUMBER: _ClassVar[int]
    PICKED_DATE_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    title: Text
    start_date: _date_pb2.Date
    end_date: _date_pb2.Date
    digest: str
    citation: str
    mark: Mark
    date_key: DateKey
    picked_date: _date_pb2.Date
    def __init__(self, instrument: _Optional[str] = ..., title: _Optional[_Union[Text, _Mapping]] = ..., start_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., end_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., digest: _Optional[str] = ..., citation: _Optional[str] = ..., mark: _Optional[_Union[Mark, str]] = ..., date_key: _Optional[_Union[DateKey, str]] = ..., picked_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ...) -> None: ...

class NotExamined(_message.Message):
    __slots__ = ("id", "text")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: Text
    def __init__(self, id: _Optional[str] = ..., text: _Optional[_Union[Text, _Mapping]] = ...) -> None: ...
