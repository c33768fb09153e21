"""Every cell of the Sentencing Council's tables, asked of the engine, against a second transcription."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from propengine.core.ends import End
from propengine.engine.case import Case, Item, RawValue
from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.elements import Mark
from propengine.law.ruleset import Dates, Ruleset
from propengine.law.sanctions import Checkpoint
from tests.rulesets.asked import preferred
from tests.shipped import SHIPPED
from tests.support import a_case

pytestmark = getattr(pytest.mark, "gb-eaw")

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "england_wales_tables.json").read_text(encoding="utf-8")
)
SENTENCED: Final = {
    "2012": (date(2012, 2, 27), date(2021, 3, 31)),
    "2021": (date(2021, 4, 1), date(2026, 11, 22)),
}
"""The first and a last day of sentence under each guideline."""
WITH_KETAMINE_IN_CLASS_C: Final = date(2012, 2, 27)
WORDS: Final = {
    "discharge": "discharge",
    "fine": "band_a_fine",
    "band a fine": "band_a_fine",
    "band b fine": "band_b_fine",
    "band c fine": "band_c_fine",
    "llco": "low_level_community_order",
    "mlco": "medium_level_community_order",
    "hlco": "high_level_community_order",
}
RUNGS: Final = list(dict.fromkeys(WORDS.values()))
CONDUCTS: Final = {
    "importation": ("import", "export"),
    "supply_pwits": ("supply", "social_supply", "possession_with_intent"),
    "production": ("production",),
}
DRUGS: Final = {"A": "cocaine", "B": "amphetamine", "C": "ketamine"}
UNITS: Final = {"ecstasy_tablets": "tablet", "lsd_squares": "dose", "cannabis_plants_production": "plant"}


class Cell(NamedTuple):
    """A cell of the second transcription."""

    table: str
    drug_class: str
    category: str
    role: str
    entry: Mapping[str, str]

    def __str__(self) -> str:
        return "-".join(self[:4])


def cells() -> Iterator[Cell]:
    for table, classes in TABLES["role_x_category"].items():
        for drug_class, categories in classes.items():
            for category, roles in categories.items():
                for role, entry in roles.items():
                    yield Cell(table, drug_class[0], category, role, entry)


CELLS: Final = list(cells())


@pytest.fixture(scope="module")
def england() -> Ruleset:
    return SHIPPED["gb-eaw"]


def end_of(text: str) -> str:
    """Return an end as the engine shows it: a rung, or exact months with 26 weeks to 6 months."""
    rung = WORDS.get(text.strip().lower())
    if rung is not None:
        return rung
    parts = re.fullmatch(r"(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?", text.strip())
    assert parts is not None, text
    years, months, weeks = (int(part or 0) for part in parts.groups())
    return str(12 * years + months + weeks * Fraction(6, 26))


def ends_of(text: str) -> tuple[str, ...]:
    return tuple(end_of(end) for end in text.split("–"))


def shown(end: End | None) -> str | None:
    return None if end is None else end.word or str(end.months)


def range_of(outcome: Outcome) -> tuple[tuple[str | None, ...], str | None]:
    range_ = outcome.checkpoints[Checkpoint.INDIVIDUALISED]
    return (shown(range_.min), shown(range_.max)), shown(range_.point)


def mark_of_cell(outcome: Outcome) -> Mark:
    """Return the mark of the cell that was found last, after any table that it was not in."""
    assert outcome.passage is not None
    table, key = outcome.passage.looked_up[-1]
    found = outcome.law.contents.ranges[table]
    return found.cells[key].mark or found.mark


def sentenced(
    guideline: str, last: int, conduct: str, item: Item, facts: Mapping[str, RawValue], drug_class: str = "A"
) -> Case:
    """Return a case on the first or the last day of a guideline."""
    day = SENTENCED[guideline][last]
    offence = WITH_KETAMINE_IN_CLASS_C if drug_class == "C" else min(day, date(2015, 5, 4))
    return a_case([item], facts, conduct, jurisdiction="gb-eaw", offence=offence, decision=day)


@pytest.mark.parametrize("guideline", SENTENCED)
@pytest.mark.parametrize("cell", CELLS, ids=str)
@pytest.mark.requirement("S-080")
def test_every_role_in_every_category_has_its_starting_point_and_range(
    cell: Cell, guideline: str, england: Ruleset, handles: Handles
) -> None:
    """On the first and last day of each guideline, for every conduct of the table, with the cell's mark."""
    substance = DRUGS[cell.drug_class]
    grams = TABLES["indicative_quantities_g_or_units_cat1_to_4"][guideline][substance][int(cell.category) - 1]
    item = Item(substance, str(grams), "g")

    for conduct in CONDUCTS[cell.table]:
        for last in (0, 1):
            case = sentenced(guideline, last, conduct, item, {"uk_role": cell.role}, cell.drug_class)
            outcome = preferred(case, england, handles)

            assert (ends_of(cell.entry["range"]), end_of(cell.entry["sp"])) == range_of(outcome)
            assert cell.entry["mark"] == mark_of_cell(outcome)


