"""Applying laws: each candidate law to each world, and which of them is the milder one there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import product
from typing import Final

from propengine.core.moves import FractionOutsideBoundsError
from propengine.core.slots import SlotValue
from propengine.engine.choosing import (
    Choices,
    State,
    StatedContradictsMeasuredError,
    TooManyStatesError,
    preferred_of,
)
from propengine.engine.conditions import Condition, Question
from propengine.engine.decision import MilderVerdict
from propengine.engine.making import StatedContradictsDerivedError, UnknownTextReachedError
from propengine.engine.milder import Favour, compare, is_punished, prefers
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.engine.runs import Run
from propengine.engine.worlds import World
from propengine.law.jurisdictions import Candidate
from propengine.law.ruleset import Law


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A law that takes part: why, the day, and the law."""

    candidate: Candidate
    day: date
    law: Law


@dataclass(frozen=True)
class AppliedLaw:
    """A law that takes part.

    Attributes:
        candidate: why.
        day: the day whose law it is.
        choices: its states.
    """

    candidate: Candidate
    day: date
    choices: Choices


@dataclass(frozen=True)
class InWorld:
    """A law applied to one world.

    Attributes:
        law: the law.
        states: every way to apply it, the law as written first.
        preferred: the preferred state; None where none is.
        found: the findings with which the laws are compared: by default none is made.
    """

    law: AppliedLaw
    states: tuple[State, ...]
    preferred: State | None
    found: frozenset[str] = frozenset()

    @property
    def first(self) -> State:
        """Return the state to begin with: the preferred one, or else the law as written."""
        return self.preferred or self.states[0]

    @property
    def answering(self) -> tuple[Run, ...]:
        """Return what is answered: the preferred run, or each of those of which none is preferred."""
        if self.preferred is not None:
            return (self.preferred.run,)
        return tuple(state.run for state in self.defaults or self.states)

    @property
    def defaults(self) -> tuple[State, ...]:
        """Return the states in which every axis that has a default keeps it."""
        return tuple(state for state in self.states if state.by_default and state.found == self.found)

    @cached_property
    def findings(self) -> frozenset[str]:
        """Return the findings that are open."""
        return frozenset(name for state in self.states for name in state.found)

    def with_findings(self, found: frozenset[str]) -> "InWorld":
        """Return the law with the states in which some findings are made, as far as they are open in it."""
        own = found & self.findings
        states = tuple(state for state in self.states if state.found == own)
        return InWorld(self.law, states, preferred_of(states, own), own)


@dataclass(frozen=True)
class Comparison:
    """The laws compared in one world.

    Attributes:
        world: the world.
        laws: those whose text is known, the offence date's first.
        verdict: what was found.
        applied: the law that applies, or that no other is milder than.
        rivals: laws of which neither is milder.
    """

    world: World
    laws: tuple[InWorld, ...]
    verdict: MilderVerdict
    applied: InWorld
    rivals: tuple[InWorld, ...] = field(default=())

    @property
    def states(self) -> tuple[tuple[State, ...], ...]:
        """Return the states of each law."""
        return tuple(law.states for law in self.laws)


MOST_STATES_IN_ALL: Final = 256
"""More ways to apply the laws, over all worlds, are not looked through: what is open is named."""


def apply_laws(
    laws: Sequence[AppliedLaw], worlds: Iterable[World], incomplete: list[date]
) -> tuple[Comparison, ...]:
    """Return the comparison of the laws in each world that what is stated does not contradict.

    Args:
        laws: those that take part, the offence date's first.
        worlds: of the case.
        incomplete: days whose text turns out not to be known are added.

    Raises:
        CaseRefusedError: every world contradicts what is stated, or a statement lies outside its bounds.
        TooManyStatesError: a law has too many states, or all worlds together have.
    """
    found: list[Comparison] = []
    states = 0
    for comparison in not_contradicted(worlds, partial(_as_stated, laws, incomplete)):
        found.append(comparison)
        states += sum(map(len, comparison.states))
        if states > MOST_STATES_IN_ALL:
            raise TooManyStatesError(_axes(found))
    return tuple(found)


def not_contradicted(worlds: Iterable[World], compare: Callable[[World], Comparison]) -> Iterator[Comparison]:
    """Yield the comparison of the laws in each world, but for worlds that what is stated contradicts.

    Raises:
        CaseRefusedError: every world contradicts what is stated, or one is refused for another reason.
    """
    first: CaseRefusedError | None = None
    is_any = False
    for world in worlds:
        try:
            comparison = compare(world)
        except CaseRefusedError as error:
            if any(refusal.reason is not Reason.CONTRADICTORY_FACTS for refusal in error.refusals):
                raise
            first = first or error
            continue
        is_any = True
        yield comparison
    if first is not None and not is_any:
        raise first


