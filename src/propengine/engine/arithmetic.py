"""The sanction arithmetic: the steps that move a range, phase by phase, each phase leaving its checkpoint.

Exact rationals of a month throughout; nothing is rounded here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, TypeAlias

from propengine.engine.ranges import (
    NOTHING,
    Applied,
    FineRange,
    FractionOutsideBoundsError,
    Months,
    NoRangeRecordedError,
    Range,
    RangeRuleError,
    SanctionArithmetic,
)
from propengine.law.conditions import Comparison
from propengine.law.domains import SlotValue
from propengine.law.durations import Calendar, Duration
from propengine.law.elements import Mark, lowest
from propengine.law.ruleset import Law
from propengine.law.sanctions import (
    LIFE,
    NONE_STATED,
    Cell,
    Checkpoint,
    Cumulation,
    Custody,
    EndFactors,
    Ends,
    Fine,
    FractionRange,
    GradeShift,
    Limit,
    Move,
    Penalty,
    RangeTable,
    RangeTest,
    StatedPoint,
    Step,
)

Change: TypeAlias = Callable[[str, Months], Months]


class Arithmetic:
    """The sanction arithmetic of one case under one law."""

    def __init__(
        self,
        law: Law,
        slots: Mapping[str, SlotValue],
        item_bands: Mapping[str, Sequence[str]],
        *,
        best_case: bool = False,
    ) -> None:
        """Take the law and what was concluded; `best_case` takes the most favourable fraction throughout."""
        self.law = law
        self.slots = slots
        self.item_bands = item_bands
        self.best_case = best_case
        self.calendar: Calendar = law.jurisdiction.calendar
        self.rungs = [rung for rungs in law.contents.rungs.values() for rung in rungs.rungs]
        self.custody: Custody | None = None
        self.marks: list[Mark] = []
        self.looked_up: list[tuple[str, str]] = []

    def run(self, offence: str, standing: Sequence[str]) -> SanctionArithmetic | None:
        """Return the ranges of an offence after the steps that stand, or None when it carries no custody."""
        self.custody = self._custody_of(offence)
        if self.custody is None:
            return None
        here = self._first_range(self.custody)
        statutory = self.custody.statutory
        checkpoints = {Checkpoint.STATUTORY: self._range(statutory) if statutory else self._shown(here)}
        applied: list[Applied] = []
        acted: list[str] = []
        for phase in self.law.jurisdiction.phases:
            before = self._shown(here)
            for step_id in self._in_order(phase.phase, standing):
                step = self.law.contents.steps[step_id]
                if step.offences is not None and offence not in step.offences:
                    continue
                if not all(holds(test, before, self.calendar) for test in step.when_range):
                    continue
                acted.append(step_id)
                if Penalty.CUSTODY in step.acts_on:
                    left = self._move(here, step, checkpoints)
                    applied.append(Applied(step_id, self._shown(here), self._shown(left)))
                    here = left
            checkpoints[Checkpoint(phase.checkpoint)] = self._shown(here)
        last = self._shown(here)
        for checkpoint in (Checkpoint.AGGRAVATED, Checkpoint.INDIVIDUALISED, Checkpoint.FINAL):
            checkpoints.setdefault(checkpoint, self._before(checkpoint, checkpoints))
        checkpoints[Checkpoint.FINAL] = last
        return SanctionArithmetic(
            checkpoints,
            tuple(applied),
            tuple(acted),
            lowest(*self.marks),
            tuple(self.looked_up),
            tuple(self._looked_up_by()),
        )

    def fine(self, fine: Fine, acted: Sequence[str]) -> FineRange:
        """Return a fine after the steps that act on fines, moved by the same fractions as custody."""
        here = Range(_units(fine.min), _units(fine.max))
        checkpoints = {Checkpoint.STATUTORY: here}
        for phase in self.law.jurisdiction.phases:
            for step_id in acted:
                step = self.law.contents.steps[step_id]
                if step.phase == phase.phase and Penalty.FINE in step.acts_on:
                    here = self._move(here, step, checkpoints, Penalty.FINE)
            checkpoints[Checkpoint(phase.checkpoint)] = here
        return FineRange(fine, here.min.months, here.max.months)

    def acting(self, offence: str, standing: Sequence[str]) -> tuple[str, ...]:
        """Return the steps that act where there is no custody that a step could depend on."""
        steps = self.law.contents.steps
        fitting = [s for s in standing if steps[s].offences is None or offence in (steps[s].offences or ())]
        phases = self.law.jurisdiction.phases
        ordered = (s for phase in phases for s in self._in_order(phase.phase, fitting))
        return tuple(s for s in ordered if not steps[s].when_range)

    def _looked_up_by(self) -> Iterator[str]:
        if self.custody is not None and self.custody.levels is not None:
            yield self.custody.levels.base
        for table in dict(self.looked_up):
            yield from (subject for subject in self.law.contents.ranges[table].by if subject != "level")

    @staticmethod
    def _before(checkpoint: Checkpoint, known: Mapping[Checkpoint, Range]) -> Range:
        order = list(Checkpoint)
        earlier = [c for c in order[: order.index(checkpoint)] if c in known]
        return known[earlier[-1]]

    def _custody_of(self, offence: str) -> Custody | None:
        sanction = self.law.contents.offences[offence].sanction
        leaves = sanction.leaves() if sanction else []
        custody = next((leaf.custody for leaf in leaves if leaf.custody), None)
        return self._custody_of(custody.range_of) if custody is not None and custody.range_of else custody

    def _in_order(self, phase: str, standing: Sequence[str]) -> list[str]:
        """Return the standing steps of a phase, each after those that it names."""
        steps = self.law.contents.steps
        pending = [step for step in standing if steps[step].phase == phase]
        ordered: list[str] = []
        while pending:
            ready = next((s for s in pending if not set(steps[s].after) & set(pending)), None)
            if ready is None:
                message = f"the steps {', '.join(pending)} of phase {phase} wait for each other"
                raise RangeRuleError(message)
            pending.remove(ready)
            ordered.append(ready)
        return ordered

    def _first_range(self, custody: Custody) -> Range:
        if custody.ends is not None:
            return self._range(custody.ends)
        if custody.grades is not None:
            ladder, low, high = custody.grades
            names = [grade.grade for grade in self.law.contents.ladders[ladder].grades]
            return Range(NOTHING, NOTHING, grades=(names.index(low), names.index(high)))
        if custody.levels is not None:
            base = self.slots.get(custody.levels.base)
            if not isinstance(base, Fraction):
                raise NoRangeRecordedError(custody.levels.table, f"{custody.levels.base} not established", "")
            return Range(NOTHING, NOTHING, level=int(base))
        return self._looked_up(custody)

    def _looked_up(self, custody: Custody) -> Range:
        table = str(custody.table)
        by = self._table(table).by
        banded = next((subject for subject in by if subject in self.item_bands), None)
        if custody.cumulation is Cumulation.ABSORB or banded is None:
            return self._range(self._cell(table, {}))
        parts = [self._range(self._cell(table, {banded: band})) for band in self.item_bands[banded]]
        cap = self.calendar.months(custody.at_most) if custody.at_most else None
        return Range(_sum([p.min for p in parts], cap), _sum([p.max for p in parts], cap))

    def _table(self, table_id: str) -> RangeTable:
        table = self.law.contents.ranges.get(table_id)
        if table is None:
            raise NoRangeRecordedError(table_id, "this date", "the law")
        return table

    def _cell(self, table_id: str, instead: Mapping[str, str]) -> Cell:
        table = self._table(table_id)
        key = "/".join(self._word(subject, instead) for subject in table.by)
        cell = table.cells.get(key)
        self.looked_up.append((table_id, key))
        if cell is None:
            if table.otherwise is None:
                raise NoRangeRecordedError(table_id, key, table.provision)
            return self._cell(table.otherwise, instead)
        self.marks.append(cell.mark or table.mark)
        return cell

    def _word(self, subject: str, instead: Mapping[str, str]) -> str:
        value = instead.get(subject, self.slots.get(subject))
        return "unknown" if value is None else str(value)

    def _range(self, ends: Ends) -> Range:
        point = self._months(ends.point.duration, ends.point.word) if ends.point else None
        return Range(
            self._months(ends.min.duration, ends.min.word),
            self._months(ends.max.duration, ends.max.word),
            point,
        )

    def _months(self, duration: Duration | None, word: str | None) -> Months:
        if duration is not None:
            return Months(self.calendar.months(duration), None, str(duration))
        return Months(None if word in {LIFE, NONE_STATED} else Fraction(0), word, word)

    def _shown(self, here: Range) -> Range:
        """Return the range with its ends looked up, where it is still a level or grades."""
        custody = self.custody
        if here.level is not None and custody is not None and custody.levels is not None:
            level = min(max(here.level, custody.levels.least), custody.levels.most)
            cell = self._cell(custody.levels.table, {"level": str(level)})
            found = self._range(cell)
            return replace(here, min=found.min, max=found.max, point=found.point)
        if here.grades is not None and custody is not None and custody.grades is not None:
            grades = self.law.contents.ladders[custody.grades[0]].grades
            low, high = (min(max(i, 0), len(grades) - 1) for i in here.grades)
            return replace(
                here,
                min=Months(self.calendar.months(grades[low].min), None, str(grades[low].min)),
                max=Months(self.calendar.months(grades[high].max), None, str(grades[high].max)),
            )
        return here

    def _move(
        self,
        here: Range,
        step: Step,
        checkpoints: Mapping[Checkpoint, Range],
        penalty: Penalty = Penalty.CUSTODY,
    ) -> Range:
        move = step.move
        match move.kind:
            case "shift" | "drop" | "level_at_most" | "level_at_least":
                return self._move_position(here, move)
            case "shift_by" | "reduce_by" | "increase_by" | "to_stated":
                return self._chosen(here, step, penalty)
        here = replace(self._shown(here), level=None, grades=None)
        if move.times is not None:
            return _capped(self._times(here, move.times, keeps_life=move.keeps_life), move.capped)
        if move.add is not None:
            extra = {name: getattr(move.add, name) for name in ("min", "max", "point")}
            return self._each(here, lambda name, end: _plus(end, extra[name], self.calendar))
        limit, sign = (move.not_below, +1) if move.not_below is not None else (move.not_above, -1)
        if limit is not None:
            return self._bounded(here, limit, self._limit(limit, checkpoints), sign)
        put = self._cell(move.look_up, {}) if move.look_up is not None else move.replace
        if put is not None:
            return self._range(put)
        if move.to_point is not None:
            end = here.end(move.to_point.end)
            point = _times(end, move.to_point.times) if end is not None else here.min
            return Range(point, point)
        return self._divided(here, move)

    def _chosen(self, here: Range, step: Step, penalty: Penalty) -> Range:
        """Return the range after a move whose size the court chooses."""
        move = step.move
        if move.shift_by is not None:
            return self._shifted_by(here, step, move.shift_by)
        here = replace(self._shown(here), level=None, grades=None)
        if move.reduce_by is not None:
            return self._by_fraction(here, step, move.reduce_by, -1)
        if move.increase_by is not None:
            return self._by_fraction(here, step, move.increase_by, +1)
        return self._stated(here, step, move.to_stated, penalty) if move.to_stated is not None else here

    def _stated(self, here: Range, step: Step, stated: StatedPoint, penalty: Penalty) -> Range:
        """Return the point that the court fixed within the range, or the range while nobody states one."""
        fact = stated.custody if penalty is Penalty.CUSTODY else stated.fine
        chosen = self.slots.get(fact) if fact is not None else None
        if fact is None or not isinstance(chosen, Fraction):
            return here
        point = Months(chosen)
        above = here.max.word != NONE_STATED and self._order(point, here.max) > 0
        if above or self._order(here.min, point) > 0:
            raise FractionOutsideBoundsError(fact, step.provision, here, chosen)
        return Range(point, point)

    def _move_position(self, here: Range, move: Move) -> Range:
        if here.level is not None:
            level = here.level + (move.shift or 0)
            level = min(level, move.level_at_most) if move.level_at_most is not None else level
            level = max(level, move.level_at_least) if move.level_at_least is not None else level
            return replace(here, level=level)
        if here.grades is not None:
            low, high = (i + (move.shift or 0) for i in here.grades)
            if move.drop == "highest" and high > low:
                high -= 1
            if move.drop == "lowest" and high > low:
                low += 1
            low, high = self._on_ladder(low), self._on_ladder(high)
            return replace(here, grades=(low, high))
        message = "a step moves grades or levels where there are none"
        raise RangeRuleError(message)

    def _shifted_by(self, here: Range, step: Step, bounds: GradeShift) -> Range:
        """Return the grades moved by the number that the court picked, or by each that it may pick."""
        if here.grades is None:
            message = "a step moves grades where there are none"
            raise RangeRuleError(message)
        low, high = here.grades
        low, high = (high, high) if bounds.count_from == "highest" else (low, high)
        low, high = (low, low) if bounds.count_from == "lowest" else (low, high)
        chosen = self.slots.get(bounds.chosen) if bounds.chosen else None
        if self.best_case:
            least = most = bounds.most if bounds.down else bounds.least
        elif isinstance(chosen, Fraction):
            if not bounds.least <= chosen <= bounds.most:
                raise FractionOutsideBoundsError(str(bounds.chosen), step.provision, bounds, chosen)
            least = most = int(chosen)
        else:
            least, most = bounds.least, bounds.most
        moved = (low - most, high - least) if bounds.down else (low + least, high + most)
        return replace(here, grades=(self._on_ladder(moved[0]), self._on_ladder(moved[1])))

    def _on_ladder(self, position: int) -> int:
        custody = self.custody
        if custody is None or custody.grades is None:
            return position
        return min(max(position, 0), len(self.law.contents.ladders[custody.grades[0]].grades) - 1)

    def _times(self, here: Range, times: Fraction | EndFactors, *, keeps_life: bool) -> Range:
        if isinstance(times, EndFactors):
            factors = {"min": times.min, "max": times.max, "point": times.point}
        else:
            factors = dict.fromkeys(("min", "max", "point"), times)
        return self._each(here, lambda name, end: _times(end, factors[name], keeps_life=keeps_life))

    @staticmethod
    def _each(here: Range, change: Change) -> Range:
        point = change("point", here.point) if here.point is not None else None
        return Range(change("min", here.min), change("max", here.max), point)

    def _by_fraction(self, here: Range, step: Step, bounds: FractionRange, sign: int) -> Range:
        chosen = self.slots.get(bounds.chosen) if bounds.chosen else None
        if isinstance(chosen, Fraction) and not self.best_case:
            if not bounds.least <= chosen <= bounds.most:
                raise FractionOutsideBoundsError(str(bounds.chosen), step.provision, bounds, chosen)
            low = high = chosen
        elif self.best_case:
            low = high = bounds.most if sign < 0 else bounds.least
        else:
            low, high = (bounds.most, bounds.least) if sign < 0 else (bounds.least, bounds.most)
        if low != high:
            here = replace(here, point=None)
        factors = {"min": 1 + sign * low, "max": 1 + sign * high, "point": 1 + sign * low}
        return self._each(here, lambda name, end: _times(end, factors[name], keeps_life=step.move.keeps_life))

    def _limit(self, limit: Limit, checkpoints: Mapping[Checkpoint, Range]) -> Months:
        if limit.duration is not None:
            return _times(self._months(limit.duration.duration, limit.duration.word), limit.times)
        known = checkpoints.get(limit.checkpoint) if limit.checkpoint else None
        end = known.end(limit.end) if known is not None else None
        if end is None:
            message = f"a step reads the {limit.end} of {limit.checkpoint}, which is not there"
            raise RangeRuleError(message)
        return _times(end, limit.times)

    def _bounded(self, here: Range, limit: Limit, at: Months, sign: int) -> Range:
        def change(name: str, end: Months) -> Months:
            return at if name in limit.ends and sign * self._order(end, at) < 0 else end

        found = self._each(here, change)
        if self._order(found.min, found.max) > 0:
            return replace(found, min=at, max=at)
        return found

    def _order(self, a: Months, b: Months) -> int:
        x, y = self.rank(a), self.rank(b)
        return (x > y) - (x < y)

    def rank(self, end: Months) -> tuple[int, Fraction]:
        """Return the place of an end on the whole scale: rungs, then months, then life."""
        if end.word == LIFE:
            return (2, Fraction(0))
        if end.word in self.rungs:
            return (0, Fraction(self.rungs.index(str(end.word))))
        return (1, end.months or Fraction(0))

    def _divided(self, here: Range, move: Move) -> Range:
        division = move.divide
        if division is None or here.min.months is None or here.max.months is None:
            message = "a range with an end that is no number cannot be divided"
            raise RangeRuleError(message)
        first, last = division.pick
        width = (here.max.months - here.min.months) / division.parts
        low, high = here.min.months + (first - 1) * width, here.min.months + last * width
        return Range(Months(low), Months(high), here.point)


def holds(test: RangeTest, before: Range, calendar: Calendar) -> bool:
    """Say whether a range, as the phase before left it, meets a test.

    Life is above every number; an end that is not stated meets no test.
    """
    if test.of == "grades":
        value = Fraction(before.grades[1] - before.grades[0] + 1) if before.grades else None
    elif test.of == "level":
        value = Fraction(before.level) if before.level is not None else None
    elif test.of == "mean":
        value = before.mean
    else:
        end = before.end(test.of)
        value = _comparable(end) if end is not None else None
    if value is None:
        return False
    wanted = calendar.months(test.value) if isinstance(test.value, Duration) else Fraction(test.value)
    match test.comparison:
        case Comparison.AT_LEAST:
            return value >= wanted
        case Comparison.MORE_THAN:
            return value > wanted
        case Comparison.AT_MOST:
            return value <= wanted
        case Comparison.LESS_THAN:
            return value < wanted
        case _:
            return value == wanted


_ABOVE_ALL: Final = Fraction(10**9)


def _comparable(end: Months) -> Fraction | None:
    return _ABOVE_ALL if end.word == LIFE else end.months


def _times(end: Months | None, factor: Fraction | None, *, keeps_life: bool = False) -> Months:
    if end is None:
        message = "a step multiplies a starting point that the range does not have"
        raise RangeRuleError(message)
    if factor is None or factor == 1 or end.word == NONE_STATED or (keeps_life and end.word == LIFE):
        return end
    if end.months is None:
        message = "a step multiplies life: the ruleset must say what happens then"
        raise RangeRuleError(message)
    return end if end.word is not None else Months(end.months * factor)


def _units(number: Fraction | None) -> Months:
    return Months(number, NONE_STATED if number is None else None)


def _plus(end: Months, extra: Duration | None, calendar: Calendar) -> Months:
    if extra is None or end.months is None:
        return end
    return Months(end.months + calendar.months(extra))


def _capped(here: Range, cap: str | None) -> Range:
    least, most = here.min.months, here.max.months
    if least is None or most is None or least <= most:
        return here
    if cap == "max":
        return replace(here, min=here.max)
    if cap == "min":
        return replace(here, max=here.min)
    message = "a step moves the least above the most: the ruleset must cap it"
    raise RangeRuleError(message)


def _sum(ends: Sequence[Months], cap: Fraction | None) -> Months:
    if any(end.months is None for end in ends):
        return next(end for end in ends if end.months is None)
    total = sum((end.months or Fraction(0) for end in ends), start=Fraction(0))
    return Months(min(total, cap) if cap is not None else total)
