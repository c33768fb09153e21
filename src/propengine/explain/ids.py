"""The ids of the messages that stand for a word of the contract: each enum, and each field that is told of.

A word that the contract gains asks for its message in every catalogue.
"""

from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import Final

from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from propengine.law.sanctions import Checkpoint
from propengine.v1 import case_pb2, decision_pb2, fact_pb2, law_pb2, programme_pb2, sanction_pb2, trace_pb2


def _of(prefix: str, enum: EnumTypeWrapper, without: Container[int] = ()) -> Mapping[int, str]:
    """Return the id for each number of an enum: `status.decided` for `DECISION_STATUS_DECIDED`."""
    start = enum.keys()[0].removesuffix("UNSPECIFIED")
    words = {number: name.removeprefix(start).lower().replace("_", "-") for name, number in enum.items()}
    return MappingProxyType(
        {number: f"{prefix}.{word}" for number, word in words.items() if number not in without}
    )


STATUS: Final = _of("status", decision_pb2.DecisionStatus)
STATUS_IN_PART: Final = "status.not-recorded-in-full"
MARK: Final = _of("mark", law_pb2.Mark, without={law_pb2.MARK_UNSPECIFIED})
"""What the weakest mark says."""
CLASSIFICATION: Final = _of("classification", decision_pb2.Classification)
LIABILITY: Final = _of("liability", decision_pb2.Liability)
PLAIN_STATUS: Final = _of("plain-status", decision_pb2.DecisionStatus)
PLAIN_CLASSIFICATION: Final = _of("plain-classification", decision_pb2.Classification)
PLAIN_LIABILITY: Final = _of("plain-liability", decision_pb2.Liability)
PLAIN_OPEN: Final = _of(
    "plain-open",
    programme_pb2.ProgrammeStatus,
    without={programme_pb2.PROGRAMME_STATUS_UNSPECIFIED, programme_pb2.PROGRAMME_STATUS_CLOSED},
)
"""What the plain level says of alternatives, by how they stand; what is closed is not told."""
CHECKPOINT: Final = _of("checkpoint", sanction_pb2.CheckpointName)
FORCE: Final = _of("force", sanction_pb2.Force)
GATE_KIND: Final = _of("gate", programme_pb2.GateKind)
STAGE: Final = _of("stage", case_pb2.Stage)
CONDUCT: Final = _of("conduct", case_pb2.Conduct, without={case_pb2.CONDUCT_UNSPECIFIED})
PROGRAMME_STATUS: Final = _of(
    "programme-status", programme_pb2.ProgrammeStatus, without={programme_pb2.PROGRAMME_STATUS_UNSPECIFIED}
)
PROGRAMMES: Final = _of(
    "programmes-that-are", programme_pb2.ProgrammeStatus, without={programme_pb2.PROGRAMME_STATUS_UNSPECIFIED}
)
"""The headings over programmes, by how they stand."""
THEN: Final = _of("programmes-then", programme_pb2.ProgrammeStatus)
"""How programmes stand in another answer."""
SPEAKER: Final = _of("speaker", fact_pb2.Speaker)
CONCLUSION: Final = _of("conclusion", decision_pb2.ConclusionKind)
VERDICT: Final = _of("verdict", decision_pb2.MilderLawVerdict)
MEETS: Final = _of("time-served", decision_pb2.ServedAgainstRange)
REACH: Final = _of("review", decision_pb2.ReviewReach)
CANDIDATE: Final = _of("candidate", decision_pb2.Candidate)
DATE_KEY: Final = _of("date-key", law_pb2.DateKey)
NOTICE: Final = _of("notice", decision_pb2.NoticeKind)
ROLE: Final = _of("role", trace_pb2.Role)
COMPARISON: Final = _of(
    "comparison",
    trace_pb2.Comparison,
    without={
        trace_pb2.COMPARISON_UNSPECIFIED,
        trace_pb2.COMPARISON_EQUALS,
        trace_pb2.COMPARISON_ONE_OF,
    },
)
BOUND: Final = _of("bound", trace_pb2.Bound, without={trace_pb2.BOUND_UNSPECIFIED, trace_pb2.BOUND_SHOWN})
"""What is asked of a test beside that it is shown."""
ACT: Final = _of("act", decision_pb2.ActKind, without={decision_pb2.ACT_KIND_UNSPECIFIED})
RANGE_CHANGE: Final = _of(
    "range-change", decision_pb2.RangeChange, without={decision_pb2.RANGE_CHANGE_UNSPECIFIED}
)
TOGETHER: Final[Mapping[int, str]] = MappingProxyType(
    {1: "hinges-on.one-change", 2: "hinges-on.two-changes", 3: "hinges-on.three-changes"}
)
"""How many changes are told under it."""
BURDEN: Final[Mapping[str, str]] = MappingProxyType(
    {side: f"burden.{side}" for side in ("prosecution", "accused")}
)
PART: Final[Mapping[str, str]] = MappingProxyType(
    {part: f"gate.{part}" for part in ("legal", "clinical", "consent", "operational")}
)
"""Parts of an element whose conditions stand apart; others are numbered."""
RANGE: Final[Mapping[str, str]] = MappingProxyType(
    {str(name): f"subject.range-{name}".replace("_", "-") for name in Checkpoint}
)
"""Named ranges that a condition reads."""
END: Final[Mapping[str, str]] = MappingProxyType(
    {end: f"end.{end}" for end in ("min", "max", "mean", "point", "level", "grades")}
)
"""What of a range a condition reads."""
OF_ITEM: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "item.itself",
        "amount": "item.amount",
        "purity": "item.purity",
        "purity_percent": "item.purity",
        "substance": "item.form",
        "mass_of_one": "item.mass-of-one",
    }
)
"""What of an item a notice is about, by its field."""
OF_CASE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "items": "case.items",
        "charge": "case.charge",
        "conviction_date": "date-key.conviction",
        "sentence_date": "date-key.sentence",
    }
)
"""Fields of a case that a notice is about."""
SUBJECT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "offence": "subject.offence",
        "classification": "subject.classification",
        "liability": "subject.liability",
        "stage": "subject.stage",
        "conduct": "subject.conduct",
        "substance": "subject.substance",
        "items": "subject.items",
        "purity_stated": "subject.purity-stated",
        "imposed": "subject.imposed",
        "imposed.least": "subject.imposed-least",
        "imposed.most": "subject.imposed-most",
        "imposed.lawful_least": "subject.lawful-least",
        "imposed.lawful_most": "subject.lawful-most",
        "imposed_sentence": "subject.imposed",
    }
)
"""What of the answer or the case a condition reads."""
TIME: Final[Mapping[str, str]] = MappingProxyType(
    {"y": "time.years", "m": "time.months", "w": "time.weeks", "d": "time.days", "h": "time.hours"}
)
"""Lengths of time, by the letter of their unit."""
