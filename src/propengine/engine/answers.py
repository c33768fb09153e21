"""Answers: what an outcome says, apart from the case that led to it.

What would follow from a statement is kept for the next case of the kind: nothing of a case is kept with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from propengine.core.ends import Range
from propengine.core.moves import FineRange
from propengine.engine.compiled import CompiledLaw
from propengine.engine.runs import Run
from propengine.engine.verdicts import ProgrammeVerdict
from propengine.law.rules import Classification, Liability
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Sanction


@dataclass(frozen=True)
class Answer:
    """An answer under one law.

    Attributes:
        compiled: the law made ready.
        law: the law under its readings.
        main: the main part: offence, classification, liability and final range.
        whole: what makes two answers the same.
        offence_id: the offence that stands; None when undetermined.
        classification: its class.
        liability: the most severe response that the law allows.
        checkpoints: the named ranges.
        sanctions: the single sanctions that are open.
        fines: the fines that are open.
        programmes: the verdicts on the programmes.
        gaps: the declared gaps that are shown, where no offence is.
    """

    compiled: CompiledLaw
    law: Law
    main: tuple[object, ...]
    whole: tuple[object, ...]
    offence_id: str | None
    classification: Classification | None
    liability: Liability | None
    checkpoints: Mapping[Checkpoint, Range]
    sanctions: tuple[Sanction, ...]
    fines: tuple[FineRange, ...]
    programmes: tuple[ProgrammeVerdict, ...]
    gaps: tuple[str, ...]


def answer_of(run: Run) -> Answer:
    """Return what a run answers."""
    offence = run.view.contents.offences[run.offence_id] if run.offence_id is not None else None
    return Answer(
        run.law,
        run.view,
        run.main,
        run.answer,
        run.offence_id,
        offence.classification if offence is not None else None,
        offence.liability if offence is not None else None,
        run.passage.checkpoints if run.passage is not None else {},
        run.sanctions,
        run.fines,
        run.programmes,
        run.gaps if offence is None else (),
    )