def _axes(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Yield everything on which the answers of some worlds depend: items, where they make it together."""
    for comparison in comparisons:
        conditions = [condition for way in comparison.world.ways for condition in way]
        if any(condition.question is Question.QUANTITY for condition in conditions):
            yield from (f"items[{i}]" for i in range(len(comparison.world.items)))
        yield from (c.id for c in conditions if c.question is not Question.QUANTITY)
        yield from (c.id for states in comparison.states for state in states for c in state.conditions)


def _as_stated(laws: Sequence[AppliedLaw], incomplete: list[date], world: World) -> Comparison:
    return compared(laws, world, incomplete, lambda law: applied(law.choices, world))


def compared(
    laws: Sequence[AppliedLaw],
    world: World,
    incomplete: list[date],
    states_of: Callable[[AppliedLaw], Sequence[State]],
) -> Comparison:
    """Return the comparison of laws in a world; a later law whose text is not known takes no part.

    Args:
        laws: those that take part, the offence date's first.
        world: the world.
        incomplete: days whose text turns out not to be known are added.
        states_of: gives the states of a law in this world.

    Raises:
        CaseRefusedError: a law is refused, as `applied` says.
    """
    in_world: list[InWorld] = []
    for law in laws:
        try:
            states = tuple(states_of(law))
        except CaseRefusedError as error:
            if not in_world or any(refusal.reason is not Reason.LAW_NOT_KNOWN for refusal in error.refusals):
                raise
            if law.day not in incomplete:
                incomplete.append(law.day)
            continue
        in_world.append(InWorld(law, states, preferred_of(states)))
    return mildest(world, in_world)


def applied(choices: Choices, world: World, statements: Mapping[str, SlotValue] | None = None) -> list[State]:
    """Return the states of a law in a world, with something stated besides.

    Raises:
        CaseRefusedError: what is stated contradicts what follows, or lies outside its bounds, or the text of
            an offence is not known.
    """
    try:
        return choices.states(world, statements)
    except StatedContradictsDerivedError as error:
        details = {"stated": error.stated, "derived": error.derived, "provision": error.provision}
        charged = error.subject == "offence" or error.subject in choices.intake.implied
        path = "charge" if charged else f"facts[{error.subject}]"
        refusal = Refusal(Reason.CONTRADICTORY_FACTS, path, str(error), details)
    except StatedContradictsMeasuredError as error:
        details = {"stated": error.stated, "derived": error.derived, "provision": "the items of the case"}
        refusal = Refusal(Reason.CONTRADICTORY_FACTS, f"facts[{error.subject}]", str(error), details)
    except UnknownTextReachedError as error:
        details = {"provision": error.provision, "why": error.why}
        refusal = Refusal(Reason.LAW_NOT_KNOWN, "offence_date", str(error), details)
    except FractionOutsideBoundsError as error:
        details = {"least": error.least, "most": error.most, "found": str(error.found)}
        refusal = Refusal(Reason.OUTSIDE_BOUNDS, f"facts[{error.fact}]", str(error), details)
    raise CaseRefusedError([refusal])


def mildest(world: World, laws: Sequence[InWorld]) -> Comparison:
    """Return the comparison of laws in a world."""
    first = laws[0]
    if len(laws) == 1:
        return Comparison(world, tuple(laws), MilderVerdict.NOT_COMPARED, first)
    best = first
    for other in laws[1:]:
        if favour_of(other, best) is Favour.MORE and not _begun_lawfully(other, first):
            best = other
    verdicts = [(other, favour_of(best, other)) for other in laws if other is not best]
    rivals = tuple(other for other, favour in verdicts if favour is Favour.INCOMPARABLE)
    if rivals:
        verdict = MilderVerdict.INCOMPARABLE
    elif best is not first:
        within = best.law.candidate is Candidate.OFFENCE
        verdict = MilderVerdict.OFFENCE_LAW if within else MilderVerdict.LATER_LAW
    else:
        equal = all(favour is Favour.EQUAL for _, favour in verdicts)
        verdict = MilderVerdict.EQUAL if equal else MilderVerdict.OFFENCE_LAW
    return Comparison(world, tuple(laws), verdict, best, rivals)


def _begun_lawfully(other: InWorld, last: InWorld) -> bool:
    """Say whether an act that lasted was no offence on an earlier day and is one by the law of its last.

    What was done on the last day is not made lawful by the law of a day before.
    """
    return (
        other.law.candidate is Candidate.OFFENCE
        and all(is_punished(run) is False for run in other.answering)
        and all(map(is_punished, last.answering))
    )


def preferred_in(comparisons: Sequence[Comparison]) -> list[Run]:
    """Return, of the runs that are preferred in their worlds, those than which none of the others is milder.

    None where some world prefers none.
    """
    own = [c.applied.preferred.run for c in comparisons if c.applied.preferred is not None]
    if len(own) < len(comparisons) or any(comparison.rivals for comparison in comparisons):
        return []
    return [run for run in own if not any(prefers(other, run) for other in own if other is not run)]


def favour_of(first: InWorld, second: InWorld) -> Favour:
    """Compare two laws in one world: by their preferred answers, or by all where one has none.

    What both leave open is settled in one way for both: a reading that is right under one law is so under the
    other.
    """
    if first.preferred is not None and second.preferred is not None:
        return compare(first.preferred.run, second.preferred.run)
    every = [(a, b) for a in first.defaults for b in second.defaults]
    alike = [(a, b) for a, b in every if _agree(a, b)]
    found = {compare(a.run, b.run) for a, b in alike or every}
    if found <= {Favour.MORE, Favour.EQUAL}:
        return Favour.MORE if Favour.MORE in found else Favour.EQUAL
    return Favour.LESS if found <= {Favour.LESS, Favour.EQUAL} else Favour.INCOMPARABLE


def _agree(first: State, second: State) -> bool:
    """Say whether two states of two laws settle alike what both leave open."""
    chosen = {condition.id: condition.value for condition in first.conditions}
    return all(chosen.get(one.id, one.value) == one.value for one in second.conditions)


@dataclass(frozen=True, slots=True)
class Shown:
    """A state that is shown for a world.

    Attributes:
        state: the state.
        law: its law.
        beside: it stands beside the answers of the law that applies: it would be milder than each of them.
        of_law: which law it is, is a condition of it.
        findings: conditions on what is found that its law does not ask and on which hangs which law applies.
    """

    state: State
    law: InWorld
    beside: bool = False
    of_law: bool = False
    findings: tuple[Condition, ...] = ()


def shown_states(comparison: Comparison) -> Iterator[Shown]:
    """Yield every state that is shown for a world.

    The milder law is found for each combination of findings: one that is made is made under every law.
    """
    if len(comparison.laws) == 1:
        yield from (Shown(state, comparison.applied) for state in comparison.applied.states)
        return
    told = {
        condition.id: condition
        for law in comparison.laws
        for state in law.states
        for condition in state.conditions
        if condition.question is Question.FINDING
    }
    every = [
        (found, [law.with_findings(found) for law in comparison.laws]) for found in _findings_in(comparison)
    ]
    # What is found under every law must contradict nothing that is stated under any of them.
    whole = [(found, laws) for found, laws in every if all(law.states for law in laws)]
    parts = [(found, [law for law in laws if law.states]) for found, laws in every]
    for found, laws in whole or [(found, laws) for found, laws in parts if laws]:
        for shown in _shown_with_findings(mildest(comparison.world, laws), comparison):
            asked = {condition.id for condition in shown.state.conditions}
            others = tuple(
                replace(told[name], value="found" if name in found else "not found")
                for name in sorted(told.keys() - asked)
            )
            yield replace(shown, findings=others)


def _findings_in(comparison: Comparison) -> Iterator[frozenset[str]]:
    """Yield every combination of the findings that some law leaves open: none first."""
    names = sorted({name for law in comparison.laws for name in law.findings})
    for chosen in product((False, True), repeat=len(names)):
        yield frozenset(name for name, is_made in zip(names, chosen, strict=True) if is_made)


def _shown_with_findings(within: Comparison, comparison: Comparison) -> Iterator[Shown]:
    """Yield the states of the law that applies with some findings made, and what is milder than all."""
    applying = (within.applied, *within.rivals)
    by_default = comparison.applied.law
    for law in applying:
        of_law = bool(within.rivals or comparison.rivals) or law.law is not by_default
        yield from (Shown(state, law, of_law=of_law) for state in law.states)
    for other in within.laws:
        if other in applying:
            continue
        for state in other.states:
            milder = (compare(state.run, own.run) is Favour.MORE for own in within.applied.states)
            if state is not other.first and all(milder):
                yield Shown(state, other, beside=True, of_law=True)
