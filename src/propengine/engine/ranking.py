"""Ranks: which open programme comes before which, by criteria that are the same for everybody.

In this order: before trial, what takes the place of detention; what must be applied, then what is presumed,
must be considered first, may be applied; what opens at an earlier stage, because it ends the process earlier.
What is equal in all of them ties. Nothing about the person counts but which programmes are open.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from propengine.engine.verdicts import ProgrammeVerdict
from propengine.law.programmes import ProgrammeStatus, Stage
from propengine.law.sanctions import Force

_OPEN: Final = frozenset({ProgrammeStatus.ELIGIBLE, ProgrammeStatus.OPEN_UNLESS})
_FORCES: Final = (Force.MUST, Force.PRESUMED, Force.MUST_CONSIDER, Force.MAY)
_STAGES: Final = tuple(Stage)


def ranks(verdicts: Iterable[ProgrammeVerdict], stage: Stage) -> Mapping[str, int]:
    """Return the rank of each open programme by id, from 1; of two that tie at 1 the next has 3.

    Args:
        verdicts: on the programmes of an answer.
        stage: of the case; what opened only before it has no rank.
    """
    keys = {
        verdict.id: (
            stage is not Stage.PRE_TRIAL or not verdict.programme.instead_of_detention,
            _FORCES.index(verdict.force),
            min(ahead),
        )
        for verdict in verdicts
        if verdict.status in _OPEN and (ahead := _ahead(verdict, stage))
    }
    return {id_: 1 + sum(other < key for other in keys.values()) for id_, key in keys.items()}


def _ahead(verdict: ProgrammeVerdict, stage: Stage) -> list[int]:
    """Return the stages at which a programme opens that have not passed, by their places in the process."""
    of = map(_STAGES.index, verdict.programme.stage)
    return [place for place in of if place >= _STAGES.index(stage)]
