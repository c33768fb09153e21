"""Holes: conduct to which a ruleset has no answer and does not say so.

For every law of a ruleset, every conduct and every substance, cases are made in which each fact is denied,
and each of these with one more thing stated. Where no offence of the law is shown, no gap is declared, and
nothing that somebody could still state would lead to one or the other, the ruleset has a hole. What no law
can tell apart, and what a law of another day decided already with the same rules, is looked at once.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from propengine.core.levels import Sort
from propengine.core.lowering import Lowering
from propengine.core.slots import SlotValue
from propengine.core.statements import Role
from propengine.engine.case import Case, Item, StatedFact
from propengine.engine.choosing import REFUSED_COMPLETIONS, Choices
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import again, evaluate
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.exact import Compiler
from propengine.engine.intake import Intake
from propengine.engine.items import FoundItem
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.runs import Inputs, Run
from propengine.engine.statables import Statable, Statables, Statement
from propengine.engine.turning import may_turn
from propengine.engine.worlds import worlds_of
from propengine.law.conduct import Conduct
from propengine.law.contents import KINDS
from propengine.law.instruments import canonical
from propengine.law.ruleset import Dates, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.stages import Stage
from propengine.law.vocabulary import AGE, FactType
from propengine.notation.check_records import CheckRecords
from propengine.verify.narrowing import narrowed


@dataclass(frozen=True, slots=True)
class Hole:
    """Conduct to which a ruleset has no answer.

    Attributes:
        jurisdiction: whose ruleset it is.
        conduct: the conduct.
        day: the first day on which it is so.
        laws: the revisions in force on it.
        substance: with which substance; empty where nothing was found with the person.
        purpose: for which purpose; empty where none is shown.
        facts: what is stated, in words.
    """

    jurisdiction: str
    conduct: str
    day: date
    laws: tuple[str, ...]
    substance: str
    purpose: str
    facts: str

    def __str__(self) -> str:
        """Return what is missing and what to do."""
        of = f" of {self.substance}" if self.substance else ""
        purpose = f" for the purpose {self.purpose}" if self.purpose else ""
        where = f" ({self.facts})" if self.facts else ""
        return (
            f"expected a provision or a declared gap for {self.conduct}{of}{purpose} in {self.jurisdiction} "
            f"on {self.day}{where}, found neither in {', '.join(self.laws)}: write the provision, or declare "
            f"the gap in jurisdiction.yaml"
        )


def _ignore(_: date) -> None:
    """Tell nobody."""


def holes(
    ruleset: Ruleset,
    handles: Handles,
    begun: Callable[[date], None] = _ignore,
    records: CheckRecords | None = None,
) -> Iterator[Hole]:
    """Yield the holes of a ruleset, one for each conduct on each day on which its law changes.

    Args:
        ruleset: the ruleset.
        handles: the two readers.
        begun: called with each day whose law is looked at.
        records: of what was searched before and need not be searched again; all is when absent.
    """
    if records is not None and records.has_searched(ruleset.digest):
        return
    is_whole = True
    for hole in _holes(ruleset, handles, begun, records):
        is_whole = False
        yield hole
    if records is not None and is_whole:
        records.add_searched(ruleset.digest)


def _holes(
    ruleset: Ruleset, handles: Handles, begun: Callable[[date], None], records: CheckRecords | None
) -> Iterator[Hole]:
    seen: list[Mapping[str, object]] = []
    for day in ruleset.change_dates():
        try:
            law = ruleset.law(Dates.all_on(day))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        begun(day)
        search = _Search(ruleset, handles, CompiledLaw(Lowering().lower(narrowed(law)), Compiler()), day)
        if search.leads_to_offences in seen:
            continue
        seen.append(search.leads_to_offences)
        if records is not None and records.has_searched(search.digest):
            continue
        found = list(search.holes())
        if records is not None and not found:
            records.add_searched(search.digest)
        yield from found


_NOTHING_KNOWN: Final = Intake({}, (), (), (), (), {}, Dates.all_on(date(2000, 1, 1)), (), (), {}, {}, {}, {})


def _always() -> None:
    """Go on."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is found with the person, as far as a law tells it apart.

    Attributes:
        substance: the substance; empty where nothing is.
        inputs: what it makes.
    """

    substance: str
    inputs: Inputs


class _Search:
    """Looks for holes in the law of one day."""

    def __init__(self, ruleset: Ruleset, handles: Handles, law: CompiledLaw, day: date) -> None:
        self.ruleset = ruleset
        self.handles = handles
        self.law = law
        self.day = day
        self.facts = law.lowered.law.contents.facts

    def holes(self) -> Iterator[Hole]:
        """Yield the first hole of each conduct."""
        for conduct in Conduct:
            hole = _OfConduct(self, conduct.value).first()
            if hole is not None:
                yield hole

    @cached_property
    def leads_to_offences(self) -> Mapping[str, object]:
        """Return the elements on which offences and gaps can depend, and the gaps of the day."""
        contents = self.law.lowered.law.contents
        gaps = tuple(gap.id for gap in self.ruleset.jurisdiction.gaps if gap.covers(self.day))
        return {**{kind: getattr(contents, kind) for kind in KINDS}, "gaps": gaps}

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of what is searched: all that leads to offences and gaps on the day."""
        law = self.law.lowered.law
        parts = [
            part.model_dump(mode="json", exclude_defaults=True) for part in (law.jurisdiction, law.contents)
        ]
        return hashlib.sha256(canonical([self.ruleset.id, *parts])).hexdigest()

    @cached_property
    def reads(self) -> frozenset[str]:
        """Return the slots that facts, rules, offences and gaps read."""
        groups = [group for level in self.law.lowered.levels for group in level]
        gaps = (c for level in self.law.lowered.clauses for c in level if c.role is Role.GAP)
        of_gaps = frozenset(slot for clause in gaps for slot in clause.reads)
        deciding = (g for g in groups if g.sort in {Sort.FACT, Sort.RULES, Sort.OFFENCES})
        return of_gaps.union(*(group.reads | group.beside for group in deciding))

    @cached_property
    def of_offences(self) -> frozenset[str]:
        """Return the slots that offences read themselves."""
        groups = (group for level in self.law.lowered.levels for group in level)
        return frozenset(slot for group in groups if group.sort is Sort.OFFENCES for slot in group.reads)

    @cached_property
    def grounds(self) -> Sequence[_Ground]:
        """Return what may be found with the person, each kind that the law can tell from the others once."""
        domains = self.law.lowered.domains
        found: dict[tuple[object, ...], _Ground] = {}
        for ground in self._all_grounds():
            values = ground.inputs.values
            profile = tuple(
                domains[slot].classify(values.get(slot)) for slot in self.measured if slot in domains
            )
            found.setdefault((bool(ground.substance), profile), ground)
        return tuple(found.values())

    @cached_property
    def measured(self) -> Sequence[str]:
        """Return the slots that items make and that an offence or a gap can hang on."""
        return tuple(sorted(self.reads - self.facts.keys()))

    def _all_grounds(self) -> Iterator[_Ground]:
        substances = self.law.lowered.law.contents.substances
        for substance in ("", *substances):
            forms = tuple(substances[substance].forms) if substance else ()
            item = FoundItem(substance, forms, None, None, None, pure=False, mass_of_one=None)
            slots: dict[str, SlotValue] = {
                "stage": Stage.SENTENCING.value,
                "substance": True if substance else None,
            }
            intake = replace(_NOTHING_KNOWN, slots=slots, items=(item,) if substance else ())
            choices = Choices(self.law, intake, _always)
            for world in worlds_of(intake, [self.law.lowered]):
                yield _Ground(substance, choices.inputs(world, self.law.lowered.as_written, {}))


