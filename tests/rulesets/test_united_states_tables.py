"""Every figure of the federal tables, asked of the engine and compared with a second transcription.

The transcription carries the Guidelines Manual's and the statute's tables as they were compared with the
published copies, apart from the ruleset.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path
from typing import Any, Final

import pytest

from propengine.engine.case import Case, Item, RawValue
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.amounts import MICRO, Dimension, read_amount_text
from propengine.law.contents import Contents
from propengine.law.elements import Language
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Cell, Checkpoint
from propengine.law.tables import BandTable, ConversionTable
from tests.rulesets.asked import preferred
from tests.shipped import SHIPPED
from tests.support import a_case

pytestmark = getattr(pytest.mark, "us-fed")

TABLES: Final[Mapping[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "united_states_tables.json").read_text(encoding="utf-8")
)
MICROGRAM: Final = Decimal("0.000001")
CATEGORIES: Final = {"I": 0, "II": 2, "III": 4, "IV": 7, "V": 10, "VI": 13}
"""A number of points of each category."""
COLUMNS: Final = {
    "Heroin": "heroin",
    "Cocaine": "cocaine",
    "Cocaine Base": "crack_cocaine",
    "PCP": "pcp",
    "PCP (actual)": "pcp",
    "Methamphetamine": "methamphetamine",
    "Methamphetamine (actual)": "methamphetamine",
    "Ice": "methamphetamine",
    "Amphetamine": "amphetamine",
    "Amphetamine (actual)": "amphetamine",
    "LSD": "lsd",
    "Fentanyl": "fentanyl",
    "Fentanyl Analogue": "fentanyl_analogue",
    "Marihuana": "marihuana",
    "Hashish": "hashish",
    "Hashish Oil": "hashish_oil",
    "Ketamine": "ketamine",
    "Schedule I or II Depressants": "depressant_schedule_i_ii",
    "Flunitrazepam": "flunitrazepam",
    "Schedule III substances (except Ketamine)": "schedule_iii_substance",
    "Schedule IV substances (except Flunitrazepam)": "schedule_iv_substance",
    "Schedule V substances": "schedule_v_substance",
}
PURE: Final = ("PCP (actual)", "Methamphetamine (actual)", "Amphetamine (actual)")
BY_UNIT: Final = frozenset(list(COLUMNS)[-6:])
DAYS: Final = {"quantity_2010": ("2010-11-01", "2014-10-31"), "quantity_2014": ("2014-11-01", "2026-10-31")}
UNIT_NAMES: Final = {
    "schedule_i_ii_depressant": "depressant_schedule_i_ii",
    "schedule_iii": "schedule_iii_substance",
    "schedule_iv": "schedule_iv_substance",
    "schedule_v": "schedule_v_substance",
}
ACTUAL: Final = {
    "pcp_actual": "pcp",
    "methamphetamine_actual": "methamphetamine",
    "amphetamine_actual": "amphetamine",
}
TIERS: Final = {
    "a": ("heroin", "1000", "g"),
    "b": ("heroin", "100", "g"),
    "c": ("heroin", "1", "g"),
    "d": ("marihuana", "1", "kg"),
    "e_schedule_iii": ("schedule_iii_substance", "1", "unit"),
    "schedule_iv": ("schedule_iv_substance", "1", "unit"),
    "schedule_v": ("schedule_v_substance", "1", "unit"),
}
IDS: Final = {"e_schedule_iii": "e", "schedule_iv": "iv", "schedule_v": "v"}


@pytest.fixture(scope="module")
def us() -> Ruleset:
    return SHIPPED["us-fed"]


def asked(
    day: str, conduct: str, facts: Mapping[str, RawValue], *items: Item, offence: str | None = None
) -> Case:
    """Return a case of one day, or of an offence before it, in which nobody accepts responsibility."""
    stated = {"criminal_history_points": 0, "acceptance_of_responsibility": False, **facts}
    decided = date.fromisoformat(day)
    return a_case(
        items, stated, conduct, "us-fed", date.fromisoformat(offence) if offence else decided, decided
    )


def months(outcome: Outcome, checkpoint: Checkpoint) -> list[str]:
    """Return the ends of a range as the transcription writes them."""
    range_ = outcome.checkpoints[checkpoint]
    return [end.word or str(end.months) for end in (range_.min, range_.max)]


def texts_of(us: Ruleset, instrument: str, kind: str, element: str) -> Iterator[tuple[str, Contents]]:
    """Yield each text of an instrument that has an element, with its first day."""
    for revision in us.instruments[instrument].revisions:
        if revision.contents is not None and element in getattr(revision.contents, kind):
            yield str(revision.in_force), revision.contents


def written(cell: Cell, us: Ruleset) -> list[str]:
    """Return the ends of a cell as the transcription writes them."""
    calendar = us.jurisdiction.calendar
    return [
        end.word or str(calendar.months(end.duration) if end.duration is not None else None)
        for end in (cell.min, cell.max)
    ]


def test_the_sentencing_table_is_written_as_transcribed(us: Ruleset) -> None:
    """Each cell of each manual; nothing is decided."""
    texts = list(texts_of(us, "guidelines-manual", "ranges", "sentencing_table"))
    assert texts
    for _, text in texts:
        cells = text.ranges["sentencing_table"].cells
        for level, row in TABLES["sentencing_table"].items():
            for category, cell in zip(CATEGORIES, row, strict=True):
                expected = ["life"] * 2 if cell == "life" else cell.split("–")
                assert expected == written(cells[f"{level}/{category.lower()}"], us), f"{level} {category}"


def test_levels_end_where_the_sentencing_table_does(us: Ruleset) -> None:
    """Of each offence that has levels, in each text; nothing is decided."""
    levels = [int(level) for level in TABLES["sentencing_table"]]
    texts = [r.contents for r in us.instruments["drug-control-act"].revisions if r.contents is not None]
    found = [
        (custody.levels.least, custody.levels.most)
        for text in texts
        for offence in text.offences.values()
        for custody in (leaf.custody for leaf in offence.leaves)
        if custody is not None and custody.levels is not None
    ]

    assert {(min(levels), max(levels))} == set(found)


def cell_is_given(level: str, category: str, us: Ruleset, handles: Handles) -> None:
    """Compare a cell of the sentencing table with the range of a case at that level with so many points."""
    cell = TABLES["sentencing_table"][level][list(CATEGORIES).index(category)]
    facts: Mapping[str, RawValue] = {
        "base_level": int(level),
        "criminal_history_points": CATEGORIES[category],
        "federal_schedule": "iii",
    }
    item = Item("other_controlled_substance", "1", "g")
    outcome = preferred(asked("2024-06-14", "supply", facts, item), us, handles)

    found = months(outcome, Checkpoint.INDIVIDUALISED)
    assert (["life"] * 2 if cell == "life" else cell.split("–")) == found, f"{level} {category}"


def test_a_cell_of_each_level_of_the_sentencing_table(us: Ruleset, handles: Handles) -> None:
    """One category for each level, each in turn."""
    for place, level in enumerate(TABLES["sentencing_table"]):
        cell_is_given(level, list(CATEGORIES)[place % 6], us, handles)


@pytest.mark.proof
def test_every_cell_of_the_sentencing_table(us: Ruleset, handles: Handles) -> None:
    """Each level with points of each category gives the range of its cell."""
    for level, category in product(TABLES["sentencing_table"], CATEGORIES):
        cell_is_given(level, category, us, handles)


def quantity_cells(table: str) -> Iterator[tuple[str, str, int]]:
    """Yield each column with amounts at each lower edge and just below it, and the level of that amount."""
    for column, cells in TABLES[table].items():
        step = Decimal(1) if column in BY_UNIT else MICROGRAM
        for (below, *_), (level, least, *_) in pairwise(cells):
            yield column, least, level
            yield column, str(Decimal(least) - step), below


def cuts_of(text: Contents, manual: str, column: str) -> tuple[list[str], list[Fraction]]:
    """Return the levels of a column as a manual writes them, and the amounts between them."""
    for name, table in text.tables.items():
        row_id = table.row_of(COLUMNS[column]) if isinstance(table, BandTable) else None
        if row_id is not None and isinstance(table, BandTable) and name.endswith(manual):
            row = table.rows[row_id]
            if column in PURE or column == "Ice":
                row = table.rows[str(row.actual_row)]
            assert {"excluded"} == {band.to for band in table.bands[:-1]}
            return [band.band for band in table.bands], [Fraction(cut.micro, MICRO) for cut in row.cuts]
    raise AssertionError(f"no table of {manual} has a row of {column}")


@pytest.mark.parametrize("manual", ["2010", "2014"])
def test_the_quantity_tables_are_written_as_transcribed(manual: str, us: Ruleset) -> None:
    """Each column, and the row of converted weight, which is that of marihuana; nothing is decided."""
    texts = list(texts_of(us, "guidelines-manual", "bands", f"converted_level_{manual}"))
    assert texts
    for _, text in texts:
        for column, cells in TABLES[f"quantity_{manual}"].items():
            levels, amounts = [str(level) for level, *_ in cells], [Fraction(at) for _, at, *_ in cells[1:]]
            assert (levels, amounts) == cuts_of(text, manual, column), column
            if column == "Marihuana":
                bands = text.bands[f"converted_level_{manual}"].bands
                limits = [read_amount_text(str(band.less_than)) for band in bands[:-1]]
                assert levels == [band.band for band in bands]
                assert amounts == [Fraction(limit.micro, MICRO) for limit in limits]


@pytest.mark.parametrize("manual", ["2010", "2014"])
def test_the_conversion_tables_are_written_as_transcribed(manual: str, us: Ruleset) -> None:
    """Each factor, with what one thing weighs where it is counted, and the joint caps; nothing is decided."""
    texts = list(texts_of(us, "guidelines-manual", "tables", f"conversion_{manual}"))
    assert texts
    caps = TABLES["caps_kg"][manual]
    joint = [
        caps.get("schedule_iv_and_v_joint", caps.get("schedule_iv_v_joint")),
        caps["schedule_iii_iv_v_joint"],
    ]
    absent = set[str]()
    for _, text in texts:
        table = text.tables[f"conversion_{manual}"]
        assert isinstance(table, ConversionTable)
        absent = {substance for substance, *_ in factors(manual) if table.row_of(substance) is None}
        for substance, unit, factor, pure in factors(manual):
            if substance in absent:
                continue
            row = table.rows[str(table.row_of(substance))]
            row = table.rows[str(row.actual_row)] if pure and row.actual_row is not None else row
            one = (row.mass_of_one or {}).get(Dimension(unit)) if unit == "unit" else None
            weight = Fraction(one.micro, MICRO) if one is not None else 1
            assert Fraction(factor) == Fraction(row.factor) * weight, substance
        assert [Fraction(cap) * 1000 for cap in joint] == [Fraction(c.most.micro, MICRO) for c in table.caps]
        for name, weight in TABLES["typical_weights_g"].items():
            if name in ACTUAL.values():
                continue  # those three are weights of the pure substance
            weights = table.rows[name.removesuffix("_cigarette")].mass_of_one or {}
            things = {Fraction(of.micro, MICRO) for thing, of in weights.items() if "plant" not in thing}
            assert {Fraction(weight)} == things, name
        most = table.rows["schedule_v_substance"].most
        assert most is not None
        assert Fraction(caps["schedule_v"]) * 1000 == Fraction(most.micro, MICRO)
    assert not absent, "some have come with later manuals, and the last has them all"


def amounts_open_levels(table: str, which: int, every: int, us: Ruleset, handles: Handles) -> int:
    """Compare every so-manieth amount with its level, on the first or the last day; return how many."""
    count = 0
    for column, amount, level in list(quantity_cells(table))[which::every]:
        item = Item(
            COLUMNS[column],
            amount,
            "unit" if column in BY_UNIT else "g",
            purity_percent="80" if column == "Ice" else None,
            pure=column in PURE,
        )
        outcome = preferred(asked(DAYS[table][which], "supply", {}, item), us, handles)

        assert str(level) == str(outcome.slots["quantity_level"]), f"{column} {amount}"
        count += 1
    return count


@pytest.mark.parametrize("table", DAYS)
def test_some_cells_of_the_quantity_tables(table: str, us: Ruleset, handles: Handles) -> None:
    """Amounts of some columns, on the first day and on the last; the proof compares them all."""
    for which in (0, 1):
        assert amounts_open_levels(table, which, 61, us, handles) > 4


@pytest.mark.proof
@pytest.mark.parametrize("table", DAYS)
@pytest.mark.parametrize("which", [0, 1])
def test_every_cell_of_the_quantity_tables(table: str, which: int, us: Ruleset, handles: Handles) -> None:
    """At its least amount a level opens, and one step below the level before; on the first and last day."""
    assert amounts_open_levels(table, which, 1, us, handles) >= 2 * 18 * 12


def factors(manual: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield each substance with its unit, its factor, and whether its active principle is meant."""
    for group in ("schedule_i_ii_opiates", "schedule_i_ii_stimulants", "schedule_i_ii_hallucinogens"):
        for name, factor in TABLES["conversion"][group].items():
            if name in ("ice", "hydrocodone_actual"):
                continue
            yield ACTUAL.get(name, name.removesuffix("_actual")), "g", factor, name in ACTUAL
    for name, factor in TABLES["conversion"]["schedule_i_marihuana"].items():
        yield name, "g", factor, False
    for name, factor in TABLES["conversion"]["per_unit"].items():
        yield UNIT_NAMES.get(name, name), "unit", factor, False
    for name, factor in TABLES["conversion"]["per_ml"].items():
        yield name, "ml", factor, False
    yield "methcathinone", "g", TABLES["conversion"]["methcathinone"], False
    if manual == "2014":
        for name, factor in TABLES["conversion"]["synthetic_classes_from_2018"].items():
            yield name, "g", factor, False
        yield "hydrocodone", "g", TABLES["conversion"]["schedule_i_ii_opiates"]["hydrocodone_actual"], False


