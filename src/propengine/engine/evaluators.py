"""The two evaluators of a law's conditions, and the handle that runs both and answers only when they agree.

An evaluator takes the values of a level's slots and says which of the level's conditions hold, as a bit
mask. They share the condition tree and nothing else: the compiled function compares exact values with the
constants of the law; the Rete engine compares the classes of the values.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from propengine.engine.program import Level, Program
from propengine.engine.rete import Rete, ReteError, ReteLevel
from propengine.law.domains import SlotValue
from propengine.law.ruleset import Law, LawKey
from propengine.law.strata import Conditional, Strata


class EvaluatorsDisagreeError(Exception):
    """The two evaluators differ on a case: no answer is given.

    Attributes:
        law: the law's key.
        level: the level on which they differ.
        conditions: the conditions on which they differ.
    """

    def __init__(self, law: Law, level: int, conditions: Sequence[Conditional]) -> None:
        """Keep the parts; the message names no fact of the case."""
        self.law = law
        self.level = level
        self.conditions = tuple(conditions)
        names = ", ".join(f"{c.role} {c.id} {c.part}".strip() for c in conditions)
        super().__init__(f"the evaluators disagree on {names} in the law of {law.jurisdiction_id}")


class RevisionWithdrawnError(Exception):
    """A law failed its canary or boundary comparison and meets no case.

    Attributes:
        law: the law that was withdrawn.
        cause: what the comparison found.
    """

    def __init__(self, law: Law, cause: str) -> None:
        """Keep the parts."""
        self.law = law
        self.cause = cause
        super().__init__(f"the law of {law.jurisdiction_id} was withdrawn before any case met it: {cause}")


class Handle:
    """Both evaluators of one law, for one thread at a time."""

    def __init__(self, program: Program) -> None:
        """Make the Rete engines, fire their canaries and compare both evaluators at every boundary.

        Raises:
            RevisionWithdrawnError: a canary does not fire, or a boundary case is decided differently.
        """
        self.program = program
        try:
            self.rete = Rete([_rete_level(level, program.strata) for level in program.levels])
        except RuntimeError as error:
            raise RevisionWithdrawnError(program.law, str(error)) from error
        try:
            for number, level in enumerate(program.levels):
                self._compare_boundaries(number, level)
        except (EvaluatorsDisagreeError, RuntimeError) as error:
            self.close()
            raise RevisionWithdrawnError(program.law, str(error)) from error

    def _compare_boundaries(self, number: int, level: Level) -> None:
        for values in boundary_cases(level, self.program.strata):
            self.evaluate(number, values)

    def evaluate(self, number: int, values: Sequence[SlotValue]) -> int:
        """Return which conditions of a level hold.

        Raises:
            EvaluatorsDisagreeError: the evaluators differ.
        """
        level = self.program.levels[number]
        held = level.function(values)
        if level.conditions:
            classes = [domain.classify(value) for domain, value in zip(level.domains, values, strict=True)]
            other = self.rete.match(number, classes)
            if held != other:
                differing = [c for bit, c in enumerate(level.conditions) if (held ^ other) >> bit & 1]
                raise EvaluatorsDisagreeError(self.program.law, number, differing)
        return held

    def close(self) -> None:
        """Free the Rete engines."""
        self.rete.close()


def _rete_level(level: Level, strata: Strata) -> ReteLevel:
    ways = [strata.branches(condition) for condition in level.conditions]
    return ReteLevel(level.slots, [domain.size for domain in level.domains], ways)


def boundary_cases(level: Level, strata: Strata) -> Iterator[list[SlotValue]]:
    """Yield, for each way to satisfy a condition, satisfying values and every class of each slot in it."""
    seen: set[tuple[int, ...]] = set()
    places = {slot: i for i, slot in enumerate(level.slots)}
    tables = [list(domain.representatives()) for domain in level.domains]
    yield [None] * len(level.slots)
    for condition in level.conditions:
        for branch in strata.branches(condition):
            base = [0] * len(level.slots)
            for slot, mask in branch.items():
                base[places[slot]] = _pick(tables[places[slot]], mask)
            for i in [places[slot] for slot in branch]:
                for j in range(len(tables[i])):
                    picked = (*base[:i], j, *base[i + 1 :])
                    if picked not in seen:
                        seen.add(picked)
                        yield [tables[k][p][1] for k, p in enumerate(picked)]


def _pick(table: Sequence[tuple[int, SlotValue]], mask: int) -> int:
    return next(p for p, (class_, _) in enumerate(table) if mask >> class_ & 1)


MOST_IDLE_HANDLES: Final = 64
MOST_PROGRAMS: Final = 512


class Handles:
    """Handles by law, made on first use, lent to one thread at a time, and bounded.

    A Rete engine must be touched by one thread at a time, from assert to retract: a handle is lent for a
    whole evaluation and nobody else has it meanwhile. The idle handle used longest ago is freed first.
    """

    def __init__(self, most_idle: int = MOST_IDLE_HANDLES) -> None:
        """Keep at most `most_idle` handles besides those that are lent."""
        self.most_idle = most_idle
        self._idle: OrderedDict[LawKey, list[Handle]] = OrderedDict()
        self._count = 0
        self._programs: OrderedDict[LawKey, Program] = OrderedDict()
        self._withdrawn: dict[LawKey, str] = {}
        self._lock = threading.Lock()

    @contextmanager
    def lent(self, law: Law) -> Iterator[Handle]:
        """Lend a handle of a law for one evaluation; one that failed is freed and never lent again.

        Raises:
            RevisionWithdrawnError: the law failed its comparison, now or before.
        """
        handle = self._take(law.key) or self._make(law)
        try:
            yield handle
        except (ReteError, EvaluatorsDisagreeError):
            handle.close()
            raise
        except BaseException:
            self._give_back(handle)
            raise
        self._give_back(handle)

    def _take(self, key: LawKey) -> Handle | None:
        with self._lock:
            idle = self._idle.get(key)
            if not idle:
                return None
            self._count -= 1
            return idle.pop()

    def _give_back(self, handle: Handle) -> None:
        key = handle.program.law.key
        with self._lock:
            self._idle.setdefault(key, []).append(handle)
            self._idle.move_to_end(key)
            self._count += 1
            freed = self._free_one() if self._count > self.most_idle else None
        if freed is not None:
            freed.close()

    def _free_one(self) -> Handle:
        """Take out the idle handle used longest ago."""
        while True:
            key, idle = next(iter(self._idle.items()))
            if idle:
                self._count -= 1
                return idle.pop(0)
            del self._idle[key]

    def _make(self, law: Law) -> Handle:
        if (cause := self._withdrawn.get(law.key)) is not None:
            raise RevisionWithdrawnError(law, cause)
        try:
            return Handle(self._program(law))
        except RevisionWithdrawnError as error:
            self._withdrawn[law.key] = error.cause
            raise

    def _program(self, law: Law) -> Program:
        with self._lock:
            program = self._programs.pop(law.key, None) or Program(law)
            self._programs[law.key] = program
            if len(self._programs) > MOST_PROGRAMS:
                self._programs.popitem(last=False)
            return program
