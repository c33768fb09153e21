"""Measures and bands, against a plain calculation in rationals over the statute's own units."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from propengine.engine.case import Item
from propengine.engine.intake import dates_of, read_case
from propengine.engine.measures import Measures, measure, nearest
from propengine.law.amounts import read_amount_text
from propengine.notation.loading import load_ruleset
from propengine.law.ruleset import Dates, Law
from tests.support import RULESETS, a_case, law_of

# Daily doses in grams and reference purities in percent, transcribed from the Portaria 94/96 map by hand.
DOSES = {
    "heroin": ("0.1", None),
    "methadone": ("0.1", None),
    "morphine": ("0.2", None),
    "opium": ("0.2", None),
    "cocaine_hydrochloride": ("0.2", None),
    "cocaine_base": ("0.03", None),
    "cannabis_herbal": ("2.5", "2"),
    "cannabis_resin": ("0.5", "10"),
    "cannabis_oil": ("0.25", "20"),
    "phencyclidine": ("0.01", None),
    "lsd": ("0.00005", None),
    "mdma": ("0.1", None),
    "amphetamine": ("0.1", None),
    "thc": ("0.05", None),
}
PT = load_ruleset(RULESETS / "pt")
LAW = PT.law(Dates.all_on(date(2012, 6, 1)))
GROSS = LAW.under("basis-of-the-map", "gross")


def days_by_hand(items: list[tuple[str, Decimal, Decimal | None]], *, active: bool) -> Fraction:
    """Return the days of use, in rationals over grams and percent, as the Portaria puts it."""
    total = Fraction(0)
    for substance, grams, purity in items:
        dose, reference = DOSES[substance]
        amount = Fraction(grams)
        if active and purity is not None:
            amount = amount * Fraction(purity) / (Fraction(reference) if reference else 100)
        total += amount / Fraction(dose)
    return total


def measured(items: list[tuple[str, Decimal, Decimal | None]], law: Law) -> Measures:
    """Return what the engine makes of the items."""
    given_items = [Item(s, str(g), "g", purity_percent=None if p is None else str(p)) for s, g, p in items]
    case = a_case(given_items, jurisdiction="pt", offence=date(2012, 6, 1))
    dates, _ = dates_of(case)
    intake, refusals = read_case(case, law, dates, law.statable)

    assert refusals == []
    return measure(intake.items, law.contents)


ITEMS = st.lists(
    st.tuples(
        st.sampled_from(sorted(DOSES)),
        st.decimals("0.000001", "5000", places=6),
        st.none() | st.decimals("0.01", "100", places=2),
    ),
    min_size=1,
    max_size=6,
)


@given(ITEMS)
def test_days_are_the_plain_sum_of_shares(items: list[tuple[str, Decimal, Decimal | None]]) -> None:
    """Under both readings of the map the engine's days are exactly the days counted by hand."""
    assert days_by_hand(items, active=True) == measured(items, LAW).slots["days"]
    assert days_by_hand(items, active=False) == measured(items, GROSS).slots["days"]


@pytest.mark.parametrize("substance", sorted(DOSES))
@pytest.mark.parametrize("micro", [-1, 0, 1])
def test_one_microgram_either_side_of_ten_days(substance: str, micro: int) -> None:
    """Ten days exactly is ten; a microgram less is less, a microgram more is more."""
    grams = Decimal(DOSES[substance][0]) * 10 + Decimal(micro) / 1_000_000

    days = measured([(substance, grams, None)], LAW).slots["days"]

    assert isinstance(days, Fraction)
    assert micro == (days > 10) - (days < 10)


def test_reference_purities_of_cannabis_agree_with_pure_thc() -> None:
    """2.5 g at 2 %, 0.5 g at 10 %, 0.25 g at 20 % and 0.05 g of THC are one day each."""
    herb, resin, oil, thc = (
        measured([(s, Decimal(DOSES[s][0]), Decimal(p) if p else None)], LAW).slots["days"]
        for s, p in (
            ("cannabis_herbal", "2"),
            ("cannabis_resin", "10"),
            ("cannabis_oil", "20"),
            ("thc", None),
        )
    )

    assert (1, 1, 1, 1) == (herb, resin, oil, thc)


def test_a_substance_without_a_row_is_not_zero() -> None:
    """One substance that the map does not know leaves the days of the whole holding unknown."""
    case = a_case(
        [Item("heroin", "0.1", "g"), Item("methamphetamine", "0.1", "g")],
        jurisdiction="pt",
        offence=date(2012, 6, 1),
    )
    dates, _ = dates_of(case)
    intake, _ = read_case(case, LAW, dates, LAW.statable)

    assert measure(intake.items, LAW.contents).slots["days"] is None