def test_some_factors_of_conversion(us: Ruleset, handles: Handles) -> None:
    """Seven grams, units or millilitres of every ninth substance."""
    for substance, unit, factor, pure in list(factors("2014"))[::9]:
        case = asked("2024-06-14", "supply", {"federal_schedule": "i"}, Item(substance, "7", unit, pure=pure))

        assert Fraction(factor) * 7 == preferred(case, us, handles).slots["converted_weight_2014"], substance


@pytest.mark.proof
@pytest.mark.parametrize(("manual", "day"), [("2010", "2012-06-14"), ("2014", "2024-06-14")])
def test_every_factor_of_conversion(manual: str, day: str, us: Ruleset, handles: Handles) -> None:
    """Seven grams, units or millilitres count seven times the factor, in grams."""
    count = 0
    for substance, unit, factor, pure in factors(manual):
        item = Item(substance, "7", unit, pure=pure)
        facts = (
            {} if substance not in ("butanediol_1_4", "gamma_butyrolactone") else {"federal_schedule": "i"}
        )
        outcome = preferred(asked(day, "supply", facts, item), us, handles)

        assert Fraction(factor) * 7 == outcome.slots[f"converted_weight_{manual}"], substance
        count += 1

    assert count >= 75


def test_every_typical_weight(us: Ruleset, handles: Handles) -> None:
    """Where only the count is known, a thing weighs what note 9 says; three weights are pure ones."""
    by_name = {"marihuana_cigarette": "marihuana"}
    groups = (*list(TABLES["conversion"])[:4],)
    factor = {n: f for g in groups for n, f in TABLES["conversion"][g].items()}
    for name, weight in TABLES["typical_weights_g"].items():
        if name in ("pcp", "amphetamine", "methamphetamine"):
            continue
        substance = by_name.get(name, name)
        outcome = preferred(asked("2024-06-14", "supply", {}, Item(substance, "3", "unit")), us, handles)

        expected = Fraction(factor[substance]) * Fraction(weight) * 3
        assert expected == outcome.slots["converted_weight_2014"], name


