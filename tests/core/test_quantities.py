"""Quantities: the measures, bands and groupings of a law as numbers over the holdings of a case."""

from fractions import Fraction
from pathlib import Path

import pytest

from propengine.core.numbers import (
    MASS_OF_ONE,
    PURITY,
    WEIGHED,
    Holding,
    Scene,
    active,
    amount_of,
    reader,
    value_of,
)
from propengine.core.quantities import Near, dimensions_of, quantities_of
from propengine.core.slots import SlotValue
from propengine.law.amounts import Dimension, read_exact
from propengine.law.ruleset import Law
from tests.support import law_of

MASS, VOLUME = amount_of(Dimension.MASS), amount_of(Dimension.VOLUME)
TABLET = amount_of(Dimension.TABLET)
GRAM = 10**6
LAW = """
substances:
  powder: {name: {en: powder}, family: coca}
  paste: {name: {en: paste}, family: coca}
  herb: {name: {en: herb}}
  pills: {name: {en: pills}}
  syrup: {name: {en: syrup}}
groupings:
  schedule: {provision: a, mark: V, groups: {low: [herb], high: [powder, paste]}}
  partly: {provision: a, mark: V, absent: left_out, groups: {low: [herb], high: [powder]}}
tables:
  scale:
    provision: a
    mark: V
    effect: element
    bands: [{band: low, to: included}, {band: mid, to: excluded}, {band: high}]
    rows:
      powder: {cuts: ["1 g", "5 g"], substances: [powder, paste]}
      pills: {cuts: ["10 tablet", "20 tablet"]}
  weights:
    provision: a
    mark: V
    effect: converts
    absent: left_out
    rows:
      powder: {factor: 2, most: "7 g"}
      herb: {factor: "1/2"}
      pills: {factor: 1, mass_of_one: {tablet: "0.25 g"}}
      syrup: {factor: 3}
  joint:
    provision: a
    mark: V
    effect: converts
    absent: left_out
    rows:
      powder: {factor: 1, most: "7 g"}
      herb: {factor: 1}
      pills: {factor: 1, mass_of_one: {tablet: "1 g"}}
      syrup: {factor: 1}
    caps:
      - {rows: [powder, herb], most: "10 g"}
      - {rows: [powder, herb, pills], most: "12 g"}
  pure:
    provision: a
    mark: V
    effect: element
    basis: active
    absent: left_out
    rows:
      herb: {amounts: ["1 g"], reference_purity: 10 %}
      powder: {amounts: ["1 g"]}
  single:
    provision: a
    mark: V
    effect: element
    absent: left_out
    rows:
      pills: {amounts: ["1 g", "4 tablet"], unit_at_most: "0.5 g"}
  mixed:
    provision: a
    mark: V
    effect: element
    basis: greater
    absent: left_out
    bands: [{band: low, to: excluded}, {band: high}]
    rows:
      powder: {cuts: ["100 g"], actual_row: base, actual_from_purity: 80 %}
      base: {cuts: ["10 g"], substances: []}
  of-converted:
    provision: a
    mark: V
    effect: element
    of: converted
    nearest: 2
    bands: [{band: light}, {band: heavy}]
    rows: {all: {points: ["1 g", "100 g"]}}
measures:
  converted: {provision: a, mark: V, sum_converted: weights, dimension: mass}
  jointly: {provision: a, mark: V, sum_converted: joint, dimension: mass}
  kinds: {provision: a, mark: V, kinds: true}
  tablets: {provision: a, mark: V, count: tablet}
  much-of-high: {provision: a, mark: V, some_item: {schedule: high, scale: {at_least: mid}}}
  partly-high: {provision: a, mark: V, some_item: {partly: high}}
  neither: {provision: a, mark: V, some_item: {substance: {not_one_of: [powder, herb]}}}
  doses: {provision: a, mark: V, sum_of_shares: pure}
  most-doses: {provision: a, mark: V, highest_share: pure}
  singles: {provision: a, mark: V, sum_of_shares: single}
  amount: {provision: a, mark: V, sum_of_amounts: pure, dimension: mass}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return a law with every kind of quantity."""
    folder: Path = tmp_path_factory.mktemp("law")
    return law_of(folder, LAW)


def weighed(grams: str, purity: str | None = None) -> dict[str, Fraction]:
    """Return the slots of something weighed."""
    micro = Fraction(grams) * GRAM
    pure = {PURITY: Fraction(purity), active(MASS): micro * Fraction(purity)} if purity else {}
    return {MASS: micro, **pure}


def tablets(number: int, mass_of_one: str | None = None) -> dict[str, Fraction]:
    """Return the slots of counted tablets, and perhaps of what one weighs."""
    micro = Fraction(number) * GRAM
    if mass_of_one is None:
        return {TABLET: micro}
    one = Fraction(mass_of_one) * GRAM
    return {TABLET: micro, MASS_OF_ONE: one, WEIGHED: number * one}


