"""The mark of an answer: the weakest among the figures that it rests on."""

from collections.abc import Iterator, Sequence
from typing import Final

from propengine.core.lowering import custody_in
from propengine.core.statements import Clause, Conclude, ConcludeHow, Role
from propengine.engine.bounded import Bounded
from propengine.engine.compiled import CompiledGroup, CompiledLaw
from propengine.engine.measuring import Figure, figures
from propengine.engine.runs import Run
from propengine.engine.statables import kind_of
from propengine.engine.worlds import World
from propengine.law.elements import Mark, lowest

_MOST: Final = 10_000


class MarksOfLaw:
    """The marks of answers under one law, kept for the next of a kind with the same substances.

    Attributes:
        known: the mark, by kind and by what is known of each item.
    """

    def __init__(self, _law: CompiledLaw) -> None:
        """Start with none."""
        self.known: Bounded[object, Mark] = Bounded(_MOST)


def mark_of(run: Run, world: World) -> Mark:
    """Return the weakest mark among the figures that a run in a world rests on; M where it rests on none.

    What was never read is not marked as read.
    """
    kept = run.law.kept(MarksOfLaw).known
    items = tuple((holding.substance, tuple(map(tuple, holding.items))) for holding in world.holdings)
    key = kind_of(run), tuple(run.options.values()), items
    known = kept.get(key)
    if known is None:
        of = tuple(figures(run.law.lowered, world.holdings, run.options, run.values))
        found = list(_Marks(run, of).of_answer())
        known = kept[key] = lowest(*found) if found else Mark.M
    return known


class _Marks:
    """Follows an answer back to the figures that it rests on."""

    def __init__(self, run: Run, figures: Sequence[Figure]) -> None:
        self.run = run
        self.figures = figures
        self.contents = run.view.contents
        self.seen: set[str] = set()

    def of_answer(self) -> Iterator[Mark]:
        run = self.run
        for clause in self._clauses(Role.OFFENCE):
            if run.offence_id in {None, clause.id}:
                yield from self._of_clause(clause)
        if run.offence_id is not None:
            yield from self._of_offence(run.offence_id)
        else:
            yield from self._of_gaps()
        yield from self._of_sanctions()
        passage = run.passage
        if passage is not None and run.offence_id is not None:
            yield from passage.marks
            for table, _ in passage.looked_up:
                of = self.contents.ranges.get(table)
                for slot in (slot for slot in of.by if slot != "level") if of is not None else ():
                    yield from self._of_slot(slot)
            yield from self._of_levels()
            for step in dict.fromkeys(passage.acted):
                yield self.contents.steps[step].mark
                for clause in self._clauses(Role.STEP):
                    if clause.id == step:
                        yield from self._of_clause(clause)
        readings = run.law.lowered.law.contents.readings
        chosen = (name for name, option in run.options.items() if option != readings[name].as_written)
        yield from (readings[name].mark for name in dict.fromkeys((*chosen, *run.open_readings)))

    def _of_offence(self, offence: str) -> Iterator[Mark]:
        """Yield the mark of an offence, and that of each whose range it takes."""
        here: str | None = offence
        while here is not None and here in self.contents.offences:
            yield self.contents.offences[here].mark
            custody = custody_in(self.contents.offences[here].sanction)
            here = custody.range_of if custody is not None else None

    def _of_sanctions(self) -> Iterator[Mark]:
        """Yield the marks of the fines and responses that are open, and of what opens them."""
        for place, leaf in self.run.open_sanctions.items():
            part = leaf.fine or leaf.response
            if part is not None and part.mark is not None:
                yield part.mark
            for clause in self._clauses(Role.SANCTION):
                if (clause.id, clause.part) == (self.run.offence_id, str(place)):
                    yield from self._of_clause(clause)

    def _of_gaps(self) -> Iterator[Mark]:
        if self.run.gaps:
            yield Mark.M

    def _of_levels(self) -> Iterator[Mark]:
        custody = self.run.arithmetic().custody
        if custody is not None and custody.levels is not None:
            yield from self._of_slot(custody.levels.base)

    def _clauses(self, role: Role) -> Iterator[Clause]:
        for clause in self.run.law.clauses_by_role.get(role, ()):
            if all(self.run.options[reading] == option for reading, option in clause.guard):
                yield clause

    def _of_clause(self, clause: Clause) -> Iterator[Mark]:
        for slot in sorted(clause.reads):
            yield from self._of_slot(slot)

    def _of_slot(self, slot: str) -> Iterator[Mark]:
        if slot in self.seen:
            return
        self.seen.add(slot)
        table = self.contents.tables.get(slot)
        of = {slot, table.banded} if table is not None else {slot}
        yield from (figure.mark for figure in self.figures if figure.of in of)
        measure = self.contents.measures.get(slot)
        if measure is not None and self.run.values.get(slot) is not None:
            yield measure.mark
        for group, held in self._rules_of(slot):
            places = self.run.standing(group, held)
            for statement in (group.group.statements[place] for place in places):
                if isinstance(statement, Conclude):
                    yield statement.mark
                    if statement.how is ConcludeHow.COPY:
                        yield from self._of_slot(str(statement.value))
                    yield from self._of_clause(statement.clause)

    def _rules_of(self, slot: str) -> Iterator[tuple[CompiledGroup, int]]:
        for group, level in self.run.law.rules_of.get(slot, ()):
            yield group, self.run.held[level]
