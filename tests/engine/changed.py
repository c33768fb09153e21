"""Cases with changes, as somebody would state them, decided anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from propengine.core.slots import of_units
from propengine.engine.case import Case, RawValue, StatedFact
from propengine.engine.change_sets import ChangeSet, RangeAltered
from propengine.engine.changes import Change
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.milder import Favour, compare
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.runs import Run
from propengine.law.amounts import MICRO
from propengine.law.ruleset import Ruleset
from propengine.law.vocabulary import FactType
from tests.promises.generated import UNITS, decimal


def changed(case: Case, changes: Iterable[Change], decision: Decision) -> Case:
    """Return a case with changes, in the words of a case file."""
    assert decision.first is not None
    items, facts = list(case.items), dict(case.facts)
    for change in changes:
        if change.item is None:
            facts[change.slot] = StatedFact(raw(change, decision))
            continue
        place, _ = change.item
        if change.slot.endswith(".substance"):
            items[place] = replace(items[place], substance=str(change.value))
        else:
            assert isinstance(change.value, Fraction)
            found = decision.first.intake.items[place].dimension
            unit = UNITS.get(found, str(found)) if found is not None else "g"
            items[place] = replace(items[place], amount=decimal(change.value / MICRO), unit=unit)
    return replace(case, items=tuple(items), facts=facts)


def raw(change: Change, decision: Decision) -> RawValue:
    """Return the value of a changed fact as a case file says it."""
    known = {**decision.ruleset.statable, **(decision.first.law.statable if decision.first else {})}
    fact, value = known[change.slot], change.value
    if fact.type is FactType.DURATION:
        months, days = (change.changes[unit] for unit in of_units(change.slot))
        return f"{months} m {days} d" if days else f"{months} m"
    if isinstance(value, Fraction):
        return int(value) if fact.type is FactType.INTEGER else str(value)
    assert value is not None
    return value


def answered(case: Case, ruleset: Ruleset, handles: Handles) -> Run | None:
    """Return the run of the outcome to begin with; None where the case is refused or has none."""
    try:
        decision = decide(case, ruleset, handles, with_decisive_sets=False)
    except CaseRefusedError:
        return None
    return decision.first.run if decision.first is not None else None


def results(before: Run, after: Run | None) -> frozenset[object]:
    """Return what of an answer is another: its class, a lower or higher range, each programme."""
    if after is None:
        return frozenset()
    found: set[object] = set()
    if before.values.get("classification") != after.values.get("classification"):
        found.add(("class", after.values.get("classification")))
    if before.main[3] != after.main[3]:
        words = {Favour.MORE: RangeAltered.LOWER, Favour.LESS: RangeAltered.HIGHER}
        found.add(words.get(compare(after, before), RangeAltered.CROSSING))
    now, then = ({v.id: v.status for v in run.programmes} for run in (before, after))
    return frozenset(
        {*found, *((n, "programme") for n in now.keys() | then.keys() if now.get(n) != then.get(n))}
    )


def told(one: ChangeSet) -> frozenset[object]:
    """Return the results that a set claims."""
    found: set[object] = {(altered.id, "programme") for altered in one.programmes}
    if one.classification:
        found.add(("class", str(one.after.classification) if one.after.classification else None))
    return frozenset(found | ({one.range} if one.range else set()))


def parts(changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    """Yield the parts of some changes, but for none and all of them."""
    for number in range(1, len(changes)):
        yield from combinations(changes, number)


def broken(case: Case, ruleset: Ruleset, handles: Handles, every: int = 1) -> Iterator[str]:
    """Yield the sets of changes of a case that are not exact, or not minimal."""
    try:
        decision = decide(case, ruleset, handles, with_decisive_sets=False, with_change_sets=True)
    except CaseRefusedError:
        return
    if decision.change_sets is None or decision.first is None:
        return
    before = decision.first.run
    for one in decision.change_sets.sets[::every]:
        name = {change.slot: str(change.value) for change in one.changes}
        gives = results(before, answered(changed(case, one.changes, decision), ruleset, handles))
        if not told(one) <= gives:
            yield f"{name} gives {gives}, told {told(one)}"
        for part in parts(one.changes):
            less = results(before, answered(changed(case, part, decision), ruleset, handles))
            if less & told(one):
                yield f"{name}: {[change.slot for change in part]} alone gives {less & told(one)}"
