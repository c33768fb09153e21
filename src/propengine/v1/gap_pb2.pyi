from google.type import date_pb2 as _date_pb2
from propengine.v1 import case_pb2 as _case_pb2
from propengine.v1 import law_pb2 as _law_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Gap(_message.Message):
    __slots__ = ("id", "text", "provision", "conducts", "start_date", "end_date", "exception_to")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    CONDUCTS_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    EXCEPTION_TO_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: _law_pb2.Text
    provision: str
    conducts: _containers.RepeatedScalarFieldContainer[_case_pb2.Conduct]
    start_date: _date_pb2.Date
    end_date: _date_pb2.Date
    exception_to: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., text: _Optional[_Union[_law_pb2.Text, _Mapping]] = ..., provision: _Optional[str] = ..., conducts: _Optional[_Iterable[_Union[_case_pb2.Conduct, str]]] = ..., start_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., end_date: _Optional[_Union[_date_pb2.Date, _Mapping]] = ..., exception_to: _Optional[_Iterable[str]] = ...) -> None: ...
