"""Stating: a case decided again with something stated, from the states that it has without."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from propengine.core.slots import SlotValue
from propengine.engine.applying import Comparison, InWorld, applied, compared
from propengine.engine.choosing import State
from propengine.engine.kinds import Place
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.engine.statables import Statement
from propengine.engine.turning import Turned, turned_in
from propengine.engine.worlds import World


@dataclass(frozen=True)
class Stating:
    """Decides a case again with something stated.

    Attributes:
        statements: what is stated.
        known: what they turn in states that were looked at, by identity; others are added.
        alike: for each state, by identity, where the first of its kind stands.
        world: the one that items of which something else is said make; None where nothing is said of them.
    """

    statements: tuple[Statement, ...]
    known: dict[int, Turned | None]
    alike: Mapping[int, Place]
    world: World | None = None

    @cached_property
    def changes(self) -> Mapping[str, SlotValue]:
        """Return the slots that change."""
        return {slot: v for statement in self.statements for slot, v in statement.changes.items()}

    def compared(self, comparison: Comparison) -> Comparison:
        """Return the laws as they apply in a world; see `applying.compared`."""
        states = {id(law.law): law for law in comparison.laws}
        laws = [law.law for law in comparison.laws]
        return compared(
            laws, comparison.world, [], lambda law: self._states(states[id(law)], comparison.world)
        )

    def _states(self, law: InWorld, world: World) -> Sequence[State]:
        """Return the states of a law: looked for anew where other axes may be open.

        Raises:
            CaseRefusedError: every state falls away.
        """
        if self.world is None and _measures(law, world, self.changes):
            return self._anew(law, world)  # what contradicts it, is for whoever applies the law to say
        found: list[State] = []
        for state in law.states:
            alike = self.alike[id(state)]
            if id(alike.state) not in self.known:
                self.known[id(alike.state)] = turned_in(alike, *self.statements)
            one = self.known[id(alike.state)]
            if one is not None and one.is_contradicted and self._falls_away_alone(law, alike):
                continue
            if one is not None and one.run is None and not one.is_contradicted:
                found.append(state)  # nothing is concluded otherwise
                continue
            if one is None or one.run is None or one.opens:
                return self._anew(law, world)
            found.append(replace(state, run=one.run, world=alike.state.world))
        if _asks_for_findings(law, self.changes):
            return self._anew(law, world)
        if not found:
            facts = ", ".join(statement.fact for statement in self.statements)
            raise CaseRefusedError(
                [Refusal(Reason.CONTRADICTORY_FACTS, facts, "every state concludes otherwise")]
            )
        return found

    def _anew(self, law: InWorld, world: World) -> Sequence[State]:
        """Return the states of a law, looked for anew.

        Raises:
            CaseRefusedError: what is stated contradicts what follows.
        """
        of_facts = [s for s in self.statements if self.world is None or s.item_bands is None]
        changes = {slot: value for statement in of_facts for slot, value in statement.changes.items()}
        return applied(law.law.choices, self.world or world, changes)

    def _falls_away_alone(self, law: InWorld, alike: Place) -> bool:
        """Say whether a state that is contradicted falls away, and the axes stay as they are.

        What opens an axis is asked without the conclusions that are stated: the rest must open nothing.
        """
        choices = law.law.choices
        made = choices.law.made
        if not made.isdisjoint(choices.intake.slots):
            return False
        rest = [statement for statement in self.statements if not statement.changes.keys() <= made]
        turned = turned_in(alike, *rest)
        return turned is not None and turned.run is not None and not turned.opens


def _asks_for_findings(law: InWorld, changes: Mapping[str, SlotValue]) -> bool:
    """Say whether a statement speaks of a fact that is an axis of the law: a finding."""
    return not law.law.choices.law.lowered.law.findings.keys().isdisjoint(changes)


def _measures(law: InWorld, world: World, slots: Iterable[str]) -> bool:
    """Say whether the items of a world make any of some slots, under a reading that a state has."""
    choices = law.law.choices
    if choices.law.lowered.quantities.keys().isdisjoint(slots):
        return False
    made = [choices.measured(world, state.run.options).values for state in law.states]
    return any(values.get(slot) is not None for values in made for slot in slots)