@pytest.mark.parametrize("guideline", SENTENCED)
@pytest.mark.parametrize(
    "cell", [c for c in CELLS if (c.table, c.drug_class) == ("production", "B")], ids=str
)
def test_cultivation_of_cannabis_has_the_table_of_class_b(
    cell: Cell, guideline: str, england: Ruleset, handles: Handles
) -> None:
    """The two smaller categories by the number of plants, the two larger ones by words."""
    plants = TABLES["indicative_quantities_g_or_units_cat1_to_4"][guideline]["cannabis_plants_production"]
    number = plants[int(cell.category) - 1]
    scale = {"1": "industrial_quantity", "2": "significant_quantity"}.get(cell.category)
    facts: dict[str, RawValue] = {"uk_role": cell.role, **({"cultivation_scale": scale} if scale else {})}
    item = Item("cannabis_plants", str(number or 400), "plant")

    outcome = preferred(sentenced(guideline, 0, "cultivation", item, facts), england, handles)

    assert (ends_of(cell.entry["range"]), end_of(cell.entry["sp"])) == range_of(outcome)
    assert cell.entry["mark"] == mark_of_cell(outcome)


@pytest.mark.parametrize("guideline", SENTENCED)
@pytest.mark.parametrize("drug_class", "ABC")
@pytest.mark.parametrize("category", "123")
def test_every_category_of_permitting_premises_has_its_starting_point_and_range(
    category: str, drug_class: str, guideline: str, england: Ruleset, handles: Handles
) -> None:
    """Category 1 is higher culpability and greater harm, 3 lower and lesser, 2 mixed either way."""
    point, range_, mark, _ = TABLES["permitting_premises"][drug_class][category]
    mixed: dict[str, list[tuple[str, bool]]] = {
        "1": [("higher", True)],
        "2": [("higher", False), ("lower", True)],
        "3": [("lower", False)],
    }
    item = Item({"A": "methadone", "B": "amphetamine", "C": "ketamine"}[drug_class], "1", "kg")

    for culpability, regular in mixed[category]:
        facts: dict[str, RawValue] = {
            "premises_activity": "supply",
            "premises_culpability": culpability,
            "regular_drug_activity": regular,
        }
        outcome = preferred(sentenced(guideline, 0, "premises", item, facts, drug_class), england, handles)

        assert (ends_of(range_), end_of(point)) == range_of(outcome)
        assert mark == mark_of_cell(outcome)


@pytest.mark.parametrize("guideline", SENTENCED)
@pytest.mark.parametrize("drug_class", "ABC")
def test_possession_of_every_class_has_its_starting_point_and_range(
    drug_class: str, guideline: str, england: Ruleset, handles: Handles
) -> None:
    """Whatever the amount."""
    point, range_, mark, _ = TABLES["possession"][drug_class]

    for grams in ("0.1", "500"):
        item = Item(DRUGS[drug_class], grams, "g")
        outcome = preferred(sentenced(guideline, 1, "possession", item, {}, drug_class), england, handles)

        assert (ends_of(range_), end_of(point)) == range_of(outcome)
        assert mark == mark_of_cell(outcome)


QUANTITIES: Final = [
    (guideline, row)
    for guideline, rows in TABLES["indicative_quantities_g_or_units_cat1_to_4"].items()
    for row in rows
]


def item_of(row: str, micro: int) -> Item:
    """Return an item of a row of the quantities, of so many millionths of its unit."""
    unit = UNITS.get(row, "g")
    return Item(
        {"cannabis_plants_production": "cannabis_plants"}.get(row, row),
        f"{Decimal(micro).scaleb(-6):f}",
        unit,
    )


def smallest(row: str) -> int:
    """Return the smallest step in which a row's amounts are counted, in millionths."""
    return 10**6 if row in UNITS else 1


