"""P-24: the bands of one substance are disjoint and contiguous, cover every amount, and each limit is said.

Within one table a file cannot say otherwise: bands lie between cut points that rise, the lowest begins at
nothing, the highest has no end, and a band without its operator is a fault. What is left to observe is two
tables that put the same amount of one substance into bands of different meaning.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from propengine.engine.case import Case, Item
from propengine.law.amounts import Amount
from propengine.law.conditions import tests_of
from propengine.law.conduct import Conduct
from propengine.law.instruments import DateKey
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError
from propengine.law.stages import Stage
from propengine.law.tables import BandTable, Effect
from propengine.verify.observations import Check, Observation, Severity, Witness
from propengine.verify.proportionality.answers import Answers, in_words, place_of
from propengine.verify.worked_cases import WorkedCase


def overlaps(answers: Answers, _cases: Iterable[WorkedCase]) -> Iterator[Observation]:
    """Yield the tables that free what another table puts into its lowest tier, on each day of change."""
    ruleset = answers.ruleset
    shown: dict[tuple[str, str], Witness | None] = {}
    for day in ruleset.change_dates(DateKey.OFFENCE):
        try:
            law = ruleset.law(Dates.all_on(day))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        tables = {id_: of for id_, of in law.contents.tables.items() if isinstance(of, BandTable)}
        freeing = [id_ for id_, table in tables.items() if table.effect is Effect.EXCLUDES]
        tiers = [id_ for id_, table in tables.items() if _is_of_tiers(id_, table, law)]
        for use, tier in product(freeing, tiers):
            shared = dict(_shared(law, tables[use], tables[tier]))
            if not shared:
                continue
            if (use, tier) not in shown:
                shown[use, tier] = _witness(answers, day, *next(iter(shared.items())))
            where = (place_of(law, "tables", use), place_of(law, "tables", tier))
            amounts = ", ".join(f"{substance} up to {amount}" for substance, amount in shared.items())
            text = f"{use} frees what {tier} puts into its band {tables[tier].bands[0].band}: {amounts}"
            witness = shown[use, tier]
            yield Observation(
                Check.BANDS, Severity.ERROR, ruleset.id, where, "two tables", text, witness, day
            )


def _is_of_tiers(id_: str, table: BandTable, law: Law) -> bool:
    """Say whether the lowest band of a table leads to some offence, by itself or through one conclusion."""
    contents = law.contents
    of_offences = [test for offence in contents.offences.values() for test in tests_of(offence.when)]
    read = {test.subject for test in of_offences}
    of_rules = (
        test for rule in contents.rules.values() if rule.variable in read for test in tests_of(rule.when)
    )
    lowest = table.bands[0].band
    return table.effect is Effect.ELEMENT and any(
        test.subject == id_ and lowest in test.constants for test in (*of_offences, *of_rules)
    )


def _shared(law: Law, use: BandTable, tier: BandTable) -> Iterator[tuple[str, Amount]]:
    """Yield each substance of which both tables speak, with the most that both put into their first band."""
    for substance in law.contents.substances:
        rows = use.row_of(substance), tier.row_of(substance)
        if rows[0] is None or rows[1] is None:
            continue
        freed, tiered = use.rows[rows[0]].cuts[0], tier.rows[rows[1]].cuts[0]
        if freed.dimension is tiered.dimension:
            yield substance, min(freed, tiered, key=lambda amount: amount.micro)


def _witness(answers: Answers, day: date, substance: str, amount: Amount) -> Witness | None:
    """Return the possession of so much as a case, with nothing else stated."""
    number, unit = amount.text.split()
    case = Case(
        answers.ruleset.id,
        day,
        day,
        Stage.SENTENCING.value,
        Conduct.POSSESSION.value,
        items=(Item(substance, number, unit),),
    )
    decision = answers.decision(case)
    if decision is None:
        return None
    told = " / ".join(dict.fromkeys(map(in_words, decision.outcomes)))
    return Witness("", f"{amount} of {substance} held, and nothing else stated", (case,), (told,))