def thresholds() -> Iterator[tuple[str, bool, str, str]]:
    """Yield each substance with whether it is pure, an amount in grams, and its tier."""
    names = {"pcp_mixture": "pcp", "methamphetamine_mixture": "methamphetamine"}
    for name, at in TABLES["thresholds_g"].items():
        limits = at["from_2010_08_03"] if name == "cocaine_base" else at
        substances = [names.get(name, name.removesuffix("_pure"))]
        if name == "cocaine_base":
            substances = ["crack_cocaine", "coca_paste", "cocaine_freebase"]
        for substance, (tier, below) in product(substances, (("a", "b"), ("b", "c"))):
            pure = name.endswith("_pure")
            yield substance, pure, limits[tier], tier
            yield substance, pure, str(Decimal(limits[tier]) - MICROGRAM), below


def test_the_amounts_of_the_statute_are_written_as_transcribed(us: Ruleset) -> None:
    """Each amount and each number of plants, and that it opens its tier; nothing is decided."""
    tiers = {
        "amount_tier": ["c", "b", "a"],
        "marihuana_tier": ["d", "c", "b", "a"],
        "hashish_tier": ["d", "c"],
    }
    found = dict[str, list[str]]()
    for instrument in ("drug-control-act", "cocaine-base-amounts"):
        for revision in us.instruments[instrument].revisions:
            text = revision.contents
            for name, table in text.tables.items() if text is not None else ():
                if isinstance(table, BandTable) and name.endswith("_tier") and name != "flunitrazepam_tier":
                    assert tiers.get(name, ["c", "b", "a"]) == [band.band for band in table.bands], name
                    assert {"excluded"} == {band.to for band in table.bands[:-1]}, name
                    for row_id, row in table.rows.items():
                        cuts = [str(Fraction(cut.micro, MICRO)) for cut in row.cuts]
                        of_row = row.substances or [row_id]
                        for substance in of_row:
                            assert cuts == found.setdefault(substance, cuts), substance
            for name, banding in text.bands.items() if text is not None else ():
                if name.endswith("plant_tier"):
                    plants = TABLES["marihuana_plants"]["841"]
                    assert ["d", "c", "b", "a"] == [band.band for band in banding.bands], name
                    assert [str(plants[tier]) for tier in "cba"] == [
                        str(band.less_than) for band in banding.bands[:-1]
                    ], name
    names = {"pcp_pure": "pcp_actual", "methamphetamine_pure": "methamphetamine_actual"}
    expected = {}
    for name, at in TABLES["thresholds_g"].items():
        limits = at["from_2010_08_03"] if name == "cocaine_base" else at
        expected[names.get(name, name.removesuffix("_mixture"))] = [limits["b"], limits["a"]]
    for substance in ("crack_cocaine", "coca_paste", "cocaine_freebase"):
        expected[substance] = expected["cocaine_base"]
    del expected["cocaine_base"]
    expected["marihuana"].insert(0, TABLES["tier_d"]["marihuana_g"])
    expected |= {name: [TABLES["tier_d"][f"{name}_g"]] for name in ("hashish", "hashish_oil")}
    assert expected == found


