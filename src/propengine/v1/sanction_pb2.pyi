from propengine.v1 import law_pb2 as _law_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EndKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    END_KIND_UNSPECIFIED: _ClassVar[EndKind]
    END_KIND_MONTHS: _ClassVar[EndKind]
    END_KIND_LIFE: _ClassVar[EndKind]
    END_KIND_NONE_STATED: _ClassVar[EndKind]
    END_KIND_RUNG: _ClassVar[EndKind]
    END_KIND_NOT_RECORDED: _ClassVar[EndKind]

class CheckpointName(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHECKPOINT_NAME_UNSPECIFIED: _ClassVar[CheckpointName]
    CHECKPOINT_NAME_STATUTORY: _ClassVar[CheckpointName]
    CHECKPOINT_NAME_AGGRAVATED: _ClassVar[CheckpointName]
    CHECKPOINT_NAME_INDIVIDUALISED: _ClassVar[CheckpointName]
    CHECKPOINT_NAME_FINAL: _ClassVar[CheckpointName]

class Force(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FORCE_UNSPECIFIED: _ClassVar[Force]
    FORCE_MUST: _ClassVar[Force]
    FORCE_PRESUMED: _ClassVar[Force]
    FORCE_MAY: _ClassVar[Force]
    FORCE_MUST_CONSIDER: _ClassVar[Force]
END_KIND_UNSPECIFIED: EndKind
END_KIND_MONTHS: EndKind
END_KIND_LIFE: EndKind
END_KIND_NONE_STATED: EndKind
END_KIND_RUNG: EndKind
END_KIND_NOT_RECORDED: EndKind
CHECKPOINT_NAME_UNSPECIFIED: CheckpointName
CHECKPOINT_NAME_STATUTORY: CheckpointName
CHECKPOINT_NAME_AGGRAVATED: CheckpointName
CHECKPOINT_NAME_INDIVIDUALISED: CheckpointName
CHECKPOINT_NAME_FINAL: CheckpointName
FORCE_UNSPECIFIED: Force
FORCE_MUST: Force
FORCE_PRESUMED: Force
FORCE_MAY: Force
FORCE_MUST_CONSIDER: Force

class End(_message.Message):
    __slots__ = ("kind", "months", "rung", "enacted", "rendered", "rounded")
    KIND_FIELD_NUMBER: _ClassVar[int]
    MONTHS_FIELD_NUMBER: _ClassVar[int]
    RUNG_FIELD_NUMBER: _ClassVar[int]
    ENACTED_FIELD_NUMBER: _ClassVar[int]
    RENDERED_FIELD_NUMBER: _ClassVar[int]
    ROUNDED_FIELD_NUMBER: _ClassVar[int]
    kind: EndKind
    months: _law_pb2.Rational
    rung: str
    enacted: str
    rendered: _law_pb2.Text
    rounded: bool
    def __init__(self, kind: _Optional[_Union[EndKind, str]] = ..., months: _Optional[_Union[_law_pb2.Rational, _Mapping]] = ..., rung: _Optional[str] = ..., enacted: _Optional[str] = ..., rendered: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., rounded: _Optional[bool] = ...) -> None: ...

class Grade(_message.Message):
    __slots__ = ("ladder", "grade", "position")
    LADDER_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    ladder: str
    grade: str
    position: int
    def __init__(self, ladder: _Optional[str] = ..., grade: _Optional[str] = ..., position: _Optional[int] = ...) -> None: ...

class Range(_message.Message):
    __slots__ = ("min", "max", "point", "level", "lowest_grade", "highest_grade")
    MIN_FIELD_NUMBER: _ClassVar[int]
    MAX_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    LOWEST_GRADE_FIELD_NUMBER: _ClassVar[int]
    HIGHEST_GRADE_FIELD_NUMBER: _ClassVar[int]
    min: End
    max: End
    point: End
    level: int
    lowest_grade: Grade
    highest_grade: Grade
    def __init__(self, min: _Optional[_Union[End, _Mapping]] = ..., max: _Optional[_Union[End, _Mapping]] = ..., point: _Optional[_Union[End, _Mapping]] = ..., level: _Optional[int] = ..., lowest_grade: _Optional[_Union[Grade, _Mapping]] = ..., highest_grade: _Optional[_Union[Grade, _Mapping]] = ...) -> None: ...

class Checkpoint(_message.Message):
    __slots__ = ("name", "range")
    NAME_FIELD_NUMBER: _ClassVar[int]
    RANGE_FIELD_NUMBER: _ClassVar[int]
    name: CheckpointName
    range: Range
    def __init__(self, name: _Optional[_Union[CheckpointName, str]] = ..., range: _Optional[_Union[Range, _Mapping]] = ...) -> None: ...

class AppliedStep(_message.Message):
    __slots__ = ("step", "source", "phase", "force", "before", "after", "checkpoint", "note")
    STEP_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PHASE_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    CHECKPOINT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    step: str
    source: _law_pb2.Source
    phase: str
    force: Force
    before: Range
    after: Range
    checkpoint: CheckpointName
    note: _law_pb2.Text
    def __init__(self, step: _Optional[str] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., phase: _Optional[str] = ..., force: _Optional[_Union[Force, str]] = ..., before: _Optional[_Union[Range, _Mapping]] = ..., after: _Optional[_Union[Range, _Mapping]] = ..., checkpoint: _Optional[_Union[CheckpointName, str]] = ..., note: _Optional[_Union[_law_pb2.Text, _Mapping]] = ...) -> None: ...

class LookedUpCell(_message.Message):
    __slots__ = ("table", "key", "source", "subjects")
    TABLE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    table: str
    key: str
    source: _law_pb2.Source
    subjects: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, table: _Optional[str] = ..., key: _Optional[str] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., subjects: _Optional[_Iterable[str]] = ...) -> None: ...

class Sanction(_message.Message):
    __slots__ = ("custody", "fine", "response", "any_of", "all_of")
    CUSTODY_FIELD_NUMBER: _ClassVar[int]
    FINE_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    ANY_OF_FIELD_NUMBER: _ClassVar[int]
    ALL_OF_FIELD_NUMBER: _ClassVar[int]
    custody: Custody
    fine: Fine
    response: Response
    any_of: SanctionList
    all_of: SanctionList
    def __init__(self, custody: _Optional[_Union[Custody, _Mapping]] = ..., fine: _Optional[_Union[Fine, _Mapping]] = ..., response: _Optional[_Union[Response, _Mapping]] = ..., any_of: _Optional[_Union[SanctionList, _Mapping]] = ..., all_of: _Optional[_Union[SanctionList, _Mapping]] = ...) -> None: ...

class SanctionList(_message.Message):
    __slots__ = ("sanctions",)
    SANCTIONS_FIELD_NUMBER: _ClassVar[int]
    sanctions: _containers.RepeatedCompositeFieldContainer[Sanction]
    def __init__(self, sanctions: _Optional[_Iterable[_Union[Sanction, _Mapping]]] = ...) -> None: ...

class Custody(_message.Message):
    __slots__ = ("called", "range_of")
    CALLED_FIELD_NUMBER: _ClassVar[int]
    RANGE_OF_FIELD_NUMBER: _ClassVar[int]
    called: _law_pb2.Text
    range_of: str
    def __init__(self, called: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., range_of: _Optional[str] = ...) -> None: ...

class Fine(_message.Message):
    __slots__ = ("unit", "min", "max", "max_called", "not_below_fact", "source", "enacted_min", "enacted_max", "whole_units")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    MIN_FIELD_NUMBER: _ClassVar[int]
    MAX_FIELD_NUMBER: _ClassVar[int]
    MAX_CALLED_FIELD_NUMBER: _ClassVar[int]
    NOT_BELOW_FACT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ENACTED_MIN_FIELD_NUMBER: _ClassVar[int]
    ENACTED_MAX_FIELD_NUMBER: _ClassVar[int]
    WHOLE_UNITS_FIELD_NUMBER: _ClassVar[int]
    unit: str
    min: str
    max: str
    max_called: _law_pb2.Text
    not_below_fact: str
    source: _law_pb2.Source
    enacted_min: str
    enacted_max: str
    whole_units: bool
    def __init__(self, unit: _Optional[str] = ..., min: _Optional[str] = ..., max: _Optional[str] = ..., max_called: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., not_below_fact: _Optional[str] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., enacted_min: _Optional[str] = ..., enacted_max: _Optional[str] = ..., whole_units: _Optional[bool] = ...) -> None: ...

class Response(_message.Message):
    __slots__ = ("name", "source")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    name: _law_pb2.Text
    source: _law_pb2.Source
    def __init__(self, name: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ...) -> None: ...
