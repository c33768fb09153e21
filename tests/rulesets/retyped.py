"""How limits and ranges that were typed a second time are compared with a ruleset."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day
from tests.support import a_case

LEAST: Final = Decimal("0.000001")


def compare_limit(code: str, row: Sequence[Any], ruleset: Ruleset, handles: Handles) -> None:
    """At its limit an amount is in the lower band, a little more is in the next; each with its mark.

    A row holds the days, the table, the substance, the limit with its unit, both bands and the mark.
    """
    days, table, substance, limit, unit, lower, higher, mark = row
    for day in days:
        for amount, band in ((limit, lower), (str(Decimal(limit) + LEAST), higher)):
            case = on_day(code, day, "possession", {}, Item(substance, amount, unit))
            outcomes = decide(case, ruleset, handles, with_decisive_sets=False).outcomes

            assert band in {outcome.slots.get(table) for outcome in outcomes}, f"{substance} {amount}"
            marks = {f.mark.value for outcome in outcomes for f in outcome.figures if f.of == table}
            assert {mark} == marks, substance


def compare_range(code: str, row: Mapping[str, Any], ruleset: Ruleset, handles: Handles) -> None:
    """On each day the offence is among the outcomes, with its custody and its mark."""
    item = row["item"]
    items = () if item is None else (Item(*item),)
    for day in row["days"]:
        case = on_day(code, day, row["conduct"], row["facts"], *items)
        found = set()
        for outcome in decide(case, ruleset, handles, with_decisive_sets=False).outcomes:
            if outcome.offence is None:
                continue
            custody = outcome.checkpoints.get(Checkpoint.INDIVIDUALISED)
            ends = custody and [end.word or str(end.months) for end in (custody.min, custody.max)]
            found.add((outcome.offence_id, tuple(ends or ()), outcome.offence.mark.value))

        assert (row["offence"], tuple(row["custody"]), row["mark"]) in found, (day, found)


def compare_days(code: str, row: Mapping[str, Any], ruleset: Ruleset, handles: Handles) -> None:
    """An act of one day that is decided on another shows exactly these offences; none is an outcome too."""
    offence, decision = (date.fromisoformat(day) for day in row["days"])
    case = a_case(
        (Item(*row["item"]),),
        row["facts"],
        row["conduct"],
        jurisdiction=code,
        offence=offence,
        decision=decision,
    )
    outcomes = decide(case, ruleset, handles, with_decisive_sets=False).outcomes

    assert sorted(row["offences"]) == sorted({outcome.offence_id or "none" for outcome in outcomes})