@pytest.mark.proof
@pytest.mark.parametrize("conduct", ["supply", "import"])
def test_every_amount_of_the_statute(conduct: str, us: Ruleset, handles: Handles) -> None:
    """At its amount a tier opens, and a microgram below the tier before."""
    count = 0
    for substance, pure, amount, tier in thresholds():
        outcome = preferred(
            asked("2025-08-01", conduct, {}, Item(substance, amount, "g", pure=pure)), us, handles
        )

        assert tier == outcome.slots["tier"], f"{substance} {amount}"
        assert f"usc-841-{tier}" == outcome.offence_id
        count += 1
    for name, substance in (
        ("marihuana_g", "marihuana"),
        ("hashish_g", "hashish"),
        ("hashish_oil_g", "hashish_oil"),
    ):
        limit = TABLES["tier_d"][name]
        for amount, tier in ((limit, "c"), (str(Decimal(limit) - MICROGRAM), "d")):
            outcome = preferred(asked("2025-08-01", conduct, {}, Item(substance, amount, "g")), us, handles)

            assert tier == outcome.slots["tier"], f"{substance} {amount}"

    assert count == 4 * (len(TABLES["thresholds_g"]) + 2)


@pytest.mark.parametrize("conduct", ["cultivation", "import"])
def test_every_number_of_plants(conduct: str, us: Ruleset, handles: Handles) -> None:
    """841(b) counts plants in each tier; 960(b) only in the lowest."""
    plants = TABLES["marihuana_plants"]
    limits = (
        {plants["841"][tier]: tier for tier in "abc"}
        if conduct == "cultivation"
        else {plants["960"]["d_excluded_from"]: "c"}
    )
    below = {"a": "b", "b": "c", "c": "d"}
    for number, tier in limits.items():
        for count, expected in ((number, tier), (number - 1, below[tier])):
            item = Item("marihuana_plants", str(count), "plant")
            outcome = preferred(asked("2024-06-14", conduct, {}, item), us, handles)

            assert expected == outcome.slots["tier"], count


