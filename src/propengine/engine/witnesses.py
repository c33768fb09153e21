"""Witnesses: which run shows that something stated changes the main part, and what takes its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from propengine.engine.applying import Comparison, preferred_in, shown_states
from propengine.engine.choosing import State
from propengine.engine.conditions import Question
from propengine.engine.runs import Run


def mains_of(comparisons: Sequence[Comparison]) -> frozenset[object]:
    """Return the main parts that are shown, and that of the answer that is preferred; None where none is."""
    shown = {one.state.run.main for c in comparisons for one in shown_states(c) if not one.beside}
    preferred = {(id(run.law), run.answer): run.main for run in preferred_in(comparisons)}
    main = next(iter(preferred.values())) if len(preferred) == 1 else None
    return frozenset({(True, main) for main in shown} | {(False, main)})


@dataclass(frozen=True)
class Witness:
    """A run, and the one that takes its place once something is stated."""

    before: Run
    after: Run


def witness_of(
    before: Sequence[Comparison], after: Sequence[Comparison], stated: frozenset[str]
) -> Witness | None:
    """Return a run whose main part changes, and what it changes to; None where only a question is answered.

    The law as written comes first, then each state with the one in which the same was chosen, then a finding
    that opens another question, then what is new, then what falls away.
    """
    worlds = {id(old.world): old for old in before}
    pairs = [(worlds.get(id(new.world), before[0]), new) for new in after]
    for old, new in pairs:
        if old.applied.first.run.main != new.applied.first.run.main:
            return Witness(old.applied.first.run, new.applied.first.run)
    for old, new in pairs:
        chosen: dict[object, Run] = {}
        for one in shown_states(old):
            chosen.setdefault((one.law.law.day, _others(one.state, stated)), one.state.run)
        for one in shown_states(new):
            run = chosen.get((one.law.law.day, _others(one.state, stated)))
            if run is not None and run.main != one.state.run.main:
                return Witness(run, one.state.run)
    return _found(pairs, stated) or _new(pairs) or _fallen_away(before, after, stated)


def _found(pairs: Iterable[tuple[Comparison, Comparison]], stated: frozenset[str]) -> Witness | None:
    """Return a state in which a finding that is stated is not made, and what takes its place.

    Where it is made, more may be open: the rest is chosen alike as far as both ask for it.
    """
    for old, new in pairs:
        not_made = [one for one in shown_states(old) if _is_not_made(one.state, stated)]
        for one in shown_states(new) if not_made else ():
            chosen = set(_others(one.state, stated))
            for before in not_made:
                alike = before.law.law.day == one.law.law.day
                differ = before.state.run.main != one.state.run.main
                if alike and differ and chosen.issuperset(_others(before.state, stated)):
                    return Witness(before.state.run, one.state.run)
    return None


def _is_not_made(state: State, findings: frozenset[str]) -> bool:
    """Say whether a state rests on one of some findings not being made."""
    asked = (c for c in state.conditions if c.question is Question.FINDING and c.id in findings)
    return any(condition.value == "not found" for condition in asked)


def _new(pairs: Iterable[tuple[Comparison, Comparison]]) -> Witness | None:
    """Return a state whose main part was not shown before."""
    for old, new in pairs:
        known = {one.state.run.main for one in shown_states(old)}
        for one in shown_states(new):
            if one.state.run.main not in known:
                return Witness(old.applied.first.run, one.state.run)
    return None


def _fallen_away(
    before: Iterable[Comparison], after: Sequence[Comparison], stated: frozenset[str]
) -> Witness | None:
    """Return a run whose main part is shown no longer, unless what is stated only answers its question."""
    left = {one.state.run.main for new in after for one in shown_states(new)}
    for old in before:
        for state in (one.state for one in shown_states(old)):
            if state.run.main not in left and stated.isdisjoint(c.id for c in state.conditions):
                return Witness(state.run, after[0].applied.first.run)
    return None


def _others(state: State, stated: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return what was chosen on every axis but those that are stated."""
    return tuple((c.id, c.value) for c in state.conditions if c.id not in stated)
