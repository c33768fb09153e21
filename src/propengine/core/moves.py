"""Moves: how the steps that stand make the ranges of an offence, phase by phase, each leaving its checkpoint.

A key of a table that is not known leaves the range open, with the slots that are awaited; a cell that the
ruleset does not hold is `not recorded`. Exact rationals of a month throughout; nothing is rounded here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from propengine.core.ends import (
    NO_RANGE,
    NOTHING,
    End,
    Order,
    Range,
    RangeRuleError,
    Scale,
    capped,
    each,
    part,
    plus,
    times,
    total,
)
from propengine.core.lowering import custody_in
from propengine.core.slots import SlotValue, Values, of_counted, of_open
from propengine.core.statements import (
    CellOf,
    Choice,
    Count,
    Drop,
    Limit,
    Move,
    Operation,
    PerEnd,
    PointAt,
    Share,
    Size,
    Stated,
    Target,
    Written,
)
from propengine.law.contents import Contents
from propengine.law.elements import Mark, lowest
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.sanctions import (
    NONE_STATED,
    Cell,
    Checkpoint,
    Cumulation,
    Custody,
    Fine,
    Force,
    Grade,
    Ladder,
    Levels,
    Penalty,
)


class FractionOutsideBoundsError(Exception):
    """What the case says a court chose (a fraction, grades, a point) lies outside the provision's bounds.

    Attributes:
        fact: the fact that states it.
        provision: the provision.
        least: the least that it allows.
        most: the most that it allows.
        found: what is stated.
    """

    def __init__(self, fact: str, provision: str, bounds: tuple[object, object], found: Fraction) -> None:
        """Keep the parts."""
        self.fact, self.provision, self.found = fact, provision, found
        self.least, self.most = map(str, bounds)
        super().__init__(f"expected {fact} from {self.least} to {self.most} ({provision}), found {found}")


class AwaitedError(Exception):
    """A table is looked up by what is not known.

    Attributes:
        slots: what is awaited.
    """

    def __init__(self, slots: Iterable[str]) -> None:
        """Keep the slots."""
        self.slots = tuple(slots)
        super().__init__(", ".join(self.slots))


@dataclass(frozen=True, slots=True)
class Applied:
    """A step that acted on custody, and the range before and after it."""

    step: str
    before: Range
    after: Range


@dataclass(frozen=True, slots=True)
class FineRange:
    """A fine after the steps that act on it, exactly.

    Attributes:
        fine: as the law writes it.
        min: the least, in the fine's unit; None where none is stated.
        max: the most; None where none is stated.
    """

    fine: Fine
    min: Fraction | None
    max: Fraction | None

    @property
    def shown(self) -> tuple[Fraction | None, Fraction | None]:
        """Return both ends as they are shown: rounded here, once, if the law drops fractions of a unit."""
        if not self.fine.whole_units:
            return self.min, self.max
        least, most = (Fraction(end // 1) if end is not None else None for end in (self.min, self.max))
        return least, most


@dataclass(frozen=True)
class Passage:
    """The range of an offence on its way through the phases.

    Attributes:
        here: the range as the phases so far left it; a level or grades until an end is asked for.
        checkpoints: the named ranges so far.
        applied: the steps that acted on custody, in order.
        acted: every step that acted, on custody or on fines, in order.
        marks: of the cells that were looked up.
        looked_up: the tables and keys of the cells.
        awaited: the slots that a table is looked up by and that are not known; the range is open then.
    """

    here: Range
    checkpoints: Mapping[Checkpoint, Range]
    applied: tuple[Applied, ...] = ()
    acted: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    looked_up: tuple[tuple[str, str], ...] = ()
    awaited: tuple[str, ...] = ()

    @property
    def mark(self) -> Mark:
        """Return the weakest mark among the cells looked up."""
        return lowest(*self.marks)


def custody_of(contents: Contents, offence: str) -> Custody | None:
    """Return the custody that an offence carries, its own or another's."""
    custody = custody_in(contents.offences[offence].sanction)
    return custody_of(contents, custody.range_of) if custody is not None and custody.range_of else custody


