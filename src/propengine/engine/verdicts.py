"""Verdicts: what is said of a programme, gate by gate, when certain clauses of it hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from propengine.core.statements import Clause, Forced, Gate, Guard, Passed, Role, clauses_of
from propengine.engine.compiled import CompiledGroup
from propengine.law.programmes import Programme, ProgrammeStatus, worst
from propengine.law.sanctions import Force

_SHUT: Final[Mapping[Role, ProgrammeStatus]] = {
    Role.GATE_BARRED: ProgrammeStatus.CLOSED,
    Role.GATE_FAILED: ProgrammeStatus.CLOSED,
    Role.GATE_OUTSIDE_GUIDANCE: ProgrammeStatus.OUTSIDE_GUIDANCE,
    Role.BAR_WITHIN_GUIDANCE: ProgrammeStatus.OUTSIDE_GUIDANCE,
}
"""What shuts a gate, in the order in which it is told."""
_OF_WHAT_IT_ASKS: Final[Mapping[Role, ProgrammeStatus]] = {
    Role.GATE_ASKED: ProgrammeStatus.ELIGIBLE,
    Role.GATE_OPEN_UNLESS: ProgrammeStatus.OPEN_UNLESS,
    Role.GATE_AWAITS_SENTENCE: ProgrammeStatus.CONDITIONAL,
}
_OF_ITS_BAR: Final[Mapping[Role, ProgrammeStatus]] = {
    Role.GATE_CLEARED: ProgrammeStatus.ELIGIBLE,
    Role.BAR_TURNS_ON_PROGRAMME: ProgrammeStatus.UNDETERMINED,
    Role.BAR_AWAITS_SENTENCE: ProgrammeStatus.CONDITIONAL,
}


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What a decision says of one gate of a programme.

    Attributes:
        gate: the gate.
        status: eligible where the gate is open.
        because: the clause that closes it, or that it turns on; None where it is open.
        unless: the facts that, stated, would overturn what would otherwise be said of it.
    """

    gate: Gate
    status: ProgrammeStatus
    because: Clause | None
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeVerdict:
    """What a decision says of a programme.

    Attributes:
        id: of the programme.
        status: the worst of its gates'.
        gates: each gate by itself.
        force: whether it is available, presumed, mandatory or to be considered first.
        programme: the programme's data.
        has_passed: every stage of it lies before that of the case: what it comes to is read, and not told.
    """

    id: str
    status: ProgrammeStatus
    gates: tuple[GateVerdict, ...]
    force: Force
    programme: Programme
    has_passed: bool = False

    @property
    def told(self) -> tuple[str, ProgrammeStatus | None, Force | None]:
        """Return what makes two verdicts the same answer.

        Of a programme that has passed nothing is told, and the force of a closed one does not matter.
        """
        if self.has_passed:
            return self.id, None, None
        return self.id, self.status, None if self.status is ProgrammeStatus.CLOSED else self.force


def verdict_of(
    name: str, programme: Programme, group: CompiledGroup, held: int, options: Guard
) -> ProgrammeVerdict:
    """Return the verdict on a programme when certain clauses hold, as it is under options of readings."""
    gates: list[GateVerdict] = []
    force, has_passed = None, False
    for statement, bits in zip(group.group.statements, group.bits, strict=True):
        first = next(clauses_of(statement))
        if first.guard != options:
            continue
        if isinstance(statement, Gate):
            gates.append(_gate(statement, bits, held))
        elif isinstance(statement, Forced) and force is None and held >> bits[0] & 1:
            force = statement.force
        elif isinstance(statement, Passed):
            has_passed = bool(held >> bits[0] & 1)
    status = worst(gate.status for gate in gates)
    return ProgrammeVerdict(name, status, tuple(gates), force or programme.force, programme, has_passed)


def _gate(gate: Gate, bits: Sequence[int], held: int) -> GateVerdict:
    clauses = {clause.role: clause for clause in gate.clauses}
    holds = {clause.role for clause, bit in zip(gate.clauses, bits, strict=True) if held >> bit & 1}
    for role, status in _SHUT.items():
        if role in holds:
            return GateVerdict(gate, status, clauses[role])
    asked = _said_first(_OF_WHAT_IT_ASKS, holds, ProgrammeStatus.UNDETERMINED)
    bar = ProgrammeStatus.ELIGIBLE
    if Role.GATE_BARRED in clauses:
        bar = _said_first(_OF_ITS_BAR, holds, ProgrammeStatus.OPEN_UNLESS)
    status = worst((asked, bar))
    if status is ProgrammeStatus.ELIGIBLE:
        return GateVerdict(gate, status, None)
    return GateVerdict(gate, status, clauses[Role.GATE_ASKED if status is asked else Role.GATE_BARRED])


def _said_first(
    said: Mapping[Role, ProgrammeStatus], holds: Collection[Role], otherwise: ProgrammeStatus
) -> ProgrammeStatus:
    """Return what is said where a clause of one of some roles holds: of the first, in their order."""
    return next((status for role, status in said.items() if role in holds), otherwise)
