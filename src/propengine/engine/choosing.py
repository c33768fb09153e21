"""The outcomes of a case under one law: the preferred one, and the alternatives that change the answer.

Discretion, two readings, disputed facts, measurement uncertainty and neighbouring bands all take one shape:
an alternative, evaluated alone against the preferred circumstances, and shown where it changes the answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from propengine.engine.comparison import Favour, compare
from propengine.engine.counterfactuals import StillWanted, WhatIf
from propengine.engine.decision import Condition, Conditioned, Question
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake, ReadItem
from propengine.engine.measures import measure
from propengine.engine.outcome import Circumstances, Outcome
from propengine.engine.ranges import FractionOutsideBoundsError, NoRangeRecordedError
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.engine.walk import StatedContradictsDerivedError, UnknownTextReachedError
from propengine.core.domains import SlotValue
from propengine.law.ruleset import Law


@dataclass(frozen=True, slots=True)
class _Setting:
    """The circumstances under which a case is evaluated: one choice for everything that is open."""

    law: Law
    items: tuple[ReadItem, ...]
    start: Circumstances


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One other choice: its condition, the condition of what it replaces, and the setting it leads to.

    `preferable` says whether the alternative is taken when it is the more favourable one; an alternative
    with `preferred` is taken because the ruleset says so.
    """

    condition: Condition
    otherwise: Condition
    setting: _Setting
    preferable: bool
    preferred: bool = False


