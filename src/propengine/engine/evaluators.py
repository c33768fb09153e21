"""The two evaluators of a law's conditions, and the handle that runs both and answers only when they agree.

An evaluator takes the values of a level's slots and says which of the level's conditions hold, as a bit
mask. They share the condition tree and nothing else: the compiled function compares exact values with the
constants of the law; the Rete engine compares the classes of the values.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from propengine.engine.outcome import Circumstances, Outcome
from propengine.engine.program import Level, Program
from propengine.engine.rete import Rete, ReteError, ReteLaw
from propengine.engine.walk import evaluate
from propengine.core.domains import SlotValue
from propengine.law.ruleset import Law, LawKey
from propengine.core.strata import Conditional, Strata


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


class _Asked(NamedTuple):
    """A level, the values of its slots, and which of its conditions hold by the compiled function."""

    level: Level
    values: Sequence[SlotValue]
    held: int


class Handle:
    """Both evaluators of one law, for one thread at a time."""

    def __init__(self, program: Program, *, compared: bool = False) -> None:
        """Make the Rete engines, fire their canaries and compare both evaluators at every boundary.

        Args:
            program: the law made ready.
            compared: an equal handle of the same program was compared before: its canaries are enough.

        Raises:
            RevisionWithdrawnError: a canary does not fire, or a boundary case is decided differently.
        """
        self.program = program
        self._domains = program.strata.domains
        try:
            self.rete = Rete(self._rete_law())
        except RuntimeError as error:
            raise RevisionWithdrawnError(program.law, str(error)) from error
        try:
            for level in () if compared else program.levels:
                for values in boundary_cases(level, program.strata):
                    self._compare_everywhere(dict(zip(level.slots, values, strict=True)))
        except (EvaluatorsDisagreeError, RuntimeError) as error:
            self.close()
            raise RevisionWithdrawnError(program.law, str(error)) from error

    def _rete_law(self) -> ReteLaw:
        strata = self.program.strata
        places = {slot: place for place, slot in enumerate(self._domains)}
        ways = [
            [{places[slot]: mask for slot, mask in branch.items()} for branch in strata.branches(condition)]
            for level in self.program.levels
            for condition in level.conditions
        ]
        return ReteLaw([domain.size for domain in self._domains.values()], ways)

    def _compare_everywhere(self, slots: Mapping[str, SlotValue]) -> None:
        """Compare the evaluators on every level, whatever earlier levels would conclude."""
        levels = self.program.levels
        self._confirm([self._ask(level, [slots.get(slot) for slot in level.slots]) for level in levels])

    def evaluate(self, start: Circumstances) -> Outcome:
        """Decide one case: the compiled function goes from level to level, then the Rete engine confirms.

        What a level has read is never revised, so the Rete engine can match the conditions of all levels
        against one fact. A refusal is confirmed as an answer is.

        Raises:
            EvaluatorsDisagreeError: the evaluators differ.
            ContradictoryRulesError: and whatever else `walk.evaluate` raises.
        """
        asked: list[_Asked] = []

        def judge(number: int, values: Sequence[SlotValue]) -> int:
            asked.append(self._ask(self.program.levels[number], values))
            return asked[-1].held

        try:
            return evaluate(self.program, start, judge)
        finally:
            self._confirm(asked)

    @staticmethod
    def _ask(level: Level, values: Sequence[SlotValue]) -> "_Asked":
        return _Asked(level, values, level.function(values))

    def _confirm(self, asked: Sequence["_Asked"]) -> None:
        """Compare what the compiled function said of the levels with what the Rete engine matches."""
        known = {slot: value for of in asked for slot, value in zip(of.level.slots, of.values, strict=True)}
        classes = [domain.classify(known.get(slot)) for slot, domain in self._domains.items()]
        matched = self.rete.match(classes)
        for number, of in enumerate(asked):
            count = len(of.level.conditions)
            differing = (matched & (1 << count) - 1) ^ of.held
            if differing:
                conditions = [c for bit, c in enumerate(of.level.conditions) if differing >> bit & 1]
                raise EvaluatorsDisagreeError(self.program.law, number, conditions)
            matched >>= count

    def close(self) -> None:
        """Free the Rete engines."""
        self.rete.close()


def boundary_cases(level: Level, strata: Strata) -> Iterator[list[SlotValue]]:
    """Yield, for each way to satisfy a condition, satisfying values and those on both sides of each limit.

    Every class of every slot is yielded at least once; after that only what lies at the limits of each way.
    """
    seen: set[tuple[int, ...]] = set()
    swept: set[int] = set()
    places = {slot: i for i, slot in enumerate(level.slots)}
    tables = [list(domain.representatives()) for domain in level.domains]
    yield [None] * len(level.slots)
    for condition in level.conditions:
        for branch in strata.branches(condition):
            base = [0] * len(level.slots)
            for slot, mask in branch.items():
                base[places[slot]] = _pick(tables[places[slot]], mask)
            for i, mask in ((places[slot], mask) for slot, mask in branch.items()):
                for j in _at_limits(tables[i], mask) if i in swept else range(len(tables[i])):
                    picked = (*base[:i], j, *base[i + 1 :])
                    if picked not in seen:
                        seen.add(picked)
                        yield [tables[k][p][1] for k, p in enumerate(picked)]
                swept.add(i)


def _at_limits(table: Sequence[tuple[int, SlotValue]], mask: int) -> Iterator[int]:
    """Yield the positions beside which a mask begins or ends, and that of nothing known."""
    inside = [bool(mask >> class_ & 1) for class_, _ in table]
    for p, here in enumerate(inside):
        if p == 0 or inside[p - 1] != here or (p + 1 < len(inside) and inside[p + 1] != here):
            yield p


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
        self._compared: set[LawKey] = set()
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
            handle = Handle(self._program(law), compared=law.key in self._compared)
        except RevisionWithdrawnError as error:
            self._withdrawn[law.key] = error.cause
            raise
        self._compared.add(law.key)
        return handle

    def _program(self, law: Law) -> Program:
        with self._lock:
            program = self._programs.pop(law.key, None) or Program(law)
            self._programs[law.key] = program
            if len(self._programs) > MOST_PROGRAMS:
                forgotten, _ = self._programs.popitem(last=False)
                self._compared.discard(forgotten)
            return program
