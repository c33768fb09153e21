"""Open acts: what the person may still do, and what would be answered with it."""

from dataclasses import dataclass

from propengine.engine.answers import Answer
from propengine.engine.change_sets import ProgrammeAltered
from propengine.law.stages import Stage
from propengine.law.vocabulary import Fact, OpenAct


@dataclass(frozen=True)
class ActDone:
    """One way to do an act, and what would be answered with it.

    Attributes:
        value: of the fact: true, or a member.
        until: the last stage at which it can be done.
        after: what would be answered.
        programmes: the programmes whose status would be another.
    """

    value: bool | str
    until: Stage
    after: Answer
    programmes: tuple[ProgrammeAltered, ...]


@dataclass(frozen=True)
class ActStillOpen:
    """An act that may still be done.

    Attributes:
        name: the fact.
        fact: its data.
        act: what kind of act it is.
        without: what is answered without it.
        done: the ways to do it that are still open.
    """

    name: str
    fact: Fact
    act: OpenAct
    without: Answer
    done: tuple[ActDone, ...]