def points(guideline: str, row: str) -> list[tuple[int, int, str]]:
    """Return category, quantity in millionths and mark of a row, the smallest quantity first."""
    given = TABLES["indicative_quantities_g_or_units_cat1_to_4"][guideline][row]
    marks = TABLES["quantity_marks_cat1_to_4"][guideline][row]
    found = [(i + 1, n * 10**6, mark) for i, (n, mark) in enumerate(zip(given, marks, strict=True)) if n]
    return found[::-1]


def categorised(
    guideline: str, row: str, micro: int, england: Ruleset, handles: Handles
) -> tuple[Status, Outcome]:
    conduct = "cultivation" if row == "cannabis_plants_production" else "supply"
    case = sentenced(guideline, 0, conduct, item_of(row, micro), {"uk_role": "significant"})
    decision = decide(case, england, handles, with_decisive_sets=False)
    assert decision.preferred is not None
    return decision.status, decision.preferred


@pytest.mark.parametrize(("guideline", "row"), QUANTITIES)
def test_every_indicative_quantity_is_of_its_category(
    guideline: str, row: str, england: Ruleset, handles: Handles
) -> None:
    """At the quantity itself, alone, with its mark."""
    for category, micro, mark in points(guideline, row):
        status, outcome = categorised(guideline, row, micro, england, handles)

        assert f"category_{category}" == outcome.slots["category"]
        assert status is Status.DECIDED
        assert {mark} == {f.mark for f in outcome.figures if f.of in {"harm", "harm_plants"}}


@pytest.mark.parametrize(("guideline", "row"), QUANTITIES)
def test_between_two_quantities_the_nearer_on_a_logarithmic_scale_counts(
    guideline: str, row: str, england: Ruleset, handles: Handles
) -> None:
    """The last amount whose square is at most the product of both, and the next; both are shown."""
    found = points(guideline, row)
    for (below, a, _), (above, b, _) in pairwise(found):
        step = smallest(row)
        last = isqrt(a * b) // step * step
        for micro, category in ((last, below), (last + step, above)):
            status, outcome = categorised(guideline, row, micro, england, handles)

            assert f"category_{category}" == outcome.slots["category"]
            assert status is Status.DISCRETION


