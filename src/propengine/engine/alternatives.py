"""The outcomes of a case under one law: the preferred one, and the alternatives that change the answer.

Discretion, two readings, disputed facts, measurement uncertainty and neighbouring bands all take one shape:
an alternative, evaluated alone against the preferred circumstances, and shown where it changes the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from propengine.engine.comparison import Favour, compare
from propengine.engine.counterfactuals import first_different
from propengine.engine.decision import Condition, Conditioned, Question
from propengine.engine.evaluators import Handles
from propengine.engine.intake import Intake, ReadItem
from propengine.engine.measures import measure
from propengine.engine.outcome import Circumstances, Outcome
from propengine.engine.ranges import FractionOutsideBoundsError, NoRangeRecordedError
from propengine.engine.refusals import CaseRefusedError, Reason, Refusal
from propengine.engine.walk import StatedContradictsDerivedError, UnknownTextReachedError, evaluate
from propengine.law.domains import SlotValue
from propengine.law.ruleset import Law
from propengine.law.vocabulary import FactType


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

    def __init__(self, intake: Intake, handles: Handles) -> None:
        self.intake = intake
        self.handles = handles

    def run(self, law: Law) -> tuple[Conditioned, ...]:
        """Return the outcomes, the preferred one first, each with the conditions on which it holds."""
        items = self.intake.items
        here = _Setting(law, items, Circumstances(self.intake.slots, measure(items, law.contents)))
        outcome = self._evaluate(here)
        chosen: list[Condition] = []
        settled: set[Condition] = set()
        others: list[tuple[Condition, Outcome]] = []
        while (alternative := self._next(here, outcome, settled)) is not None:
            condition = alternative.condition
            settled |= {condition, alternative.otherwise}
            other = self._evaluate(alternative.setting)
            if other.answer == outcome.answer:
                continue
            favourable = alternative.preferable and _favours(other, outcome, condition.question)
            if favourable or alternative.preferred:
                others.append((alternative.otherwise, outcome))
                chosen.append(condition)
                here, outcome = alternative.setting, other
            else:
                if alternative.preferable or alternative.condition.question is not Question.MAY_STEP:
                    chosen.append(alternative.otherwise)
                others.append((condition, other))
        shown = [Conditioned(outcome, tuple(dict.fromkeys(chosen)))]
        shown += [
            Conditioned(other, (condition,)) for condition, other in others if other.answer != outcome.answer
        ]
        return tuple(shown)

    def _evaluate(self, setting: _Setting) -> Outcome:
        with self.handles.lent(setting.law) as handle:
            try:
                return evaluate(handle.program, setting.start, handle.evaluate)
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

    def _next(self, here: _Setting, outcome: Outcome, settled: set[Condition]) -> _Alternative | None:
        for alternative in self._alternatives(here, outcome):
            if alternative.condition not in settled:
                return alternative
        return None

    def _alternatives(self, here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        yield from self._uncertainty(here)
        yield from self._disputed(here)
        yield from self._readings(here, outcome)
        yield from self._neighbours(here)
        yield from self._may_steps(here, outcome)
        yield from self._findings(here, outcome)

    def _uncertainty(self, here: _Setting) -> Iterator[_Alternative]:
        if self.intake.items == self.intake.upper_items:
            return
        start = replace(here.start, measures=measure(self.intake.upper_items, here.law.contents))
        yield _Alternative(
            Condition(Question.UNCERTAINTY, "items", "upper", "stated uncertainty"),
            Condition(Question.UNCERTAINTY, "items", "lower", "stated uncertainty"),
            replace(here, items=self.intake.upper_items, start=start),
            preferable=True,
        )

    def _disputed(self, here: _Setting) -> Iterator[_Alternative]:
        for name in self.intake.disputed:
            fact = here.law.contents.facts.get(name)
            stated = here.start.slots.get(name)
            if fact is None or stated is None:
                continue
            other: SlotValue = (
                (not stated) if isinstance(stated, bool) and fact.type is FactType.BOOLEAN else None
            )
            slots = {
                slot: value for slot, value in here.start.slots.items() if not slot.startswith(f"{name}:")
            }
            provision = fact.provision or name
            yield _Alternative(
                Condition(Question.DISPUTED_FACT, name, _told(other), provision),
                Condition(Question.DISPUTED_FACT, name, _told(stated), provision),
                replace(here, start=replace(here.start, slots={**slots, name: other})),
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
        for step in outcome.may_steps:
            provision = here.law.contents.steps[step].provision
            start = replace(here.start, declined=here.start.declined | {step})
            yield _Alternative(
                Condition(Question.MAY_STEP, step, "declined", provision),
                Condition(Question.MAY_STEP, step, "taken", provision),
                replace(here, start=start),
                preferable=True,
            )

    @staticmethod
    def _findings(here: _Setting, outcome: Outcome) -> Iterator[_Alternative]:
        for name, fact in here.law.findings.items():
            if here.start.slots.get(name) is not None or first_different(outcome, {name: True}) is None:
                continue
            slots = {**here.start.slots, name: True}
            provision = fact.provision or name
            yield _Alternative(
                Condition(Question.FINDING, name, "found", provision),
                Condition(Question.FINDING, name, "not found", provision),
                replace(here, start=replace(here.start, slots=slots)),
                preferable=False,
            )


def _favours(other: Outcome, outcome: Outcome, question: Question) -> bool:
    """Say whether another outcome is preferred: the more favourable; a dispute alone never convicts."""
    if question is Question.DISPUTED_FACT and other.offence_id is None:
        return True
    return compare(other, outcome) is Favour.MORE


def _told(value: SlotValue) -> str:
    return "not stated" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
