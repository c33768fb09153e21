"""Measures and bands, against a plain calculation in rationals over the statute's own units."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from propengine.core.lowering import LoweredLaw, Lowering
from propengine.core.numbers import Holding
from propengine.core.slots import SlotValue
from propengine.engine.case import Item
from propengine.engine.intake import dates_of, read_case
from propengine.engine.items import as_found, holdings_of
from propengine.engine.measuring import (
    Figure,
    Measured,
    Neighbour,
    figures,
    measure,
    open_compositions,
    undefined,
    with_neighbours,
)
from propengine.law.elements import Mark
from propengine.law.ruleset import Dates
from tests.shipped import SHIPPED
from tests.support import a_case, law_of

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
PT = SHIPPED["pt"]
LAW = Lowering().lower(PT.law(Dates.all_on(date(2012, 6, 1))))
GROSS = {**LAW.as_written, "basis-of-the-map": "gross"}


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


def holdings(case_items: list[Item], law: LoweredLaw, jurisdiction: str = "xx") -> tuple[Holding, ...]:
    """Return what the items of a case make."""
    case = a_case(case_items, jurisdiction=jurisdiction, offence=date(2012, 6, 1))
    dates, _ = dates_of(case)
    intake, refusals = read_case(case, law.law, dates, law.law.statable)

    assert refusals == []
    return holdings_of([as_found(item) for item in intake.items])


def days(items: list[tuple[str, Decimal, Decimal | None]], options: Mapping[str, str]) -> SlotValue:
    """Return what the engine makes of the items under options of the readings."""
    found = [Item(s, str(g), "g", purity_percent=None if p is None else str(p)) for s, g, p in items]
    return measure(LAW, holdings(found, LAW, "pt"), options).values["days"]


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
    assert days_by_hand(items, active=True) == days(items, LAW.as_written)
    assert days_by_hand(items, active=False) == days(items, GROSS)


@pytest.mark.parametrize("substance", sorted(DOSES))
@pytest.mark.parametrize("micro", [-1, 0, 1])
def test_one_microgram_either_side_of_ten_days(substance: str, micro: int) -> None:
    """Ten days exactly is ten; a microgram less is less, a microgram more is more."""
    grams = Decimal(DOSES[substance][0]) * 10 + Decimal(micro) / 1_000_000

    found = days([(substance, grams, None)], LAW.as_written)

    assert isinstance(found, Fraction)
    assert micro == (found > 10) - (found < 10)


def test_reference_purities_of_cannabis_agree_with_pure_thc() -> None:
    """2.5 g at 2 %, 0.5 g at 10 %, 0.25 g at 20 % and 0.05 g of THC are one day each."""
    herb, resin, oil, thc = (
        days([(s, Decimal(DOSES[s][0]), Decimal(p) if p else None)], LAW.as_written)
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
    items = [Item("heroin", "0.1", "g"), Item("methamphetamine", "0.1", "g")]
    found = holdings(items, LAW, "pt")

    assert measure(LAW, found, LAW.as_written).values["days"] is None
    assert "days" in set(undefined(LAW, found, LAW.as_written))


def test_what_has_a_figure_may_be_above_every_limit_alone() -> None:
    """A kilogram of heroin is above ten days whatever else was found: no limit of the law is higher."""
    items = [Item("heroin", "1", "kg"), Item("methamphetamine", "0.1", "g")]
    found = measure(LAW, holdings(items, LAW, "pt"), LAW.as_written).values["days"]

    assert isinstance(found, Fraction)
    assert found > 10


BANDED = """
substances:
  powder: {name: {en: powder}}
  paste: {name: {en: paste}}
  herb: {name: {en: herb}}
  pills: {name: {en: pills}}
groupings:
  schedule: {provision: art. 9, mark: P, groups: {low: [herb], high: [powder]}}
tables:
  scale:
    provision: art. 2
    mark: V
    effect: element
    absent: ABSENT
    composition: not_stated
    bands: [{band: low, to: included}, {band: mid, to: excluded}, {band: high}]
    rows:
      powder: {cuts: ["1 g", "5 g"], substances: [powder, paste], marks: [V, P, M]}
      pills: {cuts: ["10 tablet", "20 tablet"], provision: art. 2 bis, mark: P}
  category:
    provision: art. 3
    mark: V
    effect: indicates
    absent: left_out
    nearest: 3/2
    bands: [{band: c4}, {band: c3}, {band: c2}]
    rows:
      powder: {points: ["5 g", "150 g", "1 kg"]}
      herb: {points: ["10 g", "100 g", "2 kg"]}
  heavy:
    provision: art. 4
    mark: M
    effect: element
    of: weight
    nearest: 2
    bands: [{band: light}, {band: heavy}]
    rows: {all: {points: ["1 g", "100 g"]}}
  weights: {provision: art. 5, mark: V, effect: converts, absent: left_out, rows: {powder: {factor: 2}}}
measures:
  weight: {provision: art. 5, mark: V, sum_converted: weights, dimension: mass}