@pytest.mark.parametrize(("guideline", "row"), QUANTITIES)
def test_up_to_three_halves_of_a_quantity_its_category_stands_alone(
    guideline: str, row: str, england: Ruleset, handles: Handles
) -> None:
    """At the ratio 3/2 to the nearest quantity one category is shown; one step further, the neighbour too."""
    found = points(guideline, row)
    step = smallest(row)
    for (below, a, _), (above, b, _) in pairwise(found):
        up = a * 3 // 2 // step * step
        down = -(-b * 2 // 3 // step) * step
        for micro, category, status in (
            (up, below, Status.DECIDED),
            (up + step, below, Status.DISCRETION),
            (down, above, Status.DECIDED),
            (down - step, above, Status.DISCRETION),
        ):
            told, outcome = categorised(guideline, row, micro, england, handles)

            assert (status, f"category_{category}") == (told, outcome.slots["category"])


PLANTS_OF_CATEGORY_2: Final = 100
"""From so many plants on category 2 is shown, with 1 beside it (assumption A-EW2 of the sheet)."""


@pytest.mark.parametrize("guideline", SENTENCED)
def test_between_the_numbers_of_plants_every_category_that_may_be_meant_is_shown_and_no_other(
    guideline: str, england: Ruleset, handles: Handles
) -> None:
    """Up to 3/2 of category 3 it alone; above and below 100 plants 3 and 2; from 100 plants on 2 and 1."""
    plants = TABLES["indicative_quantities_g_or_units_cat1_to_4"][guideline]["cannabis_plants_production"]
    last_of_category_3 = plants[2] * 3 // 2
    for number, categories in (
        (last_of_category_3, {"category_3"}),
        (last_of_category_3 + 1, {"category_3", "category_2"}),
        (PLANTS_OF_CATEGORY_2 - 1, {"category_3", "category_2"}),
        (PLANTS_OF_CATEGORY_2, {"category_2", "category_1"}),
        (PLANTS_OF_CATEGORY_2 + 1, {"category_2", "category_1"}),
    ):
        item = Item("cannabis_plants", str(number), "plant")
        case = sentenced(guideline, 0, "cultivation", item, {"uk_role": "significant"})
        decision = decide(case, england, handles, with_decisive_sets=False)

        assert categories == {outcome.slots["category"] for outcome in decision.outcomes}


def rank(end: str) -> Fraction:
    """Return where an end stands: rungs lie below all custody, in their order."""
    return Fraction(RUNGS.index(end) - len(RUNGS)) if end in RUNGS else Fraction(end)


def ranges_of(table: str) -> Iterator[tuple[str, str, str]]:
    """Yield class, range and starting point of each cell of a table."""
    if table == "permitting_premises":
        for drug_class, found in TABLES[table].items():
            yield from ((drug_class, range_, point) for point, range_, *_ in found.values())
    elif table == "possession":
        yield from ((drug_class, range_, point) for drug_class, (point, range_, *_) in TABLES[table].items())
    else:
        yield from ((c.drug_class, c.entry["range"], c.entry["sp"]) for c in CELLS if c.table == table)


@pytest.mark.parametrize("guideline", SENTENCED)
def test_every_cell_lies_within_the_offence_range_that_the_council_prints(guideline: str) -> None:
    """Least and most of the cells of a class are within its printed range, and the point within the cell."""
    for table, printed in TABLES["offence_ranges"][guideline].items():
        for drug_class, range_, point in ranges_of(table):
            low, high = map(rank, ends_of(range_))
            assert low <= rank(end_of(point)) <= high
            if drug_class in printed:
                least, most = map(rank, ends_of(printed[drug_class]))
                assert least <= low, (table, drug_class, range_)
                assert high <= most, (table, drug_class, range_)


def test_the_marks_are_as_many_as_the_sheet_counts() -> None:
    """Of 99 cells of role and category, 14 are read in a published copy, 46 partly supported, 39 not."""
    counted = Counter(cell.entry["mark"] for cell in CELLS)

    assert {"V": 14, "P": 46, "M": 39} == counted


def test_both_groupings_of_classes_hold_the_same_drugs_on_every_day(england: Ruleset) -> None:
    """One has the gravest class last, the other the least grave one."""
    days = [day for day in england.change_dates() if day >= date(2004, 1, 29)]
    for day in days:
        groupings = england.law(Dates.all_on(day)).contents.groupings
        classes, opposite = (groupings[name].groups for name in ("drug_class", "lowest_class"))

        assert ["not_recorded", "class_c", "class_b", "class_a"] == list(classes)
        assert ["not_recorded", "class_a", "class_b", "class_c"] == list(opposite)
        assert {c: sorted(d) for c, d in classes.items()} == {c: sorted(d) for c, d in opposite.items()}


@pytest.mark.parametrize(
    ("drug", "day", "before", "after"),
    [
        ("psilocybin_mushrooms", date(2005, 7, 18), "not_recorded", "class_a"),
        ("ketamine", date(2006, 1, 1), "not_recorded", "class_c"),
        ("methamphetamine", date(2007, 1, 18), "class_b", "class_a"),
        ("cannabis", date(2009, 1, 26), "class_c", "class_b"),
        ("cannabis_plants", date(2009, 1, 26), "class_c", "class_b"),
        ("synthetic_cannabinoids", date(2009, 12, 23), "not_recorded", "class_b"),
        ("gbl", date(2009, 12, 23), "not_recorded", "class_c"),
        ("bzp", date(2009, 12, 23), "not_recorded", "class_c"),
        ("mephedrone", date(2010, 4, 16), "not_recorded", "class_b"),
        ("ghb", date(2010, 4, 16), "not_recorded", "class_c"),
        ("ketamine", date(2014, 6, 10), "class_c", "class_b"),
        ("khat", date(2014, 6, 24), "not_recorded", "class_c"),
        ("ghb", date(2022, 4, 13), "class_c", "class_b"),
        ("gbl", date(2022, 4, 13), "class_c", "class_b"),
        ("nitrous_oxide", date(2023, 11, 8), "not_recorded", "class_c"),
        ("named_nitazenes", date(2024, 3, 20), "not_recorded", "class_a"),
        ("brorphine", date(2024, 3, 20), "not_recorded", "class_a"),
        ("other_nitazenes", date(2025, 1, 15), "not_recorded", "class_a"),
        ("xylazine", date(2025, 1, 15), "not_recorded", "class_c"),
    ],
)
def test_a_class_goes_by_the_day_of_the_offence(
    drug: str, day: date, before: str, after: str, england: Ruleset, handles: Handles
) -> None:
    """The day before and the day on which the class changed, sentenced on one day."""
    for offence, drug_class in ((day - timedelta(days=1), before), (day, after)):
        case = a_case(
            [Item(drug, "1", "g")], {}, jurisdiction="gb-eaw", offence=offence, decision=date(2025, 5, 6)
        )

        assert drug_class == preferred(case, england, handles).slots["drug_class"]
