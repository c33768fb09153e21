"""Decisive sets: which unstated facts, one or two together, would change the answer, and to what.

A set is found by what the law tells apart and shown only after the case was decided again with it stated,
under every law that takes part: the witness. Sets are minimal. Facts that would change the main part
(offence, class, liability, final range) come first, and among them those that lead to an offence where none
is shown.
"""

from dataclasses import dataclass

from propengine.engine.answers import Answer
from propengine.engine.outcome import Outcome
from propengine.engine.refining import weakened
from propengine.engine.statables import Statement
from propengine.engine.verdicts import ProgrammeVerdict


@dataclass(frozen=True)
class DecisiveSet:
    """One or two unstated facts that would change the answer together, and neither alone.

    Attributes:
        statements: what would be stated.
        before: an outcome as it is without them.
        after: what would be answered in its place.
        main: they change the main part of the answer; else programmes or what may be imposed alone.
    """

    statements: tuple[Statement, ...]
    before: Outcome
    after: Answer
    main: bool

    @property
    def leads_to_an_offence(self) -> bool:
        """Say whether an offence would stand where none does."""
        return self.before.offence_id is None and self.after.offence_id is not None

    @property
    def programmes(self) -> tuple[ProgrammeVerdict, ...]:
        """Return the verdicts that would be shown in its place.

        What overturns a verdict that stays overturns it still, unless that is what would be stated.
        """
        stated = {statement.fact for statement in self.statements}
        left = [one for one in self.before.overturned if one.fact not in stated]
        staying = {verdict.id: verdict.told for verdict in self.before.run.programmes}
        return tuple(
            weakened(verdict, left) if staying.get(verdict.id) == verdict.told else verdict
            for verdict in self.after.programmes
        )

    @property
    def changes(self) -> bool:
        """Say whether anything would be answered otherwise than is shown."""
        *others, _ = self.after.whole
        told = tuple(verdict.told for verdict in self.programmes)
        return self.main or self.before.answer != (*others, told)