BANDED = """
substances:
  powder: {name: {en: powder}, family: coca}
  paste: {name: {en: paste}, family: coca}
  herb: {name: {en: herb}}
  pills: {name: {en: pills}}
tables:
  scale:
    provision: art. 2
    mark: V
    effect: element
    absent: ABSENT
    composition: not_stated
    bands: [{band: low, to: included}, {band: mid, to: excluded}, {band: high}]
    rows:
      powder: {cuts: ["1 g", "5 g"], substances: [powder, paste]}
      pills: {cuts: ["10 tablet", "20 tablet"]}
  weights:
    provision: art. 3
    mark: V
    effect: converts
    absent: left_out
    rows:
      powder: {factor: 2, most: "7 g"}
      herb: {factor: "1/2"}
      pills: {factor: 1, mass_of_one: {tablet: "0.25 g"}}
measures:
  converted: {provision: art. 3, mark: V, sum_converted: weights, dimension: mass}
  kinds: {provision: art. 4, mark: V, kinds: true}
  tablets: {provision: art. 4, mark: V, count: tablet}
"""


def banded(folder: Path, *items: Item, absent: str = "undefined") -> Measures:
    """Return what a small law with bands and conversions makes of the items."""
    law = law_of(folder, BANDED.replace("ABSENT", absent))
    case = a_case(items)
    dates, _ = dates_of(case)
    intake, refusals = read_case(case, law, dates, law.statable)

    assert refusals == []
    return measure(intake.items, law.contents)


class TestBands:
    """Cut points carry their operator; the highest band of the items counts."""

    @pytest.mark.parametrize(
        ("amount", "band"),
        [
            ("0.999999", "low"),
            ("1", "low"),
            ("1.000001", "mid"),
            ("4.999999", "mid"),
            ("5", "high"),
            ("5.000001", "high"),
        ],
    )
    def test_each_cut_point_belongs_where_the_law_says(self, tmp_path: Path, amount: str, band: str) -> None:
        """An included cut point is the last of its band, an excluded one the first of the next."""
        assert band == banded(tmp_path, Item("powder", amount, "g")).slots["scale"]

    def test_the_highest_band_counts_and_silence_is_reported(self, tmp_path: Path) -> None:
        """Items keep their own bands; where the law does not say how they combine, the measures say so."""
        found = banded(tmp_path, Item("powder", "0.5", "g"), Item("pills", "15", "tablet"))

        assert ("mid", ("low", "mid"), ("scale",)) == (
            found.slots["scale"],
            found.item_bands["scale"],
            found.open_compositions,
        )

    def test_absent_means_what_the_table_says(self, tmp_path: Path) -> None:
        """A substance without a row makes the band unknown, or does not count."""
        items = (Item("powder", "2", "g"), Item("herb", "3", "g"))

        assert "scale" not in banded(tmp_path / "a", *items).slots
        assert "mid" == banded(tmp_path / "b", *items, absent="left_out").slots["scale"]

    def test_a_unit_of_another_dimension_gives_no_band(self, tmp_path: Path) -> None:
        """Tablets cannot be cut by grams when nothing says what one weighs."""
        assert "scale" not in banded(tmp_path, Item("powder", "3", "tablet")).slots


class TestConversions:
    """Converted weights are exact, capped by row, and take the law's own mass of one."""

    def test_factors_caps_and_masses_of_one(self, tmp_path: Path) -> None:
        """Powder 10 g counts 7 g at most, herb half, four pills of 0.25 g one gram."""
        found = banded(
            tmp_path, Item("powder", "10", "g"), Item("herb", "3", "g"), Item("pills", "4", "tablet")
        )

        assert Fraction(7) + Fraction(3, 2) + 1 == found.slots["converted"]

    def test_kinds_are_families(self, tmp_path: Path) -> None:
        """Two forms of one family are one kind."""
        found = banded(tmp_path, Item("powder", "1", "g"), Item("paste", "1", "g"), Item("herb", "1", "g"))

        assert 2 == found.slots["kinds"]

    def test_things_are_counted(self, tmp_path: Path) -> None:
        """A count adds the things of its dimension."""
        found = banded(tmp_path, Item("pills", "3", "tablet"), Item("pills", "4", "tablet"))

        assert 7 == found.slots["tablets"]


POINTS = [read_amount_text(text) for text in ("5 g", "150 g", "1 kg", "5 kg")]


@pytest.mark.parametrize(
    ("amount", "best", "neighbour"),
    [
        ("400 g", 2, 1),  # 400² = 160,000 > 150 × 1,000; 1,000 / 400 = 2.5 > 1.5: both neighbours
        ("200 g", 1, None),  # 200 / 150 = 1.33
        ("700 g", 2, None),  # 1,000 / 700 = 1.43
        ("387.298334 g", 1, 2),  # the square lies below 150,000
        ("387.298335 g", 2, 1),
        ("1 g", 0, None),  # below the lowest point there is no neighbour
        ("90 kg", 3, None),
        ("5 g", 0, None),
    ],
)
def test_nearest_point_without_a_logarithm(amount: str, best: int, neighbour: int | None) -> None:
    """An amount belongs to the point that is nearer as a ratio; far from both, both are shown."""
    micro = Fraction(read_amount_text(amount).micro)

    assert (best, neighbour) == nearest(micro, POINTS, Fraction(3, 2))
