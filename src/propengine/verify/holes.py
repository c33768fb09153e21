"""Holes: conduct to which a ruleset has no answer and does not say so.

For every law of a ruleset, every conduct and every substance, cases are made in which each fact is denied, and
each of these with one more thing stated. Where no offence of the law is shown, no gap is declared, and nothing
that somebody could still state would lead to one or the other, the ruleset has a hole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from propengine.core.slots import SlotValue
from propengine.engine.case import Case, Item, StatedFact
from propengine.engine.choosing import REFUSED_COMPLETIONS, Choices
from propengine.engine.compiled import CompiledLaw, Inputs, Run
from propengine.engine.deciding import decide
from propengine.engine.decisive import Statement
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake
from propengine.engine.items import FoundItem
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.statables import statements_of
from propengine.engine.worlds import World, worlds_of
from propengine.law.conduct import Conduct
from propengine.law.programmes import Stage
from propengine.law.ruleset import Dates, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.vocabulary import AGE, FactType


@dataclass(frozen=True, slots=True)
class Hole:
    """Conduct to which a ruleset has no answer.

    Attributes:
        conduct: the conduct.
        day: a day on which it is so.
        substance: with which substance; empty where nothing was found with the person.
        facts: what is stated, in words.
    """

    conduct: str
    day: date
    substance: str
    facts: str

    def __str__(self) -> str:
        """Return what is missing and what to do."""
        of = f" of {self.substance}" if self.substance else ""
        where = f" ({self.facts})" if self.facts else ""
        return (
            f"expected a provision or a declared gap for {self.conduct}{of} on {self.day}{where}, found neither: "
            f"write the provision, or declare the gap in jurisdiction.yaml"
        )


def holes(ruleset: Ruleset, handles: Handles) -> Iterator[Hole]:
    """Yield the holes of a ruleset, one for each conduct on each day on which its law changes."""
    for day in ruleset.change_dates():
        try:
            law = ruleset.law(Dates.all_on(day))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        compiled = handles.compiled(law)
        for conduct in Conduct:
            hole = _Search(ruleset, handles, compiled, day, conduct.value).first()
            if hole is not None:
                yield hole


_NOTHING_KNOWN: Final = Intake({}, (), (), (), {}, Dates.all_on(date(2000, 1, 1)), (), (), {})


def _always() -> None:
    """Go on."""


class _Search:
    """Looks for a hole in the law of one day for one conduct."""

    def __init__(self, ruleset: Ruleset, handles: Handles, law: CompiledLaw, day: date, conduct: str) -> None:
        self.ruleset = ruleset
        self.handles = handles
        self.law = law
        self.day = day
        self.conduct = conduct
        self.denied = dict(self._denied())
        self.seen: set[tuple[int, ...]] = set()

    def first(self) -> Hole | None:
        """Return the first hole that is found."""
        for substance in ("", *self.law.lowered.law.contents.substances):
            for run in self._new_runs(substance):
                if (
                    self._is_open(run)
                    and not self._is_asked(run)
                    and not self._is_asked_in_pairs(substance, run)
                ):
                    return Hole(self.conduct, self.day, substance, self._told(run))
        return None

    def _denied(self) -> Iterator[tuple[str, SlotValue]]:
        relevant = self.law.relevant(self.conduct).main
        for name, fact in self.law.lowered.law.contents.facts.items():
            if (
                name in relevant
                and fact.type is FactType.BOOLEAN
                and not fact.concluded
                and fact.derive is None
            ):
                yield name, False

    def _new_runs(self, substance: str) -> Iterator[Run]:
        """Yield the runs of a substance whose case the law can tell from all before."""
        relevant = self.law.relevant(self.conduct).main & self.law.lowered.domains.keys()
        domains = self.law.lowered.domains
        for run in self._runs(substance):
            profile = tuple(domains[slot].classify(run.values.get(slot)) for slot in sorted(relevant))
            if profile not in self.seen:
                self.seen.add(profile)
                yield run

    def _runs(self, substance: str) -> Iterator[Run]:
        """Yield the law applied to cases of a substance: everything denied, and one thing stated besides."""
        choices, worlds = self._worlds(substance)
        for world in worlds:
            inputs = choices.inputs(world, self.law.lowered.as_written, {})
            base = self._attempt(inputs.values, None)
            if base is None:
                continue
            yield base
            for name in self.denied:
                run = self._attempt({**inputs.values, name: True}, base)
                if run is not None:
                    yield run
            for statement in self._askable(base):
                run = self._attempt({**inputs.values, **statement.changes}, base)
                if run is not None:
                    yield run

    def _attempt(self, values: Mapping[str, SlotValue], base: Run | None) -> Run | None:
        inputs = replace(base.inputs, values=values) if base is not None else None
        try:
            if base is not None and inputs is not None:
                changed = {slot for slot, value in values.items() if base.inputs.values.get(slot) != value}
                return self.law.again(base, inputs, changed)
            return self.law.evaluate(Inputs(values))
        except REFUSED_COMPLETIONS:
            return None

    def _worlds(self, substance: str) -> tuple[Choices, Sequence[World]]:
        known = self.law.lowered.law.contents.substances
        forms = tuple(known[substance].forms) if substance else ()
        items = (
            (FoundItem(substance, forms, None, None, None, pure=False, mass_of_one=None),)
            if substance
            else ()
        )
        slots: dict[str, SlotValue] = {
            "conduct": self.conduct,
            "stage": Stage.SENTENCING.value,
            "substance": True if substance else None,
            **self.denied,
        }
        intake = replace(_NOTHING_KNOWN, slots=slots, items=items)
        return Choices(self.law, intake, _always), worlds_of(intake, [self.law.lowered])

    def _askable(self, run: Run) -> Iterator[Statement]:
        """Yield what somebody can be asked to state: of conclusions, bands and groups alone, by naming what was found."""
        facts = self.law.lowered.law.contents.facts
        for statement in statements_of(run):
            fact = facts.get(statement.fact)
            if fact is None or fact.question is not None:
                yield statement

    @staticmethod
    def _is_open(run: Run) -> bool:
        return run.offence_id is None and not run.gaps

    def _is_asked(self, run: Run) -> bool:
        """Say whether something that could still be stated leads to an offence or a declared gap."""
        for statement in self._askable(run):
            again = self._attempt({**run.inputs.values, **statement.changes}, run)
            if again is not None and not self._is_open(again):
                return True
        return False

    def _is_asked_in_pairs(self, substance: str, run: Run) -> bool:
        """Say whether the answer to such a case asks for two things that lead to an offence together."""
        facts = {
            name: StatedFact(value)
            for name, value in run.inputs.values.items()
            if name in self.law.lowered.law.contents.facts
            and name != AGE
            and isinstance(value, bool | str)
            and self.law.lowered.law.contents.facts[name].type in {FactType.BOOLEAN, FactType.ENUM}
        }
        items = (Item(substance),) if substance else ()
        case = Case(
            self.ruleset.id,
            self.day,
            self.day,
            Stage.SENTENCING.value,
            self.conduct,
            items=items,
            facts=facts,
        )
        try:
            decision = decide(case, self.ruleset, self.handles)
        except CaseRefusedError:
            return True
        facts_asked = self.law.lowered.law.contents.facts
        return any(
            (found.leads_to_an_offence or found.after.gaps)
            and all(s.fact not in facts_asked or facts_asked[s.fact].question for s in found.statements)
            for found in decision.decisive
        )

    def _told(self, run: Run) -> str:
        facts = self.law.lowered.law.contents.facts
        stated = {n: v for n, v in run.inputs.values.items() if n in facts and v is not None}
        return ", ".join(f"{name}: {str(value).lower()}" for name, value in sorted(stated.items()))