"""


class Case:
    """What a small law makes of some items."""

    def __init__(self, folder: Path, *items: Item, absent: str = "undefined") -> None:
        self.law = Lowering().lower(law_of(folder, BANDED.replace("ABSENT", absent)))
        self.holdings = holdings(list(items), self.law)
        self.measured: Measured = measure(self.law, self.holdings, {})

    @property
    def figures(self) -> dict[tuple[str, str], Figure]:
        """Return the figures by table and substance."""
        found = figures(self.law, self.holdings, {}, self.measured.values)
        return {(figure.of, figure.substance): figure for figure in found}


def powder(amount: str) -> Item:
    """Return powder in grams."""
    return Item("powder", amount, "g")


class TestBands:
    """Each holding keeps its own band; the gravest is the case's."""

    def test_the_gravest_counts_and_silence_is_reported(self, tmp_path: Path) -> None:
        """Where the law does not say how several substances combine, that is told."""
        case = Case(tmp_path, powder("0.5"), Item("pills", "15", "tablet"))

        assert ("mid", ("low", "mid")) == (
            case.measured.values["scale"],
            case.measured.item_bands["scale"],
        )
        assert ["scale"] == list(open_compositions(case.law, case.holdings, {}, case.measured.values))

    def test_one_substance_is_one_holding(self, tmp_path: Path) -> None:
        """Two bags are one amount: nothing is combined, and nothing open."""
        case = Case(tmp_path, powder("0.6"), powder("0.6"))

        assert ("mid", ("mid",)) == (case.measured.values["scale"], case.measured.item_bands["scale"])
        assert [] == list(open_compositions(case.law, case.holdings, {}, case.measured.values))

    def test_absent_means_what_the_table_says(self, tmp_path: Path) -> None:
        """A substance without a row makes the band unknown, or does not count."""
        items = (powder("2"), Item("herb", "3", "g"))
        asked, left = Case(tmp_path / "a", *items), Case(tmp_path / "b", *items, absent="left_out")

        assert (None, "mid") == (asked.measured.values["scale"], left.measured.values["scale"])
        assert ["scale"] == list(undefined(asked.law, asked.holdings, {}))
        assert [] == list(undefined(left.law, left.holdings, {}))

    def test_nothing_found_makes_nothing(self, tmp_path: Path) -> None:
        """No items: no measure is zero, none is there."""
        assert Measured({}, {}, ()) == Case(tmp_path).measured


class TestNeighbours:
    """Far from both points, the band beside the nearest is shown too, as what it makes of the case."""

    def test_far_from_both(self, tmp_path: Path) -> None:
        """400 g lie nearer to a kilogram, and 2.5 times below it."""
        assert (Neighbour("category", "powder", 0, "c2", "c3", ("c4", "c3", "c2")),) == Case(
            tmp_path, powder("400")
        ).measured.neighbours

    def test_near_enough(self, tmp_path: Path) -> None:
        """200 g are within one and a half times 150 g."""
        assert () == Case(tmp_path, powder("200")).measured.neighbours

    def test_beside_a_graver_holding(self, tmp_path: Path) -> None:
        """What the other band would make of the whole case, the other holding as it is."""
        measured = Case(tmp_path, powder("30"), Item("herb", "2", "kg")).measured

        (neighbour,) = measured.neighbours
        assert ("powder", "c3", "c4") == (neighbour.substance, neighbour.nearest, neighbour.beside)
        assert {"category": "c2"} == with_neighbours(measured, [neighbour])

    def test_what_all_holdings_make_together(self, tmp_path: Path) -> None:
        """3 g weigh twice: 6 g are nearest to 1 g, and more than twice above it."""
        measured = Case(tmp_path, powder("3")).measured
        together = [neighbour for neighbour in measured.neighbours if neighbour.table == "heavy"]

        assert [Neighbour("heavy", "", 0, "light", "heavy", ("light", "heavy"))] == together
        assert {"heavy": "heavy"} == with_neighbours(measured, together)
        assert "heavy" not in {n.table for n in Case(tmp_path, powder("1")).measured.neighbours}

    @pytest.mark.parametrize("turned", [False, True])
    def test_beside_a_substance_without_a_row(self, tmp_path: Path, *, turned: bool) -> None:
        """Whatever the order of the items: what has no row is passed over."""
        items = (powder("400"), Item("pills", "1", "tablet"))
        case = Case(tmp_path, *(reversed(items) if turned else items))

        assert ["powder"] == [neighbour.substance for neighbour in case.measured.neighbours]


class TestFigures:
    """Every figure that was compared is told, with its provision and its mark."""

    def test_each_holding_with_its_row(self, tmp_path: Path) -> None:
        """In base units, with the mark of the band that followed."""
        case = Case(tmp_path, powder("2"), Item("pills", "30", "tablet"))

        assert (
            Figure(0, "powder", "scale", "powder", "art. 2", Mark.P, Fraction(2), "mid")
            == case.figures["scale", "powder"]
        )
        assert (
            Figure(1, "pills", "scale", "pills", "art. 2 bis", Mark.P, Fraction(30), "high")
            == case.figures["scale", "pills"]
        )

    def test_a_group_compares_nothing(self, tmp_path: Path) -> None:
        """It is told with the group and no amount."""
        figure = Case(tmp_path, powder("2")).figures["schedule", "powder"]

        assert (None, "high", Mark.P) == (figure.value, figure.concluded, figure.mark)

    def test_a_band_of_a_measure_is_told_for_the_whole(self, tmp_path: Path) -> None:
        """Six grams count twelve, and are heavy."""
        case = Case(tmp_path, powder("6"))

        assert (
            Figure(None, "", "heavy", "all", "art. 4", Mark.M, Fraction(12), "heavy")
            == case.figures["heavy", ""]
        )
        assert Fraction(12) == case.figures["weight", "powder"].value

    def test_a_holding_of_several_items_has_no_position(self, tmp_path: Path) -> None:
        """It is no one item's figure."""
        assert Case(tmp_path, powder("1"), powder("1")).figures["scale", "powder"].item is None
