"""Turning: what something stated turns in a state, by itself and through what is concluded anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from propengine.core.levels import Sort
from propengine.engine.choosing import REFUSED_COMPLETIONS
from propengine.engine.concluding import again
from propengine.engine.kinds import Place
from propengine.engine.making import StatedContradictsDerivedError, concludes_anew
from propengine.engine.runs import Run
from propengine.engine.statables import Statable, Statement

_OF_MAIN: Final = frozenset({Sort.FACT, Sort.RULES, Sort.OFFENCES, Sort.RANGES})


@dataclass(frozen=True)
class Turned:
    """What statements turn in one state.

    Attributes:
        statements: what would be stated.
        place: the state.
        flips: the clauses that they turn by themselves, as a bit mask for each level.
        run: the state decided with them; None where no group would conclude anything else.
        is_contradicted: something else follows from the other facts, so that the state falls away.
    """

    statements: tuple[Statement, ...]
    place: Place
    flips: Mapping[int, int]
    run: Run | None
    is_contradicted: bool = False

    @property
    def may_change_main(self) -> bool:
        """Say whether the main part of the state changes, other axes open, or the state falls away."""
        return self.is_contradicted or self.changes_main or self.opens

    @property
    def may_conclude_anew(self) -> bool:
        """Say whether some group of the state concludes something else, or the state falls away."""
        return self.is_contradicted or self.run is not None

    @property
    def changes_main(self) -> bool:
        """Say whether the main part of the state changes."""
        return self.run is not None and self.run.main != self.place.state.run.main

    @property
    def opens(self) -> bool:
        """Say whether something is open that was not, or the other way round."""
        before, run = self.place.state.run, self.run
        if run is None:
            return False
        return before.open_readings != run.open_readings or before.may_steps != run.may_steps

    def held(self, level: int) -> int:
        """Return which clauses of a level hold with what is stated."""
        base = self.place.state.run
        return self.run.held[level] if self.run is not None else base.held[level] ^ self.flips.get(level, 0)

    @cached_property
    def groups(self) -> frozenset[tuple[int, int]]:
        """Return the groups on which the main part depends and of which clauses, or conclusions, turn."""
        base = self.place.state.run
        return frozenset(
            (number, i)
            for number, groups in enumerate(base.law.groups)
            if number in self.flips
            or (self.run is not None and self.run.made[number] is not base.made[number])
            for i, group in enumerate(groups)
            if group.group.sort in _OF_MAIN
            and (
                (self.held(number) ^ base.held[number]) & group.mask
                or (self.run is not None and self.run.made[number][i] is not base.made[number][i])
            )
        )


def turned_in(place: Place, *statements: Statement) -> Turned | None:
    """Return a state with something stated; None where the whole case would be refused."""
    changes = {slot: value for statement in statements for slot, value in statement.changes.items()}
    bands = next((s.item_bands for s in statements if s.item_bands is not None), None)
    run = place.state.run
    try:
        after = again(run, run.inputs.changed(changes, bands), changes)
    except StatedContradictsDerivedError:
        return Turned(statements, place, {}, None, is_contradicted=True)
    except REFUSED_COMPLETIONS:
        return None
    return Turned(statements, place, {}, after)


Seen: TypeAlias = set[tuple[str, tuple[tuple[int, int], ...]]]
"""The clauses that were turned by something stated of a fact, by itself."""


def live_in(place: Place, statables: Iterable[Statable]) -> Iterator[Turned]:
    """Yield what turns something in a state; what turns the same of one fact, once."""
    seen: Seen = set()
    for statable in statables:
        turned = turned_by(place, statable, seen)
        if turned is not None:
            yield turned


def turned_by(place: Place, statable: Statable, seen: Seen) -> Turned | None:
    """Return a state with something stated; None where it turns nothing, or the same as something seen.

    Args:
        place: the state.
        statable: what would be stated.
        seen: what was turned in the state before; this is added.
    """
    run = place.state.run
    flips = _flips(run, statable)
    key = statable.statement.fact, tuple(flips.items())
    if not statable.is_beside and (not flips or key in seen):
        return None
    seen.add(key)
    if not statable.is_beside and not _concludes_anew(run, flips):
        return Turned((statable.statement,), place, flips, None)
    return turned_in(place, statable.statement)


def may_turn(run: Run, statable: Statable) -> bool:
    """Say whether something stated may conclude anything else: what only its clauses read, if they do."""
    if statable.is_beside:
        return True
    flips = _flips(run, statable)
    return bool(flips) and _concludes_anew(run, flips)


def _flips(run: Run, statable: Statable) -> Mapping[int, int]:
    """Return the clauses that something stated turns by itself, as a bit mask for each level."""
    values, held = run.values, run.held
    changes = statable.statement.changes
    before = {slot: values[slot] for slot in changes if slot in values}
    values.update(changes)
    found: dict[int, int] = {}
    for level, bit, holds in statable.tests:
        if holds(values) != bool(held[level] >> bit & 1):
            found[level] = found.get(level, 0) | 1 << bit
    for slot in changes:
        values.pop(slot, None)
    values.update(before)
    return found


def _concludes_anew(run: Run, flips: Mapping[int, int]) -> bool:
    """Say whether some group concludes something else with its clauses turned."""
    return any(
        concludes_anew(run, group, run.held[level], run.held[level] ^ mask)
        for level, mask in flips.items()
        for group in run.law.groups[level]
        if group.mask & mask
    )