class Alternatives:
    """Finds the preferred setting of a case under one law, and the alternatives that change the answer."""

    def __init__(self, intake: Intake, handles: Handles, still_wanted: StillWanted) -> None:
        self.intake = intake
        self.handles = handles
        self.still_wanted = still_wanted

    def run(self, law: Law) -> tuple[Conditioned, ...]:
        """Return the outcomes, the preferred one first, each with the conditions on which it holds.

        Every way to settle what is disputed is decided by itself, with its own readings and findings.
        """
        branches = [
            (disputed, outcomes)
            for disputed, setting in self._branches(law)
            if (outcomes := self._outcomes(setting, among_others=len(self._disputable(law)) > 0))
        ]
        if not branches:
            self._evaluate(_Setting(law, self.intake.items, self._start(law, self.intake.slots)))
        disputed, best = branches[0]
        for others, outcomes in branches[1:]:
            if _favours(outcomes[0].outcome, best[0].outcome):
                disputed, best = others, outcomes
        matter = any(outcomes[0].outcome.answer != best[0].outcome.answer for _, outcomes in branches)
        shown = [_on(c, disputed) if matter else c for c in best]
        for others, outcomes in branches:
            known = [c.outcome.answer for c in shown]
            shown += [_on(c, others) for c in outcomes if c.outcome.answer not in known]
        return tuple(shown)

    def _outcomes(self, setting: _Setting, *, among_others: bool) -> list[Conditioned]:
        """Return the outcomes from one setting; none where one of several contradicts what is stated."""
        try:
            here, outcome = self._settled(setting)
        except CaseRefusedError as error:
            if among_others and all(
                refusal.reason is Reason.CONTRADICTORY_FACTS for refusal in error.refusals
            ):
                return []
            raise
        beside = [
            (alternative, other)
            for alternative in self._alternatives(here, outcome)
            if (other := self._tried(alternative)) is not None and other.answer != outcome.answer
        ]
        conditions = tuple(dict.fromkeys(alternative.otherwise for alternative, _ in beside))
        shown = [Conditioned(outcome, conditions)]
        return shown + [Conditioned(other, (alternative.condition,)) for alternative, other in beside]

    def _settled(self, here: _Setting) -> tuple[_Setting, Outcome]:
        """Return the setting in which everything open is as preferred, and its outcome."""
        outcome = self._evaluate(here)
        tried: set[Condition] = set()
        while True:
            open_ = (a for a in self._alternatives(here, outcome) if a.condition not in tried)
            alternative = next((a for a in open_ if a.preferable or a.preferred), None)
            if alternative is None:
                return here, outcome
            tried |= {alternative.condition, alternative.otherwise}
            other = self._tried(alternative)
            if other is None or other.answer == outcome.answer:
                continue
            if alternative.preferred or _favours(other, outcome):
                here, outcome = alternative.setting, other

    def _tried(self, alternative: _Alternative) -> Outcome | None:
        """Return the outcome of an alternative; None where it contradicts what is stated (a charge, say)."""
        try:
            return self._evaluate(alternative.setting)
        except CaseRefusedError as error:
            if all(refusal.reason is Reason.CONTRADICTORY_FACTS for refusal in error.refusals):
                return None
            raise

    def _start(self, law: Law, slots: Mapping[str, SlotValue]) -> Circumstances:
        return Circumstances(slots, measure(self.intake.items, law.contents))

    def _disputable(self, law: Law) -> list[str]:
        """Return the disputed facts that the law knows and that are stated, in a fixed order."""
        return sorted(n for n in self.intake.disputed if n in law.statable and n in self.intake.slots)

    def _branches(self, law: Law) -> Iterator[tuple[tuple[Condition, ...], _Setting]]:
        """Yield every way to settle what is disputed, as conditions and the setting that follows."""
        names = self._disputable(law)
        values = [(self.intake.slots[name], _denied(self.intake.slots[name])) for name in names]
        for settled in product(*values):
            slots = dict(self.intake.slots)
            conditions: list[Condition] = []
            for name, value in zip(names, settled, strict=True):
                if value != self.intake.slots[name]:
                    slots = {slot: of for slot, of in slots.items() if not slot.startswith(f"{name}:")}
                slots[name] = value
                provision = law.statable[name].provision if name in law.contents.facts else None
                conditions.append(Condition(Question.DISPUTED_FACT, name, _told(value), provision or name))
            yield tuple(conditions), _Setting(law, self.intake.items, self._start(law, slots))

    def _evaluate(self, setting: _Setting) -> Outcome:
        self.still_wanted()
        with self.handles.lent(setting.law) as handle:
            try:
                return handle.evaluate(setting.start)
            except StatedContradictsDerivedError as error:
                details = {"stated": error.stated, "derived": error.derived, "provision": error.provision}
                path = "charge" if error.subject == "offence" else f"facts[{error.subject}]"
                refusal = Refusal(Reason.CONTRADICTORY_FACTS, path, str(error), details)
            except UnknownTextReachedError as error:
                details = {"provision": error.provision, "why": error.why}
                refusal = Refusal(Reason.LAW_NOT_KNOWN, "offence_date", str(error), details)
            except NoRangeRecordedError as error:
                details = {"table": error.table, "key": error.key, "provision": error.provision}
                refusal = Refusal(Reason.NO_RANGE_RECORDED, "case", str(error), details)
            except FractionOutsideBoundsError as error:
                details = {"least": str(error.least), "most": str(error.most), "found": str(error.found)}
                refusal = Refusal(Reason.OUTSIDE_BOUNDS, f"facts[{error.fact}]", str(error), details)
        raise CaseRefusedError([refusal])

    def _alternatives(self, here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        yield from self._uncertainty(here)
        yield from self._readings(here, outcome)
        yield from self._neighbours(here)
        yield from self._may_steps(here, outcome)
        yield from self._findings(here, outcome)

    def _uncertainty(self, here: _Setting) -> Iterator[_Alternative]:
        if self.intake.items == self.intake.upper_items:
            return
        low = here.items == self.intake.items
        items = self.intake.upper_items if low else self.intake.items
        now, other = ("lower", "upper") if low else ("upper", "lower")
        start = replace(here.start, measures=measure(items, here.law.contents))
        yield _Alternative(
            Condition(Question.UNCERTAINTY, "items", other, "stated uncertainty"),
            Condition(Question.UNCERTAINTY, "items", now, "stated uncertainty"),
            replace(here, items=items, start=start),
            preferable=True,
        )

    def _readings(self, here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        current = dict(here.law.readings)
        written = here.law.written or here.law
        for name in dict.fromkeys((*outcome.open_readings, *current)):
            reading = written.contents.readings[name]
            now = current.get(name, reading.as_written)
            for option in reading.options:
                if option == now:
                    continue
                law = here.law.under(name, option)
                start = replace(here.start, measures=measure(here.items, law.contents))
                yield _Alternative(
                    Condition(Question.READING, name, option, reading.provision),
                    Condition(Question.READING, name, now, reading.provision),
                    _Setting(law, here.items, start),
                    preferable=reading.prefer is None,
                    preferred=reading.prefer == option,
                )

    def _neighbours(self, here: _Setting) -> Iterator[_Alternative]:
        for table, band in here.start.measures.neighbours.items():
            if table in here.start.instead:
                continue
            provision = here.law.contents.tables[table].provision
            measured = here.start.measures
            slots = {name: value for name, value in measured.slots.items() if name != table}
            start = replace(here.start, measures=replace(measured, slots=slots), instead={table: band})
            yield _Alternative(
                Condition(Question.NEIGHBOURING_BAND, table, band, provision),
                Condition(Question.NEIGHBOURING_BAND, table, str(measured.slots[table]), provision),
                replace(here, start=start),
                preferable=False,
            )

    @staticmethod
    def _may_steps(here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        declined = here.start.declined
        for step in dict.fromkeys((*outcome.may_steps, *sorted(declined))):
            provision = here.law.contents.steps[step].provision
            now, other = ("declined", "taken") if step in declined else ("taken", "declined")
            start = replace(here.start, declined=declined ^ {step})
            yield _Alternative(
                Condition(Question.MAY_STEP, step, other, provision),
                Condition(Question.MAY_STEP, step, now, provision),
                replace(here, start=start),
                preferable=True,
            )

    @staticmethod
    def _findings(here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        what_if = WhatIf(outcome)
        for name, fact in here.law.findings.items():
            if here.start.slots.get(name) is not None or what_if.first_different({name: True}) is None:
                continue
            slots = {**here.start.slots, name: True}
            provision = fact.provision or name
            yield _Alternative(
                Condition(Question.FINDING, name, "found", provision),
                Condition(Question.FINDING, name, "not found", provision),
                replace(here, start=replace(here.start, slots=slots)),
                preferable=False,
            )


def _favours(other: Outcome, outcome: Outcome) -> bool:
    """Say whether another outcome is preferred: the more favourable; what is open alone never convicts."""
    if other.offence_id is None:
        return outcome.offence_id is not None
    return compare(other, outcome) is Favour.MORE


def _on(conditioned: Conditioned, disputed: tuple[Condition, ...]) -> Conditioned:
    return replace(conditioned, conditions=disputed + conditioned.conditions)


def _denied(value: SlotValue) -> SlotValue:
    """Return what holds if the other side is right: the opposite of a truth, and else nothing shown."""
    return not value if isinstance(value, bool) else None


def _told(value: SlotValue) -> str:
    return "not stated" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
