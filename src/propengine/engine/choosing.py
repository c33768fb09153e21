"""Choosing: every way in which a law can be applied to one world, and which of them is preferred.

Readings, steps that the court may take, findings and neighbouring bands are axes. An axis opens where
something that it changes is reached; what opens a reading is asked of the law as written. Preference is a
definition and no search: an axis with a default keeps it, and among the rest the answer that no other is
milder than is preferred, with the fewest departures from the law as written; if several remain, none is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from operator import ne
from typing import Final, TypeAlias

from propengine.core.ends import RangeRuleError
from propengine.core.moves import FractionOutsideBoundsError
from propengine.core.slots import SlotValue, of_reading, slot_of_member
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import again, evaluate
from propengine.engine.conditions import Condition, Question
from propengine.engine.intake import Intake
from propengine.engine.making import StatedContradictsDerivedError, UnknownTextReachedError
from propengine.engine.measuring import Measured, Neighbour, measure, with_neighbours
from propengine.engine.milder import prefers
from propengine.engine.runs import Inputs, Run
from propengine.engine.worlds import World
from propengine.law.sanctions import Force

MOST_STATES: Final = 4096
"""More ways to apply a law to a case than this are not looked through: the answer names what is open."""

_MOST_KEPT: Final = 16
"""Of so many ways to apply a law to a case it is kept what they lead to, for the next case."""

StillWanted: TypeAlias = Callable[[], None]
"""Raises when nobody waits for the answer any more."""


class TooManyStatesError(Exception):
    """There are too many ways to apply a law to a case.

    Attributes:
        axes: what is open, by id.
    """

    def __init__(self, axes: Iterable[str]) -> None:
        """Keep the axes."""
        self.axes = tuple(dict.fromkeys(axes))
        super().__init__(f"too many combinations of {', '.join(self.axes)}")


@dataclass(frozen=True)
class State:
    """One way to apply a law to one world.

    Attributes:
        world: the world.
        run: the law, decided.
        conditions: what was chosen on each axis that is open, its default included.
        departures: how many choices depart from the law as written.
        by_default: every axis that has a default keeps it, findings apart.
        found: the findings that are made.
        weighed_equally: axes on which the ruleset says that nothing is preferred.
    """

    world: World
    run: Run
    conditions: tuple[Condition, ...]
    departures: int
    by_default: bool
    weighed_equally: frozenset[str]
    found: frozenset[str] = frozenset()

    @property
    def departing(self) -> tuple[bool, int]:
        """Return how far it departs from what is so by default, and then from the law as written."""
        return not self.by_default or bool(self.found), self.departures

    def among(
        self,
        neighbours: tuple[Condition, ...],
        findings: tuple[Condition, ...],
        found: Iterable[str],
        *,
        beside: bool,
    ) -> "State":
        """Return it with the bands and the findings with which it goes.

        Args:
            neighbours: the conditions on bands.
            findings: the conditions on what is found.
            found: the findings that are made.
            beside: whether a band beside the nearest is taken.
        """
        if not neighbours and not findings:
            return self
        return State(
            self.world,
            self.run,
            (*neighbours, *self.conditions, *findings),
            self.departures,
            self.by_default and not beside,
            self.weighed_equally,
            frozenset(found),
        )


class Choices:
    """Finds the states of a case under one law."""

    def __init__(self, law: CompiledLaw, intake: Intake, still_wanted: StillWanted) -> None:
        """Take the law and the case as it was read under it.

        Args:
            law: the law.
            intake: the case.
            still_wanted: called now and then; what it raises stops the work.
        """
        self.law = law
        self.intake = intake
        self.still_wanted = still_wanted
        self._measured: dict[tuple[int, tuple[tuple[str, str], ...]], Measured] = {}
        self._written: dict[int, tuple[World, Run | None]] = {}
        self._known: dict[tuple[int, int], tuple[Mapping[str, SlotValue], Mapping[str, SlotValue]]] = {}
        self._kept = 0

    def with_charge(self, world: World) -> "Choices":
        """Return the choices with what the charge asks for taken as shown, unless it is contradicted."""
        choices, implied = self, dict[str, SlotValue]()
        for slot, value in self.intake.implied.items():
            slots = {**choices.intake.slots, slot: value}
            other = Choices(self.law, replace(self.intake, slots=slots), self.still_wanted)
            try:
                other.states(world)
            except (TooManyStatesError, *REFUSED_COMPLETIONS):
                continue
            choices, implied = other, {**implied, slot: value}
        if not self.intake.implied:
            return self
        return Choices(self.law, replace(choices.intake, implied=implied), self.still_wanted)

    def states(self, world: World, statements: Mapping[str, SlotValue] | None = None) -> list[State]:
        """Return every state of a world that what is stated does not contradict.

        That of the law as written is first, where it is none of those.

        Args:
            world: the world.
            statements: slots that are stated besides, for counterfactuals.

        Raises:
            StatedContradictsDerivedError: every state concludes something else than is stated.
            StatedContradictsMeasuredError: the items make something else than is stated.
            TooManyStatesError: there are more than `MOST_STATES`.
        """
        stated = dict(statements or {})
        contradicted = _Contradicted()
        base = self._base(world, contradicted if not stated else _Contradicted())
        first = base
        if stated:
            first = contradicted.unless(partial(self._as_written, world, stated, {}, base, stated))
        found: list[State] = []
        for facts, findings in self._findings(world, stated):
            known = {**stated, **facts}
            for instead, neighbours, written in self._beside(world, known, facts, first, contradicted):
                for state in self._under_readings(world, written, known, instead, contradicted):
                    found.append(state.among(neighbours, findings, facts, beside=bool(instead)))
                    if len(found) > MOST_STATES:
                        raise TooManyStatesError(c.id for c in found[-1].conditions)
        if not found and contradicted.first is not None:
            raise contradicted.first
        return found

    def _beside(
        self,
        world: World,
        known: Mapping[str, SlotValue],
        facts: Mapping[str, SlotValue],
        first: Run | None,
        contradicted: "_Contradicted",
    ) -> Iterator[tuple[dict[str, SlotValue], tuple[Condition, ...], Run | None]]:
        """Yield the bands beside the nearest that count, and the law as written decided with them.

        A band that something reads under a reading alone is an axis only where that reading is open.
        """
        measured = self.measured(world, self.law.lowered.as_written)
        always = [near for near in measured.neighbours if self.law.is_read(near.table, ())]
        for instead, conditions in self._neighbours(measured, always):
            written = self._with_neighbours(world, known, facts, instead, first, contradicted)
            rest = [near for near in measured.neighbours if near not in always]
            if rest:
                names = self._names(world, written, known, instead)
                rest = [near for near in rest if self.law.is_read(near.table, names)]
            if not rest:
                yield instead, conditions, written
                continue
            for more, others in self._neighbours(measured, rest):
                both = {**instead, **more}
                also = self._with_neighbours(world, known, facts, both, first, contradicted)
                yield both, (*conditions, *others), also if more else written

    def _with_neighbours(
        self,
        world: World,
        known: Mapping[str, SlotValue],
        facts: Mapping[str, SlotValue],
        instead: Mapping[str, SlotValue],
        first: Run | None,
        contradicted: "_Contradicted",
    ) -> Run | None:
        """Decide a world by the law as written with something found and some bands; None if contradicted."""
        self.still_wanted()
        if not facts and not instead:
            return first
        return contradicted.unless(
            partial(self._as_written, world, known, instead, first, {*facts, *instead})
        )

    def _base(self, world: World, contradicted: "_Contradicted") -> Run | None:
        """Return a world decided by the law as written, with nothing stated besides; it is made once."""
        known = self._written.get(id(world))
        if known is None or known[1] is None:
            run = contradicted.unless(lambda: self._as_written(world, {}, {}))
            known = self._written[id(world)] = (world, run)
        return known[1]

    def _as_written(
        self,
        world: World,
        stated: Mapping[str, SlotValue],
        instead: Mapping[str, SlotValue],
        base: Run | None = None,
        changed: Collection[str] | None = None,
    ) -> Run:
        """Decide a world by the law as written, from a run that differs in some slots if there is one."""
        return self._decided(self.inputs(world, self.law.lowered.as_written, stated, instead), base, changed)

    def _names(
        self,
        world: World,
        written: Run | None,
        stated: Mapping[str, SlotValue],
        instead: Mapping[str, SlotValue],
    ) -> tuple[str, ...]:
        """Return the readings that are open."""
        return written.open_readings if written is not None else self._open_readings(world, stated, instead)

    def _open_readings(
        self, world: World, stated: Mapping[str, SlotValue], instead: Mapping[str, SlotValue]
    ) -> tuple[str, ...]:
        """Return the readings that are open where the law as written contradicts what is stated."""
        made = self.law.made
        slots = {slot: value for slot, value in self.intake.slots.items() if slot not in made}
        others = {slot: value for slot, value in stated.items() if slot not in made}
        if len(slots) == len(self.intake.slots):
            loose = self
        else:
            loose = Choices(self.law, replace(self.intake, slots=slots), self.still_wanted)
        try:
            base = loose._base(world, _Contradicted())
            if base is not None and not others and not instead:
                return base.open_readings
            return loose._as_written(world, others, instead, base, {*others, *instead}).open_readings
        except REFUSED_COMPLETIONS:
            return ()

    def inputs(
        self,
        world: World,
        options: Mapping[str, str],
        stated: Mapping[str, SlotValue],
        instead: Mapping[str, SlotValue] | None = None,
        declined: frozenset[str] = frozenset(),
    ) -> Inputs:
        """Return what a run of a world starts from."""
        measured, instead = self.measured(world, options), instead or {}
        known, made = self._of_world(world, measured)
        for slot, value in {**made, **instead}.items():
            self._refuse_other(slot, value, self.intake.slots)
        for slot in stated.keys() & self.law.lowered.quantities.keys():
            self._refuse_other(slot, instead.get(slot, measured.values.get(slot)), stated)
        values = dict(known)
        values |= {of_reading(name): option for name, option in options.items()}
        bands = {n: b for n, b in measured.item_bands.items() if n not in instead}
        return Inputs({**values, **stated, **instead}, declined, bands)

    def _of_world(
        self, world: World, measured: Measured
    ) -> tuple[Mapping[str, SlotValue], Mapping[str, SlotValue]]:
        """Return what is known of a world, and what its items make of what is stated; made once."""
        found = self._known.get((id(world), id(measured)))
        if found is None:
            slots = self.intake.slots
            made = {slot: value for slot, value in measured.values.items() if value is not None}
            known = {
                **slots,
                **dict.fromkeys(self.law.lowered.law.substance_slots, False),
                **{slot_of_member("substance", holding.substance): True for holding in world.holdings},
                **world.facts,
                **made,
            }
            stated = {slot: value for slot, value in made.items() if slots.get(slot) is not None}
            found = self._known[id(world), id(measured)] = known, stated
        return found

    @staticmethod
    def _refuse_other(slot: str, made: SlotValue, stated: Mapping[str, SlotValue]) -> None:
        """Refuse a stated band or group that contradicts what the items make."""
        value = stated.get(slot)
        if value is not None and made is not None and value != made:
            raise StatedContradictsMeasuredError(slot, str(value), str(made))

    def measured(self, world: World, options: Mapping[str, str]) -> Measured:
        """Return what the items of a world make under options of the readings."""
        on = tuple((name, options[name]) for name in sorted(self.law.lowered.quantity_readings))
        key = id(world.holdings), on
        known = self._measured.get(key)
        if known is None:
            known = self._measured[key] = measure(self.law.lowered, world.holdings, options)
        return known

    def _findings(
        self, world: World, stated: Mapping[str, SlotValue]
    ) -> Iterator[tuple[dict[str, SlotValue], tuple[Condition, ...]]]:
        """Yield what a person may find of the facts that only a person can find: nothing first."""
        lowered = self.law.lowered
        relevant = self.law.relevant(str(self.intake.slots["conduct"]))
        known = {**self.intake.slots, **world.facts, **stated}
        names = [name for name in lowered.law.findings if known.get(name) is None and name in relevant.read]
        for chosen in product((False, True), repeat=len(names)):
            conditions = tuple(
                Condition(
                    Question.FINDING,
                    name,
                    "found" if found else "not found",
                    lowered.law.findings[name].provision or name,
                )
                for name, found in zip(names, chosen, strict=True)
            )
            facts: dict[str, SlotValue] = {n: True for n, found in zip(names, chosen, strict=True) if found}
            yield facts, conditions

    def _neighbours(
        self, measured: Measured, near: Sequence[Neighbour]
    ) -> Iterator[tuple[dict[str, SlotValue], tuple[Condition, ...]]]:
        """Yield every combination of bands beside the nearest that must be shown too: the nearest first."""
        if not near:
            yield {}, ()
            return
        tables = [neighbour.table for neighbour in near]
        for chosen in product((False, True), repeat=len(near)):
            conditions = tuple(
                self._neighbour(neighbour, taken=taken, alone=tables.count(neighbour.table) == 1)
                for neighbour, taken in zip(near, chosen, strict=True)
            )
            taken_bands = [n for n, taken in zip(near, chosen, strict=True) if taken]
            yield dict(with_neighbours(measured, taken_bands)), conditions

    def _neighbour(self, neighbour: Neighbour, *, taken: bool, alone: bool) -> Condition:
        """Return the condition on one holding, which its substance names where a table asks of several."""
        id_ = neighbour.table if alone else f"{neighbour.table}[{neighbour.substance}]"
        band = neighbour.beside if taken else neighbour.nearest
        provision = self.law.lowered.law.contents.tables[neighbour.table].provision
        return Condition(Question.NEIGHBOURING_BAND, id_, band, provision)

    def _under_readings(
        self,
        world: World,
        written: Run | None,
        stated: Mapping[str, SlotValue],
        instead: Mapping[str, SlotValue],
        contradicted: "_Contradicted",
    ) -> Iterator[State]:
        """Yield the states under every option of the readings that are open."""
        readings = self.law.lowered.law.contents.readings
        names = self._names(world, written, stated, instead)
        if not names:
            if written is not None:
                yield from self._with_steps(State(world, written, (), 0, True, frozenset()), frozenset())  # noqa: FBT003 - fields in order
            return
        options = [sorted(of.options, key=partial(ne, of.as_written)) for of in (readings[n] for n in names)]
        for chosen in product(*options):
            under = {**self.law.lowered.as_written, **dict(zip(names, chosen, strict=True))}
            departures = sum(o != readings[n].as_written for n, o in zip(names, chosen, strict=True))
            run = written
            if departures:
                run = contradicted.unless(partial(self._under, world, under, stated, instead, written))
            if run is None:
                continue
            conditions = tuple(
                Condition(Question.READING, n, o, readings[n].provision)
                for n, o in zip(names, chosen, strict=True)
            )
            default = all(readings[n].prefer in {None, o} for n, o in zip(names, chosen, strict=True))
            equal = frozenset(n for n in names if readings[n].none_preferred)
            yield from self._with_steps(
                State(world, run, conditions, departures, default, equal), frozenset()
            )

    def _under(
        self,
        world: World,
        options: Mapping[str, str],
        stated: Mapping[str, SlotValue],
        instead: Mapping[str, SlotValue],
        written: Run | None,
    ) -> Run:
        """Decide a world under options of the readings."""
        return self._decided(self.inputs(world, options, stated, instead), written)

    def _decided(self, inputs: Inputs, base: Run | None, changed: Collection[str] | None = None) -> Run:
        """Decide from inputs, from a run that differs at most in some slots if there is one.

        A case does not push out all that is kept of other cases: it is kept of its first ways only.
        """
        if base is None or self._kept < _MOST_KEPT:
            self._kept += 1
            return evaluate(self.law, inputs, base, changed)
        return again(base, inputs, changed)

    def _with_steps(self, state: State, settled: frozenset[str]) -> Iterator[State]:
        """Yield a state with each step that the court may take, taken and declined."""
        step = next((step for step in state.run.may_steps if step not in settled), None)
        if step is None:
            yield state
            return
        run = state.run
        provision, force = run.view.contents.steps[step].provision, run.view.contents.steps[step].force
        inputs = Inputs(run.inputs.values, run.inputs.declined | {step}, run.inputs.item_bands)
        declined = evaluate(run.law, inputs)
        for word, other, departs in (("taken", run, 0), ("declined", declined, 1)):
            condition = Condition(Question.MAY_STEP, step, word, provision)
            yield from self._with_steps(
                State(
                    state.world,
                    other,
                    (*state.conditions, condition),
                    state.departures + departs,
                    state.by_default and not (departs and force is Force.PRESUMED),
                    state.weighed_equally,
                ),
                settled | {step},
            )


class _Contradicted:
    """Goes on where what is stated contradicts what follows, and keeps what was found first."""

    def __init__(self) -> None:
        self.first: Exception | None = None

    def unless(self, decide: Callable[[], Run]) -> Run | None:
        """Return what is decided; None where it contradicts what is stated."""
        try:
            return decide()
        except (StatedContradictsDerivedError, StatedContradictsMeasuredError) as error:
            self.first = self.first or error
            return None


class StatedContradictsMeasuredError(Exception):
    """The case states a band or group that differs from what its items make.

    Attributes:
        subject: the band or group.
        stated: as the case states it.
        derived: as the items make it.
    """

    def __init__(self, subject: str, stated: str, derived: str) -> None:
        """Keep the parts."""
        self.subject, self.stated, self.derived = subject, stated, derived
        super().__init__(f"{subject} is stated as {stated}, but the items of the case make it {derived}")


REFUSED_COMPLETIONS: Final = (
    StatedContradictsDerivedError,
    StatedContradictsMeasuredError,
    UnknownTextReachedError,
    FractionOutsideBoundsError,
    RangeRuleError,
)
"""Why a case with something more stated would not be answered."""


def preferred_of(states: Sequence[State], found: frozenset[str] = frozenset()) -> State | None:
    """Return the preferred state among those of one law in which some findings are made: by default none.

    Where what is stated rules every default out, all that is left is weighed.
    """
    rest = [state for state in states if state.by_default and state.found == found] or list(states)
    if len(rest) <= 1:
        return rest[0] if rest else None
    mildest = [s for s in rest if not any(prefers(other.run, s.run) for other in rest)]
    if len({s.run.answer for s in mildest}) > 1:
        fewest = min(s.departures for s in mildest)
        mildest = [s for s in mildest if s.departures == fewest]
    answers = {s.run.answer for s in mildest}
    if len(answers) > 1 or (len({s.run.answer for s in rest}) > 1 and any(s.weighed_equally for s in rest)):
        return None
    return min(mildest, key=lambda state: state.departures)
