"""Item profiles: all that a law tells of items, and how what it tells apart is said."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.core.lowering import LoweredLaw, Lowering
from propengine.engine.conditions import Question
from propengine.engine.item_profiles import profile_of, told_apart
from propengine.engine.items import KnownItem
from propengine.law.amounts import MICRO, Dimension
from tests.engine.test_worlds import LAW
from tests.support import law_of

GRAMS = st.integers(1, 2000).map(lambda tenths: Fraction(tenths, 10))
Pair = tuple[Fraction, Fraction]


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> LoweredLaw:
    """Return a law with a table of bands and a measure."""
    return Lowering().lower(law_of(tmp_path_factory.mktemp("law"), LAW))


def items(powder: Fraction, herb: Fraction) -> tuple[KnownItem, ...]:
    """Return some powder and some herb, in grams."""
    amounts = {"powder": powder, "herb": herb}
    return tuple(
        KnownItem(substance, Dimension.MASS, amount * MICRO, purity=None, pure=False, mass_of_one=None)
        for substance, amount in amounts.items()
    )


def plain(powder: Fraction, herb: Fraction) -> tuple[int, int, int]:
    """Return what the law tells, counted plainly: the band of each, and how they stand to ten days."""
    days = powder + herb / 5
    of_powder = 0 if powder <= 2 else 1 if powder < 10 else 2
    of_herb = 0 if herb <= 20 else 1 if herb < 100 else 2
    return of_powder, of_herb, (days > 10) - (days < 10)


@given(st.tuples(GRAMS, GRAMS), st.tuples(GRAMS, GRAMS))
def test_items_have_one_profile_exactly_where_the_law_tells_them_the_same(
    law: LoweredLaw, one: Pair, other: Pair
) -> None:
    """The band of each holding, and the class of what they make together; nothing else of an amount."""
    profiles = [profile_of([law], items(*of)) for of in (one, other)]

    assert (plain(*one) == plain(*other)) is (profiles[0] == profiles[1])


@given(st.lists(st.tuples(GRAMS, GRAMS), min_size=2, max_size=6))
def test_no_two_profiles_are_told_alike(law: LoweredLaw, pairs: list[Pair]) -> None:
    """The conditions of one hold for no other; each is a condition on what the items make."""
    found = {tuple(profile.items()): profile for of in pairs for profile in [profile_of([law], items(*of))]}
    told = told_apart([law], list(found.values()))

    assert len(found) == len(set(told))
    assert {Question.QUANTITY} >= {condition.question for way in told for condition in way}


def test_what_two_profiles_agree_on_is_not_told(law: LoweredLaw) -> None:
    """Both are small, one is more than ten days: only the measure is said, with its article."""
    more, less = (profile_of([law], items(Fraction(2), Fraction(herb))) for herb in (200, 150))
    few, many = (profile_of([law], items(Fraction(powder), Fraction(19))) for powder in (6, 7))

    assert [(), ()] == told_apart([law], [more, less])
    assert [[("days", "< 10", "art. 3")], [("days", "> 10", "art. 3")]] == [
        [(c.id, c.value, c.provision) for c in way] for way in told_apart([law], [few, many])
    ]
