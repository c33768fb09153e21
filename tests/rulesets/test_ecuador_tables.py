"""Every cell of the Ecuadorian tables, asked of the engine and compared with a second transcription.

The transcription was typed from the law sheet. Of art. 70 it has the rows that fit a recorded range; above
156 months, where two versions are told, the preferred one.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Item, RawValue
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import on_day, preferred
from tests.shipped import SHIPPED

pytestmark = pytest.mark.ec

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "ecuador_tables.json").read_text(encoding="utf-8")
)
SCALES: Final = ("minima", "mediana", "alta", "gran")
OFFENCES: Final = dict(
    zip(SCALES, ("coip-220-1-a", "coip-220-1-b", "coip-220-1-c", "coip-220-1-d"), strict=True)
)
MICROGRAM: Final = Decimal("0.000001")
CASE_OF: Final[Mapping[str, tuple[str, Mapping[str, RawValue]]]] = {
    "coip-219-1": ("production", {}),
    "coip-219-2": ("production", {"precursors": True}),
    "coip-220-2": ("supply", {"precursors": True}),
    "coip-221": ("financing", {}),
    "coip-222": ("cultivation", {"purpose": "trade"}),
}


@pytest.fixture(scope="module")
def ec() -> Ruleset:
    return SHIPPED["ec"]


on = partial(on_day, "ec")


def amounts(least: str, most: str | None) -> Iterator[str]:
    """Yield amounts of a cell: just above its lower edge, just below its upper edge, and on it."""
    yield str(Decimal(least) + MICROGRAM)
    if most is not None:
        yield from (str(Decimal(most) - MICROGRAM), most)


def penalty_on(day: str) -> Mapping[str, Any]:
    return next(p for p in TABLES["penalties"] if p["first"] <= day <= p["last"])


def custody(outcome: Outcome) -> tuple[str, str]:
    range_ = outcome.checkpoints[Checkpoint.INDIVIDUALISED]
    return str(range_.min.months), str(range_.max.months)


def marks_of(outcome: Outcome, table: str) -> set[str]:
    return {figure.mark.value for figure in outcome.figures if figure.of == table}


@pytest.mark.parametrize("table", TABLES["scale_tables"], ids=lambda table: str(table["first"]))
def test_every_cell_of_every_scale_table(table: Mapping[str, Any], ec: Ruleset, handles: Handles) -> None:
    """Both edges of each cell give the scale, its penalty of that day and the cell's mark."""
    days = {table["first"], table["last"], *(p["first"] for p in TABLES["penalties"])}
    asked = 0
    for day in sorted(d for d in days if table["first"] <= d <= table["last"]):
        for substance, cells in table["cells"].items():
            for scale, (least, most, mark) in zip(SCALES, cells, strict=True):
                for amount in amounts(least, most):
                    outcome = preferred(on(day, "supply", {}, Item(substance, amount, "g")), ec, handles)
                    found = (outcome.offence_id, custody(outcome), marks_of(outcome, "scale"))
                    expected = (OFFENCES[scale], tuple(penalty_on(day)["months"][scale]), {mark})
                    assert expected == found, f"{day} {substance} {amount} g"
                    asked += 1

    assert asked >= 2 * 7 * 10


@pytest.mark.parametrize("day", [TABLES["own_use"]["first"], "2014-08-10", TABLES["own_use"]["last"]])
def test_every_limit_for_own_use(day: str, ec: Ruleset, handles: Handles) -> None:
    """At its limit an amount is within the table; a microgram more is above it; each with its mark."""
    for substance, limit, mark in TABLES["own_use"]["limits"]:
        for amount, band in ((limit, "within"), (str(Decimal(limit) + MICROGRAM), "above")):
            case = on(day, "possession", {"purpose": "own_use"}, Item(substance, amount, "g"))
            outcome = preferred(case, ec, handles)

            assert (band, {mark}) == (outcome.slots["own_use_limit"], marks_of(outcome, "own_use_limit"))
            assert (band == "within") is (outcome.offence_id == "own-use-within-table"), (
                f"{substance} {amount}"
            )


@pytest.mark.parametrize("day", ["2013-06-19", "2023-11-24"])
def test_no_limit_for_own_use_outside_the_days_of_the_table(day: str, ec: Ruleset, handles: Handles) -> None:
    """The day before the table and the day of its repeal have no limit."""
    for substance, limit, _ in TABLES["own_use"]["limits"]:
        case = on(day, "possession", {"purpose": "own_use"}, Item(substance, limit, "g"))

        assert "own_use_limit" not in preferred(case, ec, handles).slots


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.requirement("C-14")
def test_every_penalty_on_the_first_and_last_day_of_every_period(
    scale: str, ec: Ruleset, handles: Handles
) -> None:
    """The range, its mark, and the fine of art. 70 that belongs to the range, with the fine's mark."""
    for penalty in TABLES["penalties"]:
        for day in (penalty["first"], penalty["last"]):
            table = next(t for t in TABLES["scale_tables"] if t["first"] <= day <= t["last"])
            least, most, _ = table["cells"]["marijuana"][SCALES.index(scale)]
            amount = most or str(Decimal(least) + 1)
            outcome = preferred(on(day, "supply", {}, Item("marijuana", amount, "g")), ec, handles)
            range_ = tuple(penalty["months"][scale])

            assert outcome.passage is not None
            assert (range_, penalty["mark"]) == (custody(outcome), outcome.passage.mark.value), day
            assert [fine_of(*range_)] == fines(outcome), day


@pytest.mark.parametrize("row", TABLES["articles"], ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_other_article(row: list[str], ec: Ruleset, handles: Handles) -> None:
    """The ranges and fines of arts 219, 220.2, 221 and 222, on the first and last day of each."""
    offence, first, last, least, most = row
    conduct, facts = CASE_OF[offence]
    for day in (first, last):
        outcome = preferred(on(day, conduct, facts), ec, handles)

        assert (offence, (least, most)) == (outcome.offence_id, custody(outcome)), day
        assert [fine_of(least, most)] == fines(outcome), day


def fine_of(least: str, most: str) -> tuple[str, str, str]:
    return next((low, high, mark) for a, b, low, high, mark in TABLES["fines"] if (a, b) == (least, most))


def fines(outcome: Outcome) -> list[tuple[str, str, str]]:
    assert {"SBU"} == {fine.fine.unit for fine in outcome.fines}
    return [(str(fine.min), str(fine.max), fine.fine.mark.value) for fine in outcome.fines if fine.fine.mark]
