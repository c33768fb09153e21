"""What it means that an answer is sound, as a check of one case: it finds broken promises, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from propengine.engine.case import Case, RawValue, Standing, StatedFact
from propengine.engine.conditions import Bounds, Condition, Question
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.statables import Statement
from propengine.law.programmes import ProgrammeStatus
from propengine.law.ruleset import Law, Ruleset
from propengine.law.vocabulary import FactType
from tests.promises.generated import a_value, amount_near, decimal, law_of, silent_facts, with_fact

WORLDLY = {
    Question.DISPUTED_FACT,
    Question.UNCERTAINTY,
    Question.FORM,
    Question.AMOUNT,
    Question.QUANTITY,
}
"""Questions about what is so but not known; the others are for the court to answer."""
_UNIT = {"g": Fraction(1), "l": Fraction(1)}
REFINES = {
    ProgrammeStatus.ELIGIBLE: {ProgrammeStatus.ELIGIBLE},
    ProgrammeStatus.CLOSED: {ProgrammeStatus.CLOSED},
    ProgrammeStatus.OPEN_UNLESS: {
        ProgrammeStatus.OPEN_UNLESS,
        ProgrammeStatus.ELIGIBLE,
        ProgrammeStatus.CLOSED,
    },
    ProgrammeStatus.CONDITIONAL: set(ProgrammeStatus),
    ProgrammeStatus.UNDETERMINED: set(ProgrammeStatus),
    ProgrammeStatus.OUTSIDE_GUIDANCE: set(ProgrammeStatus),
}


def answer(
    case: Case, ruleset: Ruleset, handles: Handles, *, with_decisive_sets: bool = True
) -> Decision | None:
    """Return the decision, or None where the case is refused."""
    try:
        return decide(case, ruleset, handles, with_decisive_sets=with_decisive_sets)
    except CaseRefusedError:
        return None


def outcomes(case: Case, ruleset: Ruleset, handles: Handles) -> Decision | None:
    """Return the decision without its decisive sets, or None where the case is refused."""
    return answer(case, ruleset, handles, with_decisive_sets=False)


def is_looked_through(decision: Decision) -> bool:
    """Say whether everything that is open was looked through."""
    return all(notice.kind is not NoticeKind.TOO_MANY_COMBINATIONS for notice in decision.notices)


def main(outcome: Outcome) -> tuple[object, ...]:
    """Return the main part of an answer: offence, classification, liability and final range."""
    return outcome.run.main


def mains(decision: Decision) -> set[object]:
    """Return the main parts of the outcomes that are shown."""
    return {main(outcome) for outcome in decision.outcomes}


class Sound:
    """Checks answers to cases of one ruleset."""

    def __init__(self, ruleset: Ruleset, handles: Handles) -> None:
        """Take the ruleset."""
        self.ruleset = ruleset
        self.handles = handles

    def broken(self, case: Case, random: Random) -> Iterator[str]:
        """Yield the ways in which the answer to a case breaks the promise."""
        decision = answer(case, self.ruleset, self.handles)
        if decision is None or decision.status is Status.OUT_OF_SCOPE or not is_looked_through(decision):
            return
        law = law_of(case, self.ruleset)
        yield from self.worlds(case, decision, law, random)
        yield from self.reached(case, decision, random)
        for _ in range(4):
            yield from self.silent_fact(case, decision, law, random)
        yield from self.silent_pair(case, decision, law, random)
        yield from self.finding(case, decision, law)

    def worlds(self, case: Case, decision: Decision, law: Law, random: Random) -> Iterator[str]:
        """Yield the outcomes of a completion that the answer does not show."""
        completed = complete(case, law, random)
        if completed == case:
            return
        other = outcomes(completed, self.ruleset, self.handles)
        if other is None:
            return
        yield from self._false_ways(completed, decision, other)
        for outcome in other.outcomes:
            shown = [o for o in decision.outcomes if main(o) == main(outcome)]
            if not shown:
                yield f"world: {completed} gives {main(outcome)}, not shown among {mains(decision)}"
            elif not any(met(way, completed, outcome) for o in shown for way in o.ways):
                yield f"world: {completed} meets no way of {main(outcome)}: {[o.ways for o in shown]}"

    @staticmethod
    def _false_ways(completed: Case, decision: Decision, other: Decision) -> Iterator[str]:
        """Yield the ways that a completion meets on what is so, of outcomes that it does not have."""
        if not is_looked_through(other) or other.status is Status.OUT_OF_SCOPE:
            return
        for outcome in decision.outcomes:
            for way in outcome.ways:
                checked = all(c.question is not Question.QUANTITY or "[" not in c.id for c in way)
                if checked and main(outcome) not in mains(other) and met(way, completed, other.outcomes[0]):
                    yield f"false way: {completed} meets {way} of {main(outcome)}, not among {mains(other)}"

    def reached(self, case: Case, decision: Decision, random: Random) -> Iterator[str]:
        """Yield the outcomes that no completion in one of their ways reaches."""
        if len(decision.outcomes) == 1:
            return
        outcome = random.choice(decision.outcomes)
        way = random.choice(outcome.ways)
        completed = in_way(case, way)
        other = outcomes(completed, self.ruleset, self.handles) if completed is not None else None
        if other is not None and is_looked_through(other) and main(outcome) not in mains(other):
            yield f"reached: {completed} in way {way} gives {mains(other)}, not {main(outcome)}"

    def silent_fact(self, case: Case, decision: Decision, law: Law, random: Random) -> Iterator[str]:
        """Yield a silent fact that changes the main part unannounced, or unsettles a programme."""
        names = silent_facts(case, law)
        if not names:
            return
        name = random.choice(names)
        value = a_value(law.statable[name], law, random)
        other = (
            outcomes(with_fact(case, name, value), self.ruleset, self.handles) if value is not None else None
        )
        if other is None or not is_looked_through(other) or other.status is Status.OUT_OF_SCOPE:
            return
        announced = {frozenset(s.fact for s in d.statements) for d in decision.decisive if d.main}
        if mains(other) != mains(decision):
            answered = is_asked(decision, name) and mains(other) == listed(decision, name, value)
            if frozenset({name}) not in announced and not answered:
                found = f"changes {mains(decision)} to {mains(other)}"
                yield f"silent: {name}={value!r} {found}, announced {announced}"
            return
        yield from self._unsettled(name, value, decision, other)

    def _unsettled(self, name: str, value: object, decision: Decision, other: Decision) -> Iterator[str]:
        if len(decision.outcomes) != 1 or len(other.outcomes) != 1:
            return
        now = {verdict.id: verdict.status for verdict in other.outcomes[0].programmes}
        for verdict in decision.outcomes[0].programmes:
            status = now.get(verdict.id)
            if status is not None and status not in REFINES[verdict.status]:
                yield f"programme: {name}={value!r} turns {verdict.id} from {verdict.status} to {status}"

    def silent_pair(self, case: Case, decision: Decision, law: Law, random: Random) -> Iterator[str]:
        """Yield two silent facts that change the main part together, and no part of them is announced."""
        names = silent_facts(case, law)
        if len(names) < 2 or any(n.kind is NoticeKind.DECISIVE_SINGLY for n in decision.notices):
            return
        pair = random.sample(list(names), 2)
        stated = case
        for name in pair:
            value = a_value(law.statable[name], law, random)
            if value is None:
                return
            stated = with_fact(stated, name, value)
        other = outcomes(stated, self.ruleset, self.handles)
        if other is None or not is_looked_through(other) or other.status is Status.OUT_OF_SCOPE:
            return
        announced = {frozenset(s.fact for s in d.statements) for d in decision.decisive if d.main}
        if mains(other) != mains(decision) and not any(facts <= set(pair) for facts in announced):
            values = {name: stated.facts[name].value for name in pair}
            yield f"pair: {values} changes {mains(decision)} to {mains(other)}, announced {announced}"

    def witnesses(self, case: Case, decision: Decision) -> Iterator[str]:
        """Yield decisive sets that are not minimal, or that change nothing once they are stated."""
        before = mains(decision), preferred(decision)
        main_sets = {frozenset(s.fact for s in d.statements) for d in decision.decisive if d.main}
        for found in decision.decisive:
            facts = frozenset(s.fact for s in found.statements)
            told = {s.fact: str(s.value) for s in found.statements}
            if found.main and any(other < facts for other in main_sets):
                yield f"decisive: {told} is listed beside a part of it"
            law = found.before.law
            raw = [raw_value(statement, law) for statement in found.statements]
            if any(value is None for value in raw):
                continue
            each = [
                (s.fact, value) for s, value in zip(found.statements, raw, strict=True) if value is not None
            ]
            other = self._with(case, each)
            if other is None:
                yield f"decisive: {told} cannot be stated"
            if other is None or not is_looked_through(other) or other.status is Status.OUT_OF_SCOPE:
                continue
            after = mains(other), preferred(other)
            if found.main and after == before:
                yield f"decisive: {told} changes nothing of the main part"
            if found.main and found.after.main not in after[0]:
                yield f"decisive: {told} gives {after[0]}, not {found.after.main}"
            if len(each) > 1:
                for alone in each:
                    part = self._with(case, [alone])
                    if part is not None and is_looked_through(part) and mains(part) != before[0]:
                        yield f"decisive: {told} is not minimal: {alone} alone gives {mains(part)}"

    def _with(self, case: Case, stated: Sequence[tuple[str, RawValue]]) -> Decision | None:
        for name, value in stated:
            case = with_fact(case, name, value)
        return outcomes(case, self.ruleset, self.handles)

    def finding(self, case: Case, decision: Decision, law: Law) -> Iterator[str]:
        """Yield a finding that, once stated, gives something else than the outcomes listed for it."""
        for name in law.findings:
            expected = listed(decision, name, value=True)
            other = outcomes(with_fact(case, name, value=True), self.ruleset, self.handles)
            if name in case.facts or other is None or not is_looked_through(other):
                continue
            if mains(other) != expected:
                yield f"finding: {name} gives {mains(other)}, listed {expected}"


def is_asked(decision: Decision, finding: str) -> bool:
    """Say whether an outcome that is shown rests on whether a finding is made."""
    conditions = (c for outcome in decision.outcomes for way in outcome.ways for c in way)
    return any(c.question is Question.FINDING and c.id == finding for c in conditions)


def listed(decision: Decision, finding: str, value: object) -> set[object]:
    """Return the main parts of the outcomes that are shown for a finding that is made, or is not."""
    told = "found" if value is True else "not found"
    return {
        main(o)
        for o in decision.outcomes
        for way in o.ways
        if all(c.value == told for c in way if c.question is Question.FINDING and c.id == finding)
    }


def preferred(decision: Decision) -> object:
    """Return the main part of the preferred outcome; None where none is."""
    return decision.preferred.run.main if decision.preferred is not None else None


def raw_value(statement: Statement, law: Law) -> RawValue | None:
    """Return what a case file would say for a statement; None where it has no plain form."""
    fact = law.statable.get(statement.fact)
    if fact is None:
        return None
    match statement.value:
        case Fraction() as number if fact.type is FactType.INTEGER:
            return int(number)
        case Fraction() as number if fact.type is FactType.DURATION:
            months, rest = divmod(number, 1)
            days = rest / law.jurisdiction.calendar.day
            return (
                f"{months} m {days} d"
                if days.denominator == 1 and days
                else f"{months} m"
                if not days
                else None
            )
        case Fraction() as number:
            return str(number)
        case str() if fact.type is FactType.SET:
            prefix = f"{statement.fact}:"
            return tuple(
                slot.removeprefix(prefix)
                for slot, is_in in statement.changes.items()
                if is_in and slot.startswith(prefix)
            )
        case value:
            return value


def complete(case: Case, law: Law, random: Random) -> Case:
    """Return a case with what is not known of it filled in."""
    items = []
    for item in case.items:
        forms = (
            law.contents.substances[item.substance].forms if item.substance in law.contents.substances else []
        )
        filled = replace(item, substance=random.choice(forms)) if forms else item
        if item.amount is None:
            found, unit = amount_near(law, filled.substance, random)
            filled = replace(filled, amount=found, unit=unit)
        elif item.amount_uncertainty is not None:
            part = Fraction(random.randint(-1000, 1000), 1000)
            amount = Fraction(item.amount) + Fraction(item.amount_uncertainty) * part
            filled = replace(filled, amount=decimal(amount), amount_uncertainty=None)
            if Fraction(filled.amount or 1) == 0:
                filled = replace(filled, amount="0.000001")
        if item.purity_uncertainty is not None:
            width = int(Fraction(item.purity_uncertainty))
            value = int(Fraction(item.purity_percent or 0)) + random.randint(-width, width)
            filled = replace(filled, purity_percent=str(min(max(value, 1), 100)), purity_uncertainty=None)
        items.append(filled)
    facts = {
        name: settled(name, fact, law, random) if fact.standing is Standing.DISPUTED else fact
        for name, fact in case.facts.items()
    }
    return replace(case, items=tuple(items), facts={n: f for n, f in facts.items() if f is not None})


def settled(name: str, fact: StatedFact, law: Law, random: Random) -> StatedFact | None:
    """Return a disputed fact as it may be."""
    value = fact.value
    members = law.statable[name].members if name in law.statable else None
    if isinstance(value, bool):
        return StatedFact(random.random() < 0.5)
    if isinstance(value, str) and members and value in members:
        return StatedFact(random.choice(members))
    return StatedFact(value) if random.random() < 0.5 else None


def met(way: tuple[Condition, ...], case: Case, outcome: Outcome) -> bool:
    """Say whether a case in which all is known meets the conditions of a way on what is so."""
    return all(_met(condition, case, outcome) for condition in way if condition.question in WORLDLY)


def _met(condition: Condition, case: Case, outcome: Outcome) -> bool:
    if condition.question is Question.QUANTITY:
        slot, _, inside = condition.id.partition("[")
        made = outcome.slots.get(slot)
        if inside or condition.bounds is None or not isinstance(made, Fraction):
            return bool(inside) or str(made) == condition.value
        return within(made, condition.bounds)
    if condition.question is Question.DISPUTED_FACT:
        fact = case.facts.get(condition.id)
        if fact is None:
            return condition.value == "not stated"
        value = fact.value
        told = str(value).lower() if isinstance(value, bool) else str(value)
        if condition.value == "not stated":
            return False
        return condition.value in {told, "stated"} or not isinstance(value, bool | str)
    place, _, field = condition.id.partition("].")
    item = case.items[int(place.removeprefix("items["))]
    if condition.question is Question.FORM:
        return item.substance == condition.value
    bounds = condition.bounds
    assert bounds is not None
    number = Fraction(item.purity_percent or 0) if field == "purity" else Fraction(item.amount or 0)
    if field == "amount" and item.unit != bounds.unit:
        return False
    return within(number, bounds)


def within(number: Fraction, bounds: Bounds) -> bool:
    """Say whether a number lies between ends."""
    low = number > bounds.least or (bounds.least_included and number == bounds.least)
    return low and (number < bounds.most or (bounds.most_included and number == bounds.most))


def in_way(case: Case, way: tuple[Condition, ...]) -> Case | None:
    """Return a case in which what a way says of the world is so; None where it says nothing of it."""
    changed = case
    for condition in way:
        if condition.question is Question.DISPUTED_FACT:
            fact = case.facts[condition.id]
            if condition.value == "not stated":
                facts = {n: f for n, f in changed.facts.items() if n != condition.id}
                changed = replace(changed, facts=facts)
                continue
            value = condition.value == "true" if isinstance(fact.value, bool) else fact.value
            if isinstance(fact.value, str) and not condition.value[0].isdigit():
                value = condition.value
            changed = replace(changed, facts={**changed.facts, condition.id: StatedFact(value)})
        elif condition.question is Question.QUANTITY:
            return None  # which amounts would make it is not said
        elif condition.question in WORLDLY:
            changed = _item_in_way(changed, condition)
    return changed if changed != case else None


def _item_in_way(case: Case, condition: Condition) -> Case:
    place, _, field = condition.id.partition("].")
    i = int(place.removeprefix("items["))
    item = case.items[i]
    if condition.question is Question.FORM:
        item = replace(item, substance=condition.value)
    else:
        bounds = condition.bounds
        assert bounds is not None
        value = (
            bounds.least
            if bounds.least_included
            else (bounds.least + min(bounds.most, bounds.least * 2 + 1)) / 2
        )
        if field == "purity":
            item = replace(item, purity_percent=decimal(value), purity_uncertainty=None)
        else:
            counted = bounds.unit not in {"g", "l"}
            value = Fraction(-(-value // 1)) if counted else value
            item = replace(
                item,
                amount=decimal(value) if not counted else str(int(value)),
                unit=bounds.unit,
                amount_uncertainty=None,
            )
    return replace(case, items=(*case.items[:i], item, *case.items[i + 1 :]))
