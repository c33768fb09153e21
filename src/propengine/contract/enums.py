"""The engine's words and the contract's enum numbers, each the other's name in capitals.

The tables are made at import and fail there when one side has a word that the other lacks.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeVar

from propengine.core.formulas import Bound
from propengine.core.statements import KIND_OF, Role
from propengine.engine.case import Standing
from propengine.engine.change_sets import RangeAltered
from propengine.engine.conditions import Question
from propengine.engine.decision import MilderVerdict, NoticeKind, Status
from propengine.engine.serving import Meets
from propengine.law.catalogue import Population
from propengine.law.conditions import Comparison
from propengine.law.conduct import Conduct
from propengine.law.elements import Mark
from propengine.law.instruments import DateKey
from propengine.law.jurisdictions import Candidate, Reach
from propengine.law.programmes import Approach, GateKind, ProgrammeStatus, TargetGroup
from propengine.law.rules import Classification, Liability
from propengine.law.sanctions import Checkpoint, Force
from propengine.law.stages import Stage
from propengine.law.vocabulary import ActKind, FactType, Speaker
from propengine.v1 import case_pb2, decision_pb2, fact_pb2, law_pb2, programme_pb2, sanction_pb2, trace_pb2

_Word = TypeVar("_Word", bound=Enum)
_Spoken = TypeVar("_Spoken", bound=StrEnum)
_Number = TypeVar("_Number", bound=int)


def _numbers(
    words: type[_Word], numbers: type[_Number], prefix: str, leave_out: frozenset[str] = frozenset()
) -> Mapping[_Word, _Number]:
    enum: Any = numbers
    table: dict[_Word, _Number] = {
        word: enum.Value(f"{prefix}_{word.name}") for word in words if word.name not in leave_out
    }
    unmatched = set(enum.values()) - set(table.values()) - {0}
    if unmatched:
        message = f"{prefix} has numbers without a word of the engine: {sorted(unmatched)}"
        raise TypeError(message)
    return MappingProxyType(table)


def _words(words: type[_Spoken], numbers: type[int], prefix: str) -> Mapping[int, _Spoken]:
    return MappingProxyType({number: word for word, number in _numbers(words, numbers, prefix).items()})


STAGE_OF: Final = _words(Stage, case_pb2.Stage, "STAGE")
APPROACH_OF: Final = _words(Approach, programme_pb2.Approach, "APPROACH")
TARGET_GROUP_OF: Final = _words(TargetGroup, programme_pb2.TargetGroup, "TARGET_GROUP")
POPULATION_OF: Final = _words(Population, programme_pb2.Population, "POPULATION")
CONDUCT_OF: Final = _words(Conduct, case_pb2.Conduct, "CONDUCT")
STANDING_OF: Final = _words(Standing, case_pb2.Standing, "STANDING")

CONDUCT: Final = _numbers(Conduct, case_pb2.Conduct, "CONDUCT")
STANDING: Final = _numbers(Standing, case_pb2.Standing, "STANDING")
STAGE: Final = _numbers(Stage, case_pb2.Stage, "STAGE")
MARK: Final = _numbers(Mark, law_pb2.Mark, "MARK")
DATE_KEY: Final = _numbers(DateKey, law_pb2.DateKey, "DATE_KEY")
FORCE: Final = _numbers(Force, sanction_pb2.Force, "FORCE")
CHECKPOINT: Final = _numbers(
    Checkpoint, sanction_pb2.CheckpointName, "CHECKPOINT_NAME", frozenset({Checkpoint.BEST_CASE.name})
)
PROGRAMME_STATUS: Final = _numbers(ProgrammeStatus, programme_pb2.ProgrammeStatus, "PROGRAMME_STATUS")
GATE_KIND: Final = _numbers(GateKind, programme_pb2.GateKind, "GATE_KIND")
APPROACH: Final = _numbers(Approach, programme_pb2.Approach, "APPROACH")
TARGET_GROUP: Final = _numbers(TargetGroup, programme_pb2.TargetGroup, "TARGET_GROUP")
POPULATION: Final = _numbers(Population, programme_pb2.Population, "POPULATION")
ROLE: Final = _numbers(Role, trace_pb2.Role, "ROLE")
KIND_OF_ROLE: Final = MappingProxyType({number: KIND_OF[role] for role, number in ROLE.items()})
"""The kind of element that the steps of a role belong to."""
COMPARISON: Final = _numbers(Comparison, trace_pb2.Comparison, "COMPARISON")
BOUND: Final = _numbers(Bound, trace_pb2.Bound, "BOUND")
ACT_KIND: Final = _numbers(ActKind, decision_pb2.ActKind, "ACT_KIND")
RANGE_CHANGE: Final = _numbers(RangeAltered, decision_pb2.RangeChange, "RANGE_CHANGE")
STATUS: Final = _numbers(Status, decision_pb2.DecisionStatus, "DECISION_STATUS")
CLASSIFICATION: Final = _numbers(Classification, decision_pb2.Classification, "CLASSIFICATION")
LIABILITY: Final = _numbers(Liability, decision_pb2.Liability, "LIABILITY")
QUESTION: Final = _numbers(Question, decision_pb2.Question, "QUESTION")
VERDICT: Final = _numbers(MilderVerdict, decision_pb2.MilderLawVerdict, "MILDER_LAW_VERDICT")
CANDIDATE: Final = _numbers(Candidate, decision_pb2.Candidate, "CANDIDATE")
REACH: Final = _numbers(Reach, decision_pb2.ReviewReach, "REVIEW_REACH")
MEETS: Final = _numbers(Meets, decision_pb2.ServedAgainstRange, "SERVED_AGAINST_RANGE")
NOTICE_KIND: Final = _numbers(NoticeKind, decision_pb2.NoticeKind, "NOTICE_KIND")
FACT_TYPE: Final = _numbers(FactType, fact_pb2.FactType, "FACT_TYPE")
SPEAKER: Final = _numbers(Speaker, fact_pb2.Speaker, "SPEAKER")
