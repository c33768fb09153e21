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
    SIDES,
    End,
    Order,
    Range,
    RangeRuleError,
    Scale,
    Side,
    capped,
    each,
    part,
    plus,
    times,
    total,
)
from propengine.core.lengths import place_within
from propengine.core.lowering import custody_in
from propengine.core.slots import SlotValue, Values, of_counted, of_open, of_units
from propengine.core.statements import (
    CellOf,
    Choice,
    Move,
    PerEnd,
    Portion,
    ShareOf,
    Size,
    Stated,
    Without,
)
from propengine.law.contents import Contents
from propengine.law.elements import Mark, lowest
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.sanctions import (
    NONE_STATED,
    NOT_RECORDED,
    Cell,
    Checkpoint,
    Cumulation,
    Custody,
    Fine,
    Force,
    Grade,
    Ladder,
    Levels,
)
from propengine.law.steps import Operation, Target


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
        shown: the same with its ends looked up; None while they were not.
        checkpoints: the named ranges so far.
        applied: the steps that acted on custody, in order.
        acted: every step that acted, on custody or on fines, in order.
        marks: of the cells that were looked up.
        looked_up: the tables and keys of the cells.
        awaited: the slots that a table is looked up by and that are not known; the range is open then.
        across: the facts that state a point which lies in the range by what its units can be.
    """

    here: Range
    checkpoints: Mapping[Checkpoint, Range]
    applied: tuple[Applied, ...] = ()
    acted: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    looked_up: tuple[tuple[str, str], ...] = ()
    awaited: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    shown: Range | None = None

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


class _Of(Enum):
    """Whose range is moved."""

    CUSTODY = "custody"
    FINE = "fine"


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
        self.phases = jurisdiction.checkpoints
        self.scale = scale
        self.offence = offence
        self.values = values
        self.item_bands = item_bands
        self.route = route
        self.custody = custody_of(contents, offence)
        self.marks: list[Mark] = []
        self.looked_up: list[tuple[str, str]] = []
        self.across: list[str] = []

    def start(self) -> Passage | None:
        """Return the range that the offence carries, before any step; None where it carries no custody."""
        if self.custody is None:
            return None
        try:
            custody = self.custody
            statutory = self._statutory(custody)
            table = custody.levels.table if custody.levels is not None else custody.table
            here = self._binding(table, statutory) or self._first(custody)
            shown = self._shown(here) if statutory is None else None
        except AwaitedError as error:
            return Passage(NO_RANGE, {}, awaited=error.slots)
        checkpoints = {Checkpoint.STATUTORY: statutory or shown or here}
        return self._with_cells(Passage(here, checkpoints, shown=shown))

    def through(
        self, before: Passage | None, phases: Sequence[str], standing: Mapping[str, Move]
    ) -> Passage | None:
        """Return the passage after the steps that stand in some phases."""
        if before is None or self.custody is None:
            acted = [step for phase in phases for step in self._in_order(phase, standing)]
            acted = [*(before.acted if before is not None else ()), *acted]
            return Passage(NO_RANGE, {}, acted=tuple(acted)) if acted else None
        if before.awaited or not phases:
            return before
        here, checkpoints = before.here, dict(before.checkpoints)
        applied, acted = list(before.applied), list(before.acted)
        try:
            shown = self.shown(before)
            for phase in phases:
                for step in self._in_order(phase, standing):
                    acted.append(step)
                    if standing[step].target.moves_custody:
                        here = self._moved(here, standing[step], checkpoints, _Of.CUSTODY)
                        was, shown = shown, self._shown(here)
                        applied.append(Applied(step, was, shown))
                checkpoints[self.phases[phase]] = shown
        except AwaitedError as error:
            return replace(before, here=NO_RANGE, shown=None, checkpoints={}, awaited=error.slots)
        return self._with_cells(
            replace(
                before,
                here=here,
                shown=shown,
                checkpoints=checkpoints,
                applied=tuple(applied),
                acted=tuple(acted),
            )
        )

    def finished(self, before: Passage | None) -> Passage | None:
        """Return the passage with a range at every checkpoint; none where there is no custody."""
        if before is None or self.custody is None or before.awaited:
            return before
        last = self.shown(before)
        checkpoints = dict(before.checkpoints)
        for checkpoint in (Checkpoint.AGGRAVATED, Checkpoint.INDIVIDUALISED):
            checkpoints.setdefault(checkpoint, _latest(checkpoint, checkpoints))
        checkpoints[Checkpoint.FINAL] = last
        return self._with_cells(replace(before, checkpoints=checkpoints))

    def shown(self, passage: Passage) -> Range:
        """Return the range of a passage with its ends looked up."""
        return passage.shown if passage.shown is not None else self._shown(passage.here)

    def fine(self, fine: Fine, acted: Sequence[str], moves: Mapping[str, Move]) -> FineRange:
        """Return a fine after the steps that act on fines, moved by the same fractions as custody."""
        here = Range(_units(fine.min), _units(fine.max))
        checkpoints = {Checkpoint.STATUTORY: here}
        for phase, checkpoint in self.phases.items():
            for step in acted:
                if moves[step].phase == phase and moves[step].target.moves_fines:
                    here = self._moved(here, moves[step], checkpoints, _Of.FINE)
            checkpoints[checkpoint] = here
        return FineRange(fine, here.min.months, here.max.months)

    def _with_cells(self, passage: Passage) -> Passage:
        """Return the passage with the cells looked up since the last time."""
        if not self.marks and not self.looked_up and not self.across:
            return passage
        found = replace(
            passage,
            marks=(*passage.marks, *self.marks),
            looked_up=(*passage.looked_up, *self.looked_up),
            across=(*passage.across, *self.across),
        )
        self.marks, self.looked_up, self.across = [], [], []
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
            return Range(NOTHING, NOTHING, levels=(int(base), int(base)))
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
        if here.levels is not None:
            return self._of_levels(here, here.levels)
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

    def _of_levels(self, here: Range, levels: tuple[int, int]) -> Range:
        """Return a range with the ends that its levels have; from one level to another it has no point."""
        of = self._levels()
        low, high = (min(max(level, of.least), of.most) for level in levels)
        found = self._cell(of.table, {"level": str(low)})
        if low == high:
            return replace(here, min=found.min, max=found.max, point=found.point)
        return replace(here, min=found.min, max=self._cell(of.table, {"level": str(high)}).max, point=None)

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

    def _moved(self, here: Range, move: Move, checkpoints: Mapping[Checkpoint, Range], of: _Of) -> Range:
        if move.target.is_place:
            without = self.route is Route.LAWFUL and here.levels is None and here.grades is None
            return here if without else self._placed(here, move)
        here = replace(self._shown(here), levels=None, grades=None)
        if isinstance(move.size, Portion):
            return part(here, move.size.parts, move.size.first, move.size.last)
        sizes: dict[Side, Fraction | End | None] = {}
        for size, sides in self._per_end(move).each.items():
            found = self._by_end(size, here, move, checkpoints, of)
            if found is None:
                return here
            sizes |= {side: found[side] for side in sides}
        if "point" in sizes and sizes["point"] is None:
            here = replace(here, point=None)
        return self._acted(here, move, {side: size for side, size in sizes.items() if size is not None})

    @staticmethod
    def _per_end(move: Move) -> PerEnd:
        if isinstance(move.size, PerEnd):
            return move.size
        message = f"a step takes {move.size} of a {move.target}, which has no such part"
        raise RangeRuleError(message)

    def _by_end(
        self,
        size: Size,
        here: Range,
        move: Move,
        checkpoints: Mapping[Checkpoint, Range],
        of: _Of,
    ) -> Mapping[Side, Fraction | End | None] | None:
        """Return a size for each end; None where nobody states what would be put.

        Of a choice that is open the least takes what leaves the smallest least, the most what leaves the
        largest most; where the starting point would lie is not known then.
        """
        match size:
            case Choice():
                low, high = self._chosen(move, size)
                low, high = (high, low) if move.operation is Operation.REDUCE else (low, high)
                return {"min": low, "max": high, "point": low if low == high else None}
            case CellOf():
                range_ = self._binding(size.table, here) or self._cell(size.table, {})
                return {side: range_.end(side) for side in SIDES}
            case Stated():
                fact = size.fine if of is _Of.FINE else size.custody
                stated = self._stated(str(fact), here, move)
                return dict.fromkeys(SIDES, stated) if stated is not None else None
            case ShareOf():
                return dict.fromkeys(SIDES, self._share(size, here, checkpoints))
            case Fraction() | End():
                return dict.fromkeys(SIDES, size)

    def _acted(self, here: Range, move: Move, sizes: Mapping[Side, Fraction | End]) -> Range:
        """Return a range after an operation by a size for each end that it moves."""
        match move.operation:
            case Operation.FLOOR | Operation.CEILING:
                for limit in dict.fromkeys(size for size in sizes.values() if isinstance(size, End)):
                    sides = [side for side in SIDES if sizes.get(side) == limit]
                    here = self._limited(here, limit, sides, move.operation)
                return here
            case Operation.PUT:
                found = {side: size for side, size in sizes.items() if isinstance(size, End)}
                stays = None if {"min", "max"} <= found.keys() else here.point
                least, most = found.get("min", here.min), found.get("max", here.max)
                return capped(Range(least, most, found.get("point", stays)), move.capped)
            case _:
                return capped(
                    each(here, lambda side, end: self._changed(end, move, sizes.get(side))), move.capped
                )

    def _limited(self, here: Range, limit: End, sides: Sequence[Side], operation: Operation) -> Range:
        """Return a range within a limit; a limit that is not recorded leaves ends that are not."""
        if limit.word == NOT_RECORDED:
            return each(here, lambda side, end: limit if side in sides else end)
        return self.scale.clamped(here, limit, sides, operation is Operation.FLOOR)

    def _changed(self, end: End, move: Move, size: Fraction | End | None) -> End:
        """Return an end multiplied, raised or lowered; one without a size stays."""
        # What binds may be life where the range that the step is written for, a guideline's, never is.
        keeps_life = move.keeps_life or self.route is Route.LAWFUL
        if isinstance(size, Fraction):
            return times(end, _factor(move.operation, size), keeps_life=keeps_life)
        return plus(end, size, -1 if move.operation is Operation.REDUCE else +1) if size is not None else end

    def _stated(self, fact: str, here: Range, move: Move) -> Fraction | End | None:
        """Return what a fact states, as the operation takes it; None where nobody states what is put.

        Raises:
            AwaitedError: nobody states it, and the range is not known without.
            FractionOutsideBoundsError: what is put lies outside the range.
        """
        value = self.values.get(fact)
        if not isinstance(value, Fraction):
            if move.operation is Operation.PUT:
                return None
            raise AwaitedError([fact])
        if move.operation is Operation.SCALE:
            return value
        if move.operation is not Operation.PUT:
            counted = self.values.get(of_counted(fact))
            return End(counted if isinstance(counted, Fraction) else value)
        point = self._within(here, fact, value)
        if point is None:
            bounds = (here.min.word or here.min.months, here.max.word or here.max.months)
            raise FractionOutsideBoundsError(fact, move.provision, bounds, value)
        return point

    def _within(self, here: Range, fact: str, chosen: Fraction) -> End | None:
        """Return what a fact states as a point of the range; None where it cannot be one."""
        counted, months, days = (self.values.get(slot) for slot in (of_counted(fact), *of_units(fact)))
        if isinstance(counted, Fraction) and isinstance(months, Fraction) and isinstance(days, Fraction):
            found = place_within(months, days, counted, here.min.months, here.max.months)
            if found is None:
                return None
            chosen, is_open = found
            if is_open and fact not in self.across:
                self.across.append(fact)
        point = End(chosen)
        above = self.scale.compare(point, here.max, "max") is Order.MORE
        below = self.scale.compare(point, here.min, "min") is Order.LESS
        return None if above or below else point

    def _share(self, size: ShareOf, here: Range, checkpoints: Mapping[Checkpoint, Range]) -> End:
        range_ = here if size.checkpoint is None else checkpoints.get(size.checkpoint)
        end = range_.end(size.side) if range_ is not None else None
        if end is None:
            message = f"a step reads the {size.side} of {size.checkpoint or 'a range'}, which is not there"
            raise RangeRuleError(message)
        return times(end, size.share)

    def _placed(self, here: Range, move: Move) -> Range:
        """Return a range whose level or grades are moved."""
        places = here.grades if move.target is Target.GRADE else here.levels
        if places is None:
            message = "a step moves grades or levels where there are none"
            raise RangeRuleError(message)
        low, high = places
        if isinstance(move.size, Without):
            if high > low:
                low, high = (low, high - 1) if move.size.highest else (low + 1, high)
        else:
            low, high = (high, high) if move.count_from == "highest" else (low, high)
            low, high = (low, low) if move.count_from == "lowest" else (low, high)
            least, most = self._places(move)
            low, high = _moved_place(low, move.operation, least), _moved_place(high, move.operation, most)
        if move.target is Target.LEVEL:
            return replace(here, levels=(low, high))
        last = len(self._grades()) - 1
        return replace(here, grades=(min(max(low, 0), last), min(max(high, 0), last)))

    def _places(self, move: Move) -> tuple[int, int]:
        """Return by how much the lowest and the highest place move, or to where."""
        (size,) = self._per_end(move).each
        match size:
            case Choice():
                low, high = (int(n) for n in self._chosen(move, size) if isinstance(n, Fraction))
                return (high, low) if move.operation is Operation.REDUCE else (low, high)
            case Fraction():
                return int(size), int(size)
            case End():
                place = [grade.grade for grade in self._grades()].index(str(size.word))
                return place, place
            case Stated():
                stated = self.values.get(str(size.custody))
                if not isinstance(stated, Fraction):
                    raise AwaitedError([str(size.custody)])
                return int(stated), int(stated)
            case _:
                message = f"a step moves a {move.target} by {size}, which is no place"
                raise RangeRuleError(message)

    def _chosen(self, move: Move, size: Choice) -> tuple[Fraction | End, Fraction | End]:
        """Return the smallest and the largest choice that is open.

        Raises:
            FractionOutsideBoundsError: the choice that is stated lies outside the bounds.
        """
        if self.route is Route.BEST_CASE:
            best = size.most if move.operation is Operation.REDUCE else size.least
            return best, best
        chosen = self.values.get(size.chosen) if size.chosen is not None else None
        if not isinstance(chosen, Fraction):
            return size.least, size.most
        is_end = isinstance(size.least, End)
        counted = self.values.get(of_counted(str(size.chosen))) if is_end else None
        chosen = counted if isinstance(counted, Fraction) else chosen
        least, most = (bound.months if isinstance(bound, End) else bound for bound in (size.least, size.most))
        if least is None or most is None or not least <= chosen <= most:
            raise FractionOutsideBoundsError(str(size.chosen), move.provision, (least, most), chosen)
        return (End(chosen), End(chosen)) if is_end else (chosen, chosen)


def standing_moves(moves: Iterable[tuple[str, Move]], declined: Iterable[str]) -> Mapping[str, Move]:
    """Return the steps that act, by id: those that stand and that the court does not decline."""
    left_out = frozenset(declined)
    return {step: move for step, move in moves if step not in left_out}


def may_be_declined(moves: Iterable[tuple[str, Move]]) -> tuple[str, ...]:
    """Return the steps that stand and that the court need not take."""
    return tuple(step for step, move in moves if move.force is not Force.MUST)


def _factor(operation: Operation, number: Fraction) -> Fraction:
    """Return what an end is multiplied by: the number, or one and a fraction more or less."""
    match operation:
        case Operation.INCREASE:
            return 1 + number
        case Operation.REDUCE:
            return 1 - number
        case _:
            return number


def _moved_place(place: int, operation: Operation, number: int) -> int:
    match operation:
        case Operation.FLOOR:
            return max(place, number)
        case Operation.CEILING:
            return min(place, number)
        case Operation.PUT:
            return number
        case Operation.REDUCE:
            return place - number
        case _:
            return place + number


def _latest(checkpoint: Checkpoint, known: Mapping[Checkpoint, Range]) -> Range:
    order = list(Checkpoint)
    earlier = [c for c in order[: order.index(checkpoint)] if c in known]
    return known[earlier[-1]]


def _units(number: Fraction | None) -> End:
    return End(number, NONE_STATED if number is None else None)