def term_cases() -> Iterator[tuple[str, str, Mapping[str, RawValue], list[int | str]]]:
    """Yield each tier with a day of sentence, the facts of a step, and its term."""
    one: Mapping[str, RawValue] = {"information_851_filed": True, "prior_drug_felony_convictions": 1}
    two = {**one, "prior_drug_felony_convictions": 2}
    serious = {"information_851_filed": True, "serious_drug_felonies": 1}
    death = {"death_or_serious_injury": True}
    for tier, terms in TABLES["terms_months"].items():
        for day in ("2018-12-20", "2018-12-21"):
            yield tier, day, {}, terms["base"]
            if "death_or_serious_injury" in terms:
                yield tier, day, death, terms["death_or_serious_injury"]
            if "death_with_prior" in terms:
                yield tier, day, {**one, **death}, terms["death_with_prior"]
            if "prior_felony_drug_offence" in terms:
                yield tier, day, one, terms["prior_felony_drug_offence"]
        if tier in "ab":
            old, new = terms["until_2018_12_20"], terms["from_2018_12_21"]
            prior = {"a": "one_prior_felony_drug_offence", "b": "prior_felony_drug_offence"}[tier]
            later = {"a": "one_prior_serious", "b": "prior_serious"}[tier]
            yield tier, "2018-12-20", one, old[prior]
            yield tier, "2018-12-20", {**one, **death}, old["death_with_prior"]
            yield tier, "2018-12-21", serious, new[later]
            yield tier, "2018-12-21", {**serious, **death}, new["death_with_prior_serious"]
    a = TABLES["terms_months"]["a"]
    yield "a", "2018-12-20", two, a["until_2018_12_20"]["two_priors"]
    yield (
        "a",
        "2018-12-21",
        {**serious, "serious_drug_felonies": 2},
        a["from_2018_12_21"]["two_priors_serious"],
    )


