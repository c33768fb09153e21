from google.type import date_pb2 as _date_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Stage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STAGE_UNSPECIFIED: _ClassVar[Stage]
    STAGE_PRE_ARREST: _ClassVar[Stage]
    STAGE_PRE_TRIAL: _ClassVar[Stage]
    STAGE_TRIAL: _ClassVar[Stage]
    STAGE_SENTENCING: _ClassVar[Stage]
    STAGE_POST_SENTENCE: _ClassVar[Stage]

class Conduct(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONDUCT_UNSPECIFIED: _ClassVar[Conduct]
    CONDUCT_CONSUMPTION: _ClassVar[Conduct]
    CONDUCT_ACQUISITION: _ClassVar[Conduct]
    CONDUCT_POSSESSION: _ClassVar[Conduct]
    CONDUCT_POSSESSION_WITH_INTENT: _ClassVar[Conduct]
    CONDUCT_SUPPLY: _ClassVar[Conduct]
    CONDUCT_SOCIAL_SUPPLY: _ClassVar[Conduct]
    CONDUCT_TRANSPORT: _ClassVar[Conduct]
    CONDUCT_IMPORT: _ClassVar[Conduct]
    CONDUCT_EXPORT: _ClassVar[Conduct]
    CONDUCT_CULTIVATION: _ClassVar[Conduct]
    CONDUCT_PRODUCTION: _ClassVar[Conduct]
    CONDUCT_INTRODUCE_INTO_PRISON: _ClassVar[Conduct]
    CONDUCT_FINANCING: _ClassVar[Conduct]
    CONDUCT_PREMISES: _ClassVar[Conduct]
    CONDUCT_OTHER_OFFENCE: _ClassVar[Conduct]

class Standing(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STANDING_UNSPECIFIED: _ClassVar[Standing]
    STANDING_ALLEGED: _ClassVar[Standing]
    STANDING_ADMITTED: _ClassVar[Standing]
    STANDING_FOUND: _ClassVar[Standing]
    STANDING_DISPUTED: _ClassVar[Standing]
STAGE_UNSPECIFIED: Stage
STAGE_PRE_ARREST: Stage
STAGE_PRE_TRIAL: Stage
STAGE_TRIAL: Stage
STAGE_SENTENCING: Stage
STAGE_POST_SENTENCE: Stage
CONDUCT_UNSPECIFIED: Conduct
CONDUCT_CONSUMPTION: Conduct
CONDUCT_ACQUISITION: Conduct
CONDUCT_POSSESSION: Conduct
CONDUCT_POSSESSION_WITH_INTENT: Conduct
CONDUCT_SUPPLY: Conduct
CONDUCT_SOCIAL_SUPPLY: Conduct
CONDUCT_TRANSPORT: Conduct
CONDUCT_IMPORT: Conduct
CONDUCT_EXPORT: Conduct
CONDUCT_CULTIVATION: Conduct
CONDUCT_PRODUCTION: Conduct
CONDUCT_INTRODUCE_INTO_PRISON: Conduct
CONDUCT_FINANCING: Conduct
CONDUCT_PREMISES: Conduct
CONDUCT_OTHER_OFFENCE: Conduct
STANDING_UNSPECIFIED: Standing
STANDING_ALLEGED: Standing
STANDING_ADMITTED: Standing
STANDING_FOUND: Standing
STANDING_DISPUTED: Standing

class Case(_message.Message):
    __slots__ = ("jurisdiction", "offence_date", "offence_end_date", "conviction_date", "sentence_date", "decision_date", "stage", "conduct", "items", "charge", "facts", "code_system")
    class FactsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: FactValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[FactValue, _Mapping]] = ...) -> None: ...
    JURISDICTION_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_DATE_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_END_DATE_FIELD_NUMBER: _ClassVar[int]
    CONVICTION_DATE_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_DATE_FIELD_NUMBER: _ClassVar[int]
    DECISION_DATE_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    CONDUCT_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    CHARGE_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    CODE_SYSTEM_FIELD_NUMBER: _ClassVar[int]
    jurisdiction: str
    offence_date: _date_pb2.Date
    offence_end_date: _date_pb2.Date
    conviction_date: _date_pb2.Date
    sentence_date: _date_pb2.Date
    decision_date: _date_pb2.Date
    stage: Stage
    conduct: Conduct
    items: _containers.RepeatedCompositeFieldContainer[Item]
    charge: str
    facts: _containers.MessageMap[str, FactValue]
    code_system: str
    def __init__(self, jurisdiction: _Optional[str] = ..., offence_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., offence_end_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., conviction_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., sentence_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., decision_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., stage: _Optional[_Union[Stage, str]] = ..., conduct: _Optional[_Union[Conduct, str]] = ..., items: _Optional[_Iterable[_Union[Item, _Mapping]]] = ..., charge: _Optional[str] = ..., facts: _Optional[_Mapping[str, FactValue]] = ..., code_system: _Optional[str] = ...) -> None: ...

