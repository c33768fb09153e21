"""The trace: every clause of a law that was considered, what it read, and what set it aside."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from propengine.core.levels import Sort
from propengine.core.statements import Clause, Role
from propengine.engine.compiled import CompiledGroup
from propengine.engine.runs import Run

_EXCEPTIONS = frozenset({Sort.RULES, Sort.OFFENCES, Sort.RANGES})


class TraceStep(NamedTuple):
    """A clause that was considered.

    Attributes:
        level: its level.
        clause: the clause.
        holds: whether it holds.
        set_aside_by: the exception that set it aside, if one did.
    """

    level: int
    clause: Clause
    holds: bool
    set_aside_by: str | None

    @property
    def stands(self) -> bool:
        """Say whether it holds and nothing set it aside."""
        return self.holds and self.set_aside_by is None


def trace_of(run: Run) -> Iterator[TraceStep]:
    """Yield every clause that is part of the law as it was read, in order, taken or not."""
    for number, (clauses, held) in enumerate(zip(run.law.lowered.clauses, run.held, strict=True)):
        aside = set_aside(run, number)
        for bit, clause in enumerate(clauses):
            if all(run.options[reading] == option for reading, option in clause.guard):
                yield TraceStep(number, clause, bool(held >> bit & 1), aside.get(bit))


def set_aside(run: Run, level: int) -> Mapping[int, str]:
    """Return, for each clause of a level that holds but is set aside, the exception that does it."""
    held = run.held[level]
    found: dict[int, str] = {}
    for group in run.law.groups[level]:
        if group.group.sort in _EXCEPTIONS and held & group.mask:
            found.update(_of_group(run, group, level, held))
    return found


def _of_group(run: Run, group: CompiledGroup, level: int, held: int) -> Iterator[tuple[int, str]]:
    clauses = run.law.lowered.clauses[level]
    aside = run.set_aside(group)
    for place, bits in enumerate(group.bits):
        by = held & aside.get(place, 0)
        if held >> bits[0] & 1 and by:
            yield bits[0], clauses[(by & -by).bit_length() - 1].id
        elif held >> bits[0] & 1 and run.displaced_by is not None and clauses[bits[0]].role is Role.OFFENCE:
            yield bits[0], run.displaced_by