MULTIPLES: Final[Mapping[str, tuple[Mapping[str, RawValue], int, int]]] = {
    "none": ({}, 1, 0),
    "859": ({"recipient_under_21": True}, 2, 12),
    "859-second": ({"recipient_under_21": True, "second_such_offence": True}, 3, 12),
    "860": ({"near_protected_place": True}, 2, 12),
    "861": ({"used_minor": True}, 2, 12),
    "860-minor": ({"used_minor_near_place": True}, 3, 12),
    "849": ({"truck_stop": True}, 2, 0),
    "849-second": ({"truck_stop": True, "second_such_offence": True}, 3, 0),
}


PROTECTIONS: Final = {
    "none": (1, 0),
    "double": (2, 0),
    "double_twelve": (2, 12),
    "triple": (3, 0),
    "triple_twelve": (3, 12),
}
"""What each step for whom or where multiplies the most by, and its least in months."""


def terms_of(tier: str, day: str) -> Iterator[tuple[str, list[int | str]]]:
    """Yield the term of each step of a tier from a day on: by earlier convictions, and by death."""
    terms = TABLES["terms_months"][tier]
    dated = terms.get("until_2018_12_20" if day < "2018-12-21" else "from_2018_12_21", {})
    every = {**terms, **dated}
    names = {
        "none/none": ("base",),
        "none/resulted": ("death_or_serious_injury",),
        "one/none": (
            "prior_felony_drug_offence",
            "prior_serious",
            "one_prior_felony_drug_offence",
            "one_prior_serious",
        ),
        "one/resulted": ("death_with_prior", "death_with_prior_serious"),
        "two/none": ("two_priors", "two_priors_serious"),
    }
    for step, known in names.items():
        yield from ((step, every[name]) for name in known if name in every)
    if tier == "a":
        yield "two/resulted", ["life", "life"]


def test_the_terms_of_the_statute_are_written_as_transcribed(us: Ruleset) -> None:
    """Each cell, from the first day of each text on; nothing is decided."""
    count = 0
    for day, text in texts_of(us, "statutory-terms", "ranges", "statutory_terms"):
        cells = text.ranges["statutory_terms"].cells
        if day < "2010-08-03":
            continue  # those of earlier sentences are not recorded
        expected = {}
        for tier in TABLES["terms_months"]:
            for step, (low, high) in terms_of(tier, day):
                at = f"{IDS.get(tier, tier)}/{step}"
                for name, (times, least) in PROTECTIONS.items():
                    most = high if isinstance(high, str) else str(high * times)
                    expected[f"{at}/{name}"] = [str(low if isinstance(low, str) else max(low, least)), most]
                beside = str(low if isinstance(low, str) else max(low, 36))
                expected[f"{at}/thirty_six_life"] = [beside, "life"]
        count += len(expected)
        assert expected == {key: written(cell, us) for key, cell in cells.items() if key in expected}

    assert count >= 2 * 144


@pytest.mark.proof
@pytest.mark.parametrize("multiple", MULTIPLES)
def test_every_term_of_the_statute(multiple: str, us: Ruleset, handles: Handles) -> None:
    """Each tier with each step on both sides of the First Step Act, alone and multiplied; life stays life."""
    facts, times, least = MULTIPLES[multiple]
    count = 0
    for tier, day, step, (low, high) in term_cases():
        if tier == "b" and "prior_drug_felony_convictions" in step and day > "2018-12-20":
            continue
        substance, amount, unit = TIERS[tier]
        outcome = preferred(
            asked(day, "supply", {**facts, **step}, Item(substance, amount, unit), offence="2018-06-01"),
            us,
            handles,
        )

        most = high if isinstance(high, str) else str(high * times)
        minimum = low if isinstance(low, str) else str(max(low, least))
        assert [minimum, most] == months(outcome, Checkpoint.STATUTORY), f"{tier} {day} {step}"
        count += 1

    assert count >= 30