class Item(_message.Message):
    __slots__ = ("substance", "amount", "unit", "amount_uncertainty", "purity_percent", "purity_uncertainty", "pure", "mass_of_one", "mass_of_one_unit")
    SUBSTANCE_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_UNCERTAINTY_FIELD_NUMBER: _ClassVar[int]
    PURITY_PERCENT_FIELD_NUMBER: _ClassVar[int]
    PURITY_UNCERTAINTY_FIELD_NUMBER: _ClassVar[int]
    PURE_FIELD_NUMBER: _ClassVar[int]
    MASS_OF_ONE_FIELD_NUMBER: _ClassVar[int]
    MASS_OF_ONE_UNIT_FIELD_NUMBER: _ClassVar[int]
    substance: str
    amount: str
    unit: str
    amount_uncertainty: str
    purity_percent: str
    purity_uncertainty: str
    pure: bool
    mass_of_one: str
    mass_of_one_unit: str
    def __init__(self, substance: _Optional[str] = ..., amount: _Optional[str] = ..., unit: _Optional[str] = ..., amount_uncertainty: _Optional[str] = ..., purity_percent: _Optional[str] = ..., purity_uncertainty: _Optional[str] = ..., pure: _Optional[bool] = ..., mass_of_one: _Optional[str] = ..., mass_of_one_unit: _Optional[str] = ...) -> None: ...

class FactValue(_message.Message):
    __slots__ = ("boolean", "text", "integer", "words", "records", "standing")
    BOOLEAN_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    INTEGER_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    boolean: bool
    text: str
    integer: int
    words: WordList
    records: RecordList
    standing: Standing
    def __init__(self, boolean: _Optional[bool] = ..., text: _Optional[str] = ..., integer: _Optional[int] = ..., words: _Optional[_Union[WordList, _Mapping]] = ..., records: _Optional[_Union[RecordList, _Mapping]] = ..., standing: _Optional[_Union[Standing, str]] = ...) -> None: ...

class WordList(_message.Message):
    __slots__ = ("words",)
    WORDS_FIELD_NUMBER: _ClassVar[int]
    words: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, words: _Optional[_Iterable[str]] = ...) -> None: ...

class RecordList(_message.Message):
    __slots__ = ("records",)
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    records: _containers.RepeatedCompositeFieldContainer[Record]
    def __init__(self, records: _Optional[_Iterable[_Union[Record, _Mapping]]] = ...) -> None: ...

class Record(_message.Message):
    __slots__ = ("fields",)
    class FieldsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: RecordValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[RecordValue, _Mapping]] = ...) -> None: ...
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    fields: _containers.MessageMap[str, RecordValue]
    def __init__(self, fields: _Optional[_Mapping[str, RecordValue]] = ...) -> None: ...

class RecordValue(_message.Message):
    __slots__ = ("boolean", "text", "integer")
    BOOLEAN_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    INTEGER_FIELD_NUMBER: _ClassVar[int]
    boolean: bool
    text: str
    integer: int
    def __init__(self, boolean: _Optional[bool] = ..., text: _Optional[str] = ..., integer: _Optional[int] = ...) -> None: ...
