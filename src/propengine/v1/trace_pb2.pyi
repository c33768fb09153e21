from propengine.v1 import law_pb2 as _law_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROLE_UNSPECIFIED: _ClassVar[Role]
    ROLE_RULE: _ClassVar[Role]
    ROLE_OFFENCE: _ClassVar[Role]
    ROLE_COUNTED: _ClassVar[Role]
    ROLE_STEP: _ClassVar[Role]
    ROLE_SANCTION: _ClassVar[Role]
    ROLE_GATE_ASKED: _ClassVar[Role]
    ROLE_GATE_FAILED: _ClassVar[Role]
    ROLE_GATE_BARRED: _ClassVar[Role]
    ROLE_GATE_CLEARED: _ClassVar[Role]
    ROLE_GATE_AWAITS_SENTENCE: _ClassVar[Role]
    ROLE_BAR_AWAITS_SENTENCE: _ClassVar[Role]
    ROLE_FORCE: _ClassVar[Role]
    ROLE_READING: _ClassVar[Role]
    ROLE_NOTICE: _ClassVar[Role]
    ROLE_NOT_COUNTED: _ClassVar[Role]
    ROLE_GAP: _ClassVar[Role]
    ROLE_GATE_OUTSIDE_GUIDANCE: _ClassVar[Role]
    ROLE_BAR_WITHIN_GUIDANCE: _ClassVar[Role]
    ROLE_GATE_OPEN_UNLESS: _ClassVar[Role]
    ROLE_BAR_TURNS_ON_PROGRAMME: _ClassVar[Role]
    ROLE_PASSED: _ClassVar[Role]