def test_a_second_offence_near_a_protected_place(us: Ruleset, handles: Handles) -> None:
    """860(b): 36 months to life, where the tier has not more."""
    facts = {"near_protected_place": True, "second_such_offence": True}
    for tier, (substance, amount, unit) in TIERS.items():
        outcome = preferred(asked("2024-06-14", "supply", facts, Item(substance, amount, unit)), us, handles)

        low = TABLES["terms_months"][tier]["base"][0]
        assert [str(max(low, 36)), "life"] == months(outcome, Checkpoint.STATUTORY)


@pytest.mark.parametrize("prior", [0, 1])
def test_every_fine_of_the_statute(prior: int, us: Ruleset, handles: Handles) -> None:
    """The most of the fine, without a prior conviction and with one."""
    facts: Mapping[str, RawValue] = (
        {"information_851_filed": True, "prior_drug_felony_convictions": 1, "serious_drug_felonies": 1}
        if prior
        else {}
    )
    for tier, (substance, amount, unit) in TIERS.items():
        outcome = preferred(asked("2024-06-14", "supply", facts, Item(substance, amount, unit)), us, handles)

        (fine,) = outcome.fines
        assert str(TABLES["fine_max_usd"][tier][prior]) == str(fine.max), tier


@pytest.mark.parametrize("which", TABLES["simple_possession"])
def test_every_term_of_simple_possession(which: str, us: Ruleset, handles: Handles) -> None:
    """The least and the most, and the least of the fine."""
    row = TABLES["simple_possession"][which]
    priors = {"no_prior": 0, "one_prior": 1, "two_or_more": 2, "flunitrazepam": 0}[which]
    item = Item("flunitrazepam", "1", "unit") if which == "flunitrazepam" else Item("cocaine", "1", "g")
    facts: Mapping[str, RawValue] = {"information_851_filed": True, "prior_drug_convictions": priors}
    outcome = preferred(asked("2024-06-14", "possession", facts, item), us, handles)

    low, high = row.get("months", (row.get("days_min", 0) / Decimal(30), row.get("months_max")))
    found = months(outcome, Checkpoint.STATUTORY)
    days = {"15": "1/2", "90": "3"}.get(str(row.get("days_min")), str(low))
    assert [days, str(high)] == found
    assert {str(row.get("fine_min_usd", 1000))} == {str(fine.min) for fine in outcome.fines}


TWO_PRIORS: Final[Mapping[str, RawValue]] = {
    "information_851_filed": True,
    "prior_drug_felony_convictions": 2,
}
TWO_SERIOUS: Final[Mapping[str, RawValue]] = {"information_851_filed": True, "serious_drug_felonies": 2}


def doubled(least: int | str) -> str:
    """Return twice a least, in months; life stays life."""
    return least if isinstance(least, str) else str(2 * least)


def test_the_table_of_fines_is_told_whole(us: Ruleset, handles: Handles) -> None:
    """5E1.2(c)(3): each row with its levels and dollars, and the rows leave no level out."""
    outcome = preferred(asked("2024-06-14", "supply", {}, Item("cocaine", "1", "g")), us, handles)
    told = dict(outcome.notices)["fine-by-the-level"].text[Language.EN]
    rows = TABLES["guideline_fines"]

    for row in rows:
        first, last = row["levels"]
        assert f"levels {first} to {last}: {row['min']:,} to {row['max']:,}" in told
    covered = [level for row in rows for level in range(row["levels"][0], row["levels"][1] + 1)]
    assert list(range(1, 44)) == covered


def test_every_term_of_960a(us: Ruleset, handles: Handles) -> None:
    """Twice the minimum of 841(b)(1), to life; Schedules IV and V have none there to double."""
    steps: list[tuple[str, str, Mapping[str, RawValue], list[int | str]]] = [
        *term_cases(),
        ("a", "2018-12-20", {**TWO_PRIORS, "death_or_serious_injury": True}, ["life", "life"]),
        ("a", "2018-12-21", {**TWO_SERIOUS, "death_or_serious_injury": True}, ["life", "life"]),
    ]
    for tier, day, step, (low, _) in steps:
        if tier == "b" and "prior_drug_felony_convictions" in step and day > "2018-12-20":
            continue
        facts = {**step, "offence_charged": "narco_terrorism"}
        case = asked(day, "other_offence", facts, Item(*TIERS[tier]), offence="2018-06-01")
        outcome = preferred(case, us, handles)

        least = "not_recorded" if tier in ("schedule_iv", "schedule_v") else doubled(low)
        assert [least, "life"] == months(outcome, Checkpoint.STATUTORY), f"{tier} {day} {step}"


