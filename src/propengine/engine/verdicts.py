"""Verdicts: what is said of a programme, gate by gate, when certain clauses of it hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from propengine.core.statements import Clause, Forced, Gate, Guard, Role, clauses_of
from propengine.engine.compiled import CompiledGroup
from propengine.law.programmes import Programme, ProgrammeStatus, worst
from propengine.law.sanctions import Force


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
    """

    id: str
    status: ProgrammeStatus
    gates: tuple[GateVerdict, ...]
    force: Force
    programme: Programme

    @property
    def told(self) -> tuple[str, ProgrammeStatus, Force | None]:
        """Return what makes two verdicts the same answer; the force of a closed programme does not matter."""
        return self.id, self.status, None if self.status is ProgrammeStatus.CLOSED else self.force


def verdict_of(
    name: str, programme: Programme, group: CompiledGroup, held: int, options: Guard
) -> ProgrammeVerdict:
    """Return the verdict on a programme when certain clauses hold, as it is under options of readings."""
    gates: list[GateVerdict] = []
    force = None
    for statement, bits in zip(group.group.statements, group.bits, strict=True):
        first = next(clauses_of(statement))
        if first.guard != options:
            continue
        if isinstance(statement, Gate):
            gates.append(_gate(statement, bits, held))
        elif isinstance(statement, Forced) and force is None and held >> bits[0] & 1:
            force = statement.force
    status = worst(gate.status for gate in gates)
    return ProgrammeVerdict(name, status, tuple(gates), force or programme.force, programme)


def _gate(gate: Gate, bits: Sequence[int], held: int) -> GateVerdict:
    holds = {clause.role: bool(held >> bit & 1) for clause, bit in zip(clauses_of(gate), bits, strict=True)}
    if holds.get(Role.GATE_BARRED):
        return GateVerdict(gate, ProgrammeStatus.CLOSED, gate.barred)
    if holds[Role.GATE_FAILED]:
        return GateVerdict(gate, ProgrammeStatus.CLOSED, gate.failed)
    guided = ((Role.GATE_OUTSIDE_GUIDANCE, gate.outside), (Role.BAR_WITHIN_GUIDANCE, gate.bar_within))
    against = next((clause for role, clause in guided if holds.get(role)), None)
    if against is not None:
        return GateVerdict(gate, ProgrammeStatus.OUTSIDE_GUIDANCE, against)
    if not holds[Role.GATE_ASKED]:
        waits = holds.get(Role.GATE_AWAITS_SENTENCE, False)
        status = ProgrammeStatus.CONDITIONAL if waits else ProgrammeStatus.UNDETERMINED
        return GateVerdict(gate, status, gate.asked)
    if gate.barred is not None and not holds[Role.GATE_CLEARED]:
        waits = holds.get(Role.BAR_AWAITS_SENTENCE, False)
        status = ProgrammeStatus.CONDITIONAL if waits else ProgrammeStatus.OPEN_UNLESS
        return GateVerdict(gate, status, gate.barred)
    return GateVerdict(gate, ProgrammeStatus.ELIGIBLE, None)