class Comparison(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPARISON_UNSPECIFIED: _ClassVar[Comparison]
    COMPARISON_EQUALS: _ClassVar[Comparison]
    COMPARISON_ONE_OF: _ClassVar[Comparison]
    COMPARISON_NOT_ONE_OF: _ClassVar[Comparison]
    COMPARISON_INCLUDES: _ClassVar[Comparison]
    COMPARISON_AT_LEAST: _ClassVar[Comparison]
    COMPARISON_MORE_THAN: _ClassVar[Comparison]
    COMPARISON_AT_MOST: _ClassVar[Comparison]
    COMPARISON_LESS_THAN: _ClassVar[Comparison]
    COMPARISON_STATED: _ClassVar[Comparison]

class Bound(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOUND_UNSPECIFIED: _ClassVar[Bound]
    BOUND_SHOWN: _ClassVar[Bound]
    BOUND_DENIED: _ClassVar[Bound]
    BOUND_NOT_SHOWN: _ClassVar[Bound]
    BOUND_NOT_DENIED: _ClassVar[Bound]
ROLE_UNSPECIFIED: Role
ROLE_RULE: Role
ROLE_OFFENCE: Role
ROLE_COUNTED: Role
ROLE_STEP: Role
ROLE_SANCTION: Role
ROLE_GATE_ASKED: Role
ROLE_GATE_FAILED: Role
ROLE_GATE_BARRED: Role
ROLE_GATE_CLEARED: Role
ROLE_GATE_AWAITS_SENTENCE: Role
ROLE_BAR_AWAITS_SENTENCE: Role
ROLE_FORCE: Role
ROLE_READING: Role
ROLE_NOTICE: Role
ROLE_NOT_COUNTED: Role
ROLE_GAP: Role
ROLE_GATE_OUTSIDE_GUIDANCE: Role
ROLE_BAR_WITHIN_GUIDANCE: Role
ROLE_GATE_OPEN_UNLESS: Role
ROLE_BAR_TURNS_ON_PROGRAMME: Role
ROLE_PASSED: Role
COMPARISON_UNSPECIFIED: Comparison
COMPARISON_EQUALS: Comparison
COMPARISON_ONE_OF: Comparison
COMPARISON_NOT_ONE_OF: Comparison
COMPARISON_INCLUDES: Comparison
COMPARISON_AT_LEAST: Comparison
COMPARISON_MORE_THAN: Comparison
COMPARISON_AT_MOST: Comparison
COMPARISON_LESS_THAN: Comparison
COMPARISON_STATED: Comparison
BOUND_UNSPECIFIED: Bound
BOUND_SHOWN: Bound
BOUND_DENIED: Bound
BOUND_NOT_SHOWN: Bound
BOUND_NOT_DENIED: Bound

class Read(_message.Message):
    __slots__ = ("subject", "comparison", "constants", "bound", "met", "holds")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    COMPARISON_FIELD_NUMBER: _ClassVar[int]
    CONSTANTS_FIELD_NUMBER: _ClassVar[int]
    BOUND_FIELD_NUMBER: _ClassVar[int]
    MET_FIELD_NUMBER: _ClassVar[int]
    HOLDS_FIELD_NUMBER: _ClassVar[int]
    subject: str
    comparison: Comparison
    constants: _containers.RepeatedCompositeFieldContainer[_law_pb2.Value]
    bound: Bound
    met: _law_pb2.Value
    holds: bool
    def __init__(self, subject: _Optional[str] = ..., comparison: _Optional[_Union[Comparison, str]] = ..., constants: _Optional[_Iterable[_Union[_law_pb2.Value, _Mapping]]] = ..., bound: _Optional[_Union[Bound, str]] = ..., met: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., holds: _Optional[bool] = ...) -> None: ...

class Presumption(_message.Message):
    __slots__ = ("rebuttable", "burden")
    REBUTTABLE_FIELD_NUMBER: _ClassVar[int]
    BURDEN_FIELD_NUMBER: _ClassVar[int]
    rebuttable: bool
    burden: str
    def __init__(self, rebuttable: _Optional[bool] = ..., burden: _Optional[str] = ...) -> None: ...

class Joined(_message.Message):
    __slots__ = ("any_of", "parts", "read")
    ANY_OF_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    READ_FIELD_NUMBER: _ClassVar[int]
    any_of: bool
    parts: _containers.RepeatedCompositeFieldContainer[Joined]
    read: int
    def __init__(self, any_of: _Optional[bool] = ..., parts: _Optional[_Iterable[_Union[Joined, _Mapping]]] = ..., read: _Optional[int] = ...) -> None: ...

class TraceStep(_message.Message):
    __slots__ = ("level", "role", "id", "part", "source", "holds", "set_aside_by", "reads", "concludes", "concluded", "presumption", "joined", "would_conclude")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    HOLDS_FIELD_NUMBER: _ClassVar[int]
    SET_ASIDE_BY_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    CONCLUDES_FIELD_NUMBER: _ClassVar[int]
    CONCLUDED_FIELD_NUMBER: _ClassVar[int]
    PRESUMPTION_FIELD_NUMBER: _ClassVar[int]
    JOINED_FIELD_NUMBER: _ClassVar[int]
    WOULD_CONCLUDE_FIELD_NUMBER: _ClassVar[int]
    level: int
    role: Role
    id: str
    part: str
    source: _law_pb2.Source
    holds: bool
    set_aside_by: str
    reads: _containers.RepeatedCompositeFieldContainer[Read]
    concludes: str
    concluded: _law_pb2.Value
    presumption: Presumption
    joined: Joined
    would_conclude: _law_pb2.Value
    def __init__(self, level: _Optional[int] = ..., role: _Optional[_Union[Role, str]] = ..., id: _Optional[str] = ..., part: _Optional[str] = ..., source: _Optional[_Union[_law_pb2.Source, _Mapping]] = ..., holds: _Optional[bool] = ..., set_aside_by: _Optional[str] = ..., reads: _Optional[_Iterable[_Union[Read, _Mapping]]] = ..., concludes: _Optional[str] = ..., concluded: _Optional[_Union[_law_pb2.Value, _Mapping]] = ..., presumption: _Optional[_Union[Presumption, _Mapping]] = ..., joined: _Optional[_Union[Joined, _Mapping]] = ..., would_conclude: _Optional[_Union[_law_pb2.Value, _Mapping]] = ...) -> None: ...