class Route(Enum):
    """How a passage takes what the law leaves to the court."""

    OPEN = "open"
    """Each choice between its bounds; a range that guides the court is followed."""
    BEST_CASE = "best_case"
    """Each choice as the most favourable one."""
    LAWFUL = "lawful"
    """The range that binds, where a table only guides the court."""


class Arithmetic:
    """The arithmetic of sanctions for one offence of a case."""

    def __init__(
        self,
        contents: Contents,
        jurisdiction: Jurisdiction,
        scale: Scale,
        offence: str,
        values: Values,
        item_bands: Mapping[str, Sequence[str]],
        route: Route = Route.OPEN,
    ) -> None:
        """Take the law under its reading, and what was concluded.

        Args:
            contents: the law under its reading.
            jurisdiction: which says the phases.
            scale: on which the ends lie.
            offence: whose range.
            values: what is known of the case.
            item_bands: for each table with bands, the band of each holding.
            route: how what the law leaves to the court is taken.
        """
        self.contents = contents
        self.phases = {phase.phase: Checkpoint(phase.checkpoint) for phase in jurisdiction.phases}
        self.scale = scale
        self.offence = offence
        self.values = values
        self.item_bands = item_bands
        self.route = route
        self.custody = custody_of(contents, offence)
        self.marks: list[Mark] = []
        self.looked_up: list[tuple[str, str]] = []

    def start(self) -> Passage | None:
        """Return the range that the offence carries, before any step; None where it carries no custody."""
        if self.custody is None:
            return None
        try:
            custody = self.custody
            statutory = self._statutory(custody)
            table = custody.levels.table if custody.levels is not None else custody.table
            here = self._binding(table, statutory) or self._first(custody)
            shown = statutory or self._shown(here)
        except AwaitedError as error:
            return Passage(NO_RANGE, {}, awaited=error.slots)
        return self._with_cells(Passage(here, {Checkpoint.STATUTORY: shown}))

    def through(
        self, before: Passage | None, phases: Sequence[str], standing: Mapping[str, Move]
    ) -> Passage | None:
        """Return the passage after the steps that stand in some phases."""
        if before is None or self.custody is None:
            acted = [step for phase in phases for step in self._in_order(phase, standing)]
            acted = [*(before.acted if before is not None else ()), *acted]
            return Passage(NO_RANGE, {}, acted=tuple(acted)) if acted else None
        if before.awaited:
            return before
        here, checkpoints = before.here, dict(before.checkpoints)
        applied, acted = list(before.applied), list(before.acted)
        try:
            for phase in phases:
                for step in self._in_order(phase, standing):
                    acted.append(step)
                    if Penalty.CUSTODY in standing[step].acts_on:
                        left = self._moved(here, standing[step], checkpoints, Penalty.CUSTODY)
                        applied.append(Applied(step, self._shown(here), self._shown(left)))
                        here = left
                checkpoints[self.phases[phase]] = self._shown(here)
        except AwaitedError as error:
            return replace(before, here=NO_RANGE, checkpoints={}, awaited=error.slots)
        return self._with_cells(
            replace(before, here=here, checkpoints=checkpoints, applied=tuple(applied), acted=tuple(acted))
        )

    def finished(self, before: Passage | None) -> Passage | None:
        """Return the passage with a range at every checkpoint; none where there is no custody."""
        if before is None or self.custody is None or before.awaited:
            return before
        last = self._shown(before.here)
        checkpoints = dict(before.checkpoints)
        for checkpoint in (Checkpoint.AGGRAVATED, Checkpoint.INDIVIDUALISED):
            checkpoints.setdefault(checkpoint, _latest(checkpoint, checkpoints))
        checkpoints[Checkpoint.FINAL] = last
        return self._with_cells(replace(before, checkpoints=checkpoints))

    def shown(self, passage: Passage) -> Range:
        """Return the range of a passage with its ends looked up."""
        return self._shown(passage.here)

    def fine(self, fine: Fine, acted: Sequence[str], moves: Mapping[str, Move]) -> FineRange:
        """Return a fine after the steps that act on fines, moved by the same fractions as custody."""
        here = Range(_units(fine.min), _units(fine.max))
        checkpoints = {Checkpoint.STATUTORY: here}
        for phase, checkpoint in self.phases.items():
            for step in acted:
                if moves[step].phase == phase and Penalty.FINE in moves[step].acts_on:
                    here = self._moved(here, moves[step], checkpoints, Penalty.FINE)
            checkpoints[checkpoint] = here
        return FineRange(fine, here.min.months, here.max.months)

    def _with_cells(self, passage: Passage) -> Passage:
        """Return the passage with the cells looked up since the last time."""
        found = replace(
            passage,
            marks=(*passage.marks, *self.marks),
            looked_up=(*passage.looked_up, *self.looked_up),
        )
        self.marks, self.looked_up = [], []
        return found

    def _in_order(self, phase: str, standing: Mapping[str, Move]) -> list[str]:
        """Return the standing steps of a phase, each after those that it names."""
        pending = [step for step, move in standing.items() if move.phase == phase]
        ordered: list[str] = []
        while pending:
            ready = next((step for step in pending if not standing[step].after & set(pending)), None)
            if ready is None:
                message = f"the steps {', '.join(pending)} of phase {phase} wait for each other"
                raise RangeRuleError(message)
            pending.remove(ready)
            ordered.append(ready)
        return ordered

    def _first(self, custody: Custody) -> Range:
        if custody.ends is not None:
            return self.scale.range(custody.ends)
        if custody.grades is not None:
            ladder, low, high = custody.grades
            names = [grade.grade for grade in self.contents.ladders[ladder].grades]
            return Range(NOTHING, NOTHING, grades=(names.index(low), names.index(high)))
        if custody.levels is not None:
            base = self._settled(custody.levels.base)
            if not isinstance(base, Fraction) and custody.levels.table not in self.contents.ranges:
                return NO_RANGE
            if not isinstance(base, Fraction):
                raise AwaitedError([custody.levels.base])
            return Range(NOTHING, NOTHING, level=int(base))
        return self._looked_up(custody)

    def _statutory(self, custody: Custody) -> Range | None:
        """Return what the statute carries, where that is not what the steps move."""
        if custody.statutory_table is not None:
            return self._cell(custody.statutory_table, {})
        return self.scale.range(custody.statutory) if custody.statutory is not None else None

    def _binding(self, table: str | None, statutory: Range | None) -> Range | None:
        """Return the range that binds in the place of one that only guides the court.

        Args:
            table: where the range would be looked up.
            statutory: the range of the statute.

        Returns:
            The range; None where the table's binds, or where the court is taken to follow what guides it.
        """
        of = self.contents.ranges.get(table) if table is not None and self.route is Route.LAWFUL else None
        if of is None or of.guides_within is None:
            return None
        return statutory if of.guides_within == Checkpoint.STATUTORY else self._cell(of.guides_within, {})

    def _settled(self, slot: str) -> SlotValue:
        """Return a value to look something up by; a count that may yet grow is not known."""
        return None if self.values.get(of_open(slot)) else self.values.get(slot)

    def _looked_up(self, custody: Custody) -> Range:
        table = str(custody.table)
        of = self.contents.ranges.get(table)
        banded = next((slot for slot in of.by if slot in self.item_bands), None) if of is not None else None
        if custody.cumulation is Cumulation.ABSORB or banded is None:
            return self._cell(table, {})
        parts = [self._cell(table, {banded: band}) for band in self.item_bands[banded]]
        cap = self.scale.calendar.months(custody.at_most) if custody.at_most else None
        rungs = self.scale.rungs
        return Range(total([p.min for p in parts], cap, rungs), total([p.max for p in parts], cap, rungs))

    def _cell(self, table: str, instead: Mapping[str, str]) -> Range:
        """Return the range that a table gives; `NO_RANGE` where the ruleset does not hold it.

        Raises:
            AwaitedError: the key is not known.
        """
        of = self.contents.ranges.get(table)
        if of is None:
            return NO_RANGE
        words = {slot: instead.get(slot, self._settled(slot)) for slot in of.by}
        unknown = [slot for slot, word in words.items() if word is None]
        if unknown:
            raise AwaitedError(unknown)
        key = "/".join(str(word) for word in words.values())
        self.looked_up.append((table, key))
        cell: Cell | None = of.cells.get(key)
        if cell is None:
            return self._cell(of.otherwise, instead) if of.otherwise is not None else NO_RANGE
        self.marks.append(cell.mark or of.mark)
        return self.scale.range(cell)

    def _shown(self, here: Range) -> Range:
        """Return the range with its ends looked up, where it is still a level or grades."""
        if here.level is not None:
            levels = self._levels()
            level = min(max(here.level, levels.least), levels.most)
            found = self._cell(levels.table, {"level": str(level)})
            return replace(here, min=found.min, max=found.max, point=found.point)
        if here.grades is not None:
            grades = self._grades()
            self.marks.append(self._ladder().mark)
            low, high = (min(max(i, 0), len(grades) - 1) for i in here.grades)
            months = self.scale.calendar.months
            return replace(
                here,
                min=End(months(grades[low].min), None, str(grades[low].min)),
                max=End(months(grades[high].max), None, str(grades[high].max)),
            )
        return here

    def _levels(self) -> Levels:
        if self.custody is None or self.custody.levels is None:
            message = "a range has a level where its offence has none"
            raise RangeRuleError(message)
        return self.custody.levels

    def _grades(self) -> Sequence[Grade]:
        return self._ladder().grades

    def _ladder(self) -> Ladder:
        if self.custody is None or self.custody.grades is None:
            message = "a range has grades where its offence has none"
            raise RangeRuleError(message)
        return self.contents.ladders[self.custody.grades[0]]

    def _moved(
        self, here: Range, move: Move, checkpoints: Mapping[Checkpoint, Range], penalty: Penalty
    ) -> Range:
        if move.target is Target.LEVEL:
            without = self.route is Route.LAWFUL and here.level is None and here.grades is None
            return here if without else self._moved_level(here, move)
        here = replace(self._shown(here), level=None, grades=None)
        match move.operation:
            case Operation.SCALE:
                return self._scaled(here, move)
            case Operation.ADD if isinstance(move.size, PerEnd):
                size = move.size
                return each(here, lambda side, end: plus(end, size.of(side)))
            case Operation.FLOOR | Operation.CEILING if isinstance(move.size, Limit):
                at = self._limit(move.size, checkpoints)
                return self.scale.clamped(here, at, move.size.sides, move.operation is Operation.FLOOR)
            case Operation.NO_LEAST:
                return replace(here, min=End(None, NONE_STATED))
            case Operation.PART if isinstance(move.size, Share):
                return part(here, move.size.parts, move.size.first, move.size.last)
            case _:
                return self._put(here, move, move.size, penalty)

    def _put(self, here: Range, move: Move, size: Size, penalty: Penalty) -> Range:
        match size:
            case Written():
                return size.range
            case CellOf():
                return self._binding(size.table, here) or self._cell(size.table, {})
            case PointAt():
                end = here.end(size.side)
                point = times(end, size.times) if end is not None else here.min
                return Range(point, point)
            case Stated():
                return self._stated(here, move, size, penalty)
            case _:
                message = f"a step puts {size}, which is no range"
                raise RangeRuleError(message)

    def _stated(self, here: Range, move: Move, size: Stated, penalty: Penalty) -> Range:
        """Return the point that the court fixed within the range, or the range while nobody states one."""
        fact = size.custody if penalty is Penalty.CUSTODY else size.fine
        chosen = self.values.get(fact) if fact is not None else None
        if fact is None or not isinstance(chosen, Fraction):
            return here
        counted = self.values.get(of_counted(fact))
        chosen = counted if isinstance(counted, Fraction) else chosen
        point = End(chosen)
        above = self.scale.compare(point, here.max, "max") is Order.MORE
        if above or self.scale.compare(point, here.min, "min") is Order.LESS:
            bounds = (here.min.word or here.min.months, here.max.word or here.max.months)
            raise FractionOutsideBoundsError(fact, move.provision, bounds, chosen)
        return Range(point, point)

    def _moved_level(self, here: Range, move: Move) -> Range:
        size = move.size
        if here.level is not None and isinstance(size, Count):
            return replace(here, level=_moved_count(here.level, move.operation, size.number))
        if here.grades is None or (isinstance(size, Count) and move.operation is not Operation.ADD):
            message = "a step moves grades or levels where there are none"
            raise RangeRuleError(message)
        low, high = here.grades
        match size:
            case Count():
                low, high = low + size.number, high + size.number
            case Drop() if high > low:
                low, high = (low, high - 1) if size.highest else (low + 1, high)
            case Choice():
                low, high = self._shifted(here.grades, move, size)
            case _:
                pass
        last = len(self._grades()) - 1
        return replace(here, grades=(min(max(low, 0), last), min(max(high, 0), last)))

    def _shifted(self, grades: tuple[int, int], move: Move, size: Choice) -> tuple[int, int]:
        """Return the grades moved by the number that the court picked, or by each that it may pick."""
        low, high = grades
        low, high = (high, high) if size.count_from == "highest" else (low, high)
        low, high = (low, low) if size.count_from == "lowest" else (low, high)
        least, most = map(int, self._chosen(move, size))
        return (low - most, high - least) if size.sign < 0 else (low + least, high + most)

    def _chosen(self, move: Move, size: Choice) -> tuple[Fraction, Fraction]:
        """Return the smallest and the largest choice that is open.

        Raises:
            FractionOutsideBoundsError: the choice that is stated lies outside the bounds.
        """
        chosen = self.values.get(size.chosen) if size.chosen is not None else None
        if self.route is Route.BEST_CASE:
            best = size.most if size.sign < 0 else size.least
            return best, best
        if not isinstance(chosen, Fraction):
            return size.least, size.most
        if not size.least <= chosen <= size.most:
            raise FractionOutsideBoundsError(
                str(size.chosen), move.provision, (size.least, size.most), chosen
            )
        return chosen, chosen

    def _scaled(self, here: Range, move: Move) -> Range:
        size = move.size
        if isinstance(size, PerEnd):
            factors = size
        elif isinstance(size, Choice):
            least, most = self._chosen(move, size)
            low, high = (most, least) if size.sign < 0 else (least, most)
            here = here if low == high else replace(here, point=None)
            factors = PerEnd(1 + size.sign * low, 1 + size.sign * high, 1 + size.sign * low)
        else:
            message = f"a step scales by {size}, which is no factor"
            raise RangeRuleError(message)
        # What binds may be life where the range that the step is written for, a guideline's, never is.
        keeps_life = move.keeps_life or self.route is Route.LAWFUL
        scaled = each(here, lambda side, end: times(end, factors.of(side), keeps_life=keeps_life))
        return capped(scaled, move.capped) if isinstance(size, PerEnd) else scaled

    def _limit(self, limit: Limit, checkpoints: Mapping[Checkpoint, Range]) -> End:
        range_ = limit.end if limit.checkpoint is None else checkpoints.get(limit.checkpoint)
        end = range_.end(limit.side) if range_ is not None else None
        if end is None:
            message = f"a step reads the {limit.side} of {limit.checkpoint}, which is not there"
            raise RangeRuleError(message)
        return times(end, limit.times)


def standing_moves(moves: Iterable[tuple[str, Move]], declined: Iterable[str]) -> Mapping[str, Move]:
    """Return the steps that act, by id: those that stand and that the court does not decline."""
    left_out = frozenset(declined)
    return {step: move for step, move in moves if step not in left_out}


def may_be_declined(moves: Iterable[tuple[str, Move]]) -> tuple[str, ...]:
    """Return the steps that stand and that the court need not take."""
    return tuple(step for step, move in moves if move.force is not Force.MUST)


def _moved_count(level: int, operation: Operation, number: int) -> int:
    match operation:
        case Operation.FLOOR:
            return max(level, number)
        case Operation.CEILING:
            return min(level, number)
        case _:
            return level + number


def _latest(checkpoint: Checkpoint, known: Mapping[Checkpoint, Range]) -> Range:
    order = list(Checkpoint)
    earlier = [c for c in order[: order.index(checkpoint)] if c in known]
    return known[earlier[-1]]


def _units(number: Fraction | None) -> End:
    return End(number, NONE_STATED if number is None else None)