LIFTED: Final[Mapping[str, RawValue]] = {"other_safety_valve_tests_met": True}
REDUCED: Final[Mapping[str, RawValue]] = {
    "acceptance_of_responsibility": True,
    "government_motion_for_third_level": True,
    "mitigating_role": "minor",
    "other_zero_point_criteria_met": True,
}
ADJUSTED: Final[Mapping[str, RawValue]] = {
    "chapter_three_adjustments": ("trust_or_skill", "used_a_minor", "obstruction", "reckless_flight")
}
ONE_PRIOR: Final[Mapping[str, RawValue]] = {"information_851_filed": True, "prior_drug_convictions": 1}


def binding(outcome: Outcome) -> list[str]:
    """Return the ends of what binds beside the guideline's range."""
    range_ = outcome.run.lawful
    assert range_ is not None
    return [end.word or str(end.months) for end in (range_.min, range_.max)]


@pytest.mark.parametrize(
    ("conduct", "grams", "facts", "guides", "binds"),
    [
        # 500 g of cocaine: (B), 60 to 480; level 24, 51-63, raised to 60 by 5G1.1(c)(2); with the valve 22.
        ("supply", "500", {}, ["60", "63"], ["60", "480"]),
        ("supply", "500", LIFTED, ["41", "51"], ["0", "480"]),
        ("import", "500", LIFTED, ["41", "51"], ["0", "480"]),
        # 24 - 2 - 2 - 3 - 2 = 15: 18-24; 5C1.2(b) raises the guideline's range alone to 24-30.
        ("supply", "500", {**LIFTED, **REDUCED}, ["24", "30"], ["0", "480"]),
        # 5 kg: (A), 120 to life; level 30 - 2 = 28.
        ("supply", "5000", LIFTED, ["78", "97"], ["0", "life"]),
        ("import", "5000", LIFTED, ["78", "97"], ["0", "life"]),
        # 450 kg: 38 - 2 + 8 = 44, at most 43, which is life; the valve lowers no guideline.
        ("supply", "450000", {**LIFTED, **ADJUSTED}, ["life", "life"], ["0", "life"]),
        ("import", "450000", {**LIFTED, **ADJUSTED}, ["life", "life"], ["0", "life"]),
        # Below 500 g there is no least to lift: (C), level 22 - 2 = 20.
        ("supply", "499", LIFTED, ["33", "41"], ["0", "240"]),
        # Two points: neither test is met by what is stated, and the minimum stands.
        (
            "supply",
            "500",
            {**LIFTED, "criminal_history_points": 5, "three_point_priors": 1, "one_point_priors": 0},
            ["63", "78"],
            ["60", "480"],
        ),
        # 859 is not listed: 24 + 1 - 2 = 23, 46-57.
        ("supply", "500", {**LIFTED, "recipient_under_21": True}, ["60", "60"], ["60", "960"]),
        # 844 after one conviction: 15 days to 24 months; level 6.
        ("possession", "1", ONE_PRIOR, ["1/2", "6"], ["1/2", "24"]),
        ("possession", "1", {**ONE_PRIOR, **LIFTED}, ["0", "6"], ["0", "24"]),
    ],
)
def test_the_safety_valve_takes_the_least_from_what_binds(
    conduct: str,
    grams: str,
    facts: Mapping[str, RawValue],
    guides: list[str],
    binds: list[str],
    us: Ruleset,
    handles: Handles,
) -> None:
    """18 U.S.C. 3553(f): sentenced without regard to the minimum; the guideline's range is what it was."""
    outcome = preferred(asked("2024-06-14", conduct, facts, Item("cocaine", grams, "g")), us, handles)

    assert guides == months(outcome, Checkpoint.FINAL)
    assert binds == binding(outcome)


def test_no_other_manual_makes_the_least_bind_again(us: Ruleset, handles: Handles) -> None:
    """Where the manual was not read the guideline stays unrecorded, and what binds has no least."""
    for day in ("2010-10-31", "2026-11-01"):
        case = asked(day, "supply", LIFTED, Item("cocaine", "500", "g"))
        outcome = preferred(case, us, handles)

        assert ["not_recorded"] * 2 == months(outcome, Checkpoint.FINAL)
        assert ["0", "480"] == binding(outcome)


HELD_AS_WRITTEN: Final = (
    test_every_cell_of_the_sentencing_table,
    test_every_cell_of_the_quantity_tables,
    test_every_factor_of_conversion,
    test_every_amount_of_the_statute,
    test_every_term_of_the_statute,
)
"""Tests of thousands of decisions whose figures are compared as they are written, too, by the tests above."""
