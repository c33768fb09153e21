"""Refining: what is said of a programme is final only where nothing that could still be stated overturns it.

A gate is shown closed, or open, on what the rules conclude, and a rule concludes on what is stated. Where the
main part of the answer does not rest on that conclusion, something stated besides may take it back: then the
gate turns on it, and its status says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from propengine.engine.runs import Run
from propengine.engine.verdicts import GateVerdict, ProgrammeVerdict
from propengine.law.programmes import ProgrammeStatus, worst

_MAY_BECOME: Final[Mapping[ProgrammeStatus, frozenset[ProgrammeStatus]]] = {
    ProgrammeStatus.ELIGIBLE: frozenset({ProgrammeStatus.ELIGIBLE}),
    ProgrammeStatus.CLOSED: frozenset({ProgrammeStatus.CLOSED}),
    ProgrammeStatus.OPEN_UNLESS: frozenset(
        {ProgrammeStatus.OPEN_UNLESS, ProgrammeStatus.ELIGIBLE, ProgrammeStatus.CLOSED}
    ),
    ProgrammeStatus.CONDITIONAL: frozenset(ProgrammeStatus),
    ProgrammeStatus.UNDETERMINED: frozenset(ProgrammeStatus),
    ProgrammeStatus.OUTSIDE_GUIDANCE: frozenset(ProgrammeStatus),
}


@dataclass(frozen=True, slots=True)
class Overturned:
    """A gate of which something stated would take back what is shown.

    Attributes:
        programme: the programme.
        gate: the place of the gate among its gates.
        status: what can be said of the gate while the fact is not stated.
        fact: the fact.
    """

    programme: str
    gate: int
    status: ProgrammeStatus
    fact: str


def overturned(before: Run, after: Run, fact: str) -> Iterator[Overturned]:
    """Yield the gates of one run of which another, in which a fact is stated besides, is no refinement."""
    for here, there in zip(before.made, after.made, strict=True):
        if here is there:
            continue
        for was, would in zip(here, there, strict=True):
            if was.verdict is not would.verdict and was.verdict is not None and would.verdict is not None:
                yield from _of_programme(was.verdict, would.verdict, fact)


def _of_programme(was: ProgrammeVerdict, would: ProgrammeVerdict, fact: str) -> Iterator[Overturned]:
    if was.has_passed:
        return
    for place, (gate, turned) in enumerate(zip(was.gates, would.gates, strict=False)):
        status = common(gate.status, turned.status)
        if status is not gate.status:
            yield Overturned(was.id, place, status, fact)


def common(first: ProgrammeStatus, second: ProgrammeStatus) -> ProgrammeStatus:
    """Return what can be said where one status may turn into another: no more than becomes it."""
    if second in _MAY_BECOME[first]:
        return first
    unless = first is ProgrammeStatus.ELIGIBLE and second in _MAY_BECOME[ProgrammeStatus.OPEN_UNLESS]
    return ProgrammeStatus.OPEN_UNLESS if unless else ProgrammeStatus.UNDETERMINED


def is_final(status: ProgrammeStatus) -> bool:
    """Say whether a status of a gate leaves something that it may not become."""
    return len(_MAY_BECOME[status]) < len(ProgrammeStatus)


def weakened(verdict: ProgrammeVerdict, found: Iterable[Overturned]) -> ProgrammeVerdict:
    """Return a verdict that says of each gate what nothing stated besides can overturn."""
    gates = list(verdict.gates)
    for one in found:
        if one.programme == verdict.id:
            gates[one.gate] = _weakened(gates[one.gate], one)
    return replace(verdict, gates=tuple(gates), status=worst(gate.status for gate in gates))


def _weakened(gate: GateVerdict, found: Overturned) -> GateVerdict:
    return replace(gate, status=common(gate.status, found.status), unless=(*gate.unless, found.fact))
