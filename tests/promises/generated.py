"""Cases made at random for a ruleset: amounts near every limit, much of it open, disputed or not said.

Everything is drawn from one `Random`, so a case is known by its seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import cache
from random import Random

from propengine.engine.case import Case, Item, RawValue, Standing, StatedFact
from propengine.law.amounts import MICRO, Dimension
from propengine.law.conduct import Conduct
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.stages import Stage
from propengine.law.vocabulary import COMMON_FACTS, Fact, FactType

UNITS = {Dimension.MASS: "g", Dimension.VOLUME: "l"}
FACTS_SAID = 0.25
DISPUTED = 0.12


def law_of(case: Case, ruleset: Ruleset) -> Law:
    """Return the law of the day of a case."""
    decision = case.decision_date
    return ruleset.law(Dates(case.offence_date, decision, decision, decision))


def a_case(ruleset: Ruleset, random: Random) -> Case:
    """Return a case."""
    while True:
        days = [d + timedelta(days=n) for d in ruleset.change_dates() for n in (-1, 0, 1, 400)]
        offence, decision = sorted(random.choices(days, k=2))
        if random.random() < 0.5:
            decision = offence + timedelta(days=random.choice([0, 30]))
        case = Case(
            ruleset.id,
            offence,
            decision,
            random.choice(list(Stage)).value,
            random.choice(list(Conduct)).value,
        )
        try:
            law = law_of(case, ruleset)
        except (NoLawOnDateError, LawNotKnownError):
            continue
        items = tuple(an_item(law, random) for _ in range(random.choice([0, 1, 1, 1, 2, 3])))
        return replace(case, items=items, facts=facts_of(law, random))


@cache
def limits_of(contents_id: int, substance: str, laws: "Laws") -> tuple[tuple[Dimension, int], ...]:
    """Return the amounts that a law names for a substance, in micro-units."""
    contents = laws.by_id[contents_id].contents
    found = []
    for table in contents.tables.values():
        row_id = table.row_of(substance)
        if row_id is not None:
            found += [(limit.dimension, limit.micro) for limit in table.rows[row_id].limits]
    return tuple(found)


class Laws:
    """Laws by identity, so that what was worked out for one is found again."""

    def __init__(self) -> None:
        """Start with none."""
        self.by_id: dict[int, Law] = {}


_LAWS = Laws()


def amount_near(law: Law, substance: str, random: Random) -> tuple[str, str]:
    """Return an amount at, just beside or far from a figure of the law, with its unit."""
    _LAWS.by_id[id(law)] = law
    known = limits_of(id(law), substance, _LAWS)
    dimension, micro = random.choice(known) if known else (Dimension.MASS, random.randint(1, 10**10))
    near = micro * random.choice([1, 1, 3, 5, 10]) // random.choice([1, 1, 2, 3])
    counted = dimension not in UNITS
    step = MICRO if counted else 1
    value = max(near // step * step + random.choice([-1, 0, 0, 1]) * step, step)
    return decimal(Fraction(min(value, 10**13), MICRO)), UNITS.get(dimension, dimension.value)


def decimal(number: Fraction) -> str:
    """Return a number of whole millionths as a decimal."""
    micro = int(number * MICRO)
    whole, rest = divmod(micro, MICRO)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".") if rest else str(whole)


def an_item(law: Law, random: Random) -> Item:
    """Return something found: sometimes without an amount, sometimes with one that is uncertain."""
    substances = list(law.contents.substances)
    unsaid = [name for name in substances if law.contents.substances[name].forms]
    substance = random.choice(unsaid) if unsaid and random.random() < 0.2 else random.choice(substances)
    form = random.choice(law.contents.substances[substance].forms or [substance])
    kind = random.random()
    if kind < 0.2:
        return Item(substance)
    amount, unit = amount_near(law, form, random)
    purity = str(random.randint(1, 100)) if random.random() < 0.2 and unit == "g" else None
    if kind < 0.3 and unit == "g":
        width = decimal(Fraction(amount) * random.choice([1, 3, 9]) / 10)
        return Item(substance, amount, unit, amount_uncertainty=width if Fraction(width) > 0 else None)
    uncertain = (
        str(random.randint(1, int(purity))) if purity is not None and int(purity) > 1 and kind < 0.5 else None
    )
    uncertain = None if uncertain == purity else uncertain
    return Item(substance, amount, unit, purity_percent=purity, purity_uncertainty=uncertain)


def facts_of(law: Law, random: Random) -> Mapping[str, StatedFact]:
    """Return what is stated: of most facts nothing, of few something disputed."""
    found: dict[str, StatedFact] = {}
    disputed = 0
    for name, fact in law.contents.facts.items():
        if fact.question is None or name in COMMON_FACTS or random.random() > FACTS_SAID:
            continue
        value = a_value(fact, law, random)
        if value is None:
            continue
        is_disputed = disputed < 2 and random.random() < DISPUTED
        disputed += is_disputed
        found[name] = StatedFact(value, Standing.DISPUTED if is_disputed else Standing.FOUND)
    return found


def a_value(fact: Fact, law: Law, random: Random) -> RawValue | None:
    """Return something that could be stated of a fact."""
    match fact.type:
        case FactType.BOOLEAN:
            return random.random() < 0.5
        case FactType.ENUM:
            return random.choice(fact.members or [])
        case FactType.SET:
            members = fact.members or []
            return tuple(random.sample(members, random.randint(0, min(2, len(members)))))
        case FactType.INTEGER:
            return random.randint(0, 4)
        case FactType.DURATION:
            return f"{random.choice([1, 6, 12, 24, 36, 60, 96, 120])} m"
        case _:
            return None


def silent_facts(case: Case, law: Law) -> Sequence[str]:
    """Return the facts of which nothing is said and that somebody can state as one value."""
    types = {FactType.BOOLEAN, FactType.ENUM, FactType.SET, FactType.INTEGER, FactType.DURATION}
    return [
        name
        for name, fact in law.statable.items()
        if name not in case.facts and name not in COMMON_FACTS and fact.type in types
        if fact.derive is None or not fact.derive.is_of_facts  # nobody finds what is made of other facts
    ]


def with_fact(case: Case, name: str, value: RawValue) -> Case:
    """Return a case with one more fact stated."""
    return replace(case, facts={**case.facts, name: StatedFact(value)})
