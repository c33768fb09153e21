"""The two readers of a law's clauses, side by side: no answer is given on which they differ.

They share the nodes and nothing else: the exact reader compares values with the constants of the law; the
Rete engine compares the classes of the values.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from propengine.core.lowering import Lowering
from propengine.core.profiles import branches
from propengine.core.slots import SlotValue
from propengine.core.statements import Clause
from propengine.engine.boundaries import Agreed, boundary_cases
from propengine.engine.compiled import CompiledLaw
from propengine.engine.exact import Compiler
from propengine.engine.rete import Engines, Rete, ReteError, ReteLaw
from propengine.engine.runs import Run
from propengine.law.ruleset import Law, LawKey


class EvaluatorsDisagreeError(Exception):
    """The two readers differ on a case: no answer is given.

    Attributes:
        law: the law.
        level: the level on which they differ.
        clauses: the clauses on which they differ.
    """

    def __init__(self, law: Law, level: int, clauses: Sequence[Clause]) -> None:
        """Keep the parts; the message names no fact of the case."""
        self.law = law
        self.level = level
        self.clauses = tuple(clauses)
        names = ", ".join(f"{c.role} {c.id} {c.part}".strip() for c in clauses)
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
    """Both readers of one law, for one thread at a time."""

    def __init__(self, law: CompiledLaw, agreed: Agreed, engines: Engines) -> None:
        """Make the Rete rules that the engines lack and compare both readers at the boundaries of the law.

        Args:
            law: the law made ready.
            agreed: what was compared before, and need not be compared again; this law is added.
            engines: those of its legal order; who made them closes them.

        Raises:
            RevisionWithdrawnError: a canary does not fire, or a boundary case is decided differently.
        """
        self.law = law
        self._domains = law.lowered.domains
        self._places = {slot: place for place, slot in enumerate(self._domains)}
        try:
            self.rete = Rete(self._rete_law(), engines)
            self._compare_boundaries(agreed.unknown(law))
        except (EvaluatorsDisagreeError, RuntimeError) as error:
            raise RevisionWithdrawnError(law.lowered.law, str(error)) from error
        agreed.keep(law)

    def _rete_law(self) -> ReteLaw:
        ways = [
            [
                {self._places[slot]: mask for slot, mask in branch.items()}
                for branch in branches(clause.formula, self._domains)
            ]
            for level in self.law.lowered.clauses
            for clause in level
        ]
        return ReteLaw(tuple(self._domains.values()), ways)

    def _compare_boundaries(self, clauses: Sequence[Clause]) -> None:
        """Compare the readers with nothing known, and then where the few slots of each boundary case are.

        The cases are those of some clauses; on each of them the readers are compared on the whole law.
        """
        nothing: dict[str, SlotValue] = dict.fromkeys(self.law.lowered.slots)
        held = [
            sum(1 << bit for bit, holds in enumerate(functions) if holds(nothing))
            for functions in self.law.functions
        ]
        for known in ({}, *boundary_cases(self.law, clauses)):
            self._compare(known, nothing, held)

    def _compare(
        self, known: Mapping[str, SlotValue], nothing: Mapping[str, SlotValue], held: Sequence[int]
    ) -> None:
        """Compare the readers on every level, whatever earlier levels would conclude.

        Only what reads what is known is asked again, of either reader.
        """
        values = {**nothing, **known}
        found = list(held)
        for number, (functions, readers) in enumerate(zip(self.law.functions, self.law.readers, strict=True)):
            for bit in {bit for slot in known for bit in readers.get(slot, ())}:
                found[number] &= ~(1 << bit)
                found[number] |= functions[bit](values) << bit
        here = {self._places[slot]: self._domains[slot].classify(value) for slot, value in known.items()}
        self._differ(self.rete.match_few(here), found)

    def confirm(self, run: Run) -> None:
        """Compare what the exact reader found in a run with what the Rete engine matches.

        What a level has read is never revised, so the clauses of all levels can be matched against one fact.

        Raises:
            EvaluatorsDisagreeError: they differ.
        """
        self._differ(self.rete.match(run.classes), run.held)

    def _differ(self, matched: int, held: Sequence[int]) -> None:
        for number, (clauses, of_level) in enumerate(zip(self.law.lowered.clauses, held, strict=False)):
            differing = (matched & (1 << len(clauses)) - 1) ^ of_level
            if differing:
                wrong = [clause for bit, clause in enumerate(clauses) if differing >> bit & 1]
                raise EvaluatorsDisagreeError(self.law.lowered.law, number, wrong)
            matched >>= len(clauses)


class _Bench:
    """The Rete engines of one legal order and the handles of its laws, for one thread at a time."""

    def __init__(self) -> None:
        self.engines = Engines()
        self.handles: dict[LawKey, Handle] = {}

    def handle(self, law: CompiledLaw, agreed: Agreed) -> Handle:
        """Return the handle of a law; see `Handle`."""
        key = law.lowered.law.key
        known = self.handles.get(key)
        if known is None:
            known = self.handles[key] = Handle(law, agreed, self.engines)
        return known


MOST_IDLE_RULES: Final = 2_600
"""So many Rete rules lie idle: each was measured at 28 kilobytes; a legal order has 250 to 2,100 of them."""
MOST_LAWS: Final = 48
"""So many laws are ready at once, of all rulesets together: each was measured at half a megabyte."""
MOST_REMEMBERED: Final = 32_000_000
"""So many bytes all of them keep for the next case, by the measured size of an entry."""
_MOST_SHARED: Final = 1024
"""So many lowered elements are kept for the laws that share them."""
_LOOKED_AT_EVERY: Final = 4
"""What the laws used last remember is added up once in so many uses: a first case may leave 5 MB."""
_USED_LAST: Final = 32
"""So many uses ago a law may still be in use: a case may be compared under many."""


class Handles:
    """Laws made ready, and handles of them, made on first use, lent to one thread at a time, and bounded.

    A Rete engine must be touched by one thread at a time, from assert to retract: a handle is lent for a
    whole confirmation, with all others of its legal order that share its engines, and nobody else has them
    meanwhile. The idle engines used longest ago are freed first.
    """

    def __init__(self, most_idle: int = MOST_IDLE_RULES) -> None:
        """Keep engines with at most `most_idle` rules besides those that are lent."""
        self.most_idle = most_idle
        self._idle: OrderedDict[str, list[_Bench]] = OrderedDict()
        self._laws: OrderedDict[LawKey, CompiledLaw] = OrderedDict()
        self._uses = 0
        self._used_last: deque[LawKey] = deque(maxlen=_USED_LAST)
        self._remembered: dict[LawKey, int] = {}
        self._agreed = Agreed()
        self._withdrawn: dict[LawKey, str] = {}
        self._lowering = Lowering()
        self._compiler = Compiler()
        self._lock = threading.Lock()

    def compiled(self, law: Law) -> CompiledLaw:
        """Return a law made ready, with all options of its readings."""
        written = law.as_written
        with self._lock:
            known = self._laws.pop(written.key, None)
            if known is None:
                known = self._made_ready(written)
            self._laws[written.key] = known
            if len(self._laws) > MOST_LAWS:
                self._forget(*self._laws.popitem(last=False))
            self._used_last.append(written.key)
            self._uses += 1
            if self._uses % _LOOKED_AT_EVERY == 0:
                self._forget_what_is_too_much()
            return known

    def _forget(self, key: LawKey, law: CompiledLaw) -> None:
        law.forget()
        self._remembered.pop(key, None)
        for bench in self._idle.get(law.lowered.law.jurisdiction_id, ()):
            bench.handles.pop(key, None)

    def _made_ready(self, written: Law) -> CompiledLaw:
        if len(self._lowering.kept) > _MOST_SHARED:
            self._lowering = Lowering()
        return CompiledLaw(self._lowering.lower(written), self._compiler)

    def _forget_what_is_too_much(self) -> None:
        """Let laws forget what they keep for the next case, those used longest ago first."""
        for key in self._laws.keys() & set(self._used_last):
            self._remembered[key] = self._laws[key].remembered()
        too_much = sum(self._remembered.values()) - MOST_REMEMBERED
        for key, law in self._laws.items():
            if too_much <= 0:
                return
            law.forget()
            too_much -= self._remembered.pop(key, 0)

    def confirm(self, law: CompiledLaw, runs: Iterable[Run]) -> None:
        """Let the Rete engine confirm runs of a law.

        Raises:
            EvaluatorsDisagreeError: the readers differ on one of them.
            RevisionWithdrawnError: the law failed its comparison, now or before.
        """
        with self.lent(law) as handle:
            for run in runs:
                handle.confirm(run)

    @contextmanager
    def lent(self, law: CompiledLaw) -> Iterator[Handle]:
        """Lend a handle of a law; one that failed is freed and never lent again.

        Raises:
            RevisionWithdrawnError: the law failed its comparison, now or before.
        """
        written = law.lowered.law
        if (cause := self._withdrawn.get(written.key)) is not None:
            raise RevisionWithdrawnError(written, cause)
        bench = self._take(written.jurisdiction_id)
        try:
            yield bench.handle(law, self._agreed)
        except RevisionWithdrawnError as error:
            self._withdrawn[written.key] = error.cause
            bench.engines.close()
            raise
        except (ReteError, EvaluatorsDisagreeError):
            bench.engines.close()
            raise
        except BaseException:
            self._give_back(bench, written.jurisdiction_id)
            raise
        self._give_back(bench, written.jurisdiction_id)

    def _take(self, jurisdiction: str) -> _Bench:
        with self._lock:
            idle = self._idle.get(jurisdiction)
            return idle.pop() if idle else _Bench()

    def _give_back(self, bench: _Bench, jurisdiction: str) -> None:
        with self._lock:
            self._idle.setdefault(jurisdiction, []).append(bench)
            self._idle.move_to_end(jurisdiction)
            freed = list(self._too_many())
        for one in freed:
            one.engines.close()

    def _too_many(self) -> Iterator[_Bench]:
        """Take out the idle engines used longest ago, until they have few enough rules."""
        rules = sum(bench.engines.rules for idle in self._idle.values() for bench in idle)
        while rules > self.most_idle:
            jurisdiction, idle = next(iter(self._idle.items()))
            if idle:
                freed = idle.pop(0)
                rules -= freed.engines.rules
                yield freed
            else:
                del self._idle[jurisdiction]
