from google.api import annotations_pb2 as _annotations_pb2
from google.rpc import status_pb2 as _status_pb2
from propengine.v1 import case_pb2 as _case_pb2
from propengine.v1 import decision_pb2 as _decision_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExplanationLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EXPLANATION_LEVEL_UNSPECIFIED: _ClassVar[ExplanationLevel]
    EXPLANATION_LEVEL_PLAIN: _ClassVar[ExplanationLevel]
    EXPLANATION_LEVEL_PROFESSIONAL: _ClassVar[ExplanationLevel]

class ExplanationForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EXPLANATION_FORM_UNSPECIFIED: _ClassVar[ExplanationForm]
    EXPLANATION_FORM_TEXT: _ClassVar[ExplanationForm]
    EXPLANATION_FORM_MARKDOWN: _ClassVar[ExplanationForm]
    EXPLANATION_FORM_HTML: _ClassVar[ExplanationForm]

class DecisionView(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DECISION_VIEW_UNSPECIFIED: _ClassVar[DecisionView]
    DECISION_VIEW_BASIC: _ClassVar[DecisionView]
    DECISION_VIEW_FULL: _ClassVar[DecisionView]
EXPLANATION_LEVEL_UNSPECIFIED: ExplanationLevel
EXPLANATION_LEVEL_PLAIN: ExplanationLevel
EXPLANATION_LEVEL_PROFESSIONAL: ExplanationLevel
EXPLANATION_FORM_UNSPECIFIED: ExplanationForm
EXPLANATION_FORM_TEXT: ExplanationForm
EXPLANATION_FORM_MARKDOWN: ExplanationForm
EXPLANATION_FORM_HTML: ExplanationForm
DECISION_VIEW_UNSPECIFIED: DecisionView
DECISION_VIEW_BASIC: DecisionView
DECISION_VIEW_FULL: DecisionView

class ExplainDecisionRequest(_message.Message):
    __slots__ = ("decision", "languages", "level", "form", "with_reasoning", "why_not")
    DECISION_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    WITH_REASONING_FIELD_NUMBER: _ClassVar[int]
    WHY_NOT_FIELD_NUMBER: _ClassVar[int]
    decision: _decision_pb2.Decision
    languages: _containers.RepeatedScalarFieldContainer[str]
    level: ExplanationLevel
    form: ExplanationForm
    with_reasoning: bool
    why_not: bool
    def __init__(self, decision: _Optional[_Union[_decision_pb2.Decision, _Mapping]] = ..., languages: _Optional[_Iterable[str]] = ..., level: _Optional[_Union[ExplanationLevel, str]] = ..., form: _Optional[_Union[ExplanationForm, str]] = ..., with_reasoning: _Optional[bool] = ..., why_not: _Optional[bool] = ...) -> None: ...

class ExplainDecisionResponse(_message.Message):
    __slots__ = ("text", "media_type", "language", "notice")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MEDIA_TYPE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    NOTICE_FIELD_NUMBER: _ClassVar[int]
    text: str
    media_type: str
    language: str
    notice: str
    def __init__(self, text: _Optional[str] = ..., media_type: _Optional[str] = ..., language: _Optional[str] = ..., notice: _Optional[str] = ...) -> None: ...

class EvaluateCaseRequest(_message.Message):
    __slots__ = ("case", "view", "hinges_on", "still_open", "languages")
    CASE_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    HINGES_ON_FIELD_NUMBER: _ClassVar[int]
    STILL_OPEN_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    case: _case_pb2.Case
    view: DecisionView
    hinges_on: bool
    still_open: bool
    languages: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case: _Optional[_Union[_case_pb2.Case, _Mapping]] = ..., view: _Optional[_Union[DecisionView, str]] = ..., hinges_on: _Optional[bool] = ..., still_open: _Optional[bool] = ..., languages: _Optional[_Iterable[str]] = ...) -> None: ...

class EvaluateCaseResponse(_message.Message):
    __slots__ = ("decision",)
    DECISION_FIELD_NUMBER: _ClassVar[int]
    decision: _decision_pb2.Decision
    def __init__(self, decision: _Optional[_Union[_decision_pb2.Decision, _Mapping]] = ...) -> None: ...

class BatchEvaluateCasesRequest(_message.Message):
    __slots__ = ("requests",)
    REQUESTS_FIELD_NUMBER: _ClassVar[int]
    requests: _containers.RepeatedCompositeFieldContainer[EvaluateCaseRequest]
    def __init__(self, requests: _Optional[_Iterable[_Union[EvaluateCaseRequest, _Mapping]]] = ...) -> None: ...

class BatchEvaluateCasesResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[CaseResult]
    def __init__(self, results: _Optional[_Iterable[_Union[CaseResult, _Mapping]]] = ...) -> None: ...

class CaseResult(_message.Message):
    __slots__ = ("decision", "error")
    DECISION_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    decision: _decision_pb2.Decision
    error: _status_pb2.Status
    def __init__(self, decision: _Optional[_Union[_decision_pb2.Decision, _Mapping]] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...

class StreamEvaluateCasesRequest(_message.Message):
    __slots__ = ("request_id", "case", "view", "hinges_on", "still_open", "languages")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    HINGES_ON_FIELD_NUMBER: _ClassVar[int]
    STILL_OPEN_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    case: _case_pb2.Case
    view: DecisionView
    hinges_on: bool
    still_open: bool
    languages: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, request_id: _Optional[str] = ..., case: _Optional[_Union[_case_pb2.Case, _Mapping]] = ..., view: _Optional[_Union[DecisionView, str]] = ..., hinges_on: _Optional[bool] = ..., still_open: _Optional[bool] = ..., languages: _Optional[_Iterable[str]] = ...) -> None: ...

class StreamEvaluateCasesResponse(_message.Message):
    __slots__ = ("request_id", "result")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    result: CaseResult
    def __init__(self, request_id: _Optional[str] = ..., result: _Optional[_Union[CaseResult, _Mapping]] = ...) -> None: ...
