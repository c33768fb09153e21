"""The mark of an answer: the weakest among the figures that it rests on."""

from collections.abc import Iterator

from propengine.engine.outcome import Outcome
from propengine.engine.ranges import SanctionArithmetic
from propengine.core.domains import leaves_of
from propengine.law.elements import Mark, lowest
from propengine.law.rules import ValueOf
from propengine.core.strata import Conditional


def mark_of(outcome: Outcome) -> Mark:
    """Return the weakest mark among the figures that an outcome rests on."""
    return lowest(*_Marks(outcome).of_answer())


class _Marks:
    """Follows an answer back to the figures that it rests on."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.contents = outcome.law.contents
        self.seen: set[str] = set()

    def of_answer(self) -> Iterator[Mark]:
        outcome = self.outcome
        for condition in outcome.program.offence_conditions:
            if outcome.offence_id in {None, condition.id}:
                yield from self._of_condition(condition)
        if outcome.offence is not None:
            yield outcome.offence.mark
        yield from (leaf.fine.mark for leaf in outcome.sanctions if leaf.fine and leaf.fine.mark)
        if outcome.arithmetic is not None:
            yield from self._of_ranges(outcome.arithmetic)
        written = outcome.law.written or outcome.law
        for reading in (*(name for name, _ in outcome.law.readings), *outcome.open_readings):
            yield written.contents.readings[reading].mark

    def _of_ranges(self, arithmetic: SanctionArithmetic) -> Iterator[Mark]:
        """Yield the marks of the cells, of what looked them up, and of the steps and their grounds."""
        yield arithmetic.mark
        for subject in arithmetic.looked_up_by:
            yield from self._of_subject(subject)
        for applied in arithmetic.applied:
            yield self.contents.steps[applied.step].mark
            yield from self._of_condition(self.outcome.program.step_conditions[applied.step])

    def _of_condition(self, condition: Conditional) -> Iterator[Mark]:
        for leaf in leaves_of(condition.formula):
            yield from self._of_subject(leaf.slot)

    def _of_subject(self, subject: str) -> Iterator[Mark]:
        if subject in self.seen:
            return
        self.seen.add(subject)
        table = self.contents.tables.get(subject)
        of = {subject, table.of} if table is not None else {subject}
        yield from (figure.mark for figure in self.outcome.measures.figures if figure.of in of)
        if (measure := self.contents.measures.get(subject)) is not None:
            yield measure.mark
        if (found := self.outcome.program.rules_of.get(subject)) is not None:
            number, plan = found
            held = self.outcome.held[number]
            for entry in plan.entries:
                if entry.stands(held):
                    rule = self.contents.rules[entry.id]
                    yield rule.mark
                    if isinstance(rule.value, ValueOf):
                        yield from self._of_subject(rule.value.value_of)
                    yield from self._of_condition(self.outcome.program.levels[number].condition(entry.bit))
