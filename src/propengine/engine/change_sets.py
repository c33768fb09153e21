"""Change sets: what of a case would have to be otherwise for a result of its answer to be another."""

from dataclasses import dataclass
from enum import StrEnum

from propengine.engine.answers import Answer
from propengine.engine.changes import Change
from propengine.law.programmes import ProgrammeStatus


class RangeAltered(StrEnum):
    """How a range of custody would be another."""

    LOWER = "lower"
    HIGHER = "higher"
    CROSSING = "crossing"
    """Lower at one end and higher at the other, or open."""


@dataclass(frozen=True, slots=True)
class ProgrammeAltered:
    """A programme whose status would be another.

    Attributes:
        id: the programme.
        before: its status now; None where it is none of the answer.
        after: its status then.
    """

    id: str
    before: ProgrammeStatus | None
    after: ProgrammeStatus | None


@dataclass(frozen=True)
class ChangeSet:
    """Changes that together alter a result, where no smaller set gives it that.

    Attributes:
        changes: what would be otherwise, in the order of the law.
        classification: whether they are the fewest for this classification.
        range: how they alter the range of custody; None where fewer do so, or it stays.
        programmes: the programmes that they, and no fewer, alter.
        leads_to_an_offence: an offence would stand where none does.
        after: what would be answered.
    """

    changes: tuple[Change, ...]
    classification: bool
    range: RangeAltered | None
    programmes: tuple[ProgrammeAltered, ...]
    leads_to_an_offence: bool
    after: Answer


@dataclass(frozen=True)
class ChangeSets:
    """The smallest sets of changes that were found, and how far was looked.

    Attributes:
        sets: those that lead to an offence first, then by what they alter and how many they are.
        most_changes: so many changes were looked for together.
        decided: so many sets were decided.
        is_complete: nothing that could be a set was left undecided.
        items_left: the items of which no change was looked for.
    """

    sets: tuple[ChangeSet, ...]
    most_changes: int
    decided: int
    is_complete: bool
    items_left: int
