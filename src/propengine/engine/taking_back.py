"""Taking back: which facts could take back what is shown of a programme, if they were stated.

What is stated of something unknown only adds to what is shown, unless a condition asks that nothing is shown.
So a gate is taken back only through a conclusion that is known and that something stated may turn, or through
such a condition; and a closed one only through what closes it. Of a gate of which all may still be said there
is nothing to take back. What changes the offence or the final range changes the main part, which is told
elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from propengine.core.formulas import HOLDS_IN_SILENCE, leaves_of
from propengine.core.levels import Sort
from propengine.core.slots import LEAST, MOST, OF_OFFENCE
from propengine.core.statements import clauses_of
from propengine.engine.compiled import CompiledGroup, CompiledLaw
from propengine.engine.refining import is_final
from propengine.engine.runs import Run
from propengine.engine.statables import Statable
from propengine.law.programmes import ProgrammeStatus
from propengine.law.vocabulary import IMPOSED_SENTENCE

_OF_MAIN: Final = frozenset({*OF_OFFENCE, LEAST, MOST})


class TakingBack:
    """Which slots lead to what programmes read, otherwise than through the main part of an answer."""

    def __init__(self, law: CompiledLaw) -> None:
        """Take the law; what each slot leads to is found when it is asked for."""
        self._groups = [group for level in law.groups for group in level]
        self._led_to: dict[str, frozenset[str]] = {}

    def may_take_back(self, run: Run, statables: Iterable[Statable]) -> Iterator[Statable]:
        """Yield what may take back what is shown of a programme in a run, if it were stated."""
        values, exposed = run.values, self._exposed(run)
        asked_in_silence = self._asked_in_silence
        for statable in statables:
            reached = frozenset[str]().union(*map(self._read_from, statable.statement.changes)) & exposed
            if any(slot in asked_in_silence or values.get(slot) is not None for slot in reached):
                yield statable

    def _exposed(self, run: Run) -> frozenset[str]:
        """Return the slots on which rests what is shown of a gate of which something else could be said."""
        found: set[str] = set()
        for verdict in run.programmes:
            for gate in verdict.gates:
                if not is_final(gate.status):
                    continue
                closes = gate.because if gate.status is ProgrammeStatus.CLOSED else None
                for clause in gate.gate.clauses if closes is None else (closes,):
                    found.update(clause.reads)
                found |= self._beside[verdict.id]
        return frozenset(found)

    def _read_from(self, slot: str) -> frozenset[str]:
        """Return the slots that programmes read and that a slot leads to, itself among them."""
        known = self._led_to.get(slot)
        if known is None:
            found, new = {slot}, {slot}
            while new:
                new = {s for reached in new for s in self._written_from.get(reached, ())} - found
                found |= new
            known = self._led_to[slot] = frozenset(found & self._read)
        return known

    @cached_property
    def _written_from(self) -> Mapping[str, frozenset[str]]:
        """Return, for each slot, the slots that are written by what reads it."""
        found: dict[str, set[str]] = {}
        for group in self._groups:
            for slot in group.group.reads | group.group.beside:
                # A sentence that was imposed stands for the ends of the range, and the range itself stays.
                of_main = frozenset[str]() if slot == IMPOSED_SENTENCE else _OF_MAIN
                found.setdefault(slot, set()).update(group.group.writes - of_main)
        return {slot: frozenset(written) for slot, written in found.items()}

    @cached_property
    def _programmes(self) -> list[CompiledGroup]:
        return [group for group in self._groups if group.group.sort is Sort.PROGRAMME]

    @cached_property
    def _read(self) -> frozenset[str]:
        return frozenset().union(*(group.group.reads | group.group.beside for group in self._programmes))

    @cached_property
    def _beside(self) -> Mapping[str, frozenset[str]]:
        return {group.group.name: group.group.beside for group in self._programmes}

    @cached_property
    def _asked_in_silence(self) -> frozenset[str]:
        """Return the slots of which some programme asks that something is not shown."""
        clauses = [c for group in self._programmes for s in group.group.statements for c in clauses_of(s)]
        leaves = [leaf for clause in clauses for leaf in leaves_of(clause.formula)]
        beside = frozenset[str]().union(*(group.group.beside for group in self._programmes))
        return beside | {leaf.slot for leaf in leaves if leaf.bound in HOLDS_IN_SILENCE}