class _OfConduct:
    """Looks for a hole in the law of one day for one conduct."""

    def __init__(self, search: _Search, conduct: str) -> None:
        self.search = search
        self.law = search.law
        self.facts = search.facts
        self.conduct = conduct
        self.statables = Statables(self.law, conduct)
        domains = self.law.lowered.domains
        self.cone = tuple(sorted(self.law.relevant(conduct).main & search.reads & domains.keys()))
        self.denied = dict(self._denied())
        self.shown = [
            self.statables.made(Statement(name, value=True, changes={name: True}))
            for name in sorted(self.denied.keys() & set(self.cone))
        ]
        self.seen: set[tuple[bool, tuple[int, ...]]] = set()
        self.led: Statement | None = None

    def first(self) -> Hole | None:
        """Return the first hole that is found."""
        for ground in self.search.grounds:
            for run in self._new_runs(ground):
                if (
                    self._is_open(run)
                    and not self._is_asked(run)
                    and not (not ground.substance and self._is_named(run))
                    and not self._is_asked_in_pairs(ground.substance, run)
                ):
                    return self._hole(ground, run)
        return None

    def _hole(self, ground: _Ground, run: Run) -> Hole:
        return Hole(
            self.search.ruleset.id,
            self.conduct,
            self.search.day,
            tuple(map(str, self.law.lowered.law.used.values())),
            ground.substance,
            str(run.values.get("purpose") or ""),
            self._told(run),
        )

    def _denied(self) -> Iterator[tuple[str, SlotValue]]:
        relevant = self.law.relevant(self.conduct).main
        for name, fact in self.facts.items():
            stated = not fact.concluded and fact.derive is None
            if name in relevant and fact.type is FactType.BOOLEAN and stated:
                yield name, False

    def _new_runs(self, ground: _Ground) -> Iterator[Run]:
        """Yield the law applied to everything denied, and to one thing stated besides, if it is new."""
        base = self._base(ground)
        if base is None or not self._is_new(ground, base):
            return
        yield base
        is_open = self._is_open(base)
        for statable in (*self.shown, *self._askable(base)):
            if is_open or may_turn(base, statable):  # what is answered stays so where nothing turns
                yield from self._also(ground, base, statable.statement.changes)

    def _base(self, ground: _Ground) -> Run | None:
        values = {**ground.inputs.values, "conduct": self.conduct, **self.denied}
        try:
            return evaluate(self.law, replace(ground.inputs, values=values))
        except REFUSED_COMPLETIONS:
            return None

    def _also(self, ground: _Ground, base: Run, changes: Mapping[str, SlotValue]) -> Iterator[Run]:
        run = self._changed(base, changes)
        if run is not None and self._is_new(ground, run):
            yield run

    def _is_new(self, ground: _Ground, run: Run) -> bool:
        """Say whether no case before was alike, as far as an offence or a gap hangs on it; remember it."""
        domains = self.law.lowered.domains
        profile = tuple(domains[slot].classify(run.values.get(slot)) for slot in self.cone)
        known = bool(ground.substance), profile
        new = known not in self.seen
        self.seen.add(known)
        return new

    def _changed(self, base: Run, changes: Mapping[str, SlotValue]) -> Run | None:
        changed = {slot for slot, value in changes.items() if base.inputs.values.get(slot) != value}
        try:
            return again(base, base.inputs.changed(changes), changed)
        except REFUSED_COMPLETIONS:
            return None

    def _askable(self, run: Run) -> Iterator[Statable]:
        """Yield what somebody can be asked to state, as far as an offence or a gap hangs on it.

        Of conclusions, bands and groups nobody is asked: they are known by naming what was found.
        """
        cone = set(self.cone)
        for statable in self.statables.of(run):
            statement = statable.statement
            if self._is_asked_for(statement) and not cone.isdisjoint(statement.changes):
                yield statable

    def _is_asked_for(self, statement: Statement) -> bool:
        fact = self.law.lowered.law.statable.get(statement.fact)
        return fact is not None and fact.is_asked

    @staticmethod
    def _is_open(run: Run) -> bool:
        return run.offence_id is None and not run.gaps

    def _is_asked(self, run: Run) -> bool:
        """Say whether something that could still be stated leads to an offence or a declared gap."""
        leading = self.search.of_offences

        def late(statable: Statable) -> tuple[bool, bool]:
            # What led there for the case before leads there for most, and then what offences read.
            return statable.statement != self.led, leading.isdisjoint(statable.statement.changes)

        for statable in sorted(self._askable(run), key=late):
            if not may_turn(run, statable):
                continue
            changed = self._changed(run, statable.statement.changes)
            if changed is not None and not self._is_open(changed):
                self.led = statable.statement
                return True
        return False

    def _is_named(self, run: Run) -> bool:
        """Say whether it leads to an offence or a declared gap to say what was found with the person."""
        stated = {name: value for name, value in run.inputs.values.items() if name in self.facts}
        for ground in self.search.grounds:
            values = {**ground.inputs.values, "conduct": self.conduct, **stated}
            try:
                named = evaluate(self.law, replace(ground.inputs, values=values))
            except REFUSED_COMPLETIONS:
                continue
            if ground.substance and (not self._is_open(named) or self._is_asked(named)):
                return True
        return False

    def _is_asked_in_pairs(self, substance: str, run: Run) -> bool:
        """Say whether the answer to such a case asks for two things that lead to an offence together."""
        facts = {
            name: StatedFact(value)
            for name, value in run.inputs.values.items()
            if name in self.facts
            and name != AGE
            and isinstance(value, bool | str)
            and self.facts[name].type in {FactType.BOOLEAN, FactType.ENUM}
        }
        day = self.search.day
        items = (Item(substance),) if substance else ()
        case = Case(
            self.search.ruleset.id, day, day, Stage.SENTENCING.value, self.conduct, items=items, facts=facts
        )
        try:
            decision = decide(case, self.search.ruleset, self.search.handles)
        except CaseRefusedError:
            return True
        return any(
            (found.leads_to_an_offence or found.after.gaps) and all(map(self._is_asked_for, found.statements))
            for found in decision.decisive
        )

    def _told(self, run: Run) -> str:
        stated = {n: v for n, v in run.inputs.values.items() if n in self.facts and v is not None}
        return ", ".join(f"{name}: {str(value).lower()}" for name, value in sorted(stated.items()))