def value(law: Law, name: str, *holdings: tuple[str, dict[str, Fraction]]) -> SlotValue:
    """Return a quantity of holdings; those that it reads are worked out before it."""
    slots: dict[str, SlotValue] = {}
    found = [Holding(substance, i, (item,)) for i, (substance, item) in enumerate(holdings)]
    for other, quantity in quantities_of(law.contents, law.jurisdiction.calendar).items():
        slots[other] = value_of(reader(quantity.number), Scene(slots, found))
    return slots[name]


class TestBands:
    """Cut points carry their operator; the gravest holding counts."""

    @pytest.mark.parametrize(
        ("grams", "band"),
        [("0.999999", "low"), ("1", "low"), ("1.000001", "mid"), ("4.999999", "mid"), ("5", "high")],
    )
    def test_each_cut_point_belongs_where_the_law_says(self, law: Law, grams: str, band: str) -> None:
        """An included cut point is the last of its band, an excluded one the first of the next."""
        assert band == value(law, "scale", ("powder", weighed(grams)))
        assert band == value(law, "scale", ("paste", weighed(grams)))

    def test_the_gravest_counts_and_one_without_a_figure_leaves_it_open(self, law: Law) -> None:
        """Not zero: the law gives no figure."""
        assert "mid" == value(law, "scale", ("powder", weighed("0.5")), ("pills", tablets(15)))
        assert value(law, "scale", ("powder", weighed("9")), ("herb", weighed("1"))) is None

    def test_things_are_not_cut_by_grams(self, law: Law) -> None:
        """When nothing says what one weighs; where it is known, it is weighed."""
        assert value(law, "scale", ("powder", tablets(3))) is None
        assert "mid" == value(law, "scale", ("powder", tablets(4, "0.5")))

    def test_a_band_of_a_measure(self, law: Law) -> None:
        """Ten times the one and a tenth of the other, it is the lower; beyond that, the next."""
        assert "light" == value(law, "of-converted", ("herb", weighed("20")))
        assert "heavy" == value(law, "of-converted", ("herb", weighed("20.000002")))

    @pytest.mark.parametrize(
        ("item", "band"),
        [
            (weighed("99", "0.1"), "low"),  # 9.9 g of active principle
            (weighed("99", "0.2"), "high"),  # 19.8 g
            (weighed("99"), "low"),  # what analysis does not show is not counted
            (weighed("10", "0.8"), "high"),  # from 80 % the whole mixture goes by the row of the base
            (weighed("10", "0.79"), "low"),
            (weighed("100"), "high"),
        ],
    )
    def test_the_mixture_or_its_active_principle_whichever_is_graver(
        self, law: Law, item: dict[str, Fraction], band: str
    ) -> None:
        """100 g of the mixture, 10 g of the base."""
        assert band == value(law, "mixed", ("powder", item))


class TestSomeItem:
    """What two substances have only together, none of them has."""

    @pytest.mark.parametrize(
        ("held", "found"),
        [
            ([("powder", weighed("3"))], True),
            ([("powder", weighed("1"))], False),
            ([("powder", weighed("1")), ("pills", tablets(15))], None),  # the pills are in no schedule
            ([("powder", weighed("1")), ("paste", weighed("2"))], True),
            ([("herb", weighed("500"))], False),  # of no high schedule, whatever its band
            ([("powder", weighed("1")), ("herb", weighed("500"))], False),
        ],
    )
    def test_a_group_and_a_band_of_one(
        self, law: Law, held: list[tuple[str, dict[str, Fraction]]], *, found: bool | None
    ) -> None:
        """High schedule and over one gram must be said of the same substance."""
        assert found is value(law, "much-of-high", *held)

    def test_what_a_grouping_leaves_out_is_none_of_its_groups(self, law: Law) -> None:
        """It says nothing of the others."""
        assert value(law, "partly-high", ("pills", tablets(1)), ("herb", weighed("1"))) is False
        assert value(law, "partly-high", ("pills", tablets(1)), ("powder", weighed("1"))) is True

    def test_which_substance_it_is(self, law: Law) -> None:
        """Every item must be powder or herb, where none may be something else."""
        assert value(law, "neither", ("powder", weighed("1")), ("herb", weighed("1"))) is False
        assert value(law, "neither", ("powder", weighed("1")), ("syrup", weighed("1"))) is True


