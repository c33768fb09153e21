"""Levels: the order in which the statements of a law can be decided.

What concludes something lies above all that it reads, so there are no loops and the order in which a law is
written cannot matter. One visitor says what a statement reads and what it writes.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from propengine.core.slots import OFFENCE, of_counted, of_programme, of_units
from propengine.core.statements import (
    CellOf,
    Conclude,
    ConcludeHow,
    Forced,
    Gate,
    Move,
    Passed,
    Refuse,
    Statement,
    Tell,
    clauses_of,
)
from propengine.law.faults import Expected


class Sort(StrEnum):
    """What a group of statements makes together."""

    FACT = "facts"
    """A fact that follows from others."""
    RULES = "rules"
    """The value of one fact."""
    OFFENCES = "offences"
    """The offence, its class and its liability."""
    RANGES = "steps"
    """The range, through one or several phases."""
    PROGRAMME = "programmes"
    """The status of one programme."""
    LAST = "last"
    """What nothing else depends on."""


@dataclass(frozen=True)
class Group:
    """Statements that make something together.

    Attributes:
        sort: what they make.
        name: the fact or programme, or the first phase.
        statements: in the order of the law.
        reads: the slots that they read.
        beside: those of them that are read otherwise than by a clause: copied, chosen, or keys of a table.
        writes: the slots that they write.
        phases: for ranges, the phases that are gone through.
    """

    sort: Sort
    name: str
    statements: tuple[Statement, ...]
    reads: frozenset[str]
    beside: frozenset[str]
    writes: frozenset[str]
    phases: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return `sort.name`."""
        return f"{self.sort}.{self.name}" if self.name else self.sort.value


class Cycle(Expected):
    """Conclusions that read each other.

    Attributes:
        groups: what makes them, by name.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        """Keep the groups and name them."""
        self.groups = tuple(sorted(groups, key=str))
        super().__init__("conclusions that do not read each other", ", ".join(map(str, self.groups)))


def reads_of(statement: Statement) -> Iterator[str]:
    """Yield the slots that a statement reads; the key of a table of ranges is read by whoever asks for it."""
    for clause in clauses_of(statement):
        yield from clause.reads
    yield from beside_clauses(statement)


def beside_clauses(statement: Statement) -> Iterator[str]:
    """Yield the slots that a statement reads otherwise than by its clauses."""
    match statement:
        case Conclude(how=ConcludeHow.COPY):
            yield str(statement.value)
        case Move():
            yield from statement.chosen
            for fact in statement.fixed:
                yield from (of_counted(fact), *of_units(fact))
            yield OFFENCE
        case _:
            pass


def writes_of(statement: Statement) -> Iterator[str]:
    """Yield the slots that a statement writes by itself; a range is written by all that move it."""
    match statement:
        case Conclude(how=ConcludeHow.OPEN):
            return
        case Conclude():
            yield statement.slot
        case Gate() | Forced() | Passed():
            yield of_programme(statement.programme)
        case Move() | Refuse() | Tell():
            return


def tables_of(statement: Statement) -> Iterator[str]:
    """Yield the tables of ranges that a statement looks into."""
    if isinstance(statement, Move):
        yield from (size.table for size in statement.sizes if isinstance(size, CellOf))


def levels_of(groups: Iterable[Group]) -> tuple[tuple[Group, ...], ...]:
    """Return the groups in levels; a level reads only what earlier levels and the case provide.

    Raises:
        Cycle: conclusions that read each other, by name.
    """
    pending = list(groups)
    writers = {slot: i for i, group in enumerate(pending) for slot in group.writes}
    needs = [{writers[slot] for slot in group.reads if slot in writers} for group in pending]
    level_of: dict[int, int] = {}
    levels: list[tuple[Group, ...]] = []
    waiting = list(range(len(pending)))
    while waiting:
        ready = [i for i in waiting if needs[i] <= level_of.keys()]
        if not ready:
            raise Cycle(pending[i] for i in _on_loops(waiting, needs))
        for i in ready:
            level_of[i] = len(levels)
        levels.append(tuple(pending[i] for i in ready))
        waiting = [i for i in waiting if i not in level_of]
    return tuple(levels)


def _on_loops(waiting: Iterable[int], needs: Sequence[Collection[int]]) -> Collection[int]:
    """Return what lies on a loop or between two; what only reads from one is no part of the mistake."""
    left = set(waiting)
    while free := {i for i in left if not any(i in needs[other] for other in left)}:
        left -= free
    return left
