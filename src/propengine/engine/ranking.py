"""Ranks: which open programme comes before which, by the criteria that its ruleset declares.

They are the same for everybody, and their order is the ruleset's: detention, force, stage where it declares
no other. What is equal in all of them ties. Nothing about the person counts but which programmes are open.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from propengine.engine.verdicts import ProgrammeVerdict
from propengine.law.jurisdictions import RankedBy
from propengine.law.programmes import ProgrammeStatus
from propengine.law.sanctions import Force
from propengine.law.stages import Stage

Reason: TypeAlias = bool | Force | Stage
"""What one criterion finds: that detention is replaced, the force, or the stage ahead at which it opens."""

_OPEN: Final = frozenset({ProgrammeStatus.ELIGIBLE, ProgrammeStatus.OPEN_UNLESS})
_FORCES: Final = (Force.MUST, Force.PRESUMED, Force.MUST_CONSIDER, Force.MAY)
_STAGES: Final = tuple(Stage)


def reasons(
    verdicts: Iterable[ProgrammeVerdict], stage: Stage, by: Sequence[RankedBy]
) -> Mapping[str, Sequence[Reason]]:
    """Return what each criterion finds of each open programme, by its id.

    Args:
        verdicts: on the programmes of an answer.
        stage: of the case; what opened only before it has no rank, and no reason of one.
        by: the criteria, in the order in which they count.
    """
    found = {}
    for verdict in verdicts:
        ahead = _ahead(verdict, stage)
        if verdict.status in _OPEN and ahead:
            of: Mapping[RankedBy, Reason] = {
                RankedBy.DETENTION: stage is Stage.PRE_TRIAL and verdict.programme.instead_of_detention,
                RankedBy.FORCE: verdict.force,
                RankedBy.STAGE: ahead[0],
            }
            found[verdict.id] = [of[criterion] for criterion in by]
    return found


def ranks(reasons: Mapping[str, Sequence[Reason]]) -> Mapping[str, int]:
    """Return the rank of each open programme by id, from 1; of two that tie at 1 the next has 3."""
    keys = {id_: [_place(reason) for reason in found] for id_, found in reasons.items()}
    return {id_: 1 + sum(other < key for other in keys.values()) for id_, key in keys.items()}


def _place(reason: Reason) -> int:
    """Return where what a criterion finds comes in its order, from 0."""
    match reason:
        case bool():
            return int(not reason)
        case Force():
            return _FORCES.index(reason)
        case Stage():
            return _STAGES.index(reason)


def _ahead(verdict: ProgrammeVerdict, stage: Stage) -> Sequence[Stage]:
    """Return the stages at which a programme opens that have not passed, in order."""
    return [each for each in _STAGES[_STAGES.index(stage) :] if each in verdict.programme.stage]