class TestMeasures:
    """Exact, capped by row, by the law's own mass of one."""

    def test_factors_caps_and_masses_of_one(self, law: Law) -> None:
        """Powder 10 g counts 20 g but 7 g at most, herb half, four pills of 0.25 g one gram."""
        found = value(
            law, "converted", ("powder", weighed("10")), ("herb", weighed("3")), ("pills", tablets(4))
        )

        assert 7 + Fraction(3, 2) + 1 == found

    @pytest.mark.parametrize(
        ("powder", "herb", "pills", "syrup", "together"),
        [
            ("9", "1", 0, "0", 8),  # seven of its own row, and one
            ("9", "5", 0, "0", 10),  # the two rows together
            ("9", "5", 1, "0", 11),
            ("9", "5", 6, "0", 12),  # all three
            ("9", "5", 6, "4", 16),  # what stands under no cap is added
            ("1", "1", 1, "1", 4),
        ],
    )
    def test_caps_stand_inside_one_another(
        self, law: Law, powder: str, herb: str, pills: int, syrup: str, together: int
    ) -> None:
        """A row, two rows and three rows, each at most its own cap."""
        held = [("powder", weighed(powder)), ("herb", weighed(herb)), ("syrup", weighed(syrup))]

        assert together == value(law, "jointly", *held, ("pills", tablets(pills)))

    def test_a_volume_is_converted_by_volume(self, law: Law) -> None:
        """One millilitre counts as a gram times the factor."""
        two = read_exact("2", "ml")

        assert Fraction(6) == value(law, "converted", ("syrup", {VOLUME: two.micro}))

    def test_kinds_are_families_and_things_are_counted(self, law: Law) -> None:
        """Two forms of one family are one kind; a count adds things of its dimension alone."""
        held = (("powder", weighed("1")), ("paste", weighed("1")), ("pills", tablets(3)))

        assert (2, 3) == (value(law, "kinds", *held), value(law, "tablets", *held))

    def test_active_principle_over_the_reference_purity(self, law: Law) -> None:
        """2 g at 5 % are one gram at ten; without an analysis, what was weighed."""
        assert Fraction(1) == value(law, "doses", ("herb", weighed("2", "1/20")))
        assert Fraction(2) == value(law, "doses", ("herb", weighed("2")))
        assert Fraction(1, 2) == value(law, "doses", ("powder", weighed("1", "1/2")))

    def test_sums_and_the_highest_share(self, law: Law) -> None:
        """A sum adds the shares of all, the highest is the largest of one."""
        held = (("herb", weighed("2")), ("powder", weighed("3")))

        assert (5, 3, 5) == tuple(value(law, name, *held) for name in ("doses", "most-doses", "amount"))

    @pytest.mark.parametrize(
        ("item", "share"),
        [
            (tablets(4), None),  # nobody says that one is light enough
            (tablets(4, "0.5"), Fraction(1)),
            (tablets(4, "0.6"), Fraction(12, 5)),  # too heavy to count as one: weighed
            (weighed("3"), Fraction(3)),
        ],
    )
    def test_a_thing_that_weighs_too_much_is_weighed(
        self, law: Law, item: dict[str, Fraction], share: Fraction | None
    ) -> None:
        """Four tablets or one gram count as one; a tablet above half a gram does not count as a tablet."""
        assert share == value(law, "singles", ("pills", item))


class TestGroupings:
    """A case is in its gravest holding's group."""

    def test_the_gravest_group(self, law: Law) -> None:
        """In the order of the law."""
        held = (("powder", weighed("1")), ("herb", weighed("1")))

        assert "high" == value(law, "schedule", *held) == value(law, "schedule", *reversed(held))

    def test_a_substance_in_no_group(self, law: Law) -> None:
        """Leaves the grouping open, or does not count, as the law says."""
        held = (("herb", weighed("1")), ("pills", tablets(1)))

        assert (None, "low") == (value(law, "schedule", *held), value(law, "partly", *held))


def test_the_dimensions_in_which_the_law_has_figures(law: Law) -> None:
    """Those of its rows first; mass, and what is counted, where there is no row."""
    assert (Dimension.TABLET, Dimension.MASS) == dimensions_of(law.contents, "pills")
    assert (Dimension.MASS,) == dimensions_of(law.contents, "paste")
    assert (Dimension.MASS, Dimension.TABLET) == dimensions_of(law.contents, "unlisted")


POINTS = tuple(Fraction(p) for p in (5, 150, 1000, 5000))


@pytest.mark.parametrize(
    ("amount", "best", "beside"),
    [
        ("400", 2, 1),  # 1,000 / 400 = 2.5 > 1.5: both neighbours
        ("200", 1, None),  # 200 / 150 = 1.33
        ("700", 2, None),  # 1,000 / 700 = 1.43
        ("387.298334", 1, 2),
        ("387.298335", 2, 1),
        ("1", 0, None),  # below the lowest point there is no neighbour
        ("90000", 3, None),
        ("5", 0, None),
        ("225", 1, None),  # exactly one and a half is not above it
    ],
)
def test_the_band_beside_the_nearest(amount: str, best: int, beside: int | None) -> None:
    """Far from both points, both are shown."""
    assert beside == Near(POINTS, Fraction(3, 2)).neighbour(Fraction(amount), best)
